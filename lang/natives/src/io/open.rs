//! Opening anything: names, files, streams, arrays as readers, writers and streams.

use super::{Input, Output, Reader, file};
use crate::bridge::text_of;
use crate::shim::change::is_output;
use crate::shim::{bytes_of, chars_of};
use crate::string::encode;
use clutch_core::coll::Map;
use clutch_core::object::Host;
use clutch_core::{R, Thrown, Value, View};
use clutch_derive::native;
use clutch_vm::class::host as h;
use clutch_vm::var::SimpleKeys;
use clutch_vm::writer::{Sink, Writer};
use clutch_vm::{Cx, convert, writer};
use std::io::{self, Cursor, Write};

/// The value of an option in a map of options, or nil.
pub(crate) fn option(options: &Value, name: &str) -> Value {
    let key = Value::keyword(clutch_core::Keyword::simple(name));
    let map = options.get::<Map>();
    let found = map.and_then(|m| m.get(&mut SimpleKeys, &key).ok().flatten().cloned());
    found.unwrap_or_default()
}

/// The charset that `:encoding` asks for; none for UTF-8.
fn encoding(cx: &mut Cx, options: &Value) -> R<Option<String>> {
    let v = option(options, "encoding");
    let name = text_of(cx, &v)?;
    let utf8 =
        name.is_empty() || name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8");
    Ok((!utf8).then_some(name))
}

#[cold]
fn cannot_open(x: &Value, what: &str) -> Box<Thrown> {
    Thrown::illegal_argument(format!("Cannot open <{}> as {what}", convert::describe(x)))
}

/// Opens anything for reading bytes.
pub(crate) fn byte_input(cx: &mut Cx, x: &Value) -> R {
    if x.as_host::<Input>().is_some() {
        return Ok(x.clone());
    }
    if let Some(bytes) = bytes_of(x) {
        return Ok(Input::new(Cursor::new(bytes)).value(&h::BYTE_ARRAY_INPUT_STREAM));
    }
    match file::name_of(x) {
        Some(name) => {
            let file = file::open_read(cx, &name)?;
            let buffered = io::BufReader::new(file);
            Ok(Input::new(buffered).value(&h::BUFFERED_INPUT_STREAM))
        }
        None => Err(cannot_open(x, "an InputStream.")),
    }
}

/// Opens anything for reading text.
pub(crate) fn text_input(cx: &mut Cx, x: &Value, options: &Value) -> R {
    if let Some(r) = x.as_host::<Reader>() {
        return Ok(r.clone().value(&h::BUFFERED_READER));
    }
    if let Some(text) = chars_of(x) {
        return Ok(Reader::of_text(text).value(&h::BUFFERED_READER));
    }
    if matches!(x.view(), View::Nil | View::Int(_) | View::Keyword(_)) {
        return Err(cannot_open(x, "a Reader."));
    }
    let input = byte_input(cx, x).map_err(|e| match e.exception().class.simple_name() {
        "IllegalArgumentException" => cannot_open(x, "a Reader."),
        _ => e,
    })?;
    let input = input.as_host::<Input>().expect("just opened");
    let reader = match encoding(cx, options)? {
        None => Reader::of_bytes(input.clone()),
        Some(charset) => {
            let bytes = input.read_all()?;
            Reader::of_text(crate::string::decode(&bytes, &charset))
        }
    };
    Ok(reader.value(&h::BUFFERED_READER))
}

/// Opens anything for writing bytes.
pub(crate) fn byte_output(cx: &mut Cx, x: &Value, options: &Value) -> R {
    if x.as_host::<Output>().is_some() {
        note_use(cx, x)?;
        return Ok(x.clone());
    }
    match file::name_of(x) {
        Some(name) => {
            let append = option(options, "append").truthy();
            let file = file::open_write(cx, &name, append)?;
            let buffered = io::BufWriter::new(file);
            Ok(Output::new(buffered).value(&h::BUFFERED_OUTPUT_STREAM))
        }
        None => Err(cannot_open(x, "an OutputStream.")),
    }
}

/// Notes that something open is written to, if it was made before the load that runs and is not
/// where the program prints to.
fn note_use(cx: &mut Cx, x: &Value) -> R<()> {
    match x.get::<Host>() {
        Some(host) if !is_output(cx, x) => {
            let what = || format!("writing to a {}", host.class.name);
            cx.context.changes(host.birth, what)
        }
        _ => Ok(()),
    }
}

/// Text that is encoded and written to a stream.
struct Encoded {
    to: Output,
    charset: Option<String>,
}

impl Sink for Encoded {
    fn write(&mut self, text: &str) -> io::Result<()> {
        match &self.charset {
            None => self.to.write_all(text.as_bytes()),
            Some(charset) => self.to.write_all(&encode(text, charset)),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
    fn close(&mut self) -> io::Result<()> {
        self.to.close().map_err(|e| io::Error::other(e.message()))
    }
}

/// Opens anything for writing text.
pub(crate) fn text_output(cx: &mut Cx, x: &Value, options: &Value) -> R {
    if x.as_host::<Writer>().is_some() || matches!(x.view(), View::Instance(_)) {
        note_use(cx, x)?;
        return Ok(x.clone());
    }
    let output =
        byte_output(cx, x, options).map_err(|e| match e.exception().class.simple_name() {
            "IllegalArgumentException" => cannot_open(x, "a Writer."),
            _ => e,
        })?;
    let sink = Encoded {
        to: output.as_host::<Output>().expect("just opened").clone(),
        charset: encoding(cx, options)?,
    };
    Ok(Writer::value(&h::BUFFERED_WRITER, sink))
}

/// A buffered reader of anything that can be opened; see `clojure.java.io/reader`.
///
/// (.readLine (clutch.rt/io-reader (java.io.StringReader. "a\nb") nil)) ;=> "a"
#[native("clutch.rt", "io-reader")]
pub(super) fn io_reader(cx: &mut Cx, x: &Value, opts: &Value) -> R {
    text_input(cx, x, opts)
}

/// A writer to anything that can be opened; see `clojure.java.io/writer`.
///
/// (let [w (java.io.StringWriter.)] (.write (clutch.rt/io-writer w nil) "a") (str w)) ;=> "a"
#[native("clutch.rt", "io-writer")]
pub(super) fn io_writer(cx: &mut Cx, x: &Value, opts: &Value) -> R {
    text_output(cx, x, opts)
}

/// An input stream of anything that can be opened; see `clojure.java.io/input-stream`.
///
/// (.read (clutch.rt/io-input-stream (byte-array [7]) nil)) ;=> 7
#[native("clutch.rt", "io-input-stream")]
pub(super) fn io_input_stream(cx: &mut Cx, x: &Value, _opts: &Value) -> R {
    byte_input(cx, x)
}

/// An output stream to anything that can be opened; see `clojure.java.io/output-stream`.
///
/// (let [o (java.io.ByteArrayOutputStream.)] (identical? o (clutch.rt/io-output-stream o nil))) ;=> true
#[native("clutch.rt", "io-output-stream")]
pub(super) fn io_output_stream(cx: &mut Cx, x: &Value, opts: &Value) -> R {
    byte_output(cx, x, opts)
}

/// Writes everything that can be read from input to output; see `clojure.java.io/copy`.
///
/// (let [w (java.io.StringWriter.)] (clutch.rt/io-copy "text" w nil) (str w)) ;=> "text"
#[native("clutch.rt", "io-copy")]
pub(super) fn io_copy(cx: &mut Cx, input: &Value, output: &Value, opts: &Value) -> R<()> {
    // A string is the text itself here, not the name of a file.
    let text = match (input.as_str(), input.as_host::<Reader>(), chars_of(input)) {
        (Some(text), ..) => Some(text.to_string()),
        (_, Some(reader), _) => Some(reader.read_all()?),
        (_, _, chars) => chars,
    };
    let as_text =
        output.as_host::<Writer>().is_some() || matches!(output.view(), View::Instance(_));
    if output.as_str().is_some() {
        return Err(Thrown::illegal_argument(
            "io/copy writes to a file, stream or writer; a string is no file name here",
        ));
    }
    if as_text {
        let text = match text {
            Some(text) => text,
            None => {
                let reader = text_input(cx, input, opts)?;
                super::reader_arg(&reader)?.read_all()?
            }
        };
        return writer::write(cx, output, &text);
    }
    let target = byte_output(cx, output, opts)?;
    let to = target.as_host::<Output>().expect("just opened");
    match text {
        Some(text) => {
            let charset = encoding(cx, opts)?.unwrap_or_default();
            to.put(&encode(&text, &charset))?;
        }
        None => {
            let source = byte_input(cx, input)?;
            let from = source.as_host::<Input>().expect("just opened");
            loop {
                cx.poll()?;
                let bytes = from.read_some(64 * 1024)?;
                if bytes.is_empty() {
                    break;
                }
                to.put(&bytes)?;
            }
        }
    }
    if target.same(output) {
        to.pass_on()
    } else {
        to.close()
    }
}
