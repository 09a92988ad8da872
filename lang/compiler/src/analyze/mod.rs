//! Analysis: a form becomes a tree of [`Node`]s with names resolved and macros expanded.
//!
//! What analysis needs of the world (name resolution, macro calls) it gets through [`Globals`],
//! so that it can be tested without an engine. One [`FnScope`] is open per nested `fn`; a name
//! found in an outer one becomes a capture of every function in between.

mod call;
mod define;
mod function;
mod intrinsic;
mod literal;
mod special;

use crate::error;
use crate::ir::{LocalId, Node, NodeKind};
use crate::liveness::stacker_guard;
use clutch_core::coll::List;
use clutch_core::world::{Stamp, Usage};
use clutch_core::{NsName, R, Span, Symbol, TypeInfo, Value, VarName, View};
use std::rc::Rc;

/// What a global name stands for.
#[derive(Clone, Copy)]
pub enum Resolved {
    /// A var.
    Var(VarName),
    /// A class.
    Class(&'static TypeInfo),
}

/// What analysis asks of the world around it.
pub trait Globals {
    /// Namespace that the form is compiled in.
    fn ns(&self) -> NsName;
    /// The var or class that a symbol names here.
    fn resolve(&mut self, symbol: Symbol) -> Option<Resolved>;
    /// The namespace that a name or alias stands for here.
    fn find_ns(&mut self, name: &str) -> Option<NsName>;
    /// The expander of a macro, called as `(expander form env & args)`; none if no macro.
    fn macro_fn(&mut self, var: VarName) -> R<Option<Value>>;
    /// Expands a macro that is written in Rust; none if `var` is not one.
    fn expand_native(&mut self, var: VarName, form: &Value, span: Span) -> Option<R>;
    /// Whether `var` is a macro that is written in Rust.
    fn is_native_macro(&self, var: VarName) -> bool;
    /// Refuses a var that is private elsewhere; `called` says how the reference words it.
    fn check_visible(&mut self, var: VarName, called: bool) -> R<()>;
    /// Whether arithmetic is to wrap around (`*unchecked-math*`).
    fn unchecked_math(&mut self) -> bool;
    /// The value of a `^:const` var.
    fn const_value(&mut self, var: VarName) -> R<Option<Value>>;
    /// Records that the code uses a var.
    fn link(&mut self, var: VarName, usage: Usage, span: Span);
    /// Records that the code depends on the fields of a type, if a program defines it.
    fn type_link(&mut self, class: &'static TypeInfo, span: Span);
    /// Records the names of vars in quoted data.
    fn quoted(&mut self, data: &Value, span: Span);
    /// Records that a var is named as data.
    fn named(&mut self, name: Symbol, span: Span);
    /// Calls an expander.
    fn call(&mut self, f: &Value, args: Vec<Value>) -> R;
    /// The native that a var of `clutch.rt` is bound to, for direct calls.
    fn native(&mut self, var: VarName) -> Option<Value>;
    /// The native behind a static method of a host class (`new` for its constructor) with so many
    /// arguments, for direct calls.
    fn static_method(
        &mut self,
        class: &'static TypeInfo,
        member: &str,
        count: usize,
    ) -> Option<Value>;
    /// A map of the keys and values in turn; fails on a duplicate key.
    fn map(&mut self, items: Vec<Value>) -> R;
    /// A set of the values; fails on a duplicate.
    fn set(&mut self, items: Vec<Value>) -> R;
    /// The value with metadata.
    fn with_meta(&mut self, value: Value, meta: Value) -> R;
    /// Metadata of a value as a map, or nil.
    fn meta(&mut self, value: &Value) -> Value;
    /// The elements of any seqable.
    fn elements(&mut self, value: &Value) -> R<Vec<Value>>;
    /// Names like this one, best first.
    fn suggest(&mut self, symbol: Symbol) -> Vec<String>;
    /// Makes the name known before the `def` runs, so that its own value can refer to it.
    fn declare(&mut self, var: VarName);
    /// Generation that the code will carry.
    fn generation(&self) -> Stamp;
    /// Whether functions of the namespace forward unless they say otherwise (`^:forward`).
    fn forwards(&self) -> bool {
        false
    }
}

/// An open function.
#[derive(Default)]
pub(crate) struct FnScope {
    /// Names in scope, innermost last.
    pub(crate) scope: Vec<(Symbol, LocalId)>,
    /// Names of all locals of the current arity.
    pub(crate) locals: Vec<Symbol>,
    /// Captured names with their values as expressions of the outer function.
    pub(crate) captures: Vec<(Symbol, Node)>,
    /// The function's own name.
    pub(crate) self_name: Option<Symbol>,
    /// The var it defines.
    pub(crate) var: Option<VarName>,
    /// Names of its `letfn` group, itself included.
    pub(crate) siblings: Rc<[Symbol]>,
    /// Fields of the type whose method this is: name, and whether `set!` may change it.
    pub(crate) fields: Rc<[(Symbol, bool)]>,
    /// Whether it is a method of a type: `recur` leaves the object as it is.
    pub(crate) method: bool,
    /// Whether `recur` to the head of the arity occurred.
    pub(crate) recurs: bool,
    /// Argument counts of the targets that `recur` can reach, innermost last.
    pub(crate) targets: Vec<Target>,
}

/// Where a `recur` would go.
#[derive(Clone, Copy)]
pub(crate) struct Target {
    /// Number of values it takes.
    pub(crate) arity: usize,
    /// Whether it is the head of the arity rather than a `loop`.
    pub(crate) is_arity: bool,
    /// Whether a `try` lies between.
    pub(crate) blocked: bool,
}

/// The analyzer of one top-level form.
pub struct Analyzer<'a> {
    pub(crate) g: &'a mut dyn Globals,
    pub(crate) fns: Vec<FnScope>,
    /// Types defined by this form, by simple name.
    pub(crate) types: Vec<(Symbol, &'static TypeInfo)>,
    /// Form being analyzed, for errors.
    pub(crate) span: Span,
    /// The var being defined, which names functions made here, and whether they forward.
    pub(crate) defining: Option<(VarName, bool)>,
}

/// Where the value of an expression goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Position {
    /// It is the result of the function or loop: `recur` is allowed.
    Tail,
    /// Anything else.
    Inner,
}

impl<'a> Analyzer<'a> {
    /// An analyzer for a top-level form.
    pub fn new(g: &'a mut dyn Globals) -> Analyzer<'a> {
        Analyzer {
            g,
            fns: vec![FnScope::default()],
            types: Vec::new(),
            span: Span::NONE,
            defining: None,
        }
    }

    /// Analyzes the top-level form as the body of a function of no arguments; gives the names
    /// of its locals too.
    pub fn top_level(mut self, form: &Value) -> R<(Node, Vec<Symbol>)> {
        let node = self.form(form, Position::Inner)?;
        let scope = self.fns.pop().expect("the top-level function");
        Ok((node, scope.locals))
    }

    pub(crate) fn current(&mut self) -> &mut FnScope {
        self.fns.last_mut().expect("a function is open")
    }

    /// Binds a name in the current scope.
    pub(crate) fn bind(&mut self, name: Symbol) -> LocalId {
        let scope = self.current();
        let id = scope.locals.len() as LocalId;
        scope.locals.push(name);
        scope.scope.push((name, id));
        id
    }

    pub(crate) fn node(&self, kind: NodeKind) -> Node {
        Node::new(kind, self.span)
    }

    /// Analyzes a form.
    pub(crate) fn form(&mut self, form: &Value, pos: Position) -> R<Node> {
        stacker_guard(|| self.form_inner(form, pos))
    }

    fn form_inner(&mut self, form: &Value, pos: Position) -> R<Node> {
        match form.view() {
            View::Symbol(s) => self.symbol(s, form),
            View::SymbolMeta(s) => self.symbol(s.symbol, form),
            View::List(list) if list.count == 0 => self.quoted_with_meta(form),
            View::List(list) => {
                let outer = self.span;
                if list.span.is_some() {
                    self.span = list.span;
                }
                let node = self.list(form, list, pos);
                self.span = outer;
                node
            }
            View::Cons(_)
            | View::LazySeq(_)
            | View::ChunkedCons(_)
            | View::ArraySeq(_)
            | View::VectorSeq(_) => {
                let list = self.as_list(form)?;
                self.form(&list, pos)
            }
            View::Vector(_) | View::Map(_) | View::Set(_) | View::MapEntry(_) => {
                self.collection(form)
            }
            _ => Ok(self.node(NodeKind::Const(form.clone()))),
        }
    }

    /// A form that is any seq as a list, other forms as they are: macros make clauses and calls
    /// with `cons` and `concat`.
    fn as_list(&mut self, form: &Value) -> R<Value> {
        match form.view() {
            View::Cons(_)
            | View::LazySeq(_)
            | View::ChunkedCons(_)
            | View::ArraySeq(_)
            | View::VectorSeq(_) => {
                let list = List::from_vec(self.g.elements(form)?);
                let meta = self.g.meta(form);
                if meta.is_nil() {
                    return Ok(list);
                }
                self.g.with_meta(list, meta)
            }
            _ => Ok(form.clone()),
        }
    }

    fn list(&mut self, form: &Value, list: &List, pos: Position) -> R<Node> {
        if let Some(op) = list.first.as_symbol() {
            if op.ns().is_none()
                && let Some(special) = special::special(op.name())
            {
                return special(self, list, pos);
            }
            if self.local(op).is_none()
                && let Some(node) = self.expand_or_interop(form, list, op, pos)?
            {
                return Ok(node);
            }
        }
        self.call(list)
    }

    /// A symbol in value position.
    fn symbol(&mut self, s: Symbol, form: &Value) -> R<Node> {
        if s.ns().is_none()
            && let Some(kind) = self.local(s)
        {
            return Ok(self.node(kind));
        }
        if let Some(class) = self.class_named(s) {
            return Ok(self.node(NodeKind::Const(Value::class(class))));
        }
        match self.g.resolve(s) {
            Some(Resolved::Var(var)) => {
                if self.g.is_native_macro(var) || self.g.macro_fn(var)?.is_some() {
                    return Err(error::macro_value(self.span, var));
                }
                self.g
                    .check_visible(var, false)
                    .map_err(|e| error::at(e, self.span))?;
                if let Some(value) = self.g.const_value(var)? {
                    self.g.link(var, Usage::Inlined, self.span);
                    return Ok(self.node(NodeKind::Const(value)));
                }
                self.g.link(var, Usage::Value, self.span);
                Ok(self.node(NodeKind::Global(var)))
            }
            Some(Resolved::Class(class)) => {
                self.g.type_link(class, self.span);
                Ok(self.node(NodeKind::Const(Value::class(class))))
            }
            None => self.static_field_or_unresolved(s, form),
        }
    }

    /// A type defined earlier in this form.
    pub(crate) fn class_named(&self, s: Symbol) -> Option<&'static TypeInfo> {
        self.types
            .iter()
            .rev()
            .find(|(name, t)| *name == s || t.name == s.name())
            .map(|(_, t)| *t)
    }

    /// What a simple name means as a local, captured or sibling variable.
    pub(crate) fn local(&mut self, s: Symbol) -> Option<NodeKind> {
        self.local_at(self.fns.len() - 1, s)
    }

    fn local_at(&mut self, level: usize, s: Symbol) -> Option<NodeKind> {
        let scope = &self.fns[level];
        if let Some((_, id)) = scope.scope.iter().rev().find(|(name, _)| *name == s) {
            return Some(NodeKind::Local {
                id: *id,
                last: false,
            });
        }
        if let Some(index) = scope.fields.iter().position(|(name, _)| *name == s) {
            // `this` is the first parameter of the method.
            let object = Node::new(NodeKind::Local { id: 0, last: false }, self.span);
            return Some(NodeKind::Field {
                object: Box::new(object),
                index: index as u16,
            });
        }
        if scope.self_name == Some(s) {
            return Some(NodeKind::SelfFn);
        }
        if let Some(index) = scope.siblings.iter().position(|name| *name == s) {
            return Some(NodeKind::Sibling(index as u16));
        }
        if let Some(index) = scope.captures.iter().position(|(name, _)| *name == s) {
            return Some(NodeKind::Captured(index as u16));
        }
        if level == 0 {
            return None;
        }
        let source = self.local_at(level - 1, s)?;
        let node = Node::new(source, self.span);
        let captures = &mut self.fns[level].captures;
        captures.push((s, node));
        Some(NodeKind::Captured(captures.len() as u16 - 1))
    }

    /// All forms in order, the last one in `pos`; nil if there are none.
    pub(crate) fn body<'v>(
        &mut self,
        forms: impl Iterator<Item = &'v Value>,
        pos: Position,
    ) -> R<Node> {
        let mut nodes = Vec::new();
        let mut forms = forms.peekable();
        while let Some(form) = forms.next() {
            let pos = if forms.peek().is_none() {
                pos
            } else {
                Position::Inner
            };
            nodes.push(self.form(form, pos)?);
        }
        Ok(match nodes.len() {
            0 => self.node(NodeKind::Const(Value::NIL)),
            1 => nodes.pop().expect("one node"),
            _ => self.node(NodeKind::Do(nodes)),
        })
    }

    pub(crate) fn forms<'v>(&mut self, forms: impl Iterator<Item = &'v Value>) -> R<Vec<Node>> {
        forms.map(|f| self.form(f, Position::Inner)).collect()
    }
}
