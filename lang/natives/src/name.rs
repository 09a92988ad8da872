//! Symbols and keywords as values: their parts, and making them.

use crate::bridge::text_of;
use crate::state::user_method;
use clutch_core::name::next_gensym;
use clutch_core::native::Native;
use clutch_core::{Keyword, R, Symbol, Thrown, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::{Cx, convert};

/// The two parts of a name in text: split at the first slash, except for `/` itself. Unlike the
/// reader this takes any text, as Clojure's functions do.
fn parts(text: &str) -> (Option<&str>, &str) {
    match text.split_once('/') {
        Some((ns, name)) if text != "/" => (Some(ns), name),
        _ => (None, text),
    }
}

/// The name of a keyword or symbol, without its namespace; a string is its own name.
///
/// (name :a/b) ;=> "b"
/// (name 'x) ;=> "x"
/// (name "s") ;=> "s"
#[native("clojure.core", "name")]
fn name(cx: &mut Cx, x: Value) -> R {
    match x.view() {
        View::Str(_) => Ok(x),
        View::Keyword(k) => Ok(k.name().into()),
        View::Symbol(s) => Ok(s.name().into()),
        View::SymbolMeta(s) => Ok(s.symbol.name().into()),
        _ => match user_method(cx, &x, "getName", &[])? {
            Some(name) => Ok(name),
            None => {
                let expected = "a keyword, symbol or string";
                Err(convert::wrong_argument(&NATIVE_NAME, 0, expected, &x))
            }
        },
    }
}

/// The namespace of a keyword or symbol as a string, or nil.
///
/// (namespace :a/b) ;=> "a"
/// (namespace 'x) ;=> nil
#[native("clojure.core", "namespace")]
fn namespace(cx: &mut Cx, x: &Value) -> R {
    match x.view() {
        View::Keyword(k) => Ok(k.ns().into()),
        View::Symbol(s) => Ok(s.ns().into()),
        View::SymbolMeta(s) => Ok(s.symbol.ns().into()),
        _ => match user_method(cx, x, "getNamespace", &[])? {
            Some(ns) => Ok(ns),
            None => {
                let expected = "a keyword or symbol";
                Err(convert::wrong_argument(&NATIVE_NAMESPACE, 0, expected, x))
            }
        },
    }
}

/// A symbol from a string, keyword, var or symbol, or from namespace and name as strings.
///
/// (symbol "a/b") ;=> a/b
/// (symbol :k) ;=> k
/// (symbol "a" "b") ;=> a/b
#[native("clojure.core", "symbol", arglists = "[name] [ns name]")]
fn symbol(ns: Value, name: Option<Value>) -> R {
    if let Some(name) = name {
        let (ns, name) = two(&ns, &name, &NATIVE_SYMBOL)?;
        return Ok(Symbol::new(ns, name).into());
    }
    match ns.view() {
        View::Symbol(_) | View::SymbolMeta(_) => Ok(ns),
        View::Str(s) => {
            let (ns, name) = parts(s);
            Ok(Symbol::new(ns, name).into())
        }
        View::Keyword(k) => Ok(k.symbol().into()),
        View::Var(v) => Ok(v.symbol().into()),
        _ => Err(Thrown::illegal_argument("no conversion to symbol")),
    }
}

/// Namespace, a string or nil, and name, a string.
fn two<'a>(ns: &'a Value, name: &'a Value, native: &Native) -> R<(Option<&'a str>, &'a str)> {
    let ns = if ns.is_nil() {
        None
    } else {
        Some(convert::arg_ref(ns, native, 0)?)
    };
    Ok((ns, convert::arg_ref(name, native, 1)?))
}

/// What `keyword` and `find-keyword` are asked for; none for values that name no keyword.
fn keyword_parts<'a>(
    ns: &'a Value,
    name: Option<&'a Value>,
    native: &Native,
) -> R<Option<(Option<&'a str>, &'a str)>> {
    if let Some(name) = name {
        return two(ns, name, native).map(Some);
    }
    Ok(match ns.view() {
        View::Keyword(k) => Some((k.ns(), k.name())),
        View::Symbol(s) => Some((s.ns(), s.name())),
        View::SymbolMeta(s) => Some((s.symbol.ns(), s.symbol.name())),
        View::Str(s) => Some(parts(s)),
        _ => None,
    })
}

/// A keyword from a string, symbol or keyword, or from namespace and name as strings; nil for
/// anything else.
///
/// (keyword "a/b") ;=> :a/b
/// (keyword "a" "b") ;=> :a/b
/// (keyword 5) ;=> nil
#[native("clojure.core", "keyword", arglists = "[name] [ns name]")]
fn keyword(ns: &Value, name: Option<&Value>) -> R<Option<Keyword>> {
    let parts = keyword_parts(ns, name, &NATIVE_KEYWORD)?;
    Ok(parts.map(|(ns, name)| Keyword::new(ns, name)))
}

/// As `keyword`, but nil if there has been no such keyword so far.
///
/// (find-keyword "no such keyword was ever made") ;=> nil
/// (do :a (find-keyword "a")) ;=> :a
#[native("clojure.core", "find-keyword", arglists = "[name] [ns name]")]
fn find_keyword(ns: &Value, name: Option<&Value>) -> R<Option<Keyword>> {
    let parts = keyword_parts(ns, name, &NATIVE_FIND_KEYWORD)?;
    Ok(parts.and_then(|(ns, name)| Keyword::find(ns, name)))
}

/// A symbol that nobody else has, made of a prefix (`G__`) and a number.
///
/// (= (gensym) (gensym)) ;=> false
/// (clojure.string/starts-with? (name (gensym "x")) "x") ;=> true
#[native("clojure.core", "gensym", arglists = "[] [prefix-string]")]
fn gensym(cx: &mut Cx, prefix: Option<&Value>) -> R<Symbol> {
    let mut text = match prefix {
        Some(prefix) => text_of(cx, prefix)?,
        None => "G__".to_string(),
    };
    text.push_str(&next_gensym().to_string());
    Ok(Symbol::simple(&text))
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![name, namespace, symbol, keyword, find_keyword, gensym];

#[cfg(test)]
mod tests {
    use super::*;

    // Results observed on Clojure 1.11.
    #[test]
    fn any_text_is_split_at_its_first_slash() {
        assert_eq!(parts("a/b/c"), (Some("a"), "b/c"));
        assert_eq!(parts("a/"), (Some("a"), ""));
        assert_eq!(parts("/a"), (Some(""), "a"));
        assert_eq!(parts("/"), (None, "/"));
    }

    #[test]
    fn keywords_are_found_once_made() {
        let text = Value::string("never-made-before/x");
        let find = || find_keyword(&text, None).expect("a string");
        assert!(find().is_none());
        let made = keyword(&text, None).expect("a string");
        assert_eq!(find(), made);
    }
}
