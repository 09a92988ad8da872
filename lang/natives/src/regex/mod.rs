//! Regular expressions with Java's syntax and matching rules.
//!
//! [`translate`] rewrites a pattern; [`Pattern`] runs it on the linear-time engine where it can
//! and on the backtracking one where it must (look-around, back-references, possessive and
//! atomic groups, a last line terminator at `$`). [`Regex`] is the value `#"…"`, [`Matcher`] the
//! stateful walk over one text. Offsets are bytes inside and characters in what scripts see.
//!
//! A backtracking match is given a budget of steps instead of polling, since the engine cannot
//! be interrupted.

mod class_names;
mod matcher;
mod table;
mod translate;

pub use matcher::{Matcher, is_matcher};
pub(crate) use table::each_match;
pub(crate) use table::text_arg;
pub use table::{TABLE, compile_value, groups_value, regex_arg};
pub use translate::Flags;

use clutch_core::object::HostData;
use clutch_core::{R, Thrown, Value};
use clutch_vm::class::host;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::sync::{Arc, LazyLock, OnceLock};
use translate::{Dialect, SyntaxError, Translated, translate};

/// Steps a backtracking match may take: some seconds.
const BACKTRACK_LIMIT: usize = 10_000_000;
/// Most patterns that are kept compiled for programs that make them from strings again and again.
const CACHED: usize = 128;

/// Start and end byte of the match (first) and of each group that took part.
pub type Spans = SmallVec<[Option<(usize, usize)>; 4]>;

/// Places of groups, kept from one search to the next of the same pattern.
pub type Memory = Option<regex::CaptureLocations>;

enum Engine {
    Linear(regex::Regex),
    Backtracking(fancy_regex::Regex),
}

/// A compiled pattern, shared by all regex values of the same text.
pub struct Pattern {
    source: Box<str>,
    flags: Flags,
    /// Number of capturing groups.
    pub groups: usize,
    names: Vec<(String, usize)>,
    main: Engine,
    /// The exact form of a pattern whose `main` is inexact at line ends; made when needed.
    exact: OnceLock<Engine>,
    /// Anchored at both ends, for `re-matches`; made when needed.
    whole: OnceLock<Engine>,
    whole_exact: OnceLock<Engine>,
    inexact_at_last_line_end: bool,
    inexact_match_at_end: bool,
    /// The plain text that it matches, if it has no operators.
    literal: Option<Box<str>>,
    /// The bytes that it matches, if it is one class of ASCII characters, maybe repeated.
    byte_set: Option<ByteSet>,
}

/// A class of ASCII characters, matched once or as often as possible.
pub struct ByteSet {
    members: u128,
    /// Whether a run of members is one match.
    pub repeated: bool,
}

impl ByteSet {
    /// Reads `\s`, `\d`, `\w` or a class of plain characters, with `+` or without.
    fn read(source: &str) -> Option<ByteSet> {
        let (class, repeated) = match source.strip_suffix('+') {
            Some(class) => (class, true),
            None => (source, false),
        };
        let members: String = match class {
            "\\s" => "\t\n\x0b\x0c\r ".to_string(),
            "\\d" => ('0'..='9').collect(),
            _ => {
                let inside = class.strip_prefix('[')?.strip_suffix(']')?;
                let plain = |c: char| c.is_ascii() && !r"\[]^-&".contains(c);
                (!inside.is_empty() && inside.chars().all(plain)).then(|| inside.to_string())?
            }
        };
        Some(ByteSet {
            members: members.bytes().fold(0, |set, b| set | 1 << b),
            repeated,
        })
    }

    /// Whether a byte is one of its characters.
    #[inline]
    pub fn contains(&self, byte: u8) -> bool {
        byte < 128 && self.members >> byte & 1 == 1
    }
}

type Cache = FxHashMap<(Box<str>, u32), Arc<Pattern>>;

static CACHE: LazyLock<Mutex<Cache>> = LazyLock::new(Mutex::default);

impl Pattern {
    /// Compiles a pattern, or takes it from the cache.
    pub fn compile(source: &str, flags: Flags) -> R<Arc<Pattern>> {
        let key = (Box::from(source), flags.0);
        if let Some(found) = CACHE.lock().get(&key) {
            return Ok(found.clone());
        }
        let pattern = Arc::new(Pattern::new(source, flags)?);
        let mut cache = CACHE.lock();
        if cache.len() >= CACHED {
            cache.clear();
        }
        cache.insert(key, pattern.clone());
        Ok(pattern)
    }

    fn new(source: &str, flags: Flags) -> R<Pattern> {
        let fail = |e| syntax_error(source, &e);
        let t = translate(source, flags, Dialect::Plain).map_err(fail)?;
        let main = if t.needs_backtracking {
            let exact = translate(source, flags, Dialect::Exact).map_err(fail)?;
            backtracking(source, &exact.text)?
        } else {
            linear(source, &t.text)?
        };
        let exact = matches!(main, Engine::Backtracking(_));
        let is_operator = |c: char| r"\[](){}.*+?^$|".contains(c);
        let literal =
            (flags == Flags::default() && !source.contains(is_operator)).then(|| Box::from(source));
        Ok(Pattern {
            source: source.into(),
            flags,
            groups: t.groups,
            names: t.names,
            main,
            exact: OnceLock::new(),
            whole: OnceLock::new(),
            whole_exact: OnceLock::new(),
            inexact_at_last_line_end: t.inexact_at_last_line_end && !exact,
            inexact_match_at_end: t.inexact_match_at_end && !exact,
            literal,
            byte_set: (flags == Flags::default())
                .then(|| ByteSet::read(source))
                .flatten(),
        })
    }

    /// The pattern as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Its flags, with those that the pattern itself sets at its start not counted.
    pub fn flags(&self) -> Flags {
        self.flags
    }

    /// The plain text that it matches, if it has no operators.
    pub fn literal(&self) -> Option<&str> {
        self.literal.as_deref()
    }

    /// The bytes that it matches, if it is one class of ASCII characters, maybe repeated.
    pub fn byte_set(&self) -> Option<&ByteSet> {
        self.byte_set.as_ref()
    }

    /// Number of the group with a name.
    pub fn group_named(&self, name: &str) -> Option<usize> {
        let found = self.names.iter().find(|(n, _)| n == name);
        found.map(|(_, number)| *number)
    }

    /// The first match that starts at byte `from` or later.
    pub fn find_at(&self, text: &str, from: usize) -> R<Option<Spans>> {
        self.search(text, from, self.groups, &mut None)
    }

    /// As [`Pattern::find_at`], with memory that one search leaves to the next.
    pub fn find_next(&self, text: &str, from: usize, memory: &mut Memory) -> R<Option<Spans>> {
        self.search(text, from, self.groups, memory)
    }

    /// As [`Pattern::find_at`], without the groups.
    pub fn find_range(&self, text: &str, from: usize) -> R<Option<(usize, usize)>> {
        let found = self.search(text, from, 0, &mut None)?;
        Ok(found.map(|spans| spans[0].expect("the whole match")))
    }

    fn search(
        &self,
        text: &str,
        from: usize,
        groups: usize,
        memory: &mut Memory,
    ) -> R<Option<Spans>> {
        if from > text.len() {
            return Ok(None);
        }
        let doubtful = (self.inexact_at_last_line_end || self.inexact_match_at_end)
            && ends_in_terminator(text);
        if doubtful && self.inexact_at_last_line_end {
            return self.exact()?.search(text, from, groups, &mut None);
        }
        let found = self.main.search(text, from, groups, memory)?;
        match &found {
            Some(spans) if doubtful && spans[0].is_some_and(|(_, end)| end == text.len()) => {
                self.exact()?.search(text, from, groups, &mut None)
            }
            _ => Ok(found),
        }
    }

    /// The match of the whole text.
    pub fn match_whole(&self, text: &str) -> R<Option<Spans>> {
        if let Some(literal) = self.literal() {
            return Ok((literal == text).then(|| smallvec::smallvec![Some((0, text.len()))]));
        }
        let inexact = self.inexact_at_last_line_end || self.inexact_match_at_end;
        let engine = if inexact && ends_in_terminator(text) {
            self.made(&self.whole_exact, Dialect::Exact, true)?
        } else {
            self.made(&self.whole, Dialect::Plain, true)?
        };
        engine.search(text, 0, self.groups, &mut None)
    }

    fn exact(&self) -> R<&Engine> {
        self.made(&self.exact, Dialect::Exact, false)
    }

    /// The engine in a slot, compiled at its first use.
    fn made<'a>(
        &'a self,
        slot: &'a OnceLock<Engine>,
        dialect: Dialect,
        whole: bool,
    ) -> R<&'a Engine> {
        if let Some(engine) = slot.get() {
            return Ok(engine);
        }
        let exact = dialect == Dialect::Exact || matches!(self.main, Engine::Backtracking(_));
        let dialect = if exact {
            Dialect::Exact
        } else {
            Dialect::Plain
        };
        let fail = |e| syntax_error(&self.source, &e);
        let Translated { text, .. } = translate(&self.source, self.flags, dialect).map_err(fail)?;
        let text = if whole {
            format!(r"\A(?:{text})\z")
        } else {
            text
        };
        let engine = if exact {
            backtracking(&self.source, &text)?
        } else {
            linear(&self.source, &text)?
        };
        Ok(slot.get_or_init(|| engine))
    }
}

impl Engine {
    fn search(
        &self,
        text: &str,
        from: usize,
        groups: usize,
        memory: &mut Memory,
    ) -> R<Option<Spans>> {
        match self {
            Engine::Linear(re) if groups == 0 => Ok(re
                .find_at(text, from)
                .map(|m| smallvec::smallvec![Some((m.start(), m.end()))])),
            Engine::Linear(re) => {
                let locations = memory.get_or_insert_with(|| re.capture_locations());
                let found = re.captures_read_at(locations, text, from);
                Ok(found.map(|_| (0..=groups).map(|i| locations.get(i)).collect()))
            }
            Engine::Backtracking(re) => {
                let found = re.captures_from_pos(text, from).map_err(too_hard)?;
                Ok(found.map(|captures| {
                    let span = |i| captures.get(i).map(|m| (m.start(), m.end()));
                    (0..=groups).map(span).collect()
                }))
            }
        }
    }
}

fn ends_in_terminator(text: &str) -> bool {
    text.ends_with(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
}

fn linear(source: &str, text: &str) -> R<Engine> {
    let built = regex::RegexBuilder::new(text)
        .size_limit(64 << 20)
        .dfa_size_limit(16 << 20)
        .build();
    built.map(Engine::Linear).map_err(|e| match e {
        regex::Error::CompiledTooBig(_) => refused(source, "Pattern too large"),
        e => refused(source, &last_line(&e.to_string())),
    })
}

fn backtracking(source: &str, text: &str) -> R<Engine> {
    let built = fancy_regex::RegexBuilder::new(text)
        .backtrack_limit(BACKTRACK_LIMIT)
        .build();
    built
        .map(Engine::Backtracking)
        .map_err(|e| refused(source, &last_line(&e.to_string())))
}

fn last_line(text: &str) -> String {
    let line = text.lines().next_back().unwrap_or(text);
    line.strip_prefix("error: ").unwrap_or(line).to_string()
}

fn refused(source: &str, description: &str) -> Box<Thrown> {
    let e = SyntaxError {
        description: description.to_string(),
        index: None,
    };
    syntax_error(source, &e)
}

/// `PatternSyntaxException` with Java's message: description, index, pattern, caret.
fn syntax_error(source: &str, e: &SyntaxError) -> Box<Thrown> {
    let mut message = e.description.clone();
    if let Some(index) = e.index {
        message.push_str(&format!(" near index {index}"));
    }
    message.push('\n');
    message.push_str(source);
    if let Some(index) = e.index.filter(|i| *i < source.chars().count()) {
        message.push_str(&format!("\n{}^", " ".repeat(index)));
    }
    Thrown::new(&clutch_core::class::PATTERN_SYNTAX, message)
}

#[cold]
fn too_hard(e: fancy_regex::Error) -> Box<Thrown> {
    match e {
        fancy_regex::Error::RuntimeError(_) => Thrown::new(
            &clutch_core::class::STACK_OVERFLOW_ERROR,
            format!(
                "A match of a regular expression was given up after {BACKTRACK_LIMIT} steps \
                 of backtracking"
            ),
        ),
        e => Thrown::runtime(e.to_string()),
    }
}

/// The value of `#"…"`: a pattern with an identity, as every regex is equal only to itself.
pub struct Regex {
    /// The compiled pattern.
    pub pattern: Arc<Pattern>,
}

impl Regex {
    /// A new regex value.
    pub fn value(pattern: Arc<Pattern>) -> Value {
        Value::host(&host::PATTERN, Regex { pattern })
    }
}

impl HostData for Regex {
    fn text(&self) -> Option<String> {
        Some(self.pattern.source.to_string())
    }
    fn readable(&self) -> Option<String> {
        Some(readable(&self.pattern.source))
    }
}

/// A pattern as a literal: `"` gets a backslash, which inside `\Q…\E` needs leaving it.
fn readable(source: &str) -> String {
    let mut out = String::from("#\"");
    let mut chars = source.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                out.push('\\');
                if let Some(next) = chars.next() {
                    out.push(next);
                    quoted = match next {
                        'Q' => true,
                        'E' => false,
                        _ => quoted,
                    };
                }
            }
            '"' if quoted => out.push_str("\\E\\\"\\Q"),
            '"' => out.push_str("\\\""),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(pattern: &str, text: &str) -> Option<Vec<Option<String>>> {
        let p = Pattern::compile(pattern, Flags::default()).expect("compiles");
        let spans = p.find_at(text, 0).expect("matches in time")?;
        let part = |s: &Option<(usize, usize)>| s.map(|(a, b)| text[a..b].to_string());
        Some(spans.iter().map(part).collect())
    }

    fn first(pattern: &str, text: &str) -> Option<String> {
        find(pattern, text).and_then(|g| g[0].clone())
    }

    fn whole(pattern: &str, text: &str) -> bool {
        let p = Pattern::compile(pattern, Flags::default()).expect("compiles");
        p.match_whole(text).expect("matches in time").is_some()
    }

    // Results observed on Java 17.
    #[test]
    fn line_ends_are_javas() {
        assert_eq!(first("a$", "a\n").as_deref(), Some("a"));
        assert_eq!(first("a$", "a\nb"), None);
        assert_eq!(first("a.b", "a\rb"), None);
        assert_eq!(first("(?s)a.b", "a\nb").as_deref(), Some("a\nb"));
        assert_eq!(first("(?m)^b$", "a\r\nb\r\nc").as_deref(), Some("b"));
        assert!(!whole("a$", "a\n"));
        assert!(whole("a$\\n", "a\n"));
        assert!(whole("a|ab", "ab"));
    }

    #[test]
    fn classes_are_ascii_unless_told() {
        assert_eq!(first(r"\w+", "héllo").as_deref(), Some("h"));
        assert_eq!(first(r"(?U)\w+", "héllo").as_deref(), Some("héllo"));
        assert_eq!(first(r"\p{L}+", "héllo").as_deref(), Some("héllo"));
        assert_eq!(first(r"\p{Punct}+", "a$+^`|~!").as_deref(), Some("$+^`|~!"));
        assert_eq!(first(r"[^a-z&&[bc]]+", "bcad").as_deref(), Some("ad"));
        assert_eq!(first(r"[a-c[x-z]]+", "byyq").as_deref(), Some("byy"));
        assert_eq!(first(r"[\Q^]\E]+", "a^]b").as_deref(), Some("^]"));
        assert_eq!(first(r"[\h]+", "a \t b").as_deref(), Some(" \t "));
        assert_eq!(first("[a&&]", "a").as_deref(), Some("a"));
        assert_eq!(first(r"(?i)ABC\<", "xabc<").as_deref(), Some("abc<"));
    }

    #[test]
    fn look_around_and_references_work() {
        assert_eq!(first("(?<!a)b", "ab b").as_deref(), Some("b"));
        assert_eq!(first(r"(\w)\1", "hello").as_deref(), Some("ll"));
        assert_eq!(first("(?>a|ab)c", "abc"), None);
        assert_eq!(first("a++a", "aaa"), None);
        assert_eq!(first("a{2}+", "aaaa").as_deref(), Some("aa"));
        assert_eq!(first(r"(?<=a{1,3})b", "aab").as_deref(), Some("b"));
        assert_eq!(
            first(r"(?i)(?<q>['X]).*?\k<q>", "x 'a' y").as_deref(),
            Some("'a'")
        );
        assert_eq!(first(r"(?s)(?=a).+$", "ba.\n").as_deref(), Some("a.\n"));
        assert_eq!(first(r"\1a", "a"), None);
        assert_eq!(
            find("(a)(b)?", "a"),
            Some(vec![Some("a".into()), Some("a".into()), None])
        );
    }

    #[test]
    fn multi_line_start_does_not_match_after_the_last_terminator() {
        let p = Pattern::compile("(?m)^.*$", Flags::default()).expect("compiles");
        let text = "a\nb\n";
        let second = p.find_range(text, 1).expect("in time");
        assert_eq!(second, Some((2, 3)));
        assert_eq!(p.find_range(text, 4).expect("in time"), None);
    }

    #[test]
    fn catastrophic_patterns_end() {
        let text = "a".repeat(40) + "b";
        let p = Pattern::compile(r"(?:(?=a)a|a)+$", Flags::default()).expect("compiles");
        assert!(p.find_at(&text, 0).is_err());
        assert_eq!(first("(a+)+$", &text), None);
    }

    #[test]
    fn errors_point_at_the_place() {
        let e = Pattern::compile("a**", Flags::default())
            .err()
            .expect("refused");
        assert_eq!(
            e.message(),
            "Dangling meta character '*' near index 2\na**\n  ^"
        );
        assert_eq!(e.exception().class.simple_name(), "PatternSyntaxException");
    }

    #[test]
    fn printed_patterns_can_be_read_again() {
        assert_eq!(readable(r#"a"\d\\"#), r##"#"a\"\d\\""##);
        assert_eq!(readable(r#"\Qa"\E"#), r##"#"\Qa\E\"\Q\E""##);
    }
}
