//! Old generations are freed when nobody holds them.

use clutch_core::class::OBJECT;
use clutch_core::object::HostData;
use clutch_lang::{Engine, MemSources, Module, Value, World};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};

/// A namespace with everything at its top level that could hold a world.
fn text(n: usize) -> String {
    format!(
        "(ns a (:require [clojure.set :as set]))
         (def seq-of-calls (map (fn [x] (+ x {n})) (range 100)))
         (def half-realised (let [s (map #(+ % {n}) (range 100))] (first s) s))
         (def later (delay {n}))
         (def sorted (sorted-map-by (fn [a b] (compare a b)) {n} 1 2 3))
         (defonce state (atom []))
         (defonce held (atom nil))
         (defn walk [n] (letfn [(down [n] (if (zero? n) {n} (up n))) (up [n] (down (dec n)))] (down n)))
         (defmulti area :kind)
         (defmethod area :square [{{:keys [side]}}] (* side {n}))
         (defprotocol P (answer [x]))
         (defrecord R [x] P (answer [_] {n}))
         (def made (reify P (answer [_] {n})))
         (add-watch state ::log (fn [_ _ _ _] {n}))
         (reset! state [(->R {n}) (map inc [1 2 3]) (delay (walk 1))])
         (defn f [] {n})"
    )
}

fn started() -> (MemSources, Engine) {
    let sources = MemSources::new();
    sources.set("a", text(0));
    let engine = Engine::builder()
        .sources(sources.clone())
        .history(1, 10)
        .lenient()
        .build();
    engine.require("a").expect("loads");
    (sources, engine)
}

fn alive(worlds: &[(u64, Weak<World>)]) -> Vec<u64> {
    let alive = worlds.iter().filter(|(_, w)| w.strong_count() > 0);
    alive.map(|(generation, _)| *generation).collect()
}

/// S88: old generations are freed when nobody holds them, and one held lazy seq holds exactly one.
#[test]
fn a_held_lazy_seq_holds_exactly_one_generation_and_is_named() {
    let (sources, engine) = started();
    let mut session = engine.session();
    let mut worlds = Vec::new();
    let mut held = None;
    for n in 1..=200 {
        sources.set("a", text(n));
        engine.reload("a").expect("reloads");
        let world = engine.world();
        worlds.push((world.generation(), Arc::downgrade(&world)));
        drop(world);
        session
            .eval("s", "(a/f) (first a/seq-of-calls) (a/answer a/made) (turn (vec (map (fn [_] (a/walk 2)) [1])))")
            .expect("runs");
        if n == 100 {
            let mut turn = engine.turn();
            let seq = turn
                .eval("t", "(map (fn [_] (a/f)) (range 10))")
                .expect("makes a seq");
            held = Some((seq, engine.world().generation()));
        }
    }
    session.eval("s", "nil").expect("forgets what it gave last");
    session.eval("s", "nil").expect("and before");
    session.eval("s", "nil").expect("and before that");
    let newest = engine.world().generation();
    let (seq, generation) = held.take().expect("made");
    assert_eq!(alive(&worlds), [generation, newest]);
    let who = format!("(pr-str (mapv (juxt :holder :count) (who-holds {generation})))");
    let who = session.eval("s", &who).expect("answers");
    assert_eq!(who.as_str(), Some("[[:elsewhere 1]]"));
    let sum = session
        .eval("s", "(fn [s] (reduce + s))")
        .expect("a function");
    let mut turn = engine.turn();
    let sum = turn.call_value(&sum, [seq.clone()]).expect("sums");
    drop(turn);
    assert_eq!(sum.as_int(), Some(1000), "old code, all of it");
    assert_eq!(
        alive(&worlds),
        [newest],
        "a realised seq lets go of its world"
    );
    drop(seq);
}

/// S88: a generation held by a lazy seq in a `defonce` atom is named with the way to it.
#[test]
fn a_generation_held_by_state_is_named_with_the_way_to_it() {
    let (sources, engine) = started();
    let mut session = engine.session();
    session
        .eval(
            "s",
            "(turn (reset! a/held {:jobs [(map (fn [_] (a/f)) [1 2])]}))",
        )
        .expect("holds");
    let generation = engine.world().generation();
    for n in 1..5 {
        sources.set("a", text(n));
        engine.reload("a").expect("reloads");
    }
    let who = format!(
        "(pr-str (mapv (juxt :holder :binding :path :kind :count) (filter :path (who-holds {generation}))))"
    );
    let who = session.eval("s", &who).expect("answers");
    // The session remembers what it gave last.
    let way = "[[a/held nil [deref :jobs 0] :lazy-seq 1] \
               [:thread clojure.core/*1 [:jobs 0] :lazy-seq 1]]";
    assert_eq!(who.as_str(), Some(way));
}

/// Something that is counted while it is alive.
struct Counted(Arc<AtomicUsize>);

impl HostData for Counted {}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// What instances became goes with them, though it may hold them; and it holds no world.
#[test]
fn migrated_instances_are_freed_with_what_they_were_made_from() {
    let alive_now = Arc::new(AtomicUsize::new(0));
    let counter = alive_now.clone();
    let probes = Module::new("probe").function("make", "A probe.", move || {
        counter.fetch_add(1, Ordering::SeqCst);
        Value::host(&OBJECT, Counted(counter.clone()))
    });
    let sources = MemSources::new();
    sources.set(
        "a",
        "(ns a) (defonce st (atom nil)) (defrecord R [n]) (deftype T [^:unsynchronized-mutable n])
         (reset! st (vec (mapcat (fn [n] [(->R n) (->T n)]) (range 10))))",
    );
    let engine = Engine::builder()
        .sources(sources.clone())
        .module(probes)
        .history(1, 1)
        .lenient()
        .build();
    engine.require("a").expect("loads");
    sources.set(
        "a",
        "(ns a) (defonce st (atom nil))
         (defrecord R [n p]) (deftype T [^:unsynchronized-mutable n p])
         (migrate R {:from 1 :to 2} (fn [old] (->R (delay old) (probe/make))))
         (migrate T {:from 1 :to 2} (fn [old] (->T [(.n old) old] (probe/make))))",
    );
    engine.reload("a").expect("reloads");
    let mut session = engine.session();
    let look = "(doseq [x @a/st] (.p x) (str x) (hash x))";
    session.eval("s", look).expect("looks");
    let made = alive_now.load(Ordering::SeqCst);
    assert!((20..=40).contains(&made), "{made}");
    session.eval("s", look).expect("looks again");
    assert_eq!(alive_now.load(Ordering::SeqCst), made, "nothing new");
    let world = Arc::downgrade(&engine.world());
    sources.set("a", "(ns a) (defonce st (atom nil))");
    engine.reload("a").expect("reloads");
    session.eval("s", "(count @a/st)").expect("moves on");
    assert!(world.upgrade().is_none(), "a world is held");
    session.eval("s", "(reset! a/st nil)").expect("lets go");
    for _ in 0..4 {
        session.eval("s", "nil").expect("forgets what it gave last");
    }
    assert_eq!(alive_now.load(Ordering::SeqCst), 0);
}

#[test]
fn ten_thousand_definitions_leave_one_world() {
    let engine = Engine::builder().history(1, 1).build();
    let mut session = engine.session();
    session.eval("s", "(def n 0)").expect("defines");
    let first = Arc::downgrade(&engine.world());
    let form = "(dotimes [i 10000] (alter-var-root #'n (fn [_] [i])))";
    session.eval("s", form).expect("runs");
    assert_eq!(engine.world().generation(), 10_001);
    assert!(first.upgrade().is_none());
    assert_eq!(engine.history().len(), 1);
}
