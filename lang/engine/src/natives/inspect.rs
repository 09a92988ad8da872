//! Who runs which code: generations of functions and seqs, old code and who holds it, old worlds
//! and who holds them.

use super::number;
use crate::engine::Inner;
use crate::held;
use crate::who_holds::{self, ASKED_FOR, who_holds};
use clutch_core::class;
use clutch_core::native::Native;
use clutch_core::seq::LazyState;
use clutch_core::span::SourceText;
use clutch_core::state::DelayState;
use clutch_core::world::{NamespaceSource, Pin, World};
use clutch_core::{Keyword, R, Span, Thrown, Value, VarName, View};
use clutch_derive::{native, natives};
use clutch_vm::reach::Walk;
use clutch_vm::var::simple_map;
use clutch_vm::{Cx, convert};
use std::collections::BTreeSet;
use std::sync::Arc;

fn key(name: &str) -> Value {
    Value::keyword(Keyword::simple(name))
}

/// The var that a symbol or var names where the code is running.
fn named(cx: &mut Cx, v: &Value) -> Option<VarName> {
    if let View::Var(var) = v.view() {
        return Some(var);
    }
    let symbol = v.as_symbol()?;
    let here = cx.current_ns();
    match cx.context.world().resolve(here, symbol)? {
        clutch_core::world::Resolved::Var(var) => Some(var),
        clutch_core::world::Resolved::Class(_) => None,
    }
}

/// The var whose definition a function-like value stands for, if it stands for one.
fn stands_for(v: &Value) -> Option<VarName> {
    match v.view() {
        View::Var(var) => Some(var),
        View::MultiFn(m) => Some(m.var),
        View::ProtocolFn(p) => Some(VarName::new(p.protocol.ns(), p.method)),
        View::Closure(f) if f.proto.forward.is_some() => f.proto.var,
        _ => None,
    }
}

/// Generation of the code of a function, or of the definition that a var, a symbol, a multimethod
/// or a function with ^:forward stands for now; nil for what has none.
///
/// (number? (generation-of (fn [] 1))) ;=> true
/// (= (generation-of 'map) (generation-of #'map)) ;=> true
#[native("clutch.core", "generation-of")]
fn generation_of(cx: &mut Cx, f: &Value) -> Value {
    let var = stands_for(f).or_else(|| named(cx, f));
    if let Some(var) = var {
        let binding = cx.context.world().binding(var);
        return binding.map_or(Value::NIL, |b| number(b.generation.get()));
    }
    match f.view() {
        View::Closure(f) => number(f.proto.generation.get()),
        _ => Value::NIL,
    }
}

/// Without arguments: the generations that are still there, oldest first, as maps with
/// :generation, :definitions (how many it has), :changed (how many differ from the one before it)
/// and :kept (whether history keeps it). With a seq or other value: the generations in which its
/// elements were, or would be, computed, as far as lazy cells tell.
///
/// (= (generation) (:generation (peek (generations)))) ;=> true
/// (generations [1 2]) ;=> []
#[native("clutch.core", "generations")]
fn generations(cx: &mut Cx, x: Option<Value>) -> Value {
    match x {
        None => alive(cx),
        Some(x) => Value::vector(cells(cx, x).into_iter().map(number).collect()),
    }
}

fn alive(cx: &Cx) -> Value {
    let cell = cx.context.cell();
    let history = cell.history();
    let kept: BTreeSet<u64> = history
        .iter()
        .filter(|e| e.world.is_some())
        .map(|e| e.generation)
        .collect();
    let row = |world: &Arc<World>| {
        let count = |n: usize| Value::int(i64::try_from(n).unwrap_or(i64::MAX));
        simple_map([
            (key("generation"), number(world.generation())),
            (key("definitions"), count(world.binding_count())),
            (key("changed"), count(world.delta().vars().count())),
            (key("kept"), Value::bool(kept.contains(&world.generation()))),
        ])
    };
    let mut worlds = cell.alive().worlds();
    worlds.sort_by_key(|w| w.generation());
    Value::vector(worlds.iter().map(row).collect())
}

fn cells(cx: &Cx, x: Value) -> BTreeSet<u64> {
    let now = cx.context.generation();
    let of_pin = |pin: &Option<Arc<Pin>>| pin.as_ref().map_or(now, |p| p.world.generation());
    let mut walk = Walk::new(ASKED_FOR);
    walk.add(x);
    let mut found = BTreeSet::new();
    for cell in walk {
        match cell.value.view() {
            View::LazySeq(l) => match &*l.state.lock() {
                LazyState::Done(_, 0) | LazyState::Running(_) | LazyState::Failed(_) => {}
                LazyState::Done(_, generation) => drop(found.insert(*generation)),
                LazyState::Pending(f, pin) => {
                    if !matches!(f.view(), View::NativeClosure(_)) {
                        found.insert(of_pin(pin));
                    }
                }
            },
            View::Delay(d) => {
                if let DelayState::Pending(_, pin) = &*d.state.lock() {
                    found.insert(of_pin(pin));
                }
            }
            _ => {}
        }
    }
    found
}

/// The functions that x is or holds (captured by functions, in collections, references, lazy seqs
/// not yet realised) and whose definition has other code now: a vector of maps with :name,
/// :generation of the code, :current, the generation of the definition as it is (nil if it is
/// gone), and :path, the way from x to the function. Vars and functions with ^:forward are never
/// stale.
///
/// (do (defn f1 [] 1) (def held [f1]) (defn f1 [] 2) (mapv :path (stale held))) ;=> [[0]]
#[native("clutch.core", "stale")]
fn stale(cx: &mut Cx, x: Value) -> Value {
    Value::vector(stale_in(cx, x, usize::MAX))
}

/// Whether x is or holds a function whose definition has other code now; see `stale`.
///
/// (do (defn f2 [] 1) (def held f2) (defn f2 [] 2) [(stale? held) (stale? f2) (stale? #'f2)]) ;=> [true false false]
#[native("clutch.core", "stale?")]
fn is_stale(cx: &mut Cx, x: Value) -> bool {
    !stale_in(cx, x, 1).is_empty()
}

fn stale_in(cx: &Cx, x: Value, most: usize) -> Vec<Value> {
    let world = cx.context.world();
    let mut walk = Walk::new(ASKED_FOR);
    walk.add(x);
    let mut list = Vec::new();
    let mut known = BTreeSet::new();
    while list.len() < most {
        let Some(found) = walk.next() else {
            break;
        };
        let View::Closure(f) = found.value.view() else {
            continue;
        };
        let Some(var) = held::replaced(world, f) else {
            continue;
        };
        if known.insert((var.symbol(), f.proto.generation.get())) {
            let current = world.binding(var);
            list.push(simple_map([
                (key("name"), Value::symbol(var.symbol())),
                (key("generation"), number(f.proto.generation.get())),
                (
                    key("current"),
                    current.map_or(Value::NIL, |b| number(b.generation.get())),
                ),
                (key("path"), Value::vector(walk.path(&found))),
            ]));
        }
    }
    list
}

/// What holds old code of a definition, or of any: a vector of maps with :holder (the definition,
/// the namespace whose registration does, or :thread, as `who-holds` tells it), :path, :name and
/// :generation of the code. A call that is under way in old code has :kind :call.
///
/// (do (defn f3 [] 1) (def table {:f f3}) (defn f3 [] 2) (map :holder (holders 'f3))) ;=> (user/table)
#[native("clutch.core", "holders", arglists = "[] [sym]")]
fn holders(cx: &mut Cx, sym: Option<Value>) -> R {
    let of = match &sym {
        None => None,
        Some(sym) => Some(named(cx, sym).or_else(|| qualified(sym)).ok_or_else(|| {
            let found = convert::describe(sym);
            Thrown::illegal_argument(format!("expected the name of a definition, got {found}"))
        })?),
    };
    let host = cx.host();
    who_holds::holders(cx, Inner::of(&host), of).map(Value::vector)
}

/// The name of a definition that is gone.
fn qualified(sym: &Value) -> Option<VarName> {
    let symbol = sym.as_symbol()?;
    symbol.ns().map(|ns| VarName::from_parts(ns, symbol.name()))
}

/// What keeps a generation: a vector of maps with :holder and :kind. The holder is a definition,
/// or the namespace of a registration, that reaches it (:path tells how); :thread for what a
/// thread's calls or bindings reach (with :thread, its name, :id, :state, the :function, :file and
/// :line, and the :local or :binding); :turn for a running turn (with its :threads); :current,
/// :history, :route; :elsewhere for cells that only natives under way or the host hold. The :kind
/// is :lazy-seq, :delay, :world, :candidate, :stage or :turn, or :realising for a thread that
/// realises a cell of a turn that has ended: these keep the world. :function and :call keep only
/// the code of definitions that were replaced since (:name). :count tells how many there are,
/// :age-ms how old the turn is that they come from. Threads are asked and answer at their next
/// poll; one that does not within 100 ms is listed with :state :blocked and :kind :unknown.
///
/// (contains? (set (map :holder (who-holds (generation)))) :history) ;=> true
#[native("clutch.core", "who-holds")]
fn who_holds_native(cx: &mut Cx, generation: i64) -> R {
    let generation = u64::try_from(generation).unwrap_or(u64::MAX);
    let host = cx.host();
    who_holds(cx, Inner::of(&host), generation).map(Value::vector)
}

/// The exact text of the definition that a symbol or var names, or of the function itself, so
/// also of code that was replaced: a map with :text, :hash, :generation, :file and :line; nil if
/// it was not read from a text.
///
/// (subs (:text (source-of 'identity)) 0 14) ;=> "(defn identity"
#[native("clutch.core", "source-of")]
fn source_of(cx: &mut Cx, f: &Value) -> R {
    let var = match f.view() {
        View::Closure(_) => None,
        _ => stands_for(f).or_else(|| named(cx, f)),
    };
    let (span, generation) = match (var, f.view()) {
        (Some(var), _) => match cx.context.world().binding(var).cloned() {
            Some(binding) => {
                if let Some(lazy) = binding.lazy {
                    let text = crate::stdlib::source(lazy).to_string();
                    return Ok(source_map(&text, binding.generation.get(), None));
                }
                (binding.span, binding.generation.get())
            }
            None => return Ok(Value::NIL),
        },
        (None, View::Closure(f)) => (f.proto.span, f.proto.generation.get()),
        _ => {
            return Err(Thrown::new(
                &class::ILLEGAL_ARGUMENT,
                format!(
                    "expected a function or the name of a definition, got {}",
                    convert::describe(f)
                ),
            ));
        }
    };
    let range = span.start as usize..span.end as usize;
    Ok(match span.text() {
        Some(text) => match text.text.get(range) {
            Some(part) => source_map(part, generation, Some((&text, span))),
            None => Value::NIL,
        },
        None => Value::NIL,
    })
}

fn source_map(text: &str, generation: u64, place: Option<(&SourceText, Span)>) -> Value {
    let hash = NamespaceSource::hash_text(text);
    let mut entries = vec![
        (key("text"), Value::string(text)),
        (key("hash"), Value::string(format!("{hash:016x}"))),
        (key("generation"), number(generation)),
    ];
    if let Some((source, span)) = place {
        let (line, _) = source.line_column(span.start);
        entries.push((key("file"), Value::string(source.name.as_str())));
        entries.push((key("line"), Value::int(i64::from(line))));
    }
    simple_map(entries)
}

/// The natives of this topic.
pub(super) static TABLE: &[&Native] = natives![
    generation_of,
    generations,
    stale,
    is_stale,
    holders,
    who_holds_native,
    source_of,
];
