//! [`Registry`]: what namespaces register for each other: methods of multimethods, protocols and
//! their implementations, the global hierarchy, types by name, hooks.
//!
//! Every entry carries its owner, the namespace whose code registered it, and goes away with it
//! ([`Registry::remove_owned`]): what left the file leaves the program. `owned` maps an owner to
//! the tables that hold entries of it (a superset), so that removing costs what there is.
//!
//! Dispatch values, tags and keys of hooks are arbitrary values whose equality may run user code,
//! so finding an equal entry is the caller's job; the tables here are addressed by position. The
//! language maps that dispatch looks into are kept beside the entries as caches, filled by `vm`.

use super::{HashMap, HashSet, Vector};
use crate::class::{TypeInfo, TypeKind};
use crate::name::{NsName, Symbol, VarName};
use crate::repr::Value;
use std::sync::{Arc, OnceLock};

/// The registries of a world.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    methods: HashMap<VarName, Arc<MethodTable>>,
    protocols: HashMap<VarName, Arc<Protocol>>,
    implementations: HashMap<(VarName, TypeKey), Arc<[Implementation]>>,
    derives: Arc<DeriveTable>,
    types: HashMap<Symbol, NamedType>,
    /// The shapes that user types of a name have had, oldest first; they outlive their owner.
    shapes: HashMap<Symbol, Arc<[TypeKey]>>,
    hooks: HashMap<Symbol, Vector<Hook>>,
    owned: HashMap<NsName, HashSet<TableKey>>,
}

/// Names a table that can be changed on its own; the grain of conflicts between publishes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TableKey {
    /// Methods and preferences of a multimethod.
    Methods(VarName),
    /// A protocol's definition.
    Protocol(VarName),
    /// A protocol's implementation for one type.
    Implementation(VarName, TypeKey),
    /// The global hierarchy.
    Derives,
    /// The type that a full name stands for.
    Type(Symbol),
    /// Hooks of one kind.
    Hooks(Symbol),
}

/// A type as a key: by identity; `None` is the type of nil.
#[derive(Clone, Copy)]
pub struct TypeKey(pub Option<&'static TypeInfo>);

impl TypeKey {
    fn address(self) -> usize {
        self.0.map_or(0, |t| std::ptr::from_ref(t) as usize)
    }
}
impl PartialEq for TypeKey {
    fn eq(&self, other: &TypeKey) -> bool {
        self.address() == other.address()
    }
}
impl Eq for TypeKey {}
impl std::hash::Hash for TypeKey {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_usize(self.address());
    }
}
impl std::fmt::Debug for TypeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.map_or("nil", |t| t.name))
    }
}

/// Methods and preferences of one multimethod.
#[derive(Clone, Debug, Default)]
pub struct MethodTable {
    /// One entry per dispatch value, in the order added.
    pub methods: Vector<Method>,
    /// `prefer-method` pairs: the first is preferred over the second.
    pub prefers: Vector<Pair>,
    /// Cache: language map from dispatch value to function.
    pub by_value: OnceLock<Value>,
    /// Cache: language map from dispatch value to the set of values it is preferred over.
    pub preferred: OnceLock<Value>,
}

/// A method of a multimethod.
#[derive(Clone, Debug)]
pub struct Method {
    /// Dispatch value.
    pub dispatch: Value,
    /// The function.
    pub function: Value,
    /// Namespace that registered it.
    pub owner: NsName,
}

/// Two values that belong together, registered by a namespace.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Preferred value; child tag.
    pub first: Value,
    /// Value that loses; parent tag.
    pub second: Value,
    /// Namespace that registered it.
    pub owner: NsName,
}

/// A protocol's definition.
#[derive(Clone, Debug)]
pub struct Protocol {
    /// The var that names it.
    pub var: VarName,
    /// Its methods in the order written.
    pub methods: Box<[Symbol]>,
    /// The protocol as a value: a map.
    pub value: Value,
    /// Its interface, that types implement inline.
    pub interface: Option<&'static TypeInfo>,
    /// `:extend-via-metadata`.
    pub via_metadata: bool,
    /// Namespace that defined it.
    pub owner: NsName,
}

/// What one namespace says about a protocol for a type.
#[derive(Clone, Debug)]
pub struct Implementation {
    /// Functions by method name.
    pub functions: HashMap<Symbol, Value>,
    /// Language map of the same, as given to `extend`; nil for inline implementations.
    pub map: Value,
    /// Namespace that registered it.
    pub owner: NsName,
}

/// The global hierarchy.
#[derive(Clone, Debug, Default)]
pub struct DeriveTable {
    /// `derive` pairs: child, parent.
    pub pairs: Vector<Pair>,
    /// Cache: the hierarchy as `make-hierarchy` shapes it.
    pub hierarchy: OnceLock<Value>,
}

/// The type that a full name stands for.
#[derive(Clone, Copy, Debug)]
pub struct NamedType {
    /// The newest type of that name.
    pub ty: &'static TypeInfo,
    /// Namespace that defined it.
    pub owner: NsName,
}

/// Any other registration: taps, publish and retire hooks, workers, migrations.
#[derive(Clone, Debug)]
pub struct Hook {
    /// What it is registered under; replaced by the same owner's equal key.
    pub key: Value,
    /// Function or data.
    pub value: Value,
    /// Namespace that registered it.
    pub owner: NsName,
}

impl MethodTable {
    /// The table with other entries and empty caches.
    pub fn with(methods: Vector<Method>, prefers: Vector<Pair>) -> MethodTable {
        MethodTable {
            methods,
            prefers,
            ..MethodTable::default()
        }
    }
}

impl Registry {
    /// Methods of a multimethod.
    pub fn methods(&self, multi: VarName) -> Option<&Arc<MethodTable>> {
        self.methods.get(&multi)
    }
    /// A protocol's definition.
    pub fn protocol(&self, var: VarName) -> Option<&Arc<Protocol>> {
        self.protocols.get(&var)
    }
    /// A protocol's implementation for exactly this type: the one registered last.
    pub fn implementation(&self, protocol: VarName, ty: TypeKey) -> Option<&Implementation> {
        self.implementations.get(&(protocol, ty))?.last()
    }
    /// What each namespace says about a protocol for a type, in the order registered.
    pub fn implementations(&self, protocol: VarName, ty: TypeKey) -> &[Implementation] {
        let list = self.implementations.get(&(protocol, ty));
        list.map_or(&[], |list| list)
    }
    /// The tables that hold entries of an owner (it may name more).
    pub fn owned(&self, owner: NsName) -> impl Iterator<Item = TableKey> + '_ {
        self.owned.get(&owner).into_iter().flatten().copied()
    }
    /// All types that a protocol is implemented for. O(implementations of all protocols).
    pub fn extenders(&self, protocol: VarName) -> impl Iterator<Item = TypeKey> + '_ {
        let keys = self.implementations.keys();
        keys.filter(move |(p, _)| *p == protocol).map(|(_, t)| *t)
    }
    /// The global hierarchy.
    pub fn derives(&self) -> &Arc<DeriveTable> {
        &self.derives
    }
    /// The user type with this full name.
    pub fn named_type(&self, name: Symbol) -> Option<NamedType> {
        self.types.get(&name).copied()
    }
    /// Hooks of a kind, in the order registered.
    pub fn hooks(&self, kind: Symbol) -> impl Iterator<Item = &Hook> + '_ {
        self.hooks.get(&kind).into_iter().flat_map(Vector::iter)
    }

    /// All tables that have an entry. O(size).
    pub fn tables(&self) -> impl Iterator<Item = TableKey> + '_ {
        let implementations = self.implementations.keys();
        let derives = (!self.derives.pairs.is_empty()).then_some(TableKey::Derives);
        self.methods
            .keys()
            .map(|v| TableKey::Methods(*v))
            .chain(self.protocols.keys().map(|v| TableKey::Protocol(*v)))
            .chain(implementations.map(|(v, t)| TableKey::Implementation(*v, *t)))
            .chain(derives)
            .chain(self.types.keys().map(|s| TableKey::Type(*s)))
            .chain(self.hooks.keys().map(|s| TableKey::Hooks(*s)))
    }

    /// Replaces the table of a multimethod; an empty one goes away.
    pub fn set_methods(&mut self, multi: VarName, table: MethodTable) {
        let key = TableKey::Methods(multi);
        for owner in table.methods.iter().map(|m| m.owner) {
            self.own(owner, key);
        }
        for owner in table.prefers.iter().map(|p| p.owner) {
            self.own(owner, key);
        }
        if table.methods.is_empty() && table.prefers.is_empty() {
            self.methods.remove(&multi);
        } else {
            self.methods.insert(multi, Arc::new(table));
        }
    }
    /// Defines a protocol.
    pub fn set_protocol(&mut self, protocol: Protocol) {
        self.own(protocol.owner, TableKey::Protocol(protocol.var));
        self.protocols.insert(protocol.var, Arc::new(protocol));
    }
    /// Implements a protocol for a type; replaces what the same owner said before.
    pub fn set_implementation(&mut self, protocol: VarName, ty: TypeKey, new: Implementation) {
        self.own(new.owner, TableKey::Implementation(protocol, ty));
        let old = self.implementations.get(&(protocol, ty));
        let others = old.into_iter().flat_map(|list| list.iter());
        let others = others.filter(|i| i.owner != new.owner).cloned();
        let list = others.chain(std::iter::once(new.clone())).collect();
        self.implementations.insert((protocol, ty), list);
    }
    /// Replaces the pairs of the global hierarchy.
    pub fn set_derives(&mut self, pairs: Vector<Pair>) {
        for pair in &pairs {
            self.own(pair.owner, TableKey::Derives);
        }
        self.derives = Arc::new(DeriveTable {
            pairs,
            hierarchy: OnceLock::new(),
        });
    }
    /// Says what type a full name stands for.
    pub fn set_type(&mut self, name: Symbol, named: NamedType) {
        self.own(named.owner, TableKey::Type(name));
        self.types.insert(name, named);
        let has_shape = matches!(named.ty.kind, TypeKind::Record | TypeKind::Type);
        if has_shape && self.type_version(named.ty).is_none() {
            let known = self.shapes.get(&name);
            let known = known.into_iter().flat_map(|list| list.iter().copied());
            let list = known.chain([TypeKey(Some(named.ty))]).collect();
            self.shapes.insert(name, list);
        }
    }
    /// Knows the shapes that a newer registry knows too, so that versions keep their numbers.
    pub(super) fn remember_shapes(&mut self, newer: &Registry) {
        for (name, shapes) in &newer.shapes {
            let known = self.shapes.get(name).map_or(0, |list| list.len());
            if known < shapes.len() {
                self.shapes.insert(*name, shapes.clone());
            }
        }
    }
    /// Which of the shapes that its name has had a user type has, counted from 1.
    pub fn type_version(&self, ty: &TypeInfo) -> Option<u64> {
        let same = |key: &TypeKey| {
            let known = key.0;
            known.is_some_and(|t| t.kind == ty.kind && t.fields == ty.fields)
        };
        let shapes = self.shapes.get(&Symbol::simple(ty.name))?;
        let at = shapes.iter().position(same)?;
        Some(at as u64 + 1)
    }
    /// Replaces the hooks of a kind.
    pub fn set_hooks(&mut self, kind: Symbol, hooks: Vector<Hook>) {
        for hook in &hooks {
            self.own(hook.owner, TableKey::Hooks(kind));
        }
        if hooks.is_empty() {
            self.hooks.remove(&kind);
        } else {
            self.hooks.insert(kind, hooks);
        }
    }

    fn own(&mut self, owner: NsName, key: TableKey) {
        let known = self.owned.get(&owner).is_some_and(|k| k.contains(&key));
        if !known {
            self.owned.entry(owner).or_default().insert(key);
        }
    }

    /// Removes every entry of an owner; gives the tables that changed.
    pub fn remove_owned(&mut self, owner: NsName) -> Vec<TableKey> {
        let Some(keys) = self.owned.remove(&owner) else {
            return Vec::new();
        };
        keys.into_iter()
            .filter(|key| self.remove_owned_in(owner, *key))
            .collect()
    }

    fn remove_owned_in(&mut self, owner: NsName, key: TableKey) -> bool {
        match key {
            TableKey::Methods(multi) => {
                let Some(table) = self.methods.get(&multi) else {
                    return false;
                };
                let methods: Vector<Method> = others(&table.methods, |m| m.owner != owner);
                let prefers: Vector<Pair> = others(&table.prefers, |p| p.owner != owner);
                if (methods.len(), prefers.len()) == (table.methods.len(), table.prefers.len()) {
                    return false;
                }
                self.set_methods(multi, MethodTable::with(methods, prefers));
            }
            TableKey::Protocol(var) => {
                if self.protocols.get(&var).is_none_or(|p| p.owner != owner) {
                    return false;
                }
                self.protocols.remove(&var);
            }
            TableKey::Implementation(protocol, ty) => {
                let Some(list) = self.implementations.get(&(protocol, ty)) else {
                    return false;
                };
                let rest: Vec<_> = list.iter().filter(|i| i.owner != owner).cloned().collect();
                if rest.len() == list.len() {
                    return false;
                }
                if rest.is_empty() {
                    self.implementations.remove(&(protocol, ty));
                } else {
                    self.implementations.insert((protocol, ty), rest.into());
                }
            }
            TableKey::Derives => {
                let pairs = others(&self.derives.pairs, |p| p.owner != owner);
                if pairs.len() == self.derives.pairs.len() {
                    return false;
                }
                self.set_derives(pairs);
            }
            TableKey::Type(name) => {
                if self.types.get(&name).is_none_or(|t| t.owner != owner) {
                    return false;
                }
                self.types.remove(&name);
            }
            TableKey::Hooks(kind) => {
                let Some(hooks) = self.hooks.get(&kind) else {
                    return false;
                };
                let rest = others(hooks, |h| h.owner != owner);
                if rest.len() == hooks.len() {
                    return false;
                }
                self.set_hooks(kind, rest);
            }
        }
        true
    }

    /// Whether a table is the identical object in both.
    pub fn same_table(&self, other: &Registry, key: TableKey) -> bool {
        fn same<T: ?Sized>(a: Option<&Arc<T>>, b: Option<&Arc<T>>) -> bool {
            match (a, b) {
                (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                (None, None) => true,
                _ => false,
            }
        }
        match key {
            TableKey::Methods(multi) => same(self.methods.get(&multi), other.methods.get(&multi)),
            TableKey::Protocol(var) => same(self.protocols.get(&var), other.protocols.get(&var)),
            TableKey::Implementation(protocol, ty) => same(
                self.implementations.get(&(protocol, ty)),
                other.implementations.get(&(protocol, ty)),
            ),
            TableKey::Derives => Arc::ptr_eq(&self.derives, &other.derives),
            TableKey::Type(name) => {
                let address = |r: &Registry| {
                    let named = r.types.get(&name)?;
                    Some((std::ptr::from_ref(named.ty) as usize, named.owner))
                };
                address(self) == address(other)
            }
            TableKey::Hooks(kind) => match (self.hooks.get(&kind), other.hooks.get(&kind)) {
                (Some(a), Some(b)) => a.ptr_eq(b),
                (None, None) => true,
                _ => false,
            },
        }
    }

    /// The entries of a table, each with its owner.
    fn entries(&self, key: TableKey) -> Vec<(NsName, [Value; 2])> {
        let pair = |p: &Pair| (p.owner, [p.first.clone(), p.second.clone()]);
        match key {
            TableKey::Methods(multi) => {
                let table = self.methods.get(&multi);
                let methods = table.iter().flat_map(|t| t.methods.iter());
                let methods = methods.map(|m| (m.owner, [m.dispatch.clone(), m.function.clone()]));
                let prefers = table.iter().flat_map(|t| t.prefers.iter()).map(pair);
                methods.chain(prefers).collect()
            }
            TableKey::Protocol(var) => {
                let protocol = self.protocols.get(&var).into_iter();
                protocol
                    .map(|p| (p.owner, [p.value.clone(), Value::NIL]))
                    .collect()
            }
            TableKey::Implementation(protocol, ty) => {
                let list = self.implementations(protocol, ty).iter();
                let list = list.flat_map(|i| i.functions.values().map(|f| (i.owner, f)));
                list.map(|(owner, f)| (owner, [f.clone(), Value::NIL]))
                    .collect()
            }
            TableKey::Derives => self.derives.pairs.iter().map(pair).collect(),
            TableKey::Type(name) => {
                let named = self.types.get(&name).into_iter();
                let entry = |t: &NamedType| (t.owner, [Value::class(t.ty), Value::NIL]);
                named.map(entry).collect()
            }
            TableKey::Hooks(kind) => {
                let hooks = self.hooks.get(&kind).into_iter().flatten();
                hooks
                    .map(|h| (h.owner, [h.key.clone(), h.value.clone()]))
                    .collect()
            }
        }
    }

    /// Who owns the entries in which a table differs from what it was.
    pub fn changed_owners(&self, before: &Registry, key: TableKey) -> HashSet<NsName> {
        type Entry = (NsName, [Value; 2]);
        let same =
            |a: &Entry, b: &Entry| a.0 == b.0 && a.1.iter().zip(&b.1).all(|(x, y)| x.same(y));
        let (old, new) = (before.entries(key), self.entries(key));
        let common = old.iter().zip(&new).take_while(|(a, b)| same(a, b)).count();
        let (old, new) = (&old[common..], &new[common..]);
        let only = |a: &'_ [Entry], b: &'_ [Entry]| -> Vec<NsName> {
            let missing = a.iter().filter(|x| !b.iter().any(|y| same(x, y)));
            missing.map(|x| x.0).collect()
        };
        only(old, new).into_iter().chain(only(new, old)).collect()
    }

    /// Takes a table over as it is in another registry.
    pub fn copy_table(&mut self, from: &Registry, key: TableKey) {
        match key {
            TableKey::Methods(multi) => {
                let table = from.methods.get(&multi).map(|t| (**t).clone());
                self.set_methods(multi, table.unwrap_or_default());
            }
            TableKey::Protocol(var) => match from.protocols.get(&var) {
                Some(p) => self.set_protocol((**p).clone()),
                None => drop(self.protocols.remove(&var)),
            },
            TableKey::Implementation(protocol, ty) => {
                match from.implementations.get(&(protocol, ty)) {
                    Some(list) => {
                        for i in list.iter() {
                            self.own(i.owner, key);
                        }
                        self.implementations.insert((protocol, ty), list.clone());
                    }
                    None => drop(self.implementations.remove(&(protocol, ty))),
                }
            }
            TableKey::Derives => self.set_derives(from.derives.pairs.clone()),
            TableKey::Type(name) => match from.types.get(&name) {
                Some(named) => self.set_type(name, *named),
                None => drop(self.types.remove(&name)),
            },
            TableKey::Hooks(kind) => {
                self.set_hooks(kind, from.hooks.get(&kind).cloned().unwrap_or_default());
            }
        }
    }

    /// Brings a table's change `base → ours` into `self`, where others may have changed the same
    /// table. Entries of other keys are merged; `same` says whether two keys are equal.
    /// False if both changed the same entry.
    pub fn merge_table(
        &mut self,
        base: &Registry,
        ours: &Registry,
        key: TableKey,
        same: &mut dyn FnMut(&Value, &Value) -> bool,
    ) -> bool {
        if ours.same_table(base, key) {
            return true;
        }
        if self.same_table(base, key) {
            self.copy_table(ours, key);
            return true;
        }
        match key {
            TableKey::Methods(multi) => {
                let empty = Arc::default();
                let table = |r: &'_ Registry| r.methods.get(&multi).unwrap_or(&empty).clone();
                let (b, o, t) = (table(base), table(ours), table(self));
                let methods = merge_entries(&b.methods, &o.methods, &t.methods, &mut |x, y| {
                    same(&x.dispatch, &y.dispatch)
                });
                let prefers = merge_entries(&b.prefers, &o.prefers, &t.prefers, &mut |x, y| {
                    same(&x.first, &y.first) && same(&x.second, &y.second)
                });
                let (Some(methods), Some(prefers)) = (methods, prefers) else {
                    return false;
                };
                self.set_methods(multi, MethodTable::with(methods, prefers));
                true
            }
            TableKey::Derives => {
                let (b, o, t) = (&base.derives, &ours.derives, &self.derives);
                let merged = merge_entries(&b.pairs, &o.pairs, &t.pairs, &mut |x, y| {
                    same(&x.first, &y.first) && same(&x.second, &y.second)
                });
                merged.is_some_and(|pairs| {
                    self.set_derives(pairs);
                    true
                })
            }
            TableKey::Hooks(kind) => {
                let none = Vector::new();
                let list = |r: &'_ Registry| r.hooks.get(&kind).unwrap_or(&none).clone();
                let merged = merge_entries(&list(base), &list(ours), &list(self), &mut |x, y| {
                    x.owner == y.owner && same(&x.key, &y.key)
                });
                merged.is_some_and(|hooks| {
                    self.set_hooks(kind, hooks);
                    true
                })
            }
            TableKey::Protocol(_) | TableKey::Implementation(..) | TableKey::Type(_) => false,
        }
    }
}

fn others<T: Clone>(list: &Vector<T>, keep: impl Fn(&T) -> bool) -> Vector<T> {
    list.iter().filter(|e| keep(e)).cloned().collect()
}

/// An entry whose content can be compared by identity.
trait Entry: Clone {
    fn identical(&self, other: &Self) -> bool;
}
impl Entry for Method {
    fn identical(&self, other: &Method) -> bool {
        self.function.same(&other.function) && self.owner == other.owner
    }
}
impl Entry for Pair {
    fn identical(&self, other: &Pair) -> bool {
        self.owner == other.owner
    }
}
impl Entry for Hook {
    fn identical(&self, other: &Hook) -> bool {
        self.value.same(&other.value) && self.owner == other.owner
    }
}

/// `theirs` with the change `base → ours` made to it; none if both changed one entry differently.
fn merge_entries<T: Entry>(
    base: &Vector<T>,
    ours: &Vector<T>,
    theirs: &Vector<T>,
    same_key: &mut dyn FnMut(&T, &T) -> bool,
) -> Option<Vector<T>> {
    let mut find = |list: &Vector<T>, e: &T| list.iter().position(|x| same_key(x, e));
    let mut merged = theirs.clone();
    for old in base {
        if find(ours, old).is_some() {
            continue;
        }
        match find(&merged, old) {
            Some(i) if merged[i].identical(old) => drop(merged.remove(i)),
            Some(_) => return None,
            None => {}
        }
    }
    for new in ours {
        let before = find(base, new).map(|i| &base[i]);
        if before.is_some_and(|b| b.identical(new)) {
            continue;
        }
        match (find(&merged, new), before) {
            (None, None) => merged.push_back(new.clone()),
            (Some(i), _) if merged[i].identical(new) => {}
            (Some(i), Some(b)) if merged[i].identical(b) => drop(merged.set(i, new.clone())),
            _ => return None,
        }
    }
    Some(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn multi() -> VarName {
        VarName::from_parts("registry.test", "area")
    }

    fn method(dispatch: i64, function: i64, owner: &str) -> Method {
        Method {
            dispatch: Value::int(dispatch),
            function: Value::int(function),
            owner: NsName::new(owner),
        }
    }

    fn with(entries: &[(i64, i64, &str)]) -> Registry {
        let mut r = Registry::default();
        add(&mut r, entries);
        r
    }

    fn add(r: &mut Registry, entries: &[(i64, i64, &str)]) {
        let methods = entries.iter().map(|(d, f, o)| method(*d, *f, o)).collect();
        r.set_methods(multi(), MethodTable::with(methods, Vector::new()));
    }

    fn methods(r: &Registry) -> Vec<(i64, i64)> {
        let int = |v: &Value| v.as_int().expect("int");
        let table = r.methods(multi()).cloned().unwrap_or_default();
        let mut all: Vec<_> = table
            .methods
            .iter()
            .map(|m| (int(&m.dispatch), int(&m.function)))
            .collect();
        all.sort_unstable();
        all
    }

    fn merge(base: &Registry, ours: &Registry, theirs: &Registry) -> Option<Registry> {
        let mut r = theirs.clone();
        r.merge_table(base, ours, TableKey::Methods(multi()), &mut |a, b| {
            a.same(b)
        })
        .then_some(r)
    }

    #[test]
    fn entries_go_away_with_their_owner_and_only_those() {
        let mut r = with(&[(1, 10, "a"), (2, 20, "b"), (3, 30, "a")]);
        let changed = r.remove_owned(NsName::new("a"));
        assert_eq!(changed, [TableKey::Methods(multi())]);
        assert_eq!(methods(&r), [(2, 20)]);
        assert!(r.remove_owned(NsName::new("a")).is_empty());
        r.remove_owned(NsName::new("b"));
        assert!(r.methods(multi()).is_none());
    }

    #[test]
    fn an_implementation_of_another_owner_comes_back_when_the_last_one_goes() {
        let mut r = Registry::default();
        let ty = TypeKey(Some(&crate::class::OBJECT));
        let implementation = |n: i64, owner: &str| Implementation {
            functions: [(Symbol::simple("m"), Value::int(n))].into_iter().collect(),
            map: Value::NIL,
            owner: NsName::new(owner),
        };
        let current = |r: &Registry| {
            let i = r.implementation(multi(), ty)?;
            i.functions.get(&Symbol::simple("m"))?.as_int()
        };
        r.set_implementation(multi(), ty, implementation(1, "a"));
        r.set_implementation(multi(), ty, implementation(2, "b"));
        r.set_implementation(multi(), ty, implementation(3, "b"));
        assert_eq!(current(&r), Some(3));
        r.remove_owned(NsName::new("b"));
        assert_eq!(current(&r), Some(1));
        r.remove_owned(NsName::new("a"));
        assert_eq!(current(&r), None);
    }

    #[test]
    fn changes_of_different_entries_merge() {
        let mut base = with(&[(1, 10, "a"), (2, 20, "b")]);
        base.set_derives(Vector::new());
        let mut ours = base.clone();
        add(&mut ours, &[(2, 20, "b"), (3, 30, "a")]);
        let mut theirs = base.clone();
        add(&mut theirs, &[(1, 10, "a"), (2, 21, "b"), (4, 40, "c")]);
        let merged = merge(&base, &ours, &theirs).expect("disjoint");
        assert_eq!(methods(&merged), [(2, 21), (3, 30), (4, 40)]);
    }

    #[test]
    fn changes_of_one_entry_conflict_unless_they_are_the_same() {
        let base = with(&[(1, 10, "a")]);
        let mut ours = base.clone();
        add(&mut ours, &[(1, 11, "a")]);
        let mut theirs = base.clone();
        add(&mut theirs, &[(1, 12, "a")]);
        assert!(merge(&base, &ours, &theirs).is_none());
        let mut agreeing = base.clone();
        add(&mut agreeing, &[(1, 11, "a"), (2, 20, "a")]);
        let merged = merge(&base, &ours, &agreeing).expect("same change");
        assert_eq!(methods(&merged), [(1, 11), (2, 20)]);
    }
}
