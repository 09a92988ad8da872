//! Worlds as values, turns, history.

use super::{number, world_arg, world_value};
use crate::drift::{self, Drift};
use crate::engine::Inner;
use crate::history;
use crate::report::{names, with_text};
use crate::request::Flags;
use clutch_core::class;
use clutch_core::native::Native;
use clutch_core::{Keyword, R, Thrown, Value, View};
use clutch_derive::{native, natives};
use clutch_vm::var::simple_map;
use clutch_vm::{Args, Cx, convert};

/// The world that this code sees, as a value: a map from symbols to namespaces. With an argument:
/// the world of a candidate or of a generation.
///
/// (= (world) (world)) ;=> true
#[native("clutch.core", "world")]
fn world(cx: &mut Cx, x: Option<Value>) -> R {
    match x {
        None => Ok(world_value(cx.context.world().clone())),
        Some(x) => world_arg(cx, &x).map(world_value),
    }
}

/// Number of the publish that made the world that this code sees, or the given one.
///
/// (number? (generation)) ;=> true
#[native("clutch.core", "generation")]
fn generation(cx: &mut Cx, world: Option<Value>) -> R {
    match world {
        None => Ok(number(cx.context.world().generation())),
        Some(w) => Ok(number(world_arg(cx, &w)?.generation())),
    }
}

/// Calls f, a function of no arguments, in a turn: all of it sees one world. In a turn it joins.
///
/// (turn* (fn [] 1)) ;=> 1
#[native("clutch.core", "turn*")]
fn turn_star(cx: &mut Cx, f: Value) -> R {
    let saved = cx.enter_turn();
    let result = cx.call0(&f);
    let restored = cx.context.end_turn(saved, result.is_err());
    let value = result?;
    restored?;
    Ok(value)
}

/// Calls f with args in the newest world, also from inside of a turn.
///
/// (turn (latest + 1 2)) ;=> 3
#[native("clutch.core", "latest")]
fn latest(cx: &mut Cx, f: Value, args: Args) -> R {
    let saved = cx.context.enter_latest();
    let result = cx.call(&f, args);
    let restored = cx.context.restore(saved);
    let value = result?;
    restored?;
    Ok(value)
}

/// Calls f, a function of no arguments, in the given world. What it defines is seen by it alone.
///
/// (in-world* (world) (fn [] 1)) ;=> 1
#[native("clutch.core", "in-world*")]
fn in_world_star(cx: &mut Cx, world: Value, f: Value) -> R {
    let world = world_arg(cx, &world)?;
    let saved = cx.context.enter_world(world);
    let result = cx.call0(&f);
    let restored = cx.context.restore(saved);
    let value = result?;
    restored?;
    Ok(value)
}

/// Moves the running turn on to the newest world: for the top of a turn's own loop. False outside
/// of turns.
///
/// (turn (repin!)) ;=> true
#[native("clutch.core", "repin!")]
fn repin(cx: &mut Cx) -> Value {
    Value::bool(cx.context.repin())
}

/// Is this code running in a turn?
///
/// (turn (in-turn?)) ;=> true
#[native("clutch.core", "in-turn?")]
fn in_turn(cx: &mut Cx) -> Value {
    Value::bool(cx.context.in_turn())
}

/// What was published, oldest first: a vector of maps with :to (the generation), :what, :at and,
/// as far as the worlds are kept, what was added, changed and removed.
///
/// (vector? (history)) ;=> true
#[native("clutch.core", "history")]
fn history_native(cx: &mut Cx) -> Value {
    let host = cx.host();
    history::to_value(&Inner::of(&host).cell.history())
}

/// Publishes the content of an older generation again, as a new generation; gives its number. Refused
/// if a publish since has migrated the state of atoms, refs or agents, which keep their new shape;
/// unless with :break.
///
/// (= (rollback! (generation)) (generation)) ;=> true
#[native("clutch.core", "rollback!", arglists = "[generation & options]")]
fn rollback(cx: &mut Cx, generation: i64, options: Args) -> R {
    if cx.context.stage().is_some() {
        return Err(Thrown::illegal_state("rollback! inside of a stage"));
    }
    let host = cx.host();
    let generation = u64::try_from(generation).unwrap_or(u64::MAX);
    let force = Flags::of(cx, options)?.force_links;
    history::rollback(cx, Inner::of(&host), generation, force).map(number)
}

/// What differs between two worlds, candidates or generations: a map with :added, :changed,
/// :removed (qualified symbols), :namespaces-added and :namespaces-removed.
///
/// (:added (diff (world) (world))) ;=> []
#[native("clutch.core", "diff")]
fn diff(cx: &mut Cx, from: &Value, to: &Value) -> R {
    let (from, to) = (world_arg(cx, from)?, world_arg(cx, to)?);
    let d = clutch_core::world::change::difference(&from, &to);
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    let vars = |list: &[clutch_core::VarName]| {
        Value::vector(list.iter().map(|v| Value::symbol(v.symbol())).collect())
    };
    let spaces = |list: &[clutch_core::NsName]| {
        Value::vector(list.iter().map(|n| Value::symbol(n.symbol())).collect())
    };
    let lines = [
        ("loaded", names(&d.namespaces_added)),
        ("added", names(&d.added)),
        ("changed", names(&d.changed)),
        ("removed", names(&d.removed)),
        ("unloaded", names(&d.namespaces_removed)),
    ];
    let mut text = format!(
        "From generation {} to {}",
        from.generation(),
        to.generation()
    );
    if lines.iter().all(|(_, names)| names.is_empty()) {
        text.push_str(": nothing differs");
    }
    for (word, names) in lines.iter().filter(|(_, names)| !names.is_empty()) {
        text.push_str(&format!("\n  {word:<10} {names}"));
    }
    let value = simple_map([
        (key("added"), vars(&d.added)),
        (key("changed"), vars(&d.changed)),
        (key("removed"), vars(&d.removed)),
        (key("namespaces-added"), spaces(&d.namespaces_added)),
        (key("namespaces-removed"), spaces(&d.namespaces_removed)),
    ]);
    Ok(with_text(value, text))
}

/// How what runs differs from the sources: a map from the namespace's name to :same, :changed
/// (the text is another one), :no-file, or a map with :live, the names that were defined live
/// since the text was loaded, and :file.
///
/// (map? (drift)) ;=> true
#[native("clutch.core", "drift")]
fn drift_native(cx: &mut Cx) -> R {
    let host = cx.host();
    let list = drift::drift(Inner::of(&host), cx.context.world())?;
    let entry = |d: &Drift| (Value::symbol(d.ns.symbol()), d.to_value());
    Ok(simple_map(list.iter().map(entry)))
}

/// The loaded namespaces whose text on disk is another one than what runs, with the hash of that
/// text, or :deleted.
///
/// (map? (clutch.rt/changed-sources)) ;=> true
#[native("clutch.rt", "changed-sources")]
fn changed_sources(cx: &mut Cx) -> R {
    let host = cx.host();
    drift::changed(Inner::of(&host), cx.context.world())
}

/// The definition that a qualified symbol has in a world, by default the one that this code
/// sees: a map with :value, :meta, :generation, :file, :line and :column; nil if there is none.
///
/// (:value (do (def bound 5) (binding-of 'user/bound))) ;=> 5
#[native("clutch.core", "binding-of", arglists = "[sym] [world sym]")]
fn binding_of(cx: &mut Cx, world: Value, sym: Option<Value>) -> R {
    let (world, sym) = match sym {
        None => (cx.context.world().clone(), world),
        Some(sym) => (world_arg(cx, &world)?, sym),
    };
    let Some(symbol) = sym.as_symbol() else {
        return Err(Thrown::new(
            &class::CLASS_CAST,
            format!("expected a symbol, got {}", convert::describe(&sym)),
        ));
    };
    let here = cx.current_ns();
    let var = match world.resolve(here, symbol) {
        Some(clutch_core::world::Resolved::Var(var)) => var,
        _ => return Ok(Value::NIL),
    };
    match world.binding(var) {
        Some(binding) => {
            let binding = binding.clone();
            clutch_vm::world::binding_map(cx, &binding)
        }
        None => Ok(Value::NIL),
    }
}

/// The text of a var's definition, nil if it was not read from one.
///
/// (subs (clutch.rt/var-source #'identity) 0 14) ;=> "(defn identity"
#[native("clutch.rt", "var-source")]
fn var_source(cx: &mut Cx, v: &Value) -> R<Option<String>> {
    match v.view() {
        View::Var(var) => Ok(crate::inspect::source(cx, var)),
        _ => Ok(None),
    }
}

/// The natives of this family.
pub(super) static TABLE: &[&Native] = natives![
    world,
    generation,
    turn_star,
    latest,
    in_world_star,
    repin,
    in_turn,
    history_native,
    rollback,
    diff,
    drift_native,
    changed_sources,
    binding_of,
    var_source,
];
