//! What is asked of a stage: libraries with their options, and the words that say how the stage is
//! to be treated. One grammar for `require`, `stage`, `publish!` and `unload`.
//!
//! | word | meaning |
//! |---|---|
//! | `:reload`, `:reload-all` | evaluate again what has changed |
//! | `:changed` | evaluate again every loaded namespace whose text has changed, and unload those deleted |
//! | `:force`, `:clean` | evaluate the libraries again although nothing changed |
//! | `:break` | publish although links break |
//! | `:discard-live`, `:keep-live` | what happens to definitions that are not in the text |
//! | `:on-hook-error :rollback` | go back if a hook fails after the swap |
//! | `:test true`, `:drain ms` | run tests in the candidate first; wait for running turns to end |
//! | `:quiesce ms` | wait for the agents that are migrated to have nothing to do |
//! | `:budget n` or `{:ms n :steps n :bytes n}` | give the load up after this much; `false`: never |

use clutch_core::class::EXCEPTION;
use clutch_core::coll::{List, Map, Vector};
use clutch_core::{Keyword, NsName, R, Symbol, Tag, Thrown, Value};
use clutch_natives::ns::ReferFilter;
use clutch_vm::{Args, Cx, assoc, convert, seq};
use std::time::Duration;

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Request {
    /// For history: `reload app.core`.
    pub(crate) what: String,
    /// How it is to be treated.
    pub(crate) flags: Flags,
}

/// The words that count for all libraries.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Flags {
    pub(crate) reload: bool,
    pub(crate) reload_all: bool,
    pub(crate) changed: bool,
    /// Evaluate although nothing changed.
    pub(crate) force: bool,
    /// Publish although links break.
    pub(crate) force_links: bool,
    pub(crate) live: LiveRule,
    /// Take the publish back if a hook fails after it.
    pub(crate) rollback_on_hook_error: bool,
    pub(crate) budget: BudgetWord,
    /// Run the tests of the candidate first.
    pub(crate) test: bool,
    /// Hold new turns back and wait that long for the running ones to end.
    pub(crate) drain: Option<Duration>,
    /// Wait that long for the agents that are migrated to have nothing to do.
    pub(crate) quiesce: Option<Duration>,
}

/// How a candidate is to be published.
#[derive(Clone, Copy, Debug, Default)]
pub struct PublishOptions {
    /// Although links break.
    pub force_links: bool,
    /// Runs the tests of what was loaded, and of what requires it, in the candidate first.
    pub test: bool,
    /// Holds new turns back and waits that long for the running ones to end.
    pub drain: Option<Duration>,
    /// Waits that long for the agents that are migrated to have nothing to do.
    pub quiesce: Option<Duration>,
    /// Takes the publish back if a hook fails after it.
    pub rollback_on_hook_error: bool,
}

/// How namespaces are to be loaded again.
#[derive(Clone, Debug, Default)]
pub struct ReloadOptions {
    /// Evaluates them although their texts are the same.
    pub force: bool,
    /// With every loaded namespace whose text has changed, named or not.
    pub changed: bool,
    /// What happens to definitions that were made live and are not in the texts.
    pub live: LiveRule,
    /// What the load may use up, if not what the engine says.
    pub budget: Option<Budget>,
    /// Who asks for it: for reports, history and conflicts.
    pub by: Option<String>,
    /// How it is to be published.
    pub publish: PublishOptions,
}

impl From<&ReloadOptions> for Flags {
    fn from(options: &ReloadOptions) -> Flags {
        Flags {
            reload: true,
            force: options.force,
            changed: options.changed,
            live: options.live,
            budget: options
                .budget
                .map_or(BudgetWord::Unsaid, BudgetWord::Exactly),
            ..Flags::from(options.publish)
        }
    }
}

impl From<PublishOptions> for Flags {
    fn from(options: PublishOptions) -> Flags {
        Flags {
            force_links: options.force_links,
            test: options.test,
            drain: options.drain,
            quiesce: options.quiesce,
            rollback_on_hook_error: options.rollback_on_hook_error,
            ..Flags::default()
        }
    }
}

/// What happens to definitions that were made live and are not in the text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum LiveRule {
    /// Strict: refused. Lenient: dropped and reported.
    #[default]
    Unsaid,
    /// Dropped.
    Discard,
    /// Kept on top of what the text defines.
    Keep,
}

/// What a load may use up; `None` is "no limit".
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Calls and loop rounds.
    pub steps: Option<u64>,
    /// Time.
    pub time: Option<Duration>,
    /// Bytes of values beyond what is in use at the start.
    pub memory: Option<usize>,
}

impl Budget {
    /// No limits.
    pub const NONE: Budget = Budget {
        steps: None,
        time: None,
        memory: None,
    };
    /// That of an engine that is strict and was told nothing else: far more than a load needs that
    /// comes to an end, so that one that does not is given up while somebody still waits for it.
    pub const STRICT: Budget = Budget {
        steps: None,
        time: Some(Duration::from_secs(60)),
        memory: Some(1 << 30),
    };
}

/// What was said about the budget of a load.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) enum BudgetWord {
    /// The engine's.
    #[default]
    Unsaid,
    /// These, whatever the engine's are.
    Exactly(Budget),
    /// These, and for the rest the engine's.
    Said(Budget),
}

impl BudgetWord {
    /// The budget, where an engine has this one.
    pub(crate) fn or(self, engine: Budget) -> Budget {
        match self {
            BudgetWord::Unsaid => engine,
            BudgetWord::Exactly(budget) => budget,
            BudgetWord::Said(said) => Budget {
                steps: said.steps.or(engine.steps),
                time: said.time.or(engine.time),
                memory: said.memory.or(engine.memory),
            },
        }
    }
}

impl Flags {
    /// Whether loaded namespaces are evaluated again.
    pub(crate) fn reloads(self) -> bool {
        self.reload || self.reload_all || self.changed || self.force
    }

    /// What both say together.
    pub(crate) fn join(&mut self, more: Flags) {
        self.force_links |= more.force_links;
        self.rollback_on_hook_error |= more.rollback_on_hook_error;
        self.quiesce = more.quiesce.or(self.quiesce);
        if !matches!(more.budget, BudgetWord::Unsaid) {
            self.budget = more.budget;
        }
    }

    /// Takes a word; `rest` gives the argument behind it.
    fn take(&mut self, cx: &mut Cx, word: Keyword, rest: &mut Rest) -> R<()> {
        // A plain word may be followed by whether it is meant.
        let mut on = || {
            let said = rest.next_if(|v| matches!(v.tag(), Tag::True | Tag::False | Tag::Nil));
            said.is_none_or(|v| v.truthy())
        };
        match word.name() {
            "reload" => self.reload = true,
            "reload-all" => self.reload_all = true,
            "changed" => self.changed = true,
            "force" | "clean" => self.force = true,
            "break" => self.force_links = on(),
            "test" => self.test = on(),
            "drain" => self.drain = Some(millis(word, rest)?),
            "quiesce" => self.quiesce = Some(millis(word, rest)?),
            "discard-live" => self.live = LiveRule::Discard,
            "keep-live" => self.live = LiveRule::Keep,
            "on-hook-error" => {
                let what = rest.next().unwrap_or_default();
                self.rollback_on_hook_error = match what.as_keyword().map(|k| k.name()) {
                    Some("rollback") => true,
                    Some("report") => false,
                    _ => return Err(bad(":on-hook-error is followed by :rollback or :report")),
                };
            }
            "budget" => self.budget = budget(cx, &rest.next().unwrap_or_default())?,
            // Clojure's own words that ask for nothing here.
            "verbose" | "require" => {}
            _ => return Err(bad(format!("Unsupported option(s) supplied: {word}"))),
        }
        Ok(())
    }

    /// The words of `publish!`, which come after what is published.
    pub(crate) fn of(cx: &mut Cx, args: Args) -> R<Flags> {
        let (specs, flags) = parse(cx, args)?;
        match specs.is_empty() {
            true => Ok(flags),
            false => Err(bad("publish! takes one candidate or world")),
        }
    }
}

/// The time behind a word.
fn millis(word: Keyword, rest: &mut Rest) -> R<Duration> {
    let millis = rest.next().and_then(|v| u64::try_from(v.as_int()?).ok());
    let millis = millis.ok_or_else(|| {
        Thrown::illegal_argument(format!("{word} wants a number of milliseconds"))
    })?;
    Ok(Duration::from_millis(millis))
}

fn budget(cx: &mut Cx, v: &Value) -> R<BudgetWord> {
    let wrong = || bad(":budget is followed by milliseconds, {:ms n :steps n :bytes n} or false");
    let number = |v: &Value| v.as_int().and_then(|n| u64::try_from(n).ok());
    if v.tag() == Tag::False {
        return Ok(BudgetWord::Exactly(Budget::NONE));
    }
    if let Some(millis) = number(v) {
        return Ok(BudgetWord::Said(Budget {
            time: Some(Duration::from_millis(millis)),
            ..Budget::NONE
        }));
    }
    if v.get::<Map>().is_none() {
        return Err(wrong());
    }
    let mut entry = |name: &str| {
        let found = assoc::get(cx, v, &Value::keyword(Keyword::simple(name)))?;
        match found.is_nil() {
            true => Ok(None),
            false => number(&found).map(Some).ok_or_else(wrong),
        }
    };
    let bytes = entry("bytes")?.map(|n| usize::try_from(n).unwrap_or(usize::MAX));
    Ok(BudgetWord::Said(Budget {
        steps: entry("steps")?,
        time: entry("ms")?.map(Duration::from_millis),
        memory: bytes,
    }))
}

/// A library with what its user wants of it.
#[derive(Debug, Clone)]
pub(crate) struct LibSpec {
    pub(crate) lib: NsName,
    pub(crate) alias: Option<Symbol>,
    /// `:as-alias`: an alias without loading.
    pub(crate) alias_only: Option<Symbol>,
    pub(crate) refer: Option<ReferFilter>,
}

impl LibSpec {
    /// A library that is only loaded.
    pub(crate) fn of(lib: NsName) -> LibSpec {
        LibSpec {
            lib,
            alias: None,
            alias_only: None,
            refer: None,
        }
    }

    /// Whether it asks for more than an alias.
    pub(crate) fn loads(&self) -> bool {
        self.alias_only.is_none() || self.alias.is_some() || self.refer.is_some()
    }
}

/// Arguments that are still to be taken.
type Rest = std::iter::Peekable<<Args as IntoIterator>::IntoIter>;

fn bad(message: impl Into<Box<str>>) -> Box<Thrown> {
    Thrown::new(&EXCEPTION, message)
}

/// Takes an argument list apart.
pub(crate) fn parse(cx: &mut Cx, args: Args) -> R<(Vec<LibSpec>, Flags)> {
    let mut specs = Vec::new();
    let mut flags = Flags::default();
    let mut args = args.into_iter().peekable();
    while let Some(arg) = args.next() {
        match arg.as_keyword() {
            Some(word) => flags.take(cx, word, &mut args)?,
            None => parse_spec(cx, &arg, None, &mut specs)?,
        }
    }
    Ok((specs, flags))
}

fn parse_spec(cx: &mut Cx, arg: &Value, prefix: Option<&str>, out: &mut Vec<LibSpec>) -> R<()> {
    if let Some(symbol) = arg.as_symbol() {
        out.push(LibSpec::of(lib_name(symbol, prefix)?));
        return Ok(());
    }
    if arg.get::<Vector>().is_none() && arg.get::<List>().is_none() {
        let found = convert::describe(arg);
        return Err(bad(format!(
            "a library is named by a symbol, found {found}"
        )));
    }
    let items = seq::to_vec(cx, arg.clone())?;
    let Some((name, rest)) = items.split_first() else {
        return Err(bad("prefix cannot be nil"));
    };
    let Some(symbol) = name.as_symbol() else {
        let found = convert::describe(name);
        return Err(bad(format!(
            "a library is named by a symbol, found {found}"
        )));
    };
    let options = rest.first().is_none_or(|o| o.as_keyword().is_some());
    if options && (arg.get::<Vector>().is_some() || prefix.is_some()) {
        out.push(parse_options(cx, lib_name(symbol, prefix)?, rest)?);
        return Ok(());
    }
    if prefix.is_some() {
        return Err(bad(format!("prefix lists cannot be nested: {symbol}")));
    }
    let prefix = symbol.to_string();
    for item in rest {
        parse_spec(cx, item, Some(&prefix), out)?;
    }
    Ok(())
}

fn lib_name(symbol: Symbol, prefix: Option<&str>) -> R<NsName> {
    match prefix {
        None => Ok(NsName::from(symbol)),
        Some(prefix) if symbol.name().contains('.') => Err(bad(format!(
            "Found lib name '{symbol}' containing period with prefix '{prefix}'.  lib names \
             inside prefix lists must not contain periods"
        ))),
        Some(prefix) => Ok(NsName::new(&format!("{prefix}.{symbol}"))),
    }
}

fn parse_options(cx: &mut Cx, lib: NsName, options: &[Value]) -> R<LibSpec> {
    let mut spec = LibSpec::of(lib);
    let mut filter = ReferFilter::default();
    let mut refers = false;
    for pair in options.chunks(2) {
        let value = pair.get(1).cloned().unwrap_or_default();
        match pair[0].as_keyword().map(|k| k.name()) {
            Some("as") => spec.alias = value.as_symbol(),
            Some("as-alias") => spec.alias_only = value.as_symbol(),
            Some("refer" | "only") => {
                refers = true;
                if value.as_keyword().is_none_or(|k| k.name() != "all") {
                    filter.only = Some(symbols(cx, value)?);
                }
            }
            Some("exclude") => filter.exclude = symbols(cx, value)?,
            Some("rename") => {
                if let Some(map) = value.get::<Map>() {
                    for entry in map.iter() {
                        if let (Some(a), Some(b)) = (entry.0.as_symbol(), entry.1.as_symbol()) {
                            filter.rename.push((a, b));
                        }
                    }
                }
            }
            // Options of other dialects (`:include-macros`) mean nothing here, as in Clojure.
            _ => {}
        }
    }
    // Renaming alone refers to the renamed names.
    if !refers && !filter.rename.is_empty() {
        refers = true;
        filter.only = Some(filter.rename.iter().map(|(there, _)| *there).collect());
    }
    if refers {
        spec.refer = Some(filter);
    }
    Ok(spec)
}

fn symbols(cx: &mut Cx, coll: Value) -> R<Vec<Symbol>> {
    let items = seq::to_vec(cx, coll)?;
    items
        .iter()
        .map(|v| {
            v.as_symbol()
                .ok_or_else(|| bad(":only/:refer value must be a sequential collection of symbols"))
        })
        .collect()
}
