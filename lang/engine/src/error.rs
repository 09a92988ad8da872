//! [`Error`]: what a failed evaluation, call or load tells the host.
//!
//! An error is made from the exception that reached the engine's edge. It keeps the exception
//! value, and implements [`miette::Diagnostic`]: code, message, labelled spans in the texts that
//! were running (not those on disk now), help, and the causes.

use crate::excerpt::Excerpt;
use clutch_core::error::{Diagnosis, Exception, ThrowKind, Thrown, TraceFrame};
use clutch_core::{Span, Value, class};
use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};
use rustc_hash::FxHashSet;
use std::fmt;

/// What kind of failure it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The text is not well formed.
    Read,
    /// The text is cut off; more input may make it well formed.
    Incomplete,
    /// The form cannot be compiled.
    Compile,
    /// Wrong number of arguments.
    Arity,
    /// An exception of the running program.
    Thrown,
    /// A namespace could not be loaded.
    Load,
    /// A publish was refused: broken links, a conflict.
    Reload,
    /// A limit of the host was reached.
    Limit,
    /// Cancelled from outside.
    Cancelled,
    /// The program asked to end the process with this code.
    Exit(i32),
    /// A function of the host panicked.
    Panic,
}

/// A failure at the engine's edge.
pub struct Error {
    data: Box<Data>,
}

struct Data {
    kind: Kind,
    code: &'static str,
    message: String,
    help: Option<String>,
    labels: Vec<(Span, String)>,
    /// Text of the primary label.
    source: Option<Excerpt>,
    trace: Vec<TraceFrame>,
    value: Value,
    cause: Option<Error>,
    /// Labels in other texts, one sub-report for each.
    related: Vec<Error>,
    /// Whether it is such a sub-report.
    is_note: bool,
}

impl Error {
    /// The error that an exception at the edge stands for.
    pub fn from_thrown(thrown: &Thrown) -> Error {
        Error::new(&thrown.value, thrown.kind)
    }

    /// A failure without an exception.
    pub(crate) fn plain(kind: Kind, code: &'static str, message: impl Into<String>) -> Error {
        Error {
            data: Box::new(Data {
                kind,
                code,
                message: message.into(),
                help: None,
                labels: Vec::new(),
                source: None,
                trace: Vec::new(),
                value: Value::NIL,
                cause: None,
                related: Vec::new(),
                is_note: false,
            }),
        }
    }

    fn new(value: &Value, throw: ThrowKind) -> Error {
        let e = value
            .get::<Exception>()
            .expect("what is thrown is an exception");
        let message = match e.message.as_str() {
            Some(text) => text.to_string(),
            None => e.class.name.to_string(),
        };
        let empty = Diagnosis::default();
        let diagnosis = e.diagnosis.as_deref().unwrap_or(&empty);
        let trace = e.trace.lock().clone();
        let mut labels = diagnosis.labels.clone();
        if labels.is_empty()
            && let Some(frame) = trace.iter().find(|f| f.span.is_some())
        {
            labels.push((frame.span, "here".to_string()));
        }
        let first = labels.first().map_or(0, |(span, _)| span.source);
        let mut known = FxHashSet::default();
        labels.retain(|(span, text)| known.insert((span.source, span.start, text.clone())));
        let (own, others): (Vec<_>, Vec<_>) =
            labels.into_iter().partition(|(s, _)| s.source == first);
        let code = code_of(e, diagnosis);
        let mut texts: Vec<Vec<(Span, String)>> = Vec::new();
        for label in others {
            let same = |labels: &&mut Vec<(Span, String)>| labels[0].0.source == label.0.source;
            match texts.iter_mut().find(same) {
                Some(labels) => labels.push(label),
                None => texts.push(vec![label]),
            }
        }
        let related = texts.into_iter().map(Error::note);
        Error {
            data: Box::new(Data {
                kind: kind_of(e, throw, code),
                code,
                message,
                help: diagnosis.help.clone(),
                source: own.first().and_then(|(s, _)| s.text()).map(Excerpt),
                labels: own,
                trace,
                value: value.clone(),
                cause: cause_of(e, 0),
                related: related.collect(),
                is_note: false,
            }),
        }
    }

    /// Labels in one other text.
    fn note(labels: Vec<(Span, String)>) -> Error {
        let headline = match labels.as_slice() {
            [(_, only)] => only.clone(),
            [(span, _), ..] => span
                .text()
                .map_or_else(String::new, |t| format!("see {}", t.name)),
            [] => String::new(),
        };
        let mut note = Error::plain(Kind::Thrown, "", headline);
        note.data.source = labels[0].0.text().map(Excerpt);
        note.data.labels = labels;
        note.data.is_note = true;
        note
    }

    /// What kind of failure it was.
    pub fn kind(&self) -> Kind {
        self.data.kind
    }

    /// Stable code, such as `compile/unresolved-symbol`.
    pub fn code(&self) -> &'static str {
        self.data.code
    }

    /// The message alone.
    pub fn message(&self) -> &str {
        &self.data.message
    }

    /// Name of the exception's class.
    pub fn class(&self) -> &'static str {
        let e = self.data.value.get::<Exception>();
        e.map_or("java.lang.Error", |e| e.class.name)
    }

    /// `ex-data` of the exception, if it has any.
    pub fn data(&self) -> Option<&Value> {
        let e = self.data.value.get::<Exception>()?;
        (!e.data.is_nil()).then_some(&e.data)
    }

    /// The exception; nil if there is none.
    pub fn value(&self) -> &Value {
        &self.data.value
    }

    /// Where it was thrown, innermost frame first.
    pub fn frames(&self) -> &[TraceFrame] {
        &self.data.trace
    }

    /// The error that led to this one.
    pub fn cause(&self) -> Option<&Error> {
        self.data.cause.as_ref()
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&str> {
        self.data.help.as_deref()
    }

    /// The place that the report points at first: name of the text, line and column from 1.
    pub fn place(&self) -> Option<(String, u32, u32)> {
        let (span, _) = self.data.labels.first()?;
        let text = span.text()?;
        let (line, column) = text.line_column(span.start);
        Some((text.name.clone(), line, column))
    }

    /// Whether more input may make it right.
    pub fn is_incomplete(&self) -> bool {
        self.data.kind == Kind::Incomplete
    }
}

fn cause_of(e: &Exception, depth: usize) -> Option<Error> {
    const DEEPEST: usize = 20;
    if depth > DEEPEST || e.cause.get::<Exception>().is_none() {
        return None;
    }
    Some(Error::new(&e.cause, ThrowKind::Exception))
}

fn code_of(e: &Exception, diagnosis: &Diagnosis) -> &'static str {
    if !diagnosis.code.is_empty() {
        return diagnosis.code;
    }
    if e.class.is_a(&class::ARITY) {
        "runtime/arity"
    } else if e.class.is_a(&class::STACK_OVERFLOW_ERROR) {
        "runtime/stack-overflow"
    } else if e.class.is_a(&class::CLASS_CAST) {
        "runtime/type"
    } else if e.class.is_a(&class::FILE_NOT_FOUND) {
        "load/not-found"
    } else {
        "runtime/exception"
    }
}

fn kind_of(e: &Exception, throw: ThrowKind, code: &str) -> Kind {
    match throw {
        ThrowKind::Cancelled => return Kind::Cancelled,
        ThrowKind::Limit => return Kind::Limit,
        ThrowKind::Exit(code) => return Kind::Exit(code),
        ThrowKind::Exception | ThrowKind::Retry => {}
    }
    let family = code.split('/').next().unwrap_or_default();
    match family {
        "read" if code.contains("unfinished") || code.contains("incomplete") => Kind::Incomplete,
        "read" => Kind::Read,
        "compile" => Kind::Compile,
        "load" => Kind::Load,
        "reload" => Kind::Reload,
        _ if e.class.is_a(&class::ARITY) => Kind::Arity,
        _ => Kind::Thrown,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.data.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.class(), self.data.message)?;
        if let Some((name, line, column)) = self.place() {
            write!(f, " ({name}:{line}:{column})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.data.cause.as_ref().map(|c| c as _)
    }
}

impl Diagnostic for Error {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.data.code.is_empty()).then(|| Box::new(self.data.code) as _)
    }
    fn severity(&self) -> Option<Severity> {
        self.data.is_note.then_some(Severity::Advice)
    }
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.data.help.as_ref().map(|h| Box::new(h) as _)
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.data.source.as_ref().map(|s| s as _)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let source = self.data.source.as_ref()?;
        let mut labels: Vec<LabeledSpan> = Vec::new();
        for (span, text) in &self.data.labels {
            let at = span.start as usize;
            if labels.is_empty() || !source.is_narrow(at) {
                let range = source.marked(at..span.end as usize);
                labels.push(LabeledSpan::new_with_span(Some(text.clone()), range));
            }
        }
        Some(Box::new(labels.into_iter()))
    }
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        if self.data.related.is_empty() {
            return None;
        }
        Some(Box::new(self.data.related.iter().map(|e| e as _)))
    }
    fn diagnostic_source(&self) -> Option<&dyn Diagnostic> {
        self.data.cause.as_ref().map(|c| c as _)
    }
}
