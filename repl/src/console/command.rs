//! Commands of the session: keywords, so that they read as data, at the start of the input.

/// Something to do other than evaluating.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Command<'a> {
    /// `:quit`
    Quit,
    /// `:help`
    Help,
    /// `:time expr`
    Time(&'a str),
    /// `:reload`: everything that changed; `:reload ns…`: these namespaces.
    Reload(Vec<&'a str>),
    /// `:undo-reload`
    UndoReload,
    /// `:worlds`
    Worlds,
}

/// What `:help` says.
pub(crate) const HELP: &str = "\
Type a form and press Enter to evaluate it; a form that is not finished goes on in the next line.

  :help           this text
  :quit           leaves the session; also Ctrl-D, or Ctrl-C twice on an empty line
  :time FORM      evaluates and says how long it took
  :reload         reloads what changed on disk, all at once or not at all
  :reload NS …    reloads these namespaces
  :undo-reload    goes back to the world before the last reload
  :worlds         what was published, newest last

  (doc NAME) (source NAME) (dir NS) (apropos \"TEXT\") (find-doc \"TEXT\") (pst)
  *1 *2 *3 are the last values, *e is the last exception.

Tab completes. Ctrl-C stops what is running, or clears the line. Alt-Enter starts a new line.
Ctrl-R searches the history.
";

/// All commands, for completion.
pub(crate) const NAMES: &[&str] = &[
    ":help",
    ":quit",
    ":reload",
    ":time",
    ":undo-reload",
    ":worlds",
];

/// The command in an input; none if it is to be evaluated. A keyword that is followed by what its
/// command does not take is data.
pub(crate) fn parse(input: &str) -> Option<Command<'_>> {
    let input = input.trim();
    let (name, rest) = match input.find(char::is_whitespace) {
        Some(i) => (&input[..i], input[i..].trim()),
        None => (input, ""),
    };
    match (name, rest) {
        (":quit" | ":exit", "") => Some(Command::Quit),
        (":help", "") => Some(Command::Help),
        (":time", form) if !form.is_empty() => Some(Command::Time(form)),
        (":reload", names) => {
            let names: Vec<&str> = names.split_whitespace().collect();
            let is_name = |n: &&str| !n.contains(['(', '[', '{', '"', ';', ':', '\'', '/']);
            names.iter().all(is_name).then_some(Command::Reload(names))
        }
        (":undo-reload", "") => Some(Command::UndoReload),
        (":worlds", "") => Some(Command::Worlds),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_keywords_with_what_they_take() {
        assert_eq!(parse(" :quit "), Some(Command::Quit));
        assert_eq!(parse(":time (+ 1\n 2)"), Some(Command::Time("(+ 1\n 2)")));
        assert_eq!(
            parse(":reload a.b c"),
            Some(Command::Reload(vec!["a.b", "c"]))
        );
        assert_eq!(parse(":reload"), Some(Command::Reload(vec![])));
    }

    #[test]
    fn other_input_is_evaluated() {
        assert_eq!(parse(":quit 1"), None);
        assert_eq!(parse(":time"), None);
        assert_eq!(parse(":reload (f)"), None);
        assert_eq!(parse(":other"), None);
        assert_eq!(parse("(quit)"), None);
    }
}
