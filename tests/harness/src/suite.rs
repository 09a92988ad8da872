//! Finding scripts and running a folder of them.

use crate::check::{Mismatch, check};
use crate::runner::{RunMode, Runner};
use crate::script::Script;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn workspace_root() -> PathBuf {
    let harness = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = harness
        .ancestors()
        .nth(2)
        .expect("the harness is in tests/harness");
    root.to_path_buf()
}

/// All scripts below a folder of the workspace, sorted by path.
pub fn scripts(folder: &str) -> Vec<Script> {
    let root = workspace_root();
    files(&root.join(folder), &["clj", "cljc"])
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap_or_default();
            let name = path.strip_prefix(&root).unwrap_or(path);
            Script::parse(&name.to_string_lossy(), &text)
        })
        .collect()
}

/// All files below a folder whose names end in one of these, sorted by path.
pub fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    collect(folder, extensions, &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, extensions, found);
        } else if path
            .extension()
            .is_some_and(|e| extensions.iter().any(|x| e == *x))
        {
            found.push(path);
        }
    }
}

/// What came of a folder.
#[derive(Debug, Default)]
pub struct Report {
    /// Scripts that ran.
    pub scripts: usize,
    /// Expectations looked at.
    pub expectations: usize,
    /// Those that did not hold.
    pub failures: Vec<Mismatch>,
    /// Scripts that were not run, with their reasons.
    pub skipped: Vec<(String, String)>,
}

impl Report {
    /// Compares what failed with the list `tests/known-gaps/<name>.txt`: every failure must be in
    /// it, and everything in it must fail, so that a gap that closes is noticed. `UPDATE=1` writes
    /// the list anew; with `FILTER` only the first half is asked.
    ///
    /// # Errors
    /// Names the expectations that do not hold, or hold again.
    pub fn against_known_gaps(&self, name: &str) -> Result<(), String> {
        let failures = self.failures.iter();
        let found: BTreeSet<String> = failures.map(|f| format!("{}:{}", f.file, f.line)).collect();
        let path = workspace_root()
            .join("tests/known-gaps")
            .join(format!("{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            let text: String = found.iter().map(|line| format!("{line}\n")).collect();
            let _ = fs::remove_file(&path);
            if !text.is_empty() {
                fs::write(&path, text).map_err(|e| e.to_string())?;
            }
            return Ok(());
        }
        let known = fs::read_to_string(&path).unwrap_or_default();
        let known: BTreeSet<String> = known.lines().map(str::to_string).collect();
        let broken: Vec<&String> = found.difference(&known).collect();
        if !broken.is_empty() {
            return Err(format!("expectations that do not hold: {broken:#?}"));
        }
        let closed: Vec<&String> = known.difference(&found).collect();
        if !closed.is_empty() && std::env::var_os("FILTER").is_none() {
            return Err(format!(
                "these hold now, take them from {}: {closed:#?}",
                path.display()
            ));
        }
        Ok(())
    }

    /// Everything that failed, one paragraph each, and a last line with the totals.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for failure in &self.failures {
            let _ = writeln!(text, "{failure}\n");
        }
        for (name, reason) in &self.skipped {
            let _ = writeln!(text, "{name}: skipped, {reason}");
        }
        let _ = write!(
            text,
            "{} scripts, {} expectations, {} failed, {} scripts skipped",
            self.scripts,
            self.expectations,
            self.failures.len(),
            self.skipped.len()
        );
        text
    }
}

/// Runs scripts whose name contains the value of the environment variable `FILTER`, if it is set.
pub fn run(scripts: &[Script], mode: RunMode, runner: &mut dyn Runner) -> Report {
    let filter = std::env::var("FILTER").unwrap_or_default();
    let mut report = Report::default();
    for script in scripts.iter().filter(|s| s.name.contains(&filter)) {
        if let Some(reason) = &script.skip {
            report.skipped.push((script.name.clone(), reason.clone()));
        }
        if script.runs_in(mode) {
            report.scripts += 1;
            report.expectations += script.expectations();
        }
        report.failures.extend(check(script, mode, runner));
    }
    report
}
