//! The natives of `clutch.core`, one file a topic, and what `clojure.repl` asks the engine.

mod hook;
mod inspect;
mod layer;
mod pins;
mod stage;
mod trace;
mod trial;
mod world;

use crate::candidate::Candidate;
use crate::engine::Inner;
use crate::history;
use clutch_core::class::OBJECT;
use clutch_core::native::Native;
use clutch_core::world::{World, WorldValue};
use clutch_core::{R, Thrown, TypeInfo, Value, View};
use clutch_vm::{Cx, convert};
use std::sync::Arc;

/// Class of candidates.
pub(crate) static CANDIDATE: TypeInfo = TypeInfo::host("clutch.Candidate", &[&OBJECT]);

/// All natives of the engine.
pub(crate) fn all() -> impl Iterator<Item = &'static Native> {
    let families = [
        hook::TABLE,
        inspect::TABLE,
        layer::TABLE,
        pins::TABLE,
        stage::TABLE,
        trace::TABLE,
        trial::TABLE,
        world::TABLE,
    ];
    families.into_iter().flatten().copied()
}

pub(super) fn world_value(world: Arc<World>) -> Value {
    Value::new(WorldValue::World(world))
}

pub(super) fn number(n: u64) -> Value {
    Value::int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// A world: itself, the one of a candidate, or that of a generation by number.
pub(super) fn world_arg(cx: &Cx, v: &Value) -> R<Arc<World>> {
    match v.view() {
        View::World(WorldValue::World(w)) => return Ok(w.clone()),
        View::Int(n) => {
            let host = cx.host();
            return history::world_of(Inner::of(&host), u64::try_from(n).unwrap_or(u64::MAX));
        }
        _ => {}
    }
    if let Some(candidate) = v.as_host::<Candidate>() {
        return Ok(candidate.stage.candidate());
    }
    Err(Thrown::new(
        convert::wrong_kind_class(v),
        format!(
            "expected a world, a candidate or the number of a generation, got {}",
            convert::describe(v)
        ),
    ))
}
