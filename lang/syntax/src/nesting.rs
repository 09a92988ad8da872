//! What is open at a point of the text, and what that makes of the next token.
//!
//! `Nesting` stands between lexer and grammar and is a stack machine over tokens. It knows
//!
//! - when a top-level form is complete, so that forms are read one at a time and a stream is read no
//!   further than needed;
//! - every bracket that does not match, with the place where its partner was opened;
//! - reader conditionals: the chosen branch passes, in front of every other branch goes a sign to skip it,
//!   and the grammar never hears of the rest. `#?(:cljs a :clj b)` becomes *skip* `a b`, and
//!   `[#?@(:clj [a b])]` becomes `[a b]`. So a conditional may stand wherever a form may, also where
//!   nothing of it is left: `'#?(:cljs a) b` is `'b`;
//! - whether `%1` is an argument of `#()`.
//!
//! The invariant: the stack says exactly what the grammar still expects. Its depth is limited, since
//! the grammar needs memory for every open form.

use crate::error::{ErrorKind, ReadError, ReadResult, Unfinished};
use crate::form::FormKind;
use crate::place::Place;
use crate::syntax::{Conditionals, Syntax};
use crate::token::{Terminal, Token};
use crate::{edn, literal};

/// One open thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    /// `(`
    Round,
    /// `[`
    Square,
    /// `{` or `#{`
    Curly,
    /// `#(`
    Fn,
    /// A prefix that waits for this many forms.
    Prefix(u8),
    /// A discarded form comes.
    Discard,
    /// `#:a` was read, `{` must come.
    NamespacePrefix,
    /// `#?` was read and is kept as data, `(` must come.
    KeptConditional,
    /// The list of a conditional that is kept.
    Kept,
    /// `#?` was read, `(` must come.
    Conditional {
        splice: bool,
    },
    /// In `#?(`, no branch chosen so far: a feature or `)` comes.
    Features {
        splice: bool,
    },
    /// In `#?(`: the branch that was not chosen comes.
    Skip,
    /// In `#?(`: the chosen branch comes; with `splice` its brackets are taken off.
    Take {
        splice: bool,
    },
    /// In `#?(`, after the chosen branch, which had this many forms (at most 3 are counted).
    Rest(u8),
    /// The brackets taken off a spliced branch, with the number of forms so far (at most 3).
    SplicedRound(u8),
    SplicedSquare(u8),
}

impl Frame {
    fn closer(self) -> Option<char> {
        match self {
            Frame::Round
            | Frame::Fn
            | Frame::SplicedRound(_)
            | Frame::Features { .. }
            | Frame::Rest(_) => Some(')'),
            Frame::Square | Frame::SplicedSquare(_) => Some(']'),
            Frame::Curly => Some('}'),
            _ => None,
        }
    }

    /// The feature conditions are brackets too, but nothing is read into them.
    fn holds_forms(self) -> bool {
        matches!(
            self,
            Frame::Round
                | Frame::Square
                | Frame::Curly
                | Frame::Fn
                | Frame::SplicedRound(_)
                | Frame::SplicedSquare(_)
        )
    }
}

#[derive(Clone, Copy, Debug)]
struct Open {
    frame: Frame,
    start: u32,
}

/// What the grammar gets for a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passed {
    Nothing,
    One(Terminal),
    /// A sign that the form is skipped, then the terminal.
    Skipped(Terminal),
}

/// The open forms between two tokens of a top-level form.
#[derive(Debug, Default)]
pub(crate) struct Nesting {
    stack: Vec<Open>,
    /// Start of the top-level form, once it has begun.
    form_start: Option<u32>,
    complete: bool,
    in_fn: bool,
    /// How many frames of the stack hold forms.
    brackets: usize,
    /// How many conditionals that are kept as data are open.
    kept: usize,
}

impl Nesting {
    /// Prepares for the next top-level form.
    pub(crate) fn reset(&mut self) {
        self.stack.clear();
        self.form_start = None;
        self.complete = false;
        self.in_fn = false;
        self.brackets = 0;
        self.kept = 0;
    }

    /// A top-level form has ended with the last token.
    pub(crate) fn is_complete(&self) -> bool {
        self.complete
    }

    /// Nothing is begun, not even a form to discard.
    pub(crate) fn is_idle(&self) -> bool {
        self.stack.is_empty() && !self.complete
    }

    /// Where the top-level form starts, discarded forms before it left out.
    pub(crate) fn form_start(&self) -> Option<u32> {
        self.form_start
    }

    /// Takes the next token, which is `text[start..end]`.
    #[inline]
    pub(crate) fn accept(
        &mut self,
        syntax: &Syntax,
        token: Token,
        at: &Place<'_>,
    ) -> ReadResult<Passed> {
        if syntax.edn
            && let Some(kind) = edn::refusal(token, at.text)
        {
            return Err(at.error(kind));
        }
        match token {
            Token::Blank | Token::Comment => return Ok(Passed::Nothing),
            Token::RoundClose => return self.close(')', Terminal::RoundClose, at),
            Token::SquareClose => return self.close(']', Terminal::SquareClose, at),
            Token::CurlyClose => return self.close('}', Terminal::CurlyClose, at),
            _ => {}
        }
        let mut lead = false;
        match self.stack.last_mut() {
            None => {
                if token != Token::Discard {
                    self.form_start.get_or_insert(at.start);
                }
            }
            // The common case: any form may come.
            Some(Open {
                frame: Frame::Round | Frame::Square | Frame::Curly,
                ..
            }) => {}
            Some(open) => match open.frame {
                Frame::Conditional { splice } => {
                    if token != Token::RoundOpen {
                        return Err(at.unfinished_or(token, ErrorKind::ConditionalBody));
                    }
                    open.frame = Frame::Features { splice };
                    return Ok(Passed::Nothing);
                }
                Frame::KeptConditional => {
                    if token != Token::RoundOpen {
                        return Err(at.unfinished_or(token, ErrorKind::ConditionalBody));
                    }
                    open.frame = Frame::Kept;
                    self.kept += 1;
                }
                Frame::NamespacePrefix => {
                    if token != Token::CurlyOpen {
                        return Err(at.unfinished_or(token, ErrorKind::NamespacedMapBody));
                    }
                    open.frame = Frame::Prefix(1);
                }
                Frame::Features { splice } if token != Token::Discard => {
                    return self.feature(syntax, token, splice, at);
                }
                Frame::Rest(_) if token != Token::Discard => {
                    self.open(Frame::Skip, syntax, at)?;
                    lead = true;
                }
                Frame::Take { splice: true } => match token {
                    Token::RoundOpen => return self.splice(Frame::SplicedRound(0), syntax, at),
                    Token::SquareOpen => return self.splice(Frame::SplicedSquare(0), syntax, at),
                    // The metadata of a list that is taken apart is lost.
                    Token::Meta => {
                        self.open(Frame::Discard, syntax, at)?;
                        return Ok(Passed::One(Terminal::Skip));
                    }
                    Token::Discard => {}
                    Token::Conditional | Token::ConditionalSplice => {
                        self.open(Frame::Conditional { splice: true }, syntax, at)?;
                        return Ok(Passed::Nothing);
                    }
                    _ => return Err(at.unfinished_or(token, ErrorKind::SpliceNotSequential)),
                },
                _ => {}
            },
        }
        let terminal = match self.begin(syntax, token, at)? {
            Some(terminal) => terminal,
            None if lead => return Ok(Passed::One(Terminal::Skip)),
            None => return Ok(Passed::Nothing),
        };
        Ok(if lead {
            Passed::Skipped(terminal)
        } else {
            Passed::One(terminal)
        })
    }

    /// A token that begins a form, or is one.
    #[inline]
    fn begin(
        &mut self,
        syntax: &Syntax,
        token: Token,
        at: &Place<'_>,
    ) -> ReadResult<Option<Terminal>> {
        let (frame, terminal) = match token {
            Token::Symbol | Token::OddSymbol if self.in_fn && at.text.starts_with('%') => {
                literal::arg_index(at.text).map_err(|kind| at.error(kind))?;
                self.form_done();
                return Ok(Some(Terminal::Atom(FormKind::Arg)));
            }
            Token::Symbol => return Ok(self.atom(FormKind::Symbol)),
            Token::Keyword => return Ok(self.atom(FormKind::Keyword)),
            Token::Int => return Ok(self.atom(FormKind::Int)),
            Token::PlainString => return Ok(self.atom(FormKind::PlainString)),
            Token::Nil => return Ok(self.atom(FormKind::Nil)),
            Token::True => return Ok(self.atom(FormKind::True)),
            Token::False => return Ok(self.atom(FormKind::False)),
            Token::Regex => return Ok(self.atom(FormKind::Regex)),
            Token::OddSymbol
            | Token::OddKeyword
            | Token::Number
            | Token::EscapedString
            | Token::Char
            | Token::Symbolic => {
                let kind = literal::check(token, at)?;
                return Ok(self.atom(kind));
            }
            Token::RoundOpen => (Frame::Round, Terminal::RoundOpen),
            Token::SquareOpen => (Frame::Square, Terminal::SquareOpen),
            Token::CurlyOpen => (Frame::Curly, Terminal::CurlyOpen),
            Token::SetOpen => (Frame::Curly, Terminal::SetOpen),
            Token::FnOpen => {
                if self.in_fn {
                    return Err(self.nested_fn(at));
                }
                self.in_fn = true;
                (Frame::Fn, Terminal::FnOpen)
            }
            Token::Quote => (Frame::Prefix(1), Terminal::Prefix(FormKind::Quote)),
            Token::SyntaxQuote => (Frame::Prefix(1), Terminal::Prefix(FormKind::SyntaxQuote)),
            Token::Unquote => (Frame::Prefix(1), Terminal::Prefix(FormKind::Unquote)),
            Token::UnquoteSplicing => (
                Frame::Prefix(1),
                Terminal::Prefix(FormKind::UnquoteSplicing),
            ),
            Token::Deref => (Frame::Prefix(1), Terminal::Prefix(FormKind::Deref)),
            Token::VarQuote => (Frame::Prefix(1), Terminal::Prefix(FormKind::VarQuote)),
            Token::ReadEval => (Frame::Prefix(1), Terminal::Prefix(FormKind::ReadEval)),
            Token::Meta => (Frame::Prefix(2), Terminal::Meta),
            Token::Discard => (Frame::Discard, Terminal::Discard),
            Token::Tag => {
                literal::check_tag(at)?;
                let tag = if self.kept > 0 {
                    Terminal::PlainTag
                } else {
                    Terminal::Tag
                };
                (Frame::Prefix(1), tag)
            }
            Token::NamespacePrefix => {
                literal::check_namespace_prefix(at)?;
                (Frame::NamespacePrefix, Terminal::NamespacePrefix)
            }
            Token::Conditional | Token::ConditionalSplice => {
                return self.conditional(syntax, token == Token::ConditionalSplice, at);
            }
            Token::OpenString | Token::OpenRegex => return Err(at.unclosed(token)),
            Token::LoneBackslash => return Err(at.eof(Unfinished::Character)),
            Token::LoneHash => return Err(at.lone_hash()),
            Token::Unreadable => {
                return Err(at.error_with(ErrorKind::Unreadable, |e| {
                    e.help("What prints as `#<…>` cannot be read back.")
                }));
            }
            Token::Blank
            | Token::Comment
            | Token::RoundClose
            | Token::SquareClose
            | Token::CurlyClose => unreachable!("dealt with by accept"),
        };
        self.open(frame, syntax, at)?;
        Ok(Some(terminal))
    }

    #[inline]
    fn atom(&mut self, kind: FormKind) -> Option<Terminal> {
        self.form_done();
        Some(Terminal::Atom(kind))
    }

    fn conditional(
        &mut self,
        syntax: &Syntax,
        splice: bool,
        at: &Place<'_>,
    ) -> ReadResult<Option<Terminal>> {
        match syntax.conditionals {
            Conditionals::Refuse => Err(at.error(ErrorKind::ConditionalNotAllowed)),
            Conditionals::Preserve => {
                let kind = if splice {
                    FormKind::ConditionalSplice
                } else {
                    FormKind::Conditional
                };
                self.open(Frame::KeptConditional, syntax, at)?;
                Ok(Some(Terminal::Prefix(kind)))
            }
            Conditionals::Select => {
                if splice && self.brackets == 0 {
                    return Err(at.error(ErrorKind::SpliceAtTopLevel));
                }
                self.open(Frame::Conditional { splice }, syntax, at)?;
                Ok(None)
            }
        }
    }

    /// A token where `#?(` wants the name of a feature.
    fn feature(
        &mut self,
        syntax: &Syntax,
        token: Token,
        splice: bool,
        at: &Place<'_>,
    ) -> ReadResult<Passed> {
        let chosen = match token {
            Token::Keyword => {
                let name = &at.text[1..];
                if name == "else" || name == "none" {
                    let kind = ErrorKind::FeatureReserved(at.text.into());
                    return Err(at.error_with(kind, |e| {
                        e.help("The branch for every other reader is called `:default`.")
                    }));
                }
                syntax.has_feature(name)
            }
            Token::OddKeyword => {
                literal::check(token, at)?;
                syntax.has_feature(&at.text[1..])
            }
            _ => {
                let kind = ErrorKind::FeatureNotKeyword(at.text.into());
                return Err(at.unfinished_or(token, kind));
            }
        };
        if chosen {
            self.open(Frame::Take { splice }, syntax, at)?;
            Ok(Passed::Nothing)
        } else {
            self.open(Frame::Skip, syntax, at)?;
            Ok(Passed::One(Terminal::Skip))
        }
    }

    fn splice(&mut self, frame: Frame, syntax: &Syntax, at: &Place<'_>) -> ReadResult<Passed> {
        self.open(frame, syntax, at)?;
        Ok(Passed::Nothing)
    }

    #[inline]
    fn open(&mut self, frame: Frame, syntax: &Syntax, at: &Place<'_>) -> ReadResult<()> {
        if self.stack.len() >= syntax.max_depth {
            return Err(at.error(ErrorKind::TooDeep(syntax.max_depth)));
        }
        self.brackets += frame.holds_forms() as usize;
        self.stack.push(Open {
            frame,
            start: at.start,
        });
        Ok(())
    }

    fn close(&mut self, closer: char, terminal: Terminal, at: &Place<'_>) -> ReadResult<Passed> {
        let Some(&Open { frame, .. }) = self.stack.last() else {
            return Err(at.error_with(ErrorKind::UnmatchedDelimiter(closer), |e| {
                e.help("No bracket is open here.")
            }));
        };
        if frame.closer() != Some(closer) {
            return Err(self.mismatch(closer, at));
        }
        self.stack.pop();
        self.brackets -= frame.holds_forms() as usize;
        match frame {
            Frame::Features { .. } => {
                // Nothing was chosen. A conditional that began the top-level form was no form then.
                if self.stack.is_empty() {
                    self.form_start = None;
                }
                return Ok(Passed::Nothing);
            }
            Frame::Rest(forms) => {
                for _ in 0..forms {
                    self.form_done();
                }
                return Ok(Passed::Nothing);
            }
            Frame::SplicedRound(forms) | Frame::SplicedSquare(forms) => {
                // The forms count for the conditional as a whole.
                let take = self.stack.last_mut().map(|open| &mut open.frame);
                debug_assert_eq!(take, Some(&mut Frame::Take { splice: true }));
                self.stack.pop();
                self.chosen(forms);
                return Ok(Passed::Nothing);
            }
            Frame::Fn => self.in_fn = false,
            _ => {}
        }
        self.form_done();
        Ok(Passed::One(terminal))
    }

    /// A branch of the conditional on top of the stack has been read: it had this many forms.
    fn chosen(&mut self, forms: u8) {
        let top = self
            .stack
            .last_mut()
            .expect("a branch is read inside of its conditional");
        top.frame = match top.frame {
            Frame::Rest(before) => Frame::Rest((before + forms).min(3)),
            _ => Frame::Rest(forms),
        };
    }

    /// A form has ended: the prefixes that waited for it have ended too.
    #[inline]
    fn form_done(&mut self) {
        while let Some(open) = self.stack.last_mut() {
            match open.frame {
                Frame::Round | Frame::Square | Frame::Curly | Frame::Fn => return,
                Frame::Prefix(1) => {
                    self.stack.pop();
                }
                Frame::Kept => {
                    self.kept -= 1;
                    self.stack.pop();
                }
                Frame::Prefix(n) => {
                    open.frame = Frame::Prefix(n - 1);
                    return;
                }
                Frame::Discard | Frame::Skip => {
                    self.stack.pop();
                    return;
                }
                Frame::Take { .. } => {
                    self.stack.pop();
                    self.chosen(1);
                    return;
                }
                Frame::Rest(_) => return self.chosen(1),
                Frame::SplicedRound(n) => {
                    open.frame = Frame::SplicedRound((n + 1).min(3));
                    return;
                }
                Frame::SplicedSquare(n) => {
                    open.frame = Frame::SplicedSquare((n + 1).min(3));
                    return;
                }
                Frame::Conditional { .. }
                | Frame::KeptConditional
                | Frame::NamespacePrefix
                | Frame::Features { .. } => unreachable!("no form is read in this state"),
            }
        }
        self.complete = true;
    }

    /// The text has ended: fine between forms only.
    pub(crate) fn finish(&self, at: &Place<'_>) -> ReadResult<()> {
        let Some(innermost) = self.stack.last() else {
            return Ok(());
        };
        let mut error = ReadError::new(ErrorKind::Eof(Unfinished::Form), at.span());
        match innermost.frame.closer() {
            Some(closer) => {
                error = error.label(
                    at.mark(innermost.start),
                    format!("this is open and wants a `{closer}`"),
                );
            }
            None => error = error.label(at.mark(innermost.start), "this wants a form after it"),
        }
        if let Some(outermost) = self.stack.first()
            && self.stack.len() > 1
        {
            error = error.label(at.mark(outermost.start), "the form that is not complete");
        }
        Err(Box::new(error))
    }

    #[cold]
    fn mismatch(&self, closer: char, at: &Place<'_>) -> Box<ReadError> {
        let top = self
            .stack
            .last()
            .expect("only called when something is open");
        if matches!(top.frame, Frame::Skip | Frame::Take { .. }) && closer == ')' {
            let error = ReadError::new(ErrorKind::ConditionalOddForms, at.span());
            return Box::new(error.label(at.mark(top.start), "this feature has no form"));
        }
        let mut error = ReadError::new(ErrorKind::UnmatchedDelimiter(closer), at.span());
        if top.frame.closer().is_none() {
            error = error.label(at.mark(top.start), "this wants a form after it");
        }
        let open = self
            .stack
            .iter()
            .rev()
            .find_map(|o| Some((o.start, o.frame.closer()?)));
        if let Some((start, expected)) = open {
            error = error.label(at.mark(start), "opened here");
            if expected != closer {
                error = error.help(format!(
                    "A `{expected}` is expected before this `{closer}`."
                ));
            }
        }
        Box::new(error)
    }

    #[cold]
    fn nested_fn(&self, at: &Place<'_>) -> Box<ReadError> {
        let outer = self.stack.iter().rev().find(|open| open.frame == Frame::Fn);
        let error = ReadError::new(ErrorKind::NestedFnLiteral, at.span())
            .help("Write the inner or the outer function with `fn`.");
        Box::new(match outer {
            Some(open) => error.label(at.mark(open.start), "inside of this function"),
            None => error,
        })
    }
}
