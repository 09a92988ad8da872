//! Exceptions: `#error {…}`, one line for each part, as the reference lays it out.
//!
//! `:via` is the chain of causes from the outermost; `:cause`, `:data` and `:trace` belong to the
//! root. A frame is `[function invoke "file" line]`, of the program's own functions.

use super::{Job, Printer};
use crate::class::munge;
use clutch_core::R;
use clutch_core::error::{Exception, TraceFrame};
use clutch_core::{Symbol, Value};

/// Puts the parts on the printer's stack.
pub(super) fn push_jobs(printer: &mut Printer, v: &Value) -> R<()> {
    let mut chain = vec![v.clone()];
    while let Some(e) = chain.last().and_then(Value::get::<Exception>)
        && e.cause.get::<Exception>().is_some()
    {
        let cause = e.cause.clone();
        chain.push(cause);
    }
    let mut jobs = Vec::new();
    let root = exception(chain.last().expect("the chain has the exception itself"));
    text(&mut jobs, "#error {");
    part(&mut jobs, "\n :cause ", &root.message);
    part(&mut jobs, "\n :data ", &root.data);
    text(&mut jobs, "\n :via\n [");
    for (i, v) in chain.iter().enumerate() {
        let e = exception(v);
        text(&mut jobs, if i == 0 { "{:type " } else { "\n  {:type " });
        text(&mut jobs, e.class.name);
        part(&mut jobs, "\n   :message ", &e.message);
        part(&mut jobs, "\n   :data ", &e.data);
        if let Some(frame) = e.trace.lock().first() {
            part(&mut jobs, "\n   :at ", &frame_value(frame));
        }
        text(&mut jobs, "}");
    }
    text(&mut jobs, "]");
    // A cause that was never thrown itself has no frames; those of what it caused say where.
    let traces = chain
        .iter()
        .rev()
        .map(|v| exception(v).trace.lock().clone());
    let trace = traces
        .into_iter()
        .find(|t| !t.is_empty())
        .unwrap_or_default();
    for (i, frame) in trace.iter().enumerate() {
        let before = if i == 0 { "\n :trace\n [" } else { "\n  " };
        part(&mut jobs, before, &frame_value(frame));
    }
    text(&mut jobs, if trace.is_empty() { "}" } else { "]}" });
    jobs.reverse();
    printer.jobs.append(&mut jobs);
    Ok(())
}

fn exception(v: &Value) -> &Exception {
    v.get::<Exception>().expect("causes are exceptions")
}

fn text(jobs: &mut Vec<Job>, text: &'static str) {
    jobs.push(Job::Text(text.into()));
}

/// A part that is left out when it is nil.
fn part(jobs: &mut Vec<Job>, before: &'static str, v: &Value) {
    if !v.is_nil() {
        text(jobs, before);
        jobs.push(Job::Value(v.clone()));
    }
}

/// `[ns$function invoke "file" line]`.
fn frame_value(frame: &TraceFrame) -> Value {
    let (ns, name) = frame
        .function
        .split_once('/')
        .unwrap_or(("", &frame.function));
    let function = match ns {
        "" => munge(name),
        ns => format!("{}${}", munge(ns), munge(&name.replace('/', "$"))),
    };
    let file = frame
        .span
        .text()
        .map_or_else(|| "NO_SOURCE_FILE".into(), |t| t.name.clone());
    let line = frame.span.line_column().map_or(0, |(line, _)| line);
    Value::vector(vec![
        Value::symbol(Symbol::new(None, &function)),
        Value::symbol(Symbol::simple("invoke")),
        Value::string(file),
        Value::int(i64::from(line)),
    ])
}
