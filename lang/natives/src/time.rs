//! Time: the calendar in UTC, and reading the clocks.

use clutch_core::R;
use clutch_core::native::Native;
use clutch_derive::{native, natives};
use std::sync::LazyLock;
use std::time::{Instant, SystemTime};

/// A point in time by calendar and clock, in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Civil {
    /// Year; 0 is 1 BC.
    pub year: i64,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
    /// 0 to 999.
    pub milli: u32,
    /// 0 is Sunday.
    pub weekday: u32,
    /// 1 to 366.
    pub day_of_year: u32,
}

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

impl Civil {
    /// The date and time this many milliseconds after 1970.
    pub fn of_millis(millis: i64) -> Civil {
        let days = millis.div_euclid(DAY);
        let clock = millis.rem_euclid(DAY);
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = (month_from_march + 2) % 12 + 1;
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Civil {
            year,
            month: month as u32,
            day: day as u32,
            hour: (clock / 3_600_000) as u32,
            minute: (clock / 60_000 % 60) as u32,
            second: (clock / 1000 % 60) as u32,
            milli: (clock % 1000) as u32,
            weekday: (days + 4).rem_euclid(7) as u32,
            day_of_year: (days - days_from_civil(year, 1, 1) + 1) as u32,
        }
    }

    /// Milliseconds after 1970.
    pub fn millis(&self) -> i64 {
        let days = days_from_civil(self.year, i64::from(self.month), i64::from(self.day));
        let minutes = i64::from(self.hour * 60 + self.minute);
        days * DAY + minutes * 60_000 + i64::from(self.second * 1000 + self.milli)
    }

    /// English name of the month.
    pub fn month_name(&self) -> &'static str {
        MONTHS[self.month as usize - 1]
    }

    /// English name of the day of the week.
    pub fn weekday_name(&self) -> &'static str {
        WEEKDAYS[self.weekday as usize]
    }

    /// `2024-05-01T12:00:00.123` without a zone; the milliseconds always.
    pub fn iso(&self) -> String {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}",
            self.year, self.month, self.day, self.hour, self.minute, self.second, self.milli
        )
    }
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
            (0, "1970-01-01T00:00:00.000"),
            (951_782_400_000, "2000-02-29T00:00:00.000"),
            (-1, "1969-12-31T23:59:59.999"),
            (1_714_564_800_123, "2024-05-01T12:00:00.123"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000"),
        ] {
            let civil = Civil::of_millis(millis);
            assert_eq!(civil.iso(), text);
            assert_eq!(civil.millis(), millis);
        }
        assert_eq!(Civil::of_millis(0).weekday_name(), "Thursday");
        assert_eq!(Civil::of_millis(1_714_564_800_123).day_of_year, 122);
    }
}
