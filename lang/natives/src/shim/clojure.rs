//! `clojure.lang`: methods of the reference's own interfaces, which libraries call to save a
//! look-up, and its static factories.

use super::members;
use crate::bridge::vector;
use clutch_core::coll::{List, Map, Set, SortedMap, SortedSet};
use clutch_core::{Keyword, R, Symbol, Thrown, Value, VarName, View};
use clutch_vm::{Args, Cx, assoc, conj, eq, hash, meta, seq, transient};
use std::sync::atomic::{AtomicI64, Ordering};

fn var(v: &Value) -> R<VarName> {
    match v.view() {
        View::Var(name) => Ok(name),
        _ => Err(super::text::wrong(v, "a var")),
    }
}

fn symbol(v: &Value) -> R<Symbol> {
    match v.view() {
        View::Str(s) => Ok(Symbol::parse(s)),
        View::Ns(ns) => Ok(ns.symbol()),
        _ => v
            .as_symbol()
            .ok_or_else(|| super::text::wrong(v, "a symbol")),
    }
}

fn first_part(v: &Value) -> R {
    super::object::part(v, 0)
}

/// Calls a function of the core library, for the rare methods that need one.
fn core(cx: &mut Cx, name: &str, args: Args) -> R {
    let f = cx.var_value(VarName::from_parts("clojure.core", name))?;
    cx.call(&f, args)
}

members! {
    "clojure.lang.IFn" {
        fn invoke ".invoke" (cx: &mut Cx, f: &Value, args: Args) -> R { cx.call(f, args) }
        fn apply_to ".applyTo" (cx: &mut Cx, f: &Value, args: Value) -> R {
            let args = seq::to_vec(cx, args)?;
            cx.call(f, args.into())
        }
    }
    "java.util.function.Function" {
        fn apply_function ".apply" (cx: &mut Cx, f: &Value, x: Value) -> R { cx.call1(f, x) }
    }
    "clojure.lang.IDeref" {
        fn deref ".deref" (cx: &mut Cx, x: &Value) -> R { crate::state::deref(cx, x) }
    }
    "clojure.lang.IPending" {
        fn is_realized ".isRealized" (cx: &mut Cx, x: Value) -> R { core(cx, "realized?", smallvec::smallvec![x]) }
    }
    "clojure.lang.Sorted" {
        fn sorted_comparator ".comparator" (cx: &mut Cx, coll: &Value) -> R { clutch_vm::sorted::comparator(cx, coll) }
        fn sorted_entry_key ".entryKey" (cx: &mut Cx, coll: &Value, entry: Value) -> R {
            match coll.view() {
                View::SortedMap(_) => assoc::key(cx, &entry),
                _ => Ok(entry),
            }
        }
        fn seq_from ".seqFrom" (cx: &mut Cx, coll: &Value, key: &Value, ascending: bool) -> R {
            clutch_vm::sorted::seq_from(cx, coll, key, ascending)
        }
        fn sorted_seq ".seq" (cx: &mut Cx, coll: &Value, ascending: Option<bool>) -> R {
            clutch_vm::sorted::seq(cx, coll, ascending.unwrap_or(true))
        }
    }
    "clojure.lang.IAtom" {
        fn swap ".swap" (cx: &mut Cx, a: Value, args: Args) -> R { with_core(cx, "swap!", a, args) }
        fn reset ".reset" (cx: &mut Cx, a: Value, v: Value) -> R { core(cx, "reset!", smallvec::smallvec![a, v]) }
        fn compare_and_set ".compareAndSet" (cx: &mut Cx, a: Value, old: Value, new: Value) -> R {
            core(cx, "compare-and-set!", smallvec::smallvec![a, old, new])
        }
    }
    "clojure.lang.IRef" {
        fn add_watch ".addWatch" (cx: &mut Cx, r: Value, key: Value, f: Value) -> R { core(cx, "add-watch", smallvec::smallvec![r, key, f]) }
        fn remove_watch ".removeWatch" (cx: &mut Cx, r: Value, key: Value) -> R { core(cx, "remove-watch", smallvec::smallvec![r, key]) }
    }
    "clojure.lang.Named" {
        fn get_name ".getName" (x: &Value) -> R {
            match x.view() {
                View::Keyword(k) => Ok(k.name().into()),
                _ => Ok(symbol(x)?.name().into()),
            }
        }
        fn get_namespace ".getNamespace" (x: &Value) -> R {
            match x.view() {
                View::Keyword(k) => Ok(k.ns().into()),
                _ => Ok(symbol(x)?.ns().into()),
            }
        }
    }
    "clojure.lang.Keyword" {
        fn keyword_intern "intern" (first: &Value, name: Option<&Value>) -> R<Keyword> {
            match name {
                Some(name) => Ok(Keyword::new(first.as_str(), name.as_str().unwrap_or_default())),
                None => {
                    let s = symbol(first)?;
                    Ok(Keyword::new(s.ns(), s.name()))
                }
            }
        }
        fn keyword_find "find" (name: &Value) -> R<Option<Keyword>> {
            let s = symbol(name)?;
            Ok(Keyword::find(s.ns(), s.name()))
        }
        fn keyword_symbol ".sym" (k: Keyword) -> Symbol { k.symbol() }
    }
    "clojure.lang.Symbol" {
        fn symbol_intern "intern" (first: &Value, name: Option<&Value>) -> R<Symbol> {
            match name {
                Some(name) => Ok(Symbol::new(first.as_str(), name.as_str().unwrap_or_default())),
                None => symbol(first),
            }
        }
        fn symbol_create "create" (first: &Value, name: Option<&Value>) -> R<Symbol> { symbol_intern(first, name) }
    }
    "clojure.lang.Namespace" {
        fn ns_get_name ".getName" (n: &Value) -> R<Symbol> { symbol(n) }
        fn ns_name ".name" (n: &Value) -> R<Symbol> { symbol(n) }
        fn ns_find "find" (cx: &mut Cx, name: Value) -> R { core(cx, "find-ns", smallvec::smallvec![name]) }
        fn ns_find_or_create "findOrCreate" (cx: &mut Cx, name: Value) -> R { core(cx, "create-ns", smallvec::smallvec![name]) }
        fn get_mappings ".getMappings" (cx: &mut Cx, n: Value) -> R { core(cx, "ns-map", smallvec::smallvec![n]) }
        fn get_aliases ".getAliases" (cx: &mut Cx, n: Value) -> R { core(cx, "ns-aliases", smallvec::smallvec![n]) }
    }
    "clojure.lang.Var" {
        fn var_get ".get" (cx: &mut Cx, v: &Value) -> R { let v = var(v)?; cx.var_value(v) }
        fn var_create "create" () -> Value {
            static NEXT: AtomicI64 = AtomicI64::new(0);
            let n = NEXT.fetch_add(1, Ordering::Relaxed);
            Value::var(VarName::from_parts(clutch_vm::dynamic::LOCAL_VARS, &format!("created-{n}")))
        }
        fn var_is_public ".isPublic" (cx: &mut Cx, v: &Value) -> R<bool> {
            let v = var(v)?;
            Ok(cx.context.world().binding(v).is_none_or(|b| !b.flags.private))
        }
        fn var_alter ".alterRoot" (cx: &mut Cx, v: Value, f: Value, args: Value) -> R {
            let mut all: Args = smallvec::smallvec![v, f];
            all.extend(seq::to_vec(cx, args)?);
            core(cx, "alter-var-root", all)
        }
        fn var_symbol ".toSymbol" (v: &Value) -> R<Symbol> { Ok(var(v)?.symbol()) }
        fn var_sym ".sym" (v: &Value) -> R<Symbol> { Ok(var(v)?.name()) }
        fn var_ns ".ns" (v: &Value) -> R { Ok(Value::ns(var(v)?.ns())) }
        fn is_bound ".isBound" (cx: &mut Cx, v: &Value) -> R<bool> { let v = var(v)?; Ok(cx.bindings().get(v).is_some() || cx.has_root(v)) }
        fn has_root ".hasRoot" (cx: &mut Cx, v: &Value) -> R<bool> { let v = var(v)?; Ok(cx.has_root(v)) }
        fn get_raw_root ".getRawRoot" (cx: &mut Cx, v: &Value) -> R {
            let v = var(v)?;
            match cx.context.world().binding(v).cloned() {
                Some(binding) => cx.binding_value(&binding),
                None => Ok(Value::UNBOUND),
            }
        }
        fn var_set ".set" (cx: &mut Cx, v: &Value, x: Value) -> R { let v = var(v)?; cx.set_binding(v, x) }
        fn bind_root ".bindRoot" (cx: &mut Cx, v: &Value, x: Value) -> R<()> {
            let v = var(v)?;
            cx.alter_root(v, |_, _| Ok(x.clone())).map(|_| ())
        }
        fn is_dynamic ".isDynamic" (cx: &mut Cx, v: &Value) -> R<bool> {
            let v = var(v)?;
            Ok(cx.context.world().binding(v).is_some_and(|b| b.flags.dynamic))
        }
        fn is_macro ".isMacro" (cx: &mut Cx, v: &Value) -> R<bool> {
            let v = var(v)?;
            Ok(cx.context.world().binding(v).is_some_and(|b| b.flags.is_macro))
        }
        fn var_intern "intern" (cx: &mut Cx, ns: Value, name: Value, root: Option<Value>) -> R {
            let mut args: Args = smallvec::smallvec![ns, name];
            args.extend(root);
            core(cx, "intern", args)
        }
        fn var_find "find" (cx: &mut Cx, name: Value) -> R { core(cx, "find-var", smallvec::smallvec![name]) }
        fn push_thread_bindings "pushThreadBindings" (cx: &mut Cx, m: Value) -> R { core(cx, "push-thread-bindings", smallvec::smallvec![m]) }
        fn pop_thread_bindings "popThreadBindings" (cx: &mut Cx) -> R<()> { cx.pop_bindings() }
        fn get_thread_bindings "getThreadBindings" (cx: &mut Cx) -> R { core(cx, "get-thread-bindings", Args::new()) }
    }
    "clojure.lang.IMeta" {
        fn meta_method ".meta" (cx: &mut Cx, x: &Value) -> R { crate::meta::meta(cx, x) }
    }
    "clojure.lang.IObj" {
        fn with_meta ".withMeta" (cx: &mut Cx, x: Value, m: Value) -> R { meta::with_meta(cx, x, m) }
    }
    "clojure.lang.ILookup" {
        fn val_at ".valAt" (cx: &mut Cx, m: &Value, key: &Value, default: Option<Value>) -> R {
            assoc::get_or(cx, m, key, default.unwrap_or_default())
        }
    }
    "clojure.lang.Associative" {
        fn assoc_method ".assoc" (cx: &mut Cx, m: Value, key: Value, value: Value) -> R { assoc::assoc(cx, m, key, value) }
        fn contains_key ".containsKey" (cx: &mut Cx, m: &Value, key: &Value) -> R<bool> { assoc::contains(cx, m, key) }
        fn entry_at ".entryAt" (cx: &mut Cx, m: &Value, key: &Value) -> R { assoc::find(cx, m, key) }
    }
    "clojure.lang.IPersistentMap" {
        fn without ".without" (cx: &mut Cx, m: Value, key: &Value) -> R { assoc::dissoc(cx, m, key) }
    }
    "clojure.lang.IPersistentSet" {
        fn disjoin ".disjoin" (cx: &mut Cx, s: Value, x: Value) -> R { core(cx, "disj", smallvec::smallvec![s, x]) }
        fn set_get ".get" (cx: &mut Cx, s: &Value, x: &Value) -> R { assoc::get(cx, s, x) }
    }
    "clojure.lang.IPersistentVector" {
        fn assoc_n ".assocN" (cx: &mut Cx, v: Value, i: Value, x: Value) -> R { assoc::assoc(cx, v, i, x) }
        fn length ".length" (cx: &mut Cx, v: &Value) -> R<i64> { conj::count(cx, v) }
    }
    "clojure.lang.IPersistentCollection" {
        fn cons ".cons" (cx: &mut Cx, coll: Value, x: Value) -> R { conj::conj(cx, coll, x) }
        fn collection_count ".count" (cx: &mut Cx, coll: &Value) -> R<i64> { conj::count(cx, coll) }
        fn empty ".empty" (cx: &mut Cx, coll: Value) -> R { core(cx, "empty", smallvec::smallvec![coll]) }
        fn equiv ".equiv" (cx: &mut Cx, coll: &Value, other: &Value) -> R<bool> { eq::equal(cx, coll, other) }
    }
    "clojure.lang.Counted" {
        fn count ".count" (cx: &mut Cx, coll: &Value) -> R<i64> { conj::count(cx, coll) }
    }
    "clojure.lang.Seqable" {
        fn seq_method ".seq" (cx: &mut Cx, coll: Value) -> R { seq::seq(cx, coll) }
    }
    "clojure.lang.Reversible" {
        fn rseq ".rseq" (cx: &mut Cx, coll: Value) -> R { seq::rseq(cx, coll) }
    }
    "clojure.lang.ISeq" {
        fn first ".first" (cx: &mut Cx, s: &Value) -> R { seq::first(cx, s) }
        fn next ".next" (cx: &mut Cx, s: Value) -> R { seq::next(cx, s) }
        fn more ".more" (cx: &mut Cx, s: Value) -> R { seq::rest(cx, s) }
    }
    "clojure.lang.Indexed" {
        fn nth ".nth" (cx: &mut Cx, v: &Value, i: &Value, default: Option<Value>) -> R {
            match default {
                Some(default) => assoc::nth_or(cx, v, i, default),
                None => assoc::nth(cx, v, i),
            }
        }
    }
    "clojure.lang.IPersistentStack" {
        fn peek ".peek" (cx: &mut Cx, v: &Value) -> R { core(cx, "peek", smallvec::smallvec![v.clone()]) }
        fn pop ".pop" (cx: &mut Cx, v: Value) -> R { core(cx, "pop", smallvec::smallvec![v]) }
    }
    "clojure.lang.IMapEntry" {
        fn entry_key ".key" (e: &Value) -> R { first_part(e) }
        fn entry_val ".val" (e: &Value) -> R { super::object::part(e, 1) }
    }
    "clojure.lang.IReduceInit" {
        fn reduce ".reduce" (cx: &mut Cx, coll: Value, f: Value, init: Option<Value>) -> R {
            let mut args: Args = smallvec::smallvec![f];
            args.extend(init);
            args.push(coll);
            core(cx, "reduce", args)
        }
    }
    "clojure.lang.IKVReduce" {
        fn kv_reduce ".kvreduce" (cx: &mut Cx, coll: Value, f: Value, init: Value) -> R { core(cx, "reduce-kv", smallvec::smallvec![f, init, coll]) }
    }
    "clojure.lang.IHashEq" {
        fn hasheq ".hasheq" (cx: &mut Cx, x: &Value) -> R<i64> { Ok(i64::from(hash::hash(cx, x)? as i32)) }
    }
    "clojure.lang.IEditableCollection" {
        fn as_transient ".asTransient" (coll: Value) -> R { transient::transient(coll) }
    }
    "clojure.lang.ITransientCollection" {
        fn transient_conj ".conj" (cx: &mut Cx, t: Value, x: Value) -> R { transient::conj_bang(cx, t, x) }
        fn transient_persistent ".persistent" (t: &Value) -> R { transient::persistent(t) }
    }
    "clojure.lang.ITransientAssociative" {
        fn transient_assoc ".assoc" (cx: &mut Cx, t: Value, key: Value, value: Value) -> R { transient::assoc_bang(cx, t, key, value) }
        fn transient_val_at ".valAt" (cx: &mut Cx, t: &Value, key: &Value, default: Option<Value>) -> R {
            assoc::get_or(cx, t, key, default.unwrap_or_default())
        }
    }
    "clojure.lang.ITransientMap" {
        fn transient_without ".without" (cx: &mut Cx, t: Value, key: &Value) -> R { transient::dissoc_bang(cx, t, key) }
    }
    "clojure.lang.MultiFn" {
        fn add_method ".addMethod" (cx: &mut Cx, m: Value, dispatch: Value, f: Value) -> R { runtime(cx, "add-method!", smallvec::smallvec![m, dispatch, f]) }
        fn get_method ".getMethod" (cx: &mut Cx, m: Value, dispatch: Value) -> R { core(cx, "get-method", smallvec::smallvec![m, dispatch]) }
        fn get_method_table ".getMethodTable" (cx: &mut Cx, m: Value) -> R { core(cx, "methods", smallvec::smallvec![m]) }
        fn remove_method ".removeMethod" (cx: &mut Cx, m: Value, dispatch: Value) -> R { core(cx, "remove-method", smallvec::smallvec![m, dispatch]) }
        fn dispatch_fn ".dispatchFn" (m: &clutch_core::func::MultiFn) -> Value { m.dispatch.clone() }
        fn default_dispatch ".defaultDispatchVal" (m: &clutch_core::func::MultiFn) -> Value { m.default.clone() }
    }
    "clojure.lang.MapEntry" {
        fn new_entry "new" (key: Value, value: Value) -> Value { Value::map_entry(key, value) }
        fn create_entry "create" (key: Value, value: Value) -> Value { Value::map_entry(key, value) }
    }
    "clojure.lang.Reduced" {
        fn new_reduced "new" (x: Value) -> Value { Value::new(clutch_core::state::Reduced(x)) }
    }
    "clojure.lang.Atom" {
        fn new_atom "new" (cx: &mut Cx, x: Value) -> R { core(cx, "atom", smallvec::smallvec![x]) }
    }
    "clojure.lang.Delay" {
        fn force "force" (cx: &mut Cx, x: &Value) -> R { crate::state::force(cx, x) }
    }
    "clojure.lang.Cons" {
        fn new_cons "new" (cx: &mut Cx, x: Value, more: Value) -> R { seq::cons(cx, x, more) }
    }
    "clojure.lang.LazySeq" {
        fn new_lazy_seq "new" (cx: &mut Cx, f: Value) -> Value { clutch_vm::lazy::lazy_seq(cx, f) }
    }
    "clojure.lang.PersistentVector" {
        fn empty_vector "EMPTY" () -> Value { vector(Vec::new()) }
        fn create_vector "create" (cx: &mut Cx, items: Value) -> R { Ok(vector(seq::to_vec(cx, items)?)) }
    }
    "clojure.lang.LazilyPersistentVector" {
        fn create_owning "createOwning" (cx: &mut Cx, items: Value) -> R { Ok(vector(seq::to_vec(cx, items)?)) }
        fn create_lazily "create" (cx: &mut Cx, items: Value) -> R { Ok(vector(seq::to_vec(cx, items)?)) }
    }
    "clojure.lang.PersistentHashMap" {
        fn empty_hash_map "EMPTY" () -> Value { Value::new(Map::new_hash()) }
        fn hash_map_checked "createWithCheck" (cx: &mut Cx, items: Value) -> R { checked_map(cx, empty_hash_map(), items) }
        fn create_hash_map "create" (cx: &mut Cx, m: Value) -> R { core(cx, "into", smallvec::smallvec![empty_hash_map(), m]) }
    }
    "clojure.lang.PersistentArrayMap" {
        fn empty_array_map "EMPTY" () -> Value { Value::new(Map::new()) }
        fn array_map_checked "createWithCheck" (cx: &mut Cx, items: Value) -> R { checked_map(cx, empty_array_map(), items) }
        fn create_array_map "createAsIfByAssoc" (cx: &mut Cx, items: Value) -> R {
            let items = seq::to_vec(cx, items)?;
            core(cx, "array-map", items.into())
        }
    }
    "clojure.lang.PersistentHashSet" {
        fn empty_hash_set "EMPTY" () -> Value { Value::new(Set::new()) }
        fn hash_set_checked "createWithCheck" (cx: &mut Cx, items: Value) -> R {
            let items = seq::to_vec(cx, items)?;
            checked(cx, empty_hash_set(), items, Value::clone)
        }
        fn create_hash_set "create" (cx: &mut Cx, items: Value) -> R { core(cx, "set", smallvec::smallvec![items]) }
    }
    "clojure.lang.PersistentTreeMap" {
        fn empty_tree_map "EMPTY" () -> Value { Value::new(SortedMap::new(Value::NIL)) }
    }
    "clojure.lang.PersistentTreeSet" {
        fn empty_tree_set "EMPTY" () -> Value { Value::new(SortedSet::new(Value::NIL)) }
    }
    "clojure.lang.PersistentList" {
        fn empty_list "EMPTY" () -> Value { List::empty() }
        fn create_list "create" (cx: &mut Cx, items: Value) -> R { Ok(List::from_vec(seq::to_vec(cx, items)?)) }
    }
    "clojure.lang.ArraySeq" {
        fn create_array_seq "create" (cx: &mut Cx, items: Value) -> R { seq::seq(cx, items) }
    }
    "clojure.lang.RT" {
        fn rt_next_id "nextID" () -> i64 {
            static NEXT: AtomicI64 = AtomicI64::new(1);
            NEXT.fetch_add(1, Ordering::Relaxed)
        }
        fn rt_map "map" (cx: &mut Cx, items: Args) -> R {
            let items = match items.as_slice() {
                [array] => seq::to_vec(cx, array.clone())?.into(),
                _ => items,
            };
            let few = items.len() <= 16;
            core(cx, if few { "array-map" } else { "hash-map" }, items)
        }
        fn rt_base_loader "baseLoader" () {}
        fn rt_class "classForName" (cx: &mut Cx, name: Value, _load: Option<Value>, _loader: Option<Value>) -> R { class_for(cx, name) }
        fn rt_class_only "classForNameNonLoading" (cx: &mut Cx, name: Value) -> R { class_for(cx, name) }
        fn rt_vector "vector" (items: Args) -> Value { vector(items.into_vec()) }
        fn rt_keys "keys" (cx: &mut Cx, m: Value) -> R { core(cx, "keys", smallvec::smallvec![m]) }
        fn rt_vals "vals" (cx: &mut Cx, m: Value) -> R { core(cx, "vals", smallvec::smallvec![m]) }
        fn rt_count "count" (cx: &mut Cx, coll: &Value) -> R<i64> { conj::count(cx, coll) }
        fn rt_get "get" (cx: &mut Cx, m: &Value, key: &Value, default: Option<Value>) -> R { assoc::get_or(cx, m, key, default.unwrap_or_default()) }
        fn rt_nth "nth" (cx: &mut Cx, v: &Value, i: &Value) -> R { assoc::nth(cx, v, i) }
        fn rt_seq "seq" (cx: &mut Cx, coll: Value) -> R { seq::seq(cx, coll) }
        fn rt_first "first" (cx: &mut Cx, coll: &Value) -> R { seq::first(cx, coll) }
        fn rt_next "next" (cx: &mut Cx, coll: Value) -> R { seq::next(cx, coll) }
        fn rt_more "more" (cx: &mut Cx, coll: Value) -> R { seq::rest(cx, coll) }
        fn rt_cons "cons" (cx: &mut Cx, x: Value, coll: Value) -> R { seq::cons(cx, x, coll) }
        fn rt_conj "conj" (cx: &mut Cx, coll: Value, x: Value) -> R { conj::conj(cx, coll, x) }
        fn rt_assoc "assoc" (cx: &mut Cx, m: Value, key: Value, value: Value) -> R { assoc::assoc(cx, m, key, value) }
        fn rt_var "var" (cx: &mut Cx, ns: &str, name: &str) -> R {
            let v = VarName::from_parts(ns, name);
            if cx.context.world().binding(v).is_none() {
                cx.intern(v, None, Value::NIL)?;
            }
            Ok(Value::var(v))
        }
        fn rt_iter "iter" (cx: &mut Cx, coll: Value) -> R { super::iterator::java_iterator(cx, coll) }
        fn rt_box "box" (x: Value) -> Value { x }
        fn rt_print "printString" (cx: &mut Cx, x: &Value) -> R<String> { clutch_vm::print::pr_str(cx, x) }
        fn rt_read "readString" (cx: &mut Cx, text: Value) -> R { core(cx, "read-string", smallvec::smallvec![text]) }
        fn rt_load "load" (cx: &mut Cx, path: Value) -> R { core(cx, "load", smallvec::smallvec![path]) }
    }
    "clojure.lang.Util" {
        fn util_equiv "equiv" (cx: &mut Cx, a: &Value, b: &Value) -> R<bool> { eq::equal(cx, a, b) }
        fn util_equals "equals" (cx: &mut Cx, a: &Value, b: &Value) -> R<bool> { super::object::equals(cx, a, b) }
        fn util_identical "identical" (a: &Value, b: &Value) -> bool { eq::identical(a, b) }
        fn util_hash "hash" (cx: &mut Cx, x: &Value) -> R<i64> { Ok(i64::from(hash::java_hash(cx, x)?)) }
        fn util_hasheq "hasheq" (cx: &mut Cx, x: &Value) -> R<i64> { hasheq(cx, x) }
        fn hash_combine "hashCombine" (a: i64, b: i64) -> i64 { i64::from(clutch_core::murmur::hash_combine(a as u32, b as u32) as i32) }
        fn util_compare "compare" (cx: &mut Cx, a: &Value, b: &Value) -> R<i64> { clutch_vm::order::compare(cx, a, b) }
        fn sneaky_throw "sneakyThrow" (e: Value) -> R {
            match e.get::<clutch_core::error::Exception>() {
                Some(_) => Err(Box::new(Thrown { value: e, kind: clutch_core::error::ThrowKind::Exception })),
                None => Err(super::text::wrong(&e, "an exception")),
            }
        }
    }
    "clojure.lang.Murmur3" {
        fn hash_int "hashInt" (n: i64) -> i64 { i64::from(clutch_core::murmur::hash_int(n as i32) as i32) }
        fn hash_long "hashLong" (n: i64) -> i64 { i64::from(clutch_core::murmur::hash_long(n) as i32) }
        fn hash_unencoded "hashUnencodedChars" (s: &str) -> i64 { i64::from(clutch_core::murmur::hash_unencoded_chars(s) as i32) }
        fn hash_ordered "hashOrdered" (cx: &mut Cx, coll: &Value) -> R<i64> { Ok(i64::from(hash::ordered(cx, coll)? as i32)) }
        fn hash_unordered "hashUnordered" (cx: &mut Cx, coll: &Value) -> R<i64> { Ok(i64::from(hash::unordered(cx, coll)? as i32)) }
        fn mix_coll_hash "mixCollHash" (n: i64, count: i64) -> i64 { i64::from(clutch_core::murmur::mix_collection_hash(n as u32, count as u32) as i32) }
    }
    "clojure.lang.Compiler" {
        fn munge "munge" (name: &str) -> String { clutch_vm::class::munge(name) }
        fn demunge "demunge" (name: &str) -> String { demunged(name) }
        fn compiler_eval "eval" (cx: &mut Cx, form: Value) -> R { let host = cx.host(); host.eval(cx, form) }
        /// Field: what stands in names of Java for characters that they cannot have.
        fn char_map "CHAR_MAP" () -> Value {
            let pairs = MUNGED.iter().filter_map(|(text, c)| Some((Value::char(c.chars().next()?), (*text).into())));
            clutch_vm::var::simple_map(pairs.chain([(Value::char('-'), "_".into())]))
        }
        /// Field: the names of the special forms, as keys of a map.
        fn special_form "specials" () -> Value {
            let names = clutch_core::name::SPECIAL_NAMES.iter().map(|s| Value::symbol(Symbol::simple(s)));
            clutch_vm::var::simple_map(names.map(|name| (name.clone(), name)))
        }
    }
    "clojure.lang.LispReader$StringReader" {
        fn string_reader "new" () -> Value {
            crate::bridge::function("read-string-literal", |cx, args| {
                let input = args.first().cloned().unwrap_or_default();
                crate::io::reader_arg(&input)?.unread('"');
                core(cx, "read", smallvec::smallvec![input])
            })
        }
    }
    "clojure.lang.SeqIterator" {
        fn seq_iterator "new" (cx: &mut Cx, items: Value) -> R { super::iterator::java_iterator(cx, items) }
    }
    "clojure.lang.Numbers" {
        fn reduce_big "reduceBigInt" (x: &Value) -> R {
            // Adding zero gives the smallest kind of integer that holds it.
            match clutch_vm::number::cast::integer(x, clutch_vm::number::cast::Width::Long) {
                Ok(n) => Ok(Value::int(n)),
                Err(_) => Ok(x.clone()),
            }
        }
        fn numbers_add "add" (a: &Value, b: &Value) -> R { clutch_vm::number::arith::add(a, b) }
        fn numbers_equal "equal" (cx: &mut Cx, a: &Value, b: &Value) -> R<bool> { eq::equal(cx, a, b) }
        fn numbers_hasheq "hasheq" (cx: &mut Cx, x: &Value) -> R<i64> { hasheq(cx, x) }
    }
}

/// `a_b_QMARK_` as `a-b?`, as class names of functions are shown in traces.
fn demunged(name: &str) -> String {
    let mut out = name.to_string();
    for (munged, plain) in MUNGED {
        out = out.replace(munged, plain);
    }
    out.replace('_', "-").replace('$', "/")
}

/// What stands for characters, and the characters.
const MUNGED: [(&str, &str); 22] = [
    ("_COLON_", ":"),
    ("_PLUS_", "+"),
    ("_GT_", ">"),
    ("_LT_", "<"),
    ("_EQ_", "="),
    ("_TILDE_", "~"),
    ("_BANG_", "!"),
    ("_CIRCA_", "@"),
    ("_SHARP_", "#"),
    ("_SINGLEQUOTE_", "'"),
    ("_DOUBLEQUOTE_", "\""),
    ("_PERCENT_", "%"),
    ("_CARET_", "^"),
    ("_AMPERSAND_", "&"),
    ("_STAR_", "*"),
    ("_BAR_", "|"),
    ("_LBRACE_", "{"),
    ("_RBRACE_", "}"),
    ("_SLASH_", "/"),
    ("_BSLASH_", "\\"),
    ("_QMARK_", "?"),
    ("_DOT_", "."),
];

fn class_for(cx: &mut Cx, name: Value) -> R {
    super::static_call(cx, "java.lang.Class", "forName", smallvec::smallvec![name])
}

/// Adds elements one by one, or fails at one that is there already.
fn checked(cx: &mut Cx, to: Value, items: Vec<Value>, key_of: fn(&Value) -> Value) -> R {
    let mut coll = to;
    for item in items {
        let key = key_of(&item);
        if assoc::contains(cx, &coll, &key)? {
            let shown = clutch_vm::print::pr_str(cx, &key)?;
            return Err(Thrown::illegal_argument(format!("Duplicate key: {shown}")));
        }
        coll = conj::conj(cx, coll, item)?;
    }
    Ok(coll)
}

fn checked_map(cx: &mut Cx, to: Value, items: Value) -> R {
    let items = seq::to_vec(cx, items)?;
    let pair = |p: &[Value]| Value::map_entry(p[0].clone(), p.get(1).cloned().unwrap_or_default());
    let entries = items.chunks(2).map(pair).collect();
    checked(cx, to, entries, |e| {
        super::object::part(e, 0).unwrap_or_default()
    })
}

fn with_core(cx: &mut Cx, name: &str, first: Value, more: Args) -> R {
    let mut args: Args = smallvec::smallvec![first];
    args.extend(more);
    core(cx, name, args)
}

fn runtime(cx: &mut Cx, name: &str, args: Args) -> R {
    let f = cx.var_value(VarName::from_parts("clutch.rt", name))?;
    cx.call(&f, args)
}
