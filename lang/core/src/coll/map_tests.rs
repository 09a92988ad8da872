use super::super::test_keys::{TestKeys, key};
use super::super::{Cursor, Set, simple_hash};
use super::*;
use proptest::prelude::*;

fn build(keys: impl IntoIterator<Item = Value>) -> Map {
    let mut m = Map::new();
    for (i, k) in keys.into_iter().enumerate() {
        m.insert(&mut TestKeys::default(), k, Value::int(i as i64))
            .expect("test keys");
    }
    m
}

fn keys(m: &Map) -> Vec<String> {
    m.iter().map(|(k, _)| format!("{k:?}")).collect()
}

fn ints(n: i64) -> impl Iterator<Item = Value> {
    (0..n).map(Value::int)
}

// Orders printed by Clojure 1.11.1.
#[test]
fn integers_come_in_the_oracles_order() {
    let order: Vec<i64> = vec![
        0, 7, 20, 27, 1, 24, 39, 4, 15, 21, 31, 32, 33, 13, 22, 36, 29, 6, 28, 25, 34, 17, 3, 12,
        2, 23, 35, 19, 11, 9, 5, 14, 26, 16, 38, 30, 10, 18, 37, 8,
    ];
    let m = build(ints(40));
    assert_eq!(
        keys(&m),
        order.iter().map(i64::to_string).collect::<Vec<_>>()
    );
}

#[test]
fn mixed_keys_come_in_the_oracles_order_with_nil_first() {
    let kw = |s| Value::keyword(crate::name::Keyword::simple(s));
    let items = [
        kw("a"),
        kw("b"),
        kw("c"),
        kw("d"),
        kw("e"),
        kw("f"),
        "x".into(),
        "y".into(),
        Value::NIL,
        Value::int(0),
        Value::int(1),
        Value::int(2),
        Value::int(3),
        Value::float(1.5),
        Value::char('a'),
        Value::symbol(crate::name::Symbol::simple("sym")),
        Value::TRUE,
        Value::FALSE,
    ];
    let s = Set::from_items(&mut TestKeys::default(), items).expect("test keys");
    assert_eq!(
        format!("{s:?}"),
        r#"[nil, 0, 1.5, \a, 1, "x", :e, true, :c, 3, 2, false, sym, "y", :b, :d, :f, :a]"#
    );
}

#[test]
fn colliding_strings_stay_in_order_of_insertion() {
    let mut cx = TestKeys::default();
    let names = ["AaAa", "BBBB", "AaBB", "BBAa"];
    let mut s = Set::from_items(&mut cx, names.map(Value::from)).expect("test keys");
    s.insert(&mut cx, Value::int(1)).expect("test keys");
    s.remove(&mut cx, &"BBBB".into()).expect("test keys");
    assert_eq!(format!("{s:?}"), r#"[1, "AaAa", "AaBB", "BBAa"]"#);
    let zero = Set::from_items(&mut cx, [Value::int(0), "".into(), Value::NIL]);
    assert_eq!(format!("{:?}", zero.expect("test keys")), r#"[nil, 0, ""]"#);
}

#[test]
fn eight_entries_are_flat_and_the_ninth_makes_a_hash_map() {
    let m = build((0..8).rev().map(Value::int));
    assert!(m.is_flat());
    assert_eq!(keys(&m), ["7", "6", "5", "4", "3", "2", "1", "0"]);
    let m = build((0..9).rev().map(Value::int));
    assert!(!m.is_flat());
    assert_eq!(keys(&m), ["0", "7", "1", "4", "6", "3", "2", "5", "8"]);
}

#[test]
fn removing_keys_keeps_the_kind() {
    let mut cx = TestKeys::default();
    let mut m = build(ints(9));
    for i in 0..9 {
        assert!(
            m.remove(&mut cx, &Value::int(i))
                .expect("test keys")
                .is_some()
        );
    }
    assert!(m.is_empty() && !m.is_flat());
    let mut m = Map::from_distinct((0..20).map(|i| (Value::int(i), Value::NIL)).collect());
    m.remove(&mut cx, &Value::int(3)).expect("test keys");
    assert!(m.is_flat());
    assert_eq!(m.count(), 19);
}

#[test]
fn equal_keys_keep_the_first_key_and_the_last_value() {
    let mut cx = TestKeys::default();
    let first = key(7, 7);
    for filler in [0, 20] {
        let mut m = build(ints(filler));
        m.insert(&mut cx, first.clone(), Value::int(1))
            .expect("test keys");
        let new = m
            .insert(&mut cx, key(7, 7), Value::int(2))
            .expect("test keys");
        assert!(!new);
        let (k, v) = m
            .find(&mut cx, &key(7, 7))
            .expect("test keys")
            .expect("there");
        assert!(k.same(&first));
        assert_eq!(v.as_int(), Some(2));
    }
}

#[test]
fn a_map_held_once_is_updated_at_its_address() {
    let mut cx = TestKeys::default();
    let m = Shared::new(build(ints(1000)));
    let address = Shared::address(&m);
    let m = Map::assoc(m, &mut cx, Value::int(5), Value::NIL).expect("test keys");
    let m = Map::assoc(m, &mut cx, Value::int(5000), Value::NIL).expect("test keys");
    let m = Map::dissoc(m, &mut cx, &Value::int(7)).expect("test keys");
    assert_eq!(Shared::address(&m), address);
    assert_eq!(m.count(), 1000);
}

#[test]
fn an_update_that_changes_nothing_gives_the_same_map() {
    let mut cx = TestKeys::default();
    for n in [5, 50] {
        let m = Shared::new(build(ints(n)));
        let same = Map::assoc(m.clone(), &mut cx, Value::int(3), Value::int(3)).expect("test keys");
        assert!(Shared::ptr_eq(&m, &same));
        let same = Map::dissoc(m.clone(), &mut cx, &Value::int(-1)).expect("test keys");
        assert!(Shared::ptr_eq(&m, &same));
    }
}

#[test]
fn update_lends_the_value_uniquely() {
    let mut cx = TestKeys::default();
    for n in [3, 30] {
        let mut m = build(ints(n));
        m.insert(&mut cx, Value::int(1), Value::vector(vec![]))
            .expect("test keys");
        let seen = |m: Shared<Map>, unique: bool| {
            Map::update(m, &mut TestKeys::default(), Value::int(1), |_, v| {
                let v = v.expect("there");
                assert_eq!(v.is_unique(), unique);
                Ok(v)
            })
            .expect("test keys")
        };
        let m = seen(Shared::new(m), true);
        let other = (*m).clone();
        let m = seen(m, false);
        assert!(m.get(&mut cx, &Value::int(1)).expect("test keys").is_some());
        drop(other);
    }
}

#[test]
fn a_failing_key_leaves_the_map_as_it_was() {
    let colliding = |n| (0..n).map(|i| key(i as u32 % 3, i));
    for n in [6, 40] {
        let m = build(colliding(n));
        let before = keys(&m);
        for budget in 0..30 {
            let mut cx = TestKeys {
                budget: Some(budget),
            };
            for shared in [false, true] {
                let mut copy = m.clone();
                if !shared {
                    copy = build(colliding(n));
                }
                let failed = if budget % 2 == 0 {
                    copy.insert(&mut cx, key(1, 1000), Value::NIL).is_err()
                } else {
                    copy.remove(&mut cx, &key(2, 5)).is_err()
                };
                if failed {
                    assert_eq!(keys(&copy), before);
                }
            }
            assert_eq!(keys(&m), before);
        }
    }
}

#[test]
fn a_cursor_walks_the_version_it_was_made_from() {
    let mut cx = TestKeys::default();
    for n in [5, 500] {
        let m = Shared::new(build(ints(n)));
        let expected: Vec<String> = m.iter().map(|(k, v)| format!("[{k:?}, {v:?}]")).collect();
        let mut cursor = Cursor::map(m.clone());
        let mut seen: Vec<String> = cursor.by_ref().take(3).map(|e| show(&e)).collect();
        assert_eq!(seen.len(), 3);
        let mut m = m;
        for i in 0..n {
            m = Map::dissoc(m, &mut cx, &Value::int(i)).expect("test keys");
        }
        assert!(m.is_empty());
        drop(m);
        seen.extend(cursor.map(|e| show(&e)));
        assert_eq!(seen, expected);
    }
}

fn show(e: &Value) -> String {
    format!("{:?}", e.get::<MapEntry>().expect("entry"))
}

#[test]
fn maps_nested_a_hundred_thousand_deep_are_freed() {
    let mut v = Value::NIL;
    for i in 0..100_000 {
        let mut m = if i % 2 == 0 {
            Map::new()
        } else {
            Map::new_hash()
        };
        m.insert(&mut TestKeys::default(), Value::int(1), v)
            .expect("test keys");
        v = Value::new(m);
    }
    drop(v);
}

/// The order of hash maps, stated without a trie: by digits from the low end, nil first, equal
/// hashes as inserted.
fn model_order(entries: &mut [(Value, i64)]) {
    let rank = |k: &Value| {
        let hash = simple_hash(k)
            .or_else(|| TestKeys::default().hash(k).ok())
            .expect("test key");
        let digits: Vec<u32> = (0..7)
            .map(|d| hash.checked_shr(5 * d).unwrap_or(0) & 31)
            .collect();
        (digits, !k.is_nil())
    };
    entries.sort_by_key(|(k, _)| rank(k));
}

fn any_key() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => (-40i64..40).prop_map(Value::int),
        2 => "[ab]{0,3}".prop_map(Value::string),
        1 => Just(Value::NIL),
        // Hashes that share long runs of digits, and whole hashes.
        4 => (0usize..6, 0i64..4).prop_map(|(i, id)| {
            key([0, 1, 1 << 30, 1 << 31, (1 << 31) + 1, 1 << 10][i], id)
        }),
    ]
}

proptest! {
    #[test]
    fn hash_maps_behave_as_a_list_of_pairs(
        acts in prop::collection::vec((any_key(), prop::option::weighted(0.7, 0i64..9), any::<bool>()), 0..150),
    ) {
        let mut cx = TestKeys::default();
        let mut model: Vec<(Value, i64)> = Vec::new();
        let mut m = Shared::new(Map::new_hash());
        let mut held = Vec::new();
        for (k, v, hold) in acts {
            let mut at = None;
            for (i, (present, _)) in model.iter().enumerate() {
                if key_eq(&mut cx, present, &k).expect("test keys") {
                    at = Some(i);
                }
            }
            prop_assert_eq!(m.contains(&mut cx, &k).expect("test keys"), at.is_some());
            match (v, at) {
                (Some(v), Some(i)) => model[i].1 = v,
                (Some(v), None) => model.push((k.clone(), v)),
                (None, Some(i)) => drop(model.remove(i)),
                (None, None) => {}
            }
            m = match v {
                Some(v) => Map::assoc(m, &mut cx, k, Value::int(v)),
                None => Map::dissoc(m, &mut cx, &k),
            }
            .expect("test keys");
            if hold {
                held.push((m.clone(), model.clone()));
            }
        }
        held.push((m, model));
        for (m, mut model) in held {
            prop_assert_eq!(m.count(), model.len());
            model_order(&mut model);
            let expected: Vec<String> = model.iter().map(|(k, v)| format!("{k:?} {v}")).collect();
            let seen: Vec<String> = m.iter().map(|(k, v)| format!("{k:?} {v:?}")).collect();
            let walked: Vec<String> = std::iter::from_fn({
                let mut cursor = Cursor::map(m.clone());
                move || cursor.next_pair()
            })
            .map(|(k, v)| format!("{k:?} {v:?}"))
            .collect();
            prop_assert_eq!(&seen, &expected);
            prop_assert_eq!(&walked, &expected);
            for (k, v) in &model {
                let found = m.get(&mut cx, k).expect("test keys").and_then(Value::as_int);
                prop_assert_eq!(found, Some(*v));
            }
        }
    }

    #[test]
    fn flat_maps_keep_the_order_of_insertion(ks in prop::collection::vec(0i64..8, 0..40)) {
        let m = build(ks.iter().map(|k| Value::int(*k)));
        let mut order: Vec<i64> = Vec::new();
        for k in ks {
            if !order.contains(&k) {
                order.push(k);
            }
        }
        prop_assert_eq!(keys(&m), order.iter().map(i64::to_string).collect::<Vec<_>>());
    }

    #[test]
    fn shape_does_not_depend_on_history(extra in prop::collection::vec(any_key(), 0..40)) {
        let mut cx = TestKeys::default();
        let plain = Set::from_items(&mut cx, ints(20)).expect("test keys");
        let mut s = plain.clone();
        for k in &extra {
            s.insert(&mut cx, k.clone()).expect("test keys");
        }
        for k in &extra {
            if !plain.contains(&mut cx, k).expect("test keys") {
                s.remove(&mut cx, k).expect("test keys");
            }
        }
        prop_assert_eq!(format!("{s:?}"), format!("{plain:?}"));
        prop_assert_eq!(s.count(), 20);
    }
}
