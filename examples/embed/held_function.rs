//! Functions that a host holds: late-bound ones follow reloads, pinned ones stay what they were.
//!
//!     cargo run -p clutch-examples-embed --example held_function

use clutch_lang::{Engine, Error, Link, MemSources, Value};

pub(crate) fn main() -> Result<(), Error> {
    let sources = MemSources::new();
    let version = |n: i64| format!("(ns rules) (def factor {n}) (defn score [x] (* x factor))");
    sources.set("rules", version(2));
    let engine = Engine::builder().sources(sources.clone()).build();
    engine.require("rules")?;

    let late = engine.func("rules/score", Link::Late)?;
    let pinned = engine.func("rules/score", Link::Pinned)?;
    let mut game = engine.turn();

    sources.set("rules", version(3));
    engine.reload("rules")?;

    let score = |f: &clutch_lang::Func, turn: &mut clutch_lang::Turn| {
        f.call(turn, [Value::int(10)]).map(|v| v.as_int())
    };
    // A late-bound function is looked up in the world of the turn that calls it.
    assert_eq!(score(&late, &mut engine.turn())?, Some(30));
    assert_eq!(score(&late, &mut game)?, Some(20));
    // A pinned one brings its world, with everything that it uses.
    assert_eq!(score(&pinned, &mut engine.turn())?, Some(20));
    println!(
        "pinned to generation {:?}, now {}",
        pinned.generation(),
        engine.world().generation()
    );
    assert_eq!(pinned.generation(), Some(1));

    // A long turn of the host moves on when the host says so.
    assert!(game.repin());
    assert_eq!(score(&late, &mut game)?, Some(30));
    println!("the game goes on with factor 3");
    Ok(())
}
