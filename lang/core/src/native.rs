//! Functions written in Rust: one static record each, made by `#[native]`.
//!
//! The running context (`Cx`) belongs to the `vm` crate above this one, so records here hold
//! type-erased pointers; `vm` gives them their type back. A record's pointers are written by the
//! generated code of `#[native]` only.

use crate::repr::Value;
use std::any::Any;

/// Erased function pointer; `vm::native` knows the signature for each arity.
pub type ErasedFn = fn();

/// Static record of a native function: one source for binding, call check, docs, completion.
#[derive(Debug)]
pub struct Native {
    /// Namespace it is bound in.
    pub ns: &'static str,
    /// Name in the language.
    pub name: &'static str,
    /// Argument names of each arity, as shown by `doc`; `& more` for a rest argument.
    pub arglists: &'static [&'static str],
    /// First line: summary. May end in example lines `(f x) ;=> value`.
    pub doc: &'static str,
    /// Pointer for 0 to 4 arguments (`fn(&mut Cx, Value, …) -> R`).
    pub fixed: [Option<ErasedFn>; 5],
    /// Pointer for any other count from `min_rest` on (`fn(&mut Cx, Args) -> R`).
    pub rest: Option<ErasedFn>,
    /// Fewest arguments that `rest` takes.
    pub min_rest: u8,
    /// Whether it is a macro's expander (first arguments `&form` and `&env`).
    pub is_macro: bool,
    /// Calls that the VM performs itself because they replace the frame.
    pub special: Special,
}

/// Natives that the run loop treats itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Special {
    /// An ordinary function.
    No,
    /// `apply`: spreads its last argument and calls in place.
    Apply,
}

/// A native function with state: made at run time by the host or by other natives.
pub struct NativeClosure {
    /// Name for errors.
    pub name: Box<str>,
    /// The typed closure; `vm` downcasts it to its boxed closure type.
    pub call: Box<dyn Any + Send + Sync>,
    /// Metadata.
    pub meta: Value,
}
