//! `ns`: what a file says about its namespace, as calls.
//!
//! `(ns name …)` becomes `(do (clutch.rt/in-ns* 'name meta) (clojure.core/require '…) … nil)`.
//! At top level the parts of a `do` are evaluated one after the other, so each clause is done
//! before the next is looked at. Arguments of clauses are quoted as they are; what a library
//! name or an option means is up to `require` and its relatives. Only shapes are checked here,
//! because here the place in the file is known.

use super::form::{self, is_keyword, keyword};
use super::{ExpandCx, Macro, sym};
use clutch_core::{R, Symbol, Thrown, Value};

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
        calls.extend(clause_calls(cx, clause, &items)?);
    }
    let mut items = vec![sym::do_(), cx.list([sym::in_ns(), quoted_name, meta])];
    if !core_referred {
        items.push(refer_core(cx, &[]));
    }
    items.extend(calls);
    items.push(Value::NIL);
    Ok(cx.list(items))
}

/// `(clojure.core/refer 'clojure.core filters…)`
fn refer_core(cx: &ExpandCx<'_>, filters: &[Value]) -> Value {
    let core = cx.quoted(Value::symbol(Symbol::simple("clojure.core")));
    let filters = filters.iter().map(|f| cx.quoted(f.clone()));
    cx.list([sym::refer(), core].into_iter().chain(filters))
}

/// The calls that a clause stands for; none if it means nothing here.
fn clause_calls(cx: &mut ExpandCx<'_>, clause: &Value, items: &[Value]) -> R<Vec<Value>> {
    let Some((word, args)) = items.split_first() else {
        return Err(unknown_clause(cx, clause, items));
    };
    let word = word.as_keyword().filter(|k| k.ns().is_none());
    let function = match word.map(|k| k.name()) {
        Some("require") => {
            check_libspecs(cx, "require", clause, args)?;
            sym::require()
        }
        Some("use") => {
            check_libspecs(cx, "use", clause, args)?;
            sym::use_()
        }
        Some("refer-clojure") => {
            check_options(cx, clause, args)?;
            return Ok(vec![refer_core(cx, args)]);
        }
        Some("refer") => {
            if args.is_empty() {
                return Err(nothing_to(cx, "refer", clause));
            }
            check_options(cx, clause, &args[1..])?;
            sym::refer()
        }
        Some("import") => return imports(cx, clause, args),
        Some("load") => sym::load(),
        Some("gen-class") => return Ok(Vec::new()),
        _ => return Err(unknown_clause(cx, clause, items)),
    };
    let mut call = vec![function];
    call.extend(args.iter().map(|arg| cx.quoted(arg.clone())));
    Ok(vec![cx.list_at(clause, call)])
}

fn nothing_to(cx: &mut ExpandCx<'_>, word: &str, clause: &Value) -> Box<Thrown> {
    let expected = format!("something to {word} in `(:{word})`");
    cx.expected("compile/bad-ns", expected, "nothing")
        .at(clause)
        .throw()
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

/// Options are keywords, each with a value.
fn check_options(cx: &mut ExpandCx<'_>, place: &Value, options: &[Value]) -> R<()> {
    for option in options.chunks(2) {
        match option {
            [key, value] if is_keyword(key, "as") && form::simple_symbol(value).is_none() => {
                let expected = "a symbol as alias after `:as`";
                return Err(cx.unexpected("compile/bad-ns", expected, value).throw());
            }
            [key, _] if key.as_keyword().is_some() => {}
            [key] if key.as_keyword().is_some() => {
                let expected = format!("a value after `{}`", cx.host.show(key));
                return Err(cx.unexpected("compile/bad-ns", expected, place).throw());
            }
            other => {
                let expected = "options, each a keyword and its value";
                let found = other[0].clone();
                return Err(cx.unexpected("compile/bad-ns", expected, &found).throw());
            }
        }
    }
    Ok(())
}

fn check_libspecs(cx: &mut ExpandCx<'_>, word: &str, clause: &Value, specs: &[Value]) -> R<()> {
    if specs.is_empty() {
        return Err(nothing_to(cx, word, clause));
    }
    specs.iter().try_for_each(|spec| check_libspec(cx, spec))
}

/// `lib`, `[lib :as alias …]`, `(prefix lib [lib …] …)`, or a flag such as `:reload`.
fn check_libspec(cx: &mut ExpandCx<'_>, spec: &Value) -> R<()> {
    if spec.as_symbol().is_some() {
        return Ok(());
    }
    if let Some(flag) = spec.as_keyword() {
        if flag.ns().is_none() && matches!(flag.name(), "reload" | "reload-all" | "verbose") {
            return Ok(());
        }
        let expected = "a library, or one of the flags `:reload`, `:reload-all` and `:verbose`";
        return Err(cx
            .unexpected("compile/bad-ns", expected, spec)
            .help("a library with options is a vector: `[clojure.string :as str]`")
            .throw());
    }
    let items = cx.sequential_items(spec)?.unwrap_or_default();
    match &items[..] {
        [name, options @ ..] if name.as_symbol().is_some() => {
            if options.first().is_some_and(|o| o.as_keyword().is_some()) {
                check_options(cx, spec, options)?;
            }
            Ok(())
        }
        _ => {
            let expected = "a library: `name`, `[name :as alias]` or `(prefix name …)`";
            Err(cx.unexpected("compile/bad-ns", expected, spec).throw())
        }
    }
}

/// `package.Class` and `(package Class …)`, as one `import*` each.
fn imports(cx: &mut ExpandCx<'_>, clause: &Value, specs: &[Value]) -> R<Vec<Value>> {
    let mut calls = Vec::with_capacity(specs.len());
    for spec in specs {
        let mut import = |cx: &ExpandCx<'_>, class: String| {
            calls.push(cx.list_at(clause, vec![sym::import_star(), Value::string(class)]));
        };
        if let Some(class) = spec.as_symbol() {
            import(cx, class.to_string());
            continue;
        }
        let items = cx.sequential_items(spec)?.unwrap_or_default();
        let names: Option<Vec<Symbol>> = items.iter().map(Value::as_symbol).collect();
        match names.as_deref() {
            Some([package, classes @ ..]) if !classes.is_empty() => {
                for class in classes {
                    import(cx, format!("{package}.{class}"));
                }
            }
            _ => {
                let expected = "classes to import: `package.Class` or `(package Class …)`";
                return Err(cx.unexpected("compile/bad-ns", expected, spec).throw());
            }
        }
    }
    Ok(calls)
}

pub(super) const TABLE: &[Macro] = &[Macro {
    name: "ns",
    arglists: &["[name doc-string? attr-map? & clauses]"],
    doc:
        "Makes name the current namespace, and says what it uses. Clauses:
(:require lib [lib :as alias :refer [names]] (prefix lib …)), (:use lib [lib :only [names]]),
(:import package.Class (package Class …)), (:refer-clojure :exclude [names]), (:load \"path\").
All of clojure.core is referred to unless :refer-clojure says otherwise.

(do (ns my.app (:require [clojure.string :as str])) (str/upper-case (ns-name *ns*))) ;=> \"MY.APP\"",
    min: 0,
    max: None,
    checked_by_spec: true,
    expand: expand_ns,
}];
