//! [`Namespace`]: bindings, names from elsewhere, and where it was loaded from.

use super::stamp::Stamp;
use super::{Binding, HashMap, HashSet};
use crate::class::TypeInfo;
use crate::name::{NsName, Symbol, VarName};
use crate::repr::Value;
use crate::value::View;
use std::sync::{Arc, LazyLock};

/// `clojure.core`.
pub static CORE: LazyLock<NsName> = LazyLock::new(|| NsName::new("clojure.core"));
/// `clutch.core`: the names of worlds and reload, seen everywhere unless shadowed.
pub static CLUTCH: LazyLock<NsName> = LazyLock::new(|| NsName::new("clutch.core"));
/// `clutch.rt`: helpers of the standard library.
pub static RUNTIME: LazyLock<NsName> = LazyLock::new(|| NsName::new("clutch.rt"));

/// One namespace of a world.
#[derive(Clone, Debug)]
pub struct Namespace {
    /// Its name.
    pub name: NsName,
    /// What it defines. Invariant: the same bindings are in the world's slots.
    pub bindings: HashMap<Symbol, Arc<Binding>>,
    /// `:as` and `:as-alias`.
    pub aliases: HashMap<Symbol, NsName>,
    /// `:refer`: names of vars of other namespaces.
    pub refers: HashMap<Symbol, VarName>,
    /// Classes by simple name.
    pub imports: HashMap<Symbol, &'static TypeInfo>,
    /// Which names of `clojure.core` it sees.
    pub core: CoreRefer,
    /// A map, or nil.
    pub meta: Value,
    /// Text it was loaded from, if it was loaded.
    pub source: Option<Arc<NamespaceSource>>,
    /// The library whose file this namespace is a part of, if it has no file of its own.
    pub home: Option<NsName>,
    /// Whether `require` has nothing to do for it.
    pub loaded: bool,
    /// Whether its definitions, names or registrations were changed live since it was loaded: then
    /// evaluating the same text again makes a difference.
    pub edited: bool,
    /// Namespaces that it required; edges of the load order.
    pub requires: HashSet<NsName>,
    /// What the forms that define nothing use.
    pub links: Arc<[super::Link]>,
    /// What else it was made from.
    pub inputs: Arc<[Input]>,
    /// Definitions whose value may hold functions of others.
    pub holders: HashSet<Symbol>,
    /// Part of the standard library: never reloaded from disk, callers not indexed.
    pub builtin: bool,
}

/// Something that a namespace was made from and that is no definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// Which names another namespace has for others (`:refer :all`, `ns-publics`).
    Names(NsName),
    /// A text beside its own, as a resource (`load`), with the hash of what it was.
    Text(String, u64),
    /// A file that was read while it was loaded, with the hash of what it was.
    File(String, u64),
    /// The load of another namespace, which replaced definitions of this one.
    Patch(NsName),
}

impl Input {
    /// The namespace whose names it is.
    pub fn names_of(&self) -> Option<NsName> {
        match self {
            Input::Names(ns) => Some(*ns),
            _ => None,
        }
    }

    /// The namespace that replaced definitions.
    pub fn patch_of(&self) -> Option<NsName> {
        match self {
            Input::Patch(ns) => Some(*ns),
            _ => None,
        }
    }
}

/// The names of `clojure.core` that a namespace sees without a prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoreRefer {
    /// None: made by `create-ns` or `in-ns`.
    Nothing,
    /// All but these.
    AllBut(HashSet<Symbol>),
    /// Only these.
    Only(HashSet<Symbol>),
}

impl CoreRefer {
    /// All names.
    pub fn all() -> CoreRefer {
        CoreRefer::AllBut(HashSet::default())
    }
    /// What one of the two rules makes seen: referring adds names, it hides none.
    #[must_use]
    pub fn union(&self, other: &CoreRefer) -> CoreRefer {
        use CoreRefer::{AllBut, Nothing, Only};
        match (self, other) {
            (Nothing, rule) | (rule, Nothing) => rule.clone(),
            (AllBut(a), AllBut(b)) => {
                AllBut(a.iter().filter(|n| b.contains(*n)).copied().collect())
            }
            (AllBut(hidden), Only(seen)) | (Only(seen), AllBut(hidden)) => AllBut(
                hidden
                    .iter()
                    .filter(|n| !seen.contains(*n))
                    .copied()
                    .collect(),
            ),
            (Only(a), Only(b)) => Only(a.iter().chain(b).copied().collect()),
        }
    }
    /// Whether a name is seen.
    pub fn sees(&self, name: Symbol) -> bool {
        match self {
            CoreRefer::Nothing => false,
            CoreRefer::AllBut(hidden) => !hidden.contains(&name),
            CoreRefer::Only(names) => names.contains(&name),
        }
    }
}

/// Where a namespace was loaded from.
#[derive(Debug, PartialEq, Eq)]
pub struct NamespaceSource {
    /// Path or name of the text.
    pub path: String,
    /// Id of the registered source text.
    pub source: u32,
    /// Hash of the text, for "unchanged" and drift.
    pub hash: u64,
    /// Definitions of later generations were made live, not by the text.
    pub generation: Stamp,
    /// Whether the text was found in the sources, not given by somebody.
    pub found: bool,
}

impl NamespaceSource {
    /// Hash of a text as kept in `hash`.
    pub fn hash_text(text: &str) -> u64 {
        NamespaceSource::hash_bytes(text.as_bytes())
    }

    /// Hash of bytes.
    pub fn hash_bytes(bytes: &[u8]) -> u64 {
        // FNV-1a: stable across processes and versions, since journals may compare it.
        bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| {
            (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

impl Namespace {
    /// An empty namespace that sees nothing of `clojure.core`, as `create-ns` makes it.
    pub fn new(name: NsName) -> Namespace {
        Namespace {
            name,
            bindings: HashMap::default(),
            aliases: HashMap::default(),
            refers: HashMap::default(),
            imports: HashMap::default(),
            core: CoreRefer::Nothing,
            meta: Value::NIL,
            source: None,
            home: None,
            loaded: false,
            edited: false,
            requires: HashSet::default(),
            links: Arc::from([]),
            inputs: Arc::from([]),
            holders: HashSet::default(),
            builtin: false,
        }
    }

    /// Puts a definition in place.
    pub fn put(&mut self, binding: Arc<Binding>) {
        let name = binding.var.name();
        if may_hold(&binding) {
            self.holders.insert(name);
        } else if !self.holders.is_empty() {
            self.holders.remove(&name);
        }
        self.bindings.insert(name, binding);
    }

    /// Removes a definition.
    pub fn remove(&mut self, name: Symbol) {
        self.holders.remove(&name);
        self.bindings.remove(&name);
    }

    /// Whether it has a name for others.
    pub fn is_public(&self, name: Symbol) -> bool {
        self.binding(name).is_some_and(|b| !b.flags.private)
    }

    /// The binding of a name.
    pub fn binding(&self, name: Symbol) -> Option<&Arc<Binding>> {
        self.bindings.get(&name)
    }
}

/// Whether a definition's value can reach functions that are not its own code.
fn may_hold(binding: &Binding) -> bool {
    let Some(value) = binding.value() else {
        return false;
    };
    match value.view() {
        View::Closure(f) => {
            !f.captured.is_empty() || !f.meta.is_nil() || f.proto.var != Some(binding.var)
        }
        View::Str(_) | View::BigInt(_) | View::Ratio(_) | View::Decimal(_) => false,
        _ => value.is_heap(),
    }
}
