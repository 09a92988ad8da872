//! Functions as data: code made by the compiler, closures over it, and the two dispatching kinds.

use crate::name::{Symbol, VarName};
use crate::op::Ins;
use crate::repr::Value;
use crate::span::Span;
use crate::world::Stamp;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

/// Largest number of fixed parameters.
pub const MAX_FIXED: usize = 20;
/// Most parameters of a method: the object, as many as a function has, and the rest of `invoke`.
pub const MAX_METHOD: usize = MAX_FIXED + 2;

/// What the compiler makes of one `fn` form: the code of its arities.
#[derive(Debug)]
pub struct Proto {
    /// Name for errors and traces: `ns/name`, `ns/name/fn`.
    pub name: Box<str>,
    /// The arities, fixed ones in rising order, then the variadic one.
    pub arities: Box<[Code]>,
    /// Which arity takes how many arguments.
    pub selection: Selection,
    /// The same for a function that forwards (`^:forward`), whose `selection` has no arity at
    /// all: so a call of it leaves the usual path, and only such calls pay for forwarding.
    pub forward: Option<Box<Selection>>,
    /// Captured variables, for tools.
    pub captures: Box<[Symbol]>,
    /// The whole form.
    pub span: Span,
    /// Generation that it belongs to.
    pub generation: Stamp,
    /// Var it is the definition of, if any.
    pub var: Option<VarName>,
    /// Whether a call moves the captured values out of the closure, if nobody else holds it: such
    /// a closure is of no use afterwards.
    pub takes_captures: bool,
}

/// Arities by argument count.
#[derive(Clone, Copy, Debug)]
pub struct Selection {
    /// Arity for each argument count from 0 to [`MAX_METHOD`]; 255 is "none".
    pub by_count: [u8; MAX_METHOD + 1],
    /// Arity for any higher count; 255 is "none".
    pub variadic: u8,
}

impl Selection {
    /// No arity for any count.
    pub const NONE: Selection = Selection {
        by_count: [255; MAX_METHOD + 1],
        variadic: 255,
    };

    #[inline(always)]
    fn index(&self, count: usize) -> u8 {
        if count <= MAX_METHOD {
            self.by_count[count]
        } else {
            self.variadic
        }
    }
}

impl Proto {
    /// The code for an argument count; none if there is none or the function forwards.
    #[inline(always)]
    pub fn select(&self, count: usize) -> Option<&Code> {
        self.arities.get(self.selection.index(count) as usize)
    }

    /// The own code for an argument count, also of a function that forwards.
    pub fn select_own(&self, count: usize) -> Option<&Code> {
        let selection = self.forward.as_deref().unwrap_or(&self.selection);
        self.arities.get(selection.index(count) as usize)
    }
}

/// Code of one arity. ORDER:frame: registers `0..params` hold the arguments, the rest argument
/// in register `params` if variadic.
#[derive(Debug)]
pub struct Code {
    /// Instructions; the last one never falls through.
    pub ins: Box<[Ins]>,
    /// Constants.
    pub consts: Box<[Value]>,
    /// Vars read or called.
    pub globals: Box<[VarName]>,
    /// Their slots, for the run loop.
    pub slots: Box<[u32]>,
    /// Functions made here.
    pub protos: Box<[Arc<Proto>]>,
    /// Jump tables of `case`.
    pub cases: Box<[CaseTable]>,
    /// Registers of a frame, windows of calls included.
    pub registers: u16,
    /// Fixed parameters.
    pub params: u8,
    /// Whether more arguments are collected into a seq.
    pub variadic: bool,
    /// Handlers, innermost first.
    pub handlers: Box<[Handler]>,
    /// Forms by first instruction, ascending; looked up on errors only.
    pub spans: Box<[(u32, Span)]>,
    /// Register names for the disassembler: (register, name).
    pub locals: Box<[(u16, Symbol)]>,
}

/// Where an exception raised in a range of instructions goes.
#[derive(Debug, Clone, Copy)]
pub struct Handler {
    /// First instruction covered.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Where to go on.
    pub target: u32,
    /// Register that gets the exception.
    pub register: u16,
    /// Registers from this one on are cleared on the way in; those below are kept.
    pub keep: u16,
    /// Whether it also takes what scripts cannot catch (`finally`).
    pub catches_all: bool,
}

/// Jump table of a `case`. Constants are compared with `=`; the machine builds `by_hash` at the
/// first use, when a context for hashing is at hand.
#[derive(Debug, Default)]
pub struct CaseTable {
    /// Constants in source order with the instruction each selects.
    pub arms: Vec<(Value, u32)>,
    /// Where everything else goes.
    pub default: u32,
    /// Indices into `arms` by hash of the constant.
    pub by_hash: std::sync::OnceLock<FxHashMap<u32, Vec<usize>>>,
}

impl Code {
    /// The form that an instruction belongs to.
    pub fn span_at(&self, pc: u32) -> Span {
        let i = self.spans.partition_point(|(start, _)| *start <= pc);
        i.checked_sub(1).map_or(Span::NONE, |i| self.spans[i].1)
    }
}

/// A function value.
#[derive(Debug)]
pub struct Closure {
    /// Its code.
    pub proto: Arc<Proto>,
    /// Values of its captured variables.
    pub captured: Box<[Value]>,
    /// Metadata, or nil.
    pub meta: Value,
}

/// A multimethod: its methods are in the world's registry.
#[derive(Debug)]
pub struct MultiFn {
    /// Var that names it; key of the registry.
    pub var: VarName,
    /// Dispatch function.
    pub dispatch: Value,
    /// Default dispatch value.
    pub default: Value,
    /// Hierarchy var, or nil for the global hierarchy.
    pub hierarchy: Value,
    /// Metadata, or nil.
    pub meta: Value,
}

/// A method of a protocol: implementations are in the world's registry.
#[derive(Debug)]
pub struct ProtocolFn {
    /// Protocol: the var that names it.
    pub protocol: VarName,
    /// Name of the method.
    pub method: Symbol,
    /// Dense number of (protocol, method), for call caches.
    pub id: u32,
    /// Arities as in the protocol's signature.
    pub arglists: Value,
}

/// The prototypes of one `letfn`, as the value that its functions capture first.
#[derive(Debug)]
pub struct ProtoGroup(pub Vec<Arc<Proto>>);

impl crate::object::HostData for ProtoGroup {}

/// Counters that tests of compiler decisions read.
#[derive(Debug, Default)]
pub struct UpdateCounters {
    /// Collection updates done in place.
    pub in_place: AtomicUsize,
    /// Collection updates that copied.
    pub copied: AtomicUsize,
}

/// Process-wide counters of collection updates.
pub static UPDATES: UpdateCounters = UpdateCounters {
    in_place: AtomicUsize::new(0),
    copied: AtomicUsize::new(0),
};
