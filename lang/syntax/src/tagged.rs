//! The tagged literals that every reader knows: `#inst` and `#uuid`.

use clutch_core::object::{Inst, Uuid};
use clutch_core::{Symbol, Value};

use crate::error::ErrorKind;

/// The value of a built-in tag; none if the tag is another one.
pub(crate) fn built_in(tag: Symbol, form: &Value) -> Option<Result<Value, ErrorKind>> {
    if tag.ns().is_some() {
        return None;
    }
    let name = tag.name();
    let parse: fn(&str) -> Result<Value, ErrorKind> = match name {
        "inst" => |text| parse_inst(text).map(|ms| Value::new(Inst(ms))),
        "uuid" => |text| parse_uuid(text).map(Value::new),
        _ => return None,
    };
    Some(match form.as_str() {
        Some(text) => parse(text),
        None => Err(ErrorKind::TagWantsString(name.into())),
    })
}

/// A universally unique id: five groups of hexadecimal digits, of which leading zeros may be missing.
///
/// # Errors
/// [`ErrorKind::InvalidUuid`].
pub fn parse_uuid(text: &str) -> Result<Uuid, ErrorKind> {
    let invalid = || ErrorKind::InvalidUuid(text.into());
    let mut groups = text.split('-');
    let mut group = |digits: usize| {
        let group = groups
            .next()
            .filter(|g| (1..=16).contains(&g.len()))
            .ok_or_else(invalid)?;
        if !group.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(invalid());
        }
        let n = u64::from_str_radix(group, 16).map_err(|_| invalid())?;
        // As in Java, digits that are too many are cut off at the front.
        Ok(n & (u64::MAX >> (64 - 4 * digits)))
    };
    let high = (group(8)? << 32) | (group(4)? << 16) | group(4)?;
    let low = (group(4)? << 48) | group(12)?;
    if groups.next().is_some() || text.len() > 36 {
        return Err(invalid());
    }
    Ok(Uuid(high, low))
}

/// Milliseconds since 1970 in UTC of a timestamp such as `2024-02-29T12:30:00.5+01:00`, of which
/// everything after the year may be missing.
///
/// Dates are Gregorian at all times; digits beyond milliseconds are cut off.
///
/// # Errors
/// [`ErrorKind::InvalidInst`], in the words of `clojure.instant`.
pub fn parse_inst(text: &str) -> Result<i64, ErrorKind> {
    let syntax = || ErrorKind::InvalidInst(format!("Unrecognized date/time syntax: {text}"));
    let mut rest = Digits(text.as_bytes());
    let year = rest.number(4).ok_or_else(syntax)?;
    let (mut month, mut day, mut hour, mut minute, mut second, mut millis) = (1, 1, 0, 0, 0, 0);
    // Every part needs the one before it.
    if rest.sign_before_digit(b'-', text.len() - 4) {
        month = rest.number(2).ok_or_else(syntax)?;
        if rest.sign(b'-') {
            day = rest.number(2).ok_or_else(syntax)?;
            if rest.sign(b'T') {
                hour = rest.number(2).ok_or_else(syntax)?;
                if rest.sign(b':') {
                    minute = rest.number(2).ok_or_else(syntax)?;
                    if rest.sign(b':') {
                        second = rest.number(2).ok_or_else(syntax)?;
                        if rest.sign(b'.') {
                            millis = rest.fraction().ok_or_else(syntax)?;
                        }
                    }
                }
            }
        }
    }
    let (mut offset_sign, mut offset_hours, mut offset_minutes) = (0, 0, 0);
    if !rest.sign(b'Z') && !rest.0.is_empty() {
        offset_sign = if rest.sign(b'-') {
            -1
        } else if rest.sign(b'+') {
            1
        } else {
            return Err(syntax());
        };
        offset_hours = rest.number(2).ok_or_else(syntax)?;
        if !rest.sign(b':') {
            return Err(syntax());
        }
        offset_minutes = rest.number(2).ok_or_else(syntax)?;
    }
    if !rest.0.is_empty() {
        return Err(syntax());
    }
    let check = |ok: bool, law: &str| {
        if ok {
            Ok(())
        } else {
            Err(ErrorKind::InvalidInst(format!("failed: {law}")))
        }
    };
    check((1..=12).contains(&month), "(<= 1 months 12)")?;
    let law = "(<= 1 days (days-in-month months (leap-year? years)))";
    check((1..=days_in_month(year, month)).contains(&day), law)?;
    check(hour <= 23, "(<= 0 hours 23)")?;
    check(minute <= 59, "(<= 0 minutes 59)")?;
    let law = "(<= 0 seconds (if (= minutes 59) 60 59))";
    check(second <= if minute == 59 { 60 } else { 59 }, law)?;
    check(offset_hours <= 23, "(<= 0 offset-hours 23)")?;
    check(offset_minutes <= 59, "(<= 0 offset-minutes 59)")?;
    let minutes = (days_from_epoch(year, month, day) * 24 + hour) * 60 + minute
        - offset_sign * (offset_hours * 60 + offset_minutes);
    Ok((minutes * 60 + second) * 1000 + millis)
}

/// The part of a timestamp that is not read yet.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn sign(&mut self, sign: u8) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if *first == sign => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    /// After the year a minus may be that of a month or that of an offset; an offset is six
    /// characters with a colon.
    fn sign_before_digit(&mut self, sign: u8, left: usize) -> bool {
        let offset = left == 6 && self.0.get(3) == Some(&b':');
        !offset && self.sign(sign)
    }

    fn number(&mut self, digits: usize) -> Option<i64> {
        let (head, rest) = self.0.split_at_checked(digits)?;
        let number = head.iter().try_fold(0, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + i64::from(b - b'0'))
        })?;
        self.0 = rest;
        Some(number)
    }

    /// Milliseconds from the digits after the point.
    fn fraction(&mut self) -> Option<i64> {
        let len = self.0.iter().take_while(|b| b.is_ascii_digit()).count();
        let digits = self.0.iter().take(len).map(|b| i64::from(b - b'0'));
        let millis = digits
            .chain(std::iter::repeat(0))
            .take(3)
            .fold(0, |n, d| n * 10 + d);
        self.0 = &self.0[len..];
        (len > 0).then_some(millis)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01, by counting in eras of 400 years that start in March (Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms").
fn days_from_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}
