#[path = "../tests/support/mod.rs"]
mod support;
fn main() {
    let mut cx = support::machine();
    for (name, text) in [
        ("fib32", "(def fib (fn* [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))) (fib 32)"),
        ("loop", "(loop* [i 0 acc 0] (if (< i 50000000) (recur (+ i 1) (+ acc i)) acc))"),
        ("trees", "(def make (fn* [d] (if (= d 0) [nil nil] [(make (- d 1)) (make (- d 1))]))) (def check (fn* [t] (let* [l (nth t 0)] (if (nil? l) 1 (+ 1 (check l) (check (nth t 1))))))) (loop* [i 0 s 0] (if (< i 16) (recur (+ i 1) (+ s (check (make 16)))) s))"),
        ("vec", "(let* [v (loop* [i 0 v []] (if (< i 1000000) (recur (+ i 1) (conj v i)) v))] (loop* [i 0 s 0] (if (< i 1000000) (recur (+ i 1) (+ s (nth v i))) s)))"),
    ] {
        if std::env::args().nth(1).is_some_and(|a| a != name) { continue; }
        let t = std::time::Instant::now();
        let v = support::run(&mut cx, text).map_err(|e| e.message());
        println!("{name} {:?} {:?}", t.elapsed(), v);
    }
}
