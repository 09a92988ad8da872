//! Limits that scripts cannot catch, and stopping one from another thread.
//!
//!     cargo run -p clutch-examples-embed --example limits_and_cancel

use clutch_lang::{Engine, Error, Kind, Limits};
use std::time::Duration;

/// Runs a text under limits, inside of a script that tries to catch everything.
fn limited(limits: Limits, text: &str) -> Error {
    let engine = Engine::builder().limits(limits).build();
    let greedy = format!("(try {text} (catch Throwable _ :caught))");
    let error = engine
        .run_script("greedy.clj", &greedy)
        .expect_err("limited");
    println!("{:?}: {}", error.kind(), error.message());
    error
}

pub(crate) fn main() -> Result<(), Error> {
    let none = Limits::default;
    let fuel = Limits {
        fuel: Some(10_000),
        ..none()
    };
    assert_eq!(limited(fuel, "(loop [] (recur))").kind(), Kind::Limit);
    let time = Limits {
        time: Some(Duration::from_millis(50)),
        ..none()
    };
    assert_eq!(limited(time, "(count (iterate inc 0))").kind(), Kind::Limit);
    let memory = Limits {
        memory: Some(10_000_000),
        ..none()
    };
    assert_eq!(limited(memory, "(vec (repeat [1 2]))").kind(), Kind::Limit);

    // The depth of calls is an ordinary error of the program: it may catch it and go on.
    let engine = Engine::builder()
        .limits(Limits {
            depth: Some(500),
            ..none()
        })
        .build();
    engine.run_script(
        "deep.clj",
        "(ns deep) (defn down [n] (if (pos? n) (inc (down (dec n))) 0))",
    )?;
    assert_eq!(engine.invoke::<i64>("deep/down", (100,))?, 100);
    let error = engine
        .invoke::<i64>("deep/down", (1000,))
        .expect_err("too deep");
    println!("{}", error.class());
    assert_eq!(error.class(), "java.lang.StackOverflowError");

    // Stopped from another thread, even while it sleeps; the engine goes on.
    let mut turn = engine.turn();
    let canceller = turn.canceller();
    let watchdog = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(20));
        canceller.cancel();
    });
    let error = turn
        .eval("sleep.clj", "(Thread/sleep 60000)")
        .expect_err("cancelled");
    watchdog.join().expect("the watchdog ends");
    println!("{:?}", error.kind());
    assert_eq!(error.kind(), Kind::Cancelled);
    assert_eq!(turn.invoke::<i64>("deep/down", (7,))?, 7);
    Ok(())
}
