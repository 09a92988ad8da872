//! `java.util.regex`: `Pattern` and `Matcher`.

use super::members;
use super::text::{char_sequence, string_array};
use crate::regex::{Flags, Matcher, Pattern, Regex, each_match, regex_arg, text_arg};
use crate::string::{push_template, quote_replacement, split};
use clutch_core::{R, Value};
use clutch_vm::{Cx, convert};

fn matcher(v: &Value) -> R<&Matcher> {
    v.as_host::<Matcher>()
        .ok_or_else(|| super::text::wrong(v, "a matcher"))
}

/// Number of the group that an argument names by number or name.
fn group_number(m: &Matcher, group: Option<&Value>) -> R<usize> {
    match group {
        None => Ok(0),
        Some(v) => match (v.as_str(), convert::to_int(v)) {
            (Some(name), _) => m.group_named(name),
            (_, Some(n)) => Ok(usize::try_from(n).unwrap_or(usize::MAX)),
            _ => Err(super::text::wrong(v, "a group")),
        },
    }
}

fn replaced(cx: &mut Cx, m: &Matcher, template: &Value, once: bool) -> R<String> {
    let mut out = String::new();
    let mut copied = 0;
    let text = m.text.clone();
    each_match(cx, &m.pattern, &text, |cx, spans| {
        let (start, end) = spans[0].expect("the whole match");
        out.push_str(&text[copied..start]);
        copied = end;
        match template.as_str() {
            Some(t) => push_template(&mut out, t, &m.pattern, &text, spans)?,
            None => {
                // A function of the match result, as `replaceAll(Function)` takes it.
                let found = crate::regex::groups_value(&text, spans);
                let made = cx.call1(template, found)?;
                out.push_str(&crate::bridge::text_of(cx, &made)?);
            }
        }
        Ok(!once)
    })?;
    out.push_str(&text[copied..]);
    Ok(out)
}

members! {
    "java.util.regex.Pattern" {
        fn compile "compile" (source: &str, flags: Option<i64>) -> R {
            let flags = Flags(flags.unwrap_or(0) as u32);
            Ok(Regex::value(Pattern::compile(source, flags)?))
        }
        fn quote "quote" (text: &str) -> String {
            if text.contains("\\E") {
                format!("\\Q{}\\E", text.replace("\\E", "\\E\\\\E\\Q"))
            } else {
                format!("\\Q{text}\\E")
            }
        }
        fn matches_static "matches" (source: &str, text: &Value) -> R<bool> {
            let pattern = Pattern::compile(source, Flags::default())?;
            Ok(pattern.match_whole(&char_sequence(text)?)?.is_some())
        }
        fn pattern_method ".pattern" (p: &Value) -> R<String> { Ok(regex_arg(p)?.source().to_string()) }
        fn flags ".flags" (p: &Value) -> R<i64> { Ok(i64::from(regex_arg(p)?.flags().0)) }
        fn matcher_method ".matcher" (cx: &mut Cx, p: &Value, text: Value) -> R {
            Ok(Matcher::value(regex_arg(p)?.clone(), text_arg(cx, text)?))
        }
        fn split_method ".split" (cx: &mut Cx, p: &Value, text: &Value, limit: Option<i64>) -> R {
            let text = char_sequence(text)?;
            Ok(string_array(split(cx, &text, regex_arg(p)?, limit.unwrap_or(0))?))
        }
        fn as_predicate ".asPredicate" (p: Value) -> Value {
            crate::bridge::function("pattern", move |_, args| {
                let text = char_sequence(&args[0])?;
                Ok(regex_arg(&p)?.find_range(&text, 0)?.is_some().into())
            })
        }
        fn unix_lines "UNIX_LINES" () -> i64 { i64::from(Flags::UNIX_LINES.0) }
        fn case_insensitive "CASE_INSENSITIVE" () -> i64 { i64::from(Flags::CASE_INSENSITIVE.0) }
        fn comments "COMMENTS" () -> i64 { i64::from(Flags::COMMENTS.0) }
        fn multiline "MULTILINE" () -> i64 { i64::from(Flags::MULTILINE.0) }
        fn literal "LITERAL" () -> i64 { i64::from(Flags::LITERAL.0) }
        fn dotall "DOTALL" () -> i64 { i64::from(Flags::DOTALL.0) }
        fn unicode_case "UNICODE_CASE" () -> i64 { i64::from(Flags::UNICODE_CASE.0) }
        fn canon_eq "CANON_EQ" () -> i64 { 128 }
        fn unicode_class "UNICODE_CHARACTER_CLASS" () -> i64 { i64::from(Flags::UNICODE_CLASS.0) }
    }
    "java.util.regex.Matcher" {
        fn find ".find" (m: &Value, from: Option<i64>) -> R<bool> {
            let m = matcher(m)?;
            if let Some(from) = from {
                m.reset(usize::try_from(from).unwrap_or(usize::MAX))?;
            }
            m.find()
        }
        fn matches ".matches" (m: &Value) -> R<bool> { matcher(m)?.matches() }
        fn looking_at ".lookingAt" (m: &Value) -> R<bool> { matcher(m)?.looking_at() }
        fn group ".group" (m: &Value, group: Option<&Value>) -> R {
            let m = matcher(m)?;
            m.group(group_number(m, group)?)
        }
        fn group_count ".groupCount" (m: &Value) -> R<usize> { Ok(matcher(m)?.pattern.groups) }
        fn start ".start" (m: &Value, group: Option<&Value>) -> R<i64> {
            let m = matcher(m)?;
            let span = m.span(group_number(m, group)?)?;
            Ok(span.map_or(-1, |(a, _)| m.char_index(a) as i64))
        }
        fn end ".end" (m: &Value, group: Option<&Value>) -> R<i64> {
            let m = matcher(m)?;
            let span = m.span(group_number(m, group)?)?;
            Ok(span.map_or(-1, |(_, b)| m.char_index(b) as i64))
        }
        fn reset ".reset" (cx: &mut Cx, m: Value, text: Option<Value>) -> R {
            match text {
                None => {
                    matcher(&m)?.reset(0)?;
                    Ok(m)
                }
                Some(text) => Ok(Matcher::value(matcher(&m)?.pattern.clone(), text_arg(cx, text)?)),
            }
        }
        fn pattern_of ".pattern" (m: &Value) -> R { Ok(Regex::value(matcher(m)?.pattern.clone())) }
        fn replace_all ".replaceAll" (cx: &mut Cx, m: &Value, template: &Value) -> R<String> {
            replaced(cx, matcher(m)?, template, false)
        }
        fn replace_first ".replaceFirst" (cx: &mut Cx, m: &Value, template: &Value) -> R<String> {
            replaced(cx, matcher(m)?, template, true)
        }
        fn append_replacement ".appendReplacement" (cx: &mut Cx, m: Value, to: &Value, template: &str) -> R {
            let this = matcher(&m)?;
            let mut text = this.before_match()?;
            push_template(&mut text, template, &this.pattern, &this.text, &this.found()?)?;
            super::instance_call(cx, to.clone(), "append", smallvec::smallvec![text.into()])?;
            Ok(m)
        }
        fn append_tail ".appendTail" (cx: &mut Cx, m: &Value, to: Value) -> R {
            let text = matcher(m)?.tail();
            super::instance_call(cx, to.clone(), "append", smallvec::smallvec![text.into()])?;
            Ok(to)
        }
        fn hit_end ".hitEnd" (m: &Value) -> R<bool> {
            let m = matcher(m)?;
            Ok(m.span(0).ok().flatten().is_none_or(|(_, end)| end == m.text.len()))
        }
        fn quote_replacement_static "quoteReplacement" (text: &str) -> String { quote_replacement(text) }
    }
}
