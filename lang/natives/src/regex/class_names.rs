//! Character classes by name, as the inside of a class in the engine's syntax.

/// The class of `\d`, `\w`, `\s`, `\h`, `\v` by its lower-case letter.
pub(super) fn escape_class(letter: char, unicode: bool) -> Option<&'static str> {
    Some(match (letter, unicode) {
        ('d', false) => "0-9",
        ('d', true) => r"\p{Nd}",
        ('w', false) => "0-9A-Za-z_",
        ('w', true) => r"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}",
        ('s', false) => r"\x{9}-\x{d}\x{20}",
        ('s', true) => r"\p{White_Space}",
        ('h', _) => r"\x{9}\x{20}\x{a0}\x{1680}\x{180e}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}",
        ('v', _) => r"\x{a}-\x{d}\x{85}\x{2028}\x{2029}",
        _ => return None,
    })
}

/// ASCII classes of POSIX, and the same as Unicode properties for `(?U)`.
const POSIX: &[(&str, &str, &str)] = &[
    ("Lower", "a-z", r"\p{Lowercase}"),
    ("Upper", "A-Z", r"\p{Uppercase}"),
    ("ASCII", r"\x{0}-\x{7f}", r"\x{0}-\x{7f}"),
    ("Alpha", "A-Za-z", r"\p{Alphabetic}"),
    ("Digit", "0-9", r"\p{Nd}"),
    ("Alnum", "0-9A-Za-z", r"\p{Alphabetic}\p{Nd}"),
    (
        "Punct",
        r"\x{21}-\x{2f}\x{3a}-\x{40}\x{5b}-\x{60}\x{7b}-\x{7e}",
        r"\p{P}",
    ),
    (
        "Graph",
        r"\x{21}-\x{7e}",
        r"\p{L}\p{M}\p{N}\p{P}\p{S}\p{Cf}\p{Co}",
    ),
    (
        "Print",
        r"\x{20}-\x{7e}",
        r"\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\p{Cf}\p{Co}",
    ),
    ("Blank", r"\x{9}\x{20}", r"\p{Zs}\x{9}"),
    ("Cntrl", r"\x{0}-\x{1f}\x{7f}", r"\p{Cc}"),
    ("XDigit", "0-9A-Fa-f", r"\p{Nd}\p{Hex_Digit}"),
    ("Space", r"\x{9}-\x{d}\x{20}", r"\p{White_Space}"),
];

/// Names that are Java's own.
const OTHERS: &[(&str, &str)] = &[
    ("javaLowerCase", r"\p{Lowercase}"),
    ("javaUpperCase", r"\p{Uppercase}"),
    ("javaTitleCase", r"\p{Lt}"),
    ("javaAlphabetic", r"\p{Alphabetic}"),
    ("javaLetter", r"\p{L}"),
    ("javaDigit", r"\p{Nd}"),
    ("javaLetterOrDigit", r"\p{L}\p{Nd}"),
    ("javaSpaceChar", r"\p{Z}"),
    ("javaIdeographic", r"\p{Ideographic}"),
    (
        "javaWhitespace",
        r"\x{9}-\x{d}\x{1c}-\x{20}\x{1680}\x{2000}-\x{2006}\x{2008}-\x{200a}\x{2028}\x{2029}\x{205f}\x{3000}",
    ),
    ("javaISOControl", r"\p{Cc}"),
    ("javaJavaIdentifierStart", r"\p{L}\p{Nl}\p{Sc}\p{Pc}"),
    (
        "javaJavaIdentifierPart",
        r"\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{M}",
    ),
    ("all", r"\x{0}-\x{10ffff}"),
    ("L1", r"\x{0}-\x{ff}"),
    ("LD", r"\p{L}\p{Nd}"),
    ("LC", r"\p{Lu}\p{Ll}\p{Lt}"),
];

/// Blocks (`\p{InGreek}`) that are used in practice.
const BLOCKS: &[(&str, &str)] = &[
    ("BasicLatin", r"\x{0}-\x{7f}"),
    ("Latin1Supplement", r"\x{80}-\x{ff}"),
    ("LatinExtendedA", r"\x{100}-\x{17f}"),
    ("CombiningDiacriticalMarks", r"\x{300}-\x{36f}"),
    ("Greek", r"\x{370}-\x{3ff}"),
    ("Cyrillic", r"\x{400}-\x{4ff}"),
    ("Hebrew", r"\x{590}-\x{5ff}"),
    ("Arabic", r"\x{600}-\x{6ff}"),
    ("Thai", r"\x{e00}-\x{e7f}"),
    ("Hiragana", r"\x{3040}-\x{309f}"),
    ("Katakana", r"\x{30a0}-\x{30ff}"),
    ("CJKUnifiedIdeographs", r"\x{4e00}-\x{9fff}"),
    ("HangulSyllables", r"\x{ac00}-\x{d7af}"),
];

/// The class of `\p{name}`.
pub(super) fn class_by_name(name: &str, unicode: bool) -> Option<String> {
    if let Some((_, ascii, wide)) = POSIX.iter().find(|(n, ..)| *n == name) {
        return Some(if unicode { wide } else { ascii }.to_string());
    }
    if let Some((_, ranges)) = OTHERS.iter().find(|(n, _)| *n == name) {
        return Some((*ranges).to_string());
    }
    let property = if let Some((key, value)) = name.split_once('=') {
        match key.to_ascii_lowercase().as_str() {
            "general_category" | "gc" => return known(&format!("gc={value}")),
            "script" | "sc" => return known(&format!("sc={value}")),
            "block" | "blk" => return block(value),
            _ => return None,
        }
    } else if let Some(rest) = name.strip_prefix("In") {
        return block(rest);
    } else if let Some(rest) = name.strip_prefix("Is") {
        if let Some((_, _, wide)) = POSIX.iter().find(|(n, ..)| n.eq_ignore_ascii_case(rest)) {
            return Some((*wide).to_string());
        }
        match rest.to_ascii_lowercase().as_str() {
            "letter" => "L",
            "control" => "Cc",
            "punctuation" => "P",
            "titlecase" => "Lt",
            _ => rest,
        }
    } else if name.len() <= 2 && name.starts_with(|c: char| c.is_ascii_uppercase()) {
        name
    } else {
        return None;
    };
    known(property)
}

fn block(name: &str) -> Option<String> {
    let plain = |s: &str| {
        let letters = s.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).collect::<String>()
    };
    let name = plain(name);
    let found = BLOCKS.iter().find(|(n, _)| plain(n) == name)?;
    Some(found.1.to_string())
}

/// The engine's own class, if it knows the name.
fn known(property: &str) -> Option<String> {
    let simple = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '=' || c == '-';
    let text = format!(r"\p{{{property}}}");
    (property.chars().all(simple) && regex::Regex::new(&text).is_ok()).then_some(text)
}
