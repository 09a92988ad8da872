//! The format of test scripts.
//!
//! A script is plain source text. Comments between its top-level forms that start like one of these
//! are expectations about the form before them (on the same line or on earlier ones) or directions:
//!
//! | comment | meaning |
//! |---|---|
//! | `;=> form` | what the value prints as, compared after reading; may go on in further `;=>` lines |
//! | `;out> text` | the next line that the form writes to standard output |
//! | `;throws> Class part` | the form throws this class; its message contains the rest of the line |
//! | `;rejects> code part` | the form cannot be read or compiled; `*` is any code |
//! | `;spec> RULE` | the rule of `spec/` that is shown |
//! | `;modes> live turn` | run only in these modes |
//! | `;skip> reason` | do not run the script |
//! | `;strict>` | the engine refuses what a load cannot take back |
//! | `;file> path` | write a file before the next form; its lines follow as `;\| text` |
//! | `;rm> path` | remove a file before the next form |
//!
//! A form without expectation must not throw; what it writes is ignored. A line with `;rejects>`
//! is a form of its own up to that comment, so that text which never ends can be tested.
//!
//! Nothing is evaluated here, and nothing is known about who will.

use crate::runner::RunMode;
use clutch_syntax::{Scan, Syntax, scan};

/// A test script, cut into steps.
#[derive(Debug, Default, Clone)]
pub struct Script {
    /// Path as it is shown in reports, relative to the workspace.
    pub name: String,
    /// What is done, in order.
    pub steps: Vec<Step>,
    /// Why it is not run.
    pub skip: Option<String>,
    /// Whether the engine is strict.
    pub strict: bool,
    /// The modes it is restricted to; empty: all.
    pub modes: Vec<RunMode>,
    /// Rules of `spec/` that it shows, with their lines.
    pub rules: Vec<(String, u32)>,
    /// Comments that look like directions and are none, with their lines.
    pub mistakes: Vec<(u32, String)>,
}

/// One step of a script.
#[derive(Debug, Clone)]
pub struct Step {
    /// Line of its first character, from 1.
    pub line: u32,
    /// Line of its last character.
    pub end_line: u32,
    /// Byte offset behind its last character.
    pub end: usize,
    /// What is done.
    pub action: Action,
    /// What must come of it.
    pub expect: Expect,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Evaluates a text of one form.
    Eval(String),
    /// Writes a source file, with its path relative to the source root.
    Write {
        /// Path below the source root.
        path: String,
        /// The whole new text.
        text: String,
    },
    /// Removes a source file.
    Remove(String),
}

/// What must come of a form.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// The printed value, and the line that says so.
    pub value: Option<(String, u32)>,
    /// Lines of standard output, each with the line that says so.
    pub out: Vec<(String, u32)>,
    /// The form fails, and how.
    pub failure: Option<ExpectedFailure>,
}

impl Expect {
    /// Nothing is said about the form.
    pub fn is_empty(&self) -> bool {
        self.value.is_none() && self.out.is_empty() && self.failure.is_none()
    }
}

/// `;throws>` or `;rejects>`.
#[derive(Debug, Clone)]
pub struct ExpectedFailure {
    /// Whether the text is refused before anything runs.
    pub rejected: bool,
    /// Class name, with or without package, or code; `*` for any.
    pub kind: String,
    /// Part of the message.
    pub part: String,
    /// The line that says so.
    pub line: u32,
}

impl Script {
    /// Cuts a text into steps.
    pub fn parse(name: &str, text: &str) -> Script {
        Parser {
            script: Script {
                name: name.into(),
                ..Script::default()
            },
            text,
            position: 0,
            line: 1,
            file: None,
        }
        .run()
    }

    /// Whether it is to be run in a mode.
    pub fn runs_in(&self, mode: RunMode) -> bool {
        self.skip.is_none() && (self.modes.is_empty() || self.modes.contains(&mode))
    }

    /// Number of expectations.
    pub fn expectations(&self) -> usize {
        let count = |e: &Expect| {
            usize::from(e.value.is_some())
                + usize::from(!e.out.is_empty())
                + usize::from(e.failure.is_some())
        };
        self.steps.iter().map(|s| count(&s.expect)).sum()
    }
}

struct Parser<'a> {
    script: Script,
    text: &'a str,
    position: usize,
    line: u32,
    /// The `;file>` whose lines are being collected: its line, its path, its text.
    file: Option<(u32, String, String)>,
}

impl Parser<'_> {
    fn run(mut self) -> Script {
        loop {
            self.gap();
            if self.position >= self.text.len() {
                break;
            }
            self.flush_file();
            if !self.form() {
                break;
            }
        }
        self.flush_file();
        self.script
    }

    fn rest(&self) -> &str {
        &self.text[self.position..]
    }

    fn advance(&mut self, bytes: usize) {
        let passed = &self.text[self.position..self.position + bytes];
        self.line += passed.bytes().filter(|b| *b == b'\n').count() as u32;
        self.position += bytes;
    }

    /// Blanks and comments between forms.
    fn gap(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            let rest = self.rest();
            if c.is_whitespace() || c == ',' {
                self.advance(c.len_utf8());
            } else if c == ';' || rest.starts_with("#!") {
                let comment = rest.lines().next().unwrap_or_default().to_owned();
                self.comment(comment.trim_end());
                self.advance(comment.len());
            } else {
                return;
            }
        }
    }

    fn comment(&mut self, comment: &str) {
        if let Some(text) = comment.strip_prefix(";|") {
            match &mut self.file {
                Some((_, _, file)) => {
                    file.push_str(text.strip_prefix(' ').unwrap_or(text));
                    file.push('\n');
                }
                None => self.mistake("a `;|` line without `;file>`"),
            }
            return;
        }
        self.flush_file();
        let Some(body) = comment.strip_prefix(';') else {
            return;
        };
        let Some((word, text)) = body.split_once('>') else {
            return;
        };
        let text = text.strip_prefix(' ').unwrap_or(text);
        let line = self.line;
        match word {
            "=" => self.expect(|e| match &mut e.value {
                Some((value, _)) => {
                    value.push('\n');
                    value.push_str(text);
                }
                None => e.value = Some((text.trim().into(), line)),
            }),
            "out" => self.expect(|e| e.out.push((text.into(), line))),
            "throws" | "rejects" => {
                let (kind, part) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
                self.expect(|e| {
                    e.failure = Some(ExpectedFailure {
                        rejected: word == "rejects",
                        kind: kind.into(),
                        part: part.trim().into(),
                        line,
                    });
                });
            }
            "spec" => self.script.rules.push((text.trim().into(), line)),
            "strict" => self.script.strict = true,
            "skip" if text.trim().is_empty() => self.mistake("`;skip>` without a reason"),
            "skip" => self.script.skip = Some(text.trim().into()),
            "modes" => {
                for word in text.split_whitespace() {
                    match RunMode::from_name(word) {
                        Some(mode) => self.script.modes.push(mode),
                        None => self.mistake(&format!("`{word}` is no mode")),
                    }
                }
            }
            "file" => self.file = Some((line, text.trim().into(), String::new())),
            "rm" => self.push(line, Action::Remove(text.trim().into())),
            word if word.chars().all(|c| c.is_ascii_lowercase()) => {
                self.mistake(&format!("`;{word}>` means nothing"));
            }
            _ => {}
        }
    }

    fn mistake(&mut self, text: &str) {
        self.script.mistakes.push((self.line, text.into()));
    }

    fn expect(&mut self, change: impl FnOnce(&mut Expect)) {
        match self.script.steps.last_mut() {
            Some(Step {
                action: Action::Eval(_),
                expect,
                ..
            }) => change(expect),
            _ => self.mistake("an expectation without a form before it"),
        }
    }

    fn flush_file(&mut self) {
        if let Some((line, path, text)) = self.file.take() {
            self.push(line, Action::Write { path, text });
        }
    }

    fn push(&mut self, line: u32, action: Action) {
        self.script.steps.push(Step {
            line,
            end_line: self.line,
            end: self.position,
            action,
            expect: Expect::default(),
        });
    }

    /// One form; false at the end of the text.
    fn form(&mut self) -> bool {
        let start = self.line;
        let rest = self.rest();
        let first_line = rest.lines().next().unwrap_or_default();
        let length = if let Some(marker) = first_line.find(";rejects>") {
            marker
        } else {
            match scan(rest, &Syntax::default(), true) {
                Scan::Complete(end) => end,
                Scan::Incomplete { blank: true } => return false,
                Scan::Incomplete { blank: false } | Scan::Wrong(_) => first_line.len(),
            }
        };
        let text = rest[..length].trim_end().to_owned();
        self.advance(text.len());
        self.push(start, Action::Eval(text));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &Script) -> Vec<&str> {
        let text = |s: &'_ Step| match &s.action {
            Action::Eval(t) => Some(t.len()),
            _ => None,
        };
        assert!(script.steps.iter().any(|s| text(s).is_some()));
        script
            .steps
            .iter()
            .map(|s| match &s.action {
                Action::Eval(t) => t.as_str(),
                Action::Write { path, .. } | Action::Remove(path) => path.as_str(),
            })
            .collect()
    }

    #[test]
    fn expectations_belong_to_the_form_before_them() {
        let s = Script::parse(
            "x.clj",
            "(def a 1)\n(+ a\n 1) ;=> 2\n(println 1) ;=> nil\n;out> 1\n;out>\n",
        );
        assert_eq!(texts(&s), ["(def a 1)", "(+ a\n 1)", "(println 1)"]);
        assert!(s.steps[0].expect.is_empty());
        assert_eq!(s.steps[1].expect.value, Some(("2".into(), 3)));
        assert_eq!((s.steps[1].line, s.steps[1].end_line), (2, 3));
        let out: Vec<_> = s.steps[2].expect.out.iter().map(|o| o.0.as_str()).collect();
        assert_eq!(out, ["1", ""]);
        assert_eq!(s.expectations(), 3);
    }

    #[test]
    fn a_comment_inside_a_form_or_a_string_expects_nothing() {
        let s = Script::parse("x.clj", "(let [a 1] ;=> 5\n a) \"\n;=> 7\n\"");
        assert_eq!(s.expectations(), 0);
        assert_eq!(s.steps.len(), 2);
    }

    #[test]
    fn a_refused_text_ends_at_its_expectation() {
        let s = Script::parse(
            "x.clj",
            "(foo \"bar ;rejects> eof EOF while reading\n)a ;rejects> * Unmatched\n1 ;=> 1",
        );
        assert_eq!(texts(&s), ["(foo \"bar", ")a", "1"]);
        let failure = s.steps[0].expect.failure.as_ref().expect("a failure");
        assert!(failure.rejected);
        assert_eq!(
            (failure.kind.as_str(), failure.part.as_str()),
            ("eof", "EOF while reading")
        );
    }

    #[test]
    fn files_are_written_between_forms() {
        let s = Script::parse(
            "x.clj",
            ";spec> RELOAD-1\n;file> a/b.clj\n;| (ns a.b)\n;|\n;|  x\n(require 'a.b)\n;rm> a/b.clj\n1",
        );
        assert_eq!(s.rules, [("RELOAD-1".to_string(), 1)]);
        assert_eq!(
            s.steps[0].action,
            Action::Write {
                path: "a/b.clj".into(),
                text: "(ns a.b)\n\n x\n".into()
            }
        );
        assert_eq!(s.steps[2].action, Action::Remove("a/b.clj".into()));
        assert!(s.mistakes.is_empty());
    }

    #[test]
    fn misspelt_directions_are_mistakes() {
        let s = Script::parse(
            "x.clj",
            ";=> 1\n1\n;trows> X\n;| x\n;modes> moon\n;skip>\n; a -> b",
        );
        assert_eq!(s.mistakes.len(), 5, "{:?}", s.mistakes);
    }
}
