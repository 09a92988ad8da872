//! Replacing: characters, strings, patterns with a template or a function.

use super::subject;
use crate::bridge::text_of;
use crate::regex::{Pattern, Regex, Spans, each_match, groups_value};
use clutch_core::native::Native;
use clutch_core::{R, Str, Thrown, Value, View, class};
use clutch_derive::native;
use clutch_vm::{Cx, convert};

/// s with every occurrence of match replaced; see `clojure.string/replace`.
///
/// (clutch.rt/str-replace "a.b.c" "." "-") ;=> "a-b-c"
/// (clutch.rt/str-replace "abc" #"(b)" "<$1>") ;=> "a<b>c"
#[native("clutch.rt", "str-replace")]
pub(super) fn str_replace(cx: &mut Cx, s: Value, r#match: &Value, replacement: Value) -> R {
    let s = subject(cx, s, &NATIVE_STR_REPLACE)?;
    match r#match.view() {
        View::Char(from) => {
            let to: char = convert::arg(replacement, &NATIVE_STR_REPLACE, 2)?;
            Ok(s.replace(from, to.encode_utf8(&mut [0; 4])).into())
        }
        View::Str(from) => {
            let to: &str = convert::arg_ref(&replacement, &NATIVE_STR_REPLACE, 2)?;
            Ok(s.replace(from.as_str(), to).into())
        }
        _ => {
            let pattern = pattern_arg(cx, r#match)?;
            replace_matches(cx, &s, pattern, &replacement, false, &NATIVE_STR_REPLACE)
        }
    }
}

/// s with the first occurrence of match replaced; see `clojure.string/replace-first`.
///
/// (clutch.rt/str-replace-first "a.b.c" "." "-") ;=> "a-b.c"
#[native("clutch.rt", "str-replace-first")]
pub(super) fn str_replace_first(cx: &mut Cx, s: Value, r#match: &Value, replacement: Value) -> R {
    let s = subject(cx, s, &NATIVE_STR_REPLACE_FIRST)?;
    let mut buffer = [0; 4];
    let from: &str = match r#match.view() {
        View::Char(c) => c.encode_utf8(&mut buffer),
        View::Str(from) => from,
        _ => {
            let pattern = pattern_arg(cx, r#match)?;
            return replace_matches(
                cx,
                &s,
                pattern,
                &replacement,
                true,
                &NATIVE_STR_REPLACE_FIRST,
            );
        }
    };
    if replacement.is_nil() {
        let native = &NATIVE_STR_REPLACE_FIRST;
        return Err(convert::wrong_argument(native, 2, "a string", &replacement));
    }
    let to = text_of(cx, &replacement)?;
    Ok(s.replacen(from, &to, 1).into())
}

fn pattern_arg<'a>(cx: &mut Cx, v: &'a Value) -> R<&'a Pattern> {
    match v.as_host::<Regex>() {
        Some(regex) => Ok(&regex.pattern),
        None => {
            let text = text_of(cx, v)?;
            Err(Thrown::illegal_argument(format!(
                "Invalid match arg: {text}"
            )))
        }
    }
}

fn replace_matches(
    cx: &mut Cx,
    s: &Str,
    pattern: &Pattern,
    replacement: &Value,
    once: bool,
    native: &'static Native,
) -> R {
    let mut out = String::new();
    let mut copied = 0;
    each_match(cx, pattern, s, |cx, spans| {
        let (start, end) = spans[0].expect("the whole match");
        out.push_str(&s[copied..start]);
        copied = end;
        match replacement.as_str() {
            Some(template) => push_template(&mut out, template, pattern, s, spans)?,
            None if replacement.is_nil() => {
                let expected = "a string or function";
                return Err(convert::wrong_argument(native, 2, expected, replacement));
            }
            None => {
                let made = cx.call1(replacement, groups_value(s, spans))?;
                match made.as_str() {
                    Some(text) => out.push_str(text),
                    None => return Err(not_a_string(&made)),
                }
            }
        }
        Ok(!once)
    })?;
    out.push_str(&s[copied..]);
    Ok(out.into())
}

fn not_a_string(v: &Value) -> Box<Thrown> {
    let message = format!(
        "The function for a match must give a string, got {}",
        convert::describe(v)
    );
    Thrown::new(convert::wrong_kind_class(v), message)
}

/// Appends a template: `$1` and `${name}` are groups, a backslash makes the next character plain.
/// Mistakes in it are found when a match is replaced, with Java's messages.
pub(crate) fn push_template(
    out: &mut String,
    template: &str,
    pattern: &Pattern,
    text: &str,
    spans: &Spans,
) -> R<()> {
    let push_group = |out: &mut String, number: usize| {
        if let Some((a, b)) = spans[number] {
            out.push_str(&text[a..b]);
        }
    };
    let mut left = template;
    while let Some(at) = left.find(['\\', '$']) {
        out.push_str(&left[..at]);
        let operator = left.as_bytes()[at];
        left = &left[at + 1..];
        let next = left.chars().next();
        match (operator, next) {
            (b'\\', None) => return bad("character to be escaped is missing"),
            (b'\\', Some(c)) => {
                out.push(c);
                left = &left[c.len_utf8()..];
            }
            (_, None) => return bad("Illegal group reference: group index is missing"),
            (_, Some('{')) => {
                left = &left[1..];
                let length = left.find(|c: char| !c.is_ascii_alphanumeric());
                let (name, after) = left.split_at(length.unwrap_or(left.len()));
                if name.is_empty() {
                    return bad("named capturing group has 0 length name");
                }
                let Some(after) = after.strip_prefix('}') else {
                    return bad("named capturing group is missing trailing '}'");
                };
                if name.starts_with(|c: char| c.is_ascii_digit()) {
                    return bad(&format!(
                        "capturing group name {{{name}}} starts with digit character"
                    ));
                }
                let Some(number) = pattern.group_named(name) else {
                    return bad(&format!("No group with name {{{name}}}"));
                };
                push_group(out, number);
                left = after;
            }
            (_, Some(c)) => {
                let Some(digit) = c.to_digit(10) else {
                    return bad("Illegal group reference");
                };
                let mut number = digit as usize;
                left = &left[1..];
                if number > pattern.groups {
                    let message = format!("No group {number}");
                    return Err(Thrown::new(&class::INDEX_OUT_OF_BOUNDS, message));
                }
                while let Some(digit) = left.chars().next().and_then(|c| c.to_digit(10)) {
                    let longer = number * 10 + digit as usize;
                    if longer > pattern.groups {
                        break;
                    }
                    number = longer;
                    left = &left[1..];
                }
                push_group(out, number);
            }
        }
    }
    out.push_str(left);
    Ok(())
}

fn bad(message: &str) -> R<()> {
    Err(Thrown::illegal_argument(message))
}

/// The text of a replacement with `$` and backslash quoted, so that they stand for themselves in
/// `clojure.string/replace` with a pattern.
///
/// (clutch.rt/re-quote-replacement "$1") ;=> "\\$1"
#[native("clutch.rt", "re-quote-replacement")]
pub(super) fn re_quote_replacement(cx: &mut Cx, replacement: Value) -> R<String> {
    let text = subject(cx, replacement, &NATIVE_RE_QUOTE_REPLACEMENT)?;
    Ok(quote_replacement(&text))
}

/// Java's `Matcher.quoteReplacement`.
pub(crate) fn quote_replacement(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regex::compile_value;

    fn replace(s: &str, pattern: &str, template: &str) -> Result<String, String> {
        let cx = &mut crate::testing::context();
        let pattern = compile_value(pattern).expect("compiles");
        let result = str_replace(cx, s.into(), &pattern, template.into());
        let text = |v: Value| v.as_str().expect("a string").to_string();
        result.map(text).map_err(|e| e.message())
    }

    // Results observed on Clojure 1.11.
    #[test]
    fn templates_name_groups_by_number_and_name() {
        assert_eq!(replace("abc", "(b)", "<$1$0>").as_deref(), Ok("a<bb>c"));
        assert_eq!(replace("abc", "(?<x>b)", "<${x}>").as_deref(), Ok("a<b>c"));
        assert_eq!(replace("abc", "(b)", "$12").as_deref(), Ok("ab2c"));
        assert_eq!(replace("a", "(a)|(b)", "$2").as_deref(), Ok(""));
        assert_eq!(replace("abc", "", "-").as_deref(), Ok("-a-b-c-"));
        assert_eq!(replace("abc", "b", r"\$1\\").as_deref(), Ok(r"a$1\c"));
    }

    #[test]
    fn mistakes_in_templates_are_reported_in_javas_words() {
        let error = |t| replace("abc", "b", t).expect_err("refused");
        assert_eq!(error("$1"), "No group 1");
        assert_eq!(error("\\"), "character to be escaped is missing");
        assert_eq!(
            error("$"),
            "Illegal group reference: group index is missing"
        );
        assert_eq!(error("${"), "named capturing group has 0 length name");
        assert_eq!(
            error("${x"),
            "named capturing group is missing trailing '}'"
        );
        assert_eq!(error("$x"), "Illegal group reference");
        assert_eq!(error("${y}"), "No group with name {y}");
        assert_eq!(replace("abc", "x", "$9").as_deref(), Ok("abc"));
    }
}
