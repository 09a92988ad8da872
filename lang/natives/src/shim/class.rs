//! Classes of the host objects of this crate.

use clutch_core::class::{OBJECT, TypeInfo};

/// `java.util.regex.Pattern`.
pub static PATTERN: TypeInfo = TypeInfo::host("java.util.regex.Pattern", &[&OBJECT]);
/// `java.util.regex.Matcher`.
pub static MATCHER: TypeInfo = TypeInfo::host("java.util.regex.Matcher", &[&OBJECT]);
