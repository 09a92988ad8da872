//! The chapters of `spec/` as scripts: every code block that says `clojure` is one.
//!
//! A rule is a heading `### ID: title`; what follows up to the next heading belongs to it. Blocks are
//! run like any script, with the chapter's lines, and show the rule they stand under. A block that says
//! `clojure clutch` is not meant for the reference implementation.

use crate::script::Script;
use crate::suite::workspace_root;
use std::fs;

/// A rule of the specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Such as `NUM-3`.
    pub id: String,
    /// Chapter, relative to the workspace.
    pub file: String,
    /// Line of the heading.
    pub line: u32,
    /// Number of examples under it.
    pub examples: usize,
}

/// A chapter: its rules and its examples.
#[derive(Debug, Default)]
pub struct Chapter {
    /// In order.
    pub rules: Vec<Rule>,
    /// One script a code block.
    pub scripts: Vec<Script>,
    /// The same blocks without those that only Clutch runs.
    pub portable: Vec<Script>,
}

/// All chapters, sorted by name; decision records and deviations are prose.
pub fn chapters() -> Vec<Chapter> {
    let root = workspace_root();
    let mut names: Vec<_> = fs::read_dir(root.join("spec"))
        .into_iter()
        .flatten()
        .flatten()
        .filter(|e| e.path().extension().is_some_and(|x| x == "md"))
        .map(|e| format!("spec/{}", e.file_name().to_string_lossy()))
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| {
            let text = fs::read_to_string(root.join(name)).unwrap_or_default();
            parse(name, &text)
        })
        .collect()
}

/// Takes rules and examples out of the text of a chapter.
pub fn parse(name: &str, text: &str) -> Chapter {
    let mut chapter = Chapter::default();
    let mut block: Option<(bool, String)> = None;
    for (number, line) in (1u32..).zip(text.lines()) {
        match &mut block {
            Some((portable, code)) if line.trim_end() == "```" => {
                let mut script = Script::parse(name, code);
                if let Some(rule) = chapter.rules.last_mut() {
                    rule.examples += script.expectations();
                    script.rules.push((rule.id.clone(), number));
                }
                if *portable {
                    chapter.portable.push(script.clone());
                }
                chapter.scripts.push(script);
                block = None;
            }
            Some((_, code)) => {
                code.push_str(line);
                code.push('\n');
            }
            None => {
                if let Some(info) = line.strip_prefix("```clojure") {
                    let blank = "\n".repeat(number as usize);
                    block = Some((info.trim() != "clutch", blank));
                } else if let Some(heading) = line.strip_prefix("### ")
                    && let Some((id, _)) = heading.split_once(": ")
                {
                    chapter.rules.push(Rule {
                        id: id.into(),
                        file: name.into(),
                        line: number,
                        examples: 0,
                    });
                }
            }
        }
    }
    chapter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_scripts_with_the_lines_of_the_chapter() {
        let text = "# C\n### A-1: one\ntext\n```clojure\n(+ 1 1) ;=> 2\n```\n### A-2: two\n```clojure clutch\n1 ;=> 1\n2 ;=> 2\n```\n```text\n3\n```\n";
        let chapter = parse("spec/c.md", text);
        let counts: Vec<_> = chapter
            .rules
            .iter()
            .map(|r| (r.id.as_str(), r.examples))
            .collect();
        assert_eq!(counts, [("A-1", 1), ("A-2", 2)]);
        assert_eq!(chapter.scripts[0].steps[0].line, 5);
        assert_eq!(chapter.scripts[1].steps[1].line, 10);
        assert_eq!((chapter.scripts.len(), chapter.portable.len()), (2, 1));
    }
}
