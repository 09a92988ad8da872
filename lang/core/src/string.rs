//! Strings: immutable UTF-8 with what makes counting and hashing cheap.
//!
//! `count`, `nth` and `subs` count code points (Clojure counts UTF-16 units; a deviation listed
//! in the spec). For ASCII strings, which nearly all are, both are byte offsets: O(1).

use crate::murmur;
use crate::repr::Tag;
use crate::repr::Value;
use std::sync::atomic::{AtomicU32, Ordering};

/// A string value's data.
#[derive(Debug)]
pub struct Str {
    text: Box<str>,
    /// Number of code points.
    chars: u32,
    /// Cached hash; 0 is "not computed".
    hash: AtomicU32,
}

impl Str {
    /// Takes over the text; counts its code points once.
    pub fn new(text: impl Into<Box<str>>) -> Str {
        let text = text.into();
        crate::heap::charge(text.len() as i64);
        let chars = if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        };
        Str {
            chars: u32::try_from(chars).unwrap_or(u32::MAX),
            text,
            hash: AtomicU32::new(0),
        }
    }
    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// Number of code points.
    #[inline]
    pub fn chars(&self) -> usize {
        self.chars as usize
    }
    /// Whether byte offsets are character offsets.
    #[inline]
    pub fn is_ascii(&self) -> bool {
        self.chars as usize == self.text.len()
    }
    /// Clojure's hash of the string; cached.
    pub fn hash(&self) -> u32 {
        let h = self.hash.load(Ordering::Relaxed);
        if h != 0 {
            return h;
        }
        let h = murmur::hash_string(&self.text);
        self.hash.store(h, Ordering::Relaxed);
        h
    }
    /// Byte offset of the character with this index; `chars()` gives the length in bytes.
    /// O(1) for ASCII, else O(n).
    pub fn byte_offset(&self, index: usize) -> Option<usize> {
        if index > self.chars() {
            None
        } else if self.is_ascii() {
            Some(index)
        } else {
            Some(
                self.text
                    .char_indices()
                    .nth(index)
                    .map_or(self.text.len(), |(i, _)| i),
            )
        }
    }
    /// The character with this index.
    pub fn nth(&self, index: usize) -> Option<char> {
        if self.is_ascii() {
            self.text.as_bytes().get(index).map(|b| *b as char)
        } else {
            self.text.chars().nth(index)
        }
    }
}

impl Drop for Str {
    fn drop(&mut self) {
        crate::heap::charge(-(self.text.len() as i64));
    }
}

impl std::ops::Deref for Str {
    type Target = str;
    fn deref(&self) -> &str {
        &self.text
    }
}

impl Value {
    /// A string value.
    pub fn string(text: impl Into<Box<str>>) -> Value {
        Value::new(Str::new(text))
    }
    /// The text of a string value.
    #[inline]
    pub fn as_str(&self) -> Option<&str> {
        if self.tag() == Tag::Str {
            self.get::<Str>().map(Str::as_str)
        } else {
            None
        }
    }
}

impl From<&str> for Value {
    fn from(s: &str) -> Value {
        Value::string(s)
    }
}
impl From<String> for Value {
    fn from(s: String) -> Value {
        Value::string(s)
    }
}
impl From<i64> for Value {
    fn from(n: i64) -> Value {
        Value::int(n)
    }
}
impl From<f64> for Value {
    fn from(n: f64) -> Value {
        Value::float(n)
    }
}
impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}
impl From<char> for Value {
    fn from(c: char) -> Value {
        Value::char(c)
    }
}
