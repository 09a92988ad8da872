//! [`World`]: one immutable state of all namespaces and registries.
//!
//! A published world never changes. Editing starts with [`World::branch`] (a new line of change
//! against this world) or [`World::step`] (the candidate goes on), both O(1); edits are methods
//! on the owned result. Invariants:
//! - every world that anybody can resolve names in has its own `id`, unique in the process:
//!   per-thread tables are tagged with it, and candidates, forks and overlays have no generation;
//! - a binding is in `slots` exactly if it is in the `bindings` of its namespace;
//! - `delta` names everything that differs from the world with id `parent` (it may name more).
//!
//! The lazily filled cells inside (values of lazy definitions, dispatch caches) are functions of
//! immutable data, so they do not count as change.

use super::binding::Flags;
use super::namespace::Namespace;
use super::registry::{Registry, TableKey};
use super::slots::Slots;
use super::stamp::Stamp;
use super::uses::Uses;
use super::{Binding, HashMap, HashSet, Layers};
use crate::class::TypeInfo;
use crate::name::{NsName, VarName};
use crate::repr::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT_ID: AtomicU64 = AtomicU64::new(1);

/// A number that no world has, and no other caller gets.
pub fn fresh_id() -> u64 {
    next_id()
}

fn next_id() -> u64 {
    NEXT_ID.fetch_add(1, Ordering::Relaxed)
}

/// One state of everything that a load can change.
#[derive(Clone)]
pub struct World {
    id: u64,
    generation: u64,
    parent: u64,
    /// Not published: edits go on with it instead of branching off.
    draft: bool,
    namespaces: HashMap<NsName, Arc<Namespace>>,
    slots: Slots,
    registry: Registry,
    uses: Arc<Uses>,
    classes: ClassTable,
    layers: Layers,
    delta: Delta,
    /// That of definitions made in this draft.
    stamp: Stamp,
}

/// What differs between a world and its parent.
#[derive(Clone, Debug, Default)]
pub struct Delta {
    /// Touched namespaces with what was touched in them.
    pub namespaces: HashMap<NsName, NamespaceDelta>,
    /// Touched tables of the registry.
    pub tables: HashSet<TableKey>,
    /// Whether the layers were.
    pub layers: bool,
}

/// What was touched in one namespace.
#[derive(Clone, Debug, Default)]
pub struct NamespaceDelta {
    /// Whether it was built anew from nothing: then every name in it is ours.
    pub rebuilt: bool,
    /// Defined, redefined or removed.
    pub vars: HashSet<VarName>,
}

impl Delta {
    /// Whether nothing was touched.
    pub fn is_empty(&self) -> bool {
        self.namespaces.is_empty() && self.tables.is_empty() && !self.layers
    }
    /// All touched vars.
    pub fn vars(&self) -> impl Iterator<Item = VarName> + '_ {
        self.namespaces
            .values()
            .flat_map(|n| n.vars.iter().copied())
    }
}

/// Host classes by name; fixed for an engine.
#[derive(Clone, Copy)]
pub struct ClassTable {
    /// By full name.
    pub find: fn(&str) -> Option<&'static TypeInfo>,
    /// By the simple name that every namespace sees (`String`, `Math`).
    pub visible: fn(&str) -> Option<&'static TypeInfo>,
}

impl Default for ClassTable {
    /// No classes at all.
    fn default() -> ClassTable {
        ClassTable {
            find: |_| None,
            visible: |_| None,
        }
    }
}

impl World {
    /// A world without namespaces.
    pub fn empty(classes: ClassTable) -> World {
        World {
            id: next_id(),
            generation: 0,
            parent: 0,
            draft: true,
            namespaces: HashMap::default(),
            slots: Slots::default(),
            registry: Registry::default(),
            uses: Arc::default(),
            classes,
            layers: Layers::default(),
            delta: Delta::default(),
            stamp: Stamp::default(),
        }
    }

    /// A copy with a new id, to be changed against this one.
    pub fn branch(&self) -> World {
        World {
            id: next_id(),
            parent: self.id,
            draft: true,
            delta: Delta::default(),
            stamp: Stamp::known(self.generation + 1),
            ..self.clone()
        }
    }

    /// A copy with a new id that goes on with the same change.
    pub fn step(&self) -> World {
        World {
            id: next_id(),
            ..self.clone()
        }
    }

    /// A world to edit: the next step of a draft, or a branch of a published world.
    pub fn edit(&self) -> World {
        if self.draft {
            self.step()
        } else {
            self.branch()
        }
    }

    /// Whether it was not published.
    pub fn is_draft(&self) -> bool {
        self.draft
    }

    /// Unique in the process.
    #[inline(always)]
    pub fn id(&self) -> u64 {
        self.id
    }
    /// Number of the publish; candidates have the one of the world they started from.
    pub fn generation(&self) -> u64 {
        self.generation
    }
    /// The generation that definitions made in this draft belong to.
    pub fn stamp(&self) -> &Stamp {
        &self.stamp
    }
    /// Id of the world that `delta` is against; 0 for the first.
    pub fn parent(&self) -> u64 {
        self.parent
    }
    /// What differs from the parent.
    pub fn delta(&self) -> &Delta {
        &self.delta
    }
    /// Slots that differ from the parent's.
    pub fn changed_slots(&self) -> impl Iterator<Item = u32> + '_ {
        self.delta.vars().map(VarName::slot)
    }
    /// The registries.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }
    /// Host classes.
    pub fn classes(&self) -> &ClassTable {
        &self.classes
    }
    /// What lies above the definitions.
    pub fn layers(&self) -> &Layers {
        &self.layers
    }
    /// All namespaces, in no order.
    pub fn namespaces(&self) -> impl Iterator<Item = &Arc<Namespace>> + '_ {
        self.namespaces.values()
    }
    /// A namespace.
    pub fn namespace(&self, name: NsName) -> Option<&Arc<Namespace>> {
        self.namespaces.get(&name)
    }
    /// The definition of a var.
    #[inline]
    pub fn binding(&self, var: VarName) -> Option<&Arc<Binding>> {
        self.slots.get(var.slot())
    }
    /// The definition in a slot.
    #[inline]
    pub fn slot(&self, slot: u32) -> Option<&Arc<Binding>> {
        self.slots.get(slot)
    }
    /// Number of definitions.
    pub fn binding_count(&self) -> usize {
        self.slots.len()
    }
    /// Who depends on what (supersets).
    pub fn uses(&self) -> &Uses {
        &self.uses
    }
    /// Namespaces whose code uses a var of another namespace (a superset).
    pub fn callers(&self, var: VarName) -> impl Iterator<Item = NsName> + '_ {
        self.uses.callers(var)
    }
    /// The namespaces that the file of a library makes beside its own.
    pub fn parts_of(&self, lib: NsName) -> impl Iterator<Item = &Arc<Namespace>> + '_ {
        let parts = self.uses.parts(lib).filter_map(|n| self.namespace(n));
        parts.filter(move |n| n.home == Some(lib))
    }
    /// Namespaces that require another one.
    pub fn above(&self, lib: NsName) -> impl Iterator<Item = NsName> + '_ {
        let above = self.uses.above(lib).filter_map(|n| self.namespace(n));
        let above = above.filter(move |n| n.requires.contains(&lib));
        above.map(|n| n.name)
    }
    /// Namespaces of the program that have no text of their own.
    pub fn live_namespaces(&self) -> impl Iterator<Item = &Arc<Namespace>> + '_ {
        let live = self.uses.live().filter_map(|n| self.namespace(n));
        live.filter(|n| n.source.is_none() && !n.builtin)
    }

    // ---- edits, on a world that nobody else sees yet --------------------------------------

    /// Becomes the published world of this number.
    pub fn seal(&mut self, generation: u64) {
        self.generation = generation;
        self.draft = false;
    }

    /// Definitions made in this draft belong to this generation.
    pub fn set_stamp(&mut self, stamp: Stamp) {
        self.stamp = stamp;
    }

    /// What this draft defines otherwise than `base` belongs to this generation, also what was
    /// defined already.
    pub fn restamp(&mut self, base: &World, stamp: Stamp) {
        let vars: Vec<VarName> = self.delta.vars().collect();
        for var in vars {
            if let Some(binding) = self.slots.get(var.slot()).cloned()
                && !same(Some(&binding), base.slots.get(var.slot()))
            {
                self.define(Arc::new(binding.with_generation(stamp.clone())));
            }
        }
        self.stamp = stamp;
    }

    /// Changes a namespace (made if missing) other than its bindings.
    pub fn edit_namespace<T>(&mut self, name: NsName, edit: impl FnOnce(&mut Namespace) -> T) -> T {
        self.delta.namespaces.entry(name).or_default();
        let ns = self
            .namespaces
            .entry(name)
            .or_insert_with(|| Arc::new(Namespace::new(name)));
        let before = Shape::of(ns);
        let result = edit(Arc::make_mut(ns));
        if Shape::of(ns) != before || before.is_new {
            Arc::make_mut(&mut self.uses).add_namespace(ns);
        }
        result
    }

    /// Makes an empty namespace if it is missing.
    pub fn create_namespace(&mut self, name: NsName) {
        if !self.namespaces.contains_key(&name) {
            self.edit_namespace(name, |_| ());
        }
    }

    /// Defines or redefines a var, below all layers; its namespace is made if missing. Gives the
    /// old definition.
    pub fn define(&mut self, binding: Arc<Binding>) -> Option<Arc<Binding>> {
        let binding = self.layers.lay(binding);
        self.cover(binding)
    }

    /// Puts a definition in place, whatever layers there are.
    pub fn cover(&mut self, binding: Arc<Binding>) -> Option<Arc<Binding>> {
        let var = binding.var;
        self.touch(var);
        self.add_uses(var.ns(), binding.links.iter());
        let old = self.slots.set(var.slot(), Some(binding.clone()));
        self.edit_namespace(var.ns(), |ns| ns.put(binding));
        old
    }

    /// Puts other layers above the definitions.
    pub fn put_layers(&mut self, layers: Layers) {
        let old = std::mem::replace(&mut self.layers, layers);
        self.delta.layers = true;
        let vars: HashSet<VarName> = old.vars().chain(self.layers.vars()).collect();
        for var in vars {
            if let Some(binding) = self.slots.get(var.slot()).cloned() {
                self.define(binding);
            }
        }
    }

    /// Removes the definition of a var.
    pub fn undefine(&mut self, var: VarName) -> Option<Arc<Binding>> {
        let old = self.slots.set(var.slot(), None)?;
        self.touch(var);
        self.edit_namespace(var.ns(), |ns| ns.remove(var.name()));
        Some(old)
    }

    /// Notes what a form that defines nothing uses.
    pub fn add_links(&mut self, ns: NsName, links: &[super::Link]) {
        self.add_uses(ns, links);
        self.edit_namespace(ns, |n| {
            n.links = n.links.iter().chain(links).copied().collect();
        });
    }

    /// Starts a namespace from nothing: definitions, names from elsewhere and everything that it
    /// registered are gone. Gives the definitions with a value, for a `defonce` that keeps it.
    pub fn clear_namespace(&mut self, name: NsName) -> Vec<Arc<Binding>> {
        let kept = self.take_namespace(name);
        self.edit_namespace(name, |_| ());
        kept
    }

    /// Removes a namespace with all that it registered; gives the definitions with a value.
    pub fn take_namespace(&mut self, name: NsName) -> Vec<Arc<Binding>> {
        let old = self.remove_namespace(name);
        let bindings = old.iter().flat_map(|ns| ns.bindings.values());
        bindings.filter(|b| b.is_bound()).cloned().collect()
    }

    /// Removes a namespace with all that it registered.
    pub fn remove_namespace(&mut self, name: NsName) -> Option<Arc<Namespace>> {
        for key in self.registry.remove_owned(name) {
            self.delta.tables.insert(key);
        }
        let old = self.namespaces.remove(&name)?;
        let touched = self.delta.namespaces.entry(name).or_default();
        touched.rebuilt = true;
        for binding in old.bindings.values() {
            self.slots.set(binding.var.slot(), None);
            touched.vars.insert(binding.var);
        }
        Some(old)
    }

    /// A branch of this world with the content of another: how a rollback goes forward.
    pub fn become_like(&self, other: &World) -> World {
        let mut world = self.branch();
        if !self.layers.same(&other.layers) {
            world.put_layers(other.layers.clone());
        }
        let names = self.namespaces.keys().chain(other.namespaces.keys());
        for name in names {
            match other.namespace(*name) {
                Some(ns) if same(Some(ns), self.namespace(*name)) => {}
                Some(ns) => world.put_namespace(ns.clone()),
                None => drop(world.remove_namespace(*name)),
            }
        }
        let tables = self.registry.tables().chain(other.registry.tables());
        let changed: Vec<TableKey> = tables
            .filter(|k| !self.registry.same_table(&other.registry, *k))
            .collect();
        world.delta.tables.extend(changed);
        world.registry = other.registry.clone();
        world.registry.remember_shapes(&self.registry);
        world
    }

    /// Takes a namespace and its registrations out of a change: as if it had not been touched.
    pub fn withdraw(&mut self, name: NsName) {
        self.remove_namespace(name);
        self.delta.namespaces.remove(&name);
    }

    /// Puts a whole namespace in place of what is there.
    pub fn put_namespace(&mut self, new: Arc<Namespace>) {
        let new = self.laid(new);
        let name = new.name;
        let touched = self.delta.namespaces.entry(name).or_default();
        if let Some(old) = self.namespaces.get(&name) {
            for (symbol, binding) in old.bindings.iter() {
                if !new.bindings.contains_key(symbol) {
                    self.slots.set(binding.var.slot(), None);
                    touched.vars.insert(binding.var);
                }
            }
        }
        for binding in new.bindings.values() {
            let slot = binding.var.slot();
            if !self
                .slots
                .get(slot)
                .is_some_and(|b| Arc::ptr_eq(b, binding))
            {
                self.slots.set(slot, Some(binding.clone()));
                touched.vars.insert(binding.var);
            }
        }
        let links = new.bindings.values().flat_map(|b| b.links.iter());
        self.add_uses(name, links.chain(new.links.iter()));
        Arc::make_mut(&mut self.uses).add_namespace(&new);
        self.namespaces.insert(name, new);
    }

    /// The namespace with this world's layers above its definitions.
    fn laid(&self, mut ns: Arc<Namespace>) -> Arc<Namespace> {
        let named = self.layers.vars().filter(|v| v.ns() == ns.name);
        let named = named.filter_map(|v| ns.bindings.get(&v.name()));
        let layered = ns.bindings.values().filter(|b| b.below.is_some());
        let affected: Vec<Arc<Binding>> = named.chain(layered).cloned().collect();
        for binding in affected {
            let shown = self.layers.lay(binding.clone());
            if !Arc::ptr_eq(&shown, &binding) {
                Arc::make_mut(&mut ns).put(shown);
            }
        }
        ns
    }

    /// Changes the registries. `keys` are the tables that `edit` changes.
    pub fn edit_registry<T>(
        &mut self,
        keys: impl IntoIterator<Item = TableKey>,
        edit: impl FnOnce(&mut Registry) -> T,
    ) -> T {
        self.delta.tables.extend(keys);
        edit(&mut self.registry)
    }

    /// Notes that this draft of a live change leaves the namespaces that it touches otherwise than
    /// their texts made them.
    pub fn mark_edited(&mut self, before: &World) {
        let mut touched: Vec<NsName> = self.delta.namespaces.keys().copied().collect();
        for key in self.delta.tables.iter() {
            touched.extend(self.registry.changed_owners(&before.registry, *key));
        }
        for name in touched {
            let home = self.namespaces.get(&name).and_then(|n| n.home);
            let name = home.unwrap_or(name);
            // Most are marked already, or have no text: then nothing is copied.
            let ns = self.namespaces.get(&name);
            if ns.is_some_and(|ns| ns.source.is_some() && !ns.edited)
                && let Some(ns) = self.namespaces.get_mut(&name)
            {
                Arc::make_mut(ns).edited = true;
            }
        }
    }

    /// Drops from the delta what is identical in the parent after all.
    pub fn trim_delta(&mut self, parent: &World) {
        let (slots, namespaces) = (&self.slots, &self.namespaces);
        let mut kept = HashMap::default();
        for (name, delta) in self.delta.namespaces.iter() {
            let mut delta = delta.clone();
            delta
                .vars
                .retain(|v| !same(slots.get(v.slot()), parent.slots.get(v.slot())));
            if !same(namespaces.get(name), parent.namespaces.get(name)) {
                kept.insert(*name, delta);
            }
        }
        self.delta.namespaces = kept;
        self.delta.layers &= !self.layers.same(&parent.layers);
        let registry = &self.registry;
        self.delta
            .tables
            .retain(|key| !registry.same_table(&parent.registry, *key));
    }

    fn touch(&mut self, var: VarName) {
        let delta = self.delta.namespaces.entry(var.ns()).or_default();
        delta.vars.insert(var);
    }

    fn add_uses<'a>(&mut self, user: NsName, links: impl IntoIterator<Item = &'a super::Link>) {
        for link in links {
            if !self.uses.knows(user, link) {
                Arc::make_mut(&mut self.uses).add_link(user, link);
            }
        }
    }
}

/// What of a namespace the indices depend on.
#[derive(PartialEq, Eq)]
struct Shape {
    is_new: bool,
    requires: usize,
    inputs: *const super::Input,
    home: Option<NsName>,
    has_text: bool,
}

impl Shape {
    fn of(ns: &Namespace) -> Shape {
        Shape {
            is_new: ns.requires.is_empty() && ns.bindings.is_empty(),
            requires: ns.requires.len(),
            inputs: ns.inputs.as_ptr(),
            home: ns.home,
            has_text: ns.source.is_some(),
        }
    }
}

/// Whether both are the identical object, or both missing.
pub(crate) fn same<T>(a: Option<&Arc<T>>, b: Option<&Arc<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => Arc::ptr_eq(a, b),
        (None, None) => true,
        _ => false,
    }
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "World(id {}, generation {})", self.id, self.generation)
    }
}

/// What `def` says about a definition, before a world turns it into a binding.
#[derive(Debug)]
pub struct Definition {
    /// The var.
    pub var: VarName,
    /// The value; none for `(def x)`, which keeps an existing value.
    pub value: Option<Value>,
    /// Metadata map, or nil.
    pub meta: Value,
    /// Marks that follow from the metadata.
    pub flags: Flags,
    /// The defining form.
    pub span: crate::Span,
    /// What the code of the form uses.
    pub links: Arc<[super::Link]>,
}

impl Definition {
    /// A definition of a value without metadata.
    pub fn new(var: VarName, value: Value) -> Definition {
        Definition {
            var,
            value: Some(value),
            meta: Value::NIL,
            flags: Flags::default(),
            span: crate::Span::NONE,
            links: Arc::from([]),
        }
    }

    /// The binding in a world; a definition without a value keeps the one that is there.
    pub fn to_binding(&self, world: &World) -> Arc<Binding> {
        let kept = || {
            world
                .binding(self.var)
                .and_then(|b| b.plain().value().cloned())
        };
        let definition = Definition {
            var: self.var,
            value: self.value.clone().or_else(kept),
            meta: self.meta.clone(),
            flags: self.flags,
            span: self.span,
            links: self.links.clone(),
        };
        Arc::new(definition.into_binding(world.stamp.clone()))
    }

    /// The binding for a generation; without a value it is unbound.
    pub fn into_binding(self, generation: Stamp) -> Binding {
        let mut binding = Binding::new(
            self.var,
            self.value.unwrap_or_else(|| Value::unbound(self.var)),
        );
        binding.fill_meta(self.meta);
        binding.flags = self.flags;
        binding.span = self.span;
        binding.generation = generation;
        binding.links = self.links;
        binding
    }
}

impl World {
    /// Links of a namespace's code: every use of a var, with the definition it is in, if any.
    pub fn links_of(
        &self,
        ns: NsName,
    ) -> impl Iterator<Item = (Option<&Arc<Binding>>, &super::Link)> + '_ {
        self.namespace(ns).into_iter().flat_map(|ns| {
            let defined = ns.bindings.values();
            let defined = defined.flat_map(|b| b.links.iter().map(move |l| (Some(b), l)));
            defined.chain(ns.links.iter().map(|l| (None, l)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::Symbol;
    use crate::world::registry::{Hook, MethodTable};
    use crate::world::{Link, Usage};

    fn world() -> World {
        World::empty(ClassTable::default())
    }
    fn var(name: &str) -> VarName {
        VarName::from_parts("state.test", name)
    }
    fn def(w: &mut World, name: &str, n: i64) {
        w.define(Arc::new(Binding::new(var(name), Value::int(n))));
    }
    fn int(w: &World, name: &str) -> Option<i64> {
        w.binding(var(name))?.value()?.as_int()
    }
    fn changed(w: &World) -> Vec<String> {
        let mut names: Vec<_> = w.delta().vars().map(|v| v.name().to_string()).collect();
        names.sort_unstable();
        names
    }

    #[test]
    fn a_branch_has_its_own_id_and_leaves_its_parent_alone() {
        let mut a = world();
        def(&mut a, "x", 1);
        let mut b = a.branch();
        def(&mut b, "x", 2);
        def(&mut b, "y", 3);
        assert_eq!((int(&a, "x"), int(&a, "y")), (Some(1), None));
        assert_eq!((int(&b, "x"), int(&b, "y")), (Some(2), Some(3)));
        assert_ne!(a.id(), b.id());
        assert_eq!(b.parent(), a.id());
        assert_eq!(changed(&b), ["x", "y"]);
    }

    #[test]
    fn editing_a_draft_goes_on_and_editing_a_published_world_branches_off() {
        let mut published = world();
        published.seal(7);
        let mut draft = published.edit();
        def(&mut draft, "x", 1);
        let mut next = draft.edit();
        def(&mut next, "y", 1);
        assert!(next.is_draft() && next.parent() == published.id());
        assert_eq!(changed(&next), ["x", "y"]);
    }

    #[test]
    fn a_step_goes_on_with_the_same_change() {
        let mut a = world().branch();
        def(&mut a, "x", 1);
        let mut b = a.step();
        def(&mut b, "y", 2);
        assert_eq!(changed(&b), ["x", "y"]);
        assert_eq!(b.parent(), a.parent());
        assert_ne!(b.id(), a.id());
    }

    #[test]
    fn a_cleared_namespace_loses_names_and_registrations_but_gives_back_values() {
        let mut w = world();
        def(&mut w, "x", 1);
        let mut once = Binding::new(var("state"), Value::int(5));
        once.flags.once = true;
        w.define(Arc::new(once));
        let kind = Symbol::simple("tap");
        let hook = Hook {
            key: Value::int(1),
            value: Value::NIL,
            owner: NsName::new("state.test"),
        };
        w.edit_registry([TableKey::Hooks(kind)], |r| {
            r.set_hooks(kind, [hook].into_iter().collect())
        });
        let mut next = w.branch();
        let kept = next.clear_namespace(NsName::new("state.test"));
        assert_eq!(kept.len(), 2);
        assert_eq!(int(&next, "x"), None);
        assert_eq!(next.registry().hooks(kind).count(), 0);
        assert!(next.namespace(NsName::new("state.test")).is_some());
        assert_eq!(w.registry().hooks(kind).count(), 1);
        assert_eq!(changed(&next), ["state", "x"]);
    }

    #[test]
    fn the_trimmed_delta_names_only_real_differences() {
        let mut a = world();
        def(&mut a, "x", 1);
        def(&mut a, "y", 2);
        let a = a.branch();
        let mut b = a.branch();
        let x = a.binding(var("x")).expect("defined").clone();
        b.clear_namespace(NsName::new("state.test"));
        b.define(x);
        def(&mut b, "y", 3);
        let multi = var("m");
        b.edit_registry([TableKey::Methods(multi)], |r| {
            r.set_methods(multi, MethodTable::default());
        });
        b.trim_delta(&a);
        assert_eq!(changed(&b), ["y"]);
        assert!(b.delta().tables.is_empty());
    }

    #[test]
    fn a_definition_without_a_value_keeps_the_old_one() {
        let mut w = world();
        def(&mut w, "x", 1);
        let mut declared = Definition::new(var("x"), Value::NIL);
        declared.value = None;
        let binding = declared.to_binding(&w);
        assert_eq!(binding.value().and_then(Value::as_int), Some(1));
        let mut fresh = Definition::new(var("z"), Value::NIL);
        fresh.value = None;
        assert!(!fresh.to_binding(&w).is_bound());
    }

    #[test]
    fn going_back_is_a_change_forward_with_the_old_content() {
        let mut old = world();
        def(&mut old, "x", 1);
        def(&mut old, "y", 1);
        let mut newest = old.branch();
        def(&mut newest, "x", 2);
        newest.undefine(var("y"));
        def(&mut newest, "z", 3);
        let newest = newest.branch();
        let back = newest.become_like(&old);
        assert_eq!(
            (int(&back, "x"), int(&back, "y"), int(&back, "z")),
            (Some(1), Some(1), None)
        );
        assert_eq!(back.parent(), newest.id());
        assert_eq!(changed(&back), ["x", "y", "z"]);
    }

    #[test]
    fn callers_are_found_by_what_their_code_uses() {
        let mut w = world();
        def(&mut w, "helper", 1);
        let caller = VarName::from_parts("state.caller", "f");
        let mut binding = Binding::new(caller, Value::int(2));
        binding.links = Arc::from([Link {
            var: var("helper"),
            usage: Usage::Macro,
            span: crate::Span::NONE,
        }]);
        w.define(Arc::new(binding));
        let callers: Vec<_> = w.callers(var("helper")).collect();
        assert_eq!(callers, [NsName::new("state.caller")]);
        let made: Vec<_> = w.uses().made_by(NsName::new("state.test")).collect();
        assert_eq!(made, [NsName::new("state.caller")]);
    }
}
