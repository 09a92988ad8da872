//! A token with its place, and the errors that are about one token alone.

use crate::Span;
use crate::error::{ErrorKind, ReadError, Unfinished};
use crate::token::Token;

/// A token in its source: the text of the token itself, and where it stands.
pub(crate) struct Place<'a> {
    pub(crate) text: &'a str,
    pub(crate) start: u32,
    pub(crate) source: u32,
    /// The character after the token, if the text does not end there.
    pub(crate) next: Option<char>,
}

impl Place<'_> {
    pub(crate) fn span(&self) -> Span {
        Span::new(self.source, self.start, self.start + self.text.len() as u32)
    }

    /// A part of the token, by byte offsets in it.
    pub(crate) fn part(&self, start: usize, end: usize) -> Span {
        Span::new(
            self.source,
            self.start + start as u32,
            self.start + end as u32,
        )
    }

    /// The first character of an opening sign elsewhere in the source; all of them are ASCII.
    pub(crate) fn mark(&self, start: u32) -> Span {
        Span::new(self.source, start, start + 1)
    }

    #[cold]
    pub(crate) fn error(&self, kind: ErrorKind) -> Box<ReadError> {
        Box::new(ReadError::new(kind, self.span()))
    }

    #[cold]
    pub(crate) fn error_with(
        &self,
        kind: ErrorKind,
        add: impl FnOnce(ReadError) -> ReadError,
    ) -> Box<ReadError> {
        Box::new(add(ReadError::new(kind, self.span())))
    }

    #[cold]
    pub(crate) fn eof(&self, what: Unfinished) -> Box<ReadError> {
        self.error(ErrorKind::Eof(what))
    }

    /// A string or regular expression without its end.
    #[cold]
    pub(crate) fn unclosed(&self, token: Token) -> Box<ReadError> {
        let what = match token {
            Token::OpenRegex => Unfinished::Regex,
            _ => Unfinished::String,
        };
        let end = self.start + self.text.len() as u32;
        let error = ReadError::new(ErrorKind::Eof(what), Span::new(self.source, end, end));
        Box::new(error.label(self.mark(self.start), "opened here, and no `\"` follows"))
    }

    #[cold]
    pub(crate) fn lone_hash(&self) -> Box<ReadError> {
        match self.next {
            None => self.eof(Unfinished::Character),
            Some(c) if c.is_ascii_digit() => self.error(ErrorKind::TagNotSymbol),
            Some(c) => self.error(ErrorKind::NoDispatchMacro(c.into())),
        }
    }

    /// A token that does not fit here: the text may end inside of it all the same.
    #[cold]
    pub(crate) fn unfinished_or(&self, token: Token, kind: ErrorKind) -> Box<ReadError> {
        match token {
            Token::OpenString | Token::OpenRegex => self.unclosed(token),
            Token::LoneBackslash => self.eof(Unfinished::Character),
            Token::LoneHash if self.next.is_none() => self.eof(Unfinished::Character),
            _ => self.error(kind),
        }
    }
}
