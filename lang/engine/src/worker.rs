//! Workers: threads that a namespace declares with `defworker`.
//!
//! A worker calls its function again and again, each round in a turn of its own, so that a round
//! sees one version of the program and the next one the newest. It ends after the round in which
//! its declaration left the newest world: a reload starts the new one and the old one finishes
//! what it is at. A round that throws ends it too.

use crate::engine::Inner;
use crate::hook::{self, WORKER};
use clutch_core::error::Exception;
use clutch_core::world::registry::Hook;
use clutch_core::{Keyword, R, Thrown, Value};
use clutch_natives::thread::{Part, guard_panics, spawn};
use clutch_vm::Cx;
use clutch_vm::var::simple_map;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A worker as `(workers)` shows it. It does not hold the function: code of a worker that has ended
/// is let go.
struct Worker {
    name: Value,
    generation: u64,
    rounds: AtomicU64,
    state: Mutex<WorkerState>,
}

/// Where a worker stands.
#[derive(Clone, Debug)]
pub enum WorkerState {
    /// It runs, or finishes the round that it is at.
    Running,
    /// Its declaration is gone.
    Stopped,
    /// A round threw this exception.
    Failed(Value),
}

/// A worker as its operator sees it.
#[derive(Clone, Debug)]
pub struct WorkerInfo {
    /// Its name, such as `app/beat`.
    pub name: Value,
    /// The generation that started it.
    pub generation: u64,
    /// How many rounds it has done.
    pub rounds: u64,
    /// Where it stands.
    pub state: WorkerState,
}

/// The workers of an engine: those that run, and the last that ended by each name.
#[derive(Default)]
pub(crate) struct Workers {
    list: Mutex<Vec<Arc<Worker>>>,
}

impl Workers {
    fn add(&self, worker: Arc<Worker>) {
        let mut list = self.list.lock();
        list.retain(|w| {
            matches!(*w.state.lock(), WorkerState::Running) || !w.name.same(&worker.name)
        });
        list.push(worker);
    }

    /// All of them, by name.
    pub(crate) fn infos(&self) -> Vec<WorkerInfo> {
        let list = self.list.lock();
        let mut infos: Vec<WorkerInfo> = list.iter().map(|w| w.info()).collect();
        infos.sort_by_key(|w| (w.name.as_symbol(), w.generation));
        infos
    }
}

impl WorkerInfo {
    /// As a language map.
    pub(crate) fn to_value(&self) -> Value {
        let key = |name: &str| Value::keyword(Keyword::simple(name));
        let number = |n: u64| Value::int(i64::try_from(n).unwrap_or(i64::MAX));
        let (state, error) = match &self.state {
            WorkerState::Running => ("running", None),
            WorkerState::Stopped => ("stopped", None),
            WorkerState::Failed(e) => ("failed", Some(e.clone())),
        };
        let mut entries = vec![
            (key("name"), self.name.clone()),
            (key("state"), key(state)),
            (key("generation"), number(self.generation)),
            (key("rounds"), number(self.rounds)),
        ];
        entries.extend(error.map(|e| (key("error"), e)));
        simple_map(entries)
    }
}

impl Worker {
    fn info(&self) -> WorkerInfo {
        WorkerInfo {
            name: self.name.clone(),
            generation: self.generation,
            rounds: self.rounds.load(Ordering::Relaxed),
            state: self.state.lock().clone(),
        }
    }

    fn run(&self, cx: &mut Cx, engine: &Inner, hook: &Hook) -> R<()> {
        while is_declared(engine, hook) {
            // A round is a turn like a host's: it has the limits of one, not those of the thread
            // that happened to start the worker.
            engine.limits.apply(cx);
            let turn = cx.enter_turn();
            let result = guard_panics(cx, |cx| cx.call0(&hook.value));
            let left = cx.context.restore(turn);
            result?;
            left?;
            self.rounds.fetch_add(1, Ordering::Relaxed);
            cx.poll()?;
        }
        Ok(())
    }
}

/// Whether a worker is in the newest world, of an engine that somebody uses.
fn is_declared(engine: &Inner, hook: &Hook) -> bool {
    let world = engine.cell.current();
    let mut hooks = world.registry().hooks(*WORKER);
    !engine.is_closed() && hooks.any(|h| h.owner == hook.owner && h.value.same(&hook.value))
}

/// Starts a worker, which was declared in this generation.
///
/// # Errors
/// If the program may not start threads.
pub(crate) fn start(cx: &mut Cx, engine: &Inner, hook: &Hook, generation: u64) -> R<()> {
    let worker = Arc::new(Worker {
        name: hook.key.clone(),
        generation,
        rounds: AtomicU64::new(0),
        state: Mutex::new(WorkerState::Running),
    });
    let (shared, hook) = (worker.clone(), hook.clone());
    let name = format!("worker {}", hook::shown(&worker.name));
    spawn(cx, Part::OfItsOwn, &name, move |cx: R<&mut Cx>| {
        let result = cx.and_then(|cx| {
            let host = cx.host();
            let result = worker.run(cx, Inner::of(&host), &hook);
            if let Err(thrown) = &result {
                tell(cx, &worker, thrown);
            }
            result
        });
        *worker.state.lock() = match result {
            Ok(()) => WorkerState::Stopped,
            Err(thrown) => WorkerState::Failed(thrown.value.clone()),
        };
    })?;
    engine.workers.add(shared);
    Ok(())
}

/// Says on `*err*` why a worker ended.
fn tell(cx: &mut Cx, worker: &Worker, thrown: &Thrown) {
    let Some(e) = thrown.value.get::<Exception>() else {
        return;
    };
    let text = e.message.as_str().unwrap_or(e.class.name);
    let name = hook::shown(&worker.name);
    hook::tell(cx, &format!("Worker {name} ended: {text}"));
}
