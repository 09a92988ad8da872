//! What is known about a name: for documentation, hints while typing, jumping to the source.

use crate::stdlib;
use clutch_compiler::expand;
use clutch_core::world::{Binding, Resolved};
use clutch_core::{Keyword, NsName, Symbol, Value, VarName, View};
use clutch_vm::{Cx, assoc, print, seq};
use std::sync::Arc;

/// What is known about a var or special form.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Info {
    /// Namespace of the var; none for special forms.
    pub ns: Option<NsName>,
    /// Its name without the namespace.
    pub name: String,
    /// Argument lists with their brackets; for special forms the ways to write it.
    pub arglists: Vec<String>,
    /// Documentation.
    pub doc: Option<String>,
    /// Whether it is a macro.
    pub is_macro: bool,
    /// Whether it is a special form.
    pub is_special: bool,
    /// File of the definition, or the name of its text.
    pub file: Option<String>,
    /// Line and column of the definition, from 1.
    pub line_column: Option<(u32, u32)>,
}

impl Info {
    /// Whether the name is part of the syntax: its arguments need not be evaluated.
    pub fn is_syntax(&self) -> bool {
        self.is_macro || self.is_special
    }
}

/// Whether a name stands for a macro or special form in a namespace; compiles nothing.
pub fn is_syntax(cx: &mut Cx, ns: NsName, name: &str) -> bool {
    expand::special_form(name).is_some()
        || resolve(cx, ns, name).is_some_and(|binding| binding.flags.is_macro)
}

/// What is known about a name as it is understood in a namespace. Definitions of the standard
/// library that were not used yet may be compiled for it.
pub fn lookup(cx: &mut Cx, ns: NsName, name: &str) -> Option<Info> {
    if let Some(form) = expand::special_form(name) {
        return Some(Info {
            name: form.name.to_string(),
            arglists: form.forms.iter().map(ToString::to_string).collect(),
            doc: Some(form.doc.to_string()),
            is_special: true,
            ..Info::default()
        });
    }
    let binding = resolve(cx, ns, name)?;
    let mut info = Info {
        ns: Some(binding.var.ns()),
        name: binding.var.name().name().to_string(),
        is_macro: binding.flags.is_macro,
        file: binding.span.text().map(|text| text.name.clone()),
        line_column: binding.span.line_column(),
        ..Info::default()
    };
    if let Some(View::Native(native)) = binding.value().map(Value::view) {
        info.arglists = native.arglists.iter().map(|l| bracketed(l)).collect();
        info.doc = Some(native.doc.to_string());
        return Some(info);
    }
    let meta = cx.var_meta(binding.var).ok()?;
    let arglists = entry(cx, &meta, "arglists");
    for list in seq::to_vec(cx, arglists).unwrap_or_default() {
        info.arglists.push(print::pr_str(cx, &list).ok()?);
    }
    info.doc = entry(cx, &meta, "doc").as_str().map(str::to_string);
    if info.file.is_none() {
        info.file = entry(cx, &meta, "file").as_str().map(str::to_string);
    }
    Some(info)
}

/// The text of a definition, if it was read from one.
pub(crate) fn source(cx: &Cx, var: VarName) -> Option<String> {
    let binding = cx.context.world().binding(var)?;
    if let Some(lazy) = binding.lazy {
        return Some(stdlib::source(lazy).to_string());
    }
    binding.span.form_text()
}

fn bracketed(arglist: &str) -> String {
    match arglist.starts_with('[') {
        true => arglist.to_string(),
        false => format!("[{arglist}]"),
    }
}

fn entry(cx: &mut Cx, meta: &Value, key: &str) -> Value {
    let key = Value::keyword(Keyword::simple(key));
    assoc::get(cx, meta, &key).unwrap_or_default()
}

fn resolve(cx: &Cx, ns: NsName, name: &str) -> Option<Arc<Binding>> {
    let world = cx.context.world();
    match world.resolve(ns, Symbol::parse(name))? {
        Resolved::Var(var) => world.binding(var).cloned(),
        Resolved::Class(_) => None,
    }
}
