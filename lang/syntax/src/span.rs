//! Temporary.
/// A range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// id
    pub source: u32,
    /// from
    pub start: u32,
    /// to
    pub end: u32,
}
impl Span {
    /// new
    pub fn new(source: u32, start: u32, end: u32) -> Self {
        Span { source, start, end }
    }
}
