//! [`Walk`]: an iterator over the elements of anything seqable, for the loops of the laws.

use crate::cx::Cx;
use crate::iter;
use clutch_core::coll::Cursor;
use clutch_core::object::{Host, HostShape};
use clutch_core::seq::IterState;
use clutch_core::{R, Value};

/// A position in a seqable.
pub(crate) struct Walk(IterState);

impl Walk {
    /// A walk over a seqable value; none if it is not seqable.
    pub(crate) fn of(cx: &mut Cx, v: &Value) -> R<Option<Walk>> {
        Ok(iter::try_state(cx, v.clone())?.ok().map(Walk))
    }

    /// A walk over nothing.
    pub(crate) fn empty() -> Walk {
        Walk(IterState::Empty)
    }

    /// A walk over the rest of a map or set; elements of maps are entries.
    pub(crate) fn cursor(cursor: Cursor) -> Walk {
        Walk(IterState::Cursor(cursor))
    }

    /// A walk over elements in a buffer.
    pub(crate) fn items(items: Vec<Value>) -> Walk {
        Walk(iter::items(items))
    }

    /// The next element.
    pub(crate) fn next(&mut self, cx: &mut Cx) -> R<Option<Value>> {
        iter::step(cx, &mut self.0)
    }
}

/// The elements of a host object that has some.
pub(crate) fn items_of(host: &Host) -> Option<Value> {
    match host.data.shape() {
        HostShape::Opaque => None,
        _ => host.data.items(),
    }
}
