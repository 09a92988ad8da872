//! What the attribute reads off a function: its parameters by kind, its result, its doc comment.

use syn::spanned::Spanned;
use syn::{Error, Expr, FnArg, GenericArgument, ItemFn, Lit, Meta, Pat, PathArguments};
use syn::{Result, ReturnType, Type};

/// How an argument reaches its parameter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Pass {
    /// `Value`: moved as it is.
    Value,
    /// `&Value`: borrowed as it is.
    ValueRef,
    /// Converted through `FromValue`.
    Owned,
    /// `&T`: borrowed through `FromRef`.
    Ref,
}

/// A parameter that takes one argument.
pub(crate) struct Param {
    /// Name in the language: kebab case.
    pub(crate) name: String,
    pub(crate) pass: Pass,
}

/// What becomes of the function's result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Output {
    /// Nothing: nil.
    Nil,
    /// `R`: as it is.
    Result,
    /// `R<T>`: converted inside.
    ResultOf,
    /// `T: Into<Value>`.
    Plain,
}

/// A native's signature.
pub(crate) struct Signature {
    pub(crate) takes_cx: bool,
    pub(crate) required: Vec<Param>,
    pub(crate) optional: Vec<Param>,
    /// Name of the rest argument.
    pub(crate) rest: Option<String>,
    pub(crate) output: Output,
}

impl Signature {
    pub(crate) fn read(function: &ItemFn) -> Result<Signature> {
        let mut sig = Signature {
            takes_cx: false,
            required: Vec::new(),
            optional: Vec::new(),
            rest: None,
            output: output(&function.sig.output),
        };
        for (i, input) in function.sig.inputs.iter().enumerate() {
            let FnArg::Typed(input) = input else {
                return Err(Error::new(input.span(), "a native cannot take `self`"));
            };
            if i == 0 && is_cx(&input.ty) {
                sig.takes_cx = true;
                continue;
            }
            let name = name_of(&input.pat)?;
            if sig.rest.is_some() {
                return Err(Error::new(input.span(), "nothing may follow `Args`"));
            }
            if last_segment(&input.ty).is_some_and(|s| s.ident == "Args") {
                if !sig.optional.is_empty() {
                    let message = "`Args` cannot follow an optional parameter";
                    return Err(Error::new(input.span(), message));
                }
                sig.rest = Some(name);
            } else if let Some(inner) = option_of(&input.ty) {
                let pass = pass(inner);
                sig.optional.push(Param { name, pass });
            } else if sig.optional.is_empty() {
                let pass = pass(&input.ty);
                sig.required.push(Param { name, pass });
            } else {
                let message = "a required parameter cannot follow an optional one";
                return Err(Error::new(input.span(), message));
            }
        }
        Ok(sig)
    }

    /// Largest number of arguments, without a rest argument.
    pub(crate) fn most(&self) -> usize {
        self.required.len() + self.optional.len()
    }

    /// Argument names of each arity: `s start`, `s start end`, `x & more`.
    pub(crate) fn arglists(&self) -> Vec<String> {
        let names = |count: usize| {
            let all = self.required.iter().chain(&self.optional).take(count);
            all.map(|p| p.name.clone()).collect::<Vec<_>>().join(" ")
        };
        match &self.rest {
            Some(rest) => {
                let fixed = names(self.required.len());
                vec![format!("{fixed} & {rest}").trim_start().to_string()]
            }
            None => (self.required.len()..=self.most()).map(names).collect(),
        }
    }
}

/// Lines of the doc comment without the blank that follows `///`.
pub(crate) fn doc_of(function: &ItemFn) -> String {
    let mut lines = Vec::new();
    for attr in &function.attrs {
        if let Meta::NameValue(meta) = &attr.meta
            && meta.path.is_ident("doc")
            && let Expr::Lit(lit) = &meta.value
            && let Lit::Str(text) = &lit.lit
        {
            let text = text.value();
            lines.push(text.strip_prefix(' ').unwrap_or(&text).to_string());
        }
    }
    lines.join("\n").trim().to_string()
}

fn name_of(pat: &Pat) -> Result<String> {
    match pat {
        Pat::Ident(p) => {
            let name = p.ident.to_string();
            let name = name.strip_prefix("r#").unwrap_or(&name);
            Ok(name.trim_start_matches('_').replace('_', "-"))
        }
        _ => Err(Error::new(pat.span(), "a native's parameter needs a name")),
    }
}

/// The type without the invisible groups that fragments of `macro_rules` come in.
fn bare(ty: &Type) -> &Type {
    match ty {
        Type::Group(g) => bare(&g.elem),
        Type::Paren(p) => bare(&p.elem),
        ty => ty,
    }
}

fn last_segment(ty: &Type) -> Option<&syn::PathSegment> {
    match bare(ty) {
        Type::Path(p) => p.path.segments.last(),
        _ => None,
    }
}

fn is_cx(ty: &Type) -> bool {
    matches!(ty, Type::Reference(r) if r.mutability.is_some()
        && last_segment(&r.elem).is_some_and(|s| s.ident == "Cx"))
}

fn option_of(ty: &Type) -> Option<&Type> {
    let segment = last_segment(ty)?;
    match (&segment.arguments, segment.ident == "Option") {
        (PathArguments::AngleBracketed(args), true) => args.args.iter().find_map(|a| match a {
            GenericArgument::Type(t) => Some(t),
            _ => None,
        }),
        _ => None,
    }
}

fn pass(ty: &Type) -> Pass {
    let is_value = |t: &Type| last_segment(t).is_some_and(|s| s.ident == "Value");
    match bare(ty) {
        Type::Reference(r) if is_value(&r.elem) => Pass::ValueRef,
        Type::Reference(_) => Pass::Ref,
        t if is_value(t) => Pass::Value,
        _ => Pass::Owned,
    }
}

fn output(output: &ReturnType) -> Output {
    let ReturnType::Type(_, ty) = output else {
        return Output::Nil;
    };
    if matches!(bare(ty), Type::Tuple(t) if t.elems.is_empty()) {
        return Output::Nil;
    }
    match last_segment(ty) {
        Some(s) if s.ident == "R" && s.arguments.is_none() => Output::Result,
        Some(s) if s.ident == "R" || s.ident == "Result" => Output::ResultOf,
        _ => Output::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Signature {
        let function: ItemFn = syn::parse_str(text).expect("a function");
        Signature::read(&function).expect("a native's signature")
    }

    fn problem(text: &str) -> String {
        let function: ItemFn = syn::parse_str(text).expect("a function");
        Signature::read(&function)
            .err()
            .expect("refused")
            .to_string()
    }

    #[test]
    fn arglists_come_from_parameter_names() {
        let sig = read("fn f(cx: &mut Cx, s: &str, from_index: i64, end: Option<i64>) -> R {}");
        assert!(sig.takes_cx);
        assert_eq!(sig.arglists(), ["s from-index", "s from-index end"]);
        assert_eq!(read("fn f(more: Args) {}").arglists(), ["& more"]);
        assert_eq!(
            read("fn f(x: Value, more: Args) {}").arglists(),
            ["x & more"]
        );
        assert_eq!(read("fn f() {}").arglists(), [""]);
    }

    #[test]
    fn parameters_and_results_are_told_apart_by_type() {
        let sig = read("fn f(a: Value, b: &Value, c: &str, d: i64) -> R<String> {}");
        let kinds: Vec<Pass> = sig.required.iter().map(|p| p.pass).collect();
        assert_eq!(kinds, [Pass::Value, Pass::ValueRef, Pass::Ref, Pass::Owned]);
        assert_eq!(sig.output, Output::ResultOf);
        assert_eq!(read("fn f() -> bool {}").output, Output::Plain);
    }

    #[test]
    fn impossible_orders_of_parameters_are_refused() {
        assert!(problem("fn f(a: Option<i64>, b: i64) {}").contains("required"));
        assert!(problem("fn f(a: Option<i64>, b: Args) {}").contains("`Args`"));
        assert!(problem("fn f(a: Args, b: i64) {}").contains("follow"));
    }

    #[test]
    fn doc_comments_lose_one_blank_per_line() {
        let function: ItemFn =
            syn::parse_str("/// Sum.\n///\n///   (f) ;=> 1\nfn f() {}").expect("a function");
        assert_eq!(doc_of(&function), "Sum.\n\n  (f) ;=> 1");
    }
}
