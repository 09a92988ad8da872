//! Dates for printing: [`Civil`] is a point in time taken apart, in UTC and the Gregorian
//! calendar.

/// Year to millisecond, and the day of the week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Civil {
    /// Year; 0 is 1 BC.
    pub year: i64,
    /// Month from 1.
    pub month: u32,
    /// Day from 1.
    pub day: u32,
    /// Hour from 0.
    pub hour: u32,
    /// Minute from 0.
    pub minute: u32,
    /// Second from 0.
    pub second: u32,
    /// Millisecond from 0.
    pub millis: u32,
    /// Day of the week; 0 is Sunday.
    pub weekday: u32,
}

const DAY: i64 = 86_400_000;

impl Civil {
    /// Takes milliseconds since 1970 apart.
    ///
    /// The calendar arithmetic counts days in years that begin in March, so that leap days come
    /// last, in eras of 400 years (Howard Hinnant, "chrono-compatible low-level date algorithms").
    pub fn of_millis(millis: i64) -> Civil {
        let days = millis.div_euclid(DAY);
        let time = millis.rem_euclid(DAY);
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = if month_from_march < 10 {
            month_from_march + 3
        } else {
            month_from_march - 9
        };
        let field = |n: i64| u32::try_from(n).expect("fields of a date are small");
        Civil {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month: field(month),
            day: field(day_of_year - (153 * month_from_march + 2) / 5 + 1),
            hour: field(time / 3_600_000),
            minute: field(time / 60_000 % 60),
            second: field(time / 1000 % 60),
            millis: field(time % 1000),
            weekday: field((days + 4).rem_euclid(7)),
        }
    }

    /// As in `#inst`: `2020-01-31T12:00:00.000-00:00`.
    pub fn rfc3339(&self) -> String {
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}-00:00",
            self.year, self.month, self.day, self.hour, self.minute, self.second, self.millis
        )
    }

    /// As `java.util.Date.toString` in UTC: `Wed Jan 01 00:00:00 UTC 2020`.
    pub fn java_date(&self) -> String {
        const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        format!(
            "{} {} {:02} {:02}:{:02}:{:02} UTC {:04}",
            DAYS[self.weekday as usize],
            MONTHS[self.month as usize - 1],
            self.day,
            self.hour,
            self.minute,
            self.second,
            self.year
        )
    }
}
