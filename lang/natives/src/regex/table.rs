//! The regex functions of the core library.

use super::matcher::after_char;
use super::{Flags, Matcher, Pattern, Regex, Spans};
use clutch_core::coll::List;
use clutch_core::native::Native;
use clutch_core::{R, Shared, Str, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::class::{host::CHAR_SEQUENCE, instance_of};
use clutch_vm::{Cx, convert};
use std::sync::Arc;

/// The pattern in a regex argument, or the error in the JVM's words.
pub fn regex_arg(v: &Value) -> R<&Arc<Pattern>> {
    match v.as_host::<Regex>() {
        Some(regex) => Ok(&regex.pattern),
        None => Err(convert::not_castable(v, "java.util.regex.Pattern")),
    }
}

/// The text to match: a string, or what another `CharSequence` says in full.
pub(crate) fn text_arg(cx: &mut Cx, v: Value) -> R<Shared<Str>> {
    let v = match v.into_shared() {
        Ok(text) => return Ok(text),
        Err(v) => v,
    };
    if instance_of(&CHAR_SEQUENCE, &v) {
        return Ok(Shared::new(Str::new(crate::bridge::text_of(cx, &v)?)));
    }
    Err(convert::not_castable(&v, "java.lang.CharSequence"))
}

/// Both arguments of a function that matches; a wrong kind of text is met before a nil pattern.
fn pattern_and_text<'a>(
    cx: &mut Cx,
    re: &'a Value,
    s: Value,
) -> R<(&'a Arc<Pattern>, Shared<Str>)> {
    if re.is_nil() {
        text_arg(cx, s.clone())?;
    }
    Ok((regex_arg(re)?, text_arg(cx, s)?))
}

/// Compiles the text of a pattern to a regex value; what `#"…"` and `re-pattern` do.
pub fn compile_value(source: &str) -> R {
    Ok(Regex::value(Pattern::compile(source, Flags::default())?))
}

/// What a match is as a value: a string, or with groups a vector of the match and the groups.
pub fn groups_value(text: &str, spans: &Spans) -> Value {
    let part = |s: &Option<(usize, usize)>| -> Value { s.map(|(a, b)| &text[a..b]).into() };
    match spans.as_slice() {
        [all] => part(all),
        spans => crate::bridge::vector(spans.iter().map(part).collect()),
    }
}

/// Compiles a string to a regular expression; a regular expression stays what it is.
///
/// (re-pattern "a+") ;=> #"a+"
#[native("clojure.core", "re-pattern")]
fn re_pattern(s: Value) -> R {
    match s.view() {
        View::Str(text) => compile_value(text),
        _ if s.as_host::<Regex>().is_some() => Ok(s),
        _ => Err(convert::wrong_argument(
            &NATIVE_RE_PATTERN,
            0,
            "a string",
            &s,
        )),
    }
}

/// Makes a matcher: it remembers how far `re-find` has come in a string.
///
/// (let [m (re-matcher #"\d" "1a2")] [(re-find m) (re-find m) (re-find m)]) ;=> ["1" "2" nil]
#[native("clojure.core", "re-matcher")]
fn re_matcher(cx: &mut Cx, re: &Value, s: Value) -> R {
    let (pattern, text) = pattern_and_text(cx, re, s)?;
    Ok(Matcher::value(pattern.clone(), text))
}

/// The last match of a matcher: a string, or with groups a vector of the match and its groups.
///
/// (let [m (re-matcher #"(\w)=(\d)" "a=1")] (re-find m) (re-groups m)) ;=> ["a=1" "a" "1"]
#[native("clojure.core", "re-groups")]
fn re_groups(m: &Value) -> R {
    let m = matcher_arg(m)?;
    Ok(groups_value(&m.text, &m.found()?))
}

fn matcher_arg(v: &Value) -> R<&Matcher> {
    v.as_host::<Matcher>()
        .ok_or_else(|| convert::not_castable(v, "java.util.regex.Matcher"))
}

/// The first match in a string, or the next one of a matcher, or nil. With groups it is a vector
/// of the match and its groups, nil for those that took no part.
///
/// (re-find #"\d+" "ab12c3") ;=> "12"
/// (re-find #"(\w)(\d)?" "a") ;=> ["a" "a" nil]
/// (re-find #"x" "abc") ;=> nil
#[native("clojure.core", "re-find", arglists = "[m] [re s]")]
fn re_find(cx: &mut Cx, re: Value, s: Option<Value>) -> R {
    match s {
        None => {
            let m = matcher_arg(&re)?;
            if m.find()? {
                Ok(groups_value(&m.text, &m.found()?))
            } else {
                Ok(Value::NIL)
            }
        }
        Some(s) => {
            let (pattern, text) = pattern_and_text(cx, &re, s)?;
            let found = pattern.find_at(&text, 0)?;
            Ok(found.map(|f| groups_value(&text, &f)).into())
        }
    }
}

/// The match of the whole string, as `re-find` gives it, or nil.
///
/// (re-matches #"(\d+)-(\d+)" "10-20") ;=> ["10-20" "10" "20"]
/// (re-matches #"\d" "10") ;=> nil
#[native("clojure.core", "re-matches")]
fn re_matches(cx: &mut Cx, re: &Value, s: Value) -> R {
    let (pattern, text) = pattern_and_text(cx, re, s)?;
    let found = pattern.match_whole(&text)?;
    Ok(found.map(|f| groups_value(&text, &f)).into())
}

/// All matches in a string, each as `re-find` gives it, or nil if there is none.
///
/// (re-seq #"\d+" "1, 22 and 3") ;=> ("1" "22" "3")
/// (re-seq #"(\w)=" "a=1 b=2") ;=> (["a=" "a"] ["b=" "b"])
/// (re-seq #"x" "abc") ;=> nil
#[native("clojure.core", "re-seq")]
fn re_seq(cx: &mut Cx, re: &Value, s: Value) -> R {
    let (pattern, text) = pattern_and_text(cx, re, s)?;
    let mut found = Vec::new();
    each_match(cx, pattern, &text, |_, spans| {
        found.push(groups_value(&text, spans));
        Ok(true)
    })?;
    if found.is_empty() {
        Ok(Value::NIL)
    } else {
        Ok(List::from_vec(found))
    }
}

/// Calls `f` with each match, first to last, until it says false.
pub(crate) fn each_match(
    cx: &mut Cx,
    pattern: &Pattern,
    text: &str,
    mut f: impl FnMut(&mut Cx, &Spans) -> R<bool>,
) -> R<()> {
    let mut from = 0;
    let mut memory = None;
    while let Some(spans) = pattern.find_next(text, from, &mut memory)? {
        cx.poll()?;
        let (start, end) = spans[0].expect("the whole match");
        if !f(cx, &spans)? {
            break;
        }
        from = if start == end {
            after_char(text, end)
        } else {
            end
        };
    }
    Ok(())
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    re_pattern, re_matcher, re_groups, re_find, re_matches, re_seq
];
