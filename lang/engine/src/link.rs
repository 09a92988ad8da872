//! The link check: does what was good in the base still hold in the candidate?
//!
//! For every definition that a stage removed or changed, the callers recorded in the world are
//! looked at: is the name still there, does it accept that many arguments, is it still a macro or
//! a function, may the caller see it? A link that was good in the base and is bad in the
//! candidate is a *regression*, and refuses the publish, unless the caller's own code was
//! evaluated anew by the stage: then it was just compiled against the candidate, and a wrong
//! count of arguments is a warning. Links that were never good are not looked at.
//!
//! Code that only *names* a var (a quoted symbol, `#'f`, text given to `symbol`) may use it or not:
//! such uses are *unknown*. They are listed if what the name means breaks calls, and refuse
//! nothing; but a file that says `#'f` could not be loaded again without an `f`.
//!
//! The cost is that of the changed names and their callers, not that of the world.

use clutch_core::world::{Arity, Binding, Link, Usage, World};
use clutch_core::{NsName, Span, Tag, VarName};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A link that the candidate breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLink {
    /// The var that is used.
    pub callee: VarName,
    /// Where it was defined in the base.
    pub defined: Span,
    /// Namespace of the code that uses it.
    pub caller_ns: NsName,
    /// Definition whose code uses it; none for other top-level code.
    pub caller: Option<VarName>,
    /// The form that uses it.
    pub span: Span,
    /// How it is used.
    pub usage: Usage,
    /// What is wrong.
    pub problem: Problem,
    /// What follows from it.
    pub weight: Weight,
}

/// What follows from a broken link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The publish is refused.
    Refuses,
    /// It is published, with a warning.
    Warning,
    /// It is not known whether the code ever follows the link.
    Unknown,
}

/// What is wrong with a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The definition is gone.
    Removed,
    /// Only declared, without a value.
    Unbound,
    /// Called with a count that is no longer accepted.
    Arity {
        /// Arguments of the call.
        count: u8,
        /// What the base accepts.
        before: Arity,
        /// What the candidate accepts.
        now: Arity,
    },
    /// Named, and accepts other counts of arguments than before.
    Arities {
        /// What the base accepts.
        before: Arity,
        /// What the candidate accepts.
        now: Arity,
    },
    /// Was a macro when the caller was compiled.
    NoMacro,
    /// Has become a macro.
    Macro,
    /// Has become private.
    Private,
    /// Is not dynamic any more: threads can no longer bind it.
    NotDynamic,
}

impl std::fmt::Display for BrokenLink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.caller {
            Some(var) => write!(f, "{var} ")?,
            None => write!(f, "{} (top level) ", self.caller_ns)?,
        }
        let callee = self.callee;
        let uses = match self.usage {
            Usage::Refer => "refers to",
            Usage::Name | Usage::Symbol => "names",
            _ => "uses",
        };
        match &self.problem {
            Problem::Removed => write!(f, "{uses} {callee}, which is removed"),
            Problem::Unbound => write!(f, "{uses} {callee}, which is declared but not defined"),
            Problem::Arities { before, now } => {
                write!(
                    f,
                    "names {callee}, which takes {now} arguments now (before: {before})"
                )
            }
            Problem::NoMacro if self.weight == Weight::Unknown => {
                write!(f, "names {callee}, which is no macro any more")
            }
            Problem::Macro if self.weight == Weight::Unknown => {
                write!(f, "names {callee}, which is a macro now")
            }
            Problem::Arity { count, before, now } => write!(
                f,
                "calls {callee} with {count} argument{}, which takes {now} now (before: {before})",
                if *count == 1 { "" } else { "s" }
            ),
            Problem::NoMacro => write!(f, "was compiled with the macro {callee}, a function now"),
            Problem::Macro => write!(f, "calls {callee}, which is a macro now"),
            Problem::Private => write!(f, "{uses} {callee}, which is private now"),
            Problem::NotDynamic => {
                write!(f, "names {callee}, which is not dynamic any more")
            }
        }
    }
}

/// The links that `candidate`, a branch of `base`, breaks. `evaluated` are the namespaces whose
/// code the stage evaluated anew. Sorted by callee and caller.
pub fn check(base: &World, candidate: &World, evaluated: &BTreeSet<NsName>) -> Vec<BrokenLink> {
    check_vars(base, candidate, candidate.delta().vars(), evaluated)
}

/// As [`check`], for these definitions of any two worlds.
pub(crate) fn check_vars(
    base: &World,
    candidate: &World,
    vars: impl Iterator<Item = VarName>,
    evaluated: &BTreeSet<NsName>,
) -> Vec<BrokenLink> {
    let mut broken = Vec::new();
    for var in vars {
        let Some(before) = base.binding(var).filter(|b| b.is_bound()) else {
            continue;
        };
        let now = candidate.binding(var);
        if !may_break(before, now) {
            continue;
        }
        let callers: BTreeSet<NsName> = candidate.callers(var).chain([var.ns()]).collect();
        for caller_ns in callers {
            for (definition, link) in candidate.links_of(caller_ns) {
                if link.var != var {
                    continue;
                }
                if let Some(problem) = problem(before, now, link, caller_ns) {
                    let fresh = evaluated.contains(&caller_ns);
                    let weight = weight(candidate, &problem, link, caller_ns, definition, fresh);
                    broken.push(BrokenLink {
                        callee: var,
                        defined: before.span,
                        caller_ns,
                        caller: definition.map(|b| b.var),
                        span: link.span,
                        usage: link.usage,
                        problem,
                        weight,
                    });
                }
            }
        }
    }
    broken.sort_by_key(|b| (b.callee.symbol(), b.caller_ns, b.caller.map(|c| c.symbol())));
    broken.dedup();
    broken
}

fn weight(
    candidate: &World,
    problem: &Problem,
    link: &Link,
    caller: NsName,
    definition: Option<&Arc<Binding>>,
    fresh: bool,
) -> Weight {
    let live = |ns: NsName| candidate.namespace(ns).is_some_and(|n| n.source.is_none());
    let only_named = match link.usage {
        Usage::Symbol => true,
        // A file that says #'f cannot be loaded again without it.
        Usage::Name => *problem != Problem::Removed || live(caller),
        _ => false,
    };
    if only_named && *problem != Problem::NotDynamic {
        return Weight::Unknown;
    }
    let harmless = matches!(problem, Problem::NotDynamic)
        || (link.usage == Usage::Refer && live(caller))
        || definition.is_some_and(|b| is_done(candidate, b));
    let missing = matches!(problem, Problem::Removed | Problem::Unbound);
    match !harmless && (missing || !fresh) {
        true => Weight::Refuses,
        false => Weight::Warning,
    }
}

/// Whether a definition was made live and is no function: its code ran once and never will again.
fn is_done(world: &World, definition: &Binding) -> bool {
    let live = world
        .namespace(definition.var.ns())
        .is_some_and(|ns| ns.source.is_none());
    live && definition
        .value()
        .is_some_and(|v| v.tag() != Tag::Closure && v.tag() != Tag::MultiFn)
}

/// Whether any link at all could break: most redefinitions keep what callers rely on.
fn may_break(before: &Arc<Binding>, now: Option<&Arc<Binding>>) -> bool {
    now.is_none_or(|now| {
        !now.is_bound()
            || now.arity != before.arity
            || now.flags.is_macro != before.flags.is_macro
            || (now.flags.private && !before.flags.private)
            || (before.flags.dynamic && !now.flags.dynamic)
    })
}

fn problem(
    before: &Binding,
    now: Option<&Arc<Binding>>,
    link: &Link,
    caller: NsName,
) -> Option<Problem> {
    if let (Usage::Name, Some(now)) = (link.usage, now)
        && before.flags.dynamic
        && !now.flags.dynamic
    {
        return Some(Problem::NotDynamic);
    }
    let named = matches!(link.usage, Usage::Name | Usage::Symbol);
    if named && caller == before.var.ns() {
        return None;
    }
    // What was read while the code was made is not read again.
    if matches!(link.usage, Usage::Expansion | Usage::Load) {
        return None;
    }
    let Some(now) = now else {
        return Some(Problem::Removed);
    };
    if !now.is_bound() {
        return Some(Problem::Unbound);
    }
    if now.flags.private && !before.flags.private && caller != now.var.ns() {
        return Some(Problem::Private);
    }
    match link.usage {
        Usage::Macro | Usage::Name | Usage::Symbol
            if before.flags.is_macro && !now.flags.is_macro =>
        {
            Some(Problem::NoMacro)
        }
        Usage::Call(_) | Usage::Name | Usage::Symbol
            if now.flags.is_macro && !before.flags.is_macro =>
        {
            Some(Problem::Macro)
        }
        Usage::Call(count) => {
            let (before, now) = (before.arity?, now.arity?);
            let breaks = count < u8::MAX && before.accepts(count) && !now.accepts(count);
            breaks.then_some(Problem::Arity { count, before, now })
        }
        Usage::Name | Usage::Symbol => {
            let (before, now) = (before.arity?, now.arity?);
            let breaks = (0..u8::MAX).any(|n| before.accepts(n) && !now.accepts(n));
            breaks.then_some(Problem::Arities { before, now })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clutch_core::Value;
    use clutch_core::world::{ClassTable, Stamp};

    fn arity(fixed: u32) -> Option<Arity> {
        Some(Arity {
            fixed,
            variadic: None,
        })
    }
    fn var(ns: &str, name: &str) -> VarName {
        VarName::from_parts(ns, name)
    }
    fn def(w: &mut World, ns: &str, name: &str, edit: impl FnOnce(&mut Binding)) {
        let mut binding = Binding::new(var(ns, name), Value::int(1));
        edit(&mut binding);
        w.define(Arc::new(binding));
    }
    fn caller(w: &mut World, name: &str, usage: Usage) {
        let link = Link {
            var: var("link.lib", "f"),
            usage,
            span: Span::NONE,
        };
        def(w, "link.app", name, |b| b.links = Arc::from([link]));
    }
    fn base() -> World {
        let mut w = World::empty(ClassTable::default());
        def(&mut w, "link.lib", "f", |b| b.arity = arity(0b10));
        caller(&mut w, "good", Usage::Call(1));
        caller(&mut w, "never-good", Usage::Call(2));
        caller(&mut w, "by-name", Usage::Name);
        let source = clutch_core::world::NamespaceSource {
            path: "link/app.clj".to_string(),
            source: 0,
            hash: 0,
            generation: Stamp::default(),
            found: true,
        };
        w.edit_namespace(NsName::new("link.app"), |n| {
            n.source = Some(Arc::new(source));
        });
        w
    }
    fn broken(base: &World, candidate: &World, evaluated: &[&str]) -> Vec<String> {
        let evaluated = evaluated.iter().map(|n| NsName::new(n)).collect();
        let shown = |b: BrokenLink| {
            format!(
                "{b}{}",
                match b.weight {
                    Weight::Refuses => "",
                    Weight::Warning => " (warning)",
                    Weight::Unknown => " (unknown)",
                }
            )
        };
        check(base, candidate, &evaluated)
            .into_iter()
            .map(shown)
            .collect()
    }

    #[test]
    fn a_removed_function_names_everything_that_uses_it() {
        let base = base();
        let mut w = base.branch();
        w.undefine(var("link.lib", "f"));
        assert_eq!(
            broken(&base, &w, &[]),
            [
                "link.app/by-name names link.lib/f, which is removed",
                "link.app/good uses link.lib/f, which is removed",
                "link.app/never-good uses link.lib/f, which is removed",
            ]
        );
    }

    #[test]
    fn a_name_in_data_is_unknown_and_a_referred_name_is_needed() {
        let mut base = base();
        caller(&mut base, "data", Usage::Symbol);
        caller(&mut base, "refers", Usage::Refer);
        let mut w = base.branch();
        w.undefine(var("link.lib", "f"));
        let broken = broken(&base, &w, &["link.app"]);
        let has = |line: &str| broken.iter().any(|b| b == line);
        assert!(has(
            "link.app/data names link.lib/f, which is removed (unknown)"
        ));
        assert!(has(
            "link.app/refers refers to link.lib/f, which is removed"
        ));
        let mut same = base.branch();
        def(&mut same, "link.lib", "f", |b| b.arity = arity(0b10));
        assert!(check(&base, &same, &BTreeSet::new()).is_empty());
    }

    #[test]
    fn a_changed_arity_is_refused_only_where_the_call_was_good() {
        let base = base();
        let mut w = base.branch();
        def(&mut w, "link.lib", "f", |b| b.arity = arity(0b1000));
        assert_eq!(
            broken(&base, &w, &[]),
            [
                "link.app/by-name names link.lib/f, which takes 3 arguments now (before: 1) (unknown)",
                "link.app/good calls link.lib/f with 1 argument, which takes 3 now (before: 1)",
            ]
        );
        assert!(broken(&base, &w, &["link.app"])[1].ends_with("(warning)"));
        let mut wider = base.branch();
        def(&mut wider, "link.lib", "f", |b| b.arity = arity(0b1010));
        assert!(broken(&base, &wider, &[]).is_empty());
    }

    #[test]
    fn data_made_live_is_not_made_again_and_refuses_nothing() {
        let mut base = base();
        base.edit_namespace(NsName::new("link.app"), |n| n.source = None);
        let mut w = base.branch();
        w.undefine(var("link.lib", "f"));
        let broken = broken(&base, &w, &[]);
        assert_eq!(broken.len(), 3);
        assert!(broken[1..].iter().all(|b| b.ends_with("(warning)")));
    }

    #[test]
    fn private_macro_and_declared_are_told_apart() {
        let base = base();
        let with = |edit: fn(&mut Binding)| {
            let mut w = base.branch();
            def(&mut w, "link.lib", "f", edit);
            broken(&base, &w, &[]).join("\n")
        };
        assert!(with(|b| b.flags.private = true).contains("private now"));
        assert!(with(|b| b.flags.is_macro = true).contains("is a macro now"));
        let mut declared = base.branch();
        let unbound = Binding::new(var("link.lib", "f"), Value::UNBOUND);
        declared.define(Arc::new(unbound));
        assert!(broken(&base, &declared, &[])[0].contains("declared but not defined"));
    }

    #[test]
    fn a_caller_that_changed_with_its_callee_is_no_problem() {
        let base = base();
        let mut w = base.branch();
        w.undefine(var("link.lib", "f"));
        w.remove_namespace(NsName::new("link.app"));
        def(&mut w, "link.app", "good", |_| ());
        assert!(broken(&base, &w, &["link.app"]).is_empty());
    }
}
