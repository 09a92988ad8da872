//! Compile errors: stable codes, what was expected and found, and what to do.

use clutch_core::class;
use clutch_core::error::{Diagnosis, Exception, ThrowKind, Thrown};
use clutch_core::{Span, Symbol, Value, VarName};

type Error = Box<Thrown>;

fn compile_error(
    span: Span,
    code: &'static str,
    message: String,
    label: &str,
    help: Option<String>,
) -> Error {
    let labels = if span.is_some() {
        vec![(span, label.to_string())]
    } else {
        Vec::new()
    };
    Thrown::diagnosed(
        &class::COMPILER_EXCEPTION,
        message,
        Diagnosis { code, labels, help },
    )
}

/// A form of the wrong shape.
pub(crate) fn malformed(span: Span, code: &'static str, message: String, help: &str) -> Error {
    compile_error(span, code, message, "in this form", Some(help.to_string()))
}

fn did_you_mean(near: &[String]) -> Option<String> {
    match near {
        [] => None,
        [one] => Some(format!("did you mean `{one}`?")),
        [first, second, ..] => Some(format!("did you mean `{first}` or `{second}`?")),
    }
}

/// A symbol that nothing defines.
pub(crate) fn unresolved_symbol(span: Span, s: Symbol, near: &[String]) -> Error {
    compile_error(
        symbol_span(span, s),
        "compile/unresolved-symbol",
        match absent(s) {
            Some(why) => format!(
                "Unable to resolve symbol: {s} in this context; Clutch does not have it, {why}"
            ),
            None => format!("Unable to resolve symbol: {s} in this context"),
        },
        "not defined here",
        did_you_mean(near),
    )
}

/// Why Clutch does not have a function or macro of `clojure.core`, if it is one of those.
fn absent(s: Symbol) -> Option<&'static str> {
    if s.ns().is_some_and(|ns| ns != "clojure.core") {
        return None;
    }
    Some(match s.name() {
        "bean" | "method-sig" => "since it needs the reflection of the JVM",
        "compile" | "gen-class" | "gen-interface" | "add-classpath" => {
            "since there are no class files"
        }
        "construct-proxy"
        | "get-proxy-class"
        | "init-proxy"
        | "proxy-call-with-super"
        | "proxy-mappings"
        | "proxy-name"
        | "proxy-super"
        | "update-proxy" => "since there are no classes to derive from; see reify",
        "enumeration-seq" | "resultset-seq" => "since its argument is a class of the JVM",
        "send-via" | "set-agent-send-executor!" | "set-agent-send-off-executor!" => {
            "since agents have no executors to choose; see send and send-off"
        }
        "primitives-classnames"
        | "print-ctor"
        | "PrintWriter-on"
        | "await1"
        | "EMPTY-NODE"
        | "->ArrayChunk"
        | "->Vec"
        | "->VecNode"
        | "->VecSeq"
        | "-cache-protocol-fn"
        | "-reset-methods" => "since it belongs to the implementation of another one",
        _ => return None,
    })
}

/// A qualified symbol whose namespace is not loaded.
pub(crate) fn no_such_namespace(span: Span, s: Symbol, near: &[String]) -> Error {
    let ns = s.ns().unwrap_or_default();
    compile_error(
        symbol_span(span, s),
        "compile/no-such-namespace",
        format!("No such namespace: {ns}"),
        "this namespace or alias is not known here",
        did_you_mean(near).or_else(|| Some(format!("`(require '{ns})` first, or add an alias"))),
    )
}

/// `#'x` of something that is no var.
pub(crate) fn unresolved_var(span: Span, s: Symbol, near: &[String]) -> Error {
    compile_error(
        symbol_span(span, s),
        "compile/unresolved-var",
        format!("Unable to resolve var: {s} in this context"),
        "no var has this name",
        did_you_mean(near),
    )
}

/// A var that is private in another namespace.
pub(crate) fn private(var: VarName, called: bool) -> Error {
    let mark = if called { "#'" } else { "" };
    compile_error(
        Span::NONE,
        "compile/private",
        format!("var: {mark}{var} is not public"),
        "",
        Some(format!("`#'{var}` reaches it all the same")),
    )
}

/// A macro used as a value.
pub(crate) fn macro_value(span: Span, var: VarName) -> Error {
    compile_error(
        symbol_span(span, var.name()),
        "compile/macro-value",
        format!("Can't take value of a macro: #'{var}"),
        "a macro exists only while compiling",
        Some("wrap it in a function: `#(…)`".to_string()),
    )
}

/// A class name that is not known.
pub(crate) fn unknown_class(span: Span, s: Symbol) -> Error {
    compile_error(
        symbol_span(span, s),
        "compile/unknown-class",
        format!("Unable to resolve classname: {s}"),
        "no class has this name",
        None,
    )
}

/// Adds the place of the form to an error that has none.
pub(crate) fn at(mut e: Error, span: Span) -> Error {
    if e.kind == ThrowKind::Exception
        && span.is_some()
        && let Some(ex) = e.value.get_mut::<Exception>()
    {
        let d = ex.diagnosis.get_or_insert_default();
        if d.labels.is_empty() {
            d.labels.push((span, "in this form".to_string()));
        }
    }
    e
}

/// An exception that a macro threw while expanding: shows the call, keeps the exception.
pub(crate) fn in_macro(mut e: Error, span: Span, var: VarName) -> Error {
    if e.kind == ThrowKind::Exception
        && span.is_some()
        && let Some(ex) = e.value.get_mut::<Exception>()
    {
        if let Some(message) = ex
            .class
            .is_a(&class::ARITY)
            .then(|| written_arguments(ex.message.as_str()?, var))
            .flatten()
        {
            ex.message = Value::string(message);
        }
        let d = ex.diagnosis.get_or_insert_default();
        if d.code.is_empty() {
            d.code = "compile/macro-threw";
        }
        d.labels
            .push((span, format!("while expanding the macro `{var}`")));
    }
    e
}

/// The message of a wrong number of arguments of the macro itself, counted as they are written:
/// without the form and the environment that every expander is given.
fn written_arguments(message: &str, var: VarName) -> Option<String> {
    let counted = message.strip_prefix("Wrong number of args (")?;
    let (count, rest) = counted.split_once(')')?;
    let count: usize = count.parse().ok()?;
    rest.ends_with(&format!(" {var}"))
        .then(|| format!("Wrong number of args ({}){rest}", count.saturating_sub(2)))
}

/// Where a symbol stands inside the form at `span`: the first occurrence as a whole token.
/// Symbols carry no place of their own; looking it up costs only when an error is reported.
fn symbol_span(span: Span, s: Symbol) -> Span {
    let Some(text) = span.text() else { return span };
    let Some(form) = text.text.get(span.start as usize..span.end as usize) else {
        return span;
    };
    let name = s.to_string();
    let is_edge =
        |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "()[]{}\"';,@~`^#".contains(c));
    for (i, _) in form.match_indices(&name) {
        let before = form[..i].chars().next_back();
        let after = form[i + name.len()..].chars().next();
        if is_edge(before) && is_edge(after) {
            let start = span.start + i as u32;
            return Span {
                source: span.source,
                start,
                end: start + name.len() as u32,
            };
        }
    }
    span
}
