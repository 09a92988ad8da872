//! A small server that is changed while it serves: requests are turns on several threads, the
//! operator stages, looks, publishes, tries on live work, and goes back. No request ever sees half
//! of a change, and none is lost.
//!
//!     cargo run -p clutch-examples-embed --example server_under_load

use clutch_lang::{Caps, Engine, Error, MemSources, PublishOptions, ReloadOptions, WorkerState};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Prices are in one currency in `shop.price` and are shown in it by `shop.page`: a page that was
/// made from both versions shows dollars as euros.
fn price(rate: i64, currency: &str) -> String {
    format!(
        "(ns shop.price)
         (def rate {rate})
         (def currency {currency:?})
         (defn of [item] (* rate (count item)))"
    )
}

const PAGE: &str = r#"
(ns shop.page (:require [shop.price :as price]))
(defonce served (atom 0))
(defn page [item]
  (swap! served inc)
  (str item ": " (price/of item) " " price/currency))
"#;

/// Answers requests until it is told to stop; gives every page that is of no version.
fn serve(engine: &Engine, stop: &AtomicBool, served: &AtomicUsize, wrong: &Mutex<Vec<String>>) {
    while !stop.load(Ordering::Relaxed) {
        // A turn for each request: it sees one version, whatever is published meanwhile.
        let page = engine.invoke::<String>("shop.page/page", ("teapot",));
        served.fetch_add(1, Ordering::Relaxed);
        match page {
            Ok(page) if page == "teapot: 60 EUR" || page == "teapot: 66 USD" => {}
            Ok(page) => wrong.lock().expect("not poisoned").push(page),
            Err(error) => wrong.lock().expect("not poisoned").push(error.to_string()),
        }
    }
}

/// Waits for some more requests, so that each step happens under load.
fn under_load(served: &AtomicUsize) {
    let (before, begun) = (served.load(Ordering::Relaxed), Instant::now());
    while served.load(Ordering::Relaxed) < before + 50 && begun.elapsed().as_secs() < 60 {
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Ends the serving threads, whatever happens.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

fn operate(engine: &Engine, sources: &MemSources, served: &AtomicUsize) -> Result<(), Error> {
    let first = engine.world().generation();
    under_load(served);

    // A new price list, looked at before it is published. Who changes it is on record.
    sources.set("shop.price", price(11, "USD"));
    let options = ReloadOptions {
        by: Some("operator".to_string()),
        ..ReloadOptions::default()
    };
    let staged = engine.stage_with(&["shop.price"], &options)?;
    println!("{}", staged.report());
    let changed = staged.report().difference.changed;
    assert!(
        changed
            .iter()
            .any(|var| var.to_string() == "shop.price/rate")
    );

    // A third of the requests try it.
    staged.route_turns(0.34)?;
    under_load(served);
    let trial = engine.route_report().expect("turns are routed");
    println!(
        "on trial: {} requests, {} failed; current: {} requests, {} failed",
        trial.candidate.0, trial.candidate.1, trial.current.0, trial.current.1
    );
    assert!(trial.candidate.0 > 0 && trial.candidate.1 == 0);

    // Promoted, as soon as no request runs.
    let options = PublishOptions {
        drain: Some(Duration::from_secs(30)),
        ..PublishOptions::default()
    };
    let report = staged.publish_with(options)?.expect("something changed");
    println!("{report}");
    assert_eq!(report.by.as_deref(), Some("operator"));
    assert!(engine.route_report().is_none());
    under_load(served);

    // What would break the page is refused, and says whom; requests do not notice.
    sources.set("shop.price", "(ns shop.price) (def rate 1)");
    let refused = engine.reload("shop.price").expect_err("page uses it");
    println!("refused: {} [{}]", refused.message(), refused.code());
    assert_eq!(refused.code(), "reload/broken-link");
    assert!(refused.data().is_some(), "the links as data");
    under_load(served);

    // What never ends is given up.
    sources.set("shop.price", "(ns shop.price) (loop [] (recur))");
    let options = ReloadOptions {
        budget: Some(clutch_lang::Budget {
            time: Some(Duration::from_millis(50)),
            ..clutch_lang::Budget::NONE
        }),
        ..ReloadOptions::default()
    };
    let given_up = engine
        .reload_with(&["shop.price"], &options)
        .expect_err("has no end");
    println!("refused: {} [{}]", given_up.message(), given_up.code());

    // What runs and what is written differ now: the sources say so.
    let drift = engine.drift()?;
    let price_list = drift.iter().find(|d| d.ns.name() == "shop.price");
    println!("drift: {price_list:?}");
    assert_eq!(
        price_list.map(|d| d.file),
        Some(clutch_lang::FileState::Changed)
    );

    // A worker comes with a publish and goes when it is told to.
    sources.set(
        "shop.clean",
        "(ns shop.clean) (defworker sweep (fn [] (Thread/sleep 1)))",
    );
    engine.require("shop.clean")?;
    under_load(served);
    assert!(engine.stop_worker("shop.clean/sweep")?);
    while matches!(engine.workers()[0].state, WorkerState::Running) {
        std::thread::sleep(Duration::from_millis(1));
    }
    println!("worker: {:?}", engine.workers()[0].state);

    // Back to the first price list: a new generation with the old content.
    let back = engine.rollback(first)?;
    under_load(served);
    println!("generation {back} is generation {first} again");
    assert_eq!(engine.invoke::<i64>("shop.price/of", ("teapot",))?, 60);
    for entry in engine.history() {
        println!("  {} {}", entry.generation, entry.what);
    }
    Ok(())
}

pub(crate) fn main() -> Result<(), Error> {
    let sources = MemSources::new();
    sources.set("shop.price", price(10, "EUR"));
    sources.set("shop.page", PAGE);
    let caps = Caps {
        threads: true,
        ..Caps::NONE
    };
    let engine = Engine::builder()
        .sources(sources.clone())
        .caps(caps)
        .build();
    engine.require("shop.page")?;

    let (stop, served) = (AtomicBool::new(false), AtomicUsize::new(0));
    let wrong = Mutex::new(Vec::new());
    let result = std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| serve(&engine, &stop, &served, &wrong));
        }
        let _end = End(&stop);
        operate(&engine, &sources, &served)
    });
    result?;
    let wrong = wrong.into_inner().expect("not poisoned");
    println!(
        "{} requests, {} of them wrong",
        served.into_inner(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{:?}", wrong.first());
    Ok(())
}
