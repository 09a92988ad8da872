//! Texts of values: `str`, and printing to writers and strings.

use clutch_core::native::Native;
use clutch_core::{R, Value};
use clutch_derive::{native, natives};
use clutch_vm::print::{self, Style};
use clutch_vm::{Args, Cx, writer};

fn str0(_cx: &mut Cx) -> R {
    Ok("".into())
}

fn str1(cx: &mut Cx, x: Value) -> R {
    if x.as_str().is_some() {
        return Ok(x);
    }
    print::text(cx, &x).map(Value::from)
}

fn str2(cx: &mut Cx, x: Value, y: Value) -> R {
    let mut out = String::new();
    print::push_text(cx, &mut out, &x)?;
    print::push_text(cx, &mut out, &y)?;
    Ok(out.into())
}

/// The texts of the values, joined; nil has an empty one.
///
/// (str "a" 1 nil :b) ;=> "a1:b"
/// (str [1 "a"]) ;=> "[1 \"a\"]"
#[native("clojure.core", "str", arglists = "[] [x] [x & ys]", arity0 = str0, arity1 = str1, arity2 = str2)]
fn str(cx: &mut Cx, xs: Args) -> R<String> {
    let mut out = String::new();
    for x in &xs {
        print::push_text(cx, &mut out, x)?;
    }
    Ok(out)
}

/// The printed forms with blanks between them.
fn joined(cx: &mut Cx, xs: &Args, style: Style, end: &str) -> R<String> {
    let mut out = String::new();
    for (i, x) in xs.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        print::push(cx, x, style, &mut out)?;
    }
    out.push_str(end);
    Ok(out)
}

/// The values as `pr` prints them, as a string.
///
/// (pr-str "a" :b [1]) ;=> "\"a\" :b [1]"
#[native("clojure.core", "pr-str")]
fn pr_str(cx: &mut Cx, xs: Args) -> R<String> {
    joined(cx, &xs, Style::Readable, "")
}

/// The values as `prn` prints them, as a string.
///
/// (prn-str "a") ;=> "\"a\"\n"
#[native("clojure.core", "prn-str")]
fn prn_str(cx: &mut Cx, xs: Args) -> R<String> {
    joined(cx, &xs, Style::Readable, "\n")
}

/// The values as `print` prints them, as a string.
///
/// (print-str "a" \b) ;=> "a b"
#[native("clojure.core", "print-str")]
fn print_str(cx: &mut Cx, xs: Args) -> R<String> {
    joined(cx, &xs, Style::Plain, "")
}

/// The values as `println` prints them, as a string.
///
/// (println-str "a") ;=> "a\n"
#[native("clojure.core", "println-str")]
fn println_str(cx: &mut Cx, xs: Args) -> R<String> {
    joined(cx, &xs, Style::Plain, "\n")
}

/// The writer that printing goes to.
fn out(cx: &mut Cx) -> Value {
    cx.dynamic("clojure.core", "*out*").unwrap_or_default()
}

/// Prints to `*out*` with blanks between the values; the last piece of text and `end` go out in
/// one write, so that lines of several threads stay whole.
fn print_all(cx: &mut Cx, xs: &Args, style: Style, end: &str) -> R<()> {
    let to = out(cx);
    let Some((last, before)) = xs.split_last() else {
        return write_end(cx, &to, end);
    };
    let mut pieces = print::Pieces::new(to.clone());
    for x in before {
        pieces.print(cx, x, style)?;
        pieces.push(" ");
    }
    pieces.print(cx, last, style)?;
    pieces.push(end);
    pieces.finish(cx)?;
    flush_line(cx, &to, end)
}

fn write_end(cx: &mut Cx, to: &Value, end: &str) -> R<()> {
    if !end.is_empty() {
        writer::write(cx, to, end)?;
    }
    flush_line(cx, to, end)
}

/// After a line, flushes if `*flush-on-newline*` says so.
fn flush_line(cx: &mut Cx, to: &Value, end: &str) -> R<()> {
    let flush = || !end.is_empty();
    if flush()
        && cx
            .dynamic("clojure.core", "*flush-on-newline*")
            .is_none_or(|v| v.truthy())
    {
        writer::flush(cx, to)?;
    }
    Ok(())
}

/// Prints the values to `*out*` so that they can be read back, with blanks between them.
///
/// (with-out-str (pr "a" 1)) ;=> "\"a\" 1"
#[native("clojure.core", "pr")]
fn pr(cx: &mut Cx, xs: Args) -> R<()> {
    print_all(cx, &xs, Style::Readable, "")
}

/// As `pr`, and ends the line.
///
/// (with-out-str (prn "a" 1)) ;=> "\"a\" 1\n"
#[native("clojure.core", "prn")]
fn prn(cx: &mut Cx, xs: Args) -> R<()> {
    print_all(cx, &xs, Style::Readable, "\n")
}

/// Prints the values to `*out*` for people, with blanks between them: texts and characters as
/// they are.
///
/// (with-out-str (print "a" 1)) ;=> "a 1"
#[native("clojure.core", "print")]
fn print(cx: &mut Cx, xs: Args) -> R<()> {
    print_all(cx, &xs, Style::Plain, "")
}

/// As `print`, and ends the line.
///
/// (with-out-str (println "a" 1)) ;=> "a 1\n"
#[native("clojure.core", "println")]
fn println(cx: &mut Cx, xs: Args) -> R<()> {
    print_all(cx, &xs, Style::Plain, "\n")
}

/// Ends the line on `*out*`.
///
/// (with-out-str (newline)) ;=> "\n"
#[native("clojure.core", "newline")]
fn newline(cx: &mut Cx) -> R<()> {
    let to = out(cx);
    writer::write(cx, &to, "\n")
}

/// Passes on what `*out*` holds back.
///
/// (flush) ;=> nil
#[native("clojure.core", "flush")]
fn flush(cx: &mut Cx) -> R<()> {
    let to = out(cx);
    writer::flush(cx, &to)
}

/// Prints a value to a writer as the language itself does, whatever `print-method` has for it.
///
/// (with-out-str (clutch.rt/print-default [1 "a"] *out*)) ;=> "[1 \"a\"]"
#[native("clutch.rt", "print-default")]
fn print_default(cx: &mut Cx, x: &Value, to: &Value) -> R<()> {
    print::write_default(cx, x, false, to)
}

/// As `print-default`, as if `*print-dup*` were true.
///
/// (with-out-str (clutch.rt/print-dup-default [1 "a"] *out*)) ;=> "[1 \"a\"]"
#[native("clutch.rt", "print-dup-default")]
fn print_dup_default(cx: &mut Cx, x: &Value, to: &Value) -> R<()> {
    print::write_default(cx, x, true, to)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    str,
    pr_str,
    prn_str,
    print_str,
    println_str,
    pr,
    prn,
    print,
    println,
    newline,
    flush,
    print_default,
    print_dup_default
];
