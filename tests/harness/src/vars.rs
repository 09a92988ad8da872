//! The index of vars: which public vars of the reference's namespaces Clutch has.
//!
//! `tests/conformance/vars.txt` is what the reference says about each (written by `record-vars.clj`): namespace,
//! name, what it is (`fn`, `macro`, `value`), and how many arguments it takes. `spec/vars.md` is made from that and
//! from what an engine answers about its own.

use crate::suite::workspace_root;
use clutch_lang::{Engine, Session};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

/// What is known of a var.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Var {
    /// `fn`, `macro`, `value`; a dynamic var counts as value.
    pub kind: String,
    /// Numbers of arguments: `2`, or `2+` for two or more.
    pub arities: String,
    /// The docstring, of ours only.
    pub doc: String,
}

/// Vars by namespace and name.
pub type Vars = BTreeMap<(String, String), Var>;

/// Prints a line for each public var of the namespaces in `%s`, fields separated by tabs.
const LIST: &str = r#"
(let [arity (fn [arglist]
              (let [fixed (count (take-while (complement #{'&}) arglist))]
                (if (some #{'&} arglist) (str fixed "+") (str fixed))))]
  (apply str
    (for [n '[%s]
          [s v] (ns-publics n)
          :let [m (meta v)]]
      (str n "\t" s "\t"
           (cond (:macro m) "macro" (:arglists m) "fn" (fn? @v) "fn" :else "value") "\t"
           (apply str (interpose " " (map arity (:arglists m)))) "\t"
           (apply str (map #(if (= \newline %) " " %) (:doc m))) "\n"))))"#;

/// The vars of the reference.
pub fn reference() -> Vars {
    let path = workspace_root().join("tests/conformance/vars.txt");
    parse(&fs::read_to_string(path).unwrap_or_default())
}

/// The public vars of an engine, of the namespaces named.
///
/// # Panics
/// When a namespace cannot be loaded.
pub fn ours(namespaces: &[String]) -> Vars {
    let mut session: Session = Engine::builder().build().session();
    for namespace in namespaces {
        let loaded = session.eval("vars", &format!("(require '{namespace})"));
        loaded.unwrap_or_else(|e| panic!("{namespace} cannot be loaded: {e:?}"));
    }
    let list = session
        .eval("vars", &LIST.replace("%s", &namespaces.join(" ")))
        .expect("vars can be listed");
    parse(list.as_str().unwrap_or_default())
}

fn parse(text: &str) -> Vars {
    text.lines()
        .filter_map(|line| {
            let mut fields = line.split('\t').map(str::to_owned);
            let key = (fields.next()?, fields.next()?);
            let kind = match fields.next()?.as_str() {
                "dynamic" => "value".to_owned(),
                kind => kind.to_owned(),
            };
            let var = Var {
                kind,
                arities: fields.next().unwrap_or_default(),
                doc: fields.next().unwrap_or_default(),
            };
            Some((key, var))
        })
        .collect()
}

/// The namespaces of some vars, each once.
pub fn namespaces(vars: &Vars) -> Vec<String> {
    let mut names: Vec<String> = vars.keys().map(|(ns, _)| ns.clone()).collect();
    names.dedup();
    names
}

/// Whether a call with `count` arguments is accepted.
fn accepts(arities: &str, count: usize) -> bool {
    arities
        .split_whitespace()
        .any(|a| match a.strip_suffix('+') {
            Some(least) => least.parse().is_ok_and(|n: usize| count >= n),
            None => a.parse() == Ok(count),
        })
}

/// How ours differs from the reference's, if it does.
fn difference(reference: &Var, ours: &Var) -> Option<String> {
    if reference.kind != ours.kind {
        return Some(format!("{}, not {}", ours.kind, reference.kind));
    }
    let known = !reference.arities.is_empty() && !ours.arities.is_empty();
    let more = |n: &usize| !accepts(&reference.arities, *n) && accepts(&ours.arities, *n);
    let fewer = |n: &usize| accepts(&reference.arities, *n) && !accepts(&ours.arities, *n);
    let list = |counts: Vec<usize>| -> String {
        let counts: Vec<_> = counts.iter().map(usize::to_string).collect();
        counts.join(", ")
    };
    let (more, fewer): (Vec<_>, Vec<_>) = (
        (0..8).filter(more).collect(),
        (0..8).filter(fewer).collect(),
    );
    match (known, more.is_empty(), fewer.is_empty()) {
        (false, ..) | (_, true, true) => None,
        (_, false, true) => Some(format!("takes {} arguments as well", list(more))),
        (_, true, false) => Some(format!("does not take {} arguments", list(fewer))),
        _ => Some(format!(
            "takes {} arguments, not {}",
            list(more),
            list(fewer)
        )),
    }
}

/// The page `spec/vars.md`.
pub fn page(reference: &Vars, ours: &Vars) -> String {
    let mut text = String::from(
        "# Index of vars\n\n\
         Which public vars of Clojure's namespaces Clutch has. This page is made by a program \
         (`UPDATE=1 cargo test -p clutch-tests --test vars`)\nfrom `tests/conformance/vars.txt` and from what an engine \
         answers. A var that is present may still differ in what it does: [deviations.md](deviations.md).\n\n\
         | namespace | vars | present | differ | absent |\n|---|--:|--:|--:|--:|\n",
    );
    let mut sections = String::new();
    for ns in namespaces(reference) {
        let (mut present, mut differ, mut absent) = (Vec::new(), Vec::new(), Vec::new());
        for ((_, name), var) in reference.iter().filter(|((n, _), _)| *n == ns) {
            match ours.get(&(ns.clone(), name.clone())) {
                None => absent.push(name.clone()),
                Some(own) => match difference(var, own) {
                    None => present.push(name.clone()),
                    Some(how) => differ.push(format!("`{name}` ({how})")),
                },
            }
        }
        let total = present.len() + differ.len() + absent.len();
        let _ = writeln!(
            text,
            "| {ns} | {total} | {} | {} | {} |",
            present.len(),
            differ.len(),
            absent.len()
        );
        let _ = write!(sections, "\n## {ns}\n");
        let code = |names: &[String]| -> String {
            let names: Vec<_> = names.iter().map(|n| format!("`{n}`")).collect();
            names.join(" ")
        };
        for (title, names) in [
            ("Present", code(&present)),
            ("Differ", differ.join(", ")),
            ("Absent", code(&absent)),
        ] {
            if !names.is_empty() {
                let _ = write!(sections, "\n**{title}**: {names}\n");
            }
        }
    }
    text + &sections
}

#[cfg(test)]
mod tests {
    use super::{Var, difference};

    fn var(kind: &str, arities: &str) -> Var {
        Var {
            kind: kind.into(),
            arities: arities.into(),
            doc: String::new(),
        }
    }

    #[test]
    fn arities_are_compared_by_the_calls_they_accept() {
        let differs = |a, b| difference(&var("fn", a), &var("fn", b));
        assert_eq!(differs("0 1 2+", "0+"), None);
        assert_eq!(differs("1", ""), None);
        assert_eq!(
            differs("1 2", "1"),
            Some("does not take 2 arguments".into())
        );
        assert_eq!(
            differs("1", "1 2"),
            Some("takes 2 arguments as well".into())
        );
        assert_eq!(
            difference(&var("fn", "1"), &var("macro", "1")),
            Some("macro, not fn".into())
        );
    }
}
