//! Printing: the text of values for `pr`, `print` and `str`.
//!
//! [`pr`](pr_str) writes what the reader reads back where that is possible; [`print`](print_str)
//! writes texts and characters as they are; [`text`] is Java's `toString`, which `str` joins.
//! The vars `*print-length*`, `*print-level*`, `*print-meta*`, `*print-readably*`,
//! `*print-namespace-maps*` and `*print-dup*` are read once for each value printed at the top.
//! Methods that a program added to `print-method` (or `print-dup`) come first, for every value at
//! every depth; while there are none nothing is asked.
//!
//! Nothing recurses over the depth of a value: what is left to print is a stack of [`Job`]s. Text
//! collects in a buffer that is handed to the writer piece by piece, so printing an endless seq
//! shows its elements; every element polls, so it can be stopped.

mod error;
mod inst;
mod object;
mod scalar;
mod settings;
#[cfg(test)]
mod tests;
mod text;

pub use inst::Civil;
pub use text::{push_text, text};

use crate::cx::Cx;
use crate::eq::entry_parts;
use crate::shape;
use crate::walk::Walk;
use crate::writer;
use clutch_core::coll::Map;
use clutch_core::value::View;
use clutch_core::{Keyword, R, Symbol, Value};
use object::state_of;
use settings::{PRINT_METHOD, READABLY, has_methods, method_for, setting};
use std::borrow::Cow;

/// References inside each other; values have no cycles but through references.
const MAX_REFERENCES: usize = 1000;

/// Text that may collect before it goes to the writer, in bytes.
const PIECE: usize = 8 * 1024;

/// `pr-str` of one value.
pub fn pr_str(cx: &mut Cx, v: &Value) -> R<String> {
    let mut out = String::new();
    push(cx, v, Style::Readable, &mut out)?;
    Ok(out)
}

/// `print-str` of one value.
pub fn print_str(cx: &mut Cx, v: &Value) -> R<String> {
    let mut out = String::new();
    push(cx, v, Style::Plain, &mut out)?;
    Ok(out)
}

/// How texts and characters are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// As literals, if `*print-readably*` is true.
    Readable,
    /// As they are.
    Plain,
}

/// Appends the printed form of a value.
pub fn push(cx: &mut Cx, v: &Value, style: Style, out: &mut String) -> R<()> {
    let mut printer = Printer::new(cx, style, None);
    printer.out = std::mem::take(out);
    let result = printer.run(cx, v.clone(), true);
    *out = printer.out;
    result
}

/// Prints a value to a writer, piece by piece.
pub fn write(cx: &mut Cx, v: &Value, style: Style, to: &Value) -> R<()> {
    let mut pieces = Pieces::new(to.clone());
    pieces.print(cx, v, style)?;
    pieces.finish(cx)
}

/// Several values and texts for one writer: what fits into a piece goes out in one write, so
/// that lines of several threads stay whole.
pub struct Pieces {
    to: Value,
    out: String,
}

impl Pieces {
    /// Nothing printed yet.
    pub fn new(to: Value) -> Pieces {
        let out = String::new();
        Pieces { to, out }
    }

    /// Adds a text as it is.
    pub fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Adds the printed form of a value.
    pub fn print(&mut self, cx: &mut Cx, v: &Value, style: Style) -> R<()> {
        let mut printer = Printer::new(cx, style, Some(self.to.clone()));
        printer.out = std::mem::take(&mut self.out);
        let result = printer.run(cx, v.clone(), true);
        self.out = printer.out;
        result
    }

    /// Writes what is left.
    pub fn finish(self, cx: &mut Cx) -> R<()> {
        if self.out.is_empty() {
            return Ok(());
        }
        writer::write(cx, &self.to, &self.out)
    }
}

/// As [`write`], without asking for a method for the value itself: what the default methods of
/// `print-method` and `print-dup` do.
pub fn write_default(cx: &mut Cx, v: &Value, dup: bool, to: &Value) -> R<()> {
    let mut printer = Printer::new(cx, Style::Readable, Some(to.clone()));
    printer.dup |= dup;
    printer.run(cx, v.clone(), false)?;
    printer.hand_over(cx)
}

/// The printing of one value at the top.
pub(crate) struct Printer {
    out: String,
    to: Option<Value>,
    jobs: Vec<Job>,
    /// Collections that are open.
    depth: usize,
    /// References that are open.
    references: usize,
    readably: bool,
    /// The settings below were read.
    ready: bool,
    length: Option<usize>,
    level: Option<usize>,
    meta: bool,
    namespace_maps: bool,
    dup: bool,
    /// The multimethod to ask, if a program added methods.
    methods: Option<Value>,
}

/// What is left to print, last in first out.
enum Job {
    /// Text as it is.
    Text(Cow<'static, str>),
    /// A value.
    Value(Value),
    /// The end of a reference.
    EndReference,
    /// Elements up to a closing text.
    Items {
        walk: Walk,
        printed: usize,
        between: &'static str,
        close: &'static str,
    },
    /// Entries with commas between them; keys of this namespace lose it.
    Entries {
        walk: Walk,
        printed: usize,
        lifted: Option<&'static str>,
    },
}

impl Printer {
    fn new(cx: &mut Cx, style: Style, to: Option<Value>) -> Printer {
        let readably =
            style == Style::Readable && setting(cx, *READABLY).is_none_or(|v| v.truthy());
        Printer {
            out: String::new(),
            to,
            jobs: Vec::new(),
            depth: 0,
            references: 0,
            readably,
            ready: false,
            length: None,
            level: None,
            meta: false,
            namespace_maps: false,
            dup: false,
            methods: None,
        }
    }

    fn run(&mut self, cx: &mut Cx, v: Value, ask: bool) -> R<()> {
        if ask {
            self.value(cx, v)?;
        } else {
            self.prepare(cx);
            self.native(cx, v)?;
        }
        while let Some(job) = self.jobs.pop() {
            cx.poll()?;
            match job {
                Job::Text(text) => self.out.push_str(&text),
                Job::Value(v) => self.value(cx, v)?,
                Job::EndReference => {
                    self.out.push(']');
                    self.references -= 1;
                }
                Job::Items {
                    walk,
                    printed,
                    between,
                    close,
                } => self.item(cx, walk, printed, between, close)?,
                Job::Entries {
                    walk,
                    printed,
                    lifted,
                } => self.entry(cx, walk, printed, lifted)?,
            }
            if self.out.len() >= PIECE {
                self.hand_over(cx)?;
            }
        }
        Ok(())
    }

    /// Passes the collected text on to the writer, if there is one.
    fn hand_over(&mut self, cx: &mut Cx) -> R<()> {
        if let Some(to) = &self.to
            && !self.out.is_empty()
        {
            writer::write(cx, to, &self.out)?;
            self.out.clear();
        }
        Ok(())
    }

    fn text(&mut self, text: impl Into<Cow<'static, str>>) {
        self.jobs.push(Job::Text(text.into()));
    }

    /// Prints a value, or puts what is inside it on the stack.
    fn value(&mut self, cx: &mut Cx, v: Value) -> R<()> {
        let plain = v.as_str().is_some() || v.as_int().is_some() || v.as_keyword().is_some();
        if plain && !self.ready && !has_methods(cx, *PRINT_METHOD) {
            return self.scalar(cx, &v).map(|_| ());
        }
        self.prepare(cx);
        if let Some(methods) = &self.methods
            && let Some(method) = method_for(cx, methods, &v)?
        {
            return self.by_method(cx, &method, v);
        }
        self.native(cx, v)
    }

    /// Prints a value by a method of the program, which sees the style of this printing.
    fn by_method(&mut self, cx: &mut Cx, method: &Value, v: Value) -> R<()> {
        let w = writer::Writer::string();
        let bound = vec![(*READABLY, Value::bool(self.readably))];
        cx.with_bindings(bound, |cx| cx.call2(method, v, w.clone()))?;
        self.out.push_str(&text(cx, &w)?);
        Ok(())
    }

    fn native(&mut self, cx: &mut Cx, v: Value) -> R<()> {
        if !v.is_heap() && self.scalar(cx, &v)? {
            return Ok(());
        }
        let v = shape::into_current(cx, v)?;
        if (self.meta && self.readably) || self.dup {
            self.metadata(cx, &v)?;
        }
        if self.scalar(cx, &v)? {
            return Ok(());
        }
        match v.view() {
            View::Vector(_) | View::MapEntry(_) => self.sequence(cx, &v, "[", "]"),
            View::List(_)
            | View::Cons(_)
            | View::LazySeq(_)
            | View::ChunkedCons(_)
            | View::VectorSeq(_)
            | View::ArraySeq(_)
            | View::Range(_)
            | View::StringSeq(_) => self.sequence(cx, &v, "(", ")"),
            View::Set(_) | View::SortedSet(_) => self.sequence(cx, &v, "#{", "}"),
            View::Map(_) | View::SortedMap(_) => self.map(cx, &v),
            View::Instance(i) => self.instance(cx, &v, i),
            View::Host(host) => self.host(cx, &v, host),
            View::Exception(_) => error::push_jobs(self, &v),
            View::Atom(_)
            | View::Ref(_)
            | View::Agent(_)
            | View::Volatile(_)
            | View::Reduced(_)
            | View::Delay(_)
            | View::Promise(_) => {
                let (status, inside) = state_of(&v);
                self.reference(&v, status, inside)
            }
            View::World(w) => {
                self.out.push_str(&crate::world::show(w));
                Ok(())
            }
            _ => self.object(cx, &v),
        }
    }

    // ---- collections -------------------------------------------------------------------------

    /// Whether the value is too deep to be shown.
    fn too_deep(&mut self) -> bool {
        let hidden = self.level.is_some_and(|limit| self.depth >= limit);
        if hidden {
            self.out.push('#');
        }
        hidden
    }

    fn sequence(
        &mut self,
        cx: &mut Cx,
        v: &Value,
        open: &'static str,
        close: &'static str,
    ) -> R<()> {
        if self.too_deep() {
            return Ok(());
        }
        let walk = Walk::of(cx, v)?.unwrap_or(Walk::empty());
        self.out.push_str(open);
        self.depth += 1;
        self.jobs.push(Job::Items {
            walk,
            printed: 0,
            between: " ",
            close,
        });
        Ok(())
    }

    fn item(
        &mut self,
        cx: &mut Cx,
        mut walk: Walk,
        printed: usize,
        between: &'static str,
        close: &'static str,
    ) -> R<()> {
        let Some(x) = walk.next(cx)? else {
            self.out.push_str(close);
            self.depth -= 1;
            return Ok(());
        };
        if printed > 0 {
            self.out.push_str(between);
        }
        if self.length.is_some_and(|limit| printed >= limit) {
            self.out.push_str("...");
            self.out.push_str(close);
            self.depth -= 1;
            return Ok(());
        }
        self.jobs.push(Job::Items {
            walk,
            printed: printed + 1,
            between,
            close,
        });
        self.jobs.push(Job::Value(x));
        Ok(())
    }

    fn map(&mut self, cx: &mut Cx, v: &Value) -> R<()> {
        if self.too_deep() {
            return Ok(());
        }
        let lifted = if self.namespace_maps {
            common_namespace(cx, v)?
        } else {
            None
        };
        if let Some(ns) = lifted {
            self.out.push_str("#:");
            self.out.push_str(ns);
        }
        if self.dup && v.get::<Map>().is_some_and(Map::is_flat) {
            self.out
                .push_str("#=(clojure.lang.PersistentArrayMap/create ");
            self.text(")");
        } else if self.dup && matches!(v.view(), View::SortedMap(_)) {
            self.out
                .push_str("#=(clojure.lang.PersistentTreeMap/create ");
            self.text(")");
        }
        let walk = Walk::of(cx, v)?.unwrap_or(Walk::empty());
        self.entries(walk, lifted);
        Ok(())
    }

    fn entries(&mut self, walk: Walk, lifted: Option<&'static str>) {
        self.out.push('{');
        self.depth += 1;
        self.jobs.push(Job::Entries {
            walk,
            printed: 0,
            lifted,
        });
    }

    fn entry(
        &mut self,
        cx: &mut Cx,
        mut walk: Walk,
        printed: usize,
        lifted: Option<&'static str>,
    ) -> R<()> {
        let Some(e) = walk.next(cx)? else {
            self.out.push('}');
            self.depth -= 1;
            return Ok(());
        };
        if printed > 0 {
            self.out.push_str(", ");
        }
        if self.length.is_some_and(|limit| printed >= limit) {
            self.out.push_str("...}");
            self.depth -= 1;
            return Ok(());
        }
        let (key, value) = entry_parts(cx, &e)?;
        let key = if lifted.is_some() {
            unqualified(&key)
        } else {
            key
        };
        self.jobs.push(Job::Entries {
            walk,
            printed: printed + 1,
            lifted,
        });
        self.jobs.push(Job::Value(value));
        self.text(" ");
        self.jobs.push(Job::Value(key));
        Ok(())
    }

    /// `^{…} ` in front of a value that has metadata.
    fn metadata(&mut self, cx: &mut Cx, v: &Value) -> R<()> {
        let meta = crate::meta::meta(v);
        let Some(map) = meta.get::<Map>() else {
            return Ok(());
        };
        if map.is_empty() {
            return Ok(());
        }
        let tag = map
            .get_keyword("tag")
            .filter(|t| map.count() == 1 && t.truthy());
        let shown = tag.unwrap_or(&meta).clone();
        self.out.push('^');
        self.nested(cx, shown)?;
        self.out.push(' ');
        Ok(())
    }

    /// Prints a value right now, before what is on the stack.
    fn nested(&mut self, cx: &mut Cx, v: Value) -> R<()> {
        let jobs = std::mem::take(&mut self.jobs);
        let result = stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.run(cx, v, true));
        self.jobs = jobs;
        result
    }
}

/// The namespace that all keys of a map have, if they are names.
fn common_namespace(cx: &mut Cx, v: &Value) -> R<Option<&'static str>> {
    let mut walk = Walk::of(cx, v)?.unwrap_or(Walk::empty());
    let mut common = None;
    while let Some(e) = walk.next(cx)? {
        let (key, _) = entry_parts(cx, &e)?;
        let name = key
            .as_symbol()
            .or_else(|| key.as_keyword().map(Keyword::symbol));
        match (name.and_then(Symbol::ns), common) {
            (None, _) => return Ok(None),
            (Some(ns), None) => common = Some(ns),
            (Some(ns), Some(seen)) if ns == seen => {}
            _ => return Ok(None),
        }
    }
    Ok(common)
}

/// A name without its namespace.
fn unqualified(key: &Value) -> Value {
    match key.as_keyword() {
        Some(k) => Value::keyword(Keyword::simple(k.name())),
        None => key
            .as_symbol()
            .map_or_else(|| key.clone(), |s| Value::symbol(Symbol::simple(s.name()))),
    }
}
