//! [`Work`]: what a stage has done and has still to do, beside its candidate.
//!
//! Namespaces under way and done, those to be built anew, texts that were read (each file once),
//! live definitions and migrations that were met. Threads of a stage share it. A savepoint is a
//! [`Mark`]: what a nested load that failed had added is forgotten.

use crate::eval::Text;
use crate::migrate::{Migration, Plain};
use crate::request::{Flags, Request};
use clutch_core::{NsName, VarName};
use clutch_vm::context::StageState;
use parking_lot::Mutex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::time::Instant;

/// The engine's data of a stage.
pub(crate) struct Work {
    request: Mutex<Request>,
    pub(crate) started: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Namespaces being evaluated, outermost first, with the number of forms done.
    stack: Vec<(NsName, usize)>,
    /// Namespaces evaluated, in the order finished.
    done: Vec<NsName>,
    /// To be built anew, although the candidate has them.
    pending: BTreeSet<NsName>,
    /// Those of `pending` that are built anew only if what made their code is changed.
    perhaps: BTreeSet<NsName>,
    /// Built anew because of that.
    rebuilt: Vec<NsName>,
    /// Definitions that were evaluated again and are what they were.
    same: FxHashSet<VarName>,
    /// Texts read for this stage: each file is read once.
    texts: FxHashMap<NsName, SourceOf>,
    /// Definitions made live that the new texts do not have.
    live: Vec<VarName>,
    /// Declared migrations, in order.
    migrations: Vec<Migration>,
    /// Loaded namespaces whose file is gone.
    missing: BTreeSet<NsName>,
    /// Loaded namespaces that nothing requires any more.
    unused: BTreeSet<NsName>,
    /// Values of definitions that were migrated in the candidate.
    plains: Vec<Plain>,
}

/// A text read for a stage.
#[derive(Clone)]
pub(crate) struct SourceOf {
    pub(crate) text: Text,
    pub(crate) hash: u64,
    /// Whether it is in the sources, not given by somebody.
    pub(crate) found: bool,
    /// What its `ns` form requires.
    pub(crate) requires: Vec<NsName>,
}

/// Where the work of a stage can go back to.
pub(crate) struct Mark {
    done: usize,
    stack: usize,
    migrations: usize,
    plains: Vec<Plain>,
    pending: BTreeSet<NsName>,
    perhaps: BTreeSet<NsName>,
}

impl Work {
    /// The work of a stage that was asked for.
    pub(crate) fn new(request: Request) -> Work {
        Work {
            request: Mutex::new(request),
            started: Instant::now(),
            state: Mutex::default(),
        }
    }

    /// The engine's data of a stage that it started.
    pub(crate) fn of(stage: &StageState) -> &Work {
        let work = stage.data.downcast_ref::<Work>();
        work.expect("stages are only started by the engine")
    }

    /// What was asked for.
    pub(crate) fn request(&self) -> Request {
        self.request.lock().clone()
    }

    /// Adds what is asked for when the candidate is published.
    pub(crate) fn join(&self, flags: Flags) {
        self.request.lock().flags.join(flags);
    }

    /// Notes live definitions that the new texts do not have.
    pub(crate) fn add_live(&self, live: Vec<VarName>) {
        self.state.lock().live.extend(live);
    }

    /// Definitions made live that the new texts do not have.
    pub(crate) fn live(&self) -> Vec<VarName> {
        self.state.lock().live.clone()
    }

    /// Namespaces evaluated, in the order finished.
    pub(crate) fn evaluated(&self) -> Vec<NsName> {
        self.state.lock().done.clone()
    }

    /// Whether a namespace must be built anew and was not yet.
    pub(crate) fn is_pending(&self, ns: NsName) -> bool {
        self.state.lock().pending.contains(&ns)
    }

    /// Marks namespaces to be built anew.
    pub(crate) fn add_pending(&self, names: impl IntoIterator<Item = NsName>) {
        let mut state = self.state.lock();
        let done = state.done.clone();
        let names = names.into_iter().filter(|n| !done.contains(n));
        state.pending.extend(names);
    }

    /// Marks namespaces to be built anew if what made their code is changed.
    pub(crate) fn add_perhaps(&self, names: impl IntoIterator<Item = NsName>) {
        let names: Vec<NsName> = names.into_iter().collect();
        self.add_pending(names.iter().copied());
        let mut state = self.state.lock();
        let pending = names.into_iter().filter(|n| state.pending.contains(n));
        let pending: Vec<NsName> = pending.collect();
        state.perhaps.extend(pending);
    }

    /// Takes a namespace from those to be decided on; false if it is none.
    pub(crate) fn take_perhaps(&self, ns: NsName) -> bool {
        self.state.lock().perhaps.remove(&ns)
    }

    /// Whether a namespace that was taken must be built anew.
    pub(crate) fn decide(&self, ns: NsName, build: bool) {
        let mut state = self.state.lock();
        if build {
            state.rebuilt.push(ns);
        } else {
            state.pending.remove(&ns);
        }
    }

    /// Notes definitions that were evaluated again and are what they were.
    pub(crate) fn set_same(&self, same: FxHashSet<VarName>) {
        self.state.lock().same = same;
    }

    /// Definitions that were evaluated again and are what they were, as far as that was found out.
    pub(crate) fn same(&self) -> FxHashSet<VarName> {
        self.state.lock().same.clone()
    }

    /// Namespaces built anew only because what made their code is changed.
    pub(crate) fn rebuilt(&self) -> Vec<NsName> {
        let state = self.state.lock();
        let done = state.rebuilt.iter().filter(|n| state.done.contains(n));
        done.copied().collect()
    }

    /// Begins to evaluate a namespace.
    ///
    /// # Errors
    /// The circle of namespaces, if it is under way and its `ns` form is not done.
    pub(crate) fn begin(&self, ns: NsName) -> Result<(), Vec<NsName>> {
        let mut state = self.state.lock();
        let at = state.stack.iter().position(|(n, _)| *n == ns);
        if let Some(at) = at {
            return Err(state.stack[at..].iter().map(|(n, _)| *n).collect());
        }
        state.pending.remove(&ns);
        state.stack.push((ns, 0));
        Ok(())
    }

    /// Whether a namespace is being evaluated and its `ns` form is done: requiring it again from
    /// what it requires is not a circle.
    pub(crate) fn is_announced(&self, ns: NsName) -> bool {
        let state = self.state.lock();
        state.stack.iter().any(|(n, forms)| *n == ns && *forms > 0)
    }

    /// Whether a namespace is being evaluated and nothing below it is.
    pub(crate) fn is_innermost(&self, ns: NsName) -> bool {
        self.state
            .lock()
            .stack
            .last()
            .is_some_and(|(n, _)| *n == ns)
    }

    /// Whether a namespace is being evaluated.
    pub(crate) fn is_under_way(&self, ns: NsName) -> bool {
        self.state.lock().stack.iter().any(|(n, _)| *n == ns)
    }

    /// What must still be built anew.
    pub(crate) fn pending(&self) -> BTreeSet<NsName> {
        self.state.lock().pending.clone()
    }

    /// Notes that the namespace at work has done this many forms.
    pub(crate) fn forms_done(&self, count: usize) {
        if let Some(top) = self.state.lock().stack.last_mut() {
            top.1 = count;
        }
    }

    /// Ends the evaluation of a namespace.
    pub(crate) fn end(&self, ns: NsName, evaluated: bool) {
        let mut state = self.state.lock();
        state.stack.retain(|(n, _)| *n != ns);
        if evaluated {
            state.done.push(ns);
        }
    }

    /// The text of a namespace, if it was read.
    pub(crate) fn text(&self, ns: NsName) -> Option<SourceOf> {
        self.state.lock().texts.get(&ns).cloned()
    }

    /// Keeps the text of a namespace.
    pub(crate) fn keep_text(&self, ns: NsName, source: SourceOf) {
        self.state.lock().texts.insert(ns, source);
    }

    /// Notes a loaded namespace whose file is gone.
    pub(crate) fn add_missing(&self, ns: NsName) {
        self.state.lock().missing.insert(ns);
    }

    /// Loaded namespaces whose file is gone, as far as that was seen.
    pub(crate) fn missing(&self) -> Vec<NsName> {
        self.state.lock().missing.iter().copied().collect()
    }

    /// Notes a namespace that nothing requires any more.
    pub(crate) fn add_unused(&self, ns: NsName) {
        self.state.lock().unused.insert(ns);
    }

    /// Namespaces that nothing requires any more.
    pub(crate) fn unused(&self) -> Vec<NsName> {
        self.state.lock().unused.iter().copied().collect()
    }

    /// Notes a migration that a file declares.
    pub(crate) fn add_migration(&self, migration: Migration) {
        self.state.lock().migrations.push(migration);
    }

    /// Declared migrations, in order.
    pub(crate) fn migrations(&self) -> Vec<Migration> {
        self.state.lock().migrations.clone()
    }

    /// What the stage has made of the value of a definition.
    pub(crate) fn plain(&self, var: VarName) -> Option<Plain> {
        let state = self.state.lock();
        state.plains.iter().find(|p| p.var() == var).cloned()
    }

    /// Notes what the stage has made of the value of a definition.
    pub(crate) fn set_plain(&self, plain: Plain) {
        let mut state = self.state.lock();
        state.plains.retain(|p| p.var() != plain.var());
        state.plains.push(plain);
    }

    /// Values of definitions that were migrated in the candidate.
    pub(crate) fn plains(&self) -> Vec<Plain> {
        self.state.lock().plains.clone()
    }

    /// Where the work is now, to go [`Work::back_to`].
    pub(crate) fn mark(&self) -> Mark {
        let state = self.state.lock();
        Mark {
            done: state.done.len(),
            stack: state.stack.len(),
            migrations: state.migrations.len(),
            plains: state.plains.clone(),
            pending: state.pending.clone(),
            perhaps: state.perhaps.clone(),
        }
    }

    /// Forgets what was done since a mark.
    pub(crate) fn back_to(&self, mark: Mark) {
        let mut state = self.state.lock();
        state.done.truncate(mark.done);
        state.stack.truncate(mark.stack);
        state.migrations.truncate(mark.migrations);
        state.plains = mark.plains;
        state.pending = mark.pending;
        state.perhaps = mark.perhaps;
    }
}
