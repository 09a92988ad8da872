//! Which methods change their object: a stage may call them on what it made itself.

use clutch_core::native::Native;
use clutch_core::object::Host;
use clutch_core::{R, Value};
use clutch_vm::Cx;

/// Names of the methods that change a host object, or what it stands for, in alphabetical order.
/// What else a method with such a name does is not asked: an object that was made before a load
/// is not the load's business.
static CHANGING: &[&str] = &[
    "add",
    "addAll",
    "addAndGet",
    "addFirst",
    "addLast",
    "append",
    "appendCodePoint",
    "clear",
    "close",
    "compareAndSet",
    "compute",
    "computeIfAbsent",
    "computeIfPresent",
    "countDown",
    "decrementAndGet",
    "delete",
    "deleteCharAt",
    "getAndAdd",
    "getAndDecrement",
    "getAndIncrement",
    "getAndSet",
    "getAndUpdate",
    "incrementAndGet",
    "insert",
    "lazySet",
    "merge",
    "newLine",
    "offer",
    "offerFirst",
    "offerLast",
    "poll",
    "pollFirst",
    "pollFirstEntry",
    "pollLast",
    "pop",
    "print",
    "printf",
    "println",
    "push",
    "put",
    "putAll",
    "putIfAbsent",
    "remove",
    "removeAll",
    "removeFirst",
    "removeIf",
    "removeLast",
    "replace",
    "replaceAll",
    "retainAll",
    "reverse",
    "set",
    "setCharAt",
    "setLength",
    "setProperty",
    "setTime",
    "setTimeInMillis",
    "sort",
    "take",
    "updateAndGet",
    "write",
];

/// Notes a call of a method that changes an object which was made before the load that runs.
/// Printing is no change: what `*out*` and `*err*` are, whoever made it, may be written to.
pub(super) fn note(cx: &mut Cx, native: &Native, object: &Value) -> R<()> {
    if cx.context.stage().is_none() {
        return Ok(());
    }
    let Some(host) = object.get::<Host>() else {
        return Ok(());
    };
    let name = native.name.trim_start_matches('.');
    if CHANGING.binary_search(&name).is_err() || is_output(cx, object) {
        return Ok(());
    }
    let what = || format!(".{name} of a {}", host.class.name);
    cx.context.changes(host.birth, what)
}

/// Whether an object is where the program prints to.
pub(crate) fn is_output(cx: &mut Cx, object: &Value) -> bool {
    ["*out*", "*err*"].iter().any(|var| {
        let writer = cx.dynamic("clojure.core", var);
        writer.is_some_and(|w| w.same(object))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_sorted_and_name_methods() {
        assert!(CHANGING.is_sorted());
        let methods: Vec<&str> = super::super::all()
            .filter_map(|n| n.name.strip_prefix('.'))
            .collect();
        let unknown: Vec<_> = CHANGING.iter().filter(|n| !methods.contains(n)).collect();
        assert!(unknown.is_empty(), "no class has {unknown:?}");
    }
}
