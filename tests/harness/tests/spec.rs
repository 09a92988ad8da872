//! The specification: its examples hold, its rules have examples, and scripts name rules that exist.

use clutch_tests::engine::InProcess;
use clutch_tests::runner::RunMode;
use clutch_tests::spec::chapters;
use clutch_tests::suite::{run, scripts};
use std::collections::BTreeSet;

#[test]
fn every_example_of_the_specification_holds() {
    let scripts: Vec<_> = chapters().into_iter().flat_map(|c| c.scripts).collect();
    let report = run(&scripts, RunMode::Live, &mut InProcess::new());
    println!("{}", report.text());
    assert!(report.failures.is_empty());
}

#[test]
fn every_rule_has_an_example_and_a_name_of_its_own() {
    let mut seen = BTreeSet::new();
    for rule in chapters().iter().flat_map(|c| &c.rules) {
        assert!(seen.insert(rule.id.clone()), "twice: {rule:?}");
        assert!(rule.examples > 0, "no example: {rule:?}");
    }
    assert!(seen.len() > 50, "only {} rules found", seen.len());
}

#[test]
fn scripts_name_rules_that_exist() {
    let chapters = chapters();
    let rules: BTreeSet<_> = chapters
        .iter()
        .flat_map(|c| &c.rules)
        .map(|r| r.id.as_str())
        .collect();
    for script in scripts("tests") {
        for (rule, line) in &script.rules {
            assert!(
                rules.contains(rule.as_str()),
                "{}:{line}: no rule {rule} in spec/",
                script.name
            );
        }
    }
}
