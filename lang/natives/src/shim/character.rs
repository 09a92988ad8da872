//! `java.lang.Character`. A character may be given as its number, as Java's `int` methods take it.

use super::{ArrayKind, array, members};
use crate::string::is_whitespace;
use clutch_core::{R, Thrown, Value, View};
use clutch_vm::Cx;

/// A character, or the number of one; numbers that are none are the largest noncharacter.
fn c(v: &Value) -> R<char> {
    match v.view() {
        View::Char(c) => Ok(c),
        View::Int(n) => Ok(u32::try_from(n)
            .ok()
            .and_then(char::from_u32)
            .unwrap_or('\u{10ffff}')),
        _ => Err(super::text::wrong(v, "a character")),
    }
}

/// A character of the kind that was given: a number for a number.
fn like(given: &Value, c: char) -> Value {
    match given.view() {
        View::Int(_) => Value::int(i64::from(c as u32)),
        _ => Value::char(c),
    }
}

/// The one character that a mapping gives, or the same if it gives several.
fn single(c: char, mut mapped: impl Iterator<Item = char>) -> char {
    match (mapped.next(), mapped.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn identifier_start(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '$'
}

fn code(v: &Value) -> R<i64> {
    Ok(i64::from(c(v)? as u32))
}

fn code_point(n: i64) -> R<char> {
    u32::try_from(n)
        .ok()
        .and_then(char::from_u32)
        .ok_or_else(|| Thrown::illegal_argument(format!("Not a valid Unicode code point: {n:#X}")))
}

members! {
    "java.lang.Character" {
        fn is_digit "isDigit" (v: &Value) -> R<bool> { let c = c(v)?; Ok(c.is_ascii_digit() || !c.is_ascii() && c.is_numeric() && decimal_digit(c).is_some()) }
        fn is_letter "isLetter" (v: &Value) -> R<bool> { Ok(c(v)?.is_alphabetic()) }
        fn is_letter_or_digit "isLetterOrDigit" (v: &Value) -> R<bool> { let c = c(v)?; Ok(c.is_alphabetic() || decimal_digit(c).is_some()) }
        fn is_alphabetic "isAlphabetic" (v: &Value) -> R<bool> { Ok(c(v)?.is_alphabetic()) }
        fn is_whitespace_char "isWhitespace" (v: &Value) -> R<bool> { Ok(is_whitespace(c(v)?)) }
        fn is_space_char "isSpaceChar" (v: &Value) -> R<bool> { let c = c(v)?; Ok(c == ' ' || !c.is_ascii() && c != '\u{85}' && c.is_whitespace()) }
        fn is_upper_case "isUpperCase" (v: &Value) -> R<bool> { Ok(c(v)?.is_uppercase()) }
        fn is_lower_case "isLowerCase" (v: &Value) -> R<bool> { Ok(c(v)?.is_lowercase()) }
        fn is_iso_control "isISOControl" (v: &Value) -> R<bool> { Ok(c(v)?.is_control()) }
        fn is_identifier_start "isJavaIdentifierStart" (v: &Value) -> R<bool> { Ok(identifier_start(c(v)?)) }
        fn is_identifier_part "isJavaIdentifierPart" (v: &Value) -> R<bool> { let c = c(v)?; Ok(identifier_start(c) || c.is_numeric()) }
        fn is_surrogate "isSurrogate" (_c: &Value) -> bool { false }
        fn is_high_surrogate "isHighSurrogate" (_c: &Value) -> bool { false }
        fn is_low_surrogate "isLowSurrogate" (_c: &Value) -> bool { false }
        fn is_valid_code_point "isValidCodePoint" (n: i64) -> bool { (0..=0x10_ffff).contains(&n) }
        fn to_upper_case "toUpperCase" (v: &Value) -> R { let c = c(v)?; Ok(like(v, single(c, c.to_uppercase()))) }
        fn to_lower_case "toLowerCase" (v: &Value) -> R { let c = c(v)?; Ok(like(v, single(c, c.to_lowercase()))) }
        fn to_string "toString" (v: &Value) -> R<String> { Ok(c(v)?.to_string()) }
        fn to_chars "toChars" (n: i64) -> R { Ok(array(ArrayKind::Char, vec![Value::char(code_point(n)?)])) }
        fn code_point_at "codePointAt" (cx: &mut Cx, text: &Value, i: &Value) -> R<i64> {
            let c = clutch_vm::assoc::nth(cx, text, i)?;
            code(&c)
        }
        fn char_count "charCount" (n: i64) -> i64 { if n >= 0x1_0000 { 2 } else { 1 } }
        fn value_of "valueOf" (v: &Value) -> R<char> { c(v) }
        fn char_value ".charValue" (c: char) -> char { c }
        fn numeric_value "getNumericValue" (v: &Value) -> R<i64> {
            let c = c(v)?;
            Ok(c.to_digit(36).or_else(|| decimal_digit(c)).map_or(-1, i64::from))
        }
        fn digit "digit" (v: &Value, radix: i64) -> R<i64> {
            let c = c(v)?;
            let radix = u32::try_from(radix).ok().filter(|r| (2..=36).contains(r));
            Ok(radix.and_then(|r| c.to_digit(r)).map_or(-1, i64::from))
        }
        fn for_digit "forDigit" (digit: i64, radix: i64) -> char {
            let (digit, radix) = (u32::try_from(digit), u32::try_from(radix));
            match (digit, radix) {
                (Ok(d), Ok(r)) if (2..=36).contains(&r) => char::from_digit(d, r).unwrap_or('\0'),
                _ => '\0',
            }
        }
        fn compare "compare" (a: char, b: char) -> i64 { i64::from(a as u32) - i64::from(b as u32) }
        fn hash_code "hashCode" (c: char) -> i64 { i64::from(c as u32) }
        fn get_type "getType" (v: &Value) -> R<i64> {
            let c = c(v)?;
            Ok(match c {
                c if c.is_uppercase() => 1,
                c if c.is_lowercase() => 2,
                c if c.is_alphabetic() => 5,
                c if decimal_digit(c).is_some() => 9,
                ' ' => 12,
                c if c.is_control() => 15,
                '_' => 23,
                '-' => 20,
                '(' | '[' | '{' => 21,
                ')' | ']' | '}' => 22,
                '+' | '<' | '=' | '>' | '|' | '~' => 25,
                '$' => 26,
                '^' | '`' => 27,
                c if c.is_ascii_punctuation() => 24,
                _ => 28,
            })
        }
        fn max_value "MAX_VALUE" () -> char { '\u{ffff}' }
        fn min_value "MIN_VALUE" () -> char { '\0' }
        fn min_radix "MIN_RADIX" () -> i64 { 2 }
        fn max_radix "MAX_RADIX" () -> i64 { 36 }
        /// Field: the primitive class, which is the same here.
        fn primitive "TYPE" () -> Value { Value::class(&clutch_vm::class::host::PRIMITIVE_CHAR) }
    }
}

/// Value of a decimal digit of any script whose digits lie together, which all common ones do.
fn decimal_digit(c: char) -> Option<u32> {
    const ZEROS: [char; 18] = [
        '0', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}',
        '\u{b66}', '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}',
        '\u{1040}', '\u{ff10}',
    ];
    ZEROS.iter().find_map(|zero| {
        let n = (c as u32).checked_sub(*zero as u32)?;
        (n < 10).then_some(n)
    })
}
