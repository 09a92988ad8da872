//! Watches and validators of vars.
//!
//! A var is a name, and what it means belongs to a world; who watches it belongs to the process,
//! as it does for an atom. So the table is beside the worlds, in the [`super::WorldCell`].

use crate::name::VarName;
use crate::repr::Value;
use crate::state::Watched;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The vars that somebody watches or validates, or did.
#[derive(Debug, Default)]
pub struct WatchedVars {
    /// Whether there is any entry: most programs watch no var, and defining looks only here.
    any: AtomicBool,
    vars: Mutex<FxHashMap<VarName, Arc<Mutex<Watched>>>>,
}

impl WatchedVars {
    /// The watches of a var, if it ever had any.
    pub fn get(&self, var: VarName) -> Option<Arc<Mutex<Watched>>> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        self.vars.lock().get(&var).cloned()
    }

    /// The watches of all vars.
    pub fn all(&self) -> Vec<(VarName, Vec<(Value, Value)>)> {
        let vars: Vec<_> = self.vars.lock().clone().into_iter().collect();
        let all = vars.into_iter();
        let mut all: Vec<_> = all.map(|(v, w)| (v, w.lock().watches.clone())).collect();
        all.sort_unstable_by_key(|(var, _)| var.symbol());
        all
    }

    /// The watches of a var, to add some.
    pub fn entry(&self, var: VarName) -> Arc<Mutex<Watched>> {
        let found = self.vars.lock().entry(var).or_default().clone();
        self.any.store(true, Ordering::Release);
        found
    }
}
