//! Loads that an engine refuses or gives up, and what its host learns of the others.

use clutch_lang::{Caps, Engine, EngineBuilder, Kind, Limits, MemSources, Module};
use std::sync::{Arc, Mutex};

fn engine(
    texts: &[(&str, &str)],
    edit: fn(EngineBuilder) -> EngineBuilder,
) -> (Engine, MemSources) {
    let sources = MemSources::new();
    for (ns, text) in texts {
        sources.set(ns, *text);
    }
    let host = Module::new("host").function("fail", "Panics.", || -> i64 {
        panic!("the host is at fault")
    });
    let builder = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources.clone())
        .module(host);
    (edit(builder).build(), sources)
}

fn eval(engine: &Engine, text: &str) -> String {
    let text = format!("(pr-str {text})");
    match engine.session().eval("test", &text) {
        Ok(v) => v.as_str().unwrap_or_default().to_string(),
        Err(e) => format!("{}: {}", e.class(), e.message()),
    }
}

/// S56: a host function that panics, and memory that runs out, refuse the load; nothing of it is visible.
#[test]
fn a_panic_and_exhausted_memory_leave_the_identical_world() {
    let limits = |b: EngineBuilder| {
        b.limits(Limits {
            memory: Some(64 << 20),
            ..Limits::default()
        })
    };
    let (engine, sources) = engine(&[("a", "(ns a) (defn f [] 1)")], limits);
    engine.require("a").expect("loads");
    for (text, kind) in [
        ("(ns a) (defn f [] 2) (host/fail)", Kind::Panic),
        (
            "(ns a) (defn f [] 2) (def all (loop [v []] (recur (conj v (vec (range 1000))))))",
            Kind::Limit,
        ),
    ] {
        sources.set("a", text);
        let before = engine.world();
        let error = engine.reload("a").expect_err("refused");
        assert_eq!(error.kind(), kind, "{error:?}");
        assert!(Arc::ptr_eq(&before, &engine.world()));
        assert_eq!(eval(&engine, "(a/f)"), "1");
    }
    sources.set("a", "(ns a) (defn f [] 3)");
    engine.reload("a").expect("the engine goes on");
    assert_eq!(eval(&engine, "(a/f)"), "3");
}

/// S47: an editor's load of a new buffer that fails leaves no namespace.
#[test]
fn a_buffer_that_fails_leaves_no_namespace() {
    let (engine, _) = engine(&[], |b| b);
    let mut session = engine.session();
    let error = session
        .load_text("new.clj", "(ns new-one) (def a 1) (undefined)")
        .expect_err("refused");
    assert_eq!(error.code(), "compile/unresolved-symbol");
    assert_eq!(eval(&engine, "(find-ns 'new-one)"), "nil");
    let report = session
        .load_text("new.clj", "(ns new-one) (def a 1)")
        .expect("loads")
        .expect("is new");
    assert_eq!(report.what, "load new.clj");
    assert_eq!(
        eval(&engine, "[new-one/a (contains? (loaded-libs) 'new-one)]"),
        "[1 true]"
    );
    // Without an ns form the text belongs to the current namespace, and is one publish too.
    let before = engine.world().generation();
    session
        .load_text("scratch", "(def x 1) (def y 2)")
        .expect("loads");
    assert_eq!(engine.world().generation(), before + 1);
}

/// S121, S95, S52: an embedded engine is strict unless it is made lenient.
#[test]
fn an_embedded_engine_refuses_to_lose_things() {
    let first = "(ns a) (def st (atom 0)) (defn f [] 1)";
    let second = "(ns a) (def st (atom 0)) (defn f [] 2)";
    let (strict, sources) = engine(&[("a", first)], |b| b);
    strict.require("a").expect("loads");
    sources.set("a", second);
    let error = strict.reload("a").expect_err("refused");
    assert_eq!(
        (error.kind(), error.code()),
        (Kind::Reload, "reload/state-lost")
    );
    let (lenient, sources) = engine(&[("a", first)], EngineBuilder::lenient);
    lenient.require("a").expect("loads");
    sources.set("a", second);
    let report = lenient.reload("a").expect("reloads").expect("changed");
    assert_eq!(
        report.notes(),
        ["reset: a/st (its state is lost; defonce keeps it)"]
    );
}

/// S144, S145: the host is told of every staged publish, after its hooks.
#[test]
fn the_host_is_told_of_publishes() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let sources = MemSources::new();
    sources.set(
        "a",
        "(ns a) (on-publish ::k (fn [] (throw (ex-info \"late\" {}))))",
    );
    let list = told.clone();
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources.clone())
        .on_publish(move |report| {
            let mut list = list.lock().expect("not poisoned");
            list.push((report.what.clone(), report.notes()));
        })
        .build();
    engine.require("a").expect("loads");
    let told = told.lock().expect("not poisoned");
    let notes = vec!["failed: on-publish :a/k: late".to_string()];
    assert_eq!(*told, [("require a".to_string(), notes)]);
}

/// S122: a conflict names both authors.
#[test]
fn a_conflict_names_both_authors() {
    let (engine, sources) = engine(&[("a", "(ns a) (defn f [] 1)")], |b| b);
    engine.require("a").expect("loads");
    let (mut ada, mut eve) = (engine.session(), engine.session());
    ada.set_author("ada");
    eve.set_author("eve");
    sources.set("a", "(ns a) (defn f [] 2)");
    ada.eval("test", "(def c (stage 'a))").expect("stages");
    eve.eval("test", "(in-ns 'a) (defn f [] :fix) (in-ns 'user)")
        .expect("defines");
    let error = ada.eval("test", "(publish! c)").expect_err("refused");
    assert!(
        error
            .message()
            .contains("a/f (`def a/f` by eve in generation"),
        "{error:?}"
    );
    let text = ada
        .eval(
            "test",
            "(pr-str (map (comp :by :ours) (:conflicts (ex-data *e))))",
        )
        .expect("evaluates");
    assert_eq!(text.as_str(), Some("(\"ada\")"));
    let by = eval(
        &engine,
        "(:by (last (filter #(= \"def a/f\" (:what %)) (history))))",
    );
    assert_eq!(by, "\"eve\"");
}

/// S120: workers end with the last handle of their engine.
#[test]
fn workers_do_not_outlive_their_engine() {
    let beats = Arc::new(Mutex::new(0));
    let count = beats.clone();
    let host = Module::new("host").function("beat", "Counts.", move || {
        *count.lock().expect("not poisoned") += 1;
    });
    let sources = MemSources::new();
    sources.set(
        "a",
        "(ns a) (defworker w (fn [] (host/beat) (Thread/sleep 1)))",
    );
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources)
        .module(host)
        .build();
    engine.require("a").expect("loads");
    let beat = || *beats.lock().expect("not poisoned");
    let pause = || std::thread::sleep(std::time::Duration::from_millis(20));
    while beat() < 3 {
        pause();
    }
    drop(engine);
    pause();
    let last = beat();
    pause();
    pause();
    assert_eq!(beat(), last);
}

/// S115, S120: when two threads reload one namespace again and again, its hooks are those of its newest version in the
/// end, and one worker runs.
#[test]
fn hooks_come_in_the_order_of_the_publishes() {
    let text = |v: usize| {
        format!(
            "(ns a) (def version {v})
             (on-publish ::v (fn [] (host/up {v})))
             (on-retire ::v (fn [] (host/down {v})))
             (defworker w (fn [] (Thread/sleep 1)))"
        )
    };
    let log = Arc::new(Mutex::new(Vec::new()));
    let note = |sign: i64| {
        let log = log.clone();
        move |v: i64| log.lock().expect("not poisoned").push(sign * v)
    };
    let host = Module::new("host")
        .function("up", "Notes a start.", note(1))
        .function("down", "Notes an end.", note(-1));
    let sources = MemSources::new();
    sources.set("a", text(1));
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources.clone())
        .module(host)
        .build();
    engine.require("a").expect("loads");
    let next = std::sync::atomic::AtomicUsize::new(2);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                for _ in 0..100 {
                    let v = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    sources.set("a", text(v));
                    // A conflict with the other thread is told to one of them.
                    let _ = engine.reload("a");
                }
            });
        }
    });
    let log = log.lock().expect("not poisoned").clone();
    let starts: Vec<i64> = log.iter().copied().filter(|v| *v > 0).collect();
    let ends: Vec<i64> = log.iter().copied().filter(|v| *v < 0).map(|v| -v).collect();
    let newest: i64 = eval(&engine, "a/version").parse().expect("a number");
    assert_eq!(starts.last(), Some(&newest));
    assert_eq!(
        ends,
        starts[..starts.len() - 1],
        "what started has ended, in order"
    );
    assert!(starts.len() > 20, "only {} publishes", starts.len());
    let running = "(count (filter #(= :running (:state %)) (workers)))";
    while eval(&engine, running) != "1" {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// S81: a strict engine refuses a type that loses fields, unless its old instances are migrated.
#[test]
fn a_strict_engine_wants_a_migration_for_fields_that_are_lost() {
    let (engine, sources) = engine(&[("a", "(ns a) (defrecord R [price])")], |b| b);
    engine.require("a").expect("loads");
    let before = engine.world();
    sources.set("a", "(ns a) (defrecord R [cents])");
    let error = engine.reload("a").expect_err("is refused");
    assert_eq!(error.code(), "reload/unmigrated-type");
    assert!(Arc::ptr_eq(&before, &engine.world()));
    let migration = "(migrate R {:from 1 :to 2} (fn [r] (->R (* 100 (:price r)))))";
    sources.set("a", format!("(ns a) (defrecord R [cents]) {migration}"));
    engine.reload("a").expect("reloads");
}
