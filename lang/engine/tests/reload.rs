//! Reloads: what they evaluate, what they refuse, what is gone afterwards.

mod common;

use clutch_lang::Kind;
use common::{World, names};

#[test]
fn a_reload_publishes_the_new_text_at_once_and_names_what_changed() {
    let mut w = World::new(&[("a", "(ns a) (defn f [] 1) (defn g [] (f)) (def old 1)")]);
    w.require("a");
    w.set("a", "(ns a) (defn f [] 2) (defn g [] (f)) (def new 1)");
    let report = w.reload("a").expect("changed");
    assert_eq!(w.eval("(a/g)"), "2");
    assert_eq!(names(&report.difference.added), ["a/new"]);
    assert_eq!(names(&report.difference.removed), ["a/old"]);
    assert_eq!(names(&report.loaded), ["a"]);
    assert!(w.eval("a/old").contains("old"), "gone");
    assert!(w.reload("a").is_none(), "the same content again is nothing");
}

#[test]
fn errors_of_every_kind_leave_the_identical_world() {
    let mut w = World::new(&[("a", "(ns a) (defn f [] 1)")]);
    w.require("a");
    for bad in [
        "(ns a) (defn f [] 2",
        "(ns a) (defn f [] 2) (nowhere/x)",
        "(ns a) (defn f [] 2) (let [x])",
        "(ns a) (defn f [] 2) (throw (ex-info \"at load\" {}))",
        "(ns a) (defn f [] 2) (/ 1 0)",
        "(ns b) (defn f [] 2)",
        "(ns a (:require missing.lib)) (defn f [] 2)",
    ] {
        w.set("a", bad);
        w.refused("a");
        assert_eq!(w.eval("(a/f)"), "1", "after {bad}");
    }
    w.set("a", "(ns a) (defn f [] 3)");
    w.reload("a");
    assert_eq!(w.eval("(a/f)"), "3");
}

#[test]
fn a_panic_in_a_host_function_while_staging_is_an_error_and_nothing_more() {
    let module =
        clutch_lang::Module::new("host").raw("boom", "Panics.", |_, _| panic!("on purpose"));
    let sources = clutch_lang::MemSources::new();
    sources.set("a", "(ns a) (defn f [] 1)");
    let engine = clutch_lang::Engine::builder()
        .caps(clutch_lang::Caps::ALL)
        .sources(sources.clone())
        .module(module)
        .build();
    engine.require("a").expect("loads");
    sources.set("a", "(ns a) (defn f [] 2) (host/boom)");
    let before = engine.world();
    let error = engine.reload("a").expect_err("panics");
    assert_eq!(error.kind(), Kind::Panic);
    assert!(std::sync::Arc::ptr_eq(&before, &engine.world()));
    sources.set("a", "(ns a) (defn f [] 3)");
    engine.reload("a").expect("no claim is left behind");
    assert_eq!(engine.call("a/f", []).expect("calls").as_int(), Some(3));
}

#[test]
fn a_function_that_others_call_cannot_go_away_unless_forced() {
    let mut w = World::new(&[
        ("lib", "(ns lib) (defn helper [x] x)"),
        (
            "app",
            "(ns app (:require lib)) (defn run [] (lib/helper 1))",
        ),
    ]);
    w.require("app");
    w.set("lib", "(ns lib) (defn other [x] x)");
    let error = w.refused("lib");
    assert_eq!(error.kind(), Kind::Reload);
    assert_eq!(error.code(), "reload/broken-link");
    assert!(
        error
            .message()
            .contains("app/run uses lib/helper, which is removed"),
        "{error:?}"
    );
    assert_eq!(w.eval("(require 'lib :reload :break)"), "nil");
    assert_eq!(w.eval("(lib/other 1)"), "1");
}

#[test]
fn a_changed_arity_is_refused_with_both_arities() {
    let w = World::new(&[
        ("lib", "(ns lib) (defn helper [x] x)"),
        (
            "app",
            "(ns app (:require lib)) (defn run [] (lib/helper 1))",
        ),
    ]);
    w.require("app");
    w.set("lib", "(ns lib) (defn helper [x y] x)");
    let error = w.refused("lib");
    assert!(
        error
            .message()
            .contains("app/run calls lib/helper with 1 argument, which takes 2 now (before: 1)"),
        "{error:?}"
    );
}

#[test]
fn a_changed_function_and_its_changed_callers_go_together() {
    let mut w = World::new(&[
        ("lib", "(ns lib) (defn helper [x] x)"),
        (
            "app",
            "(ns app (:require lib)) (defn run [] (lib/helper 1))",
        ),
    ]);
    w.require("app");
    w.set("lib", "(ns lib) (defn aide [x y] [x y])");
    w.set(
        "app",
        "(ns app (:require lib)) (defn run [] (lib/aide 1 2))",
    );
    let report = w.reload("lib").expect("changed");
    assert_eq!(names(&report.loaded), ["lib", "app"]);
    assert_eq!(w.eval("(app/run)"), "[1 2]");
}

#[test]
fn everything_below_that_changed_comes_along() {
    let mut w = World::new(&[
        ("top", "(ns top (:require mid)) (defn t [] (mid/m))"),
        ("mid", "(ns mid (:require low)) (defn m [] (low/l))"),
        ("low", "(ns low) (defn l [] 1)"),
        ("same", "(ns same)"),
    ]);
    w.require("top");
    w.set("low", "(ns low) (defn l [] 2)");
    let report = w.reload("top").expect("changed");
    assert_eq!(names(&report.loaded), ["low"]);
    assert_eq!(w.eval("(top/t)"), "2");
}

#[test]
fn users_of_a_changed_macro_are_built_anew() {
    let mut w = World::new(&[
        ("m", "(ns m) (defmacro version [] 1)"),
        ("u", "(ns u (:require m)) (defn f [] (m/version))"),
    ]);
    w.require("u");
    assert_eq!(w.eval("(u/f)"), "1");
    w.set("m", "(ns m) (defmacro version [] 2)");
    let report = w.reload("m").expect("changed");
    assert_eq!(names(&report.loaded), ["m", "u"]);
    assert_eq!(w.eval("(u/f)"), "2");
}

#[test]
fn what_left_the_file_leaves_the_program() {
    let mut w = World::new(&[
        (
            "shape",
            "(ns shape) (defmulti area :kind) (defmethod area :default [_] 0)",
        ),
        (
            "square",
            "(ns square (:require shape [set-lib :as s]))
             (defmethod shape/area :square [x] (* (:a x) (:a x)))
             (derive ::square ::shape)",
        ),
        ("set-lib", "(ns set-lib)"),
    ]);
    w.require("square");
    assert_eq!(w.eval("(shape/area {:kind :square :a 3})"), "9");
    assert_eq!(w.eval("(isa? :square/square :square/shape)"), "true");
    w.set("square", "(ns square (:require shape))");
    w.reload("square");
    assert_eq!(w.eval("(shape/area {:kind :square :a 3})"), "0");
    assert_eq!(w.eval("(isa? :square/square :square/shape)"), "false");
    assert_eq!(w.eval("(ns-aliases 'square)"), "{}");
}

#[test]
fn methods_of_other_namespaces_stay_when_the_multimethod_is_reloaded() {
    let mut w = World::new(&[
        ("shape", "(ns shape) (defmulti area :kind)"),
        (
            "square",
            "(ns square (:require shape)) (defmethod shape/area :sq [_] 4)",
        ),
    ]);
    w.require("square");
    w.set("shape", "(ns shape) (defmulti area :type)");
    w.reload("shape");
    assert_eq!(w.eval("(shape/area {:type :sq})"), "4");
}

#[test]
fn defonce_keeps_its_value_and_a_plain_reference_is_reported() {
    let mut w = World::new(&[(
        "st",
        "(ns st) (defonce kept (atom 0)) (def lost (atom 0)) (defn f [] 1)",
    )]);
    w.require("st");
    w.eval("(swap! st/kept + 5) (swap! st/lost + 5)");
    w.set(
        "st",
        "(ns st) (defonce kept (atom 100)) (def lost (atom 0)) (defn f [] 2)",
    );
    let report = w.reload("st").expect("changed");
    assert_eq!(w.eval("[@st/kept @st/lost (st/f)]"), "[5 0 2]");
    assert_eq!(names(&report.kept), ["st/kept"]);
    assert_eq!(names(&report.reset), ["st/lost"]);
}

#[test]
fn names_may_move_between_own_referred_and_aliased() {
    let mut w = World::new(&[
        ("one", "(ns one) (def x :one)"),
        ("two", "(ns two) (def x :two)"),
        (
            "use1",
            "(ns use1 (:require [one :as o :refer [x]])) (defn f [] [x o/x])",
        ),
    ]);
    w.require("use1");
    w.require("two");
    let mut check = |text: &str, expected: &str| {
        w.set("use1", text);
        w.reload("use1");
        assert_eq!(w.eval("(use1/f)"), expected);
    };
    check(
        "(ns use1 (:require [two :as o])) (def x :own) (defn f [] [x o/x])",
        "[:own :two]",
    );
    check(
        "(ns use1 (:require [two :as o :refer [x]])) (defn f [] [x o/x])",
        "[:two :two]",
    );
    check(
        "(ns use1 (:require [one :as p :refer [x]])) (defn f [] [x p/x])",
        "[:one :one]",
    );
}

#[test]
fn what_is_private_now_is_refused_to_others() {
    let w = World::new(&[
        ("lib", "(ns lib) (defn f [] 1)"),
        ("app", "(ns app (:require lib)) (defn g [] (lib/f))"),
    ]);
    w.require("app");
    w.set("lib", "(ns lib) (defn- f [] 1)");
    assert!(w.refused("lib").message().contains("private now"));
    w.set("lib", "(ns lib) (declare f)");
    assert!(
        w.refused("lib")
            .message()
            .contains("declared but not defined")
    );
}

#[test]
fn an_edit_that_makes_a_circle_is_refused() {
    let w = World::new(&[("a", "(ns a (:require b))"), ("b", "(ns b)")]);
    w.require("a");
    w.set("b", "(ns b (:require a))");
    assert!(w.refused("b").message().contains("Cyclic load dependency"));
}

#[test]
fn a_live_fix_is_replaced_only_when_the_file_is_loaded_again() {
    let mut w = World::new(&[("a", "(ns a) (defn f [] 1)")]);
    w.require("a");
    w.eval("(in-ns 'a) (defn f [] :fixed) (in-ns 'user)");
    assert_eq!(w.eval("(a/f)"), ":fixed");
    assert_eq!(w.eval("(drift)"), "{a {:live [f], :file :same}}");
    w.reload("a").expect("live changes count");
    assert_eq!(w.eval("[(a/f) (drift)]"), "[1 {a :same}]");
}

#[test]
fn a_rollback_is_a_new_generation_with_the_old_content() {
    let mut w = World::new(&[("a", "(ns a) (defn f [] 1)")]);
    w.require("a");
    let good = w.engine.world().generation();
    w.set("a", "(ns a) (defn f [] 2)");
    w.reload("a");
    let made = w.engine.rollback(good).expect("kept");
    assert_eq!(made, good + 2);
    assert_eq!(w.eval("(a/f)"), "1");
    assert!(w.engine.rollback(9999).is_err());
}

#[test]
fn a_candidate_is_looked_at_run_and_then_published_or_dropped() {
    let mut w = World::new(&[("a", "(ns a) (defn f [] 1)")]);
    w.require("a");
    w.set("a", "(ns a) (defn f [] 2) (defn g [] 3)");
    w.eval("(def c (stage 'a))");
    assert_eq!(
        w.eval("(select-keys (report c) [:added :loaded])"),
        "{:added [a/g], :loaded [a]}"
    );
    assert_eq!(w.eval("[(in-world c (a/f)) (a/f)]"), "[2 1]");
    assert_eq!(
        w.eval("(:to (publish! c))"),
        w.engine.world().generation().to_string()
    );
    assert_eq!(w.eval("(a/f)"), "2");
    assert!(w.eval("(publish! c)").contains("already"));
    w.set("a", "(ns a) (defn f [] 5)");
    w.eval("(discard! (stage 'a))");
    assert_eq!(w.eval("(a/f)"), "2");
}

#[test]
fn two_candidates_for_one_namespace_conflict_by_name() {
    let mut w = World::new(&[("a", "(ns a) (defn f [] 1)")]);
    w.require("a");
    w.set("a", "(ns a) (defn f [] 2)");
    w.eval("(def c1 (stage 'a))");
    w.set("a", "(ns a) (defn f [] 3)");
    w.eval("(def c2 (stage 'a))");
    w.eval("(publish! c2)");
    let error = w.try_eval("(publish! c1)").expect_err("conflict");
    assert_eq!(error.code(), "reload/conflict");
    assert!(error.message().contains("a/f"), "{error:?}");
    assert_eq!(w.eval("(a/f)"), "3");
}

#[test]
fn candidates_for_different_namespaces_are_both_published() {
    let mut w = World::new(&[("a", "(ns a) (defn f [] 1)"), ("b", "(ns b) (defn f [] 1)")]);
    w.require("a");
    w.require("b");
    w.set("a", "(ns a) (defn f [] 2)");
    w.set("b", "(ns b) (defn f [] 2)");
    w.eval("(def c1 (stage 'a)) (def c2 (stage 'b))");
    w.eval("(publish! c2) (publish! c1)");
    assert_eq!(w.eval("[(a/f) (b/f)]"), "[2 2]");
}

#[test]
fn a_thousand_stages_that_fail_somewhere_leave_no_trace() {
    let mut w = World::new(&[("a", "(ns a) (defonce n (atom 0)) (defn f [] 1)")]);
    w.require("a");
    let before = w.engine.world();
    let bad = [
        "(undefined)",
        "(",
        "(throw (ex-info \"x\" {}))",
        "(let [1])",
        "(require 'no.lib)",
    ];
    for i in 0..1000 {
        let mut forms: Vec<String> = (0..10).map(|n| format!("(defn f{n} [] {n})")).collect();
        forms.insert(i % 11, bad[i % bad.len()].to_string());
        w.set("a", &format!("(ns a) {}", forms.join(" ")));
        assert!(w.engine.reload("a").is_err());
    }
    assert!(std::sync::Arc::ptr_eq(&before, &w.engine.world()));
    w.set("a", "(ns a) (defonce n (atom 0)) (defn f [] 2)");
    w.reload("a").expect("good again");
    assert_eq!(w.eval("(a/f)"), "2");
}
