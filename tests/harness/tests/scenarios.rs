//! `spec/scenarios.md` says which test shows which scenario of reload. `UPDATE=1` writes it anew.

use clutch_tests::scenario::{shown, table};
use clutch_tests::suite::workspace_root;
use std::fs;

#[test]
fn the_table_of_scenarios_is_what_the_tests_say() {
    let (shown, headless) = shown();
    assert!(
        headless.is_empty(),
        "scripts whose first line is not `;; S43: what holds`: {headless:#?}"
    );
    let path = workspace_root().join("spec/scenarios.md");
    let made = table(&shown);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, made).expect("the table can be written");
        return;
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        made == written,
        "spec/scenarios.md is not what the tests say; write it anew with UPDATE=1"
    );
}
