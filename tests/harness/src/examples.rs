//! Examples in documentation as scripts: lines `form ;=> value` of natives' docs and of docstrings.
//!
//! An example may need the ones before it in the same text (`(def m …)`), so one text is one script.

use crate::script::Script;
use clutch_syntax::{FormId, FormKind, Forms, Syntax, parse_all};

/// The script of a doc text, or `None` if it has no examples.
///
/// `require` is what has to be loaded first, as a form, empty for nothing. Lines that do not look like
/// examples (an expectation behind a form) are left out.
pub fn script(name: &str, require: &str, doc: &str) -> Option<Script> {
    let lines: Vec<_> = doc
        .lines()
        .map(str::trim)
        .filter(|l| !l.starts_with(';') && (l.contains(";=>") || l.contains(";throws>")))
        .collect();
    if lines.is_empty() {
        return None;
    }
    let text = format!("{require}\n{}\n", lines.join("\n"));
    Some(Script::parse(name, &text))
}

/// Names and docstrings of the definitions of a source text of the standard library.
pub fn docstrings(text: &str) -> Vec<(String, String)> {
    let Ok(forms) = parse_all(text, 0, &Syntax::default()) else {
        return Vec::new();
    };
    forms
        .roots()
        .iter()
        .filter_map(|root| docstring(text, &forms, *root))
        .collect()
}

/// `(defn name "doc" …)`, also with metadata before the name; other definers likewise.
fn docstring(text: &str, forms: &Forms, root: FormId) -> Option<(String, String)> {
    if forms.kind(root) != FormKind::List {
        return None;
    }
    let items = forms.children(root);
    let (head, name, doc) = (*items.first()?, *items.get(1)?, *items.get(2)?);
    if !text[forms.range(head)].starts_with("def") {
        return None;
    }
    let name = match forms.kind(name) {
        FormKind::Meta => *forms.children(name).last()?,
        _ => name,
    };
    let doc = match forms.kind(doc) {
        FormKind::PlainString | FormKind::EscapedString => &text[forms.range(doc)],
        _ => return None,
    };
    Some((text[forms.range(name)].into(), unescape(doc)))
}

/// The text of a string literal without its quotes.
pub fn unescape(literal: &str) -> String {
    let inner = literal
        .strip_prefix('"')
        .and_then(|l| l.strip_suffix('"'))
        .unwrap_or(literal);
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some('u') => {
                let digits: String = chars.by_ref().take(4).collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                out.push(
                    code.and_then(char::from_u32)
                        .unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
            Some(other) => out.push(other),
            None => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_become_expectations() {
        let doc = "Adds.\n\n  (+ 1 2) ;=> 3\n  (+ \"a\") ;throws> ClassCastException\n  and ; not => this";
        let script = script("+", "", doc).expect("two examples");
        assert_eq!(script.steps.len(), 2);
        assert_eq!(script.expectations(), 2);
        assert!(super::script("+", "", "Adds.").is_none());
    }

    #[test]
    fn docstrings_are_found_behind_metadata_and_unescaped() {
        let found = docstrings(
            "(ns a)\n(defn ^:private f\n \"Does.\n (f \\\"a\\\\n\\\") ;=> 1\" [x] x)\n(def x 1)\n(defmacro m \"M\" [] 1)",
        );
        assert_eq!(
            found,
            [
                ("f".to_string(), "Does.\n (f \"a\\n\") ;=> 1".to_string()),
                ("m".to_string(), "M".to_string())
            ]
        );
    }
}
