//! Thread bindings of dynamic vars: a stack of frames, each a list of (var, cell).
//!
//! A cell is shared with the threads that the bindings are conveyed to, as in Clojure, so a
//! `set!` in a future is seen by its maker. A frame holds what is visible at its level, the
//! levels below included, so a look-up searches one short list.

use crate::cx::Cx;
use crate::number::decimal;
use clutch_core::class;
use clutch_core::state::birth;
use clutch_core::{R, Thrown, Value, VarName};
use parking_lot::Mutex;
use rustc_hash::FxHashSet;
use std::sync::{Arc, LazyLock};

/// The one var that arithmetic depends on, which has no access to bindings: whatever changes its
/// binding tells the thread's arithmetic ([`decimal::context`]).
static MATH_CONTEXT: LazyLock<VarName> =
    LazyLock::new(|| VarName::from_parts("clojure.core", "*math-context*"));

/// Namespace of the vars that `with-local-vars` makes. No world knows them: each has only the
/// thread binding that it is made for.
pub const LOCAL_VARS: &str = "clutch.local";

/// The value that a thread binding gives a var.
struct Bound {
    value: Mutex<Value>,
    /// Stage that bound it, or 0.
    birth: u64,
}

type Cell = Arc<Bound>;
type Level = Arc<Vec<(VarName, Cell)>>;

/// The thread bindings of a context.
#[derive(Clone, Default)]
pub struct Bindings {
    levels: Vec<Level>,
}

impl Bindings {
    fn cell(&self, var: VarName) -> Option<&Cell> {
        self.levels
            .last()?
            .iter()
            .find(|(v, _)| *v == var)
            .map(|(_, c)| c)
    }

    /// The bound value.
    pub fn get(&self, var: VarName) -> Option<Value> {
        self.cell(var).map(|c| c.value.lock().clone())
    }

    /// Binds vars on top of what is bound.
    pub fn push(&mut self, pairs: Vec<(VarName, Value)>) {
        let mut level: Vec<(VarName, Cell)> = self
            .levels
            .last()
            .map(|l| (**l).clone())
            .unwrap_or_default();
        for (var, value) in pairs {
            if var == *MATH_CONTEXT {
                decimal::set_context_value(Some(value.clone()));
            }
            let cell = Arc::new(Bound {
                value: Mutex::new(value),
                birth: birth(),
            });
            match level.iter_mut().find(|(v, _)| *v == var) {
                Some(slot) => slot.1 = cell,
                None => level.push((var, cell)),
            }
        }
        self.levels.push(Arc::new(level));
    }

    /// Undoes the last [`Bindings::push`]; false if there is none.
    pub fn pop(&mut self) -> bool {
        let depth = self.depth();
        self.truncate(depth.saturating_sub(1));
        depth > 0
    }

    /// Number of levels, to get back to after an error.
    pub fn depth(&self) -> usize {
        self.levels.len()
    }

    /// Drops levels above `depth`.
    pub fn truncate(&mut self, depth: usize) {
        let tell = self.cell(*MATH_CONTEXT).is_some();
        self.levels.truncate(depth);
        if tell {
            self.tell_arithmetic();
        }
    }

    fn tell_arithmetic(&self) {
        decimal::set_context_value(self.get(*MATH_CONTEXT));
    }

    /// Everything bound now, with its value.
    pub fn all(&self) -> Vec<(VarName, Value)> {
        let level = self.levels.last();
        level.map_or_else(Vec::new, |l| {
            l.iter()
                .map(|(v, c)| (*v, c.value.lock().clone()))
                .collect()
        })
    }

    /// The stage that made the binding of a var in effect, 0 if it was made live.
    pub fn birth(&self, var: VarName) -> Option<u64> {
        self.cell(var).map(|c| c.birth)
    }

    /// Everything that the bindings hold, those that others cover included.
    pub fn held(&self) -> Vec<(VarName, Value)> {
        let mut seen: FxHashSet<*const Bound> = FxHashSet::default();
        let cells = self.levels.iter().rev().flat_map(|level| level.iter());
        let cells = cells.filter(|(_, cell)| seen.insert(Arc::as_ptr(cell)));
        let all = cells.map(|(var, cell)| (*var, cell.value.lock().clone()));
        all.filter(|(_, value)| value.is_heap()).collect()
    }

    /// What a thread started now takes over.
    pub fn convey(&self) -> Bindings {
        Bindings {
            levels: self.levels.last().cloned().into_iter().collect(),
        }
    }
}

impl Cx {
    /// The thread bindings.
    pub fn bindings(&self) -> &Bindings {
        &self.bindings
    }

    /// Replaces the thread bindings; gives the old ones.
    pub fn set_bindings(&mut self, bindings: Bindings) -> Bindings {
        bindings.tell_arithmetic();
        std::mem::replace(&mut self.bindings, bindings)
    }

    /// Binds dynamic vars for this thread, or vars of [`LOCAL_VARS`].
    ///
    /// # Errors
    /// `IllegalStateException` if a var is not dynamic.
    pub fn push_bindings(&mut self, pairs: Vec<(VarName, Value)>) -> R<()> {
        for (var, _) in &pairs {
            let dynamic = self
                .context
                .world()
                .binding(*var)
                .is_some_and(|b| b.flags.dynamic);
            if !dynamic && var.ns().name() != LOCAL_VARS {
                return Err(Thrown::illegal_state(format!(
                    "Can't dynamically bind non-dynamic var: {var}"
                )));
            }
        }
        self.bindings.push(pairs);
        Ok(())
    }

    /// Undoes the last [`Cx::push_bindings`].
    pub fn pop_bindings(&mut self) -> R<()> {
        if self.bindings.pop() {
            Ok(())
        } else {
            Err(Thrown::illegal_state("Pop without matching push"))
        }
    }

    /// `set!` of a var: changes its thread binding.
    ///
    /// # Errors
    /// `IllegalStateException` if the var is not bound in this thread.
    pub fn set_binding(&mut self, var: VarName, value: Value) -> R {
        match self.bindings.cell(var) {
            Some(cell) => {
                if var == *MATH_CONTEXT {
                    decimal::set_context_value(Some(value.clone()));
                }
                *cell.value.lock() = value.clone();
                Ok(value)
            }
            None => Err(Thrown::new(
                &class::ILLEGAL_STATE,
                format!(
                    "Can't change/establish root binding of: {} with set",
                    var.name()
                ),
            )),
        }
    }

    /// Runs `f` with vars bound.
    pub fn with_bindings<T>(
        &mut self,
        pairs: Vec<(VarName, Value)>,
        f: impl FnOnce(&mut Cx) -> R<T>,
    ) -> R<T> {
        let depth = self.bindings.depth();
        self.bindings.push(pairs);
        let result = f(self);
        self.bindings.truncate(depth);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::decimal::{MathContext, Rounding, context};

    #[test]
    fn arithmetic_follows_the_binding_of_the_math_context() {
        let precision = |precision| MathContext {
            precision,
            rounding: Rounding::HalfUp,
        };
        let mut bindings = Bindings::default();
        bindings.push(vec![(*MATH_CONTEXT, precision(3).into_value())]);
        assert_eq!(context(), Some(precision(3)));
        bindings.push(vec![(*MATH_CONTEXT, precision(5).into_value())]);
        assert_eq!(context(), Some(precision(5)));
        bindings.pop();
        assert_eq!(context(), Some(precision(3)));
        bindings.truncate(0);
        assert_eq!(context(), None);
    }
}
