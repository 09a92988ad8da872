//! Candidates: building, looking at, publishing, dropping them.

use super::{CANDIDATE, world_arg};
use crate::candidate::Candidate;
use crate::engine::Inner;
use crate::request::Flags;
use crate::{dry_run, load, publish};
use clutch_core::native::Native;
use clutch_core::{R, Thrown, Value};
use clutch_derive::{native, natives};
use clutch_vm::{Args, Cx};

/// Builds what `(require … :reload)` with these arguments would publish, and publishes nothing.
/// Gives the candidate: look at it with `report` and `(world c)`, run code in it with `in-world`,
/// then `publish!` or `discard!` it.
///
/// (class (stage 'clojure.set)) ;=> clutch.Candidate
#[native("clutch.core", "stage")]
fn stage_native(cx: &mut Cx, args: Args) -> R {
    let host = cx.host();
    let engine = Inner::of(&host);
    let candidate = load::stage(cx, engine, args)?;
    Ok(Value::host(&CANDIDATE, candidate))
}

/// Drops a candidate. It need not be called: a candidate that nobody holds is dropped.
///
/// (discard! (stage 'clojure.set)) ;=> nil
#[native("clutch.core", "discard!")]
fn discard(candidate: Value) -> R {
    match candidate.as_host::<Candidate>() {
        Some(c) => {
            c.drop_stage();
            Ok(Value::NIL)
        }
        None => Err(Thrown::class_cast(
            clutch_vm::class::class_of(&candidate).name,
            CANDIDATE.name,
        )),
    }
}

/// Makes a candidate, or a world that was made with `assoc` and the like from the current one,
/// the current world. Gives the report, nil if nothing differs. Options: :break publishes
/// although links break; :test true runs the tests of what is loaded, and of what requires it, in
/// the candidate with state of their own, and publishes only if they pass; :drain ms holds new
/// turns back, waits that long for the running ones to end, and gives up if they do not; :quiesce
/// ms waits that long for the agents that are migrated to have nothing to do.
///
/// (publish! (world)) ;=> nil
#[native("clutch.core", "publish!", arglists = "[candidate-or-world & options]")]
fn publish_native(cx: &mut Cx, what: Value, options: Args) -> R {
    let host = cx.host();
    let engine = Inner::of(&host);
    let flags = Flags::of(cx, options)?;
    let report = match what.as_host::<Candidate>() {
        Some(candidate) => candidate.publish(cx, engine, flags)?,
        None => {
            let draft = world_arg(cx, &what)?;
            publish::publish_draft(cx, engine, &draft, flags)?
        }
    };
    Ok(report.map_or(Value::NIL, |r| r.to_answer()))
}

/// Takes loaded namespaces away, with all that they registered: one publish. It is refused if the
/// code of others uses what they define, unless with :break. Gives the report.
///
/// (unload 'no.such.namespace) ;throws> ExceptionInfo no.such.namespace is not loaded
#[native("clutch.core", "unload", arglists = "[& names]")]
fn unload(cx: &mut Cx, args: Args) -> R {
    let host = cx.host();
    let report = load::unload(cx, Inner::of(&host), args)?;
    Ok(report.map_or(Value::NIL, |r| r.to_answer()))
}

/// What a candidate would change: the report that `publish!` would give.
///
/// (:loaded (report (stage 'clojure.set))) ;=> []
#[native("clutch.core", "report")]
fn report(candidate: Value) -> R {
    match candidate.as_host::<Candidate>() {
        Some(c) => Ok(publish::report(&c.stage).to_answer()),
        None => Err(Thrown::class_cast(
            clutch_vm::class::class_of(&candidate).name,
            CANDIDATE.name,
        )),
    }
}

/// Tries what publishing a candidate would migrate on the state as it is now, and changes nothing: a
/// vector of maps with :name, :kind (:atom, :ref, :agent, :value or :type), :from and :to, and with
/// :throws, a text, if the migration throws. Of types it looks for instances in what definitions
/// hold: :instances were found, :tried copies of them were migrated.
///
/// (dry-run (stage 'clojure.set)) ;=> []
#[native("clutch.core", "dry-run")]
fn dry_run_native(cx: &mut Cx, candidate: Value) -> R {
    let host = cx.host();
    match candidate.as_host::<Candidate>() {
        Some(c) => dry_run::run(cx, Inner::of(&host), &c.stage),
        None => Err(Thrown::class_cast(
            clutch_vm::class::class_of(&candidate).name,
            CANDIDATE.name,
        )),
    }
}

/// The natives of this family.
pub(super) static TABLE: &[&Native] = natives![
    stage_native,
    discard,
    publish_native,
    unload,
    report,
    dry_run_native,
];
