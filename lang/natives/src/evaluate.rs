//! Evaluating and loading: what natives hand on to the engine.

use clutch_core::native::Native;
use clutch_core::{R, Value};
use clutch_derive::{native, natives};
use clutch_vm::{Args, Cx};

/// Evaluates a form, which is data, in the current namespace.
///
/// (eval '(+ 1 2)) ;=> 3
#[native("clojure.core", "eval")]
pub fn eval(cx: &mut Cx, form: Value) -> R {
    let host = cx.host();
    host.eval(cx, form)
}

/// If form is a call of a macro, its expansion; else form itself.
///
/// (macroexpand-1 '(when a b c)) ;=> (if a (do b c))
#[native("clojure.core", "macroexpand-1")]
pub fn macroexpand_1(cx: &mut Cx, form: Value) -> R {
    let host = cx.host();
    host.macroexpand_1(cx, form)
}

/// Expands form again and again until it is no call of a macro. Forms inside are left alone.
///
/// (macroexpand '(-> x (when y))) ;=> (if x (do y))
#[native("clojure.core", "macroexpand")]
pub fn macroexpand(cx: &mut Cx, form: Value) -> R {
    let host = cx.host();
    let mut form = form;
    loop {
        let expanded = host.macroexpand_1(cx, form.clone())?;
        if expanded.same(&form) {
            return Ok(form);
        }
        form = expanded;
        cx.poll()?;
    }
}

/// Loads libraries unless they are loaded, and gives the current namespace aliases and names of
/// them: `lib`, `[lib :as alias :refer [name …] :rename {name other} :as-alias alias]`,
/// `(prefix lib …)`. Flags: `:reload` takes what changed, `:reload-all`, `:verbose`, `:break`
/// publishes although links break, `:force` evaluates although nothing changed. All of it becomes
/// visible at once, or nothing.
///
/// (do (require '[clojure.set :as set]) (set/union #{1} #{2})) ;=> #{1 2}
#[native("clojure.core", "require")]
pub fn require(cx: &mut Cx, args: Args) -> R {
    let host = cx.host();
    host.require(cx, args, false)
}

/// Evaluates the forms of a file one after the other; gives the value of the last.
///
/// (try (load-file "no/such/file.clj") (catch java.io.FileNotFoundException _ :none)) ;=> :none
#[native("clojure.core", "load-file")]
pub fn load_file(cx: &mut Cx, name: &str) -> R {
    let host = cx.host();
    host.load_file(cx, name)
}

/// Reads and evaluates the forms of a string one after the other; gives the value of the last.
///
/// (load-string "(def a 1) (inc a)") ;=> 2
#[native("clojure.core", "load-string")]
pub fn load_string(cx: &mut Cx, s: &str) -> R {
    let host = cx.host();
    host.load_string(cx, s, "NO_SOURCE_FILE")
}

/// Evaluates resources: with a slash in front from the root of the sources, else beside the
/// current namespace.
///
/// (try (load "/no/such/resource") (catch java.io.FileNotFoundException _ :none)) ;=> :none
#[native("clojure.core", "load")]
pub fn load(cx: &mut Cx, paths: Args) -> R {
    let host = cx.host();
    host.load(cx, paths)
}

/// The natives of this family.
pub static TABLE: &[&Native] = natives![
    eval,
    macroexpand_1,
    macroexpand,
    require,
    load_file,
    load_string,
    load,
];
