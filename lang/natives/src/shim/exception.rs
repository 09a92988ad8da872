//! Exceptions: constructors of every class, methods of `Throwable`, stack trace elements.

use super::{ArrayKind, members};
use crate::bridge::text_of;
use crate::error::is_map;
use clutch_core::class::EXCEPTION_INFO;
use clutch_core::error::{Exception, TraceFrame};
use clutch_core::object::{Array, HostData};
use clutch_core::{R, Tag, Thrown, TypeInfo, Value};
use clutch_vm::class::{host as h, munge};
use clutch_vm::{Cx, writer};

/// Makes an exception: nothing, message, cause, or message and cause (or data, for `ExceptionInfo`).
pub(super) fn construct(cx: &mut Cx, class: &'static TypeInfo, args: &[Value]) -> R {
    let mut e = Exception::new(class, "");
    e.message = Value::NIL;
    *e.trace.get_mut() = cx.trace();
    if std::ptr::eq(class, &EXCEPTION_INFO) {
        let [message, data, ..] = args else {
            return Err(no_constructor(class, args.len()));
        };
        if !is_map(data) {
            return Err(super::text::wrong(data, "a map"));
        }
        e.message = message.clone();
        e.data = data.clone();
        e.cause = args.get(2).cloned().unwrap_or_default();
        return Ok(Value::new(e));
    }
    match args {
        [] => {}
        [one] if one.tag() == Tag::Exception => {
            e.message = text_of(cx, one)?.into();
            e.cause = one.clone();
        }
        [message] => e.message = message_of(cx, class, message)?,
        [message, cause] if matches!(cause.tag(), Tag::Exception | Tag::Nil) => {
            e.message = message_of(cx, class, message)?;
            e.cause = cause.clone();
        }
        // Position arguments and the like, as of `ParseException`.
        [message, _] => e.message = message_of(cx, class, message)?,
        [message, cause, _, _] => {
            e.message = message_of(cx, class, message)?;
            e.cause = cause.clone();
        }
        _ => return Err(no_constructor(class, args.len())),
    }
    Ok(Value::new(e))
}

fn no_constructor(class: &TypeInfo, count: usize) -> Box<Thrown> {
    Thrown::illegal_argument(format!(
        "No matching ctor found for class {} taking {count} args",
        class.name
    ))
}

fn message_of(cx: &mut Cx, class: &'static TypeInfo, v: &Value) -> R {
    match v.tag() {
        Tag::Str | Tag::Nil => Ok(v.clone()),
        // `AssertionError` and `Error`-like classes take any object.
        _ if class.is_a(&clutch_core::class::ASSERTION_ERROR) => Ok(text_of(cx, v)?.into()),
        _ => Err(super::text::wrong(v, "a message")),
    }
}

fn exception(v: &Value) -> R<&Exception> {
    v.get::<Exception>()
        .ok_or_else(|| super::text::wrong(v, "an exception"))
}

/// A frame of a trace as an object.
pub(super) struct Element {
    class: String,
    method: String,
    file: Option<String>,
    line: i64,
}

impl HostData for Element {
    fn text(&self) -> Option<String> {
        let place = match &self.file {
            Some(file) if self.line > 0 => format!("{file}:{}", self.line),
            Some(file) => file.clone(),
            None => "Unknown Source".to_string(),
        };
        Some(format!("{}.{}({place})", self.class, self.method))
    }
    fn equal(&self, other: &dyn HostData) -> bool {
        self.text() == other.text()
    }
    fn hash(&self) -> Option<u32> {
        self.text().map(|t| clutch_core::murmur::hash_string(&t))
    }
}

/// A frame as a `StackTraceElement`.
pub(super) fn element(frame: &TraceFrame) -> Value {
    let (ns, name) = frame
        .function
        .split_once('/')
        .unwrap_or(("", &frame.function));
    let name = munge(&name.replace('/', "$"));
    let class = if ns.is_empty() {
        name
    } else {
        format!("{}${name}", munge(ns))
    };
    let element = Element {
        class,
        method: "invoke".to_string(),
        file: Some(
            frame
                .span
                .text()
                .map_or("NO_SOURCE_FILE".to_string(), |t| t.name.clone()),
        ),
        line: frame
            .span
            .line_column()
            .map_or(0, |(line, _)| i64::from(line)),
    };
    Value::host(&h::STACK_TRACE_ELEMENT, element)
}

/// An array of `StackTraceElement`s.
pub(super) fn elements(items: Vec<Value>) -> Value {
    let class = &h::STACK_TRACE_ELEMENT;
    Value::new(Array::new(ArrayKind::Object, Some(class), items))
}

fn element_of(v: &Value) -> R<&Element> {
    v.as_host::<Element>()
        .ok_or_else(|| super::text::wrong(v, "a stack trace element"))
}

/// The report that `printStackTrace` writes.
fn report(cx: &mut Cx, v: &Value) -> R<String> {
    let mut out = String::new();
    let mut next = v.clone();
    while let Some(e) = next.get::<Exception>() {
        if !out.is_empty() {
            out.push_str("Caused by: ");
        }
        let text = text_of(cx, &next)?;
        out.push_str(&text);
        out.push('\n');
        for frame in e.trace.lock().iter() {
            let element = element(frame);
            let text = element.as_host::<Element>().and_then(HostData::text);
            out.push_str(&format!("\tat {}\n", text.unwrap_or_default()));
        }
        let cause = e.cause.clone();
        next = cause;
    }
    Ok(out)
}

members! {
    "java.lang.Throwable" {
        fn get_message ".getMessage" (e: &Value) -> R { Ok(exception(e)?.message.clone()) }
        fn get_localized_message ".getLocalizedMessage" (e: &Value) -> R { Ok(exception(e)?.message.clone()) }
        fn get_cause ".getCause" (e: &Value) -> R { Ok(exception(e)?.cause.clone()) }
        fn get_stack_trace ".getStackTrace" (e: &Value) -> R {
            let trace = exception(e)?.trace.lock();
            Ok(elements(trace.iter().map(element).collect()))
        }
        fn set_stack_trace ".setStackTrace" (e: &Value, _trace: Value) -> R<()> { exception(e).map(|_| ()) }
        fn fill_in_stack_trace ".fillInStackTrace" (e: Value) -> Value { e }
        fn get_suppressed ".getSuppressed" (_e: &Value) -> Value { elements(Vec::new()) }
        fn add_suppressed ".addSuppressed" (_e: &Value, _other: Value) {}
        fn init_cause ".initCause" (e: &Value, cause: Value) -> R {
            let old = exception(e)?;
            let mut new = Exception::new(old.class, "");
            new.message = old.message.clone();
            new.data = old.data.clone();
            new.cause = cause;
            Ok(Value::new(new))
        }
        fn print_stack_trace ".printStackTrace" (cx: &mut Cx, e: &Value, to: Option<Value>) -> R<()> {
            let text = report(cx, e)?;
            let to = to.or_else(|| cx.dynamic("clojure.core", "*err*")).unwrap_or_default();
            writer::write(cx, &to, &text)
        }
    }
    "clojure.lang.IExceptionInfo" {
        fn get_data ".getData" (e: &Value) -> R { Ok(exception(e)?.data.clone()) }
    }
    "java.lang.StackTraceElement" {
        fn new_element "new" (class: &str, method: &str, file: &Value, line: i64) -> Value {
            let element = Element {
                class: class.to_string(),
                method: method.to_string(),
                file: file.as_str().map(str::to_string),
                line,
            };
            Value::host(&h::STACK_TRACE_ELEMENT, element)
        }
        fn get_class_name ".getClassName" (e: &Value) -> R<String> { Ok(element_of(e)?.class.clone()) }
        fn get_method_name ".getMethodName" (e: &Value) -> R<String> { Ok(element_of(e)?.method.clone()) }
        fn get_file_name ".getFileName" (e: &Value) -> R { Ok(element_of(e)?.file.clone().into()) }
        fn get_line_number ".getLineNumber" (e: &Value) -> R<i64> { Ok(element_of(e)?.line) }
        fn is_native_method ".isNativeMethod" (_e: &Value) -> bool { false }
    }
}
