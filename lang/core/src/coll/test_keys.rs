//! Key operations for tests: simple keys as the language has them, and vectors `[hash id]` that
//! hash to their first element, so that tests can force shared digits and collisions.

use super::{KeyOps, Vector, simple_eq, simple_hash};
use crate::error::{R, Thrown};
use crate::repr::Value;
use std::cmp::Ordering;

#[derive(Default)]
pub(super) struct TestKeys {
    /// Calls of `equal`, `hash` and `compare` that succeed before all fail; none for no limit.
    pub(super) budget: Option<usize>,
}

impl TestKeys {
    fn spend(&mut self) -> R<()> {
        match &mut self.budget {
            Some(0) => Err(Thrown::runtime("a key failed")),
            Some(n) => {
                *n -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

/// A key with a chosen hash.
pub(super) fn key(hash: u32, id: i64) -> Value {
    Value::vector(vec![Value::int(i64::from(hash)), Value::int(id)])
}

/// What `key` was made from.
fn parts(v: &Value) -> Option<(u32, i64)> {
    let v = v.get::<Vector>()?;
    let hash = v.nth(0)?.as_int()?;
    Some((u32::try_from(hash).ok()?, v.nth(1)?.as_int()?))
}

impl KeyOps for TestKeys {
    fn hash(&mut self, v: &Value) -> R<u32> {
        self.spend()?;
        Ok(simple_hash(v)
            .or_else(|| parts(v).map(|p| p.0))
            .unwrap_or(0))
    }
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        self.spend()?;
        Ok(simple_eq(a, b).unwrap_or_else(|| parts(a).is_some() && parts(a) == parts(b)))
    }
    fn check_first(&mut self, comparator: &Value, key: &Value) -> R<()> {
        self.compare(comparator, key, key).map(drop)
    }
    fn compare(&mut self, comparator: &Value, a: &Value, b: &Value) -> R<Ordering> {
        self.spend()?;
        let order = match (a.as_int(), b.as_int()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => return Err(Thrown::class_cast("a", "b")),
        };
        Ok(if comparator.truthy() {
            order.reverse()
        } else {
            order
        })
    }
}
