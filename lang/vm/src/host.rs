//! [`Host`]: what the machine needs from above.
//!
//! The compiler and the engine are built on this crate, yet running code evaluates, loads and
//! compiles. The engine gives every running context one object with this trait.

use crate::cx::Cx;
use crate::native::Args;
use clutch_core::native::Native;
use clutch_core::world::cell::What;
use clutch_core::world::running::Route;
use clutch_core::world::{Binding, World};
use clutch_core::{NsName, R, TypeInfo, Value};
use std::any::Any;
use std::sync::Arc;

/// What the machine needs from the engine.
pub trait Host: Send + Sync {
    /// Evaluates a form in the current namespace (`eval`).
    fn eval(&self, cx: &mut Cx, form: Value) -> R;

    /// Expands a form once (`macroexpand-1`); gives the identical form if it is no macro call.
    fn macroexpand_1(&self, cx: &mut Cx, form: Value) -> R;

    /// Takes apart the patterns of a binding vector (`destructure`).
    fn destructure(&self, cx: &mut Cx, bindings: Value) -> R;

    /// Compiles a definition of the standard library at its first use and fills its value.
    fn compile_lazy(&self, cx: &mut Cx, binding: &Arc<Binding>) -> R;

    /// Metadata of a definition whose metadata is not known yet: made from a native's record, or
    /// by compiling a lazy definition. Fills it.
    fn fill_meta(&self, cx: &mut Cx, binding: &Arc<Binding>) -> R;

    /// `require` and `use` with their arguments; `refer_all` is what `use` adds.
    fn require(&self, cx: &mut Cx, args: Args, refer_all: bool) -> R;

    /// `load-file`: evaluates a file form by form, live.
    fn load_file(&self, cx: &mut Cx, path: &str) -> R;

    /// `load-string`: evaluates a text form by form, live.
    fn load_string(&self, cx: &mut Cx, text: &str, name: &str) -> R;

    /// `load`: evaluates resources given by path, relative to the current namespace or absolute.
    fn load(&self, cx: &mut Cx, paths: Args) -> R;

    /// `remove-ns`: takes a namespace away with all that it registered; false if there is none.
    fn remove_ns(&self, cx: &mut Cx, ns: NsName) -> R<bool> {
        let edit = |w: &mut World| w.remove_namespace(ns).is_some();
        cx.context.change(What::Register, edit)
    }

    /// Brings the world that a route leads to up to what was published since, before a turn begins.
    fn bring_up(&self, cx: &mut Cx, route: &Route) {
        let _ = (cx, route);
    }

    /// Ends the process, if the host of the engine lets programs do that; otherwise returns, and
    /// the evaluation that asked for it is stopped.
    fn exit(&self, code: i32) {
        let _ = code;
    }

    /// The native behind a static method of a host class (`new` for its constructor) with so many
    /// arguments.
    fn static_method(
        &self,
        class: &'static TypeInfo,
        member: &str,
        count: usize,
    ) -> Option<&'static Native> {
        let _ = (class, member, count);
        None
    }

    /// The engine behind the trait, for its own natives.
    fn as_any(&self) -> &dyn Any;
}
