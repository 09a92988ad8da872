//! Types as values: host classes (names that Clojure code expects), records and `deftype`s.
//!
//! A class is a `&'static TypeInfo`, compared by address. Host classes are statics of the `vm`
//! crate; user types are interned by (name, shape), so that reloading an unchanged `defrecord`
//! gives the same type (promise 4: old instances keep working).

use crate::name::Symbol;
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// What kind of type it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TypeKind {
    /// A class that only exists as a name over our own values (`java.lang.String`).
    Host,
    /// An interface name (host interface or the interface of a protocol).
    Interface,
    /// `defrecord`.
    Record,
    /// `deftype`.
    Type,
    /// `reify`: anonymous.
    Reify,
}

/// A type descriptor.
#[derive(Debug)]
pub struct TypeInfo {
    /// Full name as `(.getName c)` gives it: `java.lang.Long`, `my.ns.Point`.
    pub name: &'static str,
    /// What kind of type it is.
    pub kind: TypeKind,
    /// Direct superclass first, then interfaces.
    pub supers: &'static [&'static TypeInfo],
    /// Fields of a user type in declared order (basis); a field's symbol is simple.
    pub fields: &'static [Field],
    /// Whether there is another user type of this name.
    redefined: AtomicBool,
}

/// A field of a user type.
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub struct Field {
    /// Simple name.
    pub name: Symbol,
    /// Whether `set!` may change it (`^:unsynchronized-mutable`, `^:volatile-mutable`).
    pub mutable: bool,
}

impl TypeInfo {
    /// A host class.
    pub const fn host(name: &'static str, supers: &'static [&'static TypeInfo]) -> TypeInfo {
        TypeInfo {
            name,
            kind: TypeKind::Host,
            supers,
            fields: &[],
            redefined: AtomicBool::new(false),
        }
    }
    /// A host interface.
    pub const fn interface(name: &'static str, supers: &'static [&'static TypeInfo]) -> TypeInfo {
        TypeInfo {
            name,
            kind: TypeKind::Interface,
            supers,
            fields: &[],
            redefined: AtomicBool::new(false),
        }
    }
    /// Whether its name has had another definition too: other fields or other interfaces.
    #[inline]
    pub fn is_redefined(&self) -> bool {
        self.redefined.load(Ordering::Relaxed)
    }
    /// The name after the last dot.
    pub fn simple_name(&self) -> &'static str {
        self.name.rsplit('.').next().unwrap_or(self.name)
    }
    /// Whether this is `other` or below it.
    pub fn is_a(&'static self, other: &'static TypeInfo) -> bool {
        std::ptr::eq(self, other) || self.supers.iter().any(|s| s.is_a(other))
    }
    /// Position of a field.
    pub fn field_index(&self, name: Symbol) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }
}

/// Name, kind, fields and addresses of the interfaces.
type TypeIdentity = (String, u8, Vec<Field>, Vec<usize>);

#[derive(Default)]
struct UserTypes {
    types: FxHashMap<TypeIdentity, &'static TypeInfo>,
    /// Records and `deftype`s by name.
    by_name: FxHashMap<&'static str, Vec<&'static TypeInfo>>,
}

static USER_TYPES: LazyLock<Mutex<UserTypes>> = LazyLock::new(Mutex::default);

/// The user type of this name and shape; the same address for the same arguments.
pub fn user_type(
    name: &str,
    kind: TypeKind,
    fields: Vec<Field>,
    supers: Vec<&'static TypeInfo>,
) -> &'static TypeInfo {
    let addresses = supers
        .iter()
        .map(|s| std::ptr::from_ref(*s) as usize)
        .collect();
    let mut known = USER_TYPES.lock();
    let key = (name.to_string(), kind as u8, fields.clone(), addresses);
    if let Some(ty) = known.types.get(&key) {
        return ty;
    }
    let ty: &'static TypeInfo = Box::leak(Box::new(TypeInfo {
        name: Box::leak(name.into()),
        kind,
        supers: Box::leak(supers.into_boxed_slice()),
        fields: Box::leak(fields.into_boxed_slice()),
        redefined: AtomicBool::new(false),
    }));
    known.types.insert(key, ty);
    if matches!(kind, TypeKind::Record | TypeKind::Type) {
        let named = known.by_name.entry(ty.name).or_default();
        named.push(ty);
        if named.len() > 1 {
            for ty in named {
                ty.redefined.store(true, Ordering::Relaxed);
            }
        }
    }
    ty
}

macro_rules! exception_classes {
    ($($(#[$doc:meta])* $const:ident = $name:literal : $super:ident;)*) => {
        $($(#[$doc])* pub static $const: TypeInfo = TypeInfo::host($name, &[&$super]);)*
        /// The exception classes by full name.
        pub static EXCEPTIONS: &[&TypeInfo] = &[&THROWABLE, $(&$const,)*];
    };
}

/// `java.lang.Object`.
pub static OBJECT: TypeInfo = TypeInfo::host("java.lang.Object", &[]);
/// `java.lang.Throwable`.
pub static THROWABLE: TypeInfo = TypeInfo::host("java.lang.Throwable", &[&OBJECT]);
/// Interface of `ex-info` exceptions.
pub static IEXCEPTION_INFO: TypeInfo = TypeInfo::interface("clojure.lang.IExceptionInfo", &[]);
/// `clojure.lang.ExceptionInfo`.
pub static EXCEPTION_INFO: TypeInfo = TypeInfo::host(
    "clojure.lang.ExceptionInfo",
    &[&RUNTIME_EXCEPTION, &IEXCEPTION_INFO],
);

/// `clutch.lang.Unlinked`: a name is used that a later generation removed (a forced broken link).
pub static UNLINKED: TypeInfo =
    TypeInfo::host("clutch.lang.Unlinked", &[&ILLEGAL_STATE, &IEXCEPTION_INFO]);

exception_classes! {
    /// `Error`.
    ERROR = "java.lang.Error": THROWABLE;
    /// `AssertionError`.
    ASSERTION_ERROR = "java.lang.AssertionError": ERROR;
    /// `VirtualMachineError`.
    VIRTUAL_MACHINE_ERROR = "java.lang.VirtualMachineError": ERROR;
    /// `StackOverflowError`.
    STACK_OVERFLOW_ERROR = "java.lang.StackOverflowError": VIRTUAL_MACHINE_ERROR;
    /// `OutOfMemoryError`.
    OUT_OF_MEMORY_ERROR = "java.lang.OutOfMemoryError": VIRTUAL_MACHINE_ERROR;
    /// `LinkageError`.
    LINKAGE_ERROR = "java.lang.LinkageError": ERROR;
    /// `IllegalAccessError`: a transient used after `persistent!`.
    ILLEGAL_ACCESS_ERROR = "java.lang.IllegalAccessError": LINKAGE_ERROR;
    /// `AbstractMethodError`.
    ABSTRACT_METHOD_ERROR = "java.lang.AbstractMethodError": LINKAGE_ERROR;
    /// `ExceptionInInitializerError`.
    EXCEPTION_IN_INITIALIZER = "java.lang.ExceptionInInitializerError": LINKAGE_ERROR;
    /// `NoClassDefFoundError`.
    NO_CLASS_DEF_FOUND_ERROR = "java.lang.NoClassDefFoundError": LINKAGE_ERROR;
    /// `ThreadDeath`: a cancelled evaluation.
    THREAD_DEATH = "java.lang.ThreadDeath": ERROR;
    /// `Exception`.
    EXCEPTION = "java.lang.Exception": THROWABLE;
    /// `CloneNotSupportedException`.
    CLONE_NOT_SUPPORTED = "java.lang.CloneNotSupportedException": EXCEPTION;
    /// `InterruptedException`.
    INTERRUPTED = "java.lang.InterruptedException": EXCEPTION;
    /// `ReflectiveOperationException`.
    REFLECTIVE_OPERATION = "java.lang.ReflectiveOperationException": EXCEPTION;
    /// `ClassNotFoundException`.
    CLASS_NOT_FOUND = "java.lang.ClassNotFoundException": REFLECTIVE_OPERATION;
    /// `NoSuchFieldException`.
    NO_SUCH_FIELD = "java.lang.NoSuchFieldException": REFLECTIVE_OPERATION;
    /// `NoSuchMethodException`.
    NO_SUCH_METHOD = "java.lang.NoSuchMethodException": REFLECTIVE_OPERATION;
    /// `IOException`.
    IO_EXCEPTION = "java.io.IOException": EXCEPTION;
    /// `EOFException`.
    EOF_EXCEPTION = "java.io.EOFException": IO_EXCEPTION;
    /// `FileNotFoundException`.
    FILE_NOT_FOUND = "java.io.FileNotFoundException": IO_EXCEPTION;
    /// `UnsupportedEncodingException`.
    UNSUPPORTED_ENCODING = "java.io.UnsupportedEncodingException": IO_EXCEPTION;
    /// `URISyntaxException`.
    URI_SYNTAX = "java.net.URISyntaxException": EXCEPTION;
    /// `MalformedURLException`.
    MALFORMED_URL = "java.net.MalformedURLException": IO_EXCEPTION;
    /// `SocketException`.
    SOCKET_EXCEPTION = "java.net.SocketException": IO_EXCEPTION;
    /// `TimeoutException`.
    TIMEOUT = "java.util.concurrent.TimeoutException": EXCEPTION;
    /// `ExecutionException`.
    EXECUTION = "java.util.concurrent.ExecutionException": EXCEPTION;
    /// `ParseException`.
    PARSE_EXCEPTION = "java.text.ParseException": EXCEPTION;
    /// `RuntimeException`.
    RUNTIME_EXCEPTION = "java.lang.RuntimeException": EXCEPTION;
    /// `CompilerException`.
    COMPILER_EXCEPTION = "clojure.lang.Compiler$CompilerException": RUNTIME_EXCEPTION;
    /// `ReaderException`.
    READER_EXCEPTION = "clojure.lang.LispReader$ReaderException": RUNTIME_EXCEPTION;
    /// `ArithmeticException`.
    ARITHMETIC = "java.lang.ArithmeticException": RUNTIME_EXCEPTION;
    /// `ArrayStoreException`.
    ARRAY_STORE = "java.lang.ArrayStoreException": RUNTIME_EXCEPTION;
    /// `ClassCastException`.
    CLASS_CAST = "java.lang.ClassCastException": RUNTIME_EXCEPTION;
    /// `IllegalArgumentException`.
    ILLEGAL_ARGUMENT = "java.lang.IllegalArgumentException": RUNTIME_EXCEPTION;
    /// `ArityException`.
    ARITY = "clojure.lang.ArityException": ILLEGAL_ARGUMENT;
    /// `NumberFormatException`.
    NUMBER_FORMAT = "java.lang.NumberFormatException": ILLEGAL_ARGUMENT;
    /// `PatternSyntaxException`.
    PATTERN_SYNTAX = "java.util.regex.PatternSyntaxException": ILLEGAL_ARGUMENT;
    /// `IllegalFormatException`.
    ILLEGAL_FORMAT = "java.util.IllegalFormatException": ILLEGAL_ARGUMENT;
    /// `MissingFormatArgumentException`.
    MISSING_FORMAT_ARGUMENT = "java.util.MissingFormatArgumentException": ILLEGAL_FORMAT;
    /// `UnknownFormatConversionException`.
    UNKNOWN_FORMAT_CONVERSION = "java.util.UnknownFormatConversionException": ILLEGAL_FORMAT;
    /// `IllegalFormatConversionException`.
    ILLEGAL_FORMAT_CONVERSION = "java.util.IllegalFormatConversionException": ILLEGAL_FORMAT;
    /// `FormatFlagsConversionMismatchException`.
    FORMAT_FLAGS_MISMATCH = "java.util.FormatFlagsConversionMismatchException": ILLEGAL_FORMAT;
    /// `MissingFormatWidthException`.
    MISSING_FORMAT_WIDTH = "java.util.MissingFormatWidthException": ILLEGAL_FORMAT;
    /// `IllegalFormatFlagsException`.
    ILLEGAL_FORMAT_FLAGS = "java.util.IllegalFormatFlagsException": ILLEGAL_FORMAT;
    /// `IllegalFormatPrecisionException`.
    ILLEGAL_FORMAT_PRECISION = "java.util.IllegalFormatPrecisionException": ILLEGAL_FORMAT;
    /// `IllegalFormatWidthException`.
    ILLEGAL_FORMAT_WIDTH = "java.util.IllegalFormatWidthException": ILLEGAL_FORMAT;
    /// `IllegalFormatArgumentIndexException`.
    ILLEGAL_FORMAT_ARGUMENT_INDEX = "java.util.IllegalFormatArgumentIndexException": ILLEGAL_FORMAT;
    /// `IllegalFormatCodePointException`.
    ILLEGAL_FORMAT_CODE_POINT = "java.util.IllegalFormatCodePointException": ILLEGAL_FORMAT;
    /// `DuplicateFormatFlagsException`.
    DUPLICATE_FORMAT_FLAGS = "java.util.DuplicateFormatFlagsException": ILLEGAL_FORMAT;
    /// `IllegalMonitorStateException`.
    ILLEGAL_MONITOR_STATE = "java.lang.IllegalMonitorStateException": RUNTIME_EXCEPTION;
    /// `IllegalStateException`.
    ILLEGAL_STATE = "java.lang.IllegalStateException": RUNTIME_EXCEPTION;
    /// `CancellationException`.
    CANCELLATION = "java.util.concurrent.CancellationException": ILLEGAL_STATE;
    /// `IndexOutOfBoundsException`.
    INDEX_OUT_OF_BOUNDS = "java.lang.IndexOutOfBoundsException": RUNTIME_EXCEPTION;
    /// `ArrayIndexOutOfBoundsException`.
    ARRAY_INDEX_OUT_OF_BOUNDS = "java.lang.ArrayIndexOutOfBoundsException": INDEX_OUT_OF_BOUNDS;
    /// `StringIndexOutOfBoundsException`.
    STRING_INDEX_OUT_OF_BOUNDS = "java.lang.StringIndexOutOfBoundsException": INDEX_OUT_OF_BOUNDS;
    /// `NegativeArraySizeException`.
    NEGATIVE_ARRAY_SIZE = "java.lang.NegativeArraySizeException": RUNTIME_EXCEPTION;
    /// `NullPointerException`.
    NULL_POINTER = "java.lang.NullPointerException": RUNTIME_EXCEPTION;
    /// `SecurityException`: a capability that the engine was not given.
    SECURITY = "java.lang.SecurityException": RUNTIME_EXCEPTION;
    /// `UnsupportedOperationException`.
    UNSUPPORTED_OPERATION = "java.lang.UnsupportedOperationException": RUNTIME_EXCEPTION;
    /// `NoSuchElementException`.
    NO_SUCH_ELEMENT = "java.util.NoSuchElementException": RUNTIME_EXCEPTION;
    /// `InputMismatchException`.
    INPUT_MISMATCH = "java.util.InputMismatchException": NO_SUCH_ELEMENT;
    /// `ConcurrentModificationException`.
    CONCURRENT_MODIFICATION = "java.util.ConcurrentModificationException": RUNTIME_EXCEPTION;
    /// `UncheckedIOException`.
    UNCHECKED_IO = "java.io.UncheckedIOException": RUNTIME_EXCEPTION;
    /// `DateTimeException`.
    DATE_TIME = "java.time.DateTimeException": RUNTIME_EXCEPTION;
}
