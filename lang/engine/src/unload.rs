//! Taking namespaces away.

use crate::engine::Inner;
use crate::report::{self, Publication};
use crate::request::{Flags, Request};
use crate::stage;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::error::Exception;
use clutch_core::world::World;
use clutch_core::world::cell::What;
use clutch_core::{NsName, R, Thrown, Value};
use clutch_vm::Cx;
use std::sync::Arc;

/// `remove-ns`: a publish like [`unload`] that is never refused, as it is typed at a prompt. Whose
/// links it breaks is in the report. False if there is no such namespace.
pub(crate) fn remove_ns(cx: &mut Cx, engine: &Inner, ns: NsName) -> R<bool> {
    let flags = Flags {
        force_links: true,
        ..Flags::default()
    };
    let request = Request {
        what: format!("remove-ns {ns}"),
        flags,
    };
    loop {
        let removed = stage::run(cx, engine, request.clone(), |cx| {
            let edit = |w: &mut World| w.remove_namespace(ns).is_some();
            cx.context.change(What::Register, edit)
        });
        match removed {
            Ok((removed, _)) => return Ok(removed),
            // Others have changed it meanwhile: it goes with what they did.
            Err(e) if is_conflict(&e) => cx.poll()?,
            Err(e) => return Err(e),
        }
    }
}

fn is_conflict(thrown: &Thrown) -> bool {
    let e = thrown.value.get::<Exception>();
    let diagnosis = e.and_then(|e| e.diagnosis.as_ref());
    diagnosis.is_some_and(|d| d.code == "reload/conflict")
}

/// Takes namespaces out of the world, if nobody else's code uses what they define.
pub(crate) fn unload(
    cx: &mut Cx,
    engine: &Inner,
    names: &[NsName],
    request: Request,
) -> R<Option<Arc<Publication>>> {
    let (_, report) = stage::run(cx, engine, request, |cx| {
        for ns in names {
            let world = cx.context.world().clone();
            let known = world
                .namespace(*ns)
                .filter(|n| n.source.is_some() && !n.builtin);
            if known.is_none() {
                let message = format!("{ns} is not loaded from a file");
                let mut e = Exception::new(&EXCEPTION_INFO, message);
                e.data = report::data("not-loaded", [("ns", Value::symbol(ns.symbol()))]);
                return Err(Box::new(Thrown::plain(e)));
            }
            remove(cx, *ns)?;
        }
        Ok(())
    })?;
    Ok(report)
}

/// Takes a namespace out of the candidate, with those that its file made beside it.
pub(crate) fn remove(cx: &mut Cx, ns: NsName) -> R<()> {
    let parts = cx.context.world().parts_of(ns).map(|n| n.name);
    let parts: Vec<NsName> = parts.chain([ns]).collect();
    cx.context.change(What::Register, |w| {
        for part in &parts {
            w.remove_namespace(*part);
        }
    })
}
