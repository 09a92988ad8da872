//! Torn reads: four threads keep asking a program that is reloaded a thousand times.
//!
//! Each row is a program in two versions whose answer is a vector of equal numbers. An answer
//! that is not, is torn: it was put together by both versions. A row counts the turns during
//! which a publish happened, and goes on until there were enough of them. Its control asks the
//! same program without turns and must show damage, or the row would prove nothing.
//!
//! The rows are those of four tables that were measured with other systems: reloading one by one
//! (T1), building from nothing (T2), atomic loads of modules (T3), one pointer swap (T4). With
//! `FULL=1` the controls go on as long as the rows do, for comparison; `just torn` prints it all.

use crate::gate::Gate;
use clutch_lang::{Caps, Engine, Error, FromValue, MemSources, Value};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

const READERS: usize = 4;
const PUBLISHES: u64 = 1_000;
const OVERLAPPING: u64 = 1_000;
/// A row that has not seen enough overlapping turns by then fails.
const MOST_PUBLISHES: u64 = 10_000;
/// Damage that is enough for a control.
const DAMAGE: u64 = 20;

/// A program: `app/ask` answers a vector of equal numbers, whichever version runs.
struct Row {
    name: &'static str,
    /// Texts of version 1 and 2 by namespace. `app` is what is reloaded.
    versions: [Vec<(&'static str, String)>; 2],
    how: How,
    /// What the live control must show.
    control: Control,
}

/// How a version is published.
#[derive(Clone, Copy, PartialEq)]
enum How {
    /// `(require 'app :reload)`.
    Reload,
    /// Everything anew, also what has not changed.
    FromNothing,
}

#[derive(Clone, Copy, PartialEq)]
enum Control {
    /// The gap is held open: damage must show.
    Damage,
    /// Nothing is between the reads: how many turns overlap a publish, and what shows live, is luck.
    Luck,
}

fn row(name: &'static str, version: impl Fn(i64) -> Vec<(&'static str, String)>) -> Row {
    Row {
        name,
        versions: [version(1), version(2)],
        how: How::Reload,
        control: Control::Damage,
    }
}

impl Row {
    fn built_anew(self) -> Row {
        Row {
            how: How::FromNothing,
            ..self
        }
    }

    fn by_luck(self) -> Row {
        Row {
            control: Control::Luck,
            ..self
        }
    }

    /// Whether the program calls the gate.
    fn has_gap(&self) -> bool {
        let texts = self.versions.iter().flatten();
        texts.into_iter().any(|(_, text)| text.contains("gate/gap"))
    }
}

fn app(text: impl fmt::Display) -> Vec<(&'static str, String)> {
    vec![("app", format!("(ns app) {text}"))]
}

/// Two functions, with this between their calls.
fn two_functions(name: &'static str, between: &'static str) -> Row {
    row(name, move |v| {
        app(format!(
            "(defn a [] {v}) (defn b [] {v}) (defn ask [] (let [x (a)] {between} [x (b)]))"
        ))
    })
}

/// Two namespaces; `ask` is the body of the question.
fn two_namespaces(name: &'static str, ask: &'static str) -> Row {
    row(name, move |v| {
        vec![
            ("left", format!("(ns left) (defn f [] {v})")),
            ("right", format!("(ns right) (defn f [] {v})")),
            (
                "app",
                format!("(ns app (:require left right)) (defn ask [] {ask})"),
            ),
        ]
    })
}

/// One namespace after the other, as `:reload` is used from day to day.
fn reloads() -> Vec<Row> {
    vec![
        two_functions("a and b next to each other", "(gate/gap)"),
        row("20 functions between them", |v| {
            let mut text = format!("(defn a [] {v}) (defn f0 [x] x)");
            for i in 1..=20 {
                let gap = if i == 10 { "(gate/gap)" } else { "" };
                text += &format!(" (defn f{i} [x] {gap} (f{} (+ x {v})))", i - 1);
            }
            // Each of the twenty adds its version.
            text += &format!(" (defn b [] {v}) (defn ask [] (let [x (a)] [x (/ (f20 0) 20) (b)]))");
            app(text)
        }),
        row("one request calling a twice, 50 µs apart", |v| {
            app(format!(
                "(defn a [] {v}) (defn ask [] (let [x (a)] (gate/rest) [x (a)]))"
            ))
        }),
        two_namespaces(
            "two namespaces",
            "(let [x (left/f)] (gate/gap) [x (right/f) (left/f)])",
        ),
        row("arity of a helper changes with its caller", |v| {
            app(if v == 1 {
                "(defn helper [x] [x 1]) (defn ask [] (gate/gap) (helper 1))"
            } else {
                "(defn helper [x y] [x y]) (defn ask [] (gate/gap) (helper 2 2))"
            })
        }),
        row("new helper declared above, defined below", |v| {
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
        row("protocol + record", |v| {
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
        row("defmulti with the reset trick", |v| {
            app(if v == 1 {
                "(def area nil) (defmulti area :kind) (defmethod area :square [s] [(:side s) 1])
                 (defn ask [] (let [s {:kind :square :side 1}] (gate/gap) (area s)))"
            } else {
                "(def area nil) (defmulti area :shape) (defmethod area 'square [s] [(:side s) 2])
                 (defn ask [] (let [s {:shape 'square :side 2}] (gate/gap) (area s)))"
            })
        }),
    ]
}

/// What unloading tools do: the namespaces are gone and made anew.
fn from_nothing() -> Vec<Row> {
    vec![
        two_functions("one namespace", "(gate/gap)").built_anew(),
        two_namespaces(
            "two namespaces",
            "(let [x (left/f)] (gate/gap) [x (right/f) (left/f)])",
        )
        .built_anew(),
    ]
}

/// What a system with atomic module loads does and does not promise.
fn modules() -> Vec<Row> {
    vec![
        two_functions("one module, a then b", "").by_luck(),
        two_functions("one module, work between a and b", "(gate/gap)"),
        two_namespaces("two modules, atomic load", "[(left/f) (right/f)]").by_luck(),
        two_namespaces(
            "two modules, work after the call of the other",
            "(let [x (right/f) y (left/f)] (gate/gap) [x y])",
        )
        .by_luck(),
        two_namespaces(
            "two modules, work before the call of the other",
            "(let [x (left/f)] (gate/gap) [x (right/f)])",
        ),
    ]
}

fn pointer_swap() -> Vec<Row> {
    vec![
        two_functions("no pause between", "").by_luck(),
        two_functions("50 µs asked between", "(gate/rest)"),
    ]
}

/// What the readers of a row saw.
#[derive(Default)]
struct Seen {
    asked: AtomicU64,
    overlapping: AtomicU64,
    torn: AtomicU64,
    exceptions: AtomicU64,
    /// Publishes so far.
    publishes: AtomicU64,
    /// Publishes during which something was wrong.
    bad: Mutex<BTreeSet<u64>>,
    /// The first exception's text.
    example: Mutex<Option<String>>,
}

impl Seen {
    fn count(&self, answer: &Result<Value, Error>, overlapped: bool) {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.overlapping
            .fetch_add(overlapped.into(), Ordering::Relaxed);
        if !answer.as_ref().is_ok_and(is_whole) {
            let during = self.publishes.load(Ordering::Relaxed);
            self.bad
                .lock()
                .expect("no reader panics here")
                .insert(during);
        }
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

/// Publishes the two versions of a row alternately while readers ask; gives what they saw.
fn run(row: &Row, in_turns: bool) -> Arc<Seen> {
    let full = std::env::var_os("FULL").is_some();
    let sources = MemSources::new();
    let gate = Arc::new(Gate::default());
    // A strict engine would refuse the record's other fields without a migration.
    let engine = Engine::builder()
        .lenient()
        .caps(Caps::ALL)
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
    let mut publisher = engine.session();
    let mut publishes = 0;
    let enough = |publishes: u64| match in_turns {
        true if row.control == Control::Luck => publishes >= PUBLISHES,
        true => publishes >= PUBLISHES && seen.overlapping() >= OVERLAPPING,
        false if full || row.control == Control::Luck => publishes >= PUBLISHES,
        false => seen.damage() >= DAMAGE,
    };
    while !enough(publishes) && publishes < MOST_PUBLISHES {
        publishes += 1;
        let mut publish = || {
            let before = engine.world().generation();
            set(&row.versions[publishes as usize % 2]);
            let text = match row.how {
                How::Reload => "(require 'app :reload)",
                How::FromNothing => "(require 'app :reload-all :clean)",
            };
            publisher.eval("publisher", text).expect("reloads");
            assert_eq!(engine.world().generation(), before + 1, "one publish");
            seen.publishes.store(publishes, Ordering::Relaxed);
        };
        match row.has_gap() {
            true => gate.publish(publish),
            false => publish(),
        }
    }
    stop.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.join().expect("a reader ends");
    }
    seen
}

fn line(name: &str, mode: &str, seen: &Seen) -> String {
    let count = |n: &AtomicU64| n.load(Ordering::Relaxed);
    let example = seen.example.lock().expect("readers have ended").clone();
    let bad = seen.bad.lock().expect("readers have ended").len();
    format!(
        "| {name} | {mode} | {bad} of {} | {} | {} | {} | {} | {} |",
        count(&seen.publishes),
        count(&seen.asked) - seen.damage(),
        count(&seen.overlapping),
        count(&seen.torn),
        count(&seen.exceptions),
        example.unwrap_or_default()
    )
}

/// Runs a table: in turns nothing may be wrong, and the control must show why that is something.
fn check(table: &str, rows: Vec<Row>) {
    let mut problems = Vec::new();
    let mut shown = format!(
        "\n{table}\n\n| case | asked | bad publishes | consistent | overlapping | torn | exceptions | such as |\n\
         |---|---|---|---|---|---|---|---|\n"
    );
    for row in rows {
        let seen = run(&row, true);
        let in_turns = line(row.name, "in turns", &seen);
        let wanted = match row.control {
            Control::Damage => OVERLAPPING,
            Control::Luck => 1,
        };
        if seen.damage() > 0 || seen.overlapping() < wanted {
            problems.push(in_turns.clone());
        }
        let seen = run(&row, false);
        let live = line(row.name, "live", &seen);
        if seen.damage() == 0 && row.control == Control::Damage {
            problems.push(live.clone());
        }
        shown += &format!("{in_turns}\n{live}\n");
    }
    println!("{shown}");
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// S29, S30, S31, S32, S33, S34, S35, S37: requests in turns see one version, whatever changed
/// with it; the same requests without turns are torn or fail.
#[test]
fn requests_in_turns_are_never_torn_by_a_reload() {
    check("T1: (require 'app :reload)", reloads());
}

/// S38: building namespaces from nothing is a publish like any other: no turn finds them gone.
#[test]
fn turns_never_find_a_namespace_gone_that_is_built_from_nothing() {
    check("T2: everything built from nothing", from_nothing());
}

/// S31: over two namespaces a turn is of one version, wherever the work is.
#[test]
fn work_before_or_after_the_call_of_another_namespace_makes_no_difference_to_turns() {
    check("T3: modules", modules());
}

/// S30: what one swap alone cannot do: two reads with a pause between them.
#[test]
fn one_swap_is_enough_for_turns_and_not_for_live_reads() {
    check("T4: one swap", pointer_swap());
}
