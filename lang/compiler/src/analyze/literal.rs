//! Collection literals and quoted data.

use super::{Analyzer, Position};
use crate::ir::{Node, NodeKind};
use clutch_core::coll::Vector;
use clutch_core::{R, Value, VarName, View};

impl Analyzer<'_> {
    /// A vector, map or set literal: a constant if all parts are, else built from its parts.
    pub(crate) fn collection(&mut self, form: &Value) -> R<Node> {
        let parts: Vec<Value> = match form.view() {
            View::Map(_) => {
                let mut parts = Vec::new();
                for entry in self.g.elements(form)? {
                    parts.extend(self.g.elements(&entry)?);
                }
                parts
            }
            _ => self.g.elements(form)?,
        };
        let nodes: Vec<Node> = parts
            .iter()
            .map(|p| self.form(p, Position::Inner))
            .collect::<R<_>>()?;
        let node = if nodes.iter().all(|n| n.as_const().is_some()) {
            let values = nodes.iter().filter_map(Node::as_const).cloned().collect();
            let value = match form.view() {
                View::Map(_) => self.g.map(values)?,
                View::Set(_) => self.g.set(values)?,
                _ => Value::new(Vector::from_vec(values)),
            };
            self.node(NodeKind::Const(value))
        } else {
            match form.view() {
                View::Map(_) => self.node(NodeKind::Map(nodes)),
                View::Set(_) => self.node(NodeKind::Set(nodes)),
                _ => self.node(NodeKind::Vector(nodes)),
            }
        };
        self.with_meta_of(node, form)
    }

    /// Attaches the evaluated metadata of a literal.
    pub(crate) fn with_meta_of(&mut self, node: Node, form: &Value) -> R<Node> {
        let meta = match form.view() {
            View::Vector(v) => v.meta.clone(),
            View::Map(m) => m.meta.clone(),
            View::Set(s) => s.meta.clone(),
            View::List(l) => l.meta.clone(),
            _ => Value::NIL,
        };
        if meta.is_nil() {
            return Ok(node);
        }
        let meta = self.form(&meta, Position::Inner)?;
        if let (Some(value), Some(meta)) = (node.as_const(), meta.as_const()) {
            let value = self.g.with_meta(value.clone(), meta.clone())?;
            return Ok(self.node(NodeKind::Const(value)));
        }
        let var = VarName::from_parts("clojure.core", "with-meta");
        Ok(self.node(NodeKind::CallGlobal {
            var,
            args: vec![node, meta],
        }))
    }

    /// `()` with its metadata.
    pub(crate) fn quoted_with_meta(&mut self, form: &Value) -> R<Node> {
        let node = self.node(NodeKind::Const(form.clone()));
        Ok(node)
    }
}
