//! [`Binding`]: one definition, with where it came from and what it links to.
//!
//! A binding never changes once it is in a world: redefining makes a new one. The two cells that
//! are filled later (`value`, `meta`) are filled once, from data that is fixed when the binding
//! is made: a standard library definition is compiled at its first use.

use super::layer::Below;
use super::stamp::Stamp;
use crate::coll::{List, Vector};
use crate::func::Closure;
use crate::name::VarName;
use crate::native::Native;
use crate::repr::Value;
use crate::span::Span;
use crate::value::View;
use std::sync::{Arc, OnceLock};

/// One definition of a var in a world.
#[derive(Debug)]
pub struct Binding {
    /// The var it defines.
    pub var: VarName,
    value: OnceLock<Value>,
    meta: OnceLock<Value>,
    /// Where the value comes from if it is compiled at first use.
    pub lazy: Option<LazyDef>,
    /// What the definition is marked with.
    pub flags: Flags,
    /// The defining form.
    pub span: Span,
    /// Generation of the world that it was published with.
    pub generation: Stamp,
    /// Which argument counts it accepts, if it is a function whose code is known.
    pub arity: Option<Arity>,
    /// What the code of the defining form uses.
    pub links: Arc<[Link]>,
    /// The definition below, if layers lie over it.
    pub below: Option<Below>,
}

/// Marks of a definition.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Flags {
    /// `^:dynamic`: threads may bind it.
    pub dynamic: bool,
    /// A macro: its value is called with forms.
    pub is_macro: bool,
    /// `^:private`: not for other namespaces.
    pub private: bool,
    /// `^:const`: callers copy the value when they are compiled.
    pub constant: bool,
    /// `defonce`: a reload keeps the value.
    pub once: bool,
    /// Made live, and kept by a reload on top of what its text defines.
    pub kept_live: bool,
}

/// A definition of the standard library: an entry of the index made when Clutch was built.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LazyDef {
    /// Index of the file.
    pub file: u16,
    /// Index of the top-level form in the file.
    pub form: u32,
}

/// Which argument counts a function accepts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arity {
    /// Bit n: exactly n arguments.
    pub fixed: u32,
    /// Fewest arguments of the variadic arity.
    pub variadic: Option<u8>,
}

/// A use of a var in compiled code, recorded by the compiler.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link {
    /// The var that is used.
    pub var: VarName,
    /// How.
    pub usage: Usage,
    /// The form that uses it.
    pub span: Span,
}

/// How compiled code uses a var.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Usage {
    /// Called with this many arguments; 255 stands for more than 254 and for unknown counts.
    Call(u8),
    /// Its value is read.
    Value,
    /// Named by `var`, `#'` or a definition that only needs the name.
    Name,
    /// Expanded: the caller's code is made by it.
    Macro,
    /// Called or read while a macro of the form was expanded.
    Expansion,
    /// Its value was copied into the code (`^:const`, inlining).
    Inlined,
    /// It makes instances of a type whose fields are compiled into the code.
    Type,
    /// Named by a quoted symbol, or by text that `symbol` is given: whether it is ever looked up
    /// is not known.
    Symbol,
    /// `:refer`red by name.
    Refer,
    /// Called or read when the form itself was evaluated, so the result may depend on it.
    Load,
}

impl Arity {
    /// What a native accepts.
    pub fn of_native(native: &Native) -> Arity {
        let fixed = native.fixed.iter().enumerate();
        Arity {
            fixed: fixed.fold(0, |bits, (n, f)| bits | u32::from(f.is_some()) << n),
            variadic: native.rest.map(|_| native.min_rest),
        }
    }

    /// What a compiled function accepts.
    pub fn of_closure(closure: &Closure) -> Arity {
        let mut arity = Arity {
            fixed: 0,
            variadic: None,
        };
        for code in &closure.proto.arities {
            if code.variadic {
                arity.variadic = Some(code.params);
            } else {
                arity.fixed |= 1 << code.params;
            }
        }
        arity
    }

    /// What a list of parameter vectors says, if it is one.
    fn of_arglists(arglists: &Value) -> Option<Arity> {
        let mut fixed = 0;
        let list = arglists.get::<List>()?;
        for params in list.iter() {
            let count = params.get::<Vector>()?.count();
            fixed |= 1 << u32::try_from(count).ok().filter(|n| *n < 32)?;
        }
        Some(Arity {
            fixed,
            variadic: None,
        })
    }

    /// What a value accepts, if it is a function whose code is known.
    pub fn of_value(value: &Value) -> Option<Arity> {
        match value.view() {
            View::Native(n) => Some(Arity::of_native(n)),
            View::Closure(c) => Some(Arity::of_closure(c)),
            View::ProtocolFn(f) => Arity::of_arglists(&f.arglists),
            _ => None,
        }
    }

    /// Whether it accepts this many arguments.
    pub fn accepts(self, count: u8) -> bool {
        let fixed = count < 32 && self.fixed >> count & 1 == 1;
        fixed || self.variadic.is_some_and(|least| count >= least)
    }
}

impl std::fmt::Display for Arity {
    /// `1, 2 or 4 and more`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts: Vec<String> = (0..32)
            .filter(|n| self.fixed >> n & 1 == 1)
            .map(|n: u32| n.to_string())
            .collect();
        parts.extend(self.variadic.map(|n| format!("{n} and more")));
        match parts.split_last() {
            None => f.write_str("no"),
            Some((last, [])) => f.write_str(last),
            Some((last, rest)) => write!(f, "{} or {last}", rest.join(", ")),
        }
    }
}

impl Binding {
    /// A plain definition with a value.
    pub fn new(var: VarName, value: Value) -> Binding {
        Binding {
            arity: Arity::of_value(&value),
            value: OnceLock::from(value),
            ..Binding::empty(var)
        }
    }

    /// A definition that will be compiled at its first use.
    pub fn lazy(var: VarName, lazy: LazyDef, flags: Flags) -> Binding {
        Binding {
            lazy: Some(lazy),
            flags,
            ..Binding::empty(var)
        }
    }

    fn empty(var: VarName) -> Binding {
        Binding {
            var,
            value: OnceLock::new(),
            meta: OnceLock::new(),
            lazy: None,
            flags: Flags::default(),
            span: Span::NONE,
            generation: Stamp::default(),
            arity: None,
            links: Arc::from([]),
            below: None,
        }
    }

    /// The definition itself, below all layers.
    pub fn plain(&self) -> &Binding {
        match &self.below {
            Some(below) => &below.plain,
            None => self,
        }
    }

    /// The same definition with other metadata and the marks that follow from it.
    pub fn with_meta(&self, meta: Value, flags: Flags) -> Binding {
        Binding {
            meta: OnceLock::from(meta),
            flags: Flags {
                kept_live: self.flags.kept_live,
                ..flags
            },
            ..self.plain().copy()
        }
    }

    /// The same definition with another value; the metadata stays.
    pub fn with_value(&self, value: Value) -> Binding {
        Binding {
            arity: Arity::of_value(&value),
            value: OnceLock::from(value),
            lazy: None,
            ..self.copy()
        }
    }

    /// The same definition with other marks.
    pub fn with_flags(&self, flags: Flags) -> Binding {
        Binding {
            flags,
            ..self.plain().copy()
        }
    }

    /// The same definition, stamped with another generation.
    pub fn with_generation(&self, generation: Stamp) -> Binding {
        Binding {
            generation,
            ..self.plain().copy()
        }
    }

    fn copy(&self) -> Binding {
        Binding {
            var: self.var,
            value: self.value.clone(),
            meta: self.meta.clone(),
            lazy: self.lazy,
            flags: self.flags,
            span: self.span,
            generation: self.generation.clone(),
            arity: self.arity,
            links: self.links.clone(),
            below: None,
        }
    }

    /// The value, [`Value::UNBOUND`] if it was only declared; `None` if it must be compiled first
    /// (`vm::Host::compile_lazy`).
    #[inline(always)]
    pub fn value(&self) -> Option<&Value> {
        self.value.get()
    }

    /// Whether it has a value or will have one when compiled.
    pub fn is_bound(&self) -> bool {
        self.value().is_none_or(|v| v.tag() != crate::Tag::Unbound)
    }

    /// Fills in the value of a lazy definition; the first one stays. Gives the one that stays.
    pub fn fill(&self, value: Value) -> &Value {
        self.value.get_or_init(|| value)
    }

    /// The metadata map (or nil), if known; `None` if it must be made from the native's record or
    /// the lazy definition first.
    pub fn meta(&self) -> Option<&Value> {
        self.meta.get()
    }

    /// Fills in the metadata; the first one stays. Gives the one that stays.
    pub fn fill_meta(&self, meta: Value) -> &Value {
        self.meta.get_or_init(|| meta)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arity(fixed: u32, variadic: Option<u8>) -> Arity {
        Arity { fixed, variadic }
    }

    #[test]
    fn arities_accept_fixed_counts_and_everything_from_the_variadic_minimum() {
        let a = arity(0b10, Some(3));
        let accepted: Vec<u8> = (0..6).filter(|n| a.accepts(*n)).collect();
        assert_eq!(accepted, [1, 3, 4, 5]);
        assert!(a.accepts(200));
        assert!(!arity(0b10, None).accepts(200));
    }

    #[test]
    fn arities_read_as_a_sentence_part() {
        assert_eq!(arity(0b110, Some(4)).to_string(), "1, 2 or 4 and more");
        assert_eq!(arity(0b1, None).to_string(), "0");
        assert_eq!(arity(0, None).to_string(), "no");
    }

    #[test]
    fn the_first_filled_value_stays() {
        let var = VarName::from_parts("binding.test", "x");
        let lazy = LazyDef { file: 0, form: 0 };
        let b = Binding::lazy(var, lazy, Flags::default());
        assert!(b.value().is_none());
        assert_eq!(b.fill(Value::int(1)).as_int(), Some(1));
        assert_eq!(b.fill(Value::int(2)).as_int(), Some(1));
    }
}
