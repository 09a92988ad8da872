//! What calls become. Names ending in `_` are the ones made up; see `cx.rs` for their numbers.

use super::{TestHost, check, expand_once, text};

#[test]
fn let_with_plain_names_is_let_star() {
    check("(let [a 1 b a] b)", "(let* [a 1 b a] b)");
    check("(let [])", "(let* [])");
    check("(let [^:hint a 1] a a)", "(let* [^:hint a 1] a a)");
}

#[test]
fn sequential_patterns_without_rest_read_by_index() {
    check(
        "(let [[a [b] :as c] x] a)",
        "(let* [vec__1_ x
                a (clojure.core/nth vec__1_ 0 nil)
                vec__2_ (clojure.core/nth vec__1_ 1 nil)
                b (clojure.core/nth vec__2_ 0 nil)
                c vec__1_] a)",
    );
}

#[test]
fn sequential_patterns_with_rest_walk_a_seq() {
    check(
        "(let [[a & b] x] a)",
        "(let* [seq__1_ (clojure.core/seq x)
                a (clojure.core/first seq__1_)
                seq__1_ (clojure.core/next seq__1_)
                b seq__1_] a)",
    );
    check(
        "(let [[[a] & [b] :as c] x] a)",
        "(let* [vec__1_ x
                seq__2_ (clojure.core/seq vec__1_)
                first__3_ (clojure.core/first seq__2_)
                seq__2_ (clojure.core/next seq__2_)
                a (clojure.core/nth first__3_ 0 nil)
                b (clojure.core/nth seq__2_ 0 nil)
                c vec__1_] a)",
    );
}

#[test]
fn associative_patterns_bind_the_whole_then_single_keys_then_groups() {
    check(
        "(let [{:keys [a :b x/c] d :d :syms [e y/f] :strs [g] :or {d 1 e 2} :as all} m] a)",
        "(let* [map__1_ m
                map__1_ (if (clojure.core/seq? map__1_) (clutch.rt/seq-to-map map__1_) map__1_)
                all map__1_
                d (clojure.core/get map__1_ :d 1)
                a (clojure.core/get map__1_ :a)
                b (clojure.core/get map__1_ :b)
                c (clojure.core/get map__1_ :x/c)
                e (clojure.core/get map__1_ (quote e) 2)
                f (clojure.core/get map__1_ (quote y/f))
                g (clojure.core/get map__1_ \"g\")] a)",
    );
    check(
        "(let [{:n/keys [a m/b] :n/syms [c] {d :d} :e} m] a)",
        "(let* [map__1_ m
                map__1_ (if (clojure.core/seq? map__1_) (clutch.rt/seq-to-map map__1_) map__1_)
                map__2_ (clojure.core/get map__1_ :e)
                map__2_ (if (clojure.core/seq? map__2_) (clutch.rt/seq-to-map map__2_) map__2_)
                d (clojure.core/get map__2_ :d)
                a (clojure.core/get map__1_ :n/a)
                b (clojure.core/get map__1_ :n/b)
                c (clojure.core/get map__1_ (quote n/c))] a)",
    );
}

#[test]
fn loop_with_patterns_takes_them_apart_each_turn() {
    check("(loop [a 1] (recur a))", "(loop* [a 1] (recur a))");
    // The value of `c` may use `a`, so the pattern is taken apart before the loop too.
    check(
        "(loop [[a] x c a] b)",
        "(let* [loop__1_ x a (clojure.core/nth loop__1_ 0 nil) c a]
           (loop* [loop__1_ loop__1_ c c]
             (let* [a (clojure.core/nth loop__1_ 0 nil)] b)))",
    );
    check(
        "(loop [[a] x c 0] b)",
        "(let* [loop__1_ x c 0]
           (loop* [loop__1_ loop__1_ c c]
             (let* [a (clojure.core/nth loop__1_ 0 nil)] b)))",
    );
}

#[test]
fn conditional_bindings_are_seen_in_one_branch_only() {
    check(
        "(if-let [a b] a c)",
        "(let* [test__1_ b] (if test__1_ (let* [a test__1_] a) c))",
    );
    check(
        "(if-some [[a] b] a)",
        "(let* [test__1_ b]
           (if (clojure.core/nil? test__1_) nil
               (let* [a (clojure.core/nth test__1_ 0 nil)] a)))",
    );
    check(
        "(when-let [a b] c d)",
        "(let* [test__1_ b] (if test__1_ (let* [a test__1_] c d) nil))",
    );
    check(
        "(when-some [a b] c d)",
        "(let* [test__1_ b] (if (clojure.core/nil? test__1_) nil (let* [a test__1_] c d)))",
    );
    check(
        "(when-first [a b] c d)",
        "(let* [seq__1_ (clojure.core/seq b)]
           (if seq__1_ (let* [a (clojure.core/first seq__1_)] c d) nil))",
    );
}

#[test]
fn letfn_makes_named_functions() {
    check(
        "(letfn [(f [x] (g x)) (g ([] 1) ([[y]] y))] (f 1))",
        "(letfn* [f (fn* f ([x] (g x)))
                  g (fn* g ([] 1) ([p__1_] (let* [y (clojure.core/nth p__1_ 0 nil)] y)))]
           (f 1))",
    );
}

#[test]
fn binding_restores_in_finally() {
    check(
        "(binding [*a* 1 *b* 2] c d)",
        "(let* []
           (clojure.core/push-thread-bindings
             (clojure.core/hash-map (var *a*) 1 (var *b*) 2))
           (try c d (finally (clojure.core/pop-thread-bindings))))",
    );
}

#[test]
fn counting_loops() {
    check(
        "(dotimes [i n] a b)",
        "(let* [count__1_ (clojure.core/long n)]
           (loop* [i 0]
             (if (clojure.core/< i count__1_) (do a b (recur (clojure.core/inc i))) nil)))",
    );
    check(
        "(dotimes [i 3])",
        "(let* [count__1_ 3]
           (loop* [i 0] (if (clojure.core/< i count__1_) (recur (clojure.core/inc i)) nil)))",
    );
    check("(while a b c)", "(loop* [] (if a (do b c (recur)) nil))");
}

#[test]
fn fn_keeps_names_and_arities() {
    check("(fn [a & b] a b)", "(fn* ([a & b] a b))");
    check("(fn f ([] 1) ([a] a))", "(fn* f ([] 1) ([a] a))");
    check("(fn [])", "(fn* ([]))");
    check("^:hint (fn [])", "^:hint (fn* ([]))");
}

#[test]
fn patterns_of_parameters_are_taken_apart_in_the_body() {
    check(
        "(fn [[a] b & {:keys [c]}] d)",
        "(fn* ([p__1_ b & p__2_]
           (let* [a (clojure.core/nth p__1_ 0 nil)
                  p__2_ (if (clojure.core/seq? p__2_) (clutch.rt/seq-to-map p__2_) p__2_)
                  c (clojure.core/get p__2_ :c)]
             d)))",
    );
}

const FAILED: &str = "(throw (new java.lang.AssertionError (clojure.core/str \"Assert failed: \"";

#[test]
fn conditions_become_assertions_around_the_body() {
    let throw = |test: &str| format!("{FAILED} (clojure.core/pr-str (quote {test})))))");
    check(
        "(fn [x] {:pre [(p x)] :post [(q %)]} x y)",
        &format!(
            "(fn* ([x]
               (if (p x) nil {})
               (let* [% (do x y)] (if (q %) nil {}) %)))",
            throw("(p x)"),
            throw("(q %)")
        ),
    );
    // A map alone is the body; conditions may be metadata of the parameters.
    check("(fn [x] {:pre [x]})", "(fn* ([x] {:pre [x]}))");
    check(
        "(fn ^{:pre [x]} [x] 1)",
        &format!("(fn* (^{{:pre [x]}} [x] (if x nil {}) 1))", throw("x")),
    );
}

#[test]
fn assertions_vanish_where_assert_is_off() {
    let mut host = TestHost { asserts: false };
    let mut expand = |call: &str| {
        let form = expand_once(&mut host, &text::read(call)).expect("expands");
        text::print(&form)
    };
    assert_eq!(expand("(assert a)"), "nil");
    assert_eq!(expand("(fn [x] {:pre [x] :post [%]} x)"), "(fn* ([x] x))");
    check(
        "(assert a \"why\")",
        &format!(
            "(if a nil {} \"why\" \"\n\" (clojure.core/pr-str (quote a))))))",
            FAILED
        ),
    );
}

#[test]
fn defn_is_def_of_a_function_without_a_name() {
    check(
        "(defn f [x] x)",
        "(def ^{:arglists (quote ([x]))} f (fn* ([x] x)))",
    );
    check(
        "(defn ^{:doc \"old\" :x 1} f \"new\" {:y 2 :inline (fn [a] a)} ([] 1) ([[a] b] 2) {:z 3})",
        "(def ^{:doc \"new\" :x 1 :arglists (quote ([] [[a] b])) :y 2 :z 3} f
           (fn* ([] 1) ([p__1_ b] (let* [a (clojure.core/nth p__1_ 0 nil)] 2))))",
    );
    check(
        "(defn- f [] 1)",
        "(def ^{:arglists (quote ([])) :private true} f (fn* ([] 1)))",
    );
    // A string or map behind the parameters belongs to the body.
    check(
        "(defn f [x] \"not doc\" x)",
        "(def ^{:arglists (quote ([x]))} f (fn* ([x] \"not doc\" x)))",
    );
    check(
        "(defn f [x] {:a 1})",
        "(def ^{:arglists (quote ([x]))} f (fn* ([x] {:a 1})))",
    );
}

#[test]
fn defmacro_adds_form_and_env() {
    check(
        "(defmacro m \"Doc.\" ([x] x) ([x & [y]] y))",
        "(def ^{:arglists (quote ([x] [x & [y]])) :doc \"Doc.\" :macro true} m
           (fn* ([&form &env x] x)
                ([&form &env x & p__1_] (let* [y (clojure.core/nth p__1_ 0 nil)] y))))",
    );
}

#[test]
fn declare_and_defonce_mark_the_name() {
    check(
        "(declare a ^:dynamic b)",
        "(do (def ^{:declared true} a) (def ^{:dynamic true :declared true} b))",
    );
    check("(declare)", "(do)");
    check(
        "(defonce a (f))",
        "(if (clutch.rt/keep-defonce! (quote app/a)) (do (def ^{:defonce true} a) nil) (def ^{:defonce true} a (f)))",
    );
}

#[test]
fn boolean_chains() {
    check("(and)", "true");
    check("(and a)", "a");
    check(
        "(and a b c)",
        "(let* [and__1_ a] (if and__1_ (let* [and__1_ b] (if and__1_ c and__1_)) and__1_))",
    );
    check("(or)", "nil");
    check("(or a)", "a");
    check("(or a b)", "(let* [or__1_ a] (if or__1_ or__1_ b))");
}

#[test]
fn conditionals() {
    check("(when a b c)", "(if a (do b c))");
    check("(when-not a b)", "(if a nil (do b))");
    check("(if-not a b)", "(if a nil b)");
    check("(if-not a b c)", "(if a c b)");
    check("(cond)", "nil");
    check("(cond a 1 :else 2)", "(if a 1 (if :else 2 nil))");
    check(
        "(condp p e a 1 b :>> f 3)",
        "(let* [pred__1_ p expr__2_ e]
           (if (pred__1_ a expr__2_) 1
             (let* [found__3_ (pred__1_ b expr__2_)]
               (if found__3_ (f found__3_) 3))))",
    );
    check(
        "(condp p e a 1)",
        "(let* [pred__1_ p expr__2_ e]
           (if (pred__1_ a expr__2_) 1
             (throw (new java.lang.IllegalArgumentException
               (clojure.core/str \"No matching clause: \" expr__2_)))))",
    );
}

#[test]
fn case_collects_constants() {
    check(
        "(case x a 1 (b \"c\" nil [d]) 2 ((e f)) 3 :other)",
        "(let* [case__1_ x]
           (case* case__1_ :other ([a] 1) ([b \"c\" nil [d]] 2) ([(e f)] 3)))",
    );
    check(
        "(case x 1 2)",
        "(let* [case__1_ x]
           (case* case__1_
             (throw (new java.lang.IllegalArgumentException
               (clojure.core/str \"No matching clause: \" case__1_)))
             ([1] 2)))",
    );
    check("(case x 2)", "(let* [case__1_ x] 2)");
    check(
        "(case x () 1 2)",
        "(let* [case__1_ x] (case* case__1_ 2 ([] 1)))",
    );
}

#[test]
fn threading() {
    check("(-> a)", "a");
    check("(-> a b (c d) :e)", "(:e (c (b a) d))");
    check("(->> a b (c d) :e)", "(:e (c d (b a)))");
    check("(.. a b (c d))", "(. (. a b) (c d))");
    check(
        "(doto a b (c d))",
        "(let* [doto__1_ a] (b doto__1_) (c doto__1_ d) doto__1_)",
    );
    check("(as-> a n (b n) (c n))", "(let* [n a n (b n)] (c n))");
    check("(as-> a n)", "(let* [n a] n)");
    check("(some-> a)", "(let* [] a)");
    check(
        "(some-> a b (c d))",
        "(let* [some__1_ a
                some__1_ (if (clojure.core/nil? some__1_) nil (b some__1_))]
           (if (clojure.core/nil? some__1_) nil (c some__1_ d)))",
    );
    check(
        "(some->> a (c d))",
        "(let* [some__1_ a] (if (clojure.core/nil? some__1_) nil (c d some__1_)))",
    );
    check(
        "(cond-> a x b y (c d))",
        "(let* [cond__1_ a cond__1_ (if x (b cond__1_) cond__1_)]
           (if y (c cond__1_ d) cond__1_))",
    );
    check(
        "(cond->> a y (c d))",
        "(let* [cond__1_ a] (if y (c d cond__1_) cond__1_))",
    );
}

#[test]
fn doseq_loops_over_iterators() {
    check(
        "(doseq [x xs] a b)",
        "(let* [it__1_ (clutch.rt/iter xs)]
           (loop* [x (clutch.rt/next! it__1_)]
             (if (clutch.rt/done? x) nil (do a b (recur (clutch.rt/next! it__1_))))))",
    );
    check(
        "(doseq [[k] xs :let [z 1] :when a y ys :while b] c)",
        "(let* [it__2_ (clutch.rt/iter xs)]
           (loop* [item__3_ (clutch.rt/next! it__2_)]
             (if (clutch.rt/done? item__3_) nil
               (let* [k (clojure.core/nth item__3_ 0 nil)]
                 (let* [z 1]
                   (if a
                     (do (let* [it__1_ (clutch.rt/iter ys)]
                           (loop* [y (clutch.rt/next! it__1_)]
                             (if (clutch.rt/done? y) nil
                               (if b (do c (recur (clutch.rt/next! it__1_))) nil))))
                         (recur (clutch.rt/next! it__2_)))
                     (recur (clutch.rt/next! it__2_))))))))",
    );
    check("(doseq [] a)", "(do a nil)");
    check("(doseq [:when a] b)", "(if a (do b nil) nil)");
}

#[test]
fn for_walks_chunks_with_one_copy_of_the_body() {
    check(
        "(for [x xs :when a] b)",
        "((fn* iter__1_ [s__2_]
            (clutch.rt/lazy-seq*
              (^{:once true} fn* []
                (loop* [s__2_ s__2_]
                  (let* [s__2_ (clojure.core/seq s__2_)]
                    (if s__2_
                      (let* [chunk__3_ (if (clojure.core/chunked-seq? s__2_)
                                         (clojure.core/chunk-first s__2_) nil)
                             size__4_ (if chunk__3_ (clojure.core/count chunk__3_) 1)
                             out__5_ (if chunk__3_ (clojure.core/chunk-buffer size__4_) nil)
                             end__8_ (loop* [i__6_ 0]
                                       (if (clojure.core/< i__6_ size__4_)
                                         (let* [x (if chunk__3_
                                                    (clojure.core/nth chunk__3_ i__6_)
                                                    (clojure.core/first s__2_))]
                                           (if a
                                             (let* [value__7_ b]
                                               (if chunk__3_
                                                 (do (clojure.core/chunk-append out__5_ value__7_)
                                                     (recur (clojure.core/inc i__6_)))
                                                 (clojure.core/cons value__7_
                                                   (iter__1_ (clojure.core/rest s__2_)))))
                                             (recur (clojure.core/inc i__6_))))
                                         true))]
                        (if chunk__3_
                          (clojure.core/chunk-cons (clojure.core/chunk out__5_)
                            (if end__8_ (iter__1_ (clojure.core/chunk-rest s__2_)) nil))
                          (if (clojure.core/true? end__8_)
                            (recur (clojure.core/rest s__2_))
                            end__8_)))
                      nil))))))
          xs)",
    );
}

#[test]
fn outer_levels_of_for_go_one_by_one() {
    let mut host = TestHost { asserts: true };
    let form = text::read("(for [[a] as :while p b bs] c)");
    let printed = text::print(&expand_once(&mut host, &form).expect("expands"));
    let outer = "(let* [vec__12_ (clojure.core/first s__10_) a (clojure.core/nth vec__12_ 0 nil)]";
    assert!(printed.contains(outer), "{printed}");
    assert!(printed.contains("(if p (let* [found__"), "{printed}");
    assert!(
        printed.contains("(clojure.core/concat found__"),
        "{printed}"
    );
    assert_eq!(printed.matches("chunked-seq?").count(), 1, "{printed}");
}

#[test]
fn deferred_bodies() {
    check(
        "(lazy-seq a b)",
        "(clutch.rt/lazy-seq* (^{:once true} fn* [] a b))",
    );
    check(
        "(delay a)",
        "(clutch.rt/make-delay (^{:once true} fn* [] a))",
    );
    check("(comment a (b))", "nil");
    check(
        "(time a)",
        "(let* [start__1_ (. java.lang.System (nanoTime)) value__2_ a]
           (clojure.core/prn
             (clojure.core/str \"Elapsed time: \"
               (clojure.core// (clojure.core/double
                                 (clojure.core/- (. java.lang.System (nanoTime)) start__1_))
                               1000000.0)
               \" msecs\"))
           value__2_)",
    );
}

#[test]
fn ns_becomes_calls_in_order() {
    check(
        "(ns app)",
        "(do (clutch.rt/in-ns* (quote app) nil) (clojure.core/refer (quote clojure.core)) nil)",
    );
    check(
        "(ns ^{:author \"A\"} app \"Doc.\" {:x (f)}
           (:require [a.b :as b] c (p q [r :refer [s]]) :reload)
           (:use [u :only [v]])
           (:import (java.util Date UUID) java.io.File)
           (:refer-clojure :exclude [map])
           (:gen-class)
           (:load \"more\"))",
        "(do (clutch.rt/in-ns* (quote app) {:author \"A\" :doc \"Doc.\" :x (f)})
             (clojure.core/require (quote [a.b :as b]) (quote c)
                                   (quote (p q [r :refer [s]])) (quote :reload))
             (clojure.core/use (quote [u :only [v]]))
             (import* \"java.util.Date\")
             (import* \"java.util.UUID\")
             (import* \"java.io.File\")
             (clojure.core/refer (quote clojure.core) (quote :exclude) (quote [map]))
             (clojure.core/load (quote \"more\"))
             nil)",
    );
    check(
        "(ns clojure.core)",
        "(do (clutch.rt/in-ns* (quote clojure.core) nil) nil)",
    );
}
