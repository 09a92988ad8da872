use super::*;
use crate::testing::{cx, read};
use proptest::prelude::*;

fn walked(cx: &mut Cx, coll: Value) -> Vec<Value> {
    let it = iter(cx, coll).expect("seqable");
    let mut items = Vec::new();
    loop {
        let x = next(cx, &it).expect("steps");
        if x.tag() == Tag::Done {
            // The end stays the end.
            assert_eq!(next(cx, &it).expect("steps").tag(), Tag::Done);
            return items;
        }
        items.push(x);
    }
}

fn seq_walked(cx: &mut Cx, coll: Value) -> Vec<Value> {
    let mut s = seq::seq(cx, coll).expect("seqable");
    let mut items = Vec::new();
    while !s.is_nil() {
        items.push(seq::first(cx, &s).expect("first"));
        s = seq::next(cx, s).expect("next");
    }
    items
}

fn same(cx: &mut Cx, a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(x, y)| crate::eq::equal(cx, x, y).expect("equal"))
}

#[test]
fn an_iterator_gives_what_a_seq_gives() {
    let mut cx = cx();
    for text in [
        "nil",
        "[]",
        "[1 nil 3]",
        "()",
        "(1 2)",
        "\"\"",
        "\"aé\"",
        "{}",
        "{:a 1}",
        "#{}",
        "#{1 2}",
    ] {
        let coll = read(&mut cx, text);
        let a = walked(&mut cx, coll.clone());
        let b = seq_walked(&mut cx, coll);
        assert!(same(&mut cx, &a, &b), "{text}");
    }
}

#[test]
fn what_is_not_seqable_is_refused_or_given_back() {
    let mut cx = cx();
    let e = iter(&mut cx, Value::int(1)).expect_err("no seq");
    assert_eq!(
        e.message(),
        "Don't know how to create ISeq from: java.lang.Long"
    );
    let back = try_state(&mut cx, Value::TRUE).expect("no error");
    assert!(back.is_err_and(|v| v.same(&Value::TRUE)));
}

#[test]
fn keys_come_with_their_values() {
    let mut cx = cx();
    for (text, expected) in [
        ("{:a 1 :b 2}", "[[:a 1] [:b 2]]"),
        ("[:x :y]", "[[0 :x] [1 :y]]"),
        ("nil", "[]"),
    ] {
        let coll = read(&mut cx, text);
        let it = kv_iter(&mut cx, coll).expect("entries");
        let mut pairs = Vec::new();
        loop {
            let k = next(&mut cx, &it).expect("steps");
            if k.tag() == Tag::Done {
                break;
            }
            pairs.push(Value::vector(vec![k, last_value(&it).expect("a value")]));
        }
        let expected = read(&mut cx, expected);
        let pairs = Value::vector(pairs);
        assert!(
            crate::eq::equal(&mut cx, &pairs, &expected).expect("equal"),
            "{text}"
        );
    }
}

#[test]
fn a_step_that_fails_may_be_tried_again() {
    let mut cx = cx();
    let failed = std::sync::atomic::AtomicBool::new(false);
    let tail = crate::lazy::native("fails once", move |_| {
        if failed.swap(true, std::sync::atomic::Ordering::Relaxed) {
            return Ok(Value::vector(vec![Value::int(2)]));
        }
        Err(Thrown::runtime("not yet"))
    });
    let s = seq::cons(&mut cx, Value::int(1), tail).expect("a seq");
    let it = iter(&mut cx, s).expect("seqable");
    assert_eq!(next(&mut cx, &it).expect("first").as_int(), Some(1));
    assert!(next(&mut cx, &it).is_err());
    assert_eq!(next(&mut cx, &it).expect("second").as_int(), Some(2));
    assert_eq!(next(&mut cx, &it).expect("end").tag(), Tag::Done);
}

#[test]
fn an_iterator_holds_only_what_is_ahead() {
    let mut cx = cx();
    let probe = Value::vector(vec![]);
    let items = vec![probe.clone(), Value::int(1), Value::int(2)];
    let list = clutch_core::coll::List::from_vec(items);
    let it = iter(&mut cx, list).expect("seqable");
    drop(next(&mut cx, &it).expect("first"));
    assert!(probe.is_unique());
}

/// A seq built from parts of all kinds, with the elements it must have.
#[derive(Clone, Debug)]
enum Part {
    Vector(Vec<i64>, usize),
    List(Vec<i64>),
    Range(i64, u8),
    Chunk(Vec<i64>),
    Array(Vec<i64>),
    One(i64),
    Lazy,
}

fn part() -> impl Strategy<Value = Part> {
    let items = || prop::collection::vec(-5i64..5, 0..40);
    prop_oneof![
        (items(), 0usize..40).prop_map(|(v, i)| Part::Vector(v, i)),
        items().prop_map(Part::List),
        (-5i64..5, 0u8..40).prop_map(|(start, n)| Part::Range(start, n)),
        items().prop_map(Part::Chunk),
        items().prop_map(Part::Array),
        (-5i64..5).prop_map(Part::One),
        Just(Part::Lazy),
    ]
}

fn values(items: &[i64]) -> Vec<Value> {
    items.iter().copied().map(Value::int).collect()
}

/// Puts a part before a seq.
fn before(cx: &mut Cx, part: Part, rest: Value, model: &mut Vec<i64>) -> Value {
    let (s, items): (Value, Vec<i64>) = match part {
        Part::Vector(items, i) if i < items.len() => {
            let s = seq::vector_seq(Value::vector(values(&items)), i);
            (s, items[i..].to_vec())
        }
        Part::Vector(..) => return rest,
        Part::List(items) => (clutch_core::coll::List::from_vec(values(&items)), items),
        Part::Range(start, n) => {
            let items = (0..i64::from(n)).map(|i| start + 2 * i).collect();
            (seq::range(start, 2, u64::from(n)), items)
        }
        Part::Array(items) => (seq::array_seq(values(&items)), items),
        Part::Chunk(items) => {
            let chunk = Value::new(Chunk {
                items: values(&items).into_boxed_slice(),
            });
            model.splice(0..0, items);
            return seq::chunk_cons(chunk, rest).expect("a chunk");
        }
        Part::One(x) => {
            model.insert(0, x);
            return seq::cons(cx, Value::int(x), rest).expect("a seq");
        }
        Part::Lazy => return crate::lazy::native("lazy", move |_| Ok(rest.clone())),
    };
    // Other kinds only end a seq: put their elements one by one.
    if rest.is_nil() {
        *model = items;
        return s;
    }
    model.splice(0..0, items.iter().copied());
    if items.is_empty() {
        rest
    } else {
        seq::run_before(values(&items), rest)
    }
}

proptest! {
    #[test]
    fn every_way_of_walking_agrees(parts in prop::collection::vec(part(), 0..6), skip in 0usize..60) {
        let mut cx = cx();
        let (mut s, mut model) = (Value::NIL, Vec::new());
        for part in parts {
            s = before(&mut cx, part, s, &mut model);
        }
        let expected = values(&model);
        let by_iter = walked(&mut cx, s.clone());
        prop_assert!(same(&mut cx, &by_iter, &expected));
        let by_seq = seq_walked(&mut cx, s.clone());
        prop_assert!(same(&mut cx, &by_seq, &expected));
        let all = seq::to_vec(&mut cx, s.clone()).expect("walks");
        prop_assert!(same(&mut cx, &all, &expected));
        prop_assert_eq!(crate::conj::count(&mut cx, &s).expect("counts"), model.len() as i64);
        let at = Value::int(skip as i64);
        let found = crate::assoc::nth_or(&mut cx, &s, &at, Value::NIL).expect("nth");
        prop_assert_eq!(found.as_int(), model.get(skip).copied());
        // Walking did not change what others hold.
        let again = walked(&mut cx, s);
        prop_assert!(same(&mut cx, &again, &expected));
    }
}
