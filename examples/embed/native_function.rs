//! Functions of the host, called from scripts with converted arguments.
//!
//!     cargo run -p clutch-examples-embed --example native_function

use clutch_lang::{Engine, Error, Module};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

pub(crate) fn main() -> Result<(), Error> {
    let stock = Arc::new(Mutex::new(BTreeMap::from([("tea".to_string(), 10_i64)])));
    let (seen, changed) = (stock.clone(), stock.clone());
    let shop = Module::new("shop")
        .function("stock", "How many of an item there are, or nil.", {
            move |item: String| seen.lock().expect("no panic").get(&item).copied()
        })
        .function("take", "Takes some; an error if there are not enough.", {
            move |item: String, count: i64| {
                let mut stock = changed.lock().expect("no panic");
                match stock.get_mut(&item) {
                    Some(left) if *left >= count => {
                        *left -= count;
                        Ok(*left)
                    }
                    _ => Err(format!("not enough {item}")),
                }
            }
        })
        .value("currency", "EUR".to_string());
    let engine = Engine::builder().module(shop).build();

    let shown = engine.run_script(
        "sell.clj",
        "(pr-str [(shop/take \"tea\" 3) (shop/stock \"tea\") (shop/stock \"ink\") shop/currency])",
    )?;
    println!("{}", shown.as_str().unwrap_or_default());
    assert_eq!(shown.as_str(), Some("[7 7 nil \"EUR\"]"));
    assert_eq!(stock.lock().expect("no panic")["tea"], 7);

    // An error of the host is an exception; a wrong argument is named.
    for (text, message) in [
        ("(shop/take \"tea\" 100)", "not enough tea"),
        (
            "(shop/take \"tea\" \"two\")",
            "`shop/take` argument 2: expected an integer, got string \"two\"",
        ),
        (
            "(shop/take \"tea\")",
            "Wrong number of args (1) passed to: shop/take",
        ),
    ] {
        let error = engine.run_script("bad.clj", text).expect_err("refused");
        println!("{}", error.message());
        assert_eq!(error.message(), message);
    }
    Ok(())
}
