//! `java.util.Base64`.

use super::{byte_array, bytes_of, members};
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, Value};
use clutch_vm::class::host as h;

/// Encoder and decoder of one alphabet.
struct Base64 {
    url: bool,
    padded: bool,
    /// Whether anything that is no digit is skipped.
    mime: bool,
}

impl HostData for Base64 {}

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Base64 {
    fn value(url: bool, mime: bool) -> Value {
        Value::host(
            &h::BASE64,
            Base64 {
                url,
                padded: true,
                mime,
            },
        )
    }

    fn alphabet(&self) -> &'static [u8; 64] {
        if self.url { URL } else { STANDARD }
    }

    fn encode(&self, bytes: &[u8]) -> String {
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let n =
                chunk.iter().fold(0u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
            for i in 0..4 {
                if i <= chunk.len() {
                    out.push(self.alphabet()[(n >> (18 - 6 * i) & 63) as usize] as char);
                } else if self.padded {
                    out.push('=');
                }
            }
        }
        out
    }

    fn decode(&self, text: &[u8]) -> R<Vec<u8>> {
        let mut out = Vec::new();
        let (mut n, mut digits) = (0u32, 0);
        for b in text.iter().filter(|b| **b != b'=') {
            let Some(d) = self.alphabet().iter().position(|a| a == b) else {
                if self.mime {
                    continue;
                }
                let message = format!("Illegal base64 character {b:x}");
                return Err(Thrown::illegal_argument(message));
            };
            n = n << 6 | d as u32;
            digits += 1;
            if digits == 4 {
                out.extend_from_slice(&n.to_be_bytes()[1..]);
                (n, digits) = (0, 0);
            }
        }
        match digits {
            1 => {
                return Err(Thrown::illegal_argument(
                    "Last unit does not have enough valid bits",
                ));
            }
            2 => out.push((n >> 4) as u8),
            3 => out.extend_from_slice(&((n >> 2) as u16).to_be_bytes()),
            _ => {}
        }
        Ok(out)
    }
}

fn base64(v: &Value) -> R<&Base64> {
    v.as_host::<Base64>()
        .ok_or_else(|| super::text::wrong(v, "a base 64 coder"))
}

pub(super) fn byte_text(v: &Value) -> R<Vec<u8>> {
    match (bytes_of(v), v.as_str()) {
        (Some(bytes), _) => Ok(bytes),
        (None, Some(text)) => Ok(text.as_bytes().to_vec()),
        _ => Err(super::text::wrong(v, "bytes or a string")),
    }
}

members! {
    "java.util.Base64" {
        fn encoder "getEncoder" () -> Value { Base64::value(false, false) }
        fn decoder "getDecoder" () -> Value { Base64::value(false, false) }
        fn url_encoder "getUrlEncoder" () -> Value { Base64::value(true, false) }
        fn url_decoder "getUrlDecoder" () -> Value { Base64::value(true, false) }
        fn mime_encoder "getMimeEncoder" () -> Value { Base64::value(false, true) }
        fn mime_decoder "getMimeDecoder" () -> Value { Base64::value(false, true) }
        fn without_padding ".withoutPadding" (c: &Value) -> R {
            let c = base64(c)?;
            Ok(Value::host(&h::BASE64, Base64 { url: c.url, padded: false, mime: c.mime }))
        }
        fn encode ".encode" (c: &Value, bytes: &Value) -> R { Ok(byte_array(base64(c)?.encode(&byte_text(bytes)?).as_bytes())) }
        fn encode_to_string ".encodeToString" (c: &Value, bytes: &Value) -> R<String> { Ok(base64(c)?.encode(&byte_text(bytes)?)) }
        fn decode ".decode" (c: &Value, text: &Value) -> R { Ok(byte_array(&base64(c)?.decode(&byte_text(text)?)?)) }
    }
}
