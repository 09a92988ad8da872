//! Two publishers at once: never a mix of both, and whoever loses is told.

use clutch_lang::{Caps, Engine, Error, MemSources, Module};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

const ROUNDS: usize = 1_000;

fn text(version: usize) -> String {
    format!("(ns app) (defn a [] {version}) (defn b [] {version}) (defn both [] [(a) (b)])")
}

/// What came of one publisher's reload.
#[derive(Debug)]
enum Outcome {
    /// The generation that it made.
    Published(u64),
    /// The text that it read was loaded already.
    Nothing,
    Refused(String),
}

/// Reloads; with a barrier, both have staged before one publishes.
fn reload(engine: &Engine, both_staged: Option<&Barrier>) -> Result<Outcome, Error> {
    let staged = engine.stage("app")?;
    if let Some(barrier) = both_staged {
        barrier.wait();
    }
    match staged.publish() {
        Ok(Some(publication)) => Ok(Outcome::Published(publication.to)),
        Ok(None) => Ok(Outcome::Nothing),
        Err(e) if e.code() == "reload/conflict" => Ok(Outcome::Refused(e.message().to_string())),
        Err(e) => Err(e),
    }
}

/// S115: two threads edit and reload one namespace a thousand times, in every second round from
/// one base: what runs is never a mix, and a publisher that was overtaken is refused with the
/// names.
#[test]
fn two_publishers_of_one_namespace_never_leave_a_mix_and_the_loser_is_told() {
    let sources = MemSources::new();
    sources.set("app", text(0));
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources.clone())
        .build();
    engine.require("app").expect("loads");
    let start = Arc::new(Barrier::new(2));
    let staged = Arc::new(Barrier::new(2));
    let end = Arc::new(Barrier::new(2));
    let (mut refused, mut published, mut nothing) = (0, 0, 0);
    std::thread::scope(|scope| {
        let publisher = |who: usize| {
            let (engine, sources) = (engine.clone(), sources.clone());
            let (start, staged, end) = (start.clone(), staged.clone(), end.clone());
            scope.spawn(move || {
                let mut outcomes = Vec::with_capacity(ROUNDS);
                let mut worlds = Vec::with_capacity(ROUNDS);
                for round in 0..ROUNDS {
                    start.wait();
                    sources.set("app", text(2 * round + who));
                    let meet = (round % 2 == 0).then_some(&*staged);
                    outcomes.push(reload(&engine, meet).expect("no other error"));
                    end.wait();
                    worlds.push(engine.invoke::<Vec<i64>>("app/both", ()).expect("runs"));
                }
                (outcomes, worlds)
            })
        };
        let (one, two) = (publisher(1), publisher(2));
        let (one, two) = (one.join().expect("ends"), two.join().expect("ends"));
        for (round, (a, b)) in one.0.iter().zip(&two.0).enumerate() {
            for outcome in [a, b] {
                match outcome {
                    Outcome::Published(_) => published += 1,
                    Outcome::Nothing => nothing += 1,
                    Outcome::Refused(message) => {
                        refused += 1;
                        assert!(message.contains("app/a"), "round {round}: {message}");
                    }
                }
            }
            let pair = (a, b);
            let lost = [a, b].iter().any(|o| matches!(o, Outcome::Refused(_)));
            assert!(lost || round % 2 == 1, "round {round}: both had one base");
            assert!(
                !matches!(pair, (Outcome::Refused(_), Outcome::Refused(_))),
                "round {round}: somebody gets through: {pair:?}"
            );
            if let (Outcome::Published(a), Outcome::Published(b)) = pair {
                assert_ne!(a, b, "round {round}: each publish has its generation");
            }
        }
        for (round, seen) in one.1.iter().chain(&two.1).enumerate() {
            assert_eq!(seen[0], seen[1], "a mix after round {}", round % ROUNDS);
        }
    });
    println!(
        "two publishers, {ROUNDS} rounds: {published} published, {refused} refused, {nothing} had nothing to do"
    );
    assert!(published >= ROUNDS && refused >= ROUNDS / 2, "they do meet");
}

/// S117: a thousand first loads, each asked for by four threads at the same moment, by `require`
/// and by `requiring-resolve`: each namespace is loaded once, and nobody sees a half of it.
#[test]
fn a_thousand_first_loads_that_four_threads_race_for_happen_once_each() {
    let sources = MemSources::new();
    for n in 0..ROUNDS {
        sources.set(
            &format!("lib{n}"),
            format!("(ns lib{n}) (host/count) (defn f [] :half) (host/slow) (defn f [] :whole)"),
        );
    }
    let loads = Arc::new(AtomicUsize::new(0));
    let count = loads.clone();
    let host = Module::new("host")
        .function("count", "Counts.", move || {
            count.fetch_add(1, Ordering::Relaxed);
        })
        .function("slow", "Lets others run.", std::thread::yield_now);
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources)
        .module(host)
        .build();
    let start = Arc::new(Barrier::new(4));
    std::thread::scope(|scope| {
        for who in 0..4 {
            let (engine, start) = (engine.clone(), start.clone());
            scope.spawn(move || {
                let mut session = engine.session();
                for n in 0..ROUNDS {
                    start.wait();
                    let text = match who % 2 {
                        0 => format!("(require 'lib{n}) (lib{n}/f)"),
                        _ => format!("((requiring-resolve 'lib{n}/f))"),
                    };
                    let seen = session.eval("racer", &text).expect("loads");
                    assert_eq!(format!("{seen:?}"), ":whole", "round {n}");
                }
            });
        }
    });
    assert_eq!(loads.load(Ordering::Relaxed), ROUNDS);
}
