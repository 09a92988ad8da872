//! Numbers from strings at run time: what `parse-long`, `parse-double` and the JVM's `parseLong`,
//! `parseDouble` accept. Literals of the language are read by the `syntax` crate.

/// `Long.parseLong`: an optional sign and digits of the radix, in 64 bits.
pub fn long(text: &str, radix: u32) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.starts_with(['+', '-']) {
        return None;
    }
    i64::from_str_radix(text, radix).ok()
}

/// `Double.parseDouble`: surrounding blanks, `NaN`, `Infinity`, a type suffix and hexadecimal
/// floats are accepted.
pub fn double(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c: char| c <= ' ');
    let (negative, unsigned) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let x = match unsigned {
        "NaN" => f64::NAN,
        "Infinity" => f64::INFINITY,
        _ => {
            let body = unsigned
                .strip_suffix(['d', 'D', 'f', 'F'])
                .unwrap_or(unsigned);
            match unsigned.get(..2) {
                Some("0x" | "0X") => hexadecimal(&body[2..])?,
                _ => decimal(body)?,
            }
        }
    };
    Some(if negative { -x } else { x })
}

fn decimal(body: &str) -> Option<f64> {
    // Rust reads the same digits; only its words ("inf", "nan") must not pass.
    let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-');
    if body.starts_with(['+', '-']) || !body.bytes().all(plain) {
        return None;
    }
    body.parse().ok()
}

/// Digits, point and binary exponent of `0x1.8p3`.
fn hexadecimal(body: &str) -> Option<f64> {
    let at = body.find(['p', 'P'])?;
    let exponent: i32 = body[at + 1..].parse().ok()?;
    let (whole, fraction) = body[..at].split_once('.').unwrap_or((&body[..at], ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut value = 0.0f64;
    for c in whole.chars().chain(fraction.chars()) {
        value = value * 16.0 + f64::from(c.to_digit(16)?);
    }
    Some(value * 2f64.powi(exponent - 4 * fraction.len() as i32))
}
