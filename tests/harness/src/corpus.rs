//! The differential corpus: forms with what the reference implementation answers.
//!
//! A file of `tests/conformance` has a line for each form: the form, a tab, the answer. An answer is the
//! value as `pr-str` prints it, or `!Class message`, or `!Class` where the reference's message speaks of
//! its host, or `!rejected` where its reader or compiler refuses the form: Clutch may refuse it as well,
//! or throw when it runs. In answers `␤` and `␉` stand for line break and tab. Lines that begin with `;` are remarks.
//! Answers are never written by hand: `tests/conformance/record.clj` asks the reference and writes them.
//!
//! The text is compared as it is, so that the order of sets and maps, kinds of numbers and kinds of
//! collections count; only the numbers that tell objects apart do not.

use crate::engine::Evaluator;
use crate::runner::Failure;
use crate::suite::workspace_root;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

/// One form and its answers.
#[derive(Debug, Clone)]
pub struct Difference {
    /// File and line of the form.
    pub place: String,
    /// The form.
    pub form: String,
    /// What the reference answers.
    pub expected: String,
    /// What Clutch answers.
    pub got: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.place)?;
        writeln!(f, "       form  {}", self.form)?;
        writeln!(f, "  reference  {}", self.expected)?;
        write!(f, "     clutch  {}", self.got)
    }
}

/// What came of some files.
#[derive(Debug, Default)]
pub struct Answers {
    /// Forms that were asked.
    pub forms: usize,
    /// Those that are answered in another way.
    pub differences: Vec<Difference>,
}

/// The files of the corpus, sorted by name.
pub fn files() -> Vec<PathBuf> {
    let folder = workspace_root().join("tests/conformance");
    let mut files: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        .collect();
    files.sort();
    files
}

/// Known differences: the form, and the reason, from `tests/conformance/differences.txt`. There a line
/// that begins with `; ` gives the reason for the forms below it.
///
/// # Errors
/// Names the first form without reason.
pub fn known_differences() -> Result<BTreeMap<String, String>, String> {
    let path = workspace_root().join("tests/conformance/differences.txt");
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut known = BTreeMap::new();
    let mut reason = "";
    for line in text.lines() {
        if line.is_empty() {
            reason = "";
        } else if let Some(text) = line.strip_prefix("; ") {
            reason = text;
        } else if reason.is_empty() {
            return Err(format!("a difference without a reason: {line}"));
        } else {
            known.insert(line.to_owned(), reason.to_owned());
        }
    }
    Ok(known)
}

/// Asks every form of a file, all in one session.
///
/// # Errors
/// When the file cannot be read.
pub fn ask(path: &Path) -> std::io::Result<Answers> {
    let text = fs::read_to_string(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut evaluator = Evaluator::new();
    let mut answers = Answers::default();
    for (number, line) in (1..).zip(text.lines()) {
        let Some((form, expected)) = line.split_once('\t') else {
            continue;
        };
        answers.forms += 1;
        let got = match evaluator.eval(form) {
            Some(Ok(printed)) => escape(&printed),
            Some(Err(failure)) => describe(&failure),
            None => "no answer in time".to_owned(),
        };
        if !same(expected, &got) {
            answers.differences.push(Difference {
                place: format!("{name}:{number}"),
                form: form.to_owned(),
                expected: expected.to_owned(),
                got,
            });
        }
    }
    Ok(answers)
}

fn escape(text: &str) -> String {
    text.replace('\n', "␤").replace('\t', "␉")
}

fn describe(failure: &Failure) -> String {
    let class = failure.class.rsplit('.').next().unwrap_or_default();
    if failure.message.is_empty() {
        format!("!{class}")
    } else {
        format!("!{class} {}", escape(&failure.message))
    }
}

/// Whether an answer is the expected one.
fn same(expected: &str, got: &str) -> bool {
    if expected == got {
        return true;
    }
    match expected.strip_prefix('!') {
        Some("rejected") => got.starts_with('!'),
        // A class without message: the message is not compared.
        Some(class) if !class.contains(' ') => {
            got.strip_prefix('!')
                .map(|g| g.split(' ').next().unwrap_or_default())
                == Some(class)
        }
        _ => without_addresses(expected) == without_addresses(got),
    }
}

/// The text with `0x0` for every hexadecimal number.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("0x0");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn answers_are_compared_as_text() {
        assert!(same("#{1 2}", "#{1 2}"));
        assert!(!same("#{1 2}", "#{2 1}"));
        assert!(!same("1", "1N"));
        assert!(same("#object[A 0x1f]", "#object[A 0x2e]"));
    }

    #[test]
    fn messages_count_where_the_reference_gives_one() {
        assert!(same("!A", "!A some text"));
        assert!(!same("!A text", "!A"));
        assert!(!same("!A", "!B"));
        assert!(!same("!A", "1"));
        assert!(same("!rejected", "!A text"));
        assert!(!same("!rejected", "1"));
    }
}
