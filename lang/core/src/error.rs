//! Failures: exception values, and [`Thrown`], an exception on its way up.
//!
//! A failing Rust function returns [`R`], whose error is one word, so that results stay 16 bytes.
//! Every language error is an exception *value* with the JVM's class name and Clojure's message;
//! what the report shows beyond that (code, labels, help) is in [`Diagnosis`].

use crate::class::{self, TypeInfo};
use crate::repr::Value;
use crate::span::Span;
use parking_lot::Mutex;

/// Result of anything that may throw.
pub type R<T = Value> = Result<T, Box<Thrown>>;

/// An exception value's data.
#[derive(Debug)]
pub struct Exception {
    /// Its class.
    pub class: &'static TypeInfo,
    /// A string, or nil.
    pub message: Value,
    /// `ex-data`: a map, or nil.
    pub data: Value,
    /// An exception, or nil.
    pub cause: Value,
    /// Where it was made, or first thrown if Rust made it: innermost frame first.
    pub trace: Mutex<Vec<TraceFrame>>,
    /// What the report shows beyond the message.
    pub diagnosis: Option<Box<Diagnosis>>,
}

/// A frame of a trace.
#[derive(Clone, Debug)]
pub struct TraceFrame {
    /// `ns/name` of the function, as far as known.
    pub function: String,
    /// The form being evaluated.
    pub span: Span,
    /// Generation of the code.
    pub generation: u64,
}

/// Report material of an error.
#[derive(Clone, Debug, Default)]
pub struct Diagnosis {
    /// Stable code, such as `compile/unresolved-symbol`.
    pub code: &'static str,
    /// Places with what to say there; the first is the primary one.
    pub labels: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

/// Why the stack unwinds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ThrowKind {
    /// An exception; scripts can catch it.
    Exception,
    /// Cancelled from outside; scripts cannot catch it.
    Cancelled,
    /// A limit of the host (fuel, time, memory, depth, output); scripts cannot catch it.
    Limit,
    /// A transaction starts over; scripts cannot catch it.
    Retry,
    /// `System/exit`; the data is the exit code; scripts cannot catch it.
    Exit(i32),
}

/// An exception on its way up the stack.
#[derive(Debug)]
pub struct Thrown {
    /// Always an exception value.
    pub value: Value,
    /// Whether scripts may catch it.
    pub kind: ThrowKind,
}

impl Thrown {
    /// Throws a new exception of a class with a message.
    #[cold]
    pub fn new(class: &'static TypeInfo, message: impl Into<Box<str>>) -> Box<Thrown> {
        Box::new(Thrown::plain(Exception::new(class, message)))
    }
    /// Throws an exception.
    #[cold]
    pub fn plain(e: Exception) -> Thrown {
        Thrown {
            value: Value::new(e),
            kind: ThrowKind::Exception,
        }
    }
    /// Throws with a report.
    #[cold]
    pub fn diagnosed(
        class: &'static TypeInfo,
        message: impl Into<Box<str>>,
        diagnosis: Diagnosis,
    ) -> Box<Thrown> {
        let mut e = Exception::new(class, message);
        e.diagnosis = Some(Box::new(diagnosis));
        Box::new(Thrown::plain(e))
    }
    /// `ArithmeticException`.
    #[cold]
    pub fn arithmetic(message: &str) -> Box<Thrown> {
        Thrown::new(&class::ARITHMETIC, message)
    }
    /// `IllegalArgumentException`.
    #[cold]
    pub fn illegal_argument(message: impl Into<Box<str>>) -> Box<Thrown> {
        Thrown::new(&class::ILLEGAL_ARGUMENT, message)
    }
    /// `IllegalStateException`.
    #[cold]
    pub fn illegal_state(message: impl Into<Box<str>>) -> Box<Thrown> {
        Thrown::new(&class::ILLEGAL_STATE, message)
    }
    /// `UnsupportedOperationException`.
    #[cold]
    pub fn unsupported(message: impl Into<Box<str>>) -> Box<Thrown> {
        Thrown::new(&class::UNSUPPORTED_OPERATION, message)
    }
    /// `IndexOutOfBoundsException`, without a message as Clojure's own.
    #[cold]
    pub fn index_out_of_bounds() -> Box<Thrown> {
        Box::new(Thrown::plain(Exception {
            message: Value::NIL,
            ..Exception::new(&class::INDEX_OUT_OF_BOUNDS, "")
        }))
    }
    /// `NullPointerException`.
    #[cold]
    pub fn null_pointer(message: &str) -> Box<Thrown> {
        Thrown::new(&class::NULL_POINTER, message)
    }
    /// `ClassCastException` in the JVM's words: `class A cannot be cast to class B`.
    #[cold]
    pub fn class_cast(from: &str, to: &str) -> Box<Thrown> {
        Thrown::new(
            &class::CLASS_CAST,
            format!("class {from} cannot be cast to class {to}"),
        )
    }
    /// `ArityException` in Clojure's words; `name` is `ns/name`.
    #[cold]
    pub fn arity(count: usize, name: &str) -> Box<Thrown> {
        Thrown::new(
            &class::ARITY,
            format!("Wrong number of args ({count}) passed to: {name}"),
        )
    }
    /// `RuntimeException`.
    #[cold]
    pub fn runtime(message: impl Into<Box<str>>) -> Box<Thrown> {
        Thrown::new(&class::RUNTIME_EXCEPTION, message)
    }
    /// The exception's data.
    pub fn exception(&self) -> &Exception {
        self.value
            .get::<Exception>()
            .expect("Thrown holds an exception")
    }
    /// The message text, or the class name.
    pub fn message(&self) -> String {
        let e = self.exception();
        e.message
            .as_str()
            .map_or_else(|| e.class.name.to_string(), str::to_string)
    }
}

impl Exception {
    /// An exception with a message, not thrown yet.
    pub fn new(class: &'static TypeInfo, message: impl Into<Box<str>>) -> Exception {
        Exception {
            class,
            message: Value::string(message),
            data: Value::NIL,
            cause: Value::NIL,
            trace: Mutex::new(Vec::new()),
            diagnosis: None,
        }
    }
}
