//! When two printed values are the same: they read as the same form, and only the order inside of
//! maps and sets may differ.
//!
//! The comparison is by text and by the reader's tree, never by `=` of the language under test: a
//! vector that should be a list, or `1.0` that should be `1`, is a difference here.

use clutch_syntax::{FormId, FormKind, Forms, Syntax, parse_all};

/// Whether two printed values are the same.
///
/// The numbers that tell objects apart (`#object[Name 0x1f "…"]`) may differ.
pub fn same(expected: &str, got: &str) -> bool {
    if expected.trim() == got.trim() {
        return true;
    }
    let (expected, got) = (without_addresses(expected), without_addresses(got));
    match (canonical(&expected), canonical(&got)) {
        (Some(a), Some(b)) => a == b,
        _ => false,
    }
}

fn without_addresses(text: &str) -> String {
    if !text.contains("#object[") {
        return text.into();
    }
    let mut parts = text.split(" 0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(" 0x0");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}

/// The text of a form with single blanks and with the entries of maps and sets in the order of their
/// texts; `None` when it cannot be read as exactly one form.
pub fn canonical(text: &str) -> Option<String> {
    let syntax = Syntax {
        conditionals: clutch_syntax::Conditionals::Preserve,
        ..Syntax::default()
    };
    let forms = parse_all(text, 0, &syntax).ok()?;
    match forms.roots() {
        [root] => Some(show(text, &forms, *root)),
        _ => None,
    }
}

/// Expected values are written by hand and a few levels deep, so this may recurse.
fn show(text: &str, forms: &Forms, id: FormId) -> String {
    let parts = || -> Vec<String> {
        let children = forms.children(id);
        children.iter().map(|c| show(text, forms, *c)).collect()
    };
    match forms.kind(id) {
        FormKind::List => format!("({})", parts().join(" ")),
        FormKind::Vector => format!("[{}]", parts().join(" ")),
        FormKind::Set => {
            let mut items = parts();
            items.sort();
            format!("#{{{}}}", items.join(" "))
        }
        FormKind::Map => {
            let flat = parts();
            let mut entries: Vec<_> = flat.chunks(2).map(|e| e.join(" ")).collect();
            entries.sort();
            format!("{{{}}}", entries.join(", "))
        }
        FormKind::Quote => format!("(quote {})", parts().join(" ")),
        FormKind::Deref => format!("(clojure.core/deref {})", parts().join(" ")),
        FormKind::VarQuote => format!("(var {})", parts().join(" ")),
        FormKind::Tagged | FormKind::NamespacedMap => parts().join(""),
        FormKind::Meta => format!("^{}", parts().join(" ")),
        FormKind::FnLiteral => format!("#({})", parts().join(" ")),
        _ => text[forms.range(id)].into(),
    }
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn blanks_and_the_order_of_unordered_collections_do_not_matter() {
        assert!(same("[1, 2   (3)]", "[1 2 (3)]"));
        assert!(same("{:a 1 :b #{1 2}}", "{:b #{2 1}, :a 1}"));
        assert!(same("'x", "(quote x)"));
        assert!(same("#user.R{:a 1, :b 2}", "#user.R{:b 2 :a 1}"));
        assert!(same("#object[f 0x0 \"x\"]", "#object[f  0x7a1f \"x\"]"));
    }

    #[test]
    fn kinds_numbers_and_order_of_sequences_matter() {
        assert!(!same("[1 2]", "(1 2)"));
        assert!(!same("1", "1.0"));
        assert!(!same("1", "1N"));
        assert!(!same("(1 2)", "(2 1)"));
        assert!(!same("1", "1 1"));
        assert!(!same("\"a b\"", "\"a  b\""));
        assert!(!same("{:a 1}", "{:a 1, :b 2}"));
    }
}
