//! The special forms that control evaluation.

use super::{Analyzer, Position, Resolved, Target};
use crate::error;
use crate::ir::{Bind, CaseArm, CaseNode, Catch, Node, NodeKind, TryNode};
use clutch_core::class;
use clutch_core::coll::List;
use clutch_core::{R, Symbol, Thrown, TypeInfo, Value, View};

type Special = fn(&mut Analyzer<'_>, &List, Position) -> R<Node>;

/// The special form of this name.
pub(crate) fn special(name: &str) -> Option<Special> {
    Some(match name {
        "if" => |a, l, p| a.if_form(l, p),
        "do" => |a, l, p| a.body(l.iter().skip(1), p),
        "let*" => |a, l, p| a.let_form(l, p),
        "loop*" => |a, l, _| a.loop_form(l),
        "recur" => |a, l, p| a.recur_form(l, p),
        "fn*" => |a, l, _| a.fn_form(l),
        "letfn*" => |a, l, p| a.letfn_form(l, p),
        "quote" => |a, l, _| {
            let mut parts = l.iter().skip(1);
            match (parts.next(), parts.next()) {
                (Some(value), None) => {
                    a.g.quoted(value, a.span);
                    Ok(a.node(NodeKind::Const(value.clone())))
                }
                _ => Err(error::malformed(
                    a.span,
                    "compile/bad-quote",
                    "quote takes one form".to_string(),
                    "write (quote form)",
                )),
            }
        },
        "def" => |a, l, _| a.def_form(l),
        "var" => |a, l, _| a.var_form(l),
        "throw" => |a, l, _| a.throw_form(l),
        "try" => |a, l, p| a.try_form(l, p),
        "set!" => |a, l, _| a.set_form(l),
        "new" => |a, l, _| a.new_form(l),
        "." => |a, l, _| a.dot_form(l),
        "case*" => |a, l, p| a.case_form(l, p),
        "deftype*" => |a, l, _| a.deftype_form(l),
        "reify*" => |a, l, _| a.reify_form(l),
        "import*" => |a, l, _| a.import_form(l),
        "catch" | "finally" => |a, l, _| {
            let name = l.first.as_symbol().map_or("", Symbol::name);
            Err(error::malformed(
                a.span,
                "compile/stray-clause",
                format!("`{name}` stands outside of a `try`"),
                "move it to the end of a (try …)",
            ))
        },
        _ => return None,
    })
}

impl Analyzer<'_> {
    fn if_form(&mut self, list: &List, pos: Position) -> R<Node> {
        let parts: Vec<&Value> = list.iter().skip(1).collect();
        let (test, then, otherwise) = match parts[..] {
            [test, then] => (test, then, &Value::NIL),
            [test, then, otherwise] => (test, then, otherwise),
            _ => {
                let problem = if parts.len() < 2 {
                    "Too few"
                } else {
                    "Too many"
                };
                return Err(error::malformed(
                    self.span,
                    "compile/bad-if",
                    format!("{problem} arguments to if"),
                    "write (if test then else?)",
                ));
            }
        };
        let test = Box::new(self.form(test, Position::Inner)?);
        let then = Box::new(self.form(then, pos)?);
        let otherwise = Box::new(self.form(otherwise, pos)?);
        if let Some(v) = test.as_const() {
            return Ok(if v.truthy() { *then } else { *otherwise });
        }
        Ok(self.node(NodeKind::If {
            test,
            then,
            otherwise,
            drop_then: Vec::new(),
            drop_else: Vec::new(),
        }))
    }

    pub(crate) fn bad_bindings(&self, name: &str) -> Box<Thrown> {
        error::malformed(
            self.span,
            "compile/bad-bindings",
            format!("`{name}` needs a vector of names and values in turn"),
            "write [name value name value …]",
        )
    }

    fn bindings(&mut self, list: &List, name: &str) -> R<Vec<Bind>> {
        let vector = match list.iter().nth(1) {
            Some(v) if matches!(v.view(), View::Vector(_)) => self.g.elements(v)?,
            _ => return Err(self.bad_bindings(name)),
        };
        if vector.len() % 2 != 0 {
            return Err(self.bad_bindings(name));
        }
        let mut out = Vec::new();
        for pair in vector.chunks(2) {
            let Some(name) = pair[0].as_symbol() else {
                return Err(self.bad_bindings(name));
            };
            if let Some(ns) = name.ns() {
                return Err(error::malformed(
                    self.span,
                    "compile/qualified-binding",
                    format!("Can't let qualified name: {name}"),
                    &format!("drop the `{ns}/`"),
                ));
            }
            let init = self.form(&pair[1], Position::Inner)?;
            let id = self.bind(name);
            out.push(Bind {
                id,
                init,
                dead: false,
            });
        }
        Ok(out)
    }

    fn let_form(&mut self, list: &List, pos: Position) -> R<Node> {
        let mark = self.current().scope.len();
        let bindings = self.bindings(list, "let*")?;
        let body = self.body(list.iter().skip(2), pos)?;
        self.current().scope.truncate(mark);
        if bindings.is_empty() {
            return Ok(body);
        }
        Ok(self.node(NodeKind::Let {
            bindings,
            body: Box::new(body),
        }))
    }

    fn loop_form(&mut self, list: &List) -> R<Node> {
        let mark = self.current().scope.len();
        let bindings = self.bindings(list, "loop*")?;
        let target = Target {
            arity: bindings.len(),
            is_arity: false,
            blocked: false,
        };
        self.current().targets.push(target);
        let body = self.body(list.iter().skip(2), Position::Tail)?;
        self.current().targets.pop();
        self.current().scope.truncate(mark);
        Ok(self.node(NodeKind::Loop {
            bindings,
            body: Box::new(body),
        }))
    }

    fn recur_form(&mut self, list: &List, pos: Position) -> R<Node> {
        let target = self.current().targets.last().copied();
        let Some(target) = target.filter(|_| pos == Position::Tail) else {
            return Err(error::malformed(
                self.span,
                "compile/recur-not-tail",
                "Can only recur from tail position".to_string(),
                "make `recur` the last thing that the loop or function does on this way",
            ));
        };
        if target.blocked {
            return Err(error::malformed(
                self.span,
                "compile/recur-across-try",
                "Cannot recur across try".to_string(),
                "put the `try` inside a function that the loop calls",
            ));
        }
        let found = list.count as usize - 1;
        if found != target.arity {
            return Err(error::malformed(
                self.span,
                "compile/recur-arity",
                format!(
                    "Mismatched argument count to recur, expected: {} args, got: {found}",
                    target.arity
                ),
                "give one value for each name of the loop or parameter of the function",
            ));
        }
        if target.is_arity {
            self.current().recurs = true;
        }
        let args = self.forms(list.iter().skip(1))?;
        Ok(self.node(NodeKind::Recur {
            args,
            order: Vec::new(),
        }))
    }

    fn var_form(&mut self, list: &List) -> R<Node> {
        let symbol = list.iter().nth(1).and_then(Value::as_symbol);
        let Some(symbol) = symbol else {
            return Err(error::malformed(
                self.span,
                "compile/bad-var",
                "`var` needs a symbol".to_string(),
                "write #'name",
            ));
        };
        match self.g.resolve(symbol) {
            Some(Resolved::Var(var)) => {
                self.g.link(var, clutch_core::world::Usage::Name, self.span);
                Ok(self.node(NodeKind::Const(Value::var(var))))
            }
            _ => {
                let near = self.g.suggest(symbol);
                Err(error::unresolved_var(self.span, symbol, &near))
            }
        }
    }

    fn throw_form(&mut self, list: &List) -> R<Node> {
        let [value] = list.iter().skip(1).collect::<Vec<_>>()[..] else {
            return Err(error::malformed(
                self.span,
                "compile/bad-throw",
                "`throw` takes one exception".to_string(),
                "write (throw (ex-info \"message\" {}))",
            ));
        };
        let value = self.form(value, Position::Inner)?;
        Ok(self.node(NodeKind::Throw(Box::new(value))))
    }

    fn class_of_symbol(&mut self, form: &Value) -> R<&'static TypeInfo> {
        let Some(symbol) = form.as_symbol() else {
            return Err(error::malformed(
                self.span,
                "compile/bad-class",
                format!("a class name is needed here, found {form:?}"),
                "name a class such as Exception",
            ));
        };
        if let Some(class) = self.class_named(symbol) {
            return Ok(class);
        }
        match self.g.resolve(symbol) {
            Some(Resolved::Class(class)) => {
                self.g.type_link(class, self.span);
                Ok(class)
            }
            _ => Err(error::unknown_class(self.span, symbol)),
        }
    }

    fn try_form(&mut self, list: &List, pos: Position) -> R<Node> {
        let mut body = Vec::new();
        let mut catches = Vec::new();
        let mut finally = None;
        let forms: Vec<Value> = list
            .iter()
            .skip(1)
            .map(|form| self.as_list(form))
            .collect::<R<_>>()?;
        for form in &forms {
            let clause = match form.view() {
                View::List(l) if l.count > 0 => l.first.as_symbol().map(|s| (s.name(), l)),
                _ => None,
            };
            match clause {
                Some(("catch", l)) if finally.is_none() => catches.push(l),
                Some(("finally", l)) if finally.is_none() => finally = Some(l),
                _ if !catches.is_empty() || finally.is_some() => {
                    return Err(error::malformed(
                        self.span,
                        "compile/bad-try",
                        "Only catch or finally clause can follow catch in try expression"
                            .to_string(),
                        "expressions come first, then `catch` clauses, `finally` is last",
                    ));
                }
                _ => body.push(form),
            }
        }
        if catches.is_empty() && finally.is_none() {
            // Still no place to recur from, as in Clojure.
            return self.body(body.into_iter(), pos);
        }
        for t in &mut self.current().targets {
            t.blocked = true;
        }
        let result = self.try_parts(body, catches, finally);
        for t in &mut self.current().targets {
            t.blocked = false;
        }
        result
    }

    fn try_parts(
        &mut self,
        body: Vec<&Value>,
        catch_forms: Vec<&List>,
        finally: Option<&List>,
    ) -> R<Node> {
        let body = self.body(body.into_iter(), Position::Inner)?;
        let mut catches = Vec::new();
        for l in catch_forms {
            let items: Vec<&Value> = l.iter().collect();
            let (Some(class_form), Some(name)) =
                (items.get(1), items.get(2).and_then(|v| v.as_symbol()))
            else {
                return Err(error::malformed(
                    if l.span.is_some() { l.span } else { self.span },
                    "compile/bad-catch",
                    "`catch` needs a class and a name".to_string(),
                    "write (catch Exception e …)",
                ));
            };
            let class = match class_form.as_keyword().map(clutch_core::Keyword::name) {
                Some("default") => &class::THROWABLE,
                _ => self.class_of_symbol(class_form)?,
            };
            let mark = self.current().scope.len();
            let id = self.bind(name);
            let handler = self.body(l.iter().skip(3), Position::Inner)?;
            self.current().scope.truncate(mark);
            catches.push(Catch {
                class,
                id,
                dead: false,
                body: handler,
                drop_enter: Vec::new(),
            });
        }
        let finally = match finally {
            Some(l) => Some(self.body(l.iter().skip(1), Position::Inner)?),
            None => None,
        };
        Ok(self.node(NodeKind::Try(Box::new(TryNode {
            body,
            catches,
            finally,
            drop_exit: Vec::new(),
            drop_enter: Vec::new(),
            drop_rethrow: Vec::new(),
        }))))
    }

    /// `(case* subject default ([constant…] expression)…)`.
    fn case_form(&mut self, list: &List, pos: Position) -> R<Node> {
        let items: Vec<&Value> = list.iter().collect();
        let (Some(subject), Some(default)) = (items.get(1), items.get(2)) else {
            return Err(error::malformed(
                self.span,
                "compile/bad-case",
                "`case*` needs a subject and a default".to_string(),
                "use `case`",
            ));
        };
        let subject = self.form(subject, Position::Inner)?;
        let default = self.form(default, pos)?;
        let mut arms = Vec::new();
        for arm in &items[3..] {
            let parts = self.g.elements(arm)?;
            let constants = self.g.elements(&parts[0])?;
            let body = self.form(&parts[1], pos)?;
            arms.push(CaseArm {
                constants,
                body,
                drop_enter: Vec::new(),
            });
        }
        let node = CaseNode {
            subject,
            arms,
            default,
            drop_default: Vec::new(),
        };
        Ok(self.node(NodeKind::Case(Box::new(node))))
    }
}

impl Analyzer<'_> {
    /// Resolves a class for `new` and member access; a symbol constant if it is not known yet.
    pub(crate) fn class_operand(&mut self, form: &Value) -> R<Node> {
        let class = self.class_of_symbol(form)?;
        Ok(self.node(NodeKind::Const(Value::class(class))))
    }

    fn import_form(&mut self, list: &List) -> R<Node> {
        let args = list
            .iter()
            .skip(1)
            .map(|v| self.node(NodeKind::Const(v.clone())))
            .collect();
        Ok(self.runtime_call("import!", args))
    }
}
