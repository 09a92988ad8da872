//! The crates depend on each other only as `ARCHITECTURE.md` says.

use clutch_tests::manifest::{packages, problems};
use clutch_tests::suite::workspace_root;

#[test]
fn no_crate_uses_another_one_against_the_arrows() {
    let packages = packages(&workspace_root());
    assert!(packages.len() >= 9, "found only {packages:?}");
    let problems = problems(&packages);
    assert!(problems.is_empty(), "{problems:#?}");
}
