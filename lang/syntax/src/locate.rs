//! Finding the places of parts of a list again.
//!
//! Only lists carry spans; a symbol or a vector in a list does not. That is enough for `:line` and
//! `:column`, and it keeps values small. A report of an error wants the exact place: it reads the text of
//! the list once more, which costs nothing as long as nothing is wrong.

use clutch_core::Span;

use crate::form::{FormId, FormKind, Forms};
use crate::parse::FormParser;
use crate::syntax::Syntax;

/// The spans of the items of the list that was written at `span`, prefixes included.
///
/// For `'x`, `@x` and their like these are the spans of the forms behind the prefix. None if the source
/// is not registered or there is no form of that kind.
pub fn item_spans(span: Span, syntax: &Syntax) -> Option<Vec<Span>> {
    let (forms, root) = reparse(span, syntax)?;
    Some(
        forms
            .children(root)
            .into_iter()
            .map(|id| place(span, &forms, id))
            .collect(),
    )
}

/// The first place in the form at `span` where the symbol `name` is written just so.
pub fn find_symbol(span: Span, name: &str, syntax: &Syntax) -> Option<Span> {
    let text = span.text()?;
    let (forms, root) = reparse(span, syntax)?;
    let discarded: Vec<_> = forms
        .subtree(root)
        .map(FormId::at)
        .filter(|&id| forms.kind(id) == FormKind::Discarded)
        .map(|id| forms.subtree(id))
        .collect();
    let found = forms.subtree(root).find(|&index| {
        let id = FormId::at(index);
        forms.kind(id) == FormKind::Symbol
            && text.text.get(forms.range(id)) == Some(name)
            && !discarded.iter().any(|range| range.contains(&index))
    });
    found.map(|index| place(span, &forms, FormId::at(index)))
}

fn reparse(span: Span, syntax: &Syntax) -> Option<(Forms, FormId)> {
    let text = span.text()?;
    // The text is cut off behind the form, so that the offsets stay those of the source.
    let text = text.text.get(..span.end as usize)?;
    let mut forms = Forms::default();
    let start = span.start as usize;
    if !text.is_char_boundary(start) {
        return None;
    }
    let parsed = FormParser::new().parse_next(text, start, span.source, syntax, &mut forms);
    Some((forms, parsed.ok()?.0?))
}

fn place(span: Span, forms: &Forms, id: FormId) -> Span {
    let range = forms.range(id);
    Span::new(span.source, range.start as u32, range.end as u32)
}
