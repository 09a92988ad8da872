//! Where a form was written: source texts and byte ranges in them.
//!
//! A [`Span`] is 12 bytes of plain data; the text it points into is kept in a process-wide
//! registry for as long as the process runs, because an error may be raised by old code after
//! its file has changed (the report shows the text that ran, not the text on disk).

use parking_lot::RwLock;
use std::sync::{Arc, LazyLock, OnceLock};

/// A range of bytes in a registered source text; `start..end`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Span {
    /// Id given by [`SourceText::register`]; 0 is "nowhere".
    pub source: u32,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// No place at all: forms made by macros and by the program.
    pub const NONE: Span = Span {
        source: 0,
        start: 0,
        end: 0,
    };

    /// A range of bytes in the text with this id.
    #[inline]
    pub const fn new(source: u32, start: u32, end: u32) -> Span {
        Span { source, start, end }
    }

    /// Whether it points into a text.
    pub fn is_some(self) -> bool {
        self.source != 0
    }

    /// The smallest span over both, if both are in one text; else the one that is somewhere.
    pub fn to(self, other: Span) -> Span {
        if self.source == other.source {
            Span {
                source: self.source,
                start: self.start.min(other.start),
                end: self.end.max(other.end),
            }
        } else if self.is_some() {
            self
        } else {
            other
        }
    }

    /// The text it points into.
    pub fn text(self) -> Option<Arc<SourceText>> {
        SourceText::by_id(self.source)
    }

    /// The part of the text that it spans, copied.
    pub fn form_text(self) -> Option<String> {
        let text = self.text()?;
        let part = text.text.get(self.start as usize..self.end as usize);
        part.map(str::to_string)
    }

    /// Line and column of the first byte, both from 1.
    pub fn line_column(self) -> Option<(u32, u32)> {
        self.text().map(|t| t.line_column(self.start))
    }
}

/// A source text with the name it is reported under.
#[derive(Debug)]
pub struct SourceText {
    /// File path, or a name such as `user-input`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// Line and column of the first byte: editors send parts of files.
    pub origin: (u32, u32),
    lines: OnceLock<Box<[u32]>>,
}

static SOURCES: LazyLock<RwLock<Vec<Arc<SourceText>>>> = LazyLock::new(RwLock::default);

impl SourceText {
    /// A text that starts at line 1, column 1.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> SourceText {
        SourceText {
            name: name.into(),
            text: text.into(),
            origin: (1, 1),
            lines: OnceLock::new(),
        }
    }

    /// Keeps the text for the life of the process; the id goes into spans.
    pub fn register(self) -> (u32, Arc<SourceText>) {
        let text = Arc::new(self);
        let mut sources = SOURCES.write();
        sources.push(text.clone());
        (
            u32::try_from(sources.len()).expect("fewer than 2^32 sources"),
            text,
        )
    }

    /// The registered text with this id.
    pub fn by_id(id: u32) -> Option<Arc<SourceText>> {
        SOURCES.read().get((id as usize).checked_sub(1)?).cloned()
    }

    /// Line and column (in characters) of a byte offset, both from 1.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let lines = self.lines.get_or_init(|| {
            let starts = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n');
            std::iter::once(0)
                .chain(starts.map(|(i, _)| i as u32 + 1))
                .collect()
        });
        let line = lines.partition_point(|&start| start <= offset) - 1;
        let start = lines[line] as usize;
        let end = (offset as usize).min(self.text.len());
        let column = self
            .text
            .get(start..end)
            .map_or(end - start, |s| s.chars().count()) as u32;
        if line == 0 {
            (self.origin.0, self.origin.1 + column)
        } else {
            (self.origin.0 + line as u32, column + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = SourceText::new("t", "ab\ncéd\n");
        assert_eq!(text.line_column(0), (1, 1));
        assert_eq!(text.line_column(3), (2, 1));
        assert_eq!(text.line_column(6), (2, 3));
    }
}
