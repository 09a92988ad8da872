//! Who keeps an old generation: its world, or code of it.
//!
//! What definitions, registrations and watches reach is walked; each thread is asked what its
//! calls and bindings hold; turns, history and candidates are known. What is left over (cells
//! that a native under way or the host holds) is counted as `:elsewhere`.

use crate::candidate::Candidate;
use crate::engine::Inner;
use crate::held;
use clutch_core::func::Closure;
use clutch_core::seq::LazyState;
use clutch_core::state::DelayState;
use clutch_core::world::{Pin, World, WorldValue};
use clutch_core::{Keyword, NsName, R, Span, Symbol, Value, VarName, View};
use clutch_vm::Cx;
use clutch_vm::context::Mode;
use clutch_vm::reach::{Walk, function_name};
use clutch_vm::survey::{Held, Holdings, Silent, State, survey};
use clutch_vm::var::simple_map;
use rustc_hash::FxHashSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Values that a search which somebody asks for looks at.
pub(crate) const ASKED_FOR: usize = 1_000_000;
/// Values reached from one thread that a search looks at.
const IN_A_THREAD: usize = 100_000;
/// How long threads have to answer.
pub(crate) const PATIENCE: Duration = Duration::from_millis(100);

type Entry = (Value, Value);

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

fn number(n: u64) -> Value {
    Value::int(i64::try_from(n).unwrap_or(i64::MAX))
}

fn age(since: Instant) -> Entry {
    let millis = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
    (key("age-ms"), number(millis))
}

/// How something keeps a generation.
struct Kept {
    kind: &'static str,
    /// The definition, if it is code.
    name: Option<Symbol>,
    since: Option<Instant>,
    /// Identity of a cell that has a pin.
    cell: Option<u64>,
}

impl Kept {
    fn new(kind: &'static str) -> Kept {
        Kept {
            kind,
            name: None,
            since: None,
            cell: None,
        }
    }
}

/// The generation that is asked about.
struct Wanted<'a> {
    generation: u64,
    newest: &'a World,
}

impl Wanted<'_> {
    fn is_it(&self, world: &World) -> bool {
        world.generation() == self.generation && !world.is_draft()
    }

    fn cell(&self, kind: &'static str, value: &Value, pin: Option<&Arc<Pin>>) -> Option<Kept> {
        let pin = pin.filter(|p| self.is_it(&p.world))?;
        Some(Kept {
            since: Some(pin.since),
            cell: Some(value.bits()),
            ..Kept::new(kind)
        })
    }

    /// Whether a value itself keeps the generation, and how.
    fn kept_by(&self, value: &Value) -> Option<Kept> {
        match value.view() {
            View::LazySeq(l) => match &*l.state.lock() {
                LazyState::Pending(_, pin) => self.cell("lazy-seq", value, pin.as_ref()),
                _ => None,
            },
            View::Delay(d) => match &*d.state.lock() {
                DelayState::Pending(_, pin) => self.cell("delay", value, pin.as_ref()),
                _ => None,
            },
            View::World(WorldValue::World(w)) if self.is_it(w) => Some(Kept::new("world")),
            View::Host(_) => {
                let candidate = value.as_host::<Candidate>()?;
                let open = candidate.stage.outcome().is_none();
                (open && self.is_it(&candidate.stage.base())).then(|| Kept::new("candidate"))
            }
            View::Closure(f) => self.old_code(f).map(|name| Kept {
                name: Some(name),
                ..Kept::new("function")
            }),
            _ => None,
        }
    }

    /// The definition of a function of this generation that was replaced since.
    fn old_code(&self, f: &Closure) -> Option<Symbol> {
        if f.proto.generation.get() != self.generation {
            return None;
        }
        held::replaced(self.newest, f).map(|var| var.symbol())
    }
}

/// Rows of the answer, one for each holder and kind.
#[derive(Default)]
struct Rows {
    rows: Vec<Row>,
    cells: FxHashSet<u64>,
}

struct Row {
    /// What tells it from other rows.
    holder: Vec<Entry>,
    kept: Kept,
    path: Vec<Value>,
    count: u64,
}

impl Rows {
    fn add(&mut self, holder: &[Entry], kept: Kept, path: impl FnOnce() -> Vec<Value>) {
        self.cells.extend(kept.cell);
        let same = |row: &&mut Row| {
            row.kept.kind == kept.kind
                && row.kept.name == kept.name
                && row.holder.len() == holder.len()
                && row.holder.iter().zip(holder).all(|(a, b)| a.1.same(&b.1))
        };
        match self.rows.iter_mut().find(same) {
            Some(row) => {
                row.count += 1;
                row.kept.since = row.kept.since.min(kept.since);
            }
            None => self.rows.push(Row {
                holder: holder.to_vec(),
                kept,
                path: path(),
                count: 1,
            }),
        }
    }
}

impl Row {
    fn into_value(self) -> Value {
        let mut entries = self.holder;
        entries.push((key("kind"), key(self.kept.kind)));
        entries.extend(self.kept.name.map(|n| (key("name"), Value::symbol(n))));
        entries.push((key("path"), Value::vector(self.path)));
        entries.push((key("count"), number(self.count)));
        entries.extend(self.kept.since.map(age));
        simple_map(entries)
    }
}

/// Who keeps a generation, as `who-holds` gives it.
///
/// # Errors
/// When interrupted while threads are asked.
pub(crate) fn who_holds(cx: &mut Cx, engine: &Inner, generation: u64) -> R<Vec<Value>> {
    let cell = &engine.cell;
    let (threads, silent) = survey(cx, PATIENCE)?;
    let newest = cell.current();
    let wanted = Wanted {
        generation,
        newest: &newest,
    };
    let mut list = Vec::new();
    let plain = |holder: &str, kind: &str| vec![holder_is(holder), (key("kind"), key(kind))];
    if newest.generation() == generation {
        list.push(simple_map(plain("current", "world")));
    }
    let kept = cell.published(generation);
    if kept.is_some_and(|e| e.world.is_some()) {
        list.push(simple_map(plain("history", "world")));
    }
    if cell.route().is_some_and(|r| wanted.is_it(&r.world())) {
        list.push(simple_map(plain("route", "world")));
    }
    let mut rows = Rows::default();
    held::look_everywhere(&newest, cell, ASKED_FOR, &mut |met| {
        if let Some(kept) = wanted.kept_by(&met.found.value) {
            let holder = [(key("holder"), Value::symbol(met.holder))];
            rows.add(&holder, kept, || met.path());
        }
    });
    let mut running = FxHashSet::default();
    for turn in cell.running_turns() {
        if wanted.is_it(&turn.world) && running.insert(turn.turn) {
            let mut entries = plain("turn", "turn");
            entries.push((key("turn"), number(turn.turn)));
            let millis = turn.since.elapsed().as_millis();
            entries.push((key("running-ms"), number(millis as u64)));
            let on = threads.iter().filter(|t| t.turn == Some(turn.turn));
            let on = on.map(|t| simple_map(describe(t, t.frames.first().map(|_| 0), &newest)));
            let on = on.chain(
                silent
                    .iter()
                    .filter(|s| s.turn == Some(turn.turn))
                    .map(|s| simple_map(describe_silent(s))),
            );
            entries.push((key("threads"), Value::vector(on.collect())));
            list.push(simple_map(entries));
        }
    }
    for thread in &threads {
        of_thread(thread, &wanted, &running, &mut rows);
    }
    // Clones of pins are counted below.
    drop(threads);
    let pins = cell.alive().pins();
    let pins = pins
        .iter()
        .filter(|p| wanted.is_it(&p.world) && !running.contains(&p.turn));
    // One count is that of the list here.
    let cells: usize = pins.map(|p| Arc::strong_count(p) - 1).sum();
    let left = cells.saturating_sub(rows.cells.len());
    list.extend(rows.rows.into_iter().map(Row::into_value));
    for s in &silent {
        let mut entries = vec![holder_is("thread"), (key("kind"), key("unknown"))];
        entries.extend(describe_silent(s));
        list.push(simple_map(entries));
    }
    if left > 0 {
        let mut entries = plain("elsewhere", "cells");
        entries.push((key("count"), number(left as u64)));
        list.push(simple_map(entries));
    }
    Ok(list)
}

fn holder_is(name: &str) -> Entry {
    (key("holder"), key(name))
}

/// What a thread keeps.
fn of_thread(thread: &Holdings, wanted: &Wanted<'_>, running: &FxHashSet<u64>, rows: &mut Rows) {
    let whole = |rows: &mut Rows, kind: &'static str, since: Option<Instant>| {
        let mut holder = vec![holder_is("thread")];
        holder.extend(describe(thread, None, wanted.newest));
        let kept = Kept {
            since,
            ..Kept::new(kind)
        };
        rows.add(&holder, kept, Vec::new);
    };
    match &thread.mode {
        Mode::Live if wanted.is_it(&thread.world) && wanted.newest.id() != thread.world.id() => {
            whole(rows, "world", None);
        }
        // A cell of another turn that it is realising.
        Mode::Turn(pin) if wanted.is_it(&pin.world) && !running.contains(&pin.turn) => {
            whole(rows, "realising", Some(pin.since));
        }
        Mode::Stage(stage) if wanted.is_it(&stage.base()) => whole(rows, "stage", None),
        _ => {}
    }
    visit_thread(thread, wanted.newest, &mut |met| {
        if met.is_call {
            if let View::Closure(f) = met.value.view()
                && let Some(name) = wanted.old_code(f)
            {
                let kept = Kept {
                    name: Some(name),
                    ..Kept::new("call")
                };
                rows.add(&met.holder(), kept, Vec::new);
            }
        } else if let Some(kept) = wanted.kept_by(met.value) {
            rows.add(&met.holder(), kept, || (met.path)());
        }
    });
}

/// A value met in what a thread holds.
pub(crate) struct MetInThread<'a> {
    pub(crate) value: &'a Value,
    /// Whether it is the function of a call that is under way.
    pub(crate) is_call: bool,
    pub(crate) path: &'a dyn Fn() -> Vec<Value>,
    thread: &'a Holdings,
    frame: Option<usize>,
    root: Option<Value>,
    newest: &'a World,
}

impl MetInThread<'_> {
    /// The thread and where in it, as entries of a map.
    pub(crate) fn holder(&self) -> Vec<Entry> {
        let mut entries = vec![holder_is("thread")];
        entries.extend(describe(self.thread, self.frame, self.newest));
        let root = self.root.clone();
        let name = if self.frame.is_some() {
            "local"
        } else {
            "binding"
        };
        entries.extend(root.map(|root| (key(name), root)));
        entries
    }
}

/// Looks at what the calls and bindings of a thread reach.
pub(crate) fn visit_thread(
    thread: &Holdings,
    newest: &World,
    visit: &mut dyn FnMut(MetInThread<'_>),
) {
    let mut walk = Walk::new(IN_A_THREAD);
    let mut follow = |root: &Value, frame, name: Option<Value>, is_call: bool| {
        walk.add(root.clone());
        while let Some(found) = walk.next() {
            // Of a function that runs what it captured is held, and itself as a call.
            let is_call = is_call && found.value.same(root);
            visit(MetInThread {
                value: &found.value,
                is_call,
                path: &|| walk.path(&found),
                thread,
                frame,
                root: name.clone(),
                newest,
            });
        }
    };
    for (n, frame) in thread.frames.iter().enumerate() {
        follow(&frame.function, Some(n), None, true);
        for (name, value) in &frame.locals {
            follow(value, Some(n), name.map(Value::symbol), false);
        }
    }
    for (var, value) in &thread.bindings {
        follow(value, None, Some(Value::symbol(var.symbol())), false);
    }
}

/// A thread: its name, number and state, and where it is: in the frame, or the nearest call of the
/// program's code around it.
fn describe(thread: &Holdings, frame: Option<usize>, world: &World) -> Vec<Entry> {
    let state = match thread.state {
        State::Running => "running",
        State::Waiting => "waiting",
        State::Idle => "idle",
    };
    let mut entries = vec![
        (key("thread"), Value::string(thread.name.as_str())),
        (key("id"), number(thread.id)),
        (key("state"), key(state)),
    ];
    if let Some(frame) = frame {
        let around = &thread.frames[frame..];
        let users = around.iter().find(|f| is_users(f, world));
        if let Some(frame) = users.or(around.first()) {
            entries.extend(place(frame));
        }
    }
    entries
}

fn describe_silent(thread: &Silent) -> Vec<Entry> {
    vec![
        (key("thread"), Value::string(thread.name.as_str())),
        (key("id"), number(thread.id)),
        (key("state"), key("blocked")),
    ]
}

fn function_of(frame: &Held) -> Option<Symbol> {
    let f = frame.function.get::<Closure>()?;
    Some(function_name(&f.proto.name))
}

fn is_users(frame: &Held, world: &World) -> bool {
    let ns = function_of(frame).and_then(|f| f.ns());
    let ns = ns.and_then(|ns| world.namespace(NsName::new(ns)));
    !ns.is_some_and(|ns| ns.builtin)
}

fn place(frame: &Held) -> Vec<Entry> {
    let mut entries = Vec::new();
    entries.extend(function_of(frame).map(|f| (key("function"), Value::symbol(f))));
    entries.extend(file_and_line(frame.span));
    entries
}

fn file_and_line(span: Span) -> Vec<Entry> {
    let Some(text) = span.text() else {
        return Vec::new();
    };
    let (line, _) = text.line_column(span.start);
    vec![
        (key("file"), Value::string(text.name.as_str())),
        (key("line"), Value::int(i64::from(line))),
    ]
}

// ---- old code of a definition ------------------------------------------------------------------

/// Who holds functions of before, of one definition or of any: definitions, registrations and
/// watches, and threads.
///
/// # Errors
/// When interrupted while threads are asked.
pub(crate) fn holders(cx: &mut Cx, engine: &Inner, of: Option<VarName>) -> R<Vec<Value>> {
    let (threads, _) = survey(cx, PATIENCE)?;
    let world = cx.context.world().clone();
    let old = |value: &Value| {
        let View::Closure(f) = value.view() else {
            return None;
        };
        let var = held::replaced(&world, f)?;
        let wanted = of.is_none_or(|of| of == var);
        wanted.then(|| (var, f.proto.generation.get()))
    };
    let held = held::holders(&world, &engine.cell, of, ASKED_FOR);
    let mut list: Vec<Value> = held.iter().map(held::Held::to_value).collect();
    let mut known = FxHashSet::default();
    for thread in &threads {
        visit_thread(thread, &world, &mut |met| {
            let Some((var, generation)) = old(met.value) else {
                return;
            };
            if !known.insert((thread.id, met.frame, met.is_call, var, generation)) {
                return;
            }
            let mut entries = met.holder();
            if met.is_call {
                entries.push((key("kind"), key("call")));
            }
            entries.extend([
                (key("path"), Value::vector((met.path)())),
                (key("name"), Value::symbol(var.symbol())),
                (key("generation"), number(generation)),
            ]);
            list.push(simple_map(entries));
        });
    }
    Ok(list)
}
