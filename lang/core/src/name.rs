//! Interned names: symbols, keywords, vars and namespaces.
//!
//! A name is interned once and lives as long as the process, so equality is one pointer
//! comparison, reading needs no lock, and a var is *a name*, good for ever, which each running
//! context resolves in its own world. Programs that make unbounded numbers of different keywords
//! from data keep them all; that is the price.

use crate::murmur;
use crate::repr::Value;
use crate::value::View;
use parking_lot::{Mutex, RwLock};
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::LazyLock;

/// Names of the special forms, sorted: those of `special-symbol?`, which syntax-quote leaves alone.
pub const SPECIAL_NAMES: &[&str] = &[
    "&",
    ".",
    "case*",
    "catch",
    "def",
    "deftype*",
    "do",
    "finally",
    "fn*",
    "if",
    "let*",
    "letfn*",
    "loop*",
    "monitor-enter",
    "monitor-exit",
    "new",
    "quote",
    "recur",
    "reify*",
    "set!",
    "throw",
    "try",
    "var",
];

/// The interned text of a symbol, keyword or namespace.
#[derive(Debug)]
pub struct SymbolData {
    /// Part before the slash.
    pub ns: Option<&'static str>,
    /// Part after the slash.
    pub name: &'static str,
    /// Clojure's hash of the symbol (`hash` of the symbol value).
    pub hash: u32,
}

macro_rules! name_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name(&'static SymbolData);

        impl $name {
            /// The interned data; the same address for the same name.
            #[inline(always)]
            pub fn data(self) -> &'static SymbolData {
                self.0
            }
            /// Wraps interned data.
            #[inline(always)]
            pub fn from_data(data: &'static SymbolData) -> Self {
                $name(data)
            }
            /// Part before the slash.
            #[inline]
            pub fn ns(self) -> Option<&'static str> {
                self.0.ns
            }
            /// Part after the slash, or all of it.
            #[inline]
            pub fn name(self) -> &'static str {
                self.0.name
            }
        }

        impl PartialEq for $name {
            #[inline(always)]
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self.0, other.0)
            }
        }
        impl Eq for $name {}
        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                state.write_usize(std::ptr::from_ref(self.0) as usize);
            }
        }
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }
        impl Ord for $name {
            /// Clojure's order of symbols: without namespace first, then by namespace and name.
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                (self.0.ns, self.0.name).cmp(&(other.0.ns, other.0.name))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    };
}

name_type! {
    /// A symbol's name (metadata lives in [`SymbolMeta`]).
    Symbol
}
name_type! {
    /// A keyword.
    Keyword
}
name_type! {
    /// The name of a namespace.
    NsName
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.ns {
            Some(ns) => write!(f, "{ns}/{}", self.0.name),
            None => f.write_str(self.0.name),
        }
    }
}
impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.ns {
            Some(ns) => write!(f, ":{ns}/{}", self.0.name),
            None => write!(f, ":{}", self.0.name),
        }
    }
}
impl fmt::Display for NsName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

type SymbolTable = FxHashMap<(Option<&'static str>, &'static str), &'static SymbolData>;

static SYMBOLS: LazyLock<RwLock<SymbolTable>> = LazyLock::new(RwLock::default);

fn intern_data(ns: Option<&str>, name: &str) -> &'static SymbolData {
    if let Some(data) = SYMBOLS.read().get(&(ns, name) as &(Option<&str>, &str)) {
        return data;
    }
    let mut table = SYMBOLS.write();
    if let Some(data) = table.get(&(ns, name) as &(Option<&str>, &str)) {
        return data;
    }
    let ns: Option<&'static str> = ns.map(|s| &*Box::leak(s.into()));
    let name: &'static str = Box::leak(name.into());
    let data = Box::leak(Box::new(SymbolData {
        ns,
        name,
        hash: murmur::hash_symbol(ns, name),
    }));
    table.insert((ns, name), data);
    data
}

/// The interned data of these parts, if something with them was made before.
fn find_data(ns: Option<&str>, name: &str) -> Option<&'static SymbolData> {
    let table = SYMBOLS.read();
    table.get(&(ns, name) as &(Option<&str>, &str)).copied()
}

impl Symbol {
    /// Interns a symbol from its two parts.
    pub fn new(ns: Option<&str>, name: &str) -> Symbol {
        Symbol(intern_data(ns, name))
    }
    /// Interns a symbol without namespace.
    pub fn simple(name: &str) -> Symbol {
        Symbol(intern_data(None, name))
    }
    /// Interns a symbol from text: split at the first slash, unless the text is `/`.
    pub fn parse(text: &str) -> Symbol {
        let (ns, name) = split_name(text);
        Symbol(intern_data(ns, name))
    }
}

/// Splits `ns/name` at the first slash; `/` and `/x` have no namespace.
pub fn split_name(text: &str) -> (Option<&str>, &str) {
    match text.find('/') {
        Some(i) if i > 0 && i + 1 < text.len() => (Some(&text[..i]), &text[i + 1..]),
        _ => (None, text),
    }
}

impl Keyword {
    /// Interns a keyword from its two parts, without the colon.
    pub fn new(ns: Option<&str>, name: &str) -> Keyword {
        Keyword(intern_data(ns, name))
    }
    /// The keyword with these parts, if it (or a symbol of the same text) was made before.
    pub fn find(ns: Option<&str>, name: &str) -> Option<Keyword> {
        find_data(ns, name).map(Keyword)
    }
    /// Interns a keyword without namespace, without the colon.
    pub fn simple(name: &str) -> Keyword {
        Keyword(intern_data(None, name))
    }
    /// The symbol with the same text.
    pub fn symbol(self) -> Symbol {
        Symbol(self.0)
    }
    /// Clojure's hash of the keyword.
    pub fn hash(self) -> u32 {
        self.0.hash.wrapping_add(0x9e37_79b9)
    }
}

impl NsName {
    /// Interns a namespace name.
    pub fn new(name: &str) -> NsName {
        NsName(intern_data(None, name))
    }
    /// The symbol with the same text.
    pub fn symbol(self) -> Symbol {
        Symbol(self.0)
    }
}

impl From<Symbol> for NsName {
    /// The namespace that the symbol names; a qualified symbol names itself, slash and all.
    fn from(s: Symbol) -> NsName {
        match s.ns() {
            None => NsName(s.0),
            Some(ns) => NsName::new(&format!("{ns}/{}", s.name())),
        }
    }
}

/// The interned name of a var, with its dense slot.
#[derive(Debug)]
pub struct VarData {
    /// Namespace of the var.
    pub ns: NsName,
    /// Simple symbol of the var.
    pub name: Symbol,
    /// Dense index: worlds and per-thread tables are indexed with it.
    pub slot: u32,
}

/// A var: the name `ns/name`, resolved in the world of whoever looks.
#[derive(Clone, Copy)]
pub struct VarName(&'static VarData);

#[derive(Default)]
struct VarTable {
    by_name: FxHashMap<(NsName, Symbol), VarName>,
    by_slot: Vec<VarName>,
}

static VARS: LazyLock<RwLock<VarTable>> = LazyLock::new(RwLock::default);

impl VarName {
    /// Interns the name of a var and gives it a slot.
    pub fn new(ns: NsName, name: Symbol) -> VarName {
        if let Some(v) = VARS.read().by_name.get(&(ns, name)) {
            return *v;
        }
        let mut table = VARS.write();
        if let Some(v) = table.by_name.get(&(ns, name)) {
            return *v;
        }
        let slot = u32::try_from(table.by_slot.len()).expect("fewer than 2^32 vars");
        let var = VarName(Box::leak(Box::new(VarData { ns, name, slot })));
        table.by_slot.push(var);
        table.by_name.insert((ns, name), var);
        var
    }
    /// Interns `ns/name` from text.
    pub fn from_parts(ns: &str, name: &str) -> VarName {
        VarName::new(NsName::new(ns), Symbol::simple(name))
    }
    /// The var with this slot.
    pub fn from_slot(slot: u32) -> VarName {
        VARS.read().by_slot[slot as usize]
    }
    /// Wraps interned data.
    #[inline(always)]
    pub fn from_data(data: &'static VarData) -> VarName {
        VarName(data)
    }
    /// The interned data; the same address for the same name.
    #[inline(always)]
    pub fn data(self) -> &'static VarData {
        self.0
    }
    /// Dense index of the var.
    #[inline(always)]
    pub fn slot(self) -> u32 {
        self.0.slot
    }
    /// Namespace of the var.
    #[inline]
    pub fn ns(self) -> NsName {
        self.0.ns
    }
    /// Simple symbol of the var.
    #[inline]
    pub fn name(self) -> Symbol {
        self.0.name
    }
    /// The qualified symbol `ns/name`.
    pub fn symbol(self) -> Symbol {
        Symbol::new(Some(self.0.ns.name()), self.0.name.name())
    }
}

impl PartialEq for VarName {
    #[inline(always)]
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}
impl Eq for VarName {}
impl std::hash::Hash for VarName {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u32(self.0.slot);
    }
}
impl fmt::Display for VarName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0.ns, self.0.name)
    }
}
impl fmt::Debug for VarName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#'{self}")
    }
}

/// A symbol with metadata.
#[derive(Debug)]
pub struct SymbolMeta {
    /// The name.
    pub symbol: Symbol,
    /// A map.
    pub meta: Value,
}

impl Value {
    /// The symbol, with or without metadata.
    pub fn as_symbol(&self) -> Option<Symbol> {
        match self.view() {
            View::Symbol(s) => Some(s),
            View::SymbolMeta(s) => Some(s.symbol),
            _ => None,
        }
    }
    /// The keyword.
    pub fn as_keyword(&self) -> Option<Keyword> {
        match self.view() {
            View::Keyword(k) => Some(k),
            _ => None,
        }
    }
}

static GENSYM: Mutex<u64> = Mutex::new(0);

/// The next number for generated names.
pub fn next_gensym() -> u64 {
    let mut n = GENSYM.lock();
    *n += 1;
    *n
}

/// Numbers of generated names by the place where the names are written.
static PLACES: LazyLock<Mutex<FxHashMap<Box<str>, Vec<u64>>>> = LazyLock::new(Mutex::default);

/// The number of the `nth` generated name, from 0, of the form at this place: different from all
/// other numbers, and the same whenever it is asked for.
pub fn gensym_at(place: &str, nth: usize) -> u64 {
    let mut places = PLACES.lock();
    if !places.contains_key(place) {
        places.insert(place.into(), Vec::new());
    }
    let numbers = places.get_mut(place).expect("was put there");
    while numbers.len() <= nth {
        numbers.push(next_gensym());
    }
    numbers[nth]
}
