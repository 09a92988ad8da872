//! A host with a few namespaces, and a printer, for tests that read values.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::cmp::Ordering;

use clutch_core::class::OBJECT;
use clutch_core::coll::{KeyOps, simple_eq, simple_hash};
use clutch_core::object::{HostData, Inst, Uuid};
use clutch_core::span::SourceText;
use clutch_core::{NsName, R, Symbol, Thrown, Value, View};
use clutch_syntax::{ReadError, ReadHost, Reader, Syntax, read_str};

/// The namespace `user` with the alias `str`, core functions by their usual names, and some tags.
pub(crate) struct TestHost {
    pub(crate) ns: &'static str,
    pub(crate) read_eval: bool,
}

impl Default for TestHost {
    fn default() -> Self {
        TestHost {
            ns: "user",
            read_eval: false,
        }
    }
}

impl KeyOps for TestHost {
    fn hash(&mut self, v: &Value) -> R<u32> {
        Ok(simple_hash(v).unwrap_or(0))
    }

    fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        if let Some(equal) = simple_eq(a, b) {
            return Ok(equal);
        }
        Ok(show(a) == show(b))
    }

    fn compare(&mut self, _: &Value, _: &Value, _: &Value) -> R<Ordering> {
        Err(Thrown::runtime("nothing is sorted while reading"))
    }
}

impl ReadHost for TestHost {
    fn current_ns(&mut self) -> NsName {
        NsName::new(self.ns)
    }

    fn namespace(&mut self, alias: Symbol) -> Option<NsName> {
        match alias.name() {
            "str" => Some(NsName::new("clojure.string")),
            name @ ("user" | "clojure.core" | "clojure.string") => Some(NsName::new(name)),
            _ => None,
        }
    }

    fn resolve(&mut self, name: Symbol) -> Option<Symbol> {
        match name.name() {
            name @ ("let" | "fn" | "first" | "+" | "-" | "/" | "unquote" | "ns" | ".."
            | "*out*") => Some(Symbol::new(Some("clojure.core"), name)),
            name @ ("String" | "Math" | "Integer") => {
                Some(Symbol::simple(&format!("java.lang.{name}")))
            }
            "ArrayList" => Some(Symbol::simple("java.util.ArrayList")),
            "R" => Some(Symbol::simple("user.R")),
            _ => None,
        }
    }

    fn regex(&mut self, pattern: &str) -> R {
        if pattern == "[" {
            return Err(Thrown::illegal_argument("Unclosed character class"));
        }
        Ok(Value::host(&OBJECT, Regex(pattern.into())))
    }

    fn tagged(&mut self, tag: Symbol, form: &Value) -> R<Option<Value>> {
        match tag.to_string().as_str() {
            "my/vector" => Ok(Some(Value::vector(vec![form.clone()]))),
            "class" => Ok(Some(Value::class(&OBJECT))),
            "fails" => Err(Thrown::illegal_state("no such thing")),
            _ => Ok(None),
        }
    }

    fn tagged_literal(&mut self, tag: Symbol, form: Value) -> R {
        Ok(Value::vector(vec![Value::symbol(tag), form]))
    }

    fn conditional(&mut self, form: Value, splicing: bool) -> R {
        Ok(Value::vector(vec![Value::bool(splicing), form]))
    }

    fn read_eval(&mut self, form: &Value) -> R<Option<Value>> {
        Ok(self.read_eval.then(|| form.clone()))
    }
}

struct Regex(String);

impl HostData for Regex {
    fn readable(&self) -> Option<String> {
        Some(format!("#\"{}\"", self.0))
    }
}

/// The value as Clojure prints it, metadata included. Recursive, for small values.
pub(crate) fn show(value: &Value) -> String {
    let items = |items: Vec<String>, open: &str, close: &str, meta: &Value| {
        format!("{}{open}{}{close}", show_meta(meta), items.join(" "))
    };
    match value.view() {
        View::List(list) => items(list.iter().map(show).collect(), "(", ")", &list.meta),
        View::Vector(vector) => items(vector.iter().map(show).collect(), "[", "]", &vector.meta),
        View::Set(set) => items(set.iter().map(show).collect(), "#{", "}", &set.meta),
        View::Map(map) => {
            let entries: Vec<_> = map
                .iter()
                .map(|(k, v)| format!("{} {}", show(k), show(v)))
                .collect();
            format!("{}{{{}}}", show_meta(&map.meta), entries.join(", "))
        }
        View::SymbolMeta(s) => format!("{}{}", show_meta(&s.meta), s.symbol),
        View::Ratio(r) => r.to_string(),
        View::Decimal(d) => format!("{d}M"),
        View::Float(x) if x.is_infinite() => format!("##{}Inf", if x < 0.0 { "-" } else { "" }),
        View::Float(x) if x.is_nan() => "##NaN".to_string(),
        View::Uuid(Uuid(high, low)) => format!("#uuid {high:016x}{low:016x}"),
        View::Inst(Inst(ms)) => format!("#inst {ms}"),
        View::Host(host) => host.data.readable().unwrap_or_default(),
        _ => format!("{value:?}"),
    }
}

fn show_meta(meta: &Value) -> String {
    if meta.is_nil() {
        String::new()
    } else {
        format!("^{} ", show(meta))
    }
}

pub(crate) fn read_with(
    text: &str,
    syntax: &Syntax,
    host: &mut TestHost,
) -> Result<Value, ReadError> {
    match read_str(text, syntax, host) {
        Ok(Some((value, _))) => Ok(value),
        Ok(None) => panic!("{text} has no form"),
        Err(error) => Err(*error),
    }
}

/// Reads the first form.
#[track_caller]
pub(crate) fn read(text: &str) -> Value {
    read_with(text, &Syntax::default(), &mut TestHost::default())
        .unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

/// Reads the first form and prints it, with the numbers of generated names counted from 1.
#[track_caller]
pub(crate) fn shown(text: &str) -> String {
    renumber(&show(&read(text)))
}

#[track_caller]
pub(crate) fn error(text: &str) -> ReadError {
    match read_with(text, &Syntax::default(), &mut TestHost::default()) {
        Ok(value) => panic!("{text} was read as {}", show(&value)),
        Err(error) => error,
    }
}

/// A reader of a new source.
pub(crate) fn reader(text: &str) -> Reader {
    Reader::new(
        SourceText::new("test.clj", text).register(),
        Syntax::default(),
    )
}

/// Replaces the number in each `__123`, equal ones by equal ones.
fn renumber(text: &str) -> String {
    let mut seen = Vec::new();
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("__") {
        let (head, tail) = rest.split_at(at + 2);
        out.push_str(head);
        let len = tail.bytes().take_while(u8::is_ascii_digit).count();
        if len > 0 {
            let number = &tail[..len];
            let index = seen.iter().position(|n| n == number).unwrap_or_else(|| {
                seen.push(number.to_string());
                seen.len() - 1
            });
            out.push_str(&(index + 1).to_string());
        }
        rest = &tail[len..];
    }
    out + rest
}

pub(crate) fn items(value: &Value) -> Vec<Value> {
    match value.view() {
        View::List(list) => list.iter().cloned().collect(),
        View::Vector(vector) => vector.to_vec(),
        _ => panic!("no sequence: {}", show(value)),
    }
}

/// Number of elements or entries.
pub(crate) fn count(value: &Value) -> usize {
    match value.view() {
        View::Map(map) => map.count(),
        View::Set(set) => set.count(),
        _ => items(value).len(),
    }
}
