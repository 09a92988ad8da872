//! Names of files, and opening them; every access asks for the capability first.

use clutch_core::class::{FILE_NOT_FOUND, IO_EXCEPTION};
use clutch_core::object::HostData;
use clutch_core::world::{Input, NamespaceSource};
use clutch_core::{R, Thrown, Value};
use clutch_vm::Cx;
use clutch_vm::class::host as h;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

/// `java.io.File`, and `java.nio.file.Path`: a name, whether or not there is such a file.
pub struct FileName(pub String);

impl HostData for FileName {
    fn text(&self) -> Option<String> {
        Some(self.0.clone())
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        let other: &dyn std::any::Any = other;
        other
            .downcast_ref::<FileName>()
            .is_some_and(|f| f.0 == self.0)
    }
    fn hash(&self) -> Option<u32> {
        // Java mixes the hash of the text with a fixed number.
        Some(clutch_core::murmur::java_string_hash(&self.0) as u32 ^ 1_234_321)
    }
    fn readable(&self) -> Option<String> {
        None
    }
}

/// A name as Java keeps it: no doubled separators, none at the end.
pub fn normal(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c != '/' || !out.ends_with('/') {
            out.push(c);
        }
    }
    if out.len() > 1 && out.ends_with('/') {
        out.pop();
    }
    out
}

/// A file of a name.
pub fn file(name: &str) -> Value {
    Value::host(&h::FILE, FileName(normal(name)))
}

/// A path of a name.
pub fn path(name: &str) -> Value {
    Value::host(&h::PATH, FileName(normal(name)))
}

/// The name in a file, path, URL or string.
pub fn name_of(v: &Value) -> Option<String> {
    if let Some(f) = v.as_host::<FileName>() {
        return Some(f.0.clone());
    }
    if let Some(u) = v.as_host::<super::Uri>() {
        return u.file_name();
    }
    v.as_str().map(|s| match s.strip_prefix("file:") {
        Some(rest) => format!("/{}", rest.trim_start_matches('/')),
        None => s.to_string(),
    })
}

/// The absolute form of a name, without looking at the disk.
pub fn absolute(name: &str) -> String {
    let path = Path::new(name);
    if path.is_absolute() {
        return name.to_string();
    }
    let here = std::env::current_dir().unwrap_or_default();
    let joined = if name.is_empty() {
        here
    } else {
        here.join(path)
    };
    joined.to_string_lossy().into_owned()
}

/// The absolute name without `.` and `..`, links followed as far as the file exists.
pub fn canonical(name: &str) -> String {
    let absolute = absolute(name);
    match fs::canonicalize(&absolute) {
        Ok(path) => path.to_string_lossy().into_owned(),
        Err(_) => without_dots(&absolute),
    }
}

/// The name without `.` and, where something stands before it, `..`.
pub fn without_dots(name: &str) -> String {
    let mut out = PathBuf::new();
    for part in Path::new(name).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out.to_string_lossy().into_owned()
}

/// What Java throws for a failure with a file.
pub fn file_error(name: &str, e: &io::Error) -> Box<Thrown> {
    let reason = match e.kind() {
        io::ErrorKind::NotFound => "No such file or directory".to_string(),
        io::ErrorKind::PermissionDenied => "Permission denied".to_string(),
        io::ErrorKind::IsADirectory => "Is a directory".to_string(),
        io::ErrorKind::NotADirectory => "Not a directory".to_string(),
        _ => return Thrown::new(&IO_EXCEPTION, format!("{name}: {e}")),
    };
    Thrown::new(&FILE_NOT_FOUND, format!("{name} ({reason})"))
}

/// The error of a file that cannot be opened: whatever the reason is, it is not found.
fn open_error(name: &str, e: &io::Error) -> Box<Thrown> {
    let error = file_error(name, e);
    if error.exception().class.is_a(&FILE_NOT_FOUND) {
        return error;
    }
    Thrown::new(&FILE_NOT_FOUND, format!("{name} ({e})"))
}

/// Opens a file for reading.
pub fn open_read(cx: &Cx, name: &str) -> R<File> {
    cx.caps.read_files()?;
    let file = File::open(name).map_err(|e| open_error(name, &e))?;
    match file.metadata() {
        Ok(m) if m.is_dir() => {
            let e = io::Error::from(io::ErrorKind::IsADirectory);
            Err(file_error(name, &e))
        }
        _ => {
            let input = || Some(Input::File(name.to_string(), content_hash(name)?));
            cx.context.note_input(input);
            Ok(file)
        }
    }
}

/// Bytes of a file that are looked at; of a larger one, size and time must do.
const MOST_HASHED: u64 = 16 << 20;

/// What tells the content of a file from another one; none if it is no plain file.
pub fn content_hash(name: &str) -> Option<u64> {
    let meta = fs::metadata(name).ok().filter(fs::Metadata::is_file)?;
    if meta.len() <= MOST_HASHED {
        return Some(NamespaceSource::hash_bytes(&fs::read(name).ok()?));
    }
    let stamp = format!("{} {:?}", meta.len(), meta.modified().ok()?);
    Some(NamespaceSource::hash_text(&stamp))
}

/// Opens a file for writing: from its start or at its end.
pub fn open_write(cx: &Cx, name: &str, append: bool) -> R<File> {
    cx.caps.write_files()?;
    cx.context.effect(|| format!("writing the file {name}"))?;
    let mut options = fs::OpenOptions::new();
    options
        .create(true)
        .write(true)
        .append(append)
        .truncate(!append);
    options.open(name).map_err(|e| open_error(name, &e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_as_java_does() {
        assert_eq!(normal("a//b/"), "a/b");
        assert_eq!(normal("/"), "/");
        assert_eq!(without_dots("/a/./b/../c"), "/a/c");
        assert_eq!(without_dots("../a"), "../a");
        assert!(absolute("x").ends_with("/x"));
    }
}
