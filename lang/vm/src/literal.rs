//! Literals that the reader keeps as data: tagged literals without a reader for their tag, and
//! reader conditionals. They compare, hash and look up like maps of their parts, and print as
//! they were written.

use crate::class::host as h;
use clutch_core::object::{Host, HostData};
use clutch_core::{Keyword, Value};

/// `#tag form`.
pub struct TaggedLiteral {
    /// A symbol.
    pub tag: Value,
    /// What followed the tag.
    pub form: Value,
}

/// `#?(…)`, or `#?@(…)` if it is spliced.
pub struct ReaderConditional {
    /// The list of features and forms.
    pub form: Value,
    /// Whether its forms go into the collection around it.
    pub splicing: bool,
}

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

impl TaggedLiteral {
    /// As a value of the language.
    pub fn into_value(self) -> Value {
        Value::host(&h::TAGGED_LITERAL, self)
    }
}

impl ReaderConditional {
    /// As a value of the language.
    pub fn into_value(self) -> Value {
        Value::host(&h::READER_CONDITIONAL, self)
    }
}

impl HostData for TaggedLiteral {
    fn items(&self) -> Option<Value> {
        let tag = (key("tag"), self.tag.clone());
        Some(Value::map(vec![tag, (key("form"), self.form.clone())]))
    }
}

impl HostData for ReaderConditional {
    fn items(&self) -> Option<Value> {
        let splicing = (key("splicing?"), Value::bool(self.splicing));
        Some(Value::map(vec![splicing, (key("form"), self.form.clone())]))
    }
}

/// The parts of a kept literal as a map; none for other objects.
pub(crate) fn parts(host: &Host) -> Option<Value> {
    let kept = [&h::TAGGED_LITERAL, &h::READER_CONDITIONAL];
    let is_kept = kept.iter().any(|c| std::ptr::eq(host.class, *c));
    is_kept.then(|| host.data.items()).flatten()
}
