//! The interactive session: reads a form, evaluates it, prints its value, and again.
//!
//! Reading is the line editor's ([`editor`], [`input`]); evaluation is the engine's. The session
//! lives on one thread and is lent to the editor's assistant while a line is typed.

mod command;
mod editor;
mod input;

use crate::cli::Invocation;
use crate::color::{PROMPT, RESET};
use crate::render::Renderer;
use crate::script::is_told;
use crate::{interrupt, stdio};
use clutch_lang::{Error, Kind, Session};
use command::Command;
use editor::{Assistant, Enter};
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{
    ColorMode, CompletionType, Config, Editor, EventHandler, KeyCode, KeyEvent, Modifiers,
};
use std::cell::{Ref, RefCell, RefMut};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Name of what is typed, in reports and metadata.
const NAME: &str = "REPL";
/// `*print-length*` in interactive sessions.
const PRINT_LENGTH: i64 = 100;
/// Entries of the history file.
const HISTORY: usize = 10_000;

/// Evaluated at the start of every interactive session.
const PRELUDE: &str = "(require '[clojure.repl :refer [apropos dir doc find-doc pst source]]
         '[clojure.pprint :refer [pp pprint]])";

/// Whether the loop goes on.
enum Next {
    Line,
    Exit(i32),
}

struct Console {
    session: Rc<RefCell<Session>>,
    renderer: Renderer,
}

/// Runs an interactive session until the user leaves; gives the exit code.
pub(crate) fn run(session: Session, invocation: &Invocation) -> i32 {
    let session = Rc::new(RefCell::new(session));
    let mut console = Console {
        session: session.clone(),
        renderer: Renderer::for_stderr(invocation),
    };
    let colors = invocation.color.enabled(&std::io::stdout());
    let width = Arc::new(AtomicUsize::new(0));
    let assistant = Assistant::new(session, width.clone());
    let mut editor = match line_editor(assistant, &width, colors) {
        Ok(editor) => editor,
        Err(e) => {
            stdio::eprint(&format!("The terminal cannot be used: {e}\n"));
            return 1;
        }
    };
    let history = history_file();
    if let Some(path) = &history {
        // There is none at first.
        let _ = editor.load_history(path);
    }
    console.prepare();
    let version = env!("CARGO_PKG_VERSION");
    stdio::eprint(&format!(
        "Clutch {version}. :help for help, :quit to leave.\n"
    ));
    let mut leaving = false;
    loop {
        let prompt = console.prompt();
        width.store(prompt.chars().count(), Ordering::Relaxed);
        let styled = match colors {
            true => format!("{PROMPT}{prompt}{RESET}"),
            false => prompt.clone(),
        };
        let printer = editor.create_external_printer().ok();
        stdio::print_above_prompt(printer.map(|p| Box::new(p) as _));
        let line = editor.readline(&(prompt.as_str(), styled.as_str()));
        stdio::print_above_prompt(None);
        let typed = editor.helper().is_some_and(Assistant::take_typed);
        match line {
            Ok(line) => {
                leaving = false;
                let text = input::without_margins(&line, prompt.chars().count());
                if text.trim().is_empty() {
                    continue;
                }
                if editor.add_history_entry(text.as_str()).unwrap_or(false)
                    && let Some(path) = &history
                {
                    // A history that cannot be written is no reason to stop.
                    let _ = editor.append_history(path);
                }
                if let Next::Exit(code) = console.perform(&text) {
                    return code;
                }
            }
            Err(ReadlineError::Interrupted) if leaving && !typed => return 0,
            Err(ReadlineError::Interrupted) => {
                leaving = !typed;
                if leaving {
                    stdio::eprint("Ctrl-C again or Ctrl-D leaves.\n");
                }
            }
            Err(ReadlineError::Eof) => return 0,
            Err(e) => {
                stdio::eprint(&format!("The terminal cannot be read: {e}\n"));
                return 1;
            }
        }
    }
}

type LineEditor = Editor<Assistant, FileHistory>;

fn line_editor(
    assistant: Assistant,
    width: &Arc<AtomicUsize>,
    colors: bool,
) -> rustyline::Result<LineEditor> {
    let config = Config::builder()
        .max_history_size(HISTORY)?
        .history_ignore_dups(true)?
        .completion_type(CompletionType::List)
        .color_mode(if colors {
            ColorMode::Forced
        } else {
            ColorMode::Disabled
        })
        .bracketed_paste(true)
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(assistant));
    // What was typed ahead while something ran arrives with line feeds instead of returns.
    let keys = [
        (KeyEvent(KeyCode::Enter, Modifiers::NONE), false),
        (KeyEvent::ctrl('J'), false),
        (KeyEvent(KeyCode::Enter, Modifiers::ALT), true),
    ];
    for (key, always) in keys {
        let enter = Enter {
            width: width.clone(),
            always,
        };
        editor.bind_sequence(key, EventHandler::Conditional(Box::new(enter)));
    }
    Ok(editor)
}

/// Where the history is kept: `CLUTCH_HISTORY`, or the folder for state of the user.
fn history_file() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(path) = set("CLUTCH_HISTORY") {
        return Some(path.into());
    }
    let state = match set("XDG_STATE_HOME") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(set("HOME")?).join(".local/state"),
    };
    let folder = state.join("clutch");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

impl Console {
    fn session(&self) -> RefMut<'_, Session> {
        self.session.borrow_mut()
    }

    fn shared(&self) -> Ref<'_, Session> {
        self.session.borrow()
    }

    fn prepare(&mut self) {
        let prepared = {
            let mut session = self.session();
            let quiet = session.load(NAME, PRELUDE).map(drop);
            quiet
                .and_then(|()| session.set("*print-length*", PRINT_LENGTH.into()))
                .and_then(|()| session.set("*print-namespace-maps*", true.into()))
        };
        if let Err(e) = prepared {
            self.show(&e);
        }
    }

    fn prompt(&self) -> String {
        format!("{}=> ", self.session().ns())
    }

    fn show(&self, error: &Error) {
        let text = self.renderer.error(error, &mut self.session());
        stdio::eprint(&text);
    }

    /// Does what an input says.
    fn perform(&mut self, text: &str) -> Next {
        let started = Instant::now();
        let done = match command::parse(text) {
            Some(Command::Quit) => return Next::Exit(0),
            Some(Command::Help) => {
                stdio::eprint(command::HELP);
                Ok(())
            }
            Some(Command::Time(form)) => {
                let done = self.evaluate(form);
                let took = started.elapsed();
                stdio::eprint(&format!("Elapsed: {:.3} ms\n", took.as_secs_f64() * 1e3));
                done
            }
            Some(Command::Reload(names)) => self.reload(&names),
            Some(Command::UndoReload) => self.undo_reload(),
            Some(Command::Worlds) => {
                self.list_worlds();
                Ok(())
            }
            None => self.evaluate(text),
        };
        stdio::flush();
        match done {
            Ok(()) => Next::Line,
            Err(e) => match e.kind() {
                Kind::Exit(code) => Next::Exit(code),
                Kind::Cancelled => {
                    stdio::eprint("Interrupted\n");
                    Next::Line
                }
                _ => {
                    self.show(&e);
                    Next::Line
                }
            },
        }
    }

    /// Evaluates the forms of a text, printing the value of each.
    fn evaluate(&mut self, text: &str) -> Result<(), Error> {
        interrupt::rearm();
        let mut session = self.session();
        session.forget_cancel();
        let ends = match clutch_lang::read::forms(text, &Default::default()) {
            Ok(ranges) => ranges.into_iter().map(|range| range.end).collect(),
            Err(_) => Vec::new(),
        };
        let mut from = 0;
        // What follows the last form (nothing, or what cannot be read) is a piece of its own.
        for end in ends.into_iter().chain([text.len()]) {
            let mut values = Vec::new();
            let origin = origin(text, from);
            let before = session.engine().world();
            session.eval_part(NAME, &text[from..end], origin, |_, value| {
                values.push(value)
            })?;
            let report = session.engine().last_publication();
            let report = report.filter(|r| r.to > before.generation());
            if report.is_none() {
                for link in session.engine().broken_since(&before) {
                    stdio::eprint(&format!("Warning: {link}\n"));
                }
            }
            // Reloads are shown when they are published.
            let told = report.filter(|r| is_told(r)).map(|r| r.to_string());
            for value in &values {
                match session.report_text(value) {
                    Some(text) if told.as_ref() == Some(&text) => {}
                    Some(text) => stdio::eprint(&format!("{text}\n")),
                    None => session.prn(value)?,
                }
            }
            from = end;
        }
        Ok(())
    }

    fn reload(&mut self, names: &[&str]) -> Result<(), Error> {
        interrupt::rearm();
        let mut session = self.session();
        session.forget_cancel();
        let names: Vec<String> = match names {
            [] => session.engine().loaded_namespaces(),
            names => names.iter().map(ToString::to_string).collect(),
        };
        let before = session.engine().world().generation();
        // What it did is told when it is published.
        session.require(names.iter().map(String::as_str), true)?;
        let report = session.engine().last_publication();
        if report.is_none_or(|r| r.to <= before) {
            stdio::eprint("Nothing has changed.\n");
        }
        Ok(())
    }

    fn undo_reload(&mut self) -> Result<(), Error> {
        let session = self.shared();
        let engine = session.engine();
        match engine.last_publication() {
            Some(report) => {
                let now = engine.rollback(report.from)?;
                stdio::eprint(&format!(
                    "World {now} has the content of world {}: before `{}`.\n",
                    report.from, report.what
                ));
            }
            None => stdio::eprint("Nothing was reloaded yet.\n"),
        }
        Ok(())
    }

    fn list_worlds(&self) {
        let session = self.shared();
        let mut text = String::new();
        for entry in session.engine().history() {
            let kept = if entry.world.is_some() {
                ""
            } else {
                "  (not kept)"
            };
            text += &format!("{:>6}  {}{kept}\n", entry.generation, entry.what);
        }
        stdio::eprint(&text);
    }
}

/// Line and column of a byte, both from 1.
fn origin(text: &str, at: usize) -> (u32, u32) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line as u32, before[start..].chars().count() as u32 + 1)
}
