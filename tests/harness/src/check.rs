//! Comparing what came of a script with what it expects.

use crate::canon;
use crate::runner::{Failure, Outcome, RunMode, Runner};
use crate::script::{Action, ExpectedFailure, Script, Step};
use std::fmt;

/// One expectation that did not hold.
#[derive(Debug, Clone)]
pub struct Mismatch {
    /// Script.
    pub file: String,
    /// Line of the expectation, or of the form when there is none.
    pub line: u32,
    /// In which circumstances.
    pub mode: RunMode,
    /// What the script says.
    pub expected: String,
    /// What happened.
    pub got: String,
    /// The form.
    pub form: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{} ({})", self.file, self.line, self.mode)?;
        for (i, line) in self.form.lines().enumerate().take(4) {
            let label = if i == 0 { "form" } else { "" };
            writeln!(f, "  {label:>8}  {line}")?;
        }
        writeln!(f, "  expected  {}", self.expected)?;
        write!(f, "       got  {}", self.got)
    }
}

/// Runs a script and gives every expectation that did not hold.
pub fn check(script: &Script, mode: RunMode, runner: &mut dyn Runner) -> Vec<Mismatch> {
    let mut found: Vec<_> = script
        .mistakes
        .iter()
        .map(|(line, text)| Mismatch {
            file: script.name.clone(),
            line: *line,
            mode,
            expected: "a direction that the harness knows".into(),
            got: text.clone(),
            form: String::new(),
        })
        .collect();
    if !script.runs_in(mode) {
        return found;
    }
    let outcomes = runner.run(script, mode);
    for (step, outcome) in script.steps.iter().zip(&outcomes) {
        judge(step, outcome, &mut |line, expected, got| {
            found.push(Mismatch {
                file: script.name.clone(),
                line,
                mode,
                expected,
                got,
                form: form_text(step),
            });
        });
    }
    if let Some(step) = script.steps.get(outcomes.len()) {
        found.push(Mismatch {
            file: script.name.clone(),
            line: step.line,
            mode,
            expected: "the rest of the script runs".into(),
            got: "it was not reached".into(),
            form: form_text(step),
        });
    }
    found
}

fn form_text(step: &Step) -> String {
    match &step.action {
        Action::Eval(text) => text.clone(),
        Action::Write { path, .. } => format!(";file> {path}"),
        Action::Remove(path) => format!(";rm> {path}"),
    }
}

fn judge(step: &Step, outcome: &Outcome, report: &mut dyn FnMut(u32, String, String)) {
    let expect = &step.expect;
    let got = match &outcome.result {
        Some(Ok(value)) => value.clone(),
        Some(Err(failure)) => failure.to_string(),
        None => "no answer: it ended, or ran past its time".into(),
    };
    match (&outcome.result, &expect.failure) {
        (None, _) => report(step.line, "an answer".into(), got),
        (Some(Ok(_)), Some(f)) => report(f.line, describe(f), got),
        (Some(Err(failure)), Some(f)) => {
            if !matches(f, failure, step) {
                report(f.line, describe(f), got);
            }
        }
        (Some(Err(_)), None) => {
            let (line, expected) = match &expect.value {
                Some((value, line)) => (*line, value.clone()),
                None => (step.line, "no exception".into()),
            };
            report(line, expected, got);
        }
        (Some(Ok(value)), None) => {
            if let Some((expected, line)) = &expect.value
                && !canon::same(expected, value)
            {
                report(*line, expected.clone(), value.clone());
            }
        }
    }
    judge_output(step, &outcome.out, report);
}

fn judge_output(step: &Step, out: &str, report: &mut dyn FnMut(u32, String, String)) {
    let expected = &step.expect.out;
    if expected.is_empty() {
        return;
    }
    let got: Vec<_> = out.lines().map(str::trim_end).collect();
    for (i, (text, line)) in expected.iter().enumerate() {
        match got.get(i) {
            Some(line_got) if *line_got == text.trim_end() => {}
            Some(line_got) => {
                return report(*line, format!("output {text:?}"), format!("{line_got:?}"));
            }
            None => return report(*line, format!("output {text:?}"), "no more output".into()),
        }
    }
    if let Some(more) = got.get(expected.len()) {
        let line = expected.last().map_or(step.line, |e| e.1);
        report(line, "no more output".into(), format!("output {more:?}"));
    }
}

fn describe(f: &ExpectedFailure) -> String {
    let how = if f.rejected { "rejects" } else { "throws" };
    format!("{how} {} {}", f.kind, f.part)
}

fn matches(expected: &ExpectedFailure, got: &Failure, step: &Step) -> bool {
    let simple = got.class.rsplit('.').next().unwrap_or(&got.class);
    let kind = expected.kind.as_str();
    let kind_matches = kind == "*"
        || if expected.rejected {
            got.code.as_deref().is_none_or(|code| code == kind)
        } else {
            kind == simple || kind == got.class
        };
    let place_matches = !expected.rejected
        || got
            .line
            .is_none_or(|line| (step.line..=step.end_line).contains(&line));
    expected.rejected == got.rejected
        && kind_matches
        && place_matches
        && got.message.contains(&expected.part)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers every form with what is written in it as a string: `"=v"`, `"!Class message"`.
    struct Echo;

    impl Runner for Echo {
        fn run(&mut self, script: &Script, _: RunMode) -> Vec<Outcome> {
            let answer = |step: &Step| {
                let Action::Eval(text) = &step.action else {
                    return Outcome {
                        result: Some(Ok("nil".into())),
                        out: String::new(),
                    };
                };
                let text = text.trim_matches('"');
                let result = match text.split_once(' ').unwrap_or((text, "")) {
                    ("throw", rest) | ("reject", rest) => Err(Failure {
                        rejected: text.starts_with("reject"),
                        class: rest.split(' ').next().unwrap_or_default().into(),
                        message: rest.into(),
                        ..Failure::default()
                    }),
                    ("value", rest) => Ok(rest.into()),
                    _ => Ok("nil".into()),
                };
                Outcome {
                    result: Some(result),
                    out: if text.starts_with("print") {
                        "one\ntwo\n".into()
                    } else {
                        String::new()
                    },
                }
            };
            script.steps.iter().map(answer).collect()
        }
    }

    fn failures(text: &str) -> Vec<u32> {
        let found = check(&Script::parse("x", text), RunMode::Live, &mut Echo);
        found.iter().map(|m| m.line).collect()
    }

    #[test]
    fn what_holds_is_not_reported() {
        let text = "\"value 1\" ;=> 1\n\"throw a.B b c\" ;throws> B b c\n\"print\" ;=> nil\n;out> one\n;out> two\n\
                    \"reject X y\" ;rejects> some/code y\n\"value 3\"";
        assert_eq!(failures(text), []);
    }

    /// The comparison can fail, in each of its parts, and all failures of a script come together.
    #[test]
    fn every_kind_of_difference_is_reported() {
        let text = "\"value 1\" ;=> 2\n\"throw a.B b\" ;throws> C b\n\"throw a.B b\" ;throws> B z\n\
                    \"throw a.B b\" ;rejects> *\n\"value 1\" ;throws> B\n\"throw a.B b\"\n\
                    \"throw a.B b\" ;=> 1\n\"print\" ;out> one\n\"print\"\n;out> one\n;out> tw\n\
                    \"value 1\" ;out> one";
        assert_eq!(failures(text), [1, 2, 3, 4, 5, 6, 7, 8, 11, 12]);
    }

    #[test]
    fn a_skipped_script_is_not_run() {
        assert_eq!(failures(";skip> because\n\"value 1\" ;=> 2"), []);
        assert_eq!(failures(";modes> turn\n\"value 1\" ;=> 2"), []);
    }
}
