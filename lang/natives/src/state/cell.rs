//! Simple cells: volatiles, delays, reduced values.

use super::reference::note_effect;
use super::user_method;
use crate::thread::wait_until;
use clutch_core::error::ThrowKind;
use clutch_core::native::Native;
use clutch_core::state::{Delay, DelayState, PromiseState, Reduced, Volatile};
use clutch_core::{R, Shared, Thrown, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::{Cx, convert};
use parking_lot::{Condvar, Mutex};

/// A place whose value changes without the care of an atom; for state that one thread uses, such
/// as that of a transducer.
///
/// (let [v (volatile! 1)] (vreset! v 2) @v) ;=> 2
#[native("clojure.core", "volatile!")]
fn volatile(val: Value) -> Shared<Volatile> {
    Shared::new(Volatile::new(val))
}

/// Sets a volatile and returns the value.
///
/// (vreset! (volatile! 1) 2) ;=> 2
#[native("clojure.core", "vreset!")]
fn vreset(cx: &mut Cx, vol: &Volatile, newval: Value) -> R {
    note_effect(cx, vol.birth, "vreset!")?;
    let old = std::mem::replace(&mut *vol.value.lock(), newval.clone());
    drop(old);
    Ok(newval)
}

/// Takes the value out of a volatile, which is nil until it is set again. So a collection that
/// only the volatile holds can be changed in place.
///
/// (into [] (distinct) [1 2 1]) ;=> [1 2]
#[native("clutch.rt", "vtake!")]
fn vtake(vol: &Volatile) -> Value {
    std::mem::take(&mut *vol.value.lock())
}

/// Whether x is a volatile.
///
/// (volatile? (volatile! 1)) ;=> true
#[native("clojure.core", "volatile?")]
fn is_volatile(x: &Value) -> bool {
    x.get::<Volatile>().is_some()
}

/// Wraps x so that a reduction ends with it.
///
/// (reduce (fn [a x] (if (> x 2) (reduced a) (+ a x))) 0 [1 2 3 4]) ;=> 3
#[native("clojure.core", "reduced")]
fn reduced(x: Value) -> Value {
    Value::new(Reduced(x))
}

/// Whether x was made by `reduced`.
///
/// (reduced? (reduced 1)) ;=> true
#[native("clojure.core", "reduced?")]
fn is_reduced(x: &Value) -> bool {
    x.get::<Reduced>().is_some()
}

/// The value in a reduced value; anything else is itself.
///
/// (unreduced (reduced 1)) ;=> 1
/// (unreduced 2) ;=> 2
#[native("clojure.core", "unreduced")]
fn unreduced(x: Value) -> Value {
    match x.into_shared::<Reduced>() {
        Ok(r) => r.0.clone(),
        Err(x) => x,
    }
}

/// x wrapped by `reduced`, unless it is already.
///
/// (unreduced (ensure-reduced 1)) ;=> 1
#[native("clojure.core", "ensure-reduced")]
fn ensure_reduced(x: Value) -> Value {
    if is_reduced(&x) { x } else { reduced(x) }
}

/// A delay of f, a function of no arguments: `deref` calls it, once.
///
/// @(clutch.rt/make-delay (fn [] 5)) ;=> 5
#[native("clutch.rt", "make-delay")]
fn make_delay(cx: &mut Cx, f: Value) -> Shared<Delay> {
    Shared::new(Delay {
        state: Mutex::new(DelayState::Pending(f, cx.pin())),
        changed: Condvar::new(),
    })
}

/// Whether x is a delay.
///
/// (delay? (delay 1)) ;=> true
#[native("clojure.core", "delay?")]
fn is_delay(x: &Value) -> bool {
    x.get::<Delay>().is_some()
}

/// The value of a delay, computed now if it was not; anything else is itself.
///
/// (force (delay (+ 1 2))) ;=> 3
/// (force 5) ;=> 5
#[native("clojure.core", "force")]
fn force_native(cx: &mut Cx, x: Value) -> R {
    force(cx, &x)
}

/// The value of a delay; anything else is itself. An exception of the function is kept and thrown
/// again each time; when interrupted, the delay can be tried again.
pub fn force(cx: &mut Cx, x: &Value) -> R {
    let Some(delay) = x.get::<Delay>() else {
        return Ok(x.clone());
    };
    let me = std::thread::current().id();
    let running = |s: &DelayState| matches!(s, DelayState::Running(_));
    let (f, pin) = {
        let mut state = delay.state.lock();
        if let DelayState::Running(by) = &*state {
            if *by == me {
                return Err(Thrown::illegal_state(
                    "This delay needs its own value while it is being computed",
                ));
            }
            drop(state);
            state = wait_until(cx, &delay.state, &delay.changed, None, |s| !running(s))?.1;
        }
        match &*state {
            DelayState::Done(v) => return Ok(v.clone()),
            DelayState::Failed(e) => {
                return Err(Box::new(Thrown {
                    value: e.clone(),
                    kind: ThrowKind::Exception,
                }));
            }
            _ => {}
        }
        match std::mem::replace(&mut *state, DelayState::Running(me)) {
            DelayState::Pending(f, pin) => (f, pin),
            _ => unreachable!("the other states were answered"),
        }
    };
    let mut settle = Settle {
        delay,
        state: Some(DelayState::Pending(f.clone(), pin.clone())),
    };
    let result = cx.with_pin(pin, |cx| cx.call0(&f));
    match &result {
        Ok(v) => settle.state = Some(DelayState::Done(v.clone())),
        Err(e) if e.kind == ThrowKind::Exception => {
            settle.state = Some(DelayState::Failed(e.value.clone()));
        }
        Err(_) => {}
    }
    drop(settle);
    result
}

/// Ends the running state of a delay on every way out: with an outcome, or pending again.
struct Settle<'a> {
    delay: &'a Delay,
    state: Option<DelayState>,
}

impl Drop for Settle<'_> {
    fn drop(&mut self) {
        let state = self.state.take().expect("set until dropped");
        let old = std::mem::replace(&mut *self.delay.state.lock(), state);
        drop(old);
        self.delay.changed.notify_all();
    }
}

/// Whether a delay, promise, future or lazy seq has its value.
///
/// (let [d (delay 1)] [(realized? d) @d (realized? d)]) ;=> [false 1 true]
#[native("clojure.core", "realized?")]
fn is_realized(cx: &mut Cx, x: &Value) -> R<bool> {
    match x.view() {
        View::Delay(d) => Ok(matches!(
            *d.state.lock(),
            DelayState::Done(_) | DelayState::Failed(_)
        )),
        View::Promise(p) => Ok(!matches!(*p.state.lock(), PromiseState::Pending)),
        View::LazySeq(s) => Ok(matches!(
            *s.state.lock(),
            clutch_core::seq::LazyState::Done(..)
        )),
        // `iterate` is realised step by step.
        View::Range(r) if r.count == clutch_core::seq::Range::ENDLESS => Ok(true),
        _ => match user_method(cx, x, "isRealized", &[])? {
            Some(v) => Ok(v.truthy()),
            None => {
                let expected = "a delay, promise, future or lazy seq";
                Err(convert::wrong_argument(&NATIVE_IS_REALIZED, 0, expected, x))
            }
        },
    }
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    volatile,
    vreset,
    vtake,
    is_volatile,
    reduced,
    is_reduced,
    unreduced,
    ensure_reduced,
    make_delay,
    is_delay,
    force_native,
    is_realized,
];
