//! [`Context`]: in which world the running code resolves names, and where its definitions go.
//!
//! | mode | names resolve in | `def` and registrations |
//! |---|---|---|
//! | live | the newest published world, adopted at polls | publish one name |
//! | turn | the world of the turn's pin | publish one name, and fork the pin with it |
//! | stage | the candidate, shared by all threads of the stage | change the candidate |
//!
//! Invariants:
//! - `world_id()` changes when `world()` does; per-thread tables are tagged with it. While what a
//!   form reads is recorded it is a number of its own, so that each global is looked up again;
//! - nothing made while staging or while compiling the standard library carries a pin, since
//!   nothing reachable from a world may hold a world;
//! - switching modes ([`Context::enter_turn`] and its kin) gives a [`Saved`] that must be given
//!   back to [`Context::restore`] on every way out, unwinding included.
//!
//! The table of the rules is `design.md` 2 of the project's notes and chapter "worlds" of `spec/`.
//! Not here: what a stage loads and whether it may be published (`engine`).

use clutch_core::class::{ILLEGAL_STATE, THREAD_DEATH};
use clutch_core::error::{Diagnosis, Exception, ThrowKind, Thrown};
use clutch_core::sync::Mutex;
use clutch_core::sync::atomic::{AtomicU32, Ordering};
use clutch_core::world::cell::{Act, NEW_WORLD, Registration, What, WorldCell};
use clutch_core::world::running::{Route, Slot};
use clutch_core::world::{Binding, Definition, Link, Pin, Usage, World};
use clutch_core::{R, Span, Tag, Value, VarName};
use std::any::Any;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Instant;

mod overlay;

use overlay::Covering;
pub use overlay::Overlaid;

/// How a context sees worlds.
#[derive(Clone)]
pub enum Mode {
    /// The newest published world.
    Live,
    /// Pinned to one world.
    Turn(Arc<Pin>),
    /// In a candidate that is being built.
    Stage(Arc<StageState>),
}

/// The world side of a running context.
pub struct Context {
    cell: Arc<WorldCell>,
    mode: Mode,
    world: Arc<World>,
    world_id: u64,
    poll: Arc<AtomicU32>,
    registration: Option<Registration>,
    staging: Option<StageRegistration>,
    capture: Option<Vec<Definition>>,
    recorder: Recorder,
    author: Option<Arc<str>>,
    /// Turn and world of the pin that was remembered last; see [`Context::pin`].
    remembered: Cell<(u64, u64)>,
}

/// What a mode switch goes back to.
#[must_use = "must be given back to Context::restore"]
#[derive(Default)]
pub struct Saved {
    back: Option<(Mode, Arc<World>)>,
    /// The thread was in no turn before.
    outermost: bool,
    /// Where the end of the turn is counted: in the world on trial, or not.
    counted: Option<(Arc<Route>, bool)>,
}

/// Links of the top-level form at work: first recorded by the compiler, then attached to what the
/// form defines.
pub struct Recorder {
    recording: Option<Vec<Link>>,
    form: Option<Arc<[Link]>>,
    span: Span,
    /// Definitions made by the form so far.
    defined: usize,
    /// What reads of globals mean now; none when they mean nothing.
    reading: Option<Usage>,
    /// Globals read by the running form, with the function that was read but not called.
    reads: Vec<(VarName, Option<Value>)>,
}

impl Default for Recorder {
    fn default() -> Recorder {
        Recorder {
            recording: None,
            form: None,
            span: Span::NONE,
            defined: 0,
            reading: None,
            reads: Vec::new(),
        }
    }
}

static NEXT_TURN: AtomicU64Std = AtomicU64Std::new(1);
type AtomicU64Std = std::sync::atomic::AtomicU64;

fn new_pin(world: Arc<World>, publishes: bool) -> Pin {
    Pin {
        world,
        turn: NEXT_TURN.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
        publishes,
        since: Instant::now(),
        overlay: None,
        shadows: None,
        asked: Arc::default(),
    }
}

/// The same turn in another world.
fn fork(pin: &Pin, world: Arc<World>) -> Pin {
    Pin {
        world,
        turn: pin.turn,
        publishes: pin.publishes,
        since: pin.since,
        overlay: pin.overlay.clone(),
        shadows: pin.shadows.clone(),
        asked: pin.asked.clone(),
    }
}

impl Context {
    /// A live context. `poll` is the thread's poll word: its bit [`NEW_WORLD`] is raised at every
    /// publish, and the thread then calls [`Context::adopt`].
    pub fn live(cell: Arc<WorldCell>, poll: Arc<AtomicU32>) -> Context {
        let registration = Some(cell.register(poll.clone()));
        let world = cell.current();
        Context {
            world_id: world.id(),
            mode: Mode::Live,
            world,
            cell,
            poll,
            registration,
            staging: None,
            capture: None,
            recorder: Recorder::default(),
            author: None,
            remembered: Cell::default(),
        }
    }

    /// Who publishes what this context publishes, if it has a name.
    pub fn author(&self) -> Option<&Arc<str>> {
        self.author.as_ref()
    }

    /// Names who publishes what this context publishes.
    pub fn set_author(&mut self, author: Option<Arc<str>>) {
        self.author = author;
    }

    /// A publish by this context's author.
    pub fn act(&self, what: What) -> Act {
        Act {
            what,
            by: self.author.clone(),
        }
    }

    /// The top-level form at work.
    pub fn form_span(&self) -> Span {
        self.recorder.span
    }

    /// The world in which names resolve now.
    #[inline]
    pub fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// What per-thread tables are tagged with; see the module header.
    #[inline(always)]
    pub fn world_id(&self) -> u64 {
        self.world_id
    }

    /// The mode.
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The cell of the line of worlds.
    pub fn cell(&self) -> &Arc<WorldCell> {
        &self.cell
    }

    /// The stage that the context runs in.
    pub fn stage(&self) -> Option<&Arc<StageState>> {
        match &self.mode {
            Mode::Stage(s) => Some(s),
            _ => None,
        }
    }

    /// Whether names are pinned.
    pub fn in_turn(&self) -> bool {
        matches!(self.mode, Mode::Turn(_))
    }

    /// The pin for lazy seqs, delays and futures made now; none outside of turns.
    #[inline]
    pub fn pin(&self) -> Option<Arc<Pin>> {
        match &self.mode {
            Mode::Turn(pin) if self.capture.is_none() => {
                self.remember(pin);
                Some(pin.clone())
            }
            _ => None,
        }
    }

    /// Something that may outlive the turn takes its pin: from then on the cell knows it.
    #[inline]
    fn remember(&self, pin: &Arc<Pin>) {
        let this = (pin.turn, pin.world.id());
        if self.remembered.replace(this) != this {
            self.cell.alive().add_pin(pin);
        }
    }

    /// Birth stamp for references made now: the id of the stage, or 0.
    pub fn birth(&self) -> u64 {
        self.stage().map_or(0, |s| s.id)
    }

    fn set_world(&mut self, world: Arc<World>) {
        self.world_id = world.id();
        self.world = world;
    }

    /// Moves on to the world that the mode says is current; called at polls that find
    /// [`NEW_WORLD`] raised.
    ///
    /// # Errors
    /// Cancelled, if the context ran in a stage that was dropped.
    pub fn adopt(&mut self) -> R<()> {
        self.poll.fetch_and(!NEW_WORLD, Ordering::AcqRel);
        self.refresh()
    }

    fn refresh(&mut self) -> R<()> {
        match &self.mode {
            Mode::Turn(_) => Ok(()),
            Mode::Live => {
                let newest = self.cell.current();
                if newest.id() != self.world_id {
                    self.set_world(newest);
                }
                Ok(())
            }
            Mode::Stage(stage) => match stage.outcome() {
                None => {
                    let candidate = stage.candidate();
                    if candidate.id() != self.world.id() {
                        self.set_world(candidate);
                    }
                    Ok(())
                }
                Some(Outcome::Published) => {
                    self.staging = None;
                    self.mode = Mode::Live;
                    self.refresh()
                }
                Some(Outcome::Dropped) => Err(Box::new(Thrown {
                    value: Value::new(Exception::new(
                        &THREAD_DEATH,
                        "The stage that started this thread was given up",
                    )),
                    kind: ThrowKind::Cancelled,
                })),
            },
        }
    }

    fn has_news(&self) -> bool {
        self.poll.load(Ordering::Acquire) & NEW_WORLD != 0
    }

    // ---- switching ---------------------------------------------------------------------------

    fn switch(&mut self, mode: Mode, world: Arc<World>) -> Saved {
        let old_world = self.world.clone();
        self.set_world(world);
        Saved {
            back: Some((std::mem::replace(&mut self.mode, mode), old_world)),
            outermost: false,
            counted: None,
        }
    }

    fn slot(&self) -> &Arc<Slot> {
        let registration = self.registration.as_ref();
        registration.expect("registered as long as it lives").slot()
    }

    /// Switches to a turn that is this thread's own and not that of a cell that is forced.
    fn begin_turn(&mut self, pin: Pin) -> Saved {
        let pin = Arc::new(pin);
        let outermost = self.slot().turn().is_none();
        if outermost {
            self.slot().fill(pin.clone());
        }
        let world = pin.world.clone();
        let mut saved = self.switch(Mode::Turn(pin), world);
        saved.outermost = outermost;
        saved
    }

    /// The newest world, without looking at the cell if there is no news.
    fn newest(&self) -> Arc<World> {
        match self.has_news() {
            true => self.cell.current(),
            false => self.world.clone(),
        }
    }

    /// Begins a turn in the newest world, or where the route sends it; joins a turn or stage that
    /// is under way. Waits while a publisher holds turns back.
    pub fn enter_turn(&mut self) -> Saved {
        if !matches!(self.mode, Mode::Live) {
            return Saved::default();
        }
        let route = self.cell.route();
        let on_trial = route.as_ref().is_some_and(|r| r.takes_next());
        loop {
            let pin = match &route {
                Some(route) if on_trial => new_pin(route.world.clone(), false),
                _ => new_pin(self.newest(), true),
            };
            let mut saved = self.begin_turn(pin);
            saved.counted = route.clone().map(|r| (r, on_trial));
            if !saved.outermost || !self.cell.is_draining() {
                return saved;
            }
            self.slot().clear();
            self.mode = Mode::Live;
            self.cell.wait_for_gate();
        }
    }

    /// Goes on under the pin of a cell that was made in a turn.
    pub fn enter_pin(&mut self, pin: Arc<Pin>) -> Saved {
        if matches!(&self.mode, Mode::Turn(p) if Arc::ptr_eq(p, &pin)) {
            return Saved::default();
        }
        let world = pin.world.clone();
        self.switch(Mode::Turn(pin), world)
    }

    /// Goes on in the given world: a turn whose definitions stay in a private fork.
    pub fn enter_world(&mut self, world: Arc<World>) -> Saved {
        self.begin_turn(new_pin(world, false))
    }

    /// Steps out of a turn for a call in the newest world; nothing to do elsewhere.
    pub fn enter_latest(&mut self) -> Saved {
        if !self.in_turn() {
            return Saved::default();
        }
        let world = self.cell.current();
        self.switch(Mode::Live, world)
    }

    /// Runs in a stage from now on. A thread of the stage is told about its changes.
    pub fn enter_stage(&mut self, stage: Arc<StageState>) -> Saved {
        self.staging = Some(StageState::register(&stage, self.poll.clone()));
        let world = stage.candidate();
        self.switch(Mode::Stage(stage), world)
    }

    /// Goes back to what was before a switch.
    ///
    /// # Errors
    /// Cancelled, if that is a stage that was dropped meanwhile. The mode is restored all the same.
    pub fn restore(&mut self, saved: Saved) -> R<()> {
        self.end_turn(saved, false)
    }

    /// As [`Context::restore`], at the end of a turn that may have failed.
    ///
    /// # Errors
    /// As those of [`Context::restore`].
    pub fn end_turn(&mut self, saved: Saved, failed: bool) -> R<()> {
        if let Some((route, on_trial)) = &saved.counted {
            route.tally(*on_trial).count(failed);
        }
        if saved.outermost {
            self.slot().clear();
        }
        let Some((mode, world)) = saved.back else {
            return Ok(());
        };
        if matches!(self.mode, Mode::Stage(_)) && !matches!(mode, Mode::Stage(_)) {
            self.staging = None;
        }
        self.mode = mode;
        self.set_world(world);
        self.refresh()
    }

    /// Moves a turn on to the newest world, with what `with-redefs` has laid over it. Cells made
    /// before keep the pin they were made under. False outside of turns and under `in-world`.
    pub fn repin(&mut self) -> bool {
        let Mode::Turn(pin) = &self.mode else {
            return false;
        };
        if !pin.publishes {
            return false;
        }
        let mut moved = fork(pin, self.cell.current());
        moved.since = Instant::now();
        moved.asked = Arc::default();
        moved.cover();
        self.go_on(moved);
        true
    }

    /// Makes `world` what a turn sees from now on: its own publishes, on top of its pin.
    pub fn fork_turn(&mut self, world: Arc<World>) {
        if let Mode::Turn(pin) = &self.mode {
            let pin = fork(pin, world);
            self.go_on(pin);
        }
    }

    /// The turn goes on with this pin.
    fn go_on(&mut self, pin: Pin) {
        let pin = Arc::new(pin);
        self.slot().replace(&pin);
        let world = pin.world.clone();
        self.mode = Mode::Turn(pin);
        self.set_world(world);
    }

    // ---- changing ----------------------------------------------------------------------------

    /// Makes a definition: by mode it is published, changes the candidate, or both forks the turn
    /// and is published. While a definition of the standard library is compiled it is captured.
    pub fn define(&mut self, mut definition: Definition) -> R<()> {
        if let Some(captured) = &mut self.capture {
            captured.push(definition);
            return Ok(());
        }
        self.recorder.defined += 1;
        if let Some(links) = &self.recorder.form
            && definition.links.is_empty()
        {
            definition.links = self.with_reads(&definition, links);
        }
        if !definition.span.is_some() {
            definition.span = self.recorder.span;
        }
        self.change(What::Define(definition.var), |world| {
            let binding = definition.to_binding(world);
            world.define(binding);
        })
    }

    /// Removes the definition of a var; false if there was none.
    pub fn undefine(&mut self, var: VarName) -> R<bool> {
        self.change(What::Undefine(var), |world| world.undefine(var).is_some())
    }

    /// Changes the worlds that the mode says must change. `edit` runs once per world, while other
    /// publishers wait: it must be short and must not run user code. Gives the result of the edit
    /// of the world that this context goes on in.
    pub fn change<T>(&mut self, what: What, mut edit: impl FnMut(&mut World) -> T) -> R<T> {
        self.try_change(what, |world| Ok(edit(world)))
    }

    /// As [`Context::change`], with an edit that may refuse; then nothing changes.
    pub fn try_change<T>(&mut self, what: What, mut edit: impl FnMut(&mut World) -> R<T>) -> R<T> {
        match self.mode.clone() {
            Mode::Live => {
                let (world, result) = self.publish(what, &mut edit)?;
                self.set_world(world);
                Ok(result)
            }
            Mode::Stage(stage) => {
                let (world, result) = stage.change(&mut edit)?;
                self.set_world(world);
                Ok(result)
            }
            Mode::Turn(pin) => {
                let mut published = None;
                let mut plain = None;
                if pin.publishes {
                    let (world, result) = self.publish(what, &mut edit)?;
                    // Nobody published in between: the turn goes on in the published world itself.
                    if world.parent() == pin.world.id() {
                        self.fork_turn(world);
                        return Ok(result);
                    }
                    published = Some(result);
                    plain = Some(world);
                }
                let mut own = pin.world.branch();
                let result = match (edit(&mut own), published) {
                    (Ok(result), _) | (Err(_), Some(result)) => result,
                    (Err(e), None) => return Err(e),
                };
                let mut pin = fork(&pin, Arc::new(own));
                if let Some(overlay) = &mut pin.overlay {
                    let base = overlay.plain.id();
                    overlay.plain = match plain.filter(|w| w.parent() == base) {
                        Some(published) => published,
                        None => {
                            let mut plain = overlay.plain.branch();
                            // What is refused there is refused below the overlay only.
                            edit(&mut plain).ok();
                            Arc::new(plain)
                        }
                    };
                }
                self.go_on(pin);
                Ok(result)
            }
        }
    }

    fn publish<T>(
        &mut self,
        what: What,
        edit: &mut impl FnMut(&mut World) -> R<T>,
    ) -> R<(Arc<World>, T)> {
        let mut result = None;
        let world = self.cell.publish_with(self.act(what), |newest| {
            let mut world = newest.branch();
            result = Some(edit(&mut world)?);
            Ok::<_, Box<Thrown>>(world)
        })?;
        Ok((world, result.expect("set when the edit succeeds")))
    }

    // ---- definitions of the standard library ---------------------------------------------------

    /// From now on definitions are collected instead of made. Gives what to pass to
    /// [`Context::end_capture`].
    pub fn begin_capture(&mut self) -> (Option<Vec<Definition>>, Recorder) {
        let recorder = std::mem::take(&mut self.recorder);
        (self.capture.replace(Vec::new()), recorder)
    }

    /// Goes back to what was before; gives the collected definitions.
    pub fn end_capture(
        &mut self,
        (capture, recorder): (Option<Vec<Definition>>, Recorder),
    ) -> Vec<Definition> {
        self.recorder = recorder;
        std::mem::replace(&mut self.capture, capture).unwrap_or_default()
    }

    // ---- links ---------------------------------------------------------------------------------

    /// A new top-level form: the compiler's links are collected from now on. Gives what to pass
    /// to [`Context::end_form`].
    pub fn begin_form(&mut self, span: Span) -> Recorder {
        let form = Recorder {
            recording: Some(Vec::new()),
            span,
            ..Recorder::default()
        };
        std::mem::replace(&mut self.recorder, form)
    }

    /// Called by the compiler for every use of a var that it compiles.
    pub fn record_link(&mut self, link: Link) {
        if let Some(links) = &mut self.recorder.recording {
            let same = |l: &Link| l.var == link.var && l.usage == link.usage;
            if !links.iter().rev().take(32).any(same) {
                links.push(link);
            }
        }
    }

    /// Number of links recorded so far, to go back to with [`Context::keep_links`].
    pub fn link_count(&self) -> usize {
        self.recorder.recording.as_ref().map_or(0, Vec::len)
    }

    /// Forgets the links after the first `count`: the next part of a `do` shares only the macros
    /// around it.
    pub fn keep_links(&mut self, count: usize) {
        if let Some(links) = &mut self.recorder.recording {
            links.truncate(count);
        }
    }

    /// The form, or a part of it, is compiled: what it defines from now on gets its links.
    pub fn form_compiled(&mut self) {
        if let Some(links) = &self.recorder.recording {
            self.recorder.form = Some(links.as_slice().into());
        }
    }

    /// Code that is part of making the form begins to run: a macro (`Expansion`), or the form
    /// itself (`Load`). In a stage, the globals that it reads are recorded from now on. Gives
    /// what to pass to [`Context::end_reading`].
    pub fn begin_reading(&mut self, usage: Usage) -> Option<Usage> {
        let staged = matches!(self.mode, Mode::Stage(_)) && self.capture.is_none();
        let reading = (staged && self.recorder.recording.is_some()).then_some(usage);
        if reading.is_some() {
            // Tables of globals are tagged with the number: each global is looked up once more.
            self.world_id = clutch_core::world::state::fresh_id();
            if usage == Usage::Load {
                self.recorder.reads.clear();
            }
        }
        std::mem::replace(&mut self.recorder.reading, reading)
    }

    /// Goes back to what reads meant before.
    pub fn end_reading(&mut self, outer: Option<Usage>) {
        self.recorder.reading = outer;
    }

    /// Whether reads of globals are recorded.
    #[inline]
    pub fn is_reading(&self) -> bool {
        self.recorder.reading.is_some()
    }

    /// Called when a global is read while reads are recorded.
    pub fn record_read(&mut self, var: VarName, value: &Value) {
        let builtin = self.world.namespace(var.ns()).is_some_and(|n| n.builtin);
        if builtin {
            return;
        }
        match self.recorder.reading {
            Some(Usage::Load) => {
                let function = matches!(value.tag(), Tag::Closure).then(|| value.clone());
                self.recorder.reads.push((var, function));
            }
            Some(usage) => {
                let span = self.recorder.span;
                self.record_link(Link { var, usage, span });
            }
            None => {}
        }
    }

    /// Called when a function that was just read is called: its result is used, not its code.
    pub fn record_call(&mut self, var: VarName) {
        if let Some((read, function)) = self.recorder.reads.last_mut()
            && *read == var
        {
            *function = None;
        }
    }

    /// The links of the form, and `Load` for what its value was computed from. A function that
    /// the value still holds was not computed with but stored: no link.
    fn with_reads(&self, definition: &Definition, links: &Arc<[Link]>) -> Arc<[Link]> {
        let mut all: Vec<Link> = Vec::new();
        if definition.flags.once {
            return links.clone();
        }
        for (var, function) in &self.recorder.reads {
            let known = var.ns() == definition.var.ns() || all.iter().any(|l| l.var == *var);
            let held = |f: &Value| {
                let value = definition.value.as_ref();
                value.is_some_and(|v| crate::reach::holds(v, f))
            };
            if !known && !function.as_ref().is_some_and(held) {
                all.push(Link {
                    var: *var,
                    usage: Usage::Load,
                    span: self.recorder.span,
                });
            }
        }
        if all.is_empty() {
            return links.clone();
        }
        links.iter().copied().chain(all).collect()
    }

    /// The form is done. Gives its links if it defined nothing, for the namespace as a whole.
    pub fn end_form(&mut self, outer: Recorder) -> Option<Arc<[Link]>> {
        let form = std::mem::replace(&mut self.recorder, outer);
        (form.defined == 0).then_some(form.form).flatten()
    }

    // ---- other threads ---------------------------------------------------------------------------

    /// What a thread that is part of the same work (a future, `pmap`) starts with.
    pub fn convey(&self) -> Conveyed {
        if let Mode::Turn(pin) = &self.mode {
            self.remember(pin);
        }
        Conveyed {
            cell: self.cell.clone(),
            mode: self.mode.clone(),
        }
    }

    /// What a thread of its own (a daemon, an agent) starts with: live, or the stage it belongs to.
    pub fn convey_live(&self) -> Conveyed {
        Conveyed {
            cell: self.cell.clone(),
            mode: match &self.mode {
                Mode::Stage(s) => Mode::Stage(s.clone()),
                _ => Mode::Live,
            },
        }
    }

    /// Starts a thread through `start`, which is given what the thread starts with: now, or when
    /// the stage is published or waits for it. Never, if the stage is dropped before.
    pub fn launch(&self, conveyed: Conveyed, start: impl FnOnce(Conveyed) + Send + 'static) {
        match conveyed.mode.clone() {
            Mode::Stage(stage) => stage.defer(conveyed, Box::new(start)),
            _ => start(conveyed),
        }
    }

    /// To be called before any wait for another thread: a stage then starts the threads that it
    /// put off, since one of them may be what is waited for.
    ///
    /// # Errors
    /// In a strict stage, which refuses to wait.
    pub fn before_wait(&self) -> R<()> {
        match &self.mode {
            Mode::Stage(stage) => stage.start_deferred(),
            _ => Ok(()),
        }
    }

    /// Notes how a change to something outside of the candidate (a watch on a live atom) is
    /// taken back, in case this is a stage and it fails. Outside of stages nothing is kept.
    pub fn on_failure(&self, take_back: impl FnOnce() + Send + 'static) {
        if let Mode::Stage(stage) = &self.mode {
            stage.on_failure(Box::new(take_back));
        }
    }

    /// Notes an effect of the top-level form at work on something outside of the stage (`swap!` of
    /// a live atom, a file that is written).
    ///
    /// # Errors
    /// In a strict stage, which refuses it.
    pub fn effect(&self, what: impl FnOnce() -> String) -> R<()> {
        match &self.mode {
            Mode::Stage(stage) => stage.effect(what(), self.recorder.span),
            _ => Ok(()),
        }
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        self.staging = None;
        self.registration = None;
    }
}

/// What another thread starts with.
#[derive(Clone)]
pub struct Conveyed {
    cell: Arc<WorldCell>,
    mode: Mode,
}

impl Conveyed {
    /// A live start in a line of worlds.
    pub fn live(cell: Arc<WorldCell>) -> Conveyed {
        Conveyed {
            cell,
            mode: Mode::Live,
        }
    }

    /// The context of the new thread. If its stage has been published meanwhile, it is live.
    ///
    /// # Errors
    /// Cancelled, if its stage has been dropped.
    pub fn into_context(self, poll: Arc<AtomicU32>) -> R<Context> {
        let mut context = Context::live(self.cell, poll);
        let saved = match self.mode {
            Mode::Live => Saved::default(),
            Mode::Turn(pin) => {
                context.slot().fill(pin.clone());
                context.enter_pin(pin)
            }
            Mode::Stage(stage) => context.enter_stage(stage),
        };
        drop(saved);
        context.refresh()?;
        Ok(context)
    }
}

// ---- stages ----------------------------------------------------------------------------------------

/// How a stage treats what cannot be undone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Policy {
    /// Does it and reports.
    #[default]
    Lenient,
    /// Refuses.
    Strict,
}

/// How a stage ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Its candidate is current, or a part of it.
    Published,
    /// It was given up.
    Dropped,
}

/// An undeclared effect of staged code.
#[derive(Clone, Debug)]
pub struct Effect {
    /// What was done, as a sentence part.
    pub what: String,
    /// Where.
    pub span: Span,
}

impl std::fmt::Display for Effect {
    /// `swap! of … (app/core.clj:4)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.what)?;
        match (self.span.text(), self.span.line_column()) {
            (Some(text), Some((line, _))) => write!(f, " ({}:{line})", text.name),
            _ => Ok(()),
        }
    }
}

/// Takes back a change to something outside of the candidate.
type Undo = Box<dyn FnOnce() + Send>;

type Job = (Conveyed, Box<dyn FnOnce(Conveyed) + Send>);

/// A stage as the threads that run in it see it.
pub struct StageState {
    /// Unique number; birth stamp of references made by the stage.
    pub id: u64,
    /// Data of the engine.
    pub data: Box<dyn Any + Send + Sync>,
    line: Mutex<Line>,
    shared: Mutex<Shared>,
}

/// A candidate and the world that it is a change of.
struct Line {
    base: Arc<World>,
    candidate: Arc<World>,
    /// Definitions before the stage, of namespaces that it builds anew.
    parked: Vec<Arc<Binding>>,
}

#[derive(Default)]
struct Shared {
    outcome: Option<Outcome>,
    policy: Policy,
    next: u64,
    words: Vec<(u64, Arc<AtomicU32>)>,
    deferred: Vec<Job>,
    effects: Vec<Effect>,
    undo: Vec<Undo>,
}

/// Where a stage can go back to; see [`StageState::savepoint`].
pub struct Savepoint {
    world: Arc<World>,
    deferred: usize,
    undo: usize,
}

struct StageRegistration {
    stage: Arc<StageState>,
    id: u64,
}

impl Drop for StageRegistration {
    fn drop(&mut self) {
        let mut shared = self.stage.shared.lock();
        shared.words.retain(|(id, _)| *id != self.id);
    }
}

static NEXT_STAGE: AtomicU64Std = AtomicU64Std::new(1);

impl StageState {
    /// A stage that starts from `base`.
    pub fn new(base: Arc<World>, policy: Policy, data: Box<dyn Any + Send + Sync>) -> Arc<Self> {
        let candidate = Arc::new(base.branch());
        Arc::new(StageState {
            id: NEXT_STAGE.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
            data,
            line: Mutex::new(Line {
                base,
                candidate,
                parked: Vec::new(),
            }),
            shared: Mutex::new(Shared {
                policy,
                ..Shared::default()
            }),
        })
    }

    /// How the stage treats effects and waits now.
    pub fn policy(&self) -> Policy {
        self.shared.lock().policy
    }

    /// Sets how the stage treats effects and waits from now on. Gives how it did before.
    pub fn set_policy(&self, policy: Policy) -> Policy {
        std::mem::replace(&mut self.shared.lock().policy, policy)
    }

    /// The candidate as it is now.
    pub fn candidate(&self) -> Arc<World> {
        self.line.lock().candidate.clone()
    }

    /// The world that the candidate is a change of: the one that the stage started from, or a
    /// newer one that it was rebased onto.
    pub fn base(&self) -> Arc<World> {
        self.line.lock().base.clone()
    }

    /// Goes on from a newer base: `candidate` is the same change made to `base`.
    pub fn rebased(&self, base: Arc<World>, candidate: World) {
        let mut line = self.line.lock();
        line.base = base;
        line.candidate = Arc::new(candidate);
        drop(line);
        self.tell();
    }

    /// Keeps the definitions of a namespace that is built anew, for those that `defonce` keeps.
    pub fn park(&self, kept: Vec<Arc<Binding>>) {
        self.line.lock().parked.extend(kept);
    }

    /// The kept definition of a var, once.
    pub fn take_parked(&self, var: VarName) -> Option<Arc<Binding>> {
        let parked = &mut self.line.lock().parked;
        let at = parked.iter().position(|b| b.var == var)?;
        Some(parked.swap_remove(at))
    }

    /// How the stage ended, if it did.
    pub fn outcome(&self) -> Option<Outcome> {
        self.shared.lock().outcome
    }

    /// Effects noted so far.
    pub fn effects(&self) -> Vec<Effect> {
        self.shared.lock().effects.clone()
    }

    fn change<T>(&self, edit: &mut impl FnMut(&mut World) -> R<T>) -> R<(Arc<World>, T)> {
        let mut line = self.line.lock();
        let mut world = line.candidate.step();
        let result = edit(&mut world)?;
        line.candidate = Arc::new(world);
        let world = line.candidate.clone();
        drop(line);
        self.tell();
        Ok((world, result))
    }

    fn tell(&self) {
        for (_, word) in &self.shared.lock().words {
            word.fetch_or(NEW_WORLD, Ordering::AcqRel);
        }
    }

    fn register(stage: &Arc<StageState>, poll: Arc<AtomicU32>) -> StageRegistration {
        let mut shared = stage.shared.lock();
        shared.next += 1;
        let id = shared.next;
        shared.words.push((id, poll));
        StageRegistration {
            stage: stage.clone(),
            id,
        }
    }

    fn defer(&self, conveyed: Conveyed, start: Box<dyn FnOnce(Conveyed) + Send>) {
        let mut shared = self.shared.lock();
        match shared.outcome {
            None => shared.deferred.push((conveyed, start)),
            Some(Outcome::Published) => {
                drop(shared);
                start(Conveyed::live(conveyed.cell));
            }
            Some(Outcome::Dropped) => {}
        }
    }

    fn start_deferred(&self) -> R<()> {
        let mut shared = self.shared.lock();
        let (jobs, policy) = (std::mem::take(&mut shared.deferred), shared.policy);
        drop(shared);
        if !jobs.is_empty() && policy == Policy::Strict {
            return Err(Thrown::illegal_state(
                "This load waits for a thread that it started, which starts only at the publish",
            ));
        }
        for (conveyed, start) in jobs {
            start(conveyed);
        }
        Ok(())
    }

    fn effect(&self, what: String, span: Span) -> R<()> {
        let effect = Effect { what, span };
        let mut shared = self.shared.lock();
        if shared.policy == Policy::Strict {
            drop(shared);
            let diagnosis = Diagnosis {
                code: "reload/effect",
                labels: vec![(span, "this form".to_string())],
                help: Some("a lenient load (the default at the prompt) does it and reports".into()),
            };
            return Err(Thrown::diagnosed(
                &ILLEGAL_STATE,
                format!(
                    "A strict load may not do this: {effect}; declare the effect with \
                     on-publish, or use defonce"
                ),
                diagnosis,
            ));
        }
        shared.effects.push(effect);
        Ok(())
    }

    /// Where the stage is now.
    pub fn savepoint(&self) -> Savepoint {
        let world = self.candidate();
        let shared = self.shared.lock();
        Savepoint {
            world,
            deferred: shared.deferred.len(),
            undo: shared.undo.len(),
        }
    }

    /// Takes back everything since a savepoint (effects stay noted: they happened).
    pub fn rollback(&self, point: &Savepoint) {
        self.line.lock().candidate = Arc::new(point.world.step());
        let mut shared = self.shared.lock();
        shared.deferred.truncate(point.deferred);
        let from = point.undo.min(shared.undo.len());
        let undo = shared.undo.split_off(from);
        drop(shared);
        undo.into_iter().rev().for_each(|take_back| take_back());
        self.tell();
    }

    /// Notes how a change outside of the candidate is taken back if the stage fails.
    fn on_failure(&self, take_back: Undo) {
        let mut shared = self.shared.lock();
        match shared.outcome {
            None => shared.undo.push(take_back),
            Some(Outcome::Published) => {}
            Some(Outcome::Dropped) => {
                drop(shared);
                take_back();
            }
        }
    }

    /// Ends the stage. Published: its threads go on live, those put off start now. Dropped: its
    /// threads are cancelled at their next poll, those put off never start, and what it changed
    /// outside of the candidate is taken back as far as it was noted.
    pub fn finish(&self, outcome: Outcome) {
        let (jobs, undo) = {
            let mut shared = self.shared.lock();
            if shared.outcome.is_some() {
                return;
            }
            shared.outcome = Some(outcome);
            let shared = &mut *shared;
            (
                std::mem::take(&mut shared.deferred),
                std::mem::take(&mut shared.undo),
            )
        };
        self.tell();
        if outcome == Outcome::Dropped {
            undo.into_iter().rev().for_each(|take_back| take_back());
        }
        if outcome == Outcome::Published {
            for (conveyed, start) in jobs {
                start(Conveyed::live(conveyed.cell));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clutch_core::world::ClassTable;
    fn var(name: &str) -> VarName {
        VarName::from_parts("context.test", name)
    }
    fn cell() -> Arc<WorldCell> {
        WorldCell::new(World::empty(ClassTable::default()))
    }
    fn context(cell: &Arc<WorldCell>) -> Context {
        Context::live(cell.clone(), Arc::default())
    }
    fn def(c: &mut Context, name: &str, n: i64) {
        c.define(Definition::new(var(name), Value::int(n)))
            .expect("defined");
    }
    fn int(w: &World, name: &str) -> Option<i64> {
        w.binding(var(name)).and_then(|b| b.value()?.as_int())
    }
    fn get(c: &Context, name: &str) -> Option<i64> {
        int(c.world(), name)
    }
    fn back(c: &mut Context, saved: Saved) {
        c.restore(saved).expect("restored");
    }

    #[test]
    fn live_contexts_see_others_publishes_when_they_adopt() {
        let cell = cell();
        let (mut a, mut b) = (context(&cell), context(&cell));
        def(&mut a, "x", 1);
        assert_eq!(get(&a, "x"), Some(1));
        assert_eq!(get(&b, "x"), None);
        assert!(b.has_news());
        b.adopt().expect("adopts");
        assert_eq!(get(&b, "x"), Some(1));
        assert!(!b.has_news());
    }

    #[test]
    fn a_turn_stays_in_its_world_until_it_ends() {
        let cell = cell();
        let (mut a, mut b) = (context(&cell), context(&cell));
        def(&mut a, "x", 1);
        let saved = b.enter_turn();
        assert_eq!(get(&b, "x"), Some(1), "a turn begins in the newest world");
        def(&mut a, "x", 2);
        b.adopt().expect("stays");
        assert_eq!(get(&b, "x"), Some(1));
        let latest = b.enter_latest();
        assert_eq!(get(&b, "x"), Some(2));
        back(&mut b, latest);
        assert_eq!(get(&b, "x"), Some(1));
        back(&mut b, saved);
        assert_eq!(get(&b, "x"), Some(2));
    }

    #[test]
    fn a_turn_sees_its_own_publishes_and_nothing_else_new() {
        let cell = cell();
        let (mut a, mut b) = (context(&cell), context(&cell));
        let saved = b.enter_turn();
        let before = b.pin().expect("pinned");
        def(&mut a, "other", 1);
        def(&mut b, "own", 2);
        assert_eq!((get(&b, "own"), get(&b, "other")), (Some(2), None));
        assert_eq!(int(&before.world, "own"), None, "cells made before keep W5");
        let published = cell.current();
        assert_eq!(int(&published, "own"), Some(2));
        assert_eq!(int(&published, "other"), Some(1));
        assert!(b.repin());
        assert_eq!(get(&b, "other"), Some(1));
        back(&mut b, saved);
    }

    #[test]
    fn a_turn_alone_goes_on_in_the_published_world_itself() {
        let cell = cell();
        let mut a = context(&cell);
        let saved = a.enter_turn();
        def(&mut a, "x", 1);
        assert_eq!(a.world_id(), cell.current().id());
        let nested = a.enter_turn();
        def(&mut a, "x", 2);
        back(&mut a, nested);
        assert_eq!(get(&a, "x"), Some(2), "a nested turn joins");
        back(&mut a, saved);
    }

    #[test]
    fn in_world_changes_only_a_private_fork() {
        let cell = cell();
        let mut a = context(&cell);
        def(&mut a, "x", 1);
        let old = a.world().clone();
        def(&mut a, "x", 2);
        let saved = a.enter_world(old);
        assert_eq!(get(&a, "x"), Some(1));
        def(&mut a, "x", 3);
        assert_eq!(get(&a, "x"), Some(3));
        assert!(!a.repin());
        back(&mut a, saved);
        assert_eq!(get(&a, "x"), Some(2));
        assert_eq!(int(&cell.current(), "x"), Some(2));
    }

    #[test]
    fn nothing_of_a_stage_is_visible_outside_and_its_threads_share_it() {
        let cell = cell();
        let (mut a, mut b) = (context(&cell), context(&cell));
        let stage = StageState::new(cell.current(), Policy::Lenient, Box::new(()));
        let saved = a.enter_stage(stage.clone());
        def(&mut a, "x", 1);
        assert!(a.pin().is_none() && a.birth() == stage.id);
        let mut thread = a.convey().into_context(Arc::default()).expect("starts");
        assert_eq!(get(&thread, "x"), Some(1));
        def(&mut a, "y", 2);
        assert!(thread.has_news());
        thread.adopt().expect("adopts");
        assert_eq!(get(&thread, "y"), Some(2));
        b.adopt().expect("adopts");
        assert_eq!(get(&b, "x"), None);
        stage.finish(Outcome::Dropped);
        assert_eq!(
            thread.adopt().expect_err("cancelled").kind,
            ThrowKind::Cancelled
        );
        back(&mut a, saved);
        assert_eq!(get(&a, "x"), None);
    }

    #[test]
    fn threads_of_a_stage_start_at_its_end_or_when_it_waits() {
        let cell = cell();
        let mut a = context(&cell);
        let started = Arc::new(AtomicU64Std::new(0));
        let launch = |c: &Context, amount: u64| {
            let started = started.clone();
            c.launch(c.convey(), move |_| {
                started.fetch_add(amount, Ordering::Relaxed);
            });
        };
        launch(&a, 1);
        assert_eq!(started.load(Ordering::Relaxed), 1);
        let stage = StageState::new(cell.current(), Policy::Lenient, Box::new(()));
        let saved = a.enter_stage(stage.clone());
        launch(&a, 10);
        assert_eq!(started.load(Ordering::Relaxed), 1);
        a.before_wait().expect("lenient");
        assert_eq!(started.load(Ordering::Relaxed), 11);
        launch(&a, 100);
        let point = stage.savepoint();
        launch(&a, 1000);
        def(&mut a, "x", 1);
        stage.rollback(&point);
        a.adopt().expect("adopts");
        assert_eq!(get(&a, "x"), None);
        stage.finish(Outcome::Published);
        assert_eq!(started.load(Ordering::Relaxed), 111);
        back(&mut a, saved);
        let strict = StageState::new(cell.current(), Policy::Strict, Box::new(()));
        let saved = a.enter_stage(strict.clone());
        launch(&a, 10_000);
        assert!(a.before_wait().is_err());
        assert!(a.effect(|| "print".into()).is_err());
        strict.finish(Outcome::Dropped);
        assert_eq!(started.load(Ordering::Relaxed), 111);
        assert!(a.restore(saved).is_ok());
    }

    #[test]
    fn captured_definitions_change_no_world() {
        let cell = cell();
        let mut a = context(&cell);
        let saved = a.begin_capture();
        def(&mut a, "x", 1);
        let captured = a.end_capture(saved);
        assert_eq!(captured.len(), 1);
        assert_eq!(get(&a, "x"), None);
        assert_eq!(cell.epoch(), 0);
    }

    #[test]
    fn links_of_a_form_go_to_what_it_defines_else_to_the_namespace() {
        let cell = cell();
        let mut a = context(&cell);
        let link = Link {
            var: var("callee"),
            usage: clutch_core::world::Usage::Call(1),
            span: Span::NONE,
        };
        let outer = a.begin_form(Span::NONE);
        a.record_link(link);
        a.record_link(link);
        a.form_compiled();
        def(&mut a, "caller", 1);
        assert!(a.end_form(outer).is_none());
        let binding: Arc<Binding> = a.world().binding(var("caller")).expect("there").clone();
        assert_eq!(binding.links.as_ref(), [link]);
        let outer = a.begin_form(Span::NONE);
        a.record_link(link);
        a.form_compiled();
        assert_eq!(a.end_form(outer).as_deref(), Some(&[link][..]));
    }
}
