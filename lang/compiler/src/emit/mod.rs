//! Emission: the annotated tree becomes instructions over registers.
//!
//! Registers are handed out as a stack: parameters first, then locals and temporaries as scopes
//! open, given back as they close. The rules that the machine relies on:
//! - a register owns nothing when it is written;
//! - a temporary is consumed exactly once, by the operation that reads it;
//! - a call's window is on top of the stack, so the callee's frame may overlay what is above.
//!
//! `call.rs` has calls and collections, `branch.rs` tests and jumps, `exception.rs` handlers.

mod branch;
mod call;
mod exception;

use crate::ir::{Arity, Bind, FnNode, LocalId, Node, NodeKind};
use crate::liveness::stacker_guard;
use clutch_core::class;
use clutch_core::error::{Diagnosis, Thrown};
use clutch_core::func::{CaseTable, Code, Handler, Proto, Selection};
use clutch_core::op::{Ins, LAST_A, LAST_B, LAST_C, Op};
use clutch_core::world::Stamp;
use clutch_core::{R, Span, Symbol, Value, VarName};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A register.
pub(crate) type Reg = u16;

/// Registers of one frame: operands have 16 bits, and windows need room above.
const MAX_REGISTERS: u16 = 60_000;

/// Value of an operand: its register, and whether the operation consumes it.
#[derive(Clone, Copy)]
pub(crate) struct Operand {
    pub(crate) reg: Reg,
    pub(crate) last: bool,
}

impl Operand {
    pub(crate) fn flag(self, bit: u8) -> u8 {
        if self.last { bit } else { 0 }
    }
}

/// A loop around the code being emitted.
pub(crate) struct LoopContext {
    head: usize,
    regs: Vec<Reg>,
    dead: Vec<bool>,
    ids: Vec<LocalId>,
}

/// Where jumps that are not placed yet stand.
pub(crate) type Patches = Vec<usize>;

/// Emitter of one arity.
pub(crate) struct Emitter {
    ins: Vec<Ins>,
    consts: Vec<Value>,
    const_index: FxHashMap<(u8, u64), u16>,
    globals: Vec<VarName>,
    global_index: FxHashMap<VarName, u16>,
    protos: Vec<Arc<Proto>>,
    cases: Vec<CaseTable>,
    handlers: Vec<Handler>,
    spans: Vec<(u32, Span)>,
    local_names: Vec<(u16, Symbol)>,
    names: Vec<Symbol>,
    reg_of: Vec<Reg>,
    next: Reg,
    max: Reg,
    loops: Vec<LoopContext>,
    /// Jumps that must go where the test at a loop's head goes: (test, jump).
    mirrors: Vec<(usize, usize)>,
    generation: Stamp,
    span: Span,
    overflow: Option<&'static str>,
}

/// Emits the prototype of a function.
pub fn function(f: &FnNode, generation: &Stamp) -> R<Arc<Proto>> {
    let mut arities = Vec::new();
    let mut selection = Selection::NONE;
    for (i, a) in f.arities.iter().enumerate() {
        let index = u8::try_from(i).expect("at most 22 arities");
        if a.variadic {
            selection.variadic = index;
            for slot in selection.by_count.iter_mut().skip(a.params.len() - 1) {
                if *slot == 255 {
                    *slot = index;
                }
            }
        } else {
            selection.by_count[a.params.len()] = index;
        }
    }
    for a in &f.arities {
        arities.push(Emitter::arity(a, generation)?);
    }
    let forward = f.forward.then(|| Box::new(selection));
    if forward.is_some() {
        selection = Selection::NONE;
    }
    Ok(Arc::new(Proto {
        name: f.name.as_str().into(),
        arities: arities.into(),
        selection,
        forward,
        captures: f.capture_names.clone().into(),
        span: f.span,
        generation: generation.clone(),
        var: f.var,
        takes_captures: f.takes_captures,
    }))
}

impl Emitter {
    fn arity(a: &Arity, generation: &Stamp) -> R<Code> {
        let mut e = Emitter {
            ins: Vec::new(),
            consts: Vec::new(),
            const_index: FxHashMap::default(),
            globals: Vec::new(),
            global_index: FxHashMap::default(),
            protos: Vec::new(),
            cases: Vec::new(),
            handlers: Vec::new(),
            spans: Vec::new(),
            local_names: Vec::new(),
            names: a.locals.clone(),
            reg_of: vec![0; a.locals.len()],
            next: 0,
            max: 0,
            loops: Vec::new(),
            mirrors: Vec::new(),
            generation: generation.clone(),
            span: a.span,
            overflow: None,
        };
        let regs: Vec<Reg> = a.params.iter().map(|id| e.local(*id)).collect();
        for (reg, dead) in regs.iter().zip(&a.dead) {
            if *dead {
                e.push(Op::Drop, 0, *reg, 0, 0);
            }
        }
        let from = usize::from(a.method);
        e.loops.push(LoopContext {
            head: e.ins.len(),
            regs: regs[from..].to_vec(),
            dead: a.dead[from..].to_vec(),
            ids: a.params[from..].to_vec(),
        });
        e.tail(&a.body)?;
        if let Some(what) = e.overflow {
            return Err(too_large(a.span, what));
        }
        Ok(Code {
            ins: e.ins.into(),
            consts: e.consts.into(),
            slots: e.globals.iter().map(|v| v.slot()).collect(),
            globals: e.globals.into(),
            protos: e.protos.into(),
            cases: e.cases.into(),
            registers: e.max + 1,
            params: u8::try_from(a.params.len() - usize::from(a.variadic)).expect("checked"),
            variadic: a.variadic,
            handlers: e.handlers.into(),
            spans: e.spans.into(),
            locals: e.local_names.into(),
        })
    }

    // ---- registers, constants, instructions

    pub(crate) fn alloc(&mut self) -> Reg {
        let reg = self.next;
        if reg >= MAX_REGISTERS {
            self.overflow = Some("registers");
            return reg;
        }
        self.next += 1;
        self.max = self.max.max(self.next);
        reg
    }

    fn local(&mut self, id: LocalId) -> Reg {
        let reg = self.alloc();
        self.reg_of[id as usize] = reg;
        self.local_names.push((reg, self.names[id as usize]));
        reg
    }

    pub(crate) fn push(&mut self, op: Op, x: u8, a: u16, b: u16, c: u16) -> usize {
        self.push_ins(Ins::new(op, x, a, b, c))
    }

    pub(crate) fn push_ins(&mut self, ins: Ins) -> usize {
        let at = self.ins.len();
        if self.spans.last().is_none_or(|(_, s)| *s != self.span) {
            self.spans.push((at as u32, self.span));
        }
        self.ins.push(ins);
        at
    }

    pub(crate) fn constant(&mut self, v: &Value) -> u16 {
        let key = (v.tag() as u8, v.bits());
        if let Some(i) = self.const_index.get(&key) {
            return *i;
        }
        let index = u16::try_from(self.consts.len()).unwrap_or_else(|_| {
            self.overflow = Some("constants");
            0
        });
        self.consts.push(v.clone());
        self.const_index.insert(key, index);
        index
    }

    fn global(&mut self, var: VarName) -> u16 {
        if let Some(i) = self.global_index.get(&var) {
            return *i;
        }
        let index = u16::try_from(self.globals.len()).unwrap_or_else(|_| {
            self.overflow = Some("globals");
            0
        });
        self.globals.push(var);
        self.global_index.insert(var, index);
        index
    }

    fn load(&mut self, v: &Value, dst: Reg) {
        if v.is_nil() {
            self.push(Op::LoadNil, 0, dst, 0, 0);
        } else if let Some(n) = v.as_int().and_then(|n| i32::try_from(n).ok()) {
            self.push_ins(Ins::wide(Op::LoadInt, 0, dst, n));
        } else {
            let k = self.constant(v);
            self.push(Op::LoadK, 0, dst, k, 0);
        }
    }

    pub(crate) fn drops(&mut self, ids: &[LocalId]) {
        for id in ids {
            let reg = self.reg_of[*id as usize];
            self.push(Op::Drop, 0, reg, 0, 0);
        }
    }

    // ---- expressions

    /// Emits the expression; its value ends in `dst`, which owns nothing before.
    pub(crate) fn emit(&mut self, n: &Node, dst: Reg) -> R<()> {
        let outer = self.enter(n);
        let result = stacker_guard(|| self.emit_inner(n, dst));
        self.span = outer;
        result
    }

    fn enter(&mut self, n: &Node) -> Span {
        let outer = self.span;
        if n.span.is_some() {
            self.span = n.span;
        }
        outer
    }

    fn emit_inner(&mut self, n: &Node, dst: Reg) -> R<()> {
        let mark = self.next;
        match &n.kind {
            NodeKind::Const(v) => self.load(v, dst),
            NodeKind::Local { id, last } => {
                let src = Operand {
                    reg: self.reg_of[*id as usize],
                    last: *last,
                };
                if src.reg != dst {
                    self.push(Op::Move, src.flag(LAST_B), dst, src.reg, 0);
                }
            }
            NodeKind::Captured(i) => {
                self.push(Op::Capture, 0, dst, *i, 0);
            }
            NodeKind::TakeCaptured(i) => {
                self.push(Op::TakeCapture, 0, dst, *i, 0);
            }
            NodeKind::SelfFn => {
                self.push(Op::SelfFn, 0, dst, 0, 0);
            }
            NodeKind::Sibling(i) => {
                self.push(Op::Sibling, 0, dst, *i, 0);
            }
            NodeKind::Global(var) => {
                let g = self.global(*var);
                self.push(Op::Global, 0, dst, g, 0);
            }
            NodeKind::If {
                test,
                then,
                otherwise,
                drop_then,
                drop_else,
            } => {
                let to_else = self.jump_false(test)?;
                self.drops(drop_then);
                self.emit(then, dst)?;
                let end = self.jump();
                self.place(to_else);
                self.drops(drop_else);
                self.emit(otherwise, dst)?;
                self.place(vec![end]);
            }
            NodeKind::And { args, skips } => self.emit_and_or(args, skips, dst, Op::JumpIfNot)?,
            NodeKind::Or { args, skips } => self.emit_and_or(args, skips, dst, Op::JumpIf)?,
            NodeKind::Do(nodes) => {
                let (last, init) = nodes.split_last().expect("`do` is never empty");
                for n in init {
                    self.effect(n)?;
                }
                self.emit(last, dst)?;
            }
            NodeKind::Let { bindings, body } => {
                self.bindings(bindings)?;
                self.emit(body, dst)?;
            }
            NodeKind::Loop { bindings, body } => {
                self.open_loop(bindings)?;
                self.emit(body, dst)?;
                self.loops.pop();
            }
            NodeKind::Recur { args, order } => self.recur(args, order)?,
            NodeKind::Fn(f) => self.closure(f, dst)?,
            NodeKind::Call { .. }
            | NodeKind::CallGlobal { .. }
            | NodeKind::CallNative { .. }
            | NodeKind::CallSelf(_)
            | NodeKind::Vector(_)
            | NodeKind::Map(_)
            | NodeKind::Set(_) => self.call(n, dst)?,
            NodeKind::Op { op, args } => {
                if let (Some(v), Some(with_constant)) =
                    (args.get(1).and_then(Node::as_const), constant_form(*op))
                {
                    let b = self.operand(&args[0])?;
                    let k = self.constant(v);
                    self.push(with_constant, b.flag(LAST_B), dst, b.reg, k);
                    self.next = mark;
                    return Ok(());
                }
                let b = self.operand(&args[0])?;
                let c = match args.get(1) {
                    Some(arg) => self.operand(arg)?,
                    None => Operand {
                        reg: 0,
                        last: false,
                    },
                };
                self.push(*op, b.flag(LAST_B) | c.flag(LAST_C), dst, b.reg, c.reg);
            }
            NodeKind::OpI { op, arg, n } => {
                let b = self.operand(arg)?;
                self.push(*op, b.flag(LAST_B), dst, b.reg, *n as u16);
            }
            NodeKind::GetK { arg, key } => {
                let b = self.operand(arg)?;
                let k = self.constant(key);
                self.push(Op::GetK, b.flag(LAST_B), dst, b.reg, k);
            }
            NodeKind::Throw(value) => {
                let a = self.operand(value)?;
                self.push(Op::Throw, a.flag(LAST_A), a.reg, 0, 0);
            }
            NodeKind::Try(t) => self.try_node(t, dst)?,
            NodeKind::Case(c) => {
                let ends = self.case(c, |e, n| {
                    e.emit(n, dst)?;
                    Ok(Some(e.jump()))
                })?;
                self.place(ends);
            }
            NodeKind::Field { object, index } => {
                let b = self.operand(object)?;
                self.push(Op::Field, b.flag(LAST_B), dst, b.reg, *index);
            }
            NodeKind::SetField {
                object,
                index,
                value,
            } => {
                let a = self.operand(object)?;
                self.emit(value, dst)?;
                self.push(Op::SetField, a.flag(LAST_A), a.reg, *index, dst);
            }
        }
        self.next = mark;
        Ok(())
    }

    /// The register that holds the value: the local's own, or a fresh temporary.
    pub(crate) fn operand(&mut self, n: &Node) -> R<Operand> {
        if let NodeKind::Local { id, last } = &n.kind {
            return Ok(Operand {
                reg: self.reg_of[*id as usize],
                last: *last,
            });
        }
        let reg = self.alloc();
        self.emit(n, reg)?;
        Ok(Operand { reg, last: true })
    }

    /// Emits for effect only.
    pub(crate) fn effect(&mut self, n: &Node) -> R<()> {
        if matches!(
            n.kind,
            NodeKind::Const(_) | NodeKind::Captured(_) | NodeKind::SelfFn
        ) {
            return Ok(());
        }
        let mark = self.next;
        if let NodeKind::Local { id, last } = &n.kind {
            if *last {
                self.drops(&[*id]);
            }
            return Ok(());
        }
        let reg = self.alloc();
        self.emit(n, reg)?;
        self.push(Op::Drop, 0, reg, 0, 0);
        self.next = mark;
        Ok(())
    }

    /// Emits as the result of the function.
    fn tail(&mut self, n: &Node) -> R<()> {
        let outer = self.enter(n);
        let result = stacker_guard(|| self.tail_inner(n));
        self.span = outer;
        result
    }

    fn tail_inner(&mut self, n: &Node) -> R<()> {
        let mark = self.next;
        match &n.kind {
            NodeKind::If {
                test,
                then,
                otherwise,
                drop_then,
                drop_else,
            } => {
                let to_else = self.jump_false(test)?;
                self.drops(drop_then);
                self.tail(then)?;
                self.place(to_else);
                self.drops(drop_else);
                self.tail(otherwise)?;
            }
            NodeKind::Do(nodes) => {
                let (last, init) = nodes.split_last().expect("`do` is never empty");
                for n in init {
                    self.effect(n)?;
                }
                self.tail(last)?;
            }
            NodeKind::Let { bindings, body } => {
                self.bindings(bindings)?;
                self.tail(body)?;
            }
            NodeKind::Loop { bindings, body } => {
                self.open_loop(bindings)?;
                self.tail(body)?;
                self.loops.pop();
            }
            NodeKind::Recur { args, order } => self.recur(args, order)?,
            NodeKind::Throw(_) => self.emit(n, mark)?,
            NodeKind::Case(c) => {
                self.case(c, |e, n| {
                    e.tail(n)?;
                    Ok(None)
                })?;
            }
            _ => {
                let a = self.operand(n)?;
                self.push(Op::Return, a.flag(LAST_A), a.reg, 0, 0);
            }
        }
        self.next = mark;
        Ok(())
    }

    fn bindings(&mut self, mut bindings: &[Bind]) -> R<()> {
        while let Some((b, rest)) = bindings.split_first() {
            if let Some(count) = self.unpack(bindings) {
                bindings = &bindings[count..];
                continue;
            }
            bindings = rest;
            if b.dead {
                self.effect(&b.init)?;
                // Never read, but the number must name some register.
                self.reg_of[b.id as usize] = self.next;
                continue;
            }
            let reg = self.local(b.id);
            self.emit(&b.init, reg)?;
        }
        Ok(())
    }

    /// Bindings of the first elements of one local, as sequential destructuring makes them, become
    /// one instruction. The number of bindings that it covers.
    fn unpack(&mut self, bindings: &[Bind]) -> Option<usize> {
        let (source, _) = element(bindings.first()?, 0)?;
        let mut count = 0;
        let mut used_up = false;
        for b in bindings.iter().take(UNPACKED) {
            match element(b, count) {
                Some((id, last)) if id == source && !(b.dead && count >= SKIPPABLE) => {
                    count += 1;
                    used_up = last;
                    if last {
                        break;
                    }
                }
                _ => break,
            }
        }
        if count < 2 {
            return None;
        }
        let outer = self.enter(&bindings[0].init);
        let first = self.next;
        let mut skip = 0;
        for (i, b) in bindings[..count].iter().enumerate() {
            if b.dead {
                skip |= 1 << i;
                self.reg_of[b.id as usize] = self.next;
            } else {
                self.local(b.id);
            }
        }
        let flag = if used_up { LAST_B } else { 0 };
        let source = self.reg_of[source as usize];
        let operand = u16::try_from(count).expect("at most 255") | skip << 8;
        self.push(Op::Unpack, flag, first, source, operand);
        self.span = outer;
        Some(count)
    }

    fn open_loop(&mut self, bindings: &[Bind]) -> R<()> {
        self.bindings(bindings)?;
        let regs = bindings
            .iter()
            .map(|b| self.reg_of[b.id as usize])
            .collect();
        self.loops.push(LoopContext {
            head: self.ins.len(),
            regs,
            dead: bindings.iter().map(|b| b.dead).collect(),
            ids: bindings.iter().map(|b| b.id).collect(),
        });
        Ok(())
    }

    /// New values of the loop's names in the order that liveness chose, then back to its head. A
    /// value goes straight to its register if no value still to come reads the name that lives
    /// there.
    fn recur(&mut self, args: &[Node], order: &[usize]) -> R<()> {
        let mark = self.next;
        let target = self.loops.last().expect("analysis checked the target");
        let (head, regs, dead, ids) = (
            target.head,
            target.regs.clone(),
            target.dead.clone(),
            target.ids.clone(),
        );
        let mut moves = Vec::new();
        for (step, &i) in order.iter().enumerate() {
            let arg = &args[i];
            if dead[i] {
                self.effect(arg)?;
                continue;
            }
            if let NodeKind::Local { id, last: true } = &arg.kind
                && *id == ids[i]
            {
                continue;
            }
            let read_later = order[step + 1..]
                .iter()
                .any(|&j| crate::liveness::reads(&args[j], ids[i]));
            if read_later {
                let temp = self.alloc();
                self.emit(arg, temp)?;
                moves.push((regs[i], temp));
            } else {
                self.emit(arg, regs[i])?;
            }
        }
        for (dst, src) in moves {
            self.push(Op::Move, LAST_B, dst, src, 0);
        }
        self.close_loop(head);
        self.next = mark;
        Ok(())
    }
}

/// Elements that one `Unpack` takes.
const UNPACKED: usize = 255;
/// Elements of an `Unpack` that may be left out.
const SKIPPABLE: usize = 8;

/// The local whose element `index` a binding takes, and whether that is the local's last use.
fn element(b: &Bind, index: usize) -> Option<(LocalId, bool)> {
    match &b.init.kind {
        NodeKind::OpI {
            op: Op::NthOrNil,
            arg,
            n,
        } if usize::try_from(*n) == Ok(index) => match &arg.kind {
            NodeKind::Local { id, last } => Some((*id, *last)),
            _ => None,
        },
        _ => None,
    }
}

/// The form of an operation whose second operand is a constant.
fn constant_form(op: Op) -> Option<Op> {
    Some(match op {
        Op::Add => Op::AddK,
        Op::Sub => Op::SubK,
        Op::Mul => Op::MulK,
        Op::Div => Op::DivK,
        Op::Quot => Op::QuotK,
        Op::Rem => Op::RemK,
        _ => return None,
    })
}

fn too_large(span: Span, what: &str) -> Box<Thrown> {
    Thrown::diagnosed(
        &class::COMPILER_EXCEPTION,
        format!("This function is too large: it needs more than 60,000 {what}"),
        Diagnosis {
            code: "compile/too-large",
            labels: vec![(span, "in this function".to_string())],
            help: Some("split it into several functions, or move data into a file".to_string()),
        },
    )
}
