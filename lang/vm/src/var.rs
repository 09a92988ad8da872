//! Vars as natives see them: roots, metadata, and the marks that metadata means.
//!
//! A var is a name; what is read and changed here is its binding in the context's world, under
//! the rules of [`crate::context`].

use crate::cx::Cx;
use clutch_core::coll::{KeyOps, Map, Pair, simple_eq, simple_hash};
use clutch_core::world::cell::What;
use clutch_core::world::{Binding, Definition, Flags, World};
use clutch_core::{Keyword, R, Symbol, Tag, Thrown, Value, VarName};
use std::cmp::Ordering;
use std::sync::Arc;

/// Key operations for maps whose keys are names, numbers or strings.
pub struct SimpleKeys;

impl KeyOps for SimpleKeys {
    fn hash(&mut self, v: &Value) -> R<u32> {
        simple_hash(v).ok_or_else(|| Thrown::unsupported("a key that is no simple value"))
    }
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        Ok(simple_eq(a, b).unwrap_or(false))
    }
    fn compare(&mut self, _: &Value, a: &Value, b: &Value) -> R<Ordering> {
        match (a.as_symbol(), b.as_symbol()) {
            (Some(a), Some(b)) => Ok(a.cmp(&b)),
            _ => Err(Thrown::unsupported("ordering keys that are no symbols")),
        }
    }
}

/// A map value whose keys are names, numbers or strings; of equal keys the last counts.
pub fn simple_map(entries: impl IntoIterator<Item = Pair>) -> Value {
    let map = Map::from_entries(&mut SimpleKeys, entries);
    Value::new(map.expect("simple keys do not fail"))
}

/// `map` (a map or nil) with an entry of a keyword added.
pub fn with_entry(map: &Value, key: &str, value: Value) -> Value {
    let key = Value::keyword(Keyword::simple(key));
    let old = map.get::<Map>();
    let entries = old.into_iter().flat_map(Map::iter);
    let entries: Vec<Pair> = entries.map(|e| (e.0.clone(), e.1.clone())).collect();
    simple_map(entries.into_iter().chain([(key, value)]))
}

/// The marks that a definition's metadata means.
pub fn flags_of(meta: &Value) -> Flags {
    let mark = |name: &str| {
        let map = meta.get::<Map>();
        map.and_then(|m| m.get_keyword(name))
            .is_some_and(Value::truthy)
    };
    if meta.is_nil() {
        return Flags::default();
    }
    Flags {
        dynamic: mark("dynamic"),
        is_macro: mark("macro"),
        private: mark("private"),
        constant: mark("const"),
        once: mark("defonce"),
        kept_live: false,
    }
}

impl Cx {
    /// The binding of a var in the context's world.
    ///
    /// # Errors
    /// `IllegalStateException` if the world has none.
    pub fn binding(&self, var: VarName) -> R<Arc<Binding>> {
        match self.context.world().binding(var) {
            Some(binding) => Ok(binding.clone()),
            None => Err(Thrown::illegal_state(format!(
                "Unable to find var: #'{var}"
            ))),
        }
    }

    /// The root value, ignoring thread bindings; [`Value::UNBOUND`] if there is none.
    pub fn root_value(&mut self, var: VarName) -> R {
        match self.context.world().binding(var).cloned() {
            Some(binding) => {
                let value = self.binding_value(&binding)?;
                if self.context.is_reading() {
                    self.context.record_read(var, &value);
                }
                Ok(value)
            }
            None => Ok(Value::unbound(var)),
        }
    }

    /// The value of the definition below all layers.
    fn plain_value(&mut self, binding: &Arc<Binding>) -> R {
        match &binding.below {
            Some(below) => self.binding_value(&below.plain),
            None => self.binding_value(binding),
        }
    }

    /// Gives a var another root value; metadata and marks stay. Made if missing.
    pub fn set_root(&mut self, var: VarName, value: Value) -> R<()> {
        let watched = self.before_root(var, &value)?;
        self.context.change(What::Define(var), |world| {
            let binding = redefined(world, var, value.clone());
            world.define(binding);
        })?;
        self.after_root(var, watched, &value)
    }

    /// Makes a definition (`def`).
    pub fn define(&mut self, definition: Definition) -> R<()> {
        let var = definition.var;
        let Some(value) = definition.value.clone() else {
            return self.context.define(definition);
        };
        let watched = self.before_root(var, &value)?;
        self.context.define(definition)?;
        self.after_root(var, watched, &value)
    }

    /// Replaces the root by what `f` makes of it: tried again if another thread changed it
    /// meanwhile, so that no change is lost (`alter-var-root`).
    pub fn alter_root(&mut self, var: VarName, mut f: impl FnMut(&mut Cx, Value) -> R) -> R {
        loop {
            let before = self.context.world().binding(var).cloned();
            let old = match &before {
                Some(binding) => self.plain_value(binding)?,
                None => Value::unbound(var),
            };
            let new = f(self, old)?;
            let watched = self.before_root(var, &new)?;
            let done = self.context.change(What::Define(var), |world| {
                let same = match (&before, world.binding(var)) {
                    (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                    (None, None) => true,
                    _ => false,
                };
                if same {
                    let binding = redefined(world, var, new.clone());
                    world.define(binding);
                }
                same
            })?;
            if done {
                if self.context.is_loading() {
                    let here = self.current_ns();
                    self.context.record_patch(here, var)?;
                }
                self.after_root(var, watched, &new)?;
                return Ok(new);
            }
            self.poll()?;
        }
    }

    /// The metadata of a var: that of its definition with `:ns` and `:name`; nil if there is none.
    pub fn var_meta(&mut self, var: VarName) -> R {
        let Some(binding) = self.context.world().binding(var).cloned() else {
            return Ok(Value::NIL);
        };
        if self.context.is_reading() {
            self.context.record_read(var, &Value::NIL);
        }
        let meta = match binding.meta() {
            Some(meta) => meta.clone(),
            None => self.host().fill_meta(self, &binding)?,
        };
        let meta = with_entry(&meta, "ns", Value::ns(var.ns()));
        let mut meta = with_entry(&meta, "name", Value::symbol(var.name()));
        if binding.flags.is_macro {
            meta = with_entry(&meta, "macro", Value::TRUE);
        }
        Ok(meta)
    }

    /// Replaces the metadata of a var's definition, and the marks that follow from it.
    pub fn set_var_meta(&mut self, var: VarName, meta: Value) -> R<()> {
        let flags = flags_of(&meta);
        self.context.change(What::Define(var), |world| {
            if let Some(old) = world.binding(var) {
                let once = old.flags.once;
                let binding = old.with_meta(meta.clone(), Flags { once, ..flags });
                world.define(Arc::new(binding));
            }
        })
    }

    /// `intern`: makes sure that the var has a definition; with a value, gives it that root.
    pub fn intern(&mut self, var: VarName, value: Option<Value>, meta: Value) -> R<()> {
        let flags = flags_of(&meta);
        let watched = match &value {
            Some(value) => self.before_root(var, value)?,
            None => None,
        };
        self.context.change(What::Define(var), |world| {
            let old = world.binding(var).cloned();
            let binding = match (old, &value) {
                (Some(_), None) if meta.is_nil() => return,
                (Some(old), None) => Arc::new(old.with_meta(meta.clone(), flags)),
                (Some(_), Some(value)) if meta.is_nil() => redefined(world, var, value.clone()),
                (_, value) => {
                    let mut definition = Definition::new(var, Value::NIL);
                    definition.value = value.clone();
                    definition.meta = meta.clone();
                    definition.flags = flags;
                    definition.to_binding(world)
                }
            };
            world.define(binding);
        })?;
        if self.context.is_loading() && self.current_ns() == var.ns() {
            self.context.record_made(var)?;
        }
        self.after_root(var, watched, &value.unwrap_or_default())
    }

    /// Whether the var has a root value or one that will be compiled.
    pub fn has_root(&self, var: VarName) -> bool {
        self.context
            .world()
            .binding(var)
            .is_some_and(|b| b.is_bound())
    }
}

fn redefined(world: &World, var: VarName, value: Value) -> Arc<Binding> {
    match world.binding(var) {
        Some(old) => {
            let new = old.with_value(value);
            Arc::new(new.with_generation(world.stamp().clone()))
        }
        None => Definition::new(var, value).to_binding(world),
    }
}

/// A symbol argument as such, or the name of a keyword or string; for natives that take names.
pub fn name_of(v: &Value) -> Option<Symbol> {
    match v.tag() {
        Tag::Str => v.as_str().map(Symbol::parse),
        _ => v.as_symbol(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_from_metadata() {
        let key = |n: &str| Value::keyword(Keyword::simple(n));
        let meta = simple_map([
            (key("dynamic"), Value::TRUE),
            (key("private"), Value::FALSE),
            (key("macro"), Value::int(1)),
        ]);
        let flags = flags_of(&meta);
        assert!(flags.dynamic && flags.is_macro && !flags.private && !flags.constant);
        assert_eq!(flags_of(&Value::NIL), Flags::default());
        let flags = flags_of(&with_entry(&meta, "private", Value::TRUE));
        assert!(flags.private && flags.dynamic);
    }
}
