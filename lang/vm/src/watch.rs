//! Validators and watches: what a change of a reference asks before, and tells after.
//!
//! Atoms, refs and agents carry theirs; those of vars are beside the worlds. A stage asks the
//! validators of vars, but tells nobody: what it defines is not to be seen before it is published.

use crate::cx::Cx;
use clutch_core::error::{Exception, ThrowKind};
use clutch_core::state::Watched;
use clutch_core::{R, Thrown, Value, VarName, class};
use parking_lot::Mutex;
use std::sync::Arc;

/// Asks a validator, if there is one.
///
/// # Errors
/// `IllegalStateException` if it says no; a `RuntimeException` that it throws goes on as it is.
pub fn validate(cx: &mut Cx, validator: &Value, value: &Value) -> R<()> {
    const INVALID: &str = "Invalid reference state";
    if validator.is_nil() {
        return Ok(());
    }
    match cx.call1(validator, value.clone()) {
        Ok(v) if v.truthy() => Ok(()),
        Ok(_) => Err(Thrown::illegal_state(INVALID)),
        Err(e) => {
            let thrown = e.exception().class;
            let checked = e.kind == ThrowKind::Exception
                && thrown.is_a(&class::EXCEPTION)
                && !thrown.is_a(&class::RUNTIME_EXCEPTION);
            if !checked {
                return Err(e);
            }
            let mut invalid = Exception::new(&class::ILLEGAL_STATE, INVALID);
            invalid.cause = e.value;
            Err(Box::new(Thrown::plain(invalid)))
        }
    }
}

/// Calls the watches of a reference after its value changed.
pub fn notify(
    cx: &mut Cx,
    watched: &Mutex<Watched>,
    reference: &Value,
    old: &Value,
    new: &Value,
) -> R<()> {
    let watches = watched.lock().watches.clone();
    for (key, f) in watches {
        if !f.is_nil() {
            let args = smallvec::smallvec![key, reference.clone(), old.clone(), new.clone()];
            cx.call(&f, args)?;
        }
    }
    Ok(())
}

/// A change of a watched var that is under way.
pub(crate) struct VarChange {
    watched: Arc<Mutex<Watched>>,
    old: Value,
}

impl Cx {
    /// Asks the validator of a var about its next root; none if nobody watches it.
    pub(crate) fn before_root(&mut self, var: VarName, new: &Value) -> R<Option<VarChange>> {
        let Some(watched) = self.context.cell().watched.get(var) else {
            return Ok(None);
        };
        let validator = watched.lock().validator.clone();
        validate(self, &validator, new)?;
        let old = self.root_value(var)?;
        Ok(Some(VarChange { watched, old }))
    }

    /// Tells the watches of a var that its root has changed.
    pub(crate) fn after_root(
        &mut self,
        var: VarName,
        change: Option<VarChange>,
        new: &Value,
    ) -> R<()> {
        match change {
            Some(c) if self.context.stage().is_none() => {
                notify(self, &c.watched, &Value::var(var), &c.old, new)
            }
            _ => Ok(()),
        }
    }
}
