//! `java.lang.String` and `CharSequence`.

use super::{ArrayKind, array, byte_array, bytes_of, chars_of, members};
use crate::bridge::{each, text_of, vector};
use crate::regex::{Flags, Pattern, each_match};
use crate::string::{decode, encode, is_whitespace, out_of_range, split, substring};
use clutch_core::object::Array;
use clutch_core::{R, Shared, Str, Thrown, Value, View};
use clutch_vm::{Args, Cx, convert, order};

/// Character or code point or string to search for.
fn part<'a>(v: &'a Value, buffer: &'a mut [u8; 4]) -> R<&'a str> {
    match v.view() {
        View::Str(s) => Ok(s),
        View::Char(c) => Ok(c.encode_utf8(buffer)),
        View::Int(n) => match u32::try_from(n).ok().and_then(char::from_u32) {
            Some(c) => Ok(c.encode_utf8(buffer)),
            None => Ok("\u{10ffff}"),
        },
        _ => Err(wrong(v, "a string or character")),
    }
}

/// The error for an argument of a wrong kind.
pub(super) fn wrong(v: &Value, expected: &str) -> Box<Thrown> {
    let message = format!("expected {expected}, got {}", convert::describe(v));
    Thrown::new(convert::wrong_kind_class(v), message)
}

/// The text of any `CharSequence`.
pub(super) fn char_sequence(v: &Value) -> R<String> {
    if let View::Str(s) = v.view() {
        return Ok(s.to_string());
    }
    match v.as_host::<super::string_builder::StringBuilder>() {
        Some(b) => Ok(b.to_text()),
        None => Err(wrong(v, "a string")),
    }
}

fn char_index(s: &Str, byte: usize) -> i64 {
    if s.is_ascii() {
        byte as i64
    } else {
        s[..byte].chars().count() as i64
    }
}

fn index_of(s: &Str, v: &Value, from: i64) -> R<i64> {
    let from = usize::try_from(from).unwrap_or(0);
    let from = s.byte_offset(from).unwrap_or(s.len());
    let mut buffer = [0; 4];
    let found = s[from..].find(part(v, &mut buffer)?);
    Ok(found.map_or(-1, |at| char_index(s, from + at)))
}

fn pattern(text: &str) -> R<std::sync::Arc<Pattern>> {
    Pattern::compile(text, Flags::default())
}

fn replace_pattern(cx: &mut Cx, s: &Str, regex: &str, template: &str, once: bool) -> R<String> {
    let pattern = pattern(regex)?;
    let mut out = String::new();
    let mut copied = 0;
    each_match(cx, &pattern, s, |_, spans| {
        let (start, end) = spans[0].expect("the whole match");
        out.push_str(&s[copied..start]);
        copied = end;
        crate::string::push_template(&mut out, template, &pattern, s, spans)?;
        Ok(!once)
    })?;
    out.push_str(&s[copied..]);
    Ok(out)
}

/// Text of bytes in a charset given by name or charset object; UTF-8 if it is nil.
pub(crate) fn decode_with(cx: &mut Cx, bytes: &[u8], charset: &Value) -> R<String> {
    Ok(decode(bytes, &text_of(cx, charset)?))
}

fn char_array(s: &str) -> Value {
    array(ArrayKind::Char, s.chars().map(Value::char).collect())
}

/// Where `String/format` and `.formatted` are given arguments: one by one, or in one array.
fn format_args(args: &[Value]) -> Vec<Value> {
    match args {
        [one] => match one.get::<Array>() {
            Some(a) if a.kind == ArrayKind::Object => a.items.lock().to_vec(),
            _ => args.to_vec(),
        },
        _ => args.to_vec(),
    }
}

members! {
    "java.lang.CharSequence" {
        fn seq_length ".length" (s: &Value) -> R<usize> { Ok(char_sequence(s)?.chars().count()) }
        fn seq_char_at ".charAt" (s: &Value, i: i64) -> R<char> { char_at(&Str::new(char_sequence(s)?), i) }
        fn seq_is_empty ".isEmpty" (s: &Value) -> R<bool> { Ok(char_sequence(s)?.is_empty()) }
        fn sub_sequence ".subSequence" (s: &Value, start: i64, end: i64) -> R<String> {
            substring(&Str::new(char_sequence(s)?), start, end).map(str::to_string)
        }
        fn chars ".chars" (s: &Value) -> R {
            let chars = char_sequence(s)?;
            Ok(vector(chars.chars().map(|c| Value::int(i64::from(c as u32))).collect()))
        }
    }
    "java.lang.String" {
        fn length ".length" (s: &Str) -> usize { s.chars() }
        fn char_at ".charAt" (s: &Str, i: i64) -> R<char> {
            let at = usize::try_from(i).ok().and_then(|i| s.nth(i));
            at.ok_or_else(|| Thrown::new(
                &clutch_core::class::STRING_INDEX_OUT_OF_BOUNDS,
                format!("String index out of range: {i}"),
            ))
        }
        fn code_point_at ".codePointAt" (s: &Str, i: i64) -> R<i64> { Ok(i64::from(char_at(s, i)? as u32)) }
        fn is_empty ".isEmpty" (s: &str) -> bool { s.is_empty() }
        fn is_blank ".isBlank" (s: &str) -> bool { s.chars().all(is_whitespace) }
        fn trim ".trim" (s: &str) -> &str { s.trim_matches(|c: char| c <= ' ') }
        fn strip ".strip" (s: &str) -> &str { s.trim_matches(is_whitespace) }
        fn strip_leading ".stripLeading" (s: &str) -> &str { s.trim_start_matches(is_whitespace) }
        fn strip_trailing ".stripTrailing" (s: &str) -> &str { s.trim_end_matches(is_whitespace) }
        fn to_upper_case ".toUpperCase" (s: &str, _locale: Option<Value>) -> String { s.to_uppercase() }
        fn to_lower_case ".toLowerCase" (s: &str, _locale: Option<Value>) -> String { s.to_lowercase() }
        fn substring_method ".substring" (s: &Str, start: i64, end: Option<i64>) -> R<String> {
            substring(s, start, end.unwrap_or(s.chars() as i64)).map(str::to_string)
        }
        fn index_of_method ".indexOf" (s: &Str, part: &Value, from: Option<i64>) -> R<i64> {
            index_of(s, part, from.unwrap_or(0))
        }
        fn last_index_of ".lastIndexOf" (s: &Str, v: &Value, from: Option<i64>) -> R<i64> {
            let mut buffer = [0; 4];
            let part = part(v, &mut buffer)?;
            let end = match from {
                None => s.len(),
                Some(n) if n < 0 => return Ok(-1),
                Some(n) => {
                    let start = s.byte_offset(n as usize).unwrap_or(s.len());
                    let end = (start + part.len()).min(s.len());
                    (end..=s.len()).find(|i| s.is_char_boundary(*i)).unwrap_or(s.len())
                }
            };
            Ok(s[..end].rfind(part).map_or(-1, |at| char_index(s, at)))
        }
        fn contains ".contains" (s: &str, part: &Value) -> R<bool> { Ok(s.contains(&char_sequence(part)?)) }
        fn starts_with ".startsWith" (s: &Str, prefix: &str, from: Option<i64>) -> bool {
            let from = usize::try_from(from.unwrap_or(0)).ok().and_then(|i| s.byte_offset(i));
            from.is_some_and(|at| s[at..].starts_with(prefix))
        }
        fn ends_with ".endsWith" (s: &str, suffix: &str) -> bool { s.ends_with(suffix) }
        fn split_method ".split" (cx: &mut Cx, s: &str, regex: &str, limit: Option<i64>) -> R {
            let parts = split(cx, s, &*pattern(regex)?, limit.unwrap_or(0))?;
            Ok(string_array(parts))
        }
        fn lines ".lines" (s: &str) -> Value { vector(s.lines().map(Value::from).collect()) }
        fn replace ".replace" (s: &str, from: &Value, to: &Value) -> R<String> {
            match (from.view(), to.view()) {
                (View::Char(from), View::Char(to)) => Ok(s.replace(from, to.encode_utf8(&mut [0; 4]))),
                _ => Ok(s.replace(&char_sequence(from)?, &char_sequence(to)?)),
            }
        }
        fn replace_all ".replaceAll" (cx: &mut Cx, s: &Str, regex: &str, replacement: &str) -> R<String> {
            replace_pattern(cx, s, regex, replacement, false)
        }
        fn replace_first ".replaceFirst" (cx: &mut Cx, s: &Str, regex: &str, replacement: &str) -> R<String> {
            replace_pattern(cx, s, regex, replacement, true)
        }
        fn matches ".matches" (s: &str, regex: &str) -> R<bool> {
            Ok(pattern(regex)?.match_whole(s)?.is_some())
        }
        fn equals_ignore_case ".equalsIgnoreCase" (s: &str, other: &Value) -> bool {
            other.as_str().is_some_and(|o| o.to_lowercase() == s.to_lowercase())
        }
        fn compare_to_ignore_case ".compareToIgnoreCase" (s: &str, other: &str) -> i64 {
            order::text_difference(&s.to_lowercase(), &other.to_lowercase())
        }
        fn content_equals ".contentEquals" (s: &str, other: &Value) -> R<bool> { Ok(char_sequence(other)? == s) }
        fn concat ".concat" (s: &str, other: &str) -> String { format!("{s}{other}") }
        fn repeat ".repeat" (s: &str, n: i64) -> R<String> {
            match usize::try_from(n) {
                Ok(n) => Ok(s.repeat(n)),
                Err(_) => Err(Thrown::illegal_argument(format!("count is negative: {n}"))),
            }
        }
        fn get_bytes ".getBytes" (cx: &mut Cx, s: &str, charset: Option<Value>) -> R {
            let charset = text_of(cx, &charset.unwrap_or_default())?;
            Ok(byte_array(&encode(s, &charset)))
        }
        fn to_char_array ".toCharArray" (s: &str) -> Value { char_array(s) }
        fn get_chars ".getChars" (s: &Str, from: i64, to: i64, target: &Array, at: i64) -> R<()> {
            let text = crate::string::substring(s, from, to)?;
            let at = usize::try_from(at).unwrap_or(usize::MAX);
            let mut items = target.items.lock();
            if at.saturating_add(text.chars().count()) > items.len() {
                return Err(crate::string::out_of_range(from, to, items.len()));
            }
            for (slot, c) in items[at..].iter_mut().zip(text.chars()) {
                *slot = Value::char(c);
            }
            Ok(())
        }
        fn intern ".intern" (s: Shared<Str>) -> Shared<Str> { s }
        fn formatted ".formatted" (cx: &mut Cx, s: &str, args: Args) -> R<String> {
            crate::format::format(cx, s, &format_args(&args))
        }
        fn region_matches ".regionMatches" (s: &Str, at: i64, other: &Str, from: i64, length: i64) -> bool {
            let part = |s: &Str, at: i64| substring(s, at, at.saturating_add(length)).map(str::to_string);
            matches!((part(s, at), part(other, from)), (Ok(a), Ok(b)) if a == b)
        }
        fn format "format" (cx: &mut Cx, first: Value, args: Args) -> R<String> {
            // A locale may come first; it is ignored.
            match (first.as_str(), args.first().and_then(Value::as_str)) {
                (Some(pattern), _) => crate::format::format(cx, pattern, &format_args(&args)),
                (None, Some(pattern)) => crate::format::format(cx, pattern, &format_args(&args[1..])),
                _ => Err(wrong(&first, "a format string")),
            }
        }
        fn join "join" (cx: &mut Cx, separator: &str, parts: Args) -> R<String> {
            let mut texts = Vec::new();
            if let [one] = parts.as_slice()
                && one.as_str().is_none()
            {
                each(cx, one.clone(), |cx, v| {
                    texts.push(nil_as_null(cx, &v)?);
                    Ok(())
                })?;
            } else {
                for v in &parts {
                    texts.push(nil_as_null(cx, v)?);
                }
            }
            Ok(texts.join(separator))
        }
        fn value_of "valueOf" (cx: &mut Cx, v: &Value) -> R<String> {
            match chars_of(v) {
                Some(text) => Ok(text),
                None => nil_as_null(cx, v),
            }
        }
        fn copy_value_of "copyValueOf" (cx: &mut Cx, v: &Value) -> R<String> { value_of(cx, v) }
        fn new_empty "new" () -> &'static str { "" }
        fn new_from "new" (cx: &mut Cx, v: &Value, charset: Option<Value>) -> R<String> {
            if let Some(bytes) = bytes_of(v) {
                return decode_with(cx, &bytes, &charset.unwrap_or_default());
            }
            match chars_of(v) {
                Some(text) => Ok(text),
                None => char_sequence(v),
            }
        }
        fn new_part "new" (cx: &mut Cx, v: &Value, start: i64, count: i64, charset: Option<Value>) -> R<String> {
            if let Some(bytes) = bytes_of(v) {
                let range = usize::try_from(start).ok().zip(usize::try_from(start + count).ok());
                return match range.and_then(|(a, b)| bytes.get(a..b)) {
                    Some(part) => decode_with(cx, part, &charset.unwrap_or_default()),
                    None => Err(out_of_range(start, start + count, bytes.len())),
                };
            }
            let text = chars_of(v).ok_or_else(|| wrong(v, "an array"))?;
            substring(&Str::new(text), start, start + count).map(str::to_string)
        }
        /// Field: compares ignoring case.
        fn case_insensitive_order "CASE_INSENSITIVE_ORDER" () -> Value { Value::native_fn(&NATIVE_COMPARE_TO_IGNORE_CASE) }
    }
}

fn nil_as_null(cx: &mut Cx, v: &Value) -> R<String> {
    if v.is_nil() {
        Ok("null".to_string())
    } else {
        text_of(cx, v)
    }
}

/// An array of strings.
pub(super) fn string_array(items: Vec<Value>) -> Value {
    let class = &clutch_vm::class::host::STRING;
    Value::new(Array::new(ArrayKind::Object, Some(class), items))
}
