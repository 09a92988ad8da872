//! [`Layers`]: named changes that lie above the definitions of a world.
//!
//! A layer names vars and says what is put around or in place of their definitions. It belongs to
//! the world and not to the namespaces, so a reload brings a new definition below it and the
//! layer lies over that one. Every binding that a world shows for a layered var is made by
//! [`Layers::lay`] and remembers the definition below.

use super::{Binding, HashMap};
use crate::name::{Keyword, VarName};
use crate::repr::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Makes the value that is seen: from the layer's value and the definition below.
pub type Wrap = fn(&Value, &Arc<Binding>) -> Value;

/// One named layer.
#[derive(Clone)]
pub struct Layer {
    /// Its name.
    pub name: Keyword,
    /// What lies over which var.
    pub entries: HashMap<VarName, Value>,
    /// How.
    pub wrap: Wrap,
}

/// All layers of a world, the lowest first.
#[derive(Clone, Default)]
pub struct Layers {
    /// Unique for each list of layers; 0 for none.
    id: u64,
    list: Arc<[Layer]>,
}

static NEXT: AtomicU64 = AtomicU64::new(1);

/// What a binding that was made by layers remembers.
#[derive(Clone, Debug)]
pub struct Below {
    /// The definition below all layers.
    pub plain: Arc<Binding>,
    /// Which layers lie over it.
    layers: u64,
}

impl Layers {
    /// These with a layer on top; one of the same name is replaced.
    #[must_use]
    pub fn with(&self, layer: Layer) -> Layers {
        let others = self.list.iter().filter(|l| l.name != layer.name).cloned();
        Layers::of(others.chain([layer.clone()]).collect())
    }

    /// These without the layer of this name.
    #[must_use]
    pub fn without(&self, name: Keyword) -> Layers {
        let others = self.list.iter().filter(|l| l.name != name).cloned();
        Layers::of(others.collect())
    }

    fn of(list: Arc<[Layer]>) -> Layers {
        let id = match list.is_empty() {
            true => 0,
            false => NEXT.fetch_add(1, Ordering::Relaxed),
        };
        Layers { id, list }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// The layers, the lowest first.
    pub fn iter(&self) -> impl Iterator<Item = &Layer> + '_ {
        self.list.iter()
    }
    /// Whether both are the same list.
    pub fn same(&self, other: &Layers) -> bool {
        self.id == other.id
    }
    /// Vars that some layer names.
    pub fn vars(&self) -> impl Iterator<Item = VarName> + '_ {
        self.list.iter().flat_map(|l| l.entries.keys().copied())
    }

    /// The change `base → ours`, made to these; `None` if a layer was changed on both sides.
    #[must_use]
    pub fn merged(&self, base: &Layers, ours: &Layers) -> Option<Layers> {
        if ours.same(base) {
            return Some(self.clone());
        }
        self.same(base).then(|| ours.clone())
    }

    /// What is seen of a definition: all layers over what lies below them. The identical object
    /// if it is that already.
    pub fn lay(&self, binding: Arc<Binding>) -> Arc<Binding> {
        let plain = match &binding.below {
            Some(below) if below.layers == self.id => return binding,
            Some(below) => below.plain.clone(),
            None => binding,
        };
        let mut shown = plain.clone();
        for layer in self.list.iter() {
            if let Some(value) = layer.entries.get(&plain.var) {
                let wrapped = (layer.wrap)(value, &shown);
                let mut next = shown.with_value(wrapped);
                next.arity = next.arity.or(plain.arity);
                next.below = Some(Below {
                    plain: plain.clone(),
                    layers: self.id,
                });
                shown = Arc::new(next);
            }
        }
        shown
    }
}

impl std::fmt::Debug for Layers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.list.iter().map(|l| l.name))
            .finish()
    }
}
