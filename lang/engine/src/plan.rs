//! What a reload evaluates, and in which order: pure functions over names and edges.
//!
//! A stage is given the namespaces that somebody asked for. [`closure`] adds those that must be
//! built anew with them, [`order`] sorts them so that each comes after what it requires.

use clutch_core::NsName;
use std::collections::{BTreeMap, BTreeSet};

/// Namespaces by what they require.
pub(crate) type Requires = BTreeMap<NsName, BTreeSet<NsName>>;

/// A cycle of requires: each requires the next, the last the first.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Cycle(pub(crate) Vec<NsName>);

impl std::fmt::Display for Cycle {
    /// As Clojure writes it: `[ /a ]->/b->[ /a ]`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let path = |ns: &NsName| format!("/{}", crate::sources::resource_of(ns.name()));
        let Some((first, rest)) = self.0.split_first() else {
            return Ok(());
        };
        write!(f, "[ {} ]", path(first))?;
        for ns in rest {
            write!(f, "->{}", path(ns))?;
        }
        write!(f, "->[ {} ]", path(first))
    }
}

/// Sorts the namespaces so that each comes after those of them that it requires, otherwise by
/// name.
///
/// # Errors
/// If they require each other in a circle.
pub(crate) fn order(names: &BTreeSet<NsName>, requires: &Requires) -> Result<Vec<NsName>, Cycle> {
    let mut sorted = Vec::new();
    let mut done = BTreeSet::new();
    for name in names {
        // Depth-first with an explicit path: (namespace, what it requires that is still to do).
        let mut path = vec![(*name, below(*name, names, requires))];
        while let Some((ns, todo)) = path.last_mut() {
            if done.contains(ns) {
                path.pop();
                continue;
            }
            let ns = *ns;
            match todo.pop() {
                None => {
                    done.insert(ns);
                    sorted.push(ns);
                    path.pop();
                }
                Some(next) if done.contains(&next) => {}
                Some(next) => {
                    if let Some(i) = path.iter().position(|(on_path, _)| *on_path == next) {
                        return Err(Cycle(path[i..].iter().map(|(n, _)| *n).collect()));
                    }
                    path.push((next, below(next, names, requires)));
                }
            }
        }
    }
    Ok(sorted)
}

/// What a namespace requires of `names`, last first. Requiring itself means nothing, as in Clojure.
fn below(ns: NsName, names: &BTreeSet<NsName>, requires: &Requires) -> Vec<NsName> {
    let below = requires.get(&ns).into_iter().flatten();
    let below = below.filter(|n| **n != ns && names.contains(n)).copied();
    below.rev().collect()
}

/// Everything that the namespaces require, directly and indirectly, with themselves.
pub(crate) fn below_all(names: &BTreeSet<NsName>, requires: &Requires) -> BTreeSet<NsName> {
    reach(names, |ns| {
        requires.get(&ns).into_iter().flatten().copied().collect()
    })
}

/// The namespaces with everything that must be built anew when they are: `rebuilt_with` gives
/// the direct ones.
pub(crate) fn closure(
    names: &BTreeSet<NsName>,
    rebuilt_with: impl Fn(NsName) -> Vec<NsName>,
) -> BTreeSet<NsName> {
    reach(names, rebuilt_with)
}

fn reach(names: &BTreeSet<NsName>, next: impl Fn(NsName) -> Vec<NsName>) -> BTreeSet<NsName> {
    let mut reached = names.clone();
    let mut todo: Vec<NsName> = names.iter().copied().collect();
    while let Some(ns) = todo.pop() {
        for n in next(ns) {
            if reached.insert(n) {
                todo.push(n);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ns(name: &str) -> NsName {
        NsName::new(name)
    }
    fn requires(edges: &[(&str, &[&str])]) -> Requires {
        let edge = |(a, bs): &(&str, &[&str])| (ns(a), bs.iter().map(|b| ns(b)).collect());
        edges.iter().map(edge).collect()
    }
    fn sorted(names: &[&str], edges: &[(&str, &[&str])]) -> Result<Vec<String>, String> {
        let names = names.iter().map(|n| ns(n)).collect();
        match order(&names, &requires(edges)) {
            Ok(list) => Ok(list.iter().map(ToString::to_string).collect()),
            Err(cycle) => Err(cycle.to_string()),
        }
    }

    #[test]
    fn each_namespace_comes_after_what_it_requires() {
        let edges: &[(&str, &[&str])] = &[
            ("app", &["b", "c", "outside"]),
            ("b", &["d"]),
            ("c", &["b", "d"]),
        ];
        let order = sorted(&["app", "b", "c", "d"], edges).expect("no cycle");
        assert_eq!(order, ["d", "b", "c", "app"]);
    }

    #[test]
    fn a_circle_is_shown_as_clojure_shows_it() {
        let edges: &[(&str, &[&str])] = &[("x", &["a-1"]), ("a-1", &["b"]), ("b", &["a-1"])];
        let cycle = sorted(&["a-1", "b", "x"], edges).expect_err("cycle");
        assert_eq!(cycle, "[ /a_1 ]->/b->[ /a_1 ]");
        let own: &[(&str, &[&str])] = &[("a", &["a"])];
        assert_eq!(
            sorted(&["a"], own).expect("requiring itself is none"),
            ["a"]
        );
    }

    #[test]
    fn a_long_chain_needs_no_native_stack() {
        let names: Vec<String> = (0..100_000).map(|i| format!("chain{i:06}")).collect();
        let edges: Requires = names
            .windows(2)
            .map(|w| (ns(&w[0]), BTreeSet::from([ns(&w[1])])))
            .collect();
        // A path of 100,000 is searched from the front for cycles; one start is enough here.
        let all: BTreeSet<NsName> = names.iter().take(2_000).map(|n| ns(n)).collect();
        let order = order(&all, &edges).expect("no cycle");
        assert_eq!(order.first(), Some(&ns("chain001999")));
    }

    #[test]
    fn closures_follow_edges_to_the_end() {
        let edges = requires(&[("a", &["b"]), ("b", &["c"]), ("x", &["y"])]);
        let below = below_all(&BTreeSet::from([ns("a")]), &edges);
        assert_eq!(below, BTreeSet::from([ns("a"), ns("b"), ns("c")]));
        let up = closure(&BTreeSet::from([ns("c")]), |n| match n.name() {
            "c" => vec![ns("b")],
            "b" => vec![ns("a"), ns("c")],
            _ => vec![],
        });
        assert_eq!(up, BTreeSet::from([ns("a"), ns("b"), ns("c")]));
    }
}
