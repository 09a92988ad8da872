//! A dry run of migrations: what a publish would migrate is tried on the present state, and nothing
//! is changed.
//!
//! The functions run in the candidate, with private stand-ins for all references, so what they
//! change besides their result is not seen by anybody. Instances of older versions are looked for
//! in what definitions hold, up to a bound; copies of some of them are migrated.

use crate::engine::Inner;
use crate::migrate;
use crate::publish;
use crate::stage;
use crate::work::Work;
use clutch_core::error::ThrowKind;
use clutch_core::object::Instance;
use clutch_core::world::World;
use clutch_core::{Keyword, R, Symbol, Value};
use clutch_vm::context::StageState;
use clutch_vm::reach::Walk;
use clutch_vm::var::simple_map;
use clutch_vm::{Cx, shape};
use std::collections::BTreeMap;

/// Values that are looked at in search of old instances.
const MOST_VALUES: usize = 200_000;
/// Instances of one version of a type that are tried.
const MOST_TRIED: usize = 100;

/// Old instances of one version of a type.
#[derive(Default)]
struct Found {
    count: i64,
    some: Vec<Value>,
}

/// What would be migrated, as a vector of maps.
///
/// # Errors
/// When interrupted, or if the budget of the stage is used up.
pub(crate) fn run(cx: &mut Cx, engine: &Inner, stage: &StageState) -> R {
    let saved = cx.context.enter_trial(stage.candidate());
    let budget = Work::of(stage)
        .request()
        .flags
        .budget
        .or(engine.load_budget);
    let result = stage::within(cx, budget, |cx| try_all(cx, stage));
    let restored = cx.context.restore(saved);
    let outcomes = result?;
    restored?;
    Ok(Value::vector(outcomes))
}

fn try_all(cx: &mut Cx, stage: &StageState) -> R<Vec<Value>> {
    let (base, ours) = publish::worlds(stage);
    let plan = migrate::plan(Work::of(stage), &base, &ours);
    let mut outcomes = Vec::new();
    for change in plan.changes.iter().filter(|c| c.kind == "value") {
        outcomes.push(simple_map(change.entries()));
    }
    for state in plan.due() {
        let mut entries = state.change().entries();
        let tried = state.compute(cx).map(drop);
        entries.extend(failure(tried)?);
        outcomes.push(simple_map(entries));
    }
    for ((name, from, to), found) in old_instances(&ours) {
        let mut entries = vec![
            (key("name"), Value::symbol(Symbol::simple(name))),
            (key("kind"), Value::keyword(Keyword::simple("type"))),
            (key("from"), number(from)),
            (key("to"), number(to)),
            (key("instances"), Value::int(found.count)),
            (key("tried"), Value::from(found.some.len())),
        ];
        let mut tried = Ok(());
        for instance in &found.some {
            cx.poll()?;
            tried = shape::try_on_copy(cx, instance);
            if tried.is_err() {
                break;
            }
        }
        entries.extend(failure(tried)?);
        outcomes.push(simple_map(entries));
    }
    Ok(outcomes)
}

/// What was thrown, as an entry.
fn failure(tried: R<()>) -> R<Option<(Value, Value)>> {
    match tried {
        Ok(()) => Ok(None),
        Err(thrown) if thrown.kind == ThrowKind::Exception => {
            Ok(Some((key("throws"), Value::string(thrown.message()))))
        }
        Err(stopped) => Err(stopped),
    }
}

/// Instances that the world sees in another version, in what its definitions hold.
fn old_instances(world: &World) -> BTreeMap<(&'static str, u64, u64), Found> {
    let mut walk = Walk::new(MOST_VALUES);
    for ns in world.namespaces().filter(|n| !n.builtin) {
        for value in ns.bindings.values().filter_map(|b| b.value()) {
            walk.add(value.clone());
        }
    }
    let mut found: BTreeMap<_, Found> = BTreeMap::new();
    for met in walk {
        let Some(instance) = met.value.get::<Instance>() else {
            continue;
        };
        if let Some((from, to)) = shape::versions_between(world, instance.ty) {
            let of_type = found.entry((instance.ty.name, from, to)).or_default();
            of_type.count += 1;
            if of_type.some.len() < MOST_TRIED {
                of_type.some.push(met.value.clone());
            }
        }
    }
    found
}

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

fn number(n: u64) -> Value {
    Value::int(i64::try_from(n).unwrap_or(i64::MAX))
}
