//! The examples in the documentation of library functions hold, natives and others alike.

use clutch_lang::{Caps, Engine};
use clutch_syntax::{Syntax, parse_all};
use clutch_tests::engine::InProcess;
use clutch_tests::examples::{script, unescape};
use clutch_tests::runner::RunMode;
use clutch_tests::script::Script;
use clutch_tests::suite::{run, workspace_root};
use std::fs;
use std::path::Path;

/// Gives `("ns" "name" "doc")` for every documented definition.
const DOCS: &str =
    "(pr-str (for [n (all-ns) [s v] (ns-interns n) :let [doc (:doc (meta v))] :when doc]
                      [(name (ns-name n)) (name s) doc]))";

#[test]
fn examples_of_documented_functions_hold() {
    let scripts = documented();
    assert!(scripts.len() > 600, "only {} with examples", scripts.len());
    let report = run(&scripts, RunMode::Live, &mut InProcess::new());
    println!("{}", report.text());
    if let Err(problem) = report.against_known_gaps("docs") {
        panic!("{problem}");
    }
}

/// One script for each documented function that has examples.
fn documented() -> Vec<Script> {
    let mut session = Engine::builder().caps(Caps::ALL).build().session();
    for namespace in library() {
        let loaded = session.eval("docs", &format!("(require '{namespace})"));
        loaded.unwrap_or_else(|e| panic!("{namespace} cannot be loaded: {e:?}"));
    }
    let docs = session
        .eval("docs", DOCS)
        .expect("definitions can be listed");
    let text = docs.as_str().expect("printed text").to_owned();
    let forms = parse_all(&text, 0, &Syntax::default()).expect("printed text can be read");
    let root = forms.roots()[0];
    let mut scripts: Vec<_> = forms
        .children(root)
        .into_iter()
        .filter_map(|entry| {
            let parts: Vec<_> = forms
                .children(entry)
                .into_iter()
                .map(|part| unescape(&text[forms.range(part)]))
                .collect();
            let [ns, name, doc] = parts.as_slice() else {
                return None;
            };
            script(&format!("doc of {ns}/{name}"), &place(ns), doc)
        })
        .collect();
    scripts.sort_by(|a, b| a.name.cmp(&b.name));
    scripts
}

/// Examples are read in the namespace of their function, so that they can use its short names.
fn place(ns: &str) -> String {
    match ns {
        "clojure.core" | "clutch.core" | "clutch.rt" | "user" => String::new(),
        ns => format!("(do (require '{ns}) (in-ns '{ns}))"),
    }
}

/// The namespaces of `stdlib/clojure`, by their files.
fn library() -> Vec<String> {
    let root = workspace_root().join("stdlib");
    let mut found = Vec::new();
    collect(&root, &root.join("clojure"), &mut found);
    found.sort();
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, found);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap_or_default();
        // Further files of a namespace have no `ns` form.
        if text.lines().any(|l| l.starts_with("(ns ")) {
            let relative = path.strip_prefix(root).unwrap_or(&path).with_extension("");
            let name = relative.to_string_lossy().replace('/', ".");
            found.push(name.replace('_', "-"));
        }
    }
}
