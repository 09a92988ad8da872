//! Reading plain data where there is no running context: argument lists of natives.

use clutch_core::coll::KeysOf;
use clutch_core::{NsName, R, Symbol, Thrown, Value};
use clutch_syntax::ReadHost;
use clutch_vm::var::SimpleKeys;

/// Surroundings in which nothing but names, numbers, strings and brackets means anything.
pub(crate) struct PlainReading(pub(crate) SimpleKeys);

impl KeysOf for PlainReading {
    type Keys = SimpleKeys;
    fn keys(&mut self) -> &mut SimpleKeys {
        &mut self.0
    }
}

fn refused<T>() -> R<T> {
    Err(Thrown::unsupported("only plain data can be read here"))
}

impl ReadHost for PlainReading {
    fn current_ns(&mut self) -> NsName {
        NsName::new("user")
    }
    fn namespace(&mut self, _: Symbol) -> Option<NsName> {
        None
    }
    fn resolve(&mut self, _: Symbol) -> Option<Symbol> {
        None
    }
    fn regex(&mut self, _: &str) -> R {
        refused()
    }
    fn tagged(&mut self, _: Symbol, _: &Value) -> R<Option<Value>> {
        Ok(None)
    }
    fn tagged_literal(&mut self, _: Symbol, _: Value) -> R {
        refused()
    }
    fn conditional(&mut self, _: Value, _: bool) -> R {
        refused()
    }
}
