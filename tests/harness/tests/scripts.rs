//! Every script of the corpus, one test a folder and mode. `FILTER=part-of-a-path` runs fewer.
//!
//! Expectations are the reference's. Where Clutch is known to differ, `tests/known-gaps` names the
//! line: it must fail, so that a gap that closes is noticed. `UPDATE=1` writes these lists anew.

use clutch_tests::engine::InProcess;
use clutch_tests::runner::RunMode;
use clutch_tests::suite::{run, scripts, workspace_root};
use std::collections::BTreeSet;

fn check(folder: &str, mode: RunMode) {
    let report = run(&scripts(folder), mode, &mut InProcess::new());
    println!("{}", report.text());
    let found: BTreeSet<String> = report
        .failures
        .iter()
        .map(|f| format!("{mode} {}:{}", f.file, f.line))
        .collect();
    let name = format!("{}-{mode}.txt", folder.replace('/', "-"));
    let path = workspace_root().join("tests/known-gaps").join(name);
    if std::env::var_os("UPDATE").is_some() {
        let lines: Vec<&str> = found.iter().map(String::as_str).collect();
        if !lines.is_empty() {
            std::fs::write(&path, lines.join("\n") + "\n").expect("writes the gaps");
        }
        return;
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    let known: BTreeSet<String> = known.lines().map(str::to_string).collect();
    let broken: Vec<&String> = found.difference(&known).collect();
    assert!(
        broken.is_empty(),
        "expectations in {folder} that do not hold: {broken:#?}"
    );
    if std::env::var_os("FILTER").is_none() {
        let closed: Vec<&String> = known.difference(&found).collect();
        assert!(
            closed.is_empty(),
            "these hold now, take them from {}: {closed:#?}",
            path.display()
        );
    }
}

macro_rules! folders {
    ($($name:ident $folder:literal $mode:ident;)*) => {
        $(#[test] fn $name() { check($folder, RunMode::$mode) })*
    };
}

folders! {
    lang "tests/lang" Live;
    lang_in_a_turn "tests/lang" Turn;
    lang_while_worlds_change "tests/lang" PublishAtPolls;
    core "tests/core" Live;
    core_in_a_turn "tests/core" Turn;
    library "tests/library" Live;
    limits "tests/limits" Live;
    benchmark_programs "tests/bench" Live;
}
