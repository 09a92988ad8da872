//! What the signs of the reader stand for: syntax quote, metadata, namespaced maps.
//!
//! These work on values, as macros do, not on the form tree: `` `x `` must treat what `~y` and `#(%)`
//! in it have already become.

use std::sync::LazyLock;

use clutch_core::coll::{List, Map, Set, Vector};
use clutch_core::name::{SPECIAL_NAMES, SymbolMeta};
use clutch_core::{Keyword, NsName, R, Span, Symbol, Value, View};

use crate::collect;
use crate::error::ErrorKind;
use crate::host::ReadHost;
use crate::make::form_of;
use crate::numbers::Numbers;

/// Names that the reader puts into forms.
pub(crate) struct Names {
    pub(crate) quote: Symbol,
    pub(crate) var: Symbol,
    pub(crate) fn_star: Symbol,
    pub(crate) ampersand: Symbol,
    pub(crate) deref: Symbol,
    pub(crate) unquote: Symbol,
    pub(crate) unquote_splicing: Symbol,
    seq: Symbol,
    concat: Symbol,
    list: Symbol,
    apply: Symbol,
    vector: Symbol,
    hash_map: Symbol,
    hash_set: Symbol,
    with_meta: Symbol,
    tag: Keyword,
    /// Symbols that a syntax quote leaves alone.
    special: Vec<Symbol>,
}

pub(crate) static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let core = |name| Symbol::new(Some("clojure.core"), name);
    let names = SPECIAL_NAMES.iter().copied();
    let mut special: Vec<_> = names.map(Symbol::simple).collect();
    special.push(core("import*"));
    Names {
        quote: Symbol::simple("quote"),
        var: Symbol::simple("var"),
        fn_star: Symbol::simple("fn*"),
        ampersand: Symbol::simple("&"),
        deref: core("deref"),
        unquote: core("unquote"),
        unquote_splicing: core("unquote-splicing"),
        seq: core("seq"),
        concat: core("concat"),
        list: core("list"),
        apply: core("apply"),
        vector: core("vector"),
        hash_map: core("hash-map"),
        hash_set: core("hash-set"),
        with_meta: core("with-meta"),
        tag: Keyword::simple("tag"),
        special,
    }
});

/// A step of expanding a syntax quote.
enum Task {
    /// Expand a form.
    Form(Value),
    /// Expand an element of a collection: the result is a sequence to concatenate.
    Element(Value),
    /// Make the last result a list of itself.
    Wrap,
    /// Concatenate so many results, and make a collection of them.
    Collect(Shape, usize, Span),
    /// The last result is the metadata of the one before.
    WithMeta,
}

#[derive(Clone, Copy)]
enum Shape {
    Seq,
    Vector,
    Map,
    Set,
}

/// The code that makes `form`, with what is unquoted in it.
///
/// The error is that `~@` stands outside of a collection, or that no `steps` are left.
///
/// Works through a list of tasks instead of calling itself, for deep forms. The results are those of
/// Clojure's reader, form by form.
pub(crate) fn syntax_quote(
    form: Value,
    steps: &mut usize,
    numbers: &mut Numbers,
    host: &mut dyn ReadHost,
) -> Result<Value, ErrorKind> {
    let names = &*NAMES;
    let call = |name: Symbol, arg: Value| form_of([Value::symbol(name), arg], Span::NONE);
    let mut tasks = vec![Task::Form(form)];
    let mut results: Vec<Value> = Vec::new();
    let mut generated = Vec::new();
    while let Some(task) = tasks.pop() {
        match task {
            Task::Form(form) => {
                *steps = steps.checked_sub(1).ok_or(ErrorKind::ExpansionTooLarge)?;
                if let Some(symbol) = form.as_symbol() {
                    let resolved = resolve(symbol, &mut generated, numbers, host);
                    push_meta(&form, &mut tasks);
                    results.push(call(names.quote, Value::symbol(resolved)));
                    continue;
                }
                if let Some(unquoted) = unquoted(&form, names.unquote) {
                    results.push(unquoted);
                    continue;
                }
                if unquoted(&form, names.unquote_splicing).is_some() {
                    return Err(ErrorKind::UnquoteSplicingOutside);
                }
                let (shape, items, span) = match form.view() {
                    View::List(list) if list.count == 0 => {
                        push_meta(&form, &mut tasks);
                        results.push(form_of([Value::symbol(names.list)], list.span));
                        continue;
                    }
                    View::List(list) => (Shape::Seq, list.iter().cloned().collect(), list.span),
                    View::Vector(v) => (Shape::Vector, v.to_vec(), Span::NONE),
                    View::Map(map) => (Shape::Map, collect::flatten(map), Span::NONE),
                    View::Set(set) => (Shape::Set, set.iter().cloned().collect(), Span::NONE),
                    View::Keyword(_)
                    | View::Int(_)
                    | View::Float(_)
                    | View::BigInt(_)
                    | View::Ratio(_)
                    | View::Decimal(_)
                    | View::Char(_)
                    | View::Str(_) => {
                        results.push(form);
                        continue;
                    }
                    _ => {
                        results.push(call(names.quote, form));
                        continue;
                    }
                };
                push_meta(&form, &mut tasks);
                tasks.push(Task::Collect(shape, items.len(), span));
                tasks.extend(items.into_iter().rev().map(Task::Element));
            }
            Task::Element(form) => {
                if let Some(unquoted) = unquoted(&form, names.unquote) {
                    results.push(call(names.list, unquoted));
                } else if let Some(spliced) = unquoted(&form, names.unquote_splicing) {
                    results.push(spliced);
                } else {
                    tasks.push(Task::Wrap);
                    tasks.push(Task::Form(form));
                }
            }
            Task::Wrap => {
                let result = results.pop().expect("a form gives a result");
                results.push(call(names.list, result));
            }
            Task::Collect(shape, count, span) => {
                let mut concat = results.split_off(results.len() - count);
                concat.insert(0, Value::symbol(names.concat));
                let seq = [Value::symbol(names.seq), List::from_vec(concat)];
                let maker = match shape {
                    Shape::Seq => {
                        results.push(form_of(seq, span));
                        continue;
                    }
                    Shape::Vector => names.vector,
                    Shape::Map => names.hash_map,
                    Shape::Set => names.hash_set,
                };
                let seq = form_of(seq, Span::NONE);
                let apply = [Value::symbol(names.apply), Value::symbol(maker), seq];
                results.push(form_of(apply, Span::NONE));
            }
            Task::WithMeta => {
                let meta = results.pop().expect("metadata is expanded before");
                let value = results.pop().expect("its bearer is expanded before");
                results.push(form_of(
                    [Value::symbol(names.with_meta), value, meta],
                    Span::NONE,
                ));
            }
        }
    }
    Ok(results.pop().expect("a form gives a result"))
}

/// Lets the metadata of a form, if it has any, be expanded behind the form.
fn push_meta(form: &Value, tasks: &mut Vec<Task>) {
    let meta = meta_of(form);
    if meta.get::<Map>().is_some_and(|map| !map.is_empty()) {
        tasks.push(Task::WithMeta);
        tasks.push(Task::Form(meta));
    }
}

/// `x` of a list `(name x …)`; nil if there is none.
fn unquoted(form: &Value, name: Symbol) -> Option<Value> {
    let list = form.get::<List>()?;
    if list.first.as_symbol() != Some(name) {
        return None;
    }
    Some(list.iter().nth(1).cloned().unwrap_or(Value::NIL))
}

/// What a symbol in a syntax quote becomes. `generated` holds the names made up for `x#` so far.
fn resolve(
    symbol: Symbol,
    generated: &mut Vec<(Symbol, Symbol)>,
    numbers: &mut Numbers,
    host: &mut dyn ReadHost,
) -> Symbol {
    if NAMES.special.contains(&symbol) {
        return symbol;
    }
    let name = symbol.name();
    if let Some(ns) = symbol.ns() {
        let ns = Symbol::simple(ns);
        if let Some(class) = host.resolve(ns)
            && class.ns().is_none()
        {
            return Symbol::new(Some(class.name()), name);
        }
        return match host.namespace(ns) {
            Some(full) if !has_inner_dot(name) => Symbol::new(Some(full.name()), name),
            _ => symbol,
        };
    }
    if let Some(base) = name.strip_suffix('#') {
        if let Some((_, made)) = generated.iter().find(|(from, _)| *from == symbol) {
            return *made;
        }
        let made = Symbol::simple(&format!("{base}__{}__auto__", numbers.next()));
        generated.push((symbol, made));
        return made;
    }
    if let Some(class) = name.strip_suffix('.') {
        let class = resolve_simple(Symbol::simple(class), host);
        return Symbol::simple(&format!("{}.", class.name()));
    }
    if name.starts_with('.') {
        return symbol;
    }
    resolve_simple(symbol, host)
}

/// Names of classes have a dot somewhere behind the first character.
fn has_inner_dot(name: &str) -> bool {
    name.chars().skip(1).any(|c| c == '.')
}

/// The full name of what a symbol without namespace refers to, or would if it were defined.
fn resolve_simple(symbol: Symbol, host: &mut dyn ReadHost) -> Symbol {
    let name = symbol.name();
    if has_inner_dot(name) {
        return symbol;
    }
    match host.resolve(symbol) {
        Some(full) => full,
        None => Symbol::new(Some(host.current_ns().name()), name),
    }
}

/// Puts a key of a namespaced map into its namespace; `_` stands for none.
pub(crate) fn qualify(key: &mut Value, ns: NsName) {
    let qualified = |own: Option<&'static str>| match own {
        None => Some(Some(ns.name())),
        Some("_") => Some(None),
        Some(_) => None,
    };
    if let Some(keyword) = key.as_keyword() {
        if let Some(ns) = qualified(keyword.ns()) {
            *key = Value::keyword(Keyword::new(ns, keyword.name()));
        }
    } else if let Some(symbol) = key.as_symbol()
        && let Some(ns) = qualified(symbol.ns())
    {
        *key = Value::symbol(Symbol::new(ns, symbol.name()));
    }
}

/// The map that stands behind `^`: a map itself, a keyword for a flag, a symbol or string for a tag.
pub(crate) fn meta_map(meta: Value, host: &mut dyn ReadHost) -> R<Option<Value>> {
    let (key, value) = match meta.view() {
        View::Map(_) => return Ok(Some(meta)),
        View::Keyword(_) => (meta, Value::TRUE),
        View::Symbol(_) | View::SymbolMeta(_) | View::Str(_) => (Value::keyword(NAMES.tag), meta),
        _ => return Ok(None),
    };
    Ok(collect::map(&mut [key, value], host)?.ok())
}

/// Metadata of what the reader makes itself; nil if there is none.
fn meta_of(value: &Value) -> Value {
    match value.view() {
        View::SymbolMeta(s) => s.meta.clone(),
        View::List(x) => x.meta.clone(),
        View::Vector(x) => x.meta.clone(),
        View::Map(x) => x.meta.clone(),
        View::Set(x) => x.meta.clone(),
        _ => Value::NIL,
    }
}

/// `target` with the entries of `meta` added to its metadata; none if it cannot have any.
pub(crate) fn add_meta(
    mut target: Value,
    meta: &Value,
    host: &mut dyn ReadHost,
) -> R<Option<Value>> {
    let old = meta_of(&target);
    let meta = match (old.get::<Map>(), meta.get::<Map>()) {
        (Some(old), Some(new)) => collect::merge(old, new, host)?,
        _ => meta.clone(),
    };
    if let Some(symbol) = target.as_symbol() {
        return Ok(Some(Value::new(SymbolMeta { symbol, meta })));
    }
    // What was just read belongs to nobody else; only the empty list may be shared.
    if let Some(list) = target.get_mut::<List>() {
        list.meta = meta;
    } else if let Some(vector) = target.get_mut::<Vector>() {
        vector.meta = meta;
    } else if let Some(map) = target.get_mut::<Map>() {
        map.meta = meta;
    } else if let Some(set) = target.get_mut::<Set>() {
        set.meta = meta;
    } else if let Some(list) = target.get::<List>()
        && list.count == 0
    {
        let empty = List {
            first: Value::NIL,
            rest: None,
            count: 0,
            span: list.span,
            meta,
        };
        return Ok(Some(Value::new(empty)));
    } else {
        return Ok(host.with_meta(&target, &meta));
    }
    Ok(Some(target))
}
