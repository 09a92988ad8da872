//! Whether a definition is another one than before: the question that decides which users of a
//! namespace that was built anew must be built anew with it.
//!
//! Building a namespace anew makes new bindings for everything in it. Most of them are the same
//! definition again: same text, same marks, made by the same macros and constants, and a value
//! that is the same function or equal plain data. Whatever cannot be compared (a function that
//! captured something, a reference, a lazy seq) counts as changed.

use clutch_core::coll::KeyOps;
use clutch_core::world::{Binding, Link, Usage, World};
use clutch_core::{NsName, Span, Value, VarName, View};
use clutch_vm::Cx;
use clutch_vm::reach::Walk;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Values of a definition that are compared; beyond that it counts as changed.
const MOST_VALUES: usize = 5_000;

/// Compares the definitions of two worlds.
pub(crate) struct Changes<'a> {
    base: &'a World,
    now: &'a World,
    /// What was found out; definitions under way count as the same.
    known: FxHashMap<VarName, bool>,
}

/// Whether code is made by the var that a link names, instead of only referring to it.
pub(crate) fn makes(link: &Link) -> bool {
    matches!(
        link.usage,
        Usage::Macro | Usage::Expansion | Usage::Inlined | Usage::Load
    )
}

impl<'a> Changes<'a> {
    pub(crate) fn new(base: &'a World, now: &'a World) -> Changes<'a> {
        Changes {
            base,
            now,
            known: FxHashMap::default(),
        }
    }

    /// Whether anything that made the code of a namespace is another definition than before.
    pub(crate) fn affect(&mut self, cx: &mut Cx, ns: NsName) -> bool {
        let links: Vec<VarName> = self
            .base
            .links_of(ns)
            .filter(|(_, l)| makes(l) && l.var.ns() != ns)
            .map(|(_, l)| l.var)
            .collect();
        links.into_iter().any(|var| self.is_changed(cx, var))
    }

    /// Whether a var is defined otherwise than before.
    pub(crate) fn is_changed(&mut self, cx: &mut Cx, var: VarName) -> bool {
        if let Some(known) = self.known.get(&var) {
            return *known;
        }
        self.known.insert(var, false);
        let (before, now) = (self.base.binding(var), self.now.binding(var));
        let changed = match (before, now) {
            (None, None) => false,
            (Some(a), Some(b)) => !Arc::ptr_eq(a, b) && self.differ(cx, a, b),
            _ => true,
        };
        self.known.insert(var, changed);
        changed
    }

    fn differ(&mut self, cx: &mut Cx, a: &Binding, b: &Binding) -> bool {
        if a.flags != b.flags || text(a.span) != text(b.span) || !same_links(a, b) {
            return true;
        }
        let same_value = match (a.value(), b.value()) {
            (Some(a), Some(b)) => same_value(cx, a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        if !same_value {
            return true;
        }
        let makers: Vec<VarName> = b
            .links
            .iter()
            .filter(|l| makes(l) && l.usage != Usage::Load)
            .map(|l| l.var)
            .collect();
        makers.into_iter().any(|var| self.is_changed(cx, var))
    }
}

fn text(span: Span) -> Option<String> {
    let text = span.text()?;
    let range = span.start as usize..span.end as usize;
    text.text.get(range).map(str::to_string)
}

fn same_links(a: &Binding, b: &Binding) -> bool {
    fn compiled(binding: &Binding) -> impl Iterator<Item = (VarName, Usage)> + '_ {
        let links = binding.links.iter();
        let links = links.filter(|l| !matches!(l.usage, Usage::Load | Usage::Expansion));
        links.map(|l| (l.var, l.usage))
    }
    compiled(a).eq(compiled(b))
}

/// Whether two values of definitions with the same text are the same.
fn same_value(cx: &mut Cx, a: &Value, b: &Value) -> bool {
    if a.same(b) {
        return true;
    }
    match (a.view(), b.view()) {
        (View::Closure(a), View::Closure(b)) => a.captured.is_empty() && b.captured.is_empty(),
        (View::ProtocolFn(a), View::ProtocolFn(b)) => a.id == b.id,
        (View::MultiFn(a), View::MultiFn(b)) => {
            let (a, b) = (a.dispatch.clone(), b.dispatch.clone());
            same_value(cx, &a, &b)
        }
        _ => is_plain(a) && is_plain(b) && KeyOps::equal(cx, a, b).unwrap_or(false),
    }
}

/// Whether a value is finite data without functions, references and instances of user types.
fn is_plain(value: &Value) -> bool {
    let mut walk = Walk::new(MOST_VALUES);
    walk.add(value.clone());
    let plain = walk.all(|found| {
        matches!(
            found.value.view(),
            View::Str(_)
                | View::SymbolMeta(_)
                | View::BigInt(_)
                | View::Ratio(_)
                | View::Decimal(_)
                | View::List(_)
                | View::Vector(_)
                | View::MapEntry(_)
                | View::Map(_)
                | View::Set(_)
                | View::Uuid(_)
                | View::Inst(_)
        )
    });
    plain && !walk.is_cut_short()
}
