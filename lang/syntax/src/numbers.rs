//! Numbers of the names that reading makes up: those of `x#` and of the arguments of `#()`.
//!
//! Such a name is different from every other one. But symbols are interned for ever and a file is
//! read at each reload, so files may number by place ([`crate::Reader::numbered_by_place`]): the
//! names of a form are the same whenever it is read. A form is known by its file, the current
//! namespace, its first two symbols, and how many forms with these came before it; so a definition
//! keeps its names when its text changes, and no two forms of a program share one.

use std::collections::HashMap;

use clutch_core::NsName;
use clutch_core::name::{gensym_at, next_gensym};

use crate::form::{FormKind, Forms};

/// The numbers of the names of one form.
pub(crate) enum Numbers {
    /// New ones.
    Fresh,
    /// Those of a place, from the `next` on.
    At { place: String, next: usize },
}

impl Numbers {
    pub(crate) fn next(&mut self) -> u64 {
        match self {
            Numbers::Fresh => next_gensym(),
            Numbers::At { place, next } => {
                *next += 1;
                gensym_at(place, *next - 1)
            }
        }
    }
}

/// The places of the forms of a file.
#[derive(Default)]
pub(crate) struct Places {
    /// How many forms there were so far in a place without its number.
    seen: HashMap<String, usize>,
}

impl Places {
    /// The numbers for the form that was parsed last. `start` is where reading began.
    pub(crate) fn of(
        &mut self,
        file: &str,
        text: &str,
        start: usize,
        ns: NsName,
        forms: &Forms,
    ) -> Numbers {
        let makes_names = |kind| matches!(kind, FormKind::FnLiteral | FormKind::SyntaxQuote);
        if !forms.nodes.iter().any(|node| makes_names(node.kind)) {
            return Numbers::Fresh;
        }
        let symbols = forms.nodes.iter().filter(|n| n.kind == FormKind::Symbol);
        let mut place = format!("{file} {start} {ns}");
        for node in symbols.take(2) {
            place.push(' ');
            place.push_str(&text[node.start as usize..node.end as usize]);
        }
        let seen = self.seen.entry(place.clone()).or_default();
        *seen += 1;
        place.push_str(&format!(" {seen}"));
        Numbers::At { place, next: 0 }
    }
}
