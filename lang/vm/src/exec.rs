//! Bodies of operations that are longer than a few lines, and the slow halves of others.

use crate::call::{Target, needs_self};
use crate::cx::Cx;
use crate::native::{self, Args};
use crate::seq;
use crate::stack::Regs;
use clutch_core::class as classes;
use clutch_core::coll::Vector;
use clutch_core::error::{Diagnosis, Exception, ThrowKind, Thrown};
use clutch_core::func::{CaseTable, Closure, Code, ProtoGroup};
use clutch_core::native::Special;
use clutch_core::object::{HostData, Instance};
use clutch_core::seq::Chunk;
use clutch_core::{Keyword, R, Tag, Value, View};
use std::mem::ManuallyDrop;

/// A bitwise copy of a callee that the table of globals keeps alive; see `frame.rs`.
#[inline(always)]
pub(crate) fn borrowed(f: &Value) -> ManuallyDrop<Value> {
    crate::frame::borrow(f)
}

/// `=` for the kinds that need no context: none if it must be asked properly.
#[inline(always)]
pub(crate) fn quick_equal(a: &Value, b: &Value) -> Option<bool> {
    if a.tag() == b.tag() {
        if matches!(a.tag(), Tag::Float | Tag::Float32) {
            return Some(a.as_float() == b.as_float());
        }
        if !a.is_heap() {
            return Some(a.bits() == b.bits());
        }
        if a.tag() == Tag::Str {
            return Some(a.bits() == b.bits() || a.as_str() == b.as_str());
        }
        return None;
    }
    if a.is_nil() || b.is_nil() {
        Some(false)
    } else {
        None
    }
}

/// `identical?`: as the JVM, small integers and other unboxed values are identical if equal.
#[inline(always)]
pub(crate) fn identical(a: &Value, b: &Value) -> bool {
    a.same(b)
}

/// `(nth coll n)` of a vector or chunk that has that element.
#[inline(always)]
pub(crate) fn nth_ready(coll: &Value, n: &Value) -> Option<Value> {
    let n = usize::try_from(n.as_int()?).ok()?;
    match coll.get::<Vector>() {
        Some(v) => v.nth(n).cloned(),
        None => coll.get::<Chunk>()?.items.get(n).cloned(),
    }
}

/// A captured variable's value: moved out if only the running call holds the closure.
pub(crate) fn take_capture(cx: &mut Cx, regs: &Regs, index: u16) -> Value {
    let index = usize::from(index);
    match regs.below().get_mut(0).get_mut::<Closure>() {
        Some(only_ours) => only_ours.captured[index].take(),
        None => cx.frames.top().closure().captured[index].clone(),
    }
}

/// `(nth coll n nil)`, which destructuring makes.
#[inline(always)]
pub(crate) fn nth_or_nil(cx: &mut Cx, coll: &Value, n: usize) -> R {
    if let Some(v) = coll.get::<Vector>() {
        return Ok(v.nth(n).cloned().unwrap_or_default());
    }
    crate::assoc::nth_or(cx, coll, &Value::int(n as i64), Value::NIL)
}

/// Whether `Unpack` leaves out element `i`; only the first eight can be.
#[inline(always)]
fn skips(skip: u16, i: usize) -> bool {
    i < 8 && (skip >> i) & 1 == 1
}

/// Sequential destructuring of `coll` over its first `count` elements: the wanted ones go to the
/// registers from `first` on. Bit `i` of `skip` says that element `i` has no name; it is taken all
/// the same, for what that realises.
#[inline]
pub(crate) fn unpack(
    cx: &mut Cx,
    regs: &Regs,
    first: u16,
    coll: &Value,
    count: usize,
    skip: u16,
) -> R<()> {
    let vector = coll.get::<Vector>();
    let mut dst = first;
    if let Some(items) = vector.map(|v| v.chunk_at(0))
        && items.len() >= count
    {
        for (i, item) in items[..count].iter().enumerate() {
            if !skips(skip, i) {
                regs.set(dst, item.clone());
                dst += 1;
            }
        }
        return Ok(());
    }
    for i in 0..count {
        let item = nth_or_nil(cx, coll, i)?;
        if !skips(skip, i) {
            regs.set(dst, item);
            dst += 1;
        }
    }
    Ok(())
}

/// A closure over values moved from registers.
pub(crate) fn closure(code: &Code, regs: &mut Regs, proto: u16, first: u16) -> Value {
    let proto = code.protos[proto as usize].clone();
    let captured = regs
        .slice(first, proto.captures.len())
        .iter_mut()
        .map(Value::take)
        .collect();
    Value::new(Closure {
        proto,
        captured,
        meta: Value::NIL,
    })
}

/// Another function of the same `letfn`: all share their captured values.
pub(crate) fn sibling(closure: &Closure, index: u16) -> Value {
    let group = closure.captured[0]
        .as_host::<ProtoGroup>()
        .expect("capture 0 is the group");
    let proto = group.0[index as usize].clone();
    Value::new(Closure {
        proto,
        captured: closure.captured.clone(),
        meta: Value::NIL,
    })
}

/// A vector of values moved from registers.
pub(crate) fn vector(regs: &mut Regs, first: u16, count: usize) -> Value {
    Value::new(Vector::take_all(regs.slice(first, count)))
}

/// A map of keys and values moved from registers.
pub(crate) fn map(cx: &mut Cx, regs: &mut Regs, first: u16, count: usize) -> R {
    let items: Vec<Value> = regs
        .slice(first, count)
        .iter_mut()
        .map(Value::take)
        .collect();
    crate::assoc::map_literal(cx, items)
}

/// A set of values moved from registers.
pub(crate) fn set(cx: &mut Cx, regs: &mut Regs, first: u16, count: usize) -> R {
    let items: Vec<Value> = regs
        .slice(first, count)
        .iter_mut()
        .map(Value::take)
        .collect();
    crate::assoc::set_literal(cx, items)
}

/// Calls a value that is neither a closure nor an ordinary native, in window `window`. True if a
/// frame was pushed, false if the result is in `dst`.
#[inline(never)]
pub(crate) fn call_other(
    cx: &mut Cx,
    mut regs: Regs,
    window: u16,
    count: usize,
    dst: u16,
) -> R<bool> {
    let mut f = regs.take(window);
    loop {
        match f.view() {
            View::Closure(_) => {
                regs.set(window, f);
                let f = regs.get(window);
                cx.push_closure(f, regs.above(window + 1), count, dst, false)?;
                return Ok(true);
            }
            View::Native(n) if n.special == Special::No => {
                let v = native::call(cx, n, regs.slice(window + 1, count))?;
                regs.set(dst, v);
                return Ok(false);
            }
            View::Native(_) => return apply(cx, regs, window, count, dst),
            View::NativeClosure(n) => {
                let args = regs
                    .slice(window + 1, count)
                    .iter_mut()
                    .map(Value::take)
                    .collect();
                let v = cx.call_native_closure(n, args)?;
                regs.set(dst, v);
                return Ok(false);
            }
            _ => {
                let target = cx.target(&f, regs.slice(window + 1, count))?;
                match target {
                    Target::Value(g) if !needs_self(&f) => f = g,
                    Target::Value(g) => {
                        let mut args: Args = regs
                            .slice(window + 1, count)
                            .iter_mut()
                            .map(Value::take)
                            .collect();
                        args.insert(0, f.clone());
                        let v = cx.call(&g, args)?;
                        regs.set(dst, v);
                        return Ok(false);
                    }
                    Target::Data => {
                        let args = regs
                            .slice(window + 1, count)
                            .iter_mut()
                            .map(Value::take)
                            .collect();
                        let v = cx.call_data(&f, args)?;
                        regs.set(dst, v);
                        return Ok(false);
                    }
                }
            }
        }
    }
}

/// Vectors up to this size are spread as a whole.
const SPREAD_AT_ONCE: usize = 20;

/// Calls `f` with the arguments of an `apply`: a closure gets a frame over the window, so that no
/// native stack is used. As [`call_other`].
fn call_spread(cx: &mut Cx, regs: Regs, window: u16, f: Value, args: Args, dst: u16) -> R<bool> {
    let base = regs.above(window + 1);
    let count = args.len();
    if f.tag() != Tag::Closure || count > SPREAD_AT_ONCE || !cx.stack.fits(base, count) {
        let v = cx.call(&f, args)?;
        regs.set(dst, v);
        return Ok(false);
    }
    regs.set(window, f);
    for (i, arg) in args.into_iter().enumerate() {
        regs.set(window + 1 + i as u16, arg);
    }
    match cx.push_closure(regs.get(window), base, count, dst, false) {
        Ok(()) => Ok(true),
        Err(e) => {
            // The arguments may lie above the frame, where unwinding does not look.
            cx.stack.clear(regs.above(window), count + 1);
            Err(e)
        }
    }
}

/// Makes the window of `(apply f a b [c d])` that of `(f a b c d)` if `f` is a closure and the
/// vector is small; the number of arguments then.
fn spread_in_place(cx: &mut Cx, regs: &Regs, window: u16, count: usize) -> Option<usize> {
    if count < 2 || regs.get(window + 1).tag() != Tag::Closure {
        return None;
    }
    let fixed = count - 2;
    let last = window + count as u16;
    let total = fixed + regs.get(last).get::<Vector>()?.count();
    if total > SPREAD_AT_ONCE || !cx.stack.fits(regs.above(window + 1), total) {
        return None;
    }
    let spread = regs.take(last);
    for i in window..last - 1 {
        regs.set(i, regs.take(i + 1));
    }
    for (i, item) in (last - 1..).zip(spread.get::<Vector>().expect("a vector").iter()) {
        regs.set(i, item.clone());
    }
    Some(total)
}

/// `(apply f a b … more)` with its arguments in the window. As [`call_other`]. A closure with a
/// rest parameter gets what is left of the seq as it is, so that it may be endless.
#[inline(never)]
pub(crate) fn apply(cx: &mut Cx, mut regs: Regs, window: u16, count: usize, dst: u16) -> R<bool> {
    if let Some(total) = spread_in_place(cx, &regs, window, count) {
        let base = regs.above(window + 1);
        return match cx.push_closure(regs.get(window), base, total, dst, false) {
            Ok(()) => Ok(true),
            Err(e) => {
                cx.stack.clear(regs.above(window), total + 1);
                Err(e)
            }
        };
    }
    let mut args: Args = regs
        .slice(window + 1, count)
        .iter_mut()
        .map(Value::take)
        .collect();
    if args.len() < 2 {
        return Err(Thrown::arity(args.len(), "clojure.core/apply"));
    }
    let f = args.remove(0);
    let last = args.pop().expect("at least two arguments");
    let mut rest = seq::seq(cx, last)?;
    let variadic = match f.view() {
        View::Closure(c) if c.proto.selection.variadic != 255 => Some(usize::from(
            c.proto.arities[c.proto.selection.variadic as usize].params,
        )),
        _ => None,
    };
    while !rest.is_nil() {
        if variadic.is_some_and(|params| args.len() > params) {
            break;
        }
        args.push(seq::first(cx, &rest)?);
        rest = seq::next(cx, rest)?;
        cx.poll()?;
    }
    if rest.is_nil() {
        return call_spread(cx, regs, window, f, args, dst);
    }
    // More arguments than any fixed arity takes: the rest parameter is args[params..] ++ rest.
    // As in Clojure no more is realised than it takes to see that.
    let params = variadic.expect("the loop stops early for rest parameters only");
    let mut tail = rest;
    while args.len() > params {
        let first = args.pop().expect("longer than params");
        tail = Value::new(clutch_core::seq::Cons {
            first,
            rest: tail,
            meta: Value::NIL,
        });
    }
    args.push(tail);
    let v = cx.call_with_rest(&f, args)?;
    regs.set(dst, v);
    Ok(false)
}

/// `ArityException` in Clojure's words. If older code calls newer code, a frame that goes on after
/// a publish, its data tells both generations.
#[cold]
pub(crate) fn arity_error(cx: &mut Cx, closure: &Closure, count: usize) -> Box<Thrown> {
    let callee = &closure.proto;
    let caller = cx.frames.iter().next_back();
    let caller = caller.map(|frame| &frame.closure().proto);
    let new = callee.generation.get();
    let (caller, old) = match caller.map(|c| (c, c.generation.get())) {
        Some((caller, old)) if old > 0 && old < new => (caller, old),
        _ => return Thrown::arity(count, &callee.name),
    };
    let message = format!("Wrong number of args ({count}) passed to: {}", callee.name);
    let mut e = Exception::new(&classes::ARITY, message);
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    let number = |n: u64| Value::int(i64::try_from(n).unwrap_or(i64::MAX));
    e.data = crate::var::simple_map([
        (key("caller"), Value::string(&*caller.name)),
        (key("caller-generation"), number(old)),
        (key("callee"), Value::string(&*callee.name)),
        (key("callee-generation"), number(new)),
    ]);
    e.diagnosis = Some(Box::new(Diagnosis {
        code: "runtime/arity",
        help: Some(format!(
            "the call is in code of generation {old}, {} is of generation {new}: code that runs goes on \
             with its own body when something is published; a turn would see one generation",
            callee.name
        )),
        ..Diagnosis::default()
    }));
    Box::new(Thrown::plain(e))
}

/// What a call of a function that forwards runs: the code that its var has in this world, if that
/// takes this many arguments; otherwise its own. A definition that is no function of that name
/// (wrapped, made by another function) is not forwarded to, since it may call this one.
///
/// # Errors
/// `ArityException`, also for functions that do not forward.
#[cold]
pub(crate) fn forwarded(cx: &mut Cx, callee: &Value, count: usize) -> R {
    let closure = callee.get::<Closure>().expect("only closures are entered");
    let proto = &closure.proto;
    if proto.forward.is_some()
        && let Some(var) = proto.var
        && let Some(binding) = cx.context.world().binding(var)
        && let Some(current) = binding.value()
        && let Some(f) = current.get::<Closure>()
        && f.proto.var == Some(var)
        && f.captured.is_empty()
        && f.proto.select_own(count).is_some()
    {
        return Ok(current.clone());
    }
    match proto.forward.is_some() && proto.select_own(count).is_some() {
        true => Ok(callee.clone()),
        false => Err(arity_error(cx, closure, count)),
    }
}

/// `throw` of any value: only exceptions fly.
#[cold]
pub(crate) fn thrown(v: Value) -> Box<Thrown> {
    if let Some(u) = v.as_host::<Uncatchable>() {
        return Box::new(Thrown {
            value: u.value.clone(),
            kind: u.kind,
        });
    }
    match v.view() {
        View::Exception(_) => Box::new(Thrown {
            value: v,
            kind: ThrowKind::Exception,
        }),
        View::Nil => Thrown::null_pointer("Cannot throw exception because the value is null"),
        _ => crate::convert::not_castable(&v, "java.lang.Throwable"),
    }
}

/// An uncatchable error while a `finally` runs; thrown again at its end.
struct Uncatchable {
    value: Value,
    kind: ThrowKind,
}

impl HostData for Uncatchable {}

/// Parks an uncatchable error in a register while a `finally` runs.
#[cold]
pub(crate) fn wrap_uncatchable(thrown: Thrown) -> Value {
    Value::host(
        &classes::THROWABLE,
        Uncatchable {
            value: thrown.value,
            kind: thrown.kind,
        },
    )
}

/// Whether an exception is of a class.
pub(crate) fn is_instance(e: &Value, class: &Value) -> bool {
    match (e.get::<Exception>(), class.view()) {
        (Some(e), View::Class(class)) => {
            e.class.is_a(class) || std::ptr::eq(class, &classes::OBJECT)
        }
        _ => false,
    }
}

/// Where a `case` goes on.
#[inline]
pub(crate) fn case_target(cx: &mut Cx, table: &CaseTable, v: &Value) -> R<u32> {
    let by_hash = match table.by_hash.get() {
        Some(t) => t,
        None => {
            let mut t = rustc_hash::FxHashMap::<u32, Vec<usize>>::default();
            for (i, (k, _)) in table.arms.iter().enumerate() {
                t.entry(crate::hash::hash(cx, k)?).or_default().push(i);
            }
            table.by_hash.get_or_init(|| t)
        }
    };
    let hash = crate::hash::hash(cx, v)?;
    if let Some(candidates) = by_hash.get(&hash) {
        for i in candidates {
            let (k, target) = &table.arms[*i];
            let same = match quick_equal(k, v) {
                Some(same) => same,
                None => crate::eq::equal(cx, k, v)?,
            };
            if same {
                return Ok(*target);
            }
        }
    }
    Ok(table.default)
}

/// A field of an instance by position.
#[inline]
pub(crate) fn field(v: &Value, index: u16) -> R {
    let Some(i) = v.get::<Instance>() else {
        return Err(crate::convert::not_castable(v, "clojure.lang.IType"));
    };
    if let Some(m) = i.mutable()
        && i.ty.fields[index as usize].mutable
    {
        return Ok(m.lock().values[index as usize].clone());
    }
    Ok(i.fields[index as usize].clone())
}

/// Changes a mutable field.
pub(crate) fn set_field(cx: &Cx, v: &Value, index: u16, value: Value) -> R<()> {
    if let Some(i) = v.get::<Instance>()
        && crate::shape::set_mutable(cx, i, index as usize, value)?
    {
        return Ok(());
    }
    Err(Thrown::illegal_argument(
        "this object has no mutable fields",
    ))
}

/// Checks that a frame that ends owns nothing any more: liveness dropped or moved everything.
#[cfg(debug_assertions)]
pub(crate) fn check_empty(cx: &mut Cx, regs: &Regs, code: &Code) {
    for r in 0..code.registers {
        assert!(
            !regs.get(r).is_heap(),
            "register {r} still owns {:?} at the end of\n{}",
            regs.get(r),
            crate::disasm::proto(&cx.frames.top().closure().proto)
        );
    }
}

/// Checks that a frame that begins finds nothing above its arguments.
#[cfg(debug_assertions)]
pub(crate) fn check_fresh(cx: &mut Cx, closure: &Closure, code: &Code, regs: &Regs, count: usize) {
    let from = if code.variadic {
        code.params as usize + 1
    } else {
        count
    };
    for r in from as u16..code.registers {
        assert!(
            !regs.get(r).is_heap(),
            "register {r} owns {:?} at the start of {} called by {}",
            regs.get(r),
            crate::disasm::proto(&closure.proto),
            cx.frames
                .last()
                .map_or_else(String::new, |f| crate::disasm::proto(&f.closure().proto))
        );
    }
}

/// Checks that the register an instruction writes owns nothing before, unless the instruction
/// consumes it.
#[cfg(debug_assertions)]
pub(crate) fn check_write(
    cx: &mut Cx,
    regs: &Regs,
    code: &Code,
    pc: crate::frame::Pc,
    ins: &clutch_core::op::Ins,
) {
    use clutch_core::op::{Kind, LAST_B, LAST_C};
    let kinds = ins.op.kinds();
    let writes_a = kinds[0] == Kind::W && regs.get(ins.a).is_heap();
    let consumed =
        (ins.x & LAST_B != 0 && ins.a == ins.b) || (ins.x & LAST_C != 0 && ins.a == ins.c);
    let writes_c = kinds[2] == Kind::W && regs.get(ins.c).is_heap();
    assert!(
        !(writes_a && !consumed || writes_c),
        "instruction {} writes a register that owns a value\n{}",
        pc.after().index(code),
        crate::disasm::proto(&cx.frames.top().closure().proto)
    );
}
