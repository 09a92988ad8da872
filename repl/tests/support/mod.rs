//! Runs the `clutch` binary: in a folder of its own, with files, a standard input, a deadline.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test program uses a part of it"
)]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Longest time that anything may take.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A folder that is removed at the end.
pub struct Folder(PathBuf);

static NEXT: AtomicU32 = AtomicU32::new(0);

impl Folder {
    pub fn new() -> Folder {
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("clutch-test-{}-{n}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a folder for the test");
        Folder(path)
    }

    /// With these files.
    pub fn with(files: &[(&str, &str)]) -> Folder {
        let folder = Folder::new();
        for (name, text) in files {
            folder.write(name, text);
        }
        folder
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).expect("a folder for the file");
        }
        fs::write(path, text).expect("a file for the test");
    }

    /// The command, in this folder and with a plain environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clutch"));
        command.args(args);
        self.prepare(&mut command);
        command
    }

    /// Sets folder, environment and streams.
    pub fn prepare(&self, command: &mut Command) {
        command
            .current_dir(&self.0)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.0)
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    /// Runs the command without input.
    pub fn run(&self, args: &[&str]) -> Ended {
        self.run_with(args, "")
    }

    /// Runs the command with a standard input.
    pub fn run_with(&self, args: &[&str], input: &str) -> Ended {
        end(self.command(args), input)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left over is in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A process that has ended.
#[derive(Debug)]
pub struct Ended {
    pub out: String,
    pub err: String,
    /// None if a signal ended it.
    pub code: Option<i32>,
}

/// Runs `clutch` in an empty folder.
pub fn clutch(args: &[&str]) -> Ended {
    Folder::new().run(args)
}

/// Runs a command to its end.
pub fn end(mut command: Command, input: &str) -> Ended {
    let mut child = command.spawn().expect("the command starts");
    if let Some(mut stdin) = child.stdin.take() {
        // A program that does not read its input to the end closes the pipe.
        let _ = stdin.write_all(input.as_bytes());
    }
    finish(child)
}

/// Waits for a process and gives what it wrote.
pub fn finish(mut child: Child) -> Ended {
    let out = read_aside(child.stdout.take().expect("piped"));
    let err = read_aside(child.stderr.take().expect("piped"));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("the process can be waited for") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("the process did not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    Ended {
        out: collected(out),
        err: collected(err),
        code: status.code(),
    }
}

fn read_aside(mut stream: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (send, receive) = channel();
    std::thread::spawn(move || {
        let mut block = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut block) {
            if send.send(block[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    receive
}

fn collected(blocks: Receiver<Vec<u8>>) -> String {
    let bytes: Vec<u8> = blocks.into_iter().flatten().collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Sends SIGINT.
pub fn interrupt(child: &Child) {
    let status = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .expect("kill can be run");
    assert!(status.success(), "the process is there");
}

/// A process on a terminal of its own, by means of `script`.
pub struct Terminal {
    child: Child,
    screen: Receiver<Vec<u8>>,
    /// All that was shown and not yet waited for.
    shown: String,
}

impl Terminal {
    /// Starts `clutch` on a terminal; none if the system has no `script`.
    pub fn start(folder: &Folder, args: &[&str], env: &[(&str, &str)]) -> Option<Terminal> {
        let mut line = env!("CARGO_BIN_EXE_clutch").to_string();
        for arg in args {
            line += &format!(" '{arg}'");
        }
        let mut command = Command::new("script");
        command.args([
            "--quiet",
            "--flush",
            "--return",
            "--command",
            &line,
            "/dev/null",
        ]);
        folder.prepare(&mut command);
        command.env("TERM", "xterm").env("SHELL", "/bin/sh");
        command.env("CLUTCH_HISTORY", folder.path().join("history"));
        command.envs(env.iter().copied());
        let mut child = command.spawn().ok()?;
        let screen = read_aside(child.stdout.take().expect("piped"));
        Some(Terminal {
            child,
            screen,
            shown: String::new(),
        })
    }

    /// Types.
    pub fn send(&mut self, keys: &str) {
        let stdin = self.child.stdin.as_mut().expect("piped");
        stdin.write_all(keys.as_bytes()).expect("keys are typed");
        stdin.flush().expect("keys are typed");
    }

    /// Waits until a text is on the screen, styles left out; gives what was shown up to it.
    pub fn expect(&mut self, text: &str) -> String {
        let start = Instant::now();
        loop {
            let plain = without_styles(&self.shown);
            if let Some(at) = plain.find(text) {
                let end = at + text.len();
                self.shown = plain[end..].to_string();
                return plain[..end].to_string();
            }
            assert!(
                start.elapsed() < PATIENCE,
                "waited for {text:?}, there is {plain:?}"
            );
            if let Ok(bytes) = self.screen.recv_timeout(Duration::from_millis(50)) {
                self.shown += &String::from_utf8_lossy(&bytes);
            } else if self.child.try_wait().expect("can be waited for").is_some() {
                let rest: Vec<u8> = self.screen.try_iter().flatten().collect();
                assert!(
                    !rest.is_empty() || plain.contains(text),
                    "ended before {text:?}, there is {plain:?}"
                );
                self.shown += &String::from_utf8_lossy(&rest);
            }
        }
    }

    /// Waits for the end; gives the exit code.
    pub fn end(mut self) -> Option<i32> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("can be waited for") {
                return status.code();
            }
            assert!(start.elapsed() < PATIENCE, "the session did not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A text without the control sequences of a terminal.
pub fn without_styles(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' if chars.peek() == Some(&'[') => {
                chars.next();
                // A sequence ends with a letter; an unfinished one is kept for the next look.
                let mut sequence = String::from("\x1b[");
                let mut ended = false;
                for c in chars.by_ref() {
                    sequence.push(c);
                    if c.is_ascii_alphabetic() {
                        ended = true;
                        break;
                    }
                }
                if !ended {
                    out += &sequence;
                }
            }
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}
