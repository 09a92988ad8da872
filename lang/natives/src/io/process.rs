//! Running other programs.

use super::{byte_input, open::option};
use crate::bridge::text_of;
use crate::shim::byte_array;
use crate::string::{decode, encode};
use clutch_core::class::IO_EXCEPTION;
use clutch_core::{Keyword, R, Thrown, Value};
use clutch_derive::native;
use clutch_vm::{Cx, seq};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

/// How often a waiting thread looks whether the program has ended.
const LOOK: Duration = Duration::from_millis(2);

fn reading(mut from: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        // A program that is killed leaves what it wrote so far.
        let _ = from.read_to_end(&mut bytes);
        bytes
    })
}

/// Runs a program, a vector of its name and arguments, and waits for its end; gives a map of :exit,
/// :out and :err. See `clojure.java.shell/sh` for the options :in :in-enc :out-enc :env :dir.
///
/// (:out (clutch.rt/run-process ["echo" "hi"] {:out-enc "UTF-8"})) ;=> "hi\n"
#[native("clutch.rt", "run-process")]
pub(super) fn run_process(cx: &mut Cx, command: Value, opts: &Value) -> R {
    cx.caps.processes()?;
    let mut words = Vec::new();
    for word in seq::to_vec(cx, command)? {
        words.push(text_of(cx, &word)?);
    }
    let Some((program, args)) = words.split_first() else {
        return Err(Thrown::illegal_argument("the name of a program is needed"));
    };
    cx.context
        .effect(|| format!("running the program {program}"))?;
    let mut command = Command::new(program);
    command.args(args);
    let dir = option(opts, "dir");
    if !dir.is_nil() {
        command.current_dir(text_of(cx, &dir)?);
    }
    let env = option(opts, "env");
    if !env.is_nil() {
        command.env_clear();
        for entry in seq::to_vec(cx, env)? {
            let (key, value) = (seq::first(cx, &entry)?, clutch_vm::assoc::val(cx, &entry)?);
            command.env(text_of(cx, &key)?, text_of(cx, &value)?);
        }
    }
    let input = input_bytes(cx, opts)?;
    command.stdin(if input.is_some() {
        Stdio::piped()
    } else {
        Stdio::null()
    });
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| {
        let message = format!("Cannot run program \"{program}\": {e}");
        Thrown::new(&IO_EXCEPTION, message)
    })?;
    if let (Some(bytes), Some(mut to)) = (input, child.stdin.take()) {
        std::thread::spawn(move || {
            // A program need not read all of its input.
            let _ = to.write_all(&bytes);
        });
    }
    let out = child.stdout.take().map(reading);
    let err = child.stderr.take().map(reading);
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) => {}
            Err(e) => return Err(Thrown::new(&IO_EXCEPTION, e.to_string())),
        }
        if let Err(e) = crate::thread::sleep(cx, LOOK) {
            // Cancelled: the program must not go on alone.
            let _ = child.kill();
            return Err(e);
        }
    };
    let collect = |handle: Option<JoinHandle<Vec<u8>>>| {
        handle.and_then(|h| h.join().ok()).unwrap_or_default()
    };
    let (out, err) = (collect(out), collect(err));
    let charset = option(opts, "out-enc");
    let out = if charset.as_keyword() == Some(Keyword::simple("bytes")) {
        byte_array(&out)
    } else {
        decode(&out, &text_of(cx, &charset)?).into()
    };
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    Ok(Value::map(vec![
        (key("exit"), Value::int(i64::from(exit_code(status)))),
        (key("out"), out),
        (
            key("err"),
            String::from_utf8_lossy(&err).into_owned().into(),
        ),
    ]))
}

/// The code of a program that was killed by a signal is 128 and the signal, as shells have it.
fn exit_code(status: std::process::ExitStatus) -> i32 {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return 128 + signal;
        }
    }
    status.code().unwrap_or(-1)
}

/// What the option :in asks to be the input: text, or anything that can be opened.
fn input_bytes(cx: &mut Cx, opts: &Value) -> R<Option<Vec<u8>>> {
    let input = option(opts, "in");
    if input.is_nil() {
        return Ok(None);
    }
    let charset = option(opts, "in-enc");
    if let Some(text) = input.as_str() {
        let charset = text_of(cx, &charset)?;
        return Ok(Some(encode(text, &charset)));
    }
    if let Some(reader) = input.as_host::<super::Reader>() {
        return Ok(Some(reader.read_all()?.into_bytes()));
    }
    let stream = byte_input(cx, &input)?;
    let bytes = stream.as_host::<super::Input>().map(super::Input::read_all);
    bytes.transpose()
}
