//! Golden disassemblies: one per compiler decision. `UPDATE=1 cargo test -p clutch-compiler --test
//! bytecode` writes them anew; read the difference like code.

mod support;

use std::path::Path;

#[test]
fn compiler_decisions_are_as_recorded() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bytecode");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(&dir).expect("the folder of goldens") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|e| e != "clj") {
            continue;
        }
        seen += 1;
        let source = std::fs::read_to_string(&path).expect("a source");
        let found = support::disassemble(&source);
        let golden = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&golden, &found).expect("writes the golden");
            continue;
        }
        let expected = std::fs::read_to_string(&golden).unwrap_or_default();
        if expected != found {
            wrong.push(format!(
                "{}\nexpected:\n{expected}\nfound:\n{found}",
                path.display()
            ));
        }
    }
    assert!(seen > 0, "no goldens in {}", dir.display());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
