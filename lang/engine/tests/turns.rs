//! Turns and live code: who sees which world.

mod common;

use clutch_lang::{Link, Value};
use common::World;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

const V1: &str = "(ns a) (defn f [] 1) (defn g [] 1) (defn both [] [(f) (g)])";

fn v(n: usize) -> String {
    V1.replace(" 1)", &format!(" {n})"))
}

#[test]
fn a_host_turn_stays_in_its_world_and_a_late_function_follows_turns() {
    let w = World::new(&[("a", V1)]);
    w.require("a");
    let late = w.engine.func("a/f", Link::Late).expect("there");
    let pinned = w.engine.func("a/f", Link::Pinned).expect("there");
    let mut before = w.engine.turn();
    w.set("a", &v(2));
    w.reload("a");
    let mut after = w.engine.turn();
    let int = |r: Result<Value, clutch_lang::Error>| r.expect("calls").as_int();
    assert_eq!(int(late.call(&mut before, [])), Some(1));
    assert_eq!(int(late.call(&mut after, [])), Some(2));
    assert_eq!(int(pinned.call(&mut after, [])), Some(1));
    assert_eq!(int(before.call("a/f", [])), Some(1));
    assert!(before.repin());
    assert_eq!(int(before.call("a/f", [])), Some(2));
}

#[test]
fn lazy_seqs_delays_and_futures_of_a_turn_stay_in_its_world() {
    let mut w = World::new(&[("a", V1)]);
    w.require("a");
    w.eval(
        "(def held (turn {:seq (map (fn [_] (a/f)) (range 100))
                          :delay (delay (a/f))
                          :first (let [s (map (fn [_] (a/f)) (range 100))] (first s) s)}))
         (def live-seq (map (fn [_] (a/f)) [1 2]))
         (def live-delay (delay (a/f)))",
    );
    w.set("a", &v(2));
    w.reload("a");
    assert_eq!(w.eval("(set (:seq held))"), "#{1}");
    assert_eq!(w.eval("(set (:first held))"), "#{1}");
    assert_eq!(w.eval("@(:delay held)"), "1");
    assert_eq!(w.eval("[live-seq @live-delay]"), "[(2 2) 2]");
}

#[test]
fn function_values_keep_their_body_and_resolve_names_where_they_run() {
    let mut w = World::new(&[("a", V1)]);
    w.require("a");
    w.eval("(def by-value a/both) (def by-var #'a/f)");
    w.set("a", &v(2));
    w.reload("a");
    assert_eq!(w.eval("[(by-value) (by-var)]"), "[[2 2] 2]");
}

#[test]
fn a_turn_that_reloads_sees_its_own_reload_and_nothing_else_new() {
    let mut w = World::new(&[("a", V1), ("b", "(ns b) (defn f [] 1)")]);
    w.require("a");
    w.require("b");
    w.set("a", &v(2));
    w.set("b", "(ns b) (defn f [] 2)");
    let engine = w.engine.clone();
    let mut turn = engine.turn();
    engine.reload("b").expect("reloads");
    let shown = turn
        .eval("t", "(require 'a :reload) [(a/f) (b/f)]")
        .expect("evaluates");
    assert_eq!(format!("{shown:?}"), "[2, 1]");
    assert_eq!(w.eval("[(a/f) (b/f)]"), "[2 2]");
}

#[test]
fn definitions_in_an_old_world_stay_there() {
    let mut w = World::new(&[]);
    w.eval("(def x 1) (def old (world)) (def x 2)");
    assert_eq!(w.eval("(in-world old (eval '(def x 3)) x)"), "3");
    assert_eq!(w.eval("x"), "2");
}

#[test]
fn optional_latest_steps_out_of_a_turn_for_one_call() {
    let mut w = World::new(&[("a", V1)]);
    w.require("a");
    let engine = w.engine.clone();
    let mut turn = engine.turn();
    w.set("a", &v(2));
    w.reload("a");
    let shown = turn
        .eval("t", "[(a/f) (latest (fn [] (a/f))) (a/f)]")
        .expect("evaluates");
    assert_eq!(format!("{shown:?}"), "[1, 2, 1]");
    assert_eq!(w.eval("(a/f)"), "2");
}

/// Readers call `a/both` in turns while the text alternates. Counts answers that mix versions.
fn torn(in_turns: bool, atomic: bool) -> (usize, usize, usize) {
    let w = World::new(&[("a", V1)]);
    w.require("a");
    let stop = Arc::new(AtomicBool::new(false));
    let (asked, torn) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let readers: Vec<_> = (0..3)
        .map(|_| {
            let (engine, stop) = (w.engine.clone(), stop.clone());
            let (asked, torn) = (asked.clone(), torn.clone());
            std::thread::spawn(move || {
                let mut session = engine.session();
                let form = if in_turns {
                    "(turn (let [x (a/f)] (dotimes [_ 200]) (= x (a/g))))"
                } else {
                    "(let [x (a/f)] (dotimes [_ 200]) (= x (a/g)))"
                };
                let ask = format!("(defn ask{} [] {form})", in_turns);
                session.eval("reader", &ask).expect("defines");
                let call = format!("(ask{in_turns})");
                while !stop.load(Ordering::Relaxed) {
                    let same = session.eval("reader", &call).expect("answers");
                    asked.fetch_add(1, Ordering::Relaxed);
                    if !same.truthy() {
                        torn.fetch_add(1, Ordering::Relaxed);
                    }
                }
            })
        })
        .collect();
    let mut publishes = 0;
    for n in 2..300 {
        if atomic {
            w.set("a", &v(n));
            w.reload("a");
        } else {
            let text = format!("(in-ns 'a) (defn f [] {n}) (dotimes [_ 2000]) (defn g [] {n})");
            w.engine.run_script("edit", &text).expect("evaluates");
        }
        publishes += 1;
    }
    stop.store(true, Ordering::Relaxed);
    for r in readers {
        r.join().expect("reader");
    }
    (
        publishes,
        asked.load(Ordering::Relaxed),
        torn.load(Ordering::Relaxed),
    )
}

#[test]
fn readers_in_turns_never_see_a_mix() {
    let (publishes, asked, torn) = torn(true, true);
    assert!(publishes > 100 && asked > 100, "{publishes} {asked}");
    assert_eq!(torn, 0);
}

#[test]
fn readers_outside_of_turns_see_the_damage_of_separate_definitions() {
    let (_, asked, torn) = torn(false, false);
    assert!(torn > 0, "the control must show damage: 0 of {asked}");
}
