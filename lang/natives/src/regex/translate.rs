//! Java's pattern syntax in the syntax of the Rust engines.
//!
//! One pass over the characters, without recursion except for nested character classes (which
//! have a limit). Inline flags are resolved here: only `i` reaches the engine, while `s`, `m`,
//! `d`, `x` and `U` decide how `.`, `^`, `$`, blanks and classes are written out. What is
//! different in Java and therefore spelled out: `\w \d \s` are ASCII, `.` stops at five line
//! terminators, `$` also matches before a last line terminator, `^` in multi-line mode does not
//! match after it.
//!
//! `$` before a last terminator needs look-ahead, which the fast engine has not. So a pattern is
//! translated in two ways ([`Dialect`]), and [`Translated`] says when the difference matters.
//!
//! Source: observed behaviour and messages of `java.util.regex` in Java 17.

use super::class_names::{class_by_name, escape_class};

/// Which engine the text is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dialect {
    /// No look-around; line ends are slightly simplified, see the module header.
    Plain,
    /// With look-around: exact.
    Exact,
}

/// Pattern flags with the bits of `java.util.regex.Pattern`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Flags(pub u32);

impl Flags {
    /// `(?d)`: only `\n` ends a line.
    pub const UNIX_LINES: Flags = Flags(1);
    /// `(?i)`.
    pub const CASE_INSENSITIVE: Flags = Flags(2);
    /// `(?x)`: blanks and comments are ignored.
    pub const COMMENTS: Flags = Flags(4);
    /// `(?m)`.
    pub const MULTILINE: Flags = Flags(8);
    /// The pattern is a plain string.
    pub const LITERAL: Flags = Flags(16);
    /// `(?s)`: a dot matches everything.
    pub const DOTALL: Flags = Flags(32);
    /// `(?u)`: accepted; case is always folded as Unicode says.
    pub const UNICODE_CASE: Flags = Flags(64);
    /// `(?U)`: `\w` and the like as Unicode says.
    pub const UNICODE_CLASS: Flags = Flags(256);

    pub(super) fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    fn letter(c: char) -> Option<Flags> {
        Some(match c {
            'd' => Flags::UNIX_LINES,
            'i' => Flags::CASE_INSENSITIVE,
            'x' => Flags::COMMENTS,
            'm' => Flags::MULTILINE,
            's' => Flags::DOTALL,
            'u' => Flags::UNICODE_CASE,
            'U' => Flags::UNICODE_CLASS,
            _ => return None,
        })
    }
}

/// A pattern in the engine's syntax.
#[derive(Debug)]
pub(super) struct Translated {
    /// The text for the engine.
    pub(super) text: String,
    /// Number of capturing groups.
    pub(super) groups: usize,
    /// Names of groups with their numbers.
    pub(super) names: Vec<(String, usize)>,
    /// Whether it uses what only the backtracking engine has.
    pub(super) needs_backtracking: bool,
    /// Whether the plain dialect is inexact on texts that end in a line terminator.
    pub(super) inexact_at_last_line_end: bool,
    /// Whether the plain dialect may match at the very end after a line terminator by mistake.
    pub(super) inexact_match_at_end: bool,
}

/// What is wrong with a pattern: Java's words and the index in characters.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// What is wrong.
    pub(super) description: String,
    /// Where, if known.
    pub(super) index: Option<usize>,
}

type Res<T> = Result<T, SyntaxError>;

const TERMINATORS: &str = r"\n\r\x{85}\x{2028}\x{2029}";
/// Java has no limit; ours keeps hostile patterns from exhausting the native stack.
const DEEPEST_CLASS: usize = 100;

/// Translates a pattern.
pub(super) fn translate(pattern: &str, flags: Flags, dialect: Dialect) -> Res<Translated> {
    let mut t = Translator {
        chars: pattern.chars().collect(),
        pos: 0,
        flags,
        dialect,
        out: Translated {
            text: String::with_capacity(pattern.len() + 16),
            groups: 0,
            names: Vec::new(),
            needs_backtracking: dialect == Dialect::Exact,
            inexact_at_last_line_end: false,
            inexact_match_at_end: false,
        },
        open: Vec::new(),
        atom: None,
        quantified: false,
    };
    if flags.has(Flags::CASE_INSENSITIVE) {
        t.out.text.push_str("(?i)");
    }
    if flags.has(Flags::LITERAL) {
        pattern.chars().for_each(|c| t.literal(c));
        return Ok(t.out);
    }
    t.run()?;
    Ok(t.out)
}

struct Translator {
    chars: Vec<char>,
    pos: usize,
    flags: Flags,
    dialect: Dialect,
    out: Translated,
    /// Open groups: the flags to restore, and where the group starts in the output.
    open: Vec<(Flags, usize)>,
    /// Where the last atom starts in the output, if a quantifier may follow.
    atom: Option<usize>,
    /// Whether the last atom has its quantifier already.
    quantified: bool,
}

impl Translator {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.pos).copied()
    }

    fn error<T>(&self, description: impl Into<String>, index: usize) -> Res<T> {
        Err(SyntaxError {
            description: description.into(),
            index: Some(index),
        })
    }

    fn run(&mut self) -> Res<()> {
        while let Some(c) = self.peek() {
            let start = self.pos;
            self.pos += 1;
            match c {
                '(' => self.group()?,
                ')' => self.close(start)?,
                '|' => {
                    self.out.text.push('|');
                    self.atom = None;
                    self.quantified = false;
                }
                '[' => {
                    let at = self.start_atom();
                    self.class(0)?;
                    self.end_atom(at);
                }
                '*' | '+' | '?' => self.quantifier(c, start)?,
                '{' => self.counted(start)?,
                '.' => self.atom_text(&self.dot()),
                '^' => self.caret(),
                '$' => self.dollar(),
                '\\' => self.escape()?,
                c if self.flags.has(Flags::COMMENTS) && c.is_ascii_whitespace() => {}
                '#' if self.flags.has(Flags::COMMENTS) => self.skip_comment(),
                c => self.literal(c),
            }
        }
        if self.open.is_empty() {
            Ok(())
        } else {
            self.error("Unclosed group", self.chars.len())
        }
    }

    fn skip_comment(&mut self) {
        while self.peek().is_some_and(|c| c != '\n' && c != '\r') {
            self.pos += 1;
        }
    }

    fn start_atom(&self) -> usize {
        self.out.text.len()
    }

    fn end_atom(&mut self, start: usize) {
        self.atom = Some(start);
        self.quantified = false;
    }

    fn atom_text(&mut self, text: &str) {
        let at = self.start_atom();
        self.out.text.push_str(text);
        self.end_atom(at);
    }

    fn literal(&mut self, c: char) {
        let at = self.start_atom();
        push_literal(&mut self.out.text, c);
        self.end_atom(at);
    }

    fn dot(&self) -> String {
        if self.flags.has(Flags::DOTALL) {
            "(?s:.)".to_string()
        } else if self.flags.has(Flags::UNIX_LINES) {
            r"[^\n]".to_string()
        } else {
            format!("[^{TERMINATORS}]")
        }
    }

    fn caret(&mut self) {
        let text = match (self.flags.has(Flags::MULTILINE), self.dialect) {
            (false, _) => r"\A",
            (true, Dialect::Plain) => {
                self.out.inexact_match_at_end = true;
                if self.flags.has(Flags::UNIX_LINES) {
                    "(?m:^)"
                } else {
                    "(?mR:^)"
                }
            }
            (true, Dialect::Exact) if self.flags.has(Flags::UNIX_LINES) => r"(?:\A|(?<=\n)(?!\z))",
            (true, Dialect::Exact) => {
                r"(?:\A|(?<=[\n\x{85}\x{2028}\x{2029}])(?!\z)|(?<=\r)(?!\n)(?!\z))"
            }
        };
        self.atom_text(text);
    }

    fn dollar(&mut self) {
        if !self.flags.has(Flags::MULTILINE) {
            return self.end_of_text();
        }
        let unix = self.flags.has(Flags::UNIX_LINES);
        self.atom_text(match (self.dialect, unix) {
            (Dialect::Plain, false) => "(?mR:$)",
            (Dialect::Plain, true) => "(?m:$)",
            (Dialect::Exact, false) => r"(?=\z|\r|(?<!\r)\n|[\x{85}\x{2028}\x{2029}])",
            (Dialect::Exact, true) => r"(?=\z|\n)",
        });
    }

    /// `\Z`, and `$` outside of multi-line mode.
    fn end_of_text(&mut self) {
        let unix = self.flags.has(Flags::UNIX_LINES);
        let text = match (self.dialect, unix) {
            (Dialect::Plain, _) => r"\z",
            (Dialect::Exact, true) => r"(?=\n?\z)",
            (Dialect::Exact, false) => r"(?=(?:\r\n|(?<!\r)\n|[\r\x{85}\x{2028}\x{2029}])?\z)",
        };
        self.out.inexact_at_last_line_end |= self.dialect == Dialect::Plain;
        self.atom_text(text);
    }

    /// After `(`.
    fn group(&mut self) -> Res<()> {
        let at = self.start_atom();
        self.open.push((self.flags, at));
        self.atom = None;
        self.quantified = false;
        if self.peek() != Some('?') {
            self.out.groups += 1;
            self.out.text.push('(');
            return Ok(());
        }
        self.pos += 1;
        let next = self.chars.get(self.pos + 1).copied();
        match self.peek() {
            Some(':') => self.open_as("(?:", 1, false),
            Some('=') => self.open_as("(?=", 1, true),
            Some('!') => self.open_as("(?!", 1, true),
            Some('>') => self.open_as("(?>", 1, true),
            Some('<') if next == Some('=') => self.open_as("(?<=", 2, true),
            Some('<') if next == Some('!') => self.open_as("(?<!", 2, true),
            Some('<') => {
                self.pos += 1;
                let name = self.group_name()?;
                if self.out.names.iter().any(|(n, _)| *n == name) {
                    let text = format!("Named capturing group <{name}> is already defined");
                    return self.error(text, self.pos - 1);
                }
                self.out.groups += 1;
                self.out.names.push((name, self.out.groups));
                self.out.text.push('(');
            }
            _ => self.inline_flags()?,
        }
        Ok(())
    }

    fn open_as(&mut self, text: &str, skip: usize, backtracking: bool) {
        self.pos += skip;
        self.out.text.push_str(text);
        self.out.needs_backtracking |= backtracking;
    }

    /// A group's name up to and including `>`.
    fn group_name(&mut self) -> Res<String> {
        let mut name = String::new();
        match self.peek() {
            Some(c) if c.is_ascii_alphabetic() => {}
            _ => {
                let text = "capturing group name does not start with a Latin letter";
                return self.error(text, self.pos);
            }
        }
        while let Some(c) = self.peek().filter(char::is_ascii_alphanumeric) {
            name.push(c);
            self.pos += 1;
        }
        if self.peek() != Some('>') {
            let text = "named capturing group is missing trailing '>'";
            return self.error(text, self.pos);
        }
        self.pos += 1;
        Ok(name)
    }

    /// `(?im-s)` changes the flags up to the end of the enclosing group, `(?i:…)` inside it.
    fn inline_flags(&mut self) -> Res<()> {
        let before = self.flags;
        let mut on = true;
        loop {
            match self.peek() {
                Some('-') if on => on = false,
                Some(c @ (')' | ':')) => {
                    self.pos += 1;
                    let folds = |f: Flags| f.has(Flags::CASE_INSENSITIVE);
                    let switch = match (folds(before), folds(self.flags)) {
                        (false, true) => "(?i",
                        (true, false) => "(?-i",
                        _ => "",
                    };
                    if c == ':' {
                        let text = if switch.is_empty() { "(?" } else { switch };
                        self.out.text.push_str(text);
                        self.out.text.push(':');
                    } else {
                        // Not a group after all: the new flags stay in force.
                        self.open.pop();
                        if !switch.is_empty() {
                            self.out.text.push_str(switch);
                            self.out.text.push(')');
                        }
                    }
                    return Ok(());
                }
                c => match c.and_then(Flags::letter) {
                    Some(f) if on => self.flags.0 |= f.0,
                    Some(f) => self.flags.0 &= !f.0,
                    None => return self.error("Unknown inline modifier", self.pos),
                },
            }
            self.pos += 1;
        }
    }

    fn close(&mut self, at: usize) -> Res<()> {
        let Some((flags, start)) = self.open.pop() else {
            return Err(SyntaxError {
                description: "Unmatched closing ')'".to_string(),
                index: at.checked_sub(1),
            });
        };
        self.flags = flags;
        self.out.text.push(')');
        self.end_atom(start);
        Ok(())
    }

    fn quantifier(&mut self, c: char, at: usize) -> Res<()> {
        match self.atom {
            Some(start) if !self.quantified => {
                self.out.text.push(c);
                self.quantifier_mode(start);
                Ok(())
            }
            _ => self.error(format!("Dangling meta character '{c}'"), at),
        }
    }

    /// `{n}`, `{n,}`, `{n,m}` after the brace at `at`.
    fn counted(&mut self, at: usize) -> Res<()> {
        if !self.peek().is_some_and(|c| c.is_ascii_digit()) {
            return self.error("Illegal repetition", at + 1);
        }
        let least = self.number()?;
        let mut text = format!("{{{least}");
        if self.peek() == Some(',') {
            self.pos += 1;
            text.push(',');
            if self.peek() != Some('}') {
                if !self.peek().is_some_and(|c| c.is_ascii_digit()) {
                    return self.error("Unclosed counted closure", self.pos);
                }
                let most = self.number()?;
                if most < least {
                    return self.error("Illegal repetition range", self.pos);
                }
                text.push_str(&most.to_string());
            }
        }
        if self.peek() != Some('}') {
            return self.error("Unclosed counted closure", self.pos);
        }
        self.pos += 1;
        match self.atom {
            Some(start) if !self.quantified => {
                text.push('}');
                self.out.text.push_str(&text);
                self.quantifier_mode(start);
            }
            // A count after a quantifier or after nothing repeats the empty match.
            _ => {}
        }
        Ok(())
    }

    fn number(&mut self) -> Res<u32> {
        let mut n: u32 = 0;
        while let Some(d) = self.peek().and_then(|c| c.to_digit(10)) {
            let next = n.checked_mul(10).and_then(|n| n.checked_add(d));
            match next.filter(|n| i32::try_from(*n).is_ok()) {
                Some(next) => n = next,
                None => return self.error("Illegal repetition range", self.pos),
            }
            self.pos += 1;
        }
        Ok(n)
    }

    /// The `?` or `+` that may follow a quantifier.
    fn quantifier_mode(&mut self, start: usize) {
        match self.peek() {
            Some('?') => {
                self.pos += 1;
                self.out.text.push('?');
            }
            Some('+') => {
                self.pos += 1;
                self.out.text.insert_str(start, "(?>");
                self.out.text.push(')');
                self.out.needs_backtracking = true;
            }
            _ => {}
        }
        self.quantified = true;
    }

    /// After a backslash outside of a class.
    fn escape(&mut self) -> Res<()> {
        let Some(c) = self.peek() else {
            return self.error("Unexpected internal error", self.pos);
        };
        match c {
            'Q' => {
                self.pos += 1;
                while let Some(c) = self.quoted() {
                    self.literal(c);
                }
            }
            'b' if self.chars[self.pos..].starts_with(&['b', '{', 'g', '}']) => {
                self.pos += 4;
                self.atom_text(r"(?:)");
            }
            'A' | 'b' | 'B' | 'z' => {
                self.pos += 1;
                self.atom_text(&format!("\\{c}"));
            }
            'G' => {
                self.pos += 1;
                self.out.needs_backtracking = true;
                self.atom_text(r"\G");
            }
            'Z' => {
                self.pos += 1;
                self.end_of_text();
            }
            'R' => {
                self.pos += 1;
                self.atom_text(r"(?:\r\n|[\n\x{b}\x{c}\r\x{85}\x{2028}\x{2029}])");
            }
            'X' => {
                self.pos += 1;
                self.atom_text(r"(?:\r\n|\P{M}\p{M}*|\p{M}+)");
            }
            'k' => self.named_reference()?,
            '1'..='9' => self.numbered_reference(),
            _ => {
                if let Some((ranges, negated)) = self.class_escape()? {
                    let not = if negated { "^" } else { "" };
                    self.atom_text(&format!("[{not}{ranges}]"));
                } else {
                    let c = self.char_escape()?;
                    self.literal(c);
                }
            }
        }
        Ok(())
    }

    /// Next character of a `\Q…\E` run; `None` after its end.
    fn quoted(&mut self) -> Option<char> {
        if self.chars[self.pos..].starts_with(&['\\', 'E']) {
            self.pos += 2;
            return None;
        }
        let c = self.peek()?;
        self.pos += 1;
        Some(c)
    }

    fn named_reference(&mut self) -> Res<()> {
        self.pos += 1;
        if self.peek() != Some('<') {
            return self.error(
                "\\k is not followed by '<' for named capturing group",
                self.pos,
            );
        }
        self.pos += 1;
        let name = self.group_name()?;
        match self.out.names.iter().find(|(n, _)| *n == name) {
            Some(&(_, number)) => self.reference(number),
            None => {
                let text = format!("named capturing group <{name}> does not exist");
                return self.error(text, self.pos - 1);
            }
        }
        Ok(())
    }

    /// `\12` is group 12 if there are that many already, else group 1 and a `2`.
    fn numbered_reference(&mut self) {
        let mut number = 0;
        while let Some(d) = self.peek().and_then(|c| c.to_digit(10)) {
            let next = number * 10 + d as usize;
            if number > 0 && next > self.out.groups {
                break;
            }
            number = next;
            self.pos += 1;
        }
        self.reference(number);
    }

    fn reference(&mut self, number: usize) {
        self.out.needs_backtracking = true;
        if number > self.out.groups {
            // No such group yet: it can never match.
            self.atom_text("(?!)");
        } else {
            self.atom_text(&format!("(?:\\{number})"));
        }
    }

    /// A class escape (`\d`, `\p{…}`) as the inside of a class, and whether it is negated.
    /// `None`, with nothing consumed, if the character after the backslash starts none.
    fn class_escape(&mut self) -> Res<Option<(String, bool)>> {
        let Some(c) = self.peek() else {
            return Ok(None);
        };
        let unicode = self.flags.has(Flags::UNICODE_CLASS);
        if let Some(ranges) = escape_class(c.to_ascii_lowercase(), unicode) {
            self.pos += 1;
            return Ok(Some((ranges.to_string(), c.is_ascii_uppercase())));
        }
        if c != 'p' && c != 'P' {
            return Ok(None);
        }
        self.pos += 1;
        let name: String = match self.peek() {
            Some('{') => {
                self.pos += 1;
                let start = self.pos;
                while self.peek().is_some_and(|c| c != '}') {
                    self.pos += 1;
                }
                if self.peek().is_none() {
                    return self.error("Unclosed character family", self.pos);
                }
                if self.pos == start {
                    return self.error("Empty character family", self.pos);
                }
                self.chars[start..self.pos].iter().collect()
            }
            Some(c) => c.to_string(),
            None => return self.error("Unknown character property name { }", self.pos),
        };
        match class_by_name(&name, unicode) {
            Some(ranges) => {
                self.pos += 1;
                Ok(Some((ranges, c == 'P')))
            }
            None => {
                let text = format!("Unknown character property name {{{name}}}");
                self.error(text, self.pos)
            }
        }
    }

    /// A single character written with a backslash, which is consumed already.
    fn char_escape(&mut self) -> Res<char> {
        let Some(c) = self.peek() else {
            return self.error("Unexpected internal error", self.pos);
        };
        let at = self.pos;
        self.pos += 1;
        Ok(match c {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\x0c',
            'a' => '\x07',
            'e' => '\x1b',
            'c' => match self.peek() {
                Some(c) => {
                    self.pos += 1;
                    char::from_u32(c as u32 ^ 64).unwrap_or(c)
                }
                None => return self.error("Illegal control escape sequence", at),
            },
            '0' => self.octal()?,
            'x' => self.hexadecimal()?,
            'u' => self.unicode_escape()?,
            'N' => return self.error("Illegal character name escape sequence", self.pos),
            c if c.is_ascii_alphabetic() => {
                return self.error("Illegal/unsupported escape sequence", at);
            }
            c => c,
        })
    }

    fn octal(&mut self) -> Res<char> {
        let mut n = 0;
        let mut digits = 0;
        while let Some(d) = self.peek().and_then(|c| c.to_digit(8)) {
            if digits == 3 || n * 8 + d > 0o377 {
                break;
            }
            n = n * 8 + d;
            digits += 1;
            self.pos += 1;
        }
        match (digits, char::from_u32(n)) {
            (1.., Some(c)) => Ok(c),
            _ => self.error("Illegal octal escape sequence", self.pos),
        }
    }

    fn hex_digits(&mut self, most: usize) -> Option<u32> {
        let mut n: u32 = 0;
        let mut digits = 0;
        while let Some(d) = self.peek().and_then(|c| c.to_digit(16)) {
            if digits == most {
                break;
            }
            n = (n << 4) | d;
            digits += 1;
            self.pos += 1;
        }
        (digits > 0 && (most > 4 || digits == most)).then_some(n)
    }

    fn hexadecimal(&mut self) -> Res<char> {
        let braced = self.peek() == Some('{');
        let n = if braced {
            self.pos += 1;
            self.hex_digits(8)
        } else {
            self.hex_digits(2)
        };
        if braced {
            if self.peek() != Some('}') {
                return self.error("Unclosed hexadecimal escape sequence", self.pos);
            }
            self.pos += 1;
        }
        match n.and_then(char::from_u32) {
            Some(c) => Ok(c),
            None => self.error("Illegal hexadecimal escape sequence", self.pos),
        }
    }

    /// `\uXXXX`, two of them for a surrogate pair.
    fn unicode_escape(&mut self) -> Res<char> {
        let Some(high) = self.hex_digits(4) else {
            return self.error("Illegal Unicode escape sequence", self.pos);
        };
        if (0xd800..0xdc00).contains(&high) && self.chars[self.pos..].starts_with(&['\\', 'u']) {
            let back = self.pos;
            self.pos += 2;
            match self.hex_digits(4) {
                Some(low) if (0xdc00..0xe000).contains(&low) => {
                    let n = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                    return Ok(char::from_u32(n).expect("a pair of surrogates"));
                }
                _ => self.pos = back,
            }
        }
        // A lone surrogate cannot occur in a text.
        Ok(char::from_u32(high).unwrap_or('\u{fffd}'))
    }

    /// After `[`: writes the whole class, brackets included.
    fn class(&mut self, depth: usize) -> Res<()> {
        if depth > DEEPEST_CLASS {
            return self.error("Character classes nested too deeply", self.pos);
        }
        self.out.text.push('[');
        if self.peek() == Some('^') {
            self.pos += 1;
            self.out.text.push('^');
        }
        let mut empty = true;
        let mut operand_empty = true;
        loop {
            let Some(c) = self.peek() else {
                return self.error("Unclosed character class", self.chars.len() - 1);
            };
            match c {
                ']' if !empty => {
                    self.pos += 1;
                    if operand_empty {
                        // `[a&&]` is `[a]`.
                        self.out.text.truncate(self.out.text.len() - 2);
                    }
                    self.out.text.push(']');
                    return Ok(());
                }
                '[' => {
                    self.pos += 1;
                    self.class(depth + 1)?;
                }
                '&' if self.chars[self.pos..].starts_with(&['&', '&']) => {
                    while self.peek() == Some('&') {
                        self.pos += 1;
                    }
                    if !operand_empty {
                        self.out.text.push_str("&&");
                        operand_empty = true;
                    }
                    continue;
                }
                c if self.flags.has(Flags::COMMENTS) && c.is_ascii_whitespace() => {
                    self.pos += 1;
                    continue;
                }
                _ => self.class_item()?,
            }
            empty = false;
            operand_empty = false;
        }
    }

    /// A character, a range, a class escape or a quotation inside a class.
    fn class_item(&mut self) -> Res<()> {
        if self.chars[self.pos..].starts_with(&['\\', 'Q']) {
            self.pos += 2;
            while let Some(c) = self.quoted() {
                push_literal(&mut self.out.text, c);
            }
            return Ok(());
        }
        if self.peek() == Some('\\') {
            self.pos += 1;
            if let Some((ranges, negated)) = self.class_escape()? {
                if negated {
                    self.out.text.push_str(&format!("[^{ranges}]"));
                } else {
                    self.out.text.push_str(&ranges);
                }
                return Ok(());
            }
            self.pos -= 1;
        }
        let low = self.class_char()?;
        let next = self.chars.get(self.pos + 1).copied();
        if self.peek() == Some('-') && !matches!(next, Some(']' | '[')) {
            self.pos += 1;
            if self.peek().is_none() {
                return self.error("Illegal character range", self.pos);
            }
            if self.peek() == Some('\\') {
                self.pos += 1;
                let at = self.pos;
                if self.class_escape()?.is_some() {
                    return self.error("Illegal character range", at);
                }
                self.pos -= 1;
            }
            let at = self.pos;
            let high = self.class_char()?;
            if high < low {
                return self.error("Illegal character range", at);
            }
            push_literal(&mut self.out.text, low);
            self.out.text.push('-');
            push_literal(&mut self.out.text, high);
        } else {
            push_literal(&mut self.out.text, low);
        }
        Ok(())
    }

    fn class_char(&mut self) -> Res<char> {
        let c = self.chars[self.pos];
        self.pos += 1;
        if c == '\\' { self.char_escape() } else { Ok(c) }
    }
}

/// Writes a character that stands for itself, in or outside of a class.
fn push_literal(out: &mut String, c: char) {
    if c.is_ascii_alphanumeric() || !c.is_ascii() {
        out.push(c);
    } else {
        // `\<` and the like mean something to the engine, the number never does.
        out.push_str(&format!("\\x{{{:x}}}", c as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(pattern: &str) -> String {
        let t = translate(pattern, Flags::default(), Dialect::Plain);
        t.unwrap_or_else(|e| panic!("{pattern}: {e:?}")).text
    }

    fn error(pattern: &str) -> (String, Option<usize>) {
        let e = translate(pattern, Flags::default(), Dialect::Plain).expect_err("refused");
        (e.description, e.index)
    }

    #[test]
    fn what_java_writes_differently_is_spelled_out() {
        assert_eq!(plain(r"\d+"), "[0-9]+");
        assert_eq!(plain(r"a.b"), r"a[^\n\r\x{85}\x{2028}\x{2029}]b");
        assert_eq!(plain(r"(?s)."), "(?s:.)");
        assert_eq!(plain(r"(?x) a b # c"), "ab");
        assert_eq!(plain(r"\Qa.b\E+"), r"a\x{2e}b+");
        assert_eq!(plain(r"(?<year>\d)(?i:x)(?i)y"), "([0-9])(?i:x)(?i)y");
        assert_eq!(plain(r"[]a]"), r"[\x{5d}a]");
        assert_eq!(plain(r"[a-z&&[^bc]]"), "[a-z&&[^bc]]");
        assert_eq!(plain(r"[\w-.]"), r"[0-9A-Za-z_\x{2d}\x{2e}]");
        assert_eq!(plain(r"a{1}{2}"), "a{1}");
        assert_eq!(plain(r"\uD83D\uDE00"), "😀");
        assert_eq!(plain(r"a++b"), "(?>a+)b");
        assert_eq!(plain(r"(a)\1"), r"(a)(?:\1)");
    }

    #[test]
    fn flags_end_with_their_group() {
        assert_eq!(plain(r"((?i)a)b"), "((?i)a)b");
        assert_eq!(plain(r"(?i)a(?-i:b)c"), "(?i)a(?-i:b)c");
        assert_eq!(plain(r"((?s).)."), r"((?s:.))[^\n\r\x{85}\x{2028}\x{2029}]");
    }

    // Words and indexes observed on Java 17.
    #[test]
    fn mistakes_are_reported_in_javas_words() {
        let cases = [
            ("(abc", "Unclosed group", 4),
            ("abc)", "Unmatched closing ')'", 2),
            ("*a", "Dangling meta character '*'", 0),
            ("a**", "Dangling meta character '*'", 2),
            ("a{", "Illegal repetition", 2),
            ("{a", "Illegal repetition", 1),
            ("a{1", "Unclosed counted closure", 3),
            ("a{2,1}", "Illegal repetition range", 5),
            ("[abc", "Unclosed character class", 3),
            ("[z-a]", "Illegal character range", 3),
            ("[a-\\d]", "Illegal character range", 4),
            ("[a-", "Illegal character range", 3),
            ("\\q", "Illegal/unsupported escape sequence", 1),
            ("(?<n", "named capturing group is missing trailing '>'", 4),
            ("(?z)a", "Unknown inline modifier", 2),
            ("(?i", "Unknown inline modifier", 3),
            ("\\p{Foo}", "Unknown character property name {Foo}", 6),
            ("\\p{L", "Unclosed character family", 4),
            ("x{99999999999}", "Illegal repetition range", 11),
            ("\\k<x>", "named capturing group <x> does not exist", 4),
            (
                "(?<n>a)(?<n>b)",
                "Named capturing group <n> is already defined",
                11,
            ),
            ("\\u12", "Illegal Unicode escape sequence", 4),
            ("\\x", "Illegal hexadecimal escape sequence", 2),
            ("\\0", "Illegal octal escape sequence", 2),
            ("\\c", "Illegal control escape sequence", 1),
        ];
        for (pattern, text, index) in cases {
            assert_eq!(error(pattern), (text.to_string(), Some(index)), "{pattern}");
        }
    }
}
