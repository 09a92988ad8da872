//! Disassembly: code as text, one instruction a line, for goldens, `spec/bytecode.md` and people.
//!
//! ```text
//! user/f [x y] registers 5
//!    0  JumpNotLtI  r0 2 -> 3        ; x
//!    1  Return      r0!
//! ```
//! `r0!` is a last use; a name after `;` is the local that lives in the first register shown.

use clutch_core::func::{Code, Proto};
use clutch_core::op::{Ins, Kind, LAST_A, LAST_B, LAST_C, Op};
use std::fmt::Write;

/// The arities of a function, and of the functions that it makes.
pub fn proto(p: &Proto) -> String {
    let mut out = String::new();
    write_proto(p, &mut out);
    out
}

fn write_proto(p: &Proto, out: &mut String) {
    for code in &p.arities {
        let rest = if code.variadic { " & rest" } else { "" };
        let _ = writeln!(
            out,
            "{} [{}{rest}] registers {}",
            p.name, code.params, code.registers
        );
        for (at, ins) in code.ins.iter().enumerate() {
            let _ = writeln!(out, "{at:4}  {}", instruction(code, at, *ins));
        }
        for h in &code.handlers {
            let all = if h.catches_all { " all" } else { "" };
            let _ = writeln!(
                out,
                "      handler {}..{} -> {} r{} keep {}{all}",
                h.start, h.end, h.target, h.register, h.keep
            );
        }
        for inner in &code.protos {
            write_proto(inner, out);
        }
    }
}

/// One instruction as text.
pub fn instruction(code: &Code, at: usize, ins: Ins) -> String {
    let mut out = format!("{:<13}", ins.op.name());
    let kinds = ins.op.kinds();
    for (i, kind) in kinds.into_iter().enumerate() {
        let value = [ins.a, ins.b, ins.c][i];
        let last = ins.x & [LAST_A, LAST_B, LAST_C][i] != 0;
        let _ = match kind {
            Kind::W | Kind::R => write!(out, " r{value}"),
            Kind::U => write!(out, " r{value}{}", if last { "!" } else { "" }),
            Kind::I => write!(out, " {}", value as i16),
            Kind::K => write!(out, " {:?}", code.consts[value as usize]),
            Kind::G => write!(out, " {}", code.globals[value as usize]),
            Kind::P => write!(out, " {}", code.protos[value as usize].name),
            Kind::N if ins.op == Op::Unpack => {
                let (count, skip) = (value & 0xff, value >> 8);
                match skip {
                    0 => write!(out, " {count}"),
                    _ => write!(out, " {count} without {skip:#b}"),
                }
            }
            Kind::N | Kind::T => write!(out, " {value}"),
            Kind::O => write!(out, " -> {}", at as i64 + 1 + i64::from(value as i16)),
            Kind::J if ins.op.name().contains("Jump") => {
                write!(out, " -> {}", at as i64 + 1 + i64::from(ins.j()))
            }
            Kind::J => write!(out, " {}", ins.j()),
            Kind::None => Ok(()),
        };
        if kind == Kind::J {
            break;
        }
    }
    if matches!(ins.op, Op::CallG | Op::CallN | Op::CallR | Op::CallC) {
        let _ = write!(out, " ({})", ins.x);
    }
    out.trim_end().to_string()
}
