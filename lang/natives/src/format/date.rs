//! Parts of a date for `%tY` and the like, in UTC.

use crate::time::{Civil, day_of_year, month_name, weekday_name};

/// The letters of date parts.
pub(super) const PARTS: &str = "HIklMSLNpzZsQBbhAaCYyjmdeRTrDFc";

/// One part of the date at `millis` after 1970.
pub(super) fn part(letter: char, millis: i64) -> String {
    let t = Civil::of_millis(millis);
    let hour12 = (t.hour + 11) % 12 + 1;
    let sub = |letters: &str, between: &str| {
        let parts: Vec<String> = letters.chars().map(|c| part(c, millis)).collect();
        parts.join(between)
    };
    match letter {
        'H' => format!("{:02}", t.hour),
        'I' => format!("{hour12:02}"),
        'k' => t.hour.to_string(),
        'l' => hour12.to_string(),
        'M' => format!("{:02}", t.minute),
        'S' => format!("{:02}", t.second),
        'L' => format!("{:03}", t.millis),
        'N' => format!("{:09}", u64::from(t.millis) * 1_000_000),
        'p' => if t.hour < 12 { "am" } else { "pm" }.to_string(),
        'z' => "+0000".to_string(),
        'Z' => "UTC".to_string(),
        's' => millis.div_euclid(1000).to_string(),
        'Q' => millis.to_string(),
        'B' => month_name(&t).to_string(),
        'b' | 'h' => month_name(&t)[..3].to_string(),
        'A' => weekday_name(&t).to_string(),
        'a' => weekday_name(&t)[..3].to_string(),
        'C' => format!("{:02}", t.year / 100),
        'Y' => format!("{:04}", t.year),
        'y' => format!("{:02}", t.year.rem_euclid(100)),
        'j' => format!("{:03}", day_of_year(&t)),
        'm' => format!("{:02}", t.month),
        'd' => format!("{:02}", t.day),
        'e' => t.day.to_string(),
        'R' => sub("HM", ":"),
        'T' => sub("HMS", ":"),
        'r' => sub("IMS", ":") + " " + &part('p', millis).to_uppercase(),
        'D' => sub("mdy", "/"),
        'F' => sub("Ymd", "-"),
        'c' => sub("abdTZY", " "),
        other => unreachable!("the parser knows the letters, not {other}"),
    }
}
