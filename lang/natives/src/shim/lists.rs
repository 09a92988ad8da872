//! Mutable lists, queues and stacks of `java.util`.

use super::collection::add_to;
use super::iterator::need;
use super::maps::as_comparator;
use super::{Held, members};
use crate::bridge::vector;
use clutch_core::coll::Vector;
use clutch_core::object::{HostData, HostShape};
use clutch_core::{R, TypeInfo, Value};
use clutch_vm::class::host as h;
use clutch_vm::{Args, Cx, eq, order, seq};
use std::cmp::Ordering;
use std::collections::VecDeque;

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
    fn held(&self) -> Vec<Value> {
        let elements = self.elements.try_peek(|e| e.to_vec());
        elements.unwrap_or_default()
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

pub(super) fn list_arg(v: &Value) -> R<&JavaList> {
    v.as_host::<JavaList>()
        .ok_or_else(|| super::text::wrong(v, "a mutable list or queue"))
}

/// A number is a capacity, anything else the elements to start with.
pub(super) fn initial(cx: &mut Cx, from: Option<Value>) -> R<Vec<Value>> {
    match from {
        None => Ok(Vec::new()),
        Some(v) if v.as_int().is_some() => Ok(Vec::new()),
        Some(v) => seq::to_vec(cx, v),
    }
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
    "java.util.List" {
        fn list_of "of" (items: Args) -> Value { vector(items.into_vec()) }
        fn list_copy_of "copyOf" (cx: &mut Cx, coll: Value) -> R { Ok(vector(seq::to_vec(cx, coll)?)) }
    }
}
