//! Private stand-ins for atoms, refs and agents, in a turn that must not change what others see.
//!
//! Every operation on a reference asks [`own`] first which one is meant. A stand-in starts with
//! the value that the reference has then and keeps its validator; watches are left out, since
//! they tell others.

use super::reference::validator_of;
use super::stm;
use clutch_core::state::{Agent, AgentQueue, Atom, Watched};
use clutch_core::{Value, View};
use clutch_vm::Cx;
use parking_lot::{Condvar, Mutex};
use std::borrow::Cow;
use std::sync::atomic::AtomicBool;

/// The reference that is meant: `v`, or its stand-in if the turn has its own state.
pub(super) fn own<'a>(cx: &Cx, v: &'a Value) -> Cow<'a, Value> {
    let Some(shadows) = cx.context.shadows() else {
        return Cow::Borrowed(v);
    };
    match v.view() {
        View::Atom(a) => Cow::Owned(shadows.of(v, || shadow_of_atom(v, a))),
        View::Ref(_) => Cow::Owned(shadows.of(v, || stm::shadow_of(v))),
        View::Agent(a) => Cow::Owned(shadows.of(v, || shadow_of_agent(v, a))),
        _ => Cow::Borrowed(v),
    }
}

/// Metadata and validator of a stand-in.
pub(super) fn watched_of(v: &Value) -> Watched {
    Watched {
        meta: Value::NIL,
        validator: validator_of(v),
        watches: Vec::new(),
    }
}

fn shadow_of_atom(v: &Value, atom: &Atom) -> Value {
    let watched = watched_of(v);
    Value::new(Atom {
        value: Mutex::new(atom.value.lock().clone()),
        is_watched: AtomicBool::new(!watched.validator.is_nil()),
        watched: Mutex::new(watched),
        birth: atom.birth,
    })
}

fn shadow_of_agent(v: &Value, agent: &Agent) -> Value {
    let queue = agent.queue.lock();
    let queue = AgentQueue {
        error: queue.error.clone(),
        handler: queue.handler.clone(),
        continues: queue.continues,
        ..AgentQueue::default()
    };
    Value::new(Agent {
        value: Mutex::new(agent.value.lock().clone()),
        watched: Mutex::new(watched_of(v)),
        queue: Mutex::new(queue),
        changed: Condvar::new(),
        birth: agent.birth,
    })
}
