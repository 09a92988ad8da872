//! `clojure.lang.PersistentQueue`: a persistent collection of first in, first out.

use super::members;
use clutch_core::coll::Vector;
use clutch_core::object::{HostData, HostShape};
use clutch_core::{Shared, Value};
use clutch_vm::class::host as h;
use clutch_vm::seq;
use std::sync::LazyLock;

/// The queue: the elements of a vector from an index on. Elements that were taken stay in the
/// vector until they are more than half of it; so each step costs O(1) on average.
pub struct PersistentQueue {
    items: Shared<Vector>,
    /// Index of the next element.
    from: usize,
    meta: Value,
}

static EMPTY: LazyLock<Value> = LazyLock::new(|| {
    PersistentQueue::value(Shared::new(Vector::from_vec(Vec::new())), 0, Value::NIL)
});

impl PersistentQueue {
    fn value(items: Shared<Vector>, from: usize, meta: Value) -> Value {
        Value::host(&h::PERSISTENT_QUEUE, PersistentQueue { items, from, meta })
    }

    /// The empty queue.
    pub fn empty_queue() -> Value {
        EMPTY.clone()
    }

    fn len(&self) -> usize {
        self.items.count() - self.from
    }
}

impl HostData for PersistentQueue {
    fn shape(&self) -> HostShape {
        HostShape::List
    }
    fn items(&self) -> Option<Value> {
        let vector = Value::heap(self.items.clone());
        if self.from == 0 {
            return Some(vector);
        }
        Some(if self.len() == 0 {
            Value::NIL
        } else {
            seq::vector_seq(vector, self.from)
        })
    }
    fn held(&self) -> Vec<Value> {
        self.items().into_iter().collect()
    }
    fn count(&self) -> Option<usize> {
        Some(self.len())
    }
    fn meta(&self) -> Value {
        self.meta.clone()
    }
    fn with_meta(&self, meta: Value) -> Option<Value> {
        Some(PersistentQueue::value(self.items.clone(), self.from, meta))
    }
    fn conj(&self, element: Value) -> Option<Value> {
        let items = Vector::conj(self.items.clone(), element);
        Some(PersistentQueue::value(items, self.from, self.meta.clone()))
    }
    fn pop(&self) -> Option<Value> {
        if self.len() == 0 {
            return self.with_meta(self.meta.clone());
        }
        let mut items = self.items.clone();
        let mut from = self.from + 1;
        if from * 2 > items.count() {
            let rest: Vec<Value> = items.iter_from(from).cloned().collect();
            items = Shared::new(Vector::from_vec(rest));
            from = 0;
        }
        Some(PersistentQueue::value(items, from, self.meta.clone()))
    }
    fn peek(&self) -> Option<Value> {
        Some(self.items.nth(self.from).cloned().unwrap_or_default())
    }
    fn empty(&self) -> Option<Value> {
        let empty = Shared::new(Vector::from_vec(Vec::new()));
        Some(PersistentQueue::value(empty, 0, self.meta.clone()))
    }
}

members! {
    "clojure.lang.PersistentQueue" {
        fn empty "EMPTY" () -> Value { PersistentQueue::empty_queue() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(v: &Value) -> &PersistentQueue {
        v.as_host::<PersistentQueue>().expect("a queue")
    }

    #[test]
    fn elements_come_out_in_the_order_they_went_in() {
        let mut q = PersistentQueue::empty_queue();
        for i in 0..100 {
            q = queue(&q).conj(Value::int(i)).expect("a queue");
        }
        let full = q.clone();
        for i in 0..100 {
            assert_eq!(queue(&q).peek().and_then(|v| v.as_int()), Some(i));
            assert_eq!(queue(&q).len(), 100 - i as usize);
            q = queue(&q).pop().expect("a queue");
        }
        assert!(queue(&q).peek().is_some_and(|v| v.is_nil()));
        assert_eq!(queue(&queue(&q).pop().expect("a queue")).len(), 0);
        assert_eq!(queue(&full).len(), 100);
    }
}
