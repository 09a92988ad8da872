//! Sources held by the host, and reloads: all or nothing, and a turn stays in its world.
//!
//!     cargo run -p clutch-examples-embed --example sources_in_memory

use clutch_lang::{Engine, Error, MemSources};

pub(crate) fn main() -> Result<(), Error> {
    let sources = MemSources::new();
    sources.set("shop.tax", "(ns shop.tax) (def rate 10)").set(
        "shop.price",
        "(ns shop.price (:require [shop.tax :as tax]))
             (defonce asked (atom 0))
             (defn of [net] (swap! asked inc) (+ net (quot (* net tax/rate) 100)))",
    );
    let engine = Engine::builder().sources(sources.clone()).build();
    engine.require("shop.price")?;
    let price = |engine: &Engine| engine.invoke::<i64>("shop.price/of", (200,));
    assert_eq!(price(&engine)?, 220);

    // A request that is under way when the program changes.
    let mut request = engine.turn();

    // What changed below comes along; both namespaces are published with one swap.
    sources.set("shop.tax", "(ns shop.tax) (def rate 20)");
    let report = engine.reload("shop.price")?.expect("something changed");
    let changed: Vec<String> = report
        .difference
        .changed
        .iter()
        .map(ToString::to_string)
        .collect();
    println!("generation {}: changed {changed:?}", report.to);
    assert_eq!(changed, ["shop.tax/rate"]);
    assert_eq!(price(&engine)?, 240);
    assert_eq!(request.invoke::<i64>("shop.price/of", (200,))?, 220);

    // A text that cannot be loaded changes nothing.
    sources.set("shop.tax", "(ns shop.tax) (def rate (/ 1 0))");
    let before = engine.world();
    let error = engine.reload("shop.price").expect_err("cannot be loaded");
    println!("refused: {}", error.message());
    assert_eq!(error.message(), "Divide by zero");
    assert!(std::sync::Arc::ptr_eq(&before, &engine.world()));
    assert_eq!(price(&engine)?, 240);

    // State defined with defonce went through all of it.
    let asked = engine.run_script("ask", "@shop.price/asked")?.as_int();
    println!("asked {asked:?} times");
    assert_eq!(asked, Some(4));
    Ok(())
}
