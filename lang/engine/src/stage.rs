//! Running a stage: code runs in a private candidate, and what comes of it is published with one
//! swap or not at all.
//!
//! [`run`] is the only way into a stage. Inside of one, a nested [`run`] is a savepoint: if it
//! fails, the candidate is as it was before it (`(try (require 'optional) (catch …))`). The
//! stage ends on every way out, panics included: [`Guard`] drops it unless it was published.

use crate::engine::Inner;
use crate::eval::Text;
use crate::hook;
use crate::migrate::Migration;
use crate::publish::{self, Done};
use crate::report::{self, Publication};
use crate::request::{Budget, Flags, Request};
use crate::trial;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::coll::KeyOps;
use clutch_core::error::{Diagnosis, Exception, ThrowKind};
use clutch_core::object::HostData;
use clutch_core::world::cell::What;
use clutch_core::world::change::{impose, rebase};
use clutch_core::world::{Pin, World};
use clutch_core::{NsName, R, Thrown, Value, VarName};
use clutch_vm::Cx;
use clutch_vm::context::{Mode, Outcome, Policy, StageState};
use clutch_vm::limits::UsedUp;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Instant;

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
    /// Definitions made live that the new texts do not have.
    live: Vec<VarName>,
    /// Declared migrations, in order.
    migrations: Vec<Migration>,
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
    migrations: usize,
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

    fn join(&self, flags: Flags) {
        self.request.lock().flags.join(flags);
    }

    /// Notes live definitions that the new texts do not have.
    pub(crate) fn add_live(&self, live: Vec<VarName>) {
        self.state.lock().live.extend(live);
    }

    /// Definitions made live that the new texts do not have.
    pub(crate) fn live(&self) -> Vec<VarName> {
        self.state.lock().live.clone()
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

    /// Notes a migration that a file declares.
    pub(crate) fn add_migration(&self, migration: Migration) {
        self.state.lock().migrations.push(migration);
    }

    /// Declared migrations, in order.
    pub(crate) fn migrations(&self) -> Vec<Migration> {
        self.state.lock().migrations.clone()
    }

    fn mark(&self) -> Mark {
        let state = self.state.lock();
        Mark {
            done: state.done.len(),
            stack: state.stack.len(),
            migrations: state.migrations.len(),
            pending: state.pending.clone(),
            perhaps: state.perhaps.clone(),
        }
    }

    fn back_to(&self, mark: Mark) {
        let mut state = self.state.lock();
        state.done.truncate(mark.done);
        state.stack.truncate(mark.stack);
        state.migrations.truncate(mark.migrations);
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
    let flags = request.flags;
    let stage = StageState::new(base, policy(engine, flags), Box::new(Work::new(request)));
    let guard = Guard::new(engine, stage.clone());
    let saved = cx.context.enter_stage(stage.clone());
    let result = within(cx, flags.budget, f);
    let restored = cx.context.restore(saved);
    let value = result?;
    restored?;
    let done = match private {
        true => None,
        false => publish_if(cx, engine, &stage, flags)?,
    };
    if let Some(pin) = pin {
        see_own_publish(cx, &stage, &pin, done.as_ref());
    }
    // Live code goes on in what it published, without waiting for its next poll.
    cx.context.adopt()?;
    guard.finish(Outcome::Published);
    Ok((value, settle(cx, engine, &stage, done)?))
}

/// Publishes on the conditions that the words name.
fn publish_if(
    cx: &mut Cx,
    engine: &Inner,
    stage: &Arc<StageState>,
    flags: Flags,
) -> R<Option<Done>> {
    if flags.test {
        trial::run_tests(cx, stage)?;
    }
    let patience = flags.drain;
    let _drained = patience.map(|p| trial::drain(cx, engine, p)).transpose()?;
    publish::publish(cx, engine, stage)
}

/// What follows a swap: declared effects, and telling the host.
fn settle(
    cx: &mut Cx,
    engine: &Inner,
    stage: &StageState,
    done: Option<Done>,
) -> R<Option<Arc<Publication>>> {
    let Some(done) = done else { return Ok(None) };
    let work = Work::of(stage);
    let evaluated = work.evaluated();
    done.ticket.wait(cx)?;
    let errors = hook::settle(cx, engine, &done.before, &done.after, &evaluated);
    let failed = !errors.is_empty();
    done.report.hook_errors.lock().extend(errors);
    let result = match failed && work.request().flags.rollback_on_hook_error {
        false => Ok(Some(done.report.clone())),
        true => {
            done.migrated.take_back(cx);
            Err(hook::roll_back(
                cx,
                engine,
                &done.before,
                &done.after,
                &done.report,
            ))
        }
    };
    if let Some(tell) = &engine.on_publish {
        tell(&done.report);
    }
    result
}

/// How a stage treats what cannot be undone: first loads do it, whatever the engine says.
fn policy(engine: &Inner, flags: Flags) -> Policy {
    match flags.reloads() {
        true => engine.policy,
        false => Policy::Lenient,
    }
}

/// Runs the work of a stage within its budget. A stage that used it up fails like any other.
fn within<T>(cx: &mut Cx, budget: Budget, f: impl FnOnce(&mut Cx) -> R<T>) -> R<T> {
    if budget.steps.is_none() && budget.time.is_none() {
        return f(cx);
    }
    let word = cx.poll_word().clone();
    let narrowed = cx.limits.narrow(budget.steps, budget.time, &word);
    let result = f(cx);
    let used_up = cx.limits.widen(narrowed, &word);
    match (result, used_up) {
        (Err(thrown), Some(used_up)) if thrown.kind == ThrowKind::Limit => {
            let what = match used_up {
                UsedUp::Fuel => "it used up its steps",
                UsedUp::Time => "it ran out of time",
            };
            let mut e = Exception::new(&EXCEPTION_INFO, format!("The load was given up: {what}"));
            e.data = report::data("budget", []);
            e.diagnosis = Some(Box::new(Diagnosis {
                code: "reload/budget",
                help: Some("nothing has changed; :budget gives a load more".to_string()),
                ..Diagnosis::default()
            }));
            // Where it was when it was stopped.
            if let Some(stopped) = thrown.value.get::<Exception>() {
                *e.trace.lock() = stopped.trace.lock().clone();
            }
            Err(Box::new(Thrown::plain(e)))
        }
        (result, _) => result,
    }
}

/// Takes namespaces out of the world, if nobody else's code uses what they define.
pub(crate) fn unload(
    cx: &mut Cx,
    engine: &Inner,
    names: &[NsName],
    request: Request,
) -> R<Option<Arc<Publication>>> {
    let (_, report) = run(cx, engine, request, |cx| {
        for ns in names {
            let world = cx.context.world().clone();
            let known = world
                .namespace(*ns)
                .filter(|n| n.source.is_some() && !n.builtin);
            if known.is_none() {
                let message = format!("{ns} is not loaded from a file");
                let mut e = Exception::new(&EXCEPTION_INFO, message);
                e.data = report::data("not-loaded", [("ns", Value::symbol(ns.symbol()))]);
                return Err(Box::new(Thrown::plain(e)));
            }
            let parts = world.namespaces().filter(|n| n.home == Some(*ns));
            let parts: Vec<NsName> = parts.map(|n| n.name).chain([*ns]).collect();
            cx.context.change(What::Register, |w| {
                for part in &parts {
                    w.remove_namespace(*part);
                }
            })?;
        }
        Ok(())
    })?;
    Ok(report)
}

/// Publishes a draft, a change of `base` that was made as a value.
pub(crate) fn run_on(
    cx: &mut Cx,
    engine: &Inner,
    base: Arc<World>,
    draft: &World,
    request: Request,
) -> R<Option<Arc<Publication>>> {
    let flags = request.flags;
    let work = Work::new(request);
    let stage = StageState::new(base.clone(), engine.policy, Box::new(work));
    let mut candidate = draft.step();
    candidate.restamp(&base, stage.stamp().clone());
    stage.rebased(base, candidate);
    let candidate = Candidate {
        guard: Mutex::new(Some(Guard::new(engine, stage.clone()))),
        stage,
        differences: Mutex::default(),
    };
    candidate.publish(cx, engine, flags)
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

impl HostData for Candidate {
    fn text(&self) -> Option<String> {
        let ended = match self.stage.outcome() {
            None => return Some(publish::report(&self.stage).to_string()),
            Some(Outcome::Published) => "published",
            Some(Outcome::Dropped) => "dropped",
        };
        let what = Work::of(&self.stage).request().what;
        Some(format!("Candidate: {what}, {ended}"))
    }
    fn readable(&self) -> Option<String> {
        self.text()
    }
}

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
        flags: Flags,
    ) -> R<Option<Arc<Publication>>> {
        if self.guard.lock().is_none() {
            return Err(Thrown::illegal_state(
                "This candidate was published or discarded already",
            ));
        }
        if cx.context.stage().is_some() {
            return Err(Thrown::illegal_state("publish! inside of a stage"));
        }
        Work::of(&self.stage).join(flags);
        let done = publish_if(cx, engine, &self.stage, flags)?;
        if let Mode::Turn(pin) = cx.context.mode().clone() {
            see_own_publish(cx, &self.stage, &pin, done.as_ref());
        }
        cx.context.adopt()?;
        if let Some(guard) = self.guard.lock().take() {
            guard.finish(Outcome::Published);
        }
        self.end_route(engine);
        settle(cx, engine, &self.stage, done)
    }
}

/// Runs `f` in a stage and keeps the candidate for the caller.
pub(crate) fn build(
    cx: &mut Cx,
    engine: &Inner,
    request: Request,
    f: impl FnOnce(&mut Cx) -> R<()>,
) -> R<Candidate> {
    if cx.context.stage().is_some() {
        return Err(Thrown::illegal_state("stage inside of a stage"));
    }
    let base = engine.cell.current();
    let flags = request.flags;
    let stage = StageState::new(base, policy(engine, flags), Box::new(Work::new(request)));
    let guard = Guard::new(engine, stage.clone());
    let saved = cx.context.enter_stage(stage.clone());
    let result = within(cx, flags.budget, f);
    let restored = cx.context.restore(saved);
    result?;
    restored?;
    // Others may load what this candidate only holds.
    engine.flights.land(stage.id);
    Ok(Candidate {
        stage,
        guard: Mutex::new(Some(guard)),
        differences: Mutex::default(),
    })
}

/// A turn goes on in its own world plus what it published.
fn see_own_publish(cx: &mut Cx, stage: &StageState, pin: &Arc<Pin>, done: Option<&Done>) {
    let published = done.map(|d| d.after.clone());
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
