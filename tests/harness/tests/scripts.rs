//! Every script of the corpus, one test a folder and mode. `FILTER=part-of-a-path` runs fewer.

use clutch_tests::engine::InProcess;
use clutch_tests::runner::RunMode;
use clutch_tests::suite::{run, scripts};

fn check(folder: &str, mode: RunMode) {
    let report = run(&scripts(folder), mode, &mut InProcess::new());
    println!("{}", report.text());
    assert!(
        report.failures.is_empty(),
        "{} of {} expectations in {folder} failed in mode {mode}",
        report.failures.len(),
        report.expectations
    );
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
