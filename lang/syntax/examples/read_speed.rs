//! Prints how many megabytes of source each stage of the reader does in a second.
//!
//! `cargo run --release -p clutch-syntax --example read_speed -- FILE…`; the files are read as one
//! text, the best of five runs counts.

use std::time::{Duration, Instant};

use clutch_syntax::{Syntax, forms, parse_all, tokens};

fn main() {
    let text: String = std::env::args()
        .skip(1)
        .map(|path| std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")))
        .collect();
    let syntax = Syntax::default();
    measure("tokens", &text, || tokens(&text).count());
    measure("forms", &text, || {
        forms(&text, &syntax).map_or(0, |forms| forms.len())
    });
    measure("parse", &text, || match parse_all(&text, 1, &syntax) {
        Ok(forms) => forms.len(),
        Err(errors) => panic!("{:?}", errors[0]),
    });
}

fn measure(stage: &str, text: &str, mut run: impl FnMut() -> usize) {
    let mut best = Duration::MAX;
    let mut count = 0;
    for _ in 0..5 {
        let start = Instant::now();
        count = run();
        best = best.min(start.elapsed());
    }
    let speed = text.len() as f64 / 1e6 / best.as_secs_f64();
    println!("{stage:8} {speed:8.1} MB/s  ({count} in {best:?})");
}
