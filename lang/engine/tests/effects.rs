//! What a load does to things that it did not make: a strict engine refuses each kind and says
//! where, a lenient one does it and says where; what the load made itself is its own business.

use clutch_lang::{Caps, Engine, MemSources};

/// Things that the program made before the load.
const BEFORE: &str = r#"
(ns env)
(def ^:dynamic *level* 1)
(def an-atom (atom 0))
(def a-ref (ref 0))
(def an-agent (agent 0))
(def a-promise (promise))
(def a-future (future (Thread/sleep 60000)))
(def a-volatile (volatile! 0))
(def an-array (long-array 3))
(def a-list (java.util.ArrayList.))
(def a-map (java.util.HashMap.))
(def a-counter (java.util.concurrent.atomic.AtomicLong. 0))
(def a-builder (StringBuilder.))
(def a-writer (java.io.StringWriter.))
(deftype Cell [^:unsynchronized-mutable v] clojure.lang.IDeref (deref [_] v))
(def a-cell (->Cell 1))
(defn path [] (str (System/getProperty "java.io.tmpdir") "/clutch-effect-of-a-load"))
"#;

/// A form, how the effect is called; and the same for something of its own, which is none.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "(swap! env/an-atom inc)",
        "swap! of a reference",
        "(swap! (atom 0) inc)",
    ),
    (
        "(reset! env/an-atom 5)",
        "reset! of a reference",
        "(reset! (atom 0) 5)",
    ),
    (
        "(compare-and-set! env/an-atom 0 1)",
        "compare-and-set! of a reference",
        "(compare-and-set! (atom 0) 0 1)",
    ),
    (
        "(dosync (ref-set env/a-ref 1))",
        "ref-set of a reference",
        "(let [r (ref 0)] (dosync (ref-set r 1)))",
    ),
    (
        "(dosync (alter env/a-ref inc))",
        "alter of a reference",
        "(let [r (ref 0)] (dosync (alter r inc)))",
    ),
    (
        "(send env/an-agent inc)",
        "send to an agent",
        "(send (agent 0) inc)",
    ),
    (
        "(set-error-mode! env/an-agent :continue)",
        "set-error-mode! of a reference",
        "(set-error-mode! (agent 0) :continue)",
    ),
    (
        "(deliver env/a-promise 1)",
        "deliver of a promise",
        "(deliver (promise) 1)",
    ),
    ("(env/a-promise 1)", "deliver of a promise", "((promise) 1)"),
    (
        "(future-cancel env/a-future)",
        "future-cancel of a future",
        "(future-cancel (future 1))",
    ),
    (
        "(vreset! env/a-volatile 1)",
        "vreset! of a reference",
        "(vreset! (volatile! 0) 1)",
    ),
    (
        "(vswap! env/a-volatile inc)",
        "vreset! of a reference",
        "(vswap! (volatile! 0) inc)",
    ),
    (
        "(aset env/an-array 0 1)",
        "aset of an array",
        "(aset (long-array 1) 0 1)",
    ),
    (
        "(aset-long env/an-array 0 1)",
        "aset of an array",
        "(aset-long (long-array 1) 0 1)",
    ),
    (
        "(java.util.Arrays/fill env/an-array 1)",
        "fill of an array",
        "(java.util.Arrays/fill (long-array 1) 1)",
    ),
    (
        "(.add env/a-list 1)",
        ".add of a java.util.ArrayList",
        "(.add (java.util.ArrayList.) 1)",
    ),
    (
        "(.put env/a-map :k 1)",
        ".put of a java.util.HashMap",
        "(.put (java.util.HashMap.) :k 1)",
    ),
    (
        "(.incrementAndGet env/a-counter)",
        ".incrementAndGet of a java.util.concurrent.atomic.AtomicLong",
        "(.incrementAndGet (java.util.concurrent.atomic.AtomicLong. 0))",
    ),
    (
        "(.append env/a-builder \"x\")",
        ".append of a java.lang.StringBuilder",
        "(.append (StringBuilder.) \"x\")",
    ),
    (
        "(.write env/a-writer \"x\")",
        ".write of a java.io.StringWriter",
        "(.write (java.io.StringWriter.) \"x\")",
    ),
    (
        "(set! (.-v env/a-cell) 2)",
        "set! of a field",
        "(set! (.-v (env/->Cell 1)) 2)",
    ),
    (
        "(set! env/*level* 2)",
        "set! of env/*level*, whose binding is one",
        "(binding [env/*level* 3] (set! env/*level* 4))",
    ),
    (
        "(alter-var-root #'env/path (fn [f] f))",
        "alter-var-root of env/path, of another namespace",
        "(do (def own 1) (alter-var-root #'own inc))",
    ),
    (
        "(System/setProperty \"clutch.effect\" \"x\")",
        "changing the property clutch.effect",
        "(System/getProperty \"clutch.effect\")",
    ),
    (
        "(spit (env/path) \"x\")",
        "writing the file",
        "(println \"printing is free\")",
    ),
    (
        "(.mkdir (java.io.File. (env/path)))",
        "changing files",
        "(.print System/out \"printing is free\")",
    ),
    (
        "(clojure.java.shell/sh \"true\")",
        "running the program true",
        "(.write *out* \"printing is free\")",
    ),
    (
        "(.append env/a-writer \"x\")",
        ".append of a java.io.StringWriter",
        "(with-out-str (println \"printing is free\"))",
    ),
];

fn engine(strict: bool) -> (Engine, MemSources) {
    let sources = MemSources::new();
    sources.set("env", BEFORE);
    sources.set("a", "(ns a (:require env clojure.java.shell))");
    let builder = Engine::builder().caps(Caps::ALL).sources(sources.clone());
    let builder = if strict { builder } else { builder.lenient() };
    let engine = builder.build();
    engine.require("a").expect("loads");
    (engine, sources)
}

/// Reloads `a` with a form on its third line, where `*level*` is bound.
fn reload(engine: &Engine, sources: &MemSources, form: &str) -> Result<(), clutch_lang::Error> {
    sources.set(
        "a",
        format!("(ns a (:require env clojure.java.shell))\n\n{form}"),
    );
    let text = "(binding [env/*level* 2] (require 'a :reload))";
    engine.session().eval("test", text).map(drop)
}

#[test]
fn a_strict_engine_refuses_each_kind_and_says_where() {
    let (engine, sources) = engine(true);
    for (form, effect, _) in KINDS {
        let before = engine.world();
        let error = reload(&engine, &sources, form).expect_err(form);
        let message = error.message();
        assert!(
            message.contains(effect) && message.contains("a.clj:3"),
            "{form}: {message}"
        );
        assert!(std::sync::Arc::ptr_eq(&before, &engine.world()), "{form}");
    }
}

#[test]
fn a_lenient_engine_does_it_and_says_where() {
    let (engine, sources) = engine(false);
    for (form, effect, _) in KINDS {
        reload(&engine, &sources, form).expect(form);
        let report = engine.last_publication().expect("published");
        let lines: Vec<String> = report.effects.iter().map(ToString::to_string).collect();
        assert!(
            matches!(lines.as_slice(), [line] if line.contains(effect) && line.contains("a.clj:3")),
            "{form}: {lines:?}"
        );
    }
    let written = std::env::temp_dir().join("clutch-effect-of-a-load");
    std::fs::remove_file(written).expect("spit has written it");
}

#[test]
fn what_a_load_made_itself_and_printing_are_free() {
    let (engine, sources) = engine(true);
    for (_, _, own) in KINDS {
        reload(&engine, &sources, own).expect(own);
        let report = engine.last_publication().expect("published");
        assert!(report.effects.is_empty(), "{own}: {:?}", report.effects);
    }
}

#[test]
fn thread_bindings_that_a_file_leaves_behind_end_with_it() {
    let (engine, sources) = engine(true);
    let form = "(push-thread-bindings {#'env/*level* 9}) (def seen env/*level*)";
    reload(&engine, &sources, form).expect("loads");
    let mut session = engine.session();
    let v = session.eval("test", "[a/seen env/*level*]").expect("runs");
    assert_eq!(format!("{v:?}"), "[9, 1]");
}
