//! What a value holds: a walk over values that runs nothing and realises nothing.
//!
//! Functions hold what they captured, lazy cells their function or their answer, references their
//! value. Used to find who still holds old code. A walk looks at a bounded number of values, so
//! that its cost does not depend on how much data a program has; it says whether it saw all.

use crate::dynamic::Bindings;
use clutch_core::coll::Cursor;
use clutch_core::seq::LazyState;
use clutch_core::state::{DelayState, PromiseState};
use clutch_core::world::Pin;
use clutch_core::{Symbol, Tag, Value, View};
use parking_lot::Mutex;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Values that a search for one function in one definition looks at.
const SEARCH: usize = 20_000;

/// Whether `f` can be reached from `value`.
pub(crate) fn holds(value: &Value, f: &Value) -> bool {
    let mut walk = Walk::new(SEARCH);
    walk.add(value.clone());
    walk.any(|found| found.value.same(f))
}

/// A walk in progress.
pub struct Walk {
    todo: Vec<Found>,
    /// How each value was reached: the number of the step before it plus one, and the step.
    steps: Vec<(usize, Value)>,
    seen: FxHashSet<(Tag, u64)>,
    left: usize,
    current: Option<Found>,
    paths: bool,
}

/// A value met by a walk.
#[derive(Clone)]
pub struct Found {
    /// The value.
    pub value: Value,
    step: usize,
    /// Position in the seq that it is a part of.
    index: i64,
}

impl Walk {
    /// A walk over at most this many values.
    pub fn new(most: usize) -> Walk {
        Walk {
            todo: Vec::new(),
            steps: Vec::new(),
            seen: FxHashSet::default(),
            left: most,
            current: None,
            paths: true,
        }
    }

    /// As [`Walk::new`], without remembering how values were reached: for much data.
    pub fn without_paths(most: usize) -> Walk {
        Walk {
            paths: false,
            ..Walk::new(most)
        }
    }

    /// Starts from a value too. Values met before are not met again.
    pub fn add(&mut self, value: Value) {
        self.todo.push(Found {
            value,
            step: 0,
            index: 0,
        });
    }

    /// How many values it may still meet.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Whether the bound was reached: values may be missing.
    pub fn is_cut_short(&self) -> bool {
        self.left == 0
    }

    /// Does not look into the value met last.
    pub fn pass_over(&mut self) {
        self.current = None;
    }

    /// How a value was reached from its start: keys of maps, positions in vectors and seqs, names
    /// of functions that captured it, `deref`.
    pub fn path(&self, found: &Found) -> Vec<Value> {
        let mut path = Vec::new();
        let mut at = found.step;
        while at > 0 {
            let (before, step) = &self.steps[at - 1];
            path.push(step.clone());
            at = *before;
        }
        path.reverse();
        path
    }

    fn push(&mut self, parent: &Found, step: Option<Value>, value: Value) {
        self.push_part(parent, step, value, 0);
    }

    /// `index` is the position of the value's first element in the seq that it is the rest of.
    fn push_part(&mut self, parent: &Found, step: Option<Value>, value: Value, index: i64) {
        if !value.is_heap() {
            return;
        }
        let step = match step.filter(|_| self.paths) {
            None => parent.step,
            Some(step) => {
                self.steps.push((parent.step, step));
                self.steps.len()
            }
        };
        self.todo.push(Found { value, step, index });
    }

    fn push_all<'a>(&mut self, parent: &Found, items: impl IntoIterator<Item = &'a Value>) {
        for (i, item) in items.into_iter().enumerate() {
            let step = Value::int(parent.index + i as i64);
            self.push(parent, Some(step), item.clone());
        }
    }

    fn push_pairs(&mut self, parent: &Found) {
        let Some(mut cursor) = Cursor::of(&parent.value) else {
            return;
        };
        let of_map = cursor.is_of_map();
        while let Some((key, value)) = cursor.next_pair() {
            if of_map {
                self.push(parent, Some(key.clone()), value);
            }
            self.push(parent, Some(key.clone()), key);
        }
    }

    /// What the value holds directly.
    fn push_children(&mut self, from: &Found) {
        let word = |name: &str| Some(Value::symbol(Symbol::simple(name)));
        self.push(from, word("meta"), meta_of(&from.value));
        let rest = |n: usize| from.index + n as i64;
        match from.value.view() {
            View::Cons(c) => {
                self.push(from, Some(Value::int(from.index)), c.first.clone());
                self.push_part(from, None, c.rest.clone(), rest(1));
            }
            View::List(l) => self.push_all(from, l.iter()),
            View::LazySeq(l) => match pending(&l.state) {
                Some((f, _)) => self.push(from, None, f),
                None => {
                    let done = match &*l.state.lock() {
                        LazyState::Done(v, _) => v.clone(),
                        _ => Value::NIL,
                    };
                    self.push_part(from, None, done, from.index);
                }
            },
            View::ChunkedCons(c) => {
                let items = &c.chunk.items[c.offset..];
                self.push_all(from, items);
                self.push_part(from, None, c.rest.clone(), rest(items.len()));
            }
            View::ArraySeq(s) => {
                let items = &s.items.items[s.index..];
                self.push_all(from, items);
                self.push_part(from, None, s.more.clone(), rest(items.len()));
            }
            View::Chunk(c) => self.push_all(from, &*c.items),
            View::VectorSeq(s) => self.push_all(from, s.vector.iter().skip(s.index)),
            View::Vector(v) => self.push_all(from, v.iter()),
            View::MapEntry(e) => self.push_all(from, [&e.key, &e.value]),
            View::Map(_) | View::Set(_) => self.push_pairs(from),
            View::SortedMap(m) => {
                self.push(from, word("comparator"), m.comparator.clone());
                self.push_pairs(from);
            }
            View::SortedSet(s) => {
                self.push(from, word("comparator"), s.comparator.clone());
                self.push_pairs(from);
            }
            View::Closure(c) => {
                let step = Value::symbol(function_name(&c.proto.name));
                for value in &c.captured {
                    self.push(from, Some(step.clone()), value.clone());
                }
            }
            View::MultiFn(m) => self.push(from, word("dispatch"), m.dispatch.clone()),
            View::Instance(i) => {
                for (n, value) in i.fields.iter().enumerate() {
                    let step = i.ty.fields.get(n).map(|f| Value::symbol(f.name));
                    self.push(from, step, value.clone());
                }
                let mutable = i.mutable().map(|m| m.lock().values.clone());
                for value in mutable.into_iter().flatten() {
                    self.push(from, word("mutable"), value);
                }
                for kept in i.kept() {
                    self.push(from, word("migrated"), kept.value);
                }
                self.push(from, None, i.ext.clone());
            }
            View::Exception(e) => {
                self.push(from, word("ex-data"), e.data.clone());
                self.push(from, word("ex-cause"), e.cause.clone());
            }
            View::Reduced(r) => self.push(from, word("deref"), r.0.clone()),
            View::Atom(a) => {
                let value = a.value.lock().clone();
                self.push(from, word("deref"), value);
                let watches = a.watched.lock().watches.clone();
                self.push_watches(from, watches);
            }
            View::Volatile(v) => {
                let value = v.value.lock().clone();
                self.push(from, word("deref"), value);
            }
            View::Delay(d) => {
                let held = match &*d.state.lock() {
                    DelayState::Pending(f, _) => f.clone(),
                    DelayState::Done(v) | DelayState::Failed(v) => v.clone(),
                    DelayState::Running(_) => Value::NIL,
                };
                self.push(from, word("delay"), held);
            }
            View::Promise(p) => {
                let held = match &*p.state.lock() {
                    PromiseState::Done(v) | PromiseState::Failed(v) => v.clone(),
                    _ => Value::NIL,
                };
                self.push(from, word("deref"), held);
            }
            View::Ref(r) => {
                let versions: Vec<Value> =
                    r.history.lock().iter().map(|v| v.value.clone()).collect();
                for value in versions {
                    self.push(from, word("deref"), value);
                }
                let watches = r.watched.lock().watches.clone();
                self.push_watches(from, watches);
            }
            View::Agent(a) => {
                let value = a.value.lock().clone();
                self.push(from, word("deref"), value);
                let watches = a.watched.lock().watches.clone();
                self.push_watches(from, watches);
                let queue = a.queue.lock();
                let handler = queue.handler.clone();
                let mut actions = Vec::new();
                for action in &queue.actions {
                    actions.push(action.function.clone());
                    actions.extend(action.args.iter().cloned());
                    if let Some(bindings) = action.conveyed.downcast_ref::<Bindings>() {
                        actions.extend(bindings.held().into_iter().map(|(_, v)| v));
                    }
                }
                drop(queue);
                self.push(from, word("error-handler"), handler);
                for action in actions {
                    self.push(from, word("action"), action);
                }
            }
            View::Transient(t) => {
                let held = t.0.lock().clone();
                self.push(from, word("transient"), held.unwrap_or_default());
            }
            View::Iter(i) => {
                let held = crate::iter::held(&i.0.lock());
                self.push(from, None, held);
            }
            View::Host(h) => {
                for value in h.data.held() {
                    self.push(from, word("object"), value);
                }
            }
            View::Array(a) => {
                let items = a.items.lock().clone();
                self.push_all(from, &*items);
            }
            _ => {}
        }
    }

    fn push_watches(&mut self, from: &Found, watches: Vec<(Value, Value)>) {
        let step = Value::symbol(Symbol::simple("watch"));
        for (_, f) in watches {
            self.push(from, Some(step.clone()), f);
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    /// The next value on the heap, each once.
    fn next(&mut self) -> Option<Found> {
        if let Some(last) = self.current.take() {
            self.push_children(&last);
        }
        loop {
            let next = self.todo.pop()?;
            if !next.value.is_heap() || !self.seen.insert((next.value.tag(), next.value.bits())) {
                continue;
            }
            if self.left == 0 {
                self.todo.clear();
                return None;
            }
            self.left -= 1;
            self.current = Some(next.clone());
            return Some(next);
        }
    }
}

/// Metadata, without the places that lists show in theirs.
fn meta_of(value: &Value) -> Value {
    match value.view() {
        View::List(l) => l.meta.clone(),
        _ => crate::meta::meta(value),
    }
}

/// The function of a lazy cell that was not realised, and the pin it will run under.
pub fn pending(state: &Mutex<LazyState>) -> Option<(Value, Option<Arc<Pin>>)> {
    match &*state.lock() {
        LazyState::Pending(f, pin) => Some((f.clone(), pin.clone())),
        _ => None,
    }
}

/// The name of a prototype as the definition that it belongs to: `ns/name` of `ns/name/fn`.
pub fn function_name(proto: &str) -> Symbol {
    let Some((ns, rest)) = proto.split_once('/') else {
        return Symbol::simple(proto);
    };
    // `/` itself is a name.
    let name = match rest.split_once('/') {
        Some((name, _)) if !name.is_empty() => name,
        _ => rest,
    };
    Symbol::new(Some(ns), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::var::simple_map;
    use clutch_core::Keyword;
    use clutch_core::seq::LazySeq;
    use clutch_core::state::Reduced;

    fn reduced(v: Value) -> Value {
        Value::new(Reduced(v))
    }

    #[test]
    fn values_are_met_once_with_the_way_to_them() {
        let inner = reduced(Value::string("here"));
        let key = Value::keyword(Keyword::simple("k"));
        let v = Value::vector(vec![
            Value::int(1),
            simple_map([(key, inner.clone())]),
            inner.clone(),
        ]);
        let mut walk = Walk::new(100);
        walk.add(v);
        let mut paths = Vec::new();
        while let Some(found) = walk.next() {
            if found.value.same(&inner) {
                paths.push(walk.path(&found));
            }
        }
        assert_eq!(paths.len(), 1);
        assert_eq!(paths[0][0].as_int(), Some(2));
    }

    #[test]
    fn a_walk_ends_at_its_bound_and_says_so() {
        let v = Value::vector((0..50).map(|_| reduced(Value::NIL)).collect());
        let mut walk = Walk::new(10);
        walk.add(v);
        assert_eq!(walk.by_ref().count(), 10);
        assert!(walk.is_cut_short());
    }

    #[test]
    fn a_lazy_cell_holds_its_function_and_is_not_realised() {
        let f = reduced(Value::NIL);
        let state = Mutex::new(LazyState::Pending(f.clone(), None));
        let meta = Value::NIL;
        let lazy = Value::new(LazySeq { state, meta });
        assert!(holds(&Value::vector(vec![lazy.clone()]), &f));
        assert!(!crate::lazy::is_realized(
            lazy.get::<LazySeq>().expect("lazy")
        ));
    }

    #[test]
    fn functions_are_named_by_the_definition_they_belong_to() {
        let names = ["a.b/f/fn", "a.b/f", "clojure.core//", "reify"].map(function_name);
        assert_eq!(
            names.map(|n| n.to_string()),
            ["a.b/f", "a.b/f", "clojure.core//", "reify"]
        );
    }
}
