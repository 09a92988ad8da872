//! Running programs: expressions, files, the standard input, the `-main` of a namespace.

use crate::cli::{Invocation, Program, Step};
use crate::render::{Failure, Renderer};
use crate::{console, interrupt, stdio};
use clutch_lang::read::{Scan, Scanner, Syntax};
use clutch_lang::{DirSources, Engine, Error, Io, Kind, Session};
use std::io::{self, IsTerminal, Read};
use std::path::Path;

/// Exit code of a program that failed.
const FAILED: i32 = 1;

/// Name of texts without a file.
const NO_FILE: &str = "NO_SOURCE_PATH";

/// How a program ended before its end.
pub(crate) enum Stop {
    /// With an error that nobody caught.
    Error(Error),
    /// It could not be begun.
    Failure(Failure),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Stop {
        Stop::Error(error)
    }
}

/// Does what the command line says; gives the exit code.
pub(crate) fn run(invocation: &Invocation) -> i32 {
    let engine = Engine::builder()
        .sources(DirSources::new(&invocation.paths))
        .io(Io::new(stdio::Stdout, stdio::Stderr).with_input(io::stdin()))
        .on_exit(|code| {
            stdio::flush();
            clutch_lang::io::delete_at_exit();
            std::process::exit(code)
        })
        .build();
    let mut session = engine.session();
    let renderer = Renderer::for_stderr(invocation);
    // Without the handler Ctrl-C still ends the process, only not as gently.
    let _ = interrupt::install(session.canceller());
    let code = match perform(&mut session, invocation) {
        Ok(()) if invocation.program == Program::Repl && io::stdin().is_terminal() => {
            return console::run(session, invocation);
        }
        Ok(()) => 0,
        Err(Stop::Error(e)) if ends_process(&e) => return exit_code(&e),
        Err(stop) => report(&stop, &mut session, &renderer),
    };
    match session.wait_for_threads() {
        Err(e) if ends_process(&e) => exit_code(&e),
        _ => code,
    }
}

/// Whether an error ends the process without a word.
fn ends_process(error: &Error) -> bool {
    matches!(error.kind(), Kind::Exit(_) | Kind::Cancelled)
}

fn exit_code(error: &Error) -> i32 {
    match error.kind() {
        Kind::Exit(code) => code,
        // Nobody but the handler of SIGINT cancels a program.
        _ => interrupt::EXIT_CODE,
    }
}

fn perform(session: &mut Session, invocation: &Invocation) -> Result<(), Stop> {
    session.set_args(&invocation.args)?;
    for step in &invocation.steps {
        match step {
            Step::Eval(text) => eval_and_print(session, text)?,
            Step::Load(path) => load_file(session, path)?,
        }
    }
    match &invocation.program {
        Program::None => Ok(()),
        Program::File(path) => load_file(session, path),
        Program::Main(ns) => {
            session.require([ns.as_str()], false)?;
            if !session.defines(ns, "-main") {
                return Err(Stop::Failure(Failure {
                    message: format!("The namespace {ns} has no function -main"),
                    help: Some("`(defn -main [& args] …)` is what `-m` calls".to_string()),
                }));
            }
            session.call(ns, "-main", &invocation.args)?;
            Ok(())
        }
        Program::Stdin => eval_stdin(session, false),
        Program::Repl if io::stdin().is_terminal() => Ok(()),
        Program::Repl => eval_stdin(session, true),
    }
}

/// Tells why a program ended; gives the exit code.
fn report(stop: &Stop, session: &mut Session, renderer: &Renderer) -> i32 {
    let text = match stop {
        Stop::Failure(failure) => renderer.failure(failure),
        Stop::Error(error) => renderer.error(error, session),
    };
    stdio::eprint(&text);
    FAILED
}

/// Evaluates all forms of a text and prints each value that is not nil.
fn eval_and_print(session: &mut Session, text: &str) -> Result<(), Stop> {
    let mut values = Vec::new();
    let mut evaluated = Ok(());
    // Printing may run the program's code, so it has to wait until the form is done.
    for form in forms_of(text) {
        evaluated = session.eval_each(NO_FILE, form, |_, value| values.push(value));
        for value in values.drain(..).filter(|value| !value.is_nil()) {
            session.prn(&value)?;
        }
        if evaluated.is_err() {
            break;
        }
    }
    Ok(evaluated?)
}

/// The forms of a text, one by one; what cannot be told apart is one piece, left to the reader.
fn forms_of(text: &str) -> Vec<&str> {
    match clutch_lang::read::forms(text, &Syntax::default()) {
        Ok(ranges) if ranges.len() > 1 => ranges.into_iter().map(|r| &text[r]).collect(),
        _ => vec![text],
    }
}

fn load_file(session: &mut Session, path: &Path) -> Result<(), Stop> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| cannot_read(&name, &e))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        Stop::Failure(Failure {
            message: format!(
                "{name} is not text: byte {} is not part of a UTF-8 character",
                e.utf8_error().valid_up_to()
            ),
            help: Some("programs are UTF-8 texts".to_string()),
        })
    })?;
    session.load(&name, &text)?;
    Ok(())
}

fn cannot_read(name: &str, e: &io::Error) -> Stop {
    let (reason, help) = match e.kind() {
        io::ErrorKind::NotFound => ("there is no such file", None),
        io::ErrorKind::PermissionDenied => ("it may not be read", None),
        io::ErrorKind::IsADirectory => (
            "it is a folder",
            Some(format!(
                "`clutch --path {name} -m NS` runs a namespace of a folder"
            )),
        ),
        _ => ("", None),
    };
    let reason = match reason {
        "" => e.to_string(),
        reason => reason.to_string(),
    };
    Stop::Failure(Failure {
        message: format!("Cannot read {name}: {reason}"),
        help,
    })
}

/// Evaluates the standard input form by form, each before the next is read: a program may read
/// what follows it.
fn eval_stdin(session: &mut Session, print: bool) -> Result<(), Stop> {
    let mut input = Forms::default();
    while let Some((text, origin)) = input.next(&mut io::stdin().lock())? {
        let mut values = Vec::new();
        session.eval_part(NO_FILE, &text, origin, |_, value| values.push(value))?;
        if print {
            for value in values.iter().filter(|value| !value.is_nil()) {
                session.prn(value)?;
            }
        }
    }
    Ok(())
}

/// A piece of a text, and the line and column at which it starts.
type Piece = (String, (u32, u32));

/// The forms of a stream.
#[derive(Default)]
struct Forms {
    /// Bytes that were read and not evaluated yet; complete characters, then perhaps a part of one.
    bytes: Vec<u8>,
    ended: bool,
    /// Lines and, in the last line, characters before the bytes.
    line: u32,
    column: u32,
}

impl Forms {
    /// The next form, with the blanks and comments before it, and where it starts. At the end of
    /// the stream also what is left and makes no form, for the reader to complain about.
    fn next(&mut self, stream: &mut impl Read) -> Result<Option<Piece>, Stop> {
        let mut scanner = Scanner::new(Syntax::default());
        loop {
            let valid = match std::str::from_utf8(&self.bytes) {
                Ok(text) => text,
                Err(e) if e.error_len().is_none() && !self.ended => {
                    let valid = &self.bytes[..e.valid_up_to()];
                    std::str::from_utf8(valid).expect("checked to be valid")
                }
                Err(_) => {
                    return Err(Stop::Failure(Failure {
                        message: "The standard input is not UTF-8 text".to_string(),
                        help: None,
                    }));
                }
            };
            let end = match scanner.advance(valid, self.ended) {
                Scan::Complete(end) => Some(end),
                Scan::Incomplete { blank: true } if self.ended => return Ok(None),
                Scan::Incomplete { .. } if self.ended => Some(valid.len()),
                Scan::Wrong(_) => Some(valid.len()),
                Scan::Incomplete { .. } => None,
            };
            if let Some(end) = end {
                let text = valid[..end].to_string();
                self.bytes.drain(..end);
                let origin = (self.line + 1, self.column + 1);
                self.advance_over(&text);
                return Ok(Some((text, origin)));
            }
            self.fill(stream)?;
        }
    }

    fn fill(&mut self, stream: &mut impl Read) -> Result<(), Stop> {
        let mut block = [0; 8192];
        match stream.read(&mut block) {
            Ok(0) => self.ended = true,
            Ok(count) => self.bytes.extend_from_slice(&block[..count]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(cannot_read("the standard input", &e)),
        }
        Ok(())
    }

    fn advance_over(&mut self, text: &str) {
        match text.rfind('\n') {
            Some(last) => {
                self.line += text.matches('\n').count() as u32;
                self.column = text[last + 1..].chars().count() as u32;
            }
            None => self.column += text.chars().count() as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that gives one byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, block: &mut [u8]) -> io::Result<usize> {
            match self.0 {
                [] => Ok(0),
                [first, rest @ ..] => {
                    block[0] = *first;
                    self.0 = rest;
                    Ok(1)
                }
            }
        }
    }

    fn forms(text: &str) -> Vec<(String, (u32, u32))> {
        let (mut input, mut stream) = (Forms::default(), Slow(text.as_bytes()));
        let mut found = Vec::new();
        while let Ok(Some(form)) = input.next(&mut stream) {
            found.push(form);
        }
        found
    }

    #[test]
    fn a_stream_is_cut_into_forms_with_their_places() {
        let found = forms("(é\n1) b ; c\n [2]\n");
        let expected = [("(é\n1)", (1, 1)), (" b ", (2, 3)), ("; c\n [2]", (2, 6))];
        let expected = expected.map(|(text, at)| (text.to_string(), at));
        // The blank that ends a symbol may be taken with it or left to the next form.
        let trimmed: Vec<&str> = found.iter().map(|(t, _)| t.trim()).collect();
        let wanted: Vec<&str> = expected.iter().map(|(t, _)| t.trim()).collect();
        assert_eq!(trimmed, wanted);
        assert_eq!(found[0].1, (1, 1));
        assert_eq!(found[1].1, (2, 3));
    }

    #[test]
    fn what_is_left_at_the_end_is_given_too() {
        let texts: Vec<String> = forms("1 (2").into_iter().map(|(t, _)| t).collect();
        assert_eq!(texts.len(), 2);
        assert_eq!(texts[1].trim(), "(2");
        assert!(forms("  ; nothing\n").is_empty());
    }
}
