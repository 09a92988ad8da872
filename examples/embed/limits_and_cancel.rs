//! Limits that scripts cannot catch, and stopping one from another thread.
//!
//!     cargo run -p clutch-examples-embed --example limits_and_cancel

#![allow(
    clippy::field_reassign_with_default,
    reason = "limits are set one by one, as a host would"
)]

use clutch_lang::{Engine, Error, Kind, Limits};
use std::time::Duration;

/// Runs a text under limits; it tries to catch everything.
fn limited(limits: Limits, text: &str) {
    let engine = Engine::builder().limits(limits).build();
    let greedy = format!("(try {text} (catch Throwable _ :caught))");
    let error = engine.run_script("greedy.clj", &greedy);
    let error = error.expect_err("limited");
    println!("{text}: {}", error.message());
    assert_eq!(error.kind(), Kind::Limit);
}

pub(crate) fn main() -> Result<(), Error> {
    let mut limits = Limits::default();
    limits.fuel = Some(10_000);
    limited(limits.clone(), "(loop [] (recur))");
    limits.fuel = None;
    limits.time = Some(Duration::from_millis(50));
    limited(limits.clone(), "(count (iterate inc 0))");
    limits.time = None;
    limits.memory = Some(10_000_000);
    limited(limits.clone(), "(loop [v []] (recur (conj v (str v))))");
    limited(limits.clone(), "(vec (repeat 1))");

    // Calls that are too deep are an ordinary error of the program.
    limits.depth = Some(500);
    let engine = Engine::builder().limits(limits).build();
    let text = "(ns deep) (defn down [n] (if (pos? n) (inc (down (dec n))) 0))";
    engine.run_script("deep.clj", text)?;
    assert_eq!(engine.invoke::<i64>("deep/down", (100,))?, 100);
    let error = engine.invoke::<i64>("deep/down", (1000,));
    let error = error.expect_err("too deep");
    println!("{}", error.class());
    assert_eq!(error.class(), "java.lang.StackOverflowError");

    // Stopped from another thread, even while it sleeps; the turn can go on.
    let mut turn = engine.turn();
    let canceller = turn.canceller();
    let watchdog = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        canceller.cancel();
    });
    let error = turn.eval("sleep.clj", "(Thread/sleep 60000)");
    assert_eq!(error.expect_err("cancelled").kind(), Kind::Cancelled);
    watchdog.join().expect("the watchdog ends");
    assert_eq!(turn.invoke::<i64>("deep/down", (7,))?, 7);
    println!("stopped, and went on");
    Ok(())
}
