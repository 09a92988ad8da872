//! [`Uses`]: who depends on what, the other way round: the indices that let a publish look at what
//! it changes and at what depends on that, and at nothing else.
//!
//! Each is a superset: an entry that is no longer true costs a look and harms nothing, so edits
//! only ever add, and a removed namespace leaves its entries behind until it comes back.

use super::namespace::{CLUTCH, CORE, Namespace, RUNTIME};
use super::{HashMap, HashSet, Link, Usage};
use crate::name::{NsName, VarName};
use std::hash::Hash;

/// Namespaces by what they depend on.
#[derive(Clone, Default)]
pub struct Uses {
    /// Var → namespaces whose code uses it.
    callers: HashMap<VarName, HashSet<NsName>>,
    /// Namespace → namespaces whose code was made by what it defines.
    made: HashMap<NsName, HashSet<NsName>>,
    /// Namespace → namespaces that require it.
    above: HashMap<NsName, HashSet<NsName>>,
    /// Library → namespaces that its file makes beside its own.
    parts: HashMap<NsName, HashSet<NsName>>,
    /// Namespaces of the program without a text of their own.
    live: HashSet<NsName>,
}

fn add<K: Hash + Eq + Copy>(map: &mut HashMap<K, HashSet<NsName>>, key: K, ns: NsName) {
    if !map.get(&key).is_some_and(|known| known.contains(&ns)) {
        map.entry(key).or_default().insert(ns);
    }
}

fn of<'a, K: Hash + Eq>(
    map: &'a HashMap<K, HashSet<NsName>>,
    key: K,
) -> impl Iterator<Item = NsName> + 'a {
    map.get(&key).into_iter().flatten().copied()
}

impl Uses {
    /// Namespaces whose code uses a var of another.
    pub fn callers(&self, var: VarName) -> impl Iterator<Item = NsName> + '_ {
        of(&self.callers, var)
    }
    /// Namespaces whose code was made by what this one defines.
    pub fn made_by(&self, ns: NsName) -> impl Iterator<Item = NsName> + '_ {
        of(&self.made, ns)
    }
    /// Namespaces that require this one.
    pub fn above(&self, ns: NsName) -> impl Iterator<Item = NsName> + '_ {
        of(&self.above, ns)
    }
    /// Namespaces that the file of this one makes too.
    pub fn parts(&self, ns: NsName) -> impl Iterator<Item = NsName> + '_ {
        of(&self.parts, ns)
    }
    /// Namespaces of the program without a text of their own.
    pub fn live(&self) -> impl Iterator<Item = NsName> + '_ {
        self.live.iter().copied()
    }

    /// Whether [`Uses::add_link`] would add nothing.
    pub(super) fn knows(&self, user: NsName, link: &Link) -> bool {
        let has = |map: Option<&HashSet<NsName>>| map.is_some_and(|known| known.contains(&user));
        !is_counted(user, link.var)
            || (has(self.callers.get(&link.var))
                && (!link.usage.makes_code() || has(self.made.get(&link.var.ns()))))
    }

    /// Notes that the code of `user` uses a var.
    pub(super) fn add_link(&mut self, user: NsName, link: &Link) {
        if is_counted(user, link.var) {
            add(&mut self.callers, link.var, user);
            if link.usage.makes_code() {
                add(&mut self.made, link.var.ns(), user);
            }
        }
    }

    /// What a namespace depends on by its own account, beside the links of its code.
    pub(super) fn add_namespace(&mut self, ns: &Namespace) {
        for lib in ns.requires.iter() {
            add(&mut self.above, *lib, ns.name);
        }
        for lib in ns.inputs.iter().filter_map(super::Input::names_of) {
            add(&mut self.made, lib, ns.name);
        }
        if let Some(home) = ns.home {
            add(&mut self.parts, home, ns.name);
        }
        if ns.source.is_none() && !ns.builtin {
            self.live.insert(ns.name);
        }
    }
}

/// The library does not change, so nobody asks who uses it.
fn is_counted(user: NsName, var: VarName) -> bool {
    let ns = var.ns();
    ns != user && ns != *CORE && ns != *RUNTIME && ns != *CLUTCH
}

impl Usage {
    /// Whether code is made by what is used, instead of only referring to it.
    pub fn makes_code(self) -> bool {
        matches!(
            self,
            Usage::Macro | Usage::Expansion | Usage::Inlined | Usage::Type | Usage::Load
        )
    }
}
