//! Strings: parts, searching, case, trimming, replacing, splitting, joining.
//!
//! Most of these are the insides of `clojure.string` (namespace `clutch.rt`). Indexes count
//! characters, as everywhere in the language; a string that is all ASCII converts them for free.
//! Where Clojure takes anything that has a text as the subject, so do these.

mod charset;
mod replace;
mod split;

pub(crate) use charset::{check as check_charset, decode, encode};
pub(crate) use replace::{push_template, quote_replacement};
pub(crate) use split::split;

use crate::bridge::{each, push_text, text_of};
use clutch_core::native::Native;
use clutch_core::{R, Shared, Str, Thrown, Value, View, class};
use clutch_derive::{native, natives};
use clutch_vm::{Cx, convert};

/// Java's `Character.isWhitespace`: no-break spaces are not, four separators are.
pub fn is_whitespace(c: char) -> bool {
    match c {
        '\t'..='\r' | '\u{1c}'..=' ' => true,
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{85}' => false,
        c => !c.is_ascii() && c.is_whitespace(),
    }
}

/// The subject of a string function: a string, or the text of anything but nil.
fn subject(cx: &mut Cx, s: Value, native: &Native) -> R<Shared<Str>> {
    match s.into_shared() {
        Ok(s) => Ok(s),
        Err(v) if v.is_nil() => Err(convert::wrong_argument(native, 0, "a string", &v)),
        Err(v) => Ok(Shared::new(Str::new(text_of(cx, &v)?))),
    }
}

fn index_of_byte(s: &Str, byte: usize) -> i64 {
    if s.is_ascii() {
        byte as i64
    } else {
        s[..byte].chars().count() as i64
    }
}

/// `StringIndexOutOfBoundsException` in Java's words.
pub(crate) fn out_of_range(begin: i64, end: i64, length: usize) -> Box<Thrown> {
    Thrown::new(
        &class::STRING_INDEX_OUT_OF_BOUNDS,
        format!("begin {begin}, end {end}, length {length}"),
    )
}

/// The part of a string between two character indexes.
pub(crate) fn substring(s: &Str, start: i64, end: i64) -> R<&str> {
    let offset = |i: i64| usize::try_from(i).ok().and_then(|i| s.byte_offset(i));
    match (offset(start), offset(end)) {
        (Some(a), Some(b)) if a <= b => Ok(&s[a..b]),
        _ => Err(out_of_range(start, end, s.chars())),
    }
}

/// The part of a string from index start up to, but not including, index end or the end.
///
/// (subs "clutch" 2) ;=> "utch"
/// (subs "clutch" 1 3) ;=> "lu"
/// (subs "abc" 4) ;throws> StringIndexOutOfBoundsException
#[native("clojure.core", "subs")]
fn subs(s: &Str, start: i64, end: Option<i64>) -> R<String> {
    let end = end.unwrap_or(s.chars() as i64);
    substring(s, start, end).map(str::to_string)
}

/// Index of the first place of a string or character in s at or after an index, or nil.
///
/// (clutch.rt/str-index-of "banana" "na" 3) ;=> 4
/// (clutch.rt/str-index-of "banana" \x 0) ;=> nil
#[native("clutch.rt", "str-index-of")]
fn str_index_of(cx: &mut Cx, s: Value, value: &Value, from_index: i64) -> R<Option<i64>> {
    let s = subject(cx, s, &NATIVE_STR_INDEX_OF)?;
    let from = usize::try_from(from_index).unwrap_or(0);
    let from = s.byte_offset(from).unwrap_or(s.len());
    let found = match value.view() {
        View::Char(c) => s[from..].find(c),
        View::Str(v) => s[from..].find(v.as_str()),
        _ => return Err(wrong_part(&NATIVE_STR_INDEX_OF, value)),
    };
    Ok(found.map(|at| index_of_byte(&s, from + at)))
}

/// Index of the last place of a string or character in s, starting at or before an index unless
/// that is nil; or nil.
///
/// (clutch.rt/str-last-index-of "banana" "na" nil) ;=> 4
/// (clutch.rt/str-last-index-of "banana" \n 3) ;=> 2
#[native("clutch.rt", "str-last-index-of")]
fn str_last_index_of(cx: &mut Cx, s: Value, value: &Value, from_index: &Value) -> R<Option<i64>> {
    let s = subject(cx, s, &NATIVE_STR_LAST_INDEX_OF)?;
    let mut buffer = [0; 4];
    let part: &str = match value.view() {
        View::Char(c) => c.encode_utf8(&mut buffer),
        View::Str(v) => v,
        _ => return Err(wrong_part(&NATIVE_STR_LAST_INDEX_OF, value)),
    };
    let end = if from_index.is_nil() {
        s.len()
    } else {
        let last = convert::arg::<i64>(from_index.clone(), &NATIVE_STR_LAST_INDEX_OF, 2)?;
        let Ok(last) = usize::try_from(last) else {
            return Ok(None);
        };
        let start = s.byte_offset(last).unwrap_or(s.len());
        let end = (start + part.len()).min(s.len());
        // The match may start at `start` at the latest, so nothing is cut inside a character.
        (end..=s.len())
            .find(|i| s.is_char_boundary(*i))
            .unwrap_or(s.len())
    };
    Ok(s[..end].rfind(part).map(|at| index_of_byte(&s, at)))
}

fn wrong_part(native: &Native, v: &Value) -> Box<Thrown> {
    convert::wrong_argument(native, 1, "a string or character", v)
}

/// The text of s in upper case.
///
/// (clutch.rt/str-upper "straße") ;=> "STRASSE"
#[native("clutch.rt", "str-upper")]
fn str_upper(cx: &mut Cx, s: Value) -> R<String> {
    Ok(subject(cx, s, &NATIVE_STR_UPPER)?.to_uppercase())
}

/// The text of s in lower case.
///
/// (clutch.rt/str-lower "ABC") ;=> "abc"
#[native("clutch.rt", "str-lower")]
fn str_lower(cx: &mut Cx, s: Value) -> R<String> {
    Ok(subject(cx, s, &NATIVE_STR_LOWER)?.to_lowercase())
}

/// The text of s with its first character in upper and all others in lower case.
///
/// (clutch.rt/str-capitalize "hELLO") ;=> "Hello"
#[native("clutch.rt", "str-capitalize")]
fn str_capitalize(cx: &mut Cx, s: Value) -> R<String> {
    let s = subject(cx, s, &NATIVE_STR_CAPITALIZE)?;
    let mut chars = s.as_str().chars();
    let first = chars.next().map(char::to_uppercase);
    let mut out: String = first.into_iter().flatten().collect();
    out.push_str(&chars.as_str().to_lowercase());
    Ok(out)
}

macro_rules! trims {
    ($($(#[$doc:meta])* $fn:ident $name:literal $trim:ident;)*) => {$(
        $(#[$doc])*
        #[native("clutch.rt", $name)]
        fn $fn(s: Shared<Str>) -> Value {
            let trimmed = s.as_str().$trim(is_whitespace);
            if trimmed.len() == s.len() { Value::heap(s) } else { trimmed.into() }
        }
    )*};
}

trims! {
    /// s without whitespace at both ends.
    ///
    /// (clutch.rt/str-trim " a b\n") ;=> "a b"
    str_trim "str-trim" trim_matches;
    /// s without whitespace at its start.
    ///
    /// (clutch.rt/str-triml " a ") ;=> "a "
    str_triml "str-triml" trim_start_matches;
    /// s without whitespace at its end.
    ///
    /// (clutch.rt/str-trimr " a ") ;=> " a"
    str_trimr "str-trimr" trim_end_matches;
}

/// Whether s is nil, empty, or whitespace only.
///
/// (clutch.rt/str-blank? " \t") ;=> true
/// (clutch.rt/str-blank? "a") ;=> false
#[native("clutch.rt", "str-blank?")]
fn str_blank(s: &Value) -> R<bool> {
    if s.is_nil() {
        return Ok(true);
    }
    let s: &str = convert::arg_ref(s, &NATIVE_STR_BLANK, 0)?;
    Ok(s.chars().all(is_whitespace))
}

/// The characters of s in opposite order.
///
/// (clutch.rt/str-reverse "abc") ;=> "cba"
#[native("clutch.rt", "str-reverse")]
fn str_reverse(s: &str) -> String {
    s.chars().rev().collect()
}

/// Whether the text of s starts with the string substr.
///
/// (clutch.rt/str-starts? "abc" "ab") ;=> true
#[native("clutch.rt", "str-starts?")]
fn str_starts(cx: &mut Cx, s: Value, substr: &str) -> R<bool> {
    Ok(subject(cx, s, &NATIVE_STR_STARTS)?.starts_with(substr))
}

/// Whether the text of s ends with the string substr.
///
/// (clutch.rt/str-ends? "abc" "bc") ;=> true
#[native("clutch.rt", "str-ends?")]
fn str_ends(cx: &mut Cx, s: Value, substr: &str) -> R<bool> {
    Ok(subject(cx, s, &NATIVE_STR_ENDS)?.ends_with(substr))
}

/// Whether the string substr occurs in the text of s.
///
/// (clutch.rt/str-includes? "abc" "b") ;=> true
#[native("clutch.rt", "str-includes?")]
fn str_includes(cx: &mut Cx, s: Value, substr: &str) -> R<bool> {
    Ok(subject(cx, s, &NATIVE_STR_INCLUDES)?.contains(substr))
}

/// The texts of the elements of coll, with the text of separator between two.
///
/// (clutch.rt/str-join ", " [1 nil :k]) ;=> "1, , :k"
#[native("clutch.rt", "str-join")]
fn str_join(cx: &mut Cx, separator: &Value, coll: Value) -> R<String> {
    let separator = text_of(cx, separator)?;
    let mut out = String::new();
    let mut first = true;
    each(cx, coll, |cx, v| {
        if !first {
            out.push_str(&separator);
        }
        first = false;
        push_text(cx, &mut out, &v)
    })?;
    Ok(out)
}

/// s with each character c for which (cmap c) is not nil replaced by the text of that.
///
/// (clutch.rt/str-escape "a<b" {\< "&lt;"}) ;=> "a&lt;b"
#[native("clutch.rt", "str-escape")]
fn str_escape(cx: &mut Cx, s: Shared<Str>, cmap: Value) -> R<String> {
    let mut out = String::with_capacity(s.len());
    for c in s.as_str().chars() {
        cx.poll()?;
        let replacement = cx.call1(&cmap, Value::char(c))?;
        if replacement.is_nil() {
            out.push(c);
        } else {
            push_text(cx, &mut out, &replacement)?;
        }
    }
    Ok(out)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    subs,
    str_index_of,
    str_last_index_of,
    str_upper,
    str_lower,
    str_capitalize,
    str_trim,
    str_triml,
    str_trimr,
    str_blank,
    str_reverse,
    str_starts,
    str_ends,
    str_includes,
    str_join,
    str_escape,
    replace::str_replace,
    replace::str_replace_first,
    replace::re_quote_replacement,
    split::str_split,
    split::str_split_lines,
];

#[cfg(test)]
mod tests {
    use super::*;

    // Values observed on Clojure 1.11.
    #[test]
    fn whitespace_is_javas() {
        let text = "\u{0}\u{1c}\u{1f} \u{a0}\u{85}\u{2003}\u{2007}\u{2028}\u{3000}";
        let found: Vec<bool> = text.chars().map(is_whitespace).collect();
        assert_eq!(
            found,
            [
                false, true, true, true, false, false, true, false, true, true
            ]
        );
    }

    #[test]
    fn substrings_count_characters() {
        let s = Str::new("héllo");
        assert_eq!(substring(&s, 1, 3).expect("inside"), "él");
        assert_eq!(substring(&s, 5, 5).expect("at the end"), "");
        let e = substring(&s, 2, 9).expect_err("outside");
        assert_eq!(e.message(), "begin 2, end 9, length 5");
    }

    #[test]
    fn last_index_is_limited_by_where_the_match_starts() {
        let cx = &mut crate::testing::context();
        let mut at = |part: &str, from: Value| {
            str_last_index_of(cx, Value::string("abcabc"), &part.into(), &from)
                .expect("found or not")
        };
        assert_eq!(at("c", Value::int(4)), Some(2));
        assert_eq!(at("c", Value::int(-1)), None);
        assert_eq!(at("bc", Value::int(4)), Some(4));
        assert_eq!(at("", Value::int(9)), Some(6));
        assert_eq!(at("abc", Value::NIL), Some(3));
    }
}
