//! Whether to use colours, and which.
//!
//! `--color always|never` decides. With `auto`: no colours with `NO_COLOR` or on a dumb terminal,
//! colours with `CLICOLOR_FORCE`, otherwise colours where the output is a terminal.

use clap::ValueEnum;
use clutch_lang::read::TokenClass;
use std::io::IsTerminal;

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// As the terminal and the environment say.
    Auto,
    /// Colours everywhere.
    Always,
    /// No colours.
    Never,
}

impl ColorChoice {
    /// Whether to write colours to a stream.
    pub(crate) fn enabled(self, stream: &impl IsTerminal) -> bool {
        self.decide(stream.is_terminal(), |name| {
            std::env::var(name).ok().filter(|value| !value.is_empty())
        })
    }

    fn decide(self, is_terminal: bool, env: impl Fn(&str) -> Option<String>) -> bool {
        match self {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if env("NO_COLOR").is_some() => false,
            ColorChoice::Auto if env("CLICOLOR_FORCE").is_some_and(|v| v != "0") => true,
            ColorChoice::Auto => is_terminal && env("TERM").is_none_or(|t| t != "dumb"),
        }
    }
}

/// End of any style.
pub(crate) const RESET: &str = "\x1b[0m";
/// Prompts, hints and other things in the background.
pub(crate) const DIM: &str = "\x1b[2m";
/// The bracket that belongs to the one at the cursor.
pub(crate) const MATCH: &str = "\x1b[1;36m";
/// A bracket that closes nothing.
pub(crate) const WRONG: &str = "\x1b[1;31m";
/// The name of a special form or macro in the place of a function.
pub(crate) const SYNTAX: &str = "\x1b[1m";
/// The namespace in the prompt.
pub(crate) const PROMPT: &str = "\x1b[1;34m";

/// The style of a kind of token; none is the terminal's own.
pub(crate) fn style(class: TokenClass) -> Option<&'static str> {
    match class {
        TokenClass::Comment | TokenClass::Discard => Some(DIM),
        TokenClass::Prefix | TokenClass::Tag => Some("\x1b[36m"),
        TokenClass::Constant | TokenClass::Number => Some("\x1b[33m"),
        TokenClass::Char | TokenClass::String | TokenClass::Regex => Some("\x1b[32m"),
        TokenClass::Keyword => Some("\x1b[35m"),
        TokenClass::Error => Some("\x1b[31m"),
        TokenClass::Blank | TokenClass::Open | TokenClass::Close | TokenClass::Symbol => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(is_terminal: bool, env: &[(&str, &str)]) -> bool {
        ColorChoice::Auto.decide(is_terminal, |name| {
            let found = env.iter().find(|(n, _)| *n == name);
            found.map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn colours_are_for_terminals_unless_somebody_says_otherwise() {
        assert!(auto(true, &[("TERM", "xterm")]));
        assert!(auto(true, &[]));
        assert!(!auto(false, &[]));
        assert!(!auto(true, &[("TERM", "dumb")]));
        assert!(!auto(true, &[("NO_COLOR", "1")]));
        assert!(auto(false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!auto(false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!auto(true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
        assert!(ColorChoice::Always.decide(false, |_| Some("1".into())));
        assert!(!ColorChoice::Never.decide(true, |_| None));
    }
}
