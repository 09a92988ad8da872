//! First loads: `require`, what it names, how it fails.

mod common;

use common::World;

#[test]
fn a_require_loads_everything_below_with_one_publish() {
    let mut w = World::new(&[
        ("top", "(ns top (:require [mid :as m])) (defn t [] (m/f))"),
        ("mid", "(ns mid (:require low)) (defn f [] (low/g))"),
        ("low", "(ns low) (defn g [] :low)"),
    ]);
    let before = w.engine.world().generation();
    let report = w.require("top");
    assert_eq!(common::names(&report.loaded), ["low", "mid", "top"]);
    assert_eq!(w.engine.world().generation(), before + 1);
    assert_eq!(w.eval("(top/t)"), ":low");
    assert!(w.engine.require("top").expect("loaded").is_none());
}

#[test]
fn aliases_refers_and_renames_are_made_in_the_requiring_namespace() {
    let mut w = World::new(&[("lib", "(ns lib) (def a 1) (def b 2) (def ^:private c 3)")]);
    w.eval("(require '[lib :as l :refer [a] :rename {b bee}])");
    assert_eq!(w.eval("[l/b a]"), "[2 1]");
    assert_eq!(
        w.eval("(require '[lib :refer [a b] :rename {b bee}])"),
        "nil"
    );
    assert_eq!(w.eval("[bee lib/a]"), "[2 1]");
    assert_eq!(
        w.eval("(require '[never.made :as-alias n]) ::n/k"),
        ":never.made/k"
    );
    assert_eq!(
        w.eval("(require '[lib :refer [nope]])"),
        "java.lang.IllegalAccessError: nope does not exist"
    );
    assert_eq!(
        w.eval("(require '[lib :refer [c]])"),
        "java.lang.IllegalAccessError: c is not public"
    );
}

#[test]
fn prefix_lists_and_flags_are_understood() {
    let mut w = World::new(&[
        ("my.one", "(ns my.one) (def x 1)"),
        ("my.two", "(ns my.two) (def x 2)"),
    ]);
    assert_eq!(
        w.eval("(require '(my one [two :as t]) :verbose) [my.one/x t/x]"),
        "[1 2]"
    );
    assert!(
        w.eval("(require 'my.one :nonsense)")
            .contains("Unsupported option(s)")
    );
}

#[test]
fn a_missing_library_is_a_file_not_found() {
    let mut w = World::new(&[]);
    let error = w.try_eval("(require 'not.the-re)").expect_err("missing");
    assert_eq!(error.class(), "java.io.FileNotFoundException");
    assert!(error.message().starts_with(
        "Could not locate not/the_re__init.class, not/the_re.clj or not/the_re.cljc on classpath."
    ));
    assert!(error.message().contains("underscores"));
}

#[test]
fn a_failed_first_load_leaves_nothing_and_can_be_repeated() {
    let mut w = World::new(&[
        ("top", "(ns top (:require low)) (def a 1) (undefined-name)"),
        ("low", "(ns low) (def x 1)"),
    ]);
    let before = w.engine.world();
    for _ in 0..3 {
        assert!(w.engine.require("top").is_err());
        assert!(std::sync::Arc::ptr_eq(&before, &w.engine.world()));
    }
    assert_eq!(w.eval("[(find-ns 'top) (find-ns 'low)]"), "[nil nil]");
    w.set("top", "(ns top (:require low)) (def a low/x)");
    w.require("top");
    assert_eq!(w.eval("top/a"), "1");
}

#[test]
fn nothing_is_evaluated_before_all_texts_are_read() {
    let mut w = World::new(&[
        ("top", "(ns top (:require first-lib second-lib))"),
        (
            "first-lib",
            "(ns first-lib) (swap! user/log conj :evaluated)",
        ),
        ("second-lib", "(ns second-lib) (def x"),
    ]);
    w.eval("(def log (atom []))");
    let error = w.engine.require("top").expect_err("second-lib is cut off");
    assert!(error.is_incomplete(), "{error:?}");
    assert_eq!(w.eval("@log"), "[]");
}

#[test]
fn a_circle_of_requires_is_shown() {
    let w = World::new(&[
        ("a", "(ns a (:require b))"),
        ("b", "(ns b (:require c-d))"),
        ("c-d", "(ns c-d (:require a))"),
    ]);
    let error = w.engine.require("a").expect_err("a circle");
    assert_eq!(
        error.message(),
        "Cyclic load dependency: [ /a ]->/b->/c_d->[ /a ]"
    );
}

#[test]
fn a_file_that_declares_another_namespace_is_refused() {
    let w = World::new(&[("a.b", "(ns a.c) (def x 1)")]);
    let error = w.engine.require("a.b").expect_err("another name");
    assert_eq!(
        error.message(),
        "namespace 'a.b' not found after loading '/a/b'"
    );
    assert!(
        w.engine
            .world()
            .namespace(clutch_core::NsName::new("a.c"))
            .is_none()
    );
}

#[test]
fn an_optional_require_that_fails_is_taken_back() {
    let mut w = World::new(&[
        (
            "top",
            "(ns top) (def has-opt (try (require 'opt) true (catch Exception _ false))) (def x 1)",
        ),
        ("opt", "(ns opt) (def y 1) (throw (ex-info \"no\" {}))"),
    ]);
    let report = w.require("top");
    assert_eq!(common::names(&report.loaded), ["top"]);
    assert_eq!(
        w.eval("[top/has-opt top/x (find-ns 'opt)]"),
        "[false 1 nil]"
    );
    w.set("opt", "(ns opt) (def y 2)");
    assert_eq!(w.eval("(require 'opt) opt/y"), "2");
}

#[test]
fn two_threads_that_need_a_namespace_load_it_once() {
    for _ in 0..20 {
        let mut w = World::new(&[
            (
                "slow",
                "(ns slow) (swap! user/loads inc) (dotimes [_ 20000]) (def done :done)",
            ),
            ("one", "(ns one (:require slow)) (def x slow/done)"),
            ("two", "(ns two (:require slow)) (def x slow/done)"),
        ]);
        w.eval("(def loads (atom 0))");
        let threads: Vec<_> = ["one", "two", "slow"]
            .map(|ns| {
                let engine = w.engine.clone();
                std::thread::spawn(move || engine.require(ns).map(|_| ()))
            })
            .into_iter()
            .collect();
        for t in threads {
            t.join().expect("thread").expect("loads");
        }
        assert_eq!(w.eval("[one/x two/x @loads]"), "[:done :done 1]");
    }
}

#[test]
fn loads_in_opposite_order_do_not_wait_for_each_other_for_ever() {
    for _ in 0..20 {
        let w = World::new(&[
            ("a", "(ns a) (dotimes [_ 5000]) (def x :a)"),
            ("b", "(ns b) (dotimes [_ 5000]) (def x :b)"),
            ("ab", "(ns ab (:require a b)) (def x [a/x b/x])"),
            ("ba", "(ns ba (:require b a)) (def x [b/x a/x])"),
        ]);
        let threads = ["ab", "ba"].map(|ns| {
            let engine = w.engine.clone();
            std::thread::spawn(move || engine.require(ns).map(|_| ()))
        });
        for t in threads {
            t.join().expect("thread").expect("loads");
        }
        let mut w = w;
        assert_eq!(w.eval("[ab/x ba/x]"), "[[:a :b] [:b :a]]");
    }
}

#[test]
fn live_code_sees_each_form_and_load_string_gives_the_last_value() {
    let mut w = World::new(&[]);
    assert_eq!(w.eval("(load-string \"(def p 1) (inc p)\")"), "2");
    assert_eq!(w.eval("p"), "1");
    assert_eq!(
        w.eval("(do (defmacro twice [x] `(do ~x ~x)) (twice 3))"),
        "3"
    );
    assert_eq!(w.eval("(eval '(do (def q 5) (inc q)))"), "6");
}

#[test]
fn namespaces_are_listed_searched_and_changed() {
    let mut w = World::new(&[]);
    assert_eq!(
        w.eval("(let [n (create-ns 'temp)] (intern n 'a 1) (keys (ns-publics n)))"),
        "(a)"
    );
    assert_eq!(w.eval("(ns-resolve 'temp 'a)"), "#'temp/a");
    assert_eq!(w.eval("(find-var 'temp/b)"), "nil");
    assert_eq!(w.eval("(ns-unmap 'temp 'a) (ns-interns 'temp)"), "{}");
    assert_eq!(w.eval("(ns-name (remove-ns 'temp))"), "temp");
    assert_eq!(w.eval("(find-ns 'temp)"), "nil");
    assert_eq!(
        w.eval("(the-ns 'temp)"),
        "java.lang.Exception: No namespace: temp found"
    );
    assert_eq!(
        w.eval("(ns other (:refer-clojure :exclude [map])) (resolve 'map)"),
        "nil"
    );
    assert_eq!(
        w.eval("(def map 1) [map *ns*]").split(' ').next(),
        Some("[1")
    );
}
