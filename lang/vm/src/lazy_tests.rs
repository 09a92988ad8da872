use super::*;
use crate::testing::{cx, read};
use clutch_core::coll::List;
use std::sync::Mutex as StdMutex;

fn ints(cx: &mut Cx, s: Value) -> Vec<i64> {
    let items = seq::to_vec(cx, s).expect("walks");
    items.iter().filter_map(Value::as_int).collect()
}

#[test]
fn a_function_runs_once_and_not_before_it_is_needed() {
    let mut cx = cx();
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = calls.clone();
    let s = native("test", move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        Ok(Value::vector(vec![Value::int(1), Value::int(2)]))
    });
    assert!(!is_realized(s.get::<LazySeq>().expect("lazy")));
    assert_eq!(calls.load(Ordering::Relaxed), 0);
    for _ in 0..3 {
        assert_eq!(ints(&mut cx, s.clone()), [1, 2]);
    }
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    assert!(is_realized(s.get::<LazySeq>().expect("lazy")));
}

#[test]
fn a_failed_function_may_be_tried_again() {
    let mut cx = cx();
    let fails = Arc::new(AtomicUsize::new(2));
    let left = fails.clone();
    let inner = native("inner", move |_| {
        if left.load(Ordering::Relaxed) > 0 {
            left.fetch_sub(1, Ordering::Relaxed);
            return Err(Thrown::runtime("not yet"));
        }
        Ok(Value::vector(vec![Value::int(7)]))
    });
    let outer = native("outer", move |_| Ok(inner.clone()));
    for _ in 0..2 {
        let e = force(&mut cx, &outer).expect_err("fails");
        assert_eq!(e.message(), "not yet");
    }
    assert_eq!(ints(&mut cx, outer), [7]);
}

#[test]
fn an_answer_that_is_no_seqable_is_an_error_each_time() {
    let mut cx = cx();
    let s = native("test", |_| Ok(Value::int(5)));
    for _ in 0..2 {
        let e = force(&mut cx, &s).expect_err("no seq");
        assert_eq!(
            e.message(),
            "Don't know how to create ISeq from: java.lang.Long"
        );
    }
}

#[test]
fn a_chain_of_a_hundred_thousand_lazy_seqs_is_unwrapped_in_a_loop() {
    let mut cx = cx();
    let mut s = Value::vector(vec![Value::int(1)]);
    for _ in 0..100_000 {
        let next = StdMutex::new(Some(s));
        s = native("link", move |_| {
            let next = next.lock().expect("not poisoned").clone();
            Ok(next.unwrap_or_default())
        });
    }
    assert_eq!(ints(&mut cx, s), [1]);
}

#[test]
fn a_realised_cell_lets_go_of_its_function() {
    let mut cx = cx();
    let held = Value::vector(vec![]);
    let probe = held.clone();
    let s = native("test", move |_| {
        assert!(!probe.is_nil());
        Ok(Value::NIL)
    });
    assert!(!held.is_unique());
    assert!(force(&mut cx, &s).expect("forces").is_nil());
    assert!(held.is_unique());
}

#[test]
fn needing_itself_is_an_error_and_leaves_the_cell_pending() {
    let mut cx = cx();
    let place: Arc<StdMutex<Value>> = Arc::default();
    let own = place.clone();
    let s = native("knot", move |cx| {
        let own = own.lock().expect("not poisoned").clone();
        match own.tag() {
            Tag::LazySeq => force(cx, &own),
            _ => Ok(List::empty()),
        }
    });
    *place.lock().expect("not poisoned") = s.clone();
    let e = force(&mut cx, &s).expect_err("needs itself");
    assert_eq!(e.exception().class.simple_name(), "IllegalStateException");
    *place.lock().expect("not poisoned") = Value::NIL;
    assert!(force(&mut cx, &s).expect("forces").is_nil());
}

#[test]
fn a_panic_leaves_no_cell_running() {
    let mut cx = cx();
    let first = Arc::new(AtomicUsize::new(0));
    let count = first.clone();
    let s = native("panics once", move |_| {
        assert!(count.fetch_add(1, Ordering::Relaxed) > 0, "first time");
        Ok(Value::vector(vec![Value::int(3)]))
    });
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        force(&mut cx, &s).map(drop)
    }));
    assert!(result.is_err());
    assert_eq!(ints(&mut crate::testing::cx(), s), [3]);
}

#[test]
fn threads_that_need_one_cell_wait_for_the_one_that_computes_it() {
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = calls.clone();
    let s = native("slow", move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(Duration::from_millis(30));
        Ok(Value::vector(vec![Value::int(9)]))
    });
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let s = s.clone();
            std::thread::spawn(move || ints(&mut cx(), s))
        })
        .collect();
    for t in threads {
        assert_eq!(t.join().expect("no panic"), [9]);
    }
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}

#[test]
fn rest_steps_in_place_only_if_nobody_else_holds_the_cell() {
    let mut cx = cx();
    for text in ["[1 2 3]", "\"abc\"", "(1 2 3)", "#{1 2 3}", "{1 1 2 2 3 3}"] {
        let coll = read(&mut cx, text);
        let s = seq::seq(&mut cx, coll).expect("a seq");
        let all = seq::to_vec(&mut cx, s.clone()).expect("walks").len();
        let rest = seq::next(&mut cx, s.clone()).expect("a rest");
        assert_eq!(seq::to_vec(&mut cx, s).expect("walks").len(), all, "{text}");
        let own = seq::next(&mut cx, rest).expect("a rest");
        assert_eq!(seq::to_vec(&mut cx, own).expect("walks").len(), all - 2);
    }
    let coll = read(&mut cx, "[1 2 3]");
    let s = seq::seq(&mut cx, coll).expect("a seq");
    let address = s.bits();
    let s = seq::next(&mut cx, s).expect("a rest");
    assert_eq!(s.bits(), address);
}
