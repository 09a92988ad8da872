//! Prints how many megabytes of source each stage of the reader does in a second.
//!
//! `cargo run --release -p clutch-syntax --example read_speed -- FILE…`; the files are read as one
//! text, the best of five runs counts. Symbols resolve to nothing and every tag is known.

use std::cmp::Ordering;
use std::time::{Duration, Instant};

use clutch_core::coll::{KeyOps, simple_eq, simple_hash};
use clutch_core::span::SourceText;
use clutch_core::{NsName, R, Symbol, Thrown, Value};
use clutch_syntax::{ReadHost, Reader, Syntax, forms, parse_all, tokens};

struct Nowhere(NsName);

impl KeyOps for Nowhere {
    fn hash(&mut self, v: &Value) -> R<u32> {
        Ok(simple_hash(v).unwrap_or(0))
    }
    fn equal(&mut self, a: &Value, b: &Value) -> R<bool> {
        Ok(simple_eq(a, b).unwrap_or(false))
    }
    fn compare(&mut self, _: &Value, _: &Value, _: &Value) -> R<Ordering> {
        Err(Thrown::runtime("nothing is sorted while reading"))
    }
}

impl ReadHost for Nowhere {
    fn current_ns(&mut self) -> NsName {
        self.0
    }
    fn namespace(&mut self, alias: Symbol) -> Option<NsName> {
        Some(alias.into())
    }
    fn resolve(&mut self, _: Symbol) -> Option<Symbol> {
        None
    }
    fn regex(&mut self, pattern: &str) -> R {
        Ok(Value::string(pattern))
    }
    fn tagged(&mut self, _: Symbol, form: &Value) -> R<Option<Value>> {
        Ok(Some(form.clone()))
    }
    fn tagged_literal(&mut self, _: Symbol, form: Value) -> R {
        Ok(form)
    }
    fn conditional(&mut self, form: Value, _: bool) -> R {
        Ok(form)
    }
}

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
    let source = SourceText::new("speed", text.as_str()).register();
    let mut host = Nowhere(NsName::new("user"));
    measure("values", &text, || {
        let mut reader = Reader::new(source.clone(), syntax.clone());
        let mut count = 0;
        loop {
            match reader.read_next(&mut host) {
                Ok(Some(_)) => count += 1,
                Ok(None) => return count,
                Err(error) => panic!("{error:?}"),
            }
        }
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
