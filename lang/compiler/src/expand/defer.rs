//! Bodies that are evaluated later, once, never, or under a stop-watch: `lazy-seq`, `delay`,
//! `comment`, `time`.

use super::{ExpandCx, Macro, sym};
use clutch_core::{R, Value};

fn expand_lazy_seq(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let body = cx.thunk(args);
    Ok(cx.list([sym::lazy_seq(), body]))
}

fn expand_delay(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let body = cx.thunk(args);
    Ok(cx.list([sym::make_delay(), body]))
}

fn expand_comment(_: &mut ExpandCx<'_>, _: &[Value]) -> R {
    Ok(Value::NIL)
}

fn expand_time(cx: &mut ExpandCx<'_>, args: &[Value]) -> R {
    let (start, value) = (cx.fresh("start"), cx.fresh("value"));
    let now = cx.list([sym::dot(), sym::system(), cx.list([sym::nano_time()])]);
    let passed = cx.list([sym::minus(), now.clone(), start.clone()]);
    let passed = cx.list([sym::double(), passed]);
    let millis = cx.list([sym::divide(), passed, Value::float(1e6)]);
    let text = cx.list([
        sym::str(),
        Value::string("Elapsed time: "),
        millis,
        Value::string(" msecs"),
    ]);
    let report = cx.list([sym::prn(), text]);
    let bindings = vec![start, now, value.clone(), args[0].clone()];
    Ok(cx.let_(bindings, &[report, value]))
}

pub(super) const TABLE: &[Macro] = &[
    Macro {
        name: "lazy-seq",
        arglists: &["[& body]"],
        doc: "A seq whose elements are those of the value of body, which is evaluated when they are first asked for.
(let [ones (fn ones [] (lazy-seq (cons 1 (ones))))] (take 3 (ones))) ;=> (1 1 1)",
        min: 0,
        max: None,
        checked_by_spec: false,
        expand: expand_lazy_seq,
    },
    Macro {
        name: "delay",
        arglists: &["[& body]"],
        doc: "A value that deref or force computes from body at the first time and keeps.
(let [d (delay (+ 1 2))] [(realized? d) @d (realized? d)]) ;=> [false 3 true]",
        min: 0,
        max: None,
        checked_by_spec: false,
        expand: expand_delay,
    },
    Macro {
        name: "comment",
        arglists: &["[& body]"],
        doc: "Ignores body, which still has to be readable; nil.
(comment (launch)) ;=> nil",
        min: 0,
        max: None,
        checked_by_spec: false,
        expand: expand_comment,
    },
    Macro {
        name: "time",
        arglists: &["[expr]"],
        doc: "Evaluates expr, prints how long that took, and gives its value.
(let [x (atom 0)] (with-out-str (time (swap! x inc))) @x) ;=> 1",
        min: 1,
        max: Some(1),
        checked_by_spec: false,
        expand: expand_time,
    },
];
