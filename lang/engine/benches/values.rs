//! What names, calls and updates of collections cost; `read_speed` in `lang/syntax` has the reader. Run with `cargo bench -p clutch-lang --bench values`.
//!
//! Each line is the best of several runs, less an empty loop where one is named. Programs time
//! themselves, so that compiling them does not count.

use clutch_lang::Engine;

/// Rounds of a timed loop.
const ROUNDS: u32 = 1_000_000;

/// Nanoseconds a round of `body`, with `setup` bound around the loop; best of seven.
fn round(engine: &Engine, setup: &str, body: &str) -> f64 {
    let text = format!(
        "(do (def outer 1)
             (let [time-of (fn [] (let {setup}
                                    (let [begun (System/nanoTime)]
                                      (loop [i 0 acc start]
                                        (if (< i {ROUNDS}) (recur (+ i 1) {body}) acc))
                                      (- (System/nanoTime) begun))))]
               (apply min (map (fn [_] (time-of)) (range 7)))))"
    );
    let took = engine.run_script("bench", &text).expect("runs");
    took.as_int().expect("nanoseconds") as f64 / f64::from(ROUNDS)
}

fn main() {
    let engine = Engine::builder().build();
    let show = |what: &str, value: f64, unit: &str| println!("{what:<58} {value:>10.2} {unit}");

    let local = round(&engine, "[start 0 inner 1]", "(+ acc inner)");
    let global = round(&engine, "[start 0]", "(+ acc outer)");
    show("a round that adds a local", local, "ns");
    show(
        "the same with a global, beyond that (goal 2)",
        global - local,
        "ns",
    );

    let empty = round(&engine, "[start nil]", "acc");
    for (what, setup, body) in [
        (
            "conj to a vector that nobody else holds",
            "[start []]",
            "(conj acc i)",
        ),
        (
            "conj to a vector of 1000 that is held elsewhere",
            "[start nil v (vec (range 1000))]",
            "(do (conj v i) acc)",
        ),
        (
            "assoc to a vector of 1000 that nobody else holds",
            "[start (vec (range 1000))]",
            "(assoc acc (rem i 1000) i)",
        ),
        (
            "assoc to a vector of 1000 that is held elsewhere",
            "[start nil v (vec (range 1000))]",
            "(do (assoc v (rem i 1000) i) acc)",
        ),
        (
            "assoc to a map of 1000 that nobody else holds",
            "[start (zipmap (range 1000) (range))]",
            "(assoc acc (rem i 1000) i)",
        ),
        (
            "assoc to a map of 1000 that is held elsewhere",
            "[start nil m (zipmap (range 1000) (range))]",
            "(do (assoc m (rem i 1000) i) acc)",
        ),
        (
            "get from a map of 1000",
            "[start nil m (zipmap (range 1000) (range))]",
            "(do (get m (rem i 1000)) acc)",
        ),
        (
            "a keyword looked up in a map of 4",
            "[start nil m {:a 1 :b 2 :c 3 :d 4}]",
            "(do (:c m) acc)",
        ),
        (
            "a keyword looked up in a record",
            "[start nil m (do (defrecord Point [x y]) (->Point 1 2))]",
            "(do (:y m) acc)",
        ),
        (
            "a call of a function",
            "[start nil f (fn [x] x)]",
            "(do (f i) acc)",
        ),
    ] {
        show(what, round(&engine, setup, body) - empty, "ns");
    }
}
