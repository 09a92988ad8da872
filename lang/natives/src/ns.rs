//! Namespaces and vars: looking names up in the running world, and changing what they mean.
//!
//! Everything here reads `cx.context.world()` and changes it through [`clutch_vm::Context`], so
//! that live code publishes, staged code changes its candidate and a turn forks. Namespace values
//! are names; `create-ns` and friends make sure that the world has one of that name.

use clutch_core::class;
use clutch_core::coll::{Map, Set};
use clutch_core::native::Native;
use clutch_core::world::cell::What;
use clutch_core::world::registry::Hook;
use clutch_core::world::{
    CORE, CoreRefer, Definition, Link, Namespace, Resolved, TableKey, Usage, World,
};
use clutch_core::{NsName, R, Symbol, Thrown, TypeInfo, Value, VarName, View};
use clutch_derive::{native, natives};
use clutch_vm::dynamic::LOCAL_VARS;
use clutch_vm::var::{SimpleKeys, flags_of, simple_map};
use clutch_vm::{Args, Cx, convert, seq};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

// ---- arguments ------------------------------------------------------------------------------

fn symbol(v: &Value) -> R<Symbol> {
    v.as_symbol()
        .ok_or_else(|| convert::not_castable(v, "clojure.lang.Symbol"))
}

/// The namespace that a value names: a namespace, or a symbol for one that exists.
fn namespace(cx: &Cx, v: &Value) -> R<NsName> {
    if let View::Ns(ns) = v.view() {
        return Ok(ns);
    }
    let name = NsName::from(symbol(v)?);
    match cx.context.world().namespace(name) {
        Some(_) => Ok(name),
        None => Err(Thrown::new(
            &class::EXCEPTION,
            format!("No namespace: {name} found"),
        )),
    }
}

fn var(v: &Value) -> R<VarName> {
    match v.view() {
        View::Var(var) => Ok(var),
        _ => Err(convert::not_castable(v, "clojure.lang.Var")),
    }
}

fn var_map(entries: impl IntoIterator<Item = (Symbol, VarName)>) -> Value {
    let entries = entries.into_iter();
    simple_map(entries.map(|(s, v)| (Value::symbol(s), Value::var(v))))
}

/// The namespace's contents; an empty one if the world has none of that name.
fn contents(cx: &Cx, ns: NsName) -> Arc<Namespace> {
    let found = cx.context.world().namespace(ns).cloned();
    found.unwrap_or_else(|| Arc::new(Namespace::new(ns)))
}

// ---- finding and making namespaces ----------------------------------------------------------

/// The namespace named by the symbol, or nil if there is none.
///
/// (find-ns 'no.such.namespace) ;=> nil
/// (ns-name (find-ns 'clojure.core)) ;=> clojure.core
#[native("clojure.core", "find-ns")]
pub fn find_ns(cx: &mut Cx, sym: Symbol) -> Value {
    let name = NsName::from(sym);
    let found = cx.context.world().namespace(name).is_some();
    if found { Value::ns(name) } else { Value::NIL }
}

/// The namespace itself, or the one that the symbol names; an exception if there is none.
///
/// (ns-name (the-ns 'clojure.core)) ;=> clojure.core
#[native("clojure.core", "the-ns")]
pub fn the_ns(cx: &mut Cx, x: &Value) -> R {
    namespace(cx, x).map(Value::ns)
}

/// The name of a namespace, a symbol.
///
/// (ns-name (find-ns 'clojure.core)) ;=> clojure.core
#[native("clojure.core", "ns-name")]
pub fn ns_name(cx: &mut Cx, ns: &Value) -> R {
    Ok(Value::symbol(namespace(cx, ns)?.symbol()))
}

/// All namespaces.
///
/// (some? (some #{(find-ns 'clojure.core)} (all-ns))) ;=> true
#[native("clojure.core", "all-ns")]
pub fn all_ns(cx: &mut Cx) -> Value {
    let mut names: Vec<NsName> = cx.context.world().namespaces().map(|n| n.name).collect();
    names.sort_unstable();
    clutch_core::coll::List::from_vec(names.into_iter().map(Value::ns).collect())
}

/// The namespace named by the symbol; made, empty, if there is none.
///
/// (ns-name (create-ns 'made.here)) ;=> made.here
#[native("clojure.core", "create-ns")]
pub fn create_ns(cx: &mut Cx, sym: Symbol) -> R {
    let name = NsName::from(sym);
    if cx.context.world().namespace(name).is_none() {
        cx.context
            .change(What::Register, |w| w.create_namespace(name))?;
    }
    Ok(Value::ns(name))
}

/// Removes a namespace with everything that it defined and registered: one publish, after which
/// what it declared with `on-retire` is called and its workers end. It is never refused; whose
/// links it breaks is reported. Gives the namespace back, or nil.
///
/// (do (create-ns 'gone.soon) (remove-ns 'gone.soon) (find-ns 'gone.soon)) ;=> nil
#[native("clojure.core", "remove-ns")]
pub fn remove_ns(cx: &mut Cx, sym: Symbol) -> R {
    let name = NsName::from(sym);
    if name == *CORE {
        return Err(Thrown::illegal_argument("Cannot remove clojure namespace"));
    }
    let host = cx.host();
    let removed = host.remove_ns(cx, name)?;
    Ok(if removed { Value::ns(name) } else { Value::NIL })
}

/// Makes the named namespace the current one; made, empty, if there is none.
///
/// (let [n (ns-name *ns*)] (in-ns 'elsewhere) (in-ns n) (some? (find-ns 'elsewhere))) ;=> true
#[native("clojure.core", "in-ns")]
pub fn in_ns(cx: &mut Cx, name: Symbol) -> R {
    let ns = create_ns(cx, name)?;
    set_current_ns(cx, ns.clone())?;
    Ok(ns)
}

fn set_current_ns(cx: &mut Cx, ns: Value) -> R<()> {
    let current = VarName::from_parts("clojure.core", "*ns*");
    if cx.bindings().get(current).is_some() {
        cx.set_binding(current, ns)?;
        Ok(())
    } else {
        cx.set_root(current, ns)
    }
}

/// What `ns` does first: makes the namespace if it is missing, makes it current, sets its metadata.
///
/// (clutch.rt/in-ns* 'user nil) ;=> nil
#[native("clutch.rt", "in-ns*")]
pub fn in_ns_star(cx: &mut Cx, name: Symbol, meta: Value) -> R {
    let ns = NsName::from(name);
    cx.context.change(What::Register, |world| {
        world.edit_namespace(ns, |n| {
            n.loaded = true;
            n.meta = meta.clone();
        });
    })?;
    set_current_ns(cx, Value::ns(ns))?;
    Ok(Value::NIL)
}

// ---- what is in a namespace -----------------------------------------------------------------

/// All names that mean something in a namespace, with the vars and classes that they mean.
///
/// (contains? (ns-map 'clojure.core) 'map) ;=> true
#[native("clojure.core", "ns-map")]
pub fn ns_map(cx: &mut Cx, ns: &Value) -> R {
    let ns = namespace(cx, ns)?;
    cx.context.note_names(ns);
    let vars = cx.context.world().visible_vars(ns).into_iter();
    let vars = vars.map(|(s, v)| (Value::symbol(s), Value::var(v)));
    let home = contents(cx, ns);
    let classes = home.imports.iter();
    let classes = classes.map(|(s, c)| (Value::symbol(*s), Value::class(c)));
    Ok(simple_map(classes.chain(vars)))
}

/// Names and vars that a namespace defines for others.
///
/// (contains? (ns-publics 'clojure.core) 'map) ;=> true
#[native("clojure.core", "ns-publics")]
pub fn ns_publics(cx: &mut Cx, ns: &Value) -> R {
    let ns = namespace(cx, ns)?;
    cx.context.note_names(ns);
    let home = contents(cx, ns);
    let own = home.bindings.iter().filter(|(_, b)| !b.flags.private);
    Ok(var_map(own.map(|(s, b)| (*s, b.var))))
}

/// Names and vars that a namespace defines, private ones too.
///
/// (do (create-ns 'n1) (intern 'n1 'x 1) (keys (ns-interns 'n1))) ;=> (x)
#[native("clojure.core", "ns-interns")]
pub fn ns_interns(cx: &mut Cx, ns: &Value) -> R {
    let ns = namespace(cx, ns)?;
    cx.context.note_names(ns);
    let home = contents(cx, ns);
    Ok(var_map(home.bindings.iter().map(|(s, b)| (*s, b.var))))
}

/// Names and vars of other namespaces that a namespace refers to.
///
/// (contains? (ns-refers 'user) 'map) ;=> true
#[native("clojure.core", "ns-refers")]
pub fn ns_refers(cx: &mut Cx, ns: &Value) -> R {
    let ns = namespace(cx, ns)?;
    let vars = cx.context.world().visible_vars(ns);
    Ok(var_map(vars.into_iter().filter(|(_, v)| v.ns() != ns)))
}

/// Names and classes that a namespace imports.
///
/// (map? (ns-imports 'user)) ;=> true
#[native("clojure.core", "ns-imports")]
pub fn ns_imports(cx: &mut Cx, ns: &Value) -> R {
    let home = contents(cx, namespace(cx, ns)?);
    let classes = home.imports.iter();
    Ok(simple_map(
        classes.map(|(s, c)| (Value::symbol(*s), Value::class(c))),
    ))
}

/// Aliases of a namespace, with the namespaces that they stand for.
///
/// (map? (ns-aliases 'user)) ;=> true
#[native("clojure.core", "ns-aliases")]
pub fn ns_aliases(cx: &mut Cx, ns: &Value) -> R {
    let home = contents(cx, namespace(cx, ns)?);
    let aliases = home.aliases.iter();
    Ok(simple_map(
        aliases.map(|(s, n)| (Value::symbol(*s), Value::ns(*n))),
    ))
}

/// Takes back the declaration that `defworker` makes beside its definition; false if there is none.
pub fn withdraw_worker(world: &mut World, var: VarName) -> bool {
    let kind = Symbol::simple("defworker");
    let is_it = |h: &Hook| h.owner == var.ns() && h.key.as_symbol() == Some(var.symbol());
    if !world.registry().hooks(kind).any(is_it) {
        return false;
    }
    let left = world.registry().hooks(kind).filter(|h| !is_it(h));
    let left = left.cloned().collect();
    world.edit_registry([TableKey::Hooks(kind)], |r| r.set_hooks(kind, left));
    true
}

/// Removes the meaning of a name in a namespace: definition, refer or import. A worker of this name
/// ends after the round that it is at.
///
/// (do (create-ns 'n2) (intern 'n2 'x 1) (ns-unmap 'n2 'x) (ns-interns 'n2)) ;=> {}
#[native("clojure.core", "ns-unmap")]
pub fn ns_unmap(cx: &mut Cx, ns: &Value, sym: Symbol) -> R {
    let ns = namespace(cx, ns)?;
    let var = VarName::new(ns, sym);
    cx.context.change(What::Undefine(var), |world| {
        if world.undefine(var).is_some() {
            withdraw_worker(world, var);
            return;
        }
        let in_core = world
            .namespace(ns)
            .is_some_and(|n| world.seen_in_core(n, sym).is_some());
        world.edit_namespace(ns, |n| {
            let known = n.refers.remove(&sym).is_some() | n.imports.remove(&sym).is_some();
            if in_core && !known {
                match &mut n.core {
                    CoreRefer::AllBut(hidden) => drop(hidden.insert(sym)),
                    CoreRefer::Only(seen) => drop(seen.remove(&sym)),
                    CoreRefer::Nothing => {}
                }
            }
        });
    })?;
    Ok(Value::NIL)
}

/// Removes an alias of a namespace.
///
/// (do (create-ns 'n3) (ns-unalias 'n3 'a) (ns-aliases 'n3)) ;=> {}
#[native("clojure.core", "ns-unalias")]
pub fn ns_unalias(cx: &mut Cx, ns: &Value, sym: Symbol) -> R {
    let ns = namespace(cx, ns)?;
    cx.context.change(What::Register, |world| {
        world.edit_namespace(ns, |n| {
            n.aliases.remove(&sym);
        });
    })?;
    Ok(Value::NIL)
}

/// Makes a symbol an alias, in the current namespace, of another namespace.
///
/// (do (alias 'core 'clojure.core) (core/inc 1)) ;=> 2
#[native("clojure.core", "alias")]
pub fn alias(cx: &mut Cx, alias: Symbol, ns: &Value) -> R {
    let target = namespace(cx, ns)?;
    let here = cx.current_ns();
    add_alias(cx, here, alias, target)?;
    Ok(Value::NIL)
}

/// Adds an alias; one that is there already is replaced.
pub fn add_alias(cx: &mut Cx, here: NsName, alias: Symbol, target: NsName) -> R<()> {
    let known = cx.context.world().namespace(here);
    if known.and_then(|n| n.aliases.get(&alias)) == Some(&target) {
        return Ok(());
    }
    cx.context.change(What::Register, |world| {
        world.edit_namespace(here, |n| {
            n.aliases.insert(alias, target);
        });
    })
}

/// What `refer` takes and leaves out.
#[derive(Debug, Default, Clone)]
pub struct ReferFilter {
    /// `:only`; none means everything.
    pub only: Option<Vec<Symbol>>,
    /// `:exclude`.
    pub exclude: Vec<Symbol>,
    /// `:rename`: name there, name here.
    pub rename: Vec<(Symbol, Symbol)>,
}

/// Refers, in the current namespace, to the public vars of another: all, or as `:only`, `:exclude`
/// and `:rename` say.
///
/// (do (refer 'clojure.core :only '[map]) (some? map)) ;=> true
#[native("clojure.core", "refer", arglists = "[ns-sym & filters]")]
pub fn refer(cx: &mut Cx, ns: &Value, filters: Args) -> R {
    let source = NsName::from(symbol(ns)?);
    if cx.context.world().namespace(source).is_none() {
        return Err(Thrown::new(
            &class::EXCEPTION,
            format!("No namespace: {source}"),
        ));
    }
    let mut filter = ReferFilter::default();
    for pair in filters.chunks(2) {
        let value = pair.get(1).cloned().unwrap_or_default();
        match pair[0].as_keyword().map(|k| k.name()) {
            Some("only") => filter.only = Some(symbols(cx, value)?),
            Some("exclude") => filter.exclude = symbols(cx, value)?,
            Some("rename") => {
                if let Some(map) = value.get::<Map>() {
                    for entry in map.iter() {
                        filter.rename.push((symbol(entry.0)?, symbol(entry.1)?));
                    }
                }
            }
            _ => {}
        }
    }
    let here = cx.current_ns();
    refer_into(cx, here, source, &filter)?;
    Ok(Value::NIL)
}

fn symbols(cx: &mut Cx, coll: Value) -> R<Vec<Symbol>> {
    if let Some(set) = coll.get::<Set>() {
        return set.iter().map(symbol).collect();
    }
    seq::to_vec(cx, coll)?.iter().map(symbol).collect()
}

/// Refers in `here` to names of `source`.
///
/// # Errors
/// `IllegalAccessError` if a name of `:only` is missing or private.
pub fn refer_into(cx: &mut Cx, here: NsName, source: NsName, filter: &ReferFilter) -> R<()> {
    if here == source {
        return Ok(());
    }
    let from = contents(cx, source);
    for name in filter.only.iter().flatten() {
        let problem = match from.binding(*name) {
            None => "does not exist",
            Some(b) if b.flags.private => "is not public",
            Some(_) => continue,
        };
        return Err(Thrown::new(
            &class::ILLEGAL_ACCESS_ERROR,
            format!("{name} {problem}"),
        ));
    }
    if filter.only.is_none() {
        cx.context.note_names(source);
    }
    let links = match cx.context.is_loading() && !from.builtin {
        true => refer_links(cx, source, filter),
        false => Vec::new(),
    };
    cx.context.change(What::Register, |world| {
        let from = from.clone();
        world.edit_namespace(here, |n| {
            if source == *CORE {
                refer_core(n, &from, filter);
            } else {
                refer_names(n, &from, filter);
            }
        });
        if !links.is_empty() {
            world.add_links(here, &links);
        }
    })
}

/// A file that refers to a name cannot be loaded again when that is gone, used or not.
fn refer_links(cx: &Cx, source: NsName, filter: &ReferFilter) -> Vec<Link> {
    let names = filter.only.iter().flatten();
    let link = |name: &Symbol| Link {
        var: VarName::new(source, *name),
        usage: Usage::Refer,
        span: cx.context.form_span(),
    };
    names.map(link).collect()
}

fn refer_names(n: &mut Namespace, from: &Namespace, filter: &ReferFilter) {
    let renamed = |name: Symbol| {
        let found = filter.rename.iter().find(|(there, _)| *there == name);
        found.map_or(name, |(_, here)| *here)
    };
    let mut add = |name: Symbol| {
        if let Some(binding) = from.binding(name)
            && !binding.flags.private
            && !filter.exclude.contains(&name)
        {
            n.refers.insert(renamed(name), binding.var);
        }
    };
    match &filter.only {
        Some(names) => names.iter().copied().for_each(&mut add),
        None => from.bindings.keys().copied().for_each(&mut add),
    }
}

/// `clojure.core` is seen through a rule instead of a thousand entries.
fn refer_core(n: &mut Namespace, core: &Namespace, filter: &ReferFilter) {
    let hidden = filter.exclude.iter().copied();
    let hidden: Vec<Symbol> = hidden
        .chain(filter.rename.iter().map(|(s, _)| *s))
        .collect();
    let wanted = match &filter.only {
        None => CoreRefer::AllBut(hidden.into_iter().collect()),
        Some(names) => {
            let seen = names.iter().copied().filter(|s| !hidden.contains(s));
            CoreRefer::Only(seen.collect())
        }
    };
    n.core = n.core.union(&wanted);
    for (there, here) in &filter.rename {
        let wanted = filter.only.as_ref().is_none_or(|only| only.contains(there));
        if let Some(binding) = core.binding(*there)
            && wanted
        {
            n.refers.insert(*here, binding.var);
        }
    }
}

// ---- resolving --------------------------------------------------------------------------------

fn resolve_in(cx: &mut Cx, ns: NsName, sym: Symbol) -> R {
    match cx.context.world().resolve(ns, sym) {
        Some(Resolved::Var(var)) => Ok(Value::var(var)),
        Some(Resolved::Class(ty)) => Ok(Value::class(ty)),
        None if sym.ns().is_none() && sym.name().contains('.') && !sym.name().starts_with('.') => {
            Err(Thrown::new(&class::CLASS_NOT_FOUND, sym.name()))
        }
        None => Ok(Value::NIL),
    }
}

fn in_env(cx: &mut Cx, env: &Value, sym: &Value) -> R<bool> {
    if env.is_nil() {
        return Ok(false);
    }
    if !clutch_vm::assoc::contains(cx, env, sym)? {
        return Ok(false);
    }
    let marker = Value::DONE;
    let found = clutch_vm::assoc::get_or(cx, env, sym, marker)?;
    Ok(found.tag() != clutch_core::Tag::Done)
}

/// The var or class that a symbol means in a namespace, or nil; nil too if it is a key of env.
///
/// (ns-resolve 'clojure.core 'map) ;=> #'clojure.core/map
#[native("clojure.core", "ns-resolve", arglists = "[ns sym] [ns env sym]")]
pub fn ns_resolve(cx: &mut Cx, ns: &Value, env: Value, sym: Option<Value>) -> R {
    let ns = namespace(cx, ns)?;
    let (env, sym) = match sym {
        Some(sym) => (env, sym),
        None => (Value::NIL, env),
    };
    if in_env(cx, &env, &sym)? {
        return Ok(Value::NIL);
    }
    resolve_in(cx, ns, symbol(&sym)?)
}

/// The var or class that a symbol means in the current namespace, or nil; nil too if it is a key
/// of env.
///
/// (resolve 'map) ;=> #'clojure.core/map
/// (resolve 'no-such-name) ;=> nil
#[native("clojure.core", "resolve", arglists = "[sym] [env sym]")]
pub fn resolve(cx: &mut Cx, env: Value, sym: Option<Value>) -> R {
    let here = cx.current_ns();
    let (env, sym) = match sym {
        Some(sym) => (env, sym),
        None => (Value::NIL, env),
    };
    if in_env(cx, &env, &sym)? {
        return Ok(Value::NIL);
    }
    resolve_in(cx, here, symbol(&sym)?)
}

/// The var named by a qualified symbol, or nil if its namespace has none of that name.
///
/// (find-var 'clojure.core/map) ;=> #'clojure.core/map
#[native("clojure.core", "find-var")]
pub fn find_var(cx: &mut Cx, sym: Symbol) -> R {
    let Some(ns) = sym.ns() else {
        return Err(Thrown::illegal_argument(
            "Symbol must be namespace-qualified",
        ));
    };
    let ns = NsName::new(ns);
    match cx.context.world().namespace(ns) {
        None => Err(Thrown::illegal_argument(format!("No such namespace: {ns}"))),
        Some(home) => Ok(home
            .binding(Symbol::simple(sym.name()))
            .map_or(Value::NIL, |b| Value::var(b.var))),
    }
}

/// Names of the libraries that are loaded, a sorted set.
///
/// (contains? (loaded-libs) 'clojure.string) ;=> true
#[native("clojure.core", "loaded-libs")]
pub fn loaded_libs(cx: &mut Cx) -> R {
    let world = cx.context.world().clone();
    let loaded = world.namespaces().filter(|n| n.loaded);
    let names: Vec<Value> = loaded.map(|n| Value::symbol(n.name.symbol())).collect();
    let mut set = clutch_core::coll::SortedSet::new(Value::NIL);
    for name in names {
        set.insert(&mut SimpleKeys, name)?;
    }
    Ok(Value::new(set))
}

// ---- vars ---------------------------------------------------------------------------------------

/// Makes sure that a namespace has a var of that name, and gives it a value if there is one.
/// Metadata of the symbol becomes that of the var.
///
/// (do (create-ns 'n4) @(intern 'n4 'x 7)) ;=> 7
#[native("clojure.core", "intern")]
pub fn intern(cx: &mut Cx, ns: &Value, name: Value, value: Option<Value>) -> R {
    let ns = namespace(cx, ns)?;
    let sym = symbol(&name)?;
    let meta = match name.view() {
        View::SymbolMeta(s) => s.meta.clone(),
        _ => Value::NIL,
    };
    let var = VarName::new(ns, sym);
    cx.intern(var, value, meta)?;
    Ok(Value::var(var))
}

/// The value of a var: its binding in this thread, else its root.
///
/// (var-get #'*print-length*) ;=> nil
#[native("clojure.core", "var-get")]
pub fn var_get(cx: &mut Cx, x: &Value) -> R {
    let var = var(x)?;
    cx.var_value(var)
}

/// A fresh dynamic var without a root and known to no namespace, for `with-local-vars`.
///
/// (with-local-vars [n 1] (var-set n 2) @n) ;=> 2
#[native("clutch.rt", "local-var")]
fn local_var() -> Value {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    Value::var(VarName::from_parts(LOCAL_VARS, &n.to_string()))
}

/// Replaces the root value of a var by what f makes of it and args. No change is lost if several
/// threads do so at once; f may then be called again.
///
/// (do (def n 1) (alter-var-root #'n + 10) n) ;=> 11
#[native("clojure.core", "alter-var-root", arglists = "[v f & args]")]
pub fn alter_var_root(cx: &mut Cx, v: &Value, f: &Value, args: Args) -> R {
    let var = var(v)?;
    if !belongs_to_stage(cx, var.ns()) {
        let what = || format!("alter-var-root of {var}, of another namespace");
        cx.context.effect(what)?;
    }
    cx.alter_root(var, |cx, old| {
        let mut all = Args::new();
        all.push(old);
        all.extend(args.iter().cloned());
        cx.call(f, all)
    })
}

/// Whether a namespace is made, or made anew, by the stage that runs.
fn belongs_to_stage(cx: &Cx, ns: NsName) -> bool {
    cx.context.stage().is_none_or(|stage| {
        let loaded_before = stage.base().namespace(ns).is_some_and(|n| n.loaded);
        let candidate = stage.candidate();
        let delta = candidate.delta().namespaces.get(&ns);
        !loaded_before || delta.is_some_and(|d| d.rebuilt)
    })
}

/// What `def` compiles to: defines the var with metadata and, if given, a value.
///
/// (do (declare d) (clutch.rt/def* #'d {} 1)) ;=> #'user/d
#[native("clutch.rt", "def*")]
pub fn def_star(cx: &mut Cx, v: &Value, meta: Value, value: Option<Value>) -> R {
    let var = var(v)?;
    let mut definition = Definition::new(var, Value::NIL);
    definition.value = value;
    definition.flags = flags_of(&meta);
    definition.meta = meta;
    cx.define(definition)?;
    Ok(Value::var(var))
}

/// What `defonce` asks first: does the name, a qualified symbol, have a value that stays? In a
/// reload that is the value from before, which is defined again.
///
/// (do (def kept 1) (clutch.rt/keep-defonce! 'user/kept)) ;=> true
#[native("clutch.rt", "keep-defonce!")]
pub fn keep_defonce(cx: &mut Cx, name: Symbol) -> R {
    let ns = NsName::new(name.ns().unwrap_or("user"));
    let var = VarName::new(ns, Symbol::simple(name.name()));
    if cx.has_root(var) {
        return Ok(Value::TRUE);
    }
    let Some(stage) = cx.context.stage().cloned() else {
        return Ok(Value::FALSE);
    };
    match stage.take_parked(var) {
        Some(kept) => {
            cx.context.change(What::Define(var), |world| {
                world.define(kept.clone());
            })?;
            Ok(Value::TRUE)
        }
        None => Ok(Value::FALSE),
    }
}

/// Imports a class into the current namespace under its simple name.
pub fn import_class(cx: &mut Cx, ty: &'static TypeInfo) -> R<()> {
    let here = cx.current_ns();
    let simple = ty.simple_name();
    let simple = Symbol::simple(simple.rsplit('$').next().unwrap_or(simple));
    cx.context.change(What::Register, |world: &mut World| {
        world.edit_namespace(here, |n| {
            n.imports.insert(simple, ty);
        });
    })
}

/// Imports classes by full name into the current namespace; gives the last one.
///
/// (do (import 'java.util.Date) (class? Date)) ;=> true
#[native("clutch.rt", "import!")]
pub fn import(cx: &mut Cx, names: Args) -> R {
    let here = cx.current_ns();
    let mut last = Value::NIL;
    for name in &names {
        let symbol = match name.view() {
            View::Str(s) => Symbol::simple(s.as_str()),
            _ => name
                .as_symbol()
                .ok_or_else(|| Thrown::illegal_argument("import takes names of classes"))?,
        };
        let Some(ty) = cx.context.world().resolve_class(here, symbol) else {
            return Err(Thrown::new(
                &clutch_core::class::CLASS_NOT_FOUND,
                symbol.name(),
            ));
        };
        import_class(cx, ty)?;
        last = Value::class(ty);
    }
    Ok(last)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    import,
    find_ns,
    the_ns,
    ns_name,
    all_ns,
    create_ns,
    remove_ns,
    in_ns,
    in_ns_star,
    ns_map,
    ns_publics,
    ns_interns,
    ns_refers,
    ns_imports,
    ns_aliases,
    ns_unmap,
    ns_unalias,
    alias,
    refer,
    ns_resolve,
    resolve,
    find_var,
    loaded_libs,
    intern,
    var_get,
    local_var,
    alter_var_root,
    def_star,
    keep_defonce,
];
