//! Functions written in Rust: one file per family, each ending in its table.
//!
//! A native is a Rust function with `#[native]` (see `clutch_derive`): the record made from its
//! signature and doc comment is the single source for binding, call check, `doc` and completion.
//! [`TABLES`] lists the tables by hand: visible, ordered, the same on every platform.
//!
//! What belongs here: what needs the representation of values or measured speed. Everything
//! else is written in the language (`stdlib/`). Namespace `clutch.rt` holds what only the
//! standard library calls.

#![forbid(unsafe_code)]

pub mod array;
pub mod bits;
mod bridge;
pub mod cast;
pub mod code;
pub mod coll;
pub mod dispatch;
pub mod equality;
pub mod error;
pub mod evaluate;
pub mod format;
pub mod interop;
pub mod io;
pub mod kind;
pub mod literal;
pub mod math;
pub mod meta;
pub mod monitor;
pub mod name;
pub mod ns;
pub mod num;
pub mod rand;
pub mod reading;
pub mod regex;
pub mod runtime;
pub mod seq;
pub mod shim;
pub mod sort;
pub mod state;
pub mod string;
pub mod text;
pub mod thread;
pub mod time;

use clutch_core::native::Native;

/// All tables, by family.
pub static TABLES: &[&[&Native]] = &[
    coll::TABLE,
    seq::TABLE,
    sort::TABLE,
    array::TABLE,
    name::TABLE,
    meta::TABLE,
    ns::TABLE,
    evaluate::TABLE,
    string::TABLE,
    regex::TABLE,
    format::TABLE,
    state::TABLE,
    state::atom::TABLE,
    state::cell::TABLE,
    state::reference::TABLE,
    state::agent::TABLE,
    state::stm::TABLE,
    thread::TABLE,
    monitor::TABLE,
    error::TABLE,
    time::TABLE,
    rand::TABLE,
    io::TABLE,
    runtime::TABLE,
    code::TABLE,
    dispatch::TABLE,
    num::TABLE,
    cast::TABLE,
    bits::TABLE,
    math::TABLE,
    equality::TABLE,
    kind::TABLES[0],
    kind::TABLES[1],
    text::TABLE,
    literal::TABLE,
    interop::TABLE,
];

/// All natives.
pub fn all() -> impl Iterator<Item = &'static Native> {
    TABLES.iter().flat_map(|table| table.iter().copied())
}

#[cfg(test)]
mod attribute_tests;
#[cfg(test)]
mod testing;

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_native_has_a_summary_and_an_example() {
        let mut poor = Vec::new();
        for n in all() {
            let summary = n.doc.lines().next().unwrap_or("");
            let example = n.doc.contains(";=>") || n.doc.contains(";throws>");
            if summary.is_empty() || summary.starts_with('(') || !example {
                poor.push(format!("{}/{}", n.ns, n.name));
            }
        }
        assert!(poor.is_empty(), "without summary or example: {poor:?}");
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut seen = HashSet::new();
        for n in all() {
            assert!(seen.insert((n.ns, n.name)), "twice: {}/{}", n.ns, n.name);
        }
    }

    #[test]
    fn every_native_can_be_called_and_tells_its_arguments() {
        for n in all() {
            assert!(
                n.rest.is_some() || n.fixed.iter().any(Option::is_some),
                "{}",
                n.name
            );
            assert!(!n.arglists.is_empty(), "{}", n.name);
        }
    }
}
