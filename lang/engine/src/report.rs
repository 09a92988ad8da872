//! [`Publication`]: what a publish did, or would do: as data, and as a text for people.

use crate::held::{self, Comparator, Held};
use crate::link::{BrokenLink, Weight};
use crate::migrate::{self, StateChange};
use crate::migrate_types::{self, TypeChange};
use crate::work::Work;
use crate::{hook, link};
use clutch_core::coll::{Map, Vector};
use clutch_core::span::Span;
use clutch_core::world::change::{Difference, difference};
use clutch_core::world::{Binding, World};
use clutch_core::{Keyword, NsName, Symbol, Tag, Value, VarName};
use clutch_syntax::{FormKind, Forms, Syntax, TokenClass, parse_all, tokens};
use clutch_vm::context::{Effect, StageState};
use clutch_vm::var::simple_map;
use parking_lot::Mutex;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

/// What a publish did, or what publishing a candidate would do.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Generation that was current before.
    pub from: u64,
    /// Generation that it made; the same as `from` for a candidate that waits.
    pub to: u64,
    /// What was asked for.
    pub what: String,
    /// Who asked, if it has a name.
    pub by: Option<Arc<str>>,
    /// Namespaces that were evaluated, in order.
    pub loaded: Vec<NsName>,
    /// Those of them whose own text is the same as before: built anew since what they were
    /// compiled against has changed.
    pub rebuilt: Vec<NsName>,
    /// What differs. A definition that was evaluated again and is what it was is not changed.
    pub difference: Difference,
    /// Names that are referred to from elsewhere now: from their own definition to the other one.
    pub moved: Vec<(VarName, VarName)>,
    /// Keywords written with an alias that means another namespace now: from old to new.
    pub keywords: Vec<(Keyword, Keyword)>,
    /// `defonce` definitions that kept their value.
    pub kept: Vec<VarName>,
    /// Those of them whose initial value was edited.
    pub init_changed: Vec<VarName>,
    /// References (atoms, refs, agents, promises) that were made again: their state is lost.
    pub reset: Vec<VarName>,
    /// Definitions whose state is brought into another shape.
    pub migrated: Vec<VarName>,
    /// The same with kind and versions.
    pub migrations: Vec<StateChange>,
    /// References whose state has another version than the code wants: found and wanted.
    pub unmigrated: Vec<(VarName, i64, i64)>,
    /// Types whose fields are others.
    pub types: Vec<TypeChange>,
    /// Definitions made live that are not in the new texts and are gone.
    pub discarded: Vec<VarName>,
    /// Definitions made live that were kept on top of the new texts.
    pub kept_live: Vec<VarName>,
    /// Links that it breaks; published only by force.
    pub broken: Vec<BrokenLink>,
    /// Links that were good before and are bad now, in code that was evaluated anew.
    pub warnings: Vec<BrokenLink>,
    /// Uses of names that are gone or changed, of which it is not known whether they are ever made:
    /// quoted symbols, vars as values, names in text.
    pub unknown: Vec<BrokenLink>,
    /// Namespaces whose file is gone, though something requires them.
    pub missing: Vec<NsName>,
    /// Namespaces that the new texts have stopped requiring, and nothing else requires: a start
    /// would not load them.
    pub unused: Vec<NsName>,
    /// Functions of before that something still holds, as far as they were found.
    pub held: Vec<Held>,
    /// Sorted collections whose comparator uses what is changed.
    pub comparators: Vec<Comparator>,
    /// What the evaluated code did to things outside of the stage.
    pub effects: Vec<Effect>,
    /// Keys of the effects that the evaluated namespaces declare.
    pub hooks: Vec<Value>,
    /// Hooks that failed after the swap.
    pub hook_errors: Arc<Mutex<Vec<hook::HookError>>>,
    /// From the start of the stage to the swap.
    pub took: Duration,
    /// The world, as long as anybody holds it.
    pub(crate) world: Weak<World>,
}

/// What publishing `ours`, the candidate of a stage on `base`, does.
pub(crate) fn report_on(stage: &StageState, base: &World, ours: &World) -> Publication {
    let work = Work::of(stage);
    let request = work.request();
    let loaded = work.evaluated();
    let evaluated: BTreeSet<NsName> = loaded.iter().copied().collect();
    let (mut broken, mut warnings, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for link in link::check(base, ours, &evaluated) {
        match link.weight {
            Weight::Refuses => broken.push(link),
            Weight::Warning => warnings.push(link),
            Weight::Unknown => unknown.push(link),
        }
    }
    let mut missing = work.missing();
    missing.retain(|ns| ours.above(*ns).next().is_some());
    let mut difference = difference(base, ours);
    // What the library defines is no news; that it was loaded is.
    difference
        .added
        .retain(|var| !ours.namespace(var.ns()).is_some_and(|n| n.builtin));
    let state = state_changes(base, ours);
    let plan = migrate::plan(work, base, ours);
    let (held, comparators) = held::after(base, ours, &difference);
    let same = work.same();
    // What was redefined after the load is news again.
    let text = |w: &World, var| w.binding(var).and_then(|b| b.span.form_text());
    let is_same = |var| same.contains(&var) && text(base, var) == text(ours, var);
    difference.changed.retain(|var| !is_same(*var));
    let same_binding = |var: &VarName| match (base.binding(*var), ours.binding(*var)) {
        (Some(a), Some(b)) => a.span == b.span && value_same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    let (kept_live, discarded) = work.live().into_iter().partition(same_binding);
    Publication {
        from: base.generation(),
        to: base.generation(),
        what: request.what,
        by: None,
        rebuilt: work.rebuilt(),
        moved: moved(ours, &difference.removed),
        keywords: keywords(base, ours, work, &loaded),
        kept: state.kept,
        init_changed: state.init_changed,
        reset: state.reset,
        migrated: plan.names(),
        migrations: plan.changes,
        unmigrated: plan.unmigrated,
        types: migrate_types::changes(base, ours),
        discarded,
        kept_live,
        broken,
        warnings,
        unknown,
        missing,
        unused: work.unused(),
        held,
        comparators,
        effects: stage.effects(),
        hooks: hook::declared_by(ours, &evaluated),
        hook_errors: Arc::default(),
        took: work.started.elapsed(),
        world: Weak::new(),
        difference,
        loaded,
    }
}

fn value_same(a: &Binding, b: &Binding) -> bool {
    matches!((a.value(), b.value()), (Some(a), Some(b)) if a.same(b))
}

/// Definitions that are gone and whose name their namespace now has from elsewhere.
fn moved(ours: &World, removed: &[VarName]) -> Vec<(VarName, VarName)> {
    let moved = removed.iter().filter_map(|var| {
        let there = ours.namespace(var.ns())?.refers.get(&var.name())?;
        Some((*var, *there))
    });
    moved.collect()
}

/// Keywords `::alias/name` of a text whose alias means another namespace than before.
fn keywords(base: &World, ours: &World, work: &Work, loaded: &[NsName]) -> Vec<(Keyword, Keyword)> {
    let mut found = Vec::new();
    for ns in loaded {
        let (Some(before), Some(now)) = (base.namespace(*ns), ours.namespace(*ns)) else {
            continue;
        };
        let moved = |alias: &str| {
            let alias = Symbol::simple(alias);
            let (old, new) = (before.aliases.get(&alias)?, now.aliases.get(&alias)?);
            (old != new).then_some((*old, *new))
        };
        if !before.aliases.keys().any(|a| moved(a.name()).is_some()) {
            continue;
        }
        let Some(source) = work.text(*ns) else {
            continue;
        };
        let text = &source.text.1.text;
        for (class, range) in tokens(text) {
            let word = text.get(range).unwrap_or_default();
            if class == TokenClass::Keyword
                && let Some((alias, name)) = word.strip_prefix("::").and_then(|k| k.split_once('/'))
                && let Some((old, new)) = moved(alias)
            {
                let of = |ns: NsName| Keyword::new(Some(ns.name()), name);
                found.push((of(old), of(new)));
            }
        }
    }
    found.sort_unstable_by_key(|(old, _)| old.symbol());
    found.dedup();
    found
}

#[derive(Default)]
struct StateChanges {
    kept: Vec<VarName>,
    init_changed: Vec<VarName>,
    reset: Vec<VarName>,
}

/// `defonce` definitions with their old value, and definitions whose old and new value are
/// different references.
fn state_changes(base: &World, ours: &World) -> StateChanges {
    let mut found = StateChanges::default();
    let rebuilt = ours.delta().namespaces.iter();
    let rebuilt = rebuilt.filter(|(_, delta)| delta.rebuilt);
    for ns in rebuilt.filter_map(|(name, _)| ours.namespace(*name)) {
        for binding in ns.bindings.values() {
            let before = base.binding(binding.var);
            let (Some(before), Some(new)) = (before, binding.value()) else {
                continue;
            };
            let Some(old) = before.value() else { continue };
            if binding.flags.once && old.same(new) {
                found.kept.push(binding.var);
                if initial(before) != initial(binding) {
                    found.init_changed.push(binding.var);
                }
            } else if is_reference(old) && is_reference(new) && !old.same(new) {
                found.reset.push(binding.var);
            }
        }
    }
    for list in [&mut found.kept, &mut found.init_changed, &mut found.reset] {
        list.sort_unstable_by_key(|v| v.symbol());
    }
    found
}

fn is_reference(v: &Value) -> bool {
    matches!(
        v.tag(),
        Tag::Atom | Tag::Ref | Tag::Agent | Tag::Promise | Tag::Volatile
    )
}

/// The tokens of the value that a definition is written with; blanks and comments do not count.
fn initial(binding: &Binding) -> Option<Vec<String>> {
    let text = binding.span.form_text()?;
    let forms: Forms = parse_all(&text, 0, &Syntax::default()).ok()?;
    let root = *forms.roots().first()?;
    let value = match forms.kind(root) {
        FormKind::List => *forms.children(root).last()?,
        _ => root,
    };
    let text = &text[forms.range(value)];
    let words =
        tokens(text).filter(|(class, _)| !matches!(class, TokenClass::Blank | TokenClass::Comment));
    Some(words.map(|(_, range)| text[range].to_string()).collect())
}

// ---- as data -----------------------------------------------------------------------------------

/// `ex-data` of a refusal: `{:type :clutch/kind …}`.
pub(crate) fn data<const N: usize>(kind: &str, entries: [(&str, Value); N]) -> Value {
    let kind = Value::keyword(Keyword::new(Some("clutch"), kind));
    let entries = entries.into_iter();
    simple_map(
        [(key("type"), kind)]
            .into_iter()
            .chain(entries.map(|(k, v)| (key(k), v))),
    )
}

/// A vector of qualified symbols.
pub(crate) fn vars(list: &[VarName]) -> Value {
    Value::vector(list.iter().map(|v| Value::symbol(v.symbol())).collect())
}

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

fn number(n: u64) -> Value {
    Value::int(i64::try_from(n).unwrap_or(i64::MAX))
}

/// `{:file … :line … :column …}`, nil if it is nowhere.
pub(crate) fn place(span: Span) -> Value {
    let (Some(text), Some((line, column))) = (span.text(), span.line_column()) else {
        return Value::NIL;
    };
    simple_map([
        (key("file"), Value::string(text.name.as_str())),
        (key("line"), Value::int(i64::from(line))),
        (key("column"), Value::int(i64::from(column))),
    ])
}

/// A broken link as a map.
pub(crate) fn link_value(b: &BrokenLink) -> Value {
    let caller = match b.caller {
        Some(var) => var.symbol(),
        None => b.caller_ns.symbol(),
    };
    simple_map([
        (key("caller"), Value::symbol(caller)),
        (key("callee"), Value::symbol(b.callee.symbol())),
        (key("problem"), Value::string(b.to_string())),
        (key("at"), place(b.span)),
        (key("defined"), place(b.defined)),
    ])
}

impl Publication {
    /// The report as a language map.
    pub(crate) fn to_value(&self) -> Value {
        let symbol = |s: Symbol| Value::symbol(s);
        let spaces =
            |list: &[NsName]| Value::vector(list.iter().map(|n| symbol(n.symbol())).collect());
        let links = |list: &[BrokenLink]| Value::vector(list.iter().map(link_value).collect());
        let effect = |e: &Effect| {
            let place = e.span.text().zip(e.span.line_column());
            let (file, line) = match place {
                Some((text, (line, _))) => {
                    (Value::string(text.name.as_str()), Value::int(line.into()))
                }
                None => (Value::NIL, Value::NIL),
            };
            simple_map([
                (key("what"), Value::string(e.what.as_str())),
                (key("file"), file),
                (key("line"), line),
            ])
        };
        let d = &self.difference;
        let moved = self.moved.iter();
        let moved = moved.map(|(a, b)| (symbol(a.symbol()), symbol(b.symbol())));
        let keywords = self.keywords.iter();
        let keywords = keywords.map(|(a, b)| (Value::keyword(*a), Value::keyword(*b)));
        let unmigrated = self.unmigrated.iter().map(|(var, found, wanted)| {
            let versions = vec![Value::int(*found), Value::int(*wanted)];
            (symbol(var.symbol()), Value::vector(versions))
        });
        let errors = self.hook_errors.lock();
        let errors = errors.iter().map(hook::HookError::to_value).collect();
        let mut entries = vec![
            (key("from"), number(self.from)),
            (key("to"), number(self.to)),
            (key("what"), Value::string(self.what.as_str())),
            (key("loaded"), spaces(&self.loaded)),
            (key("rebuilt"), spaces(&self.rebuilt)),
            (key("added"), vars(&d.added)),
            (key("changed"), vars(&d.changed)),
            (key("removed"), vars(&d.removed)),
            (key("namespaces-added"), spaces(&d.namespaces_added)),
            (key("namespaces-removed"), spaces(&d.namespaces_removed)),
            (key("moved"), simple_map(moved)),
            (key("keywords"), simple_map(keywords)),
            (key("kept"), vars(&self.kept)),
            (key("init-changed"), vars(&self.init_changed)),
            (key("reset"), vars(&self.reset)),
            (key("migrated"), vars(&self.migrated)),
            (
                key("migrations"),
                Value::vector(
                    self.migrations
                        .iter()
                        .map(|c| simple_map(c.entries()))
                        .collect(),
                ),
            ),
            (key("unmigrated"), simple_map(unmigrated)),
            (
                key("types"),
                Value::vector(self.types.iter().map(TypeChange::to_value).collect()),
            ),
            (key("discarded"), vars(&self.discarded)),
            (key("kept-live"), vars(&self.kept_live)),
            (key("broken"), links(&self.broken)),
            (key("warnings"), links(&self.warnings)),
            (key("unknown"), links(&self.unknown)),
            (key("missing"), spaces(&self.missing)),
            (key("unused"), spaces(&self.unused)),
            (
                key("held"),
                Value::vector(self.held.iter().map(Held::to_value).collect()),
            ),
            (
                key("comparators"),
                Value::vector(self.comparators.iter().map(Comparator::to_value).collect()),
            ),
            (
                key("effects"),
                Value::vector(self.effects.iter().map(effect).collect()),
            ),
            (key("hooks"), Value::vector(self.hooks.clone())),
            (key("hook-errors"), Value::vector(errors)),
            (key("took-ms"), Value::float(self.took.as_secs_f64() * 1e3)),
        ];
        if let Some(by) = &self.by {
            entries.push((key("by"), Value::string(&**by)));
        }
        simple_map(entries)
    }
}

/// Metadata of a report as a value: its text, and how many entries it has.
fn summary_key() -> Value {
    Value::keyword(Keyword::new(Some("clutch.core"), "summary"))
}

/// Metadata and size of a map or vector.
fn parts(value: &Value) -> Option<(&Value, usize)> {
    match (value.get::<Map>(), value.get::<Vector>()) {
        (Some(map), _) => Some((&map.meta, map.count())),
        (_, Some(vector)) => Some((&vector.meta, vector.count())),
        _ => None,
    }
}

/// The text of a value that was made by [`with_text`] and is still whole.
pub(crate) fn text_of(value: &Value) -> Option<String> {
    let (meta, count) = parts(value)?;
    let key = summary_key();
    let meta = meta.get::<Map>()?;
    let parts = meta.iter().find(|e| e.0.same(&key))?.1.get::<Vector>()?;
    let whole = parts.nth(0)?.as_int() == i64::try_from(count).ok();
    let text = parts.nth(1)?.as_str().map(str::to_string);
    text.filter(|_| whole)
}

/// A fresh map or vector that a prompt shows as a text, unless something is taken from it or added
/// to it.
pub(crate) fn with_text(mut value: Value, text: String) -> Value {
    let count = parts(&value).map_or(0, |(_, count)| count);
    let entries = i64::try_from(count).unwrap_or(0);
    let summary = vec![Value::int(entries), Value::string(text)];
    let meta = simple_map([(summary_key(), Value::vector(summary))]);
    if let Some(map) = value.get_mut::<Map>() {
        map.meta = meta;
    } else if let Some(vector) = value.get_mut::<Vector>() {
        vector.meta = meta;
    }
    value
}

impl Publication {
    /// The report as a language map that a prompt can show as a text.
    pub(crate) fn to_answer(&self) -> Value {
        with_text(self.to_value(), self.to_string())
    }
}

// ---- for people --------------------------------------------------------------------------------

/// Names that one line shows at most, and lines of one kind.
const SHOWN: usize = 12;

fn listed(items: impl Iterator<Item = String>) -> String {
    let mut items: Vec<String> = items.collect();
    let more = items.len().saturating_sub(SHOWN);
    items.truncate(SHOWN);
    let mut text = items.join(", ");
    if more > 0 {
        text.push_str(&format!(", … and {more} more"));
    }
    text
}

/// A line for each, or for the first of them with the number of the others.
fn each<T: fmt::Display>(lines: &mut Vec<(&'static str, String)>, word: &'static str, list: &[T]) {
    let shown = list.iter().take(SHOWN);
    lines.extend(shown.map(|item| (word, item.to_string())));
    if list.len() > SHOWN {
        lines.push((word, format!("… and {} more", list.len() - SHOWN)));
    }
}

pub(crate) fn names<T: fmt::Display>(list: &[T]) -> String {
    listed(list.iter().map(ToString::to_string))
}

impl fmt::Display for Publication {
    /// A head and one line for each kind of news; no line end at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.to == self.from {
            write!(f, "Candidate: {}, not published", self.what)?;
        } else {
            write!(f, "Generation {}: {}", self.to, self.what)?;
            if let Some(by) = &self.by {
                write!(f, ", by {by}")?;
            }
        }
        for (word, text) in self.news().into_iter().chain(self.problems()) {
            write!(f, "\n  {word:<10} {text}")?;
        }
        Ok(())
    }
}

impl Publication {
    /// The whole report for people, ending in a line end.
    pub fn summary(&self) -> String {
        format!("{self}\n")
    }

    /// What somebody should look at, one line each: state that was lost, live definitions that
    /// were dropped, broken links, effects, hooks that failed. Empty if all is well.
    pub fn notes(&self) -> Vec<String> {
        let problems = self.problems().into_iter();
        problems
            .map(|(word, text)| format!("{word}: {text}"))
            .collect()
    }

    /// What it did in a few words: `2 changed, 1 removed, 7 broken`.
    pub(crate) fn counts(&self) -> String {
        let d = &self.difference;
        let counts = [
            (d.added.len(), "added"),
            (d.changed.len(), "changed"),
            (d.removed.len(), "removed"),
            (d.namespaces_removed.len(), "unloaded"),
            (self.migrated.len(), "migrated"),
            (self.reset.len(), "reset"),
            (self.discarded.len(), "discarded"),
            (self.effects.len(), "effects"),
            (self.broken.len(), "broken"),
            (self.hook_errors.lock().len(), "failed"),
        ];
        let some = counts.into_iter().filter(|(n, _)| *n > 0);
        let some: Vec<String> = some.map(|(n, word)| format!("{n} {word}")).collect();
        some.join(", ")
    }

    fn news(&self) -> Vec<(&'static str, String)> {
        let d = &self.difference;
        let evaluated = listed(
            self.loaded
                .iter()
                .map(|ns| match self.rebuilt.contains(ns) {
                    true => format!("{ns} (rebuilt)"),
                    false => ns.to_string(),
                }),
        );
        let moved = listed(self.moved.iter().map(|(a, b)| format!("{a} → {b}")));
        let keywords = listed(self.keywords.iter().map(|(a, b)| format!("{a} → {b}")));
        let kept = listed(
            self.kept
                .iter()
                .map(|v| match self.init_changed.contains(v) {
                    true => format!("{v} (its initial value was edited)"),
                    false => v.to_string(),
                }),
        );
        // State has lines of its own.
        let state = |v: &&VarName| self.kept.contains(v) || self.reset.contains(v);
        let changed: Vec<VarName> = d.changed.iter().filter(|v| !state(v)).copied().collect();
        let hooks = listed(self.hooks.iter().map(hook::shown));
        let lines = [
            ("evaluated", evaluated),
            ("added", names(&d.added)),
            ("changed", names(&changed)),
            ("removed", names(&d.removed)),
            ("unloaded", names(&d.namespaces_removed)),
            ("moved", moved),
            ("keywords", keywords),
            ("kept", kept),
            ("kept live", names(&self.kept_live)),
            ("migrated", names(&self.migrations)),
            ("hooks", hooks),
        ];
        lines.into_iter().filter(|(_, t)| !t.is_empty()).collect()
    }

    fn problems(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        let waits = self.to == self.from;
        if !self.reset.is_empty() {
            let would = if waits { "would be" } else { "is" };
            let its = if self.reset.len() == 1 {
                "its"
            } else {
                "their"
            };
            lines.push((
                "reset",
                format!(
                    "{} ({its} state {would} lost; defonce keeps it)",
                    names(&self.reset)
                ),
            ));
        }
        for (var, found, wanted) in &self.unmigrated {
            lines.push((
                "state",
                format!("{var} is of version {found}, the code wants version {wanted}"),
            ));
        }
        for change in &self.types {
            lines.push(("type", change.to_string()));
        }
        if !self.discarded.is_empty() {
            let text = names(&self.discarded);
            lines.push((
                "discarded",
                format!("{text} (defined live, not in the file)"),
            ));
        }
        each(&mut lines, "effects", &self.effects);
        each(&mut lines, "broken", &self.broken);
        each(&mut lines, "warning", &self.warnings);
        each(&mut lines, "unknown", &self.unknown);
        if !self.missing.is_empty() {
            let its = if self.missing.len() == 1 {
                "its file is"
            } else {
                "their files are"
            };
            let text = names(&self.missing);
            lines.push((
                "missing",
                format!("{text} ({its} gone; a start would fail)"),
            ));
        }
        if !self.unused.is_empty() {
            let text = names(&self.unused);
            lines.push((
                "unused",
                format!("{text} (nothing requires it any more; unload takes it away)"),
            ));
        }
        each(&mut lines, "held", &self.held);
        for comparator in &self.comparators {
            lines.push(("order", comparator.to_string()));
        }
        for error in self.hook_errors.lock().iter() {
            lines.push(("failed", error.to_string()));
        }
        lines
    }
}
