//! URIs and URLs: taken apart by RFC 3986, percent encoding.

use clutch_core::class::{MALFORMED_URL, URI_SYNTAX};
use clutch_core::object::HostData;
use clutch_core::{R, Thrown, Value};
use clutch_vm::class::host as h;

/// `java.net.URI` and `java.net.URL`.
pub struct Uri {
    text: String,
    /// Before the first colon.
    pub scheme: Option<String>,
    /// After `//`: user, host and port.
    pub authority: Option<String>,
    /// The path, percent encoding kept.
    pub path: String,
    /// After `?`.
    pub query: Option<String>,
    /// After `#`.
    pub fragment: Option<String>,
}

impl HostData for Uri {
    fn text(&self) -> Option<String> {
        Some(self.text.clone())
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        let other: &dyn std::any::Any = other;
        other
            .downcast_ref::<Uri>()
            .is_some_and(|u| u.text == self.text)
    }
    fn hash(&self) -> Option<u32> {
        Some(clutch_core::murmur::hash_string(&self.text))
    }
}

impl Uri {
    /// Takes a text apart; none if it has characters that no URI has.
    pub fn parse(text: &str) -> Option<Uri> {
        if text.contains(|c: char| c.is_ascii_control() || " <>\"{}|\\^`".contains(c)) {
            return None;
        }
        let (rest, fragment) = split(text, '#');
        let (rest, query) = split(rest, '?');
        let scheme = rest.split_once(':').filter(|(s, _)| {
            s.starts_with(|c: char| c.is_ascii_alphabetic())
                && s.chars()
                    .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        });
        let (scheme, rest) = match scheme {
            Some((scheme, rest)) => (Some(scheme.to_string()), rest),
            None => (None, rest),
        };
        let (authority, path) = match rest.strip_prefix("//") {
            Some(rest) => {
                let end = rest.find('/').unwrap_or(rest.len());
                (Some(rest[..end].to_string()), &rest[end..])
            }
            None => (None, rest),
        };
        Some(Uri {
            text: text.to_string(),
            scheme,
            authority: authority.filter(|a| !a.is_empty()),
            path: path.to_string(),
            query,
            fragment,
        })
    }

    /// Host without user and port.
    pub fn host(&self) -> Option<&str> {
        let authority = self.authority.as_deref()?;
        let host = authority.rsplit('@').next().unwrap_or(authority);
        match host.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => Some(host),
            _ => Some(host),
        }
    }

    /// Port, or -1.
    pub fn port(&self) -> i64 {
        let authority = self.authority.as_deref().unwrap_or_default();
        let port = authority.rsplit_once(':').and_then(|(_, p)| p.parse().ok());
        port.unwrap_or(-1)
    }

    /// User before `@`.
    pub fn user(&self) -> Option<&str> {
        self.authority
            .as_deref()?
            .rsplit_once('@')
            .map(|(user, _)| user)
    }

    /// The file that it names, if it is a file URL.
    pub fn file_name(&self) -> Option<String> {
        let is_file = self.scheme.as_deref().is_none_or(|s| s == "file");
        is_file.then(|| decode(&self.path, false))
    }

    /// This URI with another one applied to it, as a link in a page is.
    pub fn resolve(&self, other: &str) -> Option<Uri> {
        let link = Uri::parse(other)?;
        if link.scheme.is_some() {
            return Some(link);
        }
        let prefix = match &self.scheme {
            Some(scheme) => format!("{scheme}:"),
            None => String::new(),
        };
        if link.authority.is_some() {
            return Uri::parse(&format!("{prefix}{other}"));
        }
        let authority = self
            .authority
            .as_ref()
            .map_or_else(String::new, |a| format!("//{a}"));
        let path = if link.path.starts_with('/') {
            link.path.clone()
        } else {
            let base = self.path.rfind('/').map_or("", |i| &self.path[..=i]);
            super::file::without_dots(&format!("{base}{}", link.path))
                + if link.path.ends_with('/') { "/" } else { "" }
        };
        let tail = &other[link.path.len()..];
        Uri::parse(&format!("{prefix}{authority}{path}{tail}"))
    }
}

fn split(text: &str, at: char) -> (&str, Option<String>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after.to_string())),
        None => (text, None),
    }
}

/// A URL of a text.
pub(super) fn url(text: &str) -> R {
    let parsed = Uri::parse(&text.replace(' ', "%20"));
    match parsed.filter(|u| u.scheme.is_some()) {
        Some(u) => Ok(Value::host(&h::URL, u)),
        None => Err(Thrown::new(&MALFORMED_URL, format!("no protocol: {text}"))),
    }
}

/// A URL of a text, for `java.net.URL`.
pub(crate) fn url_value(text: &str) -> R {
    url(text)
}

/// A URI of a text.
pub(crate) fn uri_value(text: &str) -> R {
    match Uri::parse(text) {
        Some(u) => Ok(Value::host(&h::URI, u)),
        None => {
            let is_bad = |c: char| c.is_ascii_control() || " <>\"{}|\\^`".contains(c);
            let at = text.find(is_bad).unwrap_or(0);
            let message = format!("Illegal character in path at index {at}: {text}");
            Err(Thrown::new(&URI_SYNTAX, message))
        }
    }
}

/// `%41` as `A`; with `plus`, `+` as a blank.
fn decode(text: &str, plus: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let digits = text.get(i + 1..i + 3).filter(|_| bytes[i] == b'%');
        match digits.and_then(|d| u8::from_str_radix(d, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                i += 3;
            }
            None => {
                out.push(if plus && bytes[i] == b'+' {
                    b' '
                } else {
                    bytes[i]
                });
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// `URLEncoder`: letters, digits and `.-*_` stay, a blank is `+`, bytes of UTF-8 for the rest.
pub(crate) fn encode_form(text: &str, charset: &str) -> String {
    let mut out = String::new();
    for b in crate::string::encode(text, charset) {
        match b {
            b' ' => out.push('+'),
            b if b.is_ascii_alphanumeric() || b".-*_".contains(&b) => out.push(b as char),
            b => out.push_str(&format!("%{b:02X}")),
        }
    }
    out
}

/// `URLDecoder`.
pub(crate) fn decode_form(text: &str) -> String {
    decode(text, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_taken_apart() {
        let u = Uri::parse("https://me@example.org:8080/a/b?q=1#top").expect("a URI");
        assert_eq!(u.scheme.as_deref(), Some("https"));
        assert_eq!(
            (u.host(), u.port(), u.user()),
            (Some("example.org"), 8080, Some("me"))
        );
        assert_eq!(u.path, "/a/b");
        assert_eq!(
            (u.query.as_deref(), u.fragment.as_deref()),
            (Some("q=1"), Some("top"))
        );
        assert!(Uri::parse("a b").is_none());
        let link = u.resolve("../c?x").and_then(|u| u.text());
        assert_eq!(link.as_deref(), Some("https://me@example.org:8080/c?x"));
    }

    #[test]
    fn form_encoding_goes_both_ways() {
        assert_eq!(encode_form("a b&ü*", "UTF-8"), "a+b%26%C3%BC*");
        assert_eq!(decode_form("a+b%26%C3%BC%"), "a b&ü%");
    }
}
