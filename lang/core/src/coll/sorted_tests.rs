use super::super::Cursor;
use super::super::test_keys::TestKeys;
use super::*;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn of(keys: impl IntoIterator<Item = i64>) -> SortedMap {
    let mut m = SortedMap::new(Value::NIL);
    for k in keys {
        m.insert(&mut TestKeys::default(), Value::int(k), Value::int(k))
            .expect("integers");
    }
    m
}

fn pairs(m: &SortedMap) -> Vec<(i64, i64)> {
    m.iter()
        .map(|(k, v)| (k.as_int().expect("integer"), v.as_int().expect("integer")))
        .collect()
}

fn walked(cursor: Cursor) -> Vec<i64> {
    let mut cursor = cursor;
    std::iter::from_fn(|| cursor.next_pair())
        .map(|(k, _)| k.as_int().expect("integer"))
        .collect()
}

#[test]
fn the_first_key_is_checked() {
    let mut m = SortedMap::new(Value::NIL);
    let refused = m.insert(
        &mut TestKeys::default(),
        "not an integer".into(),
        Value::NIL,
    );
    assert!(refused.is_err());
    assert!(m.is_empty());
}

#[test]
fn a_comparator_turns_the_order_around() {
    let mut s = SortedSet::new(Value::TRUE);
    for x in [3, 1, 2, 3] {
        s.insert(&mut TestKeys::default(), Value::int(x))
            .expect("integers");
    }
    assert_eq!(format!("{s:?}"), "[3, 2, 1]");
    assert_eq!(s.first().and_then(Value::as_int), Some(3));
    assert_eq!(s.last().and_then(Value::as_int), Some(1));
}

#[test]
fn a_map_held_once_is_updated_in_place() {
    let mut cx = TestKeys::default();
    let m = Shared::new(of(0..100));
    let address = Shared::address(&m);
    let m = SortedMap::assoc(m, &mut cx, Value::int(5), Value::NIL).expect("integers");
    let m = SortedMap::without(m, &mut cx, &Value::int(7)).expect("integers");
    assert_eq!(Shared::address(&m), address);
    let held = m.clone();
    let m = SortedMap::without(m, &mut cx, &Value::int(8)).expect("integers");
    assert_eq!((held.count(), m.count()), (99, 98));
}

#[test]
fn rising_and_falling_keys_give_a_shallow_tree() {
    for keys in [
        (0..100_000).collect::<Vec<_>>(),
        (0..100_000).rev().collect(),
    ] {
        let m = of(keys);
        assert_eq!(m.count(), 100_000);
        assert!(tree::depth(&m.root) < 40);
    }
}

proptest! {
    #[test]
    fn behaves_as_a_btree_map(
        acts in prop::collection::vec((-50i64..50, prop::option::weighted(0.6, 0i64..9), any::<bool>()), 0..200),
        from in -55i64..55,
    ) {
        let mut cx = TestKeys::default();
        let mut model = BTreeMap::new();
        let mut m = Shared::new(SortedMap::new(Value::NIL));
        let mut held = Vec::new();
        for (k, v, hold) in acts {
            m = match v {
                Some(v) => {
                    model.insert(k, v);
                    SortedMap::assoc(m, &mut cx, Value::int(k), Value::int(v))
                }
                None => {
                    model.remove(&k);
                    SortedMap::without(m, &mut cx, &Value::int(k))
                }
            }
            .expect("integers");
            if hold {
                held.push((m.clone(), model.clone()));
            }
        }
        held.push((m, model));
        for (m, model) in held {
            prop_assert_eq!(pairs(&m), model.iter().map(|(k, v)| (*k, *v)).collect::<Vec<_>>());
            prop_assert_eq!(m.count(), model.len());
            prop_assert!(tree::is_balanced(&m.root));
            let from_key = Value::int(from);
            let up = Cursor::sorted_map_from(&m, &mut cx, &from_key, true).expect("integers");
            prop_assert_eq!(walked(up), model.range(from..).map(|e| *e.0).collect::<Vec<_>>());
            let down = Cursor::sorted_map_from(&m, &mut cx, &from_key, false).expect("integers");
            prop_assert_eq!(
                walked(down),
                model.range(..=from).rev().map(|e| *e.0).collect::<Vec<_>>()
            );
            prop_assert_eq!(
                walked(Cursor::sorted_map(&m, false)),
                model.keys().rev().copied().collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_failing_comparator_leaves_the_map_as_it_was(budget in 0usize..8, k in 0i64..64, add: bool) {
        let mut m = of((0..64).filter(|x| x % 3 != 0));
        let before = pairs(&m);
        let mut cx = TestKeys { budget: Some(budget) };
        let failed = if add {
            m.insert(&mut cx, Value::int(k), Value::int(-1)).is_err()
        } else {
            m.remove(&mut cx, &Value::int(k)).is_err()
        };
        if failed {
            prop_assert_eq!(pairs(&m), before);
        }
        prop_assert!(tree::is_balanced(&m.root));
    }
}
