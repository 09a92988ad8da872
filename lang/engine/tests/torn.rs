//! Does anybody see half of one version and half of the next?
//!
//! Each row is a program that alternates between two shapes. Readers call `a/run` on four
//! threads; in the middle of each call, between two uses of what changes, the whole program is
//! edited and reloaded by somebody else (`hook/publish!`), so that every turn overlaps a publish.
//! In turns there must be no torn answer and no exception. The control is the same without
//! turns, where the damage must show: it proves that the row can find it.

use clutch_lang::{Caps, Engine, MemSources, Module, Value};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

const READERS: usize = 4;
const TURNS: usize = 1000;

/// The texts of a version; `a/run` answers true if all that it saw belongs together.
type Row = fn(u64) -> Vec<(&'static str, String)>;

struct Outcome {
    asked: usize,
    torn: usize,
    exceptions: Vec<String>,
}

fn run(row: Row, in_turns: bool, turns: usize) -> Outcome {
    let sources = MemSources::new();
    let set = |sources: &MemSources, version: u64| sources.set_all(row(version));
    set(&sources, 1);
    let engine_of_hook: Arc<OnceLock<Engine>> = Arc::default();
    let version = Arc::new(AtomicU64::new(1));
    let one_at_a_time = Mutex::new(());
    let hook = {
        let (sources, engine) = (sources.clone(), engine_of_hook.clone());
        Module::new("hook").raw("publish!", "Edits and reloads the program.", move |_, _| {
            let _guard = one_at_a_time.lock().expect("no panic");
            let next = version.fetch_add(1, Ordering::Relaxed) + 1;
            sources.set_all(row(next));
            let engine = engine.get().expect("set before anything runs");
            let report = engine.reload("a").expect("every version is good");
            assert!(report.is_some(), "every version differs");
            Ok(Value::NIL)
        })
    };
    // A strict engine would refuse a record's other fields without a migration.
    let engine = Engine::builder()
        .lenient()
        .caps(Caps::ALL)
        .sources(sources)
        .module(hook)
        .build();
    engine_of_hook
        .set(engine.clone())
        .unwrap_or_else(|_| panic!("set once"));
    engine.require("a").expect("loads");
    let (asked, torn) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let exceptions = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..READERS {
            scope.spawn(|| {
                let mut session = engine.session();
                for _ in 0..turns / READERS {
                    let answer = if in_turns {
                        let mut turn = engine.turn();
                        let begun = turn.world().expect("a world").generation();
                        let answer = turn.call("a/run", []);
                        let now = engine.world().generation();
                        assert!(now > begun, "the turn overlaps a publish");
                        answer
                    } else {
                        session.eval("reader", "(a/run)")
                    };
                    asked.fetch_add(1, Ordering::Relaxed);
                    match answer {
                        Ok(v) if v.truthy() => {}
                        Ok(_) => drop(torn.fetch_add(1, Ordering::Relaxed)),
                        Err(e) => exceptions.lock().expect("no panic").push(format!("{e:?}")),
                    }
                }
            });
        }
    });
    // The hook holds the engine that holds the hook: let go of it.
    Outcome {
        asked: asked.into_inner(),
        torn: torn.into_inner(),
        exceptions: exceptions.into_inner().expect("no panic"),
    }
}

fn check(row: Row) {
    let turns = run(row, true, TURNS);
    assert_eq!(turns.asked, TURNS);
    assert_eq!(turns.torn, 0, "torn answers in turns");
    assert!(
        turns.exceptions.is_empty(),
        "{:?}",
        turns.exceptions.first()
    );
    let control = run(row, false, 40);
    let damage = control.torn + control.exceptions.len();
    assert!(damage > 0, "without turns the damage must show");
}

fn one(text: String) -> Vec<(&'static str, String)> {
    vec![("a", text)]
}

/// S29: two functions in one namespace. Every turn overlaps a publish.
#[test]
fn two_functions() {
    check(|v| {
        one(format!(
            "(ns a) (defn f [] {v}) (defn g [] {v})
             (defn run [] (let [x (f)] (hook/publish!) (= x (g))))"
        ))
    });
}

/// S29: twenty functions between the two. Every turn overlaps a publish.
#[test]
fn twenty_functions_between() {
    check(|v| {
        let between: String = (0..20).map(|i| format!("(defn m{i} [] {v}) ")).collect();
        one(format!(
            "(ns a) (defn f [] {v}) {between} (defn g [] {v})
             (defn run [] (let [x (f)] (hook/publish!) (= x (m0) (m19) (g))))"
        ))
    });
}

/// S31: a function of each of two namespaces. Every turn overlaps a publish.
#[test]
fn two_namespaces() {
    check(|v| {
        vec![
            ("b", format!("(ns b) (defn g [] {v})")),
            (
                "a",
                format!(
                    "(ns a (:require b)) (defn f [] {v})
                     (defn run [] (let [x (f) y (b/g)] (hook/publish!) (= x y (b/g) (f))))"
                ),
            ),
        ]
    });
}

/// S32: a helper whose arity changes with its caller. Every turn overlaps a publish.
#[test]
fn a_helper_whose_arity_changes_with_its_caller() {
    check(|v| {
        let (params, args) = if v % 2 == 0 {
            ("[x]", "1")
        } else {
            ("[x y]", "1 2")
        };
        one(format!(
            "(ns a) (def version {v}) (defn helper {params} true)
             (defn run [] (hook/publish!) (helper {args}))"
        ))
    });
}

/// S33: a helper that is declared above and defined below its caller. Every turn overlaps a publish.
#[test]
fn a_new_helper_and_one_that_goes() {
    check(|v| {
        one(format!(
            "(ns a) (declare helper{v}) (defn run [] (hook/publish!) (helper{v}))
             (defn helper{v} [] true)"
        ))
    });
}

/// S34: a table and the function that reads it. Every turn overlaps a publish.
#[test]
fn a_data_table_and_its_reader() {
    check(|v| {
        let key = if v % 2 == 0 { ":price" } else { ":cost" };
        one(format!(
            "(ns a) (def table {{{key} 10 :version {v}}}) (defn total [t] (+ 1 ({key} t)))
             (defn run [] (let [t table] (hook/publish!) (= 11 (total t))))"
        ))
    });
}

/// S37: a protocol and a record that implements it. Every turn overlaps a publish.
#[test]
fn a_protocol_and_its_record() {
    check(|v| {
        let field = if v % 2 == 0 { "even" } else { "odd" };
        one(format!(
            "(ns a)
             (defprotocol P (answer [x]))
             (defrecord R [{field}] P (answer [_] [{v} {field}]))
             (defn make [] (->R {v}))
             (defn run [] (let [r (make)] (hook/publish!)
                            (and (instance? R r) (= [{v} {v}] (answer (make)) (answer r)))))"
        ))
    });
}

/// S35: a multimethod whose dispatch changes. Every turn overlaps a publish.
#[test]
fn a_multimethod_whose_dispatch_changes() {
    check(|v| {
        let key = if v % 2 == 0 { ":kind" } else { ":type" };
        one(format!(
            "(ns a) (defmulti area {key})
             (defmethod area :square [x] [{v} (:a x)])
             (defn make [] {{{key} :square :a {v}}})
             (defn run [] (let [x (make)] (hook/publish!) (= [{v} {v}] (area x))))"
        ))
    });
}
