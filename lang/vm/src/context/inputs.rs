//! What a file that is being loaded is made from, beside the definitions that its forms use and
//! read: other texts and files, the names of namespaces, what other threads bring.
//!
//! A file's record is a level of its own: what a file that it requires is made from belongs to
//! that file ([`Context::begin_inputs`]).

use super::{Context, Mode};
use clutch_core::world::cell::What;
use clutch_core::world::{Definition, Input, Link, Usage};
use clutch_core::{NsName, R, Value, VarName};
use std::cell::RefCell;
use std::sync::Arc;

/// The record of the file that is being loaded.
#[derive(Default)]
pub(super) struct Inputs {
    /// None if no file is.
    collected: RefCell<Option<Vec<Input>>>,
    /// Whether a form of it has looked at what other threads bring.
    waited: bool,
}

/// What was recorded of the file around one that is loaded.
pub struct OuterFile {
    inputs: Inputs,
    reading: Option<Usage>,
}

impl Context {
    /// A file begins to be loaded: what it is made from is collected, and nothing in it belongs to
    /// the form that loads it. Gives what to pass to [`Context::end_inputs`].
    pub fn begin_inputs(&mut self) -> OuterFile {
        let file = Inputs {
            collected: RefCell::new(Some(Vec::new())),
            waited: false,
        };
        OuterFile {
            inputs: std::mem::replace(&mut self.inputs, file),
            reading: self.recorder.reading.take(),
        }
    }

    /// The file is done. Gives what was collected.
    pub fn end_inputs(&mut self, outer: OuterFile) -> Vec<Input> {
        self.recorder.reading = outer.reading;
        let file = std::mem::replace(&mut self.inputs, outer.inputs);
        file.collected.into_inner().unwrap_or_default()
    }

    /// Whether a file is being loaded.
    pub fn is_loading(&self) -> bool {
        self.inputs.collected.borrow().is_some()
    }

    /// Notes something that the file that is being loaded is made from; nothing otherwise.
    pub fn note_input(&self, input: impl FnOnce() -> Option<Input>) {
        if self.is_loading()
            && let Some(input) = input()
            && let Some(inputs) = &mut *self.inputs.collected.borrow_mut()
            && !inputs.contains(&input)
        {
            inputs.push(input);
        }
    }

    /// Notes that the file that is being loaded depends on which names a namespace has.
    pub fn note_names(&self, ns: NsName) {
        let known = self.world.namespace(ns).is_some_and(|n| !n.builtin);
        self.note_input(|| known.then_some(Input::Names(ns)));
    }

    /// Called when this thread looks at what another one brings: what threads of the stage have
    /// read, this form and those behind it in the file may be computed from.
    #[inline]
    pub fn record_wait(&mut self) {
        if self.recorder.reading == Some(Usage::Load) {
            self.inputs.waited = true;
        }
    }

    /// What other threads have read and this file may be computed from.
    pub(super) fn reads_of_others(&self) -> Vec<VarName> {
        match &self.mode {
            Mode::Stage(stage) if self.inputs.waited => stage.reads(),
            _ => Vec::new(),
        }
    }

    /// Called when the running form has made a definition otherwise than by `def` (`intern`): what
    /// it was computed from is noted for the namespace.
    ///
    /// # Errors
    /// Those of a change.
    pub fn record_made(&mut self, var: VarName) -> R<()> {
        if self.recorder.reading != Some(Usage::Load) || !self.is_loading() {
            return Ok(());
        }
        let links = self.with_reads(&Definition::new(var, Value::NIL), &Arc::from([]));
        let known = self.world.namespace(var.ns()).map(|n| n.links.clone());
        let known = known.unwrap_or_else(|| Arc::from([]));
        let is_new = |l: &&Link| !known.iter().any(|k| k.var == l.var && k.usage == l.usage);
        let links: Vec<Link> = links.iter().filter(is_new).copied().collect();
        match links.is_empty() {
            true => Ok(()),
            false => self.change(What::Register, |w| w.add_links(var.ns(), &links)),
        }
    }

    /// Called when the running form has replaced a definition of another namespace
    /// (`alter-var-root`): when that is built anew, this file does it again; when this file is
    /// built anew, that is too, so that it is not done twice.
    ///
    /// # Errors
    /// Those of a change.
    pub fn record_patch(&mut self, here: NsName, var: VarName) -> R<()> {
        let builtin = self.world.namespace(var.ns()).is_none_or(|n| n.builtin);
        if builtin || here == var.ns() || self.recorder.reading != Some(Usage::Load) {
            return Ok(());
        }
        let link = Link {
            var,
            usage: Usage::Load,
            span: self.recorder.span,
        };
        self.change(What::Register, |w| {
            w.add_links(here, &[link]);
            w.edit_namespace(var.ns(), |n| {
                let patch = Input::Patch(here);
                if !n.inputs.contains(&patch) {
                    n.inputs = n.inputs.iter().cloned().chain([patch]).collect();
                }
            });
        })
    }
}
