//! Macros that are expanded in Rust: the ones that every file uses many times over.
//!
//! An [`Expander`] is a function from a call, as a form, to the form it stands for, made of
//! special forms and of functions with their full names. Nothing is interpreted, so that starting
//! up and loading code cost little. Invariants:
//! - what an expander makes up is placed at the call (or at the step of a `->` that it rebuilds),
//!   so that errors point at the user's text;
//! - nothing it makes up is a macro call, except inside of forms that the user wrote; patterns of
//!   `let`, `fn` and the like are taken apart here ([`destructure`]);
//! - it never recurses over the user's nesting: steps of `->`, clauses of `cond`, nested patterns
//!   are loops, and ten thousand of them are one pass.
//!
//! Shapes that the analyzer has to know, beside the special forms of Clojure:
//! - `(case* local default ([constant …] expr) …)`: `local` is a symbol bound by `let*` around it;
//!   constants are forms, not evaluated, all different from each other, matched by `=` in the
//!   sense of Clojure's `case`; a clause may have none. At most one `expr` runs.
//! - `(^{:once true} fn* [] body…)`: called at most once, so its captures may be moved out of it.
//! - `(def ^{…} name (fn* …))` of `defn` has no name in `fn*`: inside, the name is the var, as
//!   always. The metadata map is a form and is evaluated.
//!
//! Reading order: `cx` (one call), `form` (forms as data), then any family. Documentation of
//! special forms, for `doc`, is [`SPECIAL_FORMS`].

mod binding;
mod case;
mod comprehension;
mod control;
mod cx;
mod defer;
mod define;
mod destructure;
mod error;
mod form;
mod function;
mod ns;
mod special;
mod sym;
#[cfg(test)]
mod tests;
mod thread;

pub use cx::{ExpandCx, Host};
pub use destructure::destructure;
pub use special::{SPECIAL_FORMS, SpecialForm, special_form};

use clutch_core::{R, Span, Symbol, Value};
use cx::Naming;
use error::BadForm;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// From the arguments of a macro call to the form it stands for.
pub type Expander = fn(&mut ExpandCx<'_>, &[Value]) -> R;

/// A macro of `clojure.core` written in Rust.
#[derive(Debug)]
pub struct Macro {
    /// Name in `clojure.core`.
    pub name: &'static str,
    /// Its argument lists as `doc` shows them, brackets included.
    pub arglists: &'static [&'static str],
    /// First line: summary. May end in example lines `(f x) ;=> value`.
    pub doc: &'static str,
    /// Fewest arguments.
    pub min: usize,
    /// Most arguments; none means any number.
    pub max: Option<usize>,
    /// Whether Clojure reports bad calls of it through `clojure.spec`.
    pub checked_by_spec: bool,
    /// The expander.
    pub expand: Expander,
}

/// All families, each beside its expanders.
const FAMILIES: &[&[Macro]] = &[
    binding::TABLE,
    function::TABLE,
    define::TABLE,
    control::TABLE,
    case::TABLE,
    thread::TABLE,
    comprehension::TABLE,
    defer::TABLE,
    ns::TABLE,
];

static BY_NAME: LazyLock<FxHashMap<Symbol, &'static Macro>> =
    LazyLock::new(|| macros().map(|m| (Symbol::simple(m.name), m)).collect());

/// All macros.
pub fn macros() -> impl Iterator<Item = &'static Macro> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The macro of `clojure.core` with this simple name.
pub fn find(name: Symbol) -> Option<&'static Macro> {
    BY_NAME.get(&name).copied()
}

/// Expands a call of the macro once.
///
/// `form` is the whole call; `enclosing` is where to report errors if the call itself was made by
/// a macro and has no place of its own.
pub fn expand(host: &mut dyn Host, called: &'static Macro, form: &Value, enclosing: Span) -> R {
    let mut cx = ExpandCx::new(host, called, form.clone(), enclosing, Naming::Scoped);
    let items = cx.seq_items(form)?.unwrap_or_default();
    let args = items.get(1..).unwrap_or_default();
    if args.len() < called.min || called.max.is_some_and(|max| args.len() > max) {
        if called.checked_by_spec {
            let expected = error::call_shapes(called);
            return Err(cx
                .expected(
                    "compile/macro-arity",
                    expected,
                    count_of(args.len(), "argument"),
                )
                .throw());
        }
        return Err(error::wrong_arity(called, args.len(), cx.span));
    }
    (called.expand)(&mut cx, args)
}

/// `1 form`, `2 forms`
fn count_of(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}

/// `^{:once true} fn*`
fn once_fn() -> Value {
    static ONCE_FN: LazyLock<Value> = LazyLock::new(|| {
        let once = form::constant_map(vec![(form::keyword("once"), Value::TRUE)]);
        form::symbol_with_meta(Symbol::simple("fn*"), once)
    });
    ONCE_FN.clone()
}
