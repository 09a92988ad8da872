//! Sequences: walking them, ranges, chunks, iterators.

use clutch_core::coll::Vector;
use clutch_core::native::{Native, Special};
use clutch_core::seq::{Chunk, ChunkBuffer, Range};
use clutch_core::{R, Tag, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::{Cx, iter as iters, number, seq as seqs};
use parking_lot::Mutex;

/// The elements of a collection as a seq; nil if there are none.
///
/// (seq [1 2]) ;=> (1 2)
/// (seq []) ;=> nil
/// (seq "ab") ;=> (\a \b)
#[native("clojure.core", "seq")]
fn seq(cx: &mut Cx, coll: Value) -> R {
    seqs::seq(cx, coll)
}

/// The first element, or nil.
///
/// (first [1 2]) ;=> 1
/// (first nil) ;=> nil
#[native("clojure.core", "first")]
fn first(cx: &mut Cx, coll: Value) -> R {
    seqs::first(cx, &coll)
}

/// A seq of the elements after the first; nil if there are none.
///
/// (next [1 2]) ;=> (2)
/// (next [1]) ;=> nil
#[native("clojure.core", "next")]
fn next(cx: &mut Cx, coll: Value) -> R {
    seqs::next(cx, coll)
}

/// The elements after the first, not realised yet; an empty seq if there are none.
///
/// (rest [1 2]) ;=> (2)
/// (rest [1]) ;=> ()
#[native("clojure.core", "rest")]
fn rest(cx: &mut Cx, coll: Value) -> R {
    seqs::rest(cx, coll)
}

/// A seq of x and then the elements of coll, which is not realised.
///
/// (cons 1 [2 3]) ;=> (1 2 3)
/// (cons 1 nil) ;=> (1)
#[native("clojure.core", "cons")]
fn cons(cx: &mut Cx, x: Value, coll: Value) -> R {
    seqs::cons(cx, x, coll)
}

/// A seq of the elements of a vector or sorted collection, last first; nil if there are none.
///
/// (rseq [1 2 3]) ;=> (3 2 1)
/// (rseq (sorted-set 1 2)) ;=> (2 1)
#[native("clojure.core", "rseq")]
fn rseq(cx: &mut Cx, rev: Value) -> R {
    seqs::rseq(cx, rev)
}

/// The numbers from start (0) up to but not including end, or without end, by step (1).
///
/// (range 3) ;=> (0 1 2)
/// (range 10 0 -4) ;=> (10 6 2)
/// (range 0.0 1.0 0.5) ;=> (0.0 0.5)
#[native("clojure.core", "range", arglists = "[] [end] [start end] [start end step]", arity0 = naturals, arity1 = range1)]
fn range(cx: &mut Cx, start: Value, end: Value, step: Option<Value>) -> R {
    range_of(cx, start, end, step.unwrap_or(Value::int(1)))
}

fn naturals(_cx: &mut Cx) -> R {
    Ok(seqs::range(0, 1, Range::ENDLESS))
}

fn range1(cx: &mut Cx, end: Value) -> R {
    range_of(cx, Value::int(0), end, Value::int(1))
}

fn range_of(cx: &mut Cx, start: Value, end: Value, step: Value) -> R {
    if let (Some(start), Some(end), Some(step)) = (start.as_int(), end.as_int(), step.as_int()) {
        let distance = i128::from(end) - i128::from(start);
        let step_wide = i128::from(step);
        if step == 0 && distance != 0 {
            return Ok(seqs::range(start, 0, Range::ENDLESS));
        }
        let count = if distance == 0 || (distance > 0) != (step > 0) {
            0
        } else {
            // Rounded up; distance and step have the same sign.
            (distance + step_wide - step_wide.signum()) / step_wide
        };
        return Ok(or_empty(seqs::range(start, step, count as u64)));
    }
    let rising = number::compare::is_positive(&step)?;
    let falling = number::compare::is_negative(&step)?;
    let wrong_way = (rising && number::compare::gt(&start, &end)?)
        || (falling && number::compare::lt(&start, &end)?)
        || number::compare::num_eq(&start, &end)?
        || [&start, &end]
            .into_iter()
            .any(|n| n.as_float().is_some_and(f64::is_nan));
    if wrong_way {
        return Ok(or_empty(Value::NIL));
    }
    seqs::numbers(cx, start, end, step)
}

fn or_empty(s: Value) -> Value {
    if s.is_nil() {
        clutch_core::coll::List::empty()
    } else {
        s
    }
}

/// The first chunk of a chunked seq.
///
/// (count (chunk-first (seq [1 2 3]))) ;=> 3
#[native("clojure.core", "chunk-first")]
fn chunk_first(s: &Value) -> R {
    seqs::chunk_first(s)
}

/// What follows the first chunk of a chunked seq; an empty seq if nothing does.
///
/// (chunk-rest (seq [1 2 3])) ;=> ()
#[native("clojure.core", "chunk-rest")]
fn chunk_rest(s: &Value) -> R {
    seqs::after_chunk(s).map(or_empty)
}

/// The seq of what follows the first chunk of a chunked seq; nil if nothing does.
///
/// (chunk-next (seq [1 2 3])) ;=> nil
#[native("clojure.core", "chunk-next")]
fn chunk_next(cx: &mut Cx, s: &Value) -> R {
    let rest = seqs::after_chunk(s)?;
    seqs::seq(cx, rest)
}

/// A buffer to make a chunk of up to capacity elements in.
///
/// (count (chunk (chunk-buffer 4))) ;=> 0
#[native("clojure.core", "chunk-buffer")]
fn chunk_buffer(capacity: i64) -> Value {
    let capacity = usize::try_from(capacity).unwrap_or(0).min(1024);
    Value::new(ChunkBuffer(Mutex::new(Vec::with_capacity(capacity))))
}

/// Adds an element to a chunk buffer.
///
/// (let [b (chunk-buffer 2)] (chunk-append b 1) (count (chunk b))) ;=> 1
#[native("clojure.core", "chunk-append")]
fn chunk_append(b: &Value, x: Value) -> R {
    seqs::chunk_buffer(b)?.0.lock().push(x);
    Ok(Value::NIL)
}

/// The chunk of what is in a buffer, which is empty afterwards.
///
/// (let [b (chunk-buffer 1)] (chunk-append b :x) (nth (chunk b) 0)) ;=> :x
#[native("clojure.core", "chunk")]
fn chunk(b: &Value) -> R {
    let items = std::mem::take(&mut *seqs::chunk_buffer(b)?.0.lock());
    Ok(chunk_value(items))
}

/// A seq of the elements of a chunk and then those of a seq.
///
/// (chunk-cons (chunk-first (seq [1 2])) '(3)) ;=> (1 2 3)
#[native("clojure.core", "chunk-cons")]
fn chunk_cons(chunk: Value, rest: Value) -> R {
    seqs::chunk_cons(chunk, rest)
}

/// An empty vector with room for n elements, to be filled by `conj` in a loop.
///
/// (conj (clutch.rt/vector-for 2) 1) ;=> [1]
#[native("clutch.rt", "vector-for")]
fn vector_for(n: i64) -> Value {
    let capacity = usize::try_from(n).unwrap_or(0).min(1024);
    Value::vector(Vec::with_capacity(capacity))
}

/// The chunk of a vector's elements.
///
/// (nth (clutch.rt/chunk-of [:x]) 0) ;=> :x
#[native("clutch.rt", "chunk-of")]
fn chunk_of(v: Value) -> R {
    let items = match v.into_shared::<Vector>() {
        Ok(v) => Vector::into_vec(v),
        Err(v) => {
            let name = clutch_vm::class::class_of(&v).name;
            return Err(Thrown::class_cast(name, "clojure.lang.PersistentVector"));
        }
    };
    Ok(chunk_value(items))
}

/// The elements of a chunk if `f` can be called on each of them from Rust at least as fast as from
/// a loop of the language: functions written in Rust, keywords, maps, sets.
fn items_for<'a>(f: &Value, chunk: &'a Value) -> Option<&'a [Value]> {
    let direct = matches!(
        f.tag(),
        Tag::Native | Tag::Keyword | Tag::Map | Tag::Set | Tag::Vector
    );
    Some(&chunk.get::<Chunk>().filter(|_| direct)?.items)
}

fn call_on(cx: &mut Cx, f: &Value, x: &Value) -> R {
    cx.poll()?;
    match f.as_native() {
        Some(n) if n.special == Special::No => clutch_vm::native::call(cx, n, &mut [x.clone()]),
        _ => cx.call1(f, x.clone()),
    }
}

fn chunk_value(items: Vec<Value>) -> Value {
    Value::new(Chunk {
        items: items.into_boxed_slice(),
    })
}

/// The chunk of (f x) for each element, or nil if a loop of the language does it better.
///
/// (nth (clutch.rt/map-chunk inc (chunk-first (seq [1]))) 0) ;=> 2
#[native("clutch.rt", "map-chunk")]
fn map_chunk(cx: &mut Cx, f: &Value, chunk: &Value) -> R {
    let Some(items) = items_for(f, chunk) else {
        return Ok(Value::NIL);
    };
    let out: R<Vec<Value>> = items.iter().map(|x| call_on(cx, f, x)).collect();
    out.map(chunk_value)
}

/// The chunk of the elements for which (pred x) is true, or nil if a loop of the language does it
/// better.
///
/// (count (clutch.rt/filter-chunk odd? (chunk-first (seq [1 2])))) ;=> 1
#[native("clutch.rt", "filter-chunk")]
fn filter_chunk(cx: &mut Cx, pred: &Value, chunk: &Value) -> R {
    let Some(items) = items_for(pred, chunk) else {
        return Ok(Value::NIL);
    };
    let mut out = Vec::with_capacity(items.len());
    for x in items {
        if call_on(cx, pred, x)?.truthy() {
            out.push(x.clone());
        }
    }
    Ok(chunk_value(out))
}

/// A one-pass iterator over anything seqable, for `clutch.rt/next!`.
///
/// (clutch.rt/next! (clutch.rt/iter [1 2])) ;=> 1
#[native("clutch.rt", "iter")]
fn iter(cx: &mut Cx, coll: Value) -> R {
    iters::iter(cx, coll)
}

/// The next element of an iterator, or the end mark that `clutch.rt/done?` knows.
///
/// (clutch.rt/done? (clutch.rt/next! (clutch.rt/iter []))) ;=> true
#[native("clutch.rt", "next!")]
fn next_bang(cx: &mut Cx, it: &Value) -> R {
    iters::next(cx, it)
}

/// Whether a value is the end mark of iterators.
///
/// (clutch.rt/done? nil) ;=> false
#[native("clutch.rt", "done?")]
fn is_done(x: &Value) -> bool {
    x.tag() == Tag::Done
}

/// An iterator that gives the keys of a map or the indices of a vector; `clutch.rt/val!` gives
/// the value that belongs to the last one.
///
/// (let [it (clutch.rt/kv-iter {:a 1})] [(clutch.rt/next! it) (clutch.rt/val! it)]) ;=> [:a 1]
#[native("clutch.rt", "kv-iter")]
fn kv_iter(cx: &mut Cx, coll: Value) -> R {
    iters::kv_iter(cx, coll)
}

/// The value that belongs to the last key of `clutch.rt/kv-iter`. Gives it once.
///
/// (let [it (clutch.rt/kv-iter [:x])] [(clutch.rt/next! it) (clutch.rt/val! it)]) ;=> [0 :x]
#[native("clutch.rt", "val!")]
fn val_bang(it: &Value) -> R {
    iters::last_value(it)
}

/// A value that is identical to itself only: the same at each call.
///
/// (identical? (clutch.rt/sentinel) (clutch.rt/sentinel)) ;=> true
/// (= (clutch.rt/sentinel) nil) ;=> false
#[native("clutch.rt", "sentinel")]
fn sentinel() -> Value {
    static SENTINEL: std::sync::LazyLock<Value> =
        std::sync::LazyLock::new(|| Value::new(ChunkBuffer(Mutex::new(Vec::new()))));
    SENTINEL.clone()
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    seq,
    first,
    next,
    rest,
    cons,
    rseq,
    range,
    chunk_first,
    chunk_rest,
    chunk_next,
    chunk_buffer,
    chunk_append,
    chunk,
    chunk_cons,
    vector_for,
    chunk_of,
    map_chunk,
    filter_chunk,
    iter,
    next_bang,
    is_done,
    kv_iter,
    val_bang,
    sentinel,
];
