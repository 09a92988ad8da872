//! From a signature to the tokens of the record and its wrappers.

use crate::record_ident;
use crate::signature::{Output, Param, Pass, Signature, doc_of};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Error, ItemFn, LitStr, Path, Result, Token};

/// Argument counts that have a slot of their own in the record.
const FIXED: usize = 5;

/// What stands in the attribute's parentheses.
pub(crate) struct Options {
    ns: LitStr,
    name: LitStr,
    arglists: Option<LitStr>,
    is_macro: bool,
    special: Option<Ident>,
    overrides: [Option<Path>; FIXED],
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> Result<Options> {
        let ns = input.parse()?;
        input.parse::<Token![,]>()?;
        let mut options = Options {
            ns,
            name: input.parse()?,
            arglists: None,
            is_macro: false,
            special: None,
            overrides: Default::default(),
        };
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let key: Ident = input.parse()?;
            let text = key.to_string();
            if text == "is_macro" {
                options.is_macro = true;
                continue;
            }
            input.parse::<Token![=]>()?;
            let count = text
                .strip_prefix("arity")
                .and_then(|n| n.parse::<usize>().ok());
            match (text.as_str(), count) {
                ("arglists", _) => options.arglists = Some(input.parse()?),
                ("special", _) => options.special = Some(input.parse()?),
                (_, Some(n)) if n < FIXED => options.overrides[n] = Some(input.parse()?),
                _ => return Err(Error::new(key.span(), "unknown option of #[native]")),
            }
        }
        Ok(options)
    }
}

/// The record's static, with its wrappers inside.
pub(crate) fn make(options: &Options, function: &ItemFn) -> Result<TokenStream> {
    let sig = Signature::read(function)?;
    let record = record_ident(&function.sig.ident);
    let vis = &function.vis;
    let (ns, name) = (&options.ns, &options.name);
    let doc = doc_of(function);
    let arglists = match &options.arglists {
        Some(text) => split_arglists(text)?,
        None => sig.arglists(),
    };
    let is_macro = options.is_macro;
    let special = options.special.clone().unwrap_or(format_ident!("No"));

    let mut wrappers = Vec::new();
    let mut fixed = Vec::new();
    for count in 0..FIXED {
        if let Some(path) = &options.overrides[count] {
            let erase = format_ident!("erase{count}");
            fixed.push(quote!(Some(::clutch_vm::native::#erase(#path))));
        } else if sig.rest.is_none() && (sig.required.len()..=sig.most()).contains(&count) {
            let erase = format_ident!("erase{count}");
            let wrapper = format_ident!("arity{count}");
            let args: Vec<Ident> = (0..count).map(|i| format_ident!("a{i}")).collect();
            let call = call(function, &record, &sig, count, None);
            wrappers.push(quote! {
                fn #wrapper(
                    _cx: &mut ::clutch_vm::Cx, #(#args: ::clutch_core::Value),*
                ) -> ::clutch_core::R { #call }
            });
            fixed.push(quote!(Some(::clutch_vm::native::#erase(#wrapper))));
        } else {
            fixed.push(quote!(None));
        }
    }
    let takes_more = sig.rest.is_some() || sig.most() >= FIXED;
    let rest = if takes_more {
        wrappers.push(rest_wrapper(function, &record, &sig));
        quote!(Some(::clutch_vm::native::erase_rest(rest)))
    } else {
        quote!(None)
    };
    let min_rest = match &sig.rest {
        Some(_) => sig.required.len(),
        None => sig.required.len().max(FIXED),
    } as u8;
    Ok(quote! {
        #[doc(hidden)]
        #vis static #record: ::clutch_core::native::Native = {
            #(#wrappers)*
            ::clutch_core::native::Native {
                ns: #ns,
                name: #name,
                arglists: &[#(#arglists),*],
                doc: #doc,
                fixed: [#(#fixed),*],
                rest: #rest,
                min_rest: #min_rest,
                is_macro: #is_macro,
                special: ::clutch_core::native::Special::#special,
            }
        };
    })
}

/// The wrapper for all counts without a slot: one `match` arm per optional count, or the rest.
fn rest_wrapper(function: &ItemFn, record: &Ident, sig: &Signature) -> TokenStream {
    let bind = |count: usize| {
        let args = (0..count).map(|i| format_ident!("a{i}"));
        quote!(#(let #args = args.next().expect("as many as counted");)*)
    };
    let body = if sig.rest.is_some() {
        let count = sig.required.len();
        let bind = bind(count);
        let more = if count == 0 {
            quote!(args)
        } else {
            quote!(args.collect::<::clutch_vm::Args>())
        };
        let call = call(function, record, sig, count, Some(more));
        if count == 0 {
            call
        } else {
            quote! { let mut args = args.into_iter(); #bind #call }
        }
    } else {
        let arms = (sig.required.len().max(FIXED)..=sig.most()).map(|count| {
            let bind = bind(count);
            let call = call(function, record, sig, count, None);
            quote!(#count => { #bind #call })
        });
        quote! {
            let count = args.len();
            let mut args = args.into_iter();
            match count {
                #(#arms)*
                _ => Err(::clutch_vm::convert::wrong_arity(&#record, count)),
            }
        }
    };
    quote! {
        fn rest(_cx: &mut ::clutch_vm::Cx, args: ::clutch_vm::Args) -> ::clutch_core::R { #body }
    }
}

/// The call of the function with `count` arguments in `a0, a1, …` and the rest in `more`.
fn call(
    function: &ItemFn,
    record: &Ident,
    sig: &Signature,
    count: usize,
    more: Option<TokenStream>,
) -> TokenStream {
    let ident = &function.sig.ident;
    let cx = sig.takes_cx.then(|| quote!(_cx,));
    let convert = |i: usize, p: &Param| {
        let a = format_ident!("a{i}");
        match p.pass {
            Pass::Value => quote!(#a),
            Pass::ValueRef => quote!(&#a),
            Pass::Owned => quote!(::clutch_vm::convert::arg(#a, &#record, #i)?),
            Pass::Ref => quote!(::clutch_vm::convert::arg_ref(&#a, &#record, #i)?),
        }
    };
    let required = sig.required.iter().enumerate();
    let required = required.map(|(i, p)| convert(i, p));
    let optional = sig.optional.iter().enumerate().map(|(i, p)| {
        let i = i + sig.required.len();
        if i < count {
            let value = convert(i, p);
            quote!(Some(#value))
        } else {
            quote!(None)
        }
    });
    let more = more.into_iter();
    let result = quote!(#ident(#cx #(#required,)* #(#optional,)* #(#more)*));
    match sig.output {
        Output::Nil => quote!({ #result; Ok(::clutch_core::Value::NIL) }),
        Output::Result => result,
        Output::ResultOf => quote!(#result.map(::clutch_core::Value::from)),
        Output::Plain => quote!(Ok(::clutch_core::Value::from(#result))),
    }
}

/// `"[x] [x & more]"` as `x`, `x & more`.
fn split_arglists(text: &LitStr) -> Result<Vec<String>> {
    let value = text.value();
    let mut lists = Vec::new();
    let mut left = value.trim();
    while !left.is_empty() {
        let list = left.strip_prefix('[').and_then(|l| l.split_once(']'));
        let Some((list, more)) = list else {
            let message = "arglists look like \"[x] [x & more]\"";
            return Err(Error::new(text.span(), message));
        };
        lists.push(list.trim().to_string());
        left = more.trim_start();
    }
    Ok(lists)
}
