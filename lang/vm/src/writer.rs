//! [`Writer`]: text output as a value, behind `*out*`, `*err*`, string and file writers.
//!
//! All of them are one host type over a [`Sink`]; their classes differ. A write is whole: the
//! lock is held for one call, never while user code runs. What programs implement themselves
//! (`reify java.io.Writer`) is written to by its `write` or `append` method.

use crate::class::host as h;
use crate::cx::Cx;
use crate::user::call_method;
use clutch_core::class::IO_EXCEPTION;
use clutch_core::object::HostData;
use clutch_core::value::View;
use clutch_core::{R, Thrown, TypeInfo, Value};
use parking_lot::Mutex;
use std::io;
use std::sync::Arc;

/// Where text goes.
pub trait Sink: Send {
    /// Takes text.
    fn write(&mut self, text: &str) -> io::Result<()>;
    /// Passes on what was held back.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
    /// The text taken so far, for sinks that keep it.
    fn text(&self) -> Option<&str> {
        None
    }
    /// Gives the text taken so far and forgets it, for sinks that keep it.
    fn take(&mut self) -> Option<String> {
        None
    }
    /// Ends the output.
    fn close(&mut self) -> io::Result<()> {
        self.flush()
    }
}

/// Keeps the text: `java.io.StringWriter`.
impl Sink for String {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.push_str(text);
        Ok(())
    }
    fn text(&self) -> Option<&str> {
        Some(self)
    }
    fn take(&mut self) -> Option<String> {
        Some(std::mem::take(self))
    }
}

/// Bytes go through a Rust writer: files, standard output, sockets.
pub struct ByteSink<W>(pub W);

impl<W: io::Write + Send> Sink for ByteSink<W> {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.0.write_all(text.as_bytes())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A writer's data; no sink after it was closed. Clones write to the same sink.
#[derive(Clone)]
pub struct Writer(Arc<Mutex<Option<Box<dyn Sink>>>>);

impl HostData for Writer {
    fn text(&self) -> Option<String> {
        self.0.lock().as_ref()?.text().map(str::to_string)
    }
}

impl Writer {
    /// A writer value of a class.
    pub fn value(class: &'static TypeInfo, sink: impl Sink + 'static) -> Value {
        Value::host(class, Writer(Arc::new(Mutex::new(Some(Box::new(sink))))))
    }

    /// A writer that keeps its text.
    pub fn string() -> Value {
        Writer::value(&h::STRING_WRITER, String::new())
    }

    /// Does something with the sink.
    fn with<T>(&self, f: impl FnOnce(&mut dyn Sink) -> io::Result<T>) -> R<T> {
        match self.0.lock().as_mut() {
            Some(sink) => f(&mut **sink).map_err(|e| failed(&e)),
            None => Err(Thrown::new(&IO_EXCEPTION, "Stream closed")),
        }
    }

    /// Gives the text of a writer that keeps it, and empties it.
    pub fn take_text(&self) -> Option<String> {
        self.0.lock().as_mut()?.take()
    }

    /// Writes text.
    pub fn write(&self, text: &str) -> R<()> {
        self.with(|sink| sink.write(text))
    }

    /// Passes on what was held back.
    pub fn flush(&self) -> R<()> {
        self.with(|sink| sink.flush())
    }

    /// Closes it; a string writer stays usable, as on the JVM.
    pub fn close(&self) -> R<()> {
        let mut sink = self.0.lock();
        let Some(open) = sink.as_mut() else {
            return Ok(());
        };
        open.close().map_err(|e| failed(&e))?;
        if open.text().is_none() {
            *sink = None;
        }
        Ok(())
    }
}

#[cold]
fn failed(e: &io::Error) -> Box<Thrown> {
    Thrown::new(&IO_EXCEPTION, e.to_string())
}

/// Writes text to anything that takes it.
pub fn write(cx: &mut Cx, writer: &Value, text: &str) -> R<()> {
    if let Some(w) = writer.as_host::<Writer>() {
        return w.write(text);
    }
    if let View::Instance(_) = writer.view() {
        let text = Value::string(text);
        for method in ["write", "append"] {
            if call_method(cx, writer, method, &[&text])?.is_some() {
                return Ok(());
            }
        }
    }
    Err(not_a_writer(writer))
}

/// Flushes anything that can be written to.
pub fn flush(cx: &mut Cx, writer: &Value) -> R<()> {
    match writer.as_host::<Writer>() {
        Some(w) => w.flush(),
        None if matches!(writer.view(), View::Instance(_)) => {
            call_method(cx, writer, "flush", &[]).map(|_| ())
        }
        None => Ok(()),
    }
}

#[cold]
fn not_a_writer(v: &Value) -> Box<Thrown> {
    if v.is_nil() {
        return Thrown::null_pointer(
            "Cannot invoke \"java.io.Writer.write(String)\" because \"w\" is null",
        );
    }
    crate::convert::not_castable(v, "java.io.Writer")
}
