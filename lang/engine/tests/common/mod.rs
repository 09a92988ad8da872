//! An engine over texts in memory, and short ways to ask it things.

#![allow(dead_code, reason = "each test program uses a part of it")]

use clutch_lang::{Caps, Engine, Error, MemSources, Publication, Session};
use std::sync::Arc;

pub(crate) struct World {
    pub sources: MemSources,
    pub engine: Engine,
    session: Session,
}

impl World {
    pub(crate) fn new(texts: &[(&str, &str)]) -> World {
        let sources = MemSources::new();
        for (ns, text) in texts {
            sources.set(ns, *text);
        }
        // What a strict engine refuses has tests of its own.
        let engine = Engine::builder()
            .caps(Caps::ALL)
            .sources(sources.clone())
            .lenient()
            .build();
        World {
            session: engine.session(),
            sources,
            engine,
        }
    }

    /// The printed value of the last form, or the error's class and message.
    pub(crate) fn eval(&mut self, text: &str) -> String {
        self.try_eval(text)
            .unwrap_or_else(|e| format!("{}: {}", e.class(), e.message()))
    }

    pub(crate) fn try_eval(&mut self, text: &str) -> Result<String, Error> {
        let value = self.session.eval("test", text)?;
        let shown = clutch_vm::print::pr_str(&mut self.session.context(), &value);
        Ok(shown.unwrap_or_else(|e| e.message()))
    }

    pub(crate) fn set(&self, ns: &str, text: &str) {
        self.sources.set(ns, text);
    }

    pub(crate) fn require(&self, ns: &str) -> Arc<Publication> {
        let report = self.engine.require(ns).expect("loads");
        report.expect("was not loaded")
    }

    pub(crate) fn reload(&self, ns: &str) -> Option<Arc<Publication>> {
        self.engine.reload(ns).expect("reloads")
    }

    /// The error of a reload that must fail and leave the identical world.
    pub(crate) fn refused(&self, ns: &str) -> Error {
        let before = self.engine.world();
        let error = match self.engine.reload(ns) {
            Err(error) => error,
            Ok(report) => panic!("reloaded: {report:?}"),
        };
        let after = self.engine.world();
        assert!(Arc::ptr_eq(&before, &after), "the world has changed");
        error
    }
}

pub(crate) fn names<T: ToString>(list: &[T]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}
