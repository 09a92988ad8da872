//! Worlds: namespaces and registries as immutable data, and the one cell that says which world
//! is current.
//!
//! ```text
//!   WorldCell ──▶ World ──▶ Namespace ──▶ Binding ──▶ Value
//!                   │  └──▶ Slots (the same bindings by var slot: what running code reads)
//!                   └─────▶ Registry (methods, protocols, hierarchy, types, hooks; by owner)
//! ```
//! Everything but [`cell`] is pure: operations give new worlds. Who sees which world when is
//! decided by the running context in `vm`; what may be published is decided by `engine`.
//!
//! Reading order: [`stamp`], [`binding`], [`namespace`], [`registry`], [`state`] (the world itself),
//! [`uses`], [`layer`], [`resolve`], [`change`] (differences, rebase), [`pin`],
//! [`running`], [`cell`].

pub mod alive;
pub mod binding;
pub mod cell;
pub mod change;
pub mod layer;
pub mod namespace;
pub mod pin;
pub mod registry;
pub mod resolve;
pub mod running;
pub mod slots;
pub mod stamp;
pub mod state;
pub mod uses;
pub mod watched;

pub use binding::{Arity, Binding, Flags, LazyDef, Link, Usage};
pub use cell::WorldCell;
pub use layer::{Layer, Layers};
pub use namespace::{CLUTCH, CORE, CoreRefer, Input, Namespace, NamespaceSource, RUNTIME};
pub use pin::{Overlay, Pin, Shadows};
pub use registry::{Registry, TableKey, TypeKey};
pub use resolve::{Resolved, suggest};
pub use stamp::Stamp;
pub use state::{ClassTable, Definition, Delta, NamespaceDelta, World};
pub use uses::Uses;
pub use watched::WatchedVars;

use std::sync::Arc;

/// Persistent map of worlds. Keys are interned names or addresses, so a fast hasher is enough.
pub type HashMap<K, V> =
    im::GenericHashMap<K, V, rustc_hash::FxBuildHasher, im::shared_ptr::DefaultSharedPtr>;
/// Persistent set of worlds.
pub type HashSet<T> =
    im::GenericHashSet<T, rustc_hash::FxBuildHasher, im::shared_ptr::DefaultSharedPtr>;
/// Persistent vector of worlds.
pub type Vector<T> = im::Vector<T>;

/// A world or a part of one as a language value.
#[derive(Debug, Clone)]
pub enum WorldValue {
    /// A world: a map from symbols to namespaces.
    World(Arc<World>),
    /// A namespace: a map from symbols to values.
    Namespace(Arc<Namespace>),
    /// A definition: a map of `:value :meta :file :line :generation …`.
    Binding(Arc<Binding>),
}
