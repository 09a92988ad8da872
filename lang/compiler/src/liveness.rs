//! Liveness: marks the last use of every local and the edges on which locals die.
//!
//! A backward walk over the tree with the set of locals that are read later. A reference to a
//! local that is not in the set is its last use: the machine then moves the value instead of
//! copying it, which is what makes collections uniquely held and their updates in place.
//! Where control divides, a local that one way reads and the other does not dies at the start of
//! the other way, so that every value is freed as soon as nobody can read it.
//!
//! Rules that keep it sound:
//! - operands that are plain locals are read when the operation runs, after all other operands
//!   have been evaluated, so they count as the later uses;
//! - what a handler reads stays untouched throughout the protected body ("pinned"), because the
//!   body may stop anywhere;
//! - what a loop's body reads from outside stays untouched on every way back to its head.
//!
//! The idea of precise drops at last uses follows Perceus (Reinking, Xie, de Moura, Leijen, 2021).

use crate::ir::{Arity, Bind, FnNode, LocalId, Node, NodeKind, TryNode};
use clutch_core::op::Op;

/// A set of locals.
#[derive(Clone, Default, PartialEq, Debug)]
struct Set(Vec<u64>);

impl Set {
    fn insert(&mut self, id: LocalId) {
        let word = id as usize / 64;
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (id % 64);
    }
    fn remove(&mut self, id: LocalId) {
        if let Some(word) = self.0.get_mut(id as usize / 64) {
            *word &= !(1 << (id % 64));
        }
    }
    fn contains(&self, id: LocalId) -> bool {
        self.0
            .get(id as usize / 64)
            .is_some_and(|w| w & (1 << (id % 64)) != 0)
    }
    fn union(&mut self, other: &Set) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }
    /// Members that are not in `other`, ascending.
    fn without(&self, other: &Set) -> Vec<LocalId> {
        let mut out = Vec::new();
        for (i, word) in self.0.iter().enumerate() {
            let mut rest = word & !other.0.get(i).copied().unwrap_or(0);
            while rest != 0 {
                out.push(i as u32 * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
        out
    }
}

/// Annotates an arity.
pub fn annotate(arity: &mut Arity) {
    let mut pass = Pass {
        pinned: Vec::new(),
        back: Vec::new(),
    };
    let mut live = Set::default();
    if arity.recurs {
        let mut back = Set::default();
        if arity.method {
            back.insert(arity.params[0]);
        }
        let from = usize::from(arity.method);
        pass.back.push((back, arity.params[from..].to_vec()));
    }
    pass.node(&mut arity.body, &mut live);
    arity.dead = arity.params.iter().map(|id| !live.contains(*id)).collect();
}

struct Pass {
    /// Locals that handlers around the current point read.
    pinned: Vec<Set>,
    /// What is live on the way back to the head of each loop around the current point, and the
    /// names that the way back gives new values.
    back: Vec<(Set, Vec<LocalId>)>,
}

fn is_local(n: &Node) -> bool {
    matches!(n.kind, NodeKind::Local { .. })
}

impl Pass {
    fn is_pinned(&self, id: LocalId) -> bool {
        self.pinned.iter().any(|s| s.contains(id))
    }

    /// Operands in order of evaluation: plain locals are read last, when the operation runs.
    fn operands(&mut self, args: &mut [&mut Node], live: &mut Set) {
        for arg in args.iter_mut().rev().filter(|a| is_local(a)) {
            self.node(arg, live);
        }
        for arg in args.iter_mut().rev().filter(|a| !is_local(a)) {
            self.node(arg, live);
        }
    }

    /// Arguments moved into a window in order.
    fn window(&mut self, args: &mut [Node], live: &mut Set) {
        for arg in args.iter_mut().rev() {
            self.node(arg, live);
        }
    }

    fn node(&mut self, n: &mut Node, live: &mut Set) {
        stacker_guard(|| self.node_inner(n, live));
    }

    fn node_inner(&mut self, n: &mut Node, live: &mut Set) {
        match &mut n.kind {
            NodeKind::Const(_)
            | NodeKind::Captured(_)
            | NodeKind::TakeCaptured(_)
            | NodeKind::SelfFn
            | NodeKind::Sibling(_)
            | NodeKind::Global(_) => {}
            NodeKind::Local { id, last } => {
                if self.is_pinned(*id) {
                    *last = false;
                } else {
                    *last = !live.contains(*id);
                    live.insert(*id);
                }
            }
            NodeKind::If {
                test,
                then,
                otherwise,
                drop_then,
                drop_else,
            } => {
                let mut live_then = live.clone();
                self.node(then, &mut live_then);
                self.node(otherwise, live);
                let mut both = live_then.clone();
                both.union(live);
                *drop_then = both.without(&live_then);
                *drop_else = both.without(live);
                *live = both;
                self.node(test, live);
            }
            NodeKind::And { args, skips } | NodeKind::Or { args, skips } => {
                let after = live.clone();
                skips.clear();
                for arg in args.iter_mut().rev() {
                    // `live` is what the rest of the arguments need; ending here needs `after`.
                    let mut both = live.clone();
                    both.union(&after);
                    skips.push(both.without(&after));
                    *live = both;
                    self.node(arg, live);
                }
                skips.reverse();
            }
            NodeKind::Do(nodes) => self.window(nodes, live),
            NodeKind::Let { bindings, body } => {
                self.node(body, live);
                self.bindings(bindings, live);
            }
            NodeKind::Loop { bindings, body } => {
                let mut back = live.clone();
                let mut outer = Set::default();
                free_locals(body, &mut outer);
                for b in bindings.iter() {
                    outer.remove(b.id);
                }
                for id in outer.without(&back) {
                    if !self.is_pinned(id) {
                        back.insert(id);
                    }
                }
                self.back
                    .push((back, bindings.iter().map(|b| b.id).collect()));
                self.node(body, live);
                self.back.pop();
                self.bindings(bindings, live);
            }
            NodeKind::Recur { args, order } => {
                let (back, ids) = self.back.last().cloned().unwrap_or_default();
                *live = back;
                *order = recur_order(args, &ids);
                for i in order.iter().rev() {
                    self.node(&mut args[*i], live);
                }
            }
            NodeKind::Fn(f) => {
                self.window(&mut f.captures, live);
                annotate_fn(f);
            }
            NodeKind::Call { f, args } => {
                self.window(args, live);
                self.node(f, live);
            }
            NodeKind::CallGlobal { args, .. }
            | NodeKind::CallNative { args, .. }
            | NodeKind::CallSelf(args)
            | NodeKind::Vector(args)
            | NodeKind::Map(args)
            | NodeKind::Set(args) => self.window(args, live),
            NodeKind::Op { args, .. } => {
                let mut refs: Vec<&mut Node> = args.iter_mut().collect();
                self.operands(&mut refs, live);
            }
            NodeKind::OpI { arg, .. } | NodeKind::GetK { arg, .. } | NodeKind::Throw(arg) => {
                self.node(arg, live);
            }
            NodeKind::Field { object, .. } => self.node(object, live),
            NodeKind::SetField { object, value, .. } => {
                self.operands(&mut [object, value], live);
            }
            NodeKind::Try(t) => self.try_node(t, live),
            NodeKind::Case(c) => {
                let after = live.clone();
                let mut ins = Vec::new();
                for arm in &mut c.arms {
                    let mut l = after.clone();
                    self.node(&mut arm.body, &mut l);
                    ins.push(l);
                }
                let mut l = after;
                self.node(&mut c.default, &mut l);
                let mut all = l.clone();
                for i in &ins {
                    all.union(i);
                }
                c.drop_default = all.without(&l);
                for (arm, i) in c.arms.iter_mut().zip(&ins) {
                    arm.drop_enter = all.without(i);
                }
                *live = all;
                self.node(&mut c.subject, live);
            }
        }
    }

    fn bindings(&mut self, bindings: &mut [Bind], live: &mut Set) {
        for b in bindings.iter_mut().rev() {
            b.dead = !live.contains(b.id);
            live.remove(b.id);
            self.node(&mut b.init, live);
        }
    }

    fn try_node(&mut self, t: &mut TryNode, live: &mut Set) {
        // Ways: body or catch, then `finally`, then what follows (`live`).
        if let Some(f) = &mut t.finally {
            self.node(f, live);
        }
        let after = live.clone();
        let mut handlers = after.clone();
        if t.finally.is_some() {
            self.pinned.push(after.clone());
        }
        let mut ins = Vec::new();
        for c in &mut t.catches {
            let mut l = after.clone();
            self.node(&mut c.body, &mut l);
            c.dead = !l.contains(c.id);
            l.remove(c.id);
            // Pinned locals never enter the set by use; they are there through `after`.
            handlers.union(&l);
            ins.push(l);
        }
        if t.finally.is_some() {
            self.pinned.pop();
        }
        for (c, i) in t.catches.iter_mut().zip(&ins) {
            c.drop_enter = handlers.without(i);
        }
        t.drop_rethrow = handlers.without(&after);
        t.drop_exit = handlers.without(&after);
        self.pinned.push(handlers.clone());
        let mut body = after;
        self.node(&mut t.body, &mut body);
        self.pinned.pop();
        t.drop_enter = body.without(&handlers);
        body.union(&handlers);
        *live = body;
    }
}

/// Annotates all arities of a function, and of its `letfn` siblings.
pub fn annotate_fn(f: &mut FnNode) {
    crate::once::own_captures(f);
    for a in &mut f.arities {
        annotate(a);
    }
}

/// The order in which to evaluate the values of a `recur`: as written, unless all are simple and
/// another order lets a value go to its place while nobody needs the old one any more.
fn recur_order(args: &[Node], ids: &[LocalId]) -> Vec<usize> {
    let written: Vec<usize> = (0..args.len()).collect();
    if args.len() > 8 || !args.iter().all(is_simple) {
        return written;
    }
    let mut rest = written;
    let mut order = Vec::with_capacity(args.len());
    while !rest.is_empty() {
        // A value whose place nobody else still reads; none means a cycle, where one is parked.
        let free = rest
            .iter()
            .position(|&i| rest.iter().all(|&j| i == j || !reads(&args[j], ids[i])));
        order.push(rest.remove(free.unwrap_or(0)));
    }
    order
}

/// Arithmetic on locals and constants: no effects, so its place in the order cannot be seen.
fn is_simple(n: &Node) -> bool {
    match &n.kind {
        NodeKind::Const(_) | NodeKind::Local { .. } | NodeKind::Captured(_) => true,
        NodeKind::OpI { op, arg, .. } => is_arithmetic(*op) && is_simple(arg),
        NodeKind::Op { op, args } => is_arithmetic(*op) && args.iter().all(is_simple),
        _ => false,
    }
}

fn is_arithmetic(op: Op) -> bool {
    matches!(
        op,
        Op::Add
            | Op::Sub
            | Op::Mul
            | Op::Quot
            | Op::Rem
            | Op::Div
            | Op::AddI
            | Op::MulI
            | Op::QuotI
            | Op::RemI
    )
}

/// Whether `n` reads a local that is bound outside of it.
pub(crate) fn reads(n: &Node, id: LocalId) -> bool {
    let mut set = Set::default();
    free_locals(n, &mut set);
    set.contains(id)
}

/// Adds every local that is referenced in `n` and bound outside of it.
fn free_locals(n: &Node, out: &mut Set) {
    if let NodeKind::Local { id, .. } = n.kind {
        out.insert(id);
        return;
    }
    stacker_guard(|| n.for_each_child(&mut |child| free_locals(child, out)));
    // Locals bound inside die inside.
    match &n.kind {
        NodeKind::Let { bindings, .. } | NodeKind::Loop { bindings, .. } => {
            bindings.iter().for_each(|b| out.remove(b.id));
        }
        NodeKind::Try(t) => t.catches.iter().for_each(|c| out.remove(c.id)),
        _ => {}
    }
}

/// Runs on a fresh piece of native stack when the current one is nearly used up: forms may nest
/// as deep as the reader allows.
pub(crate) fn stacker_guard<T>(f: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(64 * 1024, 1024 * 1024, f)
}
