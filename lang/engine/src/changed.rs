//! Whether a definition is another one than before: the question that decides which users of a
//! namespace that was built anew must be built anew with it.
//!
//! Building a namespace anew makes new bindings for everything in it. Most of them are the same
//! definition again: same text, same marks, made by the same macros and constants, and a value
//! that is the same function or equal plain data. Whatever cannot be compared (a function that
//! captured something, a reference, a lazy seq) counts as changed.

use crate::held;
use clutch_core::coll::KeyOps;
use clutch_core::world::{Binding, Input, Link, Namespace, Registry, TableKey, Usage, World};
use clutch_core::{NsName, Symbol, Value, VarName, View};
use clutch_vm::Cx;
use clutch_vm::class::munge;
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

impl<'a> Changes<'a> {
    pub(crate) fn new(base: &'a World, now: &'a World) -> Changes<'a> {
        Changes {
            base,
            now,
            known: FxHashMap::default(),
        }
    }

    /// Whether anything that made the code of a namespace, or of one that its file makes, is
    /// another definition than before.
    pub(crate) fn affect(&mut self, cx: &mut Cx, ns: NsName) -> bool {
        let base = self.base;
        let parts = base.parts_of(ns).map(|n| n.name);
        let unit: Vec<NsName> = parts.chain([ns]).collect();
        unit.iter().any(|part| {
            let inputs = base.namespace(*part).map(|n| n.inputs.clone());
            let names = inputs.iter().flat_map(|list| list.iter());
            names
                .filter_map(Input::names_of)
                .any(|lib| self.other_names(lib))
                || base.links_of(*part).any(|(_, l)| {
                    let makes = l.usage.makes_code() && !unit.contains(&l.var.ns());
                    makes && self.is_changed_for(cx, l)
                })
        })
    }

    /// Whether a namespace has other names for others than before.
    fn other_names(&self, ns: NsName) -> bool {
        let (Some(before), Some(now)) = (self.base.namespace(ns), self.now.namespace(ns)) else {
            return true;
        };
        let more = |a: &Namespace, b: &Namespace| {
            let mut names = a.bindings.keys();
            names.any(|name| a.is_public(*name) && !b.is_public(*name))
        };
        !Arc::ptr_eq(before, now) && (more(before, now) || more(now, before))
    }

    /// Whether what a link makes code from is another one than before.
    pub(crate) fn is_changed_for(&mut self, cx: &mut Cx, link: &Link) -> bool {
        match link.usage {
            Usage::Type => self.is_other_type(link.var),
            _ => self.is_changed(cx, link.var),
        }
    }

    /// Whether the type that a function `->T` makes has another shape.
    fn is_other_type(&self, maker: VarName) -> bool {
        let ns = munge(maker.ns().name());
        let name = munge(maker.name().name().trim_start_matches("->"));
        let name = Symbol::simple(&format!("{ns}.{name}"));
        let find = |world: &World| world.registry().named_type(name).map(|t| t.ty);
        match (find(self.base), find(self.now)) {
            (Some(a), Some(b)) => !std::ptr::eq(a, b),
            (a, b) => a.is_some() || b.is_some(),
        }
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
            (Some(a), Some(b)) => {
                (!Arc::ptr_eq(a, b) && self.differ(cx, a, b)) || self.other_methods(cx, b)
            }
            _ => true,
        };
        self.known.insert(var, changed);
        changed
    }

    fn differ(&mut self, cx: &mut Cx, a: &Binding, b: &Binding) -> bool {
        let other_text = || a.span.form_text() != b.span.form_text();
        if a.flags != b.flags || other_text() || !same_links(a, b) {
            return true;
        }
        let same_value = match (a.value(), b.value()) {
            (Some(a), Some(b)) => same_value(cx, a, b),
            (a, b) => a.is_none() && b.is_none(),
        };
        if !same_value {
            return true;
        }
        let makers: Vec<Link> = b
            .links
            .iter()
            .filter(|l| l.usage.makes_code() && l.usage != Usage::Load)
            .copied()
            .collect();
        makers.iter().any(|link| self.is_changed_for(cx, link))
    }

    /// Whether a multimethod or a function of a protocol has other methods than before, whoever
    /// registered them.
    fn other_methods(&self, cx: &mut Cx, binding: &Binding) -> bool {
        let (before, now) = (self.base.registry(), self.now.registry());
        match binding.value().map(Value::view) {
            Some(View::MultiFn(multi)) => {
                if before.same_table(now, TableKey::Methods(multi.var)) {
                    return false;
                }
                let methods = |r: &Registry| {
                    let methods = r.methods(multi.var).cloned().unwrap_or_default();
                    let pairs = methods.methods.iter();
                    let pairs = pairs.map(|m| (m.dispatch.clone(), m.function.clone()));
                    (pairs.collect::<Vec<_>>(), methods.prefers.len())
                };
                let ((before, some), (now, others)) = (methods(before), methods(now));
                let has = |cx: &mut Cx, (key, f): &(Value, Value)| {
                    now.iter()
                        .any(|(k, g)| same_value(cx, key, k) && same_function(f, g))
                };
                some != others || before.len() != now.len() || !before.iter().all(|m| has(cx, m))
            }
            Some(View::ProtocolFn(f)) => {
                let touched = self.now.delta().tables.iter();
                touched.copied().any(|table| match table {
                    TableKey::Implementation(protocol, ty) if protocol == f.protocol => {
                        let of = |r: &Registry| {
                            let found = r.implementation(protocol, ty);
                            found.and_then(|i| i.functions.get(&f.method).cloned())
                        };
                        match (of(before), of(now)) {
                            (Some(a), Some(b)) => !same_function(&a, &b),
                            (a, b) => a.is_some() || b.is_some(),
                        }
                    }
                    _ => false,
                })
            }
            _ => false,
        }
    }
}

/// Whether two methods are the same code.
fn same_function(a: &Value, b: &Value) -> bool {
    if a.same(b) {
        return true;
    }
    match (a.view(), b.view()) {
        (View::Closure(a), View::Closure(b)) => {
            let own = a.captured.is_empty() && b.captured.is_empty();
            own && held::same_proto(&a.proto, &b.proto)
        }
        _ => false,
    }
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
