//! Reading forms from readers and strings.

use super::{Reader, option, reader_arg};
use crate::reading::Reading;
use clutch_core::coll::{KeysOf, Map, Set};
use clutch_core::{Keyword, NsName, R, Symbol, Thrown, Value, View};
use clutch_derive::native;
use clutch_syntax::{Conditionals, ReadHost, Syntax, read_str};
use clutch_vm::var::SimpleKeys;
use clutch_vm::{Cx, convert};

/// How `read` and `read-string` are told what to do at the end of the text.
enum AtEnd {
    Throw,
    Give(Value),
}

#[cold]
fn end_of_text() -> Box<Thrown> {
    Thrown::runtime("EOF while reading")
}

/// Syntax and end of text as a map of options says: `:read-cond`, `:features`, `:eof`.
fn options(opts: &Value) -> R<(Syntax, AtEnd)> {
    let mut syntax = Syntax {
        conditionals: Conditionals::Refuse,
        ..Syntax::default()
    };
    let named = |v: &Value, name: &str| v.as_keyword() == Some(Keyword::simple(name));
    let conditionals = option(opts, "read-cond");
    if named(&conditionals, "allow") {
        syntax.conditionals = Conditionals::Select;
    } else if named(&conditionals, "preserve") {
        syntax.conditionals = Conditionals::Preserve;
    }
    if let Some(features) = option(opts, "features").get::<Set>() {
        let names = features.iter().filter_map(Value::as_keyword);
        syntax.features.extend(names.map(|k| k.name().to_string()));
    }
    Ok((syntax, at_end(opts)))
}

fn at_end(opts: &Value) -> AtEnd {
    let has_eof = opts.get::<Map>().is_some_and(|m| {
        let key = Value::keyword(Keyword::simple("eof"));
        m.contains(&mut SimpleKeys, &key).unwrap_or(false)
    });
    let eof = option(opts, "eof");
    if has_eof && eof.as_keyword() != Some(Keyword::simple("eofthrow")) {
        AtEnd::Give(eof)
    } else {
        AtEnd::Throw
    }
}

fn finish(value: Option<Value>, end: AtEnd) -> R {
    match (value, end) {
        (Some(v), _) => Ok(v),
        (None, AtEnd::Give(v)) => Ok(v),
        (None, AtEnd::Throw) => Err(end_of_text()),
    }
}

fn from_text(text: &str, syntax: &Syntax, host: &mut dyn ReadHost) -> R<Option<Value>> {
    let found = read_str(text, syntax, host).map_err(|e| e.into_thrown())?;
    Ok(found.map(|(v, _)| v))
}

/// The next form of a reader. A form of which nothing is left, a comment or a conditional without
/// a branch for us, is passed over.
fn from_reader(reader: &Reader, syntax: &Syntax, host: &mut dyn ReadHost) -> R<Option<Value>> {
    while let Some(text) = reader.read_form(syntax)? {
        if let Some(v) = from_text(&text, syntax, host)? {
            return Ok(Some(v));
        }
    }
    Ok(None)
}

fn standard_input(cx: &mut Cx) -> Value {
    cx.dynamic("clojure.core", "*in*").unwrap_or_default()
}

/// The next form of a reader, by default of `*in*`. At its end an exception, unless eof-error? is
/// false; then eof-value. Options: `:eof` value; `:read-cond` :allow or :preserve; `:features` set.
///
/// (with-in-str "(+ 1 2) x" (read)) ;=> (+ 1 2)
/// (with-in-str "" (read *in* false :end)) ;=> :end
#[native(
    "clojure.core",
    "read",
    arglists = "[] [stream] [stream eof-error? eof-value] [stream eof-error? eof-value recursive?] [opts stream]"
)]
pub(super) fn read(
    cx: &mut Cx,
    stream: Option<Value>,
    eof_error: Option<Value>,
    eof_value: Option<Value>,
    _recursive: Option<Value>,
) -> R {
    let refusing = Syntax {
        conditionals: Conditionals::Refuse,
        ..Syntax::default()
    };
    let (input, syntax, end) = match (stream, eof_error, eof_value) {
        (None, ..) => (standard_input(cx), refusing, AtEnd::Throw),
        (Some(stream), None, _) => (stream, refusing, AtEnd::Throw),
        (Some(opts), Some(stream), None) => {
            let (syntax, end) = options(&opts)?;
            (stream, syntax, end)
        }
        (Some(stream), Some(throws), Some(value)) => {
            let end = if throws.truthy() {
                AtEnd::Throw
            } else {
                AtEnd::Give(value)
            };
            (stream, refusing, end)
        }
    };
    let reader = reader_arg(&input)?;
    let value = from_reader(reader, &syntax, &mut Reading(cx))?;
    finish(value, end)
}

/// The first form in a string. Options as for `read`.
///
/// (read-string "(+ 1 2) x") ;=> (+ 1 2)
/// (read-string {:eof :end} "") ;=> :end
#[native("clojure.core", "read-string", arglists = "[s] [opts s]")]
pub(super) fn read_string(cx: &mut Cx, opts: Value, s: Option<Value>) -> R {
    let (opts, s) = match s {
        Some(s) => (opts, s),
        None => (Value::NIL, opts),
    };
    let text: &str = convert::arg_ref(&s, &NATIVE_READ_STRING, 0)?;
    let (syntax, end) = options(&opts)?;
    let value = from_text(text, &syntax, &mut Reading(cx))?;
    finish(value, end)
}

/// What tags mean in edn: the readers given, the two of the language, a default.
struct Edn<'a> {
    cx: &'a mut Cx,
    readers: Value,
    default: Value,
}

impl KeysOf for Edn<'_> {
    type Keys = Cx;
    fn keys(&mut self) -> &mut Cx {
        self.cx
    }
}

impl ReadHost for Edn<'_> {
    fn current_ns(&mut self) -> NsName {
        self.cx.current_ns()
    }
    fn namespace(&mut self, _alias: Symbol) -> Option<NsName> {
        None
    }
    fn resolve(&mut self, _name: Symbol) -> Option<Symbol> {
        None
    }
    fn regex(&mut self, _pattern: &str) -> R {
        Err(Thrown::runtime("No dispatch macro for: \""))
    }
    fn tagged(&mut self, tag: Symbol, form: &Value) -> R<Option<Value>> {
        let symbol = Value::symbol(tag);
        let reader = match self.readers.view() {
            View::Nil => Value::NIL,
            _ => clutch_vm::assoc::get(self.cx, &self.readers, &symbol)?,
        };
        if !reader.is_nil() {
            return self.cx.call1(&reader, form.clone()).map(Some);
        }
        if tag.ns().is_none() && matches!(tag.name(), "inst" | "uuid") {
            return Ok(None);
        }
        if !self.default.is_nil() {
            let default = self.default.clone();
            return self.cx.call2(&default, symbol, form.clone()).map(Some);
        }
        Err(Thrown::runtime(format!("No reader function for tag {tag}")))
    }
    fn tagged_literal(&mut self, tag: Symbol, _form: Value) -> R {
        Err(Thrown::runtime(format!("No reader function for tag {tag}")))
    }
    fn conditional(&mut self, _form: Value, _splicing: bool) -> R {
        Err(Thrown::runtime("Conditional read not allowed"))
    }
}

fn edn<'a>(cx: &'a mut Cx, opts: &Value) -> Edn<'a> {
    Edn {
        cx,
        readers: option(opts, "readers"),
        default: option(opts, "default"),
    }
}

/// The next edn form of a reader; see `clojure.edn/read`.
///
/// (with-in-str "{:a 1} x" (clutch.rt/edn-read {} *in*)) ;=> {:a 1}
#[native("clutch.rt", "edn-read")]
pub(super) fn edn_read(cx: &mut Cx, opts: &Value, stream: &Value) -> R {
    let reader = reader_arg(stream)?;
    let value = from_reader(reader, &Syntax::edn(), &mut edn(cx, opts))?;
    finish(value, at_end(opts))
}

/// The first edn form in a string; see `clojure.edn/read-string`.
///
/// (clutch.rt/edn-read-string {} "[1 \"a\" :b]") ;=> [1 "a" :b]
#[native("clutch.rt", "edn-read-string")]
pub(super) fn edn_read_string(cx: &mut Cx, opts: &Value, s: &str) -> R {
    let value = from_text(s, &Syntax::edn(), &mut edn(cx, opts))?;
    finish(value, at_end(opts))
}
