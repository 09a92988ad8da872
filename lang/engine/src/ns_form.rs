//! What an `ns` form says that it requires, read from the text alone.
//!
//! A stage reads and parses all files that a load will need before it evaluates any, so it looks
//! at the `ns` forms without evaluating them. What only turns out while running (`require` in a
//! function, a macro that makes an `ns` form) is read when it is reached.

use clutch_core::NsName;
use clutch_syntax::{FormId, FormKind, Forms};

/// The namespace that a file declares, and those that it requires, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) name: Option<NsName>,
    pub(crate) requires: Vec<NsName>,
}

/// Looks for the first `ns` form among the top-level forms.
pub(crate) fn header(text: &str, forms: &Forms) -> Header {
    let scan = Scan { text, forms };
    for form in forms.roots() {
        let parts = scan.list(*form);
        if let [head, name, clauses @ ..] = &parts[..]
            && forms.kind(*form) == FormKind::List
            && scan.word(*head) == Some("ns")
        {
            let mut header = Header {
                name: scan.word(scan.target(*name)).map(NsName::new),
                requires: Vec::new(),
            };
            for clause in clauses {
                scan.clause(*clause, &mut header.requires);
            }
            return header;
        }
    }
    Header::default()
}

struct Scan<'a> {
    text: &'a str,
    forms: &'a Forms,
}

impl Scan<'_> {
    fn text(&self, form: FormId) -> &str {
        &self.text[self.forms.range(form)]
    }

    fn word(&self, form: FormId) -> Option<&str> {
        matches!(self.forms.kind(form), FormKind::Symbol).then(|| self.text(form))
    }

    fn is_keyword(&self, form: FormId) -> bool {
        self.forms.kind(form) == FormKind::Keyword
    }

    fn list(&self, form: FormId) -> Vec<FormId> {
        match self.forms.kind(form) {
            FormKind::List | FormKind::Vector => self.forms.children(form),
            _ => Vec::new(),
        }
    }

    /// A form without its metadata.
    fn target(&self, mut form: FormId) -> FormId {
        while self.forms.kind(form) == FormKind::Meta {
            form = self.forms.children(form)[1];
        }
        form
    }

    fn clause(&self, clause: FormId, requires: &mut Vec<NsName>) {
        let parts = self.list(clause);
        let Some((head, specs)) = parts.split_first() else {
            return;
        };
        if matches!(self.text(*head), ":require" | ":use") {
            for spec in specs {
                self.spec(*spec, requires);
            }
        }
    }

    /// `lib`, `[lib option value …]`, `(prefix lib …)`; `:as-alias` alone loads nothing.
    fn spec(&self, spec: FormId, requires: &mut Vec<NsName>) {
        if let Some(name) = self.word(spec) {
            add(requires, name);
            return;
        }
        let parts = self.list(spec);
        let Some((head, rest)) = parts.split_first() else {
            return;
        };
        let Some(name) = self.word(*head) else { return };
        let options = rest.first().is_none_or(|o| self.is_keyword(*o));
        if options && self.forms.kind(spec) == FormKind::Vector {
            let mut names = rest.iter().step_by(2).map(|o| self.text(*o));
            let only_alias = !rest.is_empty() && names.all(|o| o == ":as-alias");
            if !only_alias {
                add(requires, name);
            }
            return;
        }
        for part in rest {
            let lib = self.word(*part);
            let lib = lib.or_else(|| self.list(*part).first().and_then(|f| self.word(*f)));
            if let Some(lib) = lib {
                add(requires, &format!("{name}.{lib}"));
            }
        }
    }
}

fn add(requires: &mut Vec<NsName>, name: &str) {
    let name = NsName::new(name);
    if !requires.contains(&name) {
        requires.push(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clutch_syntax::{Syntax, parse_all};

    fn of(text: &str) -> (Option<String>, Vec<String>) {
        let forms = parse_all(text, 0, &Syntax::default()).expect("parses");
        let header = header(text, &forms);
        let names = header.requires.iter().map(ToString::to_string).collect();
        (header.name.map(|n| n.to_string()), names)
    }

    #[test]
    fn every_shape_of_libspec_is_understood() {
        let (name, requires) = of("; first\n(ns ^:x my.app \"doc\" {:a 1}
             (:refer-clojure :exclude [map])
             (:require a [b :as x] [c] [d :as-alias y] [e :as z :refer [f]]
                       (p q [r :as s]) [t [u :as v] w] :reload)
             (:use [g :only [h]])
             (:import (java.util Date)))");
        assert_eq!(name.as_deref(), Some("my.app"));
        assert_eq!(
            requires,
            ["a", "b", "c", "e", "p.q", "p.r", "t.u", "t.w", "g"]
        );
    }

    #[test]
    fn a_text_without_an_ns_form_requires_nothing() {
        assert_eq!(of("(def x 1) [ns y]"), (None, vec![]));
        assert_eq!(of(""), (None, vec![]));
    }

    #[test]
    fn reader_conditionals_are_taken_as_the_reader_takes_them() {
        let (_, requires) = of("(ns x (:require #?(:cljs [no] :clj [yes]) #?@(:default [a b])))");
        assert_eq!(requires, ["yes", "a", "b"]);
    }
}
