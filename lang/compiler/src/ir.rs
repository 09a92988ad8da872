//! The tree that analysis makes and liveness annotates: macro-free, names resolved.
//!
//! Locals are numbered per arity of a function ([`LocalId`]); a variable of an outer function is
//! a [`NodeKind::Captured`] slot. Fields named `drop_*` and `last` are filled by
//! [`crate::liveness`]: `last` marks the reference after which nobody reads the local again, and
//! a drop list names locals that die on an edge because the other edge used them.

use clutch_core::op::Op;
use clutch_core::{Span, Symbol, TypeInfo, Value, VarName};
use std::rc::Rc;

/// Number of a local within one arity.
pub type LocalId = u32;

/// An expression with the form it came from.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it does.
    pub kind: NodeKind,
    /// Where it was written.
    pub span: Span,
}

/// What an expression does.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "fields repeat the variant's sentence")]
pub enum NodeKind {
    /// A constant.
    Const(Value),
    /// A local of this function.
    Local {
        id: LocalId,
        last: bool,
    },
    /// A variable of an outer function.
    Captured(u16),
    /// The same, moved out of the closure if nobody else holds that; on entry only.
    TakeCaptured(u16),
    /// The running function, by its own name.
    SelfFn,
    /// Another function of the running function's `letfn`.
    Sibling(u16),
    /// Value of a var.
    Global(VarName),
    If {
        test: Box<Node>,
        then: Box<Node>,
        otherwise: Box<Node>,
        drop_then: Vec<LocalId>,
        drop_else: Vec<LocalId>,
    },
    /// `and`: value of the first falsy, or of the last. `skips[i]` dies when `args[i]` ends it.
    And {
        args: Vec<Node>,
        skips: Vec<Vec<LocalId>>,
    },
    /// `or`: value of the first truthy, or of the last.
    Or {
        args: Vec<Node>,
        skips: Vec<Vec<LocalId>>,
    },
    /// Expressions for effect and a last one for its value; never empty.
    Do(Vec<Node>),
    Let {
        bindings: Vec<Bind>,
        body: Box<Node>,
    },
    Loop {
        bindings: Vec<Bind>,
        body: Box<Node>,
    },
    /// Back to the innermost loop or arity. `order` is the order of evaluation, filled by
    /// liveness: simple values may change places so that fewer must be parked.
    Recur {
        args: Vec<Node>,
        order: Vec<usize>,
    },
    Fn(Box<FnNode>),
    Call {
        f: Box<Node>,
        args: Vec<Node>,
    },
    CallGlobal {
        var: VarName,
        args: Vec<Node>,
    },
    CallNative {
        native: Value,
        args: Vec<Node>,
    },
    CallSelf(Vec<Node>),
    /// An operation of the machine on one or two operands.
    Op {
        op: Op,
        args: Vec<Node>,
    },
    /// An operation whose second operand is a small number.
    OpI {
        op: Op,
        arg: Box<Node>,
        n: i16,
    },
    /// `(get arg key)` with a constant key.
    GetK {
        arg: Box<Node>,
        key: Value,
    },
    Vector(Vec<Node>),
    Map(Vec<Node>),
    Set(Vec<Node>),
    Throw(Box<Node>),
    Try(Box<TryNode>),
    Case(Box<CaseNode>),
    /// Field of an instance, by position.
    Field {
        object: Box<Node>,
        index: u16,
    },
    /// Changes a mutable field; its value is the new one.
    SetField {
        object: Box<Node>,
        index: u16,
        value: Box<Node>,
    },
}

/// A binding of `let*` or `loop*`.
#[derive(Clone, Debug)]
pub struct Bind {
    /// The local.
    pub id: LocalId,
    /// Its initial value.
    pub init: Node,
    /// Nobody reads it (in a loop: at the loop's head).
    pub dead: bool,
}

/// A `try`.
#[derive(Clone, Debug)]
pub struct TryNode {
    /// Protected body.
    pub body: Node,
    /// In order; the first that matches is taken.
    pub catches: Vec<Catch>,
    /// Run on every way out, for effect.
    pub finally: Option<Node>,
    /// Die when the body ends normally: only handlers read them.
    pub drop_exit: Vec<LocalId>,
    /// Die when a handler is entered: only the body read them.
    pub drop_enter: Vec<LocalId>,
    /// Die when no catch matches or the body threw past them, before `finally` runs.
    pub drop_rethrow: Vec<LocalId>,
}

/// A `catch` clause.
#[derive(Clone, Debug)]
pub struct Catch {
    /// What it catches.
    pub class: &'static TypeInfo,
    /// The exception.
    pub id: LocalId,
    /// Whether the exception is never read.
    pub dead: bool,
    /// Handler.
    pub body: Node,
    /// Die on entry: only other handlers read them.
    pub drop_enter: Vec<LocalId>,
}

/// A `case` over constants.
#[derive(Clone, Debug)]
pub struct CaseNode {
    /// What is compared.
    pub subject: Node,
    /// Constants and expression of each clause.
    pub arms: Vec<CaseArm>,
    /// Otherwise.
    pub default: Node,
    /// Die on entry of the default.
    pub drop_default: Vec<LocalId>,
}

/// A clause of `case`.
#[derive(Clone, Debug)]
pub struct CaseArm {
    /// Constants, any of which selects it.
    pub constants: Vec<Value>,
    /// Its expression.
    pub body: Node,
    /// Die on entry.
    pub drop_enter: Vec<LocalId>,
}

/// A function.
#[derive(Clone, Debug)]
pub struct FnNode {
    /// Name for errors and traces.
    pub name: String,
    /// Its arities, fixed ones in rising order, then the variadic one.
    pub arities: Vec<Arity>,
    /// Values to capture, as expressions of the outer function.
    pub captures: Vec<Node>,
    /// Names of the captures.
    pub capture_names: Vec<Symbol>,
    /// The functions of a `letfn`, of which this is one; capture 0 is the group.
    pub group: Option<Rc<Group>>,
    /// Var it defines, if it is the direct value of a `def`.
    pub var: Option<VarName>,
    /// Marked as called at most once.
    pub once: bool,
    /// Whether calling it moves its captures out.
    pub takes_captures: bool,
    /// Whether calls of it go to what its var means where they are made (`^:forward`).
    pub forward: bool,
    /// The whole form.
    pub span: Span,
}

/// The functions of one `letfn`.
#[derive(Debug)]
pub struct Group {
    /// Without captures: those are shared by all.
    pub fns: Vec<FnNode>,
    /// Prototypes as a value, made when the first member is emitted.
    pub protos: std::cell::OnceCell<Value>,
}

/// An arity of a function.
#[derive(Clone, Debug)]
pub struct Arity {
    /// Parameters in order, the rest parameter last.
    pub params: Vec<LocalId>,
    /// Whether the last parameter takes the rest.
    pub variadic: bool,
    /// Body.
    pub body: Node,
    /// Names of all locals, by id.
    pub locals: Vec<Symbol>,
    /// Parameters that nobody reads at the head.
    pub dead: Vec<bool>,
    /// Whether the body recurs to the head.
    pub recurs: bool,
    /// Whether the first parameter is the object of a method, which `recur` leaves as it is.
    pub method: bool,
    /// The form.
    pub span: Span,
}

/// Calls `$f` with every part of a node that is evaluated in the same function: captured values of
/// inner functions, but not their bodies.
macro_rules! each_child {
    ($kind:expr, $f:ident, $iter:ident $(, $mut:tt)?) => {
        match $kind {
            NodeKind::Const(_)
            | NodeKind::Local { .. }
            | NodeKind::Captured(_)
            | NodeKind::TakeCaptured(_)
            | NodeKind::SelfFn
            | NodeKind::Sibling(_)
            | NodeKind::Global(_) => {}
            NodeKind::If {
                test,
                then,
                otherwise,
                ..
            } => {
                $f(test);
                $f(then);
                $f(otherwise);
            }
            NodeKind::And { args, .. }
            | NodeKind::Or { args, .. }
            | NodeKind::Do(args)
            | NodeKind::Recur { args, .. }
            | NodeKind::CallGlobal { args, .. }
            | NodeKind::CallNative { args, .. }
            | NodeKind::CallSelf(args)
            | NodeKind::Op { args, .. }
            | NodeKind::Vector(args)
            | NodeKind::Map(args)
            | NodeKind::Set(args) => args.$iter().for_each(&mut *$f),
            NodeKind::Let { bindings, body } | NodeKind::Loop { bindings, body } => {
                bindings.$iter().for_each(|b| $f(&$($mut)? b.init));
                $f(body);
            }
            NodeKind::Fn(inner) => inner.captures.$iter().for_each(&mut *$f),
            NodeKind::Call { f: callee, args } => {
                $f(callee);
                args.$iter().for_each(&mut *$f);
            }
            NodeKind::OpI { arg, .. }
            | NodeKind::GetK { arg, .. }
            | NodeKind::Throw(arg)
            | NodeKind::Field { object: arg, .. } => $f(arg),
            NodeKind::SetField { object, value, .. } => {
                $f(object);
                $f(value);
            }
            NodeKind::Try(t) => {
                $f(&$($mut)? t.body);
                t.catches.$iter().for_each(|c| $f(&$($mut)? c.body));
                t.finally.$iter().for_each(&mut *$f);
            }
            NodeKind::Case(c) => {
                $f(&$($mut)? c.subject);
                c.arms.$iter().for_each(|a| $f(&$($mut)? a.body));
                $f(&$($mut)? c.default);
            }
        }
    };
}

impl Node {
    /// A node.
    pub fn new(kind: NodeKind, span: Span) -> Node {
        Node { kind, span }
    }
    /// A constant.
    pub fn constant(v: Value, span: Span) -> Node {
        Node {
            kind: NodeKind::Const(v),
            span,
        }
    }
    /// The constant, if it is one.
    pub fn as_const(&self) -> Option<&Value> {
        match &self.kind {
            NodeKind::Const(v) => Some(v),
            _ => None,
        }
    }
    /// Calls `f` with every part that is evaluated in the same function.
    pub fn for_each_child(&self, f: &mut dyn FnMut(&Node)) {
        each_child!(&self.kind, f, iter);
    }
    /// As [`Node::for_each_child`], for changing the parts.
    pub fn for_each_child_mut(&mut self, f: &mut dyn FnMut(&mut Node)) {
        each_child!(&mut self.kind, f, iter_mut, mut);
    }
    /// The small integer, if it is a constant one.
    pub fn as_small_int(&self) -> Option<i16> {
        self.as_const()?
            .as_int()
            .and_then(|n| i16::try_from(n).ok())
    }
}
