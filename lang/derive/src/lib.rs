//! `#[native]`: one Rust function becomes one static record that the whole system reads.
//!
//! ```text
//! /// Part of a string, from `start` up to but not including `end`.
//! ///
//! /// (subs "clutch" 2) ;=> "utch"
//! #[native("clojure.core", "subs")]
//! fn subs(s: &str, start: i64, end: Option<i64>) -> R<String> { … }
//!
//! pub static TABLE: &[&Native] = natives![subs];
//! ```
//! The attribute leaves the function alone and adds `static NATIVE_SUBS: Native`, with one
//! wrapper per argument count (0 to 4 through `fixed`, more through `rest`) that converts
//! arguments and result. Parameters, in this order:
//! - optionally `&mut Cx`;
//! - required ones: `Value` (owned, may be unique), `&Value`, or any type with
//!   `clutch_vm::convert::FromValue` (`i64`, `f64`, `bool`, `char`, `Keyword`, `Symbol`,
//!   `Shared<T>`), or a reference to one with `FromRef` (`&str`, `&Str`, any `&T` of a heap tag);
//! - optional trailing ones, `Option<T>` of the same types (`Option<&T>` too), or one last
//!   `Args` that takes the rest.
//!
//! The result is `R`, `R<T>`, `T` with `T: Into<Value>`, or nothing (nil).
//!
//! Options after the two names: `arglists = "[x] [x & more]"` replaces what is derived from the
//! parameter names; `is_macro`; `special = Apply`; `arity2 = path` sends calls with that many
//! arguments (0 to 4) to another function of exactly `fn(&mut Cx, Value, Value) -> R`, for fast
//! paths of variadic functions.

mod record;
mod signature;

use proc_macro::TokenStream;
use quote::{format_ident, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Path, Token};

/// Makes the record of a native function; see the crate's page.
#[proc_macro_attribute]
pub fn native(options: TokenStream, item: TokenStream) -> TokenStream {
    let function: syn::ItemFn = match syn::parse(item) {
        Ok(f) => f,
        Err(e) => return e.to_compile_error().into(),
    };
    let record = syn::parse(options)
        .and_then(|options| record::make(&options, &function))
        .unwrap_or_else(|e| e.to_compile_error());
    quote!(#function #record).into()
}

/// The table of a family: `natives![f, sub::g]` is a slice of the records of these functions.
#[proc_macro]
pub fn natives(list: TokenStream) -> TokenStream {
    let paths = match Punctuated::<Path, Token![,]>::parse_terminated.parse(list) {
        Ok(paths) => paths,
        Err(e) => return e.to_compile_error().into(),
    };
    let records = paths.into_iter().map(|mut path| {
        if let Some(last) = path.segments.last_mut() {
            last.ident = record_ident(&last.ident);
        }
        path
    });
    quote!(&[#(&#records),*]).into()
}

/// Name of the record's static for a function's name.
fn record_ident(function: &syn::Ident) -> syn::Ident {
    let name = function.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name).to_uppercase();
    format_ident!("NATIVE_{}", name, span = function.span())
}
