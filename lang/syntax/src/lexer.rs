//! From text to tokens, and from tokens to the terminals of one top-level form.
//!
//! [`tokens`] is for tools that colour, match and complete: it covers the whole text and never fails.
//! `Terminals` feeds the parser. It starts at a byte offset and stops after the last token of the first
//! form, and nothing behind that token is looked at but the next character.

use std::ops::Range;

use logos::{Lexer, Logos};

use crate::edn;
use crate::error::ReadResult;
use crate::nesting::{Nesting, Passed};
use crate::place::Place;
use crate::syntax::Syntax;
use crate::token::{Terminal, Token, TokenClass};

/// The byte order mark, which is no part of the text when it stands at the start.
pub(crate) const BOM: &str = "\u{FEFF}";

/// The tokens of any text, in order and without gaps, each with its class and byte range.
pub fn tokens(text: &str) -> impl Iterator<Item = (TokenClass, Range<usize>)> + '_ {
    let mut lexer = Token::lexer(text);
    std::iter::from_fn(move || {
        let token = lexer.next()?;
        let range = lexer.span();
        let class = match token {
            Ok(token) => match crate::literal::refine(token, lexer.slice()) {
                true => token.class(),
                false => TokenClass::Error,
            },
            Err(()) => TokenClass::Error,
        };
        Some((class, range))
    })
}

/// The terminals of the next top-level form.
pub(crate) struct Terminals<'a> {
    text: &'a str,
    /// Byte offset where the lexer was started.
    base: usize,
    source: u32,
    lexer: Lexer<'a, Token>,
    syntax: &'a Syntax,
    nesting: &'a mut Nesting,
    /// The second terminal of a token that gave two.
    queued: Option<(u32, Terminal, u32)>,
}

impl<'a> Terminals<'a> {
    /// Starts at byte `base` of a text that is shorter than 4 GiB; resets `nesting`.
    pub(crate) fn new(
        text: &'a str,
        base: usize,
        source: u32,
        syntax: &'a Syntax,
        nesting: &'a mut Nesting,
    ) -> Self {
        nesting.reset();
        Terminals::resume(text, base, source, syntax, nesting)
    }

    /// Goes on at byte `base`, where `nesting` has got to.
    pub(crate) fn resume(
        text: &'a str,
        base: usize,
        source: u32,
        syntax: &'a Syntax,
        nesting: &'a mut Nesting,
    ) -> Self {
        let lexer = Token::lexer(&text[base..]);
        Terminals {
            text,
            base,
            source,
            lexer,
            syntax,
            nesting,
            queued: None,
        }
    }

    /// Byte offset behind the last token.
    pub(crate) fn offset(&self) -> usize {
        self.base + self.lexer.span().end
    }

    /// Start of the form, discarded forms before it left out.
    pub(crate) fn form_start(&self) -> Option<usize> {
        self.nesting.form_start().map(|start| start as usize)
    }

    /// Has the form ended?
    pub(crate) fn is_complete(&self) -> bool {
        self.nesting.is_complete()
    }

    /// The next token as it is, with its place; `None` at the end of the text.
    #[inline]
    fn token(&mut self) -> Option<(Token, Place<'a>)> {
        // The lexer covers every text; the error arm exists for the type only.
        let mut token = self.lexer.next()?.unwrap_or(Token::LoneHash);
        if self.syntax.edn && token == Token::Quote {
            let len = edn::quoted_symbol_len(&self.text[self.base + self.lexer.span().start..]);
            self.lexer.bump(len - 1);
            token = Token::OddSymbol;
        }
        let span = self.lexer.span();
        let (start, end) = (self.base + span.start, self.base + span.end);
        let next = match token {
            Token::LoneHash | Token::Symbolic | Token::NamespacePrefix => {
                self.text[end..].chars().next()
            }
            _ => None,
        };
        let text = &self.text[start..end];
        Some((
            token,
            Place {
                text,
                start: start as u32,
                source: self.source,
                next,
            },
        ))
    }

    fn end(&self) -> Place<'a> {
        let start = self.text.len() as u32;
        Place {
            text: "",
            start,
            source: self.source,
            next: None,
        }
    }

    /// Looks at the next token without passing terminals on; for scanning.
    ///
    /// With `more`, text may follow, and a token that the text might add to is left alone.
    pub(crate) fn step(&mut self, more: bool) -> ReadResult<Step> {
        let Some((token, place)) = self.token() else {
            self.nesting.finish(&self.end())?;
            return Ok(Step::End { blank: true });
        };
        if more && self.offset() == self.text.len() && !token.ends_itself() {
            let blank = token == Token::Comment && self.nesting.is_idle();
            return Ok(Step::End { blank });
        }
        self.nesting.accept(self.syntax, token, &place)?;
        Ok(Step::Token)
    }
}

/// What a step of a scan met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A token, blanks and comments included.
    Token,
    /// The end of what can be looked at; with `blank` nothing is begun there.
    End { blank: bool },
}

impl Iterator for Terminals<'_> {
    type Item = ReadResult<(u32, Terminal, u32)>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if let Some(queued) = self.queued.take() {
            return Some(Ok(queued));
        }
        if self.nesting.is_complete() {
            return None;
        }
        loop {
            let Some((token, place)) = self.token() else {
                return self.nesting.finish(&self.end()).err().map(Err);
            };
            let start = place.start;
            let end = start + place.text.len() as u32;
            match self.nesting.accept(self.syntax, token, &place) {
                Ok(Passed::Nothing) => {
                    // The `)` of a conditional may end the form without a terminal of its own.
                    if self.nesting.is_complete() {
                        return None;
                    }
                }
                Ok(Passed::One(terminal)) => return Some(Ok((start, terminal, end))),
                Ok(Passed::Skipped(terminal)) => {
                    self.queued = Some((start, terminal, end));
                    return Some(Ok((start, Terminal::Skip, start)));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
