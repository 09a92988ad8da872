//! Values that print without looking inside: numbers, names, texts, functions' kin.

use super::{Printer, inst};
use crate::cx::Cx;
use crate::number::show;
use clutch_core::value::View;
use clutch_core::{R, Tag, Value};
use std::fmt::Write;

impl Printer {
    /// Prints a value that needs no look inside; false if it does.
    pub(super) fn scalar(&mut self, _cx: &mut Cx, v: &Value) -> R<bool> {
        let out = &mut self.out;
        match v.view() {
            View::Nil => out.push_str("nil"),
            View::Bool(b) => out.push_str(if b { "true" } else { "false" }),
            View::Int(n) => push_display(out, n),
            View::Float(x) => push_float(out, x, v.tag() == Tag::Float32),
            View::Char(c) if self.readably => push_char(out, c),
            View::Char(c) => out.push(c),
            View::Keyword(k) => push_display(out, k),
            View::Symbol(s) => push_display(out, s),
            View::SymbolMeta(s) => push_display(out, s.symbol),
            View::Str(s) if self.readably => push_quoted(out, s),
            View::Str(s) => out.push_str(s),
            View::BigInt(n) => {
                push_display(out, n);
                out.push('N');
            }
            View::Ratio(r) => out.push_str(&show::ratio(r)),
            View::Decimal(d) => {
                out.push_str(&show::decimal(d));
                out.push('M');
            }
            View::Var(var) if self.dup => {
                out.push_str("#=(var ");
                push_display(out, var);
                out.push(')');
            }
            View::Var(var) => {
                out.push_str("#'");
                push_display(out, var);
            }
            View::Ns(ns) if self.dup => {
                out.push_str("#=(find-ns ");
                push_display(out, ns);
                out.push(')');
            }
            View::Class(c) => {
                if self.dup {
                    out.push_str("#=");
                }
                out.push_str(c.name);
            }
            View::Uuid(u) => {
                out.push_str("#uuid \"");
                out.push_str(&uuid(*u));
                out.push('"');
            }
            View::Inst(t) => {
                out.push_str("#inst \"");
                out.push_str(&inst::Civil::of_millis(t.0).rfc3339());
                out.push('"');
            }
            View::Done => out.push_str("#<done>"),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

fn push_display(out: &mut String, x: impl std::fmt::Display) {
    write!(out, "{x}").expect("writing to a string does not fail");
}

/// A float as the reader takes it.
fn push_float(out: &mut String, x: f64, narrow: bool) {
    if x.is_nan() {
        out.push_str("##NaN");
    } else if x.is_infinite() {
        out.push_str(if x > 0.0 { "##Inf" } else { "##-Inf" });
    } else {
        out.push_str(&float_text(x, narrow));
    }
}

/// A float as Java shows it, with the digits that 32 bits need if it was cast to them.
pub(super) fn float_text(x: f64, narrow: bool) -> String {
    if narrow {
        show::float32(x as f32)
    } else {
        show::float(x)
    }
}

/// A character as a literal.
fn push_char(out: &mut String, c: char) {
    out.push('\\');
    match c {
        '\n' => out.push_str("newline"),
        '\t' => out.push_str("tab"),
        ' ' => out.push_str("space"),
        '\u{8}' => out.push_str("backspace"),
        '\u{c}' => out.push_str("formfeed"),
        '\r' => out.push_str("return"),
        c => out.push(c),
    }
}

/// A string as a literal.
pub(super) fn push_quoted(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\\', '\n', '\t', '\r', '\u{8}', '\u{c}']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\t' => "\\t",
            b'\r' => "\\r",
            8 => "\\b",
            _ => "\\f",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

/// The usual form of a UUID.
pub(super) fn uuid(u: clutch_core::object::Uuid) -> String {
    let (a, b) = (u.0, u.1);
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xffff,
        b >> 48,
        b & 0xffff_ffff_ffff
    )
}
