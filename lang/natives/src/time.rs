//! Time: the calendar in UTC, and reading the clocks.

use clutch_core::R;
use clutch_core::native::Native;
use clutch_derive::{native, natives};
pub use clutch_vm::print::Civil;
use std::sync::LazyLock;
use std::time::{Instant, SystemTime};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];
const DAY: i64 = 86_400_000;

/// Days from 1970-01-01 to a date of the Gregorian calendar; months and days may overflow.
/// The year is taken to start in March, so that the leap day is its last.
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let year_of_era = y.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Milliseconds after 1970 of a date and time.
pub fn to_millis(t: &Civil) -> i64 {
    let days = days_from_civil(t.year, i64::from(t.month), i64::from(t.day));
    let minutes = i64::from(t.hour * 60 + t.minute);
    days * DAY + minutes * 60_000 + i64::from(t.second * 1000 + t.millis)
}

/// Day of the year from 1.
pub fn day_of_year(t: &Civil) -> i64 {
    let day = days_from_civil(t.year, i64::from(t.month), i64::from(t.day));
    day - days_from_civil(t.year, 1, 1) + 1
}

/// English name of the month.
pub fn month_name(t: &Civil) -> &'static str {
    MONTHS[t.month as usize - 1]
}

/// English name of the day of the week.
pub fn weekday_name(t: &Civil) -> &'static str {
    WEEKDAYS[t.weekday as usize]
}

/// Milliseconds since 1970.
pub fn now_millis() -> i64 {
    match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        Ok(d) => d.as_millis() as i64,
        Err(before) => -(before.duration().as_millis() as i64),
    }
}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// Nanoseconds since some fixed moment; never goes back.
pub fn nano_time() -> i64 {
    START.elapsed().as_nanos() as i64
}

/// Nanoseconds since some fixed moment; for measuring how long something takes.
///
/// (<= 0 (clutch.rt/nano-time)) ;=> true
#[native("clutch.rt", "nano-time")]
fn nano_time_native() -> i64 {
    nano_time()
}

/// Milliseconds since 1970.
///
/// (< 1700000000000 (clutch.rt/current-time-millis)) ;=> true
#[native("clutch.rt", "current-time-millis")]
fn current_time_millis() -> R<i64> {
    Ok(now_millis())
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![nano_time_native, current_time_millis];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_convert_both_ways() {
        for (millis, text) in [
            (0, "1970-01-01T00:00:00.000-00:00"),
            (951_782_400_000, "2000-02-29T00:00:00.000-00:00"),
            (-1, "1969-12-31T23:59:59.999-00:00"),
            (1_714_564_800_123, "2024-05-01T12:00:00.123-00:00"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000-00:00"),
        ] {
            let civil = Civil::of_millis(millis);
            assert_eq!(civil.rfc3339(), text);
            assert_eq!(to_millis(&civil), millis);
        }
        assert_eq!(weekday_name(&Civil::of_millis(0)), "Thursday");
        assert_eq!(day_of_year(&Civil::of_millis(1_714_564_800_123)), 122);
    }
}
