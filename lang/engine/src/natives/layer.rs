//! Layers: named changes above the definitions of the world.

use crate::engine::Inner;
use crate::request::{Flags, Request};
use crate::{reload, stage};
use clutch_core::native::{Native, NativeClosure};
use clutch_core::world::cell::What;
use clutch_core::world::{Binding, Layer, Layers};
use clutch_core::{Keyword, R, Thrown, Value, VarName, View};
use clutch_derive::{native, natives};
use clutch_vm::native::BoxedNative;
use clutch_vm::var::simple_map;
use clutch_vm::{Args, Cx, convert, seq};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// What is seen of a definition below a layer: a function of the layer is called with what lies
/// below and the arguments, anything else takes its place.
fn wrap(value: &Value, below: &Arc<Binding>) -> Value {
    if !is_function(value) {
        return value.clone();
    }
    let (around, below) = (value.clone(), below.clone());
    let name = below.var.to_string().into();
    let call: BoxedNative = Box::new(move |cx, args| {
        let mut all = Args::with_capacity(args.len() + 1);
        all.push(cx.binding_value(&below)?);
        all.extend(args);
        cx.call(&around, all)
    });
    Value::new(NativeClosure {
        name,
        call: Box::new(call),
        meta: Value::NIL,
    })
}

fn is_function(value: &Value) -> bool {
    matches!(
        value.view(),
        View::Closure(_) | View::Native(_) | View::NativeClosure(_)
    )
}

/// Puts other layers over the definitions. Over a macro or a constant that changes what code is
/// compiled to, so the namespaces whose code was made from it are built anew in the same publish.
fn put(cx: &mut Cx, key: Keyword, layers: impl Fn(&Layers) -> Layers) -> R<()> {
    let world = cx.context.world();
    let (before, after) = (world.layers(), layers(world.layers()));
    let named = |l: &Layers| {
        let layer = l.iter().find(|l| l.name == key);
        layer.map(|l| l.entries.keys().copied().collect::<Vec<_>>())
    };
    let vars = named(before).into_iter().chain(named(&after)).flatten();
    let compiled = |var: &VarName| {
        let binding = world.binding(*var);
        binding.is_some_and(|b| b.flags.is_macro || b.flags.constant)
    };
    let compiled: FxHashSet<VarName> = vars.filter(compiled).collect();
    let change = |cx: &mut Cx| {
        cx.context.change(What::Layer(key), |world| {
            let layers = layers(world.layers());
            world.put_layers(layers);
        })
    };
    if compiled.is_empty() {
        return change(cx);
    }
    let host = cx.host();
    let engine = Inner::of(&host);
    let request = Request {
        what: format!("layer {key}"),
        flags: Flags {
            reload: true,
            ..Flags::default()
        },
    };
    let ((), _) = stage::run(cx, engine, request, |cx| {
        change(cx)?;
        reload::plan_users(cx, engine, &compiled)?;
        reload::finish(cx, engine)
    })?;
    Ok(())
}

fn layer_name(name: &Value) -> R<Keyword> {
    name.as_keyword().ok_or_else(|| {
        let found = convert::describe(name);
        Thrown::illegal_argument(format!("a layer is named by a keyword, found {found}"))
    })
}

fn entries(cx: &mut Cx, map: Value) -> R<Vec<(VarName, Value)>> {
    let mut entries = Vec::new();
    for entry in seq::to_vec(cx, map)? {
        let pair = seq::to_vec(cx, entry)?;
        let var = match (pair[0].view(), pair[0].as_symbol()) {
            (View::Var(var), _) => var,
            (_, Some(name)) if name.ns().is_some() => {
                VarName::from_parts(name.ns().unwrap_or_default(), name.name())
            }
            _ => {
                let found = convert::describe(&pair[0]);
                let message = format!("a layer's keys are vars or their names, found {found}");
                return Err(Thrown::illegal_argument(message));
            }
        };
        let world = cx.context.world();
        let is_macro = world.binding(var).is_some_and(|b| b.flags.is_macro);
        if is_macro && world.namespace(var.ns()).is_some_and(|n| n.builtin) {
            let message = format!(
                "a layer cannot lie over the macro #'{var}: code that the library's macros made \
                 is not made again"
            );
            return Err(Thrown::illegal_argument(message));
        }
        if is_macro && !is_function(&pair[1]) {
            let found = convert::describe(&pair[1]);
            let message = format!("over the macro #'{var} only a function can lie, found {found}");
            return Err(Thrown::illegal_argument(message));
        }
        entries.push((var, pair[1].clone()));
    }
    Ok(entries)
}

/// Lays a layer over the definitions of the world: overrides is a map from vars, or
/// their names. A function is put around the definition of its var and called with what lies below and the arguments;
/// anything else takes the value's place. Reloads bring new definitions below the layer, which
/// stays until `unlayer`. A layer of the same name is replaced. For tracing, and for patches of a
/// system that runs. What lies over a macro is called with the macro's function, the form, the
/// environment and the arguments; the namespaces that use the macro are built anew in the same publish.
///
/// (do (defn price [n] (* 2 n)) (layer :tax {#'price (fn [f n] (+ 1 (f n)))}) [(price 10) (unlayer :tax) (price 10)]) ;=> [21 true 20]
#[native("clutch.core", "layer")]
fn layer(cx: &mut Cx, name: Value, overrides: Value) -> R {
    let key = layer_name(&name)?;
    let entries = entries(cx, overrides)?.into_iter().collect();
    let layer = Layer {
        name: key,
        entries,
        wrap,
    };
    put(cx, key, |layers| layers.with(layer.clone()))?;
    Ok(name)
}

/// Takes a layer away; false if there is none of this name.
///
/// (unlayer :never-laid) ;=> false
#[native("clutch.core", "unlayer")]
fn unlayer(cx: &mut Cx, name: Value) -> R<bool> {
    let key = layer_name(&name)?;
    let there = |cx: &Cx| cx.context.world().layers().iter().any(|l| l.name == key);
    if !there(cx) {
        return Ok(false);
    }
    put(cx, key, |layers| layers.without(key))?;
    Ok(true)
}

/// The layers, the lowest first: maps with the :name and the :vars that they lie over.
///
/// (do (layer :doc {#'inc dec}) (let [ls (layers)] (unlayer :doc) ls)) ;=> [{:name :doc, :vars [clojure.core/inc]}]
#[native("clutch.core", "layers")]
fn layers(cx: &mut Cx) -> Value {
    let key = |name: &str| Value::keyword(Keyword::simple(name));
    let shown = cx.context.world().layers().iter().map(|layer| {
        let mut vars: Vec<_> = layer.entries.keys().map(|v| v.symbol()).collect();
        vars.sort_unstable();
        let vars = vars.into_iter().map(Value::symbol).collect();
        simple_map([
            (key("name"), Value::keyword(layer.name)),
            (key("vars"), Value::vector(vars)),
        ])
    });
    Value::vector(shown.collect())
}

/// The natives of this family.
pub(super) static TABLE: &[&Native] = natives![layer, unlayer, layers];
