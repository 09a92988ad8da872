//! Compiled code on the machine, without the standard library.

mod support;

use support::{machine, run};

fn shows(text: &str, expected: &str) {
    let mut cx = machine();
    match run(&mut cx, text) {
        Ok(v) => assert_eq!(format!("{v:?}"), expected, "{text}"),
        Err(e) => panic!("{text}: {}", e.message()),
    }
}

#[test]
fn arithmetic_and_recursion() {
    shows(
        "(def fib (fn* [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))) (fib 20)",
        "6765",
    );
    shows(
        "(loop* [i 0 acc 0] (if (< i 1000) (recur (+ i 1) (+ acc i)) acc))",
        "499500",
    );
}

#[test]
fn closures_capture_values() {
    shows("(let* [k 3 f (fn* [x] (+ x k))] (f 4))", "7");
    shows(
        "((fn* f [n acc] (if (== n 0) acc (f (- n 1) (+ acc n)))) 10 0)",
        "55",
    );
    shows(
        "(letfn* [ev (fn* [n] (if (== n 0) true (od (- n 1)))) od (fn* [n] (if (== n 0) false (ev (- n 1))))] (ev 10))",
        "true",
    );
}

#[test]
fn exceptions_find_their_handlers() {
    shows(
        "(try (/ 1 0) (catch ArithmeticException e :caught))",
        ":caught",
    );
    shows(
        "(let* [x 5] (try (try (/ 1 0) (finally (+ x 1))) (catch Throwable e x)))",
        "5",
    );
    shows("(try 1 (finally 2))", "1");
}
