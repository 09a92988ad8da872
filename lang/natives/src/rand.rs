//! Random numbers, shuffling, random ids.
//!
//! Each thread has its own generator (xoshiro256++ by David Blackman and Sebastiano Vigna,
//! public domain), seeded from the clock and the thread, or by [`seed`] for runs that must be
//! repeatable. Not for secrets.

use crate::bridge::vector;
use clutch_core::native::Native;
use clutch_core::object::{HostShape, Uuid};
use clutch_core::{R, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::class::host::COLLECTION;
use clutch_vm::class::instance_of;
use clutch_vm::{Cx, convert, seq};
use std::cell::RefCell;
use std::hash::{BuildHasher, Hasher};

struct Generator([u64; 4]);

impl Generator {
    /// Fills the state from one number by SplitMix64.
    fn new(mut seed: u64) -> Generator {
        let mut next = || {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let z = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        Generator([next(), next(), next(), next()])
    }

    /// Seeded by what the standard library draws its hash keys from.
    fn random() -> Generator {
        let mut hasher = std::hash::RandomState::new().build_hasher();
        hasher.write_i64(crate::time::nano_time());
        Generator::new(hasher.finish())
    }

    fn next(&mut self) -> u64 {
        let s = &mut self.0;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        result
    }
}

thread_local! {
    static GENERATOR: RefCell<Generator> = RefCell::new(Generator::random());
}

/// Makes this thread's random numbers repeatable.
pub fn seed(seed: u64) {
    GENERATOR.set(Generator::new(seed));
}

/// 64 random bits.
pub fn bits() -> u64 {
    GENERATOR.with_borrow_mut(Generator::next)
}

/// A number from 0 up to but not including 1.
pub fn unit() -> f64 {
    (bits() >> 11) as f64 / (1u64 << 53) as f64
}

/// A whole number below `n`, which is above 0.
pub fn below(n: u64) -> u64 {
    // The high half of the product; the bias is below n / 2^64.
    ((u128::from(bits()) * u128::from(n)) >> 64) as u64
}

/// A random number from 0 (inclusive) to n, or to 1 (exclusive).
///
/// (<= 0 (rand) 1) ;=> true
/// (< (rand 10) 10) ;=> true
#[native("clojure.core", "rand")]
fn rand(n: Option<f64>) -> f64 {
    unit() * n.unwrap_or(1.0)
}

/// A random integer from 0 (inclusive) to n (exclusive).
///
/// (rand-int 1) ;=> 0
/// (< -1 (rand-int 10) 10) ;=> true
#[native("clojure.core", "rand-int")]
fn rand_int(n: f64) -> i64 {
    (unit() * n) as i64
}

/// A vector of the elements of a collection in random order.
///
/// (sort (shuffle [3 1 2])) ;=> (1 2 3)
#[native("clojure.core", "shuffle")]
fn shuffle(cx: &mut Cx, coll: Value) -> R {
    let is_collection = match coll.view() {
        View::Host(h) => matches!(h.data.shape(), HostShape::List | HostShape::Set),
        _ => instance_of(&COLLECTION, &coll),
    };
    if !is_collection {
        let expected = "a collection that is no map";
        return Err(convert::wrong_argument(&NATIVE_SHUFFLE, 0, expected, &coll));
    }
    let mut items = seq::to_vec(cx, coll)?;
    for i in (1..items.len()).rev() {
        items.swap(i, below(i as u64 + 1) as usize);
    }
    Ok(vector(items))
}

/// A random universally unique id (version 4).
///
/// (uuid? (random-uuid)) ;=> true
#[native("clojure.core", "random-uuid")]
fn random_uuid_native() -> Value {
    Value::new(random_uuid())
}

/// A random id of version 4.
pub fn random_uuid() -> Uuid {
    let high = bits() & !0xf000 | 0x4000;
    let low = bits() & !(3 << 62) | 2 << 62;
    Uuid(high, low)
}

/// Reads a uuid as Java does: five groups of hexadecimal digits, each of which may be short.
pub fn parse_uuid(text: &str) -> Option<Uuid> {
    if text.len() > 36 {
        return None;
    }
    let groups: Vec<u64> = text
        .split('-')
        .map(|g| {
            let hex = !g.is_empty() && g.bytes().all(|b| b.is_ascii_hexdigit());
            hex.then(|| u64::from_str_radix(g, 16).ok()).flatten()
        })
        .collect::<Option<_>>()?;
    let [a, b, c, d, e] = groups[..] else {
        return None;
    };
    let high = (a & 0xffff_ffff) << 32 | (b & 0xffff) << 16 | c & 0xffff;
    Some(Uuid(high, (d & 0xffff) << 48 | e & 0xffff_ffff_ffff))
}

/// The uuid written in a string, or nil if it is none.
///
/// (parse-uuid "00000000-0000-0000-0000-000000000001") ;=> #uuid "00000000-0000-0000-0000-000000000001"
/// (parse-uuid "x") ;=> nil
#[native("clojure.core", "parse-uuid")]
fn parse_uuid_native(s: &str) -> Option<Value> {
    parse_uuid(s).map(Value::new)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    rand,
    rand_int,
    shuffle,
    random_uuid_native,
    parse_uuid_native,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_makes_numbers_repeatable_and_they_stay_in_range() {
        seed(7);
        let first: Vec<u64> = (0..100).map(|_| below(6)).collect();
        seed(7);
        let again: Vec<u64> = (0..100).map(|_| below(6)).collect();
        assert_eq!(first, again);
        assert!((0..6).all(|n| first.contains(&n)));
        assert!((0..1000).all(|_| (0.0..1.0).contains(&unit())));
        assert!((0..1000).all(|_| rand_int(-3.0) > -3 && rand_int(-3.0) <= 0));
    }

    #[test]
    fn uuids_have_their_version_and_short_groups_are_read() {
        let u = random_uuid();
        assert_eq!((u.0 >> 12 & 0xf, u.1 >> 62), (4, 2));
        assert_eq!(
            parse_uuid("1-2-3-4-5"),
            Some(Uuid(0x1_0002_0003, 0x0004_0000_0000_0005))
        );
        assert_eq!(parse_uuid("1-2-3-4"), None);
        assert_eq!(parse_uuid("x-2-3-4-5"), None);
    }
}
