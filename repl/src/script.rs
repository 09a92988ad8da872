//! Running programs: expressions, files, the standard input, the `-main` of a namespace.

use crate::cli::{Invocation, Program, Step};
use crate::render::{Failure, Renderer};
use crate::{console, interrupt, stdio};
use clutch_lang::read::Syntax;
use clutch_lang::{Caps, DirSources, Engine, Error, Io, Kind, Publication, Session};
use std::io::{self, IsTerminal};
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
    let interactive = invocation.program == Program::Repl && io::stdin().is_terminal();
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(DirSources::new(&invocation.paths))
        .io(Io::new(stdio::Stdout, stdio::Stderr).with_input(stdio::Stdin))
        .on_exit(|code| stdio::end_process(code))
        .on_publish(move |report| tell(report, interactive));
    let engine = match invocation.strict {
        true => engine.strict(),
        false => engine.lenient(),
    };
    let engine = engine.build();
    let mut session = engine.session();
    let renderer = Renderer::for_stderr(invocation);
    // Without the handler Ctrl-C still ends the process, only not as gently.
    let _ = interrupt::install(session.canceller());
    let code = match perform(&mut session, invocation) {
        Ok(()) if interactive => {
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

/// Whether a prompt tells all of a publish, and not only what to look at.
pub(crate) fn is_told(report: &Publication) -> bool {
    report.what.starts_with("reload")
}

/// Tells what a publish did: at a prompt all of a reload, to others only what to look at.
fn tell(report: &Publication, interactive: bool) {
    let mut text = String::new();
    if interactive && is_told(report) {
        text = report.summary();
    } else {
        for note in report.notes() {
            text += &format!("{}: {note}\n", report.what);
        }
    }
    stdio::eprint(&text);
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
    while let Some((text, origin)) = session.next_form()? {
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
