//! Running scripts in another process: the reference implementation, or a build of `clutch`.
//!
//! The command gets three arguments: a driver written in the language (`driver.clj` beside this
//! crate), a file with the steps, and the name of a file for the outcomes. It is given as one string,
//! split at blanks; `{path}` in it stands for the folder that the scripts' files are written to.
//! All scripts go through one process, since starting one may take a second.

use crate::examples::unescape;
use crate::runner::{Failure, Outcome, RunMode, Runner};
use crate::script::{Action, Script};
use clutch_syntax::{FormKind, Syntax, parse_all};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// The program that runs the steps in the other process.
const DRIVER: &str = include_str!("../driver.clj");

/// A command that evaluates scripts, live only.
pub struct Process {
    command: String,
}

impl Process {
    /// The command line, with `{path}` for the folder of source files.
    pub fn new(command: &str) -> Process {
        Process {
            command: command.into(),
        }
    }

    /// Runs many scripts in one process.
    ///
    /// # Errors
    /// When the command cannot be started or the files cannot be written.
    pub fn run_all(&self, scripts: &[&Script]) -> std::io::Result<Vec<Vec<Outcome>>> {
        let folder = std::env::temp_dir().join(format!("clutch-tests-{}", std::process::id()));
        let path = folder.join("src");
        fs::create_dir_all(&path)?;
        let file = |name: &str| -> PathBuf { folder.join(name) };
        fs::write(file("driver.clj"), DRIVER)?;
        fs::write(file("steps.edn"), steps(scripts))?;
        let command = self.command.replace("{path}", &path.to_string_lossy());
        let mut words = command.split_whitespace();
        let program = words.next().unwrap_or_default();
        Command::new(program)
            .args(words)
            .args([
                file("driver.clj"),
                file("steps.edn"),
                file("outcomes.edn"),
                path,
            ])
            .status()?;
        let text = fs::read_to_string(file("outcomes.edn")).unwrap_or_default();
        let _ = fs::remove_dir_all(&folder);
        Ok(outcomes(&text, scripts.len()))
    }
}

impl Runner for Process {
    fn run(&mut self, script: &Script, _: RunMode) -> Vec<Outcome> {
        match self.run_all(&[script]) {
            Ok(mut all) => all.pop().unwrap_or_default(),
            Err(_) => Vec::new(),
        }
    }
}

/// A string literal that every reader understands.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `[[[:eval text line] [:write path text] [:rm path] …] …]`, one vector a script.
fn steps(scripts: &[&Script]) -> String {
    let mut out = String::from("[\n");
    for script in scripts {
        out.push_str("[\n");
        for step in &script.steps {
            let _ = match &step.action {
                Action::Eval(text) => writeln!(out, "[:eval {} {}]", literal(text), step.line),
                Action::Write { path, text } => {
                    writeln!(out, "[:write {} {}]", literal(path), literal(text))
                }
                Action::Remove(path) => writeln!(out, "[:rm {}]", literal(path)),
            };
        }
        out.push_str("]\n");
    }
    out.push_str("]\n");
    out
}

/// Lines `[script step :ok printed out]` and `[script step :failed phase class message out]`.
fn outcomes(text: &str, scripts: usize) -> Vec<Vec<Outcome>> {
    let mut all = vec![Vec::new(); scripts];
    for line in text.lines() {
        let Ok(forms) = parse_all(line, 0, &Syntax::edn()) else {
            continue;
        };
        let [root] = forms.roots() else { continue };
        let items: Vec<String> = forms
            .children(*root)
            .iter()
            .map(|id| {
                let text = &line[forms.range(*id)];
                match forms.kind(*id) {
                    FormKind::PlainString | FormKind::EscapedString => unescape(text),
                    _ => text.into(),
                }
            })
            .collect();
        let fields: Vec<_> = items.iter().map(String::as_str).collect();
        let (script, outcome) = match fields.as_slice() {
            [script, _, ":ok", printed, out] => (
                script,
                Outcome {
                    result: Some(Ok((*printed).into())),
                    out: (*out).into(),
                },
            ),
            [script, _, ":failed", phase, class, message, out] => (
                script,
                Outcome {
                    result: Some(Err(Failure {
                        rejected: *phase == ":reject",
                        class: (*class).into(),
                        message: (*message).into(),
                        ..Failure::default()
                    })),
                    out: (*out).into(),
                },
            ),
            _ => continue,
        };
        if let Some(list) = script.parse::<usize>().ok().and_then(|i| all.get_mut(i)) {
            list.push(outcome);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_and_outcomes_survive_the_way_through_text() {
        let script = Script::parse("x", "(str \"a\\n\" \\\")\n;file> a.clj\n;| x\n");
        assert_eq!(
            steps(&[&script]),
            "[\n[\n[:eval \"(str \\\"a\\\\n\\\" \\\\\\\")\" 1]\n[:write \"a.clj\" \"x\\n\"]\n]\n]\n"
        );
        let all = outcomes(
            "[0 0 :ok \"\\\"a\\\"\" \"out\\n\"]\n[1 0 :failed :run \"a.B\" \"m\" \"\"]\nnoise",
            2,
        );
        assert_eq!(all[0][0].result, Some(Ok("\"a\"".into())));
        assert_eq!(all[0][0].out, "out\n");
        let Some(Err(failure)) = &all[1][0].result else {
            panic!("a failure")
        };
        assert_eq!((failure.class.as_str(), failure.rejected), ("a.B", false));
    }
}
