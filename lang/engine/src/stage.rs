//! Running a stage: code runs in a private candidate, and what comes of it is published with one
//! swap or not at all.
//!
//! [`run`] is the only way into a stage. Inside of one, a nested [`run`] is a savepoint: if it
//! fails, the candidate is as it was before it (`(try (require 'optional) (catch …))`). The
//! stage ends on every way out, panics included: [`Guard`] drops it unless it was published.

use crate::engine::Inner;
use crate::eval::Text;
use crate::publish::{self, Publication};
use crate::trial;
use clutch_core::coll::KeyOps;
use clutch_core::object::HostData;
use clutch_core::world::change::{impose, rebase};
use clutch_core::world::{Pin, World};
use clutch_core::{NsName, R, Thrown, Value};
use clutch_vm::Cx;
use clutch_vm::context::{Mode, Outcome, StageState};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// For history: `reload app.core`.
    pub(crate) what: String,
    /// Publish although links break.
    pub(crate) force_links: bool,
}

/// How a candidate is to be published.
#[derive(Clone, Copy, Debug, Default)]
pub struct PublishOptions {
    /// Although links break.
    pub force_links: bool,
    /// Runs the tests of what was loaded, and of what requires it, in the candidate first.
    pub test: bool,
    /// Holds new turns back and waits that long for the running ones to end.
    pub drain: Option<Duration>,
}

/// The engine's data of a stage.
pub(crate) struct Work {
    request: Mutex<Request>,
    pub(crate) started: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Namespaces being evaluated, outermost first, with the number of forms done.
    stack: Vec<(NsName, usize)>,
    /// Namespaces evaluated, in the order finished.
    done: Vec<NsName>,
    /// To be built anew, although the candidate has them.
    pending: BTreeSet<NsName>,
    /// Those of `pending` that are built anew only if what made their code is changed.
    perhaps: BTreeSet<NsName>,
    /// Built anew because of that.
    rebuilt: Vec<NsName>,
    /// Texts read for this stage: each file is read once.
    texts: FxHashMap<NsName, SourceOf>,
}

/// A text read for a stage.
#[derive(Clone)]
pub(crate) struct SourceOf {
    pub(crate) text: Text,
    pub(crate) hash: u64,
    /// What its `ns` form requires.
    pub(crate) requires: Vec<NsName>,
}

/// Where the work of a stage can go back to.
struct Mark {
    done: usize,
    stack: usize,
    pending: BTreeSet<NsName>,
    perhaps: BTreeSet<NsName>,
}

impl Work {
    fn new(request: Request) -> Work {
        Work {
            request: Mutex::new(request),
            started: Instant::now(),
            state: Mutex::default(),
        }
    }

    /// The engine's data of a stage that it started.
    pub(crate) fn of(stage: &StageState) -> &Work {
        let work = stage.data.downcast_ref::<Work>();
        work.expect("stages are only started by the engine")
    }

    /// What was asked for.
    pub(crate) fn request(&self) -> Request {
        self.request.lock().clone()
    }

    fn force_links(&self, force: bool) {
        self.request.lock().force_links |= force;
    }

    fn rename(&self, what: String) {
        self.request.lock().what = what;
    }

    /// Namespaces evaluated, in the order finished.
    pub(crate) fn evaluated(&self) -> Vec<NsName> {
        self.state.lock().done.clone()
    }

    /// Whether a namespace must be built anew and was not yet.
    pub(crate) fn is_pending(&self, ns: NsName) -> bool {
        self.state.lock().pending.contains(&ns)
    }

    /// Marks namespaces to be built anew.
    pub(crate) fn add_pending(&self, names: impl IntoIterator<Item = NsName>) {
        let mut state = self.state.lock();
        let done = state.done.clone();
        let names = names.into_iter().filter(|n| !done.contains(n));
        state.pending.extend(names);
    }

    /// Marks namespaces to be built anew if what made their code is changed.
    pub(crate) fn add_perhaps(&self, names: impl IntoIterator<Item = NsName>) {
        let names: Vec<NsName> = names.into_iter().collect();
        self.add_pending(names.iter().copied());
        let mut state = self.state.lock();
        let pending = names.into_iter().filter(|n| state.pending.contains(n));
        let pending: Vec<NsName> = pending.collect();
        state.perhaps.extend(pending);
    }

    /// Takes a namespace from those to be decided on; false if it is none.
    pub(crate) fn take_perhaps(&self, ns: NsName) -> bool {
        self.state.lock().perhaps.remove(&ns)
    }

    /// Whether a namespace that was taken must be built anew.
    pub(crate) fn decide(&self, ns: NsName, build: bool) {
        let mut state = self.state.lock();
        if build {
            state.rebuilt.push(ns);
        } else {
            state.pending.remove(&ns);
        }
    }

    /// Namespaces built anew only because what made their code is changed.
    pub(crate) fn rebuilt(&self) -> Vec<NsName> {
        let state = self.state.lock();
        let done = state.rebuilt.iter().filter(|n| state.done.contains(n));
        done.copied().collect()
    }

    /// Begins to evaluate a namespace.
    ///
    /// # Errors
    /// The circle of namespaces, if it is under way and its `ns` form is not done.
    pub(crate) fn begin(&self, ns: NsName) -> Result<(), Vec<NsName>> {
        let mut state = self.state.lock();
        let at = state.stack.iter().position(|(n, _)| *n == ns);
        if let Some(at) = at {
            return Err(state.stack[at..].iter().map(|(n, _)| *n).collect());
        }
        state.pending.remove(&ns);
        state.stack.push((ns, 0));
        Ok(())
    }

    /// Whether a namespace is being evaluated and its `ns` form is done: requiring it again from
    /// what it requires is not a circle.
    pub(crate) fn is_announced(&self, ns: NsName) -> bool {
        let state = self.state.lock();
        state.stack.iter().any(|(n, forms)| *n == ns && *forms > 0)
    }

    /// Whether a namespace is being evaluated and nothing below it is.
    pub(crate) fn is_innermost(&self, ns: NsName) -> bool {
        self.state
            .lock()
            .stack
            .last()
            .is_some_and(|(n, _)| *n == ns)
    }

    /// Whether a namespace is being evaluated.
    pub(crate) fn is_under_way(&self, ns: NsName) -> bool {
        self.state.lock().stack.iter().any(|(n, _)| *n == ns)
    }

    /// What must still be built anew.
    pub(crate) fn pending(&self) -> BTreeSet<NsName> {
        self.state.lock().pending.clone()
    }

    /// Notes that the namespace at work has done this many forms.
    pub(crate) fn forms_done(&self, count: usize) {
        if let Some(top) = self.state.lock().stack.last_mut() {
            top.1 = count;
        }
    }

    /// Ends the evaluation of a namespace.
    pub(crate) fn end(&self, ns: NsName, evaluated: bool) {
        let mut state = self.state.lock();
        state.stack.retain(|(n, _)| *n != ns);
        if evaluated {
            state.done.push(ns);
        }
    }

    /// The text of a namespace, if it was read.
    pub(crate) fn text(&self, ns: NsName) -> Option<SourceOf> {
        self.state.lock().texts.get(&ns).cloned()
    }

    /// Keeps the text of a namespace.
    pub(crate) fn keep_text(&self, ns: NsName, source: SourceOf) {
        self.state.lock().texts.insert(ns, source);
    }

    fn mark(&self) -> Mark {
        let state = self.state.lock();
        Mark {
            done: state.done.len(),
            stack: state.stack.len(),
            pending: state.pending.clone(),
            perhaps: state.perhaps.clone(),
        }
    }

    fn back_to(&self, mark: Mark) {
        let mut state = self.state.lock();
        state.done.truncate(mark.done);
        state.stack.truncate(mark.stack);
        state.pending = mark.pending;
        state.perhaps = mark.perhaps;
    }
}

/// Ends a stage that nobody published.
pub(crate) struct Guard {
    engine: Arc<Inner>,
    stage: Arc<StageState>,
}

impl Guard {
    pub(crate) fn new(engine: &Inner, stage: Arc<StageState>) -> Guard {
        Guard {
            engine: engine.arc(),
            stage,
        }
    }

    fn finish(&self, outcome: Outcome) {
        self.stage.finish(outcome);
        self.engine.flights.land(self.stage.id);
    }
}

impl Drop for Guard {
    /// No effect after [`Guard::finish`].
    fn drop(&mut self) {
        self.finish(Outcome::Dropped);
    }
}

/// Runs `f` in a stage and publishes what comes of it. In a stage, or under `in-world`, it only
/// changes the candidate or the private fork.
pub(crate) fn run<T>(
    cx: &mut Cx,
    engine: &Inner,
    request: Request,
    f: impl FnOnce(&mut Cx) -> R<T>,
) -> R<(T, Option<Arc<Publication>>)> {
    if let Some(stage) = cx.context.stage().cloned() {
        return nested(cx, &stage, f).map(|value| (value, None));
    }
    let pin = match cx.context.mode() {
        Mode::Turn(pin) => Some(pin.clone()),
        _ => None,
    };
    let private = pin.as_ref().is_some_and(|p| !p.publishes);
    let base = match &pin {
        Some(pin) if private => pin.world.clone(),
        _ => engine.cell.current(),
    };
    let stage = StageState::new(base, engine.policy, Box::new(Work::new(request)));
    let guard = Guard::new(engine, stage.clone());
    let saved = cx.context.enter_stage(stage.clone());
    let result = f(cx).and_then(|value| {
        if private {
            return Ok((value, None));
        }
        let publication = publish::publish(cx, engine, &stage)?;
        Ok((value, publication))
    });
    let restored = cx.context.restore(saved);
    let (value, publication) = result?;
    restored?;
    if let Some(pin) = pin {
        see_own_publish(cx, &stage, &pin, publication.as_deref());
    }
    guard.finish(Outcome::Published);
    Ok((value, publication))
}

/// Publishes a draft, a change of `base` that was made as a value.
pub(crate) fn run_on(
    cx: &mut Cx,
    engine: &Inner,
    base: Arc<World>,
    draft: &World,
    request: Request,
    options: PublishOptions,
) -> R<Option<Arc<Publication>>> {
    let work = Work::new(request);
    let stage = StageState::new(base.clone(), engine.policy, Box::new(work));
    stage.rebased(base, draft.step());
    let candidate = Candidate {
        guard: Mutex::new(Some(Guard::new(engine, stage.clone()))),
        stage,
        differences: Mutex::default(),
    };
    candidate.publish(cx, engine, options)
}

fn nested<T>(cx: &mut Cx, stage: &Arc<StageState>, f: impl FnOnce(&mut Cx) -> R<T>) -> R<T> {
    let point = stage.savepoint();
    let work = Work::of(stage);
    let mark = work.mark();
    let result = f(cx);
    if result.is_err() {
        stage.rollback(&point);
        work.back_to(mark);
        cx.context.adopt()?;
    }
    result
}

/// A candidate that waits to be published or dropped; dropped when nobody holds it.
pub(crate) struct Candidate {
    pub(crate) stage: Arc<StageState>,
    guard: Mutex<Option<Guard>>,
    /// Calls that it answered otherwise than the running world.
    differences: Mutex<VecDeque<Value>>,
}

/// Most differences that a candidate remembers.
const MOST_DIFFERENCES: usize = 100;

impl HostData for Candidate {}

impl Candidate {
    /// Gives the candidate up.
    pub(crate) fn drop_stage(&self) {
        if let Some(guard) = self.guard.lock().take() {
            self.end_route(&guard.engine);
        }
    }

    fn end_route(&self, engine: &Inner) {
        if engine
            .cell
            .route()
            .is_some_and(|r| r.stage == self.stage.id)
        {
            engine.cell.set_route(None);
        }
    }

    pub(crate) fn note_difference(&self, difference: Value) {
        let mut differences = self.differences.lock();
        differences.push_back(difference);
        if differences.len() > MOST_DIFFERENCES {
            differences.pop_front();
        }
    }

    pub(crate) fn differences(&self) -> Vec<Value> {
        self.differences.lock().iter().cloned().collect()
    }

    /// Publishes the candidate.
    ///
    /// # Errors
    /// Conflicts, broken links, failing tests, turns that do not end, after which it can be tried
    /// again; if it has ended already.
    pub(crate) fn publish(
        &self,
        cx: &mut Cx,
        engine: &Inner,
        options: PublishOptions,
    ) -> R<Option<Arc<Publication>>> {
        if self.guard.lock().is_none() {
            return Err(Thrown::illegal_state(
                "This candidate was published or discarded already",
            ));
        }
        if cx.context.stage().is_some() {
            return Err(Thrown::illegal_state("publish! inside of a stage"));
        }
        Work::of(&self.stage).force_links(options.force_links);
        if options.test {
            trial::run_tests(cx, &self.stage)?;
        }
        let publication = {
            let patience = options.drain;
            let _drained = patience.map(|p| trial::drain(cx, engine, p)).transpose()?;
            publish::publish(cx, engine, &self.stage)?
        };
        if let Mode::Turn(pin) = cx.context.mode().clone() {
            see_own_publish(cx, &self.stage, &pin, publication.as_deref());
        }
        cx.context.adopt()?;
        if let Some(guard) = self.guard.lock().take() {
            guard.finish(Outcome::Published);
        }
        self.end_route(engine);
        Ok(publication)
    }
}

/// Runs `f` in a stage and keeps the candidate for the caller.
pub(crate) fn build(
    cx: &mut Cx,
    engine: &Inner,
    f: impl FnOnce(&mut Cx) -> R<String>,
) -> R<Candidate> {
    if cx.context.stage().is_some() {
        return Err(Thrown::illegal_state("stage inside of a stage"));
    }
    let base = engine.cell.current();
    let work = Work::new(Request::default());
    let stage = StageState::new(base, engine.policy, Box::new(work));
    let guard = Guard::new(engine, stage.clone());
    let saved = cx.context.enter_stage(stage.clone());
    let result = f(cx);
    let restored = cx.context.restore(saved);
    let what = result?;
    restored?;
    // Others may load what this candidate only holds.
    engine.flights.land(stage.id);
    Work::of(&stage).rename(what);
    Ok(Candidate {
        stage,
        guard: Mutex::new(Some(guard)),
        differences: Mutex::default(),
    })
}

/// A turn goes on in its own world plus what it published.
fn see_own_publish(
    cx: &mut Cx,
    stage: &StageState,
    pin: &Arc<Pin>,
    publication: Option<&Publication>,
) {
    let published = publication.and_then(|p| p.world.upgrade());
    let (base, candidate) = (stage.base(), stage.candidate());
    let mut onto = |pinned: &Arc<World>| {
        if let Some(world) = &published
            && world.parent() == pinned.id()
        {
            return world.clone();
        }
        if candidate.delta().is_empty() {
            return pinned.clone();
        }
        let merged = rebase(&base, &candidate, pinned, &mut |a, b| same(cx, a, b));
        Arc::new(merged.unwrap_or_else(|_| impose(&candidate, pinned)))
    };
    let world = onto(&pin.world);
    match &pin.overlay {
        Some(overlay) => {
            let plain = onto(&overlay.plain);
            cx.context.fork_overlaid(world, plain);
        }
        None => cx.context.fork_turn(world),
    }
}

/// Equality of registry keys; keys whose equality throws are different.
pub(crate) fn same(cx: &mut Cx, a: &Value, b: &Value) -> bool {
    a.same(b) || KeyOps::equal(cx, a, b).unwrap_or(false)
}
