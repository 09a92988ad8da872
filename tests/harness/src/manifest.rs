//! The direction of dependencies between the crates of the workspace.
//!
//! The allowed edges are the picture in `ARCHITECTURE.md`. A manifest may name fewer, never more;
//! the test that reads the manifests is `tests/edges.rs`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which of our crates each of our crates may use.
pub const ALLOWED: &[(&str, &[&str])] = &[
    ("clutch-core", &[]),
    ("clutch-derive", &[]),
    ("clutch-syntax", &["clutch-core"]),
    ("clutch-vm", &["clutch-core", "clutch-syntax"]),
    (
        "clutch-compiler",
        &["clutch-core", "clutch-syntax", "clutch-vm"],
    ),
    (
        "clutch-natives",
        &["clutch-core", "clutch-syntax", "clutch-vm", "clutch-derive"],
    ),
    (
        "clutch-lang",
        &[
            "clutch-core",
            "clutch-syntax",
            "clutch-vm",
            "clutch-compiler",
            "clutch-natives",
            "clutch-derive",
        ],
    ),
    ("clutch", &["clutch-lang"]),
    ("clutch-examples-embed", &["clutch-lang"]),
    (
        "clutch-tests",
        &["clutch-syntax", "clutch-natives", "clutch-lang"],
    ),
];

/// Edges that only tests have: golden tests of the compiler run macros of the library.
pub const ALLOWED_IN_TESTS: &[(&str, &str)] = &[("clutch-compiler", "clutch-natives")];

/// The part of a manifest that matters here.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Name of the package; empty in a manifest that is only a workspace.
    pub package: String,
    /// Our crates among its dependencies.
    pub edges: Vec<String>,
    /// Our crates among the dependencies of its tests.
    pub test_edges: Vec<String>,
}

/// Reads what matters from the text of a manifest.
///
/// Understands what Cargo manifests here consist of: sections in brackets, and `key = …` or
/// `key.workspace = true` lines; a dependency may also be a section of its own.
pub fn parse(text: &str) -> Manifest {
    let mut manifest = Manifest::default();
    let mut section = String::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']').trim_matches('[').into();
            if let Some((_, dependency)) = section.rsplit_once("dependencies.") {
                add_edge(&mut manifest, &section, dependency);
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        let key = key.trim().split('.').next().unwrap_or_default();
        if section == "package" && key == "name" {
            manifest.package = value.trim().trim_matches('"').into();
        } else if section.ends_with("dependencies") && section != "workspace.dependencies" {
            add_edge(&mut manifest, &section, key);
            if let Some((_, package)) = value.split_once("package = \"") {
                let package = package.split('"').next().unwrap_or_default();
                add_edge(&mut manifest, &section, package);
            }
        }
    }
    manifest
}

fn add_edge(manifest: &mut Manifest, section: &str, name: &str) {
    let name = name.trim().trim_matches('"');
    if name == "clutch" || name.starts_with("clutch-") {
        if section.contains("dev-dependencies") {
            manifest.test_edges.push(name.into());
        } else {
            manifest.edges.push(name.into());
        }
    }
}

/// What is wrong with the edges of these manifests, one sentence each.
pub fn problems(manifests: &[Manifest]) -> Vec<String> {
    let allowed: BTreeMap<_, _> = ALLOWED.iter().copied().collect();
    let mut found = Vec::new();
    for m in manifests {
        match allowed.get(m.package.as_str()) {
            None => found.push(format!(
                "`{}` is no crate that ARCHITECTURE.md knows",
                m.package
            )),
            Some(uses) => {
                let in_tests = |edge: &&String| {
                    !ALLOWED_IN_TESTS.contains(&(m.package.as_str(), edge.as_str()))
                };
                let edges = m.edges.iter().chain(m.test_edges.iter().filter(in_tests));
                for edge in edges.filter(|e| !uses.contains(&e.as_str())) {
                    found.push(format!("`{}` must not use `{edge}`", m.package));
                }
            }
        }
    }
    found
}

/// The packages of the workspace: every `Cargo.toml` below `root`, build output left out.
pub fn packages(root: &Path) -> Vec<Manifest> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path: PathBuf = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    folders.push(path);
                }
            } else if name == "Cargo.toml"
                && let Ok(text) = fs::read_to_string(&path)
            {
                let manifest = parse(&text);
                if !manifest.package.is_empty() {
                    found.push(manifest);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_of_every_kind_are_found() {
        let m = parse(
            "[package]\nname = \"clutch-core\"\n[dependencies]\nclutch-vm.workspace = true\nim = \"1\"\n\
             other = { package = \"clutch-lang\", path = \"x\" }\n[dev-dependencies.clutch-syntax]\npath = \"y\"\n\
             [target.'cfg(unix)'.dependencies]\nclutch-derive = { path = \"z\" }\n",
        );
        assert_eq!(m.package, "clutch-core");
        assert_eq!(m.edges, ["clutch-vm", "clutch-lang", "clutch-derive"]);
        assert_eq!(m.test_edges, ["clutch-syntax"]);
        assert_eq!(problems(&[m]).len(), 4);
    }

    #[test]
    fn a_crate_that_nobody_described_is_a_problem() {
        assert_eq!(
            problems(&[parse("[package]\nname = \"clutch-utils\"")]).len(),
            1
        );
    }
}
