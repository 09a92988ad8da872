//! From text to result: reading form by form, evaluating each before the next is read.
//!
//! A top-level `do`, also one that a macro made, is evaluated part by part, so that a macro
//! defined in the first part works in the second. Around each top-level form the compiler's links
//! are collected; they become part of what the form defines, or of the namespace.

use clutch_core::func::Closure;
use clutch_core::span::SourceText;
use clutch_core::world::Usage;
use clutch_core::world::cell::What;
use clutch_core::{R, Span, Tag, Value};
use clutch_natives::reading::Reading;
use clutch_syntax::{Reader, Syntax};
use clutch_vm::{Cx, seq};
use std::sync::Arc;

/// A registered source text.
pub(crate) type Text = (u32, Arc<SourceText>);

/// A reader of a file, which may be read again.
pub(crate) fn file_reader(text: Text) -> Reader {
    Reader::new(text, Syntax::default()).numbered_by_place()
}

/// Evaluates the forms of a text one after the other; gives the value of the last, or nil.
/// `after` is called with the number of forms done.
pub(crate) fn eval_text(
    cx: &mut Cx,
    mut reader: Reader,
    mut after: impl FnMut(&mut Cx, usize) -> R<()>,
) -> R {
    let id = reader.source_id();
    let mut last = Value::NIL;
    let mut count = 0;
    loop {
        let read = reader.read_next(&mut Reading(cx));
        let Some(form) = read.map_err(|e| e.into_thrown())? else {
            return Ok(last);
        };
        let range = reader.form_range();
        last = eval_form(cx, form, span(id, range))?;
        count += 1;
        after(cx, count)?;
    }
}

/// A span of bytes of a source.
pub(crate) fn span(source: u32, range: std::ops::Range<usize>) -> Span {
    let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span {
        source,
        start: offset(range.start),
        end: offset(range.end),
    }
}

/// Evaluates a top-level form in the current namespace.
pub(crate) fn eval_form(cx: &mut Cx, form: Value, span: Span) -> R {
    let outer = cx.context.begin_form(span);
    let ns = cx.current_ns();
    let result = eval_parts(cx, form);
    let links = cx.context.end_form(outer);
    if result.is_ok()
        && let Some(links) = links
        && !links.is_empty()
        && cx.context.stage().is_some()
    {
        cx.context
            .change(What::Register, |w| w.add_links(ns, &links))?;
    }
    result
}

/// Evaluates a form without collecting links.
pub(crate) fn eval_quietly(cx: &mut Cx, form: Value) -> R {
    eval_parts(cx, form)
}

fn eval_parts(cx: &mut Cx, form: Value) -> R {
    // Parts still to do, last first, with the number of links that the macros around them made.
    let mut todo = vec![(form, 0)];
    let mut last = Value::NIL;
    while let Some((form, links)) = todo.pop() {
        cx.context.keep_links(links);
        let form = expand(cx, form)?;
        match do_parts(cx, &form)? {
            Some(parts) => {
                last = Value::NIL;
                let links = cx.context.link_count();
                todo.extend(parts.into_iter().rev().map(|part| (part, links)));
            }
            None => last = run(cx, &form)?,
        }
        cx.poll()?;
    }
    Ok(last)
}

/// Expands macros until the form is no macro call.
fn expand(cx: &mut Cx, mut form: Value) -> R {
    while is_call(&form) {
        let expanded = clutch_compiler::macroexpand_1(cx, &form)?;
        if expanded.same(&form) {
            break;
        }
        form = expanded;
    }
    Ok(form)
}

fn is_call(form: &Value) -> bool {
    matches!(
        form.tag(),
        Tag::List | Tag::Cons | Tag::LazySeq | Tag::ChunkedCons
    )
}

/// The parts of a `do`; none if the form is no `do`.
fn do_parts(cx: &mut Cx, form: &Value) -> R<Option<Vec<Value>>> {
    if !is_call(form) {
        return Ok(None);
    }
    let head = seq::first(cx, form)?;
    let is_do = head
        .as_symbol()
        .is_some_and(|s| s.ns().is_none() && s.name() == "do");
    if !is_do {
        return Ok(None);
    }
    let mut parts = seq::to_vec(cx, form.clone())?;
    parts.remove(0);
    Ok(Some(parts))
}

fn run(cx: &mut Cx, form: &Value) -> R {
    let outer = cx.context.begin_code();
    let result = compile_and_call(cx, form);
    cx.context.end_code(outer);
    result
}

fn compile_and_call(cx: &mut Cx, form: &Value) -> R {
    let proto = clutch_compiler::compile(cx, form)?;
    cx.context.form_compiled();
    let function = Value::new(Closure {
        proto,
        captured: Box::default(),
        meta: Value::NIL,
    });
    let outer = cx.context.begin_reading(Usage::Load);
    let value = cx.call0(&function);
    cx.context.end_reading(outer);
    value
}
