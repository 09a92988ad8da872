//! What threads hold: each walks its own frames and bindings when somebody asks.
//!
//! A question is left in the slot of each thread and its poll word says so; the thread answers at
//! its next poll, with copies of what its registers hold. Waits poll as well, a context that runs
//! nothing is asked where it rests ([`crate::berth`]), so that only a thread in a native that
//! does not poll (a read that blocks, a long match) is silent. Whoever asks waits for a bounded
//! time and looks into the answers himself: a running thread only counts what it copies.
//!
//! Not seen: what a native that is under way has taken out of the registers.

use crate::context::Mode;
use crate::cx::Cx;
use clutch_core::func::Code;
use clutch_core::world::World;
use clutch_core::world::cell::ASKED;
use clutch_core::{R, Span, Symbol, Value, VarName};
use parking_lot::{Condvar, Mutex};
use rustc_hash::FxHashSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Frames that an answer tells of, from the innermost.
const MOST_FRAMES: usize = 2_000;
/// Values that an answer holds.
const MOST_VALUES: usize = 20_000;
/// How often the one who waits for answers looks for what is asked of him.
const LOOK_UP: Duration = Duration::from_millis(1);

/// What a thread is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Running code.
    Running,
    /// Waiting for time, another thread or a lock.
    Waiting,
    /// Nothing: a session or turn of the host between two calls.
    Idle,
}

/// What a thread holds.
pub struct Holdings {
    /// Number of the thread.
    pub id: u64,
    /// Its name, or what it is for.
    pub name: String,
    /// What it is doing.
    pub state: State,
    /// In which worlds its code runs.
    pub mode: Mode,
    /// The world that its code sees now.
    pub world: Arc<World>,
    /// Number of the turn that it began or is part of.
    pub turn: Option<u64>,
    /// Its calls, innermost first, as far as they are told of.
    pub frames: Vec<Held>,
    /// Its thread bindings, those that others cover included.
    pub bindings: Vec<(VarName, Value)>,
}

/// A call and what its registers hold.
pub struct Held {
    /// The function that runs.
    pub function: Value,
    /// The form at work.
    pub span: Span,
    /// Values, with the name of the local if it is known.
    pub locals: Vec<(Option<Symbol>, Value)>,
}

/// A thread that did not answer in time.
pub struct Silent {
    /// Number of the thread.
    pub id: u64,
    /// Its name, or what it is for.
    pub name: String,
    /// Number of the turn that it is in.
    pub turn: Option<u64>,
}

/// Where answers are put.
struct Sheet {
    returned: Mutex<Returned>,
    changed: Condvar,
}

#[derive(Default)]
struct Returned {
    answers: Vec<Holdings>,
    /// Questions that are neither answered nor void.
    open: usize,
}

/// A question to one thread. Dropping it unanswered, since the thread has ended, voids it.
struct Asked(Arc<Sheet>);

impl Asked {
    fn answer(&self, holdings: Holdings) {
        self.0.returned.lock().answers.push(holdings);
    }
}

impl Drop for Asked {
    fn drop(&mut self) {
        self.0.returned.lock().open -= 1;
        self.0.changed.notify_all();
    }
}

/// What all threads of the engine hold, this one included, and those that did not answer within
/// `patience`.
///
/// # Errors
/// When interrupted.
pub fn survey(cx: &mut Cx, patience: Duration) -> R<(Vec<Holdings>, Vec<Silent>)> {
    let deadline = Instant::now() + patience;
    let me = cx.context.thread_id();
    let cell = cx.context.cell().clone();
    let sheet = Arc::new(Sheet {
        returned: Mutex::default(),
        changed: Condvar::new(),
    });
    let mut asked = Vec::new();
    for thread in cell.threads() {
        if thread.id != me {
            asked.push(Silent {
                id: thread.id,
                name: thread.slot.name(),
                turn: thread.slot.turn().map(|pin| pin.turn),
            });
            sheet.returned.lock().open += 1;
            thread.ask(Box::new(Asked(sheet.clone())));
        }
    }
    loop {
        // Others may ask this thread meanwhile.
        cx.poll()?;
        let mut returned = sheet.returned.lock();
        if returned.open == 0 || Instant::now() >= deadline {
            break;
        }
        sheet.changed.wait_for(&mut returned, LOOK_UP);
    }
    let mut answers = std::mem::take(&mut sheet.returned.lock().answers);
    answers.push(cx.holdings(State::Running));
    answers.sort_by_key(|a| a.id);
    answers.dedup_by_key(|a| a.id);
    let told: FxHashSet<u64> = answers.iter().map(|a| a.id).collect();
    let alive: FxHashSet<u64> = cell.threads().iter().map(|t| t.id).collect();
    asked.retain(|s| !told.contains(&s.id) && alive.contains(&s.id));
    Ok((answers, asked))
}

impl Cx {
    /// Answers what was asked of this thread.
    #[cold]
    pub(crate) fn answer(&mut self) {
        let state = match self.waiting {
            true => State::Waiting,
            false => State::Running,
        };
        self.answer_as(state);
    }

    /// As [`Cx::answer`], for a context that is in this state.
    pub(crate) fn answer_as(&mut self, state: State) {
        self.poll_word().fetch_and(!ASKED, Ordering::AcqRel);
        for question in self.context.slot().take_questions() {
            if let Some(asked) = question.downcast_ref::<Asked>() {
                asked.answer(self.holdings(state));
            }
        }
    }

    fn holdings(&self, state: State) -> Holdings {
        let slot = self.context.slot();
        let mut left = MOST_VALUES;
        let mut frames = Vec::new();
        let mut above = None;
        for frame in self.frames.iter().rev().take(MOST_FRAMES) {
            let code = frame.code();
            let first = self.stack.base_of(frame.regs);
            // Registers from the callee's on belong to the frame above.
            let count = usize::from(code.registers);
            let count = above.map_or(count, |above: usize| count.min(above - 1 - first));
            above = Some(first);
            let mut locals = Vec::new();
            for register in 0..count as u16 {
                let value = frame.regs.get(register);
                if value.is_heap() && left > 0 {
                    left -= 1;
                    locals.push((local_name(code, register), value.clone()));
                }
            }
            frames.push(Held {
                function: frame.callee().clone(),
                span: code.span_at(frame.pc.index(code)),
                locals,
            });
        }
        Holdings {
            id: self.context.thread_id(),
            name: slot.name(),
            state,
            mode: self.context.mode().clone(),
            world: self.context.world().clone(),
            turn: slot.turn().map(|pin| pin.turn),
            frames,
            bindings: self.bindings.held(),
        }
    }
}

/// The name of the local in a register, if it holds one only in its time.
fn local_name(code: &Code, register: u16) -> Option<Symbol> {
    let mut names = code.locals.iter().filter(|(r, _)| *r == register);
    match (names.next(), names.next()) {
        (Some((_, name)), None) => Some(*name),
        _ => None,
    }
}
