//! The inside of literals: numbers, characters, strings, symbols.
//!
//! Checking and decoding are apart, because a discarded form is checked as well and never decoded.
//! The functions work on the text of one token; `check` and its siblings name the place of what is
//! wrong, the decoding functions may rely on the check.

use crate::error::{CharProblem, ErrorKind, ReadError, ReadResult};
use crate::form::FormKind;
use crate::place::Place;
use crate::token::Token;

/// Checks a token that the lexer could not vouch for, and says which atom it is.
pub(crate) fn check(token: Token, at: &Place<'_>) -> ReadResult<FormKind> {
    match token {
        Token::Number => match number(at.text) {
            Ok(_) => Ok(FormKind::Number),
            Err(kind) => Err(at.error(kind)),
        },
        Token::OddSymbol if is_symbol(at.text) => Ok(FormKind::Symbol),
        Token::OddKeyword if is_keyword(at.text) => Ok(match at.text.as_bytes() {
            [b':', b':', ..] => FormKind::AutoKeyword,
            _ => FormKind::Keyword,
        }),
        Token::OddSymbol | Token::OddKeyword => {
            Err(at.error(ErrorKind::InvalidToken(at.text.into())))
        }
        Token::Char => match character(&at.text[1..]) {
            Ok(_) => Ok(FormKind::Char),
            Err(problem) => Err(at.error(ErrorKind::InvalidCharacter(problem))),
        },
        Token::EscapedString => {
            let body = &at.text[1..at.text.len() - 1];
            match unescape(body, |_| {}) {
                Ok(()) => Ok(FormKind::EscapedString),
                Err((range, problem)) => Err(Box::new(ReadError::new(
                    ErrorKind::InvalidEscape(problem),
                    at.part(range.start + 1, range.end + 1),
                ))),
            }
        }
        Token::Symbolic => match symbolic(at.text) {
            Some(_) => Ok(FormKind::Symbolic),
            None if at.text == "##" && at.next.is_none() => {
                Err(at.error(ErrorKind::Eof(crate::error::Unfinished::Form)))
            }
            None => Err(at.error(ErrorKind::UnknownSymbolicValue(at.text.into()))),
        },
        _ => unreachable!("every other token is vouched for by the lexer"),
    }
}

/// `#name`: the name must be a symbol.
pub(crate) fn check_tag(at: &Place<'_>) -> ReadResult<()> {
    if is_symbol(&at.text[1..]) {
        Ok(())
    } else {
        Err(at.error(ErrorKind::InvalidToken(at.text[1..].into())))
    }
}

/// `#:name`, `#::name`, `#::`: the name must be a symbol without namespace.
pub(crate) fn check_namespace_prefix(at: &Place<'_>) -> ReadResult<()> {
    let (auto, name) = namespace_prefix(at.text);
    let kind = if name.is_empty() {
        match at.next {
            _ if auto => return Ok(()),
            Some('{') => ErrorKind::InvalidMapNamespace("null".into()),
            Some(_) => ErrorKind::MissingMapNamespace,
            None => ErrorKind::Eof(crate::error::Unfinished::Form),
        }
    } else if name.starts_with(|c: char| c.is_ascii_digit()) {
        ErrorKind::InvalidMapNamespace(name.into())
    } else if !is_symbol(name) {
        ErrorKind::InvalidToken(name.into())
    } else if name.contains('/') {
        ErrorKind::InvalidMapNamespace(name.into())
    } else {
        return Ok(());
    };
    Err(at.error(kind))
}

/// Splits `#:name` into whether it is resolved by the reader, and the name.
pub(crate) fn namespace_prefix(text: &str) -> (bool, &str) {
    match text.strip_prefix("#::") {
        Some(name) => (true, name),
        None => (false, &text[2..]),
    }
}

/// A number as its text has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number<'a> {
    Integer {
        negative: bool,
        radix: u32,
        digits: &'a str,
        /// With an `N`.
        big: bool,
    },
    /// Text for the float parser of the standard library.
    Float(&'a str),
    /// Without the `M`.
    Decimal(&'a str),
    /// The sign belongs to the first part.
    Ratio(&'a str, &'a str),
}

/// Takes a number apart; the text starts with a digit or with a sign and a digit.
pub(crate) fn number(text: &str) -> Result<Number<'_>, ErrorKind> {
    let invalid = || ErrorKind::InvalidNumber(text.into());
    let (negative, unsigned) = match text.as_bytes()[0] {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let digits_end = unsigned
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(unsigned.len());
    let (whole, rest) = unsigned.split_at(digits_end);
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if rest.is_empty() || rest == "N" {
        let (radix, digits) = if leading_zero {
            (8, &whole[1..])
        } else {
            (10, whole)
        };
        if radix == 8 && digits.contains(['8', '9']) {
            return Err(invalid());
        }
        return Ok(Number::Integer {
            negative,
            radix,
            digits,
            big: rest == "N",
        });
    }
    match rest.as_bytes()[0] {
        b'x' | b'X' if whole == "0" => {
            let (digits, big) = match rest[1..].strip_suffix('N') {
                Some(digits) => (digits, true),
                None => (&rest[1..], false),
            };
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                return Err(invalid());
            }
            Ok(Number::Integer {
                negative,
                radix: 16,
                digits,
                big,
            })
        }
        b'r' | b'R' => {
            let digits = &rest[1..];
            if whole.len() > 2
                || whole.starts_with('0')
                || digits.is_empty()
                || !digits.bytes().all(|b| b.is_ascii_alphanumeric())
            {
                return Err(invalid());
            }
            let radix = whole.parse().map_err(|_| invalid())?;
            if !(2..=36).contains(&radix) {
                return Err(ErrorKind::RadixOutOfRange);
            }
            if !digits.chars().all(|c| c.is_digit(radix)) {
                return Err(ErrorKind::InvalidDigits {
                    digits: digits.into(),
                    radix,
                });
            }
            Ok(Number::Integer {
                negative,
                radix,
                digits,
                big: false,
            })
        }
        b'/' => {
            let below = &rest[1..];
            if below.is_empty() || !below.bytes().all(|b| b.is_ascii_digit()) {
                return Err(invalid());
            }
            if below.bytes().all(|b| b == b'0') {
                return Err(ErrorKind::DivideByZero);
            }
            let above = &text[..text.len() - rest.len()];
            Ok(Number::Ratio(
                above.strip_prefix('+').unwrap_or(above),
                below,
            ))
        }
        _ => {
            let (float, decimal) = match text.strip_suffix('M') {
                Some(float) => (float, true),
                None => (text, false),
            };
            let tail = &float[text.len() - rest.len()..];
            if !is_float_tail(tail) || (decimal && !exponent_fits(tail)) {
                return Err(invalid());
            }
            Ok(if decimal {
                Number::Decimal(float)
            } else {
                Number::Float(float)
            })
        }
    }
}

/// What may follow the digits before the point: `.`, digits, and an exponent, all optional.
fn is_float_tail(tail: &str) -> bool {
    let fraction = match tail.strip_prefix('.') {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => tail,
    };
    let Some(exponent) = fraction.strip_prefix(['e', 'E']) else {
        return fraction.is_empty();
    };
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Decimals have exponents of 32 bits.
fn exponent_fits(tail: &str) -> bool {
    match tail.find(['e', 'E']) {
        Some(e) => tail[e + 1..]
            .parse::<i32>()
            .is_ok_and(|n| n.checked_neg().is_some()),
        None => true,
    }
}

/// The value of `##Inf` and its siblings.
pub(crate) fn symbolic(text: &str) -> Option<f64> {
    match text {
        "##Inf" => Some(f64::INFINITY),
        "##-Inf" => Some(f64::NEG_INFINITY),
        "##NaN" => Some(f64::NAN),
        _ => None,
    }
}

/// Which argument `%…` is: 0 for the rest `%&`, else from 1 to 20.
pub(crate) fn arg_index(text: &str) -> Result<usize, ErrorKind> {
    match &text[1..] {
        "" => Ok(1),
        "&" => Ok(0),
        digits if digits.bytes().all(|b| b.is_ascii_digit()) => match digits.parse() {
            Ok(0) => Err(ErrorKind::InvalidArg),
            Ok(n @ 1..=20) => Ok(n),
            _ => Err(ErrorKind::TooManyArgs),
        },
        _ => Err(ErrorKind::InvalidArg),
    }
}

/// Whether the text of a token is a symbol: `name`, `/`, `ns/name` or `ns//`.
///
/// A name does not start with a digit or end with a colon; two colons never stand together. Both
/// parts may be odd otherwise: in `a/b/c` the namespace is `a` and the name `b/c`.
pub(crate) fn is_symbol(text: &str) -> bool {
    text == "/" || (!text.contains("::") && has_symbol_shape(text))
}

/// Whether the text of a token, colons included, is a keyword. The colon may count as the start of the
/// name, which is why `:1` is one.
pub(crate) fn is_keyword(text: &str) -> bool {
    let name = &text[1..];
    if text[1..].contains("::") || name.is_empty() {
        return false;
    }
    name == "/" || has_symbol_shape(name) || has_symbol_shape(text)
}

fn has_symbol_shape(text: &str) -> bool {
    if text.is_empty() || text.starts_with(|c: char| c == '/' || c.is_ascii_digit()) {
        return false;
    }
    let Some(slash) = text.rfind('/') else {
        return !text.ends_with(':');
    };
    let (namespace, name) = match &text[slash + 1..] {
        "" => match text[..slash].strip_suffix('/') {
            Some(namespace) => (namespace, "/"),
            None => return false,
        },
        name => (&text[..slash], name),
    };
    !namespace.is_empty()
        && !namespace.ends_with(':')
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.ends_with(':')
}

/// Splits the text of a symbol, or of a keyword without its colons, into namespace and name.
#[inline]
pub(crate) fn split_name(text: &str) -> (Option<&str>, &str) {
    match text.bytes().position(|b| b == b'/') {
        Some(slash) if text.len() > 1 => (Some(&text[..slash]), &text[slash + 1..]),
        _ => (None, text),
    }
}

/// The character that stands after a backslash.
pub(crate) fn character(name: &str) -> Result<char, CharProblem> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Ok(c);
    }
    match name {
        "newline" => return Ok('\n'),
        "space" => return Ok(' '),
        "tab" => return Ok('\t'),
        "backspace" => return Ok('\u{8}'),
        "formfeed" => return Ok('\u{C}'),
        "return" => return Ok('\r'),
        _ => {}
    }
    if let Some(hex) = name.strip_prefix('u') {
        if hex.chars().count() != 4 {
            return Err(CharProblem::UnicodeLength(name.into()));
        }
        let code = code_in_radix(hex, 16)?;
        return char::from_u32(code).ok_or_else(|| CharProblem::Surrogate(hex.to_lowercase()));
    }
    if let Some(octal) = name.strip_prefix('o') {
        let len = octal.chars().count();
        if len > 3 {
            return Err(CharProblem::OctalLength(len));
        }
        let code = code_in_radix(octal, 8)?;
        return octal_char(code);
    }
    Err(CharProblem::UnknownName(name.into()))
}

fn code_in_radix(digits: &str, radix: u32) -> Result<u32, CharProblem> {
    digits.chars().try_fold(0, |code, c| {
        let digit = c.to_digit(radix).ok_or(CharProblem::Digit(c))?;
        Ok(code * radix + digit)
    })
}

fn octal_char(code: u32) -> Result<char, CharProblem> {
    char::from_u32(code)
        .filter(|&c| c <= '\u{FF}')
        .ok_or(CharProblem::OctalRange)
}

/// Decodes the text between the quotes of a string, giving it piece by piece.
///
/// An error comes with the bytes of `body` that it is about. Two `\u` escapes that are the halves of a
/// surrogate pair are one character; half a pair alone is an error, since strings are UTF-8.
pub(crate) fn unescape(
    body: &str,
    mut emit: impl FnMut(&str),
) -> Result<(), (std::ops::Range<usize>, CharProblem)> {
    let mut pos = 0;
    while let Some(plain) = body[pos..].find('\\') {
        emit(&body[pos..pos + plain]);
        let start = pos + plain;
        let escape = &body[start + 1..];
        let (c, len) = match escape.as_bytes().first() {
            Some(b't') => ('\t', 1),
            Some(b'r') => ('\r', 1),
            Some(b'n') => ('\n', 1),
            Some(b'b') => ('\u{8}', 1),
            Some(b'f') => ('\u{C}', 1),
            Some(b'\\') => ('\\', 1),
            Some(b'"') => ('"', 1),
            _ => {
                coded_escape(escape).map_err(|(len, problem)| (start..start + 1 + len, problem))?
            }
        };
        emit(c.encode_utf8(&mut [0; 4]));
        pos = start + 1 + len;
    }
    emit(&body[pos..]);
    Ok(())
}

/// `u` with four hexadecimal digits, or up to three octal digits; with its length in bytes.
fn coded_escape(escape: &str) -> Result<(char, usize), (usize, CharProblem)> {
    let first = escape
        .chars()
        .next()
        .expect("a backslash never ends a string token");
    if first == 'u' {
        let code = four_digits(&escape[1..]).map_err(|problem| (1, problem))?;
        if let Some(c) = char::from_u32(code) {
            return Ok((c, 5));
        }
        let low = escape[5..].strip_prefix("\\u").map(four_digits);
        if let Some(Ok(low)) = low
            && let Some(Ok(c)) = char::decode_utf16([code as u16, low as u16]).next()
        {
            return Ok((c, 11));
        }
        return Err((5, CharProblem::Surrogate(escape[1..5].to_lowercase())));
    }
    if !first.is_ascii_digit() {
        return Err((first.len_utf8(), CharProblem::UnknownEscape(first)));
    }
    let digits = escape.chars().take(3).take_while(|c| !ends_code(*c));
    let len = digits.map(char::len_utf8).sum();
    let code = code_in_radix(&escape[..len], 8).map_err(|problem| (len, problem))?;
    let c = octal_char(code).map_err(|problem| (len, problem))?;
    Ok((c, len))
}

fn four_digits(text: &str) -> Result<u32, CharProblem> {
    let first = text.chars().next().unwrap_or('"');
    if !first.is_ascii_hexdigit() {
        return Err(CharProblem::UnicodeEscape(first));
    }
    let mut code = 0;
    let mut chars = text.chars();
    for n in 0..4 {
        match chars.next() {
            Some(c) if !ends_code(c) => {
                code = code * 16 + c.to_digit(16).ok_or(CharProblem::Digit(c))?;
            }
            _ => return Err(CharProblem::EscapeLength(n)),
        }
    }
    Ok(code)
}

/// Characters that end the digits of an escape early: blanks and everything that starts a form of its
/// own.
fn ends_code(c: char) -> bool {
    c.is_whitespace() || "\",;@^`~()[]{}\\'%#".contains(c)
}

/// Whether the text of a token holds what the token promises; for tools that go on after errors.
pub(crate) fn refine(token: Token, text: &str) -> bool {
    match token {
        Token::Number => number(text).is_ok(),
        Token::OddSymbol => is_symbol(text),
        Token::OddKeyword => is_keyword(text),
        Token::Char => character(&text[1..]).is_ok(),
        Token::EscapedString => unescape(&text[1..text.len() - 1], |_| {}).is_ok(),
        Token::Symbolic => symbolic(text).is_some(),
        Token::Tag => is_symbol(&text[1..]),
        _ => true,
    }
}
