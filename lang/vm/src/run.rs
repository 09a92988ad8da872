//! The dispatch loop and nothing else.
//!
//! The running frame's position, registers and code are kept in locals. `pc` stays at the
//! instruction that runs until its end: one pointer for operands and position, which leaves the
//! others in machine registers (measured: a tenth of the time of calls). The position is written
//! back to the frame before anything that may call, throw, poll or look at the stack. Bodies of
//! more than a few lines are functions in `exec`. Calls of the language push a frame and go on
//! in this loop; native recursion happens only through natives that call back.

use crate::call::stack_overflow;
use crate::cx::Cx;
use crate::exec;
use crate::frame::Frame;
use crate::native;
use crate::stack::Regs;
use clutch_core::func::{Closure, Code};
use clutch_core::heap::Shared;
use clutch_core::native::Special;
use clutch_core::op::{LAST_A, LAST_B, LAST_C, Op};
use clutch_core::seq::{ArraySeq, Chunk};
use clutch_core::sync::atomic::Ordering;
use clutch_core::{R, Tag, Thrown, Value};

impl Cx {
    /// Enters a closure whose arguments are in `regs`. The caller keeps `callee` alive.
    #[inline(always)]
    pub(crate) fn push_closure(
        &mut self,
        callee: &Value,
        regs: Regs,
        count: usize,
        dst: u16,
        entry: bool,
    ) -> R<()> {
        let closure = callee.get::<Closure>().expect("only closures are entered");
        match closure.proto.select(count) {
            Some(code) => self.push_code(callee, code, regs, count, dst, entry),
            None => self.push_forwarded(callee, regs, count, dst, entry),
        }
    }

    /// Enters what a function that forwards means here.
    #[cold]
    #[inline(never)]
    fn push_forwarded(
        &mut self,
        callee: &Value,
        regs: Regs,
        count: usize,
        dst: u16,
        entry: bool,
    ) -> R<()> {
        let target = exec::forwarded(self, callee, count)?;
        let closure = target.to_shared::<Closure>().expect("forwards to closures");
        let code = closure.proto.select_own(count);
        let code = code.expect("chosen because it takes this many");
        // The slot below the frame keeps it alive.
        regs.set_callee(target);
        self.push_code(regs.below().get(0), code, regs, count, dst, entry)
    }

    /// Enters code of `callee`.
    #[inline(always)]
    fn push_code(
        &mut self,
        callee: &Value,
        code: &Code,
        mut regs: Regs,
        count: usize,
        dst: u16,
        entry: bool,
    ) -> R<()> {
        if !self.stack.fits(regs, usize::from(code.registers)) {
            return Err(stack_overflow());
        }
        if code.variadic {
            let params = u16::from(code.params);
            let rest = collect_rest(&mut regs, params, count - usize::from(params));
            regs.set(params, rest);
        }
        #[cfg(debug_assertions)]
        exec::check_fresh(self, callee.get().expect("entered"), code, &regs, count);
        if !self.frames.push(Frame::new(callee, code, regs, dst, entry)) {
            return Err(stack_overflow());
        }
        Ok(())
    }
}

/// Moves rest arguments into a seq; nil if there are none.
#[inline(never)]
fn collect_rest(regs: &mut Regs, first: u16, count: usize) -> Value {
    if count == 0 {
        return Value::NIL;
    }
    let items = regs
        .slice(first, count)
        .iter_mut()
        .map(Value::take)
        .collect();
    let items = Shared::new(Chunk { items });
    Value::new(ArraySeq {
        items,
        index: 0,
        more: Value::NIL,
        meta: Value::NIL,
    })
}

/// Two floats of 64 bits.
#[inline(always)]
fn doubles(a: &Value, b: &Value) -> Option<(f64, f64)> {
    if a.is_double() && b.is_double() {
        Some((f64::from_bits(a.bits()), f64::from_bits(b.bits())))
    } else {
        None
    }
}

/// Runs the top frame until the frame stack is back at `floor`; its value.
pub(crate) fn run(cx: &mut Cx, floor: usize) -> R {
    let top = cx.frames.top();
    let mut pc = top.pc;
    let mut code = top.code();
    let mut regs = top.regs;

    // Reloads the locals from the top frame.
    macro_rules! resume {
        () => {{
            let top = cx.frames.top();
            pc = top.pc;
            code = top.code();
            regs = top.regs;
        }};
    }
    // Writes the position back.
    macro_rules! save {
        () => {
            cx.frames.top().pc = pc.after()
        };
    }
    // Takes an error to its handler, or out; see the end of the loop.
    macro_rules! throw {
        ($e:expr) => {
            break $e
        };
    }
    macro_rules! attempt {
        ($r:expr) => {
            match $r {
                Ok(v) => v,
                Err(e) => throw!(e),
            }
        };
    }
    macro_rules! poll {
        () => {
            if cx.poll_word.load(Ordering::Acquire) != 0 {
                save!();
                attempt!(cx.poll_slow());
            }
        };
    }
    // An operand's value: moved out if this is its last use.
    macro_rules! operand {
        ($ins:expr, $reg:ident, $last:ident) => {
            if $ins.x & $last != 0 {
                regs.take($ins.$reg)
            } else {
                regs.get($ins.$reg).clone()
            }
        };
    }
    // Drops operands that were last uses.
    macro_rules! consume {
        ($ins:expr, b) => {
            if $ins.x & LAST_B != 0 {
                regs.drop_at($ins.b);
            }
        };
        ($ins:expr, bc) => {
            if $ins.x & LAST_B != 0 {
                regs.drop_at($ins.b);
            }
            if $ins.x & LAST_C != 0 {
                regs.drop_at($ins.c);
            }
        };
        ($ins:expr, a) => {
            if $ins.x & LAST_A != 0 {
                regs.drop_at($ins.a);
            }
        };
        ($ins:expr, ab) => {
            if $ins.x & LAST_A != 0 {
                regs.drop_at($ins.a);
            }
            if $ins.x & LAST_B != 0 {
                regs.drop_at($ins.b);
            }
        };
    }
    // `a <- b op c` with fast paths for two integers and two floats.
    macro_rules! arith {
        ($ins:expr, $int:ident, $float:tt, $slow:path) => {{
            let (b, c) = (regs.get($ins.b), regs.get($ins.c));
            if b.tag() == Tag::Int && c.tag() == Tag::Int {
                if let Some(n) = (b.bits() as i64).$int(c.bits() as i64) {
                    regs.set($ins.a, Value::int(n));
                    pc.advance();
                    continue;
                }
            } else if let Some((x, y)) = doubles(b, c) {
                regs.set($ins.a, Value::float(x $float y));
                pc.advance();
                continue;
            }
            let v = attempt!($slow(b, c));
            consume!($ins, bc);
            regs.set($ins.a, v);
        }};
    }
    // The same with a small number.
    macro_rules! arith_i {
        ($ins:expr, $int:ident, $float:tt, $slow:path) => {{
            let b = regs.get($ins.b);
            if b.tag() == Tag::Int {
                if let Some(n) = (b.bits() as i64).$int(i64::from($ins.ic())) {
                    regs.set($ins.a, Value::int(n));
                    pc.advance();
                    continue;
                }
            } else if let Some(x) = b.as_float() {
                regs.set($ins.a, Value::float(x $float f64::from($ins.ic())));
                pc.advance();
                continue;
            }
            let v = attempt!($slow(b, &Value::int(i64::from($ins.ic()))));
            consume!($ins, b);
            regs.set($ins.a, v);
        }};
    }
    macro_rules! compare {
        ($ins:expr, $op:tt, $slow:path) => {{
            let (b, c) = (regs.get($ins.b), regs.get($ins.c));
            let v = if b.tag() == Tag::Int && c.tag() == Tag::Int {
                (b.bits() as i64) $op (c.bits() as i64)
            } else if let Some((x, y)) = doubles(b, c) {
                x $op y
            } else {
                let v = attempt!($slow(b, c));
                consume!($ins, bc);
                v
            };
            regs.set($ins.a, Value::bool(v));
        }};
    }
    macro_rules! jump_unless {
        ($ins:expr, $op:tt, $slow:path) => {{
            let (a, b) = (regs.get($ins.a), regs.get($ins.b));
            let v = if a.tag() == Tag::Int && b.tag() == Tag::Int {
                (a.bits() as i64) $op (b.bits() as i64)
            } else if let Some((x, y)) = doubles(a, b) {
                x $op y
            } else {
                let v = attempt!($slow(a, b));
                consume!($ins, ab);
                v
            };
            if !v {
                pc.jump(i32::from($ins.ic()));
            }
        }};
    }
    // The same with a constant.
    macro_rules! jump_unless_k {
        ($ins:expr, $op:tt, $slow:path) => {{
            let a = regs.get($ins.a);
            let b = &code.consts[$ins.b as usize];
            let v = if a.tag() == Tag::Int && b.tag() == Tag::Int {
                (a.bits() as i64) $op (b.bits() as i64)
            } else if let Some((x, y)) = doubles(a, b) {
                x $op y
            } else {
                let v = attempt!($slow(a, b));
                consume!($ins, a);
                v
            };
            if !v {
                pc.jump(i32::from($ins.ic()));
            }
        }};
    }
    // The end of a loop: tests and goes back.
    macro_rules! loop_if {
        ($ins:expr, $b:expr, $op:tt, $slow:path) => {{
            let a = regs.get($ins.a);
            let b = $b;
            let v = if a.tag() == Tag::Int && b.tag() == Tag::Int {
                (a.bits() as i64) $op (b.bits() as i64)
            } else {
                attempt!($slow(a, b))
            };
            if v {
                pc.jump(i32::from($ins.ic()));
                poll!();
            }
        }};
    }
    // `a <- b op constant c`.
    macro_rules! arith_k {
        ($ins:expr, $int:ident, $float:tt, $slow:path) => {{
            let b = regs.get($ins.b);
            let c = &code.consts[$ins.c as usize];
            if b.tag() == Tag::Int && c.tag() == Tag::Int {
                if let Some(n) = (b.bits() as i64).$int(c.bits() as i64) {
                    regs.set($ins.a, Value::int(n));
                    pc.advance();
                    continue;
                }
            } else if let Some((x, y)) = doubles(b, c) {
                regs.set($ins.a, Value::float(x $float y));
                pc.advance();
                continue;
            }
            let v = attempt!($slow(b, c));
            consume!($ins, b);
            regs.set($ins.a, v);
        }};
    }
    // `a <- b / c` with a fast path for two floats; `$drop` names the operands that may end here.
    macro_rules! div {
        ($ins:expr, $c:expr, $drop:ident) => {{
            let (b, c) = (regs.get($ins.b), $c);
            if let Some((x, y)) = doubles(b, c) {
                regs.set($ins.a, Value::float(x / y));
                pc.advance();
                continue;
            }
            let v = attempt!(slow::div(b, c));
            consume!($ins, $drop);
            regs.set($ins.a, v);
        }};
    }
    // `a <- b op c` with a fast path for integers only.
    macro_rules! integer {
        ($ins:expr, $c:expr, $int:ident, $slow:path, $drop:ident) => {{
            let (b, c) = (regs.get($ins.b), $c);
            if let (Some(x), Some(y)) = (b.as_int(), c.as_int())
                && let Some(n) = x.$int(y)
            {
                regs.set($ins.a, Value::int(n));
                pc.advance();
                continue;
            }
            let v = attempt!($slow(b, c));
            consume!($ins, $drop);
            regs.set($ins.a, v);
        }};
    }
    // `=`, without a look at the context for the kinds that need none.
    macro_rules! equal {
        ($a:expr, $b:expr) => {
            match exec::quick_equal($a, $b) {
                Some(v) => v,
                None => {
                    save!();
                    attempt!(crate::eq::equal(cx, $a, $b))
                }
            }
        };
    }
    // `(nth b n)`; what is not at hand is walked, and nobody here must hold its head then.
    macro_rules! nth {
        ($ins:expr, $n:expr) => {
            match exec::nth_ready(regs.get($ins.b), $n) {
                Some(v) => {
                    consume!($ins, b);
                    v
                }
                None => {
                    let b = operand!($ins, b, LAST_B);
                    save!();
                    attempt!(crate::assoc::nth_owned(cx, b, $n))
                }
            }
        };
    }
    macro_rules! jump_unless_i {
        ($ins:expr, $op:tt, $slow:path) => {{
            let a = regs.get($ins.a);
            let v = if a.tag() == Tag::Int {
                (a.bits() as i64) $op i64::from($ins.ib())
            } else {
                let v = attempt!($slow(a, &Value::int(i64::from($ins.ib()))));
                consume!($ins, a);
                v
            };
            if !v {
                pc.jump(i32::from($ins.ic()));
            }
        }};
    }
    // A read-only operation on one or two operands that may run code.
    macro_rules! query {
        ($ins:expr, $v:expr, $drop:ident) => {{
            save!();
            let v = attempt!($v);
            consume!($ins, $drop);
            regs.set($ins.a, v);
        }};
    }
    // Enters a closure that the caller's frame or the table of globals keeps alive.
    macro_rules! enter {
        ($f:expr, $window:expr, $count:expr, $dst:expr) => {{
            save!();
            attempt!(cx.push_closure($f, regs.above($window + 1), $count, $dst, false));
            resume!();
            continue;
        }};
    }
    // Calls a native with the arguments in the window.
    macro_rules! call_native {
        ($n:expr, $window:expr, $count:expr, $dst:expr) => {{
            let n = $n;
            save!();
            if n.special == Special::No {
                let v = attempt!(native::call(cx, n, regs.slice($window + 1, $count)));
                regs.set($dst, v);
            } else if attempt!(exec::apply(cx, regs, $window, $count, $dst)) {
                resume!();
                continue;
            }
        }};
    }
    // Calls the value in the window's first register.
    macro_rules! call {
        ($window:expr, $count:expr, $dst:expr) => {{
            let (window, count, dst): (u16, usize, u16) = ($window, $count, $dst);
            let f = regs.get(window);
            if f.tag() == Tag::Closure {
                enter!(f, window, count, dst);
            } else if let Some(n) = f.as_native() {
                call_native!(n, window, count, dst);
            } else {
                save!();
                if attempt!(exec::call_other(cx, regs, window, count, dst)) {
                    resume!();
                    continue;
                }
            }
        }};
    }
    // Calls a value that stays where it is.
    macro_rules! call_borrowed {
        ($f:expr, $window:expr, $count:expr, $dst:expr) => {{
            let f = $f;
            if f.tag() == Tag::Closure {
                enter!(f, $window, $count, $dst);
            } else if let Some(n) = f.as_native() {
                call_native!(n, $window, $count, $dst);
            } else {
                let f = f.clone();
                regs.set($window, f);
                call!($window, $count, $dst);
            }
        }};
    }

    loop {
        // Everything that fails leaves this loop with its error, so that unwinding stands in one
        // place: repeated in every arm it made the compiler keep `pc` in memory.
        let thrown: Box<Thrown> = loop {
            let ins = pc.ins();
            #[cfg(debug_assertions)]
            exec::check_write(cx, &regs, code, pc, ins);
            match ins.op {
                Op::LoadNil => regs.set(ins.a, Value::NIL),
                Op::LoadK => regs.set(ins.a, code.consts[ins.b as usize].clone()),
                Op::LoadInt => regs.set(ins.a, Value::int(i64::from(ins.j()))),
                Op::Move => {
                    let v = operand!(ins, b, LAST_B);
                    regs.set(ins.a, v);
                }
                Op::Drop => regs.drop_at(ins.a),
                Op::Capture => {
                    let v = cx.frames.top().closure().captured[ins.b as usize].clone();
                    regs.set(ins.a, v);
                }
                Op::TakeCapture => {
                    let v = exec::take_capture(cx, &regs, ins.b);
                    regs.set(ins.a, v);
                }
                Op::SelfFn => {
                    let v = cx.frames.top().callee().clone();
                    regs.set(ins.a, v);
                }
                Op::Global => {
                    let slot = code.slots[ins.b as usize];
                    match cx.globals.get(slot, cx.context.world_id()) {
                        Some(v) => regs.set(ins.a, v.clone()),
                        None => {
                            save!();
                            let var = code.globals[ins.b as usize];
                            let v = attempt!(cx.var_value_slow(var));
                            regs.set(ins.a, v);
                        }
                    }
                }
                Op::Sibling => {
                    let v = exec::sibling(cx.frames.top().closure(), ins.b);
                    regs.set(ins.a, v);
                }
                Op::Closure => {
                    let v = exec::closure(code, &mut regs, ins.b, ins.c);
                    regs.set(ins.a, v);
                }
                Op::Jump => pc.jump(ins.j()),
                Op::LoopJump => {
                    pc.jump(ins.j());
                    poll!();
                }
                Op::JumpIf => {
                    if regs.get(ins.a).truthy() {
                        pc.jump(ins.j());
                    }
                    consume!(ins, a);
                }
                Op::JumpIfNot => {
                    if !regs.get(ins.a).truthy() {
                        pc.jump(ins.j());
                    }
                    consume!(ins, a);
                }
                Op::JumpNil => {
                    if regs.get(ins.a).is_nil() {
                        pc.jump(ins.j());
                    }
                    consume!(ins, a);
                }
                Op::JumpNotNil => {
                    if !regs.get(ins.a).is_nil() {
                        pc.jump(ins.j());
                    }
                    consume!(ins, a);
                }
                Op::JumpNotDone => {
                    if regs.get(ins.a).tag() != Tag::Done {
                        pc.jump(ins.j());
                    }
                    consume!(ins, a);
                }
                Op::JumpNotLt => jump_unless!(ins, <, slow::lt),
                Op::JumpNotLe => jump_unless!(ins, <=, slow::le),
                Op::JumpNotGt => jump_unless!(ins, >, slow::gt),
                Op::JumpNotGe => jump_unless!(ins, >=, slow::ge),
                Op::JumpNotNumEq => jump_unless!(ins, ==, slow::num_eq),
                Op::JumpNotEq => {
                    let (a, b) = (regs.get(ins.a), regs.get(ins.b));
                    let v = equal!(a, b);
                    consume!(ins, ab);
                    if !v {
                        pc.jump(i32::from(ins.ic()));
                    }
                }
                Op::JumpNotSame => {
                    let v = exec::identical(regs.get(ins.a), regs.get(ins.b));
                    consume!(ins, ab);
                    if !v {
                        pc.jump(i32::from(ins.ic()));
                    }
                }
                Op::JumpNotLtI => jump_unless_i!(ins, <, slow::lt),
                Op::JumpNotLeI => jump_unless_i!(ins, <=, slow::le),
                Op::JumpNotGtI => jump_unless_i!(ins, >, slow::gt),
                Op::JumpNotGeI => jump_unless_i!(ins, >=, slow::ge),
                Op::JumpNotNumEqI => jump_unless_i!(ins, ==, slow::num_eq),
                Op::JumpNotEqI => {
                    let a = regs.get(ins.a);
                    let n = i64::from(ins.ib());
                    let v = match a.as_int() {
                        Some(m) => m == n,
                        None => {
                            save!();
                            attempt!(crate::eq::equal(cx, a, &Value::int(n)))
                        }
                    };
                    consume!(ins, a);
                    if !v {
                        pc.jump(i32::from(ins.ic()));
                    }
                }
                Op::JumpNotLtK => jump_unless_k!(ins, <, slow::lt),
                Op::JumpNotLeK => jump_unless_k!(ins, <=, slow::le),
                Op::JumpNotGtK => jump_unless_k!(ins, >, slow::gt),
                Op::JumpNotGeK => jump_unless_k!(ins, >=, slow::ge),
                Op::JumpNotNumEqK => jump_unless_k!(ins, ==, slow::num_eq),
                Op::JumpNotEqK => {
                    let a = regs.get(ins.a);
                    let b = &code.consts[ins.b as usize];
                    let v = equal!(a, b);
                    consume!(ins, a);
                    if !v {
                        pc.jump(i32::from(ins.ic()));
                    }
                }
                Op::LoopIfLt => loop_if!(ins, regs.get(ins.b), <, slow::lt),
                Op::LoopIfLe => loop_if!(ins, regs.get(ins.b), <=, slow::le),
                Op::LoopIfGt => loop_if!(ins, regs.get(ins.b), >, slow::gt),
                Op::LoopIfGe => loop_if!(ins, regs.get(ins.b), >=, slow::ge),
                Op::LoopIfLtI => {
                    loop_if!(ins, &Value::int(i64::from(ins.ib())), <, slow::lt)
                }
                Op::LoopIfLeI => {
                    loop_if!(ins, &Value::int(i64::from(ins.ib())), <=, slow::le)
                }
                Op::LoopIfGtI => {
                    loop_if!(ins, &Value::int(i64::from(ins.ib())), >, slow::gt)
                }
                Op::LoopIfGeI => {
                    loop_if!(ins, &Value::int(i64::from(ins.ib())), >=, slow::ge)
                }
                Op::LoopIfLtK => loop_if!(ins, &code.consts[ins.b as usize], <, slow::lt),
                Op::LoopIfLeK => loop_if!(ins, &code.consts[ins.b as usize], <=, slow::le),
                Op::LoopIfGtK => loop_if!(ins, &code.consts[ins.b as usize], >, slow::gt),
                Op::LoopIfGeK => loop_if!(ins, &code.consts[ins.b as usize], >=, slow::ge),
                Op::AddK => arith_k!(ins, checked_add, +, slow::add),
                Op::SubK => arith_k!(ins, checked_sub, -, slow::sub),
                Op::MulK => arith_k!(ins, checked_mul, *, slow::mul),
                Op::DivK => div!(ins, &code.consts[ins.c as usize], b),
                Op::QuotK => integer!(
                    ins,
                    &code.consts[ins.c as usize],
                    checked_div,
                    slow::quot,
                    b
                ),
                Op::RemK => integer!(ins, &code.consts[ins.c as usize], checked_rem, slow::rem, b),
                Op::Add => arith!(ins, checked_add, +, slow::add),
                Op::Sub => arith!(ins, checked_sub, -, slow::sub),
                Op::Mul => arith!(ins, checked_mul, *, slow::mul),
                Op::Div => div!(ins, regs.get(ins.c), bc),
                Op::Quot => integer!(ins, regs.get(ins.c), checked_div, slow::quot, bc),
                Op::Rem => integer!(ins, regs.get(ins.c), checked_rem, slow::rem, bc),
                Op::AddI => arith_i!(ins, checked_add, +, slow::add),
                Op::MulI => arith_i!(ins, checked_mul, *, slow::mul),
                Op::QuotI => integer!(
                    ins,
                    &Value::int(i64::from(ins.ic())),
                    checked_div,
                    slow::quot,
                    b
                ),
                Op::RemI => integer!(
                    ins,
                    &Value::int(i64::from(ins.ic())),
                    checked_rem,
                    slow::rem,
                    b
                ),
                Op::Lt => compare!(ins, <, slow::lt),
                Op::Le => compare!(ins, <=, slow::le),
                Op::Gt => compare!(ins, >, slow::gt),
                Op::Ge => compare!(ins, >=, slow::ge),
                Op::NumEq => compare!(ins, ==, slow::num_eq),
                Op::Eq => {
                    let (b, c) = (regs.get(ins.b), regs.get(ins.c));
                    let v = equal!(b, c);
                    consume!(ins, bc);
                    regs.set(ins.a, Value::bool(v));
                }
                Op::Same => {
                    let v = exec::identical(regs.get(ins.b), regs.get(ins.c));
                    consume!(ins, bc);
                    regs.set(ins.a, Value::bool(v));
                }
                Op::Not => {
                    let v = !regs.get(ins.b).truthy();
                    consume!(ins, b);
                    regs.set(ins.a, Value::bool(v));
                }
                Op::IsNil => {
                    let v = regs.get(ins.b).is_nil();
                    consume!(ins, b);
                    regs.set(ins.a, Value::bool(v));
                }
                Op::Nth => {
                    let v = nth!(ins, regs.get(ins.c));
                    if ins.x & LAST_C != 0 {
                        regs.drop_at(ins.c);
                    }
                    regs.set(ins.a, v);
                }
                Op::NthI => {
                    let v = nth!(ins, &Value::int(i64::from(ins.ic())));
                    regs.set(ins.a, v);
                }
                Op::NthOrNil => query!(
                    ins,
                    exec::nth_or_nil(cx, regs.get(ins.b), ins.c as usize),
                    b
                ),
                Op::Unpack => {
                    save!();
                    let (count, skip) = (usize::from(ins.c & 0xff), ins.c >> 8);
                    attempt!(exec::unpack(cx, &regs, ins.a, regs.get(ins.b), count, skip));
                    consume!(ins, b);
                }
                Op::Get => query!(
                    ins,
                    crate::assoc::get(cx, regs.get(ins.b), regs.get(ins.c)),
                    bc
                ),
                Op::GetK => {
                    let key = &code.consts[ins.c as usize];
                    query!(ins, crate::assoc::get(cx, regs.get(ins.b), key), b);
                }
                Op::First => query!(ins, crate::seq::first(cx, regs.get(ins.b)), b),
                Op::Next => {
                    let v = operand!(ins, b, LAST_B);
                    save!();
                    let v = attempt!(crate::seq::next(cx, v));
                    regs.set(ins.a, v);
                }
                Op::Rest => {
                    let v = operand!(ins, b, LAST_B);
                    save!();
                    let v = attempt!(crate::seq::rest(cx, v));
                    regs.set(ins.a, v);
                }
                Op::Seq => {
                    let v = operand!(ins, b, LAST_B);
                    save!();
                    let v = attempt!(crate::seq::seq(cx, v));
                    regs.set(ins.a, v);
                }
                Op::Count => {
                    // Counting a lazy seq walks it: nobody here must hold its head.
                    if ins.x & LAST_B != 0 {
                        let b = regs.take(ins.b);
                        save!();
                        let n = attempt!(crate::conj::count_owned(cx, b));
                        regs.set(ins.a, Value::int(n));
                    } else {
                        save!();
                        let n = attempt!(crate::conj::count(cx, regs.get(ins.b)));
                        regs.set(ins.a, Value::int(n));
                    }
                }
                Op::Conj => {
                    let b = operand!(ins, b, LAST_B);
                    let c = operand!(ins, c, LAST_C);
                    save!();
                    let v = attempt!(crate::conj::conj(cx, b, c));
                    regs.set(ins.a, v);
                }
                Op::IterNext => {
                    save!();
                    let v = attempt!(crate::iter::advance(cx, regs.get_mut(ins.b)));
                    consume!(ins, b);
                    regs.set(ins.a, v);
                }
                Op::Vector => {
                    let v = exec::vector(&mut regs, ins.b, ins.c as usize);
                    regs.set(ins.a, v);
                }
                Op::Map => {
                    save!();
                    let v = attempt!(exec::map(cx, &mut regs, ins.b, ins.c as usize));
                    regs.set(ins.a, v);
                }
                Op::Set => {
                    save!();
                    let v = attempt!(exec::set(cx, &mut regs, ins.b, ins.c as usize));
                    regs.set(ins.a, v);
                }
                Op::Call => {
                    poll!();
                    call!(ins.a, ins.b as usize, ins.c);
                }
                Op::CallR => {
                    poll!();
                    call_borrowed!(regs.get(ins.b), ins.a, ins.x as usize, ins.c);
                }
                Op::CallC => {
                    poll!();
                    let f = &cx.frames.top().closure().captured[ins.b as usize];
                    call_borrowed!(f, ins.a, ins.x as usize, ins.c);
                }
                Op::CallG => {
                    poll!();
                    let slot = code.slots[ins.b as usize];
                    let count = ins.x as usize;
                    match cx.globals.get(slot, cx.context.world_id()) {
                        Some(f) => {
                            // The table, then the retire list, keep the callee alive.
                            let f = exec::borrowed(f);
                            call_borrowed!(&*f, ins.a, count, ins.c);
                        }
                        None => {
                            save!();
                            let var = code.globals[ins.b as usize];
                            let f = attempt!(cx.var_value_slow(var));
                            if cx.context.is_reading() {
                                cx.context.record_call(var);
                            }
                            if f.tag() == Tag::Unbound {
                                throw!(Thrown::illegal_state(format!(
                                    "Attempting to call unbound fn: #'{var}"
                                )));
                            }
                            regs.set(ins.a, f);
                            call!(ins.a, count, ins.c);
                        }
                    }
                }
                Op::CallN => {
                    let n = code.consts[ins.b as usize].as_native();
                    let n = n.expect("CallN names a native constant");
                    save!();
                    let v = attempt!(native::call(cx, n, regs.slice(ins.a + 1, ins.x as usize)));
                    regs.set(ins.c, v);
                }
                Op::CallSelf => {
                    poll!();
                    let f = exec::borrowed(cx.frames.top().callee());
                    enter!(&f, ins.a, ins.b as usize, ins.c);
                }
                Op::Return => {
                    let v = operand!(ins, a, LAST_A);
                    #[cfg(debug_assertions)]
                    exec::check_empty(cx, &regs, code);
                    let done = cx.frames.pop();
                    let (dst, is_entry) = (done.dst, done.is_entry);
                    regs.drop_callee();
                    if is_entry {
                        return Ok(v);
                    }
                    resume!();
                    regs.set(dst, v);
                    continue;
                }
                Op::Throw => {
                    let v = operand!(ins, a, LAST_A);
                    throw!(exec::thrown(v));
                }
                Op::IsInst => {
                    let v = exec::is_instance(regs.get(ins.b), &code.consts[ins.c as usize]);
                    regs.set(ins.a, Value::bool(v));
                }
                Op::Case => {
                    save!();
                    let target = attempt!(exec::case_target(
                        cx,
                        &code.cases[ins.b as usize],
                        regs.get(ins.a)
                    ));
                    consume!(ins, a);
                    pc.go(code, target);
                    continue;
                }
                Op::Field => {
                    let v = attempt!(exec::field(regs.get(ins.b), ins.c));
                    consume!(ins, b);
                    regs.set(ins.a, v);
                }
                Op::SetField => {
                    let value = regs.get(ins.c).clone();
                    attempt!(exec::set_field(cx, regs.get(ins.a), ins.b, value));
                    consume!(ins, a);
                }
            }
            pc.advance();
        };
        save!();
        crate::unwind::unwind(cx, thrown, floor)?;
        resume!();
    }
}

/// Arithmetic and comparison of what is not two integers or two floats, kept out of the loop.
mod slow {
    use crate::number::{arith, compare};
    use clutch_core::{R, Value};

    macro_rules! out_of_line {
        ($($module:ident $name:ident $result:ty;)*) => {$(
            #[cold]
            #[inline(never)]
            pub(super) fn $name(a: &Value, b: &Value) -> $result {
                $module::$name(a, b)
            }
        )*};
    }

    out_of_line! {
        arith add R;
        arith sub R;
        arith mul R;
        arith div R;
        arith quot R;
        arith rem R;
        compare lt R<bool>;
        compare le R<bool>;
        compare gt R<bool>;
        compare ge R<bool>;
        compare num_eq R<bool>;
    }
}
