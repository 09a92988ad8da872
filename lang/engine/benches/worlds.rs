//! What worlds cost: starting, publishing, reloading, turns. Run with `cargo bench -p clutch-lang`.
//!
//! Each line is the median of several runs; the goals are those of the project's issues.

use clutch_lang::{Engine, MemSources};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn median(mut runs: Vec<Duration>) -> Duration {
    runs.sort_unstable();
    runs[runs.len() / 2]
}

fn times(n: usize, mut f: impl FnMut() -> Duration) -> Duration {
    median((0..n).map(|_| f()).collect())
}

fn show(what: &str, took: Duration, goal: &str) {
    println!("{what:<58} {:>12.3} µs   {goal}", took.as_secs_f64() * 1e6);
}

fn namespace(name: &str, functions: usize, version: usize) -> String {
    let mut text = format!("(ns {name})\n");
    for i in 0..functions {
        let before = i.saturating_sub(1);
        let body = if i == 0 {
            version.to_string()
        } else {
            format!("(if (= x {i}) (f{before} x) {version})")
        };
        text.push_str(&format!("(defn f{i} [x] {body})\n"));
    }
    text
}

fn main() {
    let start = || {
        let begun = Instant::now();
        black_box(Engine::builder().build());
        begun.elapsed()
    };
    show("start: an engine", times(20, start), "goal 3000");
    let first = || {
        let begun = Instant::now();
        let engine = Engine::builder().build();
        let mut session = engine.session();
        session
            .eval("bench", "(defn f [x] (inc x)) (f 1)")
            .expect("evaluates");
        begun.elapsed()
    };
    show(
        "start: an engine, a session, a first function",
        times(20, first),
        "",
    );

    let sources = MemSources::new();
    for i in 0..10 {
        let name = format!("big{i}");
        sources.set(&name, namespace(&name, 1000, 1));
    }
    let engine = Engine::builder().sources(sources.clone()).build();
    let begun = Instant::now();
    for i in 0..10 {
        engine.require(&format!("big{i}")).expect("loads");
    }
    show(
        "first load of 10 namespaces of 1,000 functions",
        begun.elapsed(),
        "",
    );

    let mut session = engine.session();
    session.eval("bench", "(in-ns 'big3)").expect("there");
    let mut version = 1;
    let publish = times(200, || {
        version += 1;
        let text = format!("(defn f7 [x] {version})");
        let begun = Instant::now();
        session.eval("bench", &text).expect("defines");
        begun.elapsed()
    });
    show("one function redefined by text in 10,000 vars", publish, "");
    let world = engine.world();
    let var = clutch_core::VarName::from_parts("big3", "f7");
    let cell = clutch_core::world::WorldCell::new(world.branch());
    let publish = times(1000, || {
        let begun = Instant::now();
        cell.publish_with(clutch_core::world::cell::What::Define(var), |w| {
            let mut w = w.branch();
            let binding = clutch_core::world::Binding::new(var, clutch_lang::Value::int(1));
            w.define(std::sync::Arc::new(binding));
            Ok::<_, ()>(w)
        })
        .expect("publishes");
        begun.elapsed()
    });
    show("  of that the publish alone", publish, "goal 50");

    let mut version = 1;
    let reload = times(10, || {
        version += 1;
        sources.set("big5", namespace("big5", 1000, version));
        let begun = Instant::now();
        engine.reload("big5").expect("reloads");
        begun.elapsed()
    });
    show(
        "reload of a namespace of 1,000 functions",
        reload,
        "goal 50000",
    );

    let turns = times(20, || {
        let begun = Instant::now();
        session
            .eval("bench", "(dotimes [_ 10000] (clutch.core/turn nil))")
            .expect("runs");
        begun.elapsed() / 10_000
    });
    show("a turn in a loop", turns, "");
    let host = times(20, || {
        let begun = Instant::now();
        for _ in 0..100 {
            black_box(
                engine
                    .call("big1/f3", [clutch_lang::Value::int(1)])
                    .expect("calls"),
            );
        }
        begun.elapsed() / 100
    });
    show("a host call in a turn of its own", host, "");
}
