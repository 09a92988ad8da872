//! What Java 17 gives for the same calls.

use super::*;
use clutch_core::Keyword;

const NIL: Value = Value::NIL;

fn i(n: i64) -> Value {
    Value::int(n)
}
fn f(x: f64) -> Value {
    Value::float(x)
}
fn s(text: &str) -> Value {
    text.into()
}
fn c(c: char) -> Value {
    c.into()
}
fn b(b: bool) -> Value {
    b.into()
}
fn k(name: &str) -> Value {
    Keyword::simple(name).into()
}
fn m(text: &str) -> Value {
    let d: bigdecimal::BigDecimal = text.parse().expect("a decimal");
    Value::new(d)
}

fn run(pattern: &str, args: &[Value]) -> R<String> {
    format(&mut crate::testing::context(), pattern, args)
}

#[test]
fn values_are_laid_out_as_java_does() {
    let cases: &[(&str, &[Value], &str)] = &[
        ("%d", &[i(5)], "5"),
        ("%5d", &[i(5)], "    5"),
        ("%05d", &[i(5)], "00005"),
        ("%-5d|", &[i(5)], "5    |"),
        ("%,d", &[i(1234567)], "1,234,567"),
        ("%+d", &[i(5)], "+5"),
        ("% d", &[i(5)], " 5"),
        ("%(d", &[i(-5)], "(5)"),
        ("%(,d", &[i(-1234567)], "(1,234,567)"),
        ("%05d", &[i(-5)], "-0005"),
        ("%x", &[i(255)], "ff"),
        ("%X", &[i(255)], "FF"),
        ("%#x", &[i(255)], "0xff"),
        ("%o", &[i(8)], "10"),
        ("%#o", &[i(8)], "010"),
        ("%08x", &[i(255)], "000000ff"),
        ("%c", &[c('a')], "a"),
        ("%C", &[c('a')], "A"),
        ("%c", &[NIL], "null"),
        ("%5c|", &[c('a')], "    a|"),
        ("%-5c|", &[c('a')], "a    |"),
        ("%s", &[NIL], "null"),
        ("%s", &[k("a")], ":a"),
        ("%s", &[s("x")], "x"),
        ("%10s|", &[s("abc")], "       abc|"),
        ("%-10s|", &[s("abc")], "abc       |"),
        ("%S", &[s("abc")], "ABC"),
        ("%.2s", &[s("abc")], "ab"),
        ("%5.2s|", &[s("abc")], "   ab|"),
        ("%s", &[c('a')], "a"),
        ("%s", &[b(true)], "true"),
        ("%b", &[NIL], "false"),
        ("%b", &[b(true)], "true"),
        ("%b", &[i(5)], "true"),
        ("%B", &[b(false)], "FALSE"),
        ("%6b|", &[b(true)], "  true|"),
        ("%.1b", &[b(true)], "t"),
        ("%f", &[f(1.5)], "1.500000"),
        ("%.2f", &[f(3.14152)], "3.14"),
        ("%8.3f|", &[f(3.14152)], "   3.142|"),
        ("%-8.3f|", &[f(3.14152)], "3.142   |"),
        ("%08.3f", &[f(3.14152)], "0003.142"),
        ("%,.2f", &[f(1234567.891)], "1,234,567.89"),
        ("%+.1f", &[f(2.25)], "+2.3"),
        ("%.0f", &[f(2.5)], "3"),
        ("%.0f", &[f(0.5)], "1"),
        ("%.0f", &[f(1.5)], "2"),
        ("%.1f", &[f(0.25)], "0.3"),
        ("%.1f", &[f(0.35)], "0.4"),
        ("%.2f", &[f(1.005)], "1.01"),
        ("%f", &[f(1.0e20)], "100000000000000000000.000000"),
        ("%f", &[f(f64::NAN)], "NaN"),
        ("%f", &[f(f64::INFINITY)], "Infinity"),
        ("%5.1f|", &[f(f64::NEG_INFINITY)], "-Infinity|"),
        ("%(f", &[f(-1.5)], "(1.500000)"),
        ("%f", &[NIL], "null"),
        ("%f", &[m("1.5")], "1.500000"),
        ("%.1f", &[m("1.25")], "1.3"),
        ("%#.0f", &[f(1.0)], "1."),
        ("%05f", &[f(-1.0)], "-1.000000"),
        ("%.20f", &[f(0.1)], "0.10000000000000000000"),
        ("%.15f", &[f(0.1)], "0.100000000000000"),
        ("%.1f", &[f(-0.0)], "-0.0"),
        ("%10.2e|", &[f(12345.678)], "  1.23e+04|"),
        ("%e", &[f(0.0)], "0.000000e+00"),
        ("%E", &[f(12345.678)], "1.234568E+04"),
        ("%.0e", &[f(12345.678)], "1e+04"),
        ("%e", &[f(1.0e-10)], "1.000000e-10"),
        ("%e", &[m("1.5")], "1.500000e+00"),
        ("%g", &[f(12345.678)], "12345.7"),
        ("%g", &[f(1.234e-5)], "1.23400e-05"),
        ("%g", &[f(1.0e10)], "1.00000e+10"),
        ("%g", &[f(0.0)], "0.00000"),
        ("%.3g", &[f(123456.0)], "1.23e+05"),
        ("%g", &[f(99999.99)], "100000"),
        ("%.3g", &[f(1.0e-4)], "0.000100"),
        ("%G", &[f(1.0e-10)], "1.00000E-10"),
        ("%a", &[f(1.0)], "0x1.0p0"),
        ("%a", &[f(0.1)], "0x1.999999999999ap-4"),
        ("%A", &[f(255.5)], "0X1.FFP7"),
        ("%h", &[s("hello")], "5e918d2"),
        ("%h", &[NIL], "null"),
        ("%H", &[s("hello")], "5E918D2"),
        ("%h", &[i(255)], "ff"),
        ("%n", &[], "\n"),
        ("%%", &[], "%"),
        ("%5%|", &[], "    %|"),
        ("%-5%|", &[], "%    |"),
        ("%2$s %1$s", &[s("a"), s("b")], "b a"),
        ("%1$s %s %s", &[s("a"), s("b")], "a a b"),
        ("%s %<s %s", &[s("a"), s("b")], "a a b"),
        ("%d", &[NIL], "null"),
        ("%s %s", &[i(1), i(2), i(3)], "1 2"),
        ("no args", &[], "no args"),
        ("%d", &[i(5)], "5"),
        ("%,d", &[i(-1234567)], "-1,234,567"),
        ("%,10d|", &[i(1234567)], " 1,234,567|"),
        ("%010d", &[i(-12)], "-000000012"),
        ("%,.3f", &[f(5.0e-4)], "0.001"),
        ("%03d", &[i(12345)], "12345"),
        ("%.3s|%s", &[NIL, NIL], "nul|null"),
        ("%10.4f|", &[NIL], "      null|"),
        ("%S", &[NIL], "NULL"),
        ("%S", &[k("ab")], ":AB"),
        ("%,.2f", &[f(1.0e15)], "1,000,000,000,000,000.00"),
        ("%.3f", &[f(1.0e-5)], "0.000"),
        ("%f", &[f(1.2345678912345679e8)], "123456789.123457"),
        ("%s%s", &[s("a"), NIL], "anull"),
        ("%5s|", &[b(true)], " true|"),
        ("%-8s|%8s|", &[s("ab"), s("cd")], "ab      |      cd|"),
        ("%b", &[s("x")], "true"),
        ("%o", &[i(-8)], "1777777777777777777770"),
        ("%,d", &[i(123)], "123"),
        ("%(d", &[i(5)], "5"),
        ("% 5d|", &[i(42)], "   42|"),
        ("%+05d", &[i(3)], "+0003"),
        ("%+5d|", &[i(3)], "   +3|"),
    ];
    for (pattern, args, expected) in cases {
        let text = run(pattern, args).unwrap_or_else(|e| panic!("{pattern}: {}", e.message()));
        assert_eq!(&text, expected, "{pattern} {args:?}");
    }
}

#[test]
fn mistakes_are_refused_as_java_does() {
    let cases: &[(&str, &[Value], &str, &str)] = &[
        (
            "%c",
            &[s("a")],
            "IllegalFormatConversionException",
            "c != java.lang.String",
        ),
        (
            "%#s",
            &[s("x")],
            "FormatFlagsConversionMismatchException",
            "Conversion = s, Flags = #",
        ),
        (
            "%f",
            &[i(1)],
            "IllegalFormatConversionException",
            "f != java.lang.Long",
        ),
        (
            "%f",
            &[s("x")],
            "IllegalFormatConversionException",
            "f != java.lang.String",
        ),
        (
            "%<s",
            &[i(1)],
            "MissingFormatArgumentException",
            "Format specifier '%<s'",
        ),
        (
            "%3$s",
            &[i(1)],
            "MissingFormatArgumentException",
            "Format specifier '%3$s'",
        ),
        (
            "%s",
            &[],
            "MissingFormatArgumentException",
            "Format specifier '%s'",
        ),
        (
            "%d",
            &[s("x")],
            "IllegalFormatConversionException",
            "d != java.lang.String",
        ),
        (
            "%d",
            &[f(1.5)],
            "IllegalFormatConversionException",
            "d != java.lang.Double",
        ),
        (
            "%d",
            &[m("1")],
            "IllegalFormatConversionException",
            "d != java.math.BigDecimal",
        ),
        (
            "%x",
            &[f(1.0)],
            "IllegalFormatConversionException",
            "x != java.lang.Double",
        ),
        (
            "%q",
            &[i(1)],
            "UnknownFormatConversionException",
            "Conversion = 'q'",
        ),
        (
            "%",
            &[i(1)],
            "UnknownFormatConversionException",
            "Conversion = '%'",
        ),
        (
            "abc%",
            &[],
            "UnknownFormatConversionException",
            "Conversion = '%'",
        ),
        ("%-d", &[i(1)], "MissingFormatWidthException", "%-d"),
        (
            "%-05d",
            &[i(1)],
            "IllegalFormatFlagsException",
            "Flags = '-0'",
        ),
        (
            "%+ d",
            &[i(1)],
            "IllegalFormatFlagsException",
            "Flags = '+ '",
        ),
        (
            "%+x",
            &[i(1)],
            "FormatFlagsConversionMismatchException",
            "Conversion = x, Flags = +",
        ),
        (
            "%,x",
            &[i(1)],
            "FormatFlagsConversionMismatchException",
            "Conversion = x, Flags = ,",
        ),
        ("%.2d", &[i(1)], "IllegalFormatPrecisionException", "2"),
        (
            "%05s",
            &[s("a")],
            "FormatFlagsConversionMismatchException",
            "Conversion = s, Flags = 0",
        ),
        (
            "%,s",
            &[s("a")],
            "FormatFlagsConversionMismatchException",
            "Conversion = s, Flags = ,",
        ),
        (
            "%+s",
            &[s("a")],
            "FormatFlagsConversionMismatchException",
            "Conversion = s, Flags = +",
        ),
        ("%-s", &[s("a")], "MissingFormatWidthException", "%-s"),
        ("%-%", &[], "MissingFormatWidthException", "%-%"),
        ("%5n", &[], "IllegalFormatWidthException", "5"),
        ("%.3c", &[c('a')], "IllegalFormatPrecisionException", "3"),
        (
            "%,e",
            &[f(1.0)],
            "FormatFlagsConversionMismatchException",
            "Conversion = e, Flags = ,",
        ),
        (
            "%#d",
            &[i(1)],
            "FormatFlagsConversionMismatchException",
            "Conversion = d, Flags = #",
        ),
        (
            "%(x",
            &[i(1)],
            "FormatFlagsConversionMismatchException",
            "Conversion = x, Flags = (",
        ),
        ("%0d", &[i(1)], "MissingFormatWidthException", "%0d"),
        (
            "%--5d",
            &[i(1)],
            "DuplicateFormatFlagsException",
            "Flags = '-'",
        ),
        (
            "%99999999999d",
            &[i(1)],
            "IllegalFormatWidthException",
            "-2147483648",
        ),
        (
            "%t",
            &[i(1)],
            "UnknownFormatConversionException",
            "Conversion = 't'",
        ),
        (
            "%d",
            &[b(true)],
            "IllegalFormatConversionException",
            "d != java.lang.Boolean",
        ),
        (
            "%c",
            &[f(1.0)],
            "IllegalFormatConversionException",
            "c != java.lang.Double",
        ),
        (
            "%d %s",
            &[i(1)],
            "MissingFormatArgumentException",
            "Format specifier '%s'",
        ),
        (
            "%i",
            &[i(1)],
            "UnknownFormatConversionException",
            "Conversion = 'i'",
        ),
        (
            "%5",
            &[i(1)],
            "UnknownFormatConversionException",
            "Conversion = '5'",
        ),
        (
            "%l",
            &[i(1)],
            "UnknownFormatConversionException",
            "Conversion = 'l'",
        ),
        (
            "%$s",
            &[i(1)],
            "UnknownFormatConversionException",
            "Conversion = '$'",
        ),
        (
            "%0$s",
            &[i(1)],
            "IllegalFormatArgumentIndexException",
            "Illegal format argument index = 0",
        ),
        (
            "%d",
            &[c('a')],
            "IllegalFormatConversionException",
            "d != java.lang.Character",
        ),
        (
            "%.2f",
            &[i(100)],
            "IllegalFormatConversionException",
            "f != java.lang.Long",
        ),
        (
            "%x",
            &[s("s")],
            "IllegalFormatConversionException",
            "x != java.lang.String",
        ),
        (
            "%e",
            &[i(5)],
            "IllegalFormatConversionException",
            "e != java.lang.Long",
        ),
        (
            "%g",
            &[s("a")],
            "IllegalFormatConversionException",
            "g != java.lang.String",
        ),
    ];
    for (pattern, args, class, message) in cases {
        let e = run(pattern, args).expect_err(pattern);
        assert_eq!(e.exception().class.simple_name(), *class, "{pattern}");
        assert_eq!(e.message(), *message, "{pattern}");
    }
}

#[test]
fn integers_beyond_64_bits_are_taken() {
    let big = |text: &str| Value::new(text.parse::<num_bigint::BigInt>().expect("an integer"));
    let n = big("-1180591620717411303424");
    let text = run("%d %,d %(d %x", &[n.clone(), n.clone(), n.clone(), n]);
    assert_eq!(
        text.expect("formatted"),
        "-1180591620717411303424 -1,180,591,620,717,411,303,424 (1180591620717411303424) -400000000000000000"
    );
}

#[test]
fn dates_are_shown_in_utc() {
    let date = Value::new(clutch_core::object::Inst(1_714_564_800_123));
    let text = run("%tF %<tT.%<tL %<tB %<ta %<tj %<tr", &[date]);
    assert_eq!(
        text.expect("formatted"),
        "2024-05-01 12:00:00.123 May Wed 122 12:00:00 PM"
    );
}
