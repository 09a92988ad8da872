//! The compiler: a form becomes the prototype of a function of no arguments.
//!
//! ```text
//! Value (form) → analyze (macros expanded, names resolved) → ir::Node → liveness → emit → Proto
//! ```
//! Reading order: [`ir`], [`analyze`], [`liveness`], [`emit`]. Macros that are hot at start-up
//! are written in Rust in [`expand`]; all others run on the machine, in the same context as the
//! code being compiled.

#![forbid(unsafe_code)]

pub mod analyze;
pub mod emit;
mod error;
pub mod expand;
mod globals;
pub mod ir;
pub mod liveness;
mod once;

use analyze::{Analyzer, Globals};
use clutch_core::func::Proto;
use clutch_core::{R, Value};
use clutch_vm::Cx;
use globals::Surroundings;
use ir::{Arity, FnNode};
use std::sync::Arc;

/// Compiles a form in the context's namespace and world to a function of no arguments whose call
/// evaluates it.
pub fn compile(cx: &mut Cx, form: &Value) -> R<Arc<Proto>> {
    compile_in(&mut Surroundings::new(cx), form)
}

/// Expands a macro call once; the identical form if it is no macro call.
pub fn macroexpand_1(cx: &mut Cx, form: &Value) -> R {
    let mut g = Surroundings::new(cx);
    let expanded = Analyzer::new(&mut g).expand_once(form)?;
    Ok(expanded.unwrap_or_else(|| form.clone()))
}

/// Takes apart the patterns of a binding vector, with names that are unique in the process.
pub fn destructure(cx: &mut Cx, bindings: &Value) -> R {
    expand::destructure(&mut Surroundings::new(cx), bindings)
}

fn compile_in(g: &mut dyn Globals, form: &Value) -> R<Arc<Proto>> {
    let generation = g.generation();
    let name = format!("{}/top-level", g.ns());
    let (body, locals) = Analyzer::new(g).top_level(form)?;
    let span = body.span;
    let arity = Arity {
        params: Vec::new(),
        variadic: false,
        body,
        locals,
        dead: Vec::new(),
        recurs: false,
        method: false,
        span,
    };
    let mut f = FnNode {
        name,
        arities: vec![arity],
        captures: Vec::new(),
        capture_names: Vec::new(),
        group: None,
        var: None,
        once: false,
        takes_captures: false,
        forward: false,
        span,
    };
    liveness::annotate_fn(&mut f);
    let proto = emit::function(&f, &generation)?;
    #[cfg(debug_assertions)]
    if let Err(e) = clutch_vm::verify::proto(&proto) {
        unreachable!(
            "the compiler made bad code: {e}\n{}",
            clutch_vm::disasm::proto(&proto)
        );
    }
    Ok(proto)
}
