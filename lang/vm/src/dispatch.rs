//! Dispatch through the world's registries: multimethods, protocols, methods of types.
//!
//! A method is looked up in the world of whoever calls, so a pinned turn sees the methods of its
//! own world. What a look-up by type found is kept in a small table per thread, tagged with the
//! world's id, since calls of one site mostly see the same types.

use crate::class::{class_of, supers};
use crate::cx::Cx;
use crate::{assoc, seq, shape};
use clutch_core::class::{OBJECT, TypeKind};
use clutch_core::coll::{KeyOps, Vector};
use clutch_core::func::{MultiFn, ProtocolFn};
use clutch_core::object::Instance;
use clutch_core::world::registry::{MethodTable, TypeKey};
use clutch_core::{Keyword, R, Symbol, Thrown, TypeInfo, Value, VarName, View};
use std::sync::{Arc, LazyLock};

/// Entries of the per-thread table of protocol look-ups; a power of two.
const CACHE: usize = 256;

struct CacheEntry {
    world: u64,
    method: u32,
    ty: usize,
    function: Value,
}

/// Look-ups of protocol methods that this thread made last.
#[derive(Default)]
pub(crate) struct DispatchCache {
    entries: Vec<Option<CacheEntry>>,
    /// World of the newest entry; 0 if there is none.
    world: u64,
    /// Whether there are entries of other worlds.
    mixed: bool,
}

impl DispatchCache {
    fn index(method: u32, ty: usize) -> usize {
        (ty >> 4).wrapping_add(method as usize * 31) & (CACHE - 1)
    }
    fn get(&self, world: u64, method: u32, ty: usize) -> Option<&Value> {
        let entry = self.entries.get(Self::index(method, ty))?.as_ref()?;
        let hit = entry.world == world && entry.method == method && entry.ty == ty;
        hit.then_some(&entry.function)
    }
    fn put(&mut self, world: u64, method: u32, ty: usize, function: Value) {
        if self.entries.is_empty() {
            self.entries.resize_with(CACHE, || None);
        }
        self.mixed |= !matches!(self.world, 0) && self.world != world;
        self.world = world;
        self.entries[Self::index(method, ty)] = Some(CacheEntry {
            world,
            method,
            ty,
            function,
        });
    }
    /// Lets go of what is of other worlds than this one.
    pub(crate) fn keep_only(&mut self, world: u64) {
        if self.mixed || self.world != world {
            self.entries.clear();
            self.world = 0;
            self.mixed = false;
        }
    }
}

/// The pseudo var under which a type's own methods are registered, all interfaces together.
pub static OWN_METHODS: LazyLock<VarName> =
    LazyLock::new(|| VarName::from_parts("clutch.interface", "*"));

fn type_key(v: &Value) -> Option<&'static TypeInfo> {
    if v.is_nil() { None } else { Some(class_of(v)) }
}

// ---- protocols

/// The implementation of a protocol method for the type of the first argument.
pub(crate) fn protocol_method(cx: &mut Cx, p: &ProtocolFn, args: &[Value]) -> R {
    let Some(target) = args.first() else {
        return Err(Thrown::arity(
            0,
            &format!("{}/{}", p.protocol.ns(), p.method),
        ));
    };
    if let Some(new) = shape::current(cx, target)? {
        return with_first(cx, p, args, new);
    }
    let ty = type_key(target);
    let address = ty.map_or(0, |t| std::ptr::from_ref(t) as usize);
    let world = cx.context.world_id();
    if let Some(f) = cx.dispatch.get(world, p.id, address) {
        return Ok(f.clone());
    }
    if let Some(f) = reified(target, p.protocol, p.method) {
        return Ok(f);
    }
    let via_metadata = {
        let registry = cx.context.world().registry();
        registry
            .protocol(p.protocol)
            .is_some_and(|d| d.via_metadata)
    };
    if via_metadata && let Some(f) = from_metadata(cx, p, target)? {
        return Ok(f);
    }
    match implementation(cx, p.protocol, p.method, ty) {
        Some(f) => {
            if !via_metadata {
                cx.dispatch.put(world, p.id, address, f.clone());
            }
            Ok(f)
        }
        None => Err(no_implementation(p.method, p.protocol, ty)),
    }
}

/// The implementation for a value that stands for the first argument, as a function that is
/// called with the arguments as they are.
#[cold]
fn with_first(cx: &mut Cx, p: &ProtocolFn, args: &[Value], first: Value) -> R {
    let mut shown: Vec<Value> = args.to_vec();
    shown[0] = first.clone();
    let f = protocol_method(cx, p, &shown)?;
    Ok(shape::with_first(p.method.name(), f, first))
}

fn no_implementation(method: Symbol, protocol: VarName, ty: Option<&TypeInfo>) -> Box<Thrown> {
    Thrown::illegal_argument(format!(
        "No implementation of method: :{method} of protocol: #'{protocol} found for class: {}",
        ty.map_or("nil", |t| t.name)
    ))
}

/// A method of a `reify` object: its fields are its methods, and its last value the protocols.
fn reified(target: &Value, protocol: VarName, method: Symbol) -> Option<Value> {
    let i = target.get::<Instance>()?;
    if i.ty.kind != TypeKind::Reify || !reifies(i, protocol) {
        return None;
    }
    i.ty.field_index(method).map(|n| i.fields[n].clone())
}

/// Whether a `reify` object names the protocol.
pub fn reifies(i: &Instance, protocol: VarName) -> bool {
    let named = i
        .fields
        .get(i.ty.fields.len())
        .and_then(Value::get::<Vector>);
    named.is_some_and(|v| v.iter().any(|p| p.same(&Value::var(protocol))))
}

fn from_metadata(cx: &mut Cx, p: &ProtocolFn, target: &Value) -> R<Option<Value>> {
    let meta = crate::meta::meta(target);
    if meta.is_nil() {
        return Ok(None);
    }
    let key = Symbol::new(Some(p.protocol.ns().name()), p.method.name());
    let f = assoc::get(cx, &meta, &Value::symbol(key))?;
    Ok((!f.is_nil()).then_some(f))
}

/// The function of the implementation that a type falls under.
fn implementation(
    cx: &Cx,
    protocol: VarName,
    method: Symbol,
    ty: Option<&'static TypeInfo>,
) -> Option<Value> {
    let owner = implementing(cx, protocol, ty)?;
    let found = cx.context.world().registry();
    let found = found.implementation(protocol, TypeKey(owner))?;
    found.functions.get(&method).cloned()
}

/// The type for which a protocol was implemented that a value falls under; `Some(None)` is nil.
pub fn implementer(cx: &Cx, protocol: VarName, v: &Value) -> Option<Option<&'static TypeInfo>> {
    implementing(cx, protocol, type_key(v))
}

/// The type whose implementation counts for `ty`: itself, the nearest of its superclasses, of its
/// interfaces one that no other is below of, and `Object` last.
fn implementing(
    cx: &Cx,
    protocol: VarName,
    ty: Option<&'static TypeInfo>,
) -> Option<Option<&'static TypeInfo>> {
    let registry = cx.context.world().registry();
    let has = |t: Option<&'static TypeInfo>| {
        let found = registry.implementation(protocol, TypeKey(t));
        found.is_some()
    };
    if has(ty) {
        return Some(ty);
    }
    let mut best: Option<&'static TypeInfo> = None;
    for over in supers(ty?) {
        if std::ptr::eq(over, &OBJECT) || !has(Some(over)) {
            continue;
        }
        if over.kind != TypeKind::Interface {
            return Some(Some(over));
        }
        if best.is_none_or(|b| over.is_a(b)) {
            best = Some(over);
        }
    }
    match best {
        Some(best) => Some(Some(best)),
        None => has(Some(&OBJECT)).then_some(Some(&OBJECT)),
    }
}

/// The method of this name that the type of an instance implements itself (inline in `deftype`,
/// `defrecord` or `reify`), as a function that takes the instance first. Of an instance of an
/// older version it is the method of what this world sees, which it passes on to it.
pub fn interface_method(cx: &mut Cx, v: &Value, name: &str) -> R<Option<Value>> {
    let Some(i) = v.get::<Instance>() else {
        return Ok(None);
    };
    if let Some(new) = shape::current(cx, v)? {
        let f = interface_method(cx, &new, name)?;
        return Ok(f.map(|f| shape::with_first(name, f, new)));
    }
    Ok(own_method(cx, i, Symbol::simple(name)))
}

/// See [`interface_method`].
pub fn own_method(cx: &Cx, i: &Instance, name: Symbol) -> Option<Value> {
    if i.ty.kind == TypeKind::Reify {
        return i.ty.field_index(name).map(|n| i.fields[n].clone());
    }
    let registry = cx.context.world().registry();
    let own = registry.implementation(*OWN_METHODS, TypeKey(Some(i.ty)))?;
    own.functions.get(&name).cloned()
}

// ---- multimethods

/// The method of a multimethod for these arguments.
pub(crate) fn method(cx: &mut Cx, m: &MultiFn, args: &[Value]) -> R {
    let value = cx.call(&m.dispatch, args.iter().cloned().collect())?;
    match method_for(cx, m, &value)? {
        Some(f) => Ok(f),
        None => {
            let shown = crate::print::pr_str(cx, &value)?;
            Err(Thrown::illegal_argument(format!(
                "No method in multimethod '{}' for dispatch value: {shown}",
                m.var.name()
            )))
        }
    }
}

/// The method that a multimethod has for a dispatch value: its own, the preferred one of those
/// that fit by `isa?`, or the default.
pub fn method_for(cx: &mut Cx, m: &MultiFn, value: &Value) -> R<Option<Value>> {
    let Some(table) = cx.context.world().registry().methods(m.var).cloned() else {
        return fallback(cx, m);
    };
    let by_value = methods_map(cx, &table)?;
    let exact = assoc::get(cx, &by_value, value)?;
    if !exact.is_nil() {
        return Ok(Some(exact));
    }
    let hierarchy = hierarchy_of(cx, m)?;
    let mut best: Option<(Value, Value)> = None;
    for entry in &table.methods {
        if !isa(cx, &hierarchy, value, &entry.dispatch)? {
            continue;
        }
        let found = (entry.dispatch.clone(), entry.function.clone());
        best = Some(match best {
            None => found,
            Some(old) => {
                if dominates(cx, &table, &hierarchy, &found.0, &old.0)? {
                    found
                } else if dominates(cx, &table, &hierarchy, &old.0, &found.0)? {
                    old
                } else {
                    return Err(ambiguous(cx, m, value, &found.0, &old.0)?);
                }
            }
        });
    }
    if let Some((_, f)) = best {
        return Ok(Some(f));
    }
    let default = assoc::get(cx, &by_value, &m.default)?;
    if default.is_nil() {
        return fallback(cx, m);
    }
    Ok(Some(default))
}

/// The function that a multimethod of the library falls back on: under `:clutch.rt/fallback` in
/// its metadata.
fn fallback(cx: &mut Cx, m: &MultiFn) -> R<Option<Value>> {
    if m.meta.is_nil() {
        return Ok(None);
    }
    let key = Value::keyword(Keyword::new(Some("clutch.rt"), "fallback"));
    let f = assoc::get(cx, &m.meta, &key)?;
    Ok((!f.is_nil()).then_some(f))
}

fn ambiguous(cx: &mut Cx, m: &MultiFn, value: &Value, a: &Value, b: &Value) -> R<Box<Thrown>> {
    let value = crate::print::pr_str(cx, value)?;
    let a = crate::print::pr_str(cx, a)?;
    let b = crate::print::pr_str(cx, b)?;
    Ok(Thrown::illegal_argument(format!(
        "Multiple methods in multimethod '{}' match dispatch value: {value} -> {a} and {b}, and neither is preferred",
        m.var.name()
    )))
}

/// The methods as a language map; made once per table.
pub fn methods_map(cx: &mut Cx, table: &Arc<MethodTable>) -> R {
    if let Some(map) = table.by_value.get() {
        return Ok(map.clone());
    }
    let mut map = assoc::map_literal(cx, Vec::new())?;
    for m in &table.methods {
        map = assoc::assoc(cx, map, m.dispatch.clone(), m.function.clone())?;
    }
    Ok(table.by_value.get_or_init(|| map).clone())
}

fn hierarchy_of(cx: &mut Cx, m: &MultiFn) -> R {
    match m.hierarchy.view() {
        View::Nil => global_hierarchy(cx),
        View::Var(var) => cx.var_value(var),
        _ => Ok(m.hierarchy.clone()),
    }
}

/// The global hierarchy as `make-hierarchy` shapes it; made once per table of derivations.
pub fn global_hierarchy(cx: &mut Cx) -> R {
    let table = cx.context.world().registry().derives().clone();
    if let Some(h) = table.hierarchy.get() {
        return Ok(h.clone());
    }
    let make = cx.var_value(VarName::from_parts("clojure.core", "make-hierarchy"))?;
    let derive = cx.var_value(VarName::from_parts("clojure.core", "derive"))?;
    let mut h = cx.call0(&make)?;
    for pair in &table.pairs {
        h = cx.call3(&derive, h, pair.first.clone(), pair.second.clone())?;
    }
    Ok(table.hierarchy.get_or_init(|| h).clone())
}

/// `isa?` in a hierarchy.
pub fn isa(cx: &mut Cx, hierarchy: &Value, child: &Value, parent: &Value) -> R<bool> {
    if KeyOps::equal(cx, child, parent)? {
        return Ok(true);
    }
    if let (View::Class(c), View::Class(p)) = (child.view(), parent.view())
        && crate::class::is_subclass(c, p)
    {
        return Ok(true);
    }
    if let (Some(c), Some(p)) = (child.get::<Vector>(), parent.get::<Vector>()) {
        if c.count() != p.count() {
            return Ok(false);
        }
        for (c, p) in c.iter().zip(p.iter()) {
            if !isa(cx, hierarchy, c, p)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let ancestors = assoc::get(cx, hierarchy, &Value::keyword(Keyword::simple("ancestors")))?;
    if has_ancestor(cx, &ancestors, child, parent)? {
        return Ok(true);
    }
    if let View::Class(c) = child.view() {
        for over in supers(c) {
            if has_ancestor(cx, &ancestors, &Value::class(over), parent)? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn has_ancestor(cx: &mut Cx, ancestors: &Value, child: &Value, parent: &Value) -> R<bool> {
    let set = assoc::get(cx, ancestors, child)?;
    Ok(!set.is_nil() && assoc::contains(cx, &set, parent)?)
}

/// Whether the method for `x` is chosen over that for `y`: by preference, or as more special.
fn dominates(
    cx: &mut Cx,
    table: &Arc<MethodTable>,
    hierarchy: &Value,
    x: &Value,
    y: &Value,
) -> R<bool> {
    Ok(prefers(cx, table, hierarchy, x, y)? || isa(cx, hierarchy, x, y)?)
}

fn prefers(
    cx: &mut Cx,
    table: &Arc<MethodTable>,
    hierarchy: &Value,
    x: &Value,
    y: &Value,
) -> R<bool> {
    if table.prefers.is_empty() {
        return Ok(false);
    }
    for pair in &table.prefers {
        if KeyOps::equal(cx, &pair.first, x)? && KeyOps::equal(cx, &pair.second, y)? {
            return Ok(true);
        }
    }
    for parent in parents(cx, hierarchy, y)? {
        if prefers(cx, table, hierarchy, x, &parent)? {
            return Ok(true);
        }
    }
    for parent in parents(cx, hierarchy, x)? {
        if prefers(cx, table, hierarchy, &parent, y)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn parents(cx: &mut Cx, hierarchy: &Value, tag: &Value) -> R<Vec<Value>> {
    let all = assoc::get(cx, hierarchy, &Value::keyword(Keyword::simple("parents")))?;
    let set = assoc::get(cx, &all, tag)?;
    let mut out = seq::to_vec(cx, set)?;
    if let View::Class(c) = tag.view() {
        out.extend(c.supers.iter().map(|t| Value::class(t)));
    }
    Ok(out)
}
