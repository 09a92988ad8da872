//! `java.util.Date`, `java.time.Instant` and `Duration`, `SimpleDateFormat`; all in UTC.

use super::members;
use crate::time::{Civil, days_from_civil, month_name, now_millis, to_millis, weekday_name};
use clutch_core::object::{HostData, Inst};
use clutch_core::{R, Thrown, Value, View, class};
use clutch_vm::class::host as h;
use parking_lot::Mutex;

/// Milliseconds of a date, instant or number.
fn millis(v: &Value) -> R<i64> {
    match v.view() {
        View::Inst(i) => Ok(i.0),
        View::Int(n) => Ok(n),
        _ => match v.as_host::<Instant>() {
            Some(i) => Ok(i.0.div_euclid(1_000_000) as i64),
            None => Err(super::text::wrong(v, "a date")),
        },
    }
}

fn date(millis: i64) -> Value {
    Value::new(Inst(millis))
}

/// Nanoseconds since 1970.
struct Instant(i128);

impl HostData for Instant {
    fn text(&self) -> Option<String> {
        let millis = self.0.div_euclid(1_000_000) as i64;
        let nanos = self.0.rem_euclid(1_000_000_000);
        let text = Civil::of_millis(millis).rfc3339();
        let whole = text.split('.').next().unwrap_or_default();
        Some(match nanos {
            0 => format!("{whole}Z"),
            n if n % 1_000_000 == 0 => format!("{whole}.{:03}Z", n / 1_000_000),
            n if n % 1000 == 0 => format!("{whole}.{:06}Z", n / 1000),
            n => format!("{whole}.{n:09}Z"),
        })
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        let other: &dyn std::any::Any = other;
        other
            .downcast_ref::<Instant>()
            .is_some_and(|i| i.0 == self.0)
    }
    fn hash(&self) -> Option<u32> {
        Some(clutch_core::murmur::hash_long(self.0 as i64))
    }
}

fn instant(v: &Value) -> R<i128> {
    match (v.as_host::<Instant>(), v.view()) {
        (Some(i), _) => Ok(i.0),
        (None, View::Inst(i)) => Ok(i128::from(i.0) * 1_000_000),
        _ => Err(super::text::wrong(v, "an instant")),
    }
}

fn new_instant(nanos: i128) -> Value {
    Value::host(&h::INSTANT, Instant(nanos))
}

/// A length of time in nanoseconds.
struct Duration(i128);

impl HostData for Duration {
    fn text(&self) -> Option<String> {
        let seconds = self.0 / 1_000_000_000;
        let nanos = (self.0 % 1_000_000_000).abs();
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let mut out = String::from("PT");
        if hours != 0 {
            out.push_str(&format!("{hours}H"));
        }
        if minutes != 0 {
            out.push_str(&format!("{minutes}M"));
        }
        if nanos != 0 {
            let fraction = format!("{nanos:09}");
            let sign = if self.0 < 0 && rest == 0 { "-" } else { "" };
            out.push_str(&format!("{sign}{rest}.{}S", fraction.trim_end_matches('0')));
        } else if rest != 0 || out.len() == 2 {
            out.push_str(&format!("{rest}S"));
        }
        Some(out)
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        let other: &dyn std::any::Any = other;
        other
            .downcast_ref::<Duration>()
            .is_some_and(|d| d.0 == self.0)
    }
    fn hash(&self) -> Option<u32> {
        Some(clutch_core::murmur::hash_long(self.0 as i64))
    }
}

fn duration(v: &Value) -> R<i128> {
    match v.as_host::<Duration>() {
        Some(d) => Ok(d.0),
        None => Err(super::text::wrong(v, "a duration")),
    }
}

fn new_duration(nanos: i128) -> Value {
    Value::host(&h::DURATION, Duration(nanos))
}

/// A formatter of instants, in UTC: by a pattern, or as ISO text.
struct Formatter(Option<String>);

impl HostData for Formatter {
    fn text(&self) -> Option<String> {
        Some(self.0.clone().unwrap_or_else(|| "ISO_INSTANT".to_string()))
    }
}

fn formatter(v: &Value) -> R<&Formatter> {
    v.as_host::<Formatter>()
        .ok_or_else(|| super::text::wrong(v, "a formatter"))
}

/// Reads `2024-05-01T12:00:00.5Z`, with an offset instead of `Z` too; nanoseconds since 1970.
pub(crate) fn parse_instant(text: &str) -> Option<i128> {
    let (day, clock) = text.split_once(['T', 't', ' '])?;
    let mut parts = day.rsplitn(3, '-').map(|p| p.parse::<i64>().ok());
    let (d, m, y) = (parts.next()??, parts.next()??, parts.next()??);
    let zone_at = clock.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = clock.split_at(zone_at);
    let offset = match zone.as_bytes()[0] {
        b'Z' | b'z' => 0,
        sign => {
            let (hours, minutes) = zone[1..].split_once(':').unwrap_or((&zone[1..], "0"));
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if sign == b'-' { -minutes } else { minutes }
        }
    };
    let mut parts = clock.split(':');
    let hour = parts.next()?.parse::<i64>().ok()?;
    let minute = parts.next()?.parse::<i64>().ok()?;
    let (second, fraction) = match parts.next() {
        Some(s) => s.split_once('.').unwrap_or((s, "")),
        None => ("0", ""),
    };
    let second = second.parse::<i64>().ok()?;
    let nanos = format!("{fraction:0<9}").get(..9)?.parse::<i128>().ok()?;
    let fits =
        (1..=12).contains(&m) && (1..=31).contains(&d) && hour < 24 && minute < 60 && second < 61;
    let minutes = (days_from_civil(y, m, d) * 24 + hour) * 60 + minute - offset;
    fits.then(|| i128::from(minutes * 60 + second) * 1_000_000_000 + nanos)
}

/// A pattern of `SimpleDateFormat`.
struct Format {
    pattern: String,
}

impl HostData for Format {}

/// Runs of one letter, quoted text and other characters of a pattern.
fn fields(pattern: &str) -> Vec<(Option<char>, String)> {
    let mut out: Vec<(Option<char>, String)> = Vec::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\'' {
            let mut text = String::new();
            while let Some(c) = chars.next() {
                if c != '\'' {
                    text.push(c);
                } else if chars.peek() == Some(&'\'') && !text.is_empty() {
                    text.push('\'');
                    chars.next();
                } else {
                    break;
                }
            }
            if text.is_empty() {
                text.push('\'');
            }
            out.push((None, text));
        } else if c.is_ascii_alphabetic() {
            let mut run = c.to_string();
            while chars.peek() == Some(&c) {
                run.push(c);
                chars.next();
            }
            out.push((Some(c), run));
        } else {
            out.push((None, c.to_string()));
        }
    }
    out
}

/// Writes a date by a pattern of Java's letters.
fn format(pattern: &str, millis: i64) -> R<String> {
    let t = Civil::of_millis(millis);
    let mut out = String::new();
    for (letter, run) in fields(pattern) {
        let width = run.len();
        let pad = |n: i64| format!("{n:0width$}");
        let Some(letter) = letter else {
            out.push_str(&run);
            continue;
        };
        out.push_str(&match letter {
            'y' | 'u' if width == 2 => format!("{:02}", t.year.rem_euclid(100)),
            'y' | 'u' => pad(t.year),
            'M' | 'L' if width >= 4 => month_name(&t).to_string(),
            'M' | 'L' if width == 3 => month_name(&t)[..3].to_string(),
            'M' | 'L' => pad(i64::from(t.month)),
            'd' => pad(i64::from(t.day)),
            'H' => pad(i64::from(t.hour)),
            'k' => pad(i64::from((t.hour + 23) % 24 + 1)),
            'K' => pad(i64::from(t.hour % 12)),
            'h' => pad(i64::from((t.hour + 11) % 12 + 1)),
            'm' => pad(i64::from(t.minute)),
            's' => pad(i64::from(t.second)),
            'S' => pad(i64::from(t.millis)),
            'E' if width >= 4 => weekday_name(&t).to_string(),
            'E' => weekday_name(&t)[..3].to_string(),
            'D' => pad(crate::time::day_of_year(&t)),
            'a' => if t.hour < 12 { "AM" } else { "PM" }.to_string(),
            'G' => "AD".to_string(),
            'z' => "UTC".to_string(),
            'Z' => "+0000".to_string(),
            'X' => "Z".to_string(),
            other => {
                let message = format!("Illegal pattern character '{other}'");
                return Err(Thrown::illegal_argument(message));
            }
        });
    }
    Ok(out)
}

/// Reads a date by a pattern; milliseconds since 1970.
fn parse(pattern: &str, text: &str) -> Option<i64> {
    let mut left = text;
    let mut t = Civil::of_millis(0);
    let (mut afternoon, mut offset) = (None, 0i64);
    let fields = fields(pattern);
    for (i, (letter, run)) in fields.iter().enumerate() {
        let Some(letter) = letter else {
            left = left.strip_prefix(run.as_str())?;
            continue;
        };
        match letter {
            'M' | 'L' if run.len() >= 3 => {
                let month = (1..=12).find(|m| {
                    let name = month_name(&Civil { month: *m, ..t });
                    left.get(..3)
                        .is_some_and(|l| l.eq_ignore_ascii_case(&name[..3]))
                })?;
                let name = month_name(&Civil { month, ..t });
                let whole = left
                    .get(..name.len())
                    .is_some_and(|l| l.eq_ignore_ascii_case(name));
                left = &left[if whole { name.len() } else { 3 }..];
                t.month = month;
            }
            'E' | 'G' | 'z' => {
                let end = left
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(left.len());
                left = &left[end..];
            }
            'a' => {
                afternoon = Some(left.get(..2)?.eq_ignore_ascii_case("pm"));
                left = &left[2..];
            }
            'Z' | 'X' => {
                if let Some(rest) = left.strip_prefix('Z') {
                    left = rest;
                    continue;
                }
                let sign = if left.starts_with('-') { -1 } else { 1 };
                let digits: String = left
                    .get(1..)?
                    .chars()
                    .filter(char::is_ascii_digit)
                    .take(4)
                    .collect();
                let n: i64 = digits.parse().ok()?;
                offset = sign
                    * if digits.len() > 2 {
                        n / 100 * 60 + n % 100
                    } else {
                        n * 60
                    };
                let end = left[1..].find(|c: char| !c.is_ascii_digit() && c != ':');
                left = &left[end.map_or(left.len(), |e| e + 1)..];
            }
            _ => {
                // Numbers that touch the next number take as many digits as the pattern has.
                let touching = fields.get(i + 1).is_some_and(|(l, _)| l.is_some());
                let most = if touching { run.len() } else { usize::MAX };
                let digits: String = left
                    .chars()
                    .take_while(char::is_ascii_digit)
                    .take(most)
                    .collect();
                let n: u32 = digits.parse().ok()?;
                left = &left[digits.len()..];
                match letter {
                    'y' | 'u' if run.len() == 2 && digits.len() == 2 => {
                        t.year = i64::from(n) + if n < 46 { 2000 } else { 1900 };
                    }
                    'y' | 'u' => t.year = i64::from(n),
                    'M' | 'L' => t.month = n,
                    'd' => t.day = n,
                    'H' | 'h' | 'K' | 'k' => t.hour = n % 24,
                    'm' => t.minute = n,
                    's' => t.second = n,
                    'S' => t.millis = n,
                    _ => return None,
                }
            }
        }
    }
    if let Some(afternoon) = afternoon {
        t.hour = t.hour % 12 + if afternoon { 12 } else { 0 };
    }
    Some(to_millis(&t) - offset * 60_000)
}

fn pattern(v: &Value) -> R<&str> {
    match v.as_host::<Format>() {
        Some(f) => Ok(&f.pattern),
        None => Err(super::text::wrong(v, "a date format")),
    }
}

fn unparseable(text: &str) -> Box<Thrown> {
    Thrown::new(
        &class::PARSE_EXCEPTION,
        format!("Unparseable date: \"{text}\""),
    )
}

/// A time zone: only UTC exists, under any name.
struct Zone(String);

impl HostData for Zone {
    fn text(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

/// A stopwatch-like holder is not needed: `Calendar` is a date that can be moved.
struct Calendar(Mutex<i64>);

impl HostData for Calendar {}

fn calendar(v: &Value) -> R<&Calendar> {
    v.as_host::<Calendar>()
        .ok_or_else(|| super::text::wrong(v, "a calendar"))
}

members! {
    "java.util.Date" {
        fn new_date "new" (millis: Option<&Value>) -> R {
            match millis {
                Some(v) => Ok(date(self::millis(v)?)),
                None => Ok(date(now_millis())),
            }
        }
        fn new_date_of "new" (year: i64, month: i64, day: i64) -> Value {
            date(days_from_civil(year + 1900, month + 1, day) * 86_400_000)
        }
        fn date_from "from" (i: &Value) -> R { Ok(date(millis(i)?)) }
        fn get_time ".getTime" (d: &Value) -> R<i64> { millis(d) }
        fn to_instant ".toInstant" (d: &Value) -> R { Ok(new_instant(instant(d)?)) }
        fn before ".before" (d: &Value, other: &Value) -> R<bool> { Ok(millis(d)? < millis(other)?) }
        fn after ".after" (d: &Value, other: &Value) -> R<bool> { Ok(millis(d)? > millis(other)?) }
        fn get_year ".getYear" (d: &Value) -> R<i64> { Ok(Civil::of_millis(millis(d)?).year - 1900) }
        fn get_month ".getMonth" (d: &Value) -> R<i64> { Ok(i64::from(Civil::of_millis(millis(d)?).month) - 1) }
        fn get_date ".getDate" (d: &Value) -> R<i64> { Ok(i64::from(Civil::of_millis(millis(d)?).day)) }
        fn get_day ".getDay" (d: &Value) -> R<i64> { Ok(i64::from(Civil::of_millis(millis(d)?).weekday)) }
        fn get_hours ".getHours" (d: &Value) -> R<i64> { Ok(i64::from(Civil::of_millis(millis(d)?).hour)) }
        fn get_minutes ".getMinutes" (d: &Value) -> R<i64> { Ok(i64::from(Civil::of_millis(millis(d)?).minute)) }
        fn get_seconds ".getSeconds" (d: &Value) -> R<i64> { Ok(i64::from(Civil::of_millis(millis(d)?).second)) }
    }
    "java.time.Instant" {
        fn now "now" () -> Value { new_instant(i128::from(now_millis()) * 1_000_000) }
        fn of_epoch_milli "ofEpochMilli" (n: i64) -> Value { new_instant(i128::from(n) * 1_000_000) }
        fn of_epoch_second "ofEpochSecond" (n: i64, nanos: Option<i64>) -> Value {
            new_instant(i128::from(n) * 1_000_000_000 + i128::from(nanos.unwrap_or(0)))
        }
        fn parse_static "parse" (text: &str) -> R {
            parse_instant(text).map(new_instant).ok_or_else(|| {
                Thrown::new(&class::DATE_TIME, format!("Text '{text}' could not be parsed at index 0"))
            })
        }
        fn epoch "EPOCH" () -> Value { new_instant(0) }
        fn to_epoch_milli ".toEpochMilli" (i: &Value) -> R<i64> { Ok(instant(i)?.div_euclid(1_000_000) as i64) }
        fn get_epoch_second ".getEpochSecond" (i: &Value) -> R<i64> { Ok(instant(i)?.div_euclid(1_000_000_000) as i64) }
        fn get_nano ".getNano" (i: &Value) -> R<i64> { Ok(instant(i)?.rem_euclid(1_000_000_000) as i64) }
        fn plus_millis ".plusMillis" (i: &Value, n: i64) -> R { Ok(new_instant(instant(i)? + i128::from(n) * 1_000_000)) }
        fn plus_seconds ".plusSeconds" (i: &Value, n: i64) -> R { Ok(new_instant(instant(i)? + i128::from(n) * 1_000_000_000)) }
        fn plus_nanos ".plusNanos" (i: &Value, n: i64) -> R { Ok(new_instant(instant(i)? + i128::from(n))) }
        fn minus_millis ".minusMillis" (i: &Value, n: i64) -> R { plus_millis(i, -n) }
        fn minus_seconds ".minusSeconds" (i: &Value, n: i64) -> R { plus_seconds(i, -n) }
        fn plus ".plus" (i: &Value, d: &Value) -> R { Ok(new_instant(instant(i)? + duration(d)?)) }
        fn minus ".minus" (i: &Value, d: &Value) -> R { Ok(new_instant(instant(i)? - duration(d)?)) }
        fn is_before ".isBefore" (i: &Value, other: &Value) -> R<bool> { Ok(instant(i)? < instant(other)?) }
        fn is_after ".isAfter" (i: &Value, other: &Value) -> R<bool> { Ok(instant(i)? > instant(other)?) }
    }
    "java.time.Duration" {
        fn between "between" (a: &Value, b: &Value) -> R { Ok(new_duration(instant(b)? - instant(a)?)) }
        fn of_nanos "ofNanos" (n: i64) -> Value { new_duration(i128::from(n)) }
        fn of_millis "ofMillis" (n: i64) -> Value { new_duration(i128::from(n) * 1_000_000) }
        fn of_seconds "ofSeconds" (n: i64) -> Value { new_duration(i128::from(n) * 1_000_000_000) }
        fn of_minutes "ofMinutes" (n: i64) -> Value { of_seconds(n * 60) }
        fn of_hours "ofHours" (n: i64) -> Value { of_seconds(n * 3600) }
        fn of_days "ofDays" (n: i64) -> Value { of_seconds(n * 86_400) }
        fn duration_zero "ZERO" () -> Value { new_duration(0) }
        fn to_nanos ".toNanos" (d: &Value) -> R<i64> { Ok(duration(d)? as i64) }
        fn to_millis_method ".toMillis" (d: &Value) -> R<i64> { Ok((duration(d)? / 1_000_000) as i64) }
        fn to_seconds ".toSeconds" (d: &Value) -> R<i64> { Ok((duration(d)? / 1_000_000_000) as i64) }
        fn get_seconds_duration ".getSeconds" (d: &Value) -> R<i64> { to_seconds(d) }
        fn to_minutes ".toMinutes" (d: &Value) -> R<i64> { Ok(to_seconds(d)? / 60) }
        fn to_hours ".toHours" (d: &Value) -> R<i64> { Ok(to_seconds(d)? / 3600) }
        fn to_days ".toDays" (d: &Value) -> R<i64> { Ok(to_seconds(d)? / 86_400) }
        fn duration_plus ".plus" (d: &Value, other: &Value) -> R { Ok(new_duration(duration(d)? + duration(other)?)) }
        fn duration_minus ".minus" (d: &Value, other: &Value) -> R { Ok(new_duration(duration(d)? - duration(other)?)) }
        fn is_negative ".isNegative" (d: &Value) -> R<bool> { Ok(duration(d)? < 0) }
        fn is_zero ".isZero" (d: &Value) -> R<bool> { Ok(duration(d)? == 0) }
    }
    "java.time.format.DateTimeFormatter" {
        fn iso_instant "ISO_INSTANT" () -> Value { Value::host(&h::DATE_TIME_FORMATTER, Formatter(None)) }
        fn of_pattern "ofPattern" (pattern: &str, _locale: Option<Value>) -> Value {
            Value::host(&h::DATE_TIME_FORMATTER, Formatter(Some(pattern.to_string())))
        }
        fn with_zone ".withZone" (f: Value, _zone: Value) -> Value { f }
        fn with_locale ".withLocale" (f: Value, _locale: Value) -> Value { f }
        fn format_instant ".format" (cx: &mut clutch_vm::Cx, f: &Value, i: &Value) -> R<String> {
            match &formatter(f)?.0 {
                None => crate::bridge::text_of(cx, i),
                Some(pattern) => format(pattern, instant(i)?.div_euclid(1_000_000) as i64),
            }
        }
        fn parse_with ".parse" (f: &Value, text: &str) -> R {
            match &formatter(f)?.0 {
                None => parse_static(text),
                Some(pattern) => match parse(pattern, text) {
                    Some(millis) => Ok(new_instant(i128::from(millis) * 1_000_000)),
                    None => Err(unparseable(text)),
                },
            }
        }
    }
    "java.text.SimpleDateFormat" {
        fn new_format "new" (pattern: &str, _locale: Option<Value>) -> Value {
            Value::host(&h::SIMPLE_DATE_FORMAT, Format { pattern: pattern.to_string() })
        }
        fn set_time_zone ".setTimeZone" (_f: &Value, _zone: Value) {}
        fn set_lenient ".setLenient" (_f: &Value, _on: bool) {}
        fn to_pattern ".toPattern" (f: &Value) -> R<String> { pattern(f).map(str::to_string) }
        fn format_method ".format" (f: &Value, d: &Value) -> R<String> { format(pattern(f)?, millis(d)?) }
        fn parse_method ".parse" (f: &Value, text: &str) -> R {
            parse(pattern(f)?, text).map(date).ok_or_else(|| unparseable(text))
        }
    }
    "java.util.TimeZone" {
        fn get_time_zone "getTimeZone" (name: &str) -> Value { Value::host(&h::TIME_ZONE, Zone(name.to_string())) }
        fn default_time_zone "getDefault" () -> Value { Value::host(&h::TIME_ZONE, Zone("UTC".to_string())) }
        fn set_default_zone "setDefault" (_zone: Value) {}
        fn get_zone_id ".getID" (cx: &mut clutch_vm::Cx, z: &Value) -> R<String> { crate::bridge::text_of(cx, z) }
    }
    "java.util.Calendar" {
        fn get_calendar "getInstance" (_zone: Option<Value>) -> Value { Value::host(&h::CALENDAR, Calendar(Mutex::new(now_millis()))) }
        fn calendar_time ".getTime" (c: &Value) -> R { Ok(date(*calendar(c)?.0.lock())) }
        fn calendar_set_time ".setTime" (c: &Value, d: &Value) -> R<()> { *calendar(c)?.0.lock() = millis(d)?; Ok(()) }
        fn calendar_millis ".getTimeInMillis" (c: &Value) -> R<i64> { Ok(*calendar(c)?.0.lock()) }
        fn calendar_set_millis ".setTimeInMillis" (c: &Value, n: i64) -> R<()> { *calendar(c)?.0.lock() = n; Ok(()) }
        fn calendar_get ".get" (c: &Value, field: i64) -> R<i64> {
            let t = Civil::of_millis(*calendar(c)?.0.lock());
            Ok(match field {
                1 => t.year,
                2 => i64::from(t.month) - 1,
                5 => i64::from(t.day),
                6 => crate::time::day_of_year(&t),
                7 => i64::from(t.weekday) + 1,
                9 => i64::from(t.hour >= 12),
                10 => i64::from(t.hour % 12),
                11 => i64::from(t.hour),
                12 => i64::from(t.minute),
                13 => i64::from(t.second),
                14 => i64::from(t.millis),
                _ => return Err(Thrown::illegal_argument(format!("unknown calendar field {field}"))),
            })
        }
        fn calendar_add ".add" (c: &Value, field: i64, n: i64) -> R<()> {
            let mut now = calendar(c)?.0.lock();
            let t = Civil::of_millis(*now);
            let months = |years: i64, months: i64| {
                let total = t.year * 12 + i64::from(t.month) - 1 + years * 12 + months;
                let (year, month) = (total.div_euclid(12), total.rem_euclid(12) + 1);
                let last = days_from_civil(year, month + 1, 1) - days_from_civil(year, month, 1);
                to_millis(&Civil { year, month: month as u32, day: t.day.min(last as u32), ..t })
            };
            *now = match field {
                1 => months(n, 0),
                2 => months(0, n),
                5 | 6 => *now + n * 86_400_000,
                10 | 11 => *now + n * 3_600_000,
                12 => *now + n * 60_000,
                13 => *now + n * 1000,
                14 => *now + n,
                _ => return Err(Thrown::illegal_argument(format!("unknown calendar field {field}"))),
            };
            Ok(())
        }
        fn field_year "YEAR" () -> i64 { 1 }
        fn field_month "MONTH" () -> i64 { 2 }
        fn field_date "DATE" () -> i64 { 5 }
        fn field_day "DAY_OF_MONTH" () -> i64 { 5 }
        fn field_day_of_year "DAY_OF_YEAR" () -> i64 { 6 }
        fn field_day_of_week "DAY_OF_WEEK" () -> i64 { 7 }
        fn field_hour "HOUR" () -> i64 { 10 }
        fn field_hour_of_day "HOUR_OF_DAY" () -> i64 { 11 }
        fn field_minute "MINUTE" () -> i64 { 12 }
        fn field_second "SECOND" () -> i64 { 13 }
        fn field_millisecond "MILLISECOND" () -> i64 { 14 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_and_written_as_java_does() {
        let text = |t: &str| Instant(parse_instant(t).expect(t)).text().expect("a text");
        assert_eq!(text("2024-05-01T12:00:00Z"), "2024-05-01T12:00:00Z");
        assert_eq!(text("2024-05-01T12:00:00.5Z"), "2024-05-01T12:00:00.500Z");
        assert_eq!(
            text("2024-05-01T12:00:00.000001Z"),
            "2024-05-01T12:00:00.000001Z"
        );
        assert_eq!(text("2024-05-01T14:30:00+02:30"), "2024-05-01T12:00:00Z");
        assert_eq!(parse_instant("2024-13-01T12:00:00Z"), None);
        assert_eq!(parse_instant("nonsense"), None);
    }

    #[test]
    fn dates_go_through_patterns_both_ways() {
        let at = 1_714_564_800_123;
        let written = format("EEE, d MMM yyyy HH:mm:ss.SSS 'o''clock' Z", at).expect("written");
        assert_eq!(written, "Wed, 1 May 2024 12:00:00.123 o'clock +0000");
        assert_eq!(
            parse(
                "yyyy-MM-dd'T'HH:mm:ss.SSSX",
                "2024-05-01T14:00:00.123+02:00"
            ),
            Some(at)
        );
        assert_eq!(parse("yyyyMMddHHmmss", "20240501120000"), Some(at - 123));
        assert_eq!(parse("yyyy-MM-dd", "x"), None);
        assert_eq!(
            Duration(3_723_500_000_000).text().as_deref(),
            Some("PT1H2M3.5S")
        );
        assert_eq!(Duration(0).text().as_deref(), Some("PT0S"));
    }
}
