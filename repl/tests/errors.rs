//! Full renderings of errors, as a program's user sees them. Review changes like code:
//! `INSTA_UPDATE=always cargo test -p clutch --test errors`.

mod support;

use support::Folder;

/// What a program that fails shows.
fn shown(files: &[(&str, &str)], args: &[&str]) -> String {
    let ended = Folder::with(files).run(args);
    assert_eq!(ended.code, Some(1), "{}", ended.err);
    assert_eq!(ended.out, "");
    ended.err
}

fn program(text: &str) -> String {
    shown(&[("app.clj", text)], &["app.clj"])
}

macro_rules! rendering {
    ($name:ident, $shown:expr) => {
        #[test]
        fn $name() {
            insta::assert_snapshot!($shown);
        }
    };
}

rendering!(
    unclosed_bracket,
    program("(defn f [x]\n  (inc x)\n\n(def y 1)\n")
);
rendering!(wrong_bracket, program("(defn f [x)\n  1)\n"));
rendering!(unclosed_string, program("(def x \"abc)\n(def y 1)\n"));
rendering!(wrong_number, program("(def x 12ab)\n"));
rendering!(
    duplicate_key,
    program("(def x {:a 1\n        :b 2\n        :a 3})\n")
);
rendering!(
    unresolved_symbol,
    program("(defn f [x]\n  (fliter odd? x))\n")
);
rendering!(
    unresolved_symbol_of_namespace,
    program("(ns app (:require [clojure.string :as str]))\n(str/joim \",\" [1 2])\n")
);
rendering!(missing_alias, program("(str/join \",\" [1 2])\n"));
rendering!(
    wrong_arity,
    program("(defn area [width height]\n  (* width height))\n\n(println (area 2))\n")
);
rendering!(wrong_arity_of_native, program("(println (inc 1 2))\n"));
rendering!(
    exception_with_frames,
    program(
        "(defn inner [x]\n  (/ 10 x))\n\n(defn outer [x]\n  (let [y (inner x)]\n    (+ 1 y)))\n\n(println (outer 0))\n"
    )
);
rendering!(
    exception_with_data_and_cause,
    program(
        "(defn load-user [id]\n  (try\n    (/ id 0)\n    (catch ArithmeticException e\n      (throw (ex-info \"No such user\" {:id id} e)))))\n\n(let [user (load-user 7)]\n  (println user))\n"
    )
);
rendering!(
    wrong_type,
    program("(defn total [xs]\n  (+ 1 xs))\n\n(str (total \"a\"))\n")
);
rendering!(bad_let, program("(let [x]\n  x)\n"));
rendering!(
    stack_overflow,
    program("(defn f [n]\n  (inc (f n)))\n\n(f 1)\n")
);
rendering!(
    missing_namespace,
    program("(ns app\n  (:require [lib.missing-part :as m]))\n")
);
rendering!(
    error_in_a_required_file,
    shown(
        &[
            ("app.clj", "(ns app\n  (:require [lib]))\n"),
            ("lib.clj", "(ns lib)\n\n(defn f [x]\n  (inx x))\n"),
        ],
        &["app.clj"]
    )
);
rendering!(
    cyclic_require,
    shown(
        &[
            ("a.clj", "(ns a (:require [b]))\n"),
            ("b.clj", "(ns b (:require [c]))\n"),
            ("c.clj", "(ns c (:require [a]))\n"),
        ],
        &["-m", "a"]
    )
);
rendering!(missing_file, shown(&[], &["nope.clj"]));
rendering!(folder_as_file, shown(&[("app/core.clj", "")], &["app"]));
rendering!(
    missing_main,
    shown(&[("app.clj", "(ns app)")], &["-m", "app"])
);
rendering!(expression, shown(&[], &["-e", "(let [x 1] (+ x \"a\"))"]));

#[test]
fn file_that_is_no_text() {
    let folder = Folder::new();
    folder.write("app.clj", [b'(', 0xff, 0xfe]);
    let ended = folder.run(&["app.clj"]);
    assert_eq!(ended.code, Some(1));
    insta::assert_snapshot!(ended.err);
}

#[test]
fn nesting_without_end_is_reported_with_a_short_excerpt() {
    let folder = Folder::with(&[("deep.clj", &"(".repeat(3_000_000))]);
    let ended = folder.run(&["deep.clj"]);
    assert_eq!(ended.code, Some(1));
    insta::assert_snapshot!(ended.err);
    let piped = folder.run_with(&["-"], &"(".repeat(3_000_000));
    assert_eq!(piped.code, Some(1));
    assert!(piped.err.len() < 2000, "{}", piped.err.len());
}

#[test]
fn reports_have_colours_only_where_they_are_wanted() {
    let folder = Folder::with(&[("app.clj", "(/ 1 0)")]);
    assert!(!folder.run(&["app.clj"]).err.contains('\x1b'));
    let always = folder.run(&["--color", "always", "app.clj"]);
    assert!(always.err.contains('\x1b'));
    let mut forced = folder.command(&["app.clj"]);
    forced.env("CLICOLOR_FORCE", "1");
    assert!(support::end(forced, "").err.contains('\x1b'));
}

/// A program that changes a library and reloads it.
fn reloaded(lib: &str, args: &[&str]) -> String {
    let files = [
        (
            "shop/price.clj",
            "(ns shop.price)\n\n(defn unit [] :cents)\n\n(defn total [amount n]\n  (* amount n))\n",
        ),
        (
            "shop/till.clj",
            "(ns shop.till\n  (:require [shop.price :as price]))\n\n(defn receipt [n]\n  [(price/total 250 n)\n   (price/unit)])\n",
        ),
        (
            "app.clj",
            &format!(
                "(require 'shop.till)\n(spit \"shop/price.clj\" {lib:?})\n(require 'shop.price :reload)\n(shop.till/receipt 1)\n"
            ),
        ),
    ];
    let args = [args, &["app.clj"]].concat();
    shown(&files, &args)
}

/// S43, S44: the report of broken links shows each caller and where its callee was.
#[test]
fn broken_links_show_callers_and_callees() {
    insta::assert_snapshot!(reloaded(
        "(ns shop.price)\n(defn total [amount] amount)\n",
        &[]
    ));
}

/// S145: a link that was broken by force shows the call, and since when.
#[test]
fn a_call_of_what_is_gone_says_since_when() {
    let files = [
        ("lib.clj", "(ns lib)\n(defn gone [] 1)\n"),
        (
            "user_of.clj",
            "(ns user-of (:require lib))\n(defn f []\n  (inc (lib/gone)))\n",
        ),
        (
            "app.clj",
            "(require 'user-of)\n(spit \"lib.clj\" \"(ns lib)\")\n(require 'lib :reload :break)\n(user-of/f)\n",
        ),
    ];
    insta::assert_snapshot!(shown(&files, &["app.clj"]));
}
