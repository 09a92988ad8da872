//! The interactive session on a terminal.

mod support;

use support::{Folder, Terminal};

/// Starts a session and waits for its prompt; says so if there is no terminal to be had.
fn session(folder: &Folder) -> Option<Terminal> {
    let env = [("NO_COLOR", "1")];
    let Some(mut terminal) = Terminal::start(folder, &[], &env) else {
        eprintln!("skipped: `script` is needed for a terminal");
        return None;
    };
    terminal.expect("user=> ");
    Some(terminal)
}

#[test]
fn values_are_printed_and_remembered() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(+ 40 2)\r");
    t.expect("\n42\n");
    t.expect("user=> ");
    t.send("[*1 (inc *1)]\r");
    t.expect("\n[42 43]\n");
    t.send("(ns other)\r");
    t.expect("other=> ");
    t.send(":quit\r");
    assert_eq!(t.end(), Some(0));
}

#[test]
fn a_form_may_have_several_lines() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(defn f [x]\r");
    t.send("(* x\r");
    t.send("2))\r");
    t.expect("#'user/f");
    t.expect("user=> ");
    t.send("(f 21)\r");
    t.expect("\n42\n");
    t.expect("user=> ");
    t.send("\"a\rb\"\r");
    t.expect("\"a\\nb\"");
    t.expect("user=> ");
    t.send("\x04");
    assert_eq!(t.end(), Some(0));
}

#[test]
fn errors_are_shown_and_kept() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(throw (ex-info \"Boom\" {}))\r");
    t.expect("ExceptionInfo: Boom");
    t.expect("user=> ");
    t.send("(ex-message *e)\r");
    t.expect("\"Boom\"");
    t.send("(mpa inc [1])\r");
    t.expect("did you mean `map`");
    t.expect("user=> ");
    t.send("(/ 1 0)\r");
    t.expect("ArithmeticException: Divide by zero");
}

#[test]
fn ctrl_c_stops_what_runs_and_keeps_the_session() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(def kept 17)\r");
    t.expect("#'user/kept");
    for form in [
        "(loop [] (recur))",
        "(Thread/sleep 60000)",
        "@(promise)",
        "(read-line)",
        "(range)",
        "(count (range))",
    ] {
        t.expect("user=> ");
        t.send(&format!("(do (println :begun) {form})\r"));
        t.expect("\n:begun\n");
        std::thread::sleep(std::time::Duration::from_millis(100));
        if form == "(range)" {
            // Ends by itself: sessions print a hundred elements.
            t.expect(" 99 ...)");
            continue;
        }
        t.send("\x03");
        t.expect("Interrupted");
    }
    t.expect("user=> ");
    t.send("(str \"kept: \" kept)\r");
    t.expect("\"kept: 17\"");
}

#[test]
fn ctrl_c_clears_the_line_and_leaves_when_pressed_twice() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(println :never");
    t.expect(":never");
    t.send("\x03");
    t.expect("user=> ");
    t.send("(str :al :so)\r");
    t.expect("\":al:so\"");
    t.expect("user=> ");
    t.send("\x03");
    t.expect("Ctrl-C again");
    t.expect("user=> ");
    t.send("\x03");
    assert_eq!(t.end(), Some(0));
}

#[test]
fn programs_read_lines_from_the_terminal() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(do (println :begun) (str \"got \" (read-line)))\r");
    t.expect("\n:begun\n");
    t.send("a line\r");
    t.expect("\"got a line\"");
    t.expect("user=> ");
}

#[test]
fn tab_completes_names() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(def a-rather-long-name 5)\r");
    t.expect("#'user/a-rather-long-name");
    t.expect("user=> ");
    t.send("(inc a-rath\t)\r");
    t.expect("\n6\n");
}

#[test]
fn arguments_are_shown_while_a_call_is_typed() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(defn area [width height] 1)\r");
    t.expect("#'user/area");
    t.expect("user=> ");
    t.send("(area ");
    t.expect("[width height]");
}

#[test]
fn documentation_and_last_exception_are_at_hand() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(doc map)\r");
    t.expect("clojure.core/map");
    t.expect("user=> ");
    t.send("(defn f \"Doc of f.\" [x] x)\r");
    t.expect("#'user/f");
    t.send("(doc f)\r");
    t.expect("Doc of f.");
    t.expect("user=> ");
    t.send("(source f)\r");
    t.expect("(defn f \"Doc of f.\" [x] x)");
    t.expect("user=> ");
    t.send("(dir clojure.string)\r");
    t.expect("\nupper-case\n");
}

#[test]
fn namespaces_are_reloaded_and_reloads_undone() {
    let folder = Folder::with(&[("app.clj", "(ns app)\n(defn f [] :first)\n")]);
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(require 'app)\r");
    t.expect("nil");
    t.expect("user=> ");
    folder.write("app.clj", "(ns app)\n(defn f [] :second)\n");
    t.send(":reload app\r");
    t.expect("reload app\n");
    t.expect("  evaluated  app\n  changed    app/f\n");
    t.expect("user=> ");
    t.send("(app/f)\r");
    t.expect("\n:second\n");
    t.expect("user=> ");
    t.send(":undo-reload\r");
    t.expect("user=> ");
    t.send("(app/f)\r");
    t.expect("\n:first\n");
    t.expect("user=> ");
    t.send(":worlds\r");
    t.expect("reload app");
}

#[test]
fn history_is_kept_between_sessions() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(str \"first\" \" session\")\r");
    t.expect("\"first session\"");
    t.expect("user=> ");
    t.send("\x04");
    assert_eq!(t.end(), Some(0));
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("\x1b[A\r");
    t.expect("\"first session\"");
}

#[test]
fn output_of_other_threads_stays_above_the_prompt() {
    let folder = Folder::new();
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(do (future (Thread/sleep 300) (println \"from behind\")) :started)\r");
    t.expect(":started");
    t.expect("user=> ");
    t.send("(str \"ty");
    t.expect("from behind");
    t.expect("(str \"ty");
    t.send("ped\")\r");
    t.expect("\"typed\"");
}

/// S43, S121: a definition typed at the prompt is not refused, it tells whom it breaks; a reload tells that it drops it.
#[test]
fn definitions_at_the_prompt_warn_and_are_not_lost_without_a_word() {
    let folder = Folder::with(&[(
        "app.clj",
        "(ns app)\n(defn helper [x] x)\n(defn f [] (helper 1))\n",
    )]);
    let Some(mut t) = session(&folder) else {
        return;
    };
    t.send("(require 'app)\r");
    t.expect("nil");
    t.expect("user=> ");
    t.send("(in-ns 'app)\r");
    t.expect("app=> ");
    t.send("(defn helper [x y] x)\r");
    t.expect("Warning: app/f calls app/helper with 1 argument, which takes 2 now (before: 1)\n");
    t.expect("app=> ");
    t.send("(require 'app :reload)\r");
    t.expect("discarded  app/helper (defined live, not in the file)\n");
    t.expect("app=> ");
    t.send("(def c (stage 'app :force))\r");
    t.expect("app=> ");
    t.send("c\r");
    t.expect("Candidate: reload app, not published\n  evaluated  app\n");
    t.expect("app=> ");
    t.send("(report c)\r");
    t.expect("Candidate: reload app, not published\n  evaluated  app\n");
    t.expect("app=> ");
    t.send("(select-keys (report c) [:removed])\r");
    t.expect("{:removed []}\n");
    t.expect("app=> ");
}
