//! What scripts print goes where the host says; by default it is lost.
//!
//!     cargo run -p clutch-examples-embed --example captured_output

use clutch_lang::io::Sink;
use clutch_lang::{Caps, Engine, Error, Io};
use std::sync::{Arc, Mutex};

/// Keeps what is printed, for the host to look at.
#[derive(Clone, Default)]
struct Captured(Arc<Mutex<String>>);

impl Captured {
    fn take(&self) -> String {
        std::mem::take(&mut self.0.lock().expect("no panic"))
    }
}

impl Sink for Captured {
    fn write(&mut self, text: &str) -> std::io::Result<()> {
        self.0.lock().expect("no panic").push_str(text);
        Ok(())
    }
}

pub(crate) fn main() -> Result<(), Error> {
    let (out, err) = (Captured::default(), Captured::default());
    // Scripts of an embedded engine may start threads only if the host says so.
    let threads = Caps {
        threads: true,
        ..Caps::NONE
    };
    let engine = Engine::builder()
        .caps(threads)
        .io(Io::new(out.clone(), err.clone()))
        .build();
    engine.run_script(
        "talk.clj",
        "(println \"to the host\" {:a 1})
         (binding [*out* *err*] (println \"a warning\"))
         @(future (println \"from a thread\"))",
    )?;
    let printed = out.take();
    print!("{printed}");
    assert_eq!(printed, "to the host {:a 1}\nfrom a thread\n");
    assert_eq!(err.take(), "a warning\n");

    // A script may capture its own output, of which the host then sees nothing.
    let own = engine.run_script("own.clj", "(with-out-str (print \"kept\"))")?;
    println!("{:?}", own.as_str());
    assert_eq!(own.as_str(), Some("kept"));
    assert_eq!(out.take(), "");
    Ok(())
}
