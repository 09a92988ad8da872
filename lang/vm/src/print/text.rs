//! The text of a value as Java's `toString` gives it: what `str` joins.

use super::inst::Civil;
use super::object::{class_at_hash, class_text};
use super::{pr_str, scalar};
use crate::class::{class_of, host as h};
use crate::cx::Cx;
use crate::hash::{identity, java_hash};
use crate::number::show;
use crate::shape;
use crate::user::call_method;
use crate::walk::Walk;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::error::Exception;
use clutch_core::object::HostShape;
use clutch_core::value::View;
use clutch_core::{R, Tag, Value};
use std::fmt::Write;

/// The text of a value; empty for nil.
pub fn text(cx: &mut Cx, v: &Value) -> R<String> {
    let mut out = String::new();
    push_text(cx, &mut out, v)?;
    Ok(out)
}

/// Appends the text of a value.
pub fn push_text(cx: &mut Cx, out: &mut String, v: &Value) -> R<()> {
    match v.view() {
        View::Nil => {}
        View::Str(s) => out.push_str(s),
        View::Int(n) => write!(out, "{n}").expect("writing to a string does not fail"),
        View::Char(c) => out.push(c),
        View::Keyword(k) => write!(out, "{k}").expect("writing to a string does not fail"),
        View::Symbol(s) => write!(out, "{s}").expect("writing to a string does not fail"),
        _ => out.push_str(&other(cx, v)?),
    }
    Ok(())
}

fn other(cx: &mut Cx, v: &Value) -> R<String> {
    if let Some(now) = shape::current(cx, v)? {
        return other(cx, &now);
    }
    Ok(match v.view() {
        View::Bool(b) => b.to_string(),
        View::Float(x) => scalar::float_text(x, v.tag() == Tag::Float32),
        View::SymbolMeta(s) => s.symbol.to_string(),
        View::BigInt(n) => n.to_string(),
        View::Ratio(r) => show::ratio(r),
        View::Decimal(d) => show::decimal(d),
        View::Var(var) => format!("#'{var}"),
        View::Ns(ns) => ns.to_string(),
        View::Class(c) => class_text(c),
        View::Uuid(u) => scalar::uuid(*u),
        View::Inst(t) => Civil::of_millis(t.0).java_date(),
        View::Vector(_)
        | View::MapEntry(_)
        | View::List(_)
        | View::Cons(_)
        | View::ChunkedCons(_)
        | View::VectorSeq(_)
        | View::ArraySeq(_)
        | View::Range(_)
        | View::StringSeq(_)
        | View::Map(_)
        | View::SortedMap(_)
        | View::Set(_)
        | View::SortedSet(_) => return pr_str(cx, v),
        View::LazySeq(_) => class_at_hash(class_of(v), java_hash(cx, v)? as u32),
        View::Exception(e) => return exception(cx, e),
        View::Instance(i) => match call_method(cx, v, "toString", &[])? {
            Some(s) if s.as_str().is_some() => s.as_str().unwrap_or_default().to_string(),
            _ => class_at_hash(i.ty, java_hash(cx, v)? as u32),
        },
        View::Host(host) => match host.data.text() {
            Some(text) => text,
            None if std::ptr::eq(host.class, &h::PERSISTENT_QUEUE) => {
                class_at_hash(host.class, java_hash(cx, v)? as u32)
            }
            None => match host.data.shape() {
                HostShape::Opaque => class_at_hash(host.class, identity(v)),
                HostShape::Map => java_collection(cx, v, ('{', '}'))?,
                HostShape::List | HostShape::Set => java_collection(cx, v, ('[', ']'))?,
            },
        },
        View::Unbound => match v.unbound_var() {
            Some(var) => format!("Unbound: #'{var}"),
            None => "Unbound".to_string(),
        },
        _ => class_at_hash(class_of(v), identity(v)),
    })
}

/// `[1, a]` or `{k=v}`: elements by their texts, as Java's collections show themselves.
fn java_collection(cx: &mut Cx, v: &Value, (open, close): (char, char)) -> R<String> {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, || {
        let mut out = String::from(open);
        let mut walk = Walk::of(cx, v)?.unwrap_or_else(Walk::empty);
        let mut first = true;
        while let Some(x) = walk.next(cx)? {
            cx.poll()?;
            if !std::mem::take(&mut first) {
                out.push_str(", ");
            }
            match x.view() {
                View::MapEntry(e) if open == '{' => {
                    push_element(cx, &mut out, &e.key)?;
                    out.push('=');
                    push_element(cx, &mut out, &e.value)?;
                }
                _ => push_element(cx, &mut out, &x)?,
            }
        }
        out.push(close);
        Ok(out)
    })
}

fn push_element(cx: &mut Cx, out: &mut String, v: &Value) -> R<()> {
    if v.is_nil() {
        out.push_str("null");
        return Ok(());
    }
    push_text(cx, out, v)
}

/// Class and message; the data too, for `ex-info`.
fn exception(cx: &mut Cx, e: &Exception) -> R<String> {
    let mut out = e.class.name.to_string();
    let message = e.message.as_str();
    if std::ptr::eq(e.class, &EXCEPTION_INFO) {
        let data = pr_str(cx, &e.data)?;
        out.push_str(&format!(": {} {data}", message.unwrap_or("null")));
    } else if let Some(message) = message {
        out.push_str(": ");
        out.push_str(message);
    }
    Ok(out)
}
