//! Ctrl-C: stops the running evaluation.
//!
//! The handler of SIGINT sets the cancel bit of the main thread's poll word and returns; the
//! running code notices at its next poll, waiting code within its next look at the word. No
//! thread is started for it: reference counts of a process with one thread are not atomic.
//!
//! A second SIGINT before the first had an effect ends the process: something does not poll.
#![allow(
    unsafe_code,
    reason = "signal handlers can only be registered in an unsafe block"
)]

use clutch_lang::Canceller;
use signal_hook::consts::SIGINT;
use signal_hook::low_level;
use std::io;
use std::sync::atomic::{AtomicU32, Ordering};

/// Exit code of an interrupted process.
pub(crate) const EXIT_CODE: i32 = 130;

/// Signals since the last [`rearm`].
static SIGNALS: AtomicU32 = AtomicU32::new(0);

/// Lets SIGINT cancel what `canceller` stands for.
///
/// # Errors
/// If the system refuses the handler.
pub(crate) fn install(canceller: Canceller) -> io::Result<()> {
    let handler = move || {
        if SIGNALS.fetch_add(1, Ordering::SeqCst) == 0 {
            canceller.cancel();
        } else {
            low_level::exit(EXIT_CODE);
        }
    };
    // SAFETY: the handler only does what is allowed in a signal handler: it adds to an atomic
    // counter, sets a bit of an atomic word that the canceller's owner keeps alive, and calls
    // `_exit`. `Canceller::cancel` promises to do no more; it neither locks nor allocates.
    unsafe { low_level::register(SIGINT, handler) }?;
    Ok(())
}

/// Makes the next SIGINT a first one; says whether there were any.
pub(crate) fn rearm() -> bool {
    SIGNALS.swap(0, Ordering::SeqCst) > 0
}

/// Whether there were any since.
pub(crate) fn is_pending() -> bool {
    SIGNALS.load(Ordering::SeqCst) > 0
}
