//! Reloading for ever needs no more memory than reloading for a while.
//!
//! What is allocated is counted, byte by byte, after N reloads and after 2N: the difference is all
//! that N reloads left. The allocator counts for the whole process, so this is one test in a
//! program of its own. `RELOADS` sets N.

use clutch_lang::{Engine, MemSources};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATED: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Bytes that are allocated and not freed.
fn allocated() -> usize {
    let stats = ALLOCATED.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

/// What is kept of a text besides the text.
const TEXT_RECORD: usize = 400;

/// Less than one byte for each reload.
const SLACK: usize = 256;

/// A namespace with what could leave something: made-up names, code held by values and by state,
/// types and their registrations.
fn text(n: usize) -> String {
    format!(
        "(ns a (:require [clojure.set :as set] [clojure.string :as str]))
         (defmacro twice [x] `(let [v# ~x w# {n}] (+ v# v# (- w# {n}))))
         (defmacro each [f xs] `(mapv #(~f % {n}) ~xs))
         (defmacro defgetter [name k] `(defn ~name [m#] (get m# ~k {n})))
         (defgetter price :price)
         (def seq-of-calls (map (fn [x] (+ x {n})) (range 100)))
         (def half-realised (let [s (map #(+ % {n}) (range 100))] (first s) s))
         (def pairs (for [x (range 3) y (range 3) :when (not= x y)] [x y {n}]))
         (def later (delay (twice {n})))
         (def sorted (sorted-map-by (fn [a b] (compare a b)) {n} 1 2 3))
         (def ranked (into (sorted-set) (each + [1 2 {n}])))
         (defonce state (atom []))
         (defonce held (atom nil))
         (defonce calls (agent 0))
         (defn walk [n] (letfn [(down [n] (if (zero? n) {n} (up n))) (up [n] (down (dec n)))] (down n)))
         (defn spread [[a b & more] {{:keys [c] :or {{c {n}}}}}] (case a -1 [b c] (cond-> c more inc)))
         (defn ^:forward forwarded [] {n})
         (def chosen (comp (partial + {n}) forwarded))
         (def ^:dynamic *depth* {n})
         (defn deep [] (binding [*depth* (inc *depth*)] (try (/ *depth* 0) (catch ArithmeticException e (ex-message e)))))
         (defmulti area :kind)
         (defmethod area :square [{{:keys [side]}}] (* side {n}))
         (defmethod area :default [_] {n})
         (derive ::square ::shape)
         (defprotocol P (answer [x]) (more [x y]))
         (defrecord R [x] P (answer [_] {n}) (more [_ y] (+ x y {n})))
         (deftype T [^:unsynchronized-mutable v] P (answer [_] (set! v {n}) v) (more [_ _] #(+ % {n})))
         (extend-protocol P String (answer [s] (str s {n})) (more [_ _] {n}))
         (def made (reify P (answer [_] {n}) (more [_ _] nil)))
         (def lengths (memoize (memfn length)))
         (add-watch state ::log (fn [_ _ _ _] {n}))
         (set-validator! state (fn [v] (vector? v)))
         (reset! state [(->R {n}) (->T {n}) (map inc [1 2 3]) (delay (walk 1))])
         (defn f [] (str/join (map str (set/union #{{1 2}} #{{{n} -1}}))))"
    )
}

/// Uses what there is, in a session and in a turn.
const USE: &str = "(a/f) (first a/seq-of-calls) (count a/half-realised) (count a/pairs) @a/later
    (a/answer a/made) (a/more (a/->T 1) 2) (a/area {:kind :square :side 2}) (a/price {})
    (a/spread [1 2] {}) (a/chosen) (a/deep) (a/lengths \"abc\") (str (first @a/state))
    (turn (reset! a/held (map inc [1 2 3])) (a/walk 3))";

/// Reloads with each of these texts, using the program at times. A few displaced things are kept
/// until there are enough to look through them; ending the session and asking who holds what
/// clears them away before the bytes are counted.
fn reload(engine: &Engine, sources: &MemSources, texts: impl Iterator<Item = String>) -> usize {
    let mut session = engine.session();
    for (n, text) in texts.enumerate() {
        sources.set("a", text);
        let report = engine.reload("a").expect("reloads");
        assert!(report.is_some(), "the text has changed");
        if n.is_multiple_of(10) {
            session.eval("s", USE).expect("runs");
        }
    }
    drop(session);
    let mut session = engine.session();
    let clear = "(doseq [g (generations)] (who-holds (:generation g)))";
    session.eval("s", clear).expect("clears");
    drop(session);
    allocated()
}

/// S88, S137: reloading a namespace with everything in it leaves nothing, byte for byte, when its
/// texts return; of texts that were never seen before it leaves the text, for errors in old code.
#[test]
fn reloading_twice_as_often_needs_no_more_memory() {
    let reloads = std::env::var("RELOADS").ok();
    let reloads: usize = reloads.and_then(|n| n.parse().ok()).unwrap_or(400);
    let sources = MemSources::new();
    sources.set("a", text(10));
    let engine = Engine::builder()
        .sources(sources.clone())
        .history(2, 20)
        .lenient()
        .build();
    engine.require("a").expect("loads");

    let returning = || (0..reloads).map(|n| text(n % 10));
    let counts = [(); 3].map(|()| reload(&engine, &sources, returning()));
    println!("bytes after each {reloads} reloads: {counts:?}");
    let grown = counts[2].saturating_sub(counts[1]);
    assert!(grown < SLACK, "{grown} bytes left by {reloads} reloads");

    let new = || (0..100).map(|n| text(1_000_000 + n));
    let length: usize = new().map(|text| text.len()).sum();
    let grown = reload(&engine, &sources, new()) - counts[2];
    println!("bytes left by 100 new texts of {length} bytes in all: {grown}");
    assert!(
        grown < length + 100 * TEXT_RECORD,
        "{grown} bytes left by texts of {length}"
    );
}
