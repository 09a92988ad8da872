//! [`Reading`]: the surroundings of a text that is read in a running context.
//!
//! What `::k`, `` `sym `` and `#tag` mean is asked for when the form is made, in the context's
//! world and namespace, so that an `ns` form that was evaluated before counts.

use crate::regex;
use clutch_core::coll::{KeysOf, Map};
use clutch_core::world::Resolved;
use clutch_core::{NsName, R, Symbol, Value, VarName};
use clutch_syntax::ReadHost;
use clutch_vm::Cx;
use clutch_vm::var::SimpleKeys;

/// A running context as the reader sees it.
pub struct Reading<'a>(pub &'a mut Cx);

impl KeysOf for Reading<'_> {
    type Keys = Cx;
    fn keys(&mut self) -> &mut Cx {
        self.0
    }
}

impl Reading<'_> {
    /// The entry of a tag in a dynamic var that holds a map of readers.
    fn reader_in(&mut self, var: &str, tag: Symbol) -> Option<Value> {
        let readers = self.0.dynamic("clojure.core", var)?;
        let map = readers.get::<Map>()?;
        let found = map.get(&mut SimpleKeys, &Value::symbol(tag)).ok()?;
        found.cloned()
    }

    fn call_core(&mut self, name: &str, args: Vec<Value>) -> R {
        let f = self
            .0
            .var_value(VarName::from_parts("clojure.core", name))?;
        self.0.call(&f, args.into())
    }
}

impl ReadHost for Reading<'_> {
    fn current_ns(&mut self) -> NsName {
        self.0.current_ns()
    }

    fn namespace(&mut self, alias: Symbol) -> Option<NsName> {
        let here = self.0.current_ns();
        self.0.context.world().resolve_alias(here, alias.name())
    }

    fn resolve(&mut self, name: Symbol) -> Option<Symbol> {
        let here = self.0.current_ns();
        match self.0.context.world().resolve(here, name)? {
            Resolved::Var(var) => Some(var.symbol()),
            Resolved::Class(class) => Some(Symbol::simple(class.name)),
        }
    }

    fn regex(&mut self, pattern: &str) -> R {
        regex::compile_value(pattern)
    }

    fn tagged(&mut self, tag: Symbol, form: &Value) -> R<Option<Value>> {
        let own = self.reader_in("*data-readers*", tag);
        let reader = own.or_else(|| self.reader_in("default-data-readers", tag));
        if let Some(reader) = reader {
            return self.0.call1(&reader, form.clone()).map(Some);
        }
        let here = self.0.current_ns();
        let class = self.0.context.world().resolve_class(here, tag);
        if tag.ns().is_none() && class.is_some() && tag.name().contains('.') {
            return self.call_rt("read-record", vec![Value::symbol(tag), form.clone()]);
        }
        match self.0.dynamic("clojure.core", "*default-data-reader-fn*") {
            Some(f) if f.truthy() => {
                let tag = Value::symbol(tag);
                self.0.call2(&f, tag, form.clone()).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn tagged_literal(&mut self, tag: Symbol, form: Value) -> R {
        self.call_core("tagged-literal", vec![Value::symbol(tag), form])
    }

    fn conditional(&mut self, form: Value, splicing: bool) -> R {
        self.call_core("reader-conditional", vec![form, Value::bool(splicing)])
    }

    fn read_eval(&mut self, form: &Value) -> R<Option<Value>> {
        let allowed = self.0.dynamic("clojure.core", "*read-eval*");
        if !allowed.is_some_and(|v| v.same(&Value::TRUE)) {
            return Ok(None);
        }
        let host = self.0.host();
        host.eval(self.0, form.clone()).map(Some)
    }

    fn with_meta(&mut self, value: &Value, meta: &Value) -> Option<Value> {
        clutch_vm::meta::with_meta(self.0, value.clone(), meta.clone()).ok()
    }
}

impl Reading<'_> {
    fn call_rt(&mut self, name: &str, args: Vec<Value>) -> R<Option<Value>> {
        let var = VarName::from_parts("clutch.rt", name);
        if self.0.context.world().binding(var).is_none() {
            return Ok(None);
        }
        let f = self.0.var_value(var)?;
        self.0.call(&f, args.into()).map(Some)
    }
}
