//! Message digests: MD5, SHA-1 and SHA-256, for checksums and ids (not for secrets).
//!
//! Sources: RFC 1321, RFC 3174, FIPS 180-4.

use super::{byte_array, bytes_of, members};
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, TypeInfo, Value};
use clutch_vm::class::host as h;
use parking_lot::Mutex;

/// The message in blocks of 64 bytes: then a one bit, zeros, and the length in bits.
fn padded(message: &[u8], length: [u8; 8]) -> Vec<u8> {
    let mut data = message.to_vec();
    data.push(0x80);
    while data.len() % 64 != 56 {
        data.push(0);
    }
    data.extend_from_slice(&length);
    data
}

fn bits(message: &[u8]) -> u64 {
    message.len() as u64 * 8
}

/// MD5.
pub(super) fn md5(message: &[u8]) -> [u8; 16] {
    const SHIFTS: [[u32; 4]; 4] = [
        [7, 12, 17, 22],
        [5, 9, 14, 20],
        [4, 11, 16, 23],
        [6, 10, 15, 21],
    ];
    let sine = |i: usize| (f64::abs(f64::sin(i as f64 + 1.0)) * 4_294_967_296.0) as u32;
    let mut state = [0x6745_2301u32, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];
    for block in padded(message, bits(message).to_le_bytes()).chunks(64) {
        let word =
            |i: usize| u32::from_le_bytes(block[i * 4..i * 4 + 4].try_into().expect("four bytes"));
        let [mut a, mut b, mut c, mut d] = state;
        for i in 0..64 {
            let (mix, at) = match i / 16 {
                0 => ((b & c) | (!b & d), i),
                1 => ((d & b) | (!d & c), (5 * i + 1) % 16),
                2 => (b ^ c ^ d, (3 * i + 5) % 16),
                _ => (c ^ (b | !d), (7 * i) % 16),
            };
            let sum = a
                .wrapping_add(mix)
                .wrapping_add(sine(i))
                .wrapping_add(word(at));
            (a, d, c) = (d, c, b);
            b = b.wrapping_add(sum.rotate_left(SHIFTS[i / 16][i % 4]));
        }
        for (s, x) in state.iter_mut().zip([a, b, c, d]) {
            *s = s.wrapping_add(x);
        }
    }
    let mut out = [0; 16];
    for (chunk, s) in out.chunks_mut(4).zip(state) {
        chunk.copy_from_slice(&s.to_le_bytes());
    }
    out
}

fn sha1(message: &[u8]) -> Vec<u8> {
    let mut state = [
        0x6745_2301u32,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    for block in padded(message, bits(message).to_be_bytes()).chunks(64) {
        let mut w = [0u32; 80];
        for (i, word) in block.chunks(4).enumerate() {
            w[i] = u32::from_be_bytes(word.try_into().expect("four bytes"));
        }
        for i in 16..80 {
            w[i] = (w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16]).rotate_left(1);
        }
        let [mut a, mut b, mut c, mut d, mut e] = state;
        for (i, word) in w.iter().enumerate() {
            let (f, k) = match i / 20 {
                0 => ((b & c) | (!b & d), 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6u32),
            };
            let next = a
                .rotate_left(5)
                .wrapping_add(f)
                .wrapping_add(e)
                .wrapping_add(k)
                .wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (s, x) in state.iter_mut().zip([a, b, c, d, e]) {
            *s = s.wrapping_add(x);
        }
    }
    state.iter().flat_map(|s| s.to_be_bytes()).collect()
}

/// First 32 bits of the fractional parts of roots of the first primes: square roots for the
/// initial state, cube roots for the round constants.
fn prime_roots(count: usize, root: fn(f64) -> f64) -> Vec<u32> {
    let is_prime = |n: &u32| {
        (2..*n)
            .take_while(|d| d * d <= *n)
            .all(|d| !n.is_multiple_of(d))
    };
    let primes = (2u32..).filter(is_prime).take(count);
    primes
        .map(|p| (root(f64::from(p)).fract() * 4_294_967_296.0) as u32)
        .collect()
}

fn sha256(message: &[u8]) -> Vec<u8> {
    let mut state = prime_roots(8, f64::sqrt);
    let constants = prime_roots(64, f64::cbrt);
    for block in padded(message, bits(message).to_be_bytes()).chunks(64) {
        let mut w = [0u32; 64];
        for (i, word) in block.chunks(4).enumerate() {
            w[i] = u32::from_be_bytes(word.try_into().expect("four bytes"));
        }
        for i in 16..64 {
            let s0 = w[i - 15].rotate_right(7) ^ w[i - 15].rotate_right(18) ^ (w[i - 15] >> 3);
            let s1 = w[i - 2].rotate_right(17) ^ w[i - 2].rotate_right(19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16]
                .wrapping_add(s0)
                .wrapping_add(w[i - 7])
                .wrapping_add(s1);
        }
        let mut v: [u32; 8] = state.as_slice().try_into().expect("eight words");
        for i in 0..64 {
            let [a, b, c, _, e, f, g, h] = v;
            let s1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
            let choice = (e & f) ^ (!e & g);
            let t1 = h
                .wrapping_add(s1)
                .wrapping_add(choice)
                .wrapping_add(constants[i])
                .wrapping_add(w[i]);
            let s0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
            let majority = (a & b) ^ (a & c) ^ (b & c);
            v.rotate_right(1);
            v[4] = v[4].wrapping_add(t1);
            v[0] = t1.wrapping_add(s0.wrapping_add(majority));
        }
        for (s, x) in state.iter_mut().zip(v) {
            *s = s.wrapping_add(x);
        }
    }
    state.iter().flat_map(|s| s.to_be_bytes()).collect()
}

struct Digest {
    name: String,
    function: fn(&[u8]) -> Vec<u8>,
    data: Mutex<Vec<u8>>,
}

impl HostData for Digest {}

fn digest(v: &Value) -> R<&Digest> {
    v.as_host::<Digest>()
        .ok_or_else(|| super::text::wrong(v, "a message digest"))
}

fn bytes(v: &Value) -> R<Vec<u8>> {
    match v.as_int() {
        Some(b) => Ok(vec![b as u8]),
        None => bytes_of(v).ok_or_else(|| super::text::wrong(v, "a byte array")),
    }
}

static NO_SUCH_ALGORITHM: TypeInfo = TypeInfo::host(
    "java.security.NoSuchAlgorithmException",
    &[&clutch_core::class::EXCEPTION],
);

members! {
    "java.security.MessageDigest" {
        fn get_instance "getInstance" (name: &str) -> R {
            let function: fn(&[u8]) -> Vec<u8> = match name.to_ascii_uppercase().as_str() {
                "MD5" => |m| md5(m).to_vec(),
                "SHA" | "SHA1" | "SHA-1" => sha1,
                "SHA-256" | "SHA256" => sha256,
                _ => return Err(Thrown::new(&NO_SUCH_ALGORITHM, format!("{name} MessageDigest not available"))),
            };
            let digest = Digest { name: name.to_string(), function, data: Mutex::default() };
            Ok(Value::host(&h::MESSAGE_DIGEST, digest))
        }
        fn update ".update" (d: &Value, data: &Value) -> R<()> { digest(d)?.data.lock().extend(bytes(data)?); Ok(()) }
        fn finish ".digest" (d: &Value, data: Option<&Value>) -> R {
            let d = digest(d)?;
            let mut all = std::mem::take(&mut *d.data.lock());
            if let Some(data) = data {
                all.extend(bytes(data)?);
            }
            Ok(byte_array(&(d.function)(&all)))
        }
        fn reset ".reset" (d: &Value) -> R<()> { digest(d)?.data.lock().clear(); Ok(()) }
        fn get_algorithm ".getAlgorithm" (d: &Value) -> R<String> { Ok(digest(d)?.name.clone()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|b| format!("{b:02x}")).collect()
    }

    // Test vectors of the RFCs and of FIPS 180-4.
    #[test]
    fn digests_of_abc_and_nothing_are_known() {
        assert_eq!(hex(&md5(b"")), "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(hex(&md5(b"abc")), "900150983cd24fb0d6963f7d28e17f72");
        assert_eq!(
            hex(&sha1(b"abc")),
            "a9993e364706816aba3e25717850c26c9cd0d89d"
        );
        assert_eq!(
            hex(&sha256(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex(&sha256(b"")),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }

    #[test]
    fn messages_longer_than_a_block_are_padded_right() {
        let text = "a".repeat(200);
        assert_eq!(
            hex(&md5(text.as_bytes())),
            "887f30b43b2867f4a9accceee7d16e6c"
        );
    }
}
