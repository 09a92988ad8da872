//! The contract between compiler and machine, checked: every error here is a compiler bug.
//!
//! Checked for each arity: registers below the frame's size, constants, globals, prototypes and
//! tables inside their lists, jumps inside the code, windows inside the frame, the last
//! instruction never falls through, handlers cover and target instructions. The run loop leaves
//! these checks out; debug builds run this on everything that is compiled.

use clutch_core::func::{Code, Proto};
use clutch_core::op::{Ins, Kind, Op};

/// Checks a function and all functions that it makes.
///
/// # Errors
/// Says which instruction breaks which rule.
pub fn proto(p: &Proto) -> Result<(), String> {
    for code in &p.arities {
        check(code).map_err(|e| format!("{}: {e}", p.name))?;
        for inner in &code.protos {
            proto(inner)?;
        }
    }
    Ok(())
}

fn check(code: &Code) -> Result<(), String> {
    let Some(last) = code.ins.last() else {
        return Err("no instructions".to_string());
    };
    if !matches!(last.op, Op::Return | Op::Throw | Op::Jump | Op::LoopJump) {
        return Err(format!("falls off its end after {}", last.op.name()));
    }
    if code.slots.len() != code.globals.len() {
        return Err("globals and their slots differ in number".to_string());
    }
    for (at, ins) in code.ins.iter().enumerate() {
        instruction(code, at, *ins).map_err(|e| format!("{at} {}: {e}", ins.op.name()))?;
    }
    for h in &code.handlers {
        let len = code.ins.len() as u32;
        if h.start > h.end || h.end > len || h.target >= len {
            return Err(format!(
                "handler {}..{} -> {} is outside",
                h.start, h.end, h.target
            ));
        }
        if h.register >= code.registers || h.keep > code.registers {
            return Err("handler register is outside".to_string());
        }
    }
    Ok(())
}

fn instruction(code: &Code, at: usize, ins: Ins) -> Result<(), String> {
    let below = |what: &str, n: u16, len: usize| {
        if usize::from(n) < len {
            Ok(())
        } else {
            Err(format!("{what} {n} of {len}"))
        }
    };
    let registers = usize::from(code.registers);
    let target = |offset: i64| {
        let to = at as i64 + 1 + offset;
        if (0..code.ins.len() as i64).contains(&to) {
            Ok(())
        } else {
            Err(format!("jump to {to} of {}", code.ins.len()))
        }
    };
    for (kind, value) in ins.op.kinds().into_iter().zip([ins.a, ins.b, ins.c]) {
        match kind {
            Kind::W | Kind::R | Kind::U => below("register", value, registers)?,
            Kind::K => below("constant", value, code.consts.len())?,
            Kind::G => below("global", value, code.globals.len())?,
            Kind::P => below("prototype", value, code.protos.len())?,
            Kind::T => {
                below("case table", value, code.cases.len())?;
                let table = &code.cases[usize::from(value)];
                let targets = table.arms.iter().map(|(_, t)| *t).chain([table.default]);
                for t in targets {
                    below("case target", u16::try_from(t).unwrap_or(0), code.ins.len())?;
                }
            }
            Kind::O => target(i64::from(value as i16))?,
            Kind::J if ins.op != Op::LoadInt => target(i64::from(ins.j()))?,
            Kind::J | Kind::I | Kind::N | Kind::None => {}
        }
        if kind == Kind::J {
            break;
        }
    }
    let window = |first: u16, count: usize| {
        if usize::from(first) + count <= registers {
            Ok(())
        } else {
            Err(format!(
                "window of {count} at register {first} of {registers}"
            ))
        }
    };
    match ins.op {
        Op::Call | Op::CallSelf => window(ins.a, usize::from(ins.b) + 1),
        Op::CallG | Op::CallN | Op::CallR | Op::CallC => window(ins.a, usize::from(ins.x) + 1),
        Op::Unpack => {
            let skipped = (ins.c >> 8).count_ones() as usize;
            window(ins.a, usize::from(ins.c & 0xff) - skipped)
        }
        Op::Vector | Op::Map | Op::Set => window(ins.b, usize::from(ins.c)),
        Op::Closure => window(ins.c, code.protos[usize::from(ins.b)].captures.len()),
        _ => Ok(()),
    }
}
