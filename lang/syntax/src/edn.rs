//! What edn leaves out of the syntax: everything that is about evaluation.
//!
//! The lexer is the same. This file says which tokens edn does not have, and where its symbols differ:
//! a quote sign is an ordinary character of a symbol there.

use crate::error::ErrorKind;
use crate::token::Token;

/// Why edn does not have this token, if so.
pub(crate) fn refusal(token: Token, text: &str) -> Option<ErrorKind> {
    let dispatch = |sign: &str| Some(ErrorKind::NoDispatchMacro(sign.into()));
    match token {
        Token::SyntaxQuote => Some(ErrorKind::InvalidLeadingCharacter('`')),
        Token::Unquote | Token::UnquoteSplicing => Some(ErrorKind::InvalidLeadingCharacter('~')),
        Token::Deref => Some(ErrorKind::InvalidLeadingCharacter('@')),
        Token::VarQuote => dispatch("'"),
        Token::FnOpen => dispatch("("),
        Token::ReadEval => dispatch("="),
        Token::Conditional | Token::ConditionalSplice => dispatch("?"),
        Token::Regex | Token::OpenRegex => dispatch("\""),
        Token::Comment if text.starts_with("#!") => dispatch("!"),
        Token::OddKeyword if text.starts_with("::") => Some(ErrorKind::InvalidToken(text.into())),
        Token::NamespacePrefix if text.starts_with("#::") => {
            Some(ErrorKind::InvalidToken(text[2..].into()))
        }
        Token::Tag if !text[1..].starts_with(char::is_alphabetic) => {
            dispatch(&text[1..].chars().take(1).collect::<String>())
        }
        _ => None,
    }
}

/// How many bytes of `text`, which starts with a quote sign, are one symbol of edn.
pub(crate) fn quoted_symbol_len(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || ",\";@^`~()[]{}\\".contains(c))
        .unwrap_or(text.len())
}
