//! `java.lang.ref`: references that a collector may clear. There is no collector here, so they
//! hold what they are given until `.clear`; `.enqueue` puts one into its queue.

use super::members;
use clutch_core::object::HostData;
use clutch_core::{R, TypeInfo, Value};
use clutch_vm::class::host as h;
use parking_lot::Mutex;
use std::collections::VecDeque;

/// What is referred to, and the queue if there is one and it was not put into it yet.
struct Reference {
    referent: Mutex<Value>,
    queue: Mutex<Value>,
}

impl HostData for Reference {
    fn held(&self) -> Vec<Value> {
        vec![self.referent.lock().clone(), self.queue.lock().clone()]
    }
}

/// References in the order that they were put in.
#[derive(Default)]
struct Queue(Mutex<VecDeque<Value>>);

impl HostData for Queue {
    fn held(&self) -> Vec<Value> {
        self.0.lock().iter().cloned().collect()
    }
}

fn reference(v: &Value) -> R<&Reference> {
    v.as_host::<Reference>()
        .ok_or_else(|| super::text::wrong(v, "a reference"))
}

fn new_reference(class: &'static TypeInfo, referent: Value, queue: Option<Value>) -> Value {
    let queue = Mutex::new(queue.unwrap_or_default());
    let referent = Mutex::new(referent);
    Value::host(class, Reference { referent, queue })
}

members! {
    "java.lang.ref.SoftReference" {
        fn soft "new" (x: Value, queue: Option<Value>) -> Value { new_reference(&h::SOFT_REFERENCE, x, queue) }
    }
    "java.lang.ref.WeakReference" {
        fn weak "new" (x: Value, queue: Option<Value>) -> Value { new_reference(&h::WEAK_REFERENCE, x, queue) }
    }
    "java.lang.ref.Reference" {
        fn get ".get" (r: &Value) -> R { Ok(reference(r)?.referent.lock().clone()) }
        fn clear ".clear" (r: &Value) -> R<()> {
            let old = std::mem::take(&mut *reference(r)?.referent.lock());
            drop(old);
            Ok(())
        }
        fn enqueue ".enqueue" (r: &Value) -> R<bool> {
            let queue = std::mem::take(&mut *reference(r)?.queue.lock());
            let found = queue.as_host::<Queue>();
            if let Some(queue) = found {
                queue.0.lock().push_back(r.clone());
            }
            Ok(found.is_some())
        }
    }
    "java.lang.ref.ReferenceQueue" {
        fn queue "new" () -> Value { Value::host(&h::REFERENCE_QUEUE, Queue::default()) }
        fn poll ".poll" (q: &Value) -> R {
            let queue = q.as_host::<Queue>().ok_or_else(|| super::text::wrong(q, "a reference queue"))?;
            let next = queue.0.lock().pop_front();
            Ok(next.unwrap_or_default())
        }
    }
}
