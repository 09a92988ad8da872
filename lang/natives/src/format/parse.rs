//! Patterns as a list of texts and specifiers, checked as Java checks them.

use clutch_core::{R, Thrown, TypeInfo, class};
use std::fmt;

/// A part of a pattern.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// Copied as it is.
    Text(&'a str),
    /// Replaced by an argument.
    Spec(Spec),
}

/// Which argument a specifier takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Index {
    /// The next one that has no number of its own.
    Next,
    /// That of the specifier before.
    Last,
    /// The one with this number, from 1.
    Number(usize),
}

/// Flags of a specifier; ORDER:flag is Java's order in messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Flags(u8);

impl Flags {
    pub(super) const LEFT: Flags = Flags(1);
    pub(super) const ALTERNATE: Flags = Flags(2);
    pub(super) const PLUS: Flags = Flags(4);
    pub(super) const SPACE: Flags = Flags(8);
    pub(super) const ZERO: Flags = Flags(16);
    pub(super) const GROUP: Flags = Flags(32);
    pub(super) const PARENTHESES: Flags = Flags(64);
    pub(super) const PREVIOUS: Flags = Flags(128);

    /// ORDER:flag.
    const LETTERS: &[u8] = b"-#+ 0,(<";

    pub(super) fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    fn of(letter: u8) -> Option<Flags> {
        let at = Flags::LETTERS.iter().position(|l| *l == letter)?;
        Some(Flags(1 << at))
    }
}

impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, letter) in Flags::LETTERS.iter().enumerate() {
            if self.0 >> i & 1 == 1 {
                write!(f, "{}", *letter as char)?;
            }
        }
        Ok(())
    }
}

/// A specifier: `%[index$][flags][width][.precision]conversion`.
#[derive(Debug)]
pub(super) struct Spec {
    pub(super) index: Index,
    pub(super) flags: Flags,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    /// In lower case; `t` for dates.
    pub(super) conversion: char,
    /// The part of a date, for `t`.
    pub(super) date: char,
    /// Whether the conversion was a capital letter.
    pub(super) upper: bool,
}

impl fmt::Display for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "%{}", self.flags)?;
        if let Index::Number(n) = self.index {
            write!(f, "{n}$")?;
        }
        if let Some(width) = self.width {
            write!(f, "{width}")?;
        }
        if let Some(precision) = self.precision {
            write!(f, ".{precision}")?;
        }
        let c = self.conversion;
        let c = if self.upper {
            c.to_ascii_uppercase()
        } else {
            c
        };
        write!(f, "{c}")?;
        if self.conversion == 't' {
            write!(f, "{}", self.date)?;
        }
        Ok(())
    }
}

fn fail<T>(class: &'static TypeInfo, message: impl Into<Box<str>>) -> R<T> {
    Err(Thrown::new(class, message))
}

fn unknown<T>(c: char) -> R<T> {
    fail(
        &class::UNKNOWN_FORMAT_CONVERSION,
        format!("Conversion = '{c}'"),
    )
}

/// What `int` holds after Java's parser met a number that is too large.
const TOO_LARGE: &str = "-2147483648";

/// Splits a pattern.
pub(super) fn parse(pattern: &str) -> R<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut left = pattern;
    while let Some(at) = left.find('%') {
        if at > 0 {
            pieces.push(Piece::Text(&left[..at]));
        }
        let mut scan = Scan {
            text: &left[at + 1..],
            last: '%',
        };
        pieces.push(Piece::Spec(scan.spec()?));
        left = scan.text;
    }
    if !left.is_empty() {
        pieces.push(Piece::Text(left));
    }
    Ok(pieces)
}

struct Scan<'a> {
    text: &'a str,
    /// The character before `text`, for the message about a pattern that ends too early.
    last: char,
}

impl Scan<'_> {
    fn bump(&mut self) -> R<char> {
        match self.text.chars().next() {
            Some(c) => {
                self.text = &self.text[c.len_utf8()..];
                self.last = c;
                Ok(c)
            }
            None => unknown(self.last),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.bytes().next()
    }

    /// Digits as text; empty if there are none.
    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.peek().filter(u8::is_ascii_digit) {
            digits.push(c as char);
            self.text = &self.text[1..];
            self.last = c as char;
        }
        digits
    }

    fn spec(&mut self) -> R<Spec> {
        let mut spec = Spec {
            index: Index::Next,
            flags: Flags::default(),
            width: None,
            precision: None,
            conversion: ' ',
            date: ' ',
            upper: false,
        };
        let int = |digits: &str| digits.parse::<i32>().ok().map(|n| n as usize);
        // A number that does not start with 0 is an index if `$` follows, else the width.
        let mut width = String::new();
        if self.peek().is_some_and(|c| c.is_ascii_digit()) {
            let end = self.text.find(|c: char| !c.is_ascii_digit());
            let is_index = end.is_some_and(|i| self.text[i..].starts_with('$'));
            if is_index {
                let digits = self.digits();
                self.bump()?;
                match int(&digits) {
                    Some(0) => {
                        let message = "Illegal format argument index = 0";
                        return fail(&class::ILLEGAL_FORMAT_ARGUMENT_INDEX, message);
                    }
                    Some(n) => spec.index = Index::Number(n),
                    None => {
                        let message = format!("Illegal format argument index = {TOO_LARGE}");
                        return fail(&class::ILLEGAL_FORMAT_ARGUMENT_INDEX, message);
                    }
                }
            } else if self.peek() != Some(b'0') {
                width = self.digits();
            }
        }
        if width.is_empty() {
            while let Some(flag) = self.peek().and_then(Flags::of) {
                self.bump()?;
                if spec.flags.has(flag) {
                    let message = format!("Flags = '{flag}'");
                    return fail(&class::DUPLICATE_FORMAT_FLAGS, message);
                }
                spec.flags.0 |= flag.0;
            }
            width = self.digits();
        }
        if spec.flags.has(Flags::PREVIOUS) {
            spec.index = Index::Last;
        }
        if !width.is_empty() {
            spec.width = match int(&width) {
                Some(n) => Some(n),
                None => return fail(&class::ILLEGAL_FORMAT_WIDTH, TOO_LARGE),
            };
        }
        if self.peek() == Some(b'.') {
            self.bump()?;
            let digits = self.digits();
            if digits.is_empty() {
                return unknown('.');
            }
            spec.precision = match int(&digits) {
                Some(n) => Some(n),
                None => return fail(&class::ILLEGAL_FORMAT_PRECISION, TOO_LARGE),
            };
        }
        let c = self.bump()?;
        if matches!(c, 't' | 'T') {
            if self.text.is_empty() {
                return unknown(c);
            }
            spec.date = self.bump()?;
        }
        spec.upper = matches!(c, 'B' | 'H' | 'S' | 'C' | 'X' | 'E' | 'G' | 'A' | 'T');
        spec.conversion = if spec.upper {
            c.to_ascii_lowercase()
        } else {
            c
        };
        spec.check(c)?;
        Ok(spec)
    }
}

impl Spec {
    /// The exception for a flag that does not go with the conversion.
    pub(super) fn mismatch(&self, flag: Flags) -> Box<Thrown> {
        let message = format!("Conversion = {}, Flags = {flag}", self.conversion);
        Thrown::new(&class::FORMAT_FLAGS_MISMATCH, message)
    }

    /// Refuses the first of these flags that is there.
    pub(super) fn refuse(&self, flags: &[Flags]) -> R<()> {
        match flags.iter().find(|f| self.flags.has(**f)) {
            Some(flag) => Err(self.mismatch(*flag)),
            None => Ok(()),
        }
    }

    fn check(&self, letter: char) -> R<()> {
        use Flags as F;
        match self.conversion {
            'b' | 'h' | 's' => {
                if self.conversion != 's' {
                    self.refuse(&[F::ALTERNATE])?;
                }
                self.needs_width(&[F::LEFT])?;
                self.refuse(&[F::PLUS, F::SPACE, F::ZERO, F::GROUP, F::PARENTHESES])
            }
            'c' => {
                self.no_precision()?;
                self.refuse(&[
                    F::ALTERNATE,
                    F::PLUS,
                    F::SPACE,
                    F::ZERO,
                    F::GROUP,
                    F::PARENTHESES,
                ])?;
                self.needs_width(&[F::LEFT])
            }
            'd' | 'o' | 'x' => {
                self.numeric()?;
                self.no_precision()?;
                self.refuse(&[if self.conversion == 'd' {
                    F::ALTERNATE
                } else {
                    F::GROUP
                }])
            }
            'a' | 'e' | 'f' | 'g' => {
                self.numeric()?;
                match self.conversion {
                    'a' => self.refuse(&[F::PARENTHESES, F::GROUP]),
                    'e' => self.refuse(&[F::GROUP]),
                    'g' => self.refuse(&[F::ALTERNATE]),
                    _ => Ok(()),
                }
            }
            't' => {
                self.no_precision()?;
                if !super::date::PARTS.contains(self.date) {
                    let letter = if self.upper { 'T' } else { 't' };
                    let message = format!("Conversion = '{letter}{}'", self.date);
                    return fail(&class::UNKNOWN_FORMAT_CONVERSION, message);
                }
                self.refuse(&[
                    F::ALTERNATE,
                    F::PLUS,
                    F::SPACE,
                    F::ZERO,
                    F::GROUP,
                    F::PARENTHESES,
                ])?;
                self.needs_width(&[F::LEFT])
            }
            '%' | 'n' => {
                self.no_precision()?;
                if let Some(width) = self.width.filter(|_| self.conversion == 'n') {
                    return fail(&class::ILLEGAL_FORMAT_WIDTH, width.to_string());
                }
                if self.flags.0 & !F::LEFT.0 != 0 || self.conversion == 'n' && self.flags.0 != 0 {
                    return self.bad_flags();
                }
                self.needs_width(&[F::LEFT])
            }
            _ => unknown(letter),
        }
    }

    fn numeric(&self) -> R<()> {
        use Flags as F;
        self.needs_width(&[F::LEFT, F::ZERO])?;
        let both = |a, b| self.flags.has(a) && self.flags.has(b);
        if both(F::PLUS, F::SPACE) || both(F::LEFT, F::ZERO) {
            return self.bad_flags();
        }
        Ok(())
    }

    fn bad_flags(&self) -> R<()> {
        fail(
            &class::ILLEGAL_FORMAT_FLAGS,
            format!("Flags = '{}'", self.flags),
        )
    }

    fn needs_width(&self, flags: &[Flags]) -> R<()> {
        if self.width.is_none() && flags.iter().any(|f| self.flags.has(*f)) {
            return fail(&class::MISSING_FORMAT_WIDTH, self.to_string());
        }
        Ok(())
    }

    fn no_precision(&self) -> R<()> {
        match self.precision {
            Some(p) => fail(&class::ILLEGAL_FORMAT_PRECISION, p.to_string()),
            None => Ok(()),
        }
    }
}
