//! First loads: each namespace once, whoever asks; circles and missing ones leave nothing.

use clutch_lang::{Caps, Engine, MemSources, Module};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// An engine over these texts, with `host/count` (counts) and `host/slow` (takes its time).
fn engine(texts: &[(&str, &str)]) -> (Engine, MemSources, Arc<AtomicUsize>) {
    let sources = MemSources::new();
    for (ns, text) in texts {
        sources.set(ns, *text);
    }
    let loads = Arc::new(AtomicUsize::new(0));
    let count = loads.clone();
    let host = Module::new("host")
        .function("count", "Counts.", move || {
            count.fetch_add(1, Ordering::Relaxed);
        })
        .function("slow", "Takes its time.", || {
            std::thread::sleep(Duration::from_millis(20));
        });
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources.clone())
        .module(host)
        .build();
    (engine, sources, loads)
}

#[test]
fn when_the_first_load_fails_those_who_waited_try_for_themselves() {
    let (engine, _, loads) = engine(&[("lib", "(ns lib) (host/count) (host/slow) (/ 1 0)")]);
    let before = engine.world();
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let engine = engine.clone();
            std::thread::spawn(move || engine.require("lib").map(|_| ()))
        })
        .collect();
    for thread in threads {
        let error = thread.join().expect("ends").expect_err("fails");
        assert_eq!(error.message(), "Divide by zero");
    }
    assert_eq!(loads.load(Ordering::Relaxed), 3);
    assert!(Arc::ptr_eq(&before, &engine.world()));
}

#[test]
fn circles_are_refused_with_their_way_and_leave_nothing() {
    let (engine, sources, loads) = engine(&[
        ("one", "(ns one (:require two)) (host/count)"),
        ("two", "(ns two (:require three)) (host/count)"),
        ("three", "(ns three (:require one)) (host/count)"),
    ]);
    let before = engine.world();
    let error = engine.require("one").expect_err("a circle");
    for name in ["one", "two", "three"] {
        assert!(error.message().contains(name), "{}", error.message());
    }
    assert!(Arc::ptr_eq(&before, &engine.world()));
    assert_eq!(loads.load(Ordering::Relaxed), 0);
    sources.set("three", "(ns three)");
    engine.require("one").expect("the circle was opened");
    assert_eq!(loads.load(Ordering::Relaxed), 2);
}

#[test]
fn a_missing_namespace_is_named_and_what_was_loaded_for_it_is_dropped() {
    let (engine, sources, _) = engine(&[
        ("app", "(ns app (:require fine missing.lib))"),
        ("fine", "(ns fine) (defn f [] 1)"),
    ]);
    let before = engine.world();
    let error = engine.require("app").expect_err("missing");
    assert!(
        error.message().contains("missing/lib"),
        "{}",
        error.message()
    );
    assert!(Arc::ptr_eq(&before, &engine.world()));
    assert!(engine.loaded_namespaces().is_empty());
    sources.set("missing.lib", "(ns missing.lib)");
    let report = engine.require("app").expect("loads").expect("publishes");
    assert_eq!(report.loaded.len(), 3);
}

#[test]
fn a_namespace_that_requires_itself_is_no_circle_at_the_first_load_nor_later() {
    let (engine, sources, _) = engine(&[("own", "(ns own (:require [own :as o])) (def x 1)")]);
    engine.require("own").expect("loads");
    sources.set("own", "(ns own (:require [own :as o])) (def x 2)");
    engine.reload("own").expect("loads again");
    assert_eq!(
        engine.run_script("t", "own/x").expect("there").as_int(),
        Some(2)
    );
}
