//! Classes of values: what `class` answers, what `instance?` and `isa?` know, and how a class is
//! found by name.
//!
//! The language has its own representations; classes are names over them, so that `(class 1)`,
//! `(instance? clojure.lang.IFn :a)` and `extend-protocol` on host names mean what they mean on
//! the JVM. A class is a `&'static TypeInfo`, compared by address; the table of host classes is
//! in [`host`]. Classes of functions are made on demand, one for each function name.

pub mod host;

use clutch_core::class::{EXCEPTION_INFO, EXCEPTIONS, OBJECT, TypeKind, user_type};
use clutch_core::coll::Transient;
use clutch_core::object::ArrayKind;
use clutch_core::seq::Range;
use clutch_core::value::View;
use clutch_core::{Tag, TypeInfo, Value};
use host as h;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

pub use host::HOST_CLASSES;

/// The supertypes of a user type of this kind: what every such type is, then what it names.
pub fn user_supers(kind: TypeKind, named: Vec<&'static TypeInfo>) -> Vec<&'static TypeInfo> {
    let mut all = match kind {
        TypeKind::Record => RECORD_SUPERS.to_vec(),
        TypeKind::Reify => REIFY_SUPERS.to_vec(),
        _ => TYPE_SUPERS.to_vec(),
    };
    for class in named {
        if !all.iter().any(|c| std::ptr::eq(*c, class)) {
            all.push(class);
        }
    }
    all
}

/// What a `defrecord` type is beside the interfaces it names.
pub static RECORD_SUPERS: &[&TypeInfo] = &[
    &OBJECT,
    &h::IRECORD,
    &h::IHASH_EQ,
    &h::IOBJ,
    &h::ILOOKUP,
    &h::IPERSISTENT_MAP,
    &h::MAP,
    &h::SERIALIZABLE,
];

/// What a `deftype` type is beside the interfaces it names.
pub static TYPE_SUPERS: &[&TypeInfo] = &[&OBJECT, &h::ITYPE];

/// What a `reify` type is beside the interfaces it names.
pub static REIFY_SUPERS: &[&TypeInfo] = &[&OBJECT, &h::IOBJ];

/// The class of a value; nil has none, so [`clutch_core::class::OBJECT`] stands for it and
/// callers that care look for nil first.
pub fn class_of(v: &Value) -> &'static TypeInfo {
    match v.view() {
        View::Nil => &OBJECT,
        View::Bool(_) => &h::BOOLEAN,
        View::Int(_) => match v.tag() {
            Tag::Int32 => &h::INTEGER,
            Tag::Int16 => &h::SHORT,
            Tag::Int8 => &h::BYTE,
            _ => &h::LONG,
        },
        View::Float(_) if v.tag() == Tag::Float32 => &h::FLOAT,
        View::Float(_) => &h::DOUBLE,
        View::Char(_) => &h::CHARACTER,
        View::Keyword(_) => &h::KEYWORD,
        View::Symbol(_) | View::SymbolMeta(_) => &h::SYMBOL,
        View::Var(_) => &h::VAR,
        View::Ns(_) => &h::NAMESPACE,
        View::Class(_) => &h::CLASS,
        View::Native(n) => function_class(n.ns, n.name),
        View::Unbound => &h::VAR_UNBOUND,
        View::Str(_) => &h::STRING,
        View::BigInt(_) => &h::BIG_INT,
        View::Ratio(_) => &h::RATIO,
        View::Decimal(_) => &h::BIG_DECIMAL,
        View::List(l) if l.count == 0 => &h::PERSISTENT_LIST_EMPTY_LIST,
        View::List(_) => &h::PERSISTENT_LIST,
        View::Cons(_) => &h::CONS,
        View::LazySeq(_) => &h::LAZY_SEQ,
        View::ChunkedCons(_) => &h::CHUNKED_CONS,
        View::Chunk(_) => &h::ARRAY_CHUNK,
        View::ChunkBuffer(_) => &h::CHUNK_BUFFER,
        View::VectorSeq(_) => &h::PERSISTENT_VECTOR_CHUNKED_SEQ,
        View::ArraySeq(_) => &h::ARRAY_SEQ,
        View::Range(r) if r.count == Range::ENDLESS => &h::ITERATE,
        View::Range(_) => &h::LONG_RANGE,
        View::StringSeq(_) => &h::STRING_SEQ,
        View::Vector(_) => &h::PERSISTENT_VECTOR,
        View::MapEntry(_) => &h::MAP_ENTRY,
        View::Map(m) if m.is_flat() => &h::PERSISTENT_ARRAY_MAP,
        View::Map(_) => &h::PERSISTENT_HASH_MAP,
        View::Set(_) => &h::PERSISTENT_HASH_SET,
        View::SortedMap(_) => &h::PERSISTENT_TREE_MAP,
        View::SortedSet(_) => &h::PERSISTENT_TREE_SET,
        View::Transient(t) => transient_class(t),
        View::Closure(c) => named_function_class(&c.proto.name),
        View::NativeClosure(c) => named_function_class(&c.name),
        View::MultiFn(_) => &h::MULTI_FN,
        View::ProtocolFn(f) => function_class(f.protocol.ns().name(), f.method.name()),
        View::Instance(i) => i.ty,
        View::Exception(e) => e.class,
        View::Reduced(_) => &h::REDUCED,
        View::Atom(_) => &h::ATOM,
        View::Volatile(_) => &h::VOLATILE,
        View::Delay(_) => &h::DELAY,
        View::Promise(p) if p.is_future => &h::FUTURE_TASK,
        View::Promise(_) => &h::PROMISE,
        View::Ref(_) => &h::REF,
        View::Agent(_) => &h::AGENT,
        View::Array(a) => array_class(a.kind, a.component),
        View::Uuid(_) => &h::UUID,
        View::Inst(_) => &h::DATE,
        View::World(_) => &h::WORLD,
        View::Host(x) => x.class,
        View::Iter(_) | View::Done => &h::INTERNAL,
    }
}

fn transient_class(t: &Transient) -> &'static TypeInfo {
    let of = |coll: &Value| match coll.view() {
        View::Map(m) if m.is_flat() => &h::PERSISTENT_ARRAY_MAP_TRANSIENT_ARRAY_MAP,
        View::Map(_) => &h::PERSISTENT_HASH_MAP_TRANSIENT_HASH_MAP,
        View::Set(_) => &h::PERSISTENT_HASH_SET_TRANSIENT_HASH_SET,
        _ => &h::PERSISTENT_VECTOR_TRANSIENT_VECTOR,
    };
    t.with(of).unwrap_or(&h::INTERNAL)
}

/// The class of arrays with these elements.
pub fn array_class(kind: ArrayKind, component: Option<&'static TypeInfo>) -> &'static TypeInfo {
    match kind {
        ArrayKind::Long => &h::ARRAY_LONG,
        ArrayKind::Int => &h::ARRAY_INT,
        ArrayKind::Short => &h::ARRAY_SHORT,
        ArrayKind::Byte => &h::ARRAY_BYTE,
        ArrayKind::Char => &h::ARRAY_CHAR,
        ArrayKind::Boolean => &h::ARRAY_BOOLEAN,
        ArrayKind::Double => &h::ARRAY_DOUBLE,
        ArrayKind::Float => &h::ARRAY_FLOAT,
        ArrayKind::Object => match component {
            None => &h::ARRAY_OBJECT,
            Some(c) if std::ptr::eq(c, &OBJECT) => &h::ARRAY_OBJECT,
            Some(c) if std::ptr::eq(c, &h::STRING) => &h::ARRAY_STRING,
            Some(c) => user_type(
                &format!("[L{};", c.name),
                TypeKind::Host,
                Vec::new(),
                vec![&h::ARRAY_OBJECT],
            ),
        },
    }
}

/// The primitive type that a class boxes (`Long/TYPE`).
pub fn primitive(class: &str) -> Option<&'static TypeInfo> {
    Some(match class {
        "java.lang.Long" => &h::PRIMITIVE_LONG,
        "java.lang.Integer" => &h::PRIMITIVE_INT,
        "java.lang.Short" => &h::PRIMITIVE_SHORT,
        "java.lang.Byte" => &h::PRIMITIVE_BYTE,
        "java.lang.Character" => &h::PRIMITIVE_CHAR,
        "java.lang.Boolean" => &h::PRIMITIVE_BOOLEAN,
        "java.lang.Double" => &h::PRIMITIVE_DOUBLE,
        "java.lang.Float" => &h::PRIMITIVE_FLOAT,
        _ => return None,
    })
}

/// Class of the function `ns/name`: `ns$name`, with characters that Java has no place for
/// spelled out.
fn function_class(ns: &str, name: &str) -> &'static TypeInfo {
    user_type(
        &format!("{}${}", munge(ns), munge(name)),
        TypeKind::Host,
        Vec::new(),
        vec![&h::AFUNCTION],
    )
}

/// As [`function_class`] for the name in a function's code: `ns/name` or `ns/outer/inner`.
fn named_function_class(full: &str) -> &'static TypeInfo {
    match full.split_once('/') {
        Some((ns, name)) => function_class(ns, &name.replace('/', "$")),
        None => user_type(
            &munge(full),
            TypeKind::Host,
            Vec::new(),
            vec![&h::AFUNCTION],
        ),
    }
}

/// A name with the characters replaced that Java identifiers cannot have (`munge`).
pub fn munge(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '-' => out.push('_'),
            ':' => out.push_str("_COLON_"),
            '+' => out.push_str("_PLUS_"),
            '>' => out.push_str("_GT_"),
            '<' => out.push_str("_LT_"),
            '=' => out.push_str("_EQ_"),
            '~' => out.push_str("_TILDE_"),
            '!' => out.push_str("_BANG_"),
            '@' => out.push_str("_CIRCA_"),
            '#' => out.push_str("_SHARP_"),
            '\'' => out.push_str("_SINGLEQUOTE_"),
            '"' => out.push_str("_DOUBLEQUOTE_"),
            '%' => out.push_str("_PERCENT_"),
            '^' => out.push_str("_CARET_"),
            '&' => out.push_str("_AMPERSAND_"),
            '*' => out.push_str("_STAR_"),
            '|' => out.push_str("_BAR_"),
            '{' => out.push_str("_LBRACE_"),
            '}' => out.push_str("_RBRACE_"),
            '[' => out.push_str("_LBRACK_"),
            ']' => out.push_str("_RBRACK_"),
            '/' => out.push_str("_SLASH_"),
            '\\' => out.push_str("_BSLASH_"),
            '?' => out.push_str("_QMARK_"),
            c => out.push(c),
        }
    }
    out
}

/// Whether `class` is `parent` or below it. Everything is below `Object`.
#[inline]
pub fn is_subclass(class: &'static TypeInfo, parent: &'static TypeInfo) -> bool {
    class.is_a(parent) || std::ptr::eq(parent, &OBJECT)
}

/// `instance?`: nil is an instance of nothing.
#[inline]
pub fn instance_of(class: &'static TypeInfo, v: &Value) -> bool {
    !v.is_nil() && is_subclass(class_of(v), class)
}

/// `supers`: all classes and interfaces above, nearest first, each once.
pub fn supers(class: &'static TypeInfo) -> Vec<&'static TypeInfo> {
    let mut found: Vec<&'static TypeInfo> = Vec::new();
    let mut next = 0;
    let add = |found: &mut Vec<&'static TypeInfo>, class: &'static TypeInfo| {
        for s in class.supers {
            if !found.iter().any(|f| std::ptr::eq(*f, *s)) {
                found.push(s);
            }
        }
    };
    add(&mut found, class);
    while let Some(class) = found.get(next) {
        let class = *class;
        add(&mut found, class);
        next += 1;
    }
    found
}

type ByName = FxHashMap<&'static str, &'static TypeInfo>;

static BY_NAME: LazyLock<ByName> = LazyLock::new(|| {
    let own = [
        &OBJECT,
        &EXCEPTION_INFO,
        &clutch_core::class::IEXCEPTION_INFO,
        &clutch_core::class::UNLINKED,
    ];
    let all = HOST_CLASSES.iter().chain(EXCEPTIONS).copied().chain(own);
    all.map(|c| (c.name, c)).collect()
});

/// The host class with this full name.
pub fn find(full_name: &str) -> Option<&'static TypeInfo> {
    BY_NAME.get(full_name).copied()
}

/// The class that a simple name means in every namespace without an import: those of
/// `java.lang`, and a few that Clojure adds.
pub fn auto_imported(simple_name: &str) -> Option<&'static TypeInfo> {
    match simple_name {
        "BigInteger" => Some(&h::BIG_INTEGER),
        "BigDecimal" => Some(&h::BIG_DECIMAL),
        "Callable" => Some(&h::CALLABLE),
        "Compiler" => Some(&h::COMPILER),
        _ => find(&format!("java.lang.{simple_name}")),
    }
}

/// Whether values of the class hold something that can be called: `ifn?`.
pub fn is_ifn(v: &Value) -> bool {
    instance_of(&h::IFN, v)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clutch_core::{Keyword, NsName, Symbol, VarName};

    #[test]
    fn values_have_the_classes_of_the_reference() {
        let cases: [(Value, &str); 8] = [
            (Value::int(1), "java.lang.Long"),
            (Value::float(1.0), "java.lang.Double"),
            (Value::string("a"), "java.lang.String"),
            (Value::keyword(Keyword::simple("a")), "clojure.lang.Keyword"),
            (Value::symbol(Symbol::simple("a")), "clojure.lang.Symbol"),
            (
                Value::var(VarName::from_parts("a", "b")),
                "clojure.lang.Var",
            ),
            (Value::ns(NsName::new("a")), "clojure.lang.Namespace"),
            (
                clutch_core::coll::List::empty(),
                "clojure.lang.PersistentList$EmptyList",
            ),
        ];
        for (v, name) in cases {
            assert_eq!(class_of(&v).name, name);
        }
    }

    #[test]
    fn relations_are_those_of_the_jvm() {
        for (class, parent, expected) in [
            ("java.lang.Long", "java.lang.Number", true),
            ("java.lang.Long", "java.lang.Comparable", true),
            ("clojure.lang.PersistentVector", "java.util.List", true),
            ("clojure.lang.PersistentVector", "clojure.lang.IFn", true),
            ("clojure.lang.PersistentArrayMap", "java.util.Map", true),
            ("clojure.lang.LazySeq", "clojure.lang.ISeq", true),
            ("clojure.lang.LazySeq", "clojure.lang.IFn", false),
            ("java.util.List", "java.lang.Object", true),
            ("java.lang.ArithmeticException", "java.lang.Throwable", true),
            ("java.lang.String", "java.lang.Number", false),
        ] {
            let (c, p) = (find(class).expect(class), find(parent).expect(parent));
            assert_eq!(is_subclass(c, p), expected, "{class} below {parent}");
        }
    }

    #[test]
    fn names_are_unique_and_found() {
        for c in HOST_CLASSES {
            assert!(std::ptr::eq(find(c.name).expect(c.name), *c), "{}", c.name);
        }
        assert_eq!(
            auto_imported("String").map(|c| c.name),
            Some("java.lang.String")
        );
        assert!(auto_imported("UUID").is_none());
    }

    #[test]
    fn function_classes_are_named_after_the_function_and_interned() {
        let c = named_function_class("my-app.core/go!/fn");
        assert_eq!(c.name, "my_app.core$go_BANG_$fn");
        assert!(std::ptr::eq(c, named_function_class("my-app.core/go!/fn")));
        assert!(is_subclass(c, &h::IFN));
    }
}
