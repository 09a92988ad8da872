//! Differences between worlds, and bringing a change onto a newer world.
//!
//! Publishing is optimistic per name: a candidate was built on `base`; if others have published
//! meanwhile, [`rebase`] makes the same change to the newest world, unless both touched one name,
//! one part of a namespace or one registry entry. A namespace that the candidate built anew
//! (a reload) is one unit: any change that others made to it is a conflict, since the candidate
//! would drop it without a word.

use super::namespace::Namespace;
use super::state::same;
use super::{HashMap, TableKey, World};
use crate::name::{NsName, Symbol, VarName};
use crate::repr::Value;
use std::hash::Hash;
use std::sync::Arc;

/// Something that two changes to one base both changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A definition.
    Var(VarName),
    /// Aliases, refers, imports or the source of a namespace; or a namespace built anew twice.
    Namespace(NsName),
    /// A registry entry.
    Table(TableKey),
    /// The layers.
    Layers,
}

impl Conflict {
    /// Whether what it is about differs between two worlds.
    pub fn differs(&self, a: &World, b: &World) -> bool {
        match self {
            Conflict::Var(var) => !same(a.binding(*var), b.binding(*var)),
            Conflict::Namespace(ns) => !same(a.namespace(*ns), b.namespace(*ns)),
            Conflict::Table(key) => !a.registry().same_table(b.registry(), *key),
            Conflict::Layers => !a.layers().same(b.layers()),
        }
    }
}

impl std::fmt::Display for Conflict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Conflict::Var(v) => write!(f, "{v}"),
            Conflict::Namespace(n) => write!(f, "namespace {n}"),
            Conflict::Layers => f.write_str("the layers"),
            Conflict::Table(TableKey::Methods(v)) => write!(f, "methods of {v}"),
            Conflict::Table(TableKey::Protocol(v)) => write!(f, "protocol {v}"),
            Conflict::Table(TableKey::Implementation(v, t)) => {
                write!(f, "implementation of {v} for {t:?}")
            }
            Conflict::Table(TableKey::Derives) => f.write_str("the global hierarchy"),
            Conflict::Table(TableKey::Type(s)) => write!(f, "type {s}"),
            Conflict::Table(TableKey::Hooks(s)) => write!(f, "hooks of kind {s}"),
        }
    }
}

/// The change `base → ours`, made to `newest`. The result is a branch of `newest`. `same_value`
/// says whether two dispatch values, tags or hook keys are equal.
///
/// # Errors
/// What both `ours` and `newest` changed differently since `base`.
pub fn rebase(
    base: &World,
    ours: &World,
    newest: &World,
    same_value: &mut dyn FnMut(&Value, &Value) -> bool,
) -> Result<World, Vec<Conflict>> {
    let mut world = newest.branch();
    let mut conflicts = Vec::new();
    match newest.layers().merged(base.layers(), ours.layers()) {
        Some(layers) if layers.same(newest.layers()) => {}
        Some(layers) => world.put_layers(layers),
        None => conflicts.push(Conflict::Layers),
    }
    for (name, delta) in ours.delta().namespaces.iter() {
        let (b, o, t) = (
            base.namespace(*name),
            ours.namespace(*name),
            newest.namespace(*name),
        );
        if same(b, t) {
            match o {
                Some(o) => world.put_namespace(o.clone()),
                None => drop(world.remove_namespace(*name)),
            }
        } else if delta.rebuilt || o.is_none() {
            let vars = changed_vars(b, t);
            if vars.is_empty() {
                conflicts.push(Conflict::Namespace(*name));
            }
            conflicts.extend(vars.into_iter().map(Conflict::Var));
        } else {
            for var in delta.vars.iter() {
                merge_var(*var, base, ours, newest, &mut world, &mut conflicts);
            }
            let merged = merge_names(b, o, t);
            match merged {
                Some(parts) => world.edit_namespace(*name, |ns| parts.put_into(ns)),
                None => conflicts.push(Conflict::Namespace(*name)),
            }
        }
    }
    for key in ours.delta().tables.iter() {
        let merged = world.edit_registry([*key], |r| {
            r.merge_table(base.registry(), ours.registry(), *key, same_value)
        });
        if !merged {
            conflicts.push(Conflict::Table(*key));
        }
    }
    if conflicts.is_empty() {
        Ok(world)
    } else {
        Err(conflicts)
    }
}

/// The change of `ours`, made to `onto` whatever `onto` has: what a turn sees of its own publish.
pub fn impose(ours: &World, onto: &World) -> World {
    let mut world = onto.branch();
    if ours.delta().layers {
        world.put_layers(ours.layers().clone());
    }
    for name in ours.delta().namespaces.keys() {
        match ours.namespace(*name) {
            Some(ns) => world.put_namespace(ns.clone()),
            None => drop(world.remove_namespace(*name)),
        }
    }
    for key in ours.delta().tables.iter() {
        world.edit_registry([*key], |r| r.copy_table(ours.registry(), *key));
    }
    world
}

fn merge_var(
    var: VarName,
    base: &World,
    ours: &World,
    newest: &World,
    world: &mut World,
    conflicts: &mut Vec<Conflict>,
) {
    let (b, o, t) = (base.binding(var), ours.binding(var), newest.binding(var));
    if same(b, o) || same(o, t) {
        return;
    }
    if !same(b, t) {
        conflicts.push(Conflict::Var(var));
        return;
    }
    match o {
        Some(o) => drop(world.define(o.clone())),
        None => drop(world.undefine(var)),
    }
}

fn changed_vars(a: Option<&Arc<Namespace>>, b: Option<&Arc<Namespace>>) -> Vec<VarName> {
    let bindings = |n: Option<&Arc<Namespace>>| n.map(|n| n.bindings.clone()).unwrap_or_default();
    let (a, b) = (bindings(a), bindings(b));
    let mut changed: Vec<VarName> = a
        .iter()
        .filter(|(s, x)| !same(Some(x), b.get(*s)))
        .map(|(_, x)| x.var)
        .collect();
    let added = b.iter().filter(|(s, _)| !a.contains_key(*s));
    changed.extend(added.map(|(_, x)| x.var));
    changed.sort_unstable_by_key(|v| v.symbol());
    changed
}

/// The parts of a namespace beside its bindings, merged.
struct Names {
    merged: Namespace,
}

impl Names {
    fn put_into(self, ns: &mut Namespace) {
        let bindings = std::mem::take(&mut ns.bindings);
        let holders = std::mem::take(&mut ns.holders);
        *ns = Namespace {
            bindings,
            holders,
            ..self.merged
        };
    }
}

fn merge_names(
    base: Option<&Arc<Namespace>>,
    ours: Option<&Arc<Namespace>>,
    theirs: Option<&Arc<Namespace>>,
) -> Option<Names> {
    let ours = ours?;
    let empty = Arc::new(Namespace::new(ours.name));
    let (b, o, t) = (base.unwrap_or(&empty), ours, theirs.unwrap_or(&empty));
    let either = |b: bool, o: bool, t: bool| if o == b { t } else { o };
    let mut merged = (**t).clone();
    merged.aliases = merge_map(&b.aliases, &o.aliases, &t.aliases, |x, y| x == y)?;
    merged.refers = merge_map(&b.refers, &o.refers, &t.refers, |x, y| x == y)?;
    merged.imports = merge_map(&b.imports, &o.imports, &t.imports, |x, y| {
        std::ptr::eq(*x, *y)
    })?;
    merged.core = pick(&b.core, &o.core, &t.core, |x, y| x == y)?;
    merged.meta = pick(&b.meta, &o.meta, &t.meta, Value::same)?;
    merged.source = pick(&b.source, &o.source, &t.source, |x, y| x == y)?;
    merged.home = pick(&b.home, &o.home, &t.home, |x, y| x == y)?;
    merged.inputs = pick(&b.inputs, &o.inputs, &t.inputs, |x, y| x == y)?;
    merged.loaded = either(b.loaded, o.loaded, t.loaded);
    merged.edited = either(b.edited, o.edited, t.edited);
    merged.requires = o.requires.clone().union(t.requires.clone());
    merged.links = o.links.iter().chain(t.links.iter()).copied().collect();
    Some(Names { merged })
}

fn pick<T: Clone>(base: &T, ours: &T, theirs: &T, eq: impl Fn(&T, &T) -> bool) -> Option<T> {
    if eq(ours, base) || eq(ours, theirs) {
        Some(theirs.clone())
    } else if eq(theirs, base) {
        Some(ours.clone())
    } else {
        None
    }
}

fn merge_map<K: Clone + Eq + Hash, V: Clone>(
    base: &HashMap<K, V>,
    ours: &HashMap<K, V>,
    theirs: &HashMap<K, V>,
    eq: impl Fn(&V, &V) -> bool,
) -> Option<HashMap<K, V>> {
    let eq = |a: Option<&V>, b: Option<&V>| match (a, b) {
        (Some(a), Some(b)) => eq(a, b),
        (None, None) => true,
        _ => false,
    };
    let mut merged = theirs.clone();
    for key in base.keys().chain(ours.keys()) {
        let (b, o, t) = (base.get(key), ours.get(key), theirs.get(key));
        if eq(b, o) || eq(o, t) {
            continue;
        }
        if !eq(b, t) {
            return None;
        }
        match o {
            Some(o) => drop(merged.insert(key.clone(), o.clone())),
            None => drop(merged.remove(key)),
        }
    }
    Some(merged)
}

/// What differs between two worlds, for reports.
#[derive(Clone, Debug, Default)]
pub struct Difference {
    /// Namespaces only in the second world.
    pub namespaces_added: Vec<NsName>,
    /// Namespaces only in the first world.
    pub namespaces_removed: Vec<NsName>,
    /// Definitions only in the second world.
    pub added: Vec<VarName>,
    /// Definitions only in the first world.
    pub removed: Vec<VarName>,
    /// Definitions in both that are not the same object.
    pub changed: Vec<VarName>,
    /// Names referred or aliased differently: namespace, name.
    pub renamed: Vec<(NsName, Symbol)>,
    /// Registry tables that differ, if one world is the other's parent.
    pub tables: Vec<TableKey>,
}

impl Difference {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.namespaces_added.is_empty()
            && self.namespaces_removed.is_empty()
            && self.added.is_empty()
            && self.removed.is_empty()
            && self.changed.is_empty()
            && self.renamed.is_empty()
            && self.tables.is_empty()
    }
}

/// What differs between two worlds. O(what was touched) if one is the other's parent, else
/// O(namespaces), plus the size of those that differ.
pub fn difference(from: &World, to: &World) -> Difference {
    let mut d = Difference::default();
    if to.parent() == from.id() {
        for name in to.delta().namespaces.keys() {
            compare(from, to, *name, &mut d);
        }
    } else {
        let gone = from
            .namespaces()
            .filter(|ns| to.namespace(ns.name).is_none());
        for ns in gone.chain(to.namespaces()) {
            compare(from, to, ns.name, &mut d);
        }
    }
    if to.parent() == from.id() {
        let tables = to.delta().tables.iter().copied();
        let real = tables.filter(|k| !to.registry().same_table(from.registry(), *k));
        d.tables.extend(real);
    }
    d.namespaces_added.sort_unstable();
    d.namespaces_removed.sort_unstable();
    for list in [&mut d.added, &mut d.removed, &mut d.changed] {
        list.sort_unstable_by_key(|v| v.symbol());
    }
    d.renamed.sort_unstable();
    d
}

/// Adds what differs in one namespace.
fn compare(from: &World, to: &World, name: NsName, d: &mut Difference) {
    let (old, new) = (from.namespace(name), to.namespace(name));
    if same(old, new) {
        return;
    }
    let Some(new) = new else {
        if old.is_some() {
            d.namespaces_removed.push(name);
        }
        let bindings = old.into_iter().flat_map(|ns| ns.bindings.values());
        d.removed.extend(bindings.map(|b| b.var));
        return;
    };
    if old.is_none() {
        d.namespaces_added.push(name);
    }
    // The change names what it touched.
    let touched = to.delta().namespaces.get(&name);
    let vars = match touched.filter(|_| to.parent() == from.id()) {
        Some(touched) => {
            let vars = touched.vars.iter().copied();
            let differs = |v: &VarName| !same(from.binding(*v), to.binding(*v));
            vars.filter(differs).collect()
        }
        None => changed_vars(old, Some(new)),
    };
    for var in vars {
        let has = |w: &World| w.binding(var).is_some();
        match (has(from), has(to)) {
            (true, true) => d.changed.push(var),
            (true, false) => d.removed.push(var),
            _ => d.added.push(var),
        }
    }
    if let Some(old) = old {
        d.renamed.extend(renamed(old, new));
    }
}

fn renamed(old: &Namespace, new: &Namespace) -> Vec<(NsName, Symbol)> {
    let mut names = Vec::new();
    let keys = |n: &Namespace| -> Vec<Symbol> {
        n.aliases.keys().chain(n.refers.keys()).copied().collect()
    };
    for name in keys(old).into_iter().chain(keys(new)) {
        let differs = old.aliases.get(&name) != new.aliases.get(&name)
            || old.refers.get(&name) != new.refers.get(&name);
        if differs && !names.contains(&(new.name, name)) {
            names.push((new.name, name));
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::{Binding, ClassTable};

    fn var(ns: &str, name: &str) -> VarName {
        VarName::from_parts(ns, name)
    }
    fn def(w: &mut World, ns: &str, name: &str, n: i64) {
        w.define(Arc::new(Binding::new(var(ns, name), Value::int(n))));
    }
    fn int(w: &World, ns: &str, name: &str) -> Option<i64> {
        w.binding(var(ns, name))?.value()?.as_int()
    }
    fn base() -> World {
        let mut w = World::empty(ClassTable::default());
        def(&mut w, "change.a", "x", 1);
        def(&mut w, "change.a", "y", 1);
        def(&mut w, "change.b", "z", 1);
        w.branch()
    }
    fn rebased(base: &World, ours: &World, newest: &World) -> Result<World, Vec<Conflict>> {
        rebase(base, ours, newest, &mut |a, b| a.same(b))
    }

    #[test]
    fn disjoint_changes_are_both_kept() {
        let base = base();
        let mut ours = base.branch();
        def(&mut ours, "change.a", "x", 2);
        ours.undefine(var("change.b", "z"));
        let mut newest = base.branch();
        def(&mut newest, "change.a", "y", 3);
        def(&mut newest, "change.c", "new", 4);
        let w = rebased(&base, &ours, &newest).expect("disjoint");
        assert_eq!(int(&w, "change.a", "x"), Some(2));
        assert_eq!(int(&w, "change.a", "y"), Some(3));
        assert_eq!(int(&w, "change.b", "z"), None);
        assert_eq!(int(&w, "change.c", "new"), Some(4));
        assert_eq!(w.parent(), newest.id());
    }

    #[test]
    fn a_name_changed_by_both_is_named() {
        let base = base();
        let mut ours = base.branch();
        def(&mut ours, "change.a", "x", 2);
        let mut newest = base.branch();
        def(&mut newest, "change.a", "x", 3);
        let conflicts = rebased(&base, &ours, &newest).expect_err("conflict");
        assert_eq!(conflicts, [Conflict::Var(var("change.a", "x"))]);
    }

    #[test]
    fn any_change_to_a_namespace_that_was_built_anew_conflicts() {
        let base = base();
        let mut ours = base.branch();
        ours.clear_namespace(NsName::new("change.a"));
        def(&mut ours, "change.a", "x", 2);
        let mut newest = base.branch();
        def(&mut newest, "change.a", "fix", 3);
        let conflicts = rebased(&base, &ours, &newest).expect_err("conflict");
        assert_eq!(conflicts, [Conflict::Var(var("change.a", "fix"))]);
        let mut elsewhere = base.branch();
        def(&mut elsewhere, "change.b", "z", 3);
        let w = rebased(&base, &ours, &elsewhere).expect("other namespace");
        assert_eq!(int(&w, "change.a", "y"), None);
        assert_eq!(int(&w, "change.b", "z"), Some(3));
    }

    #[test]
    fn aliases_merge_by_name() {
        let base = base();
        let alias = |w: &mut World, name: &str, to: &str| {
            w.edit_namespace(NsName::new("change.a"), |n| {
                n.aliases.insert(Symbol::simple(name), NsName::new(to))
            });
        };
        let mut ours = base.branch();
        alias(&mut ours, "s", "strings");
        let mut newest = base.branch();
        alias(&mut newest, "t", "tables");
        let w = rebased(&base, &ours, &newest).expect("different aliases");
        let ns = w.namespace(NsName::new("change.a")).expect("there");
        assert_eq!((ns.aliases.len(), ns.bindings.len()), (2, 2));
        alias(&mut newest, "s", "sets");
        let conflicts = rebased(&base, &ours, &newest).expect_err("same alias");
        assert_eq!(conflicts, [Conflict::Namespace(NsName::new("change.a"))]);
    }

    #[test]
    fn the_difference_lists_added_removed_and_changed_names() {
        let base = base();
        let mut w = base.branch();
        def(&mut w, "change.a", "x", 2);
        def(&mut w, "change.n", "new", 2);
        w.undefine(var("change.a", "y"));
        w.remove_namespace(NsName::new("change.b"));
        let d = difference(&base, &w);
        assert_eq!(d.added, [var("change.n", "new")]);
        assert_eq!(d.removed, [var("change.a", "y"), var("change.b", "z")]);
        assert_eq!(d.changed, [var("change.a", "x")]);
        assert_eq!(d.namespaces_added, [NsName::new("change.n")]);
        assert_eq!(d.namespaces_removed, [NsName::new("change.b")]);
        assert!(difference(&w, &w).is_empty());
    }
}
