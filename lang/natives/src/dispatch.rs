//! What `defmulti`, `defprotocol`, `extend`, `deftype` and `reify` come down to: changes of the
//! world's registries, owned by the current namespace, and look-ups in them.

use clutch_core::class::{OBJECT, TypeKind, user_type};
use clutch_core::coll::{KeyOps, List};
use clutch_core::func::{MultiFn, ProtocolFn};
use clutch_core::native::Native;
use clutch_core::object::Instance;
use clutch_core::world::cell::What;
use clutch_core::world::registry::{
    Implementation, Method, MethodTable, NamedType, Pair, Protocol, TableKey, TypeKey,
};
use clutch_core::{Keyword, R, Symbol, Thrown, TypeInfo, Value, VarName, View};
use clutch_derive::{native, natives};
use clutch_vm::{Args, Cx, assoc, class, dispatch, seq, shape};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

fn var_of(symbol: Symbol) -> VarName {
    VarName::from_parts(symbol.ns().unwrap_or("user"), symbol.name())
}

fn multi(v: &Value) -> R<&MultiFn> {
    v.get::<MultiFn>()
        .ok_or_else(|| clutch_vm::convert::not_castable(v, "clojure.lang.MultiFn"))
}

// ---- multimethods

/// Makes a multimethod: qualified name, dispatch function, default dispatch value, hierarchy var
/// or nil, metadata or nil. Its methods are in the world's registry under the name.
///
/// (do (defmulti shout identity) (ifn? shout)) ;=> true
#[native("clutch.rt", "make-multi")]
fn make_multi(name: Symbol, dispatch: Value, default: Value, hierarchy: Value, meta: Value) -> R {
    Ok(Value::new(MultiFn {
        var: var_of(name),
        dispatch,
        default,
        hierarchy,
        meta,
    }))
}

/// Position of the entry with an equal dispatch value.
fn position(cx: &mut Cx, table: &MethodTable, value: &Value) -> R<Option<usize>> {
    for (i, m) in table.methods.iter().enumerate() {
        if cx.equal(&m.dispatch, value)? {
            return Ok(Some(i));
        }
    }
    Ok(None)
}

/// Changes the table of a multimethod. `edit` sees the table as it is when it is changed.
fn change_methods(cx: &mut Cx, var: VarName, mut edit: impl FnMut(&mut MethodTable)) -> R<()> {
    cx.context.change(What::Register, |world| {
        world.edit_registry([TableKey::Methods(var)], |registry| {
            let mut table = registry
                .methods(var)
                .map(|t| (**t).clone())
                .unwrap_or_default();
            edit(&mut table);
            registry.set_methods(var, MethodTable::with(table.methods, table.prefers));
        });
    })
}

fn current_methods(cx: &Cx, var: VarName) -> MethodTable {
    cx.context
        .world()
        .registry()
        .methods(var)
        .map(|t| (**t).clone())
        .unwrap_or_default()
}

/// Adds a method to a multimethod, or replaces the one for an equal dispatch value.
///
/// (do (defmulti m identity) (defmethod m 1 [_] :one) (m 1)) ;=> :one
#[native("clutch.rt", "add-method!")]
fn add_method(cx: &mut Cx, multifn: Value, dispatch: Value, function: Value) -> R {
    let var = multi(&multifn)?.var;
    let table = current_methods(cx, var);
    let old = position(cx, &table, &dispatch)?.map(|i| table.methods[i].dispatch.clone());
    let owner = cx.current_ns();
    change_methods(cx, var, |table| {
        let method = Method {
            dispatch: dispatch.clone(),
            function: function.clone(),
            owner,
        };
        let at = old
            .as_ref()
            .and_then(|o| table.methods.iter().position(|m| m.dispatch.same(o)));
        match at {
            Some(i) => table.methods[i] = method,
            None => table.methods.push_back(method),
        }
    })?;
    Ok(multifn)
}

/// Removes the method for a dispatch value.
///
/// (do (defmulti m identity) (defmethod m 1 [_] :one) (remove-method m 1) (methods m)) ;=> {}
#[native("clutch.rt", "remove-method!")]
fn remove_method(cx: &mut Cx, multifn: Value, dispatch: Value) -> R {
    let var = multi(&multifn)?.var;
    let table = current_methods(cx, var);
    if let Some(i) = position(cx, &table, &dispatch)? {
        let old = table.methods[i].dispatch.clone();
        change_methods(cx, var, |table| {
            table.methods.retain(|m| !m.dispatch.same(&old))
        })?;
    }
    Ok(multifn)
}

/// Removes all methods.
///
/// (do (defmulti m identity) (remove-all-methods m) (methods m)) ;=> {}
#[native("clutch.rt", "remove-all-methods!")]
fn remove_all_methods(cx: &mut Cx, multifn: Value) -> R {
    change_methods(cx, multi(&multifn)?.var, |table| {
        *table = MethodTable::default()
    })?;
    Ok(multifn)
}

/// Records that one dispatch value is preferred over another.
///
/// (do (defmulti m identity) (prefer-method m :a :b) (prefers m)) ;=> {:a #{:b}}
#[native("clutch.rt", "prefer-method!")]
fn prefer_method(cx: &mut Cx, multifn: Value, first: Value, second: Value) -> R {
    let var = multi(&multifn)?.var;
    for pair in &current_methods(cx, var).prefers {
        if cx.equal(&pair.first, &second)? && cx.equal(&pair.second, &first)? {
            let a = clutch_vm::print::pr_str(cx, &first)?;
            let b = clutch_vm::print::pr_str(cx, &second)?;
            return Err(Thrown::illegal_state(format!(
                "Preference conflict in multimethod '{}': {b} is already preferred to {a}",
                var.name()
            )));
        }
    }
    let owner = cx.current_ns();
    change_methods(cx, var, |table| {
        table.prefers.push_back(Pair {
            first: first.clone(),
            second: second.clone(),
            owner,
        });
    })?;
    Ok(multifn)
}

/// The methods as a map from dispatch value to function.
///
/// (do (defmulti m identity) (defmethod m 1 [_] 1) (count (methods m))) ;=> 1
#[native("clutch.rt", "methods-of")]
fn methods_of(cx: &mut Cx, multifn: Value) -> R {
    match cx
        .context
        .world()
        .registry()
        .methods(multi(&multifn)?.var)
        .cloned()
    {
        Some(table) => dispatch::methods_map(cx, &table),
        None => assoc::map_literal(cx, Vec::new()),
    }
}

/// The method for a dispatch value, or nil.
///
/// (do (defmulti m identity) (get-method m 1)) ;=> nil
#[native("clutch.rt", "method-for")]
fn method_for(cx: &mut Cx, multifn: Value, dispatch: Value) -> R {
    let found = dispatch::method_for(cx, multi(&multifn)?, &dispatch)?;
    Ok(found.unwrap_or_default())
}

/// The preferences as a map from dispatch value to the set of those it is preferred to.
///
/// (do (defmulti m identity) (prefers m)) ;=> {}
#[native("clutch.rt", "prefers-of")]
fn prefers_of(cx: &mut Cx, multifn: Value) -> R {
    let mut map = assoc::map_literal(cx, Vec::new())?;
    for pair in &current_methods(cx, multi(&multifn)?.var).prefers {
        let old = assoc::get(cx, &map, &pair.first)?;
        let set = if old.is_nil() {
            assoc::set_literal(cx, Vec::new())?
        } else {
            old
        };
        let set = clutch_vm::conj::conj(cx, set, pair.second.clone())?;
        map = assoc::assoc(cx, map, pair.first.clone(), set)?;
    }
    Ok(map)
}

// ---- the global hierarchy

/// The global hierarchy, shaped as `make-hierarchy` does.
///
/// (isa? Long Number) ;=> true
#[native("clutch.rt", "global-hierarchy")]
fn global_hierarchy(cx: &mut Cx) -> R {
    dispatch::global_hierarchy(cx)
}

/// Adds a pair to the global hierarchy, owned by the current namespace.
///
/// (do (derive ::dog ::animal) (isa? ::dog ::animal)) ;=> true
#[native("clutch.rt", "derive!")]
fn derive(cx: &mut Cx, child: Value, parent: Value) -> R {
    let table = cx.context.world().registry().derives().clone();
    for pair in &table.pairs {
        if cx.equal(&pair.first, &child)? && cx.equal(&pair.second, &parent)? {
            return Ok(Value::NIL);
        }
    }
    // Makes the hierarchy once with the pair, so that a cycle is refused before it is recorded.
    let h = dispatch::global_hierarchy(cx)?;
    let f = cx.var_value(VarName::from_parts("clojure.core", "derive"))?;
    cx.call3(&f, h, child.clone(), parent.clone())?;
    let owner = cx.current_ns();
    cx.context.change(What::Register, |world| {
        world.edit_registry([TableKey::Derives], |registry| {
            let mut pairs = registry.derives().pairs.clone();
            pairs.push_back(Pair {
                first: child.clone(),
                second: parent.clone(),
                owner,
            });
            registry.set_derives(pairs);
        });
    })?;
    Ok(Value::NIL)
}

/// Removes a pair from the global hierarchy.
///
/// (do (derive ::d ::a) (underive ::d ::a) (isa? ::d ::a)) ;=> false
#[native("clutch.rt", "underive!")]
fn underive(cx: &mut Cx, child: Value, parent: Value) -> R {
    let table = cx.context.world().registry().derives().clone();
    let mut gone = None;
    for pair in &table.pairs {
        if cx.equal(&pair.first, &child)? && cx.equal(&pair.second, &parent)? {
            gone = Some((pair.first.clone(), pair.second.clone()));
        }
    }
    if let Some((first, second)) = gone {
        cx.context.change(What::Register, |world| {
            world.edit_registry([TableKey::Derives], |registry| {
                let mut pairs = registry.derives().pairs.clone();
                pairs.retain(|p| !(p.first.same(&first) && p.second.same(&second)));
                registry.set_derives(pairs);
            });
        })?;
    }
    Ok(Value::NIL)
}

// ---- protocols

/// Dense numbers of (protocol, method), for call caches.
static METHOD_IDS: LazyLock<Mutex<FxHashMap<(VarName, Symbol), u32>>> =
    LazyLock::new(Mutex::default);

/// Defines a protocol in the registry; gives its value, a map that names its var.
///
/// (do (defprotocol P (m [x])) (:var P)) ;=> #'user/P
#[native("clutch.rt", "make-protocol!")]
fn make_protocol(cx: &mut Cx, name: Symbol, sigs: Value, options: Value) -> R {
    let var = var_of(name);
    let mut methods = Vec::new();
    for entry in seq::to_vec(cx, sigs.clone())? {
        let method = seq::first(cx, &entry)?;
        if let Some(k) = method.as_keyword() {
            methods.push(Symbol::simple(k.name()));
        }
    }
    let via = assoc::get(cx, &options, &key("extend-via-metadata"))?;
    let interface_name = format!(
        "{}.{}",
        class::munge(var.ns().name()),
        class::munge(var.name().name())
    );
    let interface = user_type(&interface_name, TypeKind::Interface, Vec::new(), Vec::new());
    let mut value = assoc::map_literal(cx, Vec::new())?;
    for (k, v) in [
        (key("on"), Value::symbol(Symbol::simple(&interface_name))),
        (key("on-interface"), Value::class(interface)),
        (key("var"), Value::var(var)),
        (key("sigs"), sigs),
    ] {
        value = assoc::assoc(cx, value, k, v)?;
    }
    for entry in seq::to_vec(cx, options)? {
        let pair = seq::to_vec(cx, entry)?;
        value = assoc::assoc(cx, value, pair[0].clone(), pair[1].clone())?;
    }
    let owner = cx.current_ns();
    let protocol = Protocol {
        var,
        methods: methods.into(),
        value: value.clone(),
        interface: Some(interface),
        via_metadata: via.truthy(),
        owner,
    };
    cx.context.change(What::Register, |world| {
        let name = Symbol::simple(interface.name);
        world.edit_registry([TableKey::Protocol(var), TableKey::Type(name)], |r| {
            r.set_protocol(protocol.clone());
            let ty = NamedType {
                ty: interface,
                owner,
            };
            r.set_type(name, ty);
        });
    })?;
    Ok(value)
}

/// The function of one method of a protocol, with its parameter vectors.
///
/// (do (defprotocol P (m [x])) (ifn? m)) ;=> true
#[native("clutch.rt", "protocol-fn")]
fn protocol_fn(cx: &mut Cx, protocol: Value, method: Keyword, arglists: Option<Value>) -> R {
    let View::Var(protocol) = protocol.view() else {
        return Err(Thrown::illegal_argument("a protocol is named by its var"));
    };
    let method = Symbol::simple(method.name());
    let arglists = seq::to_vec(cx, arglists.unwrap_or_default())?;
    let mut ids = METHOD_IDS.lock();
    let next = ids.len() as u32;
    let id = *ids.entry((protocol, method)).or_insert(next);
    Ok(Value::new(ProtocolFn {
        protocol,
        method,
        id,
        arglists: List::from_vec(arglists),
    }))
}

fn protocol_var(cx: &mut Cx, protocol: &Value) -> R<VarName> {
    let named = match protocol.view() {
        View::Var(_) => protocol.clone(),
        _ => assoc::get(cx, protocol, &key("var"))?,
    };
    match named.view() {
        View::Var(var) => Ok(var),
        _ => {
            let shown = clutch_vm::print::pr_str(cx, protocol)?;
            Err(Thrown::illegal_argument(format!(
                "{shown} is not a protocol"
            )))
        }
    }
}

fn type_of(v: &Value) -> R<Option<&'static TypeInfo>> {
    match v.view() {
        View::Nil => Ok(None),
        View::Class(t) => Ok(Some(t)),
        _ => Err(clutch_vm::convert::not_castable(v, "java.lang.Class")),
    }
}

/// Implements a protocol for a class or nil with a map from method keyword to function.
///
/// (do (defprotocol P (m [x])) (extend Long P {:m inc}) (m 1)) ;=> 2
#[native("clutch.rt", "extend!")]
fn extend(cx: &mut Cx, ty: Value, protocol: Value, methods: Value) -> R {
    let var = protocol_var(cx, &protocol)?;
    let ty = type_of(&ty)?;
    let mut functions = clutch_core::world::HashMap::default();
    for entry in seq::to_vec(cx, methods.clone())? {
        let pair = seq::to_vec(cx, entry)?;
        if let Some(k) = pair[0].as_keyword() {
            functions.insert(Symbol::simple(k.name()), pair[1].clone());
        }
    }
    let owner = cx.current_ns();
    let new = Implementation {
        functions,
        map: methods,
        owner,
    };
    let table = TableKey::Implementation(var, TypeKey(ty));
    cx.context.change(What::Register, |world| {
        world.edit_registry([table], |r| {
            r.set_implementation(var, TypeKey(ty), new.clone())
        });
    })?;
    Ok(Value::NIL)
}

/// Whether a value's type implements a protocol.
///
/// (do (defprotocol P (m [x])) (satisfies? P 1)) ;=> false
#[native("clutch.rt", "satisfies?")]
fn satisfies(cx: &mut Cx, protocol: Value, x: Value) -> R<bool> {
    let var = protocol_var(cx, &protocol)?;
    let x = shape::into_current(cx, x)?;
    if let Some(i) = x.get::<Instance>()
        && dispatch::reifies(i, var)
    {
        return Ok(true);
    }
    Ok(dispatch::implementer(cx, var, &x).is_some())
}

/// Whether a protocol is implemented for exactly this class.
///
/// (do (defprotocol P (m [x])) (extends? P Long)) ;=> false
#[native("clutch.rt", "extends?")]
fn extends(cx: &mut Cx, protocol: Value, ty: Value) -> R<bool> {
    let var = protocol_var(cx, &protocol)?;
    let ty = type_of(&ty)?;
    let registry = cx.context.world().registry();
    Ok(registry.implementation(var, TypeKey(ty)).is_some())
}

/// The classes that a protocol was extended to, or nil.
///
/// (do (defprotocol P (m [x])) (extenders P)) ;=> nil
#[native("clutch.rt", "extenders")]
fn extenders(cx: &mut Cx, protocol: Value) -> R {
    let var = protocol_var(cx, &protocol)?;
    let registry = cx.context.world().registry();
    let explicit = |t: &TypeKey| {
        registry
            .implementation(var, *t)
            .is_some_and(|i| !i.map.is_nil())
    };
    let types: Vec<Value> = registry
        .extenders(var)
        .filter(explicit)
        .map(|t| t.0.map_or(Value::NIL, Value::class))
        .collect();
    if types.is_empty() {
        return Ok(Value::NIL);
    }
    Ok(List::from_vec(types))
}

/// The map from method keyword to function that implements a protocol for a value, or nil.
///
/// (do (defprotocol P (m [x])) (find-protocol-impl P 1)) ;=> nil
#[native("clutch.rt", "protocol-impl")]
fn protocol_impl(cx: &mut Cx, protocol: Value, x: Value) -> R {
    let var = protocol_var(cx, &protocol)?;
    let Some(ty) = dispatch::implementer(cx, var, &x) else {
        return Ok(Value::NIL);
    };
    let registry = cx.context.world().registry();
    let Some(found) = registry.implementation(var, TypeKey(ty)).cloned() else {
        return Ok(Value::NIL);
    };
    if !found.map.is_nil() {
        return Ok(found.map);
    }
    let mut map = assoc::map_literal(cx, Vec::new())?;
    for (name, f) in &found.functions {
        map = assoc::assoc(cx, map, key(name.name()), f.clone())?;
    }
    Ok(map)
}

// ---- types

/// Defines a type in the current namespace: simple name, class, then protocol or interface and
/// vector of method names and functions in turn. Gives the class.
///
/// (do (deftype T [a]) (.-a (T. 1))) ;=> 1
#[native("clutch.rt", "deftype!")]
fn deftype(cx: &mut Cx, mut args: Args) -> R {
    if args.len() < 2 {
        return Err(Thrown::arity(args.len(), "clutch.rt/deftype!"));
    }
    let rest = args.split_off_from(2);
    let (Some(name), View::Class(class)) = (args[0].as_symbol(), args[1].view()) else {
        return Err(Thrown::illegal_argument(
            "deftype! needs a name and a class",
        ));
    };
    let owner = cx.current_ns();
    let mut own = clutch_core::world::HashMap::default();
    let mut own_from_protocol = Vec::new();
    let mut implementations = Vec::new();
    for pair in rest.chunks(2) {
        let items = seq::to_vec(cx, pair[1].clone())?;
        let mut functions = clutch_core::world::HashMap::default();
        for method in items.chunks(2) {
            if let Some(name) = method[0].as_symbol() {
                functions.insert(name, method[1].clone());
                // Where a protocol uses a name of an interface, `.name` is the interface's.
                let is_protocol = matches!(pair[0].view(), View::Var(_));
                if !is_protocol || own_from_protocol.contains(&name) || !own.contains_key(&name) {
                    own.insert(name, method[1].clone());
                    if is_protocol {
                        own_from_protocol.push(name);
                    }
                }
            }
        }
        if let View::Var(protocol) = pair[0].view() {
            let new = Implementation {
                functions,
                map: Value::NIL,
                owner,
            };
            implementations.push((protocol, new));
        }
    }
    let methods = Implementation {
        functions: own,
        map: Value::NIL,
        owner,
    };
    implementations.push((*dispatch::OWN_METHODS, methods));
    let full = Symbol::simple(class.name);
    cx.context.change(What::Register, |world| {
        world.edit_namespace(owner, |ns| {
            ns.imports.insert(name, class);
        });
        let key = TypeKey(Some(class));
        let tables = implementations
            .iter()
            .map(|(p, _)| TableKey::Implementation(*p, key));
        let tables: Vec<TableKey> = tables.chain([TableKey::Type(full)]).collect();
        world.edit_registry(tables, |registry| {
            registry.set_type(full, NamedType { ty: class, owner });
            for (protocol, new) in &implementations {
                registry.set_implementation(*protocol, key, new.clone());
            }
        });
    })?;
    Ok(args[1].clone())
}

/// An object of an anonymous type: class, vector of protocol vars, then its methods in the order
/// of the class's fields.
///
/// (do (defprotocol P (m [x])) (m (reify P (m [_] 1)))) ;=> 1
#[native("clutch.rt", "reify!")]
fn reify(mut args: Args) -> R {
    if args.len() < 2 {
        return Err(Thrown::arity(args.len(), "clutch.rt/reify!"));
    }
    let methods = args.split_off_from(2);
    let View::Class(class) = args[0].view() else {
        return Err(Thrown::illegal_argument("reify! needs a class"));
    };
    let mut fields = methods.to_vec();
    fields.push(args[1].clone());
    Ok(instance(class, fields, Value::NIL))
}

/// An instance with these field values.
pub fn instance(class: &'static TypeInfo, fields: Vec<Value>, meta: Value) -> Value {
    let mut instance = Instance::new(class, fields);
    instance.meta = meta;
    if class.fields.iter().any(|f| f.mutable) {
        instance.make_mutable();
    }
    Value::new(instance)
}

/// Which shape of its type an instance has, or a class is: 1 for the first that its name had. nil
/// for what is no instance of a record or `deftype`.
///
/// (do (defrecord V [a]) (def v1 (->V 1)) (defrecord V [a b]) [(type-version v1) (type-version V)]) ;=> [1 2]
#[native("clutch.core", "type-version")]
fn type_version(cx: &mut Cx, x: &Value) -> Option<i64> {
    let ty = match x.view() {
        View::Instance(i) => i.ty,
        View::Class(ty) => ty,
        _ => return None,
    };
    let version = cx.context.world().registry().type_version(ty)?;
    i64::try_from(version).ok()
}

/// What a value is in the world that the caller sees: of an instance of an older version of its type
/// what the migrations make of it, also inside of a migration; anything else is what it is. Who
/// keeps the answer lets the old instance go.
///
/// (do (defrecord G [a]) (def g (->G 1)) (defrecord G [a b]) (migrate G {:from 1 :to 2} #(->G (:a %) 2)) (migrated g)) ;=> #user.G{:a 1, :b 2}
/// (migrated 5) ;=> 5
#[native("clutch.core", "migrated")]
fn migrated(cx: &mut Cx, x: Value) -> R {
    Ok(shape::migrated(cx, &x)?.unwrap_or(x))
}

/// Whether a value is an instance of a type made by `deftype`, `defrecord` or `reify`.
///
/// (do (deftype T2 []) (record? (->T2))) ;=> false
#[native("clutch.rt", "user-type?")]
fn is_user_type(x: &Value) -> bool {
    matches!(x.view(), View::Instance(_))
}

/// `clojure.core.protocols/coll-reduce` if the type of a collection extends that protocol, else
/// nil; what the protocol says for all objects is what `reduce` does anyway.
///
/// (do (deftype T3 []) (reduce + 1 (reify clojure.lang.Seqable (seq [_] '(2 3))))) ;=> 6
#[native("clutch.rt", "coll-reduce-impl")]
fn coll_reduce_impl(cx: &mut Cx, coll: &Value) -> R {
    if let Some(now) = shape::current(cx, coll)? {
        return coll_reduce_impl(cx, &now);
    }
    let protocol = VarName::from_parts("clojure.core.protocols", "CollReduce");
    if cx.context.world().registry().protocol(protocol).is_none() {
        return Ok(Value::NIL);
    }
    let reified = coll
        .get::<Instance>()
        .is_some_and(|i| dispatch::reifies(i, protocol));
    let extended = match dispatch::implementer(cx, protocol, coll) {
        Some(Some(ty)) => !std::ptr::eq(ty, &OBJECT),
        _ => false,
    };
    if reified || extended {
        cx.var_value(VarName::from_parts("clojure.core.protocols", "coll-reduce"))
    } else {
        Ok(Value::NIL)
    }
}

/// Makes an interface of the current namespace: qualified name, and its methods as vectors of
/// name and number of arguments. Gives the interface.
///
/// (do (definterface Area (area [])) (.area (reify Area (area [_] 4)))) ;=> 4
#[native("clutch.rt", "make-interface!")]
fn make_interface(cx: &mut Cx, name: Symbol, methods: Value) -> R {
    seq::to_vec(cx, methods)?;
    let ty = user_type(name.name(), TypeKind::Interface, Vec::new(), Vec::new());
    let simple = name.name().rsplit('.').next().unwrap_or(name.name());
    let simple = Symbol::simple(simple);
    let owner = cx.current_ns();
    cx.context.change(What::Register, |world| {
        world.edit_namespace(owner, |ns| {
            ns.imports.insert(simple, ty);
        });
        world.edit_registry([TableKey::Type(name)], |registry| {
            registry.set_type(name, NamedType { ty, owner });
        });
    })?;
    Ok(Value::class(ty))
}

/// Splits arguments in two.
trait SplitArgs {
    fn split_off_from(&mut self, at: usize) -> Args;
}

impl SplitArgs for Args {
    fn split_off_from(&mut self, at: usize) -> Args {
        self.drain(at..).collect()
    }
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    make_multi,
    add_method,
    remove_method,
    remove_all_methods,
    prefer_method,
    methods_of,
    method_for,
    prefers_of,
    global_hierarchy,
    derive,
    underive,
    make_protocol,
    protocol_fn,
    extend,
    satisfies,
    extends,
    extenders,
    protocol_impl,
    deftype,
    reify,
    is_user_type,
    type_version,
    migrated,
    coll_reduce_impl,
    make_interface,
];
