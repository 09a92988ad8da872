//! What runners, line editors and servers ask of a [`Session`] beyond evaluating a text.

use crate::complete::{self, Completion, KnownKeywords};
use crate::error::{Error, Kind};
use crate::inspect::{self, Info};
use crate::load;
use crate::report;
use crate::session::{Session, core_var};
use clutch_core::coll::List;
use clutch_core::span::SourceText;
use clutch_core::sync::atomic::Ordering;
use clutch_core::{Keyword, NsName, Symbol, Value, VarName};
use clutch_natives::io::Reader;
use clutch_syntax::Syntax;
use clutch_vm::limits::CANCEL;
use clutch_vm::print::Style;
use clutch_vm::{Args, print, writer};

/// The text of a form, and the line and column at which it starts.
pub type FormText = (String, (u32, u32));

impl Session {
    /// Sets a dynamic var of `clojure.core` that sessions bind, such as `*print-length*`.
    ///
    /// # Errors
    /// If sessions do not bind it.
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), Error> {
        self.run(|cx, _| cx.set_binding(core_var(name), value).map(drop))
    }

    /// Sets `*command-line-args*`: nil if there are none.
    ///
    /// # Errors
    /// None as long as sessions bind the var.
    pub fn set_args(&mut self, args: &[String]) -> Result<(), Error> {
        let list = match args {
            [] => Value::NIL,
            _ => List::from_vec(args.iter().map(|a| Value::string(a.as_str())).collect()),
        };
        self.set("*command-line-args*", list)
    }

    /// Evaluates the forms of a file that was read, with `*file*` bound; `*ns*` is afterwards
    /// what it was before.
    ///
    /// # Errors
    /// The first error; forms before it have taken effect.
    pub fn load(&mut self, name: &str, text: &str) -> Result<Value, Error> {
        self.run(|cx, engine| load::eval_live(cx, engine, name, text))
    }

    /// Evaluates the forms of a part of a text that starts at this line and column, both from 1.
    ///
    /// # Errors
    /// The first error; forms before it have taken effect.
    pub fn eval_part(
        &mut self,
        name: &str,
        text: &str,
        origin: (u32, u32),
        each: impl FnMut(&mut clutch_vm::Cx, Value),
    ) -> Result<(), Error> {
        let mut source = SourceText::new(name, text);
        source.origin = origin;
        self.eval_source(source.register(), each)
    }

    /// The text of the next form of `*in*`, with what stands before it, and the line and column
    /// where it starts. What cannot be read is given as it is. None at the end of the input.
    ///
    /// # Errors
    /// If the input cannot be read; if it is cancelled.
    pub fn next_form(&mut self) -> Result<Option<FormText>, Error> {
        self.run(|cx, _| {
            let input = cx.dynamic("clojure.core", "*in*").unwrap_or_default();
            let Some(reader) = input.as_host::<Reader>() else {
                return Ok(None);
            };
            let piece = reader.read_piece(&Syntax::default())?;
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            Ok(piece.map(|(text, (line, column))| (text, (number(line), number(column)))))
        })
    }

    /// Loads namespaces as `require` does, in one stage; `reload` evaluates again what changed.
    ///
    /// # Errors
    /// What goes wrong while loading; then nothing has changed.
    pub fn require<'a>(
        &mut self,
        names: impl IntoIterator<Item = &'a str>,
        reload: bool,
    ) -> Result<(), Error> {
        let names = names.into_iter().map(Symbol::simple);
        let mut args: Args = names.map(Value::symbol).collect();
        if reload {
            args.push(Value::keyword(Keyword::simple("reload")));
        }
        self.run(|cx, engine| load::require(cx, engine, args).map(drop))
    }

    /// Calls the function of a namespace with texts.
    ///
    /// # Errors
    /// What the call throws, or that there is no such function.
    pub fn call(&mut self, ns: &str, name: &str, args: &[String]) -> Result<Value, Error> {
        let var = VarName::from_parts(ns, name);
        let args: Args = args.iter().map(|a| Value::string(a.as_str())).collect();
        self.run(|cx, _| {
            if !cx.has_root(var) {
                return Err(clutch_core::Thrown::illegal_argument(format!(
                    "The namespace {ns} has no function {name}"
                )));
            }
            let f = cx.var_value(var)?;
            cx.call(&f, args)
        })
    }

    /// Prints a value to `*out*` so that it can be read back, and ends the line.
    ///
    /// # Errors
    /// What printing throws: it may run the program's code.
    pub fn prn(&mut self, value: &Value) -> Result<(), Error> {
        self.run(|cx, _| {
            let out = cx.dynamic("clojure.core", "*out*").unwrap_or_default();
            print::write(cx, value, Style::Readable, &out)?;
            writer::write(cx, &out, "\n")?;
            writer::flush(cx, &out)
        })
    }

    /// The report that a value is, as a text: what `publish!`, `unload` and `report` answer.
    pub fn report_text(&self, value: &Value) -> Option<String> {
        report::text_of(value)
    }

    /// The text of a value that can be read back.
    ///
    /// # Errors
    /// What printing throws: it may run the program's code.
    pub fn pr_str(&mut self, value: &Value) -> Result<String, Error> {
        self.run(|cx, _| print::pr_str(cx, value))
    }

    /// Whether a var has a value.
    pub fn defines(&mut self, ns: &str, name: &str) -> bool {
        self.context().has_root(VarName::from_parts(ns, name))
    }

    /// What to do about an error: its own help, or what is known about the function that was
    /// called with the wrong number of arguments.
    pub fn advice(&mut self, error: &Error) -> Option<String> {
        if let Some(help) = error.help() {
            return Some(help.to_string());
        }
        if error.kind() != Kind::Arity {
            return None;
        }
        let (_, name) = error.message().rsplit_once("passed to: ")?;
        let arglists = self.lookup(name)?.arglists;
        let calls: Vec<String> = arglists
            .iter()
            .map(|list| {
                let names = list.trim_matches(['[', ']']);
                let space = if names.is_empty() { "" } else { " " };
                format!("`({name}{space}{names})`")
            })
            .collect();
        (!calls.is_empty()).then(|| format!("call it as {}", calls.join(" or ")))
    }

    /// Waits for the threads that the program started itself, daemons excepted; futures and
    /// agents are not waited for.
    ///
    /// # Errors
    /// If it is cancelled.
    pub fn wait_for_threads(&mut self) -> Result<(), Error> {
        self.run(|cx, _| clutch_natives::thread::wait_for_threads(cx))
    }

    /// Takes back a cancellation that came when nothing was running.
    pub fn forget_cancel(&mut self) {
        self.context()
            .poll_word()
            .fetch_and(!CANCEL, Ordering::AcqRel);
    }

    /// What may stand at byte `cursor` of a text that is read in the current namespace.
    pub fn complete(
        &mut self,
        keywords: &mut KnownKeywords,
        text: &str,
        cursor: usize,
    ) -> Completion {
        let (ns, world) = self.here();
        complete::complete(&world, ns, keywords, text, cursor)
    }

    /// What is known about a name as it is understood in the current namespace.
    pub fn lookup(&mut self, name: &str) -> Option<Info> {
        let (ns, _) = self.here();
        inspect::lookup(&mut self.context(), ns, name)
    }

    /// Whether a name stands for a macro or special form in the current namespace.
    pub fn is_syntax(&mut self, name: &str) -> bool {
        let (ns, _) = self.here();
        inspect::is_syntax(&mut self.context(), ns, name)
    }

    fn here(&mut self) -> (NsName, std::sync::Arc<crate::World>) {
        let ns = self.ns();
        (ns, self.engine().world())
    }
}
