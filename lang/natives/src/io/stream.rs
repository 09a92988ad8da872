//! Byte streams as values: Java's input and output streams.

use super::reader::failed;
use clutch_core::class::IO_EXCEPTION;
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, TypeInfo, Value};
use parking_lot::Mutex;
use std::io::{self, Read, Write};
use std::sync::Arc;

/// An input stream; clones read from the same place. None after it was closed.
#[derive(Clone)]
pub struct Input(Arc<Mutex<Option<Box<dyn Read + Send>>>>);

impl HostData for Input {}

#[cold]
fn closed() -> Box<Thrown> {
    Thrown::new(&IO_EXCEPTION, "Stream Closed")
}

impl Input {
    /// A stream of bytes.
    pub fn new(from: impl Read + Send + 'static) -> Input {
        Input(Arc::new(Mutex::new(Some(Box::new(from)))))
    }

    /// The stream as a value of one of Java's classes.
    pub fn value(self, class: &'static TypeInfo) -> Value {
        Value::host(class, self)
    }

    /// At most so many bytes, at least one; none at the end.
    pub fn read_some(&self, most: usize) -> R<Vec<u8>> {
        let mut bytes = vec![0; most];
        let mut from = self.0.lock();
        let from = from.as_mut().ok_or_else(closed)?;
        let count = loop {
            match from.read(&mut bytes) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                result => break result.map_err(|e| failed(&e))?,
            }
        };
        bytes.truncate(count);
        Ok(bytes)
    }

    /// All that is left.
    pub fn read_all(&self) -> R<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut from = self.0.lock();
        let from = from.as_mut().ok_or_else(closed)?;
        from.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
        Ok(bytes)
    }

    /// Ends reading.
    pub fn close(&self) {
        let from = self.0.lock().take();
        drop(from);
    }
}

impl Read for Input {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.lock().as_mut() {
            Some(from) => from.read(into),
            None => Err(io::Error::other("Stream Closed")),
        }
    }
}

/// Where bytes of an output stream go.
enum Target {
    /// Kept: `ByteArrayOutputStream`.
    Kept(Vec<u8>),
    /// Passed on.
    Passed(Box<dyn Write + Send>),
    /// It was closed.
    Closed,
}

/// An output stream; clones write to the same place.
#[derive(Clone)]
pub struct Output(Arc<Mutex<Target>>);

impl HostData for Output {
    fn text(&self) -> Option<String> {
        self.kept()
            .map(|b| String::from_utf8_lossy(&b).into_owned())
    }
}

impl Output {
    /// A stream that passes its bytes on.
    pub fn new(to: impl Write + Send + 'static) -> Output {
        Output(Arc::new(Mutex::new(Target::Passed(Box::new(to)))))
    }

    /// A stream that keeps its bytes.
    pub fn keeping() -> Output {
        Output(Arc::new(Mutex::new(Target::Kept(Vec::new()))))
    }

    /// The stream as a value of one of Java's classes.
    pub fn value(self, class: &'static TypeInfo) -> Value {
        Value::host(class, self)
    }

    /// The bytes that it keeps.
    pub fn kept(&self) -> Option<Vec<u8>> {
        match &*self.0.lock() {
            Target::Kept(bytes) => Some(bytes.clone()),
            _ => None,
        }
    }

    /// Forgets the bytes that it keeps.
    pub fn forget(&self) {
        if let Target::Kept(bytes) = &mut *self.0.lock() {
            bytes.clear();
        }
    }

    /// Writes bytes.
    pub fn put(&self, bytes: &[u8]) -> R<()> {
        self.clone().write_all(bytes).map_err(|e| failed(&e))
    }

    /// Passes on what is held back.
    pub fn pass_on(&self) -> R<()> {
        self.clone().flush().map_err(|e| failed(&e))
    }

    /// Ends writing; kept bytes stay.
    pub fn close(&self) -> R<()> {
        self.pass_on()?;
        let mut target = self.0.lock();
        if let Target::Passed(_) = &*target {
            *target = Target::Closed;
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut *self.0.lock() {
            Target::Kept(kept) => {
                kept.extend_from_slice(bytes);
                Ok(bytes.len())
            }
            Target::Passed(to) => to.write(bytes),
            Target::Closed => Err(io::Error::other("Stream Closed")),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        match &mut *self.0.lock() {
            Target::Passed(to) => to.flush(),
            _ => Ok(()),
        }
    }
}
