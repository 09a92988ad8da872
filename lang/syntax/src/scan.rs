//! Finding where forms end, without building them.
//!
//! For texts that are still arriving: a stream that must not be read further than the first form, a
//! prompt that wants to know whether to ask for another line, a build script that cuts a file into
//! definitions.

use std::ops::Range;

use crate::error::{ReadError, ReadResult};
use crate::lexer::{Step, Terminals};
use crate::nesting::{Nesting, Syntax};
use crate::parse::{check_size, text_start};

/// What a buffer starts with.
#[derive(Debug)]
pub enum Scan {
    /// A form, together with blanks, comments and discarded forms before it: this many bytes.
    Complete(usize),
    /// No form yet, and there may come more.
    ///
    /// The error is what reading would say if nothing came; it is `None` when there is no form at all,
    /// only blanks and comments.
    Incomplete(Option<Box<ReadError>>),
    /// Something that no further text makes right.
    Wrong(Box<ReadError>),
}

/// Looks at the first form of a buffer.
///
/// With `at_end` false, a token that reaches the end of the buffer might go on: `ab` is incomplete, and
/// so is `"a"`, while `(a)` and `"a" ` are not. Source ids in errors are 0.
pub fn scan(buffer: &str, syntax: &Syntax, at_end: bool) -> Scan {
    if let Err(error) = check_size(buffer, 0) {
        return Scan::Wrong(error);
    }
    let mut nesting = Nesting::default();
    let mut terminals = Terminals::new(buffer, text_start(buffer), 0, syntax, &mut nesting);
    loop {
        match terminals.step() {
            Ok(Step::End) => return Scan::Incomplete(None),
            Ok(Step::Token(token)) if terminals.is_complete() => {
                let end = terminals.position();
                return if at_end || end < buffer.len() || token.ends_itself() {
                    Scan::Complete(end)
                } else {
                    Scan::Incomplete(None)
                };
            }
            Ok(Step::Token(_)) => {}
            Err(error) if error.is_incomplete() => return Scan::Incomplete(Some(error)),
            Err(error) => return Scan::Wrong(error),
        }
    }
}

/// The byte ranges of the top-level forms of a text, prefixes included, up to the first error.
///
/// Conditionals of which nothing is left, comments and discarded forms belong to no range.
pub fn forms(text: &str, syntax: &Syntax) -> ReadResult<Vec<Range<usize>>> {
    check_size(text, 0)?;
    let mut ranges = Vec::new();
    let mut nesting = Nesting::default();
    let mut position = text_start(text);
    loop {
        let mut terminals = Terminals::new(text, position, 0, syntax, &mut nesting);
        while !terminals.is_complete() {
            if terminals.step()? == Step::End {
                return Ok(ranges);
            }
        }
        position = terminals.position();
        let start = terminals.form_start().expect("a complete form has a start");
        ranges.push(start..position);
    }
}
