//! A thousand loads that fail somewhere leave nothing behind.
//!
//! Each load does a few things that would leave traces, then fails at a random form, in the
//! namespace that is reloaded or in one that it requires, while the text is read, compiled or
//! run. The dice are seeded, so that a failure can be repeated; it names the text.

use clutch_lang::{Caps, Engine, MemSources, Module, Session};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const LOADS: usize = 1_000;

/// Forms that leave a trace if their load succeeds.
const TRACES: &[&str] = &[
    "(defn f [] 2)",
    "(def fresh 1)",
    "(defonce once (atom 2))",
    "(defmulti shape :kind)",
    "(defmethod base/kind :new [_] :new)",
    "(remove-method base/kind :default)",
    "(prefer-method base/kind :x :y)",
    "(defprotocol Fresh (fresh-method [this]))",
    "(extend-protocol base/Named Long (named [n] :long))",
    "(defrecord Point [x y] base/Named (named [_] :point))",
    "(derive ::child :base/parent)",
    "(add-watch base/state ::watch (fn [& _] (host/beat)))",
    "(remove-watch base/state :kept)",
    "(set-validator! base/state int?)",
    "(alias 'short 'base)",
    "(intern 'base 'planted 1)",
    "(alter-var-root #'base/limit inc)",
    "(ns-unmap 'base 'limit)",
    "(in-ns 'invented)",
    "(require 'other)",
    "(require '[other :as o :refer [help]])",
    "(future (loop [] (host/beat) (Thread/sleep 1) (recur)))",
    "(do (future (loop [] (host/beat) (Thread/sleep 1) (recur))) @(future 1))",
    "(try (require 'broken) (catch Exception _ nil))",
    "(defmacro twice [x] `(do ~x ~x))",
];

/// Forms that fail, by the time when they do.
const FAILURES: &[&str] = &[
    // Reading.
    "(defn cut [] (let [x 1",
    "(defn g [] ]",
    "{:a}",
    "\"not closed",
    "#no-such-tag 1",
    "12ab",
    "no-such-alias/",
    "::missing/key",
    // Compiling.
    "(undefined-function 1)",
    "(let [x])",
    "(defn g [] (recur 1 2) 3)",
    "(if)",
    "(def)",
    "(fn [a & b c] a)",
    "(loop [x 1] (recur))",
    "(no.such.ns/f)",
    // Running.
    "(throw (ex-info \"at load\" {:a 1}))",
    "(/ 1 0)",
    "(inc nil)",
    "((fn [x] x))",
    "(nth [1 2] 5)",
    "(require 'missing.lib)",
    "(require 'broken)",
    "(host/panic)",
    "(assert false)",
    "((fn deep [n] (inc (deep n))) 1)",
    "@(future (throw (ex-info \"in a thread\" {})))",
];

/// A small generator (xorshift): the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        from[self.below(from.len())]
    }
}

const BASE: &str = "(ns base)
    (def limit 10)
    (defonce state (atom 0))
    (defonce log (atom []))
    (add-watch state :kept (fn [_ _ old new] (swap! log conj [old new])))
    (defmulti kind :kind)
    (defmethod kind :default [_] :default)
    (defprotocol Named (named [this]))";
const BELOW: &str = "(ns below) (defn g [] 1)";
const APP: &str = "(ns app (:require base below)) (defonce once (atom 1)) (defn f [] 1)";

/// Everything that a load could have left, as a text.
const TRACES_LEFT: &str = "
    [(sort (map ns-name (all-ns)))
     (sort (map str (loaded-libs)))
     (mapv (fn [n] [n (sort (keys (ns-publics n))) (sort (map str (keys (ns-aliases n))))])
           '[app base below user])
     (set (keys (methods base/kind)))
     (prefers base/kind)
     (satisfies? base/Named 1)
     (vec (descendants :base/parent))
     (do (reset! base/log []) (swap! base/state inc) (count @base/log))
     (get-validator base/state)
     [(app/f) (below/g) base/limit @app/once]]";

fn ask(session: &mut Session, text: &str) -> String {
    match session.eval("probe", &format!("(pr-str {text})")) {
        Ok(value) => value.as_str().unwrap_or("no text").to_string(),
        Err(error) => format!("{}: {}", error.class(), error.message()),
    }
}

struct Program {
    engine: Engine,
    sources: MemSources,
    beats: Arc<AtomicU64>,
}

fn program() -> Program {
    let sources = MemSources::new();
    sources
        .set("base", BASE)
        .set("below", BELOW)
        .set("app", APP)
        .set("other", "(ns other) (defn help [] 1)")
        .set("broken", "(ns broken) (def half 1) (nowhere)");
    let beats = Arc::new(AtomicU64::new(0));
    let count = beats.clone();
    let host = Module::new("host")
        .function("beat", "Shows that a thread is alive.", move || {
            count.fetch_add(1, Ordering::Relaxed);
        })
        .function("panic", "A mistake of the host.", || -> () {
            panic!("on purpose")
        });
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources.clone())
        .module(host)
        .build();
    engine.require("app").expect("loads");
    Program {
        engine,
        sources,
        beats,
    }
}

/// The texts of a load that fails.
fn bad_text(dice: &mut Dice, header: &str) -> String {
    let mut forms: Vec<&str> = (0..dice.below(8)).map(|_| dice.pick(TRACES)).collect();
    let at = dice.below(forms.len() + 1);
    forms.insert(at, dice.pick(FAILURES));
    format!("{header}\n{}", forms.join("\n"))
}

#[test]
fn a_thousand_loads_that_fail_leave_the_identical_world_and_nothing_else() {
    // The panics are on purpose; their default report would drown everything else.
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let text = info.payload().downcast_ref::<&str>();
        if text != Some(&"on purpose") {
            quiet(info);
        }
    }));
    let p = program();
    let mut session = p.engine.session();
    let world = p.engine.world();
    let left = ask(&mut session, TRACES_LEFT);
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for load in 0..LOADS {
        let in_app = dice.below(3) > 0;
        let text = match in_app {
            true => bad_text(&mut dice, "(ns app (:require base below))"),
            false => bad_text(&mut dice, "(ns below (:require base))"),
        };
        p.sources
            .set(if in_app { "app" } else { "below" }, text.as_str());
        let result = p.engine.reload("app");
        assert!(result.is_err(), "load {load} succeeded:\n{text}");
        assert!(
            Arc::ptr_eq(&world, &p.engine.world()),
            "load {load} changed the world:\n{text}"
        );
        p.sources.set("app", APP).set("below", BELOW);
        if load % 20 == 0 {
            let now = ask(&mut session, TRACES_LEFT);
            assert_eq!(now, left, "after load {load}:\n{text}");
        }
    }
    assert_eq!(ask(&mut session, TRACES_LEFT), left);
    assert_no_beats(&p.beats);
    assert!(Arc::ptr_eq(&world, &p.engine.world()));

    p.sources.set(
        "app",
        "(ns app (:require base below other)) (defonce once (atom 3)) (defn f [] (other/help))",
    );
    let report = p.engine.reload("app").expect("loads").expect("publishes");
    let loaded: Vec<String> = report.loaded.iter().map(ToString::to_string).collect();
    assert_eq!(loaded, ["other", "app"]);
    assert_eq!(ask(&mut session, "[(app/f) @app/once]"), "[1 1]");
}

/// Threads of failed loads have ended, or end at their next poll.
fn assert_no_beats(beats: &AtomicU64) {
    for _ in 0..50 {
        let before = beats.load(Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(100));
        if beats.load(Ordering::Relaxed) == before {
            return;
        }
    }
    panic!("threads of failed loads are still running");
}

#[test]
fn what_a_failed_load_did_to_live_references_is_taken_back() {
    let p = program();
    let mut session = p.engine.session();
    p.sources.set(
        "app",
        "(ns app (:require base))
         (add-watch base/state :kept (fn [& _] (host/beat)))
         (add-watch base/state :mine (fn [& _] (host/beat)))
         (remove-watch base/state :kept)
         (set-validator! base/state number?)
         (throw (ex-info \"no\" {}))",
    );
    p.engine.reload("app").expect_err("fails");
    let shown = "[(do (swap! base/state inc) @base/log) (get-validator base/state)]";
    assert_eq!(ask(&mut session, shown), "[[[0 1]] nil]");
    assert_eq!(p.beats.load(Ordering::Relaxed), 0);
}

#[test]
fn a_failed_optional_require_takes_back_its_own_changes_only() {
    let p = program();
    let mut session = p.engine.session();
    p.sources.set(
        "optional",
        "(ns optional) (add-watch base/state :optional (fn [& _] (host/beat))) (/ 1 0)",
    );
    p.sources.set(
        "app",
        "(ns app (:require base below))
         (add-watch base/state :app (fn [_ _ _ n] (swap! base/log conj n)))
         (try (require 'optional) (catch Exception _ nil))
         (defonce once (atom 1)) (defn f [] 1)",
    );
    p.engine.reload("app").expect("loads");
    ask(&mut session, "(swap! base/state inc)");
    assert_eq!(ask(&mut session, "@base/log"), "[[0 1] 1]");
    assert_eq!(p.beats.load(Ordering::Relaxed), 0);
}
