//! Calls: macros, host interop syntax, operations, functions.

use super::{Analyzer, Position, Resolved};
use crate::error;
use crate::ir::{Node, NodeKind};
use clutch_core::coll::List;
use clutch_core::world::Usage;
use clutch_core::{R, Symbol, TypeInfo, Value, VarName, View};

/// Most arguments that a call may write out; more go through `apply`.
const MAX_ARGUMENTS: usize = 250;

impl Analyzer<'_> {
    /// A list whose first element is a symbol that is no local: a macro call, `and`/`or`, or
    /// host interop syntax. None if it is an ordinary call.
    pub(crate) fn expand_or_interop(
        &mut self,
        form: &Value,
        list: &List,
        op: Symbol,
        pos: Position,
    ) -> R<Option<Node>> {
        if let Some(Resolved::Var(var)) = self.g.resolve(op) {
            if var.ns().name() == "clojure.core" && matches!(var.name().name(), "and" | "or") {
                return self.and_or(var.name().name() == "and", list, pos).map(Some);
            }
            if let Some(expanded) = self.expand_macro(var, form, list)? {
                return self.form(&expanded, pos).map(Some);
            }
            return Ok(None);
        }
        self.interop(list, op, pos)
    }

    /// One step of macro expansion.
    pub(crate) fn expand_macro(
        &mut self,
        var: VarName,
        form: &Value,
        list: &List,
    ) -> R<Option<Value>> {
        if let Some(expanded) = self.g.expand_native(var, form, self.span) {
            return expanded.map(Some).map_err(|e| error::at(e, self.span));
        }
        let Some(expander) = self.g.macro_fn(var)? else {
            return Ok(None);
        };
        self.g
            .check_visible(var, true)
            .map_err(|e| error::at(e, self.span))?;
        self.g.link(var, Usage::Macro, self.span);
        let mut env = Vec::new();
        for scope in &self.fns {
            for (name, _) in &scope.scope {
                env.push(Value::symbol(*name));
                env.push(Value::TRUE);
            }
        }
        dedupe_last(&mut env);
        let env = if env.is_empty() {
            Value::NIL
        } else {
            self.g.map(env)?
        };
        let mut args = vec![form.clone(), env];
        args.extend(list.iter().skip(1).cloned());
        let expanded = self
            .g
            .call(&expander, args)
            .map_err(|e| error::in_macro(e, self.span, var))?;
        // A list made by the macro inherits the place of the call.
        if let View::List(l) = expanded.view()
            && !l.span.is_some()
            && l.count > 0
        {
            let meta = l.meta.clone();
            let items: Vec<Value> = l.iter().cloned().collect();
            let placed = List::from_vec_at(items, self.span);
            if meta.is_nil() {
                return Ok(Some(placed));
            }
            return self.g.with_meta(placed, meta).map(Some);
        }
        Ok(Some(expanded))
    }

    /// One step of macro expansion of a top-level form; none if it is no macro call.
    pub(crate) fn expand_once(&mut self, form: &Value) -> R<Option<Value>> {
        let list = match form.view() {
            View::List(l) if l.count > 0 => l,
            View::Cons(_) | View::LazySeq(_) | View::ChunkedCons(_) => {
                let items = self.g.elements(form)?;
                if items.is_empty() {
                    return Ok(None);
                }
                let list = List::from_vec(items);
                return self.expand_once(&list);
            }
            _ => return Ok(None),
        };
        self.span = list.span;
        let Some(op) = list.first.as_symbol() else {
            return Ok(None);
        };
        if op.ns().is_none() && super::special::special(op.name()).is_some() {
            return Ok(None);
        }
        match self.g.resolve(op) {
            Some(Resolved::Var(var)) => self.expand_macro(var, form, list),
            None => Ok(member_call(op, list)),
            _ => Ok(None),
        }
    }

    fn and_or(&mut self, is_and: bool, list: &List, pos: Position) -> R<Node> {
        let count = list.count as usize - 1;
        if count == 0 {
            let empty = if is_and { Value::TRUE } else { Value::NIL };
            return Ok(self.node(NodeKind::Const(empty)));
        }
        let mut args = Vec::with_capacity(count);
        for (i, form) in list.iter().skip(1).enumerate() {
            let pos = if i + 1 == count { pos } else { Position::Inner };
            args.push(self.form(form, pos)?);
        }
        if args.len() == 1 {
            return Ok(args.pop().expect("one argument"));
        }
        let skips = Vec::new();
        Ok(self.node(if is_and {
            NodeKind::And { args, skips }
        } else {
            NodeKind::Or { args, skips }
        }))
    }

    /// `(.method x …)`, `(.-field x)`, `(Class. …)`, `(Class/member …)`.
    fn interop(&mut self, list: &List, op: Symbol, pos: Position) -> R<Option<Node>> {
        let name = op.name();
        if op.ns().is_none() {
            if name.starts_with('.') && list.count == 1 {
                return Err(error::malformed(
                    self.span,
                    "compile/bad-member-call",
                    format!("`{name}` needs the object whose member it is"),
                    "write (.method object args…)",
                ));
            }
            return match member_call(op, list) {
                Some(form) => self.form(&form, pos).map(Some),
                None => Ok(None),
            };
        }
        let ns = op.ns().expect("qualified");
        if self.g.find_ns(ns).is_some() {
            return Ok(None);
        }
        if self.class_of_name(Symbol::simple(ns)).is_none() {
            return Ok(None);
        }
        let args = self.forms(list.iter().skip(1))?;
        self.static_call(Symbol::simple(ns), Symbol::simple(name), args)
            .map(Some)
    }

    /// The class that a symbol names here.
    pub(crate) fn class_of_name(&mut self, s: Symbol) -> Option<&'static TypeInfo> {
        self.class_named(s).or_else(|| match self.g.resolve(s) {
            Some(Resolved::Class(class)) => {
                self.g.type_link(class, self.span);
                Some(class)
            }
            _ => None,
        })
    }

    /// The full name of the class that a symbol names here: what is looked up at run time, when
    /// another namespace is current.
    pub(crate) fn full_class_name(&mut self, s: Symbol) -> Symbol {
        self.class_of_name(s)
            .map_or(s, |class| Symbol::simple(class.name))
    }

    pub(crate) fn static_call(
        &mut self,
        class: Symbol,
        member: Symbol,
        args: Vec<Node>,
    ) -> R<Node> {
        if let Some(known) = self.class_of_name(class)
            && let Some(native) = self.g.static_method(known, member.name(), args.len())
        {
            return Ok(self.node(NodeKind::CallNative { native, args }));
        }
        let class = self.full_class_name(class);
        let mut all = vec![
            self.node(NodeKind::Const(Value::symbol(class))),
            self.node(NodeKind::Const(Value::symbol(member))),
        ];
        all.extend(args);
        Ok(self.runtime_call("static-call", all))
    }

    /// A symbol that names no local, var or class: a static field, or nothing.
    pub(crate) fn static_field_or_unresolved(&mut self, s: Symbol, form: &Value) -> R<Node> {
        if let Some(class) = s.ns()
            && self.g.find_ns(class).is_none()
            && self.class_of_name(Symbol::simple(class)).is_some()
        {
            let class = self.full_class_name(Symbol::simple(class));
            let args = vec![
                self.node(NodeKind::Const(Value::symbol(class))),
                self.node(NodeKind::Const(Value::symbol(Symbol::simple(s.name())))),
            ];
            return Ok(self.runtime_call("static-field", args));
        }
        let _ = form;
        Err(self.unresolved(s))
    }

    /// The error for a name that nothing defines.
    pub(crate) fn unresolved(&mut self, s: Symbol) -> Box<clutch_core::Thrown> {
        let near = self.g.suggest(s);
        if let Some(ns) = s.ns()
            && self.g.find_ns(ns).is_none()
        {
            return error::no_such_namespace(self.span, s, &near);
        }
        error::unresolved_symbol(self.span, s, &near)
    }

    /// A call of a native of `clutch.rt`, linked directly.
    pub(crate) fn runtime_call(&mut self, name: &str, args: Vec<Node>) -> Node {
        let var = VarName::from_parts("clutch.rt", name);
        match self.g.native(var) {
            Some(native) => self.node(NodeKind::CallNative { native, args }),
            None => self.node(NodeKind::CallGlobal { var, args }),
        }
    }

    /// A symbol in call position: as a value, but the link records the number of arguments.
    fn callee(&mut self, s: Symbol, form: &Value, count: usize) -> R<Node> {
        match self.g.resolve(s) {
            Some(Resolved::Var(var)) => {
                self.g
                    .check_visible(var, true)
                    .map_err(|e| error::at(e, self.span))?;
                let count = u8::try_from(count).unwrap_or(u8::MAX);
                self.g.link(var, Usage::Call(count), self.span);
                Ok(self.node(NodeKind::Global(var)))
            }
            _ => self.form(form, Position::Inner),
        }
    }

    /// A call of an unchecked function, two arguments at a time.
    fn unchecked_call(&mut self, name: &str, args: Vec<Node>) -> Node {
        let var = VarName::from_parts("clojure.core", name);
        let mut args = args.into_iter();
        let first = args.next().expect("at least one");
        let Some(second) = args.next() else {
            let args = vec![first];
            return self.node(NodeKind::CallGlobal { var, args });
        };
        let call = |this: &Self, args| this.node(NodeKind::CallGlobal { var, args });
        let start = call(self, vec![first, second]);
        args.fold(start, |sum, next| call(self, vec![sum, next]))
    }

    /// An ordinary call.
    pub(crate) fn call(&mut self, list: &List) -> R<Node> {
        let span = self.span;
        let count = list.count as usize - 1;
        // `(:key m)` is a lookup.
        if list.first.as_keyword().is_some() && count == 1 {
            let form = list.iter().nth(1).expect("one argument");
            let arg = Box::new(self.form(form, Position::Inner)?);
            return Ok(self.node(NodeKind::GetK {
                arg,
                key: list.first.clone(),
            }));
        }
        let f = match list.first.as_symbol().map(|s| (s, self.local(s).is_some())) {
            Some((s, false)) => self.callee(s, &list.first, count)?,
            _ => self.form(&list.first, Position::Inner)?,
        };
        if let NodeKind::Global(var) = f.kind {
            self.named_by_call(var, list);
        }
        let args = self.forms(list.iter().skip(1))?;
        self.span = span;
        if args.len() > MAX_ARGUMENTS {
            let seq = self.node(NodeKind::Vector(args));
            let var = VarName::from_parts("clojure.core", "apply");
            return Ok(self.node(NodeKind::CallGlobal {
                var,
                args: vec![f, seq],
            }));
        }
        if let NodeKind::Global(var) = f.kind
            && let Some(unchecked) = unchecked(var, args.len())
            && self.g.unchecked_math()
        {
            return Ok(self.unchecked_call(unchecked, args));
        }
        Ok(match f.kind {
            NodeKind::Global(var) => match self.intrinsic(var, args) {
                Ok(node) => node,
                Err(args) => {
                    let direct = if var.ns().name() == "clutch.rt" {
                        self.g.native(var)
                    } else {
                        None
                    };
                    match direct {
                        Some(native) => self.node(NodeKind::CallNative { native, args }),
                        None => self.node(NodeKind::CallGlobal { var, args }),
                    }
                }
            },
            NodeKind::SelfFn => self.node(NodeKind::CallSelf(args)),
            _ => self.node(NodeKind::Call {
                f: Box::new(f),
                args,
            }),
        })
    }
}

impl Analyzer<'_> {
    /// Vars that a call names by text, or by a namespace and a name, written out.
    fn named_by_call(&mut self, callee: VarName, list: &List) {
        if callee.ns().name() != "clojure.core" {
            return;
        }
        let args: Vec<&Value> = list.iter().skip(1).collect();
        let name = match (callee.name().name(), &args[..]) {
            ("symbol", [text]) => text.as_str().map(Symbol::parse),
            ("symbol", [ns, name]) => ns
                .as_str()
                .zip(name.as_str())
                .map(|(ns, name)| Symbol::new(Some(ns), name)),
            ("ns-resolve" | "intern", [ns, name, ..]) => {
                let symbols = quoted_symbol(ns).zip(quoted_symbol(name));
                symbols.map(|(ns, name)| Symbol::new(Some(ns.name()), name.name()))
            }
            ("resolve", [.., name]) => quoted_symbol(name).and_then(|s| match self.g.resolve(s) {
                Some(Resolved::Var(var)) if s.ns().is_none() => Some(var.symbol()),
                _ => None,
            }),
            _ => None,
        };
        if let Some(name) = name.filter(|n| n.ns().is_some()) {
            self.g.named(name, self.span);
        }
    }
}

/// The symbol of `(quote symbol)`.
fn quoted_symbol(form: &Value) -> Option<Symbol> {
    let View::List(list) = form.view() else {
        return None;
    };
    let is_quote = list
        .first
        .as_symbol()
        .is_some_and(|s| s.ns().is_none() && s.name() == "quote");
    let data = list.iter().nth(1).filter(|_| is_quote && list.count == 2);
    data.and_then(Value::as_symbol)
}

/// The function that stands for an arithmetic one where `*unchecked-math*` holds.
fn unchecked(var: VarName, count: usize) -> Option<&'static str> {
    if var.ns().name() != "clojure.core" {
        return None;
    }
    match (var.name().name(), count) {
        ("+", 2..) => Some("unchecked-add"),
        ("*", 2..) => Some("unchecked-multiply"),
        ("-", 1) => Some("unchecked-negate"),
        ("-", 2..) => Some("unchecked-subtract"),
        ("inc", 1) => Some("unchecked-inc"),
        ("dec", 1) => Some("unchecked-dec"),
        _ => None,
    }
}

/// `(.method x …)` as `(. x method …)`, and `(Class. …)` as `(new Class …)`.
fn member_call(op: Symbol, list: &List) -> Option<Value> {
    let name = op.name();
    if op.ns().is_some() || name.len() < 2 || name == ".." {
        return None;
    }
    let symbol = |text: &str| Value::symbol(Symbol::simple(text));
    let mut rest = list.iter().skip(1).cloned();
    let mut items = if let Some(member) = name.strip_prefix('.') {
        vec![symbol("."), rest.next()?, symbol(member)]
    } else {
        vec![symbol("new"), symbol(name.strip_suffix('.')?)]
    };
    items.extend(rest);
    Some(List::from_vec_at(items, list.span))
}

/// Keeps the last of several entries with the same key in a flat list of keys and values.
fn dedupe_last(items: &mut Vec<Value>) {
    let mut out: Vec<Value> = Vec::with_capacity(items.len());
    for pair in items.chunks(2) {
        if !out.chunks(2).any(|p| p[0].same(&pair[0])) {
            out.extend(pair.iter().cloned());
        }
    }
    *items = out;
}
