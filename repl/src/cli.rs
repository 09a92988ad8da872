//! The command line: from arguments to what is to be done.
//!
//! Options of Clutch end where the program begins: everything after `FILE`, after `-m NS` or after
//! `--` belongs to the program. Names of files win over names of commands, so a script called
//! `repl` can be run.

use crate::color::ColorChoice;
use clap::{CommandFactory, FromArgMatches, Parser};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What `clap` reads; [`parse`] makes an [`Invocation`] of it.
#[derive(Parser, Debug)]
#[command(
    name = "clutch",
    version,
    about = "Runs Clutch programs; without arguments, an interactive session.",
    override_usage = "clutch [OPTIONS] [run] FILE [ARGS]...\n       clutch [OPTIONS] -m NS [ARGS]...\n       clutch [OPTIONS] -e EXPR...\n       clutch [OPTIONS] [repl]",
    after_help = "FILE `-` is the standard input, run as a script. Without a program Clutch starts a session: \
interactive on a terminal; elsewhere it evaluates the standard input and prints the values.\n\
ARGS are the program's: *command-line-args*, and the arguments of -main with -m."
)]
struct Arguments {
    /// Folders in which `require` looks, separated by colons [default: CLUTCH_PATH, or src:.]
    #[arg(short, long, value_name = "DIR:DIR")]
    path: Option<OsString>,
    /// Evaluate an expression and print its value unless that is nil; repeatable
    #[arg(short, long, value_name = "EXPR", allow_hyphen_values = true)]
    eval: Vec<String>,
    /// Load a file first; repeatable
    #[arg(short, long, value_name = "FILE")]
    init: Vec<PathBuf>,
    /// Load a namespace and call its -main
    #[arg(
        short,
        long,
        value_names = ["NS", "ARGS"],
        num_args = 1..,
        allow_hyphen_values = true
    )]
    main: Vec<String>,
    /// Start an interactive session after everything else
    #[arg(short, long)]
    repl: bool,
    /// Refuse reloads that cannot be taken back, lose state or lose definitions made live
    #[arg(long)]
    strict: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
    /// The program: a file, or `-`, and its arguments
    #[arg(value_name = "FILE", trailing_var_arg = true)]
    program: Vec<OsString>,
}

/// What to do, in this order: the steps, then the program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Invocation {
    /// Folders in which `require` looks.
    pub(crate) paths: Vec<PathBuf>,
    /// Whether reloads are refused that a lenient engine does and reports.
    pub(crate) strict: bool,
    /// When to use colours.
    pub(crate) color: ColorChoice,
    /// `-i` and `-e` in the order given.
    pub(crate) steps: Vec<Step>,
    /// What comes after the steps.
    pub(crate) program: Program,
    /// `*command-line-args*`.
    pub(crate) args: Vec<String>,
}

/// Something that is done before the program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Evaluates and prints.
    Eval(String),
    /// Loads a file.
    Load(PathBuf),
}

/// What is run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Program {
    /// Nothing more.
    None,
    /// A script.
    File(PathBuf),
    /// The standard input as a script.
    Stdin,
    /// `-main` of a namespace.
    Main(String),
    /// A session: interactive on a terminal; elsewhere it evaluates the standard input and prints
    /// the values that are not nil.
    Repl,
}

const DEFAULT_PATHS: [&str; 2] = ["src", ""];

/// Reads the arguments, the program's name first.
///
/// # Errors
/// With what to print and the exit code: 2 for wrong usage, 0 for `--help` and `--version`.
pub(crate) fn parse(mut raw: Vec<OsString>) -> Result<Invocation, clap::Error> {
    // `run` and `repl` may come before the options.
    let mut wants_repl = false;
    if let Some(command) = raw.get(1).and_then(command_named) {
        wants_repl = command == Command::Repl;
        raw.remove(1);
    }
    let matches = Arguments::command().try_get_matches_from(&raw)?;
    let indices = |id: &str| -> Vec<usize> {
        let found = matches.indices_of(id);
        found.map_or_else(Vec::new, Iterator::collect)
    };
    let (evals, inits) = (indices("eval"), indices("init"));
    let arguments = Arguments::from_arg_matches(&matches)?;
    wants_repl |= arguments.repl;

    let evals = evals
        .into_iter()
        .zip(arguments.eval.into_iter().map(Step::Eval));
    let inits = inits
        .into_iter()
        .zip(arguments.init.into_iter().map(Step::Load));
    let mut steps: Vec<(usize, Step)> = evals.chain(inits).collect();
    steps.sort_by_key(|(index, _)| *index);
    let steps: Vec<Step> = steps.into_iter().map(|(_, step)| step).collect();

    let mut words = arguments.program;
    let escaped = raw.len() > words.len() && raw[raw.len() - words.len() - 1] == "--";
    if !escaped
        && !words.is_empty()
        && let Some(command) = command_named(&words[0])
    {
        wants_repl |= command == Command::Repl;
        words.remove(0);
    }
    let mut args: Vec<String> = words
        .iter()
        .map(|w| w.to_string_lossy().into_owned())
        .collect();
    let program = if let Some((ns, rest)) = arguments.main.split_first() {
        args.splice(0..0, rest.iter().cloned());
        Program::Main(ns.clone())
    } else if wants_repl {
        Program::Repl
    } else if !escaped && !words.is_empty() {
        args.remove(0);
        match words.swap_remove(0) {
            file if file == "-" => Program::Stdin,
            file => Program::File(file.into()),
        }
    } else if !steps.is_empty() {
        Program::None
    } else {
        Program::Repl
    };
    let from_environment = || std::env::var_os("CLUTCH_PATH").filter(|p| !p.is_empty());
    let paths = match arguments.path.or_else(from_environment) {
        Some(path) => std::env::split_paths(&path)
            .filter(|p| !p.as_os_str().is_empty())
            // Files of the current folder are shown without `./`.
            .map(|p| {
                if p == Path::new(".") {
                    PathBuf::new()
                } else {
                    p
                }
            })
            .collect(),
        None => DEFAULT_PATHS.iter().map(PathBuf::from).collect(),
    };
    Ok(Invocation {
        paths,
        strict: arguments.strict,
        color: arguments.color,
        steps,
        program,
        args,
    })
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Command {
    Run,
    Repl,
}

/// The command that a word names, unless there is a file of that name.
fn command_named(word: &OsString) -> Option<Command> {
    let command = match word.to_str()? {
        "run" => Command::Run,
        "repl" => Command::Repl,
        _ => return None,
    };
    (!Path::new(word).is_file()).then_some(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Invocation {
        try_parsed(words).expect("good arguments")
    }
    fn try_parsed(words: &[&str]) -> Result<Invocation, clap::Error> {
        let raw = std::iter::once("clutch").chain(words.iter().copied());
        parse(raw.map(OsString::from).collect())
    }
    fn file(name: &str) -> Program {
        Program::File(name.into())
    }

    #[test]
    fn the_command_line_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_end_at_the_file() {
        let i = parsed(&["--path", "a:b", "x.clj", "--path", "c", "-e", "--", "-h"]);
        assert_eq!(i.program, file("x.clj"));
        assert_eq!(i.args, ["--path", "c", "-e", "--", "-h"]);
        assert_eq!(i.paths, [PathBuf::from("a"), PathBuf::from("b")]);
    }

    #[test]
    fn run_may_come_before_or_after_the_options() {
        for words in [
            &["run", "-p", "a", "x.clj", "1"][..],
            &["-p", "a", "run", "x.clj", "1"],
        ] {
            let i = parsed(words);
            assert_eq!((i.program, i.args), (file("x.clj"), vec!["1".to_string()]));
            assert_eq!(i.paths, [PathBuf::from("a")]);
        }
    }

    #[test]
    fn expressions_and_files_to_load_keep_their_order() {
        let i = parsed(&["-e", "1", "-i", "a.clj", "-e", "-2"]);
        let steps = [
            Step::Eval("1".into()),
            Step::Load("a.clj".into()),
            Step::Eval("-2".into()),
        ];
        assert_eq!(i.steps, steps);
        assert_eq!(i.program, Program::None);
    }

    #[test]
    fn a_double_dash_leaves_only_arguments() {
        let i = parsed(&["-e", "1", "--", "x.clj", "-y"]);
        assert_eq!(i.program, Program::None);
        assert_eq!(i.args, ["x.clj", "-y"]);
    }

    #[test]
    fn everything_after_the_main_namespace_is_for_it() {
        let i = parsed(&["-p", "a", "-m", "app.core", "-x", "--path", "--", "y"]);
        assert_eq!(i.program, Program::Main("app.core".into()));
        assert_eq!(i.args, ["-x", "--path", "--", "y"]);
        assert_eq!(i.paths, [PathBuf::from("a")]);
    }

    #[test]
    fn no_program_is_a_session_and_a_dash_is_the_standard_input() {
        assert_eq!(parsed(&[]).program, Program::Repl);
        assert_eq!(parsed(&["-"]).program, Program::Stdin);
        assert_eq!(parsed(&["repl"]).program, Program::Repl);
        assert_eq!(parsed(&["-e", "1", "-r"]).program, Program::Repl);
    }

    #[test]
    fn wrong_usage_has_exit_code_two_and_help_has_none() {
        let wrong = try_parsed(&["--nope"]).expect_err("unknown option");
        assert_eq!(wrong.exit_code(), 2);
        let missing = try_parsed(&["-e"]).expect_err("no value");
        assert_eq!(missing.exit_code(), 2);
        let help = try_parsed(&["--help"]).expect_err("help");
        assert_eq!(help.exit_code(), 0);
    }
}
