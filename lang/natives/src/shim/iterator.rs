//! Iterators, and what is walked with them: `StringTokenizer`.

use super::{Held, members};
use crate::bridge::vector;
use clutch_core::object::HostData;
use clutch_core::seq::IterState;
use clutch_core::{R, Thrown, Value, class};
use clutch_vm::class::host as h;
use clutch_vm::{Cx, iter};

/// An iterator: where it stands, and the element that `hasNext` looked at.
pub(super) struct JavaIterator(Held<(IterState, Option<Value>)>);

impl HostData for JavaIterator {
    fn held(&self) -> Vec<Value> {
        let held = self.0.try_peek(|(state, next)| {
            let next = next.iter().cloned();
            next.chain([iter::held(state)]).collect()
        });
        held.unwrap_or_default()
    }
}

/// `.iterator` of any seqable.
pub(super) fn java_iterator(cx: &mut Cx, coll: Value) -> R {
    let state = iter::state(cx, coll)?;
    Ok(Value::host(
        &h::ITERATOR,
        JavaIterator(Held::new((state, None))),
    ))
}

fn iterator(v: &Value) -> R<&JavaIterator> {
    v.as_host::<JavaIterator>()
        .ok_or_else(|| super::text::wrong(v, "an iterator"))
}

pub(super) fn has_next(cx: &mut Cx, i: &Value) -> R<bool> {
    iterator(i)?.0.with(cx, |cx, (state, ahead)| {
        if ahead.is_none() {
            *ahead = iter::step(cx, state)?;
        }
        Ok(ahead.is_some())
    })
}

pub(super) fn next(cx: &mut Cx, i: &Value) -> R {
    iterator(i)?.0.with(cx, |cx, (state, ahead)| {
        let next = match ahead.take() {
            Some(v) => Some(v),
            None => iter::step(cx, state)?,
        };
        next.ok_or_else(no_element)
    })
}

pub(super) fn no_element() -> Box<Thrown> {
    let mut e = clutch_core::error::Exception::new(&class::NO_SUCH_ELEMENT, "");
    e.message = Value::NIL;
    Box::new(Thrown::plain(e))
}

pub(super) fn need(v: Option<Value>) -> R {
    v.ok_or_else(no_element)
}

members! {
    "java.util.StringTokenizer" {
        fn new_tokenizer "new" (cx: &mut Cx, text: &str, delimiters: Option<Value>) -> R {
            let delimiters = delimiters.as_ref().and_then(Value::as_str).unwrap_or(" \t\n\r\u{c}");
            let parts = text.split(|c| delimiters.contains(c)).filter(|p| !p.is_empty());
            let tokens = iter::state(cx, vector(parts.map(Value::from).collect()))?;
            Ok(Value::host(&h::STRING_TOKENIZER, JavaIterator(Held::new((tokens, None)))))
        }
        fn has_more_tokens ".hasMoreTokens" (cx: &mut Cx, t: &Value) -> R<bool> { has_next(cx, t) }
        fn next_token ".nextToken" (cx: &mut Cx, t: &Value) -> R { next(cx, t) }
    }
}
