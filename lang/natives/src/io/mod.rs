//! Input and output: readers, streams and files, and what `clojure.java.io` is made of.
//!
//! Text goes through [`Reader`] and `clutch_vm::writer::Writer`, bytes through [`Input`] and
//! [`Output`]. Files are opened in [`file`] only, which asks for the capabilities of the running
//! context. Encodings other than UTF-8 are decoded and encoded as a whole.

pub mod file;
mod open;
mod process;
mod read;
mod reader;
mod stream;
mod uri;

pub use reader::{Reader, Source};
pub use stream::{Input, Output};
pub use uri::Uri;

pub(crate) use open::{byte_input, byte_output, option, text_input, text_output};
pub(crate) use uri::{decode_form, encode_form, uri_value, url_value};

use crate::bridge::text_of;
use clutch_core::native::Native;
use clutch_core::{R, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::{Args, Cx, convert, writer};

/// The reader in a value.
pub(crate) fn reader_arg(v: &Value) -> R<&Reader> {
    v.as_host::<Reader>().ok_or_else(|| {
        if v.is_nil() {
            return Thrown::null_pointer("a reader is needed, got nil");
        }
        clutch_vm::convert::not_castable(v, "java.io.Reader")
    })
}

/// Options of `slurp` and `spit` as a map.
fn options(cx: &mut Cx, args: Args) -> R {
    clutch_vm::assoc::map_literal(cx, args.into_vec())
}

/// All text of a file, given by name or as a file, or of a reader, stream or byte array. Option:
/// `:encoding`, by default "UTF-8".
///
/// (slurp (java.io.StringReader. "text")) ;=> "text"
#[native("clojure.core", "slurp", arglists = "[f & opts]")]
fn slurp(cx: &mut Cx, f: Value, opts: Args) -> R<String> {
    let options = options(cx, opts)?;
    let opened = f.as_host::<Reader>().is_none() && f.as_host::<Input>().is_none();
    let input = text_input(cx, &f, &options)?;
    let text = reader_arg(&input)?.read_all();
    if opened {
        reader_arg(&input)?.close();
    }
    text
}

/// Writes the text of content to a file, given by name or as a file, or to a writer or stream.
/// Options: `:append true` to write after what a file holds; `:encoding`, by default "UTF-8".
///
/// (let [w (java.io.StringWriter.)] (spit w "text") (str w)) ;=> "text"
#[native("clojure.core", "spit", arglists = "[f content & opts]")]
fn spit(cx: &mut Cx, f: Value, content: &Value, opts: Args) -> R<()> {
    let options = options(cx, opts)?;
    let text = text_of(cx, content)?;
    let output = text_output(cx, &f, &options)?;
    writer::write(cx, &output, &text)?;
    match output.as_host::<writer::Writer>() {
        Some(w) if !output.same(&f) => w.close(),
        _ => writer::flush(cx, &output),
    }
}

/// The next line of `*in*` without its end, or nil at the end of input.
///
/// (with-in-str "one\ntwo" [(read-line) (read-line) (read-line)]) ;=> ["one" "two" nil]
#[native("clojure.core", "read-line")]
fn read_line(cx: &mut Cx) -> R<Option<String>> {
    let input = cx.dynamic("clojure.core", "*in*").unwrap_or_default();
    reader_arg(&input)?.read_line()
}

/// Prints a text made by `format` to `*out*`.
///
/// (with-out-str (printf "%d items" 3)) ;=> "3 items"
#[native("clojure.core", "printf")]
fn printf(cx: &mut Cx, fmt: &str, args: Args) -> R<()> {
    let text = crate::format::format(cx, fmt, &args)?;
    let out = cx.dynamic("clojure.core", "*out*").unwrap_or_default();
    writer::write(cx, &out, &text)
}

/// The file of a name as a URL; nil for nil.
///
/// (str (clutch.rt/io-url "file:/tmp/x")) ;=> "file:/tmp/x"
#[native("clutch.rt", "io-url")]
fn io_url(x: &Value) -> R {
    if x.is_nil() {
        return Ok(Value::NIL);
    }
    match (x.as_str(), file::name_of(x)) {
        (Some(text), _) if text.contains(':') => uri::url(text),
        (Some(text), _) => Err(Thrown::new(
            &clutch_core::class::MALFORMED_URL,
            format!("no protocol: {text}"),
        )),
        (None, Some(name)) => uri::url(&format!("file:{}", file::absolute(&name))),
        _ => Err(Thrown::illegal_argument(format!(
            "expected a file or string, got {}",
            convert::describe(x)
        ))),
    }
}

/// The file with a name on the source path, as a URL, or nil.
///
/// (clutch.rt/io-resource "no/such/file") ;=> nil
#[native("clutch.rt", "io-resource")]
fn io_resource(cx: &mut Cx, name: &str) -> R {
    cx.caps.read_files()?;
    let paths = cx
        .dynamic("clutch.rt", "*source-paths*")
        .unwrap_or_default();
    let mut places = match paths.is_nil() {
        true => vec!["src".to_string(), "resources".to_string(), ".".to_string()],
        false => {
            let mut places = Vec::new();
            for path in clutch_vm::seq::to_vec(cx, paths)? {
                places.push(text_of(cx, &path)?);
            }
            places
        }
    };
    places.retain(|place| std::path::Path::new(place).join(name).exists());
    match places.first() {
        Some(place) => {
            let found = file::canonical(&format!("{place}/{name}"));
            uri::url(&format!("file:{found}"))
        }
        None => Ok(Value::NIL),
    }
}

/// Gives the text of a writer that keeps it, and empties it.
///
/// (let [w (java.io.StringWriter.)] (.write w "a") [(clutch.rt/writer-take! w) (str w)]) ;=> ["a" ""]
#[native("clutch.rt", "writer-take!")]
fn take_text(w: &Value) -> R<String> {
    let text = w
        .as_host::<clutch_vm::writer::Writer>()
        .and_then(|w| w.take_text());
    text.ok_or_else(|| Thrown::illegal_argument("this writer does not keep its text"))
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    slurp,
    spit,
    read_line,
    printf,
    io_url,
    io_resource,
    open::io_reader,
    open::io_writer,
    open::io_input_stream,
    open::io_output_stream,
    open::io_copy,
    process::run_process,
    read::read,
    read::read_string,
    read::edn_read,
    read::edn_read_string,
    take_text,
];
