//! What was published, and going back to it.

use crate::engine::Inner;
use crate::hook;
use crate::publish::info;
use crate::report::{self, Publication, with_text};
use clutch_core::error::Diagnosis;
use clutch_core::world::cell::{Published, What};
use clutch_core::world::change::difference;
use clutch_core::world::{World, WorldCell};
use clutch_core::{Keyword, R, Thrown, Value, VarName};
use clutch_vm::Cx;
use clutch_vm::var::simple_map;
use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

/// The report of the newest publish that has one.
pub(crate) fn last_publication(cell: &WorldCell) -> Option<Arc<Publication>> {
    let entries = cell.history();
    entries.into_iter().rev().find_map(|e| publication(&e))
}

/// The report of a publish, if it has one.
pub(crate) fn publication(entry: &Published) -> Option<Arc<Publication>> {
    entry.report.clone()?.downcast::<Publication>().ok()
}

/// The world of a generation.
///
/// # Errors
/// If history does not keep it.
pub(crate) fn world_of(engine: &Inner, generation: u64) -> R<Arc<World>> {
    let entry = engine.cell.published(generation);
    entry.and_then(|e| e.world).ok_or_else(|| {
        Thrown::illegal_argument(format!(
            "Generation {generation} is not kept any more (or not made yet); see (history)"
        ))
    })
}

/// References whose state a publish after a generation has migrated.
fn migrated_since(engine: &Inner, generation: u64) -> Vec<VarName> {
    let entries = engine.cell.history().into_iter();
    let later = entries.filter(|e| e.generation > generation);
    let reports: Vec<Arc<Publication>> = later.filter_map(|e| publication(&e)).collect();
    let changes = reports.iter().flat_map(|r| r.migrations.iter());
    // What a definition itself holds goes back with it.
    let outside = changes.filter(|c| c.kind != "value").map(|c| c.var);
    let mut names: Vec<VarName> = outside.collect();
    names.sort_unstable_by_key(|v| v.symbol());
    names.dedup();
    names
}

/// Code of before must not run on state of a shape that it does not know.
fn refuse_migrated(generation: u64, names: &[VarName]) -> Box<Thrown> {
    let shown: Vec<String> = names.iter().map(ToString::to_string).collect();
    let message = format!(
        "The rollback to generation {generation} is refused, the state of {} was migrated to \
         another shape since",
        shown.join(", ")
    );
    let diagnosis = Diagnosis {
        code: "reload/migrated-state",
        help: Some(
            "publish the older code with a migration that gives the state its shape, or force the \
             rollback with :break"
                .to_string(),
        ),
        ..Diagnosis::default()
    };
    let data = report::data("migrated-state", [("names", report::vars(names))]);
    info(message, data, diagnosis)
}

/// Publishes the content of an older world as a new generation, with what that means for declared
/// effects; gives its number.
///
/// # Errors
/// If history does not keep that world; if state was migrated since, unless `force`.
pub(crate) fn rollback(cx: &mut Cx, engine: &Inner, generation: u64, force: bool) -> R<u64> {
    let old = world_of(engine, generation)?;
    let migrated = migrated_since(engine, generation);
    if !force && !migrated.is_empty() {
        return Err(refuse_migrated(generation, &migrated));
    }
    let act = cx.context.act(What::Rollback(generation));
    let mut before = None;
    let world = engine.cell.publish_with(act, |newest| {
        let ticket = engine.turnstile.ticket(newest.generation() + 1);
        before = Some((newest.clone(), ticket));
        Ok::<_, Box<Thrown>>(newest.become_like(&old))
    })?;
    cx.context.adopt()?;
    let (before, ticket) = before.expect("set by the publish");
    ticket.wait(cx)?;
    for error in hook::settle(cx, engine, &before, &world, &[]) {
        hook::tell(cx, &format!("rollback to {generation}: {error}"));
    }
    Ok(world.generation())
}

/// Publishes that the text of a history shows.
const SHOWN: usize = 30;

/// What was published as a language value, with a text for prompts: a line for each.
pub(crate) fn to_value(entries: &[Published]) -> Value {
    let mut previous = None;
    let mut list = Vec::with_capacity(entries.len());
    for entry in entries {
        list.push(entry_value(entry, previous));
        previous = Some(entry);
    }
    let hidden = entries.len().saturating_sub(SHOWN);
    let mut text = "Generation  when        what".to_string();
    if hidden > 0 {
        text.push_str(&format!(
            "\n         …              and {hidden} before these"
        ));
    }
    for entry in &entries[hidden..] {
        text.push_str(&line(entry));
    }
    with_text(Value::vector(list), text)
}

/// A publish as a line, with the line end before it.
fn line(entry: &Published) -> String {
    let when = age(entry.at.elapsed().unwrap_or_default());
    let mut text = format!("\n{:>10}  {when:<10}  {}", entry.generation, entry.what);
    if let Some(by) = &entry.by {
        text.push_str(&format!(", by {by}"));
    }
    let counts = publication(entry).map(|report| report.counts());
    if let Some(counts) = counts.filter(|c| !c.is_empty()) {
        text.push_str(&format!(": {counts}"));
    }
    text
}

/// How long ago something was, in its largest unit.
pub(crate) fn age(time: Duration) -> String {
    match time.as_secs() {
        0 => "just now".to_string(),
        s @ ..60 => format!("{s} s ago"),
        s @ ..3600 => format!("{} min ago", s / 60),
        s @ ..86_400 => format!("{} h ago", s / 3600),
        s => format!("{} d ago", s / 86_400),
    }
}

/// An entry of history as a language map.
fn entry_value(entry: &Published, previous: Option<&Published>) -> Value {
    if let Some(report) = publication(entry) {
        return with_time(entry, report.to_value());
    }
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    let mut entries = vec![
        (key("to"), Value::int(entry.generation as i64)),
        (key("what"), Value::string(entry.what.to_string())),
    ];
    if let Some(by) = &entry.by {
        entries.push((key("by"), Value::string(&**by)));
    }
    let worlds = (previous.and_then(|p| p.world.as_ref()), &entry.world);
    if let (Some(before), Some(after)) = worlds {
        let d = difference(before, after);
        for (name, vars) in [
            ("added", &d.added),
            ("changed", &d.changed),
            ("removed", &d.removed),
        ] {
            let list = vars.iter().map(|v| Value::symbol(v.symbol())).collect();
            entries.push((key(name), Value::vector(list)));
        }
    }
    with_time(entry, simple_map(entries))
}

fn with_time(entry: &Published, map: Value) -> Value {
    let since = entry.at.duration_since(UNIX_EPOCH).unwrap_or_default();
    let millis = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
    let at = Value::new(clutch_core::object::Inst(millis));
    clutch_vm::var::with_entry(&map, "at", at)
}
