//! The streams of the programs of an engine: what `*in*`, `*out*` and `*err*` are at first.

use clutch_core::Value;
use clutch_natives::io::Reader;
pub use clutch_natives::shim::file::delete_at_exit;
use clutch_vm::class::host::{LINE_NUMBERING_PUSHBACK_READER, OUTPUT_STREAM_WRITER, PRINT_WRITER};
use clutch_vm::writer::Writer;
pub use clutch_vm::writer::{ByteSink, Sink};
use std::io;

/// Streams. By default what is written is lost, and there is nothing to read.
#[derive(Clone, Debug)]
pub struct Io {
    pub(crate) out: Value,
    pub(crate) err: Value,
    pub(crate) input: Value,
}

impl Io {
    /// These streams.
    pub fn new(out: impl Sink + 'static, err: impl Sink + 'static) -> Io {
        Io {
            out: Writer::value(&OUTPUT_STREAM_WRITER, out),
            err: Writer::value(&PRINT_WRITER, err),
            input: Reader::of_text("").value(&LINE_NUMBERING_PUSHBACK_READER),
        }
    }

    /// The same streams with bytes in UTF-8 as input; by default there is none.
    #[must_use]
    pub fn with_input(mut self, input: impl io::Read + Send + 'static) -> Io {
        self.input = Reader::of_bytes(input).value(&LINE_NUMBERING_PUSHBACK_READER);
        self
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
