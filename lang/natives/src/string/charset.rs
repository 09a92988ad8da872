//! Bytes of text in the few charsets that programs name; UTF-8 unless another one is known.

use clutch_core::{R, Thrown, class};

/// Refuses a charset that is none of the few.
///
/// # Errors
/// `UnsupportedEncodingException`.
pub(crate) fn check(charset: &str) -> R<()> {
    const KNOWN: [&str; 9] = [
        "UTF-8",
        "UTF8",
        "ISO-8859-1",
        "LATIN1",
        "US-ASCII",
        "ASCII",
        "UTF-16",
        "UTF-16BE",
        "UTF-16LE",
    ];
    if KNOWN
        .iter()
        .any(|known| known.eq_ignore_ascii_case(charset))
    {
        return Ok(());
    }
    Err(Thrown::new(&class::UNSUPPORTED_ENCODING, charset))
}

/// Text of bytes; what is no text in the charset becomes the replacement character.
pub(crate) fn decode(bytes: &[u8], charset: &str) -> String {
    match charset.to_ascii_uppercase().as_str() {
        "ISO-8859-1" | "LATIN1" | "US-ASCII" | "ASCII" => {
            bytes.iter().map(|b| *b as char).collect()
        }
        "UTF-16" | "UTF-16BE" => {
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|b| u16::from(b[0]) << 8 | u16::from(*b.get(1).unwrap_or(&0)))
                .collect();
            String::from_utf16_lossy(units.strip_prefix(&[0xfeff]).unwrap_or(&units))
        }
        "UTF-16LE" => {
            let units: Vec<u16> = bytes
                .chunks(2)
                .map(|b| u16::from(b[0]) | u16::from(*b.get(1).unwrap_or(&0)) << 8)
                .collect();
            String::from_utf16_lossy(&units)
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Bytes of a text in a charset; UTF-8 unless it is one of the few others.
pub(crate) fn encode(text: &str, charset: &str) -> Vec<u8> {
    let narrow = |limit: u32| {
        let byte = move |c: char| if (c as u32) < limit { c as u8 } else { b'?' };
        text.chars().map(byte).collect()
    };
    match charset.to_ascii_uppercase().as_str() {
        "ISO-8859-1" | "LATIN1" => narrow(256),
        "US-ASCII" | "ASCII" => narrow(128),
        "UTF-16" => [0xfe, 0xff]
            .into_iter()
            .chain(text.encode_utf16().flat_map(u16::to_be_bytes))
            .collect(),
        "UTF-16BE" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "UTF-16LE" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}
