//! The line editor's view of the language: completion, hints, colours, when Enter ends the input.

use super::command;
use super::input::{self, State};
use crate::color::{self, DIM, MATCH, RESET, SYNTAX, WRONG};
use clutch_lang::read::{TokenClass, tokens};
use clutch_lang::{Candidate, KnownKeywords, Session};
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Cmd, ConditionalEventHandler, Context, Event, EventContext, Helper, RepeatCount};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Longest hint, in characters.
const HINT: usize = 60;

/// What the line editor asks while a line is typed.
pub(crate) struct Assistant {
    session: Rc<RefCell<Session>>,
    /// For completion.
    keywords: RefCell<KnownKeywords>,
    /// Width of the prompt, which is that of the margins of further lines.
    width: Arc<AtomicUsize>,
    /// Whether anything has been typed; decides what Ctrl-C means.
    typed: Cell<bool>,
}

impl Assistant {
    pub(crate) fn new(session: Rc<RefCell<Session>>, width: Arc<AtomicUsize>) -> Assistant {
        Assistant {
            session,
            keywords: RefCell::default(),
            width,
            typed: Cell::new(false),
        }
    }

    /// Whether the line that was interrupted had any text; asked once per line.
    pub(crate) fn take_typed(&self) -> bool {
        self.typed.take()
    }

    fn width(&self) -> usize {
        self.width.load(Ordering::Relaxed)
    }
}

impl Helper for Assistant {}

impl Validator for Assistant {
    fn validate(&self, ctx: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(match input::state(ctx.input()) {
            State::Blank | State::Complete => ValidationResult::Valid(None),
            State::Incomplete => ValidationResult::Incomplete,
            State::Wrong(message) => ValidationResult::Invalid(Some(format!("  {message}"))),
        })
    }
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = &line[..pos];
        if before.starts_with(':') && !before.contains(char::is_whitespace) {
            let names: Vec<Pair> = command::NAMES
                .iter()
                .filter(|name| name.starts_with(before))
                .map(|name| Pair {
                    display: (*name).to_string(),
                    replacement: (*name).to_string(),
                })
                .collect();
            if !names.is_empty() {
                return Ok((0, names));
            }
        }
        let mut keywords = self.keywords.borrow_mut();
        let mut session = self.session.borrow_mut();
        let found = session.complete(&mut keywords, line, pos);
        let pair = |c: Candidate| Pair {
            display: c.text.clone(),
            replacement: c.text,
        };
        Ok((
            found.start,
            found.candidates.into_iter().map(pair).collect(),
        ))
    }
}

/// A hint that is shown and never inserted.
pub(crate) struct Arglists(String);

impl Hint for Arglists {
    fn display(&self) -> &str {
        &self.0
    }
    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Assistant {
    type Hint = Arglists;

    fn hint(&self, line: &str, pos: usize, _: &Context<'_>) -> Option<Arglists> {
        self.typed.set(!line.is_empty());
        if pos < line.len() {
            return None;
        }
        let name = input::open_call(line, pos)?;
        let info = self.session.borrow_mut().lookup(name)?;
        if info.arglists.is_empty() {
            return None;
        }
        let mut text = format!("   {}", info.arglists.join(" "));
        if text.chars().count() > HINT {
            text = text.chars().take(HINT - 1).chain(['…']).collect();
        }
        Some(Arglists(text))
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, pos: usize) -> Cow<'l, str> {
        let width = self.width();
        Cow::Owned(paint(line, Some(pos), width, |name| {
            self.session.borrow_mut().is_syntax(name)
        }))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("{DIM}{hint}{RESET}"))
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        true
    }
}

/// Colours a text; `is_syntax` says whether a name in function position is a macro or special
/// form.
pub(crate) fn paint(
    text: &str,
    cursor: Option<usize>,
    width: usize,
    mut is_syntax: impl FnMut(&str) -> bool,
) -> String {
    let matching = cursor.and_then(|at| input::matching_bracket(text, at));
    let wrong = input::wrong_brackets(text);
    let margins = input::margins(text, width);
    let mut out = String::with_capacity(text.len() + 64);
    let mut in_head = false;
    for (class, range) in tokens(text) {
        let token = &text[range.clone()];
        let style = match class {
            // The bracket of `#{` is its last byte.
            TokenClass::Open if matching == Some(range.end - 1) => Some(MATCH),
            TokenClass::Close if matching == Some(range.start) => Some(MATCH),
            TokenClass::Close if wrong.contains(&range.start) => Some(WRONG),
            TokenClass::Symbol if in_head && is_syntax(token) => Some(SYNTAX),
            _ => color::style(class),
        };
        match style {
            Some(style) => out.extend([style, token, RESET]),
            None if class == TokenClass::Blank => {
                let mut from = range.start;
                for margin in margins.iter().filter(|m| range.contains(&m.start)) {
                    out.push_str(&text[from..margin.start]);
                    out.extend([DIM, &continuation(width), RESET]);
                    from = margin.end;
                }
                out.push_str(&text[from..range.end]);
            }
            None => out.push_str(token),
        }
        in_head = class == TokenClass::Open && token.ends_with('(')
            || in_head && matches!(class, TokenClass::Blank | TokenClass::Comment);
    }
    out
}

/// The prompt of further lines, as wide as the first.
pub(crate) fn continuation(width: usize) -> String {
    let sign = "#_=> ";
    match width.checked_sub(sign.len()) {
        Some(spaces) => format!("{}{sign}", " ".repeat(spaces)),
        None => " ".repeat(width),
    }
}

/// Enter: ends the input if it is complete, otherwise starts an indented line.
pub(crate) struct Enter {
    /// Width of the prompt.
    pub(crate) width: Arc<AtomicUsize>,
    /// Starts a line whatever the text is (Alt-Enter).
    pub(crate) always: bool,
}

impl ConditionalEventHandler for Enter {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, ctx: &EventContext<'_>) -> Option<Cmd> {
        if !self.always && input::state(ctx.line()) != State::Incomplete {
            return None;
        }
        let before = &ctx.line()[..ctx.pos()];
        let line = input::new_line(before, self.width.load(Ordering::Relaxed));
        Some(Cmd::Insert(1, line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(i) = rest.find('\x1b') {
            out.push_str(&rest[..i]);
            let end = rest[i..].find('m').expect("a style ends");
            rest = &rest[i + end + 1..];
        }
        out + rest
    }

    #[test]
    fn colours_change_nothing_but_margins() {
        let text = "(defn f \"doc\" [x] ; c\n       #{:a 1/2} ) ]";
        let painted = paint(text, Some(0), 7, |name| name == "defn");
        assert_eq!(plain(&painted), text.replace("\n       ", "\n  #_=> "));
        assert!(painted.contains("\x1b[1mdefn\x1b[0m"));
        assert!(painted.contains("\x1b[1;31m]\x1b[0m"));
    }

    #[test]
    fn the_continuation_prompt_is_as_wide_as_the_prompt() {
        assert_eq!(continuation(7), "  #_=> ");
        assert_eq!(continuation(3), "   ");
    }
}
