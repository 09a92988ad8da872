//! Sequences as plain data; walking them (which may run code) is in `vm::seq`.

use crate::coll::Vector;
use crate::heap::Shared;
use crate::repr::Value;
use crate::string::Str;
use crate::world::Pin;
use parking_lot::Mutex;
use std::sync::Arc;

/// One element before a seq.
#[derive(Debug)]
pub struct Cons {
    /// First element.
    pub first: Value,
    /// Any seqable or nil.
    pub rest: Value,
    /// Metadata, or nil.
    pub meta: Value,
}

/// State of a lazy seq.
#[derive(Debug)]
pub enum LazyState {
    /// Function of no arguments, and the pin of the turn it was made in.
    Pending(Value, Option<Arc<Pin>>),
    /// Being computed by the thread with this id (forcing it again from there is an error).
    Running(u64),
    /// A seq or nil, and the generation of the world in which it was realised; 0 if no code of
    /// the program ran.
    Done(Value, u64),
    /// Its function failed after it had used up what it captured: the exception to throw each time,
    /// or nil if it was stopped by something that is no exception.
    Failed(Value),
}

/// A lazy sequence. A cell drops its function and pin when realised.
#[derive(Debug)]
pub struct LazySeq {
    /// Where it stands.
    pub state: Mutex<LazyState>,
    /// Metadata, or nil.
    pub meta: Value,
}

/// An immutable run of elements.
#[derive(Debug)]
pub struct Chunk {
    /// The elements.
    pub items: Box<[Value]>,
}

/// A chunk under construction.
#[derive(Debug)]
pub struct ChunkBuffer(pub Mutex<Vec<Value>>);

/// A chunk, from an offset on, before a seq.
#[derive(Debug)]
pub struct ChunkedCons {
    /// The chunk.
    pub chunk: Shared<Chunk>,
    /// First element still in the seq; always below the length.
    pub offset: usize,
    /// Any seqable or nil.
    pub rest: Value,
    /// Metadata, or nil.
    pub meta: Value,
}

/// Rest of a vector.
#[derive(Debug)]
pub struct VectorSeq {
    /// The vector.
    pub vector: Shared<Vector>,
    /// Index of the first element; always below the count.
    pub index: usize,
    /// Metadata, or nil.
    pub meta: Value,
}

/// Rest of an immutable run of elements, before the elements of another seq. Unlike
/// [`ChunkedCons`] it is no chunked seq for the library: functions over it go one by one.
#[derive(Debug)]
pub struct ArraySeq {
    /// The elements.
    pub items: Shared<Chunk>,
    /// Index of the first element; always below the length.
    pub index: usize,
    /// What follows the run: any seqable, or nil.
    pub more: Value,
    /// Metadata, or nil.
    pub meta: Value,
}

/// `start, start+step, …`; never empty.
#[derive(Debug)]
pub struct Range {
    /// First element.
    pub start: i64,
    /// Difference; not zero.
    pub step: i64,
    /// Number of elements, at least 1; [`Range::ENDLESS`] for no end.
    pub count: u64,
    /// Metadata, or nil.
    pub meta: Value,
}

impl Range {
    /// Count of a range without end, which is not a chunked seq.
    pub const ENDLESS: u64 = u64::MAX;
}

/// Rest of a string.
#[derive(Debug)]
pub struct StringSeq {
    /// The string.
    pub string: Shared<Str>,
    /// Byte offset of the first character; always inside.
    pub byte: usize,
    /// Index of the first character.
    pub index: usize,
    /// Metadata, or nil.
    pub meta: Value,
}

/// A one-pass iterator over any seqable (`clutch.rt/iter`); held by one register.
pub struct Iter(pub Mutex<IterState>);

/// Where an iterator stands; stepping is in `vm::iter`.
#[derive(Debug)]
pub enum IterState {
    /// Nothing left.
    Empty,
    /// Elements of a vector: next index.
    Vector(Shared<Vector>, usize),
    /// Elements of a run: next index.
    Items(Shared<Chunk>, usize),
    /// Integers: next, step, how many.
    Range(i64, i64, u64),
    /// Characters: next byte offset.
    Str(Shared<Str>, usize),
    /// Elements of a chunk, then of what follows it: next index in the chunk.
    Chunk(Shared<ChunkedCons>, usize),
    /// Any seq.
    Seq(Value),
    /// Entries of a map or elements of a set, by cursor.
    Cursor(crate::coll::Cursor),
    /// Keys, with the value of the last one.
    Pairs(Pairs, Value),
}

/// Where an iterator over keys and values stands.
#[derive(Debug)]
pub enum Pairs {
    /// Entries of a map.
    Cursor(crate::coll::Cursor),
    /// Indices and elements of a vector: next index.
    Vector(Shared<Vector>, usize),
    /// Entries in any seq.
    Seq(Value),
}
