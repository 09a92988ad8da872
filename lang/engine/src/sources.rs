//! Where `require` finds the text of a namespace.
//!
//! A [`Sources`] gives whole texts, so that a stage works on one state of a file whatever an
//! editor does to it meanwhile. Three kinds are provided: [`MemSources`], [`DirSources`], and
//! [`Overlay`] of any two. The standard library is not a source; it comes before all of them.

use parking_lot::Mutex;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The text of a namespace or resource, with the name it is reported under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path of the file, or a name that says where the text is.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Where texts come from.
pub trait Sources: Send + Sync {
    /// The text of a resource such as `my_app/core` (no extension); none if there is none.
    ///
    /// # Errors
    /// If there is one that cannot be read.
    fn find(&self, resource: &str) -> io::Result<Option<Source>>;

    /// The text of a file by path, for `load-file`.
    ///
    /// # Errors
    /// If there is none or it cannot be read.
    fn read(&self, path: &str) -> io::Result<Source> {
        Err(io::Error::new(
            io::ErrorKind::NotFound,
            format!("{path} (No such file or directory)"),
        ))
    }
}

/// The resource of a namespace: `my-app.core` is in `my_app/core`.
pub fn resource_of(ns: &str) -> String {
    ns.replace('-', "_").replace('.', "/")
}

/// Extensions in the order in which they are looked for.
const EXTENSIONS: [&str; 2] = ["clj", "cljc"];

/// Texts in memory. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct MemSources {
    texts: Arc<Mutex<BTreeMap<String, String>>>,
}

impl MemSources {
    /// No texts.
    pub fn new() -> MemSources {
        MemSources::default()
    }

    /// Sets the text of a namespace.
    pub fn set(&self, ns: &str, text: impl Into<String>) -> &MemSources {
        self.texts.lock().insert(resource_of(ns), text.into());
        self
    }

    /// Removes a namespace.
    pub fn remove(&self, ns: &str) -> &MemSources {
        self.texts.lock().remove(&resource_of(ns));
        self
    }

    /// Sets several texts; nobody sees only a part of them.
    pub fn set_all<'a>(&self, texts: impl IntoIterator<Item = (&'a str, String)>) {
        let mut all = self.texts.lock();
        for (ns, text) in texts {
            all.insert(resource_of(ns), text);
        }
    }
}

impl Sources for MemSources {
    fn find(&self, resource: &str) -> io::Result<Option<Source>> {
        let texts = self.texts.lock();
        Ok(texts.get(resource).map(|text| Source {
            path: format!("{resource}.clj"),
            text: text.clone(),
        }))
    }
}

/// Folders, looked through in order.
#[derive(Clone, Debug, Default)]
pub struct DirSources {
    roots: Vec<PathBuf>,
}

impl DirSources {
    /// These folders.
    pub fn new(roots: impl IntoIterator<Item = impl Into<PathBuf>>) -> DirSources {
        DirSources {
            roots: roots.into_iter().map(Into::into).collect(),
        }
    }

    /// The folders.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }
}

impl Sources for DirSources {
    fn find(&self, resource: &str) -> io::Result<Option<Source>> {
        // `..` in a resource name must not lead out of the folders.
        if resource
            .split('/')
            .any(|part| part == ".." || part.is_empty())
        {
            return Ok(None);
        }
        for root in &self.roots {
            for extension in EXTENSIONS {
                let path = root.join(format!("{resource}.{extension}"));
                match read_settled(&path) {
                    Ok(source) => return Ok(Some(source)),
                    Err(e) if e.kind() == io::ErrorKind::NotFound => {}
                    Err(e) if path.is_dir() || e.kind() == io::ErrorKind::NotADirectory => {}
                    Err(e) => return Err(e),
                }
            }
        }
        Ok(None)
    }

    fn read(&self, path: &str) -> io::Result<Source> {
        read_settled(Path::new(path))
    }
}

/// Reads a file that is not being written: its size and time are the same before and after.
fn read_settled(path: &Path) -> io::Result<Source> {
    let shown = path.display().to_string();
    let mut stamp = file_stamp(path)?;
    for _ in 0..20 {
        let bytes = std::fs::read(path)?;
        let after = file_stamp(path)?;
        if after == stamp && bytes.len() as u64 == after.0 {
            let text = String::from_utf8(bytes).map_err(|e| {
                let at = e.utf8_error().valid_up_to();
                io::Error::new(
                    io::ErrorKind::InvalidData,
                    format!("{shown} is not UTF-8 text (byte {at})"),
                )
            })?;
            return Ok(Source { path: shown, text });
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        stamp = after;
    }
    let message = format!("{shown} keeps changing while it is read");
    Err(io::Error::new(io::ErrorKind::ResourceBusy, message))
}

fn file_stamp(path: &Path) -> io::Result<(u64, std::time::SystemTime)> {
    let meta = std::fs::metadata(path)?;
    Ok((meta.len(), meta.modified()?))
}

/// The first source, and the second for what the first does not have.
#[derive(Clone, Debug)]
pub struct Overlay<A, B>(pub A, pub B);

impl<A: Sources, B: Sources> Sources for Overlay<A, B> {
    fn find(&self, resource: &str) -> io::Result<Option<Source>> {
        match self.0.find(resource)? {
            Some(source) => Ok(Some(source)),
            None => self.1.find(resource),
        }
    }
    fn read(&self, path: &str) -> io::Result<Source> {
        match self.0.read(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => self.1.read(path),
            result => result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn namespaces_are_files_with_slashes_and_underscores() {
        assert_eq!(
            resource_of("my-app.data-base.core"),
            "my_app/data_base/core"
        );
    }

    #[test]
    fn overlays_ask_the_first_source_first() {
        let (top, base) = (MemSources::new(), MemSources::new());
        base.set("a.b", "base").set("c", "base");
        top.set("a.b", "top");
        let both = Overlay(top.clone(), base);
        let text = |r: &str| both.find(r).expect("readable").map(|s| s.text);
        assert_eq!(text("a/b").as_deref(), Some("top"));
        assert_eq!(text("c").as_deref(), Some("base"));
        top.remove("a.b");
        assert_eq!(text("a/b").as_deref(), Some("base"));
        assert_eq!(text("d"), None);
    }

    #[test]
    fn folders_are_searched_in_order_and_not_left() {
        let dir = std::env::temp_dir().join(format!("clutch-sources-{}", std::process::id()));
        let (one, two) = (dir.join("one"), dir.join("two"));
        std::fs::create_dir_all(two.join("app")).expect("folder");
        std::fs::create_dir_all(&one).expect("folder");
        std::fs::write(two.join("app/x_y.cljc"), "(ns app.x-y)").expect("file");
        std::fs::write(dir.join("secret.clj"), "no").expect("file");
        let sources = DirSources::new([&one, &two]);
        let found = sources.find("app/x_y").expect("readable").expect("there");
        assert_eq!(found.text, "(ns app.x-y)");
        assert!(found.path.ends_with("x_y.cljc"));
        assert_eq!(sources.find("../secret").expect("ok"), None);
        assert_eq!(sources.find("app").expect("ok"), None);
        std::fs::write(two.join("bad.clj"), [0xff, 0xfe]).expect("file");
        let error = sources.find("bad").expect_err("not text");
        assert!(error.to_string().contains("not UTF-8"));
        std::fs::remove_dir_all(&dir).expect("removed");
    }
}
