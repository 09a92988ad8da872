//! The streams of the programs of an engine: what `*out*` and `*err*` are at first.

use clutch_core::Value;
use clutch_vm::class::host::{OUTPUT_STREAM_WRITER, PRINT_WRITER};
use clutch_vm::writer::Writer;
pub use clutch_vm::writer::{ByteSink, Sink};
use std::io;

/// Output streams. By default what is written is lost.
#[derive(Clone, Debug)]
pub struct Io {
    pub(crate) out: Value,
    pub(crate) err: Value,
}

impl Io {
    /// These streams.
    pub fn new(out: impl Sink + 'static, err: impl Sink + 'static) -> Io {
        Io {
            out: Writer::value(&OUTPUT_STREAM_WRITER, out),
            err: Writer::value(&PRINT_WRITER, err),
        }
    }
}

impl Default for Io {
    fn default() -> Io {
        Io::new(Nowhere, Nowhere)
    }
}

/// Loses what is written.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }
}
