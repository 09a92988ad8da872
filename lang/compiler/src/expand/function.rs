//! `fn`, and what defines functions and macros: `defn`, `defn-`, `defmacro`.
//!
//! `fn*` takes only symbols as parameters. A pattern becomes a made-up parameter that the body
//! takes apart first; conditions of a `{:pre … :post …}` map become assertions around the body.
//!
//! A function made by `defn` has no name inside its `fn*`: a call of itself goes through the var,
//! so that redefining, wrapping (`memoize`) and `with-redefs` reach it.

use super::destructure::{Init, bind};
use super::form::{self, is_map, is_symbol, is_vector, keyword};
use super::{ExpandCx, Macro, binding, control, sym};
use clutch_core::{R, Value};

/// One arity as written.
struct Arity {
    /// The list `([params] body…)`, or the whole call if there is only one arity.
    place: Value,
    params: Value,
    body: Vec<Value>,
}

/// The arities in `[params] body…` or `([params] body…)+`.
fn arities(cx: &mut ExpandCx<'_>, place: &Value, args: &[Value]) -> R<Vec<Arity>> {
    if let [params, body @ ..] = args
        && is_vector(params)
    {
        return Ok(vec![Arity {
            place: place.clone(),
            params: params.clone(),
            body: body.to_vec(),
        }]);
    }
    if args.is_empty() {
        return Err(cx
            .expected("compile/bad-fn", "a vector of parameters", "none")
            .at(place)
            .help("a function is written `(fn [x] body)`, or `(fn ([x] …) ([x y] …))`")
            .throw());
    }
    let mut out = Vec::with_capacity(args.len());
    for arity in args {
        match cx.seq_items(arity)?.as_deref() {
            Some([params, body @ ..]) if is_vector(params) => out.push(Arity {
                place: arity.clone(),
                params: params.clone(),
                body: body.to_vec(),
            }),
            _ => {
                return Err(cx
                    .unexpected(
                        "compile/bad-fn",
                        "a vector of parameters, or a list `([params] body)` for each arity",
                        arity,
                    )
                    .throw());
            }
        }
    }
    Ok(out)
}

/// Checks a parameter vector: patterns, then at most `& pattern`.
fn parameters(cx: &mut ExpandCx<'_>, params: &Value) -> R<Vec<Value>> {
    let items = form::vector_items(params).unwrap_or_default();
    let amp = items.iter().position(|p| is_symbol(p, "&"));
    if let Some(i) = amp
        && i + 2 != items.len()
    {
        let found = super::count_of(items.len() - i - 1, "parameter");
        return Err(cx
            .expected("compile/bad-params", "one parameter after `&`", found)
            .help("`&` takes one name or pattern, for all remaining arguments")
            .throw());
    }
    for item in &items {
        binding::check_pattern(cx, item)?;
        if item.as_symbol().is_some_and(|s| s.ns().is_some()) {
            let expected = "parameters without a namespace";
            return Err(cx.unexpected("compile/bad-params", expected, item).throw());
        }
    }
    Ok(items)
}

/// The conditions of an arity and the body without them.
fn conditions(arity: &Arity) -> (Value, &[Value]) {
    match &arity.body[..] {
        [map, rest @ ..] if is_map(map) && !rest.is_empty() => (map.clone(), rest),
        body => (form::meta_of(&arity.params), body),
    }
}

fn assertions(cx: &mut ExpandCx<'_>, conditions: &Value, key: &str) -> R<Vec<Value>> {
    let entries = form::map_entries(conditions).unwrap_or_default();
    let found = entries.into_iter().find(|(k, _)| form::is_keyword(k, key));
    let Some((_, tests)) = found else {
        return Ok(Vec::new());
    };
    if tests.is_nil() {
        return Ok(Vec::new());
    }
    let Some(tests) = cx.sequential_items(&tests)? else {
        let expected = format!("a vector of conditions in `:{key}`");
        return Err(cx.unexpected("compile/bad-fn", expected, &tests).throw());
    };
    if !cx.host.asserts()? {
        return Ok(Vec::new());
    }
    Ok(tests
        .iter()
        .map(|test| control::assertion(cx, test, None))
        .collect())
}

/// `([params…] body…)` for `fn*`, with `implicit` parameters in front.
fn arity_form(cx: &mut ExpandCx<'_>, arity: &Arity, implicit: &[Value]) -> R {
    let items = parameters(cx, &arity.params)?;
    let (conditions, body) = conditions(arity);
    let mut body = body.to_vec();
    if is_map(&conditions) {
        let post = assertions(cx, &conditions, "post")?;
        if !post.is_empty() {
            let result = cx.body(&body);
            let mut checked = post;
            checked.push(sym::percent());
            body = vec![cx.let_(vec![sym::percent(), result], &checked)];
        }
        body.splice(0..0, assertions(cx, &conditions, "pre")?);
    }
    let plain = items.iter().all(|p| p.as_symbol().is_some());
    let params = if plain && implicit.is_empty() {
        arity.params.clone()
    } else {
        let mut names = implicit.to_vec();
        let mut bindings = Vec::new();
        for item in items {
            if item.as_symbol().is_some() {
                names.push(item);
            } else {
                let name = cx.fresh("p");
                bind(cx, &mut bindings, &item, Init::Local(name.clone()))?;
                names.push(name);
            }
        }
        if !bindings.is_empty() {
            body = vec![cx.let_(bindings, &body)];
        }
        form::vector_with_meta(names, form::meta_of(&arity.params))
    };
    body.insert(0, params);
    Ok(cx.list_at(&arity.place, body))
}

/// `(fn* name? ([params] body…)+)` placed at `place`, whose metadata it keeps.
pub(super) fn fn_form(
    cx: &mut ExpandCx<'_>,
    place: &Value,
    name: Option<Value>,
    args: &[Value],
) -> R {
    let arities = arities(cx, place, args)?;
    let mut items = vec![sym::fn_star()];
    items.extend(name);
    for arity in &arities {
        items.push(arity_form(cx, arity, &[])?);
    }
    Ok(cx.list_like(place, items))
}

fn expand_fn(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let place = cx.form.clone();
    match args {
        [name, rest @ ..] if form::simple_symbol(name).is_some() => {
            fn_form(cx, &place, Some(name.clone()), rest)
        }
        [name, ..] if name.as_symbol().is_some() => Err(cx
            .unexpected("compile/bad-name", "a name without a namespace", name)
            .throw()),
        args => fn_form(cx, &place, None, args),
    }
}

/// What `defn` and `defmacro` have in front of the arities and behind them.
struct Definition {
    name: Value,
    /// Entries of its metadata, later ones win.
    meta: Vec<(Value, Value)>,
    arities: Vec<Arity>,
}

fn definition(cx: &mut ExpandCx<'_>, args: &[Value]) -> R<Definition> {
    let Some(name) = args.first().filter(|n| form::simple_symbol(n).is_some()) else {
        let found = args.first().cloned().unwrap_or_default();
        return Err(cx
            .unexpected("compile/bad-name", "a name without a namespace", &found)
            .throw());
    };
    let mut rest = &args[1..];
    let mut stated = Vec::new();
    if let [doc, more @ ..] = rest
        && doc.as_str().is_some()
    {
        stated.push((keyword("doc"), doc.clone()));
        rest = more;
    }
    if let [attributes, more @ ..] = rest
        && let Some(entries) = form::map_entries(attributes)
    {
        stated.extend(entries);
        rest = more;
    }
    let single = rest.first().is_some_and(is_vector);
    let mut trailing = Vec::new();
    if !single
        && let [more @ .., attributes] = rest
        && let Some(entries) = form::map_entries(attributes)
    {
        trailing = entries;
        rest = more;
    }
    let place = cx.form.clone();
    let arities = arities(cx, &place, rest)?;
    let arglists = cx.list(arities.iter().map(|a| a.params.clone()));
    let mut meta = form::map_entries(&form::meta_of(name)).unwrap_or_default();
    meta.push((keyword("arglists"), cx.quoted(arglists)));
    meta.extend(stated);
    meta.extend(trailing);
    meta.retain(|(k, _)| !form::is_keyword(k, "inline") && !form::is_keyword(k, "inline-arities"));
    Ok(Definition {
        name: name.clone(),
        meta,
        arities,
    })
}

/// `(def ^{…} name (fn* …))`
fn define(cx: &mut ExpandCx<'_>, definition: Definition, implicit: &[Value]) -> R {
    let mut function = vec![sym::fn_star()];
    for arity in &definition.arities {
        function.push(arity_form(cx, arity, implicit)?);
    }
    let function = cx.list(function);
    let meta = form::map_of(cx.host, definition.meta)?;
    let symbol = definition.name.as_symbol().expect("checked to be a symbol");
    let name = form::symbol_with_meta(symbol, meta);
    Ok(cx.list([sym::def(), name, function]))
}

fn expand_defn(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let definition = definition(cx, args)?;
    define(cx, definition, &[])
}

fn expand_defn_private(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let mut definition = definition(cx, args)?;
    definition.meta.push((keyword("private"), Value::TRUE));
    define(cx, definition, &[])
}

fn expand_defmacro(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let mut definition = definition(cx, args)?;
    definition.meta.push((keyword("macro"), Value::TRUE));
    define(cx, definition, &[sym::amp_form(), sym::amp_env()])
}

pub(super) const TABLE: &[Macro] = &[
    Macro {
        name: "fn",
        arglists: &["[& sigs]"],
        doc: "Makes a function: (fn name? [params] body) or (fn name? ([params] body) ([params] body)).
Parameters may be patterns, & rest takes the remaining arguments. The name, if there is one, means
the function itself in the body. A map {:pre [tests] :post [tests]} in front of a body is checked
before and after it; % is the result.
((fn [x & more] [x more]) 1 2 3) ;=> [1 (2 3)]
((fn fact [n] (if (< n 2) 1 (* n (fact (dec n))))) 5) ;=> 120
((fn ([] 0) ([x] x)) 7) ;=> 7",
        min: 0,
        max: None,
        checked_by_spec: true,
        expand: expand_fn,
    },
    Macro {
        name: "defn",
        arglists: &[
            "[name doc-string? attr-map? [params*] prepost-map? body]",
            "[name doc-string? attr-map? ([params*] prepost-map? body) + attr-map?]",
        ],
        doc: "Defines name as a function, with its documentation and argument lists as metadata.
(do (defn area \"Of a square.\" [side] (* side side)) (area 3)) ;=> 9",
        min: 0,
        max: None,
        checked_by_spec: true,
        expand: expand_defn,
    },
    Macro {
        name: "defn-",
        arglists: &["[name & decls]"],
        doc: "Like defn, for this namespace only.
(do (defn- helper [x] (inc x)) (:private (meta #'helper))) ;=> true",
        min: 0,
        max: None,
        checked_by_spec: true,
        expand: expand_defn_private,
    },
    Macro {
        name: "defmacro",
        arglists: &[
            "[name doc-string? attr-map? [params*] body]",
            "[name doc-string? attr-map? ([params*] body) + attr-map?]",
        ],
        doc: "Defines name as a macro: a function from the forms of a call to the form that replaces it.
In the body, &form is the whole call and &env a map of the locals around it.
(do (defmacro unless [test & body] `(if ~test nil (do ~@body))) (unless false 1)) ;=> 1",
        min: 0,
        max: None,
        checked_by_spec: true,
        expand: expand_defmacro,
    },
];
