//! Programs run by the `clutch` binary: what they get, what they print, how they end.

mod support;

use std::process::Command;
use std::time::Duration;
use support::{Folder, clutch, end, finish, interrupt};

// ---- what a program gets ---------------------------------------------------------------------

#[test]
fn a_file_is_run_with_its_arguments() {
    let folder = Folder::with(&[(
        "hello.clj",
        "(println \"Hello\" *command-line-args*)\n(println *file*)\n(println (str *ns*))",
    )]);
    let ended = folder.run(&["hello.clj", "a", "--path", "-e"]);
    assert_eq!(ended.out, "Hello (a --path -e)\nhello.clj\nuser\n");
    assert_eq!((ended.err.as_str(), ended.code), ("", Some(0)));
    let ended = folder.run(&["run", "hello.clj"]);
    assert_eq!(ended.out, "Hello nil\nhello.clj\nuser\n");
}

#[test]
fn a_shebang_line_is_a_comment() {
    let folder = Folder::with(&[("script", "#!/usr/bin/env clutch\n(println :ran)")]);
    assert_eq!(folder.run(&["script"]).out, ":ran\n");
}

#[test]
fn expressions_print_their_values_unless_nil() {
    let ended = clutch(&["-e", "(def x 20) nil", "-e", "(+ x 1) \"a\"", "-e", "-5"]);
    assert_eq!(ended.out, "#'user/x\n21\n\"a\"\n-5\n");
    assert_eq!(ended.code, Some(0));
}

#[test]
fn values_and_output_come_in_order() {
    let ended = clutch(&["-e", "(println 1) 2 (println 3)"]);
    assert_eq!(ended.out, "1\n2\n3\n");
}

#[test]
fn the_main_function_of_a_namespace_gets_the_arguments() {
    let folder = Folder::with(&[
        (
            "src/app/core.clj",
            "(ns app.core (:require [app.util :as u]))\n(defn -main [& args] (println (u/shout args)))",
        ),
        (
            "src/app/util.clj",
            "(ns app.util (:require [clojure.string :as str]))\n(defn shout [xs] (str/upper-case (pr-str xs)))",
        ),
    ]);
    let ended = folder.run(&["-m", "app.core", "a", "-x"]);
    assert_eq!(ended.out, "(\"A\" \"-X\")\n");
    assert_eq!((ended.err.as_str(), ended.code), ("", Some(0)));
}

#[test]
fn folders_of_the_path_are_searched() {
    let folder = Folder::with(&[
        ("one/a.clj", "(ns a) (def x 1)"),
        ("two/b.clj", "(ns b) (def x 2)"),
    ]);
    let args = ["-p", "one:two", "-e", "(require 'a 'b) [a/x b/x]"];
    assert_eq!(folder.run(&args).out, "[1 2]\n");
}

#[test]
fn files_win_over_commands_of_the_same_name() {
    let folder = Folder::with(&[("repl", "(println :a-file)")]);
    assert_eq!(folder.run(&["repl"]).out, ":a-file\n");
    assert_eq!(folder.run(&["run", "repl"]).out, ":a-file\n");
}

#[test]
fn a_program_on_the_standard_input_is_run() {
    let folder = Folder::new();
    let ended = folder.run_with(
        &["-", "a"],
        "#!/bin/x\n(println *command-line-args*)\n(+ 1 2)",
    );
    assert_eq!((ended.out.as_str(), ended.code), ("(a)\n", Some(0)));
}

#[test]
fn without_a_terminal_a_session_prints_values_and_nothing_else() {
    let ended = Folder::new().run_with(&[], "(+ 1 2)\n(println \"x\")\n[(str *ns*) (inc *2)]\n");
    assert_eq!(ended.out, "3\nx\n[\"user\" 4]\n");
    assert_eq!((ended.err.as_str(), ended.code), ("", Some(0)));
}

#[test]
fn a_program_reads_what_follows_it() {
    let input = "(println (str \"[\" (read-line) \"]\") (read-line))\nfirst\n(println :after) ; c";
    let ended = Folder::new().run_with(&["-"], input);
    assert_eq!(ended.out, "[] first\n:after\n");
    assert_eq!((ended.err.as_str(), ended.code), ("", Some(0)));
    let folder = Folder::with(&[("echo.clj", "(doseq [l (line-seq *in*)] (println l))")]);
    assert_eq!(folder.run_with(&["echo.clj"], "ä\nb").out, "ä\nb\n");
}

// ---- how a program ends ----------------------------------------------------------------------

#[test]
fn an_error_that_nobody_caught_gives_exit_code_one_after_the_output() {
    let ended = clutch(&["-e", "(print \"before\") (throw (ex-info \"Boom\" {:a 1}))"]);
    assert_eq!((ended.out.as_str(), ended.code), ("before", Some(1)));
    assert!(ended.err.contains("ExceptionInfo: Boom"), "{}", ended.err);
    assert!(ended.err.contains("data: {:a 1}"), "{}", ended.err);
}

#[test]
fn the_standard_input_ends_at_the_first_error() {
    let ended = Folder::new().run_with(&[], "1\n(nope)\n2\n");
    assert_eq!((ended.out.as_str(), ended.code), ("1\n", Some(1)));
    assert!(ended.err.contains("nope"), "{}", ended.err);
    let ended = Folder::new().run_with(&["-"], "(println 1) (println 2");
    assert_eq!((ended.out.as_str(), ended.code), ("1\n", Some(1)));
    assert!(ended.err.contains("EOF while reading"), "{}", ended.err);
}

#[test]
fn wrong_usage_gives_exit_code_two() {
    let ended = clutch(&["--nope"]);
    assert_eq!((ended.out.as_str(), ended.code), ("", Some(2)));
    assert!(ended.err.contains("--nope"), "{}", ended.err);
    assert_eq!(clutch(&["-m"]).code, Some(2));
}

#[test]
fn help_and_version_are_no_errors() {
    let help = clutch(&["--help"]);
    assert_eq!((help.err.as_str(), help.code), ("", Some(0)));
    assert!(help.out.contains("--path"), "{}", help.out);
    let version = clutch(&["--version"]);
    assert_eq!(
        version.out,
        format!("clutch {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn exiting_keeps_the_output_and_gives_the_code() {
    let ended = clutch(&[
        "-e",
        "(print \"half a line\") (System/exit 7) (println :never)",
    ]);
    assert_eq!((ended.out.as_str(), ended.code), ("half a line", Some(7)));
    assert_eq!(ended.err, "");
}

#[test]
fn exiting_cannot_be_caught() {
    let form = "(try (System/exit 3) (catch Throwable t (println :caught)))";
    let ended = clutch(&["-e", form]);
    assert_eq!((ended.out.as_str(), ended.code), ("", Some(3)));
}

#[test]
fn a_thread_can_end_the_process() {
    let form = "(do (future (print \"bye\") (System/exit 4)) (Thread/sleep 60000))";
    let ended = clutch(&["-e", form]);
    assert_eq!((ended.out.as_str(), ended.code), ("bye", Some(4)));
}

#[test]
fn the_end_waits_for_threads_of_the_program_but_not_for_daemons() {
    let start = "(Thread. (fn [] (Thread/sleep 200) (println :ended)))";
    let ended = clutch(&["-e", &format!("(.start {start})")]);
    assert_eq!((ended.out.as_str(), ended.code), (":ended\n", Some(0)));
    let ended = clutch(&[
        "-e",
        &format!("(doto {start} (.setDaemon true) .start) nil"),
    ]);
    assert!(!ended.out.contains(":ended"), "{}", ended.out);
    assert_eq!(ended.code, Some(0));
}

#[test]
fn an_error_in_a_thread_is_reported() {
    let form = "(.start (Thread. (fn [] (throw (ex-info \"Boom\" {})))))";
    let ended = clutch(&["-e", form]);
    assert!(
        ended.err.contains("Exception in thread \"Thread-"),
        "{}",
        ended.err
    );
    assert!(ended.err.contains("Boom"), "{}", ended.err);
}

#[test]
fn the_end_does_not_wait_for_futures() {
    let ended = clutch(&[
        "-e",
        "(def f (future (Thread/sleep 60000) (println :late)))",
    ]);
    assert_eq!((ended.out.as_str(), ended.code), ("#'user/f\n", Some(0)));
}

#[test]
fn a_reader_that_has_gone_ends_the_process_quietly() {
    let folder = Folder::with(&[("numbers.clj", "(run! println (range))")]);
    let mut command = Command::new("sh");
    let line = format!("{} numbers.clj | head -n 2", env!("CARGO_BIN_EXE_clutch"));
    command.args(["-c", &line]);
    folder.prepare(&mut command);
    let ended = end(command, "");
    assert_eq!((ended.out.as_str(), ended.err.as_str()), ("0\n1\n", ""));
    assert_eq!(ended.code, Some(0));
}

#[test]
fn output_and_errors_keep_their_order() {
    let folder = Folder::with(&[(
        "both.clj",
        "(print 1) (binding [*out* *err*] (print 2) (flush)) (print 3)",
    )]);
    let mut command = Command::new("sh");
    let line = format!("{} both.clj 2>&1", env!("CARGO_BIN_EXE_clutch"));
    command.args(["-c", &line]);
    folder.prepare(&mut command);
    assert_eq!(end(command, "").out, "123");
}

// ---- interrupts ------------------------------------------------------------------------------

/// Runs a program that prints `ready`, interrupts it, and gives its end.
fn interrupted(program: &str) -> support::Ended {
    let folder = Folder::with(&[("program.clj", program)]);
    let mut command = folder.command(&["program.clj"]);
    let mut child = command.spawn().expect("the command starts");
    let mut line = [0; 6];
    let stdout = child.stdout.as_mut().expect("piped");
    std::io::Read::read_exact(stdout, &mut line).expect("the program is ready");
    assert_eq!(&line, b"ready\n");
    std::thread::sleep(Duration::from_millis(20));
    interrupt(&child);
    finish(child)
}

#[test]
fn an_interrupt_ends_a_program_after_its_finally_clauses() {
    let ended =
        interrupted("(println \"ready\") (try (loop [] (recur)) (finally (println :cleaned)))");
    assert_eq!((ended.out.as_str(), ended.code), (":cleaned\n", Some(130)));
    assert_eq!(ended.err, "");
}

#[test]
fn an_interrupt_wakes_what_waits() {
    for wait in [
        "(Thread/sleep 60000)",
        "(read-line)",
        "(try (read-line) (catch Exception e (println :caught)))",
        "@(promise)",
        "@(future (Thread/sleep 60000))",
        "(deref (promise) 60000 nil)",
        "(reduce + (range))",
        "(doall (iterate inc 0))",
    ] {
        let ended = interrupted(&format!("(println \"ready\") {wait}"));
        assert_eq!(ended.code, Some(130), "{wait}: {}", ended.err);
    }
}

#[test]
fn interrupts_cannot_be_caught() {
    let ended = interrupted(
        "(println \"ready\")
         (try (loop [] (recur)) (catch Throwable t (println :caught) (loop [] (recur))))",
    );
    assert_eq!((ended.out.as_str(), ended.code), ("", Some(130)));
}

// ---- start-up --------------------------------------------------------------------------------

#[test]
#[cfg(target_os = "linux")]
fn a_program_without_threads_has_one_thread() {
    let folder = Folder::with(&[("wait.clj", "(println \"ready\") (Thread/sleep 60000)")]);
    let mut child = folder
        .command(&["wait.clj"])
        .spawn()
        .expect("the command starts");
    let mut line = [0; 6];
    let stdout = child.stdout.as_mut().expect("piped");
    std::io::Read::read_exact(stdout, &mut line).expect("the program is ready");
    let threads = std::fs::read_dir(format!("/proc/{}/task", child.id()));
    let threads = threads.expect("the process is listed").count();
    interrupt(&child);
    finish(child);
    assert_eq!(threads, 1);
}

/// S95, S52: a script is told on the standard error what its reload lost; `--strict` refuses it.
#[test]
fn what_a_reload_loses_is_told_or_refused() {
    let files = [
        ("lib.clj", "(ns lib)\n(def state (atom 0))\n"),
        (
            "app.clj",
            "(require 'lib)\n(spit \"lib.clj\" \"(ns lib) (def state (atom 1))\")\n(require 'lib :reload)\n(println @lib/state)\n",
        ),
    ];
    let ended = Folder::with(&files).run(&["app.clj"]);
    assert_eq!(
        (ended.code, ended.out.as_str()),
        (Some(0), "1\n"),
        "{}",
        ended.err
    );
    assert_eq!(
        ended.err,
        "reload lib: reset: lib/state (its state is lost; defonce keeps it)\n"
    );
    let ended = Folder::with(&files).run(&["--strict", "app.clj"]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("reload/state-lost"), "{}", ended.err);
}
