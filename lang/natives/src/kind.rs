//! What kind of value something is: predicates, and classes.

use clutch_core::coll::Map;
use clutch_core::name::SPECIAL_NAMES;
use clutch_core::native::Native;
use clutch_core::object::{Array, ArrayKind};
use clutch_core::seq::Range;
use clutch_core::value::View;
use clutch_core::{R, Symbol, Tag, Thrown, TypeInfo, Value};
use clutch_derive::{native, natives};
use clutch_vm::class::{self, class_of, host as h};
use clutch_vm::{Cx, meta, shape};

macro_rules! predicates {
    (@native $(#[$doc:meta])* $name:literal $f:ident($x:ident) $body:expr) => {
        $(#[$doc])*
        #[native("clojure.core", $name)]
        fn $f($x: &Value) -> bool {
            $body
        }
    };
    (@native $(#[$doc:meta])* $name:literal $f:ident(current $x:ident) $body:expr) => {
        $(#[$doc])*
        #[native("clojure.core", $name)]
        fn $f(cx: &mut Cx, $x: &Value) -> R<bool> {
            let now = shape::current(cx, $x)?;
            let $x = now.as_ref().unwrap_or($x);
            Ok($body)
        }
    };
    ($($(#[$doc:meta])* $name:literal $f:ident($($x:ident)*) = $body:expr;)*) => {
        $(predicates!(@native $(#[$doc])* $name $f($($x)*) $body);)*
        static PREDICATES: &[&Native] = natives![$($f),*];
    };
}

fn is_a(x: &Value, class: &'static TypeInfo) -> bool {
    class::instance_of(class, x)
}

/// As [`is_a`], with the answer for the kinds that are asked about most at hand.
#[inline]
fn is_one_of(x: &Value, tags: &[Tag], class: &'static TypeInfo) -> bool {
    x.is_heap() && (tags.contains(&x.tag()) || is_a(x, class))
}

fn name_parts(x: &Value) -> Option<Symbol> {
    x.as_symbol().or_else(|| x.as_keyword().map(|k| k.symbol()))
}

fn has_ns(x: &Value) -> Option<bool> {
    name_parts(x).map(|s| s.ns().is_some())
}

fn is_int(x: &Value) -> bool {
    x.as_int().is_some()
}

predicates! {
    /// Is it nil?
    ///
    /// (nil? nil) ;=> true
    "nil?" is_nil(x) = x.is_nil();
    /// Is it anything but nil?
    ///
    /// (some? false) ;=> true
    "some?" is_some(x) = !x.is_nil();
    /// Is it anything at all? Always true.
    ///
    /// (any? nil) ;=> true
    "any?" is_any(_x) = true;
    /// Is it `true` itself?
    ///
    /// (true? 1) ;=> false
    "true?" is_true(x) = x.tag() == Tag::True;
    /// Is it `false` itself?
    ///
    /// (false? nil) ;=> false
    "false?" is_false(x) = x.tag() == Tag::False;
    /// Is it `true` or `false`?
    ///
    /// (boolean? nil) ;=> false
    "boolean?" is_boolean(x) = matches!(x.tag(), Tag::True | Tag::False);
    /// `true` for everything but nil and false.
    ///
    /// (boolean 0) ;=> true
    "boolean" boolean(x) = x.truthy();
    /// `true` for nil and false.
    ///
    /// (not nil) ;=> true
    "not" not(x) = !x.truthy();

    /// Is it a number of any kind?
    ///
    /// (number? 1/2) ;=> true
    "number?" is_number(x) = is_int(x) || x.as_float().is_some() || is_one_of(x, &[], &h::NUMBER);
    /// Is it an integer, of 64 bits or any size?
    ///
    /// (integer? 1N) ;=> true
    "integer?" is_integer(x) = is_int(x) || x.tag() == Tag::BigInt;
    /// Is it an integer of 64 bits or fewer?
    ///
    /// (int? 1) ;=> true
    /// (int? 1N) ;=> false
    "int?" is_fixed_int(x) = is_int(x);
    /// Is it an integer of 64 bits above zero?
    ///
    /// (pos-int? 1) ;=> true
    "pos-int?" is_pos_int(x) = x.as_int().is_some_and(|n| n > 0);
    /// Is it an integer of 64 bits below zero?
    ///
    /// (neg-int? -1) ;=> true
    "neg-int?" is_neg_int(x) = x.as_int().is_some_and(|n| n < 0);
    /// Is it an integer of 64 bits that is not below zero?
    ///
    /// (nat-int? 0) ;=> true
    "nat-int?" is_nat_int(x) = x.as_int().is_some_and(|n| n >= 0);
    /// Is it a float?
    ///
    /// (float? 1.0) ;=> true
    /// (float? 1.0M) ;=> false
    "float?" is_float(x) = x.as_float().is_some();
    /// Is it a float of 64 bits?
    ///
    /// (double? 1.0) ;=> true
    "double?" is_double(x) = is_a(x, &h::DOUBLE);
    /// Is it a ratio?
    ///
    /// (ratio? 1/2) ;=> true
    "ratio?" is_ratio(x) = x.tag() == Tag::Ratio;
    /// Is it an exact number: integer, ratio or decimal?
    ///
    /// (rational? 1.5M) ;=> true
    /// (rational? 1.5) ;=> false
    "rational?" is_rational(x) =
        is_int(x) || matches!(x.tag(), Tag::BigInt | Tag::Ratio | Tag::Decimal);
    /// Is it a decimal?
    ///
    /// (decimal? 1M) ;=> true
    "decimal?" is_decimal(x) = x.tag() == Tag::Decimal;

    /// Is it a string?
    ///
    /// (string? "a") ;=> true
    "string?" is_string(x) = x.tag() == Tag::Str;
    /// Is it a character?
    ///
    /// (char? \a) ;=> true
    "char?" is_char(x) = x.tag() == Tag::Char;
    /// Is it a keyword?
    ///
    /// (keyword? :a) ;=> true
    "keyword?" is_keyword(x) = x.tag() == Tag::Keyword;
    /// Is it a symbol?
    ///
    /// (symbol? 'a) ;=> true
    "symbol?" is_symbol(x) = x.as_symbol().is_some();
    /// Is it a symbol or keyword?
    ///
    /// (ident? :a) ;=> true
    "ident?" is_ident(x) = name_parts(x).is_some();
    /// Is it a symbol or keyword without a namespace?
    ///
    /// (simple-ident? :a) ;=> true
    "simple-ident?" is_simple_ident(x) = has_ns(x) == Some(false);
    /// Is it a symbol or keyword with a namespace?
    ///
    /// (qualified-ident? :a/b) ;=> true
    "qualified-ident?" is_qualified_ident(x) = has_ns(x) == Some(true);
    /// Is it a symbol without a namespace?
    ///
    /// (simple-symbol? 'a) ;=> true
    "simple-symbol?" is_simple_symbol(x) = x.as_symbol().is_some_and(|s| s.ns().is_none());
    /// Is it a symbol with a namespace?
    ///
    /// (qualified-symbol? 'a/b) ;=> true
    "qualified-symbol?" is_qualified_symbol(x) = x.as_symbol().is_some_and(|s| s.ns().is_some());
    /// Is it a keyword without a namespace?
    ///
    /// (simple-keyword? :a) ;=> true
    "simple-keyword?" is_simple_keyword(x) = x.as_keyword().is_some_and(|k| k.ns().is_none());
    /// Is it a keyword with a namespace?
    ///
    /// (qualified-keyword? :a/b) ;=> true
    "qualified-keyword?" is_qualified_keyword(x) =
        x.as_keyword().is_some_and(|k| k.ns().is_some());

    /// Is it a map, sorted or not, or a record?
    ///
    /// (map? {}) ;=> true
    "map?" is_map(current x) = is_one_of(x, &[Tag::Map, Tag::SortedMap], &h::IPERSISTENT_MAP);
    /// Is it a vector?
    ///
    /// (vector? [1]) ;=> true
    "vector?" is_vector(current x) = is_one_of(x, &[Tag::Vector, Tag::MapEntry], &h::IPERSISTENT_VECTOR);
    /// Is it a set, sorted or not?
    ///
    /// (set? #{}) ;=> true
    "set?" is_set(current x) = is_one_of(x, &[Tag::Set, Tag::SortedSet], &h::IPERSISTENT_SET);
    /// Is it a list? Lazy seqs and other seqs are none.
    ///
    /// (list? '(1)) ;=> true
    /// (list? (map inc [1])) ;=> false
    "list?" is_list(current x) = is_a(x, &h::IPERSISTENT_LIST);
    /// Is it a seq: a list, a lazy seq, or what `seq` gives?
    ///
    /// (seq? '(1)) ;=> true
    /// (seq? [1]) ;=> false
    "seq?" is_seq(current x) = is_one_of(x, &[Tag::List, Tag::Cons, Tag::LazySeq, Tag::ChunkedCons], &h::ISEQ);
    /// Is it a collection of the language?
    ///
    /// (coll? {}) ;=> true
    /// (coll? "a") ;=> false
    "coll?" is_coll(current x) = is_one_of(x, &[Tag::Vector, Tag::Map, Tag::List, Tag::Set, Tag::LazySeq], &h::IPERSISTENT_COLLECTION);
    /// Is it a collection whose elements have an order of their own: a vector or seq?
    ///
    /// (sequential? [1]) ;=> true
    /// (sequential? #{1}) ;=> false
    "sequential?" is_sequential(current x) = is_one_of(x, &[Tag::Vector, Tag::List, Tag::LazySeq, Tag::Cons], &h::SEQUENTIAL);
    /// Is it a collection that `assoc` takes: a map or vector?
    ///
    /// (associative? [1]) ;=> true
    "associative?" is_associative(current x) = is_a(x, &h::ASSOCIATIVE);
    /// Does it know its count without walking?
    ///
    /// (counted? [1]) ;=> true
    /// (counted? (map inc [1])) ;=> false
    "counted?" is_counted(current x) = is_a(x, &h::COUNTED);
    /// Is it a sorted map or set?
    ///
    /// (sorted? (sorted-map)) ;=> true
    "sorted?" is_sorted(current x) = is_a(x, &h::SORTED);
    /// Does `nth` find its elements without walking?
    ///
    /// (indexed? [1]) ;=> true
    "indexed?" is_indexed(current x) = is_a(x, &h::INDEXED);
    /// Does `rseq` take it?
    ///
    /// (reversible? [1]) ;=> true
    "reversible?" is_reversible(current x) = is_a(x, &h::REVERSIBLE);
    /// Is it an entry of a map?
    ///
    /// (map-entry? (first {:a 1})) ;=> true
    "map-entry?" is_map_entry(current x) = is_a(x, &h::JAVA_MAP_ENTRY);
    /// Is it a record?
    ///
    /// (record? {}) ;=> false
    "record?" is_record(current x) = is_a(x, &h::IRECORD);
    /// Does it give its elements in chunks?
    ///
    /// (chunked-seq? (seq [1])) ;=> true
    "chunked-seq?" is_chunked_seq(current x) = match x.view() {
        View::Range(r) => r.count != Range::ENDLESS,
        _ => is_one_of(x, &[Tag::ChunkedCons, Tag::VectorSeq], &h::ICHUNKED_SEQ),
    };
    /// Does `seq` take it?
    ///
    /// (seqable? "abc") ;=> true
    /// (seqable? 1) ;=> false
    "seqable?" is_seqable(current x) = seqable(x);

    /// Is it a function made by `fn` or in Rust? Keywords, maps and other things that can be
    /// called are not, see `ifn?`.
    ///
    /// (fn? inc) ;=> true
    /// (fn? :a) ;=> false
    "fn?" is_fn(current x) = is_a(x, &h::FN);
    /// Can it be called?
    ///
    /// (ifn? :a) ;=> true
    /// (ifn? 1) ;=> false
    "ifn?" is_ifn(current x) = class::is_ifn(x);
    /// Is it a var?
    ///
    /// (var? #'inc) ;=> true
    "var?" is_var(x) = x.tag() == Tag::Var;
    /// Is it a class?
    ///
    /// (class? String) ;=> true
    "class?" is_class(x) = x.tag() == Tag::Class;
    /// Is it a universally unique id?
    ///
    /// (uuid? #uuid "00000000-0000-0000-0000-000000000001") ;=> true
    "uuid?" is_uuid(x) = x.tag() == Tag::Uuid;
    /// Is it a point in time?
    ///
    /// (inst? #inst "2020") ;=> true
    "inst?" is_inst(x) = x.tag() == Tag::Inst || is_a(x, &h::DATE) || is_a(x, &h::INSTANT);
    /// Is it a URI?
    ///
    /// (uri? "http://example.org") ;=> false
    "uri?" is_uri(x) = is_a(x, &h::URI);
    /// Is it an array of bytes?
    ///
    /// (bytes? (byte-array 1)) ;=> true
    "bytes?" is_bytes(x) = x.get::<Array>().is_some_and(|a| a.kind == ArrayKind::Byte);
    /// Is it a tagged literal that was read without a reader for its tag?
    ///
    /// (tagged-literal? (tagged-literal 'a 1)) ;=> true
    "tagged-literal?" is_tagged_literal(x) = is_a(x, &h::TAGGED_LITERAL);
    /// Is it a reader conditional that was kept as data?
    ///
    /// (reader-conditional? (reader-conditional '(:clj 1) false)) ;=> true
    "reader-conditional?" is_reader_conditional(x) = is_a(x, &h::READER_CONDITIONAL);
}

fn seqable(x: &Value) -> bool {
    match x.view() {
        View::Nil | View::Str(_) | View::Array(_) => true,
        View::Host(host) => host.data.items().is_some(),
        _ => is_a(x, &h::SEQABLE) || is_a(x, &h::ITERABLE) || is_a(x, &h::MAP),
    }
}

/// The class in a value.
pub(crate) fn need_class(c: &Value) -> R<&'static TypeInfo> {
    match c.view() {
        View::Class(c) => Ok(c),
        View::Nil => Err(Thrown::null_pointer(
            "Cannot invoke \"java.lang.Class.isInstance(Object)\" because \"c\" is null",
        )),
        _ => Err(clutch_vm::convert::not_castable(c, "java.lang.Class")),
    }
}

/// The class of a value; nil has none.
///
/// (class 1) ;=> java.lang.Long
/// (class nil) ;=> nil
#[native("clojure.core", "class")]
fn class(cx: &mut Cx, x: &Value) -> R<Option<&'static TypeInfo>> {
    Ok(match shape::current(cx, x)? {
        Some(now) => Some(class_of(&now)),
        None => (!x.is_nil()).then(|| class_of(x)),
    })
}

/// The `:type` in the metadata of a value if there is one, else its class.
///
/// (type 1) ;=> java.lang.Long
/// (type (with-meta [] {:type :point})) ;=> :point
#[native("clojure.core", "type")]
fn type_of(cx: &mut Cx, x: &Value) -> R {
    if let Some(now) = shape::current(cx, x)? {
        return type_of(cx, &now);
    }
    let meta = meta::meta(x);
    let named = meta.get::<Map>().and_then(|m| m.get_keyword("type"));
    match named {
        Some(t) if t.truthy() => Ok(t.clone()),
        _ => Ok(class(cx, x)?.into()),
    }
}

/// Is the value the name of a special form?
///
/// (special-symbol? 'if) ;=> true
/// (special-symbol? 'when) ;=> false
#[native("clojure.core", "special-symbol?")]
fn is_special_symbol(s: &Value) -> bool {
    s.as_symbol()
        .is_some_and(|s| s.ns().is_none() && SPECIAL_NAMES.binary_search(&s.name()).is_ok())
}

/// Is the value an instance of the class, or of one below it? nil is an instance of none.
///
/// (instance? Number 1) ;=> true
/// (instance? clojure.lang.IFn :a) ;=> true
#[native("clojure.core", "instance?")]
fn is_instance(cx: &mut Cx, c: &Value, x: &Value) -> R<bool> {
    let class = need_class(c)?;
    Ok(match shape::current(cx, x)? {
        Some(now) => class::instance_of(class, &now),
        None => class::instance_of(class, x),
    })
}

/// Is the first class the second, or below it?
///
/// (clutch.rt/subclass? Long Number) ;=> true
#[native("clutch.rt", "subclass?")]
fn is_subclass(c: &Value, parent: &Value) -> R<bool> {
    Ok(class::is_subclass(need_class(c)?, need_class(parent)?))
}

fn class_list(classes: &[&'static TypeInfo]) -> Value {
    if classes.is_empty() {
        return Value::NIL;
    }
    clutch_core::coll::List::from_vec(classes.iter().map(|c| Value::class(c)).collect())
}

/// The classes and interfaces right above a class as a seq, or nil.
///
/// (first (clutch.rt/class-bases Long)) ;=> java.lang.Number
#[native("clutch.rt", "class-bases")]
fn class_bases(c: &Value) -> R {
    Ok(class_list(need_class(c)?.supers))
}

/// All classes and interfaces above a class as a seq, or nil.
///
/// (some #{Comparable} (clutch.rt/class-supers Long)) ;=> java.lang.Comparable
#[native("clutch.rt", "class-supers")]
fn class_supers(c: &Value) -> R {
    Ok(class_list(&class::supers(need_class(c)?)))
}

/// A name with the characters spelled out that Java identifiers cannot have; a symbol gives a
/// symbol.
///
/// (munge "a-b?") ;=> "a_b_QMARK_"
#[native("clojure.core", "munge")]
fn munge(cx: &mut clutch_vm::Cx, s: &Value) -> R {
    match s.as_symbol() {
        Some(s) => Ok(Value::symbol(Symbol::parse(&class::munge(&s.to_string())))),
        None => Ok(class::munge(&crate::bridge::text_of(cx, s)?).into()),
    }
}

/// The text of a namespace's name with `-` as `_`, as in file names.
///
/// (namespace-munge 'a-b.c) ;=> "a_b.c"
#[native("clojure.core", "namespace-munge")]
fn namespace_munge(ns: &Value) -> R {
    let name = match (ns.as_str(), ns.as_symbol()) {
        (Some(s), _) => s.to_string(),
        (_, Some(s)) => s.to_string(),
        _ => match ns.view() {
            View::Ns(ns) => ns.to_string(),
            _ => return Err(clutch_vm::convert::not_castable(ns, "clojure.lang.Symbol")),
        },
    };
    Ok(name.replace('-', "_").into())
}

static OTHERS: &[&Native] = natives![
    class,
    type_of,
    is_special_symbol,
    is_instance,
    is_subclass,
    class_bases,
    class_supers,
    munge,
    namespace_munge
];

/// The natives of this family: predicates, then the rest.
pub static TABLES: [&[&Native]; 2] = [PREDICATES, OTHERS];
