//! Checks test scripts against a command, or fills in the expectations that are missing.
//!
//! ```text
//! expect --command 'CMD WITH {path}' [--fill] FILE…
//! ```
//! Used to take expected values from the reference implementation. What was filled in is to be read:
//! the reference decides what is right, but not whether the script asks the question that was meant.

#![forbid(unsafe_code)]

use clutch_tests::check::check;
use clutch_tests::process::Process;
use clutch_tests::runner::{Outcome, RunMode, Runner};
use clutch_tests::script::{Action, Script};
use clutch_tests::spec;
use std::process::ExitCode;

/// Heads of forms whose value says nothing.
const DEFINERS: &[&str] = &[
    "def",
    "ns",
    "require",
    "import",
    "use",
    "declare",
    "in-ns",
    "extend",
    "prefer-method",
    "derive",
    "alias",
    "refer",
    "load",
];

struct Recorded(Vec<Outcome>);

impl Runner for Recorded {
    fn run(&mut self, _: &Script, _: RunMode) -> Vec<Outcome> {
        std::mem::take(&mut self.0)
    }
}

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (mut command, mut fill, mut files) = (String::new(), false, Vec::new());
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--command" => command = args.next().unwrap_or_default(),
            "--fill" => fill = true,
            _ => files.push(arg),
        }
    }
    if command.is_empty() || files.is_empty() {
        eprintln!("usage: expect --command 'CMD WITH {{path}}' [--fill] FILE…");
        return ExitCode::from(2);
    }
    let texts: Vec<_> = files
        .iter()
        .map(|f| std::fs::read_to_string(f).unwrap_or_default())
        .collect();
    // Chapters of the specification are many scripts in one file: checked, never filled in.
    let fill = fill && !files.iter().any(|f| f.ends_with(".md"));
    let scripts: Vec<_> = files
        .iter()
        .zip(&texts)
        .flat_map(|(file, text)| match file.ends_with(".md") {
            true => spec::parse(file, text).portable,
            false => vec![Script::parse(file, text)],
        })
        .collect();
    let all = match Process::new(&command).run_all(&scripts.iter().collect::<Vec<_>>()) {
        Ok(all) => all,
        Err(error) => {
            eprintln!("{command}: {error}");
            return ExitCode::from(2);
        }
    };
    let mut failures = 0;
    for (i, (script, outcomes)) in scripts.iter().zip(all).enumerate() {
        if fill {
            let filled = filled(&texts[i], script, &outcomes);
            if let Err(error) = std::fs::write(&script.name, filled) {
                eprintln!("{}: {error}", script.name);
                failures += 1;
            }
        } else {
            for mismatch in check(script, RunMode::Live, &mut Recorded(outcomes)) {
                println!("{mismatch}\n");
                failures += 1;
            }
        }
    }
    let total: usize = scripts.iter().map(Script::expectations).sum();
    println!(
        "{} scripts, {total} expectations, {failures} failed",
        scripts.len()
    );
    ExitCode::from(u8::from(failures > 0))
}

/// The text with expectations behind the forms that end a line and have none.
fn filled(text: &str, script: &Script, outcomes: &[Outcome]) -> String {
    let mut out = String::new();
    let mut from = 0;
    for (step, outcome) in script.steps.iter().zip(outcomes) {
        let line_end = text[step.end..]
            .find('\n')
            .map_or(text.len(), |n| step.end + n);
        let Action::Eval(form) = &step.action else {
            continue;
        };
        if !step.expect.is_empty() || !text[step.end..line_end].trim().is_empty() {
            continue;
        }
        out.push_str(&text[from..step.end]);
        out.push_str(&expectation(form, outcome));
        from = step.end;
    }
    out.push_str(&text[from..]);
    out
}

fn expectation(form: &str, outcome: &Outcome) -> String {
    let head = form.trim_start_matches('(');
    let defines = DEFINERS.iter().any(|d| head.starts_with(d));
    let mut text = match &outcome.result {
        Some(Ok(_)) if defines => String::new(),
        Some(Ok(value)) if value == "nil" && !outcome.out.is_empty() => String::new(),
        Some(Ok(value)) => format!(" ;=> {}", value.replace('\n', " ")),
        Some(Err(f)) => {
            let simple = f.class.rsplit('.').next().unwrap_or_default();
            let message = f.message.lines().next().unwrap_or_default();
            // The rest of this message is about class loaders.
            let message = match simple {
                "ClassCastException" => message.split(" (").next().unwrap_or_default(),
                _ => message,
            };
            if f.rejected {
                format!(" ;rejects> * {message}")
            } else {
                format!(" ;throws> {simple} {message}")
            }
        }
        None => String::new(),
    };
    for line in outcome.out.lines() {
        let line = format!("\n;out> {line}");
        text.push_str(line.trim_end());
    }
    text
}
