//! The index of vars is up to date, and every public var is documented.

use clutch_tests::suite::workspace_root;
use clutch_tests::vars::{namespaces, ours, page, reference};
use std::fs;

#[test]
fn the_index_says_what_an_engine_has() {
    let reference = reference();
    assert!(reference.len() > 900, "only {} vars", reference.len());
    let page = page(&reference, &ours(&namespaces(&reference)));
    let path = workspace_root().join("spec/vars.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).expect("the index can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "spec/vars.md is out of date: UPDATE=1 cargo test -p clutch-tests --test vars"
    );
}

/// Examples that are not run, such as those of programs that do not end, are forms with a remark. What `deftype`
/// makes beside a type needs none.
#[test]
fn every_public_var_says_what_it_does_and_functions_give_an_example() {
    let mut missing = Vec::new();
    let mut all = namespaces(&reference());
    all.push("clutch.core".to_owned());
    for ((ns, name), var) in ours(&all) {
        if var.doc.is_empty() {
            missing.push(format!("{ns}/{name}: no docstring"));
        } else if var.kind != "value" && !name.starts_with("->") && !var.doc.contains('(') {
            missing.push(format!("{ns}/{name}: no example"));
        }
        if var.kind != "value" && var.arities.is_empty() {
            missing.push(format!("{ns}/{name}: no arglists"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
