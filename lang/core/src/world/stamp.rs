//! [`Stamp`]: the generation that code and definitions belong to.
//!
//! A generation has its number when it is published. What is made for it before (the code of a
//! stage, which may be rebased on what others publish meanwhile; the code of a form that defines
//! something when it runs) shares one stamp, which says the number that is expected until the
//! publish settles it. So functions, definitions, history and traces tell the same number.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// See the module header.
#[derive(Clone)]
pub struct Stamp(Number);

#[derive(Clone)]
enum Number {
    Known(u64),
    Shared(Arc<AtomicU64>),
}

impl Stamp {
    /// A number that will not change.
    pub const fn known(generation: u64) -> Stamp {
        Stamp(Number::Known(generation))
    }

    /// A number that clones of the stamp share and [`Stamp::settle`] corrects.
    pub fn expected(generation: u64) -> Stamp {
        Stamp(Number::Shared(Arc::new(AtomicU64::new(generation))))
    }

    /// The generation.
    pub fn get(&self) -> u64 {
        match &self.0 {
            Number::Known(generation) => *generation,
            Number::Shared(generation) => generation.load(Ordering::Relaxed),
        }
    }

    /// Says which generation it is. No effect on a number that is known.
    pub fn settle(&self, generation: u64) {
        if let Number::Shared(number) = &self.0 {
            number.store(generation, Ordering::Relaxed);
        }
    }
}

impl Default for Stamp {
    /// That of what was there before the first publish.
    fn default() -> Stamp {
        Stamp::known(0)
    }
}

impl PartialEq for Stamp {
    fn eq(&self, other: &Stamp) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Stamp {}

impl std::fmt::Debug for Stamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.get().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_a_stamp_learns_the_number_together() {
        let stamp = Stamp::expected(3);
        let (code, fixed) = (stamp.clone(), Stamp::known(3));
        assert_eq!(code, fixed);
        stamp.settle(5);
        fixed.settle(5);
        assert_eq!((code.get(), fixed.get()), (5, 3));
    }
}
