//! Calls of core functions that are one operation of the machine.
//!
//! Only names that resolve to the var of `clojure.core` (or `clutch.rt`) come here; a user's own
//! `+` does not. As in Clojure, which inlines the same functions, redefining them does not change
//! code that is already compiled.

use super::Analyzer;
use crate::ir::{Node, NodeKind};
use clutch_core::op::Op;
use clutch_core::{Value, VarName};

fn binary(name: &str) -> Option<Op> {
    Some(match name {
        "+" => Op::Add,
        "-" => Op::Sub,
        "*" => Op::Mul,
        "/" => Op::Div,
        "quot" => Op::Quot,
        "rem" => Op::Rem,
        "<" => Op::Lt,
        "<=" => Op::Le,
        ">" => Op::Gt,
        ">=" => Op::Ge,
        "==" => Op::NumEq,
        "=" => Op::Eq,
        "identical?" => Op::Same,
        "nth" => Op::Nth,
        "get" => Op::Get,
        "conj" => Op::Conj,
        _ => return None,
    })
}

fn unary(name: &str) -> Option<Op> {
    Some(match name {
        "not" => Op::Not,
        "nil?" => Op::IsNil,
        "first" => Op::First,
        "next" => Op::Next,
        "rest" => Op::Rest,
        "seq" => Op::Seq,
        "count" => Op::Count,
        _ => return None,
    })
}

/// The form of a binary operation with a small right operand.
fn immediate(op: Op, n: i16) -> Option<(Op, i16)> {
    Some(match op {
        Op::Add => (Op::AddI, n),
        Op::Sub => (Op::AddI, n.checked_neg()?),
        Op::Mul => (Op::MulI, n),
        Op::Quot if n != 0 => (Op::QuotI, n),
        Op::Rem if n != 0 => (Op::RemI, n),
        Op::Nth => (Op::NthI, n),
        _ => return None,
    })
}

impl Analyzer<'_> {
    /// The operation for a call of a core function, or the arguments back.
    pub(crate) fn intrinsic(
        &mut self,
        var: VarName,
        mut args: Vec<Node>,
    ) -> Result<Node, Vec<Node>> {
        let name = var.name().name();
        if var.ns().name() == "clutch.rt" {
            return match (name, args.len()) {
                ("next!", 1) => Ok(self.node(NodeKind::Op {
                    op: Op::IterNext,
                    args,
                })),
                _ => Err(args),
            };
        }
        if var.ns().name() != "clojure.core" {
            return Err(args);
        }
        match args.len() {
            1 => self.intrinsic1(name, args),
            2 => {
                let Some(op) = binary(name) else {
                    if name == "not=" {
                        let eq = self.node(NodeKind::Op { op: Op::Eq, args });
                        return Ok(self.node(NodeKind::Op {
                            op: Op::Not,
                            args: vec![eq],
                        }));
                    }
                    return Err(args);
                };
                if matches!(op, Op::Add | Op::Mul)
                    && args[0].as_small_int().is_some()
                    && args[1].as_const().is_none()
                {
                    args.swap(0, 1);
                }
                if let Some(n) = args[1].as_small_int()
                    && let Some((op, n)) = immediate(op, n)
                {
                    args.pop();
                    let arg = Box::new(args.pop().expect("two arguments"));
                    return Ok(self.node(NodeKind::OpI { op, arg, n }));
                }
                if op == Op::Get
                    && let Some(key) = args[1].as_const()
                    && key.as_keyword().is_some()
                {
                    let key = key.clone();
                    args.pop();
                    let arg = Box::new(args.pop().expect("two arguments"));
                    return Ok(self.node(NodeKind::GetK { arg, key }));
                }
                Ok(self.node(NodeKind::Op { op, args }))
            }
            3 if name == "nth"
                && args[2].as_const().is_some_and(Value::is_nil)
                && args[1].as_small_int().is_some_and(|n| n >= 0) =>
            {
                let n = args[1].as_small_int().expect("a small index");
                let arg = Box::new(args.swap_remove(0));
                Ok(self.node(NodeKind::OpI {
                    op: Op::NthOrNil,
                    arg,
                    n,
                }))
            }
            n if n > 2 && matches!(name, "+" | "*" | "-") => {
                let op = binary(name).expect("arithmetic");
                let mut args = args.into_iter();
                let mut acc = args.next().expect("more than two arguments");
                for arg in args {
                    acc = match (arg.as_small_int(), op) {
                        (Some(n), Op::Add | Op::Mul) => {
                            let (op, n) = immediate(op, n).expect("add or multiply");
                            self.node(NodeKind::OpI {
                                op,
                                arg: Box::new(acc),
                                n,
                            })
                        }
                        _ => self.node(NodeKind::Op {
                            op,
                            args: vec![acc, arg],
                        }),
                    };
                }
                Ok(acc)
            }
            _ => Err(args),
        }
    }

    fn intrinsic1(&mut self, name: &str, mut args: Vec<Node>) -> Result<Node, Vec<Node>> {
        if let Some(op) = unary(name) {
            return Ok(self.node(NodeKind::Op { op, args }));
        }
        let arg = |args: &mut Vec<Node>| Box::new(args.pop().expect("one argument"));
        let zero = |this: &Self, op, args: &mut Vec<Node>| {
            let zero = Node::constant(Value::int(0), this.span);
            let args = vec![args.pop().expect("one argument"), zero];
            this.node(NodeKind::Op { op, args })
        };
        Ok(match name {
            "inc" => self.node(NodeKind::OpI {
                op: Op::AddI,
                arg: arg(&mut args),
                n: 1,
            }),
            "dec" => self.node(NodeKind::OpI {
                op: Op::AddI,
                arg: arg(&mut args),
                n: -1,
            }),
            "some?" => {
                let is_nil = self.node(NodeKind::Op {
                    op: Op::IsNil,
                    args,
                });
                self.node(NodeKind::Op {
                    op: Op::Not,
                    args: vec![is_nil],
                })
            }
            "zero?" => zero(self, Op::NumEq, &mut args),
            "pos?" => zero(self, Op::Gt, &mut args),
            "neg?" => zero(self, Op::Lt, &mut args),
            _ => return Err(args),
        })
    }
}
