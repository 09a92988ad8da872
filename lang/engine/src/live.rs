//! Definitions that were made live since their namespace was loaded and that its text does not
//! have: a reload would lose them. They are never lost without a word.
//!
//! What was evaluated from an editor is in the text as it stands, so it is no loss; what is
//! compared is the text of the defining forms.

use crate::work::{SourceOf, Work};
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::error::{Diagnosis, Exception};
use clutch_core::world::cell::What;
use clutch_core::world::{Binding, Flags, Namespace, NamespaceSource, World};
use clutch_core::{NsName, R, Thrown, VarName};
use clutch_vm::Cx;
use clutch_vm::context::StageState;
use std::sync::Arc;

/// Whether a definition was made or replaced since the namespace was loaded from its text.
pub(crate) fn is_live(ns: &Namespace, binding: &Binding) -> bool {
    ns.source
        .as_ref()
        .is_none_or(|source| is_later(binding, source))
}

fn is_later(binding: &Binding, source: &NamespaceSource) -> bool {
    binding.flags.kept_live || binding.generation.get() > source.generation.get()
}

/// Live definitions of a loaded namespace, and of those that its text makes beside it, that are
/// not in the text that it is built from next.
pub(crate) fn lost(world: &World, ns: NsName, next: &SourceOf) -> Vec<VarName> {
    let Some(loaded) = world.namespace(ns).and_then(|n| n.source.clone()) else {
        return Vec::new();
    };
    let kept = |binding: &Binding| {
        // A value that was replaced under its old definition is in no text.
        binding.span.source != loaded.source
            && binding
                .span
                .form_text()
                .is_some_and(|form| next.text.1.text.contains(&form))
    };
    let parts = world.namespace(ns).into_iter().chain(world.parts_of(ns));
    let live = parts.flat_map(|n| n.bindings.values());
    let live = live.filter(|b| is_later(b, &loaded) && !kept(b));
    let mut names: Vec<VarName> = live.map(|b| b.var).collect();
    names.sort_unstable_by_key(|v| v.symbol());
    names
}

/// Puts the definitions that would be lost back into the candidate, on top of the text's.
pub(crate) fn put_back(cx: &mut Cx, stage: &StageState, ns: NsName) -> R<()> {
    let base = stage.base();
    let lost = Work::of(stage).live().into_iter();
    let is_ours = |v: &VarName| {
        let home = base.namespace(v.ns()).and_then(|n| n.home);
        v.ns() == ns || home == Some(ns)
    };
    for var in lost.filter(is_ours) {
        if let Some(binding) = base.binding(var) {
            let flags = Flags {
                kept_live: true,
                ..binding.flags
            };
            let kept = Arc::new(binding.with_flags(flags));
            cx.context.change(What::Define(var), |world| {
                world.define(kept.clone());
            })?;
        }
    }
    Ok(())
}

/// The refusal of a strict reload.
pub(crate) fn refuse(world: &World, lost: &[VarName]) -> Box<Thrown> {
    let names: Vec<String> = lost.iter().map(ToString::to_string).collect();
    let labels = lost.iter().filter_map(|var| {
        let span = world.binding(*var)?.span;
        span.is_some()
            .then(|| (span, format!("{var} was defined here")))
    });
    let mut e = Exception::new(
        &EXCEPTION_INFO,
        format!("live differs from its source: {}", names.join(", ")),
    );
    e.data = crate::report::data("live-differs", [("names", crate::report::vars(lost))]);
    e.diagnosis = Some(Box::new(Diagnosis {
        code: "reload/live-differs",
        labels: labels.collect(),
        help: Some(
            "write it into the file, or say :discard-live to lose it or :keep-live to keep it on \
             top of what the file defines"
                .to_string(),
        ),
    }));
    Box::new(Thrown::plain(e))
}
