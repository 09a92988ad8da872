//! What a top-level form uses and reads, recorded while it is compiled and run, and the
//! definitions that are collected instead of made (the standard library compiles itself lazily).
//!
//! The compiler records a [`Link`] for each use of a var; while a stage evaluates a form, reads of
//! globals are recorded too (`Load`, `Expansion`), since a change of what was read makes the
//! definition stale.

use super::{Context, Mode};
use clutch_core::world::{Definition, Link, Stamp, Usage};
use clutch_core::{Span, Tag, Value, VarName};
use std::sync::Arc;

/// Links of the top-level form at work: first recorded by the compiler, then attached to what the
/// form defines.
pub struct Recorder {
    pub(super) recording: Option<Vec<Link>>,
    pub(super) form: Option<Arc<[Link]>>,
    pub(super) span: Span,
    /// Definitions made by the form so far.
    pub(super) defined: usize,
    /// What reads of globals mean now; none when they mean nothing.
    pub(super) reading: Option<Usage>,
    /// Globals read by the running form, with the function that was read but not called.
    pub(super) reads: Vec<(VarName, Option<Value>)>,
}

impl Default for Recorder {
    fn default() -> Recorder {
        Recorder {
            recording: None,
            form: None,
            span: Span::NONE,
            defined: 0,
            reading: None,
            reads: Vec::new(),
        }
    }
}

/// The code of a form: which generation it belongs to.
#[derive(Default)]
pub struct Code {
    /// None outside of forms.
    stamp: Option<Stamp>,
    published: bool,
}

impl Code {
    /// The form has published something: its code is of that generation, as what it defines is.
    pub(super) fn publishes(&mut self, generation: u64) {
        if let Some(stamp) = self.stamp.as_ref().filter(|_| !self.published) {
            stamp.settle(generation);
            self.published = true;
        }
    }
}

impl Context {
    // ---- generations of code ---------------------------------------------------------------------

    /// Another form is compiled and run from now on. Gives what to pass to [`Context::end_code`].
    pub fn begin_code(&mut self) -> Code {
        let code = Code {
            stamp: Some(Stamp::expected(self.world.generation())),
            published: false,
        };
        std::mem::replace(&mut self.code, code)
    }

    /// Goes back to the form around.
    pub fn end_code(&mut self, outer: Code) {
        self.code = outer;
    }

    /// The generation of the code that is compiled now: what a stage makes; of a form that
    /// publishes something what it makes first, else the world that it was compiled in.
    pub fn code_stamp(&self) -> Stamp {
        match &self.mode {
            _ if self.capture.is_some() => Stamp::default(),
            Mode::Stage(stage) => stage.stamp().clone(),
            _ => match &self.code.stamp {
                Some(stamp) => stamp.clone(),
                None => Stamp::known(self.world.generation()),
            },
        }
    }

    // ---- definitions of the standard library ---------------------------------------------------

    /// From now on definitions are collected instead of made. Gives what to pass to
    /// [`Context::end_capture`].
    pub fn begin_capture(&mut self) -> (Option<Vec<Definition>>, Recorder) {
        let recorder = std::mem::take(&mut self.recorder);
        (self.capture.replace(Vec::new()), recorder)
    }

    /// Goes back to what was before; gives the collected definitions.
    pub fn end_capture(
        &mut self,
        (capture, recorder): (Option<Vec<Definition>>, Recorder),
    ) -> Vec<Definition> {
        self.recorder = recorder;
        std::mem::replace(&mut self.capture, capture).unwrap_or_default()
    }

    // ---- links ---------------------------------------------------------------------------------

    /// A new top-level form: the compiler's links are collected from now on. Gives what to pass
    /// to [`Context::end_form`].
    pub fn begin_form(&mut self, span: Span) -> Recorder {
        let form = Recorder {
            recording: Some(Vec::new()),
            span,
            ..Recorder::default()
        };
        std::mem::replace(&mut self.recorder, form)
    }

    /// Whether links are recorded.
    pub fn is_recording(&self) -> bool {
        self.recorder.recording.is_some()
    }

    /// Called by the compiler for every use of a var that it compiles. What is compiled or expanded
    /// while the form runs, the form is made from.
    pub fn record_link(&mut self, link: Link) {
        if self.recorder.reading == Some(Usage::Load) && link.usage.makes_code() {
            self.recorder.reads.push((link.var, None));
            return;
        }
        if let Some(links) = &mut self.recorder.recording {
            let same = |l: &Link| l.var == link.var && l.usage == link.usage;
            if !links.iter().rev().take(32).any(same) {
                links.push(link);
            }
        }
    }

    /// Number of links recorded so far, to go back to with [`Context::keep_links`].
    pub fn link_count(&self) -> usize {
        self.recorder.recording.as_ref().map_or(0, Vec::len)
    }

    /// Forgets the links after the first `count`: the next part of a `do` shares only the macros
    /// around it.
    pub fn keep_links(&mut self, count: usize) {
        if let Some(links) = &mut self.recorder.recording {
            links.truncate(count);
        }
    }

    /// The form, or a part of it, is compiled: what it defines from now on gets its links.
    pub fn form_compiled(&mut self) {
        if let Some(links) = &self.recorder.recording {
            self.recorder.form = Some(links.as_slice().into());
        }
    }

    /// Code that is part of making the form begins to run: a macro (`Expansion`), or the form
    /// itself (`Load`). In a stage, the globals that it reads are recorded from now on. Gives
    /// what to pass to [`Context::end_reading`].
    pub fn begin_reading(&mut self, usage: Usage) -> Option<Usage> {
        let staged = matches!(self.mode, Mode::Stage(_)) && self.capture.is_none();
        let outer = self.recorder.reading;
        let reading = (staged && self.recorder.recording.is_some()).then_some(usage);
        if reading.is_some() {
            // Tables of globals are tagged with the number: each global is looked up once more.
            self.world_id = clutch_core::world::state::fresh_id();
            if usage == Usage::Load && outer.is_none() {
                self.recorder.reads.clear();
            }
        }
        // A macro that is expanded while the form runs is read by the form.
        self.recorder.reading = match outer {
            Some(Usage::Load) => reading.and(outer),
            _ => reading,
        };
        outer
    }

    /// Goes back to what reads meant before.
    pub fn end_reading(&mut self, outer: Option<Usage>) {
        self.recorder.reading = outer;
    }

    /// Whether reads of globals are recorded.
    #[inline]
    pub fn is_reading(&self) -> bool {
        self.recorder.reading.is_some()
    }

    /// Called when a global is read while reads are recorded.
    pub fn record_read(&mut self, var: VarName, value: &Value) {
        let builtin = self.world.namespace(var.ns()).is_some_and(|n| n.builtin);
        if builtin {
            return;
        }
        match self.recorder.reading {
            Some(Usage::Load) if self.recorder.recording.is_none() => {
                // A thread that was started by code that is being loaded.
                if let Mode::Stage(stage) = &self.mode {
                    stage.note_reads([var]);
                }
            }
            Some(Usage::Load) => {
                let function = matches!(value.tag(), Tag::Closure).then(|| value.clone());
                self.recorder.reads.push((var, function));
            }
            Some(usage) => {
                let span = self.recorder.span;
                self.record_link(Link { var, usage, span });
            }
            None => {}
        }
    }

    /// Called when a function that was just read is called: its result is used, not its code.
    pub fn record_call(&mut self, var: VarName) {
        if let Some((read, function)) = self.recorder.reads.last_mut()
            && *read == var
        {
            *function = None;
        }
    }

    /// The links of the form, and `Load` for what its value was computed from. A function that
    /// the value still holds was not computed with but stored: no link.
    pub(super) fn with_reads(&self, definition: &Definition, links: &Arc<[Link]>) -> Arc<[Link]> {
        let mut all: Vec<Link> = Vec::new();
        if definition.flags.once {
            return links.clone();
        }
        let others = self.reads_of_others();
        let others: Vec<_> = others.into_iter().map(|var| (var, None)).collect();
        for (var, function) in self.recorder.reads.iter().chain(&others) {
            let known = var.ns() == definition.var.ns() || all.iter().any(|l| l.var == *var);
            let held = |f: &Value| {
                let value = definition.value.as_ref();
                value.is_some_and(|v| crate::reach::holds(v, f))
            };
            if !known && !function.as_ref().is_some_and(held) {
                all.push(Link {
                    var: *var,
                    usage: Usage::Load,
                    span: self.recorder.span,
                });
            }
        }
        if all.is_empty() {
            return links.clone();
        }
        links.iter().copied().chain(all).collect()
    }

    /// The form is done. Gives its links if it defined nothing, for the namespace as a whole.
    pub fn end_form(&mut self, outer: Recorder) -> Option<Arc<[Link]>> {
        let form = std::mem::replace(&mut self.recorder, outer);
        if let Some(usage) = self.recorder.reading {
            // An `eval`: the form around it is made from the same.
            let links = form.recording.iter().flatten();
            let links = links
                .filter(|l| l.usage.makes_code())
                .map(|l| (l.var, None));
            self.join_reads(usage, links.chain(form.reads.iter().cloned()).collect());
        }
        (form.defined == 0).then_some(form.form).flatten()
    }

    /// What code inside of this form was made from, this form was.
    fn join_reads(&mut self, usage: Usage, reads: Vec<(VarName, Option<Value>)>) {
        match (usage, &self.mode) {
            (Usage::Load, Mode::Stage(stage)) if self.recorder.recording.is_none() => {
                stage.note_reads(reads.into_iter().map(|(var, _)| var));
            }
            (Usage::Load, _) => self.recorder.reads.extend(reads),
            _ => {
                let span = self.recorder.span;
                for (var, _) in reads {
                    self.record_link(Link { var, usage, span });
                }
            }
        }
    }
}
