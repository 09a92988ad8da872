//! Calls, collection literals and closures: everything that fills a window.

use super::{Emitter, Reg};
use crate::ir::{FnNode, Node, NodeKind};
use clutch_core::func::ProtoGroup;
use clutch_core::op::Op;
use clutch_core::{R, Value, VarName};

/// Elements that one operation takes from a window; larger literals are built in steps.
const WINDOW: usize = 200;

impl Emitter {
    /// Puts values into fresh registers side by side; gives the first.
    fn window(&mut self, args: &[Node]) -> R<Reg> {
        let first = self.next;
        for arg in args {
            let reg = self.alloc();
            self.emit(arg, reg)?;
        }
        Ok(first)
    }

    /// A window whose first register is left for the callee.
    fn call_window(&mut self, args: &[Node]) -> R<Reg> {
        let base = self.alloc();
        self.window(args)?;
        Ok(base)
    }

    pub(super) fn call(&mut self, n: &Node, dst: Reg) -> R<()> {
        match &n.kind {
            NodeKind::Call { f, args } => self.call_value(f, args, dst)?,
            NodeKind::CallGlobal { var, args } => self.call_global(*var, args, dst)?,
            NodeKind::CallNative { native, args } => {
                let base = self.call_window(args)?;
                let k = self.constant(native);
                self.push(Op::CallN, args.len() as u8, base, k, dst);
            }
            NodeKind::CallSelf(args) => {
                let base = self.call_window(args)?;
                self.push(Op::CallSelf, 0, base, args.len() as u16, dst);
            }
            NodeKind::Vector(items) => self.collection(Op::Vector, items, dst)?,
            NodeKind::Map(items) => self.collection(Op::Map, items, dst)?,
            NodeKind::Set(items) => self.collection(Op::Set, items, dst)?,
            _ => unreachable!("`call` gets calls and collections only"),
        }
        Ok(())
    }

    /// A callee that the frame keeps anyway is called where it is: a captured variable, or a local
    /// that is read again, but not by the arguments, which may move it.
    fn call_value(&mut self, f: &Node, args: &[Node], dst: Reg) -> R<()> {
        let count = args.len() as u8;
        match &f.kind {
            NodeKind::Local { id, last: false }
                if !args.iter().any(|arg| crate::liveness::reads(arg, *id)) =>
            {
                let base = self.call_window(args)?;
                let f = self.reg_of[*id as usize];
                self.push(Op::CallR, count, base, f, dst);
            }
            NodeKind::Captured(i) => {
                let base = self.call_window(args)?;
                self.push(Op::CallC, count, base, *i, dst);
            }
            _ => {
                let base = self.alloc();
                self.emit(f, base)?;
                self.window(args)?;
                self.push(Op::Call, 0, base, args.len() as u16, dst);
            }
        }
        Ok(())
    }

    fn call_global(&mut self, var: VarName, args: &[Node], dst: Reg) -> R<()> {
        let base = self.call_window(args)?;
        let g = self.global(var);
        self.push(Op::CallG, args.len() as u8, base, g, dst);
        Ok(())
    }

    /// A literal; beyond [`WINDOW`] values the rest is added by `conj` and `assoc`.
    fn collection(&mut self, op: Op, items: &[Node], dst: Reg) -> R<()> {
        let (head, rest) = items.split_at(items.len().min(WINDOW));
        let mark = self.next;
        if rest.is_empty() {
            let first = self.window(head)?;
            self.push(op, 0, dst, first, head.len() as u16);
            self.next = mark;
            return Ok(());
        }
        let acc = self.alloc();
        let first = self.window(head)?;
        self.push(op, 0, acc, first, head.len() as u16);
        self.next = acc + 1;
        let more =
            VarName::from_parts("clojure.core", if op == Op::Map { "assoc" } else { "conj" });
        let g = self.global(more);
        for part in rest.chunks(WINDOW) {
            let base = self.alloc();
            let target = self.alloc();
            self.push(Op::Move, clutch_core::op::LAST_B, target, acc, 0);
            self.window(part)?;
            self.push(Op::CallG, part.len() as u8 + 1, base, g, acc);
            self.next = acc + 1;
        }
        self.push(Op::Move, clutch_core::op::LAST_B, dst, acc, 0);
        self.next = mark;
        Ok(())
    }

    pub(super) fn closure(&mut self, f: &FnNode, dst: Reg) -> R<()> {
        let mark = self.next;
        let proto = match &f.group {
            None => super::function(f, &self.generation)?,
            Some(group) => {
                let protos = match group.protos.get() {
                    Some(protos) => protos.clone(),
                    None => {
                        let protos: Vec<_> = group
                            .fns
                            .iter()
                            .map(|f| super::function(f, &self.generation))
                            .collect::<R<_>>()?;
                        let value = Value::host(&clutch_core::class::OBJECT, ProtoGroup(protos));
                        group.protos.get_or_init(|| value).clone()
                    }
                };
                let list = protos.as_host::<ProtoGroup>();
                let index = group.fns.iter().position(|g| g.name == f.name).unwrap_or(0);
                list.expect("a group holds prototypes").0[index].clone()
            }
        };
        let first = self.next;
        for (i, capture) in f.captures.iter().enumerate() {
            let reg = self.alloc();
            match (&f.group, i) {
                (Some(group), 0) => {
                    let protos = group.protos.get().expect("made above").clone();
                    let k = self.constant(&protos);
                    self.push(Op::LoadK, 0, reg, k, 0);
                }
                _ => self.emit(capture, reg)?,
            }
        }
        let index = u16::try_from(self.protos.len()).unwrap_or_else(|_| {
            self.overflow = Some("functions");
            0
        });
        self.protos.push(proto);
        self.push(Op::Closure, 0, dst, index, first);
        self.next = mark;
        Ok(())
    }
}
