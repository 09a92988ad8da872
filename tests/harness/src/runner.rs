//! Who runs a script, in which circumstances, and what comes of each step.

use crate::script::Script;
use std::fmt;

/// The circumstances a script runs in. Value, output and error of every form must be the same in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RunMode {
    /// Form by form, as a script runs.
    Live,
    /// All forms inside of one turn.
    Turn,
    /// Live, with a publish forced whenever the machine polls; nothing that runs may notice.
    PublishAtPolls,
}

impl RunMode {
    /// Every mode.
    pub const ALL: [RunMode; 3] = [RunMode::Live, RunMode::Turn, RunMode::PublishAtPolls];

    /// The name used in `;modes>` and in reports.
    pub fn name(self) -> &'static str {
        match self {
            RunMode::Live => "live",
            RunMode::Turn => "turn",
            RunMode::PublishAtPolls => "publish",
        }
    }

    /// The mode of that name.
    pub fn from_name(name: &str) -> Option<RunMode> {
        RunMode::ALL.into_iter().find(|m| m.name() == name)
    }
}

impl fmt::Display for RunMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What came of one step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The value as `pr-str` prints it, or the failure.
    pub result: Option<Result<String, Failure>>,
    /// What was written to standard output.
    pub out: String,
}

/// A form that failed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failure {
    /// Whether the text was refused by the reader or the compiler.
    pub rejected: bool,
    /// Qualified class name.
    pub class: String,
    /// Stable code of the diagnostic, if the runner knows it.
    pub code: Option<String>,
    /// The message.
    pub message: String,
    /// Line in the script, if the runner knows it.
    pub line: Option<u32>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.rejected { "rejected" } else { "threw" };
        write!(f, "{how} {}", self.class)?;
        if let Some(code) = &self.code {
            write!(f, " [{code}]")?;
        }
        write!(f, " {}", self.message)
    }
}

/// Evaluates scripts.
pub trait Runner {
    /// Runs the steps of one script in a system of its own, in order, going on after failures.
    ///
    /// Gives one outcome a step; fewer if the run came to an end early (killed by its time limit), and
    /// then an outcome without result for the step that did not come back.
    fn run(&mut self, script: &Script, mode: RunMode) -> Vec<Outcome>;
}
