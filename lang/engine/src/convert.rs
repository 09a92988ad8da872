//! Typed calls between the host and scripts: what a Rust closure takes and gives, and what a host
//! passes and gets.
//!
//! [`FromValue`] turns language values into Rust's, [`IntoValue`] the other way. [`HostFunction`]
//! is implemented for closures of up to six such arguments, [`Arguments`] for tuples of as many.
//! A value of a wrong kind is an exception that names the function, the position, what was
//! expected and what was found.

use clutch_core::{Keyword, R, Symbol, Thrown, Value};
use clutch_vm::Args;
use clutch_vm::convert::{describe, wrong_kind_class};
use std::fmt::Display;

pub use clutch_vm::convert::FromValue;

/// Rust types that can be given to scripts.
pub trait IntoValue {
    /// The language value; for a failed `Result` an exception with the error's text.
    ///
    /// # Errors
    /// What a `Result` holds.
    fn into_value(self) -> R;
}

macro_rules! into_value {
    ($($ty:ty, $x:ident => $make:expr;)*) => {$(
        impl IntoValue for $ty {
            fn into_value(self) -> R {
                let $x = self;
                Ok($make)
            }
        }
    )*};
}

into_value! {
    Value, v => v;
    (), _unit => Value::NIL;
    bool, b => Value::from(b);
    i64, n => Value::int(n);
    i32, n => Value::int(n.into());
    u32, n => Value::int(n.into());
    usize, n => Value::from(n);
    f64, x => Value::float(x);
    char, c => Value::from(c);
    &str, s => Value::string(s);
    String, s => Value::string(s);
    Keyword, k => Value::keyword(k);
    Symbol, s => Value::symbol(s);
}

impl<T: IntoValue> IntoValue for Option<T> {
    /// Nothing is nil.
    fn into_value(self) -> R {
        self.map_or(Ok(Value::NIL), T::into_value)
    }
}

impl<T: IntoValue> IntoValue for Vec<T> {
    /// A vector.
    fn into_value(self) -> R {
        let items: R<Vec<Value>> = self.into_iter().map(T::into_value).collect();
        Ok(Value::vector(items?))
    }
}

impl<T: IntoValue, E: Display> IntoValue for Result<T, E> {
    /// An error is thrown as a `RuntimeException`.
    fn into_value(self) -> R {
        match self {
            Ok(value) => value.into_value(),
            Err(error) => Err(Thrown::runtime(error.to_string())),
        }
    }
}

/// Rust closures that scripts can call; `A` is the tuple of what they take.
pub trait HostFunction<A>: Send + Sync + 'static {
    /// Converts the arguments, calls, converts the answer. `name` is for messages.
    ///
    /// # Errors
    /// Wrong number or kind of arguments; what the function answers.
    fn call(&self, name: &str, args: Args) -> R;
}

/// What a host passes to a function of a script: a tuple.
pub trait Arguments {
    /// The values.
    ///
    /// # Errors
    /// If one cannot be converted.
    fn into_args(self) -> R<Args>;
}

macro_rules! arities {
    ($(($($ty:ident $x:ident),*))*) => {$(
        impl<F, T, $($ty),*> HostFunction<($($ty,)*)> for F
        where
            F: Fn($($ty),*) -> T + Send + Sync + 'static,
            T: IntoValue,
            $($ty: FromValue),*
        {
            fn call(&self, name: &str, args: Args) -> R {
                const COUNT: usize = 0 $(+ { stringify!($x); 1 })*;
                if args.len() != COUNT {
                    return Err(Thrown::arity(args.len(), name));
                }
                let mut _args = args.into_iter().enumerate();
                $(let $x = argument::<$ty>(name, _args.next())?;)*
                self($($x),*).into_value()
            }
        }

        impl<$($ty: IntoValue),*> Arguments for ($($ty,)*) {
            fn into_args(self) -> R<Args> {
                let ($($x,)*) = self;
                let mut _args = Args::new();
                $(_args.push($x.into_value()?);)*
                Ok(_args)
            }
        }
    )*};
}

arities! {
    ()
    (A a)
    (A a, B b)
    (A a, B b, C c)
    (A a, B b, C c, D d)
    (A a, B b, C c, D d, E e)
    (A a, B b, C c, D d, E e, G g)
}

fn argument<T: FromValue>(name: &str, arg: Option<(usize, Value)>) -> R<T> {
    let (index, value) = arg.expect("the count was checked");
    T::from_value(value).map_err(|found| {
        let message = format!(
            "`{name}` argument {}: expected {}, got {}",
            index + 1,
            T::expected(),
            describe(&found)
        );
        Thrown::new(wrong_kind_class(&found), message)
    })
}

/// What a script's function gave, as the host wants it.
pub(crate) fn answer<T: FromValue>(name: &str, value: Value) -> R<T> {
    T::from_value(value).map_err(|found| {
        let message = format!(
            "`{name}` was to give {}, it gave {}",
            T::expected(),
            describe(&found)
        );
        Thrown::new(wrong_kind_class(&found), message)
    })
}
