//! Monitors of objects: what `locking` takes and gives back.
//!
//! A monitor exists only while somebody holds it, in one table by the identity of the object, so
//! values carry no lock. It belongs to a thread and counts how often that thread took it.
//! The holder's code keeps the object alive, so the identity stays its own.

use crate::thread::wait_until;
use clutch_core::native::Native;
use clutch_core::{R, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::Cx;
use parking_lot::{Condvar, Mutex};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use std::thread::ThreadId;

struct Held {
    by: ThreadId,
    times: usize,
}

type Monitors = FxHashMap<(u8, u64), Held>;

static MONITORS: LazyLock<Mutex<Monitors>> = LazyLock::new(Mutex::default);
static RELEASED: Condvar = Condvar::new();

fn identity(x: &Value) -> (u8, u64) {
    (x.tag() as u8, x.bits())
}

/// Waits for the monitor of an object and takes it.
///
/// (locking (Object.) 1) ;=> 1
#[native("clutch.rt", "monitor-enter")]
fn monitor_enter(cx: &mut Cx, x: &Value) -> R<()> {
    if x.is_nil() {
        return Err(Thrown::null_pointer(
            "Cannot enter synchronized block because the object is null",
        ));
    }
    let key = identity(x);
    let me = std::thread::current().id();
    let free = |monitors: &Monitors| monitors.get(&key).is_none_or(|held| held.by == me);
    let (_, mut monitors) = wait_until(cx, &MONITORS, &RELEASED, None, free)?;
    let held = monitors.entry(key).or_insert(Held { by: me, times: 0 });
    held.times += 1;
    Ok(())
}

/// Gives the monitor of an object back.
///
/// (locking (Object.) 1) ;=> 1
#[native("clutch.rt", "monitor-exit")]
fn monitor_exit(x: &Value) -> R<()> {
    let key = identity(x);
    let mut monitors = MONITORS.lock();
    match monitors.get_mut(&key) {
        Some(held) if held.by == std::thread::current().id() => {
            held.times -= 1;
            if held.times == 0 {
                monitors.remove(&key);
                RELEASED.notify_all();
            }
            Ok(())
        }
        _ => Err(Thrown::new(
            &clutch_core::class::ILLEGAL_MONITOR_STATE,
            "current thread is not owner",
        )),
    }
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![monitor_enter, monitor_exit];
