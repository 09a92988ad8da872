//! Torn reads: four threads keep asking a program that is reloaded a thousand times.
//!
//! Each row is a program in two versions whose answer is a vector of equal numbers. An answer
//! that is not, is torn: it was put together by both versions. A row counts the turns during
//! which a publish happened, and goes on until there were enough of them, and enough publishes.
//! Its control asks the same program without turns and must show damage, or the row would prove
//! nothing.
//!
//! Most programs let a publish happen between two of their reads ([`Gate`]). Where nothing is
//! between them, a turn asks many times, and whether a publish falls into it is left to luck; but
//! a row is not done before it did often enough.
//!
//! The rows are those of four tables that were measured with other systems: reloading one by one
//! (T1), building from nothing (T2), atomic loads of modules (T3), one pointer swap (T4). With
//! `FULL=1` each row has a thousand publishes and a thousand turns that overlapped one, and the
//! controls go on as long; `just torn` prints it all.

use crate::gate::Gate;
use clutch_lang::{Caps, Engine, Error, FromValue, MemSources, Value};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

const READERS: usize = 4;
/// How often a turn asks a program that lets nothing happen between its reads.
const ASKS: usize = 50;

/// How long a row goes on.
struct Bar {
    publishes: u64,
    /// Turns during which something was published.
    overlapping: u64,
    /// A row that has not reached the bar by then fails.
    most_publishes: u64,
    /// Publishes of a control that has shown damage.
    control: u64,
}

impl Bar {
    fn new() -> Bar {
        match std::env::var_os("FULL") {
            Some(_) => Bar {
                publishes: 1_000,
                overlapping: 1_000,
                most_publishes: 50_000,
                control: 1_000,
            },
            None => Bar {
                publishes: 200,
                overlapping: 200,
                most_publishes: 50_000,
                control: 1,
            },
        }
    }
}

/// Damage that is enough for a control: where the gap is held open, and where it is luck.
const DAMAGE: u64 = 20;
const SOME_DAMAGE: u64 = 1;

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
    /// Each namespace in a publish of its own: not atomic, so not even turns are whole.
    OneByOne,
}

impl How {
    /// The publishes that bring a version.
    fn publishes(self) -> &'static [&'static str] {
        match self {
            How::Reload => &["(require 'app :reload)"],
            How::FromNothing => &["(require 'app :reload-all :clean)"],
            How::OneByOne => &["(require 'left :reload)", "(require 'right :reload)"],
        }
    }
}

/// What is expected of the answers of a row.
#[derive(Clone, Copy, PartialEq)]
enum Control {
    /// Turns are whole, and without turns damage shows.
    Damage,
    /// Nothing is read after the gap, so that the atomic load alone is enough.
    NothingReadAfter,
    /// Damage shows with turns and without.
    DamageInTurns,
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

    /// Its reads are before the gap.
    fn read_before_the_gap(self) -> Row {
        Row {
            control: Control::NothingReadAfter,
            ..self
        }
    }

    fn loaded_one_by_one(self) -> Row {
        Row {
            how: How::OneByOne,
            control: Control::DamageInTurns,
            ..self
        }
    }

    /// Whether the program calls this.
    fn calls(&self, what: &str) -> bool {
        let texts = self.versions.iter().flatten();
        texts.into_iter().any(|(_, text)| text.contains(what))
    }

    fn has_gap(&self) -> bool {
        self.calls("gate/gap")
    }

    /// How often a turn asks.
    fn asks(&self) -> usize {
        if self.calls("gate/") { 1 } else { ASKS }
    }

    fn damage_wanted(&self) -> u64 {
        match self.control {
            Control::NothingReadAfter => 0,
            _ if self.calls("gate/") => DAMAGE,
            _ => SOME_DAMAGE,
        }
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
    let work_after = "(let [x (right/f) y (left/f)] (gate/gap) [x y])";
    vec![
        two_functions("one module, a then b", ""),
        two_functions("one module, work between a and b", "(gate/gap)"),
        two_namespaces("two modules, atomic load", "[(left/f) (right/f)]"),
        two_namespaces("two modules, work after the call of the other", work_after)
            .read_before_the_gap(),
        two_namespaces("the same, loaded one after the other", work_after).loaded_one_by_one(),
        two_namespaces(
            "two modules, work before the call of the other",
            "(let [x (left/f)] (gate/gap) [x (right/f)])",
        ),
    ]
}

fn pointer_swap() -> Vec<Row> {
    vec![
        two_functions("no pause between", ""),
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
    fn count(&self, answer: &Result<Vec<Value>, Error>, overlapped: bool) {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.overlapping
            .fetch_add(overlapped.into(), Ordering::Relaxed);
        if !answer.as_ref().is_ok_and(|numbers| is_whole(numbers)) {
            let during = self.publishes.load(Ordering::Relaxed);
            self.bad
                .lock()
                .expect("no reader panics here")
                .insert(during);
        }
        match answer {
            Ok(numbers) => {
                let torn = !is_whole(numbers);
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
fn is_whole(numbers: &[Value]) -> bool {
    let first = numbers.first().and_then(Value::as_int);
    let same = numbers.iter().all(|n| n.as_int() == first);
    numbers.len() > 1 && same && matches!(first, Some(1 | 2))
}

fn items(vector: &Value) -> Vec<Value> {
    FromValue::from_value(vector.clone()).unwrap_or_default()
}

/// Asks until told to stop, in turns of the host and of the language by turns, or live. A turn
/// overlapped a publish if the world that it saw was not the newest any more at its end; what is
/// asked live did if the newest world was another one before and after.
fn read(engine: &Engine, row: &Row, in_turns: bool, seen: &Seen, stop: &AtomicBool) {
    let mut session = engine.session();
    let generation = || engine.world().generation();
    let asks = row.asks();
    let in_a_turn = format!(
        "(turn (let [pinned (generation)
                     answer (reduce (fn [all _] (into all (app/ask))) [] (range {asks}))]
                 [answer (not= pinned (latest generation))]))"
    );
    let live = format!(
        "(mapv (fn [_] (let [before (latest generation) answer (app/ask)]
                         [answer (not= before (latest generation))]))
               (range {asks}))"
    );
    let answer_and_overlap = |both: &Value| {
        let both = items(both);
        (items(&both[0]), both[1].truthy())
    };
    let mut host = true;
    while !stop.load(Ordering::Relaxed) {
        host = !host;
        let before = generation();
        if in_turns && host {
            let mut turn = engine.turn();
            let pinned = turn.world().expect("a turn has a world").generation();
            let answers = (0..asks).map(|_| turn.call("app/ask", []).map(|a| items(&a)));
            let answer: Result<Vec<_>, _> = answers.collect();
            seen.count(&answer.map(|all| all.concat()), generation() != pinned);
            continue;
        }
        let text = if in_turns { &in_a_turn } else { &live };
        match session.eval("reader", text) {
            Err(error) => seen.count(&Err(error), generation() != before),
            Ok(both) if in_turns => {
                let (answer, overlapped) = answer_and_overlap(&both);
                seen.count(&Ok(answer), overlapped);
            }
            Ok(all) => {
                for (answer, overlapped) in items(&all).iter().map(answer_and_overlap) {
                    seen.count(&Ok(answer), overlapped);
                }
            }
        }
    }
}

/// Publishes the two versions of a row alternately while readers ask; gives what they saw.
fn run(row: &Arc<Row>, in_turns: bool, bar: &Bar) -> Arc<Seen> {
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
            let (engine, row) = (engine.clone(), row.clone());
            let (seen, stop) = (seen.clone(), stop.clone());
            std::thread::spawn(move || read(&engine, &row, in_turns, &seen, &stop))
        })
        .collect();
    let mut publisher = engine.session();
    let mut publishes = 0;
    let control = match row.control {
        Control::NothingReadAfter => bar.publishes,
        _ => bar.control,
    };
    let enough = |publishes: u64| match in_turns {
        true => publishes >= bar.publishes && seen.overlapping() >= bar.overlapping,
        false => publishes >= control && seen.damage() >= row.damage_wanted(),
    };
    while !enough(publishes) && publishes < bar.most_publishes {
        publishes += 1;
        set(&row.versions[publishes as usize % 2]);
        for text in row.how.publishes() {
            let mut publish = || {
                let before = engine.world().generation();
                publisher.eval("publisher", text).expect("reloads");
                assert_eq!(engine.world().generation(), before + 1, "one publish");
                seen.publishes.store(publishes, Ordering::Relaxed);
            };
            match row.has_gap() {
                true => gate.publish(publish),
                false => publish(),
            }
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
    let bar = Bar::new();
    let mut problems = Vec::new();
    let mut shown = format!(
        "\n{table}\n\n| case | asked | bad publishes | consistent | overlapping | torn | exceptions | such as |\n\
         |---|---|---|---|---|---|---|---|\n"
    );
    for row in rows.into_iter().map(Arc::new) {
        let turns_are_whole = row.control != Control::DamageInTurns;
        let seen = run(&row, true, &bar);
        let in_turns = line(row.name, "in turns", &seen);
        if (seen.damage() == 0) != turns_are_whole || seen.overlapping() < bar.overlapping {
            problems.push(in_turns.clone());
        }
        let seen = run(&row, false, &bar);
        let live = line(row.name, "live", &seen);
        if seen.damage() < row.damage_wanted() {
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
