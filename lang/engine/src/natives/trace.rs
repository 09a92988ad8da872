//! Where an exception was thrown: the frames with the code that ran, which need not be the code
//! of now.

use super::number;
use clutch_core::class::THROWABLE;
use clutch_core::error::TraceFrame;
use clutch_core::native::Native;
use clutch_core::world::{NamespaceSource, World};
use clutch_core::{Keyword, NsName, R, Thrown, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::Cx;
use clutch_vm::var::simple_map;

/// The frames in which the exception e was thrown, innermost first, without those of the standard
/// library: maps with :function, the :generation and :hash of the text that it was compiled from,
/// :file, :line and :form, the text of the form that was being evaluated; :replaced is true if
/// the namespace has been loaded from another text since. Files may have changed; the text is
/// the one that ran.
///
/// (do (defn thrower [] (throw (ex-info "a" {}))) (:function (first (trace (try (thrower) (catch Exception e e)))))) ;=> "user/thrower"
#[native("clutch.core", "trace")]
fn trace(cx: &mut Cx, e: &Value) -> R {
    let View::Exception(exception) = e.view() else {
        return Err(Thrown::class_cast(
            clutch_vm::class::class_of(e).name,
            THROWABLE.name,
        ));
    };
    let world = cx.context.world();
    let frames = exception.trace.lock().clone();
    let frames = frames.iter().filter(|frame| is_users(frame, world));
    Ok(Value::vector(frames.map(|f| shown(f, world)).collect()))
}

fn namespace_of(frame: &TraceFrame) -> Option<NsName> {
    let (ns, _) = frame.function.split_once('/')?;
    Some(NsName::new(ns))
}

fn is_users(frame: &TraceFrame, world: &World) -> bool {
    let ns = namespace_of(frame).and_then(|ns| world.namespace(ns));
    !ns.is_some_and(|ns| ns.builtin)
}

fn shown(frame: &TraceFrame, world: &World) -> Value {
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    let mut entries = vec![
        (key("function"), Value::string(frame.function.as_str())),
        (key("generation"), number(frame.generation)),
    ];
    if let Some(text) = frame.span.text() {
        let (line, _) = text.line_column(frame.span.start);
        let hash = NamespaceSource::hash_text(&text.text);
        let loaded = namespace_of(frame)
            .and_then(|ns| world.namespace(ns))
            .and_then(|ns| ns.source.clone());
        let replaced = loaded.is_some_and(|l| l.path == text.name && l.hash != hash);
        let form = text
            .text
            .get(frame.span.start as usize..frame.span.end as usize);
        entries.extend([
            (key("file"), Value::string(text.name.as_str())),
            (key("line"), Value::int(i64::from(line))),
            (key("form"), Value::string(form.unwrap_or_default())),
            (key("hash"), Value::string(format!("{hash:016x}"))),
            (key("replaced"), Value::bool(replaced)),
        ]);
    }
    simple_map(entries)
}

/// The natives of this topic.
pub(super) static TABLE: &[&Native] = natives![trace];
