//! Metadata of values: `meta` and `with-meta`. Vars and namespaces keep theirs in the world;
//! references keep theirs in [`clutch_core::state`] and change it with `alter-meta!`.
//!
//! A list read from source carries its span; `:line` and `:column` are derived from it, and
//! other metadata given to the list replaces them.

use crate::class::host as h;
use crate::cx::Cx;
use crate::dispatch::interface_method;
use crate::native::{Args, BoxedNative};
use crate::shape;
use clutch_core::class::TypeKind;
use clutch_core::coll::{List, Map, Set, SortedMap, SortedSet, Vector};
use clutch_core::func::Closure;
use clutch_core::name::SymbolMeta;
use clutch_core::native::NativeClosure;
use clutch_core::object::Instance;
use clutch_core::repr::HeapType;
use clutch_core::seq::{
    ArraySeq, ChunkedCons, Cons, LazySeq, LazyState, Range, StringSeq, VectorSeq,
};
use clutch_core::{Keyword, R, Shared, Span, Thrown, Value, View};
use parking_lot::Mutex;

/// The metadata that a value carries itself: a map, or nil.
pub fn meta(v: &Value) -> Value {
    match v.view() {
        View::List(l) => list_meta(l),
        View::SymbolMeta(s) => s.meta.clone(),
        View::Vector(v) => v.meta.clone(),
        View::Map(m) => m.meta.clone(),
        View::Set(s) => s.meta.clone(),
        View::SortedMap(m) => m.meta.clone(),
        View::SortedSet(s) => s.meta.clone(),
        View::Cons(s) => s.meta.clone(),
        View::LazySeq(s) => s.meta.clone(),
        View::ChunkedCons(s) => s.meta.clone(),
        View::VectorSeq(s) => s.meta.clone(),
        View::ArraySeq(s) => s.meta.clone(),
        View::Range(s) => s.meta.clone(),
        View::StringSeq(s) => s.meta.clone(),
        View::Closure(f) => f.meta.clone(),
        View::NativeClosure(f) => f.meta.clone(),
        View::MultiFn(f) => f.meta.clone(),
        View::Instance(i) => i.meta.clone(),
        View::Host(host) => host.data.meta(),
        View::Atom(a) => a.watched.lock().meta.clone(),
        View::Ref(r) => r.watched.lock().meta.clone(),
        View::Agent(a) => a.watched.lock().meta.clone(),
        _ => Value::NIL,
    }
}

fn list_meta(l: &List) -> Value {
    let Some((line, column)) = l.span.line_column() else {
        return l.meta.clone();
    };
    let place = [("line", line), ("column", column)];
    let mut entries: Vec<(Value, Value)> = Vec::new();
    if let Some(m) = l.meta.get::<Map>() {
        entries.extend(m.iter().map(|(k, v)| (k.clone(), v.clone())));
    }
    for (name, n) in place {
        let key = Value::keyword(Keyword::simple(name));
        if !entries.iter().any(|(k, _)| k.same(&key)) {
            entries.push((key, Value::int(i64::from(n))));
        }
    }
    Value::map(entries)
}

/// `with-meta`: the same value with other metadata, which must be a map or nil. A lazy seq is
/// realised by it, as in the reference.
pub fn with_meta(cx: &mut Cx, v: Value, meta: Value) -> R {
    check_map(&meta)?;
    match v.view() {
        View::Symbol(_) | View::SymbolMeta(_) => Ok(symbol(&v, meta)),
        View::List(_) => Ok(set(v, meta, |l, m| l.meta = m, copy_list)),
        View::Vector(_) => Ok(set::<Vector>(v, meta, |x, m| x.meta = m, Clone::clone)),
        View::Map(_) => Ok(set::<Map>(v, meta, |x, m| x.meta = m, Clone::clone)),
        View::Set(_) => Ok(set::<Set>(v, meta, |x, m| x.meta = m, Clone::clone)),
        View::SortedMap(_) => Ok(set::<SortedMap>(v, meta, |x, m| x.meta = m, Clone::clone)),
        View::SortedSet(_) => Ok(set::<SortedSet>(v, meta, |x, m| x.meta = m, Clone::clone)),
        View::LazySeq(_) => {
            let s = crate::lazy::force(cx, &v)?;
            Ok(Value::new(LazySeq {
                state: Mutex::new(LazyState::Done(s, 0)),
                meta,
            }))
        }
        View::Cons(s) => Ok(Value::new(Cons {
            first: s.first.clone(),
            rest: s.rest.clone(),
            meta,
        })),
        View::ChunkedCons(s) => Ok(Value::new(ChunkedCons {
            chunk: s.chunk.clone(),
            offset: s.offset,
            rest: s.rest.clone(),
            meta,
        })),
        View::VectorSeq(s) => Ok(Value::new(VectorSeq {
            vector: s.vector.clone(),
            index: s.index,
            meta,
        })),
        View::ArraySeq(s) => Ok(Value::new(ArraySeq {
            items: s.items.clone(),
            index: s.index,
            more: s.more.clone(),
            meta,
        })),
        View::Range(s) => Ok(Value::new(Range {
            start: s.start,
            step: s.step,
            count: s.count,
            meta,
        })),
        View::StringSeq(s) => Ok(Value::new(StringSeq {
            string: s.string.clone(),
            byte: s.byte,
            index: s.index,
            meta,
        })),
        View::Closure(f) => Ok(Value::new(Closure {
            proto: f.proto.clone(),
            captured: f.captured.clone(),
            meta,
        })),
        View::Native(_) | View::NativeClosure(_) | View::ProtocolFn(_) => Ok(wrapped(v, meta)),
        View::Instance(_) => {
            let v = shape::into_current(cx, v)?;
            instance(cx, v, meta)
        }
        View::Host(host) => host.data.with_meta(meta).ok_or_else(|| no_metadata(&v)),
        _ => Err(no_metadata(&v)),
    }
}

fn check_map(meta: &Value) -> R<()> {
    match meta.view() {
        View::Nil | View::Map(_) | View::SortedMap(_) => Ok(()),
        View::Instance(i) if i.ty.is_a(&h::IPERSISTENT_MAP) => Ok(()),
        _ => Err(crate::convert::not_castable(
            meta,
            "clojure.lang.IPersistentMap",
        )),
    }
}

#[cold]
fn no_metadata(v: &Value) -> Box<Thrown> {
    if v.is_nil() {
        return Thrown::null_pointer(
            "Cannot invoke \"clojure.lang.IObj.withMeta(clojure.lang.IPersistentMap)\" because \
             \"x\" is null",
        );
    }
    crate::convert::not_castable(v, "clojure.lang.IObj")
}

fn symbol(v: &Value, meta: Value) -> Value {
    let symbol = v.as_symbol().expect("a symbol");
    if meta.is_nil() {
        Value::symbol(symbol)
    } else {
        Value::new(SymbolMeta { symbol, meta })
    }
}

/// Sets the metadata of a collection: in place if nobody else holds it.
fn set<T: HeapType>(
    v: Value,
    meta: Value,
    put: impl Fn(&mut T, Value),
    copy: impl FnOnce(&T) -> T,
) -> Value {
    let mut shared = v.into_shared::<T>().unwrap_or_else(|v| {
        unreachable!("asked for the wrong type: {v:?}");
    });
    if let Some(data) = Shared::get_mut(&mut shared) {
        put(data, meta);
        return Value::heap(shared);
    }
    let mut data = copy(&shared);
    put(&mut data, meta);
    Value::new(data)
}

fn copy_list(l: &List) -> List {
    List {
        first: l.first.clone(),
        rest: l.rest.clone(),
        count: l.count,
        span: Span::NONE,
        meta: Value::NIL,
    }
}

/// A function that does the same as `f` and carries metadata.
fn wrapped(f: Value, meta: Value) -> Value {
    let name = match f.view() {
        View::Native(n) => format!("{}/{}", n.ns, n.name),
        View::NativeClosure(n) => n.name.to_string(),
        View::ProtocolFn(p) => format!("{}/{}", p.protocol.ns(), p.method),
        _ => String::new(),
    };
    let call: BoxedNative = Box::new(move |cx: &mut Cx, args: Args| cx.call(&f, args));
    Value::new(NativeClosure {
        name: name.into(),
        call: Box::new(call),
        meta,
    })
}

fn instance(cx: &mut Cx, v: Value, meta: Value) -> R {
    let i = v.get::<Instance>().expect("an instance");
    if i.ty.kind == TypeKind::Type {
        return match interface_method(cx, &v, "withMeta")? {
            Some(method) => cx.call2(&method, v, meta),
            None => Err(no_metadata(&v)),
        };
    }
    let mut copy = i.duplicate();
    copy.meta = meta;
    Ok(Value::new(copy))
}
