//! The form tree: what each piece of syntax becomes, and where it stands.

use clutch_syntax::{Conditionals, FormId, FormKind, Forms, Syntax, parse_all};

fn parse(text: &str) -> Forms {
    parse_with(text, &Syntax::default())
}

fn parse_with(text: &str, syntax: &Syntax) -> Forms {
    parse_all(text, 1, syntax).unwrap_or_else(|errors| panic!("{text}: {errors:?}"))
}

/// Atoms as their text, everything else as its kind and children.
fn show(text: &str) -> String {
    show_with(text, &Syntax::default())
}

fn show_with(text: &str, syntax: &Syntax) -> String {
    let forms = parse_with(text, syntax);
    let shown: Vec<_> = forms
        .roots()
        .iter()
        .map(|&root| show_form(text, &forms, root))
        .collect();
    shown.join(" ")
}

fn show_form(text: &str, forms: &Forms, id: FormId) -> String {
    let kind = forms.kind(id);
    if kind < FormKind::List {
        return text[forms.range(id)].to_string();
    }
    let children = forms.children(id);
    let shown: Vec<_> = children
        .into_iter()
        .map(|c| show_form(text, forms, c))
        .collect();
    format!("{kind:?}({})", shown.join(" "))
}

fn kinds(text: &str) -> Vec<FormKind> {
    let forms = parse(text);
    forms.roots().iter().map(|&root| forms.kind(root)).collect()
}

#[test]
fn brackets_hold_their_forms_in_order() {
    assert_eq!(
        show("(a [b {c d}] #{e})"),
        "List(a Vector(b Map(c d)) Set(e))"
    );
    assert_eq!(
        show("() [] {} #{} #()"),
        "List() Vector() Map() Set() FnLiteral()"
    );
}

#[test]
fn spans_cover_a_form_with_its_prefixes_and_brackets() {
    let text = "  (a ^:m [b]) ;c\n 'x";
    let forms = parse(text);
    let slices: Vec<_> = forms
        .roots()
        .iter()
        .map(|&r| &text[forms.range(r)])
        .collect();
    assert_eq!(slices, ["(a ^:m [b])", "'x"]);
    let meta = forms.children(forms.roots()[0])[1];
    assert_eq!(&text[forms.range(meta)], "^:m [b]");
    let vector = forms.children(meta)[1];
    assert_eq!(&text[forms.range(vector)], "[b]");
}

#[test]
fn prefixes_take_the_next_form() {
    assert_eq!(
        show("'a @b #'c `d ~e ~@f"),
        "Quote(a) Deref(b) VarQuote(c) SyntaxQuote(d) Unquote(e) UnquoteSplicing(f)"
    );
    assert_eq!(show("'' a"), "Quote(Quote(a))");
    assert_eq!(show("~ @a"), "Unquote(Deref(a))");
    assert_eq!(show("#=(a)"), "ReadEval(List(a))");
}

#[test]
fn metadata_takes_two_forms_in_both_spellings() {
    assert_eq!(
        show("^:a b #^{:c d} [e]"),
        "Meta(:a b) Meta(Map(:c d) Vector(e))"
    );
    assert_eq!(show("^:a ^:b c"), "Meta(:a Meta(:b c))");
}

#[test]
fn tags_and_namespaced_maps_keep_their_names() {
    assert_eq!(
        show("#inst \"x\" #a/b [c]"),
        "Tagged(#inst \"x\") Tagged(#a/b Vector(c))"
    );
    assert_eq!(
        show("#:a{b c} #::{b c} #::d {b c}"),
        "NamespacedMap(#:a Map(b c)) NamespacedMap(#:: Map(b c)) NamespacedMap(#::d Map(b c))"
    );
}

#[test]
fn discards_swallow_forms_singly_and_stacked() {
    assert_eq!(show("#_ a b"), "b");
    assert_eq!(show("#_ #_ a b c"), "c");
    assert_eq!(show("[a #_ (b [c]) d #_ e]"), "Vector(a d)");
    assert_eq!(show("' #_ a b"), "Quote(b)");
    assert_eq!(show("^ #_ a :b #_ c d"), "Meta(:b d)");
    assert_eq!(show("#_ a"), "");
    assert_eq!(show("{a #_ b c}"), "Map(a c)");
}

#[test]
fn comments_blanks_and_commas_separate_and_vanish() {
    assert_eq!(
        show("#!/usr/bin/env clutch\n(a,,b ; c )\n d)"),
        "List(a b d)"
    );
    assert_eq!(show("[a #! b\n c]"), "Vector(a c)");
    assert_eq!(show("a\u{3000}b\u{2028}c\x0Cd"), "a b c d");
    assert_eq!(show("a\u{A0}b"), "a\u{A0}b");
}

#[test]
fn a_byte_order_mark_is_skipped_at_the_start_only() {
    assert_eq!(show("\u{FEFF}(a)"), "List(a)");
    assert_eq!(show("b\u{FEFF}"), "b\u{FEFF}");
}

#[test]
fn every_kind_of_atom_is_told_apart() {
    use FormKind as K;
    assert_eq!(
        kinds(
            r#"nil true false 1 -7 +7 0x1F 1N 017 2r01 1.5 1e3 1M 1/2 ##Inf \a "s" "\n" #"r" s a/b :k :a/k ::k ::a/k"#
        ),
        [
            K::Nil,
            K::True,
            K::False,
            K::Int,
            K::Int,
            K::Int,
            K::Number,
            K::Number,
            K::Number,
            K::Number,
            K::Number,
            K::Number,
            K::Number,
            K::Number,
            K::Symbolic,
            K::Char,
            K::PlainString,
            K::EscapedString,
            K::Regex,
            K::Symbol,
            K::Symbol,
            K::Keyword,
            K::Keyword,
            K::AutoKeyword,
            K::AutoKeyword,
        ]
    );
}

#[test]
fn nil_and_its_like_are_whole_tokens_only() {
    assert_eq!(kinds("nilx true? nil/a falsey"), [FormKind::Symbol; 4]);
}

#[test]
fn tokens_end_where_clojure_ends_them() {
    assert_eq!(show("a'b a#b a%b"), "a'b a#b a%b");
    assert_eq!(show("a@b c^d e"), "a Deref(b) c Meta(d e)");
    assert_eq!(show("f`g h~i"), "f SyntaxQuote(g) h Unquote(i)");
    assert_eq!(show("1'a"), "1 Quote(a)");
    assert_eq!(show("a\"b\"c"), "a \"b\" c");
    assert_eq!(show("a\\b"), "a \\b");
    assert_eq!(show(r"\( \; \, \\"), r"\( \; \, \\");
}

#[test]
fn odd_symbols_and_keywords_are_accepted_as_clojure_does() {
    for text in [
        "/",
        "foo//",
        "a/b/c",
        "a//b",
        "a/:b",
        "-/b",
        "+/a",
        ".5",
        "-.5",
        "a:b",
        "->>",
        "&",
        "..",
        ".-a",
        "a.",
        "|a|",
        "é/λ",
        "nil/a",
        "*a*",
        "a/-1",
        "x\u{200B}b",
    ] {
        assert_eq!(kinds(text), [FormKind::Symbol], "{text}");
    }
    for text in [
        ":1", ":1/a", ":/", ":a/b/c", ":a:b", ":-1", ":λ", ":a'b", ":a#", ":a.b/c.d",
    ] {
        assert_eq!(kinds(text), [FormKind::Keyword], "{text}");
    }
}

#[test]
fn percent_is_an_argument_in_function_literals_only() {
    assert_eq!(kinds("% %1 %& %x"), [FormKind::Symbol; 4]);
    let text = "#(% %& [%2] a%b)";
    let forms = parse(text);
    let children = forms.children(forms.roots()[0]);
    let kinds: Vec<_> = children.iter().map(|&c| forms.kind(c)).collect();
    assert_eq!(
        kinds,
        [
            FormKind::Arg,
            FormKind::Arg,
            FormKind::Vector,
            FormKind::Symbol
        ]
    );
    assert_eq!(show("[#(%) #(%)]"), "Vector(FnLiteral(%) FnLiteral(%))");
}

#[test]
fn conditionals_choose_the_first_branch_in_source_order() {
    assert_eq!(show("#?(:clj a :cljs b)"), "a");
    assert_eq!(show("#?(:cljs b :clj a)"), "a");
    assert_eq!(show("#?(:default a :clj b)"), "a");
    assert_eq!(show("#?(:clj a :clutch b)"), "a");
    assert_eq!(show("#?(:clutch a :clj b)"), "a");
    assert_eq!(show("#? (:clj a)"), "a");
    assert_eq!(show("#?(#_ :cljs :clj #_ a b)"), "b");
    assert_eq!(show("[#?(:clj nil) a]"), "Vector(nil a)");
}

#[test]
fn a_conditional_without_a_match_is_no_form() {
    assert_eq!(show("#?(:cljs a) b"), "b");
    assert_eq!(show("[#?(:cljs a)]"), "Vector()");
    assert_eq!(show("'#?(:cljs a) b"), "Quote(b)");
    assert_eq!(show("#_ #?(:cljs a) b c"), "c");
    assert_eq!(show("{#?(:cljs a) b #?(:cljs c) d}"), "Map(b d)");
    assert_eq!(show("#?(:cljs a)"), "");
    assert_eq!(show("#?()"), "");
}

#[test]
fn after_the_chosen_branch_anything_readable_may_follow() {
    assert_eq!(show("#?(:clj a b)"), "a");
    assert_eq!(show("#?(:clj a :clj)"), "a");
    assert_eq!(show("#?(:clj a :else b)"), "a");
    assert_eq!(show("[#?(:clj a :cljs #?(:clj b) :x)]"), "Vector(a)");
}

#[test]
fn conditionals_nest() {
    assert_eq!(show("#?(:clj #?(:cljs a :clj b) :cljs c)"), "b");
    assert_eq!(show("#?(:cljs #?(:clj b) :clj c)"), "c");
    assert_eq!(show("[#?(:clj [#?(:clj a)])]"), "Vector(Vector(a))");
}

#[test]
fn splicing_conditionals_lose_their_brackets() {
    assert_eq!(show("(a #?@(:clj [b c]) d)"), "List(a b c d)");
    assert_eq!(show("(#?@(:cljs [b] :clj (c (d))))"), "List(c List(d))");
    assert_eq!(show("{#?@(:clj [:a 1])}"), "Map(:a 1)");
    assert_eq!(show("(#?@(:clj []))"), "List()");
    assert_eq!(show("('#?@(:clj []) z)"), "List(Quote(z))");
    assert_eq!(show("('#?@(:clj [a b]))"), "List(Quote(a) b)");
    assert_eq!(show("(^#?@(:clj [:a x]))"), "List(Meta(:a x))");
    assert_eq!(show("(#?@(:clj ^:a [a b]))"), "List(a b)");
    assert_eq!(show("(#?@(:clj #?(:clj [a b])) c)"), "List(a b c)");
    assert_eq!(show("(#?@ (:clj [a]) b)"), "List(a b)");
}

#[test]
fn other_features_can_be_chosen() {
    let syntax = Syntax {
        features: vec!["cljs".into(), "a/b".into()],
        ..Syntax::default()
    };
    assert_eq!(show_with("#?(:clj a :cljs b)", &syntax), "b");
    assert_eq!(show_with("#?(:a/b a)", &syntax), "a");
}

#[test]
fn preserved_conditionals_keep_all_branches() {
    let syntax = Syntax {
        conditionals: Conditionals::Preserve,
        ..Syntax::default()
    };
    assert_eq!(
        show_with("#?(:clj a :cljs #b c)", &syntax),
        "Conditional(List(:clj a :cljs PlainTagged(#b c)))"
    );
    assert_eq!(
        show_with("#?@(:clj a b)", &syntax),
        "ConditionalSplice(List(:clj a b))"
    );
}

#[test]
fn edn_quotes_are_part_of_symbols() {
    assert_eq!(
        show_with("'a ' a'b [c'] #_'d", &Syntax::edn()),
        "'a ' a'b Vector(c')"
    );
}

#[test]
fn children_are_found_from_both_ends() {
    let forms = parse("(a (b (c)) [d e] f)");
    let root = forms.roots()[0];
    let children = forms.children(root);
    assert_eq!(children.len(), 4);
    let mut reversed: Vec<_> = forms.children_rev(root).collect();
    reversed.reverse();
    assert_eq!(children, reversed);
    assert_eq!(forms.kind(children[2]), FormKind::Vector);
}
