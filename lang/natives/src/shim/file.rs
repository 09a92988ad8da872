//! `java.io.File`, `java.nio.file`, `java.net.URI`, `URL`, `URLEncoder`, `URLDecoder`.

use super::text::wrong;
use super::{byte_array, bytes_of, members};
use crate::bridge::{text_of, vector};
use crate::io::file::{
    absolute, canonical, file, file_error, name_of, open_read, open_write, path, without_dots,
};
use crate::io::{Uri, byte_input, decode_form, encode_form, text_input, text_output};
use clutch_core::object::{Array, ArrayKind};
use clutch_core::{R, Thrown, Value, class};
use clutch_vm::class::host as h;
use clutch_vm::{Args, Cx, seq};
use parking_lot::Mutex;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

fn name(v: &Value) -> R<String> {
    name_of(v).ok_or_else(|| wrong(v, "a file"))
}

fn join(parent: &str, child: &str) -> String {
    match (parent.is_empty(), child.starts_with('/')) {
        (true, true) => child.to_string(),
        (true, false) => format!("/{child}"),
        _ => format!(
            "{}/{}",
            parent.trim_end_matches('/'),
            child.trim_start_matches('/')
        ),
    }
}

fn parent(name: &str) -> Option<String> {
    match name.rfind('/') {
        Some(0) if name.len() > 1 => Some("/".to_string()),
        Some(0) | None => None,
        Some(i) => Some(name[..i].to_string()),
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn read_metadata(cx: &Cx, v: &Value) -> R<Option<fs::Metadata>> {
    cx.caps.read_files()?;
    Ok(fs::metadata(name(v)?).ok())
}

/// Names in a directory; none if it is no directory.
fn entries(cx: &Cx, v: &Value) -> R<Option<Vec<String>>> {
    cx.caps.read_files()?;
    let Ok(read) = fs::read_dir(name(v)?) else {
        return Ok(None);
    };
    let mut names: Vec<String> = read
        .flatten()
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    Ok(Some(names))
}

fn file_array(items: Vec<Value>) -> Value {
    Value::new(Array::new(ArrayKind::Object, Some(&h::FILE), items))
}

/// Whether a filter, a function or an object with `accept`, takes a file.
fn accepts(cx: &mut Cx, filter: &Value, args: &[Value]) -> R<bool> {
    let v = match crate::state::user_method(cx, filter, "accept", args)? {
        Some(v) => v,
        None => cx.call(filter, args.iter().cloned().collect())?,
    };
    Ok(v.truthy())
}

fn write_allowed(cx: &Cx) -> R<()> {
    cx.caps.write_files()?;
    cx.context.effect(|| "changing files".to_string())
}

fn millis(t: SystemTime) -> i64 {
    t.duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |d| d.as_millis() as i64)
}

/// Files to be deleted when the process ends.
static AT_EXIT: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Deletes what `deleteOnExit` asked for; to be called once, before the process ends.
pub fn delete_at_exit() {
    for name in AT_EXIT.lock().drain(..).rev() {
        // What is gone already need not be deleted.
        let _ = fs::remove_file(&name).or_else(|_| fs::remove_dir(&name));
    }
}

/// A name in a directory that no file has yet.
fn fresh_name(prefix: &str, suffix: &str, dir: Option<String>) -> String {
    let dir = dir.unwrap_or_else(|| std::env::temp_dir().to_string_lossy().into_owned());
    loop {
        let name = join(
            &dir,
            &format!("{prefix}{}{suffix}", crate::rand::bits() >> 1),
        );
        if !Path::new(&name).exists() {
            return name;
        }
    }
}

fn io_failure(name: &str, e: &std::io::Error) -> Box<Thrown> {
    file_error(name, e)
}

fn make_file(cx: &Cx, name: &str) -> R<()> {
    open_write(cx, name, true).map(|_| ())
}

fn uri(v: &Value) -> R<&Uri> {
    v.as_host::<Uri>().ok_or_else(|| wrong(v, "a URI"))
}

fn no_such_file(name: &str) -> Box<Thrown> {
    Thrown::new(&class::FILE_NOT_FOUND, name)
}

fn copy_file(cx: &Cx, from: &Value, to: &Value) -> R<()> {
    cx.caps.read_files()?;
    write_allowed(cx)?;
    let (from, to) = (name(from)?, name(to)?);
    fs::copy(&from, &to)
        .map(|_| ())
        .map_err(|e| io_failure(&from, &e))
}

fn delete(cx: &Cx, v: &Value) -> R<Result<(), std::io::Error>> {
    write_allowed(cx)?;
    let name = name(v)?;
    let is_dir = fs::symlink_metadata(&name).is_ok_and(|m| m.is_dir());
    Ok(if is_dir {
        fs::remove_dir(&name)
    } else {
        fs::remove_file(&name)
    })
}

members! {
    "java.io.File" {
        fn new_file "new" (first: &Value, child: Option<&Value>) -> R {
            match child {
                None => Ok(file(&name(first)?)),
                Some(child) if first.is_nil() => Ok(file(&name(child)?)),
                Some(child) => Ok(file(&join(&name(first)?, &name(child)?))),
            }
        }
        fn get_name ".getName" (f: &Value) -> R<String> { Ok(last_part(&name(f)?).to_string()) }
        fn get_path ".getPath" (f: &Value) -> R<String> { name(f) }
        fn get_absolute_path ".getAbsolutePath" (f: &Value) -> R<String> { Ok(absolute(&name(f)?)) }
        fn get_absolute_file ".getAbsoluteFile" (f: &Value) -> R { Ok(file(&absolute(&name(f)?))) }
        fn get_canonical_path ".getCanonicalPath" (cx: &mut Cx, f: &Value) -> R<String> { cx.caps.read_files()?; Ok(canonical(&name(f)?)) }
        fn get_canonical_file ".getCanonicalFile" (cx: &mut Cx, f: &Value) -> R { cx.caps.read_files()?; Ok(file(&canonical(&name(f)?))) }
        fn get_parent ".getParent" (f: &Value) -> R<Option<String>> { Ok(parent(&name(f)?)) }
        fn get_parent_file ".getParentFile" (f: &Value) -> R { Ok(parent(&name(f)?).map(|p| file(&p)).into()) }
        fn exists ".exists" (cx: &mut Cx, f: &Value) -> R<bool> { Ok(read_metadata(cx, f)?.is_some()) }
        fn is_directory ".isDirectory" (cx: &mut Cx, f: &Value) -> R<bool> { Ok(read_metadata(cx, f)?.is_some_and(|m| m.is_dir())) }
        fn is_file ".isFile" (cx: &mut Cx, f: &Value) -> R<bool> { Ok(read_metadata(cx, f)?.is_some_and(|m| m.is_file())) }
        fn is_absolute ".isAbsolute" (f: &Value) -> R<bool> { Ok(name(f)?.starts_with('/')) }
        fn is_hidden ".isHidden" (f: &Value) -> R<bool> { Ok(last_part(&name(f)?).starts_with('.')) }
        fn can_read ".canRead" (cx: &mut Cx, f: &Value) -> R<bool> { cx.caps.read_files()?; Ok(fs::File::open(name(f)?).is_ok()) }
        fn can_write ".canWrite" (cx: &mut Cx, f: &Value) -> R<bool> { Ok(read_metadata(cx, f)?.is_some_and(|m| !m.permissions().readonly())) }
        fn can_execute ".canExecute" (cx: &mut Cx, f: &Value) -> R<bool> {
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                Ok(read_metadata(cx, f)?.is_some_and(|m| m.permissions().mode() & 0o111 != 0))
            }
            #[cfg(not(unix))]
            {
                Ok(read_metadata(cx, f)?.is_some())
            }
        }
        fn length ".length" (cx: &mut Cx, f: &Value) -> R<i64> { Ok(read_metadata(cx, f)?.map_or(0, |m| m.len() as i64)) }
        fn last_modified ".lastModified" (cx: &mut Cx, f: &Value) -> R<i64> {
            Ok(read_metadata(cx, f)?.and_then(|m| m.modified().ok()).map_or(0, millis))
        }
        fn set_last_modified ".setLastModified" (cx: &mut Cx, f: &Value, millis: i64) -> R<bool> {
            write_allowed(cx)?;
            let at = SystemTime::UNIX_EPOCH + Duration::from_millis(millis.unsigned_abs());
            Ok(fs::File::options().append(true).open(name(f)?).is_ok_and(|f| f.set_modified(at).is_ok()))
        }
        fn list ".list" (cx: &mut Cx, f: &Value) -> R {
            let names = entries(cx, f)?;
            Ok(names.map(|n| super::text::string_array(n.into_iter().map(Value::from).collect())).into())
        }
        fn list_files ".listFiles" (cx: &mut Cx, f: &Value) -> R {
            let dir = name(f)?;
            let names = entries(cx, f)?;
            Ok(names.map(|n| file_array(n.iter().map(|n| file(&join(&dir, n))).collect())).into())
        }
        fn list_files_filtered ".listFiles" (cx: &mut Cx, f: &Value, filter: &Value) -> R {
            let dir = name(f)?;
            let Some(names) = entries(cx, f)? else { return Ok(Value::NIL) };
            let mut kept = Vec::new();
            for n in names {
                let found = file(&join(&dir, &n));
                if accepts(cx, filter, std::slice::from_ref(&found))? {
                    kept.push(found);
                }
            }
            Ok(file_array(kept))
        }
        fn delete_file ".delete" (cx: &mut Cx, f: &Value) -> R<bool> { Ok(delete(cx, f)?.is_ok()) }
        fn delete_on_exit ".deleteOnExit" (cx: &mut Cx, f: &Value) -> R<()> {
            write_allowed(cx)?;
            AT_EXIT.lock().push(name(f)?);
            Ok(())
        }
        fn mkdir ".mkdir" (cx: &mut Cx, f: &Value) -> R<bool> { write_allowed(cx)?; Ok(fs::create_dir(name(f)?).is_ok()) }
        fn mkdirs ".mkdirs" (cx: &mut Cx, f: &Value) -> R<bool> {
            write_allowed(cx)?;
            let name = name(f)?;
            Ok(!Path::new(&name).exists() && fs::create_dir_all(&name).is_ok())
        }
        fn create_new_file ".createNewFile" (cx: &mut Cx, f: &Value) -> R<bool> {
            write_allowed(cx)?;
            let name = name(f)?;
            match fs::File::options().write(true).create_new(true).open(&name) {
                Ok(_) => Ok(true),
                Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
                Err(e) => Err(io_failure(&name, &e)),
            }
        }
        fn rename_to ".renameTo" (cx: &mut Cx, f: &Value, to: &Value) -> R<bool> { write_allowed(cx)?; Ok(fs::rename(name(f)?, name(to)?).is_ok()) }
        fn to_path ".toPath" (f: &Value) -> R { Ok(path(&name(f)?)) }
        fn to_uri ".toURI" (f: &Value) -> R { crate::io::uri_value(&file_url(&name(f)?)) }
        fn to_url ".toURL" (f: &Value) -> R { crate::io::url_value(&file_url(&name(f)?)) }
        fn set_executable ".setExecutable" (cx: &mut Cx, f: &Value, on: bool) -> R<bool> {
            write_allowed(cx)?;
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                let name = name(f)?;
                let Ok(m) = fs::metadata(&name) else { return Ok(false) };
                let mode = m.permissions().mode();
                let mode = if on { mode | 0o100 } else { mode & !0o111 };
                Ok(fs::set_permissions(&name, fs::Permissions::from_mode(mode)).is_ok())
            }
            #[cfg(not(unix))]
            {
                let _ = on;
                Ok(name(f).is_ok())
            }
        }
        fn create_temp_file "createTempFile" (cx: &mut Cx, prefix: &str, suffix: &Value, dir: Option<&Value>) -> R {
            let dir = dir.filter(|d| !d.is_nil()).map(name).transpose()?;
            let name = fresh_name(prefix, suffix.as_str().unwrap_or(".tmp"), dir);
            make_file(cx, &name)?;
            Ok(file(&name))
        }
        fn separator "separator" () -> &'static str { "/" }
        fn separator_char "separatorChar" () -> char { '/' }
        fn path_separator "pathSeparator" () -> &'static str { ":" }
        fn path_separator_char "pathSeparatorChar" () -> char { ':' }
    }
    "java.nio.file.Path" {
        fn path_of "of" (first: &Value, more: Args) -> R { joined(first, &more) }
        fn path_file_name ".getFileName" (p: &Value) -> R { Ok(path(last_part(&name(p)?))) }
        fn path_parent ".getParent" (p: &Value) -> R { Ok(parent(&name(p)?).map(|p| path(&p)).into()) }
        fn path_to_file ".toFile" (p: &Value) -> R { Ok(file(&name(p)?)) }
        fn path_absolute ".toAbsolutePath" (p: &Value) -> R { Ok(path(&absolute(&name(p)?))) }
        fn path_real ".toRealPath" (cx: &mut Cx, p: &Value, _options: Args) -> R { cx.caps.read_files()?; Ok(path(&canonical(&name(p)?))) }
        fn path_normalize ".normalize" (p: &Value) -> R { Ok(path(&without_dots(&name(p)?))) }
        fn path_is_absolute ".isAbsolute" (p: &Value) -> R<bool> { Ok(name(p)?.starts_with('/')) }
        fn path_resolve ".resolve" (p: &Value, other: &Value) -> R {
            let (base, other) = (name(p)?, name(other)?);
            Ok(path(&match (other.starts_with('/'), base.is_empty()) {
                (true, _) | (_, true) => other,
                _ => join(&base, &other),
            }))
        }
        fn path_relativize ".relativize" (p: &Value, other: &Value) -> R {
            let (base, other) = (name(p)?, name(other)?);
            let base: Vec<&str> = base.split('/').filter(|s| !s.is_empty()).collect();
            let other: Vec<&str> = other.split('/').filter(|s| !s.is_empty()).collect();
            let same = base.iter().zip(&other).take_while(|(a, b)| a == b).count();
            let mut parts = vec![".."; base.len() - same];
            parts.extend(&other[same..]);
            Ok(path(&parts.join("/")))
        }
        fn path_starts_with ".startsWith" (p: &Value, prefix: &Value) -> R<bool> { Ok(Path::new(&name(p)?).starts_with(name(prefix)?)) }
        fn path_ends_with ".endsWith" (p: &Value, suffix: &Value) -> R<bool> { Ok(Path::new(&name(p)?).ends_with(name(suffix)?)) }
        fn path_to_uri ".toUri" (p: &Value) -> R { crate::io::uri_value(&file_url(&name(p)?)) }
    }
    "java.nio.file.Paths" {
        fn paths_get "get" (first: &Value, more: Args) -> R { joined(first, &more) }
    }
    "java.nio.file.Files" {
        fn files_exists "exists" (cx: &mut Cx, p: &Value, _options: Args) -> R<bool> { Ok(read_metadata(cx, p)?.is_some()) }
        fn files_not_exists "notExists" (cx: &mut Cx, p: &Value, _options: Args) -> R<bool> { Ok(read_metadata(cx, p)?.is_none()) }
        fn files_is_directory "isDirectory" (cx: &mut Cx, p: &Value, _options: Args) -> R<bool> { is_directory(cx, p) }
        fn files_is_regular "isRegularFile" (cx: &mut Cx, p: &Value, _options: Args) -> R<bool> { is_file(cx, p) }
        fn files_is_symbolic "isSymbolicLink" (cx: &mut Cx, p: &Value) -> R<bool> {
            cx.caps.read_files()?;
            Ok(fs::symlink_metadata(name(p)?).is_ok_and(|m| m.is_symlink()))
        }
        fn files_size "size" (cx: &mut Cx, p: &Value) -> R<i64> {
            let name = name(p)?;
            Ok(read_metadata(cx, p)?.ok_or_else(|| no_such_file(&name))?.len() as i64)
        }
        fn files_read_all_bytes "readAllBytes" (cx: &mut Cx, p: &Value) -> R {
            let name = name(p)?;
            let mut bytes = Vec::new();
            let mut file = open_read(cx, &name)?;
            file.read_to_end(&mut bytes).map_err(|e| io_failure(&name, &e))?;
            Ok(byte_array(&bytes))
        }
        fn files_read_string "readString" (cx: &mut Cx, p: &Value, _charset: Option<Value>) -> R<String> { read_text(cx, p) }
        fn files_read_all_lines "readAllLines" (cx: &mut Cx, p: &Value, _charset: Option<Value>) -> R {
            let text = read_text(cx, p)?;
            Ok(vector(text.lines().map(Value::from).collect()))
        }
        fn files_lines "lines" (cx: &mut Cx, p: &Value) -> R {
            let text = read_text(cx, p)?;
            Ok(vector(text.lines().map(Value::from).collect()))
        }
        fn files_write_string "writeString" (cx: &mut Cx, p: Value, text: &Value, _options: Args) -> R {
            let text = text_of(cx, text)?;
            write_bytes(cx, &p, text.as_bytes())?;
            Ok(p)
        }
        fn files_write "write" (cx: &mut Cx, p: Value, data: &Value, _options: Args) -> R {
            let bytes = match bytes_of(data) {
                Some(bytes) => bytes,
                None => {
                    let mut text = String::new();
                    for line in seq::to_vec(cx, data.clone())? {
                        text.push_str(&text_of(cx, &line)?);
                        text.push('\n');
                    }
                    text.into_bytes()
                }
            };
            write_bytes(cx, &p, &bytes)?;
            Ok(p)
        }
        fn files_delete "delete" (cx: &mut Cx, p: &Value) -> R<()> {
            let name = name(p)?;
            delete(cx, p)?.map_err(|e| io_failure(&name, &e))
        }
        fn files_delete_if_exists "deleteIfExists" (cx: &mut Cx, p: &Value) -> R<bool> { Ok(delete(cx, p)?.is_ok()) }
        fn files_create_file "createFile" (cx: &mut Cx, p: Value, _attributes: Args) -> R {
            create_new_file(cx, &p)?;
            Ok(p)
        }
        fn files_create_directory "createDirectory" (cx: &mut Cx, p: Value, _attributes: Args) -> R {
            write_allowed(cx)?;
            let name = name(&p)?;
            fs::create_dir(&name).map_err(|e| io_failure(&name, &e))?;
            Ok(p)
        }
        fn files_create_directories "createDirectories" (cx: &mut Cx, p: Value, _attributes: Args) -> R {
            write_allowed(cx)?;
            let name = name(&p)?;
            fs::create_dir_all(&name).map_err(|e| io_failure(&name, &e))?;
            Ok(p)
        }
        fn files_create_temp_directory "createTempDirectory" (cx: &mut Cx, first: &Value, more: Args) -> R {
            write_allowed(cx)?;
            let dir = first.as_str().is_none().then(|| name(first)).transpose()?;
            let prefix = first.as_str().or_else(|| more.first().and_then(Value::as_str)).unwrap_or_default();
            let name = fresh_name(prefix, "", dir);
            fs::create_dir(&name).map_err(|e| io_failure(&name, &e))?;
            Ok(path(&name))
        }
        fn files_create_temp_file "createTempFile" (cx: &mut Cx, first: &Value, more: Args) -> R {
            let dir = first.as_str().is_none().then(|| name(first)).transpose()?;
            let mut texts = std::iter::once(first).chain(&more).filter_map(Value::as_str);
            let prefix = texts.next().unwrap_or_default();
            let name = fresh_name(prefix, texts.next().unwrap_or(".tmp"), dir);
            make_file(cx, &name)?;
            Ok(path(&name))
        }
        fn files_copy "copy" (cx: &mut Cx, from: &Value, to: Value, _options: Args) -> R { copy_file(cx, from, &to)?; Ok(to) }
        fn files_move "move" (cx: &mut Cx, from: &Value, to: Value, _options: Args) -> R {
            write_allowed(cx)?;
            let from = name(from)?;
            fs::rename(&from, name(&to)?).map_err(|e| io_failure(&from, &e))?;
            Ok(to)
        }
        fn files_list "list" (cx: &mut Cx, p: &Value) -> R {
            let dir = name(p)?;
            let names = entries(cx, p)?.ok_or_else(|| no_such_file(&dir))?;
            Ok(vector(names.iter().map(|n| path(&join(&dir, n))).collect()))
        }
        fn files_last_modified "getLastModifiedTime" (cx: &mut Cx, p: &Value, _options: Args) -> R {
            let at = last_modified(cx, p)?;
            super::static_call(cx, "java.time.Instant", "ofEpochMilli", smallvec::smallvec![Value::int(at)])
        }
        fn files_new_reader "newBufferedReader" (cx: &mut Cx, p: &Value, _charset: Option<Value>) -> R { text_input(cx, p, &Value::NIL) }
        fn files_new_writer "newBufferedWriter" (cx: &mut Cx, p: &Value, _options: Args) -> R { text_output(cx, p, &Value::NIL) }
        fn files_new_input "newInputStream" (cx: &mut Cx, p: &Value, _options: Args) -> R { byte_input(cx, p) }
    }
    "java.net.URI" {
        fn new_uri "new" (text: &str) -> R { crate::io::uri_value(text) }
        fn create_uri "create" (text: &str) -> R {
            crate::io::uri_value(text).map_err(|e| Thrown::illegal_argument(e.message()))
        }
        fn uri_scheme ".getScheme" (u: &Value) -> R { Ok(uri(u)?.scheme.clone().into()) }
        fn uri_host ".getHost" (u: &Value) -> R { Ok(uri(u)?.host().into()) }
        fn uri_port ".getPort" (u: &Value) -> R<i64> { Ok(uri(u)?.port()) }
        fn uri_path ".getPath" (u: &Value) -> R<String> { Ok(decode_form(&uri(u)?.path.replace('+', "%2B"))) }
        fn uri_raw_path ".getRawPath" (u: &Value) -> R<String> { Ok(uri(u)?.path.clone()) }
        fn uri_query ".getQuery" (u: &Value) -> R { Ok(uri(u)?.query.as_ref().map(|q| decode_form(&q.replace('+', "%2B"))).into()) }
        fn uri_raw_query ".getRawQuery" (u: &Value) -> R { Ok(uri(u)?.query.clone().into()) }
        fn uri_fragment ".getFragment" (u: &Value) -> R { Ok(uri(u)?.fragment.clone().into()) }
        fn uri_authority ".getAuthority" (u: &Value) -> R { Ok(uri(u)?.authority.clone().into()) }
        fn uri_user ".getUserInfo" (u: &Value) -> R { Ok(uri(u)?.user().into()) }
        fn uri_is_absolute ".isAbsolute" (u: &Value) -> R<bool> { Ok(uri(u)?.scheme.is_some()) }
        fn uri_resolve ".resolve" (cx: &mut Cx, u: &Value, other: &Value) -> R {
            let other = text_of(cx, other)?;
            match uri(u)?.resolve(&other) {
                Some(resolved) => Ok(Value::host(&h::URI, resolved)),
                None => Err(Thrown::illegal_argument(format!("Illegal character in path at index 0: {other}"))),
            }
        }
        fn uri_to_url ".toURL" (cx: &mut Cx, u: &Value) -> R { let text = text_of(cx, u)?; crate::io::url_value(&text) }
        fn uri_to_ascii ".toASCIIString" (cx: &mut Cx, u: &Value) -> R<String> { text_of(cx, u) }
    }
    "java.net.URL" {
        fn new_url "new" (text: &str) -> R { crate::io::url_value(text) }
        fn url_protocol ".getProtocol" (u: &Value) -> R { Ok(uri(u)?.scheme.clone().into()) }
        fn url_host ".getHost" (u: &Value) -> R<String> { Ok(uri(u)?.host().unwrap_or_default().to_string()) }
        fn url_port ".getPort" (u: &Value) -> R<i64> { Ok(uri(u)?.port()) }
        fn url_path ".getPath" (u: &Value) -> R<String> { Ok(uri(u)?.path.clone()) }
        fn url_file ".getFile" (u: &Value) -> R<String> {
            let u = uri(u)?;
            Ok(match &u.query { Some(q) => format!("{}?{q}", u.path), None => u.path.clone() })
        }
        fn url_query ".getQuery" (u: &Value) -> R { Ok(uri(u)?.query.clone().into()) }
        fn url_ref ".getRef" (u: &Value) -> R { Ok(uri(u)?.fragment.clone().into()) }
        fn url_to_uri ".toURI" (cx: &mut Cx, u: &Value) -> R { let text = text_of(cx, u)?; crate::io::uri_value(&text) }
        fn url_external ".toExternalForm" (cx: &mut Cx, u: &Value) -> R<String> { text_of(cx, u) }
        fn url_open ".openStream" (cx: &mut Cx, u: &Value) -> R { byte_input(cx, u) }
    }
    "java.net.URLEncoder" {
        fn encode "encode" (text: &str, charset: Option<Value>) -> R<String> {
            let charset = charset.as_ref().and_then(Value::as_str).unwrap_or("UTF-8");
            crate::string::check_charset(charset)?;
            Ok(encode_form(text, charset))
        }
    }
    "java.net.URLDecoder" {
        fn decode "decode" (text: &str, _charset: Option<Value>) -> String { decode_form(text) }
    }
}

fn file_url(name: &str) -> String {
    let absolute = absolute(name);
    let slash = if Path::new(&absolute).is_dir() && !absolute.ends_with('/') {
        "/"
    } else {
        ""
    };
    format!("file:{}{slash}", absolute.replace(' ', "%20"))
}

fn joined(first: &Value, more: &[Value]) -> R {
    let mut parts = vec![name(first)?];
    for part in more {
        // Java's varargs may come as an array.
        match part.get::<Array>() {
            Some(a) => {
                for v in a.items.lock().iter() {
                    parts.push(name(v)?);
                }
            }
            None => parts.push(name(part)?),
        }
    }
    parts.retain(|p| !p.is_empty());
    Ok(path(&parts.join("/")))
}

fn read_text(cx: &mut Cx, p: &Value) -> R<String> {
    let opened = text_input(cx, p, &Value::NIL)?;
    crate::io::reader_arg(&opened)?.read_all()
}

fn write_bytes(cx: &Cx, p: &Value, bytes: &[u8]) -> R<()> {
    let name = name(p)?;
    let mut file = open_write(cx, &name, false)?;
    file.write_all(bytes).map_err(|e| io_failure(&name, &e))
}
