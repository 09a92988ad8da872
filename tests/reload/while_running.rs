//! Code that replaces itself while it runs.
//!
//! A frame goes on with the code, constants and captured values it began with, although nothing
//! else holds them any more. Values and worlds are kept as short as possible here (a history of
//! one world), so that whatever a frame fails to hold is freed under it: `tests/valgrind.sh` runs
//! these tests under valgrind.

use clutch_lang::{Caps, Engine, MemSources, Module, Session};

struct Program {
    session: Session,
    engine: Engine,
    sources: MemSources,
}

/// A program whose `host/edit` sets the text of a namespace.
fn program(texts: &[(&str, &str)]) -> Program {
    let sources = MemSources::new();
    for (ns, text) in texts {
        sources.set(ns, *text);
    }
    let edited = sources.clone();
    let host = Module::new("host").function(
        "edit",
        "Changes the text of a namespace.",
        move |ns: String, text: String| {
            edited.set(&ns, text);
        },
    );
    let engine = Engine::builder()
        .caps(Caps::ALL)
        .sources(sources.clone())
        .module(host)
        .history(1, 1)
        .build();
    Program {
        session: engine.session(),
        engine,
        sources,
    }
}

impl Program {
    fn eval(&mut self, text: &str) -> String {
        let result = self.session.eval("test", text);
        match result.and_then(|_| self.session.eval("test", "(pr-str *1)")) {
            Ok(value) => value.as_str().unwrap_or("no text").to_string(),
            Err(error) => format!("{}: {}", error.class(), error.message()),
        }
    }
}

fn eval(text: &str) -> String {
    program(&[]).eval(text)
}

#[test]
fn a_function_that_redefines_itself_finishes_its_own_body() {
    let text = r#"
        (defn f [n]
          (let [mine (str "old" n)]
            (load-string "(defn f [n] (str \"new\" n))")
            (dotimes [i 200] (load-string (str "(defn g" (mod i 5) " [] \"" i "\")")))
            [mine "a constant of the old body" {:and [1 2 n]} (f n)]))
        [(f 1) (f 2)]"#;
    assert_eq!(
        eval(text),
        r#"[["old1" "a constant of the old body" {:and [1 2 1]} "new1"] "new2"]"#
    );
}

#[test]
fn each_level_of_a_recursion_redefines_the_function_and_unwinds_through_its_own_code() {
    let text = r#"
        (defn source [n]
          (str "(defn down [k] (if (pos? k)
                  (do (load-string (source " (inc n) ")) (conj (down (dec k)) \"level " n "\"))
                  [\"bottom " n "\"]))"))
        (load-string (source 0))
        (let [v (down 60)] [(count v) (first v) (second v) (peek v)])"#;
    assert_eq!(eval(text), r#"[61 "bottom 60" "level 59" "level 0"]"#);
}

#[test]
fn closures_lazy_seqs_and_handlers_of_replaced_code_go_on() {
    let text = r#"
        (defn make [x]
          (let [held (str "held " x)]
            {:fn (fn [y] (str held " and " y " in " "old code"))
             :seq (map (fn [y] (str held y "lazily")) (range 3))
             :delay (delay (str held " delayed"))
             :try (fn [] (try (load-string "(defn make [x] nil)")
                              (throw (ex-info "thrown" {:with held}))
                              (catch Exception e (str (ex-message e) (ex-data e)))
                              (finally (load-string "(defn make [x] :finally)"))))}))
        (let [m (make 1)]
          (load-string "(defn make [x] :new)")
          (dotimes [i 200] (load-string (str "(defn filler" (mod i 7) " [] " i ")")))
          [((:fn m) 2) (vec (:seq m)) @(:delay m) ((:try m)) (make 1)])"#;
    assert_eq!(
        eval(text),
        r#"["held 1 and 2 in old code" ["held 10lazily" "held 11lazily" "held 12lazily"] "held 1 delayed" "thrown{:with \"held 1\"}" :finally]"#
    );
}

#[test]
fn callbacks_of_natives_redefine_themselves() {
    let text = r#"
        (defn again [name body] (load-string (str "(defn " name " " body ")")))
        (defn add [a b] (again "add" "[a b] (+ a b 1000)") (+ a b (count "old")))
        (defn before? [a b] (again "before?" "[a b] (> a b)") (< a b))
        (defn bump [n] (again "bump" "[n] (+ n 10)") (inc n))
        [(reduce add 0 (range 5))
         (reduce #'add 0 (range 5))
         (sort before? [3 1 2])
         (swap! (atom 1) bump)
         (mapv #'bump [1 2 3])
         (map (fn [x] (bump x)) [1 2])
         (apply #'add [1 2])
         (update {:a 1} :a bump)]"#;
    assert_eq!(
        eval(text),
        "[25 5010 (1 2 3) 2 [11 12 13] (11 12) 1003 {:a 11}]"
    );
}

#[test]
fn methods_and_protocol_implementations_replace_themselves() {
    let text = r#"
        (defmulti area :kind)
        (defmethod area :square [{:keys [side]}]
          (load-string "(remove-method area :square)
                        (defmethod area :square [_] (str \"new\" \" square\"))")
          (str "old square of " side))
        (defprotocol Named (named [this]))
        (extend-protocol Named String
          (named [s]
            (load-string "(extend-protocol Named String (named [s] (str \"new \" s)))")
            (str "old " s)))
        (defrecord Box [x] Named
          (named [b] (load-string "(defrecord Box [y] Named (named [b] :new-box))") (str "box " x)))
        (let [b (->Box 1)]
          [(area {:kind :square :side 2}) (area {:kind :square :side 2})
           (named "s") (named "s") (named b) (named (->Box 2))])"#;
    assert_eq!(
        eval(text),
        r#"["old square of 2" "new square" "old s" "new s" "box 1" :new-box]"#
    );
}

#[test]
fn a_function_that_is_unmapped_while_it_runs_finishes() {
    let text = r#"
        (defn f [n] (ns-unmap 'user 'f)
          (dotimes [i 100] (load-string (str "(def filler " i ")")))
          [n "still here" (resolve 'f)])
        (f 1)"#;
    assert_eq!(eval(text), r#"[1 "still here" nil]"#);
}

#[test]
fn a_macro_that_redefines_itself_while_it_expands() {
    let text = r#"
        (defmacro m [x] (load-string "(defmacro m [x] (list 'str \"new \" x))") (list 'str "old " x))
        [(m 1) (eval '(m 2)) (eval '(m 3))]"#;
    assert_eq!(eval(text), r#"["old 1" "new 2" "new 3"]"#);
}

/// Gives programs `texts/of`, which puts a number for each `%d` of a text.
fn give_text(p: &mut Program, template: &str) {
    p.eval(&format!(
        "(create-ns 'texts)
         (intern 'texts 'of (fn [n] (.replace {template:?} \"%d\" (str n)))) nil"
    ));
}

#[test]
fn a_function_that_reloads_its_namespace_finishes_in_its_body_and_sees_the_new_rest() {
    let template = r#"(ns app)
        (def limit "%d")
        (defn helper [] [:helper "%d"])
        (defn run []
          (let [before (str limit " before")
                lazily (map (fn [x] [x (helper) "%d"]) [1])]
            (host/edit "app" (texts/of 8))
            (require 'app :reload)
            [before "body %d" limit (helper) (vec lazily)]))"#;
    let mut p = program(&[("app", &template.replace("%d", "7"))]);
    give_text(&mut p, template);
    p.engine.require("app").expect("loads");
    assert_eq!(
        p.eval("[(app/run) app/limit]"),
        r#"[["7 before" "body 7" "8" [:helper "8"] [[1 [:helper "8"] "7"]]] "8"]"#
    );
}

#[test]
fn a_loop_that_reloads_its_own_namespace_in_every_round_ends_where_it_should() {
    let mut p = program(&[]);
    let template = r#"(ns app)
        (defonce rounds (atom 0))
        (defn version [] "v%d")
        (defn round [n]
          (host/edit "app" (texts/of n))
          (require 'app :reload)
          (swap! rounds inc)
          [(version) "in body %d"])
        (defn run []
          (loop [n 1 seen []]
            (if (< n 100)
              (recur (inc n) (conj seen (round n)))
              [(count seen) (peek seen) @rounds])))"#;
    let first = template.replace("%d", "0");
    give_text(&mut p, template);
    p.sources.set("app", first.as_str());
    p.engine.require("app").expect("loads");
    assert_eq!(p.eval("(app/run)"), r#"[99 ["v99" "in body 98"] 99]"#);
    // In a turn that publishes: it sees its own publishes.
    p.sources.set("app", first);
    p.engine.reload("app").expect("loads");
    assert_eq!(
        p.eval("(turn (app/run))"),
        r#"[99 ["v99" "in body 98"] 198]"#
    );
}

#[test]
fn a_thread_runs_old_code_while_others_replace_it_and_let_it_go() {
    let mut p = program(&[("app", "(ns app) (defn work [] :v0)")]);
    p.engine.require("app").expect("loads");
    p.eval("(def stop (atom false)) (def done (atom 0))");
    let threads: Vec<_> = (0..2)
        .map(|_| {
            let engine = p.engine.clone();
            std::thread::spawn(move || {
                let text = "(let [held (fn [] [(app/work) (str \"closure \" (app/work))])]
                              (while (not @stop) (held) (turn (held)) (swap! done inc)))";
                engine.run_script("worker", text).map(|_| ())
            })
        })
        .collect();
    for n in 0..200 {
        p.sources.set(
            "app",
            format!(
                "(ns app) (defn work [] (let [f (fn [x] [x \"constant {n}\"])] (f {{:n {n}}})))"
            ),
        );
        p.engine.reload("app").expect("reloads");
    }
    p.eval("(reset! stop true)");
    for thread in threads {
        thread.join().expect("ends").expect("no exception");
    }
    assert_eq!(p.eval("(pos? @done)"), "true");
    assert_eq!(p.eval("(app/work)"), r#"[{:n 199} "constant 199"]"#);
}
