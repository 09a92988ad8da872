//! Tests, jumps, `and`/`or`, and `case`.

use super::{Emitter, Operand, Patches, Reg};
use crate::ir::{CaseNode, LocalId, Node, NodeKind};
use clutch_core::R;
use clutch_core::func::CaseTable;
use clutch_core::op::{Ins, LAST_A, LAST_B, Op};

/// The jump taken unless a comparison holds: with two registers, with a small number, and with a
/// constant.
fn negated(op: Op) -> Option<(Op, Option<Op>, Option<Op>)> {
    Some(match op {
        Op::Lt => (Op::JumpNotLt, Some(Op::JumpNotLtI), Some(Op::JumpNotLtK)),
        Op::Le => (Op::JumpNotLe, Some(Op::JumpNotLeI), Some(Op::JumpNotLeK)),
        Op::Gt => (Op::JumpNotGt, Some(Op::JumpNotGtI), Some(Op::JumpNotGtK)),
        Op::Ge => (Op::JumpNotGe, Some(Op::JumpNotGeI), Some(Op::JumpNotGeK)),
        Op::NumEq => (
            Op::JumpNotNumEq,
            Some(Op::JumpNotNumEqI),
            Some(Op::JumpNotNumEqK),
        ),
        Op::Eq => (Op::JumpNotEq, Some(Op::JumpNotEqI), Some(Op::JumpNotEqK)),
        Op::Same => (Op::JumpNotSame, None, None),
        _ => return None,
    })
}

/// The operation that closes a loop whose head is this test: back to the body if it holds.
fn closing(op: Op) -> Option<Op> {
    Some(match op {
        Op::JumpNotLt => Op::LoopIfLt,
        Op::JumpNotLe => Op::LoopIfLe,
        Op::JumpNotGt => Op::LoopIfGt,
        Op::JumpNotGe => Op::LoopIfGe,
        Op::JumpNotLtI => Op::LoopIfLtI,
        Op::JumpNotLeI => Op::LoopIfLeI,
        Op::JumpNotGtI => Op::LoopIfGtI,
        Op::JumpNotGeI => Op::LoopIfGeI,
        Op::JumpNotLtK => Op::LoopIfLtK,
        Op::JumpNotLeK => Op::LoopIfLeK,
        Op::JumpNotGtK => Op::LoopIfGtK,
        Op::JumpNotGeK => Op::LoopIfGeK,
        _ => return None,
    })
}

impl Emitter {
    /// A forward jump to be placed.
    pub(super) fn jump(&mut self) -> usize {
        self.push_ins(Ins::wide(Op::Jump, 0, 0, 0))
    }

    /// Closes a loop: one instruction that tests and goes back to the body, if the head is a
    /// test whose way out is not placed yet; else a jump to the head.
    pub(super) fn close_loop(&mut self, head: usize) {
        let at = self.ins.len();
        if let Some(test) = self.ins.get(head).copied()
            && let Some(op) = closing(test.op)
            && test.x == 0
            && test.c == 0
            && let Ok(back) = i16::try_from(head as i64 - at as i64)
        {
            self.push(op, 0, test.a, test.b, back as u16);
            let out = self.jump();
            self.mirrors.push((head, out));
            return;
        }
        let offset = i32::try_from(head as i64 - (at as i64 + 1)).expect("jump distance fits");
        self.push_ins(Ins::wide(Op::LoopJump, 0, 0, offset));
    }

    /// Lets jumps go to the next instruction.
    pub(super) fn place(&mut self, mut patches: Patches) {
        let here = self.ins.len();
        self.mirrors.retain(|(test, out)| {
            let placed = patches.contains(test);
            if placed {
                patches.push(*out);
            }
            !placed
        });
        for at in patches {
            let offset = (here - at - 1) as i64;
            let ins = &mut self.ins[at];
            if short(ins.op) {
                match i16::try_from(offset) {
                    Ok(offset) => ins.c = offset as u16,
                    Err(_) => self.overflow = Some("instructions in one branch"),
                }
            } else {
                let offset = i32::try_from(offset).expect("jump distance fits");
                *ins = Ins::wide(ins.op, ins.x, ins.a, offset);
            }
        }
    }

    /// Code that falls through if the test is truthy, and jumps otherwise.
    pub(super) fn jump_false(&mut self, test: &Node) -> R<Patches> {
        let outer = self.enter(test);
        let mark = self.next;
        let result = self.jump_false_inner(test);
        self.next = mark;
        self.span = outer;
        result
    }

    fn jump_false_inner(&mut self, test: &Node) -> R<Patches> {
        match &test.kind {
            NodeKind::Op { op: Op::Not, args } => {
                let on_false = self.jump_false(&args[0])?;
                let on_true = self.jump();
                self.place(on_false);
                Ok(vec![on_true])
            }
            NodeKind::Op {
                op: Op::IsNil,
                args,
            } => self.jump_on(Op::JumpNotNil, &args[0]),
            NodeKind::Op { op, args } if negated(*op).is_some() => {
                let (plain, immediate, with_constant) = negated(*op).expect("checked");
                if let (Some(jump), Some(n)) = (immediate, args[1].as_small_int()) {
                    let a = self.operand(&args[0])?;
                    let at = self.push(jump, a.flag(LAST_A), a.reg, n as u16, 0);
                    return Ok(vec![at]);
                }
                if let (Some(jump), Some(v)) = (with_constant, args[1].as_const()) {
                    let a = self.operand(&args[0])?;
                    let k = self.constant(v);
                    let at = self.push(jump, a.flag(LAST_A), a.reg, k, 0);
                    return Ok(vec![at]);
                }
                let a = self.operand(&args[0])?;
                let b = self.operand(&args[1])?;
                let x = a.flag(LAST_A) | b.flag(LAST_B);
                Ok(vec![self.push(plain, x, a.reg, b.reg, 0)])
            }
            NodeKind::CallNative { native, args } if is_done_test(native) && args.len() == 1 => {
                let a = self.operand(&args[0])?;
                Ok(vec![self.push_ins(Ins::wide(
                    Op::JumpNotDone,
                    a.flag(LAST_A),
                    a.reg,
                    0,
                ))])
            }
            NodeKind::And { args, skips } => {
                let mut out = Vec::new();
                for (arg, skip) in args.iter().zip(skips) {
                    let patches = self.jump_false(arg)?;
                    out.extend(self.through_drops(patches, skip));
                }
                Ok(out)
            }
            NodeKind::Or { args, skips } => {
                let mut on_true = Vec::new();
                let (last, init) = args.split_last().expect("`or` is never empty");
                for (arg, skip) in init.iter().zip(skips) {
                    let on_false = self.jump_false(arg)?;
                    self.drops(skip);
                    on_true.push(self.jump());
                    self.place(on_false);
                }
                let out = self.jump_false(last)?;
                self.place(on_true);
                Ok(out)
            }
            NodeKind::Do(nodes) => {
                let (last, init) = nodes.split_last().expect("`do` is never empty");
                for n in init {
                    self.effect(n)?;
                }
                self.jump_false(last)
            }
            _ => self.jump_on(Op::JumpIfNot, test),
        }
    }

    fn jump_on(&mut self, op: Op, test: &Node) -> R<Patches> {
        let a = self.operand(test)?;
        Ok(vec![self.push_ins(Ins::wide(op, a.flag(LAST_A), a.reg, 0))])
    }

    /// Lets jumps pass through the drops of an edge, out of the main way.
    fn through_drops(&mut self, patches: Patches, ids: &[LocalId]) -> Patches {
        if ids.is_empty() {
            return patches;
        }
        let over = self.jump();
        self.place(patches);
        self.drops(ids);
        let out = self.jump();
        self.place(vec![over]);
        vec![out]
    }

    /// `and`/`or` for their value: `leave` is the jump that ends early.
    pub(super) fn emit_and_or(
        &mut self,
        args: &[Node],
        skips: &[Vec<LocalId>],
        dst: Reg,
        leave: Op,
    ) -> R<()> {
        let mut ends = Vec::new();
        let (last, init) = args.split_last().expect("never empty");
        for (arg, skip) in init.iter().zip(skips) {
            self.emit(arg, dst)?;
            let at = self.push_ins(Ins::wide(leave, 0, dst, 0));
            let patches = self.through_drops(vec![at], skip);
            ends.extend(patches);
            if leave == Op::JumpIfNot {
                self.push(Op::Drop, 0, dst, 0, 0);
            }
        }
        self.emit(last, dst)?;
        self.place(ends);
        Ok(())
    }

    /// A `case`: dispatch, then each arm through `arm`, whose jumps to the end come back.
    pub(super) fn case(
        &mut self,
        c: &CaseNode,
        mut arm: impl FnMut(&mut Emitter, &Node) -> R<Option<usize>>,
    ) -> R<Patches> {
        let mark = self.next;
        let subject: Operand = self.operand(&c.subject)?;
        let table = u16::try_from(self.cases.len()).unwrap_or_else(|_| {
            self.overflow = Some("case tables");
            0
        });
        self.cases.push(CaseTable::default());
        self.push(Op::Case, subject.flag(LAST_A), subject.reg, table, 0);
        self.next = mark;
        let mut ends = Vec::new();
        let mut arms = Vec::new();
        for a in &c.arms {
            let at = self.ins.len() as u32;
            for k in &a.constants {
                arms.push((k.clone(), at));
            }
            self.drops(&a.drop_enter);
            ends.extend(arm(self, &a.body)?);
        }
        let default = self.ins.len() as u32;
        self.drops(&c.drop_default);
        ends.extend(arm(self, &c.default)?);
        self.cases[table as usize] = CaseTable {
            arms,
            default,
            ..CaseTable::default()
        };
        Ok(ends)
    }
}

/// Whether the jump's offset is the 16-bit operand `c`.
fn short(op: Op) -> bool {
    op.kinds()[2] == clutch_core::op::Kind::O
}

fn is_done_test(native: &clutch_core::Value) -> bool {
    match native.view() {
        clutch_core::View::Native(n) => n.ns == "clutch.rt" && n.name == "done?",
        _ => false,
    }
}
