//! [`ExpandCx`]: one macro call being expanded, and [`Host`], what it may ask of the compiler.
//!
//! Names that an expansion makes up are numbered from 1 in each call (`vec__1_`), not in the
//! whole process: symbols are interned for ever, and a program that evaluates forms all day would
//! fill memory with them. That is sound because expansions are hygienic by scope alone: a made-up
//! name is only referred to by the expansion that binds it, never handed to another macro, and
//! whatever an inner expansion binds under the same name ends before the outer one refers to its
//! own again. The closing underscore keeps the names apart from those of `gensym` and `x#`.

use super::form;
use super::{BadForm, Macro, sym};
use clutch_core::coll::KeyOps;
use clutch_core::name::{NsName, next_gensym};
use clutch_core::{R, Span, Symbol, Value};

/// What expansion asks of the compiler that runs it.
pub trait Host: KeyOps {
    /// Namespace that the form is compiled in.
    fn ns(&self) -> NsName;
    /// Value of `*assert*`.
    fn asserts(&mut self) -> R<bool>;
    /// Elements of a seq that is not a list, such as the lazy seqs that macros return.
    fn elements(&mut self, seq: &Value) -> R<Vec<Value>>;
    /// The form as text for a message.
    fn show(&mut self, form: &Value) -> String;
}

/// How made-up names are numbered.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// From 1 in this expansion; see the module header for when that is sound.
    Scoped,
    /// Different from every other name, as `gensym`: for expansions handed to user code in parts.
    Unique,
}

/// A macro call being expanded.
pub struct ExpandCx<'a> {
    /// The compiler.
    pub host: &'a mut dyn Host,
    /// The macro.
    pub(super) called: &'static Macro,
    /// The whole call.
    pub form: Value,
    /// Where it was written; for a call made by a macro, where that macro was called.
    pub span: Span,
    pub(super) naming: Naming,
    names: u64,
}

impl<'a> ExpandCx<'a> {
    pub(super) fn new(
        host: &'a mut dyn Host,
        called: &'static Macro,
        form: Value,
        enclosing: Span,
        naming: Naming,
    ) -> ExpandCx<'a> {
        let own = form::span_of(&form);
        ExpandCx {
            host,
            called,
            form,
            span: if own.is_some() { own } else { enclosing },
            naming,
            names: 0,
        }
    }

    /// A symbol that nothing else in this expansion is named.
    pub(super) fn fresh(&mut self, prefix: &str) -> Value {
        let name = match self.naming {
            Naming::Scoped => {
                self.names += 1;
                format!("{prefix}__{}_", self.names)
            }
            Naming::Unique => format!("{prefix}__{}", next_gensym()),
        };
        Value::symbol(Symbol::simple(&name))
    }

    /// Elements of a call or another seq; none if the form is not a seq.
    pub(super) fn seq_items(&mut self, form: &Value) -> R<Option<Vec<Value>>> {
        if let Some(list) = form.get::<clutch_core::coll::List>() {
            return Ok(Some(list.iter().cloned().collect()));
        }
        if form::is_seq(form) {
            return self.host.elements(form).map(Some);
        }
        Ok(None)
    }

    /// Elements of a seq or vector; none of anything else.
    pub(super) fn sequential_items(&mut self, form: &Value) -> R<Option<Vec<Value>>> {
        match form::vector_items(form) {
            Some(items) => Ok(Some(items)),
            None => self.seq_items(form),
        }
    }

    /// A list placed at the call.
    pub(super) fn list(&self, items: impl IntoIterator<Item = Value>) -> Value {
        form::list_at(items.into_iter().collect(), self.span, Value::NIL)
    }

    /// Where the part of the call was written; the call's own place if that is unknown.
    fn place_of(&self, part: &Value) -> Span {
        let own = form::span_of(part);
        if own.is_some() { own } else { self.span }
    }

    /// A list placed where `part` was written.
    pub(super) fn list_at(&self, part: &Value, items: Vec<Value>) -> Value {
        form::list_at(items, self.place_of(part), Value::NIL)
    }

    /// A list in the stead of `part`: with its place and its metadata.
    pub(super) fn list_like(&self, part: &Value, items: Vec<Value>) -> Value {
        form::list_at(items, self.place_of(part), form::meta_of(part))
    }

    /// `(head items…)`
    pub(super) fn headed(&self, head: Value, items: &[Value]) -> Value {
        self.list(std::iter::once(head).chain(items.iter().cloned()))
    }

    /// `(quote form)`
    pub(super) fn quoted(&self, form: Value) -> Value {
        self.list([sym::quote(), form])
    }

    /// `(if test then otherwise)`
    pub(super) fn if_(&self, test: Value, then: Value, otherwise: Value) -> Value {
        self.list([sym::if_(), test, then, otherwise])
    }

    /// The forms as one: nil if there are none, the only one, or `(do …)`.
    pub(super) fn body(&self, forms: &[Value]) -> Value {
        match forms {
            [] => Value::NIL,
            [only] => only.clone(),
            forms => self.headed(sym::do_(), forms),
        }
    }

    /// `(let* [bindings…] body…)`
    pub(super) fn let_(&self, bindings: Vec<Value>, body: &[Value]) -> Value {
        self.binding_form(sym::let_star(), bindings, body)
    }

    /// `(head [bindings…] body…)`
    pub(super) fn binding_form(&self, head: Value, bindings: Vec<Value>, body: &[Value]) -> Value {
        let head = [head, Value::vector(bindings)];
        self.list(head.into_iter().chain(body.iter().cloned()))
    }

    /// `(fn* [] body…)`, marked as a function that is called at most once.
    pub(super) fn thunk(&self, body: &[Value]) -> Value {
        let head = [super::once_fn(), Value::vector(Vec::new())];
        self.list(head.into_iter().chain(body.iter().cloned()))
    }

    /// The macro as messages name it.
    pub(super) fn name(&self) -> &'static str {
        self.called.name
    }

    /// Starts the report of a bad form. `code` is without the leading `compile/`.
    pub(super) fn expected(
        &mut self,
        code: &'static str,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> BadForm<'_, 'a> {
        BadForm::new(self, code, expected.into(), found.into())
    }

    /// Starts the report of a bad form that shows the form itself.
    pub(super) fn unexpected(
        &mut self,
        code: &'static str,
        expected: impl Into<String>,
        found: &Value,
    ) -> BadForm<'_, 'a> {
        let shown = format!("`{}`", self.host.show(found));
        BadForm::new(self, code, expected.into(), shown).at(found)
    }

    /// The elements of a binding vector: an even number.
    pub(super) fn binding_pairs(&mut self, form: &Value) -> R<Vec<Value>> {
        let items = self.binding_vector(form)?;
        if items.len() % 2 == 1 {
            let count = items.len();
            return Err(self
                .expected(
                    "compile/odd-bindings",
                    "an even number of forms in its binding vector",
                    super::count_of(count, "form"),
                )
                .requires("an even number of forms in binding vector")
                .help("each name is followed by its value: `[a 1 b 2]`")
                .throw());
        }
        Ok(items)
    }

    /// The name and the value of a binding vector with one binding.
    pub(super) fn single_binding(&mut self, form: &Value) -> R<(Value, Value)> {
        let items = self.binding_vector(form)?;
        if let [name, value] = &items[..] {
            return Ok((name.clone(), value.clone()));
        }
        let count = items.len();
        Err(self
            .expected(
                "compile/one-binding",
                "one name and one value in its binding vector",
                super::count_of(count, "form"),
            )
            .requires("exactly 2 forms in binding vector")
            .throw())
    }

    fn binding_vector(&mut self, form: &Value) -> R<Vec<Value>> {
        match form::vector_items(form) {
            Some(items) => Ok(items),
            None => Err(self
                .unexpected("compile/bindings-not-vector", "a vector of bindings", form)
                .requires("a vector for its binding")
                .throw()),
        }
    }
}
