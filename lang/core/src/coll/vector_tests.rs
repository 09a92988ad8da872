use super::*;
use proptest::prelude::*;

fn ints(v: &Vector) -> Vec<i64> {
    v.iter().map(|x| x.as_int().expect("integer")).collect()
}

fn of(items: impl IntoIterator<Item = i64>) -> Vector {
    items.into_iter().map(Value::int).collect()
}

#[test]
fn elements_are_found_at_every_size_around_the_widths_of_the_trie() {
    for n in [
        0, 1, 31, 32, 33, 64, 65, 1024, 1055, 1056, 1057, 1088, 32_800, 32_801, 33_000,
    ] {
        let built = of(0..n);
        let mut pushed = Vector::new();
        (0..n).for_each(|i| pushed.push(Value::int(i)));
        for v in [&built, &pushed] {
            assert_eq!(v.count() as i64, n);
            for i in 0..n {
                assert_eq!(
                    v.nth(i as usize).and_then(Value::as_int),
                    Some(i),
                    "size {n}"
                );
            }
            assert!(v.nth(n as usize).is_none());
            assert_eq!(ints(v), (0..n).collect::<Vec<_>>());
            assert_eq!(v.to_vec().len() as i64, n);
            assert_eq!(v.last().and_then(Value::as_int), (n > 0).then_some(n - 1));
        }
    }
}

#[test]
fn pop_empties_a_large_vector_one_by_one() {
    let mut v = Shared::new(of(0..40_000));
    for n in (0..40_000).rev() {
        assert_eq!(v.last().and_then(Value::as_int), Some(n));
        v = Vector::pop(v).expect("not empty");
        assert_eq!(v.count() as i64, n);
    }
    assert!(Vector::pop(v).is_none());
}

#[test]
fn a_held_version_stays_as_it_was() {
    let v = Shared::new(of(0..1100));
    let w = Vector::conj(v.clone(), Value::int(-1));
    let w = Vector::assoc_n(w, 3, Value::int(-2)).expect("inside");
    let w = Vector::pop(w).expect("not empty");
    assert_eq!(ints(&v), (0..1100).collect::<Vec<_>>());
    assert_eq!(w.nth(3).and_then(Value::as_int), Some(-2));
    assert_eq!(w.count(), 1100);
}

#[test]
fn a_vector_held_once_is_updated_at_its_address() {
    let v = Shared::new(of(0..2000));
    let address = Shared::address(&v);
    let leaf = v.chunk_at(0).as_ptr();
    let v = Vector::assoc_n(v, 5, Value::int(-5)).expect("inside");
    let v = Vector::conj(v, Value::int(7));
    assert_eq!(Shared::address(&v), address);
    assert_eq!(v.chunk_at(0).as_ptr(), leaf);
}

#[test]
fn a_leaf_shared_with_another_version_is_copied_once() {
    let v = Shared::new(of(0..2000));
    let old = v.clone();
    let v = Vector::assoc_n(v, 5, Value::int(-5)).expect("inside");
    let copied = v.chunk_at(0).as_ptr();
    assert_ne!(copied, old.chunk_at(0).as_ptr());
    assert_eq!(v.chunk_at(64).as_ptr(), old.chunk_at(64).as_ptr());
    let v = Vector::assoc_n(v, 6, Value::int(-6)).expect("inside");
    assert_eq!(v.chunk_at(0).as_ptr(), copied);
}

#[test]
fn assoc_at_the_end_adds_and_beyond_is_refused() {
    let v = Vector::assoc_n(Shared::new(of(0..3)), 3, Value::int(3)).expect("at the end");
    assert_eq!(ints(&v), [0, 1, 2, 3]);
    assert!(Vector::assoc_n(v, 5, Value::NIL).is_none());
}

#[test]
fn updates_forget_the_hash() {
    let mut v = of(0..100);
    for update in [
        (|v: &mut Vector| v.push(Value::NIL)) as fn(&mut Vector),
        |v| drop(v.pop_last()),
        |v| {
            v.nth_mut(2);
        },
        |v| v.slice(1, 80),
    ] {
        v.cache_hash(17);
        update(&mut v);
        assert_eq!(v.cached_hash(), 0);
    }
}

#[test]
fn a_queue_of_slices_does_not_hold_what_it_passed() {
    let mut v = of(0..100);
    let probe = Value::vector(vec![]);
    v.nth_mut(3).map(|x| *x = probe.clone()).expect("inside");
    for i in 0..3000 {
        let n = v.count();
        v.slice(1, n);
        v.push(Value::int(i));
    }
    assert_eq!(v.count(), 100);
    assert_eq!(ints(&v), (2900..3000).collect::<Vec<_>>());
    assert!(probe.is_unique());
}

#[test]
fn a_million_nested_vectors_are_freed() {
    let mut v = Value::NIL;
    for _ in 0..1_000_000 {
        v = Value::vector(vec![v]);
    }
    drop(v);
}

#[derive(Clone, Debug)]
enum Act {
    Push(i64),
    Pop,
    Set(usize, i64),
    Slice(usize, usize),
    /// Keep a copy of the present version, to be compared at the end.
    Hold,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => any::<i64>().prop_map(Act::Push),
        3 => Just(Act::Pop),
        3 => (any::<usize>(), any::<i64>()).prop_map(|(i, x)| Act::Set(i, x)),
        1 => (0usize..60, 0usize..60).prop_map(|(a, b)| Act::Slice(a, b)),
        1 => Just(Act::Hold),
    ]
}

proptest! {
    #[test]
    fn behaves_as_a_vec(start in 0usize..2200, acts in prop::collection::vec(act(), 0..120)) {
        let mut model: Vec<i64> = (0..start as i64).collect();
        let mut v = Shared::new(of(model.iter().copied()));
        let mut held = Vec::new();
        for act in acts {
            match act {
                Act::Push(x) => {
                    model.push(x);
                    v = Vector::conj(v, Value::int(x));
                }
                Act::Pop => {
                    let popped = model.pop();
                    match Vector::pop(v.clone()) {
                        Some(w) => v = w,
                        None => prop_assert!(popped.is_none()),
                    }
                }
                Act::Set(i, x) if !model.is_empty() => {
                    let i = i % model.len();
                    model[i] = x;
                    v = Vector::assoc_n(v, i, Value::int(x)).expect("inside");
                }
                Act::Set(..) => {}
                Act::Slice(a, b) => {
                    let from = a.min(model.len());
                    let to = model.len().saturating_sub(b).max(from);
                    model = model[from..to].to_vec();
                    Vector::unshare(&mut v).slice(from, to);
                }
                Act::Hold => held.push((v.clone(), model.clone())),
            }
            prop_assert_eq!(v.count(), model.len());
        }
        held.push((v, model));
        for (v, model) in held {
            prop_assert_eq!(ints(&v), model.clone());
            for (i, x) in model.iter().enumerate() {
                prop_assert_eq!(v.nth(i).and_then(Value::as_int), Some(*x));
            }
        }
    }
}
