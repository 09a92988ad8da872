//! `clojure.lang` and a few others: static methods, constructors and methods that are functions of the core library
//! under another name. Each calls the function, whatever it is bound to.

use super::members;
use clutch_core::{R, Value, VarName};
use clutch_vm::{Args, Cx};

fn core(cx: &mut Cx, name: &str, args: Args) -> R {
    let f = cx.var_value(VarName::from_parts("clojure.core", name))?;
    cx.call(&f, args)
}

members! {
    "clojure.lang.BigInt" {
        fn big_int_from_long "fromLong" (cx: &mut Cx, a: Value) -> R { core(cx, "bigint", smallvec::smallvec![a]) }
        fn big_int_from_big_integer "fromBigInteger" (cx: &mut Cx, a: Value) -> R { core(cx, "bigint", smallvec::smallvec![a]) }
        fn big_int_value_of "valueOf" (cx: &mut Cx, a: Value) -> R { core(cx, "bigint", smallvec::smallvec![a]) }
    }
    "clojure.lang.Numbers" {
        fn numbers_lt "lt" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "<", smallvec::smallvec![a, b]) }
        fn numbers_lte "lte" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "<=", smallvec::smallvec![a, b]) }
        fn numbers_gt "gt" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, ">", smallvec::smallvec![a, b]) }
        fn numbers_gte "gte" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, ">=", smallvec::smallvec![a, b]) }
        fn numbers_equiv "equiv" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "==", smallvec::smallvec![a, b]) }
        fn numbers_minus "minus" (cx: &mut Cx, args: Args) -> R { core(cx, "-", args) }
        fn numbers_multiply "multiply" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "*", smallvec::smallvec![a, b]) }
        fn numbers_divide "divide" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "/", smallvec::smallvec![a, b]) }
        fn numbers_quotient "quotient" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "quot", smallvec::smallvec![a, b]) }
        fn numbers_remainder "remainder" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "rem", smallvec::smallvec![a, b]) }
        fn numbers_inc "inc" (cx: &mut Cx, a: Value) -> R { core(cx, "inc", smallvec::smallvec![a]) }
        fn numbers_dec "dec" (cx: &mut Cx, a: Value) -> R { core(cx, "dec", smallvec::smallvec![a]) }
        fn numbers_is_zero "isZero" (cx: &mut Cx, a: Value) -> R { core(cx, "zero?", smallvec::smallvec![a]) }
        fn numbers_is_pos "isPos" (cx: &mut Cx, a: Value) -> R { core(cx, "pos?", smallvec::smallvec![a]) }
        fn numbers_is_neg "isNeg" (cx: &mut Cx, a: Value) -> R { core(cx, "neg?", smallvec::smallvec![a]) }
        fn numbers_rationalize "rationalize" (cx: &mut Cx, a: Value) -> R { core(cx, "rationalize", smallvec::smallvec![a]) }
        fn numbers_max "max" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "max", smallvec::smallvec![a, b]) }
        fn numbers_min "min" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "min", smallvec::smallvec![a, b]) }
        fn numbers_and "and" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "bit-and", smallvec::smallvec![a, b]) }
        fn numbers_or "or" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "bit-or", smallvec::smallvec![a, b]) }
        fn numbers_xor "xor" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "bit-xor", smallvec::smallvec![a, b]) }
        fn numbers_not "not" (cx: &mut Cx, a: Value) -> R { core(cx, "bit-not", smallvec::smallvec![a]) }
        fn numbers_shift_left "shiftLeft" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "bit-shift-left", smallvec::smallvec![a, b]) }
        fn numbers_shift_right "shiftRight" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "bit-shift-right", smallvec::smallvec![a, b]) }
    }
    "clojure.lang.RT" {
        fn r_t_is_reduced "isReduced" (cx: &mut Cx, a: Value) -> R { core(cx, "reduced?", smallvec::smallvec![a]) }
        fn r_t_int_cast "intCast" (cx: &mut Cx, a: Value) -> R { core(cx, "int", smallvec::smallvec![a]) }
        fn r_t_long_cast "longCast" (cx: &mut Cx, a: Value) -> R { core(cx, "long", smallvec::smallvec![a]) }
        fn r_t_double_cast "doubleCast" (cx: &mut Cx, a: Value) -> R { core(cx, "double", smallvec::smallvec![a]) }
        fn r_t_float_cast "floatCast" (cx: &mut Cx, a: Value) -> R { core(cx, "float", smallvec::smallvec![a]) }
        fn r_t_char_cast "charCast" (cx: &mut Cx, a: Value) -> R { core(cx, "char", smallvec::smallvec![a]) }
        fn r_t_byte_cast "byteCast" (cx: &mut Cx, a: Value) -> R { core(cx, "byte", smallvec::smallvec![a]) }
        fn r_t_short_cast "shortCast" (cx: &mut Cx, a: Value) -> R { core(cx, "short", smallvec::smallvec![a]) }
        fn r_t_boolean_cast "booleanCast" (cx: &mut Cx, a: Value) -> R { core(cx, "boolean", smallvec::smallvec![a]) }
        fn r_t_to_array "toArray" (cx: &mut Cx, a: Value) -> R { core(cx, "to-array", smallvec::smallvec![a]) }
        fn r_t_object_array "object_array" (cx: &mut Cx, a: Value) -> R { core(cx, "object-array", smallvec::smallvec![a]) }
        fn r_t_list "list" (cx: &mut Cx, args: Args) -> R { core(cx, "list", args) }
        fn r_t_list_star "listStar" (cx: &mut Cx, args: Args) -> R { core(cx, "list*", args) }
        fn r_t_set "set" (cx: &mut Cx, args: Args) -> R { core(cx, "hash-set", args) }
        fn r_t_contains "contains" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "contains?", smallvec::smallvec![a, b]) }
        fn r_t_find "find" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "find", smallvec::smallvec![a, b]) }
        fn r_t_dissoc "dissoc" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "dissoc", smallvec::smallvec![a, b]) }
        fn r_t_peek "peek" (cx: &mut Cx, a: Value) -> R { core(cx, "peek", smallvec::smallvec![a]) }
        fn r_t_pop "pop" (cx: &mut Cx, a: Value) -> R { core(cx, "pop", smallvec::smallvec![a]) }
        fn r_t_meta "meta" (cx: &mut Cx, a: Value) -> R { core(cx, "meta", smallvec::smallvec![a]) }
        fn r_t_second "second" (cx: &mut Cx, a: Value) -> R { core(cx, "second", smallvec::smallvec![a]) }
        fn r_t_subvec "subvec" (cx: &mut Cx, a: Value, b: Value, c: Value) -> R { core(cx, "subvec", smallvec::smallvec![a, b, c]) }
        fn r_t_keyword "keyword" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "keyword", smallvec::smallvec![a, b]) }
    }
    "clojure.lang.Util" {
        fn util_is_integer "isInteger" (cx: &mut Cx, a: Value) -> R { core(cx, "integer?", smallvec::smallvec![a]) }
        fn util_class_of "classOf" (cx: &mut Cx, a: Value) -> R { core(cx, "class", smallvec::smallvec![a]) }
    }
    "clojure.lang.PersistentVector" {
        fn persistent_vector_adopt "adopt" (cx: &mut Cx, a: Value) -> R { core(cx, "vec", smallvec::smallvec![a]) }
    }
    "clojure.lang.Cycle" {
        fn cycle_create "create" (cx: &mut Cx, a: Value) -> R { core(cx, "cycle", smallvec::smallvec![a]) }
    }
    "clojure.lang.Iterate" {
        fn iterate_create "create" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "iterate", smallvec::smallvec![a, b]) }
    }
    "clojure.lang.LongRange" {
        fn long_range_create "create" (cx: &mut Cx, args: Args) -> R { core(cx, "range", args) }
    }
    "clojure.lang.Range" {
        fn range_create "create" (cx: &mut Cx, args: Args) -> R { core(cx, "range", args) }
    }
    "clojure.lang.StringSeq" {
        fn string_seq_create "create" (cx: &mut Cx, a: Value) -> R { core(cx, "seq", smallvec::smallvec![a]) }
    }
    "clojure.lang.ChunkBuffer" {
        fn chunk_buffer_new "new" (cx: &mut Cx, a: Value) -> R { core(cx, "chunk-buffer", smallvec::smallvec![a]) }
    }
    "clojure.lang.Volatile" {
        fn volatile_new "new" (cx: &mut Cx, a: Value) -> R { core(cx, "volatile!", smallvec::smallvec![a]) }
    }
    "clojure.lang.Delay" {
    }
    "clojure.lang.TaggedLiteral" {
        fn tagged_literal_create "create" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "tagged-literal", smallvec::smallvec![a, b]) }
    }
    "clojure.lang.ReaderConditional" {
        fn reader_conditional_create "create" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "reader-conditional", smallvec::smallvec![a, b]) }
    }
    "clojure.lang.Compiler" {
        fn compiler_load "load" (cx: &mut Cx, a: Value) -> R { core(cx, "load-reader", smallvec::smallvec![a]) }
        fn compiler_macroexpand1 "macroexpand1" (cx: &mut Cx, a: Value) -> R { core(cx, "macroexpand-1", smallvec::smallvec![a]) }
        fn compiler_macroexpand "macroexpand" (cx: &mut Cx, a: Value) -> R { core(cx, "macroexpand", smallvec::smallvec![a]) }
    }
    "java.lang.reflect.Array" {
        fn array_new_instance "newInstance" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "make-array", smallvec::smallvec![a, b]) }
        fn array_get "get" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "aget", smallvec::smallvec![a, b]) }
        fn array_set "set" (cx: &mut Cx, a: Value, b: Value, c: Value) -> R { core(cx, "aset", smallvec::smallvec![a, b, c]) }
        fn array_get_length "getLength" (cx: &mut Cx, a: Value) -> R { core(cx, "alength", smallvec::smallvec![a]) }
    }
    "clojure.lang.Namespace" {
        fn namespace_all "all" (cx: &mut Cx) -> R { core(cx, "all-ns", smallvec::smallvec![]) }
        fn namespace_intern ".intern" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "intern", smallvec::smallvec![a, b]) }
        fn namespace_unmap ".unmap" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "ns-unmap", smallvec::smallvec![a, b]) }
        fn namespace_get_mapping ".getMapping" (cx: &mut Cx, a: Value, b: Value) -> R { core(cx, "ns-resolve", smallvec::smallvec![a, b]) }
    }
    "clojure.lang.PersistentList" {
        fn persistent_list_new "new" (cx: &mut Cx, a: Value) -> R { core(cx, "list", smallvec::smallvec![a]) }
    }
}
