//! Publishing under load: what a reader notices, and what a publish costs in a large world.
//! Run with `cargo bench -p clutch-lang --bench publish`; prints tab-separated tables.

use clutch_lang::{Engine, MemSources, Value};
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long readers ask at each rate.
const LOAD: Duration = Duration::from_secs(3);

fn micros(d: Duration) -> f64 {
    d.as_secs_f64() * 1e6
}

fn median(mut runs: Vec<Duration>) -> Duration {
    runs.sort_unstable();
    runs[runs.len() / 2]
}

fn program(version: u64) -> String {
    format!(
        "(ns app) (defn a [] {version}) (defn b [] {version})
         (defn ask [] (loop [n 50 seen (a)] (if (pos? n) (recur (dec n) (max seen (a))) [seen (b)])))"
    )
}

/// Latencies of turns that ask `app/ask` while `app` is reloaded this often.
fn under_load(per_second: u64) {
    let sources = MemSources::new();
    sources.set("app", program(0));
    let engine = Engine::builder().sources(sources.clone()).build();
    engine.require("app").expect("loads");
    let stop = Arc::new(AtomicBool::new(false));
    let published = Arc::new(AtomicU64::new(0));
    let publisher = {
        let (engine, stop, published) = (engine.clone(), stop.clone(), published.clone());
        std::thread::spawn(move || {
            if per_second == 0 {
                return;
            }
            let pause = Duration::from_secs_f64(1.0 / per_second as f64);
            let mut next = Instant::now();
            while !stop.load(Ordering::Relaxed) {
                let version = published.fetch_add(1, Ordering::Relaxed) + 1;
                sources.set("app", program(version));
                engine.reload("app").expect("reloads");
                next += pause;
                std::thread::sleep(next.saturating_duration_since(Instant::now()));
            }
        })
    };
    let mut latencies = Vec::new();
    let begun = Instant::now();
    while begun.elapsed() < LOAD {
        let asked = Instant::now();
        let mut turn = engine.turn();
        black_box(turn.call("app/ask", []).expect("answers"));
        drop(turn);
        latencies.push(asked.elapsed());
    }
    let took = begun.elapsed();
    stop.store(true, Ordering::Relaxed);
    publisher.join().expect("ends");
    latencies.sort_unstable();
    let at = |part: f64| micros(latencies[((latencies.len() - 1) as f64 * part) as usize]);
    println!(
        "{per_second}\t{:.0}\t{}\t{:.1}\t{:.1}\t{:.1}\t{:.1}",
        published.load(Ordering::Relaxed) as f64 / took.as_secs_f64(),
        latencies.len(),
        at(0.5),
        at(0.99),
        at(0.999),
        at(1.0),
    );
}

/// An engine with this many namespaces of this many vars, and a small one to be reloaded.
fn world(namespaces: usize, vars: usize) -> (Engine, MemSources) {
    let sources = MemSources::new();
    let mut all = String::from("(ns all (:require");
    for n in 0..namespaces {
        let mut text = format!("(ns space{n})\n");
        for v in 0..vars {
            text.push_str(&format!("(def v{v} {v})\n"));
        }
        sources.set(&format!("space{n}"), text);
        all.push_str(&format!(" space{n}"));
    }
    all.push_str("))");
    sources.set("all", all);
    sources.set("app", program(0));
    let engine = Engine::builder().sources(sources.clone()).build();
    engine.require("all").expect("loads");
    engine.require("app").expect("loads");
    (engine, sources)
}

/// What reloading one small namespace costs in a world of this size: the publish of its
/// candidate alone, the whole reload, and one definition made live.
fn in_a_world_of(namespaces: usize, vars: usize) {
    let (engine, sources) = world(namespaces, vars / namespaces);
    let mut version = 0;
    let mut edit = || {
        version += 1;
        sources.set("app", program(version));
    };
    let mut publishes = Vec::new();
    let mut reloads = Vec::new();
    let mut defines = Vec::new();
    let mut session = engine.session();
    for n in 0..60 {
        edit();
        let staged = engine.stage("app").expect("stages");
        let begun = Instant::now();
        staged.publish().expect("publishes");
        publishes.push(begun.elapsed());
        edit();
        let begun = Instant::now();
        engine.reload("app").expect("reloads");
        reloads.push(begun.elapsed());
        let begun = Instant::now();
        let var = clutch_core::VarName::from_parts("user", "made-live");
        session
            .context()
            .set_root(var, Value::int(n))
            .expect("defines");
        defines.push(begun.elapsed());
    }
    println!(
        "{namespaces}\t{vars}\t{:.0}\t{:.0}\t{:.1}",
        micros(median(publishes)),
        micros(median(reloads)),
        micros(median(defines))
    );
}

fn main() {
    println!("asked/s\tpublishes/s\tturns\tp50 µs\tp99 µs\tp99.9 µs\tmax µs");
    for per_second in [0, 10, 1_000] {
        under_load(per_second);
    }
    println!("\nnamespaces\tvars\tpublish µs\treload µs\tdef µs");
    for namespaces in [10, 100, 1_000] {
        in_a_world_of(namespaces, 10_000);
    }
    for vars in [100, 1_000, 10_000, 100_000] {
        in_a_world_of(10, vars);
    }
}
