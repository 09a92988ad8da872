//! What Clutch is made of: values, names, collections, code objects and worlds, as plain data.
//!
//! Nothing in this crate runs user code. Where an operation may have to (the equality of two
//! map keys may force a lazy seq), it takes a context object through a trait such as
//! [`coll::KeyOps`], which the `vm` crate implements.
//!
//! Reading order: [`repr`] (the 16-byte value), [`value`] (constructors and views), [`name`],
//! [`coll`], [`func`] and [`op`] (code), [`world`].

#![deny(unsafe_code)]

pub mod class;
pub mod coll;
pub mod drop;
pub mod error;
pub mod func;
pub mod heap;
pub mod murmur;
pub mod name;
pub mod native;
pub mod object;
pub mod op;
pub mod repr;
pub mod seq;
pub mod span;
pub mod state;
pub mod string;
pub mod sync;
pub mod value;
pub mod world;

pub use class::TypeInfo;
pub use error::{R, Thrown};
pub use heap::Shared;
pub use name::{Keyword, NsName, Symbol, VarName};
pub use repr::{Tag, Value};
pub use span::Span;
pub use string::Str;
pub use value::View;

const _: () = assert!(size_of::<Value>() == 16);
const _: () = assert!(size_of::<Option<Value>>() == 16);
const _: () = assert!(size_of::<R<Value>>() == 16);
