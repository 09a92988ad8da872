//! [`Reader`]: text input as a value, behind `*in*` and Java's readers.
//!
//! All of Java's reader classes are one host type over a [`Source`]; wrapping one in another
//! shares the same state. Text that was taken from the source but not read yet waits in a buffer,
//! so a form can be looked for without consuming what follows it, and characters can be put back.
//! No lock is held while user code runs; waiting for a terminal holds it, as on the JVM.

use clutch_core::class::IO_EXCEPTION;
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, TypeInfo, Value};
use clutch_syntax::{Scan, Scanner, Syntax};
use parking_lot::Mutex;
use std::io;
use std::sync::Arc;

/// Where text comes from.
pub trait Source: Send {
    /// Appends some more text; false at the end.
    fn more(&mut self, into: &mut String) -> io::Result<bool>;
}

/// A text that is there already.
struct Text(Option<String>);

impl Source for Text {
    fn more(&mut self, into: &mut String) -> io::Result<bool> {
        match self.0.take() {
            Some(text) => {
                into.push_str(&text);
                Ok(true)
            }
            None => Ok(false),
        }
    }
}

/// Bytes in UTF-8; what is no UTF-8 becomes the replacement character.
struct Bytes<T> {
    from: T,
    /// Start of a character whose rest has not come yet.
    partial: Vec<u8>,
}

impl<T: io::Read + Send> Source for Bytes<T> {
    fn more(&mut self, into: &mut String) -> io::Result<bool> {
        let mut chunk = [0; 8192];
        loop {
            let count = match self.from.read(&mut chunk) {
                Ok(count) => count,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if count == 0 {
                let rest = std::mem::take(&mut self.partial);
                into.push_str(&String::from_utf8_lossy(&rest));
                return Ok(!rest.is_empty());
            }
            self.partial.extend_from_slice(&chunk[..count]);
            let complete = complete_length(&self.partial);
            if complete > 0 {
                let rest = self.partial.split_off(complete);
                into.push_str(&String::from_utf8_lossy(&self.partial));
                self.partial = rest;
                return Ok(true);
            }
        }
    }
}

/// Length without a character that is cut off at the end.
fn complete_length(bytes: &[u8]) -> usize {
    let last = bytes.iter().rev().take(4).position(|b| b & 0xc0 != 0x80);
    let Some(back) = last else {
        return bytes.len();
    };
    let start = bytes.len() - 1 - back;
    let needed = match bytes[start] {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => 1,
    };
    if bytes.len() - start < needed {
        start
    } else {
        bytes.len()
    }
}

struct State {
    /// None after it was closed.
    source: Option<Box<dyn Source>>,
    /// Text from the source.
    buffer: String,
    /// Byte offset of the next character in the buffer.
    at: usize,
    /// Line of the next character, from 1.
    line: usize,
    /// Column of the next character, from 1.
    column: usize,
    /// What was read since `captureString`.
    captured: Option<String>,
    /// Byte offset that `reset` goes back to.
    mark: Option<usize>,
}

/// A reader; clones read from the same place.
#[derive(Clone)]
pub struct Reader(Arc<Mutex<State>>);

impl HostData for Reader {}

/// Bytes of read text that are kept before the buffer is emptied.
const KEPT: usize = 64 * 1024;

impl State {
    fn left(&self) -> &str {
        &self.buffer[self.at..]
    }

    /// Gets more text; false at the end.
    fn fill(&mut self) -> R<bool> {
        if self.at > KEPT && self.mark.is_none() {
            self.buffer.drain(..self.at);
            self.at = 0;
        }
        match &mut self.source {
            Some(source) => source.more(&mut self.buffer).map_err(|e| failed(&e)),
            None => Err(Thrown::new(&IO_EXCEPTION, "Stream closed")),
        }
    }

    /// Whether there is a character to be read.
    fn ready(&mut self) -> R<bool> {
        while self.left().is_empty() {
            if !self.fill()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Moves past text at the start of what is left.
    fn advance(&mut self, bytes: usize) {
        let text = &self.buffer[self.at..self.at + bytes];
        if let Some(captured) = &mut self.captured {
            captured.push_str(text);
        }
        match text.rfind('\n') {
            Some(last) => {
                self.line += text.bytes().filter(|b| *b == b'\n').count();
                self.column = text[last + 1..].chars().count() + 1;
            }
            None => self.column += text.chars().count(),
        }
        self.at += bytes;
    }
}

#[cold]
pub(super) fn failed(e: &io::Error) -> Box<Thrown> {
    Thrown::new(&IO_EXCEPTION, e.to_string())
}

impl Reader {
    /// A reader of a source.
    pub fn new(source: impl Source + 'static) -> Reader {
        Reader(Arc::new(Mutex::new(State {
            source: Some(Box::new(source)),
            buffer: String::new(),
            at: 0,
            line: 1,
            column: 1,
            captured: None,
            mark: None,
        })))
    }

    /// A reader of a text.
    pub fn of_text(text: impl Into<String>) -> Reader {
        Reader::new(Text(Some(text.into())))
    }

    /// A reader of bytes in UTF-8: a file, standard input, a socket.
    pub fn of_bytes(from: impl io::Read + Send + 'static) -> Reader {
        Reader::new(Bytes {
            from,
            partial: Vec::new(),
        })
    }

    /// The reader as a value of one of Java's classes.
    pub fn value(self, class: &'static TypeInfo) -> Value {
        Value::host(class, self)
    }

    /// The next character.
    pub fn read_char(&self) -> R<Option<char>> {
        let mut state = self.0.lock();
        if !state.ready()? {
            return Ok(None);
        }
        let c = state.left().chars().next().expect("something is left");
        state.advance(c.len_utf8());
        Ok(Some(c))
    }

    /// At most so many characters, at least one; none at the end.
    pub fn read_some(&self, most: usize) -> R<Option<String>> {
        let mut state = self.0.lock();
        if !state.ready()? {
            return Ok(None);
        }
        let end = state.left().char_indices().nth(most).map(|(i, _)| i);
        let text = state.left()[..end.unwrap_or(state.left().len())].to_string();
        state.advance(text.len());
        Ok(Some(text))
    }

    /// The next line without its end, which is a newline, a carriage return or both.
    pub fn read_line(&self) -> R<Option<String>> {
        let mut state = self.0.lock();
        let mut searched = 0;
        loop {
            let found = state.left()[searched..].find(['\n', '\r']);
            if let Some(at) = found.map(|at| at + searched) {
                if state.left()[at..] == *"\r" && state.fill()? {
                    // A newline that belongs to it may follow.
                    continue;
                }
                let line = state.left()[..at].to_string();
                let ended = if state.left()[at..].starts_with("\r\n") {
                    2
                } else {
                    1
                };
                state.advance(at + ended);
                return Ok(Some(line));
            }
            searched = state.left().len();
            if !state.fill()? {
                let line = state.left().to_string();
                state.advance(line.len());
                return Ok((!line.is_empty()).then_some(line));
            }
        }
    }

    /// All that is left.
    pub fn read_all(&self) -> R<String> {
        let mut state = self.0.lock();
        while state.fill()? {}
        let text = state.left().to_string();
        state.advance(text.len());
        Ok(text)
    }

    /// Puts a character back, to be read next.
    pub fn unread(&self, c: char) {
        let mut state = self.0.lock();
        if state.buffer[..state.at].ends_with(c) {
            state.at -= c.len_utf8();
        } else {
            let at = state.at;
            state.buffer.insert(at, c);
        }
        if let Some(captured) = &mut state.captured {
            captured.pop();
        }
        if c == '\n' {
            state.line -= 1;
        }
        state.column = state.column.saturating_sub(1).max(1);
    }

    /// The text of the next form with what stands before it; none if there are only blanks and
    /// comments up to the end. Reads no character of the source that it does not have to.
    pub fn read_form(&self, syntax: &Syntax) -> R<Option<String>> {
        let mut state = self.0.lock();
        let mut scanner = Scanner::new(syntax.clone());
        let mut at_end = false;
        loop {
            match scanner.advance(state.left(), at_end) {
                Scan::Complete(end) => {
                    let text = state.left()[..end].to_string();
                    state.advance(end);
                    return Ok(Some(text));
                }
                Scan::Wrong(e) => {
                    let end = (e.span.end as usize).clamp(1, state.left().len().max(1));
                    let end = end.min(state.left().len());
                    state.advance(end);
                    return Err(e.into_thrown());
                }
                Scan::Incomplete { blank } if at_end => {
                    let rest = state.left().len();
                    let text = state.left().to_string();
                    state.advance(rest);
                    return Ok((!blank).then_some(text));
                }
                Scan::Incomplete { .. } => at_end = !state.fill()?,
            }
        }
    }

    /// The text of the next form with what stands before it, and the line and column where it
    /// starts; for callers that read it themselves, so what cannot be read is given as it is.
    /// None if there are only blanks and comments up to the end.
    pub fn read_piece(&self, syntax: &Syntax) -> R<Option<(String, (usize, usize))>> {
        let mut state = self.0.lock();
        let position = (state.line, state.column);
        let mut scanner = Scanner::new(syntax.clone());
        let mut at_end = false;
        loop {
            let end = match scanner.advance(state.left(), at_end) {
                Scan::Complete(end) => end,
                Scan::Incomplete { blank: true } if at_end => return Ok(None),
                Scan::Incomplete { blank: false } if at_end => state.left().len(),
                Scan::Wrong(_) => state.left().len(),
                Scan::Incomplete { .. } => {
                    at_end = !state.fill()?;
                    continue;
                }
            };
            let text = state.left()[..end].to_string();
            state.advance(end);
            return Ok(Some((text, position)));
        }
    }

    /// Whether reading now would not wait, as far as is known.
    pub fn is_ready(&self) -> bool {
        let state = self.0.lock();
        !state.left().is_empty()
    }

    /// Line and column of the next character, from 1.
    pub fn position(&self) -> (usize, usize) {
        let state = self.0.lock();
        (state.line, state.column)
    }

    /// Sets the line number.
    pub fn set_line(&self, line: usize) {
        self.0.lock().line = line;
    }

    /// Starts to remember what is read.
    pub fn capture(&self) {
        self.0.lock().captured = Some(String::new());
    }

    /// What was read since [`Reader::capture`].
    pub fn captured(&self) -> Option<String> {
        self.0.lock().captured.take()
    }

    /// Remembers this place for [`Reader::reset`].
    pub fn mark(&self) {
        let mut state = self.0.lock();
        state.mark = Some(state.at);
    }

    /// Goes back to the marked place.
    pub fn reset(&self) -> R<()> {
        let mut state = self.0.lock();
        match state.mark {
            Some(at) => {
                state.at = at;
                Ok(())
            }
            None => Err(Thrown::new(&IO_EXCEPTION, "Stream not marked")),
        }
    }

    /// Ends reading.
    pub fn close(&self) {
        let mut state = self.0.lock();
        let source = state.source.take();
        state.buffer.clear();
        state.at = 0;
        drop(state);
        drop(source);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_any_of_three_ways() {
        let r = Reader::of_text("a\nb\r\nc\r\rd");
        let lines: Vec<String> = std::iter::from_fn(|| r.read_line().expect("open")).collect();
        assert_eq!(lines, ["a", "b", "c", "", "d"]);
        assert_eq!(r.read_char().expect("open"), None);
    }

    #[test]
    fn characters_split_between_pieces_are_put_together() {
        struct OneByOne(Vec<u8>);
        impl io::Read for OneByOne {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                if self.0.is_empty() {
                    return Ok(0);
                }
                into[0] = self.0.remove(0);
                Ok(1)
            }
        }
        let r = Reader::of_bytes(OneByOne("aé😀z".as_bytes().to_vec()));
        assert_eq!(r.read_all().expect("open"), "aé😀z");
        let broken = Reader::of_bytes(OneByOne(vec![b'a', 0xc3]));
        assert_eq!(broken.read_all().expect("open"), "a\u{fffd}");
    }

    #[test]
    fn forms_are_taken_one_by_one() {
        let r = Reader::of_text(" [1 2] ; x\n foo \"b)\" ");
        let next = || r.read_form(&Syntax::default()).expect("right");
        assert_eq!(next().as_deref(), Some(" [1 2]"));
        assert_eq!(next().as_deref().map(str::trim), Some("; x\n foo"));
        assert_eq!(r.read_char().expect("open"), Some(' '));
        assert_eq!(next().as_deref(), Some("\"b)\""));
        assert_eq!(next(), None);
    }

    #[test]
    fn pieces_tell_where_they_start_and_may_be_wrong() {
        let r = Reader::of_text("(é\n1) b ; c\n [2] (3");
        let next = || r.read_piece(&Syntax::default()).expect("open");
        let piece = |text: &str, line, column| Some((text.to_string(), (line, column)));
        assert_eq!(next(), piece("(é\n1)", 1, 1));
        assert_eq!(next(), piece(" b", 2, 3));
        assert_eq!(next(), piece(" ; c\n [2]", 2, 5));
        assert_eq!(next(), piece(" (3", 3, 5));
        assert_eq!(next(), None);
        let wrong = Reader::of_text(" ) 1");
        let first = wrong.read_piece(&Syntax::default()).expect("open");
        assert_eq!(first, piece(" ) 1", 1, 1));
    }

    #[test]
    fn characters_can_be_put_back_and_lines_are_counted() {
        let r = Reader::of_text("a\nbc");
        assert_eq!(r.read_char().expect("open"), Some('a'));
        r.unread('a');
        r.unread('x');
        assert_eq!(r.read_all().expect("open"), "xa\nbc");
        assert_eq!(r.position().0, 2);
        r.close();
        assert!(r.read_char().is_err());
    }
}
