//! Forms that define: `def`, `deftype*`, `reify*`; and those that reach into objects: `set!`,
//! `new`, `.`.

use super::function::Role;
use super::{Analyzer, Position, Resolved};
use crate::error;
use crate::ir::{Node, NodeKind};
use clutch_core::class::{self, Field, TypeKind};
use clutch_core::coll::{List, Map, Vector};
use clutch_core::{Keyword, R, Symbol, TypeInfo, Value, VarName, View};
use clutch_vm::class::munge;
use clutch_vm::class::user_supers;
use std::rc::Rc;

impl Analyzer<'_> {
    pub(super) fn keyword(name: &str) -> Value {
        Value::keyword(Keyword::simple(name))
    }

    /// `(def name)`, `(def name value)`, `(def name "doc" value)`.
    pub(crate) fn def_form(&mut self, list: &List) -> R<Node> {
        let span = self.span;
        let items: Vec<&Value> = list.iter().skip(1).collect();
        let (name, doc, init) = match items[..] {
            [name] => (name, None, None),
            [name, init] => (name, None, Some(init)),
            [name, doc, init] if doc.as_str().is_some() => (name, Some(doc), Some(init)),
            _ => {
                let problem = if items.is_empty() {
                    "Too few"
                } else {
                    "Too many"
                };
                return Err(error::malformed(
                    span,
                    "compile/bad-def",
                    format!("{problem} arguments to def"),
                    "write (def name \"doc\"? value?)",
                ));
            }
        };
        let Some(symbol) = name.as_symbol() else {
            return Err(error::malformed(
                span,
                "compile/bad-def",
                format!("First argument to def must be a Symbol, found {name:?}"),
                "write (def name value)",
            ));
        };
        let ns = self.g.ns();
        let var = match symbol.ns() {
            None => VarName::new(ns, symbol),
            Some(other) => {
                let target = self.g.find_ns(other);
                if target != Some(ns) {
                    return Err(error::malformed(
                        span,
                        "compile/def-elsewhere",
                        format!("Can't refer to qualified var that doesn't exist: {symbol}"),
                        "define it in its own namespace, or use `intern`",
                    ));
                }
                VarName::new(ns, Symbol::simple(symbol.name()))
            }
        };
        self.g.declare(var);
        let mut meta = Vec::new();
        let given = self.g.meta(name);
        let mut forward = self.g.forwards();
        if !given.is_nil() {
            for entry in self.g.elements(&given)? {
                let pair = self.g.elements(&entry)?;
                if pair[0].same(&Self::keyword("forward")) {
                    forward = pair[1].truthy();
                }
                meta.push(self.node(NodeKind::Const(pair[0].clone())));
                meta.push(self.form(&pair[1], Position::Inner)?);
            }
        }
        let mut add = |this: &Self, key: &str, value: Value| {
            let key = Self::keyword(key);
            if !meta
                .chunks(2)
                .any(|p| p[0].as_const().is_some_and(|k| k.same(&key)))
            {
                meta.push(this.node(NodeKind::Const(key)));
                meta.push(this.node(NodeKind::Const(value)));
            }
        };
        if let Some(doc) = doc {
            add(self, "doc", doc.clone());
        }
        if let Some(text) = span.text() {
            let (line, column) = text.line_column(span.start);
            add(self, "line", Value::int(i64::from(line)));
            add(self, "column", Value::int(i64::from(column)));
            add(self, "file", Value::string(text.name.as_str()));
        }
        let meta = if meta.iter().all(|n| n.as_const().is_some()) {
            let values = meta.iter().filter_map(Node::as_const).cloned().collect();
            let map = self.g.map(values)?;
            self.node(NodeKind::Const(map))
        } else {
            self.node(NodeKind::Map(meta))
        };
        let mut args = vec![self.node(NodeKind::Const(Value::var(var))), meta];
        if let Some(init) = init {
            let is_fn = matches!(init.view(), View::List(l)
                if l.first.as_symbol().is_some_and(|s| matches!(s.name(), "fn" | "fn*")));
            let outer = std::mem::replace(&mut self.defining, is_fn.then_some((var, forward)));
            let value = self.form(init, Position::Inner);
            self.defining = outer;
            args.push(value?);
        }
        self.span = span;
        Ok(self.runtime_call("def*", args))
    }

    pub(crate) fn set_form(&mut self, list: &List) -> R<Node> {
        let bad = |this: &Self| {
            error::malformed(
                this.span,
                "compile/bad-assignment",
                "Invalid assignment target".to_string(),
                "`set!` changes a dynamic var that is bound in this thread, or a mutable field",
            )
        };
        let [target, value] = list.iter().skip(1).collect::<Vec<_>>()[..] else {
            return Err(bad(self));
        };
        let target = &self.as_list(target)?;
        if let View::List(l) = target.view() {
            let parts: Vec<&Value> = l.iter().collect();
            let (object, field) = match parts[..] {
                [dot, object, field] if dot.as_symbol().is_some_and(|s| s.name() == ".") => {
                    (object, field.as_symbol().map(Symbol::name))
                }
                [op, object] => (
                    object,
                    op.as_symbol().and_then(|s| s.name().strip_prefix('.')),
                ),
                _ => return Err(bad(self)),
            };
            let Some(field) = field else {
                return Err(bad(self));
            };
            let field = Symbol::simple(field.trim_start_matches('-'));
            let object = self.form(object, Position::Inner)?;
            let value = self.form(value, Position::Inner)?;
            let field = self.node(NodeKind::Const(Value::symbol(field)));
            return Ok(self.runtime_call("set-field!", vec![object, field, value]));
        }
        let Some(symbol) = target.as_symbol() else {
            return Err(bad(self));
        };
        match self.local(symbol) {
            Some(NodeKind::Field { object, index }) => {
                let fields = self.current().fields.clone();
                if !fields[index as usize].1 {
                    return Err(error::malformed(
                        self.span,
                        "compile/immutable-field",
                        format!("Cannot assign to the immutable field {symbol}"),
                        "mark the field ^:unsynchronized-mutable or ^:volatile-mutable",
                    ));
                }
                let value = Box::new(self.form(value, Position::Inner)?);
                Ok(self.node(NodeKind::SetField {
                    object,
                    index,
                    value,
                }))
            }
            Some(_) => Err(error::malformed(
                self.span,
                "compile/bad-assignment",
                format!("Cannot assign to the local `{symbol}`: locals do not change"),
                "bind a new name with `let`, or keep state in an atom or volatile",
            )),
            None => match self.g.resolve(symbol) {
                Some(Resolved::Var(var)) => {
                    let value = self.form(value, Position::Inner)?;
                    let var = self.node(NodeKind::Const(Value::var(var)));
                    Ok(self.runtime_call("set-var!", vec![var, value]))
                }
                _ => Err(self.unresolved(symbol)),
            },
        }
    }

    pub(crate) fn new_form(&mut self, list: &List) -> R<Node> {
        let Some(class_form) = list.iter().nth(1) else {
            return Err(error::malformed(
                self.span,
                "compile/bad-new",
                "wrong number of arguments, expecting: (new Classname args...)".to_string(),
                "name the class",
            ));
        };
        let named = class_form.as_symbol().and_then(|s| self.class_of_name(s));
        let count = list.count as usize - 2;
        if let Some(known) = named
            && let Some(native) = self.g.static_method(known, "new", count)
        {
            let args = self.forms(list.iter().skip(2))?;
            return Ok(self.node(NodeKind::CallNative { native, args }));
        }
        let class = self.class_operand(class_form)?;
        let mut args = vec![class];
        args.extend(self.forms(list.iter().skip(2))?);
        Ok(self.runtime_call("new", args))
    }

    /// `(. target member args…)`, `(. target (member args…))`, `(. target -field)`.
    pub(crate) fn dot_form(&mut self, list: &List) -> R<Node> {
        let items: Vec<Value> = list.iter().skip(1).cloned().collect();
        let bad = |this: &Self| {
            error::malformed(
                this.span,
                "compile/bad-member-call",
                "Malformed member expression".to_string(),
                "write (.method object args…) or (.-field object)",
            )
        };
        let (Some(target), Some(member)) = (items.first(), items.get(1)) else {
            return Err(bad(self));
        };
        let member = self.as_list(member)?;
        let (member, args) = match member.view() {
            View::List(l) if items.len() == 2 => (
                l.first.as_symbol(),
                l.iter().skip(1).cloned().collect::<Vec<_>>(),
            ),
            _ => (member.as_symbol(), items[2..].to_vec()),
        };
        let Some(member) = member else {
            return Err(bad(self));
        };
        let static_class = match target.as_symbol() {
            Some(s) if self.local(s).is_none() => self.class_of_name(s).map(|_| s),
            _ => None,
        };
        let args = self.forms(args.iter())?;
        let name = member.name();
        if let Some(class) = static_class {
            if name.starts_with('-')
                || (args.is_empty() && name.chars().all(|c| c.is_uppercase() || c == '_'))
            {
                let field = Symbol::simple(name.trim_start_matches('-'));
                let class = self.full_class_name(class);
                let args = vec![
                    self.node(NodeKind::Const(Value::symbol(class))),
                    self.node(NodeKind::Const(Value::symbol(field))),
                ];
                return Ok(self.runtime_call("static-field", args));
            }
            return self.static_call(class, member, args);
        }
        let target = self.form(target, Position::Inner)?;
        if let Some(field) = name.strip_prefix('-') {
            let field = self.node(NodeKind::Const(Value::symbol(Symbol::simple(field))));
            return Ok(self.runtime_call("get-field", vec![target, field]));
        }
        let mut all = vec![target, self.node(NodeKind::Const(Value::symbol(member)))];
        all.extend(args);
        Ok(self.runtime_call("invoke-method", all))
    }

    /// `(deftype* Name [fields…] {options} Interface (method [this …] …)… …)`.
    /// The type exists from here on, for the methods' own bodies; its methods and its name in
    /// the namespace appear when the form runs.
    pub(crate) fn deftype_form(&mut self, list: &List) -> R<Node> {
        let items: Vec<Value> = list.iter().skip(1).cloned().collect();
        let (Some(name), Some(fields), Some(options)) = (
            items.first().and_then(Value::as_symbol),
            items.get(1),
            items.get(2),
        ) else {
            return Err(error::malformed(
                self.span,
                "compile/bad-deftype",
                "a type needs a name and a vector of fields".to_string(),
                "write (deftype Name [field …] Protocol (method [this …] …) …)",
            ));
        };
        let mut is_record = false;
        for entry in self.g.elements(options)? {
            let pair = self.g.elements(&entry)?;
            is_record |= pair[0].same(&Self::keyword("record?")) && pair[1].truthy();
        }
        let mut type_fields = Vec::new();
        for f in self.g.elements(fields)? {
            let Some(field) = f.as_symbol() else {
                return Err(error::malformed(
                    self.span,
                    "compile/bad-deftype",
                    format!("a field must be a symbol, found {f:?}"),
                    "write [field …]",
                ));
            };
            let meta = self.g.meta(&f);
            let mut mutable = false;
            if !meta.is_nil() {
                for entry in self.g.elements(&meta)? {
                    let pair = self.g.elements(&entry)?;
                    let is_mark = ["unsynchronized-mutable", "volatile-mutable", "mutable"]
                        .iter()
                        .any(|k| pair[0].same(&Self::keyword(k)));
                    mutable |= is_mark && pair[1].truthy();
                }
            }
            type_fields.push(Field {
                name: field,
                mutable,
            });
        }
        let full = format!("{}.{}", munge(self.g.ns().name()), munge(name.name()));
        let kind = if is_record {
            TypeKind::Record
        } else {
            TypeKind::Type
        };
        let (specs, supers) = self.specs(&items[3..])?;
        let specs = join_interfaces(specs);
        let marks: Rc<[(Symbol, bool)]> = type_fields.iter().map(|f| (f.name, f.mutable)).collect();
        let supers = user_supers(kind, supers);
        let class = class::user_type(&full, kind, type_fields, supers);
        self.types.push((name, class));
        let mut args = vec![
            self.node(NodeKind::Const(Value::symbol(name))),
            self.node(NodeKind::Const(Value::class(class))),
        ];
        for spec in specs {
            args.push(spec.target);
            let mut methods = Vec::new();
            for (method, forms) in spec.methods {
                let f = self.method(method, forms, marks.clone(), &full)?;
                methods.push(self.node(NodeKind::Const(Value::symbol(method))));
                methods.push(f);
            }
            args.push(self.node(NodeKind::Vector(methods)));
        }
        Ok(self.runtime_call("deftype!", args))
    }

    /// `(reify* [Interface…] (method [this …] …)…)`: an object of an anonymous type whose fields
    /// are its methods.
    pub(crate) fn reify_form(&mut self, list: &List) -> R<Node> {
        let mut items: Vec<Value> = match list.iter().nth(1) {
            Some(v) => self.g.elements(v)?,
            None => Vec::new(),
        };
        items.extend(list.iter().skip(2).cloned());
        let (interfaces, methods): (Vec<Value>, Vec<Value>) =
            items.into_iter().partition(|v| v.as_symbol().is_some());
        let mut specs_form = interfaces;
        specs_form.extend(methods);
        let (specs, supers) = self.specs(&specs_form)?;
        let targets: Vec<Node> = specs.iter().map(|s| s.target.clone()).collect();
        let mut names = Vec::new();
        let mut closures = Vec::new();
        for spec in specs {
            for (method, forms) in spec.methods {
                names.push(Field {
                    name: method,
                    mutable: false,
                });
                closures.push(self.method(method, forms, Rc::from([]), "reify")?);
            }
        }
        let (line, column) = self.span.line_column().unwrap_or_default();
        let full = format!("{}$reify__{line}_{column}", munge(self.g.ns().name()));
        let supers = user_supers(TypeKind::Reify, supers);
        let class = class::user_type(&full, TypeKind::Reify, names, supers);
        let protocols = self.node(NodeKind::Vector(targets));
        let mut args = vec![self.node(NodeKind::Const(Value::class(class))), protocols];
        args.extend(closures);
        let object = self.runtime_call("reify!", args);
        let meta = list.meta.clone();
        if meta.is_nil() {
            return Ok(object);
        }
        let meta = self.form(&meta, Position::Inner)?;
        let var = VarName::from_parts("clojure.core", "with-meta");
        Ok(self.node(NodeKind::CallGlobal {
            var,
            args: vec![object, meta],
        }))
    }

    /// One function of all forms `(name [this …] …)` of a method.
    fn method(
        &mut self,
        name: Symbol,
        forms: Vec<Value>,
        fields: Rc<[(Symbol, bool)]>,
        owner: &str,
    ) -> R<Node> {
        let mut items = vec![Value::symbol(Symbol::simple("fn*"))];
        let mut by_count: Vec<(usize, Vec<Overload>)> = Vec::new();
        for form in forms {
            let mut parts = self.g.elements(&form)?.into_iter().skip(1);
            let params = self.method_params(parts.next().unwrap_or_default())?;
            let count = params.get::<Vector>().map_or(0, Vector::count);
            let overload = (params, parts.collect());
            match by_count.iter_mut().find(|(n, _)| *n == count) {
                Some((_, overloads)) => overloads.push(overload),
                None => by_count.push((count, vec![overload])),
            }
        }
        for (count, overloads) in by_count {
            let (params, body) = self.overloaded(count, overloads)?;
            // Through `fn`, so that parameters may be destructured.
            let mut arity = vec![params];
            arity.extend(body);
            items.push(List::from_vec_at(arity, self.span));
        }
        items[0] = Value::symbol(Symbol::new(Some("clojure.core"), "fn"));
        let form = List::from_vec_at(items, self.span);
        let var = VarName::from_parts("clojure.core", "fn");
        let expanded = match self.g.expand_native(var, &form, self.span) {
            Some(expanded) => expanded?,
            None => form,
        };
        let View::List(list) = expanded.view() else {
            return Err(self.bad_bindings("fn"));
        };
        let role = Role {
            fields,
            method: true,
            ..Role::default()
        };
        let mut f = self.function(list, role)?;
        f.name = format!("{owner}/{name}");
        Ok(self.node(NodeKind::Fn(Box::new(f))))
    }

    /// The parameters of a method. Those that a macro's syntax quote gave a namespace lose it; a
    /// body cannot mean them then, but it need not.
    fn method_params(&mut self, params: Value) -> R<Value> {
        if params.get::<Vector>().is_none() {
            return Ok(params);
        }
        let mut items = self.g.elements(&params)?;
        let qualified = |v: &Value| v.as_symbol().is_some_and(|s| s.ns().is_some());
        if !items.iter().any(qualified) {
            return Ok(params);
        }
        for item in &mut items {
            if let Some(s) = item.as_symbol().filter(|s| s.ns().is_some()) {
                *item = Value::symbol(Symbol::simple(s.name()));
            }
        }
        Ok(Value::vector(items))
    }

    /// One arity for all overloads of a method with the same number of parameters: the reference
    /// tells them apart by the hints of their parameters where it compiles a call; here the values
    /// are looked at, most hints first.
    fn overloaded(&mut self, count: usize, mut overloads: Vec<Overload>) -> R<Overload> {
        if overloads.len() == 1 {
            return Ok(overloads.pop().expect("one"));
        }
        let core = |name: &str| Value::symbol(Symbol::new(Some("clojure.core"), name));
        let list = |items: Vec<Value>| List::from_vec(items);
        let names: Vec<Value> = (0..count)
            .map(|i| Value::symbol(Symbol::simple(&format!("overload__{i}"))))
            .collect();
        let mut choices = Vec::new();
        for (params, body) in overloads {
            let params = self.g.elements(&params)?;
            let mut tests = vec![core("and")];
            for (param, name) in params.iter().zip(&names).skip(1) {
                tests.extend(self.hint_test(param, name)?);
            }
            let bindings = params.into_iter().zip(names.iter().cloned());
            let bindings = bindings.flat_map(|(param, name)| [param, name]).collect();
            let mut form = vec![core("let"), Value::vector(bindings)];
            form.extend(body);
            choices.push((tests, list(form)));
        }
        choices.sort_by_key(|(tests, _)| tests.len());
        let mut choices = choices.into_iter();
        let (_, mut form) = choices.next().expect("several");
        for (tests, body) in choices {
            form = list(vec![
                Value::symbol(Symbol::simple("if")),
                list(tests),
                body,
                form,
            ]);
        }
        Ok((Value::vector(names), vec![form]))
    }

    /// The form that asks whether the value called `name` is what the hint of `param` says; none
    /// without a hint, and for hints that all values fit.
    fn hint_test(&mut self, param: &Value, name: &Value) -> R<Option<Value>> {
        let meta = self.g.meta(param);
        let tag = match meta.get::<Map>() {
            Some(meta) => meta.get_keyword("tag").cloned().unwrap_or_default(),
            None => Value::NIL,
        };
        let Some(tag) = tag.as_symbol() else {
            return Ok(None);
        };
        let core = |name: &str| Value::symbol(Symbol::new(Some("clojure.core"), name));
        let predicate = match tag.name() {
            "long" | "int" | "short" | "byte" => "int?",
            "double" | "float" => "float?",
            "boolean" => "boolean?",
            "char" => "char?",
            "Object" | "java.lang.Object" => return Ok(None),
            _ => match self.class_of_name(tag) {
                Some(class) => {
                    let test = vec![core("instance?"), Value::class(class), name.clone()];
                    return Ok(Some(List::from_vec(test)));
                }
                None => return Ok(None),
            },
        };
        Ok(Some(List::from_vec(vec![core(predicate), name.clone()])))
    }

    /// Splits `Interface (method …) (method …) Interface …` and groups methods by name.
    fn specs(&mut self, items: &[Value]) -> R<(Vec<Spec>, Vec<&'static TypeInfo>)> {
        let mut specs: Vec<Spec> = Vec::new();
        let mut supers = Vec::new();
        for item in items {
            if item.as_keyword().is_some() {
                continue;
            }
            if let Some(symbol) = item.as_symbol() {
                let known = self.class_named(symbol).map(Resolved::Class);
                let target = match known.or_else(|| self.g.resolve(symbol)) {
                    Some(Resolved::Class(class)) => {
                        supers.push(class);
                        Value::class(class)
                    }
                    Some(Resolved::Var(var)) => {
                        // A protocol's interface; the same type for the same name.
                        let ns = munge(var.ns().name());
                        let name = munge(var.name().name());
                        supers.push(class::user_type(
                            &format!("{ns}.{name}"),
                            TypeKind::Interface,
                            Vec::new(),
                            Vec::new(),
                        ));
                        Value::var(var)
                    }
                    None => return Err(self.unresolved(symbol)),
                };
                specs.push(Spec {
                    target: self.node(NodeKind::Const(target)),
                    methods: Vec::new(),
                });
                continue;
            }
            let parts = self.g.elements(item)?;
            let method = parts.first().and_then(Value::as_symbol);
            let (Some(method), Some(spec)) = (method, specs.last_mut()) else {
                return Err(error::malformed(
                    self.span,
                    "compile/bad-method",
                    "a method must follow the protocol or interface that it belongs to".to_string(),
                    "write Protocol (method [this …] …)",
                ));
            };
            let method = Symbol::simple(method.name());
            match spec.methods.iter_mut().find(|(name, _)| *name == method) {
                Some((_, forms)) => forms.push(item.clone()),
                None => spec.methods.push((method, vec![item.clone()])),
            }
        }
        Ok((specs, supers))
    }
}

/// Parameters and body of one form of a method.
type Overload = (Value, Vec<Value>);

/// An interface or protocol with the methods written under it.
struct Spec {
    target: Node,
    methods: Vec<(Symbol, Vec<Value>)>,
}

/// Puts the methods of all interfaces together: one that two of them declare with different
/// numbers of parameters is one function. Protocols have functions of their own.
fn join_interfaces(specs: Vec<Spec>) -> Vec<Spec> {
    let mut joined: Vec<Spec> = Vec::new();
    let is_interface = |s: &Spec| {
        let target = s.target.as_const();
        target.is_some_and(|t| matches!(t.view(), View::Class(_)))
    };
    for mut spec in specs {
        if is_interface(&spec)
            && let Some(first) = joined.iter_mut().find(|s| is_interface(s))
        {
            for (name, forms) in std::mem::take(&mut spec.methods) {
                match first.methods.iter_mut().find(|(n, _)| *n == name) {
                    Some((_, known)) => known.extend(forms),
                    None => first.methods.push((name, forms)),
                }
            }
        }
        joined.push(spec);
    }
    joined
}
