//! Persistent lists. A list form read from source carries its span, from which `:line` and
//! `:column` metadata are derived.

use crate::heap::Shared;
use crate::repr::Value;
use crate::span::Span;
use std::sync::LazyLock;

/// A list; the empty list has count 0, a nil `first` and no `rest`.
#[derive(Debug)]
pub struct List {
    /// First element.
    pub first: Value,
    /// The other elements; none if there are none.
    pub rest: Option<Shared<List>>,
    /// Number of elements.
    pub count: u32,
    /// Where it was written.
    pub span: Span,
    /// Metadata, or nil.
    pub meta: Value,
}

static EMPTY: LazyLock<Shared<List>> = LazyLock::new(|| {
    Shared::new(List {
        first: Value::NIL,
        rest: None,
        count: 0,
        span: Span::NONE,
        meta: Value::NIL,
    })
});

impl List {
    /// The empty list.
    pub fn empty() -> Value {
        Value::heap(EMPTY.clone())
    }

    /// A list of the elements, in order.
    pub fn from_vec(items: Vec<Value>) -> Value {
        List::from_vec_at(items, Span::NONE)
    }

    /// A list of the elements that was written at `span`.
    pub fn from_vec_at(items: Vec<Value>, span: Span) -> Value {
        let mut rest: Option<Shared<List>> = None;
        let mut count = 0;
        let mut items = items.into_iter().rev().peekable();
        if items.peek().is_none() && span.is_some() {
            return Value::new(List {
                first: Value::NIL,
                rest: None,
                count: 0,
                span,
                meta: Value::NIL,
            });
        }
        while let Some(first) = items.next() {
            count += 1;
            let span = if items.peek().is_none() {
                span
            } else {
                Span::NONE
            };
            rest = Some(Shared::new(List {
                first,
                rest,
                count,
                span,
                meta: Value::NIL,
            }));
        }
        rest.map_or_else(List::empty, Value::heap)
    }

    /// The elements, first to last.
    pub fn iter(&self) -> ListIter<'_> {
        ListIter {
            list: (self.count > 0).then_some(self),
        }
    }
}

/// Iterator over the elements of a list.
pub struct ListIter<'a> {
    list: Option<&'a List>,
}

impl<'a> Iterator for ListIter<'a> {
    type Item = &'a Value;
    fn next(&mut self) -> Option<&'a Value> {
        let list = self.list?;
        self.list = list.rest.as_deref();
        Some(&list.first)
    }
}

impl Drop for List {
    /// Frees a long list in a loop.
    fn drop(&mut self) {
        let mut rest = self.rest.take();
        while let Some(list) = rest {
            match Shared::try_unwrap(list) {
                Ok(mut list) => rest = list.rest.take(),
                Err(_) => break,
            }
        }
    }
}
