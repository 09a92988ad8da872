//! Layout of numbers: signs, grouping, zeros, and rounding of decimal digits.
//!
//! Floats are rounded from their shortest decimal digits, half up, as Java does: `%.2f` of 1.005
//! is 1.01 although the binary number is a little less.

use super::parse::{Flags, Spec};
use bigdecimal::BigDecimal;
use clutch_core::R;
use num_bigint::{BigInt, Sign};

/// A 64-bit integer for `%d %x %o`.
pub(super) fn long(spec: &Spec, n: i64) -> R<String> {
    if spec.conversion == 'd' {
        return Ok(signed(spec, n < 0, &n.unsigned_abs().to_string()));
    }
    // Negative numbers are shown as their bits, so a sign makes no sense.
    spec.refuse(&[Flags::PARENTHESES, Flags::SPACE, Flags::PLUS])?;
    let (prefix, digits) = match spec.conversion {
        'x' => ("0x", format!("{n:x}")),
        _ => ("0", format!("{n:o}")),
    };
    let prefix = if spec.flags.has(Flags::ALTERNATE) {
        prefix
    } else {
        ""
    };
    Ok(zeros(spec, prefix.to_string(), &digits, 0))
}

/// A big integer for `%d %x %o`: always with a sign.
pub(super) fn big(spec: &Spec, n: &BigInt) -> String {
    let (prefix, radix) = match spec.conversion {
        'd' => ("", 10),
        'x' => ("0x", 16),
        _ => ("0", 8),
    };
    let digits = n.magnitude().to_str_radix(radix);
    let negative = n.sign() == Sign::Minus;
    if radix == 10 {
        return signed(spec, negative, &digits);
    }
    let mut head = sign(spec, negative).to_string();
    if spec.flags.has(Flags::ALTERNATE) {
        head.push_str(prefix);
    }
    let tail = closing(spec, negative);
    zeros(spec, head, &digits, tail.len()) + tail
}

fn sign(spec: &Spec, negative: bool) -> &'static str {
    match negative {
        true if spec.flags.has(Flags::PARENTHESES) => "(",
        true => "-",
        false if spec.flags.has(Flags::PLUS) => "+",
        false if spec.flags.has(Flags::SPACE) => " ",
        false => "",
    }
}

fn closing(spec: &Spec, negative: bool) -> &'static str {
    if negative && spec.flags.has(Flags::PARENTHESES) {
        ")"
    } else {
        ""
    }
}

/// Head and digits, with zeros between them up to the width if asked for.
fn zeros(spec: &Spec, mut head: String, digits: &str, tail: usize) -> String {
    if spec.flags.has(Flags::ZERO) {
        let taken = head.len() + digits.len() + tail;
        let missing = spec.width.unwrap_or(0).saturating_sub(taken);
        head.extend(std::iter::repeat_n('0', missing));
    }
    head.push_str(digits);
    head
}

/// A magnitude with its sign, grouping and zeros.
fn signed(spec: &Spec, negative: bool, magnitude: &str) -> String {
    let tail = closing(spec, negative);
    let head = sign(spec, negative).to_string();
    let grouped;
    let magnitude = if spec.flags.has(Flags::GROUP) {
        grouped = group(magnitude);
        &grouped
    } else {
        magnitude
    };
    zeros(spec, head, magnitude, tail.len()) + tail
}

/// Commas between groups of three digits before the point.
fn group(magnitude: &str) -> String {
    let end = magnitude.find('.').unwrap_or(magnitude.len());
    let mut out = String::new();
    for (i, c) in magnitude[..end].chars().enumerate() {
        if i > 0 && (end - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out + &magnitude[end..]
}

/// A number as `0.d1d2d3… × 10^point`, without sign. Zero is no digits.
struct Digits {
    digits: Vec<u8>,
    point: i64,
}

impl Digits {
    fn of_double(x: f64) -> Digits {
        let text = format!("{:e}", x.abs());
        let (mantissa, exponent) = text.split_once('e').expect("`{:e}` writes an e");
        let digits = mantissa.bytes().filter(u8::is_ascii_digit);
        let digits: Vec<u8> = digits.map(|d| d - b'0').collect();
        let point: i64 = exponent.parse().expect("`{:e}` writes an exponent");
        Digits {
            digits,
            point: point + 1,
        }
        .normal()
    }

    fn of_decimal(d: &BigDecimal) -> Digits {
        let (n, scale) = d.as_bigint_and_exponent();
        let text = n.magnitude().to_string();
        let digits: Vec<u8> = text.bytes().map(|d| d - b'0').collect();
        let point = digits.len() as i64 - scale;
        Digits { digits, point }.normal()
    }

    /// Without zeros at the start; zero without digits.
    fn normal(mut self) -> Digits {
        let zeros = self.digits.iter().take_while(|d| **d == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i64;
        if self.digits.is_empty() {
            self.point = 1;
        }
        self
    }

    /// Keeps `count` digits (none if negative), rounding half up.
    fn round(&mut self, count: i64) {
        let Ok(keep) = usize::try_from(count) else {
            self.digits.clear();
            return;
        };
        let up = self.digits.get(keep).is_some_and(|d| *d >= 5);
        self.digits.truncate(keep);
        if !up {
            return;
        }
        while let Some(d) = self.digits.pop() {
            if d < 9 {
                self.digits.push(d + 1);
                return;
            }
        }
        self.digits.push(1);
        self.point += 1;
    }

    fn digit(&self, i: i64) -> char {
        let d = usize::try_from(i).ok().and_then(|i| self.digits.get(i));
        (b'0' + d.copied().unwrap_or(0)) as char
    }

    /// Plain notation with this many digits after the point.
    fn plain(&self, places: usize) -> String {
        let mut out = String::new();
        if self.point <= 0 {
            out.push('0');
        }
        (0..self.point.max(0)).for_each(|i| out.push(self.digit(i)));
        if places > 0 {
            out.push('.');
        }
        (0..places as i64).for_each(|i| out.push(self.digit(self.point + i)));
        out
    }

    /// `d.ddd` with this many digits after the point, and `e+XX`.
    fn scientific(&self, places: usize, alternate: bool) -> String {
        let mut out = self.digit(0).to_string();
        if places > 0 || alternate {
            out.push('.');
        }
        (1..=places as i64).for_each(|i| out.push(self.digit(i)));
        let exponent = if self.digits.is_empty() {
            0
        } else {
            self.point - 1
        };
        let sign = if exponent < 0 { '-' } else { '+' };
        out + &format!("e{sign}{:02}", exponent.abs())
    }
}

/// A float for `%e %f %g %a`.
pub(super) fn double(spec: &Spec, x: f64) -> String {
    if x.is_nan() {
        return "NaN".to_string();
    }
    let negative = x.is_sign_negative();
    if x.is_infinite() {
        return format!(
            "{}Infinity{}",
            sign(spec, negative),
            closing(spec, negative)
        );
    }
    if spec.conversion == 'a' {
        let head = format!("{}0x", sign(spec, negative));
        return zeros(spec, head, &hexadecimal(x.abs(), spec.precision), 0);
    }
    magnitude(spec, negative, Digits::of_double(x))
}

/// A decimal for `%e %f %g`.
pub(super) fn decimal(spec: &Spec, d: &BigDecimal) -> String {
    let negative = d.sign() == Sign::Minus;
    magnitude(spec, negative, Digits::of_decimal(d))
}

fn magnitude(spec: &Spec, negative: bool, mut digits: Digits) -> String {
    let precision = spec.precision.unwrap_or(6);
    let alternate = spec.flags.has(Flags::ALTERNATE);
    let text = match spec.conversion {
        'f' => {
            digits.round(digits.point + precision as i64);
            let mut text = digits.plain(precision);
            if precision == 0 && alternate {
                text.push('.');
            }
            text
        }
        'e' => {
            digits.round(precision as i64 + 1);
            digits.scientific(precision, alternate)
        }
        _ => {
            // `%g`: plain from 0.0001 up to 10^precision, after rounding.
            let precision = precision.max(1) as i64;
            if digits.digits.is_empty() {
                digits.plain(precision as usize - 1)
            } else {
                digits.round(precision);
                if (-4..precision).contains(&(digits.point - 1)) {
                    digits.plain((precision - digits.point) as usize)
                } else {
                    digits.scientific(precision as usize - 1, false)
                }
            }
        }
    };
    signed(spec, negative, &text)
}

/// `1.8p1` for 3.0: hexadecimal digits and a binary exponent.
fn hexadecimal(x: f64, precision: Option<usize>) -> String {
    const FRACTION: u32 = 52;
    let bits = x.to_bits();
    let mut fraction = bits & ((1 << FRACTION) - 1);
    let biased = (bits >> FRACTION) as i64;
    let (mut first, exponent) = match (biased, fraction) {
        (0, 0) => (0, 0),
        (0, _) => (0, -1022),
        _ => (1, biased - 1023),
    };
    let mut places = FRACTION as usize / 4;
    if let Some(p) = precision.map(|p| p.max(1)).filter(|p| *p < places) {
        let dropped = FRACTION - p as u32 * 4;
        let half = 1 << (dropped - 1);
        let rest = fraction & ((1 << dropped) - 1);
        fraction >>= dropped;
        if rest > half || rest == half && fraction & 1 == 1 {
            fraction += 1;
        }
        first += fraction >> (p * 4);
        fraction &= (1 << (p * 4)) - 1;
        places = p;
    }
    let mut digits = format!("{fraction:0places$x}");
    if precision.is_none() {
        let kept = digits.trim_end_matches('0').len().max(1);
        digits.truncate(kept);
    }
    format!("{first}.{digits}p{exponent}")
}
