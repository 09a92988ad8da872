//! [`Excerpt`]: a source text as reports show parts of it.
//!
//! Reports are for people: of a form over many lines the first line is marked, and of a line that
//! is longer than any screen a window around the place is shown. So the size of a report does not
//! depend on the size of the text.

use clutch_core::span::SourceText;
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::ops::Range;
use std::sync::Arc;

/// Most lines of a place that are marked in full.
const LINES: usize = 5;
/// Bytes from which on a line is long.
const LONG: usize = 1000;
/// Bytes shown before and after a place in a long line.
const WINDOW: usize = 60;

/// A registered text; lines count from where it began in its file.
#[derive(Debug, Clone)]
pub(crate) struct Excerpt(pub(crate) Arc<SourceText>);

impl Excerpt {
    /// What to mark for the bytes of a span.
    pub(crate) fn marked(&self, span: Range<usize>) -> Range<usize> {
        let text = &self.0.text;
        let end = text.trim_end().len();
        if span.start >= end && end > 0 {
            // The end of the text is marked where its last line ends.
            return floor(text, end - 1)..end;
        }
        let end = span.end.min(text.len()).max(span.start);
        let lines = text.as_bytes()[span.start..end].iter();
        let line_end = self.line(span.start).end;
        if lines.filter(|b| **b == b'\n').count() >= LINES {
            return span.start..line_end;
        }
        if self.line(span.start).len() > LONG {
            let last = line_end.min(span.start + WINDOW);
            return span.start..floor(text, last).clamp(span.start, end);
        }
        span.start..end
    }

    /// Whether only one place can be shown: the line is long.
    pub(crate) fn is_narrow(&self, at: usize) -> bool {
        self.line(at.min(self.0.text.len())).len() > LONG
    }

    /// The line of a byte, without its end.
    fn line(&self, at: usize) -> Range<usize> {
        let bytes = self.0.text.as_bytes();
        let start = bytes[..at].iter().rposition(|b| *b == b'\n');
        let end = bytes[at..].iter().position(|b| *b == b'\n');
        start.map_or(0, |i| i + 1)..end.map_or(bytes.len(), |i| at + i)
    }
}

/// The nearest start of a character at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let text = &self.0.text;
        let whole = text.as_bytes().read_span(span, before, after)?;
        let above = (self.0.origin.0 as usize).saturating_sub(1);
        let is_long = |data: &[u8]| data.split(|b| *b == b'\n').any(|line| line.len() > LONG);
        if !is_long(whole.data()) {
            return Ok(Box::new(MietteSpanContents::new_named(
                self.0.name.clone(),
                whole.data(),
                *whole.span(),
                whole.line() + above,
                whole.column(),
                whole.line_count(),
            )));
        }
        let line = self.line(span.offset());
        let first = span.offset().saturating_sub(WINDOW).max(line.start);
        let last = (span.offset() + span.len() + WINDOW).min(line.end);
        let (first, last) = (floor(text, first), floor(text, last));
        let number = text.as_bytes()[..line.start].iter();
        let number = number.filter(|b| **b == b'\n').count();
        Ok(Box::new(MietteSpanContents::new_named(
            self.0.name.clone(),
            &text.as_bytes()[first..last],
            (first, last - first).into(),
            number + above,
            first - line.start,
            1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str) -> Excerpt {
        Excerpt(Arc::new(SourceText::new("t", text)))
    }

    #[test]
    fn short_places_are_marked_as_they_are_and_long_ones_at_their_first_line() {
        let short = excerpt("(a\n b)\n");
        assert_eq!(short.marked(0..6), 0..6);
        let long = excerpt("(a\n1\n2\n3\n4\n5\n6)\n");
        assert_eq!(long.marked(0..15), 0..2);
    }

    #[test]
    fn the_end_is_marked_at_the_last_character() {
        let text = excerpt("(é\n\n");
        assert_eq!(text.marked(5..5), 1..3);
        assert_eq!(excerpt("").marked(0..0), 0..0);
    }

    #[test]
    fn of_long_lines_a_window_is_shown() {
        let text = "é".repeat(2000) + "(oops)" + &"x".repeat(200_000) + "\nlast";
        let at = 4000;
        let excerpt = excerpt(&text);
        assert!(excerpt.is_narrow(at));
        assert_eq!(excerpt.marked(at..at + 100_000), at..at + WINDOW);
        let shown = excerpt
            .read_span(&(at, 6).into(), 1, 1)
            .expect("in the text");
        let data = std::str::from_utf8(shown.data()).expect("cut at characters");
        assert!(data.starts_with('é') && data.contains("(oops)"));
        assert!(data.len() < 200, "{}", data.len());
        assert_eq!(shown.line(), 0);
    }
}
