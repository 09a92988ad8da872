//! Every script of the corpus, one test a folder and mode. `FILTER=part-of-a-path` runs fewer.
//!
//! Expectations are the reference's. Where Clutch is known to differ, `tests/known-gaps` names the
//! line: it must fail, so that a gap that closes is noticed. `UPDATE=1` writes these lists anew.

use clutch_tests::engine::InProcess;
use clutch_tests::runner::RunMode;
use clutch_tests::suite::{run, scripts};

fn check(folder: &str, mode: RunMode) {
    let report = run(&scripts(folder), mode, &mut InProcess::new());
    println!("{}", report.text());
    let name = format!("{}-{mode}", folder.replace('/', "-"));
    if let Err(problem) = report.against_known_gaps(&name) {
        panic!("{problem}");
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
    reload_with_values_held "tests/reload/held" Live;
    reload_torn "tests/reload/torn" Live;
    reload_failing "tests/reload/failing" Live;
    reload_names "tests/reload/names" Live;
    reload_types "tests/reload/types" Live;
    reload_derived "tests/reload/derived" Live;
    reload_state "tests/reload/state" Live;
    reload_several "tests/reload/several" Live;
    reload_operations "tests/reload/operations" Live;
}
