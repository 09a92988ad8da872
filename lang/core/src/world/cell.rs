//! [`WorldCell`]: which world is current, who must be told when that changes, and what was
//! current before.
//!
//! Publishing is `lock publishers → make the next world → swap the pointer → raise NEW_WORLD in
//! every registered poll word`. A thread adopts by `clear its bit → copy the pointer`. Since the
//! bit is raised after the swap and cleared before the copy, a thread either copies the new
//! world or finds the bit raised again: no publish is missed. Readers hold the pointer's lock
//! for one copy and never while anything else runs, so nobody waits for a stage or for user code.
//!
//! A lock and not `arc-swap`: running threads read the world from their own context, the cell is
//! read once per publish and thread, and the plain lock is what the interleaving tests explore.

use super::alive::Alive;
use super::running::{Drain, Gate, Question, Rests, Route, Slot, Undrained, pause};
use super::{Pin, WatchedVars, World};
use crate::name::{Keyword, VarName};
use crate::sync::Mutex;
use crate::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::any::Any;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Instant, SystemTime};

/// Bit of a poll word: a world was published since the thread last looked.
pub const NEW_WORLD: u32 = 1;
/// Bit of a poll word: somebody has left a question in the thread's slot.
pub const ASKED: u32 = 1 << 1;

/// Which world is current.
pub struct WorldCell {
    current: Mutex<Arc<World>>,
    /// Counts publishes; says "look again", nothing else.
    epoch: AtomicU64,
    /// Held by the one publisher at work; what was published.
    history: Mutex<History>,
    threads: Mutex<Threads>,
    gate: Gate,
    route: Mutex<Option<Arc<Route>>>,
    /// Whether there is a route: turns look at this alone.
    routed: AtomicBool,
    alive: Alive,
    /// Who watches vars.
    pub watched: WatchedVars,
}

#[derive(Default)]
struct Threads {
    next: u64,
    list: Vec<Thread>,
}

/// A registered thread.
#[derive(Clone)]
pub struct Thread {
    /// Its number.
    pub id: u64,
    poll: Arc<AtomicU32>,
    /// What others know of it.
    pub slot: Arc<Slot>,
}

impl Thread {
    /// Leaves a question for the thread's next poll; a context that runs nothing answers at once.
    pub fn ask(&self, question: Question) {
        self.slot.ask(question);
        self.poll.fetch_or(ASKED, Ordering::AcqRel);
        if let Some(rest) = self.slot.rest() {
            rest.answer();
        }
    }
}

/// What was published, oldest first.
pub struct History {
    entries: VecDeque<Published>,
    /// How many entries keep their world.
    worlds: usize,
    /// How many entries are kept at all.
    reports: usize,
}

/// Report of a publish: a type of the engine.
pub type Report = Arc<dyn Any + Send + Sync>;

/// One publish.
#[derive(Clone)]
pub struct Published {
    /// Generation that it made.
    pub generation: u64,
    /// Id of the world.
    pub id: u64,
    /// The world, as long as history keeps it.
    pub world: Option<Arc<World>>,
    /// What was done.
    pub what: What,
    /// When.
    pub at: SystemTime,
    /// Who, if the publisher has a name.
    pub by: Option<Arc<str>>,
    /// Report of the stage.
    pub report: Option<Report>,
}

/// What a publish did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The first world.
    Start,
    /// One definition made live.
    Define(VarName),
    /// One definition removed live.
    Undefine(VarName),
    /// Aliases, refers, registrations made live.
    Register,
    /// A layer laid over the definitions, or taken away.
    Layer(Keyword),
    /// A stage; the text says of what.
    Stage(String),
    /// An older world's content again: its generation.
    Rollback(u64),
}

impl std::fmt::Display for What {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            What::Start => f.write_str("start"),
            What::Define(v) => write!(f, "def {v}"),
            What::Undefine(v) => write!(f, "ns-unmap {v}"),
            What::Register => f.write_str("register"),
            What::Layer(name) => write!(f, "layer {name}"),
            What::Stage(text) => f.write_str(text),
            What::Rollback(g) => write!(f, "rollback to {g}"),
        }
    }
}

/// A publish with its author.
#[derive(Clone, Debug)]
pub struct Act {
    /// What is done.
    pub what: What,
    /// Who does it, if the publisher has a name.
    pub by: Option<Arc<str>>,
}

impl From<What> for Act {
    fn from(what: What) -> Act {
        Act { what, by: None }
    }
}

/// A registered poll word; dropping it unregisters.
pub struct Registration {
    cell: Arc<WorldCell>,
    id: u64,
    slot: Arc<Slot>,
}

impl Registration {
    /// Number of the thread.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// What others know of the thread.
    pub fn slot(&self) -> &Arc<Slot> {
        &self.slot
    }
}

impl WorldCell {
    /// A cell whose first world is this one.
    pub fn new(mut world: World) -> Arc<WorldCell> {
        world.seal(0);
        let world = Arc::new(world);
        let start = Published::new(&world, What::Start.into());
        let alive = Alive::default();
        alive.add_world(&world);
        Arc::new(WorldCell {
            current: Mutex::new(world),
            epoch: AtomicU64::new(0),
            history: Mutex::new(History {
                entries: VecDeque::from([start]),
                worlds: 16,
                reports: 256,
            }),
            threads: Mutex::default(),
            gate: Gate::default(),
            route: Mutex::new(None),
            routed: AtomicBool::new(false),
            alive,
            watched: WatchedVars::default(),
        })
    }

    /// The newest published world.
    pub fn current(&self) -> Arc<World> {
        self.current.lock().clone()
    }

    /// What is still there of the past.
    pub fn alive(&self) -> &Alive {
        &self.alive
    }

    /// Number of publishes so far.
    pub fn epoch(&self) -> u64 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Has `poll`'s bit [`NEW_WORLD`] raised at every publish from now on.
    pub fn register(self: &Arc<Self>, poll: Arc<AtomicU32>) -> Registration {
        let mut threads = self.threads.lock();
        threads.next += 1;
        let id = threads.next;
        let slot = Arc::new(Slot::default());
        threads.list.push(Thread {
            id,
            poll,
            slot: slot.clone(),
        });
        drop(threads);
        Registration {
            cell: self.clone(),
            id,
            slot,
        }
    }

    /// The turns that are running, oldest first; one that runs on several threads is named once.
    pub fn running_turns(&self) -> Vec<Arc<Pin>> {
        let threads = self.threads.lock();
        let mut turns: Vec<_> = threads.list.iter().filter_map(|t| t.slot.turn()).collect();
        drop(threads);
        turns.sort_by_key(|pin| pin.turn);
        turns.dedup_by_key(|pin| pin.turn);
        turns
    }

    /// Whether turns that want to begin must wait.
    pub fn is_draining(&self) -> bool {
        self.gate.is_closed()
    }

    /// Waits until turns may begin again.
    pub fn wait_for_gate(&self) {
        let far = Instant::now() + std::time::Duration::from_secs(3600);
        while self.gate.is_closed() && pause(far) {}
    }

    /// Holds new turns back and waits until no turn but that of number `own` is running.
    ///
    /// # Errors
    /// Why it came to nothing by the `deadline`, or when `go_on` said no. Nothing is held back any
    /// more then.
    pub fn drain(
        &self,
        own: Option<u64>,
        deadline: Instant,
        go_on: &mut dyn FnMut() -> bool,
    ) -> Result<Drain<'_>, Undrained> {
        while !self.gate.close() {
            if !pause(deadline) || !go_on() {
                return Err(Undrained::Busy);
            }
        }
        let drain = Drain { gate: &self.gate };
        let is_other = |pin: &Arc<Pin>| Some(pin.turn) != own;
        while self.running_turns().iter().any(is_other) {
            if !pause(deadline) || !go_on() {
                return Err(Undrained::Turns);
            }
        }
        Ok(drain)
    }

    /// Sends a part of the turns that begin to another world, or all to the newest again.
    pub fn set_route(&self, route: Option<Arc<Route>>) {
        let mut current = self.route.lock();
        self.routed.store(route.is_some(), Ordering::Release);
        let old = std::mem::replace(&mut *current, route);
        drop(current);
        drop(old);
    }

    /// Where turns go, if not all go to the newest world.
    pub fn route(&self) -> Option<Arc<Route>> {
        match self.routed.load(Ordering::Acquire) {
            true => self.route.lock().clone(),
            false => None,
        }
    }

    /// Contexts that run nothing have no polls: they are moved on here, so that they hold no old
    /// world. Not under the publisher's lock, since what they let go of is freed by this.
    fn move_resting_on(&self) {
        let threads = self.threads.lock();
        let resting: Vec<Arc<dyn Rests>> =
            threads.list.iter().filter_map(|t| t.slot.rest()).collect();
        drop(threads);
        for rest in resting {
            rest.move_on();
        }
    }

    /// The registered threads.
    pub fn threads(&self) -> Vec<Thread> {
        self.threads.lock().list.clone()
    }

    /// Number of registered threads.
    pub fn thread_count(&self) -> usize {
        self.threads.lock().list.len()
    }

    /// Publishes what `make` makes of the newest world. `make` runs while other publishers wait,
    /// so it must be short and must not run user code; its result must be a branch of its
    /// argument.
    pub fn publish_with<E>(
        &self,
        act: impl Into<Act>,
        make: impl FnOnce(&Arc<World>) -> Result<World, E>,
    ) -> Result<Arc<World>, E> {
        let mut history = self.history.lock();
        let base = self.current();
        let world = make(&base)?;
        let world = self.swap(&mut history, world, act.into());
        drop(history);
        self.move_resting_on();
        Ok(world)
    }

    /// Publishes a branch of `base` if `base` is still the newest world. `report` makes the report
    /// of the published world: for the caller, and for history.
    ///
    /// # Errors
    /// Gives the newest world if somebody else has published.
    pub fn compare_and_publish<T>(
        &self,
        base: &Arc<World>,
        world: World,
        act: impl Into<Act>,
        report: impl FnOnce(&Arc<World>) -> (T, Option<Report>),
    ) -> Result<(Arc<World>, T), Arc<World>> {
        let mut history = self.history.lock();
        let newest = self.current();
        if newest.id() != base.id() {
            return Err(newest);
        }
        let world = self.swap(&mut history, world, act.into());
        let (result, report) = report(&world);
        if let Some(entry) = history.entries.back_mut() {
            entry.report = report;
        }
        drop(history);
        self.move_resting_on();
        Ok((world, result))
    }

    fn swap(&self, history: &mut History, mut world: World, act: Act) -> Arc<World> {
        let mut current = self.current.lock();
        world.seal(current.generation() + 1);
        let world = Arc::new(world);
        let old = std::mem::replace(&mut *current, world.clone());
        drop(current);
        self.epoch.fetch_add(1, Ordering::AcqRel);
        for thread in &self.threads.lock().list {
            thread.poll.fetch_or(NEW_WORLD, Ordering::AcqRel);
        }
        self.alive.add_world(&world);
        history.push(Published::new(&world, act));
        drop(old);
        world
    }

    /// What was published, oldest first.
    pub fn history(&self) -> Vec<Published> {
        self.history.lock().entries.iter().cloned().collect()
    }

    /// The entry of a generation, if it is still known.
    pub fn published(&self, generation: u64) -> Option<Published> {
        let history = self.history.lock();
        let mut entries = history.entries.iter();
        entries.find(|e| e.generation == generation).cloned()
    }

    /// Sets how many worlds and how many reports history keeps; at least the current world.
    pub fn keep_history(&self, worlds: usize, reports: usize) {
        let mut history = self.history.lock();
        history.worlds = worlds.max(1);
        history.reports = reports.max(1);
        history.trim();
    }
}

impl History {
    fn push(&mut self, entry: Published) {
        self.entries.push_back(entry);
        self.trim();
    }

    fn trim(&mut self) {
        while self.entries.len() > self.reports {
            self.entries.pop_front();
        }
        // Entries lose their world in order, so the scan ends at the first that lost it before.
        let kept = self.entries.len().saturating_sub(self.worlds);
        for entry in self.entries.range_mut(..kept).rev() {
            if entry.world.take().is_none() {
                break;
            }
        }
    }
}

impl Published {
    fn new(world: &Arc<World>, act: Act) -> Published {
        Published {
            generation: world.generation(),
            id: world.id(),
            world: Some(world.clone()),
            what: act.what,
            by: act.by,
            at: SystemTime::now(),
            report: None,
        }
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        let id = self.id;
        self.cell.threads.lock().list.retain(|t| t.id != id);
    }
}

#[cfg(all(test, not(shuttle)))]
mod tests {
    use super::*;
    use crate::Value;
    use crate::world::{Binding, ClassTable};

    fn var() -> VarName {
        VarName::from_parts("cell.test", "x")
    }
    fn set(n: i64) -> impl FnOnce(&Arc<World>) -> Result<World, ()> {
        move |w| {
            let mut w = w.branch();
            w.define(Arc::new(Binding::new(var(), Value::int(n))));
            Ok(w)
        }
    }
    fn cell() -> Arc<WorldCell> {
        WorldCell::new(World::empty(ClassTable::default()))
    }
    fn get(w: &World) -> Option<i64> {
        w.binding(var())?.value()?.as_int()
    }

    #[test]
    fn a_publish_is_seen_counted_and_raises_every_poll_word() {
        let cell = cell();
        let (a, b) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(8)));
        let first = cell.register(a.clone());
        let _second = cell.register(b.clone());
        let before = cell.current();
        let after = cell.publish_with(What::Define(var()), set(1)).expect("ok");
        assert_eq!(after.generation(), before.generation() + 1);
        assert_eq!(get(&cell.current()), Some(1));
        assert_eq!(get(&before), None);
        assert_eq!(a.load(Ordering::Relaxed), NEW_WORLD);
        assert_eq!(b.load(Ordering::Relaxed), 8 | NEW_WORLD);
        drop(first);
        a.store(0, Ordering::Relaxed);
        cell.publish_with(What::Define(var()), set(2)).expect("ok");
        assert_eq!(a.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn a_failed_publish_leaves_the_identical_world() {
        let cell = cell();
        let before = cell.current();
        let failed: Result<_, &str> = cell.publish_with(What::Register, |_| Err("no"));
        assert!(failed.is_err());
        assert!(Arc::ptr_eq(&before, &cell.current()));
        assert_eq!(cell.history().len(), 1);
    }

    #[test]
    fn compare_and_publish_refuses_a_stale_base() {
        let cell = cell();
        let base = cell.current();
        let ours = set(1)(&base).expect("ok");
        cell.publish_with(What::Define(var()), set(2)).expect("ok");
        let stage = || What::Stage("ours".into());
        let newest = cell
            .compare_and_publish(&base, ours, stage(), |_| ((), None))
            .expect_err("stale");
        assert_eq!(get(&newest), Some(2));
        let world = set(3)(&newest).expect("ok");
        let published =
            cell.compare_and_publish(&newest, world, stage(), |w| (w.generation(), None));
        assert_eq!(published.expect("fresh").1, 2);
    }

    #[test]
    fn history_keeps_the_last_worlds_and_more_reports() {
        let cell = cell();
        cell.keep_history(2, 4);
        for n in 0..10 {
            cell.publish_with(What::Define(var()), set(n)).expect("ok");
        }
        let history = cell.history();
        let kept: Vec<(u64, bool)> = history
            .iter()
            .map(|e| (e.generation, e.world.is_some()))
            .collect();
        assert_eq!(kept, [(7, false), (8, false), (9, true), (10, true)]);
        assert!(cell.published(8).is_some() && cell.published(3).is_none());
    }

    #[test]
    fn publishers_on_many_threads_lose_nothing() {
        let cell = cell();
        let threads: Vec<_> = (0..4)
            .map(|t| {
                let cell = cell.clone();
                std::thread::spawn(move || {
                    let var = VarName::from_parts("cell.count", &format!("n{t}"));
                    for _ in 0..200 {
                        let add = |w: &Arc<World>| {
                            let old = w.binding(var).and_then(|b| b.value()?.as_int());
                            let mut w = w.branch();
                            let next = Value::int(old.unwrap_or(0) + 1);
                            w.define(Arc::new(Binding::new(var, next)));
                            Ok::<_, ()>(w)
                        };
                        cell.publish_with(What::Define(var), add).expect("ok");
                    }
                })
            })
            .collect();
        for t in threads {
            t.join().expect("thread");
        }
        let w = cell.current();
        assert_eq!(w.generation(), 800);
        for t in 0..4 {
            let var = VarName::from_parts("cell.count", &format!("n{t}"));
            let n = w.binding(var).and_then(|b| b.value()?.as_int());
            assert_eq!(n, Some(200));
        }
    }
}
