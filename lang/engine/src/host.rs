//! The engine as the machine sees it.

use crate::engine::Inner;
use crate::{eval, load, stdlib, unload};
use clutch_core::native::Native;
use clutch_core::world::Binding;
use clutch_core::world::running::Route;
use clutch_core::{NsName, R, Span, TypeInfo, Value};
use clutch_vm::{Args, Cx, Host};
use std::any::Any;
use std::sync::Arc;

impl Host for Inner {
    fn eval(&self, cx: &mut Cx, form: Value) -> R {
        cx.guarded(|cx| eval::eval_form(cx, form, Span::NONE))
    }

    fn macroexpand_1(&self, cx: &mut Cx, form: Value) -> R {
        clutch_compiler::macroexpand_1(cx, &form)
    }

    fn destructure(&self, cx: &mut Cx, bindings: Value) -> R {
        clutch_compiler::destructure(cx, &bindings)
    }

    fn compile_lazy(&self, cx: &mut Cx, binding: &Arc<Binding>) -> R {
        cx.guarded(|cx| stdlib::compile(cx, binding))
    }

    fn fill_meta(&self, cx: &mut Cx, binding: &Arc<Binding>) -> R {
        cx.guarded(|cx| stdlib::fill_meta(cx, binding))
    }

    fn require(&self, cx: &mut Cx, args: Args, _refer_all: bool) -> R {
        cx.guarded(|cx| load::require(cx, self, args))
    }

    fn load_file(&self, cx: &mut Cx, path: &str) -> R {
        cx.guarded(|cx| load::load_file(cx, self, path))
    }

    fn load_string(&self, cx: &mut Cx, text: &str, name: &str) -> R {
        cx.guarded(|cx| load::eval_live(cx, self, name, text))
    }

    fn load(&self, cx: &mut Cx, paths: Args) -> R {
        cx.guarded(|cx| load::load_resources(cx, self, paths))
    }

    fn remove_ns(&self, cx: &mut Cx, ns: NsName) -> R<bool> {
        unload::remove_ns(cx, self, ns)
    }

    fn bring_up(&self, cx: &mut Cx, route: &Route) {
        crate::trial::bring_up(cx, self, route);
    }

    fn static_method(
        &self,
        class: &'static TypeInfo,
        member: &str,
        count: usize,
    ) -> Option<&'static Native> {
        clutch_natives::shim::static_method(class.name, member, count)
    }

    fn exit(&self, code: i32) {
        if let Some(exit) = &self.on_exit {
            exit(code);
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
