//! The engine as a host uses it: turns, candidates, cancelling, limits.

mod common;

use clutch_lang::{Caps, Engine, Kind, Limits};
use common::{World, names};
use std::time::{Duration, Instant};

#[test]
fn a_candidate_is_tested_by_the_host_and_then_published() {
    let w = World::new(&[("a", "(ns a) (defn f [] 1)")]);
    w.require("a");
    w.set("a", "(ns a) (defn f [] 2) (defn g [] 3)");
    let staged = w.engine.stage("a").expect("stages");
    assert_eq!(names(&staged.report().difference.added), ["a/g"]);
    let in_candidate = staged.turn().call("a/f", []).expect("calls");
    assert_eq!(in_candidate.as_int(), Some(2));
    assert_eq!(w.engine.call("a/f", []).expect("calls").as_int(), Some(1));
    let report = staged.publish().expect("publishes").expect("something");
    assert_eq!(report.to, w.engine.world().generation());
    assert_eq!(w.engine.call("a/f", []).expect("calls").as_int(), Some(2));
}

#[test]
fn a_candidate_that_is_dropped_leaves_nothing() {
    let w = World::new(&[("a", "(ns a) (defn f [] 1)")]);
    w.require("a");
    let before = w.engine.world();
    w.set("a", "(ns a) (defn f [] 2)");
    drop(w.engine.stage("a").expect("stages"));
    assert!(std::sync::Arc::ptr_eq(&before, &w.engine.world()));
    w.reload("a").expect("can be loaded afterwards");
}

#[test]
fn a_cancelled_turn_stops_and_its_canceller_does_not_reach_the_next_turn() {
    let w = World::new(&[("a", "(ns a) (defn spin [] (recur)) (defn f [] 1)")]);
    w.require("a");
    let canceller = {
        let mut turn = w.engine.turn();
        let canceller = turn.canceller();
        let other = canceller.clone();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(20));
            other.cancel();
        });
        let error = turn.call("a/spin", []).expect_err("cancelled");
        assert_eq!(error.kind(), Kind::Cancelled);
        thread.join().expect("thread");
        assert_eq!(turn.call("a/f", []).expect("goes on").as_int(), Some(1));
        canceller
    };
    let mut next = w.engine.turn();
    canceller.cancel();
    assert_eq!(next.call("a/f", []).expect("not reached").as_int(), Some(1));
}

#[test]
fn limits_stop_what_scripts_cannot_catch() {
    let engine = Engine::builder()
        .limits(Limits {
            time: Some(Duration::from_millis(50)),
            ..Limits::default()
        })
        .build();
    let begun = Instant::now();
    let text = "(try (loop [] (recur)) (catch Throwable _ :caught))";
    let error = engine.run_script("s", text).expect_err("limited");
    assert_eq!(error.kind(), Kind::Limit);
    assert!(begun.elapsed() < Duration::from_secs(5));
    let fuel = Engine::builder()
        .limits(Limits {
            fuel: Some(1000),
            ..Limits::default()
        })
        .build();
    assert!(fuel.run_script("s", "(+ 1 2)").is_ok());
    let error = fuel
        .run_script("s", "(loop [] (recur))")
        .expect_err("limited");
    assert_eq!(error.kind(), Kind::Limit);
}

#[test]
fn a_walked_lazy_seq_is_not_held() {
    let engine = Engine::builder()
        .limits(Limits {
            memory: Some(16 << 20),
            ..Limits::default()
        })
        .build();
    for text in [
        "(first (filter neg? (concat (map inc (range 1e6)) [-1])))",
        "(first (drop-while pos? (concat (map inc (range 1e6)) [-1])))",
        "(let [s (map inc (range 1e6))] (- (count (filter odd? s)) 500001))",
        "(- 1 (nth (map (fn [_] 2) (range 1e6)) 999999))",
        "(- (reduce + (map (fn [_] 1) (range 1e6))) 1000001)",
    ] {
        let value = engine.run_script("s", text).expect(text);
        assert_eq!(value.as_int(), Some(-1), "{text}");
    }
}

#[test]
fn what_the_host_did_not_allow_is_refused() {
    let refused = [
        ("(slurp \"Cargo.toml\")", "read files"),
        ("(spit \"written-by-a-test\" 1)", "write files"),
        ("(System/getenv \"HOME\")", "read the environment"),
        (
            "(require 'clojure.java.shell) (clojure.java.shell/sh \"true\")",
            "start processes",
        ),
        ("@(future 1)", "start threads"),
        ("(System/exit 3)", "end the process"),
    ];
    let engine = Engine::builder().build();
    for (text, what) in refused {
        let error = engine.run_script("s", text).expect_err(text);
        let shown = error.to_string();
        assert!(
            shown.contains(&format!("may not {what}")),
            "{text}: {shown}"
        );
    }
    let trusted = Engine::builder().caps(Caps::ALL).build();
    assert_eq!(
        trusted
            .run_script("s", "@(future 1)")
            .expect("runs")
            .as_int(),
        Some(1)
    );
    let some = Caps {
        threads: true,
        ..Caps::NONE
    };
    let partly = Engine::builder().caps(some).build();
    // Threads have what their starter has, and no more.
    let error = partly
        .run_script("s", "@(future (slurp \"Cargo.toml\"))")
        .expect_err("refused");
    assert!(error.to_string().contains("may not read files"), "{error}");
}

#[test]
fn a_missing_function_is_an_error_with_the_nearest_name() {
    let w = World::new(&[("a", "(ns a) (defn compute [] 1)")]);
    w.require("a");
    let error = w.engine.call("a/compuet", []).expect_err("missing");
    assert_eq!(
        error.message(),
        "There is no function a/compuet; did you mean a/compute?"
    );
}

#[test]
fn an_engine_that_nobody_holds_is_freed() {
    let engine = Engine::builder().build();
    engine
        .run_script("s", "(def x (atom 1)) (turn @x)")
        .expect("runs");
    let world = std::sync::Arc::downgrade(&engine.world());
    drop(engine.turn());
    drop(engine);
    assert!(world.upgrade().is_none());
}
