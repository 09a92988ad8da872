//! Torn reads: four threads keep asking a program that is reloaded a thousand times.
//!
//! Each row is a program in two versions whose answer is a vector of equal numbers. An answer
//! that is not, is torn: it was put together by both versions. A row counts the turns during
//! which a publish happened, and goes on until there were enough of them. Its control asks the
//! same program without turns and must show damage, or the row would prove nothing.

use crate::gate::Gate;
use clutch_lang::{Engine, Error, FromValue, MemSources, Value};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

const READERS: usize = 4;
const PUBLISHES: u64 = 1_000;
const OVERLAPPING: u64 = 1_000;
/// A row that has not seen enough overlapping turns by then fails.
const MOST_PUBLISHES: u64 = 5_000;
/// Damage that is enough for a control.
const DAMAGE: u64 = 20;

/// A program: `app/ask` answers a vector of equal numbers, whichever version runs.
struct Row {
    name: &'static str,
    /// Texts of version 1 and 2 by namespace. `app` is what is reloaded.
    versions: [Vec<(&'static str, String)>; 2],
}

fn row(name: &'static str, version: impl Fn(i64) -> Vec<(&'static str, String)>) -> Row {
    Row {
        name,
        versions: [version(1), version(2)],
    }
}

fn app(text: impl fmt::Display) -> Vec<(&'static str, String)> {
    vec![("app", format!("(ns app) {text}"))]
}

fn rows() -> Vec<Row> {
    vec![
        row("two functions", |v| {
            app(format!(
                "(defn a [] {v}) (defn b [] {v})
                 (defn ask [] (let [x (a)] (gate/gap) [x (b)]))"
            ))
        }),
        row("twenty functions between", |v| {
            let mut text = format!("(defn a [] {v}) (defn f0 [x] x)");
            for i in 1..=20 {
                let gap = if i == 10 { "(gate/gap)" } else { "" };
                text += &format!(" (defn f{i} [x] {gap} (f{} (+ x {v})))", i - 1);
            }
            // Each of the twenty adds its version.
            text += &format!(" (defn b [] {v}) (defn ask [] (let [x (a)] [x (/ (f20 0) 20) (b)]))");
            app(text)
        }),
        row("two namespaces", |v| {
            let ask = "(ns app (:require left right))
                       (defn ask [] (let [x (left/f)] (gate/gap) [x (right/f) (left/f)]))";
            vec![
                ("left", format!("(ns left) (defn f [] {v})")),
                ("right", format!("(ns right) (defn f [] {v})")),
                ("app", ask.to_string()),
            ]
        }),
        row("changed arity", |v| {
            app(if v == 1 {
                "(defn helper [x] [x 1]) (defn ask [] (gate/gap) (helper 1))"
            } else {
                "(defn helper [x y] [x y]) (defn ask [] (gate/gap) (helper 2 2))"
            })
        }),
        row("new helper", |v| {
            app(if v == 1 {
                "(defn ask [] (gate/gap) [1 1])"
            } else {
                "(declare helper) (defn ask [] (gate/gap) (helper)) (defn helper [] [2 2])"
            })
        }),
        row("data table and its reader", |v| {
            app(if v == 1 {
                "(def table {:price 1}) (defn price [t] (+ 0 (:price t)))
                 (defn ask [] (let [t table] (gate/gap) [(price t) 1]))"
            } else {
                "(def table {:cost [2]}) (defn price [t] (first (:cost t)))
                 (defn ask [] (let [t table] (gate/gap) [(price t) 2]))"
            })
        }),
        row("protocol and record", |v| {
            app(if v == 1 {
                "(defprotocol Shape (area [this]))
                 (defrecord Square [side] Shape (area [_] [side 1]))
                 (defn ask [] (let [s (->Square 1)] (gate/gap) (area s)))"
            } else {
                "(defprotocol Shape (area [this unit]))
                 (defrecord Square [unit side] Shape (area [_ n] [side n]))
                 (defn ask [] (let [s (->Square :m 2)] (gate/gap) (area s 2)))"
            })
        }),
        row("multimethod", |v| {
            app(if v == 1 {
                "(defmulti area :kind) (defmethod area :square [s] [(:side s) 1])
                 (defn ask [] (let [s {:kind :square :side 1}] (gate/gap) (area s)))"
            } else {
                "(defmulti area :shape) (defmethod area 'square [s] [(:side s) 2])
                 (defn ask [] (let [s {:shape 'square :side 2}] (gate/gap) (area s)))"
            })
        }),
    ]
}

/// What the readers of a row saw.
#[derive(Default)]
struct Seen {
    asked: AtomicU64,
    overlapping: AtomicU64,
    torn: AtomicU64,
    exceptions: AtomicU64,
    /// The first exception's text.
    example: std::sync::Mutex<Option<String>>,
}

impl Seen {
    fn count(&self, answer: &Result<Value, Error>, overlapped: bool) {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.overlapping
            .fetch_add(overlapped.into(), Ordering::Relaxed);
        match answer {
            Ok(value) => {
                let torn = !is_whole(value);
                self.torn.fetch_add(torn.into(), Ordering::Relaxed);
            }
            Err(error) => {
                self.exceptions.fetch_add(1, Ordering::Relaxed);
                let mut example = self.example.lock().expect("no reader panics here");
                example.get_or_insert_with(|| format!("{}: {}", error.class(), error.message()));
            }
        }
    }

    fn overlapping(&self) -> u64 {
        self.overlapping.load(Ordering::Relaxed)
    }

    fn damage(&self) -> u64 {
        self.torn.load(Ordering::Relaxed) + self.exceptions.load(Ordering::Relaxed)
    }
}

/// Whether an answer comes from one version: at least two numbers, all 1 or all 2.
fn is_whole(answer: &Value) -> bool {
    let numbers = items(answer);
    let first = numbers.first().and_then(Value::as_int);
    let same = numbers.iter().all(|n| n.as_int() == first);
    numbers.len() > 1 && same && matches!(first, Some(1 | 2))
}

fn items(vector: &Value) -> Vec<Value> {
    FromValue::from_value(vector.clone()).unwrap_or_default()
}

/// Asks until told to stop, in turns of the host and of the language by turns, or live. A turn
/// overlapped a publish if the world that it saw was not the newest any more at its end.
fn read(engine: &Engine, in_turns: bool, seen: &Seen, stop: &AtomicBool) {
    let mut session = engine.session();
    let generation = || engine.world().generation();
    let mut host = true;
    while !stop.load(Ordering::Relaxed) {
        host = !host;
        if !in_turns {
            let before = generation();
            let answer = session.eval("reader", "(app/ask)");
            seen.count(&answer, generation() != before);
        } else if host {
            let mut turn = engine.turn();
            let pinned = turn.world().expect("a turn has a world").generation();
            let answer = turn.call("app/ask", []);
            seen.count(&answer, generation() != pinned);
        } else {
            let text = "(turn (let [pinned (generation) answer (app/ask)]
                                [answer (not= pinned (latest generation))]))";
            let both = session.eval("reader", text).map(|both| items(&both));
            let overlapped = both.as_ref().is_ok_and(|both| both[1].truthy());
            seen.count(&both.map(|both| both[0].clone()), overlapped);
        }
    }
}

/// Publishes the two versions of a row alternately while readers ask; gives what they saw and
/// the number of publishes.
fn run(row: &Row, in_turns: bool) -> (Arc<Seen>, u64) {
    let sources = MemSources::new();
    let gate = Arc::new(Gate::default());
    let engine = Engine::builder()
        .sources(sources.clone())
        .module(gate.module())
        .build();
    let set = |version: &[(&'static str, String)]| {
        sources.set_all(version.iter().map(|(ns, text)| (*ns, text.clone())));
    };
    set(&row.versions[0]);
    engine.require("app").expect("loads");
    let seen = Arc::new(Seen::default());
    let stop = Arc::new(AtomicBool::new(false));
    let readers: Vec<_> = (0..READERS)
        .map(|_| {
            let (engine, seen, stop) = (engine.clone(), seen.clone(), stop.clone());
            std::thread::spawn(move || read(&engine, in_turns, &seen, &stop))
        })
        .collect();
    let mut publishes = 0;
    let enough = |publishes: u64| match in_turns {
        true => publishes >= PUBLISHES && seen.overlapping() >= OVERLAPPING,
        false => seen.damage() >= DAMAGE,
    };
    while !enough(publishes) && publishes < MOST_PUBLISHES {
        publishes += 1;
        gate.publish(|| {
            set(&row.versions[publishes as usize % 2]);
            let report = engine.reload("app").expect("reloads");
            assert!(report.is_some(), "each text differs from the one before");
        });
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.join().expect("a reader ends");
    }
    (seen, publishes)
}

fn line(name: &str, mode: &str, seen: &Seen, publishes: u64) -> String {
    let count = |n: &AtomicU64| n.load(Ordering::Relaxed);
    let example = seen.example.lock().expect("readers have ended").clone();
    format!(
        "| {name} | {mode} | {publishes} | {} | {} | {} | {} | {} |",
        count(&seen.asked),
        count(&seen.overlapping),
        count(&seen.torn),
        count(&seen.exceptions),
        example.unwrap_or_default()
    )
}

#[test]
fn turns_are_never_torn_and_live_calls_are() {
    let mut problems = Vec::new();
    println!("| case | asked | publishes | answers | overlapping | torn | exceptions | such as |");
    println!("|---|---|---|---|---|---|---|---|");
    for row in rows() {
        let (seen, publishes) = run(&row, true);
        let shown = line(row.name, "in turns", &seen, publishes);
        println!("{shown}");
        if seen.damage() > 0 || seen.overlapping() < OVERLAPPING {
            problems.push(shown);
        }
        let (seen, publishes) = run(&row, false);
        let shown = line(row.name, "live", &seen, publishes);
        println!("{shown}");
        if seen.damage() == 0 {
            problems.push(shown);
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}
