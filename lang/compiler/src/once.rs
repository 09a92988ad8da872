//! Functions that are called at most once own what they captured.
//!
//! The body of a `lazy-seq` that loops over a captured collection must not hold its head while it
//! loops. So the captures of a function marked `^{:once true}` become locals, moved out of the
//! closure on entry ([`NodeKind::TakeCaptured`]), and die at their last use as any local does.
//!
//! Only functions with a loop are treated so: the others are done with their captures soon, and
//! keeping them lets a lazy seq try again after an interrupt. A function that recurs to its own
//! head is left alone, as its entry would run again.

use crate::ir::{Arity, Bind, FnNode, LocalId, Node, NodeKind};
use crate::liveness::stacker_guard;
use clutch_core::Symbol;

/// Makes the captures of a function locals of it; before liveness.
pub(crate) fn own_captures(f: &mut FnNode) {
    let recurs = f.arities.iter().any(|a| a.recurs);
    if !f.once || recurs || !f.arities.iter().any(|a| loops(&a.body)) {
        return;
    }
    f.takes_captures = true;
    for arity in &mut f.arities {
        own(arity, &f.capture_names);
    }
}

fn own(arity: &mut Arity, names: &[Symbol]) {
    let mut owned: Vec<Option<LocalId>> = vec![None; names.len()];
    let locals = &mut arity.locals;
    replace(&mut arity.body, &mut |capture| {
        let slot = &mut owned[usize::from(capture)];
        *slot.get_or_insert_with(|| {
            locals.push(names[usize::from(capture)]);
            LocalId::try_from(locals.len() - 1).expect("fewer locals than instructions")
        })
    });
    let span = arity.body.span;
    let bindings: Vec<Bind> = owned
        .iter()
        .zip(0..)
        .filter_map(|(id, capture)| {
            Some(Bind {
                id: (*id)?,
                init: Node::new(NodeKind::TakeCaptured(capture), span),
                dead: false,
            })
        })
        .collect();
    let body = std::mem::replace(&mut arity.body, Node::constant(Default::default(), span));
    arity.body = Node::new(
        NodeKind::Let {
            bindings,
            body: Box::new(body),
        },
        span,
    );
}

fn loops(n: &Node) -> bool {
    if matches!(n.kind, NodeKind::Loop { .. }) {
        return true;
    }
    let mut found = false;
    stacker_guard(|| n.for_each_child(&mut |child| found |= loops(child)));
    found
}

fn replace(n: &mut Node, local: &mut dyn FnMut(u16) -> LocalId) {
    if let NodeKind::Captured(i) = n.kind {
        n.kind = NodeKind::Local {
            id: local(i),
            last: false,
        };
        return;
    }
    stacker_guard(|| n.for_each_child_mut(&mut |child| replace(child, local)));
}
