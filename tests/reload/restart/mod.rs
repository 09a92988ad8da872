//! A reload leads where a restart would have led.
//!
//! Random projects of a few namespaces are edited at random and reloaded. After each reload that
//! succeeds the program that runs is compared with a new engine that loads the same files: every
//! definition, method, implementation, alias and derivation. A reload that is refused leaves the
//! identical world, and is refused only for a reason. Turns opened on the way go on seeing what
//! they saw, and a rollback brings back what was seen then.
//!
//! The same 48 stories are told each time; `CASES` asks for so many new ones. A failure is shrunk
//! to a short story and prints it with the files.

mod edits;
mod project;

use clutch_lang::{Caps, Engine, Error, MemSources, Session, Turn};
use edits::Dice;
use project::Project;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What can be seen of the namespaces of a project, as one text with a line for each fact.
const PROBE: &str = r#"
(let [try-it (fn [f] (try (pr-str (f)) (catch Throwable e (str (.getName (class e)) " " (.getMessage e)))))
      ours? (fn [n] (re-find #"^p\.n" (str n)))
      spaces (sort (filter ours? (map ns-name (all-ns))))
      records (vec (for [n spaces, [s v] (sort-by key (ns-publics n)) :when (re-find #"^->" (name s)),
                         args [[1] [1 2] [1 2 3]]]
                     (fn [] (apply @v args))))
      seen (fn [v]
             (let [x @v, m (meta v)]
               (cond
                 (:macro m) (try-it #(eval (list (symbol v) 1)))
                 (instance? clojure.lang.MultiFn x)
                 (vec (for [k (sort-by str (keys (methods x)))] [k (try-it #(x k))]))
                 (fn? x) (vec (concat (for [args [[] [1] [1 2] [1 2 3]]] (try-it #(apply x args)))
                                      (for [r records] (try-it #(x (r))))))
                 (map? x) (sort (keys (:sigs x)))
                 (instance? clojure.lang.Atom x) @x
                 :else (pr-str x))))
      facts (for [n spaces]
              (concat
                [(str n " aliases " (vec (sort (map (fn [[a b]] (str a " " (ns-name b))) (ns-aliases n)))))
                 (str n " refers " (vec (sort (for [[s v] (ns-refers n) :when (ours? (namespace (symbol v)))] (str s " " v)))))]
                (for [[s v] (sort-by key (ns-interns n))]
                  (str v " " (select-keys (meta v) [:private :macro :const :arglists]) " " (pr-str (seen v))))))]
  (clojure.string/join "\n" (concat (apply concat facts) [(str "root " (vec (sort-by str (descendants :p/root))))])))
"#;

static PUBLISHED: AtomicU64 = AtomicU64::new(0);
static REFUSED: AtomicU64 = AtomicU64::new(0);
static ROLLED_BACK: AtomicU64 = AtomicU64::new(0);

/// Reads a text whose value is a string.
fn text(result: Result<clutch_lang::Value, Error>) -> String {
    match result {
        Ok(value) => value.as_str().unwrap_or("no text").to_string(),
        Err(e) => panic!("the probe failed: {e:?}"),
    }
}

fn engine(sources: &MemSources) -> Engine {
    Engine::builder()
        .caps(Caps::ALL)
        .sources(sources.clone())
        .lenient()
        .history(30, 100)
        .build()
}

/// What a new engine makes of the files.
fn restarted(sources: &MemSources) -> Result<String, Error> {
    let fresh = engine(sources);
    let mut session = fresh.session();
    session.eval("restart", "(require 'p.top)")?;
    Ok(text(session.eval("probe", PROBE)))
}

/// A program that runs, and what was seen of it before.
struct Running {
    sources: MemSources,
    engine: Engine,
    session: Session,
    /// Turns on the way, with what they see.
    turns: Vec<(Turn, String)>,
    /// Generations, with what they are.
    past: Vec<(u64, String)>,
    story: Vec<String>,
    /// Somebody typed a definition since all was reloaded.
    typed: bool,
}

impl Running {
    fn new() -> Running {
        let sources = MemSources::new();
        let engine = engine(&sources);
        Running {
            session: engine.session(),
            engine,
            sources,
            turns: Vec::new(),
            past: Vec::new(),
            story: Vec::new(),
            typed: false,
        }
    }

    fn write(&mut self, project: &Project) {
        let texts = project.texts();
        for ns in self.engine.loaded_namespaces() {
            if !texts.iter().any(|(name, _)| *name == ns) {
                self.sources.remove(&ns);
            }
        }
        for (name, text) in texts {
            self.sources.set(&name, text);
        }
    }

    fn seen(&mut self) -> String {
        text(self.session.eval("probe", PROBE))
    }

    /// Somebody types something in a namespace, which the next reload of all must undo.
    fn type_in(&mut self, project: &Project, dice: &mut Dice<'_>) {
        let loaded = self.engine.loaded_namespaces();
        let homes = project
            .items
            .iter()
            .map(|i| (i, &project.spaces[i.home].name));
        let known: Vec<_> = homes.filter(|(_, home)| loaded.contains(home)).collect();
        let Some((item, home)) = known.get(dice.below(known.len())) else {
            return;
        };
        // `defonce` keeps what is typed over it.
        if matches!(item.kind, project::Kind::Once { .. }) {
            return;
        }
        let name = &item.name;
        let form = match dice.below(6) {
            0 => "(def typed 1)".to_string(),
            1 => format!("(defn {name} [a] 4711)"),
            2 => format!("(ns-unmap '{home} '{name})"),
            3 => "(derive ::typed :p/root)".to_string(),
            4 => match item.kind {
                project::Kind::Multi => format!("(defmethod {name} 99 [_] :typed)"),
                _ => "(alias 'typed 'clojure.set)".to_string(),
            },
            _ => match item.kind {
                project::Kind::Protocol => {
                    format!("(extend-protocol {name} String ({name}-of [_] 1))")
                }
                _ => format!("(alter-var-root #'{home}/{name} (fn [_] 12))"),
            },
        };
        let text = format!("(in-ns '{home}) {form} (clojure.core/in-ns 'user)");
        self.story.push(format!("typed {text}"));
        if self.session.eval("typed", &text).is_err() {
            self.session
                .eval("typed", "(clojure.core/in-ns 'user)")
                .expect("goes back");
        }
    }

    /// Takes over the files, one way or another.
    fn reload(&mut self, project: &Project, way: usize) -> Result<(), Error> {
        let names: Vec<String> = project.texts().into_iter().map(|(n, _)| n).collect();
        let loaded = self.engine.loaded_namespaces();
        let mut gone = loaded
            .iter()
            .filter(|n| n.starts_with("p.") && !names.contains(n));
        let ask = match way {
            _ if gone.next().is_some() && way != 2 => "(require 'p.top :changed)".to_string(),
            0 => "(require 'p.top :reload)".to_string(),
            1 => "(require 'p.top :reload-all)".to_string(),
            2 => {
                let quoted: Vec<String> = names.iter().map(|n| format!("'{n}")).collect();
                format!("(require {} :reload :changed)", quoted.join(" "))
            }
            3 => "(publish! (stage 'p.top))".to_string(),
            4 => "(require 'p.top :changed)".to_string(),
            _ => "(turn (require 'p.top :reload))".to_string(),
        };
        self.story.push(ask.clone());
        self.session.eval("reload", &ask)?;
        Ok(())
    }

    /// The reason for a failure, with the way to it.
    fn fail(&self, project: &Project, what: &str) -> TestCaseError {
        let files: String = project
            .texts()
            .into_iter()
            .map(|(n, t)| format!(";; {n}\n{t}\n"))
            .collect();
        TestCaseError::fail(format!("{what}\n\n{}\n\n{files}", self.story.join("\n")))
    }

    fn check_turns(&mut self, project: &Project) -> Result<(), TestCaseError> {
        let mut moved = None;
        for (turn, before) in &mut self.turns {
            let now = text(turn.eval("probe", PROBE));
            if now != *before {
                moved = Some(difference(before, &now));
            }
        }
        match moved {
            Some(moved) => Err(self.fail(project, &format!("a turn sees something else\n{moved}"))),
            None => Ok(()),
        }
    }

    fn roll_back(&mut self, project: &Project, dice: &mut Dice<'_>) -> Result<(), TestCaseError> {
        let Some((generation, before)) = self.past.get(dice.below(self.past.len())).cloned() else {
            return Ok(());
        };
        self.story.push(format!("(rollback! {generation})"));
        if let Err(e) = self.engine.rollback(generation) {
            return Err(self.fail(project, &format!("the rollback is refused: {e:?}")));
        }
        ROLLED_BACK.fetch_add(1, Ordering::Relaxed);
        let now = self.seen();
        match now == before {
            true => Ok(()),
            false => {
                let what = difference(&before, &now);
                Err(self.fail(project, &format!("a rollback to something else\n{what}")))
            }
        }
    }
}

/// The lines that are not in both.
fn difference(expected: &str, found: &str) -> String {
    let lines = |t: &str| t.lines().map(str::to_string).collect::<BTreeSet<String>>();
    let (a, b) = (lines(expected), lines(found));
    let expected = a.difference(&b).map(|l| format!("- {l}\n"));
    expected
        .chain(b.difference(&a).map(|l| format!("+ {l}\n")))
        .collect()
}

fn tell(rolls: &[u32]) -> Result<(), TestCaseError> {
    let mut dice = Dice(rolls.iter());
    let dice = &mut dice;
    let mut project = edits::project(dice);
    let mut running = Running::new();
    let mut first = true;
    while first || !dice.is_used_up() {
        if !first {
            if dice.below(2) == 0 {
                edits::repair(&mut project);
                running.story.push("repaired".to_string());
            }
            for _ in 0..1 + dice.below(3) {
                let what = edits::edit(&mut project, dice);
                running.story.push(what);
            }
        }
        first = false;
        step(&mut running, &project, dice)?;
    }
    Ok(())
}

fn step(
    running: &mut Running,
    project: &Project,
    dice: &mut Dice<'_>,
) -> Result<(), TestCaseError> {
    let mut way = dice.below(6);
    if dice.below(6) == 0 {
        running.type_in(project, dice);
        running.typed = true;
    }
    // What was typed is undone in what is named, and in what has another text.
    if running.typed {
        way = 2;
    }
    running.write(project);
    let fresh = restarted(&running.sources);
    if project.is_sound()
        && let Err(e) = &fresh
    {
        return Err(running.fail(project, &format!("a sound project does not load: {e:?}")));
    }
    let before = running.engine.world();
    match (running.reload(project, way), &fresh) {
        (Ok(()), Ok(fresh)) => {
            running.typed = false;
            PUBLISHED.fetch_add(1, Ordering::Relaxed);
            let now = running.seen();
            if now != *fresh {
                let what = difference(fresh, &now);
                return Err(running.fail(project, &format!("not what a restart gives\n{what}")));
            }
            let generation = running.engine.world().generation();
            if running.past.last().is_none_or(|(g, _)| *g != generation) {
                running.past.push((generation, now.clone()));
            }
            match dice.below(4) {
                0 if running.turns.len() < 3 => running.turns.push((running.engine.turn(), now)),
                1 => running.roll_back(project, dice)?,
                _ => {}
            }
        }
        (Ok(()), Err(e)) => {
            return Err(running.fail(project, &format!("a restart would fail: {e:?}")));
        }
        (Err(e), _) => {
            REFUSED.fetch_add(1, Ordering::Relaxed);
            if !Arc::ptr_eq(&before, &running.engine.world()) {
                return Err(running.fail(project, &format!("refused, and changed: {e:?}")));
            }
            if project.is_sound() {
                return Err(running.fail(project, &format!("refused without reason: {e:?}")));
            }
        }
    }
    running.check_turns(project)
}

#[test]
fn a_reload_leads_where_a_restart_would_have_led() {
    let cases = std::env::var("CASES").ok().and_then(|n| n.parse().ok());
    let config = Config {
        cases: cases.unwrap_or(48),
        failure_persistence: None,
        max_shrink_iters: 150,
        ..Config::default()
    };
    // A check must give the same answer twice; whoever asks for more explores.
    let mut runner = match cases {
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
        Some(_) => TestRunner::new(config),
    };
    let rolls = proptest::collection::vec(any::<u32>(), 60..250);
    match runner.run(&rolls, |rolls| tell(&rolls)) {
        Ok(()) => {
            let count = |c: &AtomicU64| c.load(Ordering::Relaxed);
            let (published, refused) = (count(&PUBLISHED), count(&REFUSED));
            println!(
                "{published} published, {refused} refused, {} rolled back",
                count(&ROLLED_BACK)
            );
            assert!(published > 0 && refused > 0, "the stories are too tame");
        }
        Err(TestError::Fail(story, _)) => panic!("{}", story.message()),
        Err(TestError::Abort(why)) => panic!("{}", why.message()),
    }
}
