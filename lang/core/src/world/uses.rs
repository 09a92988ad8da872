//! [`Uses`]: who depends on what, the other way round: the indices that let a publish look at what
//! it changes and at what depends on that, and at nothing else.
//!
//! Each is a superset: an entry that is no longer true costs a look and harms nothing, so a removed
//! namespace leaves its entries behind until it comes back.

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
        for input in ns.inputs.iter() {
            if let Some(other) = input.names_of().or(input.patch_of()) {
                add(&mut self.made, other, ns.name);
            }
        }
        if let Some(home) = ns.home {
            add(&mut self.parts, home, ns.name);
        }
        if ns.source.is_none() && !ns.builtin {
            self.live.insert(ns.name);
        } else {
            // Every namespace is without a text until it is loaded.
            self.live.remove(&ns.name);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repr::Value;
    use crate::world::{Binding, ClassTable, Input, World};
    use std::sync::Arc;

    fn ns(name: &str) -> NsName {
        NsName::new(name)
    }

    fn world() -> World {
        let mut w = World::empty(ClassTable::default());
        let lib = VarName::from_parts("uses.lib", "f");
        w.define(Arc::new(Binding::new(lib, Value::int(1))));
        let mut user = Binding::new(VarName::from_parts("uses.app", "g"), Value::int(1));
        let link = |usage| Link {
            var: lib,
            usage,
            span: crate::Span::NONE,
        };
        user.links = Arc::from([link(Usage::Call(1))]);
        w.define(Arc::new(user));
        w.edit_namespace(ns("uses.app"), |n| n.requires.insert(ns("uses.lib")));
        w.edit_namespace(ns("uses.lib.part"), |n| n.home = Some(ns("uses.lib")));
        w.edit_namespace(ns("uses.all"), |n| {
            n.inputs = Arc::from([Input::Names(ns("uses.lib"))]);
        });
        w
    }

    fn found(names: impl Iterator<Item = NsName>) -> Vec<String> {
        let mut names: Vec<String> = names.map(|n| n.to_string()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_depends_on_a_namespace_is_found_without_looking_at_the_others() {
        let w = world();
        let lib = ns("uses.lib");
        assert_eq!(found(w.above(lib)), ["uses.app"]);
        assert_eq!(found(w.parts_of(lib).map(|n| n.name)), ["uses.lib.part"]);
        assert_eq!(found(w.uses().made_by(lib)), ["uses.all"]);
        let live = found(w.live_namespaces().map(|n| n.name));
        assert_eq!(live, ["uses.all", "uses.app", "uses.lib", "uses.lib.part"]);
    }

    #[test]
    fn what_is_no_longer_true_is_not_found() {
        let mut w = world();
        let lib = ns("uses.lib");
        w.edit_namespace(ns("uses.app"), |n| n.requires.clear());
        w.remove_namespace(ns("uses.lib.part"));
        assert!(found(w.above(lib)).is_empty());
        assert!(found(w.parts_of(lib).map(|n| n.name)).is_empty());
    }

    #[test]
    fn a_namespace_that_is_put_in_place_brings_what_it_depends_on() {
        let from = world();
        let mut w = World::empty(ClassTable::default());
        for name in ["uses.app", "uses.all"] {
            w.put_namespace(from.namespace(ns(name)).expect("there").clone());
        }
        let f = VarName::from_parts("uses.lib", "f");
        assert_eq!(found(w.callers(f)), ["uses.app"]);
        assert_eq!(found(w.above(ns("uses.lib"))), ["uses.app"]);
        assert_eq!(found(w.uses().made_by(ns("uses.lib"))), ["uses.all"]);
    }
}
