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
//! The rules are in `spec/namespaces-and-worlds.md` and `spec/reload.md`.
//! Not here: what a stage loads and whether it may be published (`engine`).

use clutch_core::class::THREAD_DEATH;
use clutch_core::error::{Exception, ThrowKind, Thrown};
use clutch_core::object::Scope;
use clutch_core::state::set_birth;
use clutch_core::sync::atomic::{AtomicU32, Ordering};
use clutch_core::world::cell::{Act, NEW_WORLD, Registration, What, WorldCell};
use clutch_core::world::running::{Route, Slot};
use clutch_core::world::{Definition, Pin, Stamp, World};
use clutch_core::{R, Span, Value, VarName};
use std::cell::Cell;
use std::sync::Arc;
use std::time::Instant;

mod convey;
mod inputs;
mod overlay;
mod record;
mod stage;

pub use convey::Conveyed;
use inputs::Inputs;
pub use inputs::OuterFile;
use overlay::Covering;
pub use overlay::Overlaid;
pub use record::{Code, Recorder};
use stage::StageRegistration;
pub use stage::{Effect, Outcome, Policy, Savepoint, StageState};

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
    /// The form whose code is being compiled and run.
    code: Code,
    /// What the file that is being loaded is made from, beside definitions.
    inputs: Inputs,
    /// Turn and world of the pin that was remembered last; see [`Context::pin`].
    remembered: Cell<(u64, u64)>,
    /// Whether a cell without a pin is being realised in a turn: what it makes has none either.
    unpinned: bool,
}

/// What a mode switch goes back to.
#[must_use = "must be given back to Context::restore"]
#[derive(Default)]
pub struct Saved {
    back: Option<Mode>,
    /// Id of the world before the switch.
    world: u64,
    /// Whether cells made before the switch carried no pin although made in a turn.
    unpinned: Option<bool>,
    /// The thread was in no turn before.
    outermost: bool,
    /// Where the end of the turn is counted: in the world on trial, or not.
    counted: Option<(Arc<Route>, bool)>,
}

static NEXT_TURN: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);

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
            code: Code::default(),
            inputs: Inputs::default(),
            remembered: Cell::default(),
            unpinned: false,
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

    /// The generation in which code runs now: in a stage the one that it makes.
    pub fn generation(&self) -> u64 {
        match &self.mode {
            Mode::Stage(stage) => stage.stamp().get(),
            _ => self.world.generation(),
        }
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

    /// The pin for lazy seqs and delays made now; none outside of turns.
    #[inline]
    pub fn pin(&self) -> Option<Arc<Pin>> {
        match &self.mode {
            Mode::Turn(pin) if self.capture.is_none() && !self.unpinned => {
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

    /// Who sees what is found out about objects now: in a world that is not published it may not
    /// be for everybody.
    pub(crate) fn scope(&self) -> Scope {
        match &self.mode {
            Mode::Turn(pin) if !pin.publishes => Scope::Turn(pin.turn),
            Mode::Stage(stage) => stage.scope(),
            Mode::Live | Mode::Turn(_) => Scope::Everybody,
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
                    self.recorder.reading = None;
                    self.set_mode(Mode::Live);
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
        let old_world = self.world.id();
        self.set_world(world);
        Saved {
            back: Some(self.set_mode(mode)),
            world: old_world,
            unpinned: Some(std::mem::take(&mut self.unpinned)),
            ..Saved::default()
        }
    }

    /// Changes the mode, and with it the birth stamp of what this thread makes. Gives the old one.
    fn set_mode(&mut self, mode: Mode) -> Mode {
        let old = std::mem::replace(&mut self.mode, mode);
        match (&old, &self.mode) {
            (_, Mode::Stage(stage)) => set_birth(stage.id),
            (Mode::Stage(_), _) => set_birth(0),
            _ => {}
        }
        old
    }

    fn registration(&self) -> &Registration {
        let registration = self.registration.as_ref();
        registration.expect("registered as long as it lives")
    }

    /// What others know of this thread.
    pub fn slot(&self) -> &Arc<Slot> {
        self.registration().slot()
    }

    /// Number of this thread among those of the cell.
    pub fn thread_id(&self) -> u64 {
        self.registration().id()
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

    /// Begins a turn in the newest world; joins a turn or stage that is under way. Waits while a
    /// publisher holds turns back.
    pub fn enter_turn(&mut self) -> Saved {
        self.enter_turn_by(None)
    }

    /// As [`Context::enter_turn`], where the route sends it if there is one.
    pub(crate) fn enter_turn_by(&mut self, route: Option<Arc<Route>>) -> Saved {
        if !matches!(self.mode, Mode::Live) {
            return Saved {
                unpinned: Some(std::mem::take(&mut self.unpinned)),
                ..Saved::default()
            };
        }
        let on_trial = route.as_ref().is_some_and(|r| r.takes_next());
        loop {
            let pin = match &route {
                Some(route) if on_trial => new_pin(route.world(), false),
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
        if matches!(&self.mode, Mode::Turn(p) if Arc::ptr_eq(p, &pin)) && !self.unpinned {
            return Saved::default();
        }
        let world = pin.world.clone();
        self.switch(Mode::Turn(pin), world)
    }

    /// Goes on with a cell that was made outside of turns, in the world that the context sees:
    /// in a turn what the cell makes carries no pin either.
    pub fn enter_live_cell(&mut self) -> Saved {
        Saved {
            unpinned: Some(std::mem::replace(&mut self.unpinned, true)),
            ..Saved::default()
        }
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
        if let Some(unpinned) = saved.unpinned {
            self.unpinned = unpinned;
        }
        let Some(mode) = saved.back else {
            return Ok(());
        };
        if matches!(self.mode, Mode::Stage(_)) && !matches!(mode, Mode::Stage(_)) {
            self.staging = None;
        }
        // Nothing holds the world of before meanwhile: a live context goes back to the newest.
        let world = match &mode {
            Mode::Live => self.cell.current(),
            Mode::Turn(pin) => pin.world.clone(),
            Mode::Stage(stage) => stage.candidate(),
        };
        if matches!(mode, Mode::Live) && world.id() != saved.world {
            // The poll that told of it was in the turn, which did not look.
            self.poll.fetch_or(NEW_WORLD, Ordering::AcqRel);
        }
        self.set_mode(mode);
        self.set_world(world);
        match &self.mode {
            Mode::Stage(_) => self.refresh(),
            _ => Ok(()),
        }
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
                let mut stamp = Stamp::known(pin.world.generation());
                if pin.publishes {
                    let (world, result) = self.publish(what, &mut edit)?;
                    // Nobody published in between: the turn goes on in the published world itself.
                    if world.parent() == pin.world.id() {
                        self.fork_turn(world);
                        return Ok(result);
                    }
                    stamp = Stamp::known(world.generation());
                    published = Some(result);
                    plain = Some(world);
                }
                let mut own = pin.world.branch();
                own.set_stamp(stamp.clone());
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
                            plain.set_stamp(stamp);
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
            world.mark_edited(newest);
            Ok::<_, Box<Thrown>>(world)
        })?;
        self.code.publishes(world.generation());
        Ok((world, result.expect("set when the edit succeeds")))
    }
}

impl Drop for Context {
    fn drop(&mut self) {
        self.staging = None;
        self.set_mode(Mode::Live);
        self.registration = None;
    }
}

#[cfg(test)]
mod tests;
