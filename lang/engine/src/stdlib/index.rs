//! The index of the standard library, as `build.rs` wrote it.

use clutch_core::world::Flags;

/// A file of the standard library.
#[derive(Debug)]
pub(crate) struct File {
    /// Namespace that it belongs to.
    pub(crate) ns: &'static str,
    /// Path below `stdlib/`.
    pub(crate) path: &'static str,
    /// The whole text.
    pub(crate) text: &'static str,
    /// Its top-level forms in order, without those that do nothing.
    pub(crate) forms: &'static [Form],
}

/// A top-level form.
#[derive(Debug)]
pub(crate) struct Form {
    /// First byte in the file.
    pub(crate) start: u32,
    /// One past the last byte.
    pub(crate) end: u32,
    /// When it is evaluated.
    pub(crate) kind: Kind,
    /// Name that a lazy form defines; empty for others.
    pub(crate) name: &'static str,
    /// Marks of that definition.
    pub(crate) flags: Flags,
}

/// When a form is evaluated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// At the first use of the name that it defines.
    Lazy,
    /// When the namespace is loaded, after all names are bound.
    Eager,
}

/// A namespace of the standard library: a range of files.
#[derive(Debug)]
pub(crate) struct Namespace {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its documentation; may be empty.
    pub(crate) doc: &'static str,
    /// Names of `clojure.core` that it does not see.
    pub(crate) excludes: &'static [&'static str],
    /// Namespaces that it requires, with the aliases it gives them.
    pub(crate) requires: &'static [(&'static str, &'static str)],
    /// Index of its first file.
    pub(crate) first_file: usize,
    /// One past the index of its last file.
    pub(crate) last_file: usize,
}

const NO_FLAGS: Flags = Flags {
    dynamic: false,
    is_macro: false,
    private: false,
    constant: false,
    once: false,
    kept_live: false,
};

include!(concat!(env!("OUT_DIR"), "/stdlib_index.rs"));

/// The namespace with this name.
pub(crate) fn find(name: &str) -> Option<&'static Namespace> {
    let at = NAMESPACES.binary_search_by(|n| n.name.cmp(name)).ok()?;
    Some(&NAMESPACES[at])
}

impl Namespace {
    /// Its files with their indices.
    pub(crate) fn files(&self) -> impl Iterator<Item = (u16, &'static File)> + use<> {
        let files = FILES[self.first_file..self.last_file].iter();
        let first = self.first_file as u16;
        files.enumerate().map(move |(i, f)| (first + i as u16, f))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(ns: &str, name: &str) -> &'static Form {
        let mut forms = find(ns)
            .expect("indexed")
            .files()
            .flat_map(|(_, f)| f.forms);
        forms.find(|f| f.name == name).expect("indexed")
    }

    #[test]
    fn namespaces_are_sorted_and_found() {
        assert!(NAMESPACES.is_sorted_by_key(|n| n.name));
        assert!(find("clojure.core").is_some_and(|n| n.files().count() > 5));
        assert!(find("clojure.string").is_some());
        assert!(find("no.such").is_none());
    }

    #[test]
    fn forms_carry_name_marks_and_their_text() {
        let union = form("clojure.set", "union");
        let file = find("clojure.set").and_then(|n| n.files().next());
        let text = file.expect("a file").1.text;
        let text = &text[union.start as usize..union.end as usize];
        assert!(text.starts_with("(defn union") && text.ends_with(')'));
        assert!(form("clojure.set", "by-size").flags.private);
        assert!(form("clojure.core", "defmulti").flags.is_macro);
        assert!(!form("clojure.core", "defmulti").flags.private);
    }

    #[test]
    fn ns_forms_are_taken_apart() {
        let string = find("clojure.string").expect("indexed");
        assert_eq!(string.excludes, ["replace", "reverse"]);
        assert!(!string.doc.is_empty());
        let template = find("clojure.template").expect("indexed");
        assert_eq!(template.requires, [("clojure.walk", "walk")]);
    }

    #[test]
    fn no_name_of_clojure_core_is_defined_twice() {
        let core = find("clojure.core").expect("indexed");
        let mut names: Vec<_> = core
            .files()
            .flat_map(|(_, f)| f.forms)
            .filter(|f| f.kind == Kind::Lazy)
            .map(|f| f.name)
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn clojure_core_has_no_eager_forms() {
        let core = find("clojure.core").expect("indexed");
        let eager: Vec<_> = core
            .files()
            .flat_map(|(_, f)| f.forms.iter().map(move |form| (f, form)))
            .filter(|(_, form)| form.kind == Kind::Eager)
            .map(|(f, form)| &f.text[form.start as usize..form.end as usize])
            .collect();
        assert!(eager.is_empty(), "evaluated at every start: {eager:?}");
    }
}
