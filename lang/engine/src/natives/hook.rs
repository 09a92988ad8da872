//! Declared effects and migrations.

use crate::engine::Inner;
use crate::worker::WorkerInfo;
use crate::{hook, migrate};
use clutch_core::native::Native;
use clutch_core::{R, Symbol, Value};
use clutch_derive::{native, natives};
use clutch_vm::Cx;

/// Declares that f, a function of no arguments, is called after each publish that evaluates this
/// namespace; never if the load fails. A declaration with the same key in the same namespace is
/// replaced. Live it is called at once.
///
/// (on-publish ::hello (fn [] :done)) ;=> nil
#[native("clutch.core", "on-publish")]
fn on_publish(cx: &mut Cx, key: Value, f: Value) -> R<()> {
    hook::declare(cx, *hook::PUBLISH, key, f)
}

/// Declares that f, a function of no arguments, is called after a publish that replaces or removes
/// this declaration. It runs in the world that it was declared in.
///
/// (on-retire ::goodbye (fn [] :done)) ;=> nil
#[native("clutch.core", "on-retire")]
fn on_retire(cx: &mut Cx, key: Value, f: Value) -> R<()> {
    hook::declare(cx, *hook::RETIRE, key, f)
}

/// Declares the worker with this name, a qualified symbol; `defworker` writes it.
///
/// (do (defworker* 'user/idle (fn [] (Thread/sleep 1))) (count (filter #(= 'user/idle (:name %)) (workers)))) ;=> 1
#[native("clutch.core", "defworker*")]
fn defworker_star(cx: &mut Cx, name: Value, f: Value) -> R<()> {
    hook::declare(cx, *hook::WORKER, name, f)
}

/// The workers: a vector of maps with :name, :state (:running, :stopped, :failed), :generation,
/// :rounds and, if it failed, :error.
///
/// (vector? (workers)) ;=> true
#[native("clutch.core", "workers")]
fn workers(cx: &mut Cx) -> Value {
    let host = cx.host();
    let infos = Inner::of(&host).workers.infos();
    Value::vector(infos.iter().map(WorkerInfo::to_value).collect())
}

/// Declares a migration of the reference that a symbol names; `migrate` writes it.
///
/// (do (def counted (atom 1)) (migrate* 'counted counted nil inc) @counted) ;=> 2
#[native("clutch.core", "migrate*")]
fn migrate_star(cx: &mut Cx, name: Symbol, target: Value, options: Value, f: Value) -> R<()> {
    let options = (!options.is_nil()).then_some(options);
    migrate::declare(cx, name, target, options, f)
}

/// The natives of this family.
pub(super) static TABLE: &[&Native] =
    natives![on_publish, on_retire, defworker_star, workers, migrate_star,];
