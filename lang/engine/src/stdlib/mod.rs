//! The standard library inside of the binary: bound by name at start, compiled at first use.
//!
//! The first world binds every native, every macro that the compiler expands itself, and every
//! definition of `clojure.core` that is written in the language, without reading any text: the
//! index made by `build.rs` says where each is. [`compile`] evaluates one definition when its
//! value or metadata is first asked for. Other namespaces of the library are bound the same way
//! by [`load`] when something requires them; their `ns` forms were taken apart at build time.

pub(crate) mod index;

use crate::eval::Text;
use crate::io::Io;
use crate::names::PlainReading;
use clutch_compiler::expand;
use clutch_core::native::Native;
use clutch_core::span::SourceText;
use clutch_core::world::cell::What;
use clutch_core::world::{Binding, CORE, ClassTable, CoreRefer, LazyDef, Namespace, World};
use clutch_core::{Keyword, NsName, R, Span, Symbol, Thrown, Value, VarName};
use clutch_syntax::{Reader, Syntax, read_str};
use clutch_vm::native::BoxedNative;
use clutch_vm::var::{SimpleKeys, simple_map, with_entry};
use clutch_vm::{Cx, class};
use index::{FILES, Kind};
use std::sync::{Arc, LazyLock, OnceLock};

/// Namespaces that are there from the start.
const PRELOADED: &[&str] = &["clojure.core", "clutch.rt", "clutch.core", "clojure.string"];

/// The world before anything is loaded: `clojure.core` and what goes with it, and `user`.
pub(crate) fn first_world(natives: &[&'static Native], io: Io) -> World {
    let mut world = World::empty(ClassTable {
        find: class::find,
        visible: class::auto_imported,
    });
    for name in PRELOADED {
        world.put_namespace(Arc::new(namespace(name, natives)));
    }
    define_context_vars(&mut world, io);
    let user = NsName::new("user");
    world.edit_namespace(user, |n| {
        n.core = CoreRefer::all();
        n.loaded = true;
    });
    world
}

/// A namespace of the library: natives and lazy definitions, nothing evaluated.
fn namespace(name: &str, natives: &[&'static Native]) -> Namespace {
    let ns = NsName::new(name);
    let mut made = Namespace::new(ns);
    made.builtin = true;
    made.loaded = true;
    made.core = CoreRefer::all();
    let mut bind = |binding: Binding| {
        made.bindings.insert(binding.var.name(), Arc::new(binding));
    };
    if ns == *CORE {
        for m in expand::macros() {
            bind(compiler_macro(VarName::new(ns, Symbol::simple(m.name))));
        }
    }
    for native in natives.iter().filter(|n| n.ns == name) {
        let var = VarName::new(ns, Symbol::simple(native.name));
        let mut binding = Binding::new(var, Value::native_fn(native));
        binding.flags.is_macro = native.is_macro;
        bind(binding);
    }
    let Some(indexed) = index::find(name) else {
        return made;
    };
    for (file, contents) in indexed.files() {
        for (form, entry) in contents.forms.iter().enumerate() {
            if entry.kind == Kind::Lazy {
                let form = u32::try_from(form).expect("fewer than 2^32 forms");
                let var = VarName::new(ns, Symbol::simple(entry.name));
                bind(Binding::lazy(var, LazyDef { file, form }, entry.flags));
            }
        }
    }
    if ns != *CORE && !indexed.excludes.is_empty() {
        let hidden = indexed.excludes.iter().map(|s| Symbol::simple(s));
        made.core = CoreRefer::AllBut(hidden.collect());
    }
    for (lib, alias) in indexed.requires {
        made.aliases.insert(Symbol::simple(alias), NsName::new(lib));
        made.requires.insert(NsName::new(lib));
    }
    if !indexed.doc.is_empty() {
        made.meta = with_entry(&Value::NIL, "doc", Value::string(indexed.doc));
    }
    made
}

/// A macro that the compiler expands in Rust, as a var with a function for those who ask.
fn compiler_macro(var: VarName) -> Binding {
    let call: BoxedNative = Box::new(move |cx, mut args| {
        if args.is_empty() {
            return Err(Thrown::arity(0, &var.to_string()));
        }
        // The first arguments are &form and &env; the form is built from the rest.
        args.drain(..2.min(args.len()));
        args.insert(0, Value::symbol(var.symbol()));
        let form = clutch_core::coll::List::from_vec(args.into_vec());
        clutch_compiler::macroexpand_1(cx, &form)
    });
    let function = Value::new(clutch_core::native::NativeClosure {
        name: var.to_string().into(),
        call: Box::new(call),
        meta: Value::NIL,
    });
    let mut binding = Binding::new(var, function);
    binding.flags.is_macro = true;
    binding
}

/// Vars that belong to the running context.
fn define_context_vars(world: &mut World, io: Io) {
    let values = [
        (
            "*ns*",
            Value::ns(NsName::new("user")),
            "The current namespace: where definitions go and names are looked up.\n\n\
             (ns-name *ns*) ;=> user",
        ),
        (
            "*out*",
            io.out,
            "The writer that `print` and its relatives write to.\n\n\
             (let [w (java.io.StringWriter.)] (binding [*out* w] (print 1)) (str w)) ;=> \"1\"",
        ),
        (
            "*err*",
            io.err,
            "The writer for what goes wrong.\n\n(with-out-str (binding [*err* *out*] (.write *err* \"x\"))) ;=> \"x\"",
        ),
        (
            "*in*",
            io.input,
            "The reader that `read-line` and `read` read from.\n\n\
             (with-in-str \"one two\" (.read *in*)) ;=> 111",
        ),
    ];
    for (name, value, doc) in values {
        let mut binding = Binding::new(VarName::new(*CORE, Symbol::simple(name)), value);
        let doc_key = Value::keyword(Keyword::simple("doc"));
        binding.fill_meta(simple_map([(doc_key, Value::string(doc))]));
        binding.flags.dynamic = true;
        world.define(Arc::new(binding));
    }
}

/// Whether the library has a namespace of this name that `require` can load.
pub(crate) fn has(ns: NsName) -> bool {
    index::find(ns.name()).is_some()
}

/// Loads a namespace of the library into the candidate: binds its names, then evaluates the forms
/// that cannot wait. What it requires must be loaded before.
pub(crate) fn load(cx: &mut Cx, ns: NsName, natives: &[&'static Native]) -> R<()> {
    let made = Arc::new(namespace(ns.name(), natives));
    cx.context
        .change(What::Register, |w| w.put_namespace(made.clone()))?;
    let Some(indexed) = index::find(ns.name()) else {
        return Ok(());
    };
    for (file, contents) in indexed.files() {
        for form in contents.forms.iter().filter(|f| f.kind == Kind::Eager) {
            in_namespace(cx, ns, |cx| {
                let (value, span) = read(cx, file, form)?;
                crate::eval::eval_form(cx, value, span)
            })?;
        }
    }
    Ok(())
}

fn in_namespace<T>(cx: &mut Cx, ns: NsName, f: impl FnOnce(&mut Cx) -> R<T>) -> R<T> {
    let core = |name| VarName::new(*CORE, Symbol::simple(name));
    let bindings = vec![
        (core("*ns*"), Value::ns(ns)),
        (core("*unchecked-math*"), Value::FALSE),
    ];
    cx.with_bindings(bindings, f)
}

/// Reads a form of a file of the library.
fn read(cx: &mut Cx, file: u16, indexed: &index::Form) -> R<(Value, Span)> {
    static TEXTS: LazyLock<Box<[OnceLock<Text>]>> =
        LazyLock::new(|| FILES.iter().map(|_| OnceLock::new()).collect());
    let text = TEXTS[usize::from(file)].get_or_init(|| {
        let file = &FILES[usize::from(file)];
        SourceText::new(file.path, file.text).register()
    });
    let mut reader = Reader::new(text.clone(), Syntax::default()).numbered_by_place();
    reader.seek(indexed.start as usize);
    let form = reader.read_next(&mut clutch_natives::reading::Reading(cx));
    let form = form.map_err(|e| e.into_thrown())?.expect("indexed form");
    let span = Span {
        source: text.0,
        start: indexed.start,
        end: indexed.end,
    };
    Ok((form, span))
}

/// Compiles a lazy definition: evaluates its form and fills the binding's value and metadata.
/// The definition is the same in all worlds that share the binding.
pub(crate) fn compile(cx: &mut Cx, binding: &Arc<Binding>) -> R {
    let Some(LazyDef { file, form }) = binding.lazy else {
        return Ok(binding.value().cloned().unwrap_or(Value::UNBOUND));
    };
    let contents = &FILES[usize::from(file)];
    let entry = &contents.forms[form as usize];
    let saved = cx.context.begin_capture();
    let evaluated = in_namespace(cx, NsName::new(contents.ns), |cx| {
        let (form, _) = read(cx, file, entry)?;
        crate::eval::eval_quietly(cx, form)
    });
    let definitions = cx.context.end_capture(saved);
    evaluated?;
    for definition in definitions {
        if definition.var == binding.var {
            binding.fill_meta(definition.meta);
            return Ok(binding
                .fill(definition.value.unwrap_or(Value::UNBOUND))
                .clone());
        }
    }
    Err(Thrown::illegal_state(format!(
        "{} of the standard library does not define {}",
        contents.path, binding.var
    )))
}

/// The text of a definition.
pub(crate) fn source(definition: LazyDef) -> &'static str {
    let file = &FILES[usize::from(definition.file)];
    let form = &file.forms[definition.form as usize];
    &file.text[form.start as usize..form.end as usize]
}

/// Metadata of a definition that does not carry it yet.
pub(crate) fn fill_meta(cx: &mut Cx, binding: &Arc<Binding>) -> R {
    if binding.lazy.is_some() && binding.value().is_none() {
        compile(cx, binding)?;
    }
    if let Some(meta) = binding.meta() {
        return Ok(meta.clone());
    }
    let value = binding.value().cloned().unwrap_or_default();
    let meta = match value.view() {
        clutch_core::View::Native(native) => doc_meta(native.doc, native.arglists.iter().copied()),
        _ if binding.flags.is_macro && binding.var.ns() == *CORE => {
            match expand::find(binding.var.name()) {
                Some(m) => doc_meta(m.doc, m.arglists.iter().copied()),
                None => Value::NIL,
            }
        }
        _ => Value::NIL,
    };
    Ok(binding.fill_meta(meta).clone())
}

fn doc_meta<'a>(doc: &str, arglists: impl Iterator<Item = &'a str>) -> Value {
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    let lists = arglists.map(read_arglist).collect();
    simple_map([
        (key("arglists"), clutch_core::coll::List::from_vec(lists)),
        (key("doc"), Value::string(doc)),
    ])
}

/// An argument list as data. Those of natives are plain text: names and brackets.
fn read_arglist(text: &str) -> Value {
    let text = match text.starts_with('[') {
        true => text.to_string(),
        false => format!("[{text}]"),
    };
    let read = read_str(&text, &Syntax::edn(), &mut PlainReading(SimpleKeys));
    read.ok().flatten().map_or(Value::NIL, |(list, _)| list)
}
