//! [`BadForm`]: the report of a macro call that does not have the shape the macro wants.
//!
//! What is thrown has two layers, as in Clojure. Outside is a `CompilerException` whose message
//! is written for people, with a stable code, the place and help; its cause has the class and
//! message that Clojure's own macro gives, which programs and test suites look for.

use super::form::{self, keyword};
use super::{ExpandCx, Macro};
use clutch_core::class::{self, TypeInfo};
use clutch_core::error::{Diagnosis, Exception};
use clutch_core::{R, Span, Symbol, Thrown, Value};

/// A bad form about to be thrown.
pub(super) struct BadForm<'c, 'a> {
    cx: &'c mut ExpandCx<'a>,
    code: &'static str,
    expected: String,
    found: String,
    at: Span,
    help: Option<String>,
    cause: Option<(&'static TypeInfo, String)>,
}

impl<'c, 'a> BadForm<'c, 'a> {
    pub(super) fn new(
        cx: &'c mut ExpandCx<'a>,
        code: &'static str,
        expected: String,
        found: String,
    ) -> Self {
        let at = cx.span;
        BadForm {
            cx,
            code,
            expected,
            found,
            at,
            help: None,
            cause: None,
        }
    }

    /// Points at this part of the call, if it knows where it was written.
    pub(super) fn at(mut self, part: &Value) -> Self {
        let span = form::span_of(part);
        if span.is_some() {
            self.at = span;
        }
        self
    }

    /// What to write instead.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Class and message of the cause, for macros that Clojure checks itself.
    pub(super) fn cause(mut self, class: &'static TypeInfo, message: impl Into<String>) -> Self {
        self.cause = Some((class, message.into()));
        self
    }

    /// The cause of Clojure's checks of binding vectors: what the macro requires, and where.
    pub(super) fn requires(self, what: &str) -> Self {
        let line = self.cx.span.line_column().map_or(0, |(line, _)| line);
        let ns = self.cx.host.ns();
        let message = format!("{} requires {what} in {ns}:{line}", self.cx.name());
        self.cause(&class::ILLEGAL_ARGUMENT, message)
    }

    /// The exception.
    pub(super) fn throw(self) -> Box<Thrown> {
        let called = self.cx.called;
        let message = format!(
            "`{}` expects {}, but found {}",
            called.name, self.expected, self.found
        );
        let (class, text) = if called.checked_by_spec {
            let name = called.name;
            let text = format!("Call to clojure.core/{name} did not conform to spec.");
            (&class::EXCEPTION_INFO, text)
        } else {
            self.cause
                .unwrap_or_else(|| (&class::ILLEGAL_ARGUMENT, message.clone()))
        };
        let phase = if called.checked_by_spec {
            "macro-syntax-check"
        } else {
            "macroexpansion"
        };
        let data = match error_data(self.cx, phase) {
            Ok(data) => data,
            Err(thrown) => return thrown,
        };
        let mut cause = Exception::new(class, text);
        if called.checked_by_spec {
            cause.data = data.clone();
        }
        let mut exception = Exception::new(&class::COMPILER_EXCEPTION, message);
        exception.data = data;
        exception.cause = Value::new(cause);
        exception.diagnosis = Some(Box::new(Diagnosis {
            code: self.code,
            labels: label(self.at, format!("expected {}", self.expected)),
            help: self.help,
        }));
        Box::new(Thrown::plain(exception))
    }
}

/// A macro call with the wrong number of arguments: as Clojure, a plain `ArityException`.
pub(super) fn wrong_arity(called: &Macro, count: usize, span: Span) -> Box<Thrown> {
    Thrown::diagnosed(
        &class::ARITY,
        format!(
            "Wrong number of args ({count}) passed to: clojure.core/{}",
            called.name
        ),
        Diagnosis {
            code: "compile/macro-arity",
            labels: label(span, format!("{} here", super::count_of(count, "argument"))),
            help: Some(format!("write {}", call_shapes(called))),
        },
    )
}

/// `(name args)` for each of the macro's argument lists, in backticks.
pub(super) fn call_shapes(called: &Macro) -> String {
    let shapes = called.arglists.iter().map(|args| {
        let args = args.strip_prefix('[').unwrap_or(args);
        let args = args.strip_suffix(']').unwrap_or(args);
        let space = if args.is_empty() { "" } else { " " };
        format!("`({}{space}{args})`", called.name)
    });
    shapes.collect::<Vec<_>>().join(" or ")
}

fn label(span: Span, text: String) -> Vec<(Span, String)> {
    if span.is_some() {
        vec![(span, text)]
    } else {
        Vec::new()
    }
}

/// What `ex-data` of a compile error holds.
fn error_data(cx: &mut ExpandCx<'_>, phase: &str) -> R {
    let error = |name: &str| Value::keyword(clutch_core::Keyword::new(Some("clojure.error"), name));
    let symbol = Symbol::new(Some("clojure.core"), cx.name());
    let mut entries = vec![
        (error("phase"), keyword(phase)),
        (error("symbol"), Value::symbol(symbol)),
    ];
    if let Some(text) = cx.span.text() {
        let (line, column) = text.line_column(cx.span.start);
        entries.push((error("source"), Value::string(text.name.as_str())));
        entries.push((error("line"), Value::int(line.into())));
        entries.push((error("column"), Value::int(column.into())));
    }
    form::map_of(cx.host, entries)
}
