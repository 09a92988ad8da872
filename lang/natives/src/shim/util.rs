//! `java.util`: mutable lists, maps, sets and queues, iterators, `Arrays`, `Collections`,
//! `Objects`, `UUID`, `Random`, `Base64`, `Locale`, `StringTokenizer`.

use super::collection::add_to;
use super::{ArrayKind, Held, array, byte_array, bytes_of, members};
use crate::bridge::{text_of, vector};
use clutch_core::coll::{Map, Set, SortedMap, Vector, simple_hash};
use clutch_core::object::{Array, HostData, HostShape, Uuid};
use clutch_core::seq::IterState;
use clutch_core::{R, Thrown, TypeInfo, Value, View, class};
use clutch_vm::class::host as h;
use clutch_vm::{Args, Cx, assoc, eq, hash, iter, order, seq};
use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};

// ---- lists -------------------------------------------------------------------------------------

/// Elements of a list: a vector of the language, which gives snapshots for nothing, or a deque
/// for what is used from both ends.
enum Elements {
    Vector(Value),
    Deque(VecDeque<Value>),
}

/// A mutable list or queue.
pub(super) struct JavaList {
    elements: Held<Elements>,
    /// Comparator of a priority queue.
    priority: Option<Value>,
}

impl Elements {
    fn vector(&mut self) -> Option<&mut Vector> {
        match self {
            Elements::Vector(v) => {
                if !v.is_unique() {
                    let copy = v.get::<Vector>().expect("a vector").clone();
                    *v = Value::new(copy);
                }
                v.get_mut::<Vector>()
            }
            Elements::Deque(_) => None,
        }
    }

    fn deque(&mut self) -> &mut VecDeque<Value> {
        if let Elements::Vector(_) = self {
            let items = self.to_vec();
            *self = Elements::Deque(items.into());
        }
        match self {
            Elements::Deque(d) => d,
            Elements::Vector(_) => unreachable!("made a deque above"),
        }
    }

    fn len(&self) -> usize {
        match self {
            Elements::Vector(v) => v.get::<Vector>().map_or(0, Vector::count),
            Elements::Deque(d) => d.len(),
        }
    }

    fn nth(&self, i: usize) -> Option<Value> {
        match self {
            Elements::Vector(v) => v.get::<Vector>()?.nth(i).cloned(),
            Elements::Deque(d) => d.get(i).cloned(),
        }
    }

    fn to_vec(&self) -> Vec<Value> {
        match self {
            Elements::Vector(v) => v.get::<Vector>().map_or_else(Vec::new, Vector::to_vec),
            Elements::Deque(d) => d.iter().cloned().collect(),
        }
    }

    fn push(&mut self, x: Value) {
        match self.vector() {
            Some(v) => v.push(x),
            None => self.deque().push_back(x),
        }
    }

    fn pop(&mut self) -> Option<Value> {
        match self.vector() {
            Some(v) => v.pop_last(),
            None => self.deque().pop_back(),
        }
    }

    /// The same kind of list with other elements.
    fn replace(&mut self, items: Vec<Value>) {
        *self = match self {
            Elements::Vector(_) => Elements::Vector(vector(items)),
            Elements::Deque(_) => Elements::Deque(items.into()),
        };
    }

    fn remove(&mut self, i: usize) -> Option<Value> {
        if i + 1 == self.len() {
            return self.pop();
        }
        match self {
            Elements::Deque(d) => d.remove(i),
            Elements::Vector(_) => {
                let mut items = self.to_vec();
                let old = (i < items.len()).then(|| items.remove(i));
                self.replace(items);
                old
            }
        }
    }
}

impl JavaList {
    fn value(class: &'static TypeInfo, elements: Elements) -> Value {
        Value::host(
            class,
            JavaList {
                elements: Held::new(elements),
                priority: None,
            },
        )
    }

    fn work<T>(&self, cx: &mut Cx, f: impl FnOnce(&mut Cx, &mut Elements) -> R<T>) -> R<T> {
        self.elements.with(cx, f)
    }

    /// Number of elements.
    pub(super) fn len(&self, cx: &mut Cx) -> R<usize> {
        self.work(cx, |_, e| Ok(e.len()))
    }

    /// Adds at the end, or where the order of a priority queue says.
    pub(super) fn push(&self, cx: &mut Cx, x: Value) -> R<()> {
        let Some(comparator) = &self.priority else {
            return self.work(cx, |_, e| {
                e.push(x);
                Ok(())
            });
        };
        self.work(cx, |cx, e| {
            let deque = e.deque();
            let (mut low, mut high) = (0, deque.len());
            while low < high {
                let middle = (low + high) / 2;
                if order::compare_by(cx, comparator, &x, &deque[middle])? == Ordering::Less {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            deque.insert(low, x);
            Ok(())
        })
    }

    pub(super) fn push_front(&self, cx: &mut Cx, x: Value) -> R<()> {
        self.work(cx, |_, e| {
            e.deque().push_front(x);
            Ok(())
        })
    }

    pub(super) fn pop_front(&self, cx: &mut Cx) -> R<Option<Value>> {
        self.work(cx, |_, e| Ok(e.deque().pop_front()))
    }

    pub(super) fn pop_back(&self, cx: &mut Cx) -> R<Option<Value>> {
        self.work(cx, |_, e| Ok(e.pop()))
    }

    /// The element at an index.
    pub(super) fn nth(&self, cx: &mut Cx, i: i64) -> R<Option<Value>> {
        self.work(cx, |_, e| {
            Ok(usize::try_from(i).ok().and_then(|i| e.nth(i)))
        })
    }

    fn last(&self, cx: &mut Cx) -> R<Option<Value>> {
        self.work(cx, |_, e| Ok(e.len().checked_sub(1).and_then(|i| e.nth(i))))
    }

    /// Replaces an element; gives the old one, none if there is none.
    pub(super) fn set(&self, cx: &mut Cx, i: i64, x: Value) -> R<Option<Value>> {
        self.work(cx, |_, e| {
            let Some(i) = usize::try_from(i).ok().filter(|i| *i < e.len()) else {
                return Ok(None);
            };
            let slot = match e.vector() {
                Some(v) => v.nth_mut(i).expect("inside"),
                None => &mut e.deque()[i],
            };
            Ok(Some(std::mem::replace(slot, x)))
        })
    }

    /// Inserts before an index; false if that is outside.
    pub(super) fn insert(&self, cx: &mut Cx, i: i64, x: Value) -> R<bool> {
        self.work(cx, |_, e| {
            let Some(i) = usize::try_from(i).ok().filter(|i| *i <= e.len()) else {
                return Ok(false);
            };
            let mut items = e.to_vec();
            items.insert(i, x);
            e.replace(items);
            Ok(true)
        })
    }

    /// Removes the element at an index.
    pub(super) fn remove(&self, cx: &mut Cx, i: i64) -> R<Option<Value>> {
        self.work(cx, |_, e| {
            let i = usize::try_from(i).ok().filter(|i| *i < e.len());
            Ok(i.and_then(|i| e.remove(i)))
        })
    }

    /// Removes the first element equal to `x`; whether there was one.
    pub(super) fn remove_equal(&self, cx: &mut Cx, x: &Value) -> R<bool> {
        self.work(cx, |cx, e| {
            for (i, v) in e.to_vec().iter().enumerate() {
                if eq::equal(cx, v, x)? {
                    e.remove(i);
                    return Ok(true);
                }
            }
            Ok(false)
        })
    }

    pub(super) fn clear(&self, cx: &mut Cx) -> R<()> {
        self.replace(cx, Vec::new())
    }

    /// Other elements.
    pub(super) fn replace(&self, cx: &mut Cx, items: Vec<Value>) -> R<()> {
        self.work(cx, |_, e| {
            e.replace(items);
            Ok(())
        })
    }
}

impl HostData for JavaList {
    fn shape(&self) -> HostShape {
        HostShape::List
    }
    fn items(&self) -> Option<Value> {
        self.elements.peek(|e| match e {
            Elements::Vector(v) => v.clone(),
            Elements::Deque(_) => vector(e.to_vec()),
        })
    }
    fn count(&self) -> Option<usize> {
        self.elements.peek(|e| e.len())
    }
}

/// Sorts stably by a comparator, or by `compare` if that is nil.
pub(super) fn sorted(cx: &mut Cx, mut items: Vec<Value>, comparator: &Value) -> R<Vec<Value>> {
    let mut failed = None;
    items.sort_by(|a, b| {
        if failed.is_some() {
            return Ordering::Equal;
        }
        order::compare_by(cx, comparator, a, b).unwrap_or_else(|e| {
            failed = Some(e);
            Ordering::Equal
        })
    });
    match failed {
        Some(e) => Err(e),
        None => Ok(items),
    }
}

// ---- maps and sets -----------------------------------------------------------------------------

/// Entries of a map.
enum Entries {
    /// A map or sorted map of the language.
    Map(Value),
    /// In the order of insertion: key to place, place to key and value.
    Linked {
        places: Value,
        entries: BTreeMap<i64, (Value, Value)>,
        next: i64,
    },
}

impl Entries {
    fn linked() -> Entries {
        Entries::Linked {
            places: Value::new(Map::new()),
            entries: BTreeMap::new(),
            next: 0,
        }
    }

    fn get(&self, cx: &mut Cx, key: &Value) -> R<Option<Value>> {
        match self {
            Entries::Map(m) => {
                if assoc::contains(cx, m, key)? {
                    assoc::get(cx, m, key).map(Some)
                } else {
                    Ok(None)
                }
            }
            Entries::Linked {
                places, entries, ..
            } => {
                let place = assoc::get(cx, places, key)?.as_int();
                Ok(place.and_then(|p| entries.get(&p)).map(|(_, v)| v.clone()))
            }
        }
    }

    fn put(&mut self, cx: &mut Cx, key: Value, value: Value) -> R<()> {
        match self {
            Entries::Map(m) => {
                // `assoc` takes the map, so where it may fail a copy is kept, at the price of
                // not working in place.
                let safe = m.get::<Map>().is_some() && simple_hash(&key).is_some();
                let kept = (!safe).then(|| m.clone());
                match assoc::assoc(cx, m.take(), key, value) {
                    Ok(new) => *m = new,
                    Err(e) => {
                        *m = kept.unwrap_or_else(|| Value::new(Map::new_hash()));
                        return Err(e);
                    }
                }
            }
            Entries::Linked {
                places,
                entries,
                next,
            } => match assoc::get(cx, places, &key)?.as_int() {
                Some(place) => {
                    if let Some(entry) = entries.get_mut(&place) {
                        entry.1 = value;
                    }
                }
                None => {
                    let old = places.take();
                    *places = assoc::assoc(cx, old, key.clone(), Value::int(*next))?;
                    entries.insert(*next, (key, value));
                    *next += 1;
                }
            },
        }
        Ok(())
    }

    fn remove(&mut self, cx: &mut Cx, key: &Value) -> R<()> {
        match self {
            Entries::Map(m) => *m = assoc::dissoc(cx, m.clone(), key)?,
            Entries::Linked {
                places, entries, ..
            } => {
                if let Some(place) = assoc::get(cx, places, key)?.as_int() {
                    entries.remove(&place);
                    let old = places.take();
                    *places = assoc::dissoc(cx, old, key)?;
                }
            }
        }
        Ok(())
    }

    fn clear(&mut self) {
        *self = match self {
            Entries::Linked { .. } => Entries::linked(),
            Entries::Map(m) => Entries::Map(match m.get::<SortedMap>() {
                Some(sorted) => sorted_map(sorted.comparator.clone()),
                None => Value::new(Map::new_hash()),
            }),
        };
    }

    fn len(&self) -> usize {
        match self {
            Entries::Map(m) => match m.view() {
                View::Map(m) => m.count(),
                View::SortedMap(m) => m.count(),
                _ => 0,
            },
            Entries::Linked { entries, .. } => entries.len(),
        }
    }

    fn snapshot(&self) -> Value {
        match self {
            Entries::Map(m) => m.clone(),
            Entries::Linked { entries, .. } => {
                Value::new(Map::from_distinct(entries.values().cloned().collect()))
            }
        }
    }
}

fn sorted_map(comparator: Value) -> Value {
    Value::new(SortedMap::new(comparator))
}

/// A mutable map.
pub(super) struct JavaMap(Held<Entries>);

impl JavaMap {
    /// Replaces the value of a key by what `f` makes of it (none removes the key); gives what else
    /// `f` gives. `f` must not use the map.
    pub(super) fn change(
        &self,
        cx: &mut Cx,
        key: Value,
        f: impl FnOnce(&mut Cx, Option<Value>) -> R<(Option<Value>, Value)>,
    ) -> R {
        self.0.with(cx, |cx, entries| {
            let old = entries.get(cx, &key)?;
            let (new, result) = f(cx, old)?;
            match new {
                Some(new) => entries.put(cx, key, new)?,
                None => entries.remove(cx, &key)?,
            }
            Ok(result)
        })
    }

    pub(super) fn clear(&self, cx: &mut Cx) -> R<()> {
        self.0.with(cx, |_, entries| {
            entries.clear();
            Ok(())
        })
    }
}

impl HostData for JavaMap {
    fn shape(&self) -> HostShape {
        HostShape::Map
    }
    fn items(&self) -> Option<Value> {
        self.0.peek(|e| e.snapshot())
    }
    fn count(&self) -> Option<usize> {
        self.0.peek(|e| e.len())
    }
}

/// A mutable set: the keys of a map, or a sorted set.
pub(super) struct JavaSet(Held<Entries>);

impl JavaSet {
    pub(super) fn add(&self, cx: &mut Cx, x: Value) -> R<bool> {
        self.0.with(cx, |cx, entries| {
            let fresh = entries.get(cx, &x)?.is_none();
            if fresh {
                entries.put(cx, x, Value::TRUE)?;
            }
            Ok(fresh)
        })
    }

    pub(super) fn remove(&self, cx: &mut Cx, x: &Value) -> R<bool> {
        self.0.with(cx, |cx, entries| {
            let there = entries.get(cx, x)?.is_some();
            if there {
                entries.remove(cx, x)?;
            }
            Ok(there)
        })
    }

    pub(super) fn clear(&self, cx: &mut Cx) -> R<()> {
        self.0.with(cx, |_, entries| {
            entries.clear();
            Ok(())
        })
    }
}

impl HostData for JavaSet {
    fn shape(&self) -> HostShape {
        HostShape::Set
    }
    fn items(&self) -> Option<Value> {
        self.0.peek(|e| {
            let keys: Vec<Value> = match e {
                Entries::Map(m) => match m.view() {
                    View::Map(m) => m.iter().map(|(k, _)| k.clone()).collect(),
                    View::SortedMap(m) => m.iter().map(|(k, _)| k.clone()).collect(),
                    _ => Vec::new(),
                },
                Entries::Linked { entries, .. } => {
                    entries.values().map(|(k, _)| k.clone()).collect()
                }
            };
            vector(keys)
        })
    }
    fn count(&self) -> Option<usize> {
        self.0.peek(|e| e.len())
    }
}

/// A number is a capacity, anything else the elements to start with.
fn initial(cx: &mut Cx, from: Option<Value>) -> R<Vec<Value>> {
    match from {
        None => Ok(Vec::new()),
        Some(v) if v.as_int().is_some() => Ok(Vec::new()),
        Some(v) => seq::to_vec(cx, v),
    }
}

fn new_map(cx: &mut Cx, class: &'static TypeInfo, mut entries: Entries, from: Option<Value>) -> R {
    for entry in initial(cx, from)? {
        let (key, value) = (
            super::object::part(&entry, 0)?,
            super::object::part(&entry, 1)?,
        );
        entries.put(cx, key, value)?;
    }
    Ok(Value::host(class, JavaMap(Held::new(entries))))
}

fn new_set(cx: &mut Cx, class: &'static TypeInfo, mut entries: Entries, from: Option<Value>) -> R {
    for x in initial(cx, from)? {
        entries.put(cx, x, Value::TRUE)?;
    }
    Ok(Value::host(class, JavaSet(Held::new(entries))))
}

fn hashed() -> Entries {
    Entries::Map(Value::new(Map::new_hash()))
}

/// A comparator, if the argument is one and not a collection.
fn as_comparator(v: &Option<Value>) -> Option<Value> {
    let v = v.as_ref()?;
    matches!(
        v.view(),
        View::Closure(_) | View::Native(_) | View::NativeClosure(_) | View::Instance(_)
    )
    .then(|| v.clone())
}

// ---- iterators ---------------------------------------------------------------------------------

/// An iterator: where it stands, and the element that `hasNext` looked at.
struct JavaIterator(Held<(IterState, Option<Value>)>);

impl HostData for JavaIterator {}

/// `.iterator` of any seqable.
pub(super) fn java_iterator(cx: &mut Cx, coll: Value) -> R {
    let state = iter::state(cx, coll)?;
    Ok(Value::host(
        &h::ITERATOR,
        JavaIterator(Held::new((state, None))),
    ))
}

fn iterator(v: &Value) -> R<&JavaIterator> {
    v.as_host::<JavaIterator>()
        .ok_or_else(|| super::text::wrong(v, "an iterator"))
}

pub(super) fn has_next(cx: &mut Cx, i: &Value) -> R<bool> {
    iterator(i)?.0.with(cx, |cx, (state, ahead)| {
        if ahead.is_none() {
            *ahead = iter::step(cx, state)?;
        }
        Ok(ahead.is_some())
    })
}

pub(super) fn next(cx: &mut Cx, i: &Value) -> R {
    iterator(i)?.0.with(cx, |cx, (state, ahead)| {
        let next = match ahead.take() {
            Some(v) => Some(v),
            None => iter::step(cx, state)?,
        };
        next.ok_or_else(no_element)
    })
}

fn no_element() -> Box<Thrown> {
    let mut e = clutch_core::error::Exception::new(&class::NO_SUCH_ELEMENT, "");
    e.message = Value::NIL;
    Box::new(Thrown::plain(e))
}

fn list_arg(v: &Value) -> R<&JavaList> {
    v.as_host::<JavaList>()
        .ok_or_else(|| super::text::wrong(v, "a mutable list or queue"))
}

fn need(v: Option<Value>) -> R {
    v.ok_or_else(no_element)
}

// ---- arrays ------------------------------------------------------------------------------------

fn array_arg(v: &Value) -> R<&Array> {
    v.get::<Array>()
        .ok_or_else(|| super::text::wrong(v, "an array"))
}

fn range_of(from: i64, to: i64, length: usize) -> R<std::ops::Range<usize>> {
    match (usize::try_from(from), usize::try_from(to)) {
        (Ok(a), Ok(b)) if a <= b && b <= length => Ok(a..b),
        _ => Err(Thrown::new(
            &class::ARRAY_INDEX_OUT_OF_BOUNDS,
            format!("Range [{from}, {to}) out of bounds for length {length}"),
        )),
    }
}

fn default_element(kind: ArrayKind) -> Value {
    match kind {
        ArrayKind::Object => Value::NIL,
        ArrayKind::Boolean => Value::FALSE,
        ArrayKind::Char => Value::char('\0'),
        ArrayKind::Double | ArrayKind::Float => Value::float(0.0),
        _ => Value::int(0),
    }
}

fn copied(a: &Array, range: std::ops::Range<i64>) -> R {
    let items = a.items.lock();
    let (from, to) = (range.start, range.end);
    if from < 0 || to < from || from > items.len() as i64 {
        return Err(Thrown::new(
            &class::ARRAY_INDEX_OUT_OF_BOUNDS,
            format!("{from} > {to}"),
        ));
    }
    let filler = default_element(a.kind);
    let at = |i: i64| {
        items
            .get(i as usize)
            .cloned()
            .unwrap_or_else(|| filler.clone())
    };
    let copy = (from..to).map(at).collect();
    Ok(Value::new(Array {
        kind: a.kind,
        component: a.component,
        items: parking_lot::Mutex::new(copy),
    }))
}

/// `[1, 2]` as Java writes collections.
fn bracketed(cx: &mut Cx, items: Vec<Value>) -> R<String> {
    let mut texts = Vec::new();
    for v in items {
        texts.push(if v.is_nil() {
            "null".to_string()
        } else {
            text_of(cx, &v)?
        });
    }
    Ok(format!("[{}]", texts.join(", ")))
}

// ---- random ------------------------------------------------------------------------------------

/// `java.util.Random`: the same numbers as on the JVM for the same seed.
struct Random(parking_lot::Mutex<(u64, Option<f64>)>);

impl HostData for Random {}

const MULTIPLIER: u64 = 0x5_DEEC_E66D;
const MASK: u64 = (1 << 48) - 1;

impl Random {
    fn value(seed: i64) -> Value {
        let state = (seed as u64 ^ MULTIPLIER) & MASK;
        Value::host(&h::RANDOM, Random(parking_lot::Mutex::new((state, None))))
    }

    fn bits(&self, count: u32) -> i32 {
        let mut state = self.0.lock();
        state.0 = state.0.wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        (state.0 >> (48 - count)) as i32
    }

    fn below(&self, bound: i64) -> R<i64> {
        let bound = i32::try_from(bound).ok().filter(|b| *b > 0);
        let bound = bound.ok_or_else(|| Thrown::illegal_argument("bound must be positive"))?;
        if bound & (bound - 1) == 0 {
            return Ok((i64::from(bound) * i64::from(self.bits(31))) >> 31);
        }
        loop {
            let bits = self.bits(31);
            let n = bits % bound;
            if bits.wrapping_sub(n).wrapping_add(bound - 1) >= 0 {
                return Ok(i64::from(n));
            }
        }
    }

    fn long(&self) -> i64 {
        let high = i64::from(self.bits(32)) << 32;
        high.wrapping_add(i64::from(self.bits(32)))
    }

    fn double(&self) -> f64 {
        let high = i64::from(self.bits(26)) << 27;
        (high + i64::from(self.bits(27))) as f64 / (1u64 << 53) as f64
    }

    /// Polar method; makes two at a time.
    fn gaussian(&self) -> f64 {
        if let Some(x) = self.0.lock().1.take() {
            return x;
        }
        loop {
            let (x, y) = (2.0 * self.double() - 1.0, 2.0 * self.double() - 1.0);
            let s = x * x + y * y;
            if s < 1.0 && s != 0.0 {
                let scale = (-2.0 * s.ln() / s).sqrt();
                self.0.lock().1 = Some(y * scale);
                return x * scale;
            }
        }
    }
}

fn random(v: &Value) -> R<&Random> {
    v.as_host::<Random>()
        .ok_or_else(|| super::text::wrong(v, "a random generator"))
}

// ---- base 64 -----------------------------------------------------------------------------------

/// Encoder and decoder of one alphabet.
struct Base64 {
    url: bool,
    padded: bool,
    /// Whether anything that is no digit is skipped.
    mime: bool,
}

impl HostData for Base64 {}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Base64 {
    fn value(url: bool, mime: bool) -> Value {
        Value::host(
            &h::BASE64,
            Base64 {
                url,
                padded: true,
                mime,
            },
        )
    }

    fn alphabet(&self) -> &'static [u8; 64] {
        if self.url { URL } else { STANDARD }
    }

    fn encode(&self, bytes: &[u8]) -> String {
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let n =
                chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
            for i in 0..4 {
                if i <= chunk.len() {
                    out.push(self.alphabet()[(n >> (18 - 6 * i) & 63) as usize] as char);
                } else if self.padded {
                    out.push('=');
                }
            }
        }
        out
    }

    fn decode(&self, text: &[u8]) -> R<Vec<u8>> {
        let mut out = Vec::new();
        let (mut n, mut digits) = (0u32, 0);
        for b in text.iter().filter(|b| **b != b'=') {
            let Some(d) = self.alphabet().iter().position(|a| a == b) else {
                if self.mime {
                    continue;
                }
                let message = format!("Illegal base64 character {b:x}");
                return Err(Thrown::illegal_argument(message));
            };
            n = n << 6 | d as u32;
            digits += 1;
            if digits == 4 {
                out.extend_from_slice(&n.to_be_bytes()[1..]);
                (n, digits) = (0, 0);
            }
        }
        match digits {
            1 => {
                return Err(Thrown::illegal_argument(
                    "Last unit does not have enough valid bits",
                ));
            }
            2 => out.push((n >> 4) as u8),
            3 => out.extend_from_slice(&((n >> 2) as u16).to_be_bytes()),
            _ => {}
        }
        Ok(out)
    }
}

fn base64(v: &Value) -> R<&Base64> {
    v.as_host::<Base64>()
        .ok_or_else(|| super::text::wrong(v, "a base 64 coder"))
}

fn byte_text(v: &Value) -> R<Vec<u8>> {
    match (bytes_of(v), v.as_str()) {
        (Some(bytes), _) => Ok(bytes),
        (None, Some(text)) => Ok(text.as_bytes().to_vec()),
        _ => Err(super::text::wrong(v, "bytes or a string")),
    }
}

/// A locale: only its name.
struct Locale(String);

impl HostData for Locale {
    fn text(&self) -> Option<String> {
        Some(self.0.clone())
    }
}

fn locale(name: &str) -> Value {
    Value::host(&h::LOCALE, Locale(name.to_string()))
}

fn uuid(v: &Value) -> R<Uuid> {
    v.get::<Uuid>()
        .copied()
        .ok_or_else(|| super::text::wrong(v, "a uuid"))
}

members! {
    "java.util.ArrayList" {
        fn new_array_list "new" (cx: &mut Cx, from: Option<Value>) -> R {
            let items = initial(cx, from)?;
            Ok(JavaList::value(&h::ARRAY_LIST, Elements::Vector(vector(items))))
        }
        fn ensure_capacity ".ensureCapacity" (_l: &Value, _n: i64) {}
        fn trim_to_size ".trimToSize" (_l: &Value) {}
    }
    "java.util.Vector" {
        fn new_vector "new" (cx: &mut Cx, from: Option<Value>) -> R {
            let items = initial(cx, from)?;
            Ok(JavaList::value(&h::JAVA_VECTOR, Elements::Vector(vector(items))))
        }
    }
    "java.util.Stack" {
        fn new_stack "new" () -> Value { JavaList::value(&h::STACK, Elements::Vector(vector(Vec::new()))) }
        fn stack_push ".push" (cx: &mut Cx, s: &Value, x: Value) -> R { list_arg(s)?.push(cx, x.clone())?; Ok(x) }
        fn stack_pop ".pop" (cx: &mut Cx, s: &Value) -> R { need(list_arg(s)?.pop_back(cx)?) }
        fn stack_peek ".peek" (cx: &mut Cx, s: &Value) -> R { need(list_arg(s)?.last(cx)?) }
        fn stack_empty ".empty" (cx: &mut Cx, s: &Value) -> R<bool> { Ok(list_arg(s)?.len(cx)? == 0) }
    }
    "java.util.LinkedList" {
        fn new_linked_list "new" (cx: &mut Cx, from: Option<Value>) -> R {
            let items = initial(cx, from)?;
            Ok(JavaList::value(&h::LINKED_LIST, Elements::Deque(items.into())))
        }
        fn linked_remove ".remove" (cx: &mut Cx, q: &Value) -> R { need(list_arg(q)?.pop_front(cx)?) }
    }
    "java.util.ArrayDeque" {
        fn new_array_deque "new" (cx: &mut Cx, from: Option<Value>) -> R {
            let items = initial(cx, from)?;
            Ok(JavaList::value(&h::ARRAY_DEQUE, Elements::Deque(items.into())))
        }
    }
    "java.util.PriorityQueue" {
        fn new_priority_queue "new" (cx: &mut Cx, from: Option<Value>, comparator: Option<Value>) -> R {
            let order = comparator.or_else(|| as_comparator(&from)).unwrap_or_default();
            let from = if as_comparator(&from).is_some() { None } else { from };
            let queue = Value::host(&h::PRIORITY_QUEUE, JavaList {
                elements: Held::new(Elements::Deque(VecDeque::new())),
                priority: Some(order),
            });
            for x in initial(cx, from)? {
                list_arg(&queue)?.push(cx, x)?;
            }
            Ok(queue)
        }
    }
    "java.util.Queue" {
        fn offer ".offer" (cx: &mut Cx, q: &Value, x: Value) -> R<bool> { add_to(cx, q, x) }
        fn poll ".poll" (cx: &mut Cx, q: &Value) -> R<Option<Value>> { list_arg(q)?.pop_front(cx) }
        fn peek ".peek" (cx: &mut Cx, q: &Value) -> R<Option<Value>> { list_arg(q)?.nth(cx, 0) }
        fn element ".element" (cx: &mut Cx, q: &Value) -> R { need(list_arg(q)?.nth(cx, 0)?) }
        fn queue_remove ".remove" (cx: &mut Cx, q: &Value) -> R { need(list_arg(q)?.pop_front(cx)?) }
    }
    "java.util.Deque" {
        fn push ".push" (cx: &mut Cx, q: &Value, x: Value) -> R<()> { list_arg(q)?.push_front(cx, x) }
        fn pop ".pop" (cx: &mut Cx, q: &Value) -> R { need(list_arg(q)?.pop_front(cx)?) }
        fn add_first ".addFirst" (cx: &mut Cx, q: &Value, x: Value) -> R<()> { list_arg(q)?.push_front(cx, x) }
        fn add_last ".addLast" (cx: &mut Cx, q: &Value, x: Value) -> R<()> { list_arg(q)?.push(cx, x) }
        fn offer_first ".offerFirst" (cx: &mut Cx, q: &Value, x: Value) -> R<bool> { list_arg(q)?.push_front(cx, x)?; Ok(true) }
        fn offer_last ".offerLast" (cx: &mut Cx, q: &Value, x: Value) -> R<bool> { list_arg(q)?.push(cx, x)?; Ok(true) }
        fn poll_first ".pollFirst" (cx: &mut Cx, q: &Value) -> R<Option<Value>> { list_arg(q)?.pop_front(cx) }
        fn poll_last ".pollLast" (cx: &mut Cx, q: &Value) -> R<Option<Value>> { list_arg(q)?.pop_back(cx) }
        fn peek_first ".peekFirst" (cx: &mut Cx, q: &Value) -> R<Option<Value>> { list_arg(q)?.nth(cx, 0) }
        fn peek_last ".peekLast" (cx: &mut Cx, q: &Value) -> R<Option<Value>> { list_arg(q)?.last(cx) }
        fn get_first ".getFirst" (cx: &mut Cx, q: &Value) -> R { need(list_arg(q)?.nth(cx, 0)?) }
        fn get_last ".getLast" (cx: &mut Cx, q: &Value) -> R { need(list_arg(q)?.last(cx)?) }
        fn remove_first ".removeFirst" (cx: &mut Cx, q: &Value) -> R { need(list_arg(q)?.pop_front(cx)?) }
        fn remove_last ".removeLast" (cx: &mut Cx, q: &Value) -> R { need(list_arg(q)?.pop_back(cx)?) }
    }
    "java.util.HashMap" {
        fn new_hash_map "new" (cx: &mut Cx, from: Option<Value>, _load: Option<f64>) -> R { new_map(cx, &h::HASH_MAP, hashed(), from) }
    }
    "java.util.LinkedHashMap" {
        fn new_linked_hash_map "new" (cx: &mut Cx, from: Option<Value>) -> R { new_map(cx, &h::LINKED_HASH_MAP, Entries::linked(), from) }
    }
    "java.util.TreeMap" {
        fn new_tree_map "new" (cx: &mut Cx, from: Option<Value>) -> R {
            let order = as_comparator(&from);
            let from = if order.is_some() { None } else { from };
            new_map(cx, &h::TREE_MAP, Entries::Map(sorted_map(order.unwrap_or_default())), from)
        }
    }
    "java.util.concurrent.ConcurrentHashMap" {
        fn new_concurrent_map "new" (cx: &mut Cx, from: Option<Value>) -> R { new_map(cx, &h::CONCURRENT_HASH_MAP, hashed(), from) }
        fn new_key_set "newKeySet" (cx: &mut Cx) -> R { new_set(cx, &h::HASH_SET, hashed(), None) }
    }
    "java.util.IdentityHashMap" {
        fn new_identity_map "new" (cx: &mut Cx) -> R { new_map(cx, &h::IDENTITY_HASH_MAP, hashed(), None) }
    }
    "java.util.WeakHashMap" {
        fn new_weak_map "new" (cx: &mut Cx) -> R { new_map(cx, &h::WEAK_HASH_MAP, hashed(), None) }
    }
    "java.util.Properties" {
        fn new_properties "new" (cx: &mut Cx) -> R { new_map(cx, &h::PROPERTIES, hashed(), None) }
        fn properties_get ".getProperty" (cx: &mut Cx, m: &Value, key: &Value, default: Option<Value>) -> R {
            assoc::get_or(cx, m, key, default.unwrap_or_default())
        }
        fn properties_set ".setProperty" (cx: &mut Cx, m: &Value, key: Value, value: Value) -> R {
            super::instance_call(cx, m.clone(), "put", smallvec::smallvec![key, value])
        }
    }
    "java.util.HashSet" {
        fn new_hash_set "new" (cx: &mut Cx, from: Option<Value>) -> R { new_set(cx, &h::HASH_SET, hashed(), from) }
    }
    "java.util.LinkedHashSet" {
        fn new_linked_hash_set "new" (cx: &mut Cx, from: Option<Value>) -> R { new_set(cx, &h::LINKED_HASH_SET, Entries::linked(), from) }
    }
    "java.util.TreeSet" {
        fn new_tree_set "new" (cx: &mut Cx, from: Option<Value>) -> R {
            let order = as_comparator(&from);
            let from = if order.is_some() { None } else { from };
            new_set(cx, &h::TREE_SET, Entries::Map(sorted_map(order.unwrap_or_default())), from)
        }
    }
    "java.util.List" {
        fn list_of "of" (items: Args) -> Value { vector(items.into_vec()) }
        fn list_copy_of "copyOf" (cx: &mut Cx, coll: Value) -> R { Ok(vector(seq::to_vec(cx, coll)?)) }
    }
    "java.util.Set" {
        fn set_of "of" (cx: &mut Cx, items: Args) -> R { assoc::set_literal(cx, items.into_vec()) }
    }
    "java.util.Map" {
        fn map_of "of" (cx: &mut Cx, items: Args) -> R { assoc::map_literal(cx, items.into_vec()) }
        fn map_entry "entry" (key: Value, value: Value) -> Value { Value::map_entry(key, value) }
    }
    "java.util.Arrays" {
        fn as_list "asList" (items: Args) -> R {
            match items.as_slice() {
                [one] if one.get::<Array>().is_some() => Ok(vector(array_arg(one)?.items.lock().to_vec())),
                _ => Ok(vector(items.into_vec())),
            }
        }
        fn arrays_fill "fill" (a: &Value, x: Value) -> R<()> { array_arg(a)?.items.lock().fill(x); Ok(()) }
        fn arrays_fill_range "fill" (a: &Value, from: i64, to: i64, x: Value) -> R<()> {
            let mut items = array_arg(a)?.items.lock();
            let range = range_of(from, to, items.len())?;
            items[range].fill(x);
            Ok(())
        }
        fn arrays_sort "sort" (cx: &mut Cx, a: &Value, comparator: Option<&Value>) -> R<()> {
            let items = array_arg(a)?.items.lock().to_vec();
            let sorted = sorted(cx, items, comparator.unwrap_or(&Value::NIL))?;
            *array_arg(a)?.items.lock() = sorted.into_boxed_slice();
            Ok(())
        }
        fn arrays_equals "equals" (cx: &mut Cx, a: &Value, b: &Value) -> R<bool> {
            if a.is_nil() || b.is_nil() {
                return Ok(a.is_nil() && b.is_nil());
            }
            let (x, y) = (array_arg(a)?.items.lock().to_vec(), array_arg(b)?.items.lock().to_vec());
            if x.len() != y.len() {
                return Ok(false);
            }
            for (x, y) in x.iter().zip(&y) {
                if !eq::equal(cx, x, y)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        fn arrays_hash_code "hashCode" (cx: &mut Cx, a: &Value) -> R<i64> {
            let items = array_arg(a)?.items.lock().to_vec();
            let mut n = 1i32;
            for v in &items {
                n = n.wrapping_mul(31).wrapping_add(hash::java_hash(cx, v)?);
            }
            Ok(i64::from(n))
        }
        fn arrays_to_string "toString" (cx: &mut Cx, a: &Value) -> R<String> {
            let items = array_arg(a)?.items.lock().to_vec();
            bracketed(cx, items)
        }
        fn deep_to_string "deepToString" (cx: &mut Cx, a: &Value) -> R<String> { arrays_to_string(cx, a) }
        fn arrays_copy_of "copyOf" (a: &Value, length: i64) -> R { copied(array_arg(a)?, 0..length) }
        fn arrays_copy_range "copyOfRange" (a: &Value, from: i64, to: i64) -> R { copied(array_arg(a)?, from..to) }
        fn arrays_stream "stream" (a: Value) -> Value { a }
    }
    "java.util.Collections" {
        fn empty_list "emptyList" () -> Value { vector(Vec::new()) }
        fn empty_map "emptyMap" () -> Value { Value::new(Map::new()) }
        fn empty_set "emptySet" () -> Value { Value::new(Set::new()) }
        fn singleton "singleton" (cx: &mut Cx, x: Value) -> R { assoc::set_literal(cx, vec![x]) }
        fn singleton_list "singletonList" (x: Value) -> Value { vector(vec![x]) }
        fn unmodifiable_list "unmodifiableList" (cx: &mut Cx, l: Value) -> R { Ok(vector(seq::to_vec(cx, l)?)) }
        fn unmodifiable_map "unmodifiableMap" (m: Value) -> R { unchanging(m) }
        fn unmodifiable_set "unmodifiableSet" (s: Value) -> R { unchanging(s) }
        fn unmodifiable_collection "unmodifiableCollection" (cx: &mut Cx, l: Value) -> R { Ok(vector(seq::to_vec(cx, l)?)) }
        fn synchronized_list "synchronizedList" (l: Value) -> Value { l }
        fn synchronized_map "synchronizedMap" (m: Value) -> Value { m }
        fn synchronized_set "synchronizedSet" (s: Value) -> Value { s }
        fn collections_sort "sort" (cx: &mut Cx, l: &Value, comparator: Option<Value>) -> R {
            super::instance_call(cx, l.clone(), "sort", smallvec::smallvec![comparator.unwrap_or_default()])
        }
        fn collections_reverse "reverse" (cx: &mut Cx, l: &Value) -> R<()> {
            let mut items = seq::to_vec(cx, l.clone())?;
            items.reverse();
            list_arg(l)?.replace(cx, items)
        }
        fn collections_shuffle "shuffle" (cx: &mut Cx, l: &Value, generator: Option<&Value>) -> R<()> {
            let mut items = seq::to_vec(cx, l.clone())?;
            for i in (1..items.len()).rev() {
                let j = match generator {
                    Some(g) => random(g)?.below(i as i64 + 1)? as usize,
                    None => crate::rand::below(i as u64 + 1) as usize,
                };
                items.swap(i, j);
            }
            match l.as_host::<JavaList>() {
                Some(list) => list.replace(cx, items),
                None => Err(Thrown::unsupported("a list of the language does not change; use shuffle")),
            }
        }
        fn collections_max "max" (cx: &mut Cx, coll: Value, comparator: Option<&Value>) -> R {
            need(sorted_all(cx, coll, comparator)?.pop())
        }
        fn collections_min "min" (cx: &mut Cx, coll: Value, comparator: Option<&Value>) -> R {
            need(sorted_all(cx, coll, comparator)?.into_iter().next())
        }
        fn reverse_order "reverseOrder" (comparator: Option<Value>) -> Value {
            let comparator = comparator.unwrap_or_default();
            crate::bridge::function("reverse order", move |cx, args| {
                let order = order::compare_by(cx, &comparator, &args[1], &args[0])?;
                Ok(Value::int(order as i64))
            })
        }
        fn frequency "frequency" (cx: &mut Cx, coll: Value, x: &Value) -> R<i64> {
            let mut count = 0;
            for v in seq::to_vec(cx, coll)? {
                count += i64::from(eq::equal(cx, &v, x)?);
            }
            Ok(count)
        }
        fn collections_add_all "addAll" (cx: &mut Cx, coll: &Value, items: Args) -> R<bool> {
            let mut changed = false;
            for x in items {
                changed |= add_to(cx, coll, x)?;
            }
            Ok(changed)
        }
        fn n_copies "nCopies" (n: i64, x: Value) -> Value { vector(vec![x; usize::try_from(n).unwrap_or(0)]) }
    }
    "java.util.Objects" {
        fn objects_equals "equals" (cx: &mut Cx, a: &Value, b: &Value) -> R<bool> { super::object::equals(cx, a, b) }
        fn objects_hash "hash" (cx: &mut Cx, items: Args) -> R<i64> { arrays_hash_code(cx, &array(ArrayKind::Object, items.into_vec())) }
        fn objects_hash_code "hashCode" (cx: &mut Cx, x: &Value) -> R<i64> { Ok(i64::from(hash::java_hash(cx, x)?)) }
        fn is_null "isNull" (x: &Value) -> bool { x.is_nil() }
        fn non_null "nonNull" (x: &Value) -> bool { !x.is_nil() }
        fn require_non_null "requireNonNull" (x: Value, message: Option<Value>) -> R {
            if x.is_nil() {
                let message = message.and_then(|m| m.as_str().map(str::to_string));
                return Err(Thrown::null_pointer(&message.unwrap_or_else(|| "null".to_string())));
            }
            Ok(x)
        }
        fn objects_to_string "toString" (cx: &mut Cx, x: &Value, default: Option<Value>) -> R {
            match default {
                Some(d) if x.is_nil() => Ok(d),
                _ if x.is_nil() => Ok("null".into()),
                _ => Ok(text_of(cx, x)?.into()),
            }
        }
    }
    "java.util.UUID" {
        fn random_uuid "randomUUID" () -> Value { Value::new(crate::rand::random_uuid()) }
        fn from_string "fromString" (text: &str) -> R {
            match crate::rand::parse_uuid(text) {
                Some(u) => Ok(Value::new(u)),
                None => Err(Thrown::illegal_argument(format!("Invalid UUID string: {text}"))),
            }
        }
        fn name_uuid "nameUUIDFromBytes" (bytes: &Value) -> R {
            let digest = super::digest::md5(&byte_text(bytes)?);
            let half = |at: usize| u64::from_be_bytes(digest[at..at + 8].try_into().expect("eight bytes"));
            let high = half(0) & !0xf000 | 0x3000;
            let low = half(8) & !(3 << 62) | 2 << 62;
            Ok(Value::new(Uuid(high, low)))
        }
        fn new_uuid "new" (high: i64, low: i64) -> Value { Value::new(Uuid(high as u64, low as u64)) }
        fn most_significant ".getMostSignificantBits" (u: &Value) -> R<i64> { Ok(uuid(u)?.0 as i64) }
        fn least_significant ".getLeastSignificantBits" (u: &Value) -> R<i64> { Ok(uuid(u)?.1 as i64) }
        fn uuid_version ".version" (u: &Value) -> R<i64> { Ok((uuid(u)?.0 >> 12 & 0xf) as i64) }
    }
    "java.util.Random" {
        fn new_random "new" (seed: Option<i64>) -> Value { Random::value(seed.unwrap_or_else(|| crate::rand::bits() as i64)) }
        fn next_int ".nextInt" (r: &Value, bound: Option<i64>) -> R<i64> {
            let r = random(r)?;
            match bound { Some(b) => r.below(b), None => Ok(i64::from(r.bits(32))) }
        }
        fn next_int_range ".nextInt" (r: &Value, low: i64, high: i64) -> R<i64> { Ok(low + random(r)?.below(high - low)?) }
        fn next_long ".nextLong" (r: &Value) -> R<i64> { Ok(random(r)?.long()) }
        fn next_double ".nextDouble" (r: &Value) -> R<f64> { Ok(random(r)?.double()) }
        fn next_float ".nextFloat" (r: &Value) -> R<f64> { Ok(f64::from(random(r)?.bits(24) as f32 / (1 << 24) as f32)) }
        fn next_boolean ".nextBoolean" (r: &Value) -> R<bool> { Ok(random(r)?.bits(1) != 0) }
        fn next_gaussian ".nextGaussian" (r: &Value) -> R<f64> { Ok(random(r)?.gaussian()) }
        fn next_bytes ".nextBytes" (r: &Value, a: &Value) -> R<()> {
            let r = random(r)?;
            let mut items = array_arg(a)?.items.lock();
            for chunk in items.chunks_mut(4) {
                let n = r.bits(32);
                for (i, slot) in chunk.iter_mut().enumerate() {
                    *slot = Value::int(i64::from((n >> (8 * i)) as i8));
                }
            }
            Ok(())
        }
        fn set_seed ".setSeed" (r: &Value, seed: i64) -> R<()> {
            *random(r)?.0.lock() = ((seed as u64 ^ MULTIPLIER) & MASK, None);
            Ok(())
        }
    }
    "java.util.concurrent.ThreadLocalRandom" {
        fn current_random "current" () -> Value { Random::value(crate::rand::bits() as i64) }
    }
    "java.util.Base64" {
        fn encoder "getEncoder" () -> Value { Base64::value(false, false) }
        fn decoder "getDecoder" () -> Value { Base64::value(false, false) }
        fn url_encoder "getUrlEncoder" () -> Value { Base64::value(true, false) }
        fn url_decoder "getUrlDecoder" () -> Value { Base64::value(true, false) }
        fn mime_encoder "getMimeEncoder" () -> Value { Base64::value(false, true) }
        fn mime_decoder "getMimeDecoder" () -> Value { Base64::value(false, true) }
        fn without_padding ".withoutPadding" (c: &Value) -> R {
            let c = base64(c)?;
            Ok(Value::host(&h::BASE64, Base64 { url: c.url, padded: false, mime: c.mime }))
        }
        fn encode ".encode" (c: &Value, bytes: &Value) -> R { Ok(byte_array(base64(c)?.encode(&byte_text(bytes)?).as_bytes())) }
        fn encode_to_string ".encodeToString" (c: &Value, bytes: &Value) -> R<String> { Ok(base64(c)?.encode(&byte_text(bytes)?)) }
        fn decode ".decode" (c: &Value, text: &Value) -> R { Ok(byte_array(&base64(c)?.decode(&byte_text(text)?)?)) }
    }
    "java.util.Locale" {
        fn locale_root "ROOT" () -> Value { locale("") }
        fn locale_us "US" () -> Value { locale("en_US") }
        fn locale_uk "UK" () -> Value { locale("en_GB") }
        fn locale_english "ENGLISH" () -> Value { locale("en") }
        fn locale_germany "GERMANY" () -> Value { locale("de_DE") }
        fn locale_france "FRANCE" () -> Value { locale("fr_FR") }
        fn locale_default "getDefault" () -> Value { locale("en_US") }
        fn set_locale_default "setDefault" (_locale: Value) {}
        fn new_locale "new" (language: &str, country: Option<Value>) -> Value {
            match country.as_ref().and_then(Value::as_str) {
                Some(country) => locale(&format!("{language}_{country}")),
                None => locale(language),
            }
        }
        fn for_language_tag "forLanguageTag" (tag: &str) -> Value { locale(&tag.replace('-', "_")) }
    }
    "java.util.StringTokenizer" {
        fn new_tokenizer "new" (cx: &mut Cx, text: &str, delimiters: Option<Value>) -> R {
            let delimiters = delimiters.as_ref().and_then(Value::as_str).unwrap_or(" \t\n\r\u{c}");
            let parts = text.split(|c| delimiters.contains(c)).filter(|p| !p.is_empty());
            let tokens = iter::state(cx, vector(parts.map(Value::from).collect()))?;
            Ok(Value::host(&h::STRING_TOKENIZER, JavaIterator(Held::new((tokens, None)))))
        }
        fn has_more_tokens ".hasMoreTokens" (cx: &mut Cx, t: &Value) -> R<bool> { has_next(cx, t) }
        fn next_token ".nextToken" (cx: &mut Cx, t: &Value) -> R { next(cx, t) }
    }
}

/// An unchanging copy of a Java collection: the language's own.
fn unchanging(v: Value) -> R {
    match v
        .get::<clutch_core::object::Host>()
        .and_then(|h| h.data.items())
    {
        Some(items) => Ok(items),
        None => Ok(v),
    }
}

fn sorted_all(cx: &mut Cx, coll: Value, comparator: Option<&Value>) -> R<Vec<Value>> {
    let items = seq::to_vec(cx, coll)?;
    sorted(cx, items, comparator.unwrap_or(&Value::NIL))
}

/// A list with the same contents and another class, for classes that only differ in name. The
/// given list must not be used any more.
pub(super) fn reclassed(list: &Value, class: &'static TypeInfo) -> R {
    let old = list_arg(list)?;
    let elements = old
        .elements
        .peek(|e| std::mem::replace(e, Elements::Deque(VecDeque::new())));
    Ok(JavaList::value(
        class,
        elements.expect("nobody else has it"),
    ))
}
