//! The smallest host: run a script, then call a function of it.
//!
//!     cargo run -p clutch-examples-embed --example hello

use clutch_lang::{Engine, Error};

pub(crate) fn main() -> Result<(), Error> {
    let engine = Engine::builder().build();
    engine.run_script(
        "hello.clj",
        "(ns hello)
         (defn greet [name] (str \"Hello, \" name \"!\"))
         (defn total [prices] (reduce + prices))",
    )?;

    // Arguments and answers are converted.
    let greeting: String = engine.invoke("hello/greet", ("world",))?;
    let total: i64 = engine.invoke("hello/total", (vec![3_i64, 4, 5],))?;
    println!("{greeting} That makes {total}.");
    assert_eq!(greeting, "Hello, world!");
    assert_eq!(total, 12);

    // Errors are data: kind, class, message; with miette they are drawn with the source.
    let error = engine
        .run_script("oops.clj", "(greet)")
        .expect_err("no such name");
    println!("{}", error.message());
    assert_eq!(
        error.message(),
        "Unable to resolve symbol: greet in this context"
    );
    Ok(())
}
