//! Standard output, error and input of a program.
//!
//! Output to a terminal is passed on line by line; elsewhere it is gathered in blocks. Before
//! anything is written to the standard error, what was written to the standard output before is
//! passed on, so that the two keep their order where they end in one place.
//!
//! When whoever reads the output has gone (`clutch … | head -1`), the process ends as any other
//! does: killed by SIGPIPE, without a word. The Rust runtime ignores that signal, so it is raised
//! by hand at the first write that fails.
//!
//! While the line editor waits for input, output of other threads goes through its printer, which
//! puts it above the prompt.

use crate::interrupt;
use clutch_lang::io::Sink;
use parking_lot::Mutex;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustyline::ExternalPrinter;
use std::io::{self, IsTerminal, Write};

/// Bytes gathered before they are passed on.
const BLOCK: usize = 32 * 1024;
/// How often a read that waits looks for an interrupt.
const LOOK_UP: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 50_000_000,
};

/// What one of the two outputs holds back.
struct Output {
    held: Vec<u8>,
    /// Passes on at every line end.
    by_line: bool,
}

static STDOUT: Mutex<Output> = Mutex::new(Output {
    held: Vec::new(),
    by_line: true,
});

/// The line editor's printer while it waits for input.
static PRINTER: Mutex<Option<Box<dyn ExternalPrinter + Send>>> = Mutex::new(None);

/// Decides how the standard output is passed on; to be called once, at start.
pub(crate) fn prepare() {
    STDOUT.lock().by_line = io::stdout().is_terminal();
}

/// Passes on what is held back.
pub(crate) fn flush() {
    let mut out = STDOUT.lock();
    pass_on(&mut out, usize::MAX);
}

/// Puts output of other threads above the prompt from now on, or no longer.
pub(crate) fn print_above_prompt(printer: Option<Box<dyn ExternalPrinter + Send>>) {
    flush();
    *PRINTER.lock() = printer;
}

/// Passes on the first `count` bytes.
fn pass_on(out: &mut Output, count: usize) {
    let count = count.min(out.held.len());
    if count == 0 {
        return;
    }
    if !print_above(&out.held[..count]) {
        let mut stdout = io::stdout().lock();
        let result = stdout
            .write_all(&out.held[..count])
            .and_then(|()| stdout.flush());
        if let Err(e) = result {
            write_failed(&e);
        }
    }
    out.held.drain(..count);
}

fn print_above(bytes: &[u8]) -> bool {
    match &mut *PRINTER.lock() {
        Some(printer) => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            printer.print(text).is_ok()
        }
        None => false,
    }
}

/// Ends the process if nobody reads any more. Other failures are ignored, as the JVM does with
/// those of `System.out`: a program cannot do anything about them.
fn write_failed(e: &io::Error) {
    if e.kind() == io::ErrorKind::BrokenPipe {
        let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGPIPE);
        std::process::exit(141);
    }
}

/// The standard output as a sink of the language.
pub(crate) struct Stdout;

impl Sink for Stdout {
    fn write(&mut self, text: &str) -> io::Result<()> {
        let mut out = STDOUT.lock();
        out.held.extend_from_slice(text.as_bytes());
        if out.held.len() >= BLOCK {
            pass_on(&mut out, usize::MAX);
        } else if out.by_line
            && let Some(end) = out.held.iter().rposition(|b| *b == b'\n')
        {
            pass_on(&mut out, end + 1);
        }
        Ok(())
    }
    fn flush(&mut self) -> io::Result<()> {
        flush();
        Ok(())
    }
    fn close(&mut self) -> io::Result<()> {
        self.flush()
    }
}

/// The standard error as a sink of the language.
pub(crate) struct Stderr;

impl Sink for Stderr {
    fn write(&mut self, text: &str) -> io::Result<()> {
        eprint(text);
        Ok(())
    }
}

/// Ends the process, on whatever thread.
pub(crate) fn end_process(code: i32) -> ! {
    flush();
    clutch_lang::io::delete_at_exit();
    // Not by returning from `main`: other threads may still run, and nothing needs to be torn down.
    std::process::exit(code)
}

/// The standard input as bytes. Waiting for them ends with an error when the user interrupts.
pub(crate) struct Stdin;

impl io::Read for Stdin {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let stdin = rustix::stdio::stdin();
        loop {
            if interrupt::is_pending() {
                return Err(io::Error::other("Interrupted"));
            }
            // A signal ends the wait at once; the limit is for one that comes just before it.
            let mut wanted = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut wanted, Some(&LOOK_UP)) {
                Ok(0) | Err(Errno::INTR) => {}
                Ok(_) => match rustix::io::read(stdin, &mut *into) {
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    result => return Ok(result?),
                },
                Err(e) => return Err(e.into()),
            }
        }
    }
}

/// Writes to the standard error, after what was written to the standard output before.
pub(crate) fn eprint(text: &str) {
    flush();
    if !print_above(text.as_bytes())
        && let Err(e) = io::stderr().lock().write_all(text.as_bytes())
    {
        write_failed(&e);
    }
}
