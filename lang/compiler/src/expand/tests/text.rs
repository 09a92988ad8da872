//! A reader and a printer of forms, as small as these tests allow.

use crate::expand::form;
use clutch_core::coll::{Map, Set};
use clutch_core::span::SourceText;
use clutch_core::value::View;
use clutch_core::{Keyword, Span, Symbol, Value};

/// The one form of the text. Lists know their place in it.
pub(super) fn read(text: &str) -> Value {
    let (source, _) = SourceText::new("test.clj", text).register();
    let mut reader = Reader {
        text,
        at: 0,
        source,
    };
    let form = reader.form();
    reader.skip_space();
    assert_eq!(reader.at, text.len(), "one form: {text}");
    form
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    source: u32,
}

/// An open bracket with what stands in front of it and the forms so far.
struct Open {
    close: char,
    start: usize,
    prefixes: Vec<Prefix>,
    items: Vec<Value>,
}

enum Prefix {
    Quote(usize),
    Meta(Value),
}

impl Reader<'_> {
    fn skip_space(&mut self) {
        let rest = &self.text[self.at..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\n', ',']).len();
        self.at += blank;
    }

    fn span(&self, start: usize) -> Span {
        Span {
            source: self.source,
            start: start as u32,
            end: self.at as u32,
        }
    }

    fn form(&mut self) -> Value {
        let mut open: Vec<Open> = Vec::new();
        let mut prefixes = Vec::new();
        loop {
            self.skip_space();
            let start = self.at;
            let next = self.text[self.at..].chars().next().expect("a form");
            let form = match next {
                '\'' => {
                    self.at += 1;
                    prefixes.push(Prefix::Quote(start));
                    continue;
                }
                '^' => {
                    self.at += 1;
                    let meta = match self.form() {
                        m if m.get::<Map>().is_some() => m,
                        key => map(vec![key, Value::TRUE]),
                    };
                    prefixes.push(Prefix::Meta(meta));
                    continue;
                }
                '(' | '[' | '{' | '#' => {
                    self.at += if next == '#' { 2 } else { 1 };
                    let close = match next {
                        '(' => ')',
                        '[' => ']',
                        '{' => '}',
                        _ => '#',
                    };
                    open.push(Open {
                        close,
                        start,
                        prefixes: std::mem::take(&mut prefixes),
                        items: Vec::new(),
                    });
                    continue;
                }
                ')' | ']' | '}' => {
                    self.at += 1;
                    let group = open.pop().expect("an open bracket");
                    prefixes = group.prefixes;
                    match group.close {
                        ')' => form::list_at(group.items, self.span(group.start), Value::NIL),
                        ']' => Value::vector(group.items),
                        '}' => map(group.items),
                        _ => set(group.items),
                    }
                }
                '"' => self.string(),
                _ => self.atom(),
            };
            let form = self.prefixed(form, std::mem::take(&mut prefixes));
            match open.last_mut() {
                Some(group) => group.items.push(form),
                None => return form,
            }
        }
    }

    fn prefixed(&self, form: Value, prefixes: Vec<Prefix>) -> Value {
        prefixes
            .into_iter()
            .rev()
            .fold(form, |form, prefix| match prefix {
                Prefix::Quote(start) => {
                    let items = vec![Value::symbol(Symbol::simple("quote")), form];
                    form::list_at(items, self.span(start), Value::NIL)
                }
                Prefix::Meta(meta) => with_meta(form, meta),
            })
    }

    fn string(&mut self) -> Value {
        self.at += 1;
        let rest = &self.text[self.at..];
        let end = rest.find('"').expect("a closing quote");
        self.at += end + 1;
        Value::string(rest[..end].replace("\\n", "\n"))
    }

    fn atom(&mut self) -> Value {
        let rest = &self.text[self.at..];
        let end = rest
            .find([' ', '\n', ',', '(', ')', '[', ']', '{', '}', '"'])
            .unwrap_or(rest.len());
        self.at += end;
        let word = &rest[..end];
        if let Some(c) = word.strip_prefix('\\') {
            return Value::char(c.chars().next().expect("a character"));
        }
        match word {
            "nil" => Value::NIL,
            "true" => Value::TRUE,
            "false" => Value::FALSE,
            _ => {
                if let Ok(n) = word.parse::<i64>() {
                    Value::int(n)
                } else if let Some(name) = word.strip_prefix(':') {
                    let (ns, name) = clutch_core::name::split_name(name);
                    Value::keyword(Keyword::new(ns, name))
                } else if word.starts_with(|c: char| c.is_ascii_digit()) {
                    Value::float(word.parse().expect("a number"))
                } else {
                    Value::symbol(Symbol::parse(word))
                }
            }
        }
    }
}

fn map(items: Vec<Value>) -> Value {
    let entries = items.chunks_exact(2).map(|p| (p[0].clone(), p[1].clone()));
    let mut host = super::TestHost { asserts: true };
    Value::new(Map::from_entries(&mut host, entries).expect("simple keys"))
}

fn set(items: Vec<Value>) -> Value {
    let mut host = super::TestHost { asserts: true };
    Value::new(Set::from_items(&mut host, items).expect("simple items"))
}

fn with_meta(value: Value, meta: Value) -> Value {
    match value.view() {
        View::Symbol(s) => form::symbol_with_meta(s, meta),
        View::List(l) => form::list_at(l.iter().cloned().collect(), l.span, meta),
        View::Vector(v) => form::vector_with_meta(v.to_vec(), meta),
        _ => panic!("no metadata on {value:?}"),
    }
}

/// The form as text, with the metadata of symbols and vectors.
pub(super) fn print(form: &Value) -> String {
    let mut out = String::new();
    write(form, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    let meta = form::meta_of(value);
    if !meta.is_nil() {
        out.push('^');
        write(&meta, out);
        out.push(' ');
    }
    match value.view() {
        View::List(l) => group('(', l.iter(), ')', out),
        View::Vector(v) => group('[', v.iter(), ']', out),
        View::Map(m) => group('{', m.iter().flat_map(|(k, v)| [k, v]), '}', out),
        View::Set(s) => {
            out.push('#');
            group('{', s.iter(), '}', out);
        }
        View::SymbolMeta(s) => out.push_str(&s.symbol.to_string()),
        _ => out.push_str(&format!("{value:?}")),
    }
}

fn group<'a>(open: char, items: impl Iterator<Item = &'a Value>, close: char, out: &mut String) {
    out.push(open);
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(' ');
        }
        write(item, out);
    }
    out.push(close);
}
