//! Objects: instances of user types, host objects and references.

use super::{Job, MAX_REFERENCES, Printer, scalar, text};
use crate::class::{class_of, host as h};
use crate::cx::Cx;
use crate::hash;
use crate::literal::{ReaderConditional, TaggedLiteral};
use crate::user::{self, Shape};
use crate::walk::Walk;
use clutch_core::class::{STACK_OVERFLOW_ERROR, TypeKind};
use clutch_core::object::{Host, HostShape, Instance};
use clutch_core::state::{DelayState, PromiseState};
use clutch_core::value::View;
use clutch_core::{Keyword, R, Thrown, TypeInfo, Value};

impl Printer {
    pub(super) fn instance(&mut self, cx: &mut Cx, v: &Value, i: &Instance) -> R<()> {
        let is = |interface: &'static TypeInfo| i.ty.is_a(interface);
        match user::shape(i.ty) {
            Shape::Record => {
                self.out.push('#');
                self.out.push_str(i.ty.name);
                if self.dup && i.ext.is_nil() {
                    let walk = Walk::items(i.fields.to_vec());
                    self.out.push('[');
                    self.depth += 1;
                    self.jobs.push(Job::Items {
                        walk,
                        printed: 0,
                        between: ", ",
                        close: "]",
                    });
                } else if !self.too_deep() {
                    let walk = Walk::of(cx, v)?.unwrap_or(Walk::empty());
                    self.entries(walk, None);
                }
                Ok(())
            }
            Shape::Map => self.map(cx, v),
            Shape::Set => self.sequence(cx, v, "#{", "}"),
            Shape::Sequence if is(&h::IPERSISTENT_VECTOR) || is(&h::RANDOM_ACCESS) => {
                self.sequence(cx, v, "[", "]")
            }
            // What `eduction` gives is an anonymous sequence.
            Shape::Sequence if is(&h::ISEQ) || is(&h::LIST) || i.ty.kind == TypeKind::Reify => {
                self.sequence(cx, v, "(", ")")
            }
            _ if is(&h::IDEREF) => match user::call_method(cx, v, "deref", &[])? {
                Some(inside) => self.reference(v, "ready", inside),
                None => self.object(cx, v),
            },
            _ => self.object(cx, v),
        }
    }

    pub(super) fn host(&mut self, cx: &mut Cx, v: &Value, host: &Host) -> R<()> {
        if let Some(text) = host.data.readable() {
            self.out.push_str(&text);
            return Ok(());
        }
        if let Some(t) = host.downcast::<TaggedLiteral>() {
            self.out.push('#');
            self.jobs.push(Job::Value(t.form.clone()));
            self.text(" ");
            self.jobs.push(Job::Value(t.tag.clone()));
            return Ok(());
        }
        if let Some(c) = host.downcast::<ReaderConditional>() {
            self.out.push_str(if c.splicing { "#?@" } else { "#?" });
            self.jobs.push(Job::Value(c.form.clone()));
            return Ok(());
        }
        match host.data.shape() {
            HostShape::List if host.class.is_a(&h::RANDOM_ACCESS) => self.sequence(cx, v, "[", "]"),
            HostShape::List if host.class.is_a(&h::LIST) => self.sequence(cx, v, "(", ")"),
            HostShape::Map => self.map(cx, v),
            HostShape::Set => self.sequence(cx, v, "#{", "}"),
            _ => match host.data.deref() {
                Some(inside) => self.reference(v, "ready", inside),
                None => self.object(cx, v),
            },
        }
    }

    /// `#object[class 0xhash ` up to what follows.
    fn object_start(&mut self, v: &Value) {
        let class = class_of(v).name;
        let quote = if class.starts_with('[') { "\"" } else { "" };
        let id = hash::identity(v);
        self.out
            .push_str(&format!("#object[{quote}{class}{quote} 0x{id:x} "));
    }

    /// `#object[class 0xhash "text"]`.
    pub(super) fn object(&mut self, cx: &mut Cx, v: &Value) -> R<()> {
        self.object_start(v);
        let text = text(cx, v)?;
        if self.readably {
            scalar::push_quoted(&mut self.out, &text);
        } else {
            self.out.push_str(&text);
        }
        self.out.push(']');
        Ok(())
    }

    /// `#object[class 0xhash {:status :ready, :val 1}]`.
    pub(super) fn reference(&mut self, v: &Value, status: &'static str, inside: Value) -> R<()> {
        self.references += 1;
        if self.references > MAX_REFERENCES {
            return Err(Thrown::new(
                &STACK_OVERFLOW_ERROR,
                "cannot print a reference that holds itself",
            ));
        }
        self.object_start(v);
        let keyword = |name| Value::keyword(Keyword::simple(name));
        let shown = Value::map(vec![
            (keyword("status"), keyword(status)),
            (keyword("val"), inside),
        ]);
        self.jobs.push(Job::EndReference);
        self.jobs.push(Job::Value(shown));
        Ok(())
    }
}

/// Status and value of what can be dereferenced.
pub(super) fn state_of(v: &Value) -> (&'static str, Value) {
    match v.view() {
        View::Atom(a) => ("ready", a.value.lock().clone()),
        View::Volatile(x) => ("ready", x.value.lock().clone()),
        View::Reduced(r) => ("ready", r.0.clone()),
        View::Ref(r) => {
            let history = r.history.lock();
            (
                "ready",
                history.last().map(|v| v.value.clone()).unwrap_or_default(),
            )
        }
        View::Agent(a) => {
            let failed = !a.queue.lock().error.is_nil();
            let status = if failed { "failed" } else { "ready" };
            (status, a.value.lock().clone())
        }
        View::Delay(d) => match &*d.state.lock() {
            DelayState::Done(v) => ("ready", v.clone()),
            DelayState::Failed(e) => ("failed", e.clone()),
            _ => ("pending", Value::NIL),
        },
        View::Promise(p) => match &*p.state.lock() {
            PromiseState::Done(v) => ("ready", v.clone()),
            PromiseState::Failed(e) => ("failed", e.clone()),
            _ => ("pending", Value::NIL),
        },
        _ => unreachable!("only references come here"),
    }
}

/// The class's name as `str` shows an object without a text of its own: `name@hash`.
pub(super) fn class_at_hash(class: &TypeInfo, hash: u32) -> String {
    format!("{}@{hash:x}", class.name)
}

/// `class` or `interface` in front of a class's name, as `str` shows it.
pub(super) fn class_text(class: &TypeInfo) -> String {
    match class.kind {
        TypeKind::Interface => format!("interface {}", class.name),
        _ if !class.name.contains(['.', '$', '[']) && class.supers.is_empty() => {
            class.name.to_string()
        }
        _ => format!("class {}", class.name),
    }
}
