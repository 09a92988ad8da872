//! The programs under `examples/` run, and print what they should.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_folder
        .parent()
        .expect("repl is a folder of the workspace")
        .into()
}

fn clutch(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clutch"))
        .args(args)
        .current_dir(root())
        .output()
        .expect("the binary was built for this test")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Runs a script of `examples/scripts` and compares its output with the file of the same name.
fn check(script: &str, args: &[&str]) {
    let file = format!("examples/scripts/{script}.clj");
    let mut all = vec![file.as_str()];
    all.extend(args);
    let output = clutch(&all);
    let expected = root().join(format!("examples/scripts/expected/{script}.txt"));
    let expected = std::fs::read_to_string(expected).expect("there is an expected output");
    assert_eq!(text(&output.stdout), expected, "{}", text(&output.stderr));
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
fn word_count() {
    check("word-count", &["examples/scripts/data/proverbs.txt", "6"]);
}

#[test]
fn csv_table() {
    check("csv-table", &["examples/scripts/data/orders.csv"]);
}

#[test]
fn life() {
    check("life", &["2"]);
}

#[test]
fn maze() {
    check("maze", &[]);
}

#[test]
fn bank_test() {
    check("bank-test", &[]);
}

#[test]
fn json() {
    check("json", &["examples/scripts/data/team.json"]);
}

#[test]
fn json_refuses_wrong_text_with_its_place() {
    let file = std::env::temp_dir().join(format!("clutch-wrong-{}.json", std::process::id()));
    std::fs::write(&file, "{\"a\":\n 1,, }").expect("a temporary file");
    let output = clutch(&["examples/scripts/json.clj", &file.to_string_lossy()]);
    // If it cannot be removed, the system will.
    let _ = std::fs::remove_file(&file);
    assert_eq!(text(&output.stdout), "line 2, column 4: expected `\"`\n");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn staleness() {
    let output = clutch(&["examples/staleness/staleness.clj"]);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}{}", text(&output.stderr));
    assert!(printed.ends_with("All as expected.\n"), "{printed}");
}

#[test]
fn live_upgrade() {
    let folder = std::env::temp_dir().join(format!("clutch-live-upgrade-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let path = folder.to_string_lossy().into_owned();
    let output = clutch(&[
        "--path",
        &path,
        "examples/live-upgrade/main.clj",
        &path,
        "300",
    ]);
    // If it cannot be removed, the system will.
    let _ = std::fs::remove_dir_all(&folder);
    let printed = text(&output.stdout);
    assert!(output.status.success(), "{printed}{}", text(&output.stderr));
    assert!(printed.contains("300 upgrades"), "{printed}");
}
