//! What a symbol means in a namespace of a world, and what was probably meant if nothing.
//!
//! Order for a symbol without prefix: own definitions, `:refer`s, imported classes, `clojure.core`
//! as far as the namespace sees it, the classes that every namespace sees, `clutch.core`. Own
//! names and refers come first, so a reload that moves a name (S63-S65) never meets a conflict.

use super::namespace::{CLUTCH, CORE, CoreRefer, Namespace};
use super::{Binding, World};
use crate::class::TypeInfo;
use crate::name::{NsName, Symbol, VarName};
use std::sync::Arc;

/// What a symbol names.
#[derive(Clone, Copy, Debug)]
pub enum Resolved {
    /// A var.
    Var(VarName),
    /// A class.
    Class(&'static TypeInfo),
}

impl World {
    /// What `symbol` means in namespace `ns`. Private definitions of others are found too:
    /// whether they may be used is the caller's question.
    pub fn resolve(&self, ns: NsName, symbol: Symbol) -> Option<Resolved> {
        let home = self.namespace(ns);
        if let Some(prefix) = symbol.ns() {
            let target = self.resolve_alias(ns, prefix)?;
            let name = Symbol::simple(symbol.name());
            let binding = self.namespace(target)?.binding(name)?;
            return Some(Resolved::Var(binding.var));
        }
        if let Some(home) = home {
            if let Some(binding) = home.binding(symbol) {
                return Some(Resolved::Var(binding.var));
            }
            if let Some(var) = home.refers.get(&symbol) {
                return self.binding(*var).map(|b| Resolved::Var(b.var));
            }
            if let Some(ty) = home.imports.get(&symbol) {
                return Some(Resolved::Class(ty));
            }
            if let Some(binding) = self.seen_in_core(home, symbol) {
                return Some(Resolved::Var(binding.var));
            }
        }
        if let Some(ty) = self.resolve_class(ns, symbol) {
            return Some(Resolved::Class(ty));
        }
        if home.is_some_and(|h| h.core != CoreRefer::Nothing) {
            let binding = self.namespace(*CLUTCH)?.binding(symbol)?;
            return (!binding.flags.private).then_some(Resolved::Var(binding.var));
        }
        None
    }

    /// The class that a symbol without prefix names: imported, visible everywhere, or a full name.
    pub fn resolve_class(&self, ns: NsName, symbol: Symbol) -> Option<&'static TypeInfo> {
        if let Some(ty) = self.namespace(ns).and_then(|h| h.imports.get(&symbol)) {
            return Some(ty);
        }
        let (classes, name) = (self.classes(), symbol.name());
        if !name.contains('.') {
            return (classes.visible)(name);
        }
        (classes.find)(name).or_else(|| self.registry().named_type(symbol).map(|t| t.ty))
    }

    /// The namespace that a prefix stands for in `ns`: an alias, or an existing namespace's name.
    pub fn resolve_alias(&self, ns: NsName, prefix: &str) -> Option<NsName> {
        let name = NsName::new(prefix);
        if let Some(alias) = self
            .namespace(ns)
            .and_then(|h| h.aliases.get(&name.symbol()))
        {
            return Some(*alias);
        }
        self.namespace(name).map(|n| n.name)
    }

    /// The public definition of `clojure.core` that a namespace sees under a name.
    pub fn seen_in_core(&self, home: &Namespace, symbol: Symbol) -> Option<&Arc<Binding>> {
        let binding = self.namespace(*CORE)?.binding(symbol)?;
        (home.core.sees(symbol) && !binding.flags.private).then_some(binding)
    }

    /// All names without prefix that mean a var in a namespace: own, referred and of
    /// `clojure.core`, in no order.
    pub fn visible_vars(&self, ns: NsName) -> Vec<(Symbol, VarName)> {
        let Some(home) = self.namespace(ns) else {
            return Vec::new();
        };
        let mut all: Vec<(Symbol, VarName)> =
            home.bindings.iter().map(|(s, b)| (*s, b.var)).collect();
        let hides = |s: &Symbol| home.bindings.contains_key(s) || home.refers.contains_key(s);
        let refers = home.refers.iter();
        let refers =
            refers.filter(|(s, v)| home.binding(**s).is_none() && self.binding(**v).is_some());
        all.extend(refers.map(|(s, v)| (*s, *v)));
        if ns != *CORE
            && let Some(core) = self.namespace(*CORE)
        {
            let seen = core.bindings.iter();
            let seen = seen.filter(|(s, b)| home.core.sees(**s) && !b.flags.private && !hides(s));
            all.extend(seen.map(|(s, b)| (*s, b.var)));
        }
        all
    }
}

/// Names near to one that means nothing, best first, at most three; written as they would have
/// to be written in `ns`.
pub fn suggest(world: &World, ns: NsName, symbol: Symbol) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let wanted = symbol.name();
    let mut consider = |name: &str, shown: String| {
        let limit = (wanted.chars().count() / 3).clamp(1, 3);
        if let Some(d) = distance(wanted, name, limit) {
            found.push((d, shown));
        }
    };
    match symbol.ns() {
        Some(prefix) => match world.resolve_alias(ns, prefix) {
            Some(target) => {
                let target = world.namespace(target);
                for b in target.iter().flat_map(|t| t.bindings.values()) {
                    if !b.flags.private {
                        let name = b.var.name().name();
                        consider(name, format!("{prefix}/{name}"));
                    }
                }
            }
            None => {
                let own = world.namespace(ns);
                let aliases = own.iter().flat_map(|n| n.aliases.keys());
                let prefixes = aliases
                    .copied()
                    .chain(world.namespaces().map(|n| n.name.symbol()));
                for p in prefixes {
                    let target = world
                        .resolve_alias(ns, p.name())
                        .and_then(|t| world.namespace(t));
                    let has = target.is_some_and(|t| t.binding(Symbol::simple(wanted)).is_some());
                    let limit = (prefix.chars().count() / 3).clamp(1, 3);
                    if let (true, Some(d)) = (has, distance(prefix, p.name(), limit)) {
                        found.push((d, format!("{p}/{wanted}")));
                    }
                }
            }
        },
        None => {
            for (name, _) in world.visible_vars(ns) {
                consider(name.name(), name.to_string());
            }
        }
    }
    found.sort();
    found.dedup();
    found.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Edits (insert, delete, replace, swap of neighbours) from one name to the other, if at most
/// `limit`.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut rows = vec![(0..=b.len()).collect::<Vec<usize>>()];
    for (i, ca) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, cb) in b.iter().enumerate() {
            let replace = rows[i][j] + usize::from(ca != cb);
            let mut best = replace.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *ca == b[j - 1] && a[i - 1] == *cb {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    let d = rows[a.len()][b.len()];
    (d <= limit).then_some(d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;
    use crate::class::{EXCEPTION, THROWABLE};
    use crate::world::ClassTable;

    fn world() -> World {
        let classes = ClassTable {
            find: |name| (name == "java.lang.Throwable").then_some(&THROWABLE),
            visible: |name| (name == "Exception").then_some(&EXCEPTION),
        };
        let mut w = World::empty(classes);
        for name in ["map", "filter", "reduce"] {
            def(&mut w, "clojure.core", name);
        }
        let core = w.namespace(*CORE).expect("made").clone();
        let mut hidden = Binding::new(VarName::from_parts("clojure.core", "secret"), Value::NIL);
        hidden.flags.private = true;
        assert_eq!(core.bindings.len(), 3);
        w.define(Arc::new(hidden));
        def(&mut w, "resolve.lib", "transform");
        def(&mut w, "clutch.core", "turn");
        w.edit_namespace(ns(), |n| {
            n.core = CoreRefer::all();
            n.aliases
                .insert(Symbol::simple("lib"), NsName::new("resolve.lib"));
        });
        w
    }
    fn ns() -> NsName {
        NsName::new("resolve.user")
    }
    fn def(w: &mut World, ns: &str, name: &str) {
        let var = VarName::from_parts(ns, name);
        w.define(Arc::new(Binding::new(var, Value::NIL)));
    }
    fn resolve(w: &World, text: &str) -> Option<String> {
        Some(match w.resolve(ns(), Symbol::parse(text))? {
            Resolved::Var(v) => v.to_string(),
            Resolved::Class(c) => c.name.to_string(),
        })
    }

    #[test]
    fn names_come_from_self_refers_aliases_core_and_classes() {
        let mut w = world();
        let found = |w: &World, t: &str| resolve(w, t).unwrap_or_default();
        assert_eq!(found(&w, "map"), "clojure.core/map");
        assert_eq!(found(&w, "lib/transform"), "resolve.lib/transform");
        assert_eq!(found(&w, "resolve.lib/transform"), "resolve.lib/transform");
        assert_eq!(found(&w, "Exception"), "java.lang.Exception");
        assert_eq!(found(&w, "java.lang.Throwable"), "java.lang.Throwable");
        assert_eq!(found(&w, "turn"), "clutch.core/turn");
        assert_eq!(resolve(&w, "secret"), None);
        assert_eq!(resolve(&w, "lib/nothing"), None);
        assert_eq!(resolve(&w, "nowhere/map"), None);
        let transform = VarName::from_parts("resolve.lib", "transform");
        w.edit_namespace(ns(), |n| n.refers.insert(Symbol::simple("map"), transform));
        assert_eq!(found(&w, "map"), "resolve.lib/transform");
        def(&mut w, "resolve.user", "map");
        def(&mut w, "resolve.user", "turn");
        assert_eq!(found(&w, "map"), "resolve.user/map");
        assert_eq!(found(&w, "turn"), "resolve.user/turn");
    }

    #[test]
    fn a_namespace_without_core_sees_classes_only() {
        let mut w = world();
        w.edit_namespace(ns(), |n| n.core = CoreRefer::Nothing);
        assert_eq!(resolve(&w, "map"), None);
        assert_eq!(resolve(&w, "turn"), None);
        assert!(resolve(&w, "Exception").is_some());
        let only = [Symbol::simple("map")].into_iter().collect();
        w.edit_namespace(ns(), |n| n.core = CoreRefer::Only(only));
        assert!(resolve(&w, "map").is_some());
        assert_eq!(resolve(&w, "filter"), None);
    }

    #[test]
    fn suggestions_are_near_names_as_they_would_be_written() {
        let w = world();
        let near = |t: &str| suggest(&w, ns(), Symbol::parse(t));
        assert_eq!(near("fliter"), ["filter"]);
        assert_eq!(near("lib/transfrom"), ["lib/transform"]);
        assert_eq!(near("libb/transform"), ["lib/transform"]);
        assert!(near("something-else").is_empty());
    }
}
