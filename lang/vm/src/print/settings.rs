//! The vars and methods with which a program changes printing.

use super::Printer;
use crate::cx::Cx;
use crate::dispatch;
use clutch_core::func::MultiFn;
use clutch_core::value::View;
use clutch_core::{R, Value, VarName};
use std::sync::LazyLock;

macro_rules! settings {
    ($($var:ident = $name:literal;)*) => {$(
        pub(super) static $var: LazyLock<VarName> =
            LazyLock::new(|| VarName::from_parts("clojure.core", $name));
    )*};
}

settings! {
    READABLY = "*print-readably*";
    LENGTH = "*print-length*";
    LEVEL = "*print-level*";
    META = "*print-meta*";
    NAMESPACE_MAPS = "*print-namespace-maps*";
    DUP = "*print-dup*";
    PRINT_METHOD = "print-method";
    PRINT_DUP = "print-dup";
}

impl Printer {
    /// Reads the settings. Scalars do without, as long as no program adds methods.
    pub(super) fn prepare(&mut self, cx: &mut Cx) {
        if self.ready {
            return;
        }
        self.ready = true;
        let truthy = |cx: &mut Cx, var: VarName| setting(cx, var).is_some_and(|v| v.truthy());
        let limit = |cx: &mut Cx, var: VarName| {
            let n = setting(cx, var)?.as_int()?;
            Some(usize::try_from(n).unwrap_or(0))
        };
        self.length = limit(cx, *LENGTH);
        self.level = limit(cx, *LEVEL);
        self.meta = truthy(cx, *META);
        self.namespace_maps = truthy(cx, *NAMESPACE_MAPS);
        self.dup |= truthy(cx, *DUP);
        self.methods = added_methods(cx, self.dup);
    }
}

/// The value of a printer setting; none without a standard library.
pub(super) fn setting(cx: &mut Cx, var: VarName) -> Option<Value> {
    cx.context.world().binding(var)?;
    cx.var_value(var).ok()
}

pub(super) fn has_methods(cx: &Cx, multi: VarName) -> bool {
    let table = cx.context.world().registry().methods(multi);
    table.is_some_and(|t| !t.methods.is_empty())
}

/// The multimethod to ask, if a program added methods to it.
fn added_methods(cx: &mut Cx, dup: bool) -> Option<Value> {
    let var = if dup { *PRINT_DUP } else { *PRINT_METHOD };
    if !has_methods(cx, var) {
        return None;
    }
    cx.var_value(var).ok()
}

/// The method that a program added for a value.
pub(super) fn method_for(cx: &mut Cx, methods: &Value, v: &Value) -> R<Option<Value>> {
    let Some(multi) = methods.get::<MultiFn>() else {
        return Ok(None);
    };
    let method = dispatch::method(cx, multi, &[v.clone(), Value::NIL])?;
    let ours = match method.view() {
        View::Native(n) => n.ns == "clutch.rt",
        _ => false,
    };
    Ok((!ours).then_some(method))
}
