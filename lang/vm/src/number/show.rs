//! Numbers as text, digit for digit as Java's `toString` writes them.
//!
//! Floats are the shortest digits that read back as the same number. (JVMs before 19 sometimes
//! print one digit more; we follow the later, shortest rule.)

use bigdecimal::BigDecimal;
use num_rational::BigRational;

/// `Double.toString`: `1.0`, `1.0E10`, `1.0E-5`, `Infinity`, `NaN`.
pub fn float(x: f64) -> String {
    if !x.is_finite() {
        return special(x).to_string();
    }
    let mut text = format!("{x:e}");
    let digits = text.bytes().take_while(|b| *b != b'e');
    if digits.filter(u8::is_ascii_digit).count() == 1 && x != 0.0 {
        // Java writes two digits at least and takes the closest of those: 4.9E-324.
        let two = format!("{x:.1e}");
        if two.parse() == Ok(x) {
            text = two;
        }
    }
    layout(&text, x.abs() >= 1e-3 && x.abs() < 1e7 || x == 0.0)
}

/// `Float.toString` of a float that holds a 32-bit number.
pub fn float32(x: f32) -> String {
    if !x.is_finite() {
        return special(f64::from(x)).to_string();
    }
    let text = format!("{x:e}");
    layout(&text, x.abs() >= 1e-3 && x.abs() < 1e7 || x == 0.0)
}

fn special(x: f64) -> &'static str {
    if x.is_nan() {
        "NaN"
    } else if x > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// `-1.25e3` as `-1250.0` or `-1.25E3`.
fn layout(scientific: &str, plain: bool) -> String {
    let (mantissa, exponent) = scientific.split_once('e').expect("`{:e}` writes an e");
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (first, rest) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let or_zero = |s: &str| {
        if s.is_empty() {
            "0".into()
        } else {
            s.to_string()
        }
    };
    if !plain {
        let rest = rest.trim_end_matches('0');
        return format!("{sign}{first}.{}E{exponent}", or_zero(rest));
    }
    let exponent: i32 = exponent.parse().expect("`{:e}` writes an exponent");
    let digits = format!("{first}{rest}");
    if exponent < 0 {
        let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
        return format!("{sign}0.{zeros}{}", digits.trim_end_matches('0'));
    }
    let whole = exponent as usize + 1;
    if digits.len() <= whole {
        format!("{sign}{digits}{}.0", "0".repeat(whole - digits.len()))
    } else {
        let fraction = digits[whole..].trim_end_matches('0');
        format!("{sign}{}.{}", &digits[..whole], or_zero(fraction))
    }
}

/// `BigDecimal.toString`, without the `M`: plain, or scientific where the exponent says so.
pub fn decimal(d: &BigDecimal) -> String {
    let (n, scale) = d.as_bigint_and_exponent();
    let text = n.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    if scale == 0 {
        return text;
    }
    let adjusted = digits.len() as i64 - 1 - scale;
    if scale > 0 && adjusted >= -6 {
        let scale = scale as usize;
        return if digits.len() > scale {
            let (whole, fraction) = digits.split_at(digits.len() - scale);
            format!("{sign}{whole}.{fraction}")
        } else {
            format!("{sign}0.{}{digits}", "0".repeat(scale - digits.len()))
        };
    }
    let (first, rest) = digits.split_at(1);
    let point = if rest.is_empty() { "" } else { "." };
    let exponent = match adjusted {
        0 => String::new(),
        n => format!("E{n:+}"),
    };
    format!("{sign}{first}{point}{rest}{exponent}")
}

/// `BigDecimal.toPlainString`: never an exponent.
pub fn decimal_plain(d: &BigDecimal) -> String {
    let (n, scale) = d.as_bigint_and_exponent();
    if scale <= 0 {
        return (n * super::decimal::pow10(scale.unsigned_abs())).to_string();
    }
    let text = n.to_string();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.as_str()),
    };
    let digits = format!("{digits:0>width$}", width = scale as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - scale as usize);
    format!("{sign}{whole}.{fraction}")
}

/// `1/3`.
pub fn ratio(r: &BigRational) -> String {
    format!("{}/{}", r.numer(), r.denom())
}
