//! Who still holds old code: functions of definitions that were replaced, in what the program's
//! definitions and registrations reach.
//!
//! A function value is code (`spec/reload.md`, RELOAD-13), so a table of handlers, a `comp`, a
//! watch or a queued action keeps the code it was made with. A search looks at a bounded number of
//! values, first where old code is likely: in the namespaces that use what was replaced.

use clutch_core::func::{Closure, Code, Proto};
use clutch_core::world::change::Difference;
use clutch_core::world::registry::TableKey;
use clutch_core::world::{Binding, Namespace, World, WorldCell};
use clutch_core::{Keyword, NsName, Symbol, Tag, Value, VarName, View};
use clutch_vm::reach::{Found, Walk, function_name};
use clutch_vm::var::simple_map;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Values that the search at a publish looks at, in the namespaces that use what is replaced.
const AT_PUBLISH: usize = 20_000;
/// And in some others together: what a publish costs does not grow with the world.
const ELSEWHERE: usize = 1_000;
/// How many others that were loaded from files.
const SOME: usize = 50;

/// A function of before that something holds.
#[derive(Clone, Debug)]
pub struct Held {
    /// The definition that holds it, or the namespace whose registration does.
    pub holder: Symbol,
    /// Where in it: keys, positions, names of functions that captured it, `deref`.
    pub path: Vec<Value>,
    /// The definition that the function was.
    pub name: VarName,
    /// Generation of its code.
    pub generation: u64,
}

/// A sorted collection whose order may not be that of its comparator any more.
#[derive(Clone, Debug)]
pub struct Comparator {
    /// The definition that holds it.
    pub holder: Symbol,
    /// Where in it.
    pub path: Vec<Value>,
    /// What its comparator uses and what is changed.
    pub uses: Vec<VarName>,
}

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

impl Held {
    pub(crate) fn to_value(&self) -> Value {
        simple_map([
            (key("holder"), Value::symbol(self.holder)),
            (key("path"), Value::vector(self.path.clone())),
            (key("name"), Value::symbol(self.name.symbol())),
            (key("generation"), Value::int(self.generation as i64)),
        ])
    }
}

impl Comparator {
    pub(crate) fn to_value(&self) -> Value {
        let uses = self.uses.iter().map(|v| Value::symbol(v.symbol()));
        simple_map([
            (key("holder"), Value::symbol(self.holder)),
            (key("path"), Value::vector(self.path.clone())),
            (key("uses"), Value::vector(uses.collect())),
        ])
    }
}

impl std::fmt::Display for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Held {
            holder,
            name,
            generation,
            ..
        } = self;
        write!(f, "{holder} holds {name} of generation {generation}")
    }
}

impl std::fmt::Display for Comparator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let uses: Vec<String> = self.uses.iter().map(ToString::to_string).collect();
        let uses = uses.join(", ");
        write!(f, "{} is sorted by what {uses} was before", self.holder)
    }
}

// ---- old code --------------------------------------------------------------------------------

/// The definition that a function belongs to, or was made in.
pub(crate) fn definition_of(proto: &Proto) -> Option<VarName> {
    if proto.var.is_some() {
        return proto.var;
    }
    let name = function_name(&proto.name);
    name.ns().map(|ns| VarName::from_parts(ns, name.name()))
}

/// The definition of a function whose code the world does not have any more.
pub(crate) fn replaced(world: &World, f: &Closure) -> Option<VarName> {
    let proto = &f.proto;
    let var = definition_of(proto)?;
    if world.namespace(var.ns()).is_some_and(|n| n.builtin) {
        return None;
    }
    match world.binding(var) {
        Some(binding) if proto.forward.is_some() && is_function_of(binding, var) => None,
        None => proto.var,
        Some(binding) => (!is_code_of(binding, proto)).then_some(var),
    }
}

/// Whether a definition is a function written for its var: what a function that forwards runs.
fn is_function_of(binding: &Binding, var: VarName) -> bool {
    let function = binding.value().and_then(|v| v.get::<Closure>());
    function.is_some_and(|f| f.proto.var == Some(var) && f.captured.is_empty())
}

/// Whether a prototype is part of a definition as it is.
fn is_code_of(binding: &Binding, proto: &Arc<Proto>) -> bool {
    let Some(View::Closure(now)) = binding.value().map(Value::view) else {
        // Wrapped, or never a function: its text tells.
        return binding.span.form_text().is_some_and(|t| {
            let text = proto.span.form_text();
            text.is_some_and(|part| t.contains(&part))
        });
    };
    let mut todo = vec![&now.proto];
    while let Some(next) = todo.pop() {
        if Arc::ptr_eq(next, proto) || same_proto(next, proto) {
            return true;
        }
        todo.extend(next.arities.iter().flat_map(|code| code.protos.iter()));
    }
    false
}

/// Whether two prototypes are the same code.
pub(crate) fn same_proto(a: &Arc<Proto>, b: &Arc<Proto>) -> bool {
    let mut todo = vec![(a, b)];
    while let Some((a, b)) = todo.pop() {
        if Arc::ptr_eq(a, b) {
            continue;
        }
        let same = a.name == b.name
            && a.arities.len() == b.arities.len()
            && a.captures == b.captures
            && a.arities
                .iter()
                .zip(&b.arities)
                .all(|(a, b)| same_code(a, b));
        if !same {
            return false;
        }
        for (a, b) in a.arities.iter().zip(&b.arities) {
            todo.extend(a.protos.iter().zip(&b.protos));
        }
    }
    true
}

fn same_code(a: &Code, b: &Code) -> bool {
    let same_const = |(a, b): (&Value, &Value)| a.same(b) || format!("{a:?}") == format!("{b:?}");
    a.ins == b.ins
        && a.globals == b.globals
        && a.protos.len() == b.protos.len()
        && a.consts.len() == b.consts.len()
        && a.consts.iter().zip(&b.consts).all(same_const)
        && a.cases.len() == b.cases.len()
}

// ---- looking through a world -------------------------------------------------------------------

/// A value met in a world: the definition or namespace that holds it, and the way to it.
pub(crate) struct Met<'a> {
    pub(crate) holder: Symbol,
    pub(crate) found: &'a Found,
    walk: &'a Walk,
    before: &'a [Value],
}

impl Met<'_> {
    pub(crate) fn path(&self) -> Vec<Value> {
        let mut path = self.before.to_vec();
        path.extend(self.walk.path(self.found));
        path
    }
}

/// Looks at what the definitions and registrations of namespaces reach, at most `left` values. Of
/// namespaces of the library only state is looked at.
pub(crate) fn look(
    world: &World,
    namespaces: impl IntoIterator<Item = NsName>,
    mut left: usize,
    visit: &mut dyn FnMut(Met<'_>),
) {
    for name in namespaces {
        let Some(ns) = world.namespace(name) else {
            continue;
        };
        // As many as can be looked at; in order, unless it is cut off anyway.
        let mut holders: Vec<Symbol> = match ns.builtin {
            true => state_of(ns),
            false => ns.holders.iter().take(left).copied().collect(),
        };
        if holders.len() < left {
            holders.sort_unstable();
        }
        let bindings = holders.iter().filter_map(|name| ns.binding(*name));
        for binding in bindings {
            left = left.saturating_sub(1);
            if let Some(value) = binding.value() {
                follow(value, binding.var.symbol(), &[], &mut left, visit);
            }
        }
        let word = |name: &str| Value::symbol(Symbol::simple(name));
        let registry = world.registry();
        for table in registry.owned(name) {
            let holder = name.symbol();
            match table {
                TableKey::Methods(multi) => {
                    let methods = registry.methods(multi);
                    let methods = methods.iter().flat_map(|t| t.methods.iter());
                    for m in methods.filter(|m| m.owner == name) {
                        let multi = Value::symbol(multi.symbol());
                        let way = [word("defmethod"), multi, m.dispatch.clone()];
                        follow(&m.function, holder, &way, &mut left, visit);
                    }
                }
                TableKey::Implementation(protocol, ty) => {
                    let list = registry.implementations(protocol, ty).iter();
                    for implementation in list.filter(|i| i.owner == name) {
                        for (method, f) in &implementation.functions {
                            let way = [
                                word("extend"),
                                ty.0.map_or(Value::NIL, Value::class),
                                Value::symbol(protocol.symbol()),
                                key(method.name()),
                            ];
                            follow(f, holder, &way, &mut left, visit);
                        }
                    }
                }
                TableKey::Hooks(kind) => {
                    for hook in registry.hooks(kind).filter(|h| h.owner == name) {
                        let way = [Value::symbol(kind), hook.key.clone()];
                        follow(&hook.value, holder, &way, &mut left, visit);
                    }
                }
                TableKey::Protocol(_) | TableKey::Derives | TableKey::Type(_) => {}
            }
        }
        if left == 0 {
            return;
        }
    }
}

/// The definitions of a namespace that are atoms, refs or agents.
fn state_of(ns: &Namespace) -> Vec<Symbol> {
    let is_state = |v: &Value| matches!(v.tag(), Tag::Atom | Tag::Ref | Tag::Agent);
    let bindings = ns.bindings.values();
    let state = bindings.filter(|b| b.value().is_some_and(is_state));
    state.map(|b| b.var.name()).collect()
}

fn follow(
    value: &Value,
    holder: Symbol,
    before: &[Value],
    left: &mut usize,
    visit: &mut dyn FnMut(Met<'_>),
) {
    if !value.is_heap() {
        return;
    }
    let mut walk = Walk::new(*left);
    walk.add(value.clone());
    while let Some(found) = walk.next() {
        visit(Met {
            holder,
            found: &found,
            walk: &walk,
            before,
        });
    }
    *left = walk.left();
}

/// Looks at what the program's definitions, their metadata and registrations reach, then at the
/// state of the library, which holds what the program registered there, such as taps, and at the watches of
/// vars, which are in no world.
pub(crate) fn look_everywhere(
    world: &World,
    cell: &WorldCell,
    most: usize,
    visit: &mut dyn FnMut(Met<'_>),
) {
    look(world, of_the_program(world), most, visit);
    let way = [Value::symbol(Symbol::simple("meta"))];
    let (mut left, program) = (most, of_the_program(world));
    let program = program.iter().filter_map(|n| world.namespace(*n));
    for binding in program.flat_map(|ns| ns.bindings.values()) {
        if let Some(meta) = binding.meta() {
            follow(meta, binding.var.symbol(), &way, &mut left, visit);
        }
    }
    let library = world.namespaces().filter(|n| n.builtin);
    look(world, library.map(|n| n.name), most, visit);
    for (var, watches) in cell.watched.all() {
        for (watch, f) in watches {
            let way = [Value::symbol(Symbol::simple("watch")), watch];
            follow(&f, var.symbol(), &way, &mut { most }, visit);
        }
    }
}

/// The namespaces of the program, sorted.
pub(crate) fn of_the_program(world: &World) -> Vec<NsName> {
    let all = world.namespaces().filter(|n| !n.builtin);
    let mut names: Vec<NsName> = all.map(|n| n.name).collect();
    names.sort_unstable();
    names
}

/// Which definitions, registrations and watches hold functions of before: of one definition, or
/// of any.
pub(crate) fn holders(
    world: &World,
    cell: &WorldCell,
    of: Option<VarName>,
    most: usize,
) -> Vec<Held> {
    let mut list: Vec<Held> = Vec::new();
    let wanted = |var: VarName| of.is_none_or(|v| v == var);
    look_everywhere(world, cell, most, &mut |met| {
        note_held(world, &met, wanted, &mut list);
    });
    list
}

fn note_held(world: &World, met: &Met<'_>, of: impl Fn(VarName) -> bool, list: &mut Vec<Held>) {
    let View::Closure(f) = met.found.value.view() else {
        return;
    };
    let Some(var) = replaced(world, f).filter(|var| of(*var)) else {
        return;
    };
    let known = |h: &Held| {
        h.holder == met.holder && h.name == var && h.generation == f.proto.generation.get()
    };
    if !list.iter().any(known) {
        list.push(Held {
            holder: met.holder,
            path: met.path(),
            name: var,
            generation: f.proto.generation.get(),
        });
    }
}

/// What a publish leaves behind: who holds functions that it replaces, and sorted collections
/// whose comparator uses something that it changes.
pub(crate) fn after(
    base: &World,
    now: &World,
    difference: &Difference,
) -> (Vec<Held>, Vec<Comparator>) {
    let is_function = |var: &VarName| {
        let value = base.binding(*var).and_then(|b| b.value());
        value.is_some_and(|v| v.tag() == Tag::Closure)
    };
    let gone = difference.changed.iter().chain(&difference.removed);
    let replaced: FxHashSet<VarName> = gone.copied().filter(is_function).collect();
    let (mut held, mut comparators) = (Vec::new(), Vec::new());
    if replaced.is_empty() {
        return (held, comparators);
    }
    let users = replaced.iter().flat_map(|v| now.callers(*v));
    let users: BTreeSet<NsName> = users.chain(replaced.iter().map(|v| v.ns())).collect();
    // What was made live is more often what somebody tries out and holds.
    let loaded = now
        .namespaces()
        .filter(|n| n.source.is_some() && !n.builtin);
    let others = now.live_namespaces().chain(loaded.take(SOME));
    let others = others.map(|n| n.name).filter(|n| !users.contains(n));
    let others: Vec<NsName> = others.collect();
    let mut visit = |met: Met<'_>| {
        note_held(now, &met, |var| replaced.contains(&var), &mut held);
        if let Some(uses) = used_by_comparator(&met.found.value, &replaced) {
            comparators.push(Comparator {
                holder: met.holder,
                path: met.path(),
                uses,
            });
        }
    };
    look(now, users, AT_PUBLISH, &mut visit);
    look(now, others, ELSEWHERE, &mut visit);
    (held, comparators)
}

fn used_by_comparator(value: &Value, changed: &FxHashSet<VarName>) -> Option<Vec<VarName>> {
    let comparator = match value.view() {
        View::SortedMap(m) => &m.comparator,
        View::SortedSet(s) => &s.comparator,
        _ => return None,
    };
    let f = comparator.get::<Closure>()?;
    let mut uses: FxHashSet<VarName> = FxHashSet::default();
    let mut todo = vec![&f.proto];
    while let Some(proto) = todo.pop() {
        uses.extend(proto.var.filter(|v| changed.contains(v)));
        for code in &proto.arities {
            uses.extend(code.globals.iter().filter(|v| changed.contains(v)));
            todo.extend(&code.protos);
        }
    }
    let mut uses: Vec<VarName> = uses.into_iter().collect();
    uses.sort_unstable_by_key(|v| v.symbol());
    (!uses.is_empty()).then_some(uses)
}
