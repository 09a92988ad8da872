//! Parsing without meaning: texts to form trees.
//!
//! One top-level form at a time goes through the grammar ([`parse_next`]), because what an earlier form
//! does may matter for reading a later one. [`parse_all`] is for tools: it goes on after errors, at the
//! next bracket that stands at the start of a line.

use logos::Logos;

use crate::Span;
use crate::error::{ErrorKind, ReadError, ReadResult};
use crate::form::{FormBuilder, FormId, Forms};
use crate::grammar::NextParser;
use crate::lexer::{BOM, Terminals};
use crate::nesting::Nesting;
use crate::syntax::Syntax;
use crate::token::Token;

/// More errors than this in one text are not looked for.
const MAX_ERRORS: usize = 20;

/// Where the forms of a text begin: behind the byte order mark, if there is one.
pub(crate) fn text_start(text: &str) -> usize {
    if text.starts_with(BOM) { BOM.len() } else { 0 }
}

/// Byte offsets are 32 bits wide.
pub(crate) fn check_size(text: &str, source: u32) -> ReadResult<()> {
    if u32::try_from(text.len()).is_ok() {
        Ok(())
    } else {
        Err(Box::new(ReadError::new(
            ErrorKind::TooLarge,
            Span::new(source, 0, 0),
        )))
    }
}

/// A parser with its memory, used for one form after the other.
pub(crate) struct FormParser {
    parser: NextParser,
    nesting: Nesting,
}

impl FormParser {
    pub(crate) fn new() -> Self {
        FormParser {
            parser: NextParser::new(),
            nesting: Nesting::default(),
        }
    }

    /// Appends the next top-level form from byte `base` on to the nodes of `forms`.
    ///
    /// Gives the form, or `None` if the text ends before one, and the byte offset behind it.
    pub(crate) fn parse_next(
        &mut self,
        text: &str,
        base: usize,
        source: u32,
        syntax: &Syntax,
        forms: &mut Forms,
    ) -> ReadResult<(Option<FormId>, usize)> {
        let mut terminals = Terminals::new(text, base, source, syntax, &mut self.nesting);
        let mut builder = FormBuilder::new(forms, source);
        match self.parser.parse(&mut builder, &mut terminals) {
            Ok(run) => {
                let position = terminals.offset();
                // A text that ends after a discarded form has a run of no forms.
                Ok(((run.len > 0).then(|| forms.last()), position))
            }
            Err(error) => Err(unwrap_parse_error(error, text, source)),
        }
    }
}

type ParseError = lalrpop_util::ParseError<u32, crate::token::Terminal, Box<ReadError>>;

fn unwrap_parse_error(error: ParseError, text: &str, source: u32) -> Box<ReadError> {
    use lalrpop_util::ParseError as P;
    let (start, end) = match error {
        P::User { error } => return error,
        // The nesting lets only through what the grammar accepts, so these stay unused.
        P::InvalidToken { location } | P::UnrecognizedEof { location, .. } => (location, location),
        P::UnrecognizedToken {
            token: (start, _, end),
            ..
        }
        | P::ExtraToken {
            token: (start, _, end),
        } => (start, end),
    };
    let token = text.get(start as usize..end as usize).unwrap_or_default();
    Box::new(ReadError::new(
        ErrorKind::InvalidToken(token.into()),
        Span::new(source, start, end),
    ))
}

/// Parses a whole text, or says as much as possible about what is wrong with it.
///
/// `source` is the id that spans get. The errors are in the order of the text, at least one, and at
/// most twenty.
pub fn parse_all(text: &str, source: u32, syntax: &Syntax) -> Result<Forms, Vec<ReadError>> {
    let mut forms = Forms::default();
    let mut errors = Vec::new();
    if let Err(error) = check_size(text, source) {
        return Err(vec![*error]);
    }
    let mut parser = FormParser::new();
    let mut position = text_start(text);
    loop {
        match parser.parse_next(text, position, source, syntax, &mut forms) {
            Ok((Some(form), end)) => {
                forms.add_root(form);
                position = end;
            }
            Ok((None, _)) => break,
            Err(error) => {
                let start = parser
                    .nesting
                    .form_start()
                    .map_or(position, |start| start as usize);
                let from = if error.is_incomplete() {
                    start
                } else {
                    error.span.end as usize
                };
                errors.push(*error);
                match next_line_bracket(text, start, from) {
                    Some(next) if errors.len() < MAX_ERRORS => position = next,
                    _ => break,
                }
            }
        }
    }
    if errors.is_empty() {
        Ok(forms)
    } else {
        Err(errors)
    }
}

/// The first bracket that starts a line, stands after `start`, and not before `from`.
///
/// Brackets inside of strings and comments do not count, as seen from `start`.
fn next_line_bracket(text: &str, start: usize, from: usize) -> Option<usize> {
    let mut lexer = Token::lexer(&text[start..]);
    while let Some(token) = lexer.next() {
        let at = start + lexer.span().start;
        if token == Ok(Token::RoundOpen)
            && at > start
            && at >= from
            && text.as_bytes()[at - 1] == b'\n'
        {
            return Some(at);
        }
    }
    None
}
