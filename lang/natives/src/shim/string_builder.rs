//! `java.lang.StringBuilder` and `StringBuffer`.

use super::chars_of;
use super::text::{char_sequence, wrong};
use crate::bridge::text_of;
use crate::string::out_of_range;
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, Value, View, class};
use clutch_vm::Cx;
use clutch_vm::class::host as h;
use parking_lot::Mutex;

/// A growing text. While it is all ASCII, indexes are byte offsets.
#[derive(Default)]
struct Buffer {
    text: String,
    /// Whether any character needs more than a byte.
    wide: bool,
}

impl Buffer {
    fn push(&mut self, text: &str) {
        self.wide |= !text.is_ascii();
        self.text.push_str(text);
    }

    fn length(&self) -> usize {
        if self.wide {
            self.text.chars().count()
        } else {
            self.text.len()
        }
    }

    /// Byte offset of a character index up to the length.
    fn offset(&self, index: i64) -> Option<usize> {
        let index = usize::try_from(index).ok()?;
        if !self.wide {
            return (index <= self.text.len()).then_some(index);
        }
        let ends = std::iter::once(self.text.len());
        self.text
            .char_indices()
            .map(|(i, _)| i)
            .chain(ends)
            .nth(index)
    }

    fn range(&self, start: i64, end: i64) -> R<std::ops::Range<usize>> {
        match (self.offset(start), self.offset(end)) {
            (Some(a), Some(b)) if a <= b => Ok(a..b),
            _ => Err(out_of_range(start, end, self.length())),
        }
    }
}

/// The object.
#[derive(Default)]
pub(super) struct StringBuilder(Mutex<Buffer>);

impl StringBuilder {
    /// The text so far.
    pub(super) fn to_text(&self) -> String {
        self.0.lock().text.clone()
    }
}

impl HostData for StringBuilder {
    fn text(&self) -> Option<String> {
        Some(self.to_text())
    }
    fn items(&self) -> Option<Value> {
        Some(Value::string(self.to_text()))
    }
    fn count(&self) -> Option<usize> {
        Some(self.0.lock().length())
    }
}

fn buffer(v: &Value) -> R<parking_lot::MutexGuard<'_, Buffer>> {
    match v.as_host::<StringBuilder>() {
        Some(b) => Ok(b.0.lock()),
        None => Err(wrong(v, "a string builder")),
    }
}

fn make(class: &'static clutch_core::TypeInfo, initial: Option<Value>) -> R {
    let mut b = Buffer::default();
    match initial {
        // A number is a capacity.
        None => {}
        Some(v) if v.as_int().is_some() => {}
        Some(v) => b.push(&char_sequence(&v)?),
    }
    Ok(Value::host(class, StringBuilder(Mutex::new(b))))
}

fn index_error(i: i64, length: usize) -> Box<Thrown> {
    Thrown::new(
        &class::STRING_INDEX_OUT_OF_BOUNDS,
        format!("index {i}, length {length}"),
    )
}

/// What is appended for a value: its text, `null` for nil.
fn piece(cx: &mut Cx, v: &Value) -> R<String> {
    match v.view() {
        View::Nil => Ok("null".to_string()),
        View::Array(_) => match chars_of(v) {
            Some(text) => Ok(text),
            None => text_of(cx, v),
        },
        _ => text_of(cx, v),
    }
}

macro_rules! builder {
    ($($class:literal $prefix:ident $info:expr;)*) => {$(
        pub(super) mod $prefix {
            use super::*;
            super::super::members! {
                $class {
                    fn new "new" (initial: Option<Value>) -> R { make($info, initial) }
                    fn append ".append" (cx: &mut Cx, b: Value, v: &Value) -> R {
                        match v.view() {
                            // The usual cases go without a text of their own.
                            View::Str(s) => buffer(&b)?.push(s),
                            View::Char(c) => buffer(&b)?.push(c.encode_utf8(&mut [0; 4])),
                            _ => {
                                let text = piece(cx, v)?;
                                buffer(&b)?.push(&text);
                            }
                        }
                        Ok(b)
                    }
                    fn append_part ".append" (b: Value, v: &Value, start: i64, end: i64) -> R {
                        let text = match chars_of(v) {
                            Some(text) => {
                                let whole = clutch_core::Str::new(text);
                                crate::string::substring(&whole, start, start + end)?.to_string()
                            }
                            None => {
                                let whole = clutch_core::Str::new(char_sequence(v)?);
                                crate::string::substring(&whole, start, end)?.to_string()
                            }
                        };
                        buffer(&b)?.push(&text);
                        Ok(b)
                    }
                    fn append_code_point ".appendCodePoint" (b: Value, n: i64) -> R {
                        let c = u32::try_from(n).ok().and_then(char::from_u32);
                        let c = c.ok_or_else(|| Thrown::illegal_argument(format!("Not a valid Unicode code point: {n:#X}")))?;
                        buffer(&b)?.push(c.encode_utf8(&mut [0; 4]));
                        Ok(b)
                    }
                    fn length ".length" (b: &Value) -> R<usize> { Ok(buffer(b)?.length()) }
                    fn capacity ".capacity" (b: &Value) -> R<usize> { Ok(buffer(b)?.text.capacity().max(16)) }
                    fn set_length ".setLength" (b: &Value, n: i64) -> R<()> {
                        let mut b = buffer(b)?;
                        match b.offset(n) {
                            Some(end) => b.text.truncate(end),
                            None if n < 0 => return Err(index_error(n, b.length())),
                            None => {
                                let missing = n as usize - b.length();
                                b.text.extend(std::iter::repeat_n('\0', missing));
                            }
                        }
                        Ok(())
                    }
                    fn char_at ".charAt" (b: &Value, i: i64) -> R<char> {
                        let b = buffer(b)?;
                        let at = b.offset(i).and_then(|at| b.text[at..].chars().next());
                        at.ok_or_else(|| index_error(i, b.length()))
                    }
                    fn set_char_at ".setCharAt" (b: &Value, i: i64, c: char) -> R<()> {
                        let mut b = buffer(b)?;
                        let range = b.range(i, i + 1)?;
                        b.text.replace_range(range, c.encode_utf8(&mut [0; 4]));
                        b.wide |= !c.is_ascii();
                        Ok(())
                    }
                    fn delete_char_at ".deleteCharAt" (b: Value, i: i64) -> R {
                        let mut guard = buffer(&b)?;
                        let length = guard.length();
                        let range = guard.range(i, i + 1).map_err(|_| index_error(i, length))?;
                        guard.text.replace_range(range, "");
                        drop(guard);
                        Ok(b)
                    }
                    fn delete ".delete" (b: Value, start: i64, end: i64) -> R {
                        let mut guard = buffer(&b)?;
                        let end = end.min(guard.length() as i64);
                        let range = guard.range(start, end)?;
                        guard.text.replace_range(range, "");
                        drop(guard);
                        Ok(b)
                    }
                    fn insert ".insert" (cx: &mut Cx, b: Value, i: i64, v: &Value) -> R {
                        let text = piece(cx, v)?;
                        let mut guard = buffer(&b)?;
                        let at = guard.offset(i).ok_or_else(|| {
                            Thrown::new(&class::STRING_INDEX_OUT_OF_BOUNDS, format!("offset {i}, length {}", guard.length()))
                        })?;
                        guard.text.insert_str(at, &text);
                        guard.wide |= !text.is_ascii();
                        drop(guard);
                        Ok(b)
                    }
                    fn replace ".replace" (b: Value, start: i64, end: i64, text: &str) -> R {
                        let mut guard = buffer(&b)?;
                        let end = end.min(guard.length() as i64);
                        let range = guard.range(start, end)?;
                        guard.text.replace_range(range, text);
                        guard.wide |= !text.is_ascii();
                        drop(guard);
                        Ok(b)
                    }
                    fn reverse ".reverse" (b: Value) -> R {
                        let mut guard = buffer(&b)?;
                        guard.text = guard.text.chars().rev().collect();
                        drop(guard);
                        Ok(b)
                    }
                    fn index_of ".indexOf" (b: &Value, part: &str) -> R<i64> {
                        let b = buffer(b)?;
                        let at = b.text.find(part);
                        Ok(at.map_or(-1, |at| b.text[..at].chars().count() as i64))
                    }
                    fn substring ".substring" (b: &Value, start: i64, end: Option<i64>) -> R<String> {
                        let b = buffer(b)?;
                        let end = end.unwrap_or(b.length() as i64);
                        let range = b.range(start, end)?;
                        Ok(b.text[range].to_string())
                    }
                }
            }
        }
    )*};
}

builder! {
    "java.lang.StringBuilder" builder &h::STRING_BUILDER;
    "java.lang.StringBuffer" string_buffer &h::STRING_BUFFER;
}
