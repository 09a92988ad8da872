//! Writes the index of the standard library: which definition is where in which file.
//!
//! Starting up binds every name of `clojure.core` without reading, let alone compiling, any of
//! its text: the index says name, marks and byte range of each top-level form, and the form is
//! compiled at the first use of its name. Output: `stdlib_index.rs`, static tables of the types
//! in `src/stdlib/index.rs`.
//!
//! A form is *lazy* if its head is one of the defining words below and it defines names that can
//! be told without evaluating it. Everything else is *eager*: evaluated when its namespace is
//! loaded. The files of namespaces with more than one are listed in `stdlib/manifest`; all other
//! files are a namespace each, named after their path.

use clutch_syntax::{FormId, FormKind, Forms, Syntax, parse_all};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Heads whose forms define exactly the name that follows.
const LAZY: &[&str] = &["def", "defn", "defn-", "defmacro", "defonce", "defmulti"];
/// Forms that mean nothing to a loader that knows all names.
const SKIPPED: &[&str] = &["comment", "declare"];

struct File<'a> {
    text: &'a str,
    forms: Forms,
}

/// What the `ns` form of a file says.
#[derive(Default)]
struct Header {
    doc: String,
    excludes: Vec<String>,
    requires: Vec<(String, String)>,
}

struct Definition {
    name: String,
    marks: Vec<&'static str>,
}

fn main() {
    let root = PathBuf::from(env("CARGO_MANIFEST_DIR")).join("../../stdlib");
    let root = root.canonicalize().expect("the standard library is there");
    println!("cargo:rerun-if-changed={}", root.display());
    let namespaces = namespaces(&root);
    let mut files = String::new();
    let mut index = String::new();
    let mut count = 0;
    for (ns, paths) in &namespaces {
        let first = count;
        let mut header = Header::default();
        for path in paths {
            let full = root.join(path);
            println!("cargo:rerun-if-changed={}", full.display());
            let text = std::fs::read_to_string(&full)
                .unwrap_or_else(|e| panic!("{}: {e}", full.display()));
            write_file(&mut files, &mut header, ns, path, &full, &text);
            count += 1;
        }
        writeln!(
            index,
            "    Namespace {{ name: {ns:?}, doc: {:?}, excludes: &{:?}, requires: &{:?}, first_file: {first}, last_file: {count} }},",
            header.doc, header.excludes, header.requires
        )
        .expect("writing to a string");
    }
    let out = PathBuf::from(env("OUT_DIR")).join("stdlib_index.rs");
    let text = format!(
        "pub(crate) static FILES: &[File] = &[\n{files}];\n\
         pub(crate) static NAMESPACES: &[Namespace] = &[\n{index}];\n"
    );
    std::fs::write(&out, text).unwrap_or_else(|e| panic!("{}: {e}", out.display()));
}

fn env(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}

/// Namespaces with their files, relative to the root, sorted by name.
fn namespaces(root: &Path) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let manifest = std::fs::read_to_string(root.join("manifest")).expect("stdlib/manifest");
    let mut listed = Vec::new();
    for line in manifest.lines().filter(|l| !l.starts_with('#')) {
        let mut words = line.split_whitespace().map(str::to_string);
        if let Some(ns) = words.next() {
            let paths: Vec<String> = words.collect();
            listed.extend(paths.clone());
            all.entry(ns).or_default().extend(paths);
        }
    }
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        println!("cargo:rerun-if-changed={}", folder.display());
        let entries = std::fs::read_dir(&folder).expect("a readable folder");
        for entry in entries.map(|e| e.expect("a readable entry").path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|e| e == "clj" || e == "cljc") {
                let path = entry.strip_prefix(root).expect("below the root");
                let path = path.to_string_lossy().replace('\\', "/");
                if !listed.contains(&path) {
                    let stem = path.rsplit_once('.').map_or(path.as_str(), |(s, _)| s);
                    let ns = stem.replace('/', ".").replace('_', "-");
                    assert!(
                        all.insert(ns, vec![path.clone()]).is_none(),
                        "{path}: twice"
                    );
                }
            }
        }
    }
    all
}

fn write_file(
    out: &mut String,
    header: &mut Header,
    ns: &str,
    path: &str,
    full: &Path,
    text: &str,
) {
    let syntax = Syntax {
        features: ["clutch", "clj"].map(String::from).to_vec(),
        ..Syntax::default()
    };
    let forms = parse_all(text, 0, &syntax).unwrap_or_else(|errors| {
        panic!("{path}: {}", errors[0].message());
    });
    let file = File { text, forms };
    let full = full.display().to_string();
    writeln!(
        out,
        "    File {{ ns: {ns:?}, path: {path:?}, text: include_str!({full:?}), forms: &["
    )
    .expect("writing to a string");
    for &form in file.forms.roots() {
        let children = file.list(form);
        if children.first().and_then(|c| file.symbol(*c)) == Some("ns") {
            file.read_header(header, ns, &children);
        } else {
            file.write_form(out, form);
        }
    }
    out.push_str("    ] },\n");
}

impl File<'_> {
    fn write_form(&self, out: &mut String, form: FormId) {
        let children = self.list(form);
        let head = children.first().and_then(|c| self.symbol(*c)).unwrap_or("");
        if SKIPPED.contains(&head) {
            return;
        }
        let range = self.forms.range(form);
        let (kind, definition) = match head {
            _ if LAZY.contains(&head) => ("Lazy", self.definition(head, &children)),
            _ => ("Eager", None),
        };
        assert!(
            kind != "Lazy" || definition.is_some(),
            "no name: {:?}",
            &self.text[range]
        );
        let (name, marks) = definition.map_or_else(Default::default, |d| (d.name, d.marks));
        let marks = marks.iter().map(|m| format!(" {m}: true,"));
        let marks: String = marks.collect();
        writeln!(
            out,
            "        Form {{ start: {}, end: {}, kind: Kind::{kind}, name: {name:?}, flags: Flags {{{marks} ..NO_FLAGS }} }},",
            range.start, range.end
        )
        .expect("writing to a string");
    }

    /// Takes the `ns` form apart; it is not evaluated, so only what is known here may be in it.
    fn read_header(&self, header: &mut Header, ns: &str, parts: &[FormId]) {
        assert_eq!(self.symbol(parts[1]), Some(ns), "name of the ns form");
        for part in &parts[2..] {
            let text = self.text(*part);
            match self.forms.kind(*part) {
                FormKind::PlainString => header.doc = text[1..text.len() - 1].to_string(),
                FormKind::EscapedString => {
                    let inner = text[1..text.len() - 1].replace("\\\"", "\"");
                    header.doc = inner.replace("\\\\", "\\");
                }
                FormKind::List => {
                    let clause = self.forms.children(*part);
                    match self.text(clause[0]) {
                        ":refer-clojure" => {
                            assert_eq!(self.text(clause[1]), ":exclude", "{text}");
                            let names = self.forms.children(clause[2]);
                            let names = names.iter().map(|n| self.text(*n).to_string());
                            header.excludes.extend(names);
                        }
                        ":require" => {
                            for spec in &clause[1..] {
                                let spec = self.forms.children(*spec);
                                assert_eq!(spec.len(), 3, "[lib :as alias] in {text}");
                                assert_eq!(self.text(spec[1]), ":as", "{text}");
                                let text = |i: usize| self.text(spec[i]).to_string();
                                header.requires.push((text(0), text(2)));
                            }
                        }
                        _ => panic!("the standard library's ns forms know no {text}"),
                    }
                }
                _ => panic!("the standard library's ns forms know no {text}"),
            }
        }
    }

    fn list(&self, form: FormId) -> Vec<FormId> {
        match self.forms.kind(form) {
            FormKind::List => self.forms.children(form),
            _ => Vec::new(),
        }
    }

    fn text(&self, form: FormId) -> &str {
        &self.text[self.forms.range(form)]
    }

    fn symbol(&self, form: FormId) -> Option<&str> {
        (self.forms.kind(form) == FormKind::Symbol).then(|| self.text(form))
    }

    fn definition(&self, head: &str, children: &[FormId]) -> Option<Definition> {
        let mut marks = Vec::new();
        let mut target = *children.get(1)?;
        while self.forms.kind(target) == FormKind::Meta {
            let parts = self.forms.children(target);
            self.marks(parts[0], &mut marks);
            target = parts[1];
        }
        // (defn name doc? attributes? …): the attributes may carry marks too.
        for child in children.iter().skip(2).take(2) {
            if matches!(head, "defn" | "defmacro" | "defmulti" | "defn-") {
                self.marks(*child, &mut marks);
            }
        }
        match head {
            "defn-" => marks.push("private"),
            "defmacro" => marks.push("is_macro"),
            "defonce" => marks.push("once"),
            _ => {}
        }
        marks.sort_unstable();
        marks.dedup();
        Some(Definition {
            name: self.symbol(target)?.to_string(),
            marks,
        })
    }

    /// Marks in `:keyword` or `{:keyword true}` metadata.
    fn marks(&self, meta: FormId, marks: &mut Vec<&'static str>) {
        let mut mark = |key: &str| match key {
            ":private" => marks.push("private"),
            ":dynamic" => marks.push("dynamic"),
            ":macro" => marks.push("is_macro"),
            ":const" => marks.push("constant"),
            _ => {}
        };
        match self.forms.kind(meta) {
            FormKind::Keyword => mark(self.text(meta)),
            FormKind::Map => {
                for pair in self.forms.children(meta).chunks(2) {
                    if self.forms.kind(pair[1]) == FormKind::True {
                        mark(self.text(pair[0]));
                    }
                }
            }
            _ => {}
        }
    }
}
