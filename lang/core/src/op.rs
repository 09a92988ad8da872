//! THE table of operations of the register machine.
//!
//! An instruction is 8 bytes: operation, flag byte `x`, and three 16-bit operands `a b c`.
//! One row below says everything about an operation: its name, its operands, and what it does.
//! From it come the enum, the disassembler's and verifier's operand walk, and `spec/bytecode.md`.
//!
//! Operand kinds: `W` register written · `R` register read · `U` register read, whose flag bit in
//! `x` says that this is its last use (then the operation consumes it: afterwards the register
//! owns nothing) · `I` signed 16-bit number · `K` constant · `G` global · `P` prototype · `N`
//! plain number · `T` case table · `O` signed 16-bit jump offset · `J` signed 32-bit offset or
//! number in `b` and `c` together · `_` unused. Offsets count instructions from the next one.
//! A *window* is a run of registers at the top of the frame: the callee at `a`, its arguments
//! from `a + 1` on; a call consumes the window.
//!
//! Invariant (who establishes it: the compiler's liveness pass; who guards it: `vm::verify` and
//! the debug build of `vm::stack`): a register that is written owns nothing before the write.

/// Flag in [`Ins::x`]: operand `a` is a last use.
pub const LAST_A: u8 = 4;
/// Flag in [`Ins::x`]: operand `b` is a last use.
pub const LAST_B: u8 = 1;
/// Flag in [`Ins::x`]: operand `c` is a last use.
pub const LAST_C: u8 = 2;

/// Kind of an operand; see the module header.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the letters of the module header")]
pub enum Kind {
    W,
    R,
    U,
    I,
    K,
    G,
    P,
    N,
    T,
    O,
    J,
    None,
}

macro_rules! kind {
    (_) => {
        Kind::None
    };
    ($k:ident) => {
        Kind::$k
    };
}

macro_rules! ops {
    ($($name:ident $a:tt $b:tt $c:tt $text:literal;)*) => {
        /// Operation codes, in the order of the table (ORDER:op).
        #[repr(u8)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum Op { $(#[doc = $text] $name,)* }

        /// Name, operand kinds and meaning of every operation.
        pub const TABLE: &[(Op, &str, [Kind; 3], &str)] =
            &[$((Op::$name, stringify!($name), [kind!($a), kind!($b), kind!($c)], $text),)*];
    };
}

ops! {
    LoadNil   W _ _ "a <- nil";
    LoadK     W K _ "a <- constant b";
    LoadInt   W J _ "a <- integer b:c";
    Move      W U _ "a <- b";
    Drop      R _ _ "a <- nothing";
    Capture   W N _ "a <- captured variable b";
    TakeCapture W N _ "a <- captured variable b, moved if only this call holds the closure";
    SelfFn    W _ _ "a <- the running function";
    Global    W G _ "a <- value of global b";
    Sibling   W N _ "a <- function b of the running function's letfn group";
    Closure   W P R "a <- closure of prototype b; captured variables moved from registers c…";
    Jump      _ J _ "go to b:c";
    LoopJump  _ J _ "poll, then go to b:c";
    JumpIf    U J _ "go to b:c if a is truthy";
    JumpIfNot U J _ "go to b:c if a is nil or false";
    JumpNil   U J _ "go to b:c if a is nil";
    JumpNotNil U J _ "go to b:c if a is not nil";
    JumpNotDone U J _ "go to b:c unless a is the end-of-iteration mark";
    JumpNotLt U U O "go to c unless a < b";
    JumpNotLe U U O "go to c unless a <= b";
    JumpNotGt U U O "go to c unless a > b";
    JumpNotGe U U O "go to c unless a >= b";
    JumpNotNumEq U U O "go to c unless a == b";
    JumpNotEq U U O "go to c unless a = b";
    JumpNotSame U U O "go to c unless a and b are identical";
    JumpNotLtI U I O "go to c unless a < b";
    JumpNotLeI U I O "go to c unless a <= b";
    JumpNotGtI U I O "go to c unless a > b";
    JumpNotGeI U I O "go to c unless a >= b";
    JumpNotNumEqI U I O "go to c unless a == b";
    JumpNotEqI U I O "go to c unless a = b";
    JumpNotLtK U K O "go to c unless a < constant b";
    JumpNotLeK U K O "go to c unless a <= constant b";
    JumpNotGtK U K O "go to c unless a > constant b";
    JumpNotGeK U K O "go to c unless a >= constant b";
    JumpNotNumEqK U K O "go to c unless a == constant b";
    JumpNotEqK U K O "go to c unless a = constant b";
    LoopIfLt  R R O "go back to c and poll if a < b";
    LoopIfLe  R R O "go back to c and poll if a <= b";
    LoopIfGt  R R O "go back to c and poll if a > b";
    LoopIfGe  R R O "go back to c and poll if a >= b";
    LoopIfLtI R I O "go back to c and poll if a < b";
    LoopIfLeI R I O "go back to c and poll if a <= b";
    LoopIfGtI R I O "go back to c and poll if a > b";
    LoopIfGeI R I O "go back to c and poll if a >= b";
    LoopIfLtK R K O "go back to c and poll if a < constant b";
    LoopIfLeK R K O "go back to c and poll if a <= constant b";
    LoopIfGtK R K O "go back to c and poll if a > constant b";
    LoopIfGeK R K O "go back to c and poll if a >= constant b";
    Add       W U U "a <- b + c";
    Sub       W U U "a <- b - c";
    Mul       W U U "a <- b * c";
    Div       W U U "a <- b / c";
    Quot      W U U "a <- (quot b c)";
    Rem       W U U "a <- (rem b c)";
    AddI      W U I "a <- b + c";
    MulI      W U I "a <- b * c";
    QuotI     W U I "a <- (quot b c)";
    RemI      W U I "a <- (rem b c)";
    AddK      W U K "a <- b + constant c";
    SubK      W U K "a <- b - constant c";
    MulK      W U K "a <- b * constant c";
    DivK      W U K "a <- b / constant c";
    QuotK     W U K "a <- (quot b constant-c)";
    RemK      W U K "a <- (rem b constant-c)";
    Lt        W U U "a <- b < c";
    Le        W U U "a <- b <= c";
    Gt        W U U "a <- b > c";
    Ge        W U U "a <- b >= c";
    NumEq     W U U "a <- b == c";
    Eq        W U U "a <- (= b c)";
    Same      W U U "a <- (identical? b c)";
    Not       W U _ "a <- (not b)";
    IsNil     W U _ "a <- (nil? b)";
    Nth       W U U "a <- (nth b c)";
    NthI      W U I "a <- (nth b c)";
    NthOrNil  W U I "a <- (nth b c nil)";
    Unpack    W U N "a… <- the first elements of b, each as by NthOrNil: their number in the low byte of c, its high byte marks those of the first eight that are left out";
    Get       W U U "a <- (get b c)";
    GetK      W U K "a <- (get b constant-c)";
    First     W U _ "a <- (first b)";
    Next      W U _ "a <- (next b)";
    Rest      W U _ "a <- (rest b)";
    Seq       W U _ "a <- (seq b)";
    Count     W U _ "a <- (count b)";
    Conj      W U U "a <- (conj b c)";
    IterNext  W U _ "a <- next element of iterator b, or the end mark";
    Vector    W R N "a <- vector of c values moved from registers b…";
    Map       W R N "a <- map of c keys and values moved from registers b…";
    Set       W R N "a <- set of c values moved from registers b…";
    Call      R N W "c <- call of a with b arguments";
    CallR     R R W "c <- call of b, which stays, with x arguments in window a";
    CallC     R N W "c <- call of captured variable b with x arguments in window a";
    CallG     R G W "c <- call of global b with x arguments in window a";
    CallN     R K W "c <- call of the native constant b with x arguments in window a";
    CallSelf  R N W "c <- call of the running function with b arguments in window a";
    Return    U _ _ "return a";
    Throw     U _ _ "throw a";
    IsInst    W R K "a <- whether exception b is of class constant c";
    Case      U T _ "go where table b says for a";
    Field     W U N "a <- field c of instance b";
    SetField  U N U "field b of instance a <- c";
}

impl Op {
    /// Operand kinds.
    pub fn kinds(self) -> [Kind; 3] {
        TABLE[self as usize].2
    }
    /// Name as the disassembler shows it.
    pub fn name(self) -> &'static str {
        TABLE[self as usize].1
    }
}

/// One instruction.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ins {
    /// What to do.
    pub op: Op,
    /// Last-use flags, or a count of arguments.
    pub x: u8,
    /// First operand.
    pub a: u16,
    /// Second operand.
    pub b: u16,
    /// Third operand.
    pub c: u16,
}

const _: () = assert!(size_of::<Ins>() == 8);

impl Ins {
    /// An instruction with three operands.
    pub fn new(op: Op, x: u8, a: u16, b: u16, c: u16) -> Ins {
        Ins { op, x, a, b, c }
    }
    /// An instruction with a 32-bit number in `b` and `c`.
    pub fn wide(op: Op, x: u8, a: u16, n: i32) -> Ins {
        Ins {
            op,
            x,
            a,
            b: n as u16,
            c: (n >> 16) as u16,
        }
    }
    /// The 32-bit number in `b` and `c`.
    #[inline(always)]
    pub fn j(self) -> i32 {
        (u32::from(self.b) | (u32::from(self.c) << 16)) as i32
    }
    /// Operand `b` as a signed number.
    #[inline(always)]
    pub fn ib(self) -> i16 {
        self.b as i16
    }
    /// Operand `c` as a signed number.
    #[inline(always)]
    pub fn ic(self) -> i16 {
        self.c as i16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_in_the_order_of_the_enum() {
        for (i, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, i);
        }
    }

    #[test]
    fn wide_numbers_round_trip() {
        for n in [0, 1, -1, 65_536, -65_537, i32::MAX, i32::MIN] {
            assert_eq!(Ins::wide(Op::Jump, 0, 0, n).j(), n);
        }
    }
}
