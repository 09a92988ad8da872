//! Splitting at a pattern or at line ends, by Java's rules.

use crate::bridge::vector;
use crate::regex::{Pattern, regex_arg};
use clutch_core::{R, Value};
use clutch_derive::native;
use clutch_vm::Cx;

/// The parts of s between the matches of a pattern: at most limit ones if that is positive; with 0
/// empty parts at the end are left out.
///
/// (clutch.rt/str-split "a,b,,c,," #"," 0) ;=> ["a" "b" "" "c"]
/// (clutch.rt/str-split "a,b,c" #"," 2) ;=> ["a" "b,c"]
/// (clutch.rt/str-split "a,b," #"," -1) ;=> ["a" "b" ""]
#[native("clutch.rt", "str-split")]
pub(super) fn str_split(cx: &mut Cx, s: &str, re: &Value, limit: i64) -> R {
    Ok(vector(split(cx, s, regex_arg(re)?, limit)?))
}

/// The lines of s, ended by newline, with or without carriage return before it; empty lines at the
/// end are left out.
///
/// (clutch.rt/str-split-lines "a\nb\r\n\nc\n\n") ;=> ["a" "b" "" "c"]
#[native("clutch.rt", "str-split-lines")]
pub(super) fn str_split_lines(cx: &mut Cx, s: &str) -> R {
    let mut parts = Parts::new(s, 0);
    let mut from = 0;
    while let Some(at) = s[from..].find('\n') {
        cx.poll()?;
        let at = from + at;
        let cut = if at > parts.done && s.as_bytes()[at - 1] == b'\r' {
            at - 1
        } else {
            at
        };
        parts.cut(cut, at + 1);
        from = at + 1;
    }
    Ok(vector(parts.finish()))
}

/// The parts as string values.
pub(crate) fn split(cx: &mut Cx, s: &str, pattern: &Pattern, limit: i64) -> R<Vec<Value>> {
    let mut parts = Parts::new(s, limit);
    if let Some(separator) = pattern.literal().filter(|l| !l.is_empty()) {
        for (at, _) in s.match_indices(separator) {
            cx.poll()?;
            if !parts.cut(at, at + separator.len()) {
                break;
            }
        }
        return Ok(parts.finish());
    }
    if let Some(set) = pattern.byte_set() {
        let bytes = s.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !set.contains(bytes[at]) {
                at += 1;
                continue;
            }
            cx.poll()?;
            let start = at;
            at += 1;
            while set.repeated && at < bytes.len() && set.contains(bytes[at]) {
                at += 1;
            }
            if !parts.cut(start, at) {
                break;
            }
        }
        return Ok(parts.finish());
    }
    let mut from = 0;
    while let Some((start, end)) = pattern.find_range(s, from)? {
        cx.poll()?;
        let empty = start == end;
        // An empty match at the very start does not make an empty first part.
        let at_start = empty && start == 0;
        if !at_start && !parts.cut(start, end) {
            break;
        }
        from = if empty {
            end + s[end..].chars().next().map_or(1, char::len_utf8)
        } else {
            end
        };
    }
    Ok(parts.finish())
}

/// Parts as they are cut off the start of a text.
struct Parts<'a> {
    text: &'a str,
    limit: i64,
    parts: Vec<Value>,
    /// Where the part after the last cut starts.
    done: usize,
}

impl<'a> Parts<'a> {
    fn new(text: &'a str, limit: i64) -> Parts<'a> {
        Parts {
            text,
            limit,
            parts: Vec::new(),
            done: 0,
        }
    }

    /// Ends a part at `start` and begins the next one at `end`; false if no more may follow.
    fn cut(&mut self, start: usize, end: usize) -> bool {
        if self.limit > 0 && self.parts.len() as i64 == self.limit - 1 {
            return false;
        }
        self.parts.push(self.text[self.done..start].into());
        self.done = end;
        true
    }

    fn finish(mut self) -> Vec<Value> {
        if self.parts.is_empty() {
            return vec![self.text.into()];
        }
        self.parts.push(self.text[self.done..].into());
        if self.limit == 0 {
            while self.parts.last().is_some_and(|p| p.as_str() == Some("")) {
                self.parts.pop();
            }
        }
        self.parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regex::Flags;

    fn parts(s: &str, pattern: &str, limit: i64) -> Vec<String> {
        let pattern = Pattern::compile(pattern, Flags::default()).expect("compiles");
        let parts = split(&mut crate::testing::context(), s, &pattern, limit).expect("in time");
        let text = |v: &Value| v.as_str().expect("a string").to_string();
        parts.iter().map(text).collect()
    }

    // Results observed on Clojure 1.11.
    #[test]
    fn parts_are_those_of_java() {
        assert_eq!(parts("a,b,,c,,", ",", 0), ["a", "b", "", "c"]);
        assert_eq!(parts("", ",", 0), [""]);
        assert_eq!(parts(",", ",", 0), [""; 0]);
        assert_eq!(parts("abc", "", 0), ["a", "b", "c"]);
        assert_eq!(parts("abc", "", 2), ["a", "bc"]);
        assert_eq!(parts("a,b,c", ",", 1), ["a,b,c"]);
        assert_eq!(parts(",a", ",", 0), ["", "a"]);
        assert_eq!(parts("abc", "(?=b)", 0), ["a", "bc"]);
        assert_eq!(parts("abc", "(?=a)", 0), ["abc"]);
        assert_eq!(parts("aXbX", "X", 5), ["a", "b", ""]);
        assert_eq!(parts("aXbX", "X", -5), ["a", "b", ""]);
        assert_eq!(parts("a1b2", r"\d", 2), ["a", "b2"]);
        assert_eq!(parts("ab", "x*", 0), ["a", "b"]);
        assert_eq!(parts(" a \t b\n", r"\s+", 0), ["", "a", "b"]);
        assert_eq!(parts(" a  b", r"\s", 0), ["", "a", "", "b"]);
        assert_eq!(parts("a, b;c", "[,; ]+", 2), ["a", "b;c"]);
    }

    #[test]
    fn a_million_words_are_split_and_a_set_agrees_with_the_engine() {
        let text = "wörd and, word. ".repeat(1000);
        let fast = parts(&text, r"\s+", 0);
        let slow = parts(&text, r"(?:\s+)", 0);
        assert_eq!(fast, slow);
    }
}
