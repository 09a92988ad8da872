//! Members by name, as programs call them.

use super::*;
use crate::testing::context;

fn text(s: &str) -> Value {
    s.into()
}

fn method(object: Value, name: &str, args: &[Value]) -> R {
    instance_call(&mut context(), object, name, args.iter().cloned().collect())
}

fn statik(class: &str, name: &str, args: &[Value]) -> R {
    static_call(&mut context(), class, name, args.iter().cloned().collect())
}

fn message(result: R) -> String {
    result.expect_err("refused").message()
}

fn as_text(result: R) -> String {
    let v = result.unwrap_or_else(|e| panic!("{}", e.message()));
    clutch_vm::print::text(&mut context(), &v).expect("a text")
}

#[test]
fn every_member_belongs_to_a_known_class_and_can_be_called() {
    for native in all() {
        assert!(find(native.ns).is_some(), "{}", native.ns);
        let callable = native.rest.is_some() || native.fixed.iter().any(Option::is_some);
        assert!(callable, "{}/{}", native.ns, native.name);
    }
    assert!(!INDEX.methods.is_empty());
}

#[test]
fn overloads_differ_in_their_argument_counts() {
    let mut seen = std::collections::HashSet::new();
    for native in all() {
        let arity = Arity::of_native(native);
        for count in (0..12u8).filter(|n| arity.accepts(*n)) {
            let key = (native.ns, native.name, count);
            assert!(seen.insert(key), "twice: {key:?}");
        }
    }
}

#[test]
fn the_most_specific_class_answers() {
    let list = construct(
        &mut context(),
        &clutch_vm::class::host::ARRAY_LIST,
        Args::new(),
    );
    let list = list.expect("a list");
    assert!(
        method(list.clone(), "add", &[text("a")])
            .expect("added")
            .truthy()
    );
    assert!(
        method(list.clone(), "add", &[Value::int(0), text("b")])
            .expect("added")
            .is_nil()
    );
    assert_eq!(as_text(method(list.clone(), "get", &[Value::int(0)])), "b");
    assert_eq!(
        as_text(method(list.clone(), "remove", &[Value::int(0)])),
        "b"
    );
    assert_eq!(as_text(method(list.clone(), "size", &[])), "1");
    assert_eq!(as_text(method(text("a"), "equals", &[text("a")])), "true");
    assert_eq!(as_text(method(Value::int(5), "hashCode", &[])), "5");
}

#[test]
fn strings_answer_as_java_does() {
    let abc = || text("abcabc");
    assert_eq!(
        as_text(method(abc(), "indexOf", &[text("c"), Value::int(3)])),
        "5"
    );
    assert_eq!(as_text(method(abc(), "lastIndexOf", &[text("a")])), "3");
    assert_eq!(
        as_text(method(abc(), "substring", &[Value::int(1), Value::int(3)])),
        "bc"
    );
    assert_eq!(
        as_text(method(abc(), "replaceAll", &[text("b(.)"), text("<$1>")])),
        "a<c>a<c>"
    );
    assert_eq!(as_text(method(abc(), "hashCode", &[])), "-1424388928");
    assert_eq!(
        as_text(statik(
            "java.lang.String",
            "format",
            &[text("%d-%s"), Value::int(1), text("x")]
        )),
        "1-x"
    );
    let bytes = method(text("é"), "getBytes", &[text("UTF-8")]).expect("bytes");
    assert_eq!(bytes_of(&bytes), Some(vec![0xc3, 0xa9]));
    assert_eq!(
        message(method(text("abc"), "substring", &[Value::int(5)])),
        "begin 5, end 3, length 3"
    );
}

#[test]
fn numbers_are_read_with_javas_messages() {
    let parse = |class, member, s: Value| statik(class, member, &[s]);
    assert_eq!(
        as_text(parse("java.lang.Long", "parseLong", text("-12"))),
        "-12"
    );
    assert_eq!(
        message(parse("java.lang.Long", "parseLong", text("x"))),
        "For input string: \"x\""
    );
    assert_eq!(
        message(parse("java.lang.Long", "parseLong", Value::NIL)),
        "Cannot parse null string"
    );
    assert_eq!(
        message(parse("java.lang.Integer", "parseInt", text("99999999999"))),
        "For input string: \"99999999999\""
    );
    assert_eq!(
        message(parse("java.lang.Byte", "parseByte", text("128"))),
        "Value out of range. Value:\"128\" Radix:10"
    );
    assert_eq!(
        as_text(statik(
            "java.lang.Integer",
            "toHexString",
            &[Value::int(-1)]
        )),
        "ffffffff"
    );
    assert_eq!(
        as_text(statik("java.lang.Math", "round", &[Value::float(-2.5)])),
        "-2"
    );
    assert_eq!(
        as_text(statik(
            "java.lang.Math",
            "floorMod",
            &[Value::int(-5), Value::int(3)]
        )),
        "1"
    );
}

#[test]
fn decimals_follow_java() {
    let dec = |s: &str| statik("java.math.BigDecimal", "new", &[text(s)]).expect("a decimal");
    let half_up =
        || static_field(&mut context(), "java.math.RoundingMode", "HALF_UP").expect("a mode");
    assert_eq!(
        as_text(method(
            dec("1.255"),
            "setScale",
            &[Value::int(2), half_up()]
        )),
        "1.26"
    );
    let third = method(dec("1"), "divide", &[dec("3"), Value::int(5), half_up()]);
    assert_eq!(as_text(third), "0.33333");
    let two_thirds = method(dec("-2"), "divide", &[dec("3"), Value::int(2), half_up()]);
    assert_eq!(as_text(two_thirds), "-0.67");
    assert_eq!(
        message(method(dec("1.255"), "setScale", &[Value::int(2)])),
        "Rounding necessary"
    );
    let tenth = statik("java.math.BigDecimal", "new", &[Value::float(0.1)]);
    assert_eq!(
        as_text(tenth),
        "0.1000000000000000055511151231257827021181583404541015625"
    );
    let big = statik("java.math.BigInteger", "valueOf", &[Value::int(97)]).expect("a number");
    assert!(
        method(big, "isProbablePrime", &[Value::int(10)])
            .expect("an answer")
            .truthy()
    );
}

#[test]
fn unknown_members_are_named_with_their_neighbours() {
    assert_eq!(
        message(method(text("a"), "toUpercase", &[])),
        "No matching field found: toUpercase for class java.lang.String; nearest: toUpperCase"
    );
    assert_eq!(
        message(statik("java.lang.Math", "sqroot", &[Value::int(1)])),
        "No matching method sqroot found taking 1 args for class java.lang.Math; nearest: sqrt"
    );
    assert!(message(statik("no.such.Class", "x", &[])).contains("no.such.Class/x"));
    assert!(message(method(Value::NIL, "length", &[])).contains("length"));
}

#[test]
fn random_numbers_are_those_of_the_jvm() {
    let class = clutch_vm::class::find("java.util.Random").expect("a class");
    let r =
        construct(&mut context(), class, smallvec::smallvec![Value::int(42)]).expect("a generator");
    let next = |bound| {
        method(r.clone(), "nextInt", &[Value::int(bound)])
            .expect("a number")
            .as_int()
    };
    assert_eq!([next(10), next(10), next(10)], [Some(0), Some(3), Some(8)]);
}

#[test]
fn maps_of_java_keep_what_is_put() {
    let class = clutch_vm::class::find("java.util.LinkedHashMap").expect("a class");
    let m = construct(&mut context(), class, Args::new()).expect("a map");
    for i in 0..20 {
        method(m.clone(), "put", &[Value::int(i), Value::int(i * i)]).expect("put");
    }
    assert_eq!(
        as_text(method(m.clone(), "put", &[Value::int(3), text("x")])),
        "9"
    );
    assert_eq!(as_text(method(m.clone(), "remove", &[Value::int(5)])), "25");
    assert_eq!(as_text(method(m.clone(), "get", &[Value::int(3)])), "x");
    assert_eq!(as_text(method(m.clone(), "size", &[])), "19");
    let values = as_text(method(m, "values", &[]));
    assert!(values.starts_with("[0 1 4 \"x\" 16 36"), "{values}");
}
