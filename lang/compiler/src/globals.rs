//! [`Globals`] over a running context: the compiler asks the world that the context runs in.

use crate::analyze::{Globals, Resolved};
use crate::{error, expand};
use clutch_core::class::TypeKind;
use clutch_core::coll::{KeysOf, Map};
use clutch_core::world::{CORE, Link, Stamp, Usage};
use clutch_core::{NsName, R, Span, Symbol, TypeInfo, Value, VarName, View};
use clutch_vm::{Cx, assoc, meta, print, seq};
use rustc_hash::FxHashSet;

/// The compiler's view of one form's surroundings.
pub(crate) struct Surroundings<'a> {
    cx: &'a mut Cx,
    ns: NsName,
    /// Vars that this form defines and the world does not have yet.
    declared: FxHashSet<VarName>,
}

impl<'a> Surroundings<'a> {
    pub(crate) fn new(cx: &'a mut Cx) -> Self {
        let ns = cx.current_ns();
        Surroundings {
            cx,
            ns,
            declared: FxHashSet::default(),
        }
    }

    /// Loads a namespace of the library that programs may name without requiring it. A failure is
    /// that of the name which is looked up next.
    fn load_implied(&mut self, prefix: &str) {
        if IMPLIED.contains(&prefix)
            && self
                .cx
                .context
                .world()
                .resolve_alias(self.ns, prefix)
                .is_none()
        {
            let name = Value::symbol(Symbol::simple(prefix));
            let host = self.cx.host();
            let _ = host.require(self.cx, smallvec::smallvec![name], false);
        }
    }
}

/// Values of quoted data that are looked at for names.
const MOST_QUOTED: usize = 10_000;

/// Namespaces that Clojure has loaded before any program runs; loaded here when first named.
const IMPLIED: &[&str] = &[
    "clojure.core.protocols",
    "clojure.edn",
    "clojure.instant",
    "clojure.java.io",
    "clojure.main",
    "clojure.uuid",
    "clojure.walk",
];

impl Globals for Surroundings<'_> {
    fn ns(&self) -> NsName {
        self.ns
    }

    fn resolve(&mut self, symbol: Symbol) -> Option<Resolved> {
        if let Some(prefix) = symbol.ns() {
            self.load_implied(prefix);
        }
        let world = self.cx.context.world();
        let found = match world.resolve(self.ns, symbol) {
            Some(clutch_core::world::Resolved::Var(var)) => Some(Resolved::Var(var)),
            Some(clutch_core::world::Resolved::Class(class)) => Some(Resolved::Class(class)),
            None => None,
        };
        // A name being defined here comes before what `clojure.core` gives.
        if symbol.ns().is_none() {
            let own = VarName::new(self.ns, symbol);
            if self.declared.contains(&own) {
                return Some(Resolved::Var(own));
            }
        } else if found.is_none()
            && let Some(ns) = symbol.ns()
            && let Some(target) = world.resolve_alias(self.ns, ns)
        {
            let var = VarName::new(target, Symbol::simple(symbol.name()));
            if self.declared.contains(&var) {
                return Some(Resolved::Var(var));
            }
        }
        // A namespace that sees nothing of `clojure.core` yet can say what it wants of it.
        if found.is_none() && symbol.ns().is_none() && matches!(symbol.name(), "ns" | "in-ns") {
            return Some(Resolved::Var(VarName::new(*CORE, symbol)));
        }
        found
    }

    fn find_ns(&mut self, name: &str) -> Option<NsName> {
        self.load_implied(name);
        self.cx.context.world().resolve_alias(self.ns, name)
    }

    fn check_visible(&mut self, var: VarName, called: bool) -> R<()> {
        let private = self
            .cx
            .context
            .world()
            .binding(var)
            .is_some_and(|b| b.flags.private);
        if private && var.ns() != self.ns && !is_internal(self.ns) {
            return Err(error::private(var, called));
        }
        Ok(())
    }

    fn macro_fn(&mut self, var: VarName) -> R<Option<Value>> {
        let Some(binding) = self.cx.context.world().binding(var).cloned() else {
            return Ok(None);
        };
        if !binding.flags.is_macro {
            return Ok(None);
        }
        self.cx.binding_value(&binding).map(Some)
    }

    fn is_native_macro(&self, var: VarName) -> bool {
        var.ns().name() == "clojure.core" && expand::find(var.name()).is_some()
    }

    fn expand_native(&mut self, var: VarName, form: &Value, span: Span) -> Option<R> {
        if var.ns().name() != "clojure.core" {
            return None;
        }
        let called = expand::find(var.name())?;
        Some(expand::expand(self, called, form, span))
    }

    fn call(&mut self, f: &Value, args: Vec<Value>) -> R {
        let outer = self.cx.context.begin_reading(Usage::Expansion);
        let expanded = self.cx.call(f, args.into());
        self.cx.context.end_reading(outer);
        expanded
    }

    fn native(&mut self, var: VarName) -> Option<Value> {
        let binding = self.cx.context.world().binding(var)?.clone();
        let value = binding.value()?;
        matches!(value.view(), View::Native(_)).then(|| value.clone())
    }

    fn static_method(
        &mut self,
        class: &'static clutch_core::TypeInfo,
        member: &str,
        count: usize,
    ) -> Option<Value> {
        let native = self.cx.host().static_method(class, member, count)?;
        Some(Value::native_fn(native))
    }

    fn unchecked_math(&mut self) -> bool {
        let value = self.cx.dynamic("clojure.core", "*unchecked-math*");
        value.is_some_and(|v| v.truthy())
    }

    fn const_value(&mut self, var: VarName) -> R<Option<Value>> {
        let Some(binding) = self.cx.context.world().binding(var).cloned() else {
            return Ok(None);
        };
        if !binding.flags.constant {
            return Ok(None);
        }
        self.cx.binding_value(&binding).map(Some)
    }

    fn map(&mut self, items: Vec<Value>) -> R {
        assoc::map_literal(self.cx, items)
    }

    fn set(&mut self, items: Vec<Value>) -> R {
        assoc::set_literal(self.cx, items)
    }

    fn with_meta(&mut self, value: Value, meta: Value) -> R {
        meta::with_meta(self.cx, value, meta)
    }

    fn meta(&mut self, value: &Value) -> Value {
        meta::meta(value)
    }

    fn elements(&mut self, value: &Value) -> R<Vec<Value>> {
        seq::to_vec(self.cx, value.clone())
    }

    fn suggest(&mut self, symbol: Symbol) -> Vec<String> {
        clutch_core::world::suggest(self.cx.context.world(), self.ns, symbol)
    }

    fn declare(&mut self, var: VarName) {
        if self.cx.context.world().binding(var).is_none() {
            self.declared.insert(var);
        }
    }

    fn link(&mut self, var: VarName, usage: Usage, span: Span) {
        self.cx.context.record_link(Link { var, usage, span });
    }

    fn type_link(&mut self, class: &'static TypeInfo, span: Span) {
        if !matches!(class.kind, TypeKind::Record | TypeKind::Type) {
            return;
        }
        let world = self.cx.context.world();
        let Some(named) = world.registry().named_type(Symbol::simple(class.name)) else {
            return;
        };
        if named.owner != self.ns {
            let maker = Symbol::simple(&format!("->{}", class.simple_name()));
            let var = VarName::new(named.owner, maker);
            self.link(var, Usage::Type, span);
        }
    }

    fn quoted(&mut self, data: &Value, span: Span) {
        if !self.cx.context.is_recording() {
            return;
        }
        let mut todo = vec![data.clone()];
        for _ in 0..MOST_QUOTED {
            let Some(next) = todo.pop() else { return };
            match next.view() {
                View::List(list) => todo.extend(list.iter().cloned()),
                View::Vector(vector) => todo.extend(vector.iter().cloned()),
                View::Set(set) => todo.extend(set.iter().cloned()),
                View::Map(map) => {
                    for entry in map.iter() {
                        todo.extend([entry.0.clone(), entry.1.clone()]);
                    }
                }
                _ => {
                    if let Some(name) = next.as_symbol() {
                        self.named(name, span);
                    }
                }
            }
        }
    }

    fn named(&mut self, name: Symbol, span: Span) {
        let Some(prefix) = name.ns().filter(|_| self.cx.context.is_recording()) else {
            return;
        };
        let world = self.cx.context.world();
        // What is not loaded yet may be when the name is looked up.
        let ns = world.resolve_alias(self.ns, prefix);
        let ns = ns.unwrap_or_else(|| NsName::new(prefix));
        let builtin = world.namespace(ns).is_some_and(|n| n.builtin);
        if !builtin && ns != self.ns {
            let var = VarName::new(ns, Symbol::simple(name.name()));
            self.link(var, Usage::Symbol, span);
        }
    }

    fn forwards(&self) -> bool {
        let ns = self.cx.context.world().namespace(self.ns);
        let meta = ns.and_then(|ns| ns.meta.get::<Map>());
        meta.and_then(|m| m.get_keyword("forward"))
            .is_some_and(Value::truthy)
    }

    fn generation(&self) -> Stamp {
        self.cx.context.code_stamp()
    }
}

/// Namespaces whose code may use what is private in each other.
fn is_internal(ns: NsName) -> bool {
    matches!(ns.name(), "clojure.core" | "clutch.rt" | "clutch.core")
}

impl KeysOf for Surroundings<'_> {
    type Keys = Cx;
    fn keys(&mut self) -> &mut Cx {
        self.cx
    }
}

impl expand::Host for Surroundings<'_> {
    fn ns(&self) -> NsName {
        self.ns
    }
    fn asserts(&mut self) -> R<bool> {
        let value = self.cx.dynamic("clojure.core", "*assert*");
        Ok(value.is_none_or(|v| v.truthy()))
    }
    fn elements(&mut self, items: &Value) -> R<Vec<Value>> {
        seq::to_vec(self.cx, items.clone())
    }
    fn show(&mut self, form: &Value) -> String {
        print::pr_str(self.cx, form).unwrap_or_else(|_| format!("{form:?}"))
    }
}
