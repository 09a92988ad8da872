//! Collections: making them, looking into them, changing them.
//!
//! What each does for which kind is decided in `clutch_vm::{assoc, conj}`; here are the names,
//! the counts of arguments and what is particular to a name.

use clutch_core::coll::{List, Map, Set, SortedMap, SortedSet, Vector};
use clutch_core::native::Native;
use clutch_core::{R, Tag, Thrown, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::class::{class_of, host as h};
use clutch_vm::{Args, Cx, assoc as access, conj as bag, iter, number, seq as seqs};

/// A list of the arguments.
///
/// (list 1 2 3) ;=> (1 2 3)
/// (list) ;=> ()
#[native("clojure.core", "list")]
fn list(items: Args) -> Value {
    List::from_vec(items.into_vec())
}

/// A vector of the arguments.
///
/// (vector 1 2 3) ;=> [1 2 3]
#[native("clojure.core", "vector")]
fn vector(items: Args) -> Value {
    Value::vector(items.into_vec())
}

/// A vector of the elements of a collection. A vector stays itself.
///
/// (vec '(1 2 3)) ;=> [1 2 3]
/// (vec nil) ;=> []
/// (vec "ab") ;=> [\a \b]
#[native("clojure.core", "vec")]
fn vec(cx: &mut Cx, coll: Value) -> R {
    match coll.view() {
        View::Vector(v) if v.meta.is_nil() => return Ok(coll),
        View::Vector(_) => return clutch_vm::meta::with_meta(cx, coll, Value::NIL),
        _ => {}
    }
    elements(cx, coll).map(Value::vector)
}

/// All elements of what Java can turn into an array: instances must say that they are iterable
/// or collections.
pub(crate) fn elements(cx: &mut Cx, coll: Value) -> R<Vec<Value>> {
    let closed = match coll.view() {
        View::Instance(i) => ![&h::ITERABLE, &h::MAP, &h::ISEQ, &h::IREDUCE_INIT]
            .into_iter()
            .any(|interface| i.ty.is_a(interface)),
        _ => false,
    };
    let state = if closed {
        Err(coll)
    } else {
        iter::try_state(cx, coll)?
    };
    let mut iter = state.map_err(|other| {
        Thrown::runtime(format!(
            "Unable to convert: class {} to Object[]",
            class_of(&other).name
        ))
    })?;
    iter::collect(cx, &mut iter)
}

/// A set of the elements of a collection. A set stays itself.
///
/// (count (set [1 2 1])) ;=> 2
/// (set nil) ;=> #{}
#[native("clojure.core", "set")]
fn set(cx: &mut Cx, coll: Value) -> R {
    if matches!(coll.tag(), Tag::Set | Tag::SortedSet) {
        if clutch_vm::meta::meta(&coll).is_nil() {
            return Ok(coll);
        }
        return clutch_vm::meta::with_meta(cx, coll, Value::NIL);
    }
    let mut items = iter::state(cx, coll)?;
    let mut set = Set::new();
    while let Some(x) = iter::step(cx, &mut items)? {
        set.insert(cx, x)?;
    }
    Ok(Value::new(set))
}

/// The arguments as keys and values in turn.
fn pairs(cx: &mut Cx, args: Args) -> R<Vec<(Value, Value)>> {
    let mut pairs = Vec::with_capacity(args.len() / 2);
    let mut args = args.into_iter();
    while let Some(key) = args.next() {
        match args.next() {
            Some(value) => pairs.push((key, value)),
            None => return Err(no_value(cx, &key)),
        }
    }
    Ok(pairs)
}

#[cold]
fn no_value(cx: &mut Cx, key: &Value) -> Box<Thrown> {
    let text = match key.view() {
        View::Nil => "null".to_string(),
        _ => match clutch_vm::print::text(cx, key) {
            Ok(text) => text,
            Err(thrown) => return thrown,
        },
    };
    Thrown::illegal_argument(format!("No value supplied for key: {text}"))
}

/// A hash map of keys and values in turn; of equal keys the last value counts.
///
/// (hash-map :a 1 :b 2) ;=> {:b 2, :a 1}
#[native("clojure.core", "hash-map")]
fn hash_map(cx: &mut Cx, keyvals: Args) -> R {
    if keyvals.is_empty() {
        return Ok(Value::new(Map::new()));
    }
    let mut m = Map::new_hash();
    for (key, value) in pairs(cx, keyvals)? {
        m.insert(cx, key, value)?;
    }
    Ok(Value::new(m))
}

/// A map of keys and values in turn that keeps their order, at any size until a key is added to
/// more than eight; of equal keys the last value counts.
///
/// (array-map :z 1 :a 2) ;=> {:z 1, :a 2}
#[native("clojure.core", "array-map")]
fn array_map(cx: &mut Cx, keyvals: Args) -> R {
    let pairs = pairs(cx, keyvals)?;
    array_map_of(cx, pairs)
}

/// A flat map; found keys keep their first place.
fn array_map_of(cx: &mut Cx, pairs: Vec<(Value, Value)>) -> R {
    if pairs.len() <= clutch_core::coll::map::FLAT_MAX {
        return Ok(Value::new(Map::from_entries(cx, pairs)?));
    }
    // Which keys repeat is found with a hash map; the order is that of the first of each.
    let mut last = Map::new_hash();
    let mut order = Vec::new();
    for (key, value) in pairs {
        if last.insert(cx, key.clone(), value)? {
            order.push(key);
        }
    }
    let mut entries = Vec::with_capacity(order.len());
    for key in order {
        let value = last.get(cx, &key)?.cloned().unwrap_or_default();
        entries.push((key, value));
    }
    Ok(Value::new(Map::from_distinct(entries)))
}

/// Makes the map that a map pattern after & binds: of keys and values in turn, of a map alone,
/// or of both with the map last.
///
/// (clutch.rt/seq-to-map '(:a 1 :b 2)) ;=> {:a 1, :b 2}
/// (clutch.rt/seq-to-map '({:b 2})) ;=> {:b 2}
#[native("clutch.rt", "seq-to-map")]
fn seq_to_map(cx: &mut Cx, s: Value) -> R {
    let mut items = seqs::to_vec(cx, s)?;
    match items.len() {
        0 => return Ok(Value::new(Map::new())),
        1 => return Ok(items.swap_remove(0)),
        _ => {}
    }
    let trailing = if items.len() % 2 == 1 {
        items.pop()
    } else {
        None
    };
    let pairs = pairs(cx, items.into())?;
    let mut m = array_map_of(cx, pairs)?;
    if let Some(more) = trailing {
        m = bag::conj(cx, m, more)?;
    }
    Ok(m)
}

/// A hash set of the arguments.
///
/// (hash-set 1 2 1) ;=> #{1 2}
#[native("clojure.core", "hash-set")]
fn hash_set(cx: &mut Cx, items: Args) -> R {
    Ok(Value::new(Set::from_items(cx, items)?))
}

/// Checks a comparator, and turns `compare` into nil, which collections know a fast way for.
pub(crate) fn comparator(f: Value) -> R {
    match f.view() {
        View::Native(n) if n.name == "compare" && n.ns == "clojure.core" => Ok(Value::NIL),
        View::Native(_)
        | View::NativeClosure(_)
        | View::Closure(_)
        | View::MultiFn(_)
        | View::ProtocolFn(_)
        | View::Instance(_)
        | View::Nil => Ok(f),
        View::Host(x) if x.class.is_a(&h::COMPARATOR) => Ok(f),
        _ => Err(clutch_vm::convert::not_castable(&f, "java.util.Comparator")),
    }
}

fn sorted_map_of(cx: &mut Cx, comparator: Value, keyvals: Args) -> R {
    let mut m = SortedMap::new(comparator);
    for (key, value) in pairs(cx, keyvals)? {
        m.insert(cx, key, value)?;
    }
    Ok(Value::new(m))
}

fn sorted_set_of(cx: &mut Cx, comparator: Value, items: Args) -> R {
    let mut s = SortedSet::new(comparator);
    for x in items {
        s.insert(cx, x)?;
    }
    Ok(Value::new(s))
}

/// A map of keys and values in turn, ordered by its keys.
///
/// (sorted-map 2 :b 1 :a) ;=> {1 :a, 2 :b}
#[native("clojure.core", "sorted-map")]
fn sorted_map(cx: &mut Cx, keyvals: Args) -> R {
    sorted_map_of(cx, Value::NIL, keyvals)
}

/// A map of keys and values in turn, ordered by a comparator function of its keys.
///
/// (sorted-map-by > 1 :a 2 :b) ;=> {2 :b, 1 :a}
#[native("clojure.core", "sorted-map-by")]
fn sorted_map_by(cx: &mut Cx, f: Value, keyvals: Args) -> R {
    let f = comparator(f)?;
    sorted_map_of(cx, f, keyvals)
}

/// An ordered set of the arguments.
///
/// (sorted-set 3 1 2) ;=> #{1 2 3}
#[native("clojure.core", "sorted-set")]
fn sorted_set(cx: &mut Cx, items: Args) -> R {
    sorted_set_of(cx, Value::NIL, items)
}

/// A set of the arguments, ordered by a comparator function.
///
/// (sorted-set-by > 1 2 3) ;=> #{3 2 1}
#[native("clojure.core", "sorted-set-by")]
fn sorted_set_by(cx: &mut Cx, f: Value, items: Args) -> R {
    let f = comparator(f)?;
    sorted_set_of(cx, f, items)
}

/// The collection with elements added: at the end of vectors, at the front of lists and seqs, as
/// entries of maps. nil becomes a list.
///
/// (conj [1] 2 3) ;=> [1 2 3]
/// (conj '(1) 2 3) ;=> (3 2 1)
/// (conj {:a 1} [:b 2]) ;=> {:a 1, :b 2}
/// (conj nil 1) ;=> (1)
#[native("clojure.core", "conj", arglists = "[] [coll] [coll x] [coll x & xs]", arity2 = bag::conj)]
fn conj(cx: &mut Cx, args: Args) -> R {
    let mut args = args.into_iter();
    let Some(mut coll) = args.next() else {
        return Ok(Value::new(Vector::new()));
    };
    for x in args {
        coll = bag::conj(cx, coll, x)?;
    }
    Ok(coll)
}

/// The collection with values put under keys: keys of maps, indices of vectors (the count adds at
/// the end). nil becomes a map.
///
/// (assoc {:a 1} :b 2) ;=> {:a 1, :b 2}
/// (assoc [1 2] 0 :x) ;=> [:x 2]
/// (assoc nil :a 1) ;=> {:a 1}
#[native("clojure.core", "assoc", arglists = "[map key val] [map key val & kvs]", arity3 = access::assoc)]
fn assoc(cx: &mut Cx, map: Value, key: Value, val: Value, kvs: Args) -> R {
    let mut map = access::assoc(cx, map, key, val)?;
    let mut kvs = kvs.into_iter();
    while let Some(key) = kvs.next() {
        let Some(val) = kvs.next() else {
            return Err(Thrown::illegal_argument(
                "assoc expects even number of arguments after map/vector, found odd number",
            ));
        };
        map = access::assoc(cx, map, key, val)?;
    }
    Ok(map)
}

/// The map without the entries of some keys.
///
/// (dissoc {:a 1 :b 2 :c 3} :a :b) ;=> {:c 3}
#[native("clojure.core", "dissoc")]
fn dissoc(cx: &mut Cx, map: Value, ks: Args) -> R {
    let mut map = map;
    for key in &ks {
        map = access::dissoc(cx, map, key)?;
    }
    Ok(map)
}

/// The set without some elements.
///
/// (disj #{1 2 3} 1 2) ;=> #{3}
#[native("clojure.core", "disj")]
fn disj(cx: &mut Cx, set: Value, xs: Args) -> R {
    let mut set = set;
    for x in &xs {
        set = bag::disj(cx, set, x)?;
    }
    Ok(set)
}

/// The value of a key: of a map, the index of a vector or string, an element of a set; else
/// not-found, or nil.
///
/// (get {:a 1} :a) ;=> 1
/// (get [1 2] 5 :none) ;=> :none
/// (get nil :a) ;=> nil
#[native("clojure.core", "get", arglists = "[map key] [map key not-found]", arity2 = get2)]
fn get(cx: &mut Cx, map: &Value, key: &Value, not_found: Value) -> R {
    access::get_or(cx, map, key, not_found)
}

fn get2(cx: &mut Cx, map: Value, key: Value) -> R {
    access::get(cx, &map, &key)
}

/// The element at an index of a vector, seq, string or array; not-found if there is none, or an
/// exception. Walks seqs.
///
/// (nth [:a :b] 1) ;=> :b
/// (nth [:a :b] 2 :none) ;=> :none
#[native("clojure.core", "nth", arglists = "[coll index] [coll index not-found]", arity2 = nth2)]
fn nth(cx: &mut Cx, coll: &Value, index: &Value, not_found: Value) -> R {
    access::nth_or(cx, coll, index, not_found)
}

fn nth2(cx: &mut Cx, coll: Value, index: Value) -> R {
    access::nth(cx, &coll, &index)
}

/// How many elements there are. Walks seqs that do not know it.
///
/// (count [1 2 3]) ;=> 3
/// (count nil) ;=> 0
/// (count "abc") ;=> 3
#[native("clojure.core", "count")]
fn count(cx: &mut Cx, coll: Value) -> R<i64> {
    bag::count_owned(cx, coll)
}

/// Whether there is this key in a map, element in a set, or index in a vector, string or array.
///
/// (contains? {:a nil} :a) ;=> true
/// (contains? [:a] 0) ;=> true
/// (contains? [:a] :a) ;=> false
#[native("clojure.core", "contains?")]
fn contains(cx: &mut Cx, coll: &Value, key: &Value) -> R<bool> {
    access::contains(cx, coll, key)
}

/// The entry of a key, or nil.
///
/// (find {:a 1} :a) ;=> [:a 1]
/// (find {:a 1} :b) ;=> nil
#[native("clojure.core", "find")]
fn find(cx: &mut Cx, map: &Value, key: &Value) -> R {
    access::find(cx, map, key)
}

/// The element that `pop` would take off: the last of a vector, the first of a list or queue.
///
/// (peek [1 2 3]) ;=> 3
/// (peek '(1 2 3)) ;=> 1
#[native("clojure.core", "peek")]
fn peek(cx: &mut Cx, coll: &Value) -> R {
    bag::peek(cx, coll)
}

/// A vector without its last, a list or queue without its first element.
///
/// (pop [1 2 3]) ;=> [1 2]
/// (pop '(1 2 3)) ;=> (2 3)
#[native("clojure.core", "pop")]
fn pop(cx: &mut Cx, coll: Value) -> R {
    bag::pop(cx, coll)
}

/// The empty collection of the same kind, with the same metadata; nil for what has none.
///
/// (empty [1 2]) ;=> []
/// (empty (map inc [1])) ;=> ()
/// (empty "text") ;=> nil
#[native("clojure.core", "empty")]
fn empty(cx: &mut Cx, coll: &Value) -> R {
    bag::empty(cx, coll)
}

/// An index argument: any number, cut to an integer.
fn index(n: &Value) -> R<i64> {
    number::cast::integer(n, number::cast::Width::Int)
}

/// The elements of a vector from index start up to but not including end, as a vector. It shares
/// memory with the vector.
///
/// (subvec [1 2 3 4] 1 3) ;=> [2 3]
/// (subvec [1 2 3 4] 2) ;=> [3 4]
#[native("clojure.core", "subvec")]
fn subvec(cx: &mut Cx, v: Value, start: &Value, end: Option<&Value>) -> R {
    let v = match v.view() {
        View::MapEntry(e) => Value::vector(vec![e.key.clone(), e.value.clone()]),
        _ => v,
    };
    // The end and the indexes are looked at before the vector is.
    let to = match end {
        Some(end) => end.clone(),
        None => Value::int(bag::count(cx, &v)?),
    };
    let not_a_vector =
        |v: &Value| clutch_vm::convert::not_castable(v, "clojure.lang.IPersistentVector");
    if !v.is_nil() && v.tag() != Tag::Vector {
        return Err(not_a_vector(&v));
    }
    let (from, to) = (vector_index(start)?, vector_index(&to)?);
    if from < 0 || to < from {
        return Err(Thrown::index_out_of_bounds());
    }
    let mut v = v.into_shared::<Vector>().map_err(|v| not_a_vector(&v))?;
    if to > v.count() as i64 {
        return Err(Thrown::index_out_of_bounds());
    }
    let v_mut = Vector::unshare(&mut v);
    v_mut.slice(from as usize, to as usize);
    v_mut.meta = Value::NIL;
    Ok(Value::heap(v))
}

fn vector_index(n: &Value) -> R<i64> {
    match number::Num::of(n) {
        Some(_) => index(n),
        None => Err(clutch_vm::convert::not_castable(n, "java.lang.Number")),
    }
}

/// A seq of the keys of a map; nil if it is empty.
///
/// (keys {:a 1 :b 2}) ;=> (:a :b)
#[native("clojure.core", "keys")]
fn keys(cx: &mut Cx, map: Value) -> R {
    access::keys(cx, map)
}

/// A seq of the values of a map, in the order of `keys`; nil if it is empty.
///
/// (vals {:a 1 :b 2}) ;=> (1 2)
#[native("clojure.core", "vals")]
fn vals(cx: &mut Cx, map: Value) -> R {
    access::vals(cx, map)
}

/// The key of a map entry.
///
/// (key (first {:a 1})) ;=> :a
#[native("clojure.core", "key")]
fn key(cx: &mut Cx, e: &Value) -> R {
    access::key(cx, e)
}

/// The value of a map entry.
///
/// (val (first {:a 1})) ;=> 1
#[native("clojure.core", "val")]
fn val(cx: &mut Cx, e: &Value) -> R {
    access::val(cx, e)
}

/// Leaves nil under a key that a collection has, if nobody else holds the collection, so that the
/// value read before is held by its reader alone; else gives the collection back as it is.
///
/// (let [m {:a 1} v (get m :a)] [v (get (clutch.rt/vacate (assoc m :b 2) :a) :b)]) ;=> [1 2]
#[native("clutch.rt", "vacate")]
fn vacate(cx: &mut Cx, coll: Value, key: &Value) -> R {
    access::vacate(cx, coll, key)
}

/// The elements of a sorted collection as a seq, in its order or against it.
///
/// (clutch.rt/sorted-seq (sorted-set 1 2) false) ;=> (2 1)
#[native("clutch.rt", "sorted-seq")]
fn sorted_seq(cx: &mut Cx, sorted: &Value, ascending: bool) -> R {
    clutch_vm::sorted::seq(cx, sorted, ascending)
}

/// The elements of a sorted collection from the first that is not before key, in its order or
/// against it.
///
/// (clutch.rt/sorted-seq-from (sorted-set 1 3 5) 2 true) ;=> (3 5)
/// (clutch.rt/sorted-seq-from (sorted-set 1 3 5) 4 false) ;=> (3 1)
#[native("clutch.rt", "sorted-seq-from")]
fn sorted_seq_from(cx: &mut Cx, sorted: &Value, key: &Value, ascending: bool) -> R {
    clutch_vm::sorted::seq_from(cx, sorted, key, ascending)
}

/// How an element of a sorted collection compares with a key: negative, zero or positive.
///
/// (clutch.rt/sorted-compare (sorted-map 1 :a) (first {1 :a}) 5) ;=> -1
#[native("clutch.rt", "sorted-compare")]
fn sorted_compare(cx: &mut Cx, sorted: &Value, element: &Value, key: &Value) -> R<i64> {
    clutch_vm::sorted::compare(cx, sorted, element, key)
}

/// A builder that starts with a vector, map or set, and changes in place until `persistent!`.
///
/// (persistent! (conj! (transient [1]) 2)) ;=> [1 2]
#[native("clojure.core", "transient")]
fn transient(coll: Value) -> R {
    clutch_vm::transient::transient(coll)
}

/// The collection that a transient has built. The transient cannot be used any more.
///
/// (persistent! (transient #{1})) ;=> #{1}
#[native("clojure.core", "persistent!")]
fn persistent(coll: &Value) -> R {
    clutch_vm::transient::persistent(coll)
}

/// Adds an element to a transient, which is the result.
///
/// (persistent! (conj! (transient {}) [:a 1])) ;=> {:a 1}
#[native("clojure.core", "conj!", arglists = "[] [coll] [coll x]", arity0 = new_transient, arity1 = same)]
fn conj_bang(cx: &mut Cx, coll: Value, x: Value) -> R {
    clutch_vm::transient::conj_bang(cx, coll, x)
}

fn new_transient(_cx: &mut Cx) -> R {
    clutch_vm::transient::transient(Value::new(Vector::new()))
}

fn same(_cx: &mut Cx, coll: Value) -> R {
    Ok(coll)
}

/// Puts values under keys of a transient map or vector, which is the result.
///
/// (persistent! (assoc! (transient {}) :a 1 :b 2)) ;=> {:a 1, :b 2}
#[native("clojure.core", "assoc!")]
fn assoc_bang(cx: &mut Cx, coll: Value, key: Value, val: Value, kvs: Args) -> R {
    let mut coll = clutch_vm::transient::assoc_bang(cx, coll, key, val)?;
    let mut kvs = kvs.into_iter();
    while let Some(key) = kvs.next() {
        // As in the reference, a key without a value gets nil.
        let val = kvs.next().unwrap_or_default();
        coll = clutch_vm::transient::assoc_bang(cx, coll, key, val)?;
    }
    Ok(coll)
}

/// Removes keys from a transient map, which is the result.
///
/// (persistent! (dissoc! (transient {:a 1 :b 2}) :a)) ;=> {:b 2}
#[native("clojure.core", "dissoc!")]
fn dissoc_bang(cx: &mut Cx, map: Value, key: Value, ks: Args) -> R {
    let mut map = clutch_vm::transient::dissoc_bang(cx, map, &key)?;
    for key in &ks {
        map = clutch_vm::transient::dissoc_bang(cx, map, key)?;
    }
    Ok(map)
}

/// Removes elements from a transient set, which is the result.
///
/// (persistent! (disj! (transient #{1 2}) 1)) ;=> #{2}
#[native("clojure.core", "disj!", arglists = "[set] [set key] [set key & ks]")]
fn disj_bang(cx: &mut Cx, set: Value, ks: Args) -> R {
    let mut set = set;
    for key in &ks {
        set = clutch_vm::transient::disj_bang(cx, set, key)?;
    }
    Ok(set)
}

/// Removes the last element of a transient vector, which is the result.
///
/// (persistent! (pop! (transient [1 2]))) ;=> [1]
#[native("clojure.core", "pop!")]
fn pop_bang(coll: Value) -> R {
    clutch_vm::transient::pop_bang(coll)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    list,
    vector,
    vec,
    set,
    hash_map,
    array_map,
    seq_to_map,
    hash_set,
    sorted_map,
    sorted_map_by,
    sorted_set,
    sorted_set_by,
    conj,
    assoc,
    dissoc,
    disj,
    get,
    nth,
    count,
    contains,
    find,
    peek,
    pop,
    empty,
    subvec,
    keys,
    vals,
    key,
    val,
    vacate,
    sorted_seq,
    sorted_seq_from,
    sorted_compare,
    transient,
    persistent,
    conj_bang,
    assoc_bang,
    dissoc_bang,
    disj_bang,
    pop_bang,
];
