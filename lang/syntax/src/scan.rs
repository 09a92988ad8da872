//! Finding where forms end, without building them.
//!
//! For texts that are still arriving: a stream that must not be read further than the first form, a
//! prompt that wants to know whether to ask for another line, a build script that cuts a file into
//! definitions.

use std::ops::Range;

use crate::error::{ReadError, ReadResult};
use crate::lexer::{Step, Terminals};
use crate::nesting::Nesting;
use crate::parse::{check_size, text_start};
use crate::syntax::Syntax;

/// What a buffer starts with.
#[derive(Debug)]
pub enum Scan {
    /// A form, together with blanks, comments and discarded forms before it: this many bytes.
    Complete(usize),
    /// No form yet.
    Incomplete {
        /// Nothing is begun: there are only blanks, comments and discarded forms.
        blank: bool,
    },
    /// Something that no further text makes right.
    Wrong(Box<ReadError>),
}

/// Looks for the end of the first form of a buffer that grows.
///
/// What was looked at once is not looked at again, except for the token that the buffer ends with:
/// without more text nobody knows whether it is complete. So `ab` is incomplete, and `"a`, while `(a)`,
/// `"a"` and `ab ` are not. The same text must stand at the start of the buffer in every call.
#[derive(Debug)]
pub struct Scanner {
    syntax: Syntax,
    nesting: Nesting,
    /// Byte offset behind the tokens that were looked at for good.
    position: usize,
}

impl Scanner {
    /// A scanner for one form.
    pub fn new(syntax: Syntax) -> Self {
        Scanner {
            syntax,
            nesting: Nesting::default(),
            position: 0,
        }
    }

    /// Goes on with what has come; `at_end` says that nothing more will. Source ids in errors are 0.
    pub fn advance(&mut self, buffer: &str, at_end: bool) -> Scan {
        if let Err(error) = check_size(buffer, 0) {
            return Scan::Wrong(error);
        }
        let from = self.position.max(text_start(buffer));
        let mut terminals = Terminals::resume(buffer, from, 0, &self.syntax, &mut self.nesting);
        loop {
            self.position = terminals.offset();
            match terminals.step(!at_end) {
                Ok(Step::Token) if terminals.is_complete() => {
                    self.position = terminals.offset();
                    return Scan::Complete(self.position);
                }
                Ok(Step::Token) => {}
                Ok(Step::End { blank }) => return Scan::Incomplete { blank },
                Err(error) if error.is_incomplete() => {
                    return Scan::Incomplete { blank: false };
                }
                Err(error) => return Scan::Wrong(error),
            }
        }
    }
}

/// Looks at the first form of a buffer, as [`Scanner::advance`] does.
pub fn scan(buffer: &str, syntax: &Syntax, at_end: bool) -> Scan {
    Scanner::new(syntax.clone()).advance(buffer, at_end)
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
            if terminals.step(false)? != Step::Token {
                return Ok(ranges);
            }
        }
        position = terminals.offset();
        let start = terminals.form_start().expect("a complete form has a start");
        ranges.push(start..position);
    }
}
