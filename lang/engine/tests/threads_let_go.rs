//! Threads hold no old code that they do not run: whatever a thread does while others publish, old
//! generations and old functions go when nobody holds them.

use clutch_lang::{Caps, Engine, MemSources, Session, World};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

const PUBLISHES: usize = 200;
const KEPT: usize = 2;

/// Old versions of what a namespace defines, as long as somebody has them.
type Worlds = Vec<(u64, Weak<World>)>;

struct Program {
    sources: MemSources,
    engine: Engine,
    session: Session,
    worlds: Worlds,
}

fn text(n: usize) -> String {
    format!(
        "(ns a)
         (def big [{n} :in :every :version])
         (defn helper [] (first big))
         (defprotocol P (answer [x]))
         (defrecord R [] P (answer [_] (helper)))
         (defmulti area :kind)
         (defmethod area :default [_] (helper))
         (defn step [] (+ (helper) (answer (->R)) (area {{}})))"
    )
}

impl Program {
    fn new() -> Program {
        let sources = MemSources::new();
        sources.set("a", text(0));
        let engine = Engine::builder()
            .caps(Caps::ALL)
            .sources(sources.clone())
            .history(KEPT, 10)
            .lenient()
            .build();
        engine.require("a").expect("loads");
        Program {
            session: engine.session(),
            sources,
            engine,
            worlds: Vec::new(),
        }
    }

    fn eval(&mut self, text: &str) -> String {
        let text = format!("(pr-str (do {text}))");
        let value = self.session.eval("s", &text).expect("runs");
        value.as_str().unwrap_or_default().to_string()
    }

    /// Publishes many versions, of a namespace and of single names. The session runs now and then.
    fn publish(&mut self) {
        for n in 1..=PUBLISHES {
            self.sources.set("a", text(n));
            self.engine.reload("a").expect("reloads");
            let world = self.engine.world();
            self.worlds
                .push((world.generation(), Arc::downgrade(&world)));
            drop(world);
            if n % 20 == 0 {
                self.eval("(a/step) (turn (a/step)) (def counted 1)");
            }
        }
        // What was printed last are strings; the values before them are forgotten.
        for _ in 0..3 {
            self.eval("nil");
        }
    }

    /// Asserts that soon only the kept generations are there.
    fn only_kept(&mut self, what: &str) {
        self.only(&[], what);
    }

    /// Asserts that soon only the kept generations and these are there.
    fn only(&mut self, more: &[u64], what: &str) {
        let newest = self.engine.world().generation();
        let kept = (newest + 1 - KEPT as u64)..=newest;
        let started = Instant::now();
        loop {
            let listed: Vec<u64> = self.listed();
            let wrong: Vec<u64> = listed
                .iter()
                .copied()
                .filter(|g| !kept.contains(g) && !more.contains(g))
                .collect();
            let alive = self.worlds.iter().filter(|(_, w)| w.strong_count() > 0);
            let alive: Vec<u64> = alive.map(|(g, _)| *g).collect();
            let leaked = alive.iter().any(|g| !kept.contains(g) && !more.contains(g));
            if wrong.is_empty() && !leaked {
                return;
            }
            if started.elapsed() > Duration::from_secs(10) {
                let who = wrong.first().or(alive.first()).copied().unwrap_or(0);
                let who = self.eval(&format!("(who-holds {who})"));
                panic!("{what}: {wrong:?} and {alive:?} are still there: {who}");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn listed(&mut self) -> Vec<u64> {
        let shown = self.eval("(mapv :generation (generations))");
        let numbers = shown.trim_matches(['[', ']']).split(' ');
        numbers.filter_map(|n| n.parse().ok()).collect()
    }

    /// Asserts that nobody holds old code of the namespace.
    fn no_old_code(&mut self, what: &str) {
        let started = Instant::now();
        while self.eval("(holders)") != "[]" {
            let holders = self.eval("(holders)");
            assert!(
                started.elapsed() < Duration::from_secs(10),
                "{what}: {holders}"
            );
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

#[test]
fn workers_in_loops_of_turns() {
    let mut p = Program::new();
    p.eval(
        "(def stop (atom false))
         (def rounds (atom 0))
         (def workers (doall (for [_ (range 4)]
           (future (loop [] (when-not @stop (turn (a/step)) (swap! rounds inc) (recur)))))))",
    );
    p.publish();
    p.only_kept("loops of turns");
    p.no_old_code("loops of turns");
    p.eval("(reset! stop true) (run! deref workers)");
    p.only_kept("ended loops of turns");
}

#[test]
fn live_loops() {
    let mut p = Program::new();
    p.eval(
        "(def stop (atom false))
         (dotimes [_ 3] (.start (Thread. (fn [] (loop [n 0] (when-not @stop (a/step) (recur (inc n))))))))
         (dotimes [_ 2] (.start (Thread. (fn [] (loop [s (range)] (when-not @stop (recur (next s))))))))",
    );
    p.publish();
    p.only_kept("live loops");
    p.no_old_code("live loops");
    p.eval("(reset! stop true)");
}

#[test]
fn parked_threads_that_ran_old_code_before() {
    let mut p = Program::new();
    p.eval(
        "(def go (promise))
         (def queue (java.util.concurrent.LinkedBlockingQueue.))
         (def lock (Object.))
         (def latch (java.util.concurrent.CountDownLatch. 1))
         (def ran (atom 0))
         (defn run [] (a/step) (turn (a/step)) (swap! ran inc))
         (def parked
           [(future (run) @go)
            (future (run) (Thread/sleep 60000))
            (future (run) (.take queue))
            (future (run) (.await latch))
            (future (run) (deref go 60000 nil))
            (future (run) @(delay @go))
            (future (run) (first (lazy-seq [@go])))])
         (loop [] (when (< @ran 7) (Thread/sleep 1) (recur)))",
    );
    p.publish();
    p.only_kept("parked threads");
    p.no_old_code("parked threads");
    p.eval("(deliver go 1) (.put queue 1) (.countDown latch) (run! future-cancel parked)");
}

#[test]
fn idle_threads_of_the_pool_and_of_agents() {
    let mut p = Program::new();
    p.eval(
        "(def agents (mapv agent (range 8)))
         (defn work [_] (a/step))
         (run! deref (doall (for [_ (range 8)] (future (a/step) (turn (a/step))))))
         (doseq [a agents] (send a work) (send-off a work))
         (apply await agents)
         (doall (pmap (fn [_] (a/step)) (range 8)))",
    );
    p.publish();
    p.only_kept("idle threads");
    p.no_old_code("idle threads");
    p.eval("(doseq [a agents] (send a work)) (apply await agents)");
}

#[test]
fn sessions_between_two_calls() {
    let mut p = Program::new();
    let mut sessions: Vec<Session> = (0..6).map(|_| p.engine.session()).collect();
    for session in &mut sessions {
        session
            .eval("other", "(a/step) (a/answer (a/->R)) (turn (a/step))")
            .expect("runs");
    }
    // Of host turns that have ended, the contexts are in the pool.
    let turns: Vec<_> = (0..6).map(|_| p.engine.turn()).collect();
    for mut turn in turns {
        turn.call("a/step", []).expect("runs");
    }
    p.publish();
    p.only_kept("sessions that rest");
    p.no_old_code("sessions that rest");
    // What a session's history of values holds is really held, and named.
    let generation = p.engine.world().generation();
    sessions[0]
        .eval("other", "(turn (map (fn [n] (+ n (a/helper))) [1 2]))")
        .expect("makes a seq");
    let made = p.engine.world().generation();
    p.publish();
    p.only(&[generation, made], "a session that holds a seq");
    let who = p.eval(&format!(
        "(map (juxt :holder :thread :state :kind :binding) (who-holds {made}))"
    ));
    assert_eq!(
        who,
        "([:thread \"session\" :idle :lazy-seq clojure.core/*1])"
    );
    for _ in 0..3 {
        sessions[0].eval("other", "nil").expect("runs");
    }
    p.only_kept("a session that has forgotten a seq");
}

#[test]
fn a_turn_that_moves_on_holds_nothing_of_before() {
    let mut p = Program::new();
    p.eval(
        "(def stop (atom false))
         (def long (future (turn (loop [] (when-not @stop (a/step) (repin!) (recur))))))",
    );
    p.publish();
    p.only_kept("a turn that moves on");
    p.eval("(reset! stop true) @long");
    let mut turn = p.engine.turn();
    turn.call("a/step", []).expect("runs");
    let pinned = turn.world().expect("a world").generation();
    p.publish();
    p.only(&[pinned], "a turn of the host");
    let who = p.eval(&format!(
        "(map (juxt :holder (fn [r] (map :state (:threads r)))) (who-holds {pinned}))"
    ));
    assert_eq!(who, "([:turn (:idle)])");
    assert!(turn.repin());
    p.only_kept("a turn of the host that moved on");
}

#[test]
fn candidates_forks_and_refusals_leave_nothing() {
    let mut p = Program::new();
    let mut drafts: Vec<Weak<World>> = Vec::new();
    for n in 0..40 {
        // Dropped, discarded, refused by a conflict, failed while loading, rolled back.
        p.sources.set("a", text(1000 + n));
        let staged = p.engine.stage("a").expect("stages");
        drafts.push(Arc::downgrade(&staged.world()));
        drop(staged);
        p.eval("(let [c (stage 'a)] (discard! c) nil)");
        p.eval("(let [c (stage 'a)] (in-ns 'a) (eval '(def big [0])) (in-ns 'user) (try (publish! c) (catch Exception _ nil)))");
        p.sources
            .set("a", format!("{} (throw (ex-info \"no\" {{}}))", text(n)));
        p.eval("(try (require 'a :reload) (catch Exception _ nil))");
        p.sources.set("a", text(n));
        p.eval("(require 'a :reload :discard-live)");
        let before = p.engine.world().generation();
        p.eval("(in-world (world) (eval '(do (def private 1) private)))");
        p.eval("(turn (eval '(def forked (fn [] 1))) @(future (latest (fn [] (intern 'user 'other 1)))) (eval '(def forked-2 (fn [] 2))) nil)");
        p.eval("(with-redefs [a/helper (fn [] 5)] (a/step))");
        p.eval("(layer :l {#'a/helper (fn [f] (f))}) (a/step) (unlayer :l)");
        p.eval("(create-ns 'gone) (intern 'gone 'x (fn [] 1)) ((resolve 'gone/x)) (remove-ns 'gone) nil");
        p.sources.set("once", "(ns once) (defn f [] 1)");
        p.eval("(require 'once) (eval '(once/f)) (unload 'once) nil");
        let world = p.engine.world();
        p.worlds.push((world.generation(), Arc::downgrade(&world)));
        drop(world);
        p.engine.rollback(before.max(2)).ok();
    }
    for _ in 0..3 {
        p.eval("nil");
    }
    p.only_kept("candidates and forks");
    let left = drafts.iter().filter(|w| w.strong_count() > 0).count();
    assert_eq!(left, 0, "candidates that were dropped");
    p.no_old_code("candidates and forks");
}
