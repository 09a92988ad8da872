//! `for` and `doseq`: nested iteration with `:let`, `:when` and `:while`.
//!
//! `doseq` is a loop over an iterator that nobody else holds:
//!
//! ```text
//! (let* [it (clutch.rt/iter coll)]
//!   (loop* [x (clutch.rt/next! it)]
//!     (if (clutch.rt/done? x) nil (do body… (recur (clutch.rt/next! it))))))
//! ```
//!
//! `for` is lazy exactly as Clojure's, because programs observe it: a chunked source gives a
//! chunked result, a chunk is computed as a whole; any other source is taken one by one, and so
//! are the outer ones of several. The body of `for` is written once in the expansion, where
//! Clojure has it twice (for chunks and for single elements): nested `for`s grow by addition.

use super::binding::{check_pattern, let_pattern};
use super::destructure::{Init, bind};
use super::form;
use super::{ExpandCx, Macro, sym};
use clutch_core::class;
use clutch_core::{R, Value};

/// What may follow a binding.
enum Modifier {
    Let(Value),
    When(Value),
    While(Value),
}

/// One `pattern coll` with the modifiers after it.
struct Level {
    pattern: Value,
    coll: Value,
    modifiers: Vec<Modifier>,
}

/// The modifiers before the first binding, and the levels from the outside in.
fn parse(cx: &mut ExpandCx<'_>, bindings: &Value) -> R<(Vec<Modifier>, Vec<Level>)> {
    let items = cx.binding_pairs(bindings)?;
    let mut leading = Vec::new();
    let mut levels: Vec<Level> = Vec::new();
    for pair in items.chunks_exact(2) {
        let (key, value) = (&pair[0], &pair[1]);
        let Some(keyword) = key.as_keyword() else {
            check_pattern(cx, key)?;
            levels.push(Level {
                pattern: key.clone(),
                coll: value.clone(),
                modifiers: Vec::new(),
            });
            continue;
        };
        let modifier = match (keyword.ns(), keyword.name()) {
            (None, "let") => Modifier::Let(value.clone()),
            (None, "when") => Modifier::When(value.clone()),
            (None, "while") => Modifier::While(value.clone()),
            _ => {
                let text = format!("Invalid '{}' keyword {keyword}", cx.name());
                return Err(cx
                    .unexpected("compile/bad-modifier", "`:let`, `:when` or `:while`", key)
                    .cause(&class::ILLEGAL_ARGUMENT, text)
                    .throw());
            }
        };
        match levels.last_mut() {
            Some(level) => level.modifiers.push(modifier),
            None => leading.push(modifier),
        }
    }
    Ok((leading, levels))
}

/// Wraps `inner` in the modifiers: `skip` is what a false `:when` does; a false `:while` ends
/// the level with nil.
fn modified(cx: &mut ExpandCx<'_>, modifiers: Vec<Modifier>, skip: &Value, inner: Value) -> R {
    let mut form = inner;
    for modifier in modifiers.into_iter().rev() {
        form = match modifier {
            Modifier::When(test) => cx.if_(test, form, skip.clone()),
            Modifier::While(test) => cx.if_(test, form, Value::NIL),
            Modifier::Let(bindings) => {
                let pairs = cx.binding_pairs(&bindings)?;
                let mut out = Vec::with_capacity(pairs.len());
                for pair in pairs.chunks_exact(2) {
                    bind(cx, &mut out, &pair[0], Init::Form(pair[1].clone()))?;
                }
                cx.let_(out, &[form])
            }
        };
    }
    Ok(form)
}

fn expand_doseq(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let (leading, levels) = parse(cx, &args[0])?;
    let nested = !levels.is_empty();
    let mut body = args[1..].to_vec();
    // From the inside out: each loop is the body of the one around it.
    for level in levels.into_iter().rev() {
        let it = cx.fresh("it");
        let next = cx.list([sym::next_item(), it.clone()]);
        let recur = cx.list([sym::recur(), next.clone()]);
        body.push(recur.clone());
        let turn = cx.body(&body);
        let turn = modified(cx, level.modifiers, &recur, turn)?;
        let (item, turn) = if form::simple_symbol(&level.pattern).is_some() {
            (level.pattern, turn)
        } else {
            let item = cx.fresh("item");
            let turn = let_pattern(cx, &level.pattern, item.clone(), &[turn])?;
            (item, turn)
        };
        let done = cx.list([sym::done_p(), item.clone()]);
        let turn = cx.if_(done, Value::NIL, turn);
        let turns = cx.binding_form(sym::loop_star(), vec![item, next], &[turn]);
        let iter = cx.list([sym::iter(), level.coll]);
        body = vec![cx.let_(vec![it, iter], &[turns])];
    }
    let form = if nested {
        cx.body(&body)
    } else {
        body.push(Value::NIL);
        cx.body(&body)
    };
    modified(cx, leading, &Value::NIL, form)
}

fn expand_for(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let (leading, mut levels) = parse(cx, &args[0])?;
    if !leading.is_empty() || levels.is_empty() {
        let found = form::vector_items(&args[0]).and_then(|items| items.first().cloned());
        let help = "`:let`, `:when` and `:while` follow the name and collection they belong to";
        let text = "Can't pop empty vector";
        let expected = "a name and a collection first";
        return Err(match found {
            Some(first) => cx.unexpected("compile/bad-bindings", expected, &first),
            None => cx.expected("compile/bad-bindings", expected, "no bindings"),
        }
        .cause(&class::ILLEGAL_STATE, text)
        .help(help)
        .throw());
    }
    let innermost = levels.pop().expect("not empty");
    let coll = innermost.coll.clone();
    let function = innermost_function(cx, innermost, &args[1])?;
    let (mut function, mut coll) = (function, coll);
    for level in levels.into_iter().rev() {
        let outer = level.coll.clone();
        function = outer_function(cx, level, function, coll)?;
        coll = outer;
    }
    Ok(cx.list([function, coll]))
}

/// `(fn* iter [s] (clutch.rt/lazy-seq* (fn* [] (loop* [s s] turn))))`, where the turn sees the
/// non-empty seq as `s`.
fn lazy_function(cx: &ExpandCx<'_>, iter: Value, s: &Value, turn: Value) -> Value {
    let seq = cx.list([sym::seq(), s.clone()]);
    let turn = cx.if_(s.clone(), turn, Value::NIL);
    let turn = cx.let_(vec![s.clone(), seq], &[turn]);
    let turns = cx.binding_form(sym::loop_star(), vec![s.clone(), s.clone()], &[turn]);
    let lazy = cx.list([sym::lazy_seq(), cx.thunk(&[turns])]);
    cx.list([sym::fn_star(), iter, Value::vector(vec![s.clone()]), lazy])
}

/// The seq function of a level with levels inside: `inner` is the function of the next one.
fn outer_function(cx: &mut ExpandCx<'_>, level: Level, inner: Value, coll: Value) -> R {
    let (iter, s, found) = (cx.fresh("iter"), cx.fresh("s"), cx.fresh("found"));
    let rest = cx.list([sym::rest(), s.clone()]);
    let again = cx.list([sym::recur(), rest.clone()]);
    let more = cx.list([iter.clone(), rest]);
    let joined = cx.list([sym::concat(), found.clone(), more]);
    let choice = cx.if_(found.clone(), joined, again.clone());
    let elements = cx.list([inner, coll]);
    let elements = cx.list([sym::seq(), elements]);
    let turn = cx.let_(vec![found, elements], &[choice]);
    let turn = modified(cx, level.modifiers, &again, turn)?;
    let first = cx.list([sym::first(), s.clone()]);
    let mut bindings = Vec::new();
    bind(cx, &mut bindings, &level.pattern, Init::Form(first))?;
    let turn = cx.let_(bindings, &[turn]);
    Ok(lazy_function(cx, iter, &s, turn))
}

/// The seq function of the innermost level.
///
/// The loop over the elements of a chunk also serves a seq that is not chunked: one turn, on the
/// first element. Its value then is the rest of the result, or `true` if `:when` skipped the
/// element; for a chunk it is `true` at the end. A false `:while` gives nil in both cases.
fn innermost_function(cx: &mut ExpandCx<'_>, level: Level, body: &Value) -> R {
    let (iter, s) = (cx.fresh("iter"), cx.fresh("s"));
    let (chunk, size, out) = (cx.fresh("chunk"), cx.fresh("size"), cx.fresh("out"));
    let (i, value, end) = (cx.fresh("i"), cx.fresh("value"), cx.fresh("end"));
    let skips = level
        .modifiers
        .iter()
        .any(|m| matches!(m, Modifier::When(_)));

    let rest = cx.list([sym::rest(), s.clone()]);
    let again = cx.list([sym::recur(), cx.list([sym::inc(), i.clone()])]);
    let append = cx.list([sym::chunk_append(), out.clone(), value.clone()]);
    let append = cx.list([sym::do_(), append, again.clone()]);
    let more = cx.list([iter.clone(), rest.clone()]);
    let single = cx.list([sym::cons(), value.clone(), more]);
    let kept = cx.if_(chunk.clone(), append, single);
    let kept = cx.let_(vec![value, body.clone()], &[kept]);
    let turn = modified(cx, level.modifiers, &again, kept)?;

    let by_index = cx.list([sym::nth(), chunk.clone(), i.clone()]);
    let first = cx.list([sym::first(), s.clone()]);
    let item = cx.if_(chunk.clone(), by_index, first);
    let mut bindings = Vec::new();
    bind(cx, &mut bindings, &level.pattern, Init::Form(item))?;
    let turn = cx.let_(bindings, &[turn]);
    let in_chunk = cx.list([sym::less(), i.clone(), size.clone()]);
    let turn = cx.if_(in_chunk, turn, Value::TRUE);
    let turns = cx.binding_form(sym::loop_star(), vec![i, Value::int(0)], &[turn]);

    let chunk_rest = cx.list([sym::chunk_rest(), s.clone()]);
    let more = cx.list([iter.clone(), chunk_rest]);
    let more = cx.if_(end.clone(), more, Value::NIL);
    let full = cx.list([sym::chunk(), out.clone()]);
    let chunked = cx.list([sym::chunk_cons(), full, more]);
    let unchunked = if skips {
        let skipped = cx.list([sym::true_p(), end.clone()]);
        let again = cx.list([sym::recur(), rest]);
        cx.if_(skipped, again, end.clone())
    } else {
        end.clone()
    };
    let choice = cx.if_(chunk.clone(), chunked, unchunked);

    let is_chunked = cx.list([sym::chunked_seq_p(), s.clone()]);
    let first_chunk = cx.list([sym::chunk_first(), s.clone()]);
    let chunk_value = cx.if_(is_chunked, first_chunk, Value::NIL);
    let count = cx.list([sym::count(), chunk.clone()]);
    let size_value = cx.if_(chunk.clone(), count, Value::int(1));
    let buffer = cx.list([sym::chunk_buffer(), size.clone()]);
    let out_value = cx.if_(chunk.clone(), buffer, Value::NIL);
    let bindings = vec![
        chunk,
        chunk_value,
        size,
        size_value,
        out,
        out_value,
        end,
        turns,
    ];
    let turn = cx.let_(bindings, &[choice]);
    Ok(lazy_function(cx, iter, &s, turn))
}

pub(super) const TABLE: &[Macro] = &[
    Macro {
        name: "for",
        arglists: &["[seq-exprs body-expr]"],
        doc: "A lazy seq of the values of the body for all elements of the collections, the last one fastest.
seq-exprs is a vector of `name coll`, each with modifiers `:let [name value]`, `:when test` (skips an
element if false) and `:while test` (ends the collection if false) after it.
(for [x [1 2 3] :when (odd? x) y [:a :b]] [x y]) ;=> ([1 :a] [1 :b] [3 :a] [3 :b])",
        min: 2,
        max: Some(2),
        checked_by_spec: false,
        expand: expand_for,
    },
    Macro {
        name: "doseq",
        arglists: &["[seq-exprs & body]"],
        doc: "Evaluates body for all elements of the collections, as `for`, but at once and for effect; nil.
(let [a (atom 0)] (doseq [x [1 2] y [10 20]] (swap! a + (* x y))) @a) ;=> 90",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_doseq,
    },
];
