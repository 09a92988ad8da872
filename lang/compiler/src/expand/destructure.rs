//! Binding patterns taken apart: `[a & more :as all]`, `{:keys [a] b :b :or {b 1} :as all}`.
//!
//! A pattern and a value become a run of `name value` pairs for `let*`, each of which may refer
//! to the names before it. Patterns inside of patterns wait on a stack, so depth costs heap only.
//! The order is Clojure's, which defaults can observe: the whole before its parts, parts from
//! left to right, single keys before the groups `:keys`, `:syms` and `:strs`.

use super::cx::Naming;
use super::form::{self, is_keyword, is_symbol};
use super::{ExpandCx, Host, Macro, sym};
use clutch_core::class;
use clutch_core::{Keyword, R, Span, Symbol, Thrown, Value};

/// A value on its way into a pattern.
pub(super) enum Init {
    /// Any form; evaluated once.
    Form(Value),
    /// A name made up by the expansion, which no name of the user's can hide.
    Local(Value),
}

struct Step {
    pattern: Value,
    init: Init,
}

impl Step {
    fn new(pattern: Value, init: Value) -> Step {
        Step {
            pattern,
            init: Init::Form(init),
        }
    }
}

/// Appends to `out` the `name value` pairs that bind the pattern's names.
pub(super) fn bind(
    cx: &mut ExpandCx<'_>,
    out: &mut Vec<Value>,
    pattern: &Value,
    init: Init,
) -> R<()> {
    let mut todo = vec![Step {
        pattern: pattern.clone(),
        init,
    }];
    while let Some(Step { pattern, init }) = todo.pop() {
        let steps = if pattern.as_symbol().is_some() {
            check_name(cx, &pattern)?;
            out.push(pattern);
            out.push(match init {
                Init::Form(form) | Init::Local(form) => form,
            });
            continue;
        } else if let Some(items) = form::vector_items(&pattern) {
            sequential(cx, &items, init)?
        } else if let Some(entries) = form::map_entries(&pattern) {
            associative(cx, entries, init)?
        } else {
            return Err(unsupported(cx, &pattern));
        };
        todo.extend(steps.into_iter().rev());
    }
    Ok(())
}

/// Whether the form can stand where a pattern is expected.
pub(super) fn is_pattern(form: &Value) -> bool {
    form.as_symbol().is_some() || form::is_vector(form) || form::is_map(form)
}

fn unsupported(cx: &mut ExpandCx<'_>, pattern: &Value) -> Box<Thrown> {
    let text = format!("Unsupported binding form: {}", cx.host.show(pattern));
    cx.unexpected(
        "compile/bad-pattern",
        "a symbol, a vector or a map to bind",
        pattern,
    )
    .cause(&class::EXCEPTION, text)
    .throw()
}

/// A name to bind: a symbol without namespace, and not `&`.
fn check_name(cx: &mut ExpandCx<'_>, name: &Value) -> R<()> {
    let plain = form::simple_symbol(name).is_some_and(|s| s.name() != "&");
    if plain || cx.naming == Naming::Unique {
        return Ok(());
    }
    let text = format!("Can't let qualified name: {}", cx.host.show(name));
    let expected = "a symbol without a namespace to bind";
    Err(cx
        .unexpected("compile/bad-name", expected, name)
        .cause(&class::RUNTIME_EXCEPTION, text)
        .throw())
}

/// A local that holds the value, bound by a step unless it is one already.
fn hold(cx: &mut ExpandCx<'_>, prefix: &str, init: Init, steps: &mut Vec<Step>) -> Value {
    match init {
        Init::Local(name) => name,
        Init::Form(form) => {
            let name = cx.fresh(prefix);
            steps.push(Step::new(name.clone(), form));
            name
        }
    }
}

/// The parts of a vector pattern.
struct Sequential {
    fixed: Vec<Value>,
    rest: Option<Value>,
    whole: Option<Value>,
}

fn parse_sequential(cx: &mut ExpandCx<'_>, items: &[Value]) -> R<Sequential> {
    let mut parts = Sequential {
        fixed: Vec::new(),
        rest: None,
        whole: None,
    };
    let mut items = items.iter();
    while let Some(item) = items.next() {
        if is_symbol(item, "&") && parts.rest.is_none() && parts.whole.is_none() {
            parts.rest = Some(pattern_after(cx, "&", items.next())?);
        } else if is_keyword(item, "as") && parts.whole.is_none() {
            let name = pattern_after(cx, ":as", items.next())?;
            if name.as_symbol().is_none() {
                let expected = "a symbol after `:as`";
                return Err(cx
                    .unexpected("compile/bad-pattern", expected, &name)
                    .throw());
            }
            parts.whole = Some(name);
        } else if parts.rest.is_some() || parts.whole.is_some() {
            let (expected, help) = if parts.whole.is_some() {
                (
                    "nothing after `:as name`",
                    "`& rest` comes before `:as name`",
                )
            } else {
                (
                    "at most `:as name` after `& rest`",
                    "`&` takes one name, which gets all remaining elements",
                )
            };
            return Err(cx
                .unexpected("compile/bad-pattern", expected, item)
                .cause(
                    &class::EXCEPTION,
                    "Unsupported binding form, only :as can follow & parameter",
                )
                .help(help)
                .throw());
        } else {
            parts.fixed.push(item.clone());
        }
    }
    Ok(parts)
}

fn pattern_after(cx: &mut ExpandCx<'_>, word: &str, pattern: Option<&Value>) -> R {
    match pattern {
        Some(pattern) if is_pattern(pattern) && !is_symbol(pattern, "&") => Ok(pattern.clone()),
        Some(other) => Err(cx
            .unexpected(
                "compile/bad-pattern",
                format!("a name after `{word}`"),
                other,
            )
            .throw()),
        None => Err(cx
            .expected(
                "compile/bad-pattern",
                format!("a name after `{word}`"),
                "the end",
            )
            .throw()),
    }
}

/// `[a b :as v]` reads by index; `[a & more]` walks a seq, as Clojure does.
fn sequential(cx: &mut ExpandCx<'_>, items: &[Value], init: Init) -> R<Vec<Step>> {
    let Sequential { fixed, rest, whole } = parse_sequential(cx, items)?;
    let mut steps = Vec::with_capacity(items.len() + 2);
    let Some(rest) = rest else {
        let vec = hold(cx, "vec", init, &mut steps);
        for (i, pattern) in fixed.into_iter().enumerate() {
            let index = Value::int(i64::try_from(i).expect("a pattern fits in memory"));
            let item = cx.list([sym::nth(), vec.clone(), index, Value::NIL]);
            steps.push(Step::new(pattern, item));
        }
        steps.extend(whole.map(|name| Step::new(name, vec)));
        return Ok(steps);
    };
    let source = match (&whole, init) {
        (None, Init::Form(form)) => form,
        (_, init) => hold(cx, "vec", init, &mut steps),
    };
    let seq = cx.fresh("seq");
    steps.push(Step::new(
        seq.clone(),
        cx.list([sym::seq(), source.clone()]),
    ));
    for pattern in fixed {
        let first = cx.list([sym::first(), seq.clone()]);
        let next = Step::new(seq.clone(), cx.list([sym::next(), seq.clone()]));
        if pattern.as_symbol().is_some() {
            steps.push(Step::new(pattern, first));
            steps.push(next);
        } else {
            let item = cx.fresh("first");
            steps.push(Step::new(item.clone(), first));
            steps.push(next);
            steps.push(Step {
                pattern,
                init: Init::Local(item),
            });
        }
    }
    steps.push(Step {
        pattern: rest,
        init: Init::Local(seq),
    });
    steps.extend(whole.map(|name| Step::new(name, source)));
    Ok(steps)
}

/// `{…}`: a seq of keys and values counts as a map, as for keyword arguments.
fn associative(cx: &mut ExpandCx<'_>, entries: Vec<(Value, Value)>, init: Init) -> R<Vec<Step>> {
    let mut steps = Vec::with_capacity(entries.len() + 2);
    let map = hold(cx, "map", init, &mut steps);
    let converted = cx.list([sym::seq_to_map(), map.clone()]);
    let is_seq = cx.list([sym::seq_p(), map.clone()]);
    steps.push(Step::new(
        map.clone(),
        cx.if_(is_seq, converted, map.clone()),
    ));
    let mut defaults = Vec::new();
    let mut singles = Vec::new();
    let mut groups = Vec::new();
    for (key, value) in entries {
        if is_keyword(&key, "as") {
            if value.as_symbol().is_none() {
                let expected = "a symbol after `:as`";
                return Err(cx
                    .unexpected("compile/bad-pattern", expected, &value)
                    .throw());
            }
            steps.push(Step::new(value, map.clone()));
        } else if is_keyword(&key, "or") {
            defaults = parse_defaults(cx, &value)?;
        } else if let Some(keyword) = key.as_keyword() {
            let Some(kind) = group_kind(keyword) else {
                let shown = cx.host.show(&value);
                let help = format!(
                    "the name comes first: `{{{shown} {keyword}}}`; groups are `:keys`, `:syms`, `:strs`"
                );
                return Err(cx
                    .unexpected(
                        "compile/bad-pattern",
                        "a name or a group as key of a map pattern",
                        &key,
                    )
                    .cause(
                        &class::EXCEPTION,
                        format!("Unsupported binding key: {keyword}"),
                    )
                    .help(help)
                    .throw());
            };
            groups.push((kind, keyword.ns(), value));
        } else if is_pattern(&key) {
            singles.push((key, value));
        } else {
            return Err(unsupported(cx, &key));
        }
    }
    let lookup = |cx: &ExpandCx<'_>, local: Option<Symbol>, key: Value| {
        let default = local.and_then(|name| {
            let found = defaults.iter().find(|(n, _)| *n == name);
            found.map(|(_, form): &(Symbol, Value)| form.clone())
        });
        let call = [sym::get(), map.clone(), key];
        cx.list(call.into_iter().chain(default))
    };
    for (name, key) in singles {
        let value = lookup(cx, name.as_symbol(), key);
        steps.push(Step::new(name, value));
    }
    for (kind, ns, names) in groups {
        for name in group_names(cx, kind, ns, &names)? {
            let value = lookup(cx, name.local.as_symbol(), name.key);
            steps.push(Step::new(name.local, value));
        }
    }
    Ok(steps)
}

fn parse_defaults(cx: &mut ExpandCx<'_>, form: &Value) -> R<Vec<(Symbol, Value)>> {
    let Some(entries) = form::map_entries(form) else {
        let expected = "a map from names to defaults after `:or`";
        return Err(cx.unexpected("compile/bad-pattern", expected, form).throw());
    };
    let mut defaults = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        match (form::simple_symbol(&key), cx.naming) {
            (Some(name), _) => defaults.push((name, value)),
            // `destructure` ignores what names nothing.
            (None, Naming::Unique) => {}
            (None, Naming::Scoped) => {
                return Err(cx
                    .unexpected("compile/bad-pattern", "names as keys of `:or`", &key)
                    .help("write `:or {name default}`, with the bare name")
                    .throw());
            }
        }
    }
    Ok(defaults)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum GroupKind {
    Keys,
    Syms,
    Strs,
}

fn group_kind(keyword: Keyword) -> Option<GroupKind> {
    match keyword.name() {
        "keys" => Some(GroupKind::Keys),
        "syms" => Some(GroupKind::Syms),
        "strs" => Some(GroupKind::Strs),
        _ => None,
    }
}

struct GroupName {
    local: Value,
    key: Value,
}

/// The names of `:keys [a x/b :c]` with the keys they stand for; `ns` is that of `:x/keys`.
fn group_names(
    cx: &mut ExpandCx<'_>,
    kind: GroupKind,
    ns: Option<&'static str>,
    names: &Value,
) -> R<Vec<GroupName>> {
    let Some(items) = form::vector_items(names) else {
        let expected = "a vector of names in `:keys`, `:syms` or `:strs`";
        return Err(cx
            .unexpected("compile/bad-pattern", expected, names)
            .throw());
    };
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        let named = match item.as_symbol() {
            Some(symbol) => Some((symbol.ns(), symbol.name())),
            None => item.as_keyword().map(|k| (k.ns(), k.name())),
        };
        let Some((own_ns, name)) = named else {
            let expected = "names in `:keys`, `:syms` or `:strs`";
            return Err(cx
                .unexpected("compile/bad-pattern", expected, &item)
                .throw());
        };
        let local = if own_ns.is_none() && item.as_symbol().is_some() {
            item.clone()
        } else {
            form::local_symbol(&item, name)
        };
        let key_ns = ns.or(own_ns);
        let key = match kind {
            GroupKind::Keys => Value::keyword(Keyword::new(key_ns, name)),
            GroupKind::Syms => cx.quoted(Value::symbol(Symbol::new(key_ns, name))),
            GroupKind::Strs => Value::string(match item.as_keyword() {
                Some(k) => k.to_string(),
                None => Symbol::new(own_ns, name).to_string(),
            }),
        };
        out.push(GroupName { local, key });
    }
    Ok(out)
}

/// The function `clojure.core/destructure`: a binding vector with patterns to one for `let*`.
///
/// # Errors
/// `Exception` if a binding form is neither a symbol, a vector nor a map.
pub fn destructure(host: &mut dyn Host, bindings: &Value) -> R {
    static SELF: Macro = Macro {
        name: "destructure",
        arglists: &["[bindings]"],
        doc: "",
        min: 1,
        max: Some(1),
        checked_by_spec: false,
        expand: |_, _| Ok(Value::NIL),
    };
    let mut cx = ExpandCx::new(host, &SELF, bindings.clone(), Span::NONE, Naming::Unique);
    let items = cx.sequential_items(bindings)?.unwrap_or_default();
    if items
        .iter()
        .step_by(2)
        .all(|name| name.as_symbol().is_some())
    {
        return Ok(bindings.clone());
    }
    let mut out = Vec::with_capacity(items.len() * 2);
    for pair in items.chunks_exact(2) {
        let bound = bind(&mut cx, &mut out, &pair[0], Init::Form(pair[1].clone()));
        bound.map_err(cause_alone)?;
    }
    Ok(Value::vector(out))
}

/// What a caller of the function sees: no compilation goes on, so the cause is the error.
fn cause_alone(thrown: Box<Thrown>) -> Box<Thrown> {
    let cause = thrown.exception().cause.clone();
    if cause.is_nil() {
        return thrown;
    }
    Box::new(Thrown {
        value: cause,
        kind: thrown.kind,
    })
}
