//! The scenarios of reload, S01 to S145, and the tests that show them.
//!
//! A test names its scenarios at its head: a script below `tests/reload` in its first line
//! (`;; S43: what holds`), a Rust test in its doc comment (`/// S37: what holds`), several numbers
//! with commas between them. [`table`] makes `spec/scenarios.md` of these heads, so that the table
//! cannot name a test that does not exist.

use crate::suite::{files, workspace_root};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

/// The groups: title, first and last number.
const GROUPS: &[(&str, u32, u32)] = &[
    ("Values that somebody holds", 1, 28),
    ("Torn windows", 29, 38),
    ("Loads that fail", 39, 57),
    ("Names that should be gone", 58, 74),
    ("Types and dispatch", 75, 88),
    ("Macros and derived values", 89, 94),
    ("State", 95, 114),
    ("Several at once", 115, 127),
    ("Operations", 128, 145),
];

/// Left for later: code and state in one commit, a journal that outlives the process, remote keys,
/// plug-ins of the host.
const LATER: &[u32] = &[
    101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 138, 139, 141,
];

/// Where the tests are.
const FOLDERS: &[&str] = &["tests/reload", "lang/engine/tests", "repl/tests"];

/// One test of one scenario.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shown {
    /// Number of the scenario.
    pub number: u32,
    /// Path of the test, relative to the workspace.
    pub file: String,
    /// Name of the Rust test; none for scripts.
    pub function: Option<String>,
    /// What holds, in the words of the test.
    pub sentence: String,
}

/// All scenarios that tests show, sorted, and the scripts of `tests/reload` without a head.
pub fn shown() -> (Vec<Shown>, Vec<String>) {
    let root = workspace_root();
    let (mut found, mut headless) = (Vec::new(), Vec::new());
    for folder in FOLDERS {
        for path in files(&root.join(folder), &["clj", "cljc", "rs"]) {
            let text = fs::read_to_string(&path).unwrap_or_default();
            let name = path.strip_prefix(&root).unwrap_or(&path);
            let name = name.to_string_lossy();
            let of_file = match name.ends_with(".rs") {
                true => in_rust(&name, &text),
                false => in_script(&name, &text),
            };
            if of_file.is_empty() && !name.ends_with(".rs") && *folder == "tests/reload" {
                headless.push(name.into_owned());
            }
            found.extend(of_file);
        }
    }
    found.sort();
    (found, headless)
}

/// The numbers and the sentence of a head: `S05, S06: sentence`.
fn head(text: &str) -> Option<(Vec<u32>, &str)> {
    let (numbers, sentence) = text.trim_start().split_once(": ")?;
    let number = |word: &str| word.trim().strip_prefix('S')?.parse().ok();
    let numbers: Option<Vec<u32>> = numbers.split(',').map(number).collect();
    Some((numbers?, sentence.trim()))
}

fn in_script(file: &str, text: &str) -> Vec<Shown> {
    let first = text.lines().next().and_then(|l| l.strip_prefix(";;"));
    let Some((numbers, sentence)) = first.and_then(head) else {
        return Vec::new();
    };
    numbers
        .into_iter()
        .map(|number| Shown {
            number,
            file: file.into(),
            function: None,
            sentence: sentence.into(),
        })
        .collect()
}

fn in_rust(file: &str, text: &str) -> Vec<Shown> {
    let mut found = Vec::new();
    // The head above the function that comes next; its sentence may go on in further lines.
    let mut open: Option<(Vec<u32>, String)> = None;
    for line in text.lines() {
        let line = line.trim_start();
        if let Some(doc) = line.strip_prefix("///") {
            match (head(doc), &mut open) {
                (Some((numbers, sentence)), _) => open = Some((numbers, sentence.into())),
                (None, Some((_, sentence))) if !doc.trim().is_empty() => {
                    sentence.push(' ');
                    sentence.push_str(doc.trim());
                }
                _ => {}
            }
        } else if let Some(rest) = line.strip_prefix("fn ")
            && let Some((numbers, sentence)) = open.take()
        {
            let name = rest.split(['(', '<']).next().unwrap_or_default();
            found.extend(numbers.into_iter().map(|number| Shown {
                number,
                file: file.into(),
                function: Some(name.into()),
                sentence: sentence.clone(),
            }));
        } else if !line.starts_with("#[") {
            open = None;
        }
    }
    found
}

/// The text of `spec/scenarios.md`.
pub fn table(shown: &[Shown]) -> String {
    let mut by_number: BTreeMap<u32, Vec<&Shown>> = BTreeMap::new();
    for one in shown {
        by_number.entry(one.number).or_default().push(one);
    }
    let mut text = String::from(
        "# Scenarios of reload\n\n\
         What must hold when a running program is changed, each with the tests that show it. The rules behind them are in\n\
         [reload.md](reload.md). This file is made from the heads of the tests:\n\
         `UPDATE=1 cargo test -p clutch-tests --test scenarios`.\n",
    );
    for (title, first, last) in GROUPS {
        if by_number.range(first..=last).next().is_none() {
            continue;
        }
        let _ = write!(
            text,
            "\n## {title}\n\n| | what holds | test |\n|---|---|---|\n"
        );
        for number in *first..=*last {
            for one in by_number.get(&number).into_iter().flatten() {
                let _ = writeln!(
                    text,
                    "| S{number:02} | {} | {} |",
                    one.sentence.replace('|', "\\|"),
                    link(one)
                );
            }
        }
    }
    let missing: BTreeSet<u32> = (1..=145)
        .filter(|n| !by_number.contains_key(n) && !LATER.contains(n))
        .collect();
    if !missing.is_empty() {
        let _ = write!(text, "\n## Without a test so far\n\n{}\n", list(&missing));
    }
    let later = LATER.iter().copied();
    let later = later.filter(|n| !by_number.contains_key(n)).collect();
    let _ = write!(
        text,
        "\n## For later\n\n{}\n\nA publish and a change of references in one commit, a journal that outlives the process, remote keys, and\n\
         host functions from plug-ins do not exist yet.\n",
        list(&later)
    );
    text
}

fn link(one: &Shown) -> String {
    let file = &one.file;
    let name = file.rsplit('/').next().unwrap_or(file);
    match &one.function {
        None => format!("[{name}](../{file})"),
        Some(function) => format!("[{name}](../{file}) `{function}`"),
    }
}

fn list(numbers: &BTreeSet<u32>) -> String {
    let mut text = String::new();
    for number in numbers {
        // A blank that lets lines break.
        let _ = write!(text, "S{number:02} ");
    }
    text.trim_end().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(found: &[Shown]) -> Vec<(u32, Option<&str>, &str)> {
        found
            .iter()
            .map(|s| (s.number, s.function.as_deref(), s.sentence.as_str()))
            .collect()
    }

    #[test]
    fn a_script_names_its_scenarios_in_its_first_line() {
        let found = in_script("x.clj", ";; S05, S06: a mix: never\n(def x 1)");
        assert_eq!(
            numbers(&found),
            [(5, None, "a mix: never"), (6, None, "a mix: never")]
        );
        assert!(in_script("x.clj", "(def x 1)\n;; S05: too late").is_empty());
        assert!(in_script("x.clj", ";; note: nothing").is_empty());
    }

    #[test]
    fn a_rust_test_names_them_in_its_doc_comment() {
        let text = "/// S37: one\n/// and more.\n#[test]\nfn it_holds() {\n}\n/// Helper.\nfn f() {}\n/// S38: lost\nstruct X;\nfn g() {}\n";
        assert_eq!(
            numbers(&in_rust("x.rs", text)),
            [(37, Some("it_holds"), "one and more.")]
        );
    }

    #[test]
    fn the_table_lists_tests_and_what_has_none() {
        let text = table(&in_script("tests/reload/a/b.clj", ";; S02: x | y"));
        assert!(text.contains("| S02 | x \\| y | [b.clj](../tests/reload/a/b.clj) |"));
        assert!(text.contains("\nS01 S03 S04 "));
        assert!(text.contains("For later\n\nS101 "));
    }
}
