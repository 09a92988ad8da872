//! Macros that bind names around a body: `let`, `loop`, `if-let` and relatives, `letfn`,
//! `binding`, `as->`, `dotimes`.
//!
//! Names that are plain symbols go straight into `let*` and `loop*`; patterns go through
//! [`super::destructure`]. A `loop` with patterns binds made-up locals, which `recur` sets, and
//! takes them apart at the start of each turn.

use super::destructure::{self, Init, bind};
use super::function;
use super::{ExpandCx, Macro, form, sym};
use clutch_core::{R, Value};

/// `let*` bindings for pairs of patterns and values.
fn bind_all(cx: &mut ExpandCx<'_>, pairs: &[Value]) -> R<Vec<Value>> {
    let mut out = Vec::with_capacity(pairs.len());
    for pair in pairs.chunks_exact(2) {
        bind(cx, &mut out, &pair[0], Init::Form(pair[1].clone()))?;
    }
    Ok(out)
}

/// `(let* [pattern's names…] body…)` for one pattern whose value is a made-up local.
pub(super) fn let_pattern(
    cx: &mut ExpandCx<'_>,
    pattern: &Value,
    local: Value,
    body: &[Value],
) -> R {
    let mut out = Vec::new();
    bind(cx, &mut out, pattern, Init::Local(local))?;
    Ok(cx.let_(out, body))
}

fn expand_let(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let pairs = cx.binding_pairs(&args[0])?;
    let bindings = bind_all(cx, &pairs)?;
    Ok(cx.let_(bindings, &args[1..]))
}

fn expand_loop(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let pairs = cx.binding_pairs(&args[0])?;
    let body = &args[1..];
    let pairs: Vec<(&Value, &Value)> = pairs.chunks_exact(2).map(|p| (&p[0], &p[1])).collect();
    if pairs.iter().all(|(name, _)| name.as_symbol().is_some()) {
        let bindings = bind_all(cx, &flatten(&pairs))?;
        return Ok(cx.binding_form(sym::loop_star(), bindings, body));
    }
    // Initial values may use the names of patterns before them; after the last value that could,
    // nothing needs those names outside of the loop.
    let names_needed = pairs
        .iter()
        .rposition(|(_, value)| !form::is_literal(value))
        .unwrap_or(0);
    let mut outer = Vec::new();
    let mut turn = Vec::new();
    let mut inner = Vec::new();
    for (i, (pattern, value)) in pairs.into_iter().enumerate() {
        let local = if pattern.as_symbol().is_some() {
            bind(cx, &mut outer, pattern, Init::Form(value.clone()))?;
            pattern.clone()
        } else {
            let local = cx.fresh("loop");
            outer.extend([local.clone(), value.clone()]);
            if i < names_needed {
                bind(cx, &mut outer, pattern, Init::Local(local.clone()))?;
            }
            bind(cx, &mut inner, pattern, Init::Local(local.clone()))?;
            local
        };
        turn.extend([local.clone(), local]);
    }
    let inner = cx.let_(inner, body);
    let turn = cx.binding_form(sym::loop_star(), turn, &[inner]);
    Ok(cx.let_(outer, &[turn]))
}

fn flatten(pairs: &[(&Value, &Value)]) -> Vec<Value> {
    let flat = pairs.iter().flat_map(|(name, value)| [name, value]);
    flat.map(|form| (*form).clone()).collect()
}

/// `if-let` and `when-let` in one: `test` says of the local whether the binding holds.
fn bind_if(
    cx: &mut ExpandCx<'_>,
    bindings: &Value,
    then: &[Value],
    otherwise: Value,
    nil_only: bool,
) -> R {
    let (pattern, value) = cx.single_binding(bindings)?;
    let local = cx.fresh("test");
    let then = let_pattern(cx, &pattern, local.clone(), then)?;
    let choice = if nil_only {
        let is_nil = cx.list([sym::nil_p(), local.clone()]);
        cx.if_(is_nil, otherwise, then)
    } else {
        cx.if_(local.clone(), then, otherwise)
    };
    Ok(cx.let_(vec![local, value], &[choice]))
}

fn expand_if_let(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let otherwise = args.get(2).cloned().unwrap_or_default();
    bind_if(cx, &args[0], &args[1..2], otherwise, false)
}

fn expand_if_some(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let otherwise = args.get(2).cloned().unwrap_or_default();
    bind_if(cx, &args[0], &args[1..2], otherwise, true)
}

fn expand_when_let(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    bind_if(cx, &args[0], &args[1..], Value::NIL, false)
}

fn expand_when_some(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    bind_if(cx, &args[0], &args[1..], Value::NIL, true)
}

fn expand_when_first(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let (pattern, coll) = cx.single_binding(&args[0])?;
    let local = cx.fresh("seq");
    let first = cx.list([sym::first(), local.clone()]);
    let mut bindings = Vec::new();
    bind(cx, &mut bindings, &pattern, Init::Form(first))?;
    let then = cx.let_(bindings, &args[1..]);
    let choice = cx.if_(local.clone(), then, Value::NIL);
    let seq = cx.list([sym::seq(), coll]);
    Ok(cx.let_(vec![local, seq], &[choice]))
}

fn expand_letfn(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let expected = "a vector of functions `(name [args] body)`";
    let Some(specs) = form::vector_items(&args[0]) else {
        return Err(cx
            .unexpected("compile/bad-letfn", expected, &args[0])
            .throw());
    };
    let mut bindings = Vec::with_capacity(specs.len() * 2);
    for spec in specs {
        let items = cx.seq_items(&spec)?.unwrap_or_default();
        let Some(name) = items.first().filter(|n| form::simple_symbol(n).is_some()) else {
            return Err(cx
                .unexpected("compile/bad-letfn", expected, &spec)
                .help("`(letfn [(twice [x] (* 2 x))] (twice 4))`")
                .throw());
        };
        let function = function::fn_form(cx, &spec, Some(name.clone()), &items[1..])?;
        bindings.extend([name.clone(), function]);
    }
    Ok(cx.binding_form(sym::letfn_star(), bindings, &args[1..]))
}

fn expand_binding(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let pairs = cx.binding_pairs(&args[0])?;
    let mut frame = vec![sym::hash_map()];
    for pair in pairs.chunks_exact(2) {
        frame.push(cx.list([sym::var(), pair[0].clone()]));
        frame.push(pair[1].clone());
    }
    let frame = cx.list(frame);
    let push = cx.list([sym::push_bindings(), frame]);
    let pop = cx.list([sym::pop_bindings()]);
    let mut guarded = args[1..].to_vec();
    guarded.push(cx.list([sym::finally(), pop]));
    let guarded = cx.headed(sym::try_(), &guarded);
    Ok(cx.let_(Vec::new(), &[push, guarded]))
}

fn expand_as(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let (name, mut value) = (&args[1], args[0].clone());
    let mut bindings = Vec::new();
    for step in &args[2..] {
        bind(cx, &mut bindings, name, Init::Form(value))?;
        value = step.clone();
    }
    if args.len() == 2 {
        bind(cx, &mut bindings, name, Init::Form(value))?;
        value = name.clone();
    }
    Ok(cx.let_(bindings, &[value]))
}

fn expand_dotimes(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let (name, count) = cx.single_binding(&args[0])?;
    if form::simple_symbol(&name).is_none() {
        return Err(cx
            .unexpected("compile/bad-name", "a symbol for the counter", &name)
            .throw());
    }
    let limit = cx.fresh("count");
    let count = if count.as_int().is_some() {
        count
    } else {
        cx.list([sym::long(), count])
    };
    let next = cx.list([sym::inc(), name.clone()]);
    let recur = cx.list([sym::recur(), next]);
    let mut body = args[1..].to_vec();
    body.push(recur);
    let more = cx.list([sym::less(), name.clone(), limit.clone()]);
    let turn = cx.if_(more, cx.body(&body), Value::NIL);
    let counter = vec![name, Value::int(0)];
    let turns = cx.binding_form(sym::loop_star(), counter, &[turn]);
    Ok(cx.let_(vec![limit, count], &[turns]))
}

pub(super) const TABLE: &[Macro] = &[
    Macro {
        name: "let",
        arglists: &["[bindings & body]"],
        doc: "Evaluates body with names bound to values: bindings is a vector of pairs.
A name may be a pattern that takes its value apart; later values see earlier names.
(let [a 1 b (+ a 1)] (* a b)) ;=> 2
(let [[x & more] [1 2 3] {:keys [k] :or {k 0}} {}] [x more k]) ;=> [1 (2 3) 0]",
        min: 1,
        max: None,
        checked_by_spec: true,
        expand: expand_let,
    },
    Macro {
        name: "loop",
        arglists: &["[bindings & body]"],
        doc: "Like let, and the place that recur in body goes back to, with new values for the names.
(loop [i 0 sum 0] (if (< i 5) (recur (inc i) (+ sum i)) sum)) ;=> 10",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_loop,
    },
    Macro {
        name: "if-let",
        arglists: &["[bindings then]", "[bindings then else]"],
        doc: "If the value of the one binding is true, evaluates then with its name bound, else evaluates else.
(if-let [x (get {:a 1} :a)] (inc x) :none) ;=> 2
(if-let [x (get {:a 1} :b)] (inc x) :none) ;=> :none",
        min: 2,
        max: Some(3),
        checked_by_spec: true,
        expand: expand_if_let,
    },
    Macro {
        name: "if-some",
        arglists: &["[bindings then]", "[bindings then else]"],
        doc: "Like if-let, but only nil counts as absent.
(if-some [x false] [x] :none) ;=> [false]",
        min: 2,
        max: Some(3),
        checked_by_spec: false,
        expand: expand_if_some,
    },
    Macro {
        name: "when-let",
        arglists: &["[bindings & body]"],
        doc: "If the value of the one binding is true, evaluates body with its name bound; else nil.
(when-let [s (seq [1 2])] (first s)) ;=> 1
(when-let [s (seq [])] (first s)) ;=> nil",
        min: 1,
        max: None,
        checked_by_spec: true,
        expand: expand_when_let,
    },
    Macro {
        name: "when-some",
        arglists: &["[bindings & body]"],
        doc: "Like when-let, but only nil counts as absent.
(when-some [x false] [x]) ;=> [false]",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_when_some,
    },
    Macro {
        name: "when-first",
        arglists: &["[bindings & body]"],
        doc: "If the collection has elements, evaluates body with the name bound to the first; else nil.
(when-first [x [7 8]] (inc x)) ;=> 8
(when-first [x []] (inc x)) ;=> nil",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_when_first,
    },
    Macro {
        name: "letfn",
        arglists: &["[fnspecs & body]"],
        doc: "Evaluates body with local functions, each written (name [args] body), that may call each other.
(letfn [(ev [n] (if (= n 0) true (od (dec n)))) (od [n] (if (= n 0) false (ev (dec n))))] (ev 10)) ;=> true",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_letfn,
    },
    Macro {
        name: "binding",
        arglists: &["[bindings & body]"],
        doc: "Evaluates body with dynamic vars set to other values, in this thread and while it lasts.
All values are computed before any var is set.
(binding [*print-length* 2] (pr-str [1 2 3])) ;=> \"[1 2 ...]\"",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_binding,
    },
    Macro {
        name: "as->",
        arglists: &["[expr name & forms]"],
        doc: "Binds name to expr, then to the value of each form in turn; the value is that of the last.
(as-> [1 2] v (conj v 3) (count v)) ;=> 3",
        min: 2,
        max: None,
        checked_by_spec: false,
        expand: expand_as,
    },
    Macro {
        name: "dotimes",
        arglists: &["[bindings & body]"],
        doc: "Evaluates body n times, with the name bound to 0, 1, up to n-1; nil.
(let [a (atom [])] (dotimes [i 3] (swap! a conj i)) @a) ;=> [0 1 2]",
        min: 1,
        max: None,
        checked_by_spec: false,
        expand: expand_dotimes,
    },
];

/// Whether [`bind`] can bind the form; for macros that bind one name.
pub(super) fn check_pattern(cx: &mut ExpandCx<'_>, pattern: &Value) -> R<()> {
    if destructure::is_pattern(pattern) {
        return Ok(());
    }
    let expected = "a symbol, a vector or a map to bind";
    Err(cx
        .unexpected("compile/bad-pattern", expected, pattern)
        .throw())
}
