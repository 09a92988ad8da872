//! `fn*`, `letfn*`, and the methods of types.

use super::{Analyzer, FnScope, Position, Target};
use crate::error;
use crate::ir::{Arity, Bind, FnNode, Group, Node, NodeKind};
use clutch_core::coll::List;
use clutch_core::func::{MAX_FIXED, MAX_METHOD};
use clutch_core::{R, Span, Symbol, Value, VarName, View};
use std::rc::Rc;

/// What a function under analysis is, beyond its parameters and body.
#[derive(Default)]
pub(crate) struct Role {
    pub(crate) self_name: Option<Symbol>,
    pub(crate) siblings: Rc<[Symbol]>,
    pub(crate) fields: Rc<[(Symbol, bool)]>,
    pub(crate) captures: Vec<(Symbol, Node)>,
    pub(crate) var: Option<VarName>,
    pub(crate) forward: bool,
    pub(crate) method: bool,
}

impl Analyzer<'_> {
    /// `(fn* name? [params] body…)` or `(fn* name? ([params] body…)…)`.
    pub(crate) fn fn_form(&mut self, list: &List) -> R<Node> {
        let defining = self.defining.take();
        let node = self.function(
            list,
            Role {
                var: defining.map(|(var, _)| var),
                forward: defining.is_some_and(|(_, forward)| forward),
                ..Role::default()
            },
        )?;
        let meta = list.meta.clone();
        let node = self.node(NodeKind::Fn(Box::new(node)));
        if meta.is_nil() {
            return Ok(node);
        }
        let meta = self.form(&meta, Position::Inner)?;
        let var = VarName::from_parts("clojure.core", "with-meta");
        Ok(self.node(NodeKind::CallGlobal {
            var,
            args: vec![node, meta],
        }))
    }

    /// Whether the `fn*` of a form is marked as called at most once.
    fn is_once(&mut self, list: &List) -> R<bool> {
        let Some(head) = list.iter().next() else {
            return Ok(false);
        };
        let meta = self.g.meta(head);
        if meta.is_nil() {
            return Ok(false);
        }
        for entry in self.g.elements(&meta)? {
            let pair = self.g.elements(&entry)?;
            if pair[0].same(&Self::keyword("once")) {
                return Ok(pair[1].truthy());
            }
        }
        Ok(false)
    }

    pub(crate) fn function(&mut self, list: &List, mut role: Role) -> R<FnNode> {
        let span = self.span;
        let once = self.is_once(list)?;
        let mut items = list.iter().skip(1).peekable();
        if let Some(name) = items.peek().and_then(|v| v.as_symbol()) {
            role.self_name = Some(name);
            items.next();
        }
        let name = self.function_name(role.self_name, role.var);
        let arity_forms: Vec<Vec<Value>> = match items.peek().map(|v| v.view()) {
            Some(View::Vector(_)) => vec![items.cloned().collect()],
            _ => {
                let mut out = Vec::new();
                for form in items {
                    match form.view() {
                        View::List(_) | View::Cons(_) | View::LazySeq(_) | View::ChunkedCons(_) => {
                            out.push(self.g.elements(form)?);
                        }
                        _ => {
                            return Err(error::malformed(
                                span,
                                "compile/bad-fn",
                                "fn needs a parameter vector, or arities in lists".to_string(),
                                "write (fn [x y] …) or (fn ([x] …) ([x y] …))",
                            ));
                        }
                    }
                }
                out
            }
        };
        self.fns.push(FnScope {
            self_name: role.self_name,
            var: role.var,
            siblings: role.siblings.clone(),
            fields: role.fields.clone(),
            captures: std::mem::take(&mut role.captures),
            method: role.method,
            ..FnScope::default()
        });
        let result: R<Vec<Arity>> = arity_forms.into_iter().map(|f| self.arity(f)).collect();
        let scope = self.fns.pop().expect("the function's scope");
        let mut arities = result?;
        arities.sort_by_key(|a| (a.variadic, a.params.len()));
        self.check_arities(&arities, span)?;
        let (capture_names, captures): (Vec<Symbol>, Vec<Node>) =
            scope.captures.into_iter().unzip();
        Ok(FnNode {
            name,
            arities,
            forward: role.forward && captures.is_empty(),
            captures,
            capture_names,
            group: None,
            var: role.var,
            once,
            takes_captures: false,
            span,
        })
    }

    fn function_name(&self, self_name: Option<Symbol>, var: Option<VarName>) -> String {
        match (var, self_name) {
            (Some(var), _) => var.to_string(),
            (None, name) => {
                let outer = self.fns.iter().rev();
                let mut outer = outer.filter_map(|f| f.var.map(|v| v.name()).or(f.self_name));
                let outer = outer.next();
                let ns = self.g.ns();
                let name = name.map_or("fn", Symbol::name);
                match outer {
                    Some(outer) => format!("{ns}/{outer}/{name}"),
                    None => format!("{ns}/{name}"),
                }
            }
        }
    }

    fn check_arities(&self, arities: &[Arity], span: Span) -> R<()> {
        let bad = |message: &str, help: &str| {
            Err(error::malformed(
                span,
                "compile/bad-arities",
                message.to_string(),
                help,
            ))
        };
        let fixed: Vec<usize> = arities
            .iter()
            .filter(|a| !a.variadic)
            .map(|a| a.params.len())
            .collect();
        if fixed.windows(2).any(|w| w[0] == w[1]) {
            return bad(
                "Can't have 2 overloads with same arity",
                "merge the two arities",
            );
        }
        let mut variadic = arities.iter().filter(|a| a.variadic);
        if let Some(rest) = variadic.next() {
            if variadic.next().is_some() {
                return bad(
                    "Can't have more than 1 variadic overload",
                    "keep one `&` arity",
                );
            }
            if fixed.last().is_some_and(|n| *n > rest.params.len() - 1) {
                return bad(
                    "Can't have fixed arity function with more params than variadic function",
                    "give the `&` arity at least as many fixed parameters",
                );
            }
        }
        Ok(())
    }

    fn arity(&mut self, forms: Vec<Value>) -> R<Arity> {
        let span = self.span;
        let mut forms = forms.into_iter();
        let params = forms.next();
        let Some(View::Vector(_)) = params.as_ref().map(Value::view) else {
            return Err(error::malformed(
                span,
                "compile/bad-fn",
                "an arity needs a parameter vector first".to_string(),
                "write ([x y] body…)",
            ));
        };
        let names = self.g.elements(&params.expect("checked above"))?;
        self.current().scope.clear();
        self.current().locals.clear();
        let mut ids = Vec::new();
        let mut variadic = false;
        let mut names = names.iter();
        while let Some(name) = names.next() {
            let symbol = match name.as_symbol() {
                Some(s) if s.ns().is_none() => s,
                _ => {
                    return Err(error::malformed(
                        span,
                        "compile/bad-parameter",
                        format!("fn params must be Symbols, found {name:?}"),
                        "use a plain symbol; `fn` and `defn` also take destructuring forms",
                    ));
                }
            };
            if symbol.name() == "&" {
                variadic = true;
                let rest = names.next().and_then(Value::as_symbol);
                let (Some(rest), None) = (rest, names.next()) else {
                    return Err(error::malformed(
                        span,
                        "compile/bad-parameter",
                        "`&` must be followed by exactly one parameter".to_string(),
                        "write [a b & more]",
                    ));
                };
                ids.push(self.bind(rest));
            } else {
                ids.push(self.bind(symbol));
            }
        }
        let fixed = ids.len() - usize::from(variadic);
        let most = if self.current().method {
            MAX_METHOD
        } else {
            MAX_FIXED
        };
        if fixed > most {
            return Err(error::malformed(
                span,
                "compile/too-many-params",
                format!("Can't specify more than {most} params, found {fixed}"),
                "take the others as `& more`, or one map",
            ));
        }
        self.current().recurs = false;
        let method = self.current().method && !ids.is_empty();
        let arity = ids.len() - usize::from(method);
        self.current().targets = vec![Target {
            arity,
            is_arity: true,
            blocked: false,
        }];
        let body_forms: Vec<Value> = forms.collect();
        let body = self.body(body_forms.iter(), Position::Tail)?;
        let scope = self.current();
        Ok(Arity {
            params: ids,
            variadic,
            body,
            locals: std::mem::take(&mut scope.locals),
            dead: Vec::new(),
            recurs: scope.recurs,
            method,
            span,
        })
    }

    /// `(letfn* [name (fn* …) …] body…)`: functions that know each other, without cycles. All
    /// share one list of captures, so that any of them can make any other.
    pub(crate) fn letfn_form(&mut self, list: &List, pos: Position) -> R<Node> {
        let span = self.span;
        let bindings = match list.iter().nth(1) {
            Some(v) if matches!(v.view(), View::Vector(_)) => self.g.elements(v)?,
            _ => return Err(self.bad_bindings("letfn*")),
        };
        let names: Rc<[Symbol]> = bindings
            .iter()
            .step_by(2)
            .filter_map(Value::as_symbol)
            .collect();
        let group_name = Symbol::simple("letfn group");
        let placeholder = Node::constant(Value::NIL, span);
        let mut captures = vec![(group_name, placeholder)];
        let mut fns = Vec::new();
        for pair in bindings.chunks(2) {
            let [name, form] = pair else {
                return Err(self.bad_bindings("letfn*"));
            };
            let form = self.as_list(form)?;
            let (Some(name), View::List(form)) = (name.as_symbol(), form.view()) else {
                return Err(self.bad_bindings("letfn*"));
            };
            let role = Role {
                self_name: Some(name),
                siblings: names.clone(),
                captures,
                ..Role::default()
            };
            let f = self.function(form, role)?;
            captures = f
                .capture_names
                .iter()
                .copied()
                .zip(f.captures.iter().cloned())
                .collect();
            fns.push(f);
        }
        let mark = self.current().scope.len();
        for f in &mut fns {
            f.captures = Vec::new();
            f.capture_names = captures.iter().map(|(name, _)| *name).collect();
        }
        for f in &mut fns {
            crate::liveness::annotate_fn(f);
        }
        let group = Rc::new(Group {
            fns,
            protos: std::cell::OnceCell::new(),
        });
        let mut binds = Vec::new();
        for (i, name) in names.iter().enumerate() {
            let member = &group.fns[i];
            let node = FnNode {
                name: member.name.clone(),
                arities: Vec::new(),
                captures: captures.iter().map(|(_, n)| n.clone()).collect(),
                capture_names: member.capture_names.clone(),
                group: Some(group.clone()),
                var: None,
                once: false,
                takes_captures: false,
                forward: false,
                span,
            };
            let init = Node::new(NodeKind::Fn(Box::new(node)), span);
            let id = self.bind(*name);
            binds.push(Bind {
                id,
                init,
                dead: false,
            });
        }
        let body = self.body(list.iter().skip(2), pos)?;
        self.current().scope.truncate(mark);
        Ok(self.node(NodeKind::Let {
            bindings: binds,
            body: Box::new(body),
        }))
    }
}
