//! A matcher: a pattern, a text, and how far the search has come.

use super::{Pattern, Spans};
use clutch_core::object::HostData;
use clutch_core::{R, Shared, Str, Thrown, Value};
use clutch_vm::class::host;
use parking_lot::Mutex;
use std::sync::Arc;

/// The value of `re-matcher`.
pub struct Matcher {
    /// What is searched for.
    pub pattern: Arc<Pattern>,
    /// What is searched in.
    pub text: Shared<Str>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The last match, if the last try was one.
    found: Option<Spans>,
    /// Where the next search starts: one past the text after the last match.
    next: usize,
    /// Where `appendReplacement` goes on.
    appended: usize,
}

/// Whether the value is a matcher.
pub fn is_matcher(v: &Value) -> bool {
    v.as_host::<Matcher>().is_some()
}

impl Matcher {
    /// A matcher at the start of a text.
    pub fn new(pattern: Arc<Pattern>, text: Shared<Str>) -> Matcher {
        Matcher {
            pattern,
            text,
            state: Mutex::default(),
        }
    }

    /// The matcher as a value.
    pub fn value(pattern: Arc<Pattern>, text: Shared<Str>) -> Value {
        Value::host(&host::MATCHER, Matcher::new(pattern, text))
    }

    /// Looks for the next match, and after an empty match one character further.
    pub fn find(&self) -> R<bool> {
        let from = self.state.lock().next;
        let found = self.pattern.find_at(&self.text, from)?;
        let mut state = self.state.lock();
        state.next = match found.as_ref().and_then(|f| f[0]) {
            Some((start, end)) if start == end => after_char(&self.text, end),
            Some((_, end)) => end,
            None => self.text.len() + 1,
        };
        state.found = found;
        Ok(state.found.is_some())
    }

    /// Tries to match the whole text.
    pub fn matches(&self) -> R<bool> {
        let found = self.pattern.match_whole(&self.text)?;
        Ok(self.set(found))
    }

    /// Tries to match at the start of the text.
    pub fn looking_at(&self) -> R<bool> {
        let found = self.pattern.find_at(&self.text, 0)?;
        Ok(self.set(found.filter(|f| f[0].is_some_and(|(start, _)| start == 0))))
    }

    /// Forgets everything: the next search starts at character `from`.
    pub fn reset(&self, from: usize) -> R<()> {
        let next = self.text.byte_offset(from).ok_or_else(|| {
            Thrown::new(
                &clutch_core::class::INDEX_OUT_OF_BOUNDS,
                "Illegal start index",
            )
        })?;
        *self.state.lock() = State {
            next,
            ..State::default()
        };
        Ok(())
    }

    fn set(&self, found: Option<Spans>) -> bool {
        let mut state = self.state.lock();
        if let Some((_, end)) = found.as_ref().and_then(|f| f[0]) {
            state.next = end;
        }
        state.found = found;
        state.found.is_some()
    }

    /// The last match, or `IllegalStateException`.
    pub fn found(&self) -> R<Spans> {
        let state = self.state.lock();
        state
            .found
            .clone()
            .ok_or_else(|| Thrown::illegal_state("No match found"))
    }

    /// Bytes of a group of the last match, if it took part.
    pub fn span(&self, group: usize) -> R<Option<(usize, usize)>> {
        let spans = self.found()?;
        spans.get(group).copied().ok_or_else(|| {
            let message = format!("No group {group}");
            Thrown::new(&clutch_core::class::INDEX_OUT_OF_BOUNDS, message)
        })
    }

    /// Text of a group of the last match, or nil.
    pub fn group(&self, group: usize) -> R {
        let span = self.span(group)?;
        Ok(span.map(|(a, b)| &self.text[a..b]).into())
    }

    /// Number of the group with a name.
    pub fn group_named(&self, name: &str) -> R<usize> {
        self.found()?;
        self.pattern
            .group_named(name)
            .ok_or_else(|| Thrown::illegal_argument(format!("No group with name <{name}>")))
    }

    /// The text between the last appended place and the match, for `appendReplacement`.
    pub fn before_match(&self) -> R<String> {
        let (start, end) = self.span(0)?.expect("the whole match");
        let mut state = self.state.lock();
        let text = self.text[state.appended..start].to_string();
        state.appended = end;
        Ok(text)
    }

    /// The text after the last appended place, for `appendTail`.
    pub fn tail(&self) -> String {
        self.text[self.state.lock().appended..].to_string()
    }

    /// Index in characters of a byte offset.
    pub fn char_index(&self, byte: usize) -> usize {
        if self.text.is_ascii() {
            byte
        } else {
            self.text[..byte].chars().count()
        }
    }
}

/// Byte offset after the character at `at`, or one past the text.
pub(super) fn after_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

impl HostData for Matcher {
    fn nth(&self, index: usize) -> Option<R> {
        Some(self.group(index))
    }
    fn text(&self) -> Option<String> {
        let last = match &self.state.lock().found {
            Some(f) => f[0].map_or("", |(a, b)| &self.text[a..b]).to_string(),
            None => String::new(),
        };
        Some(format!(
            "java.util.regex.Matcher[pattern={} region=0,{} lastmatch={last}]",
            self.pattern.source(),
            self.text.chars()
        ))
    }
}
