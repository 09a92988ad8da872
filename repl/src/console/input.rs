//! The text being edited: whether it is complete, how its lines are laid out, what stands where.
//!
//! Pure functions over the text; [`super::editor`] connects them to the line editor.
//!
//! Continuation lines start with a *margin*, as many spaces as the prompt is wide, so that lines
//! stand below each other as they would in a file. On the screen the margin shows the
//! continuation prompt; [`without_margins`] takes it out before the text is read. Lines inside of
//! strings have no margin, since there every space counts.

use clutch_lang::read::{Scan, Syntax, TokenClass, scan, tokens};
use std::ops::Range;

/// What can be done with a text when Enter is pressed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// Only blanks and comments.
    Blank,
    /// One form or more, all closed.
    Complete,
    /// Something is still open.
    Incomplete,
    /// Nothing that follows makes it right; the message.
    Wrong(String),
}

/// Looks at the whole text.
pub(crate) fn state(text: &str) -> State {
    let syntax = Syntax::default();
    let mut rest = text;
    let mut found = false;
    loop {
        match scan(rest, &syntax, true) {
            Scan::Complete(end) => {
                found = true;
                rest = &rest[end..];
            }
            Scan::Incomplete { blank: true } if found => return State::Complete,
            Scan::Incomplete { blank: true } => return State::Blank,
            Scan::Incomplete { blank: false } => return State::Incomplete,
            Scan::Wrong(error) => return State::Wrong(error.message()),
        }
    }
}

/// Byte ranges of the margins: `width` spaces after a line end, outside of strings.
pub(crate) fn margins(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (class, range) in tokens(text) {
        if class != TokenClass::Blank {
            continue;
        }
        let blank = &text.as_bytes()[range.clone()];
        for (i, byte) in blank.iter().enumerate() {
            let spaces = &blank[i + 1..];
            if *byte == b'\n' && spaces.len() >= width && spaces[..width].iter().all(|b| *b == b' ')
            {
                let start = range.start + i + 1;
                found.push(start..start + width);
            }
        }
    }
    found
}

/// The text without its margins.
pub(crate) fn without_margins(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for margin in margins(text, width) {
        out.push_str(&text[from..margin.start]);
        from = margin.end;
    }
    out.push_str(&text[from..]);
    out
}

/// What a new line at the end of `before` starts with, margin included; nothing inside of strings.
pub(crate) fn new_line(before: &str, width: usize) -> String {
    let mut open: Vec<Opener> = Vec::new();
    for (class, range) in tokens(before) {
        match class {
            TokenClass::Blank | TokenClass::Comment => {}
            TokenClass::Close => {
                open.pop();
            }
            TokenClass::Error if before[range.clone()].contains('"') => return "\n".to_string(),
            _ => {
                let column = column(before, range.start, width);
                if let Some(opener) = open.last_mut() {
                    opener.add(&before[range.clone()], column);
                }
                if class == TokenClass::Open {
                    open.push(Opener {
                        is_call: before[range.clone()].ends_with('('),
                        inside: column + range.len(),
                        ..Opener::default()
                    });
                }
            }
        }
    }
    let indent = open.last().map_or(width, Opener::indent);
    format!("\n{}", " ".repeat(indent))
}

/// An open bracket and what has been written behind it.
#[derive(Default)]
struct Opener {
    /// `(` or `#(`.
    is_call: bool,
    /// Column behind it.
    inside: usize,
    /// Whether the first item takes a body: `defn`, `let`, `when`.
    takes_body: bool,
    items: usize,
    /// Column of the second item.
    second: usize,
}

impl Opener {
    fn add(&mut self, text: &str, column: usize) {
        self.items += 1;
        match self.items {
            1 => self.takes_body = takes_body(text),
            2 => self.second = column,
            _ => {}
        }
    }

    fn indent(&self) -> usize {
        if !self.is_call || self.items == 0 {
            self.inside
        } else if self.takes_body {
            self.inside + 1
        } else if self.items > 1 {
            self.second
        } else {
            self.inside + usize::from(self.items == 1)
        }
    }
}

/// Whether calls of a name are indented as a head with a body below.
fn takes_body(name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or(name);
    ["def", "let", "when", "with-", "if-", "do"]
        .iter()
        .any(|p| name.starts_with(p))
        || matches!(
            name,
            "fn" | "if"
                | "loop"
                | "for"
                | "try"
                | "catch"
                | "finally"
                | "binding"
                | "case"
                | "cond"
                | "condp"
                | "ns"
                | "extend-type"
                | "extend-protocol"
                | "reify"
                | "testing"
                | "letfn"
                | "locking"
                | "turn"
                | "comment"
                | "future"
                | "delay"
        )
}

/// Column on the screen of a byte, counted from 0 in characters; the prompt is part of line one.
fn column(text: &str, at: usize, width: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let prompt = if start == 0 { width } else { 0 };
    prompt + text[start..at].chars().count()
}

/// The bracket that belongs to the one at or just before the cursor.
pub(crate) fn matching_bracket(text: &str, cursor: usize) -> Option<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut best = None;
    for (class, range) in tokens(text) {
        match class {
            // `#{` and `#(` match at their bracket.
            TokenClass::Open => open.push(range.end - 1),
            TokenClass::Close => {
                let Some(opener) = open.pop() else { continue };
                if range.start == cursor {
                    return Some(opener);
                }
                if opener == cursor {
                    return Some(range.start);
                }
                if range.end == cursor {
                    best = Some(opener);
                }
            }
            _ => {}
        }
    }
    best
}

/// Starts of the brackets that close nothing, or something else.
pub(crate) fn wrong_brackets(text: &str) -> Vec<usize> {
    let mut open: Vec<u8> = Vec::new();
    let mut wrong = Vec::new();
    let bytes = text.as_bytes();
    for (class, range) in tokens(text) {
        match class {
            TokenClass::Open => open.push(bytes[range.end - 1]),
            TokenClass::Close => {
                let wanted = match open.pop() {
                    Some(b'(') => b')',
                    Some(b'[') => b']',
                    Some(b'{') => b'}',
                    _ => 0,
                };
                if bytes[range.start] != wanted {
                    wrong.push(range.start);
                }
            }
            _ => {}
        }
    }
    wrong
}

/// The name in function position of the innermost open call before the cursor, if it is complete.
pub(crate) fn open_call(text: &str, cursor: usize) -> Option<&str> {
    let before = text.get(..cursor)?;
    let mut open: Vec<Option<&str>> = Vec::new();
    let mut fresh = false;
    for (class, range) in tokens(before) {
        match class {
            TokenClass::Blank | TokenClass::Comment => continue,
            TokenClass::Open => {
                fresh = before[range].ends_with('(');
                open.push(None);
                continue;
            }
            TokenClass::Close => {
                open.pop();
            }
            TokenClass::Symbol if fresh && range.end < before.len() => {
                if let Some(head) = open.last_mut() {
                    *head = Some(&before[range]);
                }
            }
            _ => {}
        }
        fresh = false;
    }
    open.pop().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_complete_when_all_its_forms_are_closed() {
        assert_eq!(state(""), State::Blank);
        assert_eq!(state("  ; nothing"), State::Blank);
        assert_eq!(state("a"), State::Complete);
        assert_eq!(state("(a) [b]\n"), State::Complete);
        assert_eq!(state("(a) [b"), State::Incomplete);
        assert_eq!(state("\"a"), State::Incomplete);
        assert_eq!(state("'"), State::Incomplete);
        assert_eq!(state("#_a"), State::Blank);
        assert!(matches!(state("(a])"), State::Wrong(m) if m.contains("Unmatched")));
    }

    #[test]
    fn margins_are_taken_out_except_in_strings() {
        let text = "(a\n       b ; c\n         d)";
        assert_eq!(without_margins(text, 7), "(a\nb ; c\n  d)");
        let string = "\"a\n       b\"";
        assert_eq!(without_margins(string, 7), string);
        assert_eq!(without_margins("(a\n b)", 7), "(a\n b)");
    }

    fn indent(text: &str) -> usize {
        let line = new_line(text, 7);
        assert!(line.starts_with('\n'));
        line.len() - 1
    }

    #[test]
    fn new_lines_are_indented_by_what_is_open() {
        assert_eq!(indent("(defn f"), 7 + 2);
        assert_eq!(indent("(defn f [x"), 7 + 9);
        assert_eq!(indent("(map inc"), 7 + 5);
        assert_eq!(indent("(map"), 7 + 2);
        assert_eq!(indent("{:a 1"), 7 + 1);
        assert_eq!(indent("#{1"), 7 + 2);
        assert_eq!(indent("(defn f [x]\n         (let [y 1"), 9 + 6);
        assert_eq!(indent("(a) "), 7);
        assert_eq!(new_line("(str \"a", 7), "\n");
    }

    #[test]
    fn brackets_are_matched_at_the_cursor_and_before_it() {
        let text = "(a [b] #{c})";
        assert_eq!(matching_bracket(text, 0), Some(11));
        assert_eq!(matching_bracket(text, 11), Some(0));
        assert_eq!(matching_bracket(text, 12), Some(0));
        assert_eq!(matching_bracket(text, 3), Some(5));
        assert_eq!(matching_bracket(text, 8), Some(10));
        assert_eq!(matching_bracket(text, 1), None);
        assert_eq!(matching_bracket("(\")\" \\)", 0), None);
    }

    #[test]
    fn brackets_that_close_nothing_are_found() {
        assert_eq!(wrong_brackets("(a]"), [2]);
        assert_eq!(wrong_brackets(") ()"), [0]);
        assert!(wrong_brackets("([{}])").is_empty());
    }

    #[test]
    fn the_innermost_open_call_names_its_function() {
        let call = |text: &str| open_call(text, text.len()).map(str::to_string);
        assert_eq!(call("(map ").as_deref(), Some("map"));
        assert_eq!(call("(map inc (filter o").as_deref(), Some("filter"));
        assert_eq!(call("(map (inc 1) ").as_deref(), Some("map"));
        assert_eq!(call("(ma"), None);
        assert_eq!(call("(map [1 "), None);
        assert_eq!(call("(:a m"), None);
        assert_eq!(call("map "), None);
    }
}
