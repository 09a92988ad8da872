//! The compiler: from forms to code.

#![forbid(unsafe_code)]

pub mod expand;
