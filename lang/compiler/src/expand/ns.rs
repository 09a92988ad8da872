//! `ns`: what a file says about its namespace, as calls.
//!
//! `(ns name …)` becomes `(do (clutch.rt/in-ns* 'name meta) (clojure.core/require '…) … nil)`.
//! At top level the parts of a `do` are evaluated one after the other, so each clause is done
//! before the next is looked at. Arguments of clauses are quoted as they are; what a library
//! name or an option means is up to `require` and its relatives. Only shapes are checked here,
//! because here the place in the file is known.

use super::form::{self, is_keyword, keyword};
use super::{ExpandCx, Macro, sym};
use clutch_core::{R, Thrown, Value};

fn expand_ns(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let Some(name) = args.first().filter(|n| form::simple_symbol(n).is_some()) else {
        let found = args.first().cloned().unwrap_or_default();
        return Err(cx
            .unexpected("compile/bad-ns", "the name of a namespace", &found)
            .help("`(ns my.app (:require [clojure.string :as str]))`")
            .throw());
    };
    let symbol = name.as_symbol().expect("checked to be a symbol");
    let mut meta = form::map_entries(&form::meta_of(name)).unwrap_or_default();
    let mut clauses = &args[1..];
    if let [doc, rest @ ..] = clauses
        && doc.as_str().is_some()
    {
        meta.push((keyword("doc"), doc.clone()));
        clauses = rest;
    }
    if let [attributes, rest @ ..] = clauses
        && let Some(entries) = form::map_entries(attributes)
    {
        meta.extend(entries);
        clauses = rest;
    }
    let meta = if meta.is_empty() {
        Value::NIL
    } else {
        form::map_of(cx.host, meta)?
    };
    let quoted_name = cx.quoted(Value::symbol(symbol));
    let mut calls = Vec::with_capacity(clauses.len());
    let mut core_referred = symbol.name() == "clojure.core";
    for clause in clauses {
        let items = cx.sequential_items(clause)?.unwrap_or_default();
        core_referred |= items
            .first()
            .is_some_and(|k| is_keyword(k, "refer-clojure"));
        calls.extend(clause_call(cx, clause, &items)?);
    }
    let mut items = vec![sym::do_(), cx.list([sym::in_ns(), quoted_name, meta])];
    if !core_referred {
        items.push(cx.list([sym::refer_clojure()]));
    }
    items.extend(calls);
    items.push(Value::NIL);
    Ok(cx.list(items))
}

/// The call that a clause stands for; none if it means nothing here.
fn clause_call(cx: &mut ExpandCx<'_>, clause: &Value, items: &[Value]) -> R<Option<Value>> {
    let word = items.first().and_then(Value::as_keyword);
    let function = match word.map(|k| k.name()) {
        Some("require") => sym::require(),
        Some("use") => sym::use_(),
        Some("import") => sym::import(),
        Some("refer-clojure") => sym::refer_clojure(),
        Some("refer") => sym::refer(),
        Some("load") => sym::load(),
        Some("gen-class") => return Ok(None),
        _ => return Err(unknown_clause(cx, clause, items)),
    };
    let args = &items[1..];
    let word = word.expect("matched above").name();
    if args.is_empty() && matches!(word, "require" | "use" | "import" | "refer") {
        return Err(cx
            .expected(
                "compile/bad-ns",
                format!("something to {word} in `(:{word})`"),
                "nothing",
            )
            .at(clause)
            .throw());
    }
    for arg in args {
        match word {
            "require" | "use" => check_libspec(cx, arg)?,
            "import" => check_import(cx, arg)?,
            _ => {}
        }
    }
    let mut call = vec![function];
    call.extend(args.iter().map(|arg| cx.quoted(arg.clone())));
    Ok(Some(cx.list_like(clause, call)))
}

fn unknown_clause(cx: &mut ExpandCx<'_>, clause: &Value, items: &[Value]) -> Box<Thrown> {
    let help = match items.first().and_then(Value::as_symbol) {
        Some(symbol) if symbol.ns().is_none() => {
            format!("clauses start with a keyword: `(:{symbol} …)`")
        }
        _ => "a clause is a list such as `(:require [clojure.string :as str])`".to_string(),
    };
    let expected = "clauses `(:require …)`, `(:use …)`, `(:import …)`, `(:refer-clojure …)`, \
                    `(:refer …)`, `(:load …)` or `(:gen-class …)`";
    cx.unexpected("compile/bad-ns", expected, clause)
        .help(help)
        .throw()
}

/// `lib`, `[lib :as alias …]`, `(prefix lib [lib …] …)`, or an option such as `:reload`.
fn check_libspec(cx: &mut ExpandCx<'_>, spec: &Value) -> R<()> {
    if spec.as_symbol().is_some() || spec.as_keyword().is_some() {
        return Ok(());
    }
    let expected = "a library: `name`, `[name :as alias]` or `(prefix name …)`";
    let Some(items) = cx.sequential_items(spec)? else {
        return Err(cx.unexpected("compile/bad-ns", expected, spec).throw());
    };
    let Some((name, more)) = items.split_first() else {
        return Err(cx.unexpected("compile/bad-ns", expected, spec).throw());
    };
    if name.as_symbol().is_none() {
        return Err(cx.unexpected("compile/bad-ns", expected, spec).throw());
    }
    let options = more.first().is_some_and(|o| o.as_keyword().is_some());
    if options && more.len() % 2 == 1 {
        let shown = cx.host.show(&more[more.len() - 1]);
        let expected = format!("a value after `{shown}`");
        return Err(cx.unexpected("compile/bad-ns", expected, spec).throw());
    }
    Ok(())
}

/// `package.Class`, or `(package Class …)`.
fn check_import(cx: &mut ExpandCx<'_>, spec: &Value) -> R<()> {
    if spec.as_symbol().is_some() {
        return Ok(());
    }
    let items = cx.sequential_items(spec)?.unwrap_or_default();
    if items.len() > 1 && items.iter().all(|name| name.as_symbol().is_some()) {
        return Ok(());
    }
    let expected = "classes to import: `package.Class` or `(package Class …)`";
    Err(cx.unexpected("compile/bad-ns", expected, spec).throw())
}

pub(super) const TABLE: &[Macro] = &[Macro {
    name: "ns",
    arglists: &["[name doc-string? attr-map? & clauses]"],
    doc: "Makes name the current namespace, and says what it uses. Clauses:
(:require lib [lib :as alias :refer [names]] (prefix lib …)), (:use lib [lib :only [names]]),
(:import package.Class (package Class …)), (:refer-clojure :exclude [names]), (:load \"path\").
All of clojure.core is referred to unless :refer-clojure says otherwise.
(ns my.app \"Greets.\" (:require [clojure.string :as str])) ;=> nil",
    min: 0,
    max: None,
    checked_by_spec: true,
    expand: expand_ns,
}];
