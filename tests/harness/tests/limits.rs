//! Long seqs do not pile up in memory, and endless ones meet the limits.
//!
//! One test, since the memory in use is counted for the whole process.

use clutch_lang::{Engine, Kind, Limits};
use std::time::{Duration, Instant};

/// Forms that walk a long seq once; a limit on memory that a kept seq would pass.
const WALKS: &[(&str, i64)] = &[
    ("(reduce + (range 10000000))", 49_999_995_000_000),
    ("(count (filter odd? (range 10000000)))", 5_000_000),
    ("(reduce + (map inc (range 300000)))", 45_000_150_000),
    ("(last (map inc (range 300000)))", 300_000),
    ("(nth (iterate inc 0) 1000000)", 1_000_000),
    ("(count (take 300000 (iterate inc 0)))", 300_000),
    ("(count (take-while #(< % 300000) (range)))", 300_000),
    ("(count (partition 2 (range 500000)))", 250_000),
    ("(count (mapcat list (range 300000)))", 300_000),
    ("(count (sequence (map inc) (range 300000)))", 300_000),
    ("(transduce (map inc) + (range 300000))", 45_000_150_000),
    (
        "(reduce + (eduction (map inc) (range 300000)))",
        45_000_150_000,
    ),
    ("(count (for [x (range 1000) y (range 500)] x))", 500_000),
    ("(do (dorun (map inc (range 300000))) 1)", 1),
    ("(do (doseq [x (map inc (range 300000))] x) 1)", 1),
    (
        "(loop [s (seq (map inc (range 300000))) n 0] (if s (recur (next s) (inc n)) n))",
        300_000,
    ),
    ("(if (every? pos? (map inc (range 300000))) 1 0)", 1),
    ("(count (dedupe (map #(quot % 2) (range 500000))))", 250_000),
    (
        "(let [s (map inc (range 300000))] (reduce + s))",
        45_000_150_000,
    ),
];

/// Forms that do not come to an end.
const ENDLESS: &[&str] = &[
    "(last (iterate inc 0))",
    "(count (repeat 1))",
    "(vec (iterate inc 0))",
    "(doall (range))",
    "(into #{} (range))",
    "(reduce conj [] (range))",
    "(apply str (cycle \"ab\"))",
    "(sort (iterate inc 0))",
    "(pr-str (range))",
    "(last (cycle [1]))",
    "(apply + (iterate inc 0))",
    "(try (last (iterate inc 0)) (catch Throwable _ :caught))",
    "(zipmap (range) (range))",
    "(frequencies (range))",
    "(clojure.string/join (range))",
    "(some neg? (range))",
];

fn engine(memory: usize, time: Option<Duration>) -> Engine {
    let limits = Limits {
        memory: Some(memory),
        time,
        ..Limits::default()
    };
    Engine::builder().limits(limits).build()
}

#[test]
fn long_seqs_are_not_kept_and_endless_ones_are_stopped() {
    let small = engine(8 << 20, None);
    for (text, expected) in WALKS {
        let value = small.run_script("walk", text);
        let value = value.unwrap_or_else(|e| panic!("{text}: {e:?}"));
        assert_eq!(value.as_int(), Some(*expected), "{text}");
    }
    let limited = engine(64 << 20, Some(Duration::from_millis(400)));
    limited.require("clojure.string").expect("a namespace");
    for text in ENDLESS {
        let begun = Instant::now();
        let error = limited.run_script("endless", text).expect_err(text);
        assert_eq!(error.kind(), Kind::Limit, "{text}: {error:?}");
        assert!(begun.elapsed() < Duration::from_secs(20), "{text}");
    }
    let sum = limited.run_script("after", "(+ 1 2)").expect("a sum");
    assert_eq!(sum.as_int(), Some(3));
}
