//! `format`: Java's `Formatter` patterns, with its checks and exceptions.
//!
//! A pattern is parsed and checked as a whole before anything is written ([`parse`]); each
//! [`Spec`] then takes its argument. Numbers are laid out by [`number`], dates by [`date`]. The
//! locale is always the root one: `.` and `,`. Integers of any size are accepted where Java takes
//! `long` and `BigInteger`, since the language has one kind of each.
//!
//! Source: observed behaviour of `String.format` in Java 17.

mod date;
mod number;
mod parse;

use crate::bridge::text_of;
use clutch_core::native::Native;
use clutch_core::{R, Thrown, Value, View, class};
use clutch_derive::{native, natives};
use clutch_vm::class::class_of;
use clutch_vm::{Args, Cx};
use parse::{Flags, Index, Piece, Spec};

/// Writes values into a pattern as Java's String.format does.
///
/// (format "%s has %d items" "cart" 3) ;=> "cart has 3 items"
/// (format "%05.1f|%-6s|%,d" 3.14159 "ab" 1234567) ;=> "003.1|ab    |1,234,567"
/// (format "%x %o %e" 255 8 12345.678) ;=> "ff 10 1.234568e+04"
#[native("clojure.core", "format")]
fn format_native(cx: &mut Cx, fmt: &str, args: Args) -> R<String> {
    format(cx, fmt, &args)
}

/// Writes values into a pattern.
pub fn format(cx: &mut Cx, pattern: &str, args: &[Value]) -> R<String> {
    let pieces = parse::parse(pattern)?;
    let mut out = String::with_capacity(pattern.len());
    let mut next = 0;
    let mut last = None;
    for piece in &pieces {
        let spec = match piece {
            Piece::Text(text) => {
                out.push_str(text);
                continue;
            }
            Piece::Spec(spec) => spec,
        };
        if spec.conversion == '%' || spec.conversion == 'n' {
            let text = if spec.conversion == '%' { "%" } else { "\n" };
            justify(&mut out, spec, text);
            continue;
        }
        let index = match spec.index {
            Index::Number(n) => Some(n - 1),
            Index::Last => last,
            Index::Next => {
                next += 1;
                Some(next - 1)
            }
        };
        last = index;
        let arg = index.and_then(|i| args.get(i)).ok_or_else(|| {
            let message = format!("Format specifier '{spec}'");
            Thrown::new(&class::MISSING_FORMAT_ARGUMENT, message)
        })?;
        let text = convert(cx, spec, arg)?;
        justify(&mut out, spec, &text);
    }
    Ok(out)
}

/// The text of one argument, padded with zeros if asked for, but not justified.
fn convert(cx: &mut Cx, spec: &Spec, arg: &Value) -> R<String> {
    if arg.is_nil() && spec.conversion != 'b' {
        return Ok(finish(spec, "null".to_string(), true));
    }
    match spec.conversion {
        's' if spec.flags.has(Flags::ALTERNATE) => Err(spec.mismatch(Flags::ALTERNATE)),
        's' => {
            let text = text_of(cx, arg)?;
            Ok(finish(spec, text, true))
        }
        'b' => {
            let truth = match arg.view() {
                View::Bool(b) => b,
                _ => !arg.is_nil(),
            };
            Ok(finish(spec, truth.to_string(), true))
        }
        'h' => {
            let hash = clutch_vm::hash::java_hash(cx, arg)?;
            Ok(finish(spec, format!("{hash:x}"), true))
        }
        'c' => {
            let c = match arg.view() {
                View::Char(c) => c,
                // Only the narrower integers are codes of characters.
                View::Int(n) if arg.tag() != clutch_core::Tag::Int => {
                    match u32::try_from(n).ok().and_then(char::from_u32) {
                        Some(c) => c,
                        None => {
                            let message = format!("Code point = 0x{n:x}");
                            return Err(Thrown::new(&class::ILLEGAL_FORMAT_CODE_POINT, message));
                        }
                    }
                }
                _ => return Err(wrong_kind(spec, arg)),
            };
            Ok(finish(spec, c.to_string(), false))
        }
        'd' | 'x' | 'o' => {
            let text = match arg.view() {
                View::Int(n) => number::long(spec, n)?,
                View::BigInt(n) => number::big(spec, n),
                _ => return Err(wrong_kind(spec, arg)),
            };
            Ok(finish(spec, text, false))
        }
        'e' | 'f' | 'g' | 'a' => {
            let text = match arg.view() {
                View::Float(x) => number::double(spec, x),
                View::Decimal(d) if spec.conversion != 'a' => number::decimal(spec, d),
                _ => return Err(wrong_kind(spec, arg)),
            };
            Ok(finish(spec, text, false))
        }
        't' => {
            let millis = match arg.view() {
                View::Int(n) => n,
                View::Inst(i) => i.0,
                _ => return Err(wrong_kind(spec, arg)),
            };
            Ok(finish(spec, date::part(spec.date, millis), false))
        }
        c => unreachable!("the parser knows the conversions, not {c}"),
    }
}

/// Cuts to the precision if there is one, and turns to upper case if asked for.
fn finish(spec: &Spec, mut text: String, cut: bool) -> String {
    let last = spec.precision.filter(|_| cut);
    if let Some((end, _)) = last.and_then(|n| text.char_indices().nth(n)) {
        text.truncate(end);
    }
    if spec.upper {
        text.to_uppercase()
    } else {
        text
    }
}

/// Appends a text with blanks before or after it up to the width.
fn justify(out: &mut String, spec: &Spec, text: &str) {
    let length = text.chars().count();
    let blanks = spec.width.unwrap_or(0).saturating_sub(length);
    if spec.flags.has(Flags::LEFT) {
        out.push_str(text);
    }
    out.extend(std::iter::repeat_n(' ', blanks));
    if !spec.flags.has(Flags::LEFT) {
        out.push_str(text);
    }
}

/// The argument is of a kind that the conversion cannot take.
fn wrong_kind(spec: &Spec, arg: &Value) -> Box<Thrown> {
    let letter = if spec.conversion == 't' {
        spec.date
    } else {
        spec.conversion
    };
    Thrown::new(
        &class::ILLEGAL_FORMAT_CONVERSION,
        format!("{letter} != {}", class_of(arg).name),
    )
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![format_native];

#[cfg(test)]
mod tests;
