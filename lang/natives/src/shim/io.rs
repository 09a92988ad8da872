//! `java.io`: readers, writers and streams; `java.nio.charset`.

use super::text::wrong;
use super::{byte_array, bytes_of, chars_of, members};
use crate::bridge::{text_of, vector};
use crate::io::{
    Input, Output, Reader, byte_input, byte_output, reader_arg, text_input, text_output,
};
use crate::string::decode;
use clutch_core::object::{Array, HostData};
use clutch_core::{R, TypeInfo, Value, View};
use clutch_vm::class::host as h;
use clutch_vm::var::simple_map;
use clutch_vm::writer::{self, Sink, Writer};
use clutch_vm::{Args, Cx};
use std::io::{self, Cursor};

fn input(v: &Value) -> R<&Input> {
    v.as_host::<Input>()
        .ok_or_else(|| wrong(v, "an input stream"))
}

fn output(v: &Value) -> R<&Output> {
    v.as_host::<Output>()
        .ok_or_else(|| wrong(v, "an output stream"))
}

/// A reader of another class over the same text, or over a stream.
fn wrap_reader(cx: &mut Cx, v: &Value, class: &'static TypeInfo) -> R {
    match v.as_host::<Reader>() {
        Some(r) => Ok(r.clone().value(class)),
        None => {
            let opened = text_input(cx, v, &Value::NIL)?;
            Ok(reader_arg(&opened)?.clone().value(class))
        }
    }
}

/// Options with an encoding.
fn with_encoding(charset: Option<Value>) -> Value {
    match charset {
        Some(c) => simple_map([(Value::keyword(clutch_core::Keyword::simple("encoding")), c)]),
        None => Value::NIL,
    }
}

/// Text that goes on to another writer.
struct Forward(Value);

impl Sink for Forward {
    fn write(&mut self, text: &str) -> io::Result<()> {
        let to = self.0.as_host::<Writer>().expect("made from one");
        to.write(text).map_err(|e| io::Error::other(e.message()))
    }
    fn flush(&mut self) -> io::Result<()> {
        let to = self.0.as_host::<Writer>().expect("made from one");
        to.flush().map_err(|e| io::Error::other(e.message()))
    }
    fn close(&mut self) -> io::Result<()> {
        let to = self.0.as_host::<Writer>().expect("made from one");
        to.close().map_err(|e| io::Error::other(e.message()))
    }
}

fn wrap_writer(cx: &mut Cx, v: &Value, class: &'static TypeInfo, options: &Value) -> R {
    let opened = text_output(cx, v, options)?;
    match opened.as_host::<Writer>() {
        Some(_) => Ok(Writer::value(class, Forward(opened))),
        None => Ok(opened),
    }
}

/// What `.write` and `.append` of a writer are given: text, a character, or its number.
fn piece(cx: &mut Cx, v: &Value) -> R<String> {
    match v.view() {
        View::Int(n) => Ok(u32::try_from(n)
            .ok()
            .and_then(char::from_u32)
            .unwrap_or('\u{fffd}')
            .to_string()),
        View::Char(c) => Ok(c.to_string()),
        View::Nil => Ok("null".to_string()),
        _ => match chars_of(v) {
            Some(text) => Ok(text),
            None => text_of(cx, v),
        },
    }
}

fn part_of(cx: &mut Cx, v: &Value, start: i64, length: i64) -> R<String> {
    let text = clutch_core::Str::new(piece(cx, v)?);
    crate::string::substring(&text, start, start.saturating_add(length)).map(str::to_string)
}

fn array_arg(v: &Value) -> R<&Array> {
    v.get::<Array>().ok_or_else(|| wrong(v, "an array"))
}

/// Puts values into an array from an index on; gives how many, or -1 for none.
fn fill(a: &Array, from: i64, values: &[Value]) -> i64 {
    let mut items = a.items.lock();
    let from = usize::try_from(from).unwrap_or(0);
    for (slot, v) in items.iter_mut().skip(from).zip(values) {
        *slot = v.clone();
    }
    if values.is_empty() {
        -1
    } else {
        values.len() as i64
    }
}

fn room(a: &Array, from: i64, length: Option<i64>) -> usize {
    let room = a
        .items
        .lock()
        .len()
        .saturating_sub(usize::try_from(from).unwrap_or(0));
    length.map_or(room, |n| room.min(usize::try_from(n).unwrap_or(0)))
}

/// A charset: its name.
struct Charset(String);

impl HostData for Charset {
    fn text(&self) -> Option<String> {
        Some(self.0.clone())
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        self.text() == other.text()
    }
    fn hash(&self) -> Option<u32> {
        Some(clutch_core::murmur::hash_string(&self.0))
    }
}

fn charset(name: &str) -> Value {
    Value::host(&h::CHARSET, Charset(name.to_string()))
}

members! {
    "java.io.StringReader" {
        fn new_string_reader "new" (text: &str) -> Value { Reader::of_text(text).value(&h::STRING_READER) }
    }
    "java.io.PushbackReader" {
        fn new_pushback "new" (cx: &mut Cx, r: &Value, _size: Option<i64>) -> R { wrap_reader(cx, r, &h::PUSHBACK_READER) }
        fn unread_part ".unread" (cx: &mut Cx, r: &Value, v: &Value, from: i64, length: i64) -> R<()> {
            let text = part_of(cx, v, from, length)?;
            unread(cx, r, &text.into())
        }
        fn unread ".unread" (cx: &mut Cx, r: &Value, v: &Value) -> R<()> {
            let text = piece(cx, v)?;
            let r = reader_arg(r)?;
            text.chars().rev().for_each(|c| r.unread(c));
            Ok(())
        }
    }
    "clojure.lang.LineNumberingPushbackReader" {
        fn new_line_numbering "new" (cx: &mut Cx, r: &Value, _size: Option<i64>) -> R { wrap_reader(cx, r, &h::LINE_NUMBERING_PUSHBACK_READER) }
        fn capture_string ".captureString" (r: &Value) -> R<()> { reader_arg(r)?.capture(); Ok(()) }
        fn get_string ".getString" (r: &Value) -> R<Option<String>> { Ok(reader_arg(r)?.captured()) }
        fn get_column_number ".getColumnNumber" (r: &Value) -> R<usize> { Ok(reader_arg(r)?.position().1) }
        fn at_line_start ".atLineStart" (r: &Value) -> R<bool> { Ok(reader_arg(r)?.position().1 == 1) }
        fn get_line_number ".getLineNumber" (r: &Value) -> R<usize> { Ok(reader_arg(r)?.position().0) }
        fn set_line_number ".setLineNumber" (r: &Value, n: i64) -> R<()> { reader_arg(r)?.set_line(usize::try_from(n).unwrap_or(1)); Ok(()) }
        fn line_numbering_read_line ".readLine" (r: &Value) -> R<Option<String>> { reader_arg(r)?.read_line() }
    }
    "java.io.LineNumberReader" {
        fn new_line_number "new" (cx: &mut Cx, r: &Value) -> R { wrap_reader(cx, r, &h::LINE_NUMBER_READER) }
        fn line_number ".getLineNumber" (r: &Value) -> R<i64> { Ok(reader_arg(r)?.position().0 as i64 - 1) }
    }
    "java.io.BufferedReader" {
        fn new_buffered_reader "new" (cx: &mut Cx, r: &Value, _size: Option<i64>) -> R { wrap_reader(cx, r, &h::BUFFERED_READER) }
        fn read_line ".readLine" (r: &Value) -> R<Option<String>> { reader_arg(r)?.read_line() }
        fn lines ".lines" (r: &Value) -> R {
            let mut lines = Vec::new();
            while let Some(line) = reader_arg(r)?.read_line()? {
                lines.push(line.into());
            }
            Ok(vector(lines))
        }
    }
    "java.io.InputStreamReader" {
        fn new_stream_reader "new" (cx: &mut Cx, stream: &Value, charset: Option<Value>) -> R {
            let opened = text_input(cx, stream, &with_encoding(charset))?;
            Ok(reader_arg(&opened)?.clone().value(&h::INPUT_STREAM_READER))
        }
    }
    "java.io.FileReader" {
        fn new_file_reader "new" (cx: &mut Cx, file: &Value) -> R {
            let opened = text_input(cx, file, &Value::NIL)?;
            Ok(reader_arg(&opened)?.clone().value(&h::FILE_READER))
        }
    }
    "java.io.Reader" {
        fn read_char ".read" (r: &Value) -> R<i64> { Ok(reader_arg(r)?.read_char()?.map_or(-1, |c| i64::from(c as u32))) }
        fn read_chars ".read" (r: &Value, to: &Value) -> R<i64> { read_part(r, to, 0, None) }
        fn read_chars_part ".read" (r: &Value, to: &Value, from: i64, length: i64) -> R<i64> { read_part(r, to, from, Some(length)) }
        fn skip ".skip" (r: &Value, n: i64) -> R<usize> {
            let text = reader_arg(r)?.read_some(usize::try_from(n).unwrap_or(0))?;
            Ok(text.map_or(0, |t| t.chars().count()))
        }
        fn ready ".ready" (r: &Value) -> R<bool> { Ok(reader_arg(r)?.is_ready()) }
        fn mark_supported ".markSupported" (_r: &Value) -> bool { true }
        fn mark ".mark" (r: &Value, _limit: i64) -> R<()> { reader_arg(r)?.mark(); Ok(()) }
        fn reset ".reset" (r: &Value) -> R<()> { reader_arg(r)?.reset() }
        fn close_reader ".close" (r: &Value) -> R<()> { reader_arg(r)?.close(); Ok(()) }
        fn transfer_to ".transferTo" (cx: &mut Cx, r: &Value, to: &Value) -> R<usize> {
            let text = reader_arg(r)?.read_all()?;
            writer::write(cx, to, &text)?;
            Ok(text.chars().count())
        }
    }
    "java.io.StringWriter" {
        fn new_string_writer "new" (_size: Option<i64>) -> Value { Writer::string() }
        fn get_buffer ".getBuffer" (cx: &mut Cx, w: &Value) -> R {
            let text = text_of(cx, w)?;
            super::construct(cx, &h::STRING_BUFFER, smallvec::smallvec![text.into()])
        }
    }
    "java.io.PrintWriter" {
        fn new_print_writer "new" (cx: &mut Cx, w: &Value, _auto_flush: Option<Value>) -> R { wrap_writer(cx, w, &h::PRINT_WRITER, &Value::NIL) }
        fn print ".print" (cx: &mut Cx, w: &Value, v: &Value) -> R<()> { let text = printed(cx, v)?; writer::write(cx, w, &text) }
        fn println ".println" (cx: &mut Cx, w: &Value, v: Option<&Value>) -> R<()> { print_line(cx, w, v) }
        fn printf ".printf" (cx: &mut Cx, w: Value, pattern: &str, args: Args) -> R { print_format(cx, w, pattern, args) }
        fn format ".format" (cx: &mut Cx, w: Value, pattern: &str, args: Args) -> R { print_format(cx, w, pattern, args) }
        fn check_error ".checkError" (_w: &Value) -> bool { false }
    }
    "java.io.PrintStream" {
        fn new_print_stream "new" (cx: &mut Cx, to: &Value, _auto_flush: Option<Value>) -> R { wrap_writer(cx, to, &h::PRINT_STREAM, &Value::NIL) }
        fn stream_print ".print" (cx: &mut Cx, w: &Value, v: &Value) -> R<()> { let text = printed(cx, v)?; writer::write(cx, w, &text) }
        fn stream_println ".println" (cx: &mut Cx, w: &Value, v: Option<&Value>) -> R<()> { print_line(cx, w, v) }
        fn stream_printf ".printf" (cx: &mut Cx, w: Value, pattern: &str, args: Args) -> R { print_format(cx, w, pattern, args) }
        fn stream_format ".format" (cx: &mut Cx, w: Value, pattern: &str, args: Args) -> R { print_format(cx, w, pattern, args) }
        fn stream_append ".append" (cx: &mut Cx, w: Value, v: &Value) -> R { let text = piece(cx, v)?; writer::write(cx, &w, &text)?; Ok(w) }
        fn stream_flush ".flush" (cx: &mut Cx, w: &Value) -> R<()> { writer::flush(cx, w) }
        fn stream_write ".write" (cx: &mut Cx, w: &Value, v: &Value) -> R<()> {
            let text = match bytes_of(v) {
                Some(bytes) => decode(&bytes, ""),
                None => piece(cx, v)?,
            };
            writer::write(cx, w, &text)
        }
        fn stream_close ".close" (cx: &mut Cx, w: &Value) -> R<()> { writer::flush(cx, w) }
    }
    "java.io.BufferedWriter" {
        fn new_buffered_writer "new" (cx: &mut Cx, w: &Value, _size: Option<i64>) -> R { wrap_writer(cx, w, &h::BUFFERED_WRITER, &Value::NIL) }
        fn new_line ".newLine" (cx: &mut Cx, w: &Value) -> R<()> { writer::write(cx, w, "\n") }
    }
    "java.io.OutputStreamWriter" {
        fn new_stream_writer "new" (cx: &mut Cx, to: &Value, charset: Option<Value>) -> R {
            wrap_writer(cx, to, &h::OUTPUT_STREAM_WRITER, &with_encoding(charset))
        }
    }
    "java.io.FileWriter" {
        fn new_file_writer "new" (cx: &mut Cx, file: &Value, append: Option<bool>) -> R {
            wrap_writer(cx, file, &h::FILE_WRITER, &appending(append))
        }
    }
    "java.io.Writer" {
        fn write ".write" (cx: &mut Cx, w: &Value, v: &Value) -> R<()> { let text = piece(cx, v)?; writer::write(cx, w, &text) }
        fn write_part ".write" (cx: &mut Cx, w: &Value, v: &Value, start: i64, length: i64) -> R<()> {
            let text = part_of(cx, v, start, length)?;
            writer::write(cx, w, &text)
        }
        fn append ".append" (cx: &mut Cx, w: Value, v: &Value) -> R { let text = piece(cx, v)?; writer::write(cx, &w, &text)?; Ok(w) }
        fn append_part ".append" (cx: &mut Cx, w: Value, v: &Value, start: i64, end: i64) -> R {
            let text = part_of(cx, v, start, end - start)?;
            writer::write(cx, &w, &text)?;
            Ok(w)
        }
        fn flush ".flush" (cx: &mut Cx, w: &Value) -> R<()> { writer::flush(cx, w) }
        fn close_writer ".close" (cx: &mut Cx, w: &Value) -> R<()> {
            match w.as_host::<Writer>() {
                Some(w) => w.close(),
                None => writer::flush(cx, w),
            }
        }
    }
    "java.io.ByteArrayInputStream" {
        fn new_byte_input "new" (bytes: &Value, from: Option<i64>, length: Option<i64>) -> R {
            let mut bytes = bytes_of(bytes).ok_or_else(|| wrong(bytes, "a byte array"))?;
            let from = usize::try_from(from.unwrap_or(0)).unwrap_or(0).min(bytes.len());
            bytes.drain(..from);
            if let Some(length) = length.and_then(|n| usize::try_from(n).ok()) {
                bytes.truncate(length);
            }
            Ok(Input::new(Cursor::new(bytes)).value(&h::BYTE_ARRAY_INPUT_STREAM))
        }
    }
    "java.io.FileInputStream" {
        fn new_file_input "new" (cx: &mut Cx, file: &Value) -> R {
            let opened = byte_input(cx, file)?;
            Ok(input(&opened)?.clone().value(&h::FILE_INPUT_STREAM))
        }
    }
    "java.io.BufferedInputStream" {
        fn new_buffered_input "new" (from: &Value, _size: Option<i64>) -> R { Ok(input(from)?.clone().value(&h::BUFFERED_INPUT_STREAM)) }
    }
    "java.io.InputStream" {
        fn read_byte ".read" (s: &Value) -> R<i64> { Ok(input(s)?.read_some(1)?.first().map_or(-1, |b| i64::from(*b))) }
        fn read_bytes ".read" (s: &Value, to: &Value) -> R<i64> { read_bytes_part(s, to, 0, None) }
        fn read_bytes_range ".read" (s: &Value, to: &Value, from: i64, length: i64) -> R<i64> { read_bytes_part(s, to, from, Some(length)) }
        fn read_all_bytes ".readAllBytes" (s: &Value) -> R { Ok(byte_array(&input(s)?.read_all()?)) }
        fn read_n_bytes ".readNBytes" (s: &Value, n: i64) -> R {
            let mut all = Vec::new();
            let wanted = usize::try_from(n).unwrap_or(0);
            while all.len() < wanted {
                let some = input(s)?.read_some(wanted - all.len())?;
                if some.is_empty() {
                    break;
                }
                all.extend(some);
            }
            Ok(byte_array(&all))
        }
        fn skip_bytes ".skip" (s: &Value, n: i64) -> R<usize> { Ok(input(s)?.read_some(usize::try_from(n).unwrap_or(0))?.len()) }
        fn available ".available" (_s: &Value) -> i64 { 0 }
        fn close_input ".close" (s: &Value) -> R<()> { input(s)?.close(); Ok(()) }
    }
    "java.io.ByteArrayOutputStream" {
        fn new_byte_output "new" (_size: Option<i64>) -> Value { Output::keeping().value(&h::BYTE_ARRAY_OUTPUT_STREAM) }
        fn to_byte_array ".toByteArray" (s: &Value) -> R { Ok(byte_array(&output(s)?.kept().unwrap_or_default())) }
        fn kept_size ".size" (s: &Value) -> R<usize> { Ok(output(s)?.kept().map_or(0, |b| b.len())) }
        fn reset_output ".reset" (s: &Value) -> R<()> { output(s)?.forget(); Ok(()) }
        fn kept_text ".toString" (cx: &mut Cx, s: &Value, charset: &Value) -> R<String> {
            let charset = text_of(cx, charset)?;
            Ok(decode(&output(s)?.kept().unwrap_or_default(), &charset))
        }
        fn write_to ".writeTo" (s: &Value, to: &Value) -> R<()> { output(to)?.put(&output(s)?.kept().unwrap_or_default()) }
    }
    "java.io.FileOutputStream" {
        fn new_file_output "new" (cx: &mut Cx, file: &Value, append: Option<bool>) -> R {
            let opened = byte_output(cx, file, &appending(append))?;
            Ok(output(&opened)?.clone().value(&h::FILE_OUTPUT_STREAM))
        }
    }
    "java.io.BufferedOutputStream" {
        fn new_buffered_output "new" (to: &Value, _size: Option<i64>) -> R { Ok(output(to)?.clone().value(&h::BUFFERED_OUTPUT_STREAM)) }
    }
    "java.io.OutputStream" {
        fn write_bytes ".write" (s: &Value, v: &Value) -> R<()> {
            match (v.as_int(), bytes_of(v)) {
                (Some(n), _) => output(s)?.put(&[n as u8]),
                (None, Some(bytes)) => output(s)?.put(&bytes),
                _ => Err(wrong(v, "a byte or byte array")),
            }
        }
        fn write_bytes_part ".write" (s: &Value, v: &Value, from: i64, length: i64) -> R<()> {
            let bytes = bytes_of(v).ok_or_else(|| wrong(v, "a byte array"))?;
            let range = usize::try_from(from).ok().zip(usize::try_from(from + length).ok());
            match range.and_then(|(a, b)| bytes.get(a..b)) {
                Some(part) => output(s)?.put(part),
                None => Err(crate::string::out_of_range(from, from + length, bytes.len())),
            }
        }
        fn flush_output ".flush" (s: &Value) -> R<()> { output(s)?.pass_on() }
        fn close_output ".close" (s: &Value) -> R<()> { output(s)?.close() }
    }
    "java.nio.charset.Charset" {
        fn for_name "forName" (name: &str) -> Value { charset(name) }
        fn default_charset "defaultCharset" () -> Value { charset("UTF-8") }
        fn charset_name ".name" (cx: &mut Cx, c: &Value) -> R<String> { text_of(cx, c) }
        fn display_name ".displayName" (cx: &mut Cx, c: &Value) -> R<String> { text_of(cx, c) }
    }
    "java.nio.charset.StandardCharsets" {
        fn utf8 "UTF_8" () -> Value { charset("UTF-8") }
        fn utf16 "UTF_16" () -> Value { charset("UTF-16") }
        fn ascii "US_ASCII" () -> Value { charset("US-ASCII") }
        fn latin1 "ISO_8859_1" () -> Value { charset("ISO-8859-1") }
    }
}

fn appending(append: Option<bool>) -> Value {
    let key = Value::keyword(clutch_core::Keyword::simple("append"));
    simple_map([(key, Value::bool(append.unwrap_or(false)))])
}

fn printed(cx: &mut Cx, v: &Value) -> R<String> {
    match v.view() {
        View::Int(n) => Ok(n.to_string()),
        _ => piece(cx, v),
    }
}

fn print_line(cx: &mut Cx, w: &Value, v: Option<&Value>) -> R<()> {
    let mut text = match v {
        Some(v) => printed(cx, v)?,
        None => String::new(),
    };
    text.push('\n');
    writer::write(cx, w, &text)
}

fn print_format(cx: &mut Cx, w: Value, pattern: &str, args: Args) -> R {
    let args = match args.as_slice() {
        [one] => match one.get::<Array>() {
            Some(a) => a.items.lock().to_vec(),
            None => args.to_vec(),
        },
        _ => args.to_vec(),
    };
    let text = crate::format::format(cx, pattern, &args)?;
    writer::write(cx, &w, &text)?;
    Ok(w)
}

fn read_part(r: &Value, to: &Value, from: i64, length: Option<i64>) -> R<i64> {
    let a = array_arg(to)?;
    let text = reader_arg(r)?.read_some(room(a, from, length))?;
    let chars: Vec<Value> = text.unwrap_or_default().chars().map(Value::char).collect();
    Ok(fill(a, from, &chars))
}

fn read_bytes_part(s: &Value, to: &Value, from: i64, length: Option<i64>) -> R<i64> {
    let a = array_arg(to)?;
    let bytes = input(s)?.read_some(room(a, from, length))?;
    let values: Vec<Value> = bytes
        .iter()
        .map(|b| Value::int(i64::from(*b as i8)))
        .collect();
    Ok(fill(a, from, &values))
}
