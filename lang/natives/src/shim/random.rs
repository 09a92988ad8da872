//! `java.util.Random`.

use super::arrays::array_arg;
use super::members;
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, Value};
use clutch_vm::class::host as h;

/// `java.util.Random`: the same numbers as on the JVM for the same seed.
pub(super) struct Random(parking_lot::Mutex<(u64, Option<f64>)>);

impl HostData for Random {}

const MULTIPLIER: u64 = 0x5_DEEC_E66D;
const MASK: u64 = (1 << 48) - 1;

impl Random {
    fn value(seed: i64) -> Value {
        let state = (seed as u64 ^ MULTIPLIER) & MASK;
        Value::host(&h::RANDOM, Random(parking_lot::Mutex::new((state, None))))
    }

    fn bits(&self, count: u32) -> i32 {
        let mut state = self.0.lock();
        state.0 = state.0.wrapping_mul(MULTIPLIER).wrapping_add(0xB) & MASK;
        (state.0 >> (48 - count)) as i32
    }

    pub(super) fn below(&self, bound: i64) -> R<i64> {
        let bound = i32::try_from(bound).ok().filter(|b| *b > 0);
        let bound = bound.ok_or_else(|| Thrown::illegal_argument("bound must be positive"))?;
        if bound & (bound - 1) == 0 {
            return Ok((i64::from(bound) * i64::from(self.bits(31))) >> 31);
        }
        loop {
            let bits = self.bits(31);
            let n = bits % bound;
            if bits.wrapping_sub(n).wrapping_add(bound - 1) >= 0 {
                return Ok(i64::from(n));
            }
        }
    }

    fn long(&self) -> i64 {
        let high = i64::from(self.bits(32)) << 32;
        high.wrapping_add(i64::from(self.bits(32)))
    }

    fn double(&self) -> f64 {
        let high = i64::from(self.bits(26)) << 27;
        (high + i64::from(self.bits(27))) as f64 / (1u64 << 53) as f64
    }

    /// Polar method; makes two at a time.
    fn gaussian(&self) -> f64 {
        if let Some(x) = self.0.lock().1.take() {
            return x;
        }
        loop {
            let (x, y) = (2.0 * self.double() - 1.0, 2.0 * self.double() - 1.0);
            let s = x * x + y * y;
            if s < 1.0 && s != 0.0 {
                let scale = (-2.0 * s.ln() / s).sqrt();
                self.0.lock().1 = Some(y * scale);
                return x * scale;
            }
        }
    }
}

pub(super) fn random(v: &Value) -> R<&Random> {
    v.as_host::<Random>()
        .ok_or_else(|| super::text::wrong(v, "a random generator"))
}

members! {
    "java.util.Random" {
        fn new_random "new" (seed: Option<i64>) -> Value { Random::value(seed.unwrap_or_else(|| crate::rand::bits() as i64)) }
        fn next_int ".nextInt" (r: &Value, bound: Option<i64>) -> R<i64> {
            let r = random(r)?;
            match bound { Some(b) => r.below(b), None => Ok(i64::from(r.bits(32))) }
        }
        fn next_int_range ".nextInt" (r: &Value, low: i64, high: i64) -> R<i64> { Ok(low + random(r)?.below(high - low)?) }
        fn next_long ".nextLong" (r: &Value) -> R<i64> { Ok(random(r)?.long()) }
        fn next_double ".nextDouble" (r: &Value) -> R<f64> { Ok(random(r)?.double()) }
        fn next_float ".nextFloat" (r: &Value) -> R<f64> { Ok(f64::from(random(r)?.bits(24) as f32 / (1 << 24) as f32)) }
        fn next_boolean ".nextBoolean" (r: &Value) -> R<bool> { Ok(random(r)?.bits(1) != 0) }
        fn next_gaussian ".nextGaussian" (r: &Value) -> R<f64> { Ok(random(r)?.gaussian()) }
        fn next_bytes ".nextBytes" (r: &Value, a: &Value) -> R<()> {
            let r = random(r)?;
            let mut items = array_arg(a)?.items.lock();
            for chunk in items.chunks_mut(4) {
                let n = r.bits(32);
                for (i, slot) in chunk.iter_mut().enumerate() {
                    *slot = Value::int(i64::from((n >> (8 * i)) as i8));
                }
            }
            Ok(())
        }
        fn set_seed ".setSeed" (r: &Value, seed: i64) -> R<()> {
            *random(r)?.0.lock() = ((seed as u64 ^ MULTIPLIER) & MASK, None);
            Ok(())
        }
    }
    "java.util.concurrent.ThreadLocalRandom" {
        fn current_random "current" () -> Value { Random::value(crate::rand::bits() as i64) }
    }
}
