//! Agents: references whose changes run one after the other on threads of their own.
//!
//! An agent with something to do has one thread running its actions; it ends when the queue is
//! empty. Each action is a turn: it sees one world from its start to its end. What an action or
//! a transaction sends is held back until it has succeeded.
//!
//! A publish may migrate the state of an agent ([`migrate`]). From then on actions that were sent
//! by code of before are refused: those that wait or run fail the agent, those that come later
//! fail their sender.

use super::reference::{
    note_effect, notify, option, options, validate, validator_of, with_options,
};
use super::{shadow, stm};
use crate::thread::{Part, deadline, guard_panics, spawn, wait_until};
use clutch_core::coll::List;
use clutch_core::error::{Diagnosis, Exception, ThrowKind};
use clutch_core::native::{Native, NativeClosure};
use clutch_core::state::{Action, Agent, AgentQueue};
use clutch_core::{Keyword, R, Thrown, Value, VarName, class};
use clutch_derive::{native, natives};
use clutch_vm::dynamic::Bindings;
use clutch_vm::native::BoxedNative;
use clutch_vm::{Args, Cx};
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

thread_local! {
    /// What the action that this thread runs has sent; none while it runs no action.
    static HELD: RefCell<Option<Vec<(Value, Action)>>> = const { RefCell::new(None) };
}

fn agent_data(v: &Value) -> &Agent {
    v.get::<Agent>().expect("checked by the caller")
}

/// An agent with state x. Options: `:validator`, `:meta`, `:error-handler` (a function of agent and
/// exception) and `:error-mode`, `:fail` or `:continue`.
///
/// (let [a (agent 1)] (send a inc) (await a) @a) ;=> 2
#[native("clojure.core", "agent")]
fn agent(cx: &mut Cx, state: Value, more: Args) -> R {
    let options = options(more)?;
    let watched = with_options(cx, &options, &state)?;
    let handler = option(&options, "error-handler").unwrap_or_default();
    let continues = match option(&options, "error-mode") {
        Some(mode) => is_continue(&mode),
        None => !handler.is_nil(),
    };
    Ok(Value::new(Agent {
        value: Mutex::new(state),
        watched: Mutex::new(watched),
        queue: Mutex::new(AgentQueue {
            handler,
            continues,
            ..AgentQueue::default()
        }),
        changed: Condvar::new(),
        birth: cx.context.birth(),
    }))
}

fn is_continue(mode: &Value) -> bool {
    mode.as_keyword() == Some(Keyword::simple("continue"))
}

/// Has an agent set its state to (f state args…), soon and on another thread; returns the agent.
///
/// (let [a (agent 1)] (send a + 10) (await a) @a) ;=> 11
#[native("clojure.core", "send")]
fn send(cx: &mut Cx, a: Value, f: Value, args: Args) -> R {
    dispatch(cx, a, f, args.into_vec(), generation(cx), &NATIVE_SEND)
}

/// As `send`, for functions that may block.
///
/// (let [a (agent 1)] (send-off a inc) (await a) @a) ;=> 2
#[native("clojure.core", "send-off")]
fn send_off(cx: &mut Cx, a: Value, f: Value, args: Args) -> R {
    dispatch(cx, a, f, args.into_vec(), generation(cx), &NATIVE_SEND_OFF)
}

/// The generation that running code sees. What a stage sends starts after its publish.
fn generation(cx: &Cx) -> u64 {
    match cx.context.stage() {
        Some(_) => Action::FRESH,
        None => cx.context.world().generation(),
    }
}

fn agent_arg<'a>(a: &'a Value, native: &Native) -> R<&'a Agent> {
    clutch_vm::convert::arg_ref::<Agent>(a, native, 0)
}

fn dispatch(
    cx: &mut Cx,
    a: Value,
    function: Value,
    args: Vec<Value>,
    generation: u64,
    native: &Native,
) -> R {
    let a = shadow::own(cx, &a).into_owned();
    let data = agent_arg(&a, native)?;
    refuse_failed(data)?;
    cx.context
        .changes(data.birth, || format!("{} to an agent", native.name))?;
    let action = Action {
        function,
        args,
        conveyed: Box::new(cx.bindings().convey()),
        generation,
    };
    let action = match stm::hold_send(&a, action) {
        None => return Ok(a),
        Some(action) => action,
    };
    let held = HELD.with_borrow_mut(|held| match held {
        Some(held) => {
            held.push((a.clone(), action));
            None
        }
        None => Some(action),
    });
    if let Some(action) = held {
        enqueue(cx, &a, action)?;
    }
    Ok(a)
}

fn refuse_failed(agent: &Agent) -> R<()> {
    let error = agent.queue.lock().error.clone();
    if error.is_nil() {
        return Ok(());
    }
    let mut e = Exception::new(&class::RUNTIME_EXCEPTION, "Agent is failed, needs restart");
    e.cause = error;
    Err(Box::new(Thrown::plain(e)))
}

/// Refuses an action that was sent by code of before the state was migrated.
fn refuse_old(queue: &AgentQueue, generation: u64) -> R<()> {
    match generation < queue.fence {
        true => Err(too_old(generation, queue.fence)),
        false => Ok(()),
    }
}

#[cold]
fn too_old(sent: u64, fence: u64) -> Box<Thrown> {
    let mut e = Exception::new(
        &class::ILLEGAL_STATE,
        format!(
            "An action that was sent in generation {sent} is refused: generation {fence} migrated \
             the state of the agent to another shape"
        ),
    );
    e.diagnosis = Some(Box::new(Diagnosis {
        code: "reload/old-action",
        help: Some("publish with :quiesce ms to let actions that wait run first".to_string()),
        ..Diagnosis::default()
    }));
    Box::new(Thrown::plain(e))
}

/// Gives an agent something to do now.
pub(super) fn enqueue(cx: &mut Cx, agent: &Value, action: Action) -> R<()> {
    let data = agent_data(agent);
    refuse_failed(data)?;
    let mut queue = data.queue.lock();
    refuse_old(&queue, action.generation)?;
    queue.actions.push_back(action);
    let idle = !std::mem::replace(&mut queue.running, true);
    drop(queue);
    if idle { start(cx, agent) } else { Ok(()) }
}

fn start(cx: &mut Cx, agent: &Value) -> R<()> {
    let running = Running(agent.clone());
    // What a stand-in does is part of the work that must not be seen.
    let part = match cx.context.shadows() {
        Some(_) => Part::OfThisWork,
        None => Part::OfItsOwn,
    };
    let started = spawn(cx, part, "agent", move |cx| {
        if let Ok(cx) = cx {
            run_actions(cx, &running.0);
        }
    });
    started.map(|_| ())
}

/// An agent whose thread ends, or never starts because its stage is given up, is idle.
struct Running(Value);

impl Drop for Running {
    fn drop(&mut self) {
        let agent = agent_data(&self.0);
        agent.queue.lock().running = false;
        agent.changed.notify_all();
    }
}

fn run_actions(cx: &mut Cx, agent: &Value) {
    let data = agent_data(agent);
    loop {
        let action = {
            let Ok(mut queue) = unpaused(cx, data) else {
                return;
            };
            match queue.actions.pop_front() {
                Some(action) if queue.error.is_nil() => action,
                Some(action) => {
                    queue.actions.push_front(action);
                    queue.running = false;
                    return;
                }
                None => {
                    queue.running = false;
                    return;
                }
            }
        };
        HELD.with_borrow_mut(|held| *held = Some(Vec::new()));
        let result = run_action(cx, agent, action);
        let sent = HELD.with_borrow_mut(Option::take).unwrap_or_default();
        let result = result.and_then(|()| {
            for (agent, action) in sent {
                enqueue(cx, &agent, action)?;
            }
            Ok(())
        });
        match result {
            Ok(()) => {}
            Err(e) if e.kind == ThrowKind::Exception => fail(cx, agent, e.value),
            Err(_) => return,
        }
        data.changed.notify_all();
    }
}

/// The queue, when no publish is about to migrate the state.
fn unpaused<'a>(cx: &mut Cx, data: &'a Agent) -> R<MutexGuard<'a, AgentQueue>> {
    let (_, queue) = wait_until(cx, &data.queue, &data.changed, None, |q| !q.paused)?;
    Ok(queue)
}

fn run_action(cx: &mut Cx, agent: &Value, action: Action) -> R<()> {
    let generation = action.generation;
    refuse_old(&agent_data(agent).queue.lock(), generation)?;
    if let Ok(bindings) = action.conveyed.downcast::<Bindings>() {
        cx.set_bindings(*bindings);
    }
    let saved = cx.enter_turn();
    let current = VarName::from_parts("clojure.core", "*agent*");
    let result = cx.with_bindings(vec![(current, agent.clone())], |cx| {
        let changed = guard_panics(cx, |cx| {
            let data = agent_data(agent);
            let old = data.value.lock().clone();
            let mut args = Args::with_capacity(action.args.len() + 1);
            args.push(old.clone());
            args.extend(action.args);
            let new = cx.call(&action.function, args)?;
            validate(cx, &validator_of(agent), &new)?;
            let queue = unpaused(cx, data)?;
            // It may have begun before the state was migrated.
            refuse_old(&queue, generation)?;
            let dropped = std::mem::replace(&mut *data.value.lock(), new.clone());
            drop(queue);
            drop(dropped);
            notify(cx, agent, &old, &new)?;
            Ok(Value::NIL)
        });
        changed.map(|_| ())
    });
    let restored = cx.context.end_turn(saved, result.is_err());
    result.and(restored)
}

/// An action threw: the handler hears of it, and unless the agent continues it stops here.
fn fail(cx: &mut Cx, agent: &Value, error: Value) {
    let data = agent_data(agent);
    let (handler, continues) = {
        let queue = data.queue.lock();
        (queue.handler.clone(), queue.continues)
    };
    if !handler.is_nil() {
        // What the handler throws has nobody to go to.
        let _ = guard_panics(cx, |cx| cx.call2(&handler, agent.clone(), error.clone()));
    }
    if !continues {
        data.queue.lock().error = error;
    }
}

/// Whether an agent has nothing to do.
pub fn is_idle(agent: &Agent) -> bool {
    idle(&agent.queue.lock())
}

fn idle(queue: &AgentQueue) -> bool {
    !queue.running && queue.actions.is_empty()
}

/// Waits until an agent has nothing to do, up to the deadline; says whether it has.
///
/// # Errors
/// When interrupted.
pub fn await_idle(cx: &mut Cx, agent: &Agent, deadline: Instant) -> R<bool> {
    let (idle, _) = wait_until(cx, &agent.queue, &agent.changed, Some(deadline), idle)?;
    Ok(idle)
}

/// How an attempt to migrate the state of an agent ended.
pub enum Migrated {
    /// It has the new state, and holds its actions back until [`resume`]. The fence that it had.
    Done(u64),
    /// It has another state by now.
    Changed,
    /// It has actions, and was to have none.
    Busy,
}

/// Gives an agent a state of another shape, if it still has the old one; from now on it refuses
/// actions of generations before `fence`.
pub fn migrate(agent: &Agent, old: &Value, new: Value, fence: u64, only_idle: bool) -> Migrated {
    let mut queue = agent.queue.lock();
    if only_idle && !idle(&queue) {
        return Migrated::Busy;
    }
    let mut value = agent.value.lock();
    if !value.same(old) {
        return Migrated::Changed;
    }
    let dropped = std::mem::replace(&mut *value, new);
    let before = std::mem::replace(&mut queue.fence, fence);
    queue.paused = true;
    drop((value, queue));
    drop(dropped);
    Migrated::Done(before)
}

/// Lets an agent go on whose state was migrated.
pub fn resume(agent: &Agent) {
    agent.queue.lock().paused = false;
    agent.changed.notify_all();
}

/// Gives a migrated agent back the state and the fence that it had, if nobody has changed it since.
pub fn take_back(agent: &Agent, old: Value, new: &Value, fence: u64) {
    let mut queue = agent.queue.lock();
    let mut value = agent.value.lock();
    if value.same(new) {
        let dropped = std::mem::replace(&mut *value, old);
        queue.fence = fence;
        drop((value, queue));
        drop(dropped);
    }
}

type Latch = Arc<(Mutex<usize>, Condvar)>;

/// Waits until the agents have done all that was sent to them from here, up to the deadline.
fn await_all(cx: &mut Cx, agents: Args, end: Option<Instant>, native: &Native) -> R<bool> {
    if stm::in_transaction() {
        return Err(Thrown::illegal_state("await in transaction"));
    }
    if HELD.with_borrow(Option::is_some) {
        return Err(Thrown::new(
            &class::EXCEPTION,
            "Can't await in agent action",
        ));
    }
    let latch: Latch = Arc::new((Mutex::new(agents.len()), Condvar::new()));
    for agent in agents {
        let latch = latch.clone();
        let arrive: BoxedNative = Box::new(move |_: &mut Cx, mut args: Args| {
            *latch.0.lock() -= 1;
            latch.1.notify_all();
            Ok(args[0].take())
        });
        let arrive = Value::new(NativeClosure {
            name: "await".into(),
            call: Box::new(arrive),
            meta: Value::NIL,
        });
        dispatch(cx, agent, arrive, Vec::new(), Action::FRESH, native)?;
    }
    let (all, _) = wait_until(cx, &latch.0, &latch.1, end, |left| *left == 0)?;
    Ok(all)
}

/// Waits until the agents have done all that was sent to them by this thread.
///
/// (let [a (agent 1)] (send a inc) (await a) @a) ;=> 2
#[native("clojure.core", "await")]
fn await_native(cx: &mut Cx, agents: Args) -> R<()> {
    await_all(cx, agents, None, &NATIVE_AWAIT_NATIVE).map(|_| ())
}

/// As `await`, for at most so many milliseconds; says whether all was done.
///
/// (await-for 1000 (agent 1)) ;=> true
#[native("clojure.core", "await-for")]
fn await_for(cx: &mut Cx, timeout_ms: i64, agents: Args) -> R<bool> {
    let end = deadline(timeout_ms);
    await_all(cx, agents, Some(end), &NATIVE_AWAIT_FOR)
}

/// The exception that made an agent fail, or nil.
///
/// (agent-error (agent 1)) ;=> nil
#[native("clojure.core", "agent-error")]
fn agent_error(cx: &mut Cx, a: Value) -> R {
    let a = shadow::own(cx, &a);
    Ok(agent_arg(&a, &NATIVE_AGENT_ERROR)?
        .queue
        .lock()
        .error
        .clone())
}

/// The exception that made an agent fail, in a list, or nil; `agent-error` is better.
///
/// (agent-errors (agent 1)) ;=> nil
#[native("clojure.core", "agent-errors")]
fn agent_errors(a: &Agent) -> Value {
    let error = a.queue.lock().error.clone();
    if error.is_nil() {
        Value::NIL
    } else {
        List::from_vec(vec![error])
    }
}

/// Gives a failed agent a new state and lets it go on; with `:clear-actions true` what it still had
/// to do is forgotten.
///
/// (try (restart-agent (agent 0) 1) (catch RuntimeException e (ex-message e))) ;=> "Agent does not need a restart"
#[native("clojure.core", "restart-agent")]
fn restart_agent(cx: &mut Cx, a: Value, new_state: Value, more: Args) -> R {
    let data = agent_arg(&a, &NATIVE_RESTART_AGENT)?;
    let clear = option(&options(more)?, "clear-actions").is_some_and(|v| v.truthy());
    if data.queue.lock().error.is_nil() {
        return Err(Thrown::runtime("Agent does not need a restart"));
    }
    validate(cx, &validator_of(&a), &new_state)?;
    note_effect(cx, data.birth, "restart-agent")?;
    *data.value.lock() = new_state.clone();
    let mut queue = data.queue.lock();
    queue.error = Value::NIL;
    if clear {
        queue.actions.clear();
    }
    let begin = !queue.actions.is_empty() && !std::mem::replace(&mut queue.running, true);
    drop(queue);
    if begin {
        start(cx, &a)?;
    }
    Ok(new_state)
}

/// Lets a failed agent go on with the state it had; `restart-agent` is better.
///
/// (try (clear-agent-errors (agent 0)) (catch RuntimeException e (ex-message e))) ;=> "Agent does not need a restart"
#[native("clojure.core", "clear-agent-errors")]
fn clear_agent_errors(cx: &mut Cx, a: Value) -> R {
    let state = agent_arg(&a, &NATIVE_CLEAR_AGENT_ERRORS)?
        .value
        .lock()
        .clone();
    restart_agent(cx, a, state, Args::new())
}

/// What an agent does when an action throws: `:fail` or `:continue`.
///
/// (error-mode (agent 1)) ;=> :fail
#[native("clojure.core", "error-mode")]
fn error_mode(a: &Agent) -> Keyword {
    let continues = a.queue.lock().continues;
    Keyword::simple(if continues { "continue" } else { "fail" })
}

/// Sets what an agent does when an action throws: `:fail` or `:continue`.
///
/// (let [a (agent 1)] (set-error-mode! a :continue) (error-mode a)) ;=> :continue
#[native("clojure.core", "set-error-mode!")]
fn set_error_mode(cx: &mut Cx, a: &Agent, mode_keyword: Value) -> R<()> {
    note_effect(cx, a.birth, "set-error-mode!")?;
    a.queue.lock().continues = is_continue(&mode_keyword);
    Ok(())
}

/// The function that an agent calls with itself and the exception when an action throws, or nil.
///
/// (error-handler (agent 1)) ;=> nil
#[native("clojure.core", "error-handler")]
fn error_handler(a: &Agent) -> Value {
    a.queue.lock().handler.clone()
}

/// Sets the function that an agent calls with itself and the exception when an action throws.
///
/// (let [a (agent 1)] (set-error-handler! a vector) (= vector (error-handler a))) ;=> true
#[native("clojure.core", "set-error-handler!")]
fn set_error_handler(cx: &mut Cx, a: &Agent, handler_fn: Value) -> R<()> {
    note_effect(cx, a.birth, "set-error-handler!")?;
    a.queue.lock().handler = handler_fn;
    Ok(())
}

/// Sends now what this action has sent so far; returns how many that were.
///
/// (release-pending-sends) ;=> 0
#[native("clojure.core", "release-pending-sends")]
fn release_pending_sends(cx: &mut Cx) -> R<i64> {
    let held = HELD.with_borrow_mut(|held| held.as_mut().map(std::mem::take));
    let held = held.unwrap_or_default();
    let count = held.len() as i64;
    for (agent, action) in held {
        enqueue(cx, &agent, action)?;
    }
    Ok(count)
}

/// Does nothing: threads of agents keep no program from ending.
///
/// (shutdown-agents) ;=> nil
#[native("clojure.core", "shutdown-agents")]
fn shutdown_agents() {}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    agent,
    send,
    send_off,
    await_native,
    await_for,
    agent_error,
    agent_errors,
    restart_agent,
    clear_agent_errors,
    error_mode,
    set_error_mode,
    error_handler,
    set_error_handler,
    release_pending_sends,
    shutdown_agents,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{context, function};

    fn new_agent(cx: &mut Cx, state: i64) -> Value {
        agent(cx, Value::int(state), Args::new()).expect("an agent")
    }

    fn value(a: &Value) -> Option<i64> {
        agent_data(a).value.lock().as_int()
    }

    #[test]
    fn actions_run_in_the_order_sent() {
        let cx = &mut context();
        let a = new_agent(cx, 1);
        let twice = function(|_, args| Ok((args[0].as_int().expect("an int") * 2).into()));
        let plus = function(|_, args| {
            let (x, y) = (args[0].as_int(), args[1].as_int());
            Ok((x.expect("an int") + y.expect("an int")).into())
        });
        send(cx, a.clone(), plus, smallvec::smallvec![Value::int(4)]).expect("sent");
        send(cx, a.clone(), twice, Args::new()).expect("sent");
        await_native(cx, smallvec::smallvec![a.clone()]).expect("done");
        assert_eq!(value(&a), Some(10));
    }

    #[test]
    fn a_failed_agent_refuses_until_restarted() {
        let cx = &mut context();
        let a = new_agent(cx, 1);
        let bad = function(|_, _| Err(Thrown::illegal_state("bad")));
        send(cx, a.clone(), bad, Args::new()).expect("sent");
        let data = agent_data(&a);
        let failed = |q: &AgentQueue| !q.error.is_nil() && !q.running;
        drop(wait_until(cx, &data.queue, &data.changed, None, failed).expect("fails"));
        let same = function(|_, mut args| Ok(args[0].take()));
        let e = send(cx, a.clone(), same.clone(), Args::new()).expect_err("refused");
        assert_eq!(e.message(), "Agent is failed, needs restart");
        restart_agent(cx, a.clone(), Value::int(5), Args::new()).expect("restarts");
        send(cx, a.clone(), same, Args::new()).expect("sent");
        await_native(cx, smallvec::smallvec![a.clone()]).expect("done");
        assert_eq!(value(&a), Some(5));
    }
}
