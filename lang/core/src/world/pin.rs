//! [`Pin`]: what a turn is pinned to.
//!
//! Nothing reachable from code, types or registries may hold a pin (worlds would be immortal);
//! a lazy cell drops its pin when it is realised.

use super::{Binding, World};
use crate::repr::Value;
use crate::sync::Mutex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

/// What a turn is pinned to; cells made in the turn share it.
#[derive(Debug)]
pub struct Pin {
    /// World in which names resolve.
    pub world: Arc<World>,
    /// Unique number of the turn; forks of one turn share it.
    pub turn: u64,
    /// Whether what the turn defines is published too; false under `in-world`.
    pub publishes: bool,
    /// When the turn began.
    pub since: Instant,
    /// What `with-redefs` has laid over the world, if anything.
    pub overlay: Option<Overlay>,
    /// Stand-ins for references whose state the turn must not change.
    pub shadows: Option<Arc<Shadows>>,
    /// Whether somebody asked the turn to move on to the newest world.
    pub asked: Arc<AtomicBool>,
}

/// Definitions that only a turn, and what inherits its pin, sees.
#[derive(Clone, Debug)]
pub struct Overlay {
    /// The turn's world without them: what the turn goes on in afterwards.
    pub plain: Arc<World>,
    /// The definitions.
    pub bindings: Arc<[Arc<Binding>]>,
}

impl Overlay {
    /// The definitions laid over `plain`.
    pub fn over(plain: Arc<World>, bindings: Arc<[Arc<Binding>]>) -> (Arc<World>, Overlay) {
        let mut world = plain.branch();
        for binding in bindings.iter() {
            world.cover(binding.clone());
        }
        (Arc::new(world), Overlay { plain, bindings })
    }
}

/// Private stand-ins for atoms, refs and agents: what runs with them changes these, and leaves
/// the references that everybody sees as they are.
#[derive(Debug, Default)]
pub struct Shadows(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// By identity; the original is kept, so that its identity is not used again.
    shadows: FxHashMap<u64, (Value, Value)>,
    own: FxHashSet<u64>,
}

impl Shadows {
    /// The stand-in for a reference, made by `make` when it is first touched; the reference
    /// itself if it is one.
    pub fn of(&self, original: &Value, make: impl FnOnce() -> Value) -> Value {
        let mut state = self.0.lock();
        let id = original.bits();
        if state.own.contains(&id) {
            return original.clone();
        }
        if let Some((_, shadow)) = state.shadows.get(&id) {
            return shadow.clone();
        }
        let shadow = make();
        state.own.insert(shadow.bits());
        state.shadows.insert(id, (original.clone(), shadow.clone()));
        shadow
    }
}
