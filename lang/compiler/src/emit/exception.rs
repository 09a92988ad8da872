//! `try`: the protected range and its handlers.
//!
//! When an exception reaches the frame, the machine clears the registers from `keep` on and goes
//! to the handler with the exception in a register. What lived below `keep` and nobody reads any
//! more is dropped by the handler's first instructions.

use super::{Emitter, Reg};
use crate::ir::TryNode;
use clutch_core::func::Handler;
use clutch_core::op::{LAST_A, LAST_B, Op};
use clutch_core::{R, Value};

impl Emitter {
    pub(super) fn try_node(&mut self, t: &TryNode, dst: Reg) -> R<()> {
        let keep = self.next;
        let start = self.ins.len();
        // The value may not reach `dst` before the body is left: a handler writes it too.
        self.emit(&t.body, dst)?;
        let body_end = self.ins.len();
        self.drops(&t.drop_exit);
        let mut to_finally = vec![self.jump()];
        let mut rethrow_from = Vec::new();
        if !t.catches.is_empty() {
            let exception = self.alloc();
            let target = self.ins.len();
            self.handler(start, body_end, target, exception, keep, false);
            self.drops(&t.drop_enter);
            for c in &t.catches {
                let test = self.alloc();
                let k = self.constant(&Value::class(c.class));
                self.push(Op::IsInst, 0, test, exception, k);
                let next =
                    self.push_ins(clutch_core::op::Ins::wide(Op::JumpIfNot, LAST_A, test, 0));
                self.next = exception + 1;
                self.drops(&c.drop_enter);
                if c.dead {
                    self.push(Op::Drop, 0, exception, 0, 0);
                } else {
                    let reg = self.local(c.id);
                    self.push(Op::Move, LAST_B, reg, exception, 0);
                }
                self.emit(&c.body, dst)?;
                to_finally.push(self.jump());
                self.next = exception + 1;
                self.place(vec![next]);
            }
            self.drops(&t.drop_rethrow);
            rethrow_from.push(exception);
            if t.finally.is_none() {
                self.push(Op::Throw, LAST_A, exception, 0, 0);
            }
        }
        let Some(finally) = &t.finally else {
            self.place(to_finally);
            self.next = keep;
            return Ok(());
        };
        // Nothing matched: fall into the exceptional copy with the exception in place.
        self.next = keep;
        let exception = self.alloc();
        let skip = if rethrow_from.is_empty() {
            None
        } else {
            debug_assert_eq!(rethrow_from[0], exception);
            Some(self.jump())
        };
        let target = self.ins.len();
        self.handler(start, target, target, exception, keep, true);
        self.drops(&t.drop_enter);
        self.drops(&t.drop_rethrow);
        self.place(skip.into_iter().collect());
        self.effect(finally)?;
        self.push(Op::Throw, LAST_A, exception, 0, 0);
        self.place(to_finally);
        self.next = keep;
        self.effect(finally)?;
        Ok(())
    }

    fn handler(
        &mut self,
        start: usize,
        end: usize,
        target: usize,
        register: Reg,
        keep: Reg,
        catches_all: bool,
    ) {
        self.handlers.push(Handler {
            start: start as u32,
            end: end as u32,
            target: target as u32,
            register,
            keep,
            catches_all,
        });
    }
}
