//! Programs of several namespaces as data: what a project is, and how it is written down.
//!
//! A definition has a number that never changes; uses name the number, so that moving or renaming
//! a definition is a refactoring. Uses go from higher numbers to lower ones only: no definition
//! needs itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Identity of a definition.
pub(super) type Id = u32;

#[derive(Clone, Debug)]
pub(super) enum Expr {
    Int(i64),
    Sum(Box<Expr>, Box<Expr>),
    /// A call or a read of a definition.
    Use(Id, Vec<Expr>),
    /// A use of what is not there any more.
    Lost(String),
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Function {
        arity: usize,
        body: Expr,
    },
    Value {
        body: Expr,
    },
    Constant {
        value: i64,
    },
    /// Computes with `helper` while it expands.
    Macro {
        helper: Expr,
        twist: i64,
    },
    /// Expands to code that uses other definitions.
    Template {
        body: Expr,
    },
    Multi,
    Method {
        multi: Id,
        body: Expr,
    },
    Protocol,
    /// Implements a protocol for integers, or for a record.
    Extension {
        protocol: Id,
        record: Option<Id>,
        body: Expr,
    },
    Record {
        fields: usize,
    },
    Derive,
    Once {
        value: i64,
    },
    /// A form that fails.
    Failure(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) id: Id,
    /// Index of its namespace.
    pub(super) home: usize,
    pub(super) name: String,
    pub(super) private: bool,
    /// Its value does not depend on registrations: it may be used while a file is loaded.
    pub(super) pure: bool,
    pub(super) kind: Kind,
}

/// How a namespace names others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Alias,
    Refer,
    Full,
}

#[derive(Clone, Debug)]
pub(super) struct Space {
    pub(super) name: String,
    pub(super) style: Style,
    pub(super) gone: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Project {
    pub(super) spaces: Vec<Space>,
    pub(super) items: Vec<Item>,
    pub(super) next: Id,
}

pub(super) const FAILURES: &[&str] = &[
    "(throw (ex-info \"on purpose\" {}))",
    "(def half (inc nil))",
    "(undefined-function 1)",
    "(let [x])",
    "(defn cut [",
    "(require 'not.there)",
];

impl Expr {
    pub(super) fn uses(&self, each: &mut dyn FnMut(Id, usize)) {
        match self {
            Expr::Int(_) | Expr::Lost(_) => {}
            Expr::Sum(a, b) => {
                a.uses(each);
                b.uses(each);
            }
            Expr::Use(id, args) => {
                each(*id, args.len());
                args.iter().for_each(|a| a.uses(each));
            }
        }
    }

    pub(super) fn walk(&mut self, each: &mut dyn FnMut(&mut Expr)) {
        match self {
            Expr::Sum(a, b) => {
                a.walk(each);
                b.walk(each);
            }
            Expr::Use(_, args) => args.iter_mut().for_each(|a| a.walk(each)),
            _ => {}
        }
        each(self);
    }
}

impl Kind {
    pub(super) fn body(&self) -> Option<&Expr> {
        match self {
            Kind::Function { body, .. }
            | Kind::Value { body }
            | Kind::Macro { helper: body, .. }
            | Kind::Template { body }
            | Kind::Method { body, .. }
            | Kind::Extension { body, .. } => Some(body),
            _ => None,
        }
    }

    pub(super) fn body_mut(&mut self) -> Option<&mut Expr> {
        match self {
            Kind::Function { body, .. }
            | Kind::Value { body }
            | Kind::Macro { helper: body, .. }
            | Kind::Template { body }
            | Kind::Method { body, .. }
            | Kind::Extension { body, .. } => Some(body),
            _ => None,
        }
    }

    /// Number of arguments of a use, or none if it cannot be used in an expression.
    pub(super) fn arguments(&self) -> Option<usize> {
        match self {
            Kind::Function { arity, .. } => Some(*arity),
            Kind::Value { .. } | Kind::Constant { .. } | Kind::Multi | Kind::Once { .. } => Some(0),
            Kind::Macro { .. } | Kind::Template { .. } | Kind::Protocol | Kind::Record { .. } => {
                Some(1)
            }
            _ => None,
        }
    }

    /// Other definitions that its head names.
    fn heads(&self) -> Vec<Id> {
        match self {
            Kind::Method { multi, .. } => vec![*multi],
            Kind::Extension {
                protocol, record, ..
            } => [*protocol].into_iter().chain(*record).collect(),
            _ => Vec::new(),
        }
    }
}

impl Item {
    /// Every definition that it uses.
    pub(super) fn all_uses(&self) -> Vec<(Id, usize)> {
        let mut uses = Vec::new();
        if let Some(body) = self.kind.body() {
            body.uses(&mut |id, n| uses.push((id, n)));
        }
        uses.extend(self.kind.heads().into_iter().map(|id| (id, usize::MAX)));
        uses
    }
}

impl Project {
    pub(super) fn item(&self, id: Id) -> Option<&Item> {
        self.items.iter().find(|i| i.id == id)
    }

    pub(super) fn living(&self) -> Vec<usize> {
        let spaces = self.spaces.iter().enumerate();
        spaces.filter(|(_, s)| !s.gone).map(|(i, _)| i).collect()
    }

    fn requires(&self, home: usize) -> BTreeMap<usize, BTreeSet<Id>> {
        let mut needed: BTreeMap<usize, BTreeSet<Id>> = BTreeMap::new();
        for item in self.items.iter().filter(|i| i.home == home) {
            for (id, _) in item.all_uses() {
                if let Some(used) = self.item(id).filter(|u| u.home != home) {
                    needed.entry(used.home).or_default().insert(id);
                }
            }
        }
        needed
    }

    /// Whether a file can be loaded and all that it says makes sense.
    pub(super) fn is_sound(&self) -> bool {
        let fine = |item: &Item| {
            let mut lost = false;
            if let Some(body) = item.kind.body() {
                let mut body = body.clone();
                body.walk(&mut |e| lost |= matches!(e, Expr::Lost(_)));
            }
            let uses = item.all_uses().into_iter().all(|(id, given)| {
                let Some(used) = self.item(id) else {
                    return false;
                };
                // What a template expands to is compiled elsewhere.
                let stays = used.home == item.home && !matches!(item.kind, Kind::Template { .. });
                let reachable = !used.private || stays;
                let fits = given == usize::MAX || used.kind.arguments() == Some(given);
                reachable && fits
            });
            !lost && uses && !matches!(item.kind, Kind::Failure(_))
        };
        self.items.iter().all(fine) && !self.has_circle()
    }

    fn has_circle(&self) -> bool {
        let mut left: BTreeMap<usize, BTreeSet<usize>> = self
            .living()
            .into_iter()
            .map(|s| (s, self.requires(s).into_keys().collect()))
            .collect();
        while let Some(free) = left.iter().find(|(_, needs)| needs.is_empty()) {
            let free = *free.0;
            left.remove(&free);
            left.values_mut().for_each(|needs| {
                needs.remove(&free);
            });
        }
        !left.is_empty()
    }

    /// The texts of all namespaces, with one on top that requires them.
    pub(super) fn texts(&self) -> Vec<(String, String)> {
        let mut texts: Vec<(String, String)> = self
            .living()
            .into_iter()
            .map(|s| (self.spaces[s].name.clone(), self.text(s)))
            .collect();
        let all: Vec<&str> = texts.iter().map(|(name, _)| name.as_str()).collect();
        let top = format!("(ns p.top (:require {}))\n", all.join(" "));
        texts.push(("p.top".to_string(), top));
        texts
    }

    fn text(&self, home: usize) -> String {
        let space = &self.spaces[home];
        let mut out = format!("(ns {}", space.name);
        for (other, ids) in self.requires(home) {
            let name = &self.spaces[other].name;
            match space.style {
                Style::Alias => write!(out, "\n  (:require [{name} :as {}])", alias(name)),
                Style::Full => write!(out, "\n  (:require {name})"),
                Style::Refer => {
                    let names: Vec<String> =
                        ids.iter().filter_map(|id| self.referred(*id)).collect();
                    write!(out, "\n  (:require [{name} :refer [{}]])", names.join(" "))
                }
            }
            .expect("writes to a string");
        }
        out.push_str(")\n");
        let mut items: Vec<&Item> = self.items.iter().filter(|i| i.home == home).collect();
        items.sort_by_key(|i| i.id);
        for item in items {
            out.push_str(&self.definition(item));
            out.push('\n');
        }
        out
    }

    /// The name under which a definition is used.
    fn referred(&self, id: Id) -> Option<String> {
        let item = self.item(id)?;
        Some(match item.kind {
            Kind::Record { .. } => format!("->{}", item.name),
            Kind::Protocol => format!("{} {}-of", item.name, item.name),
            _ => item.name.clone(),
        })
    }

    /// A name of another definition, seen from a namespace; `name` is one that it defines.
    fn qualified(&self, from: usize, used: &Item, name: &str) -> String {
        let space = &self.spaces[used.home].name;
        match self.spaces[from].style {
            _ if used.home == from => name.to_string(),
            Style::Alias => format!("{}/{name}", alias(space)),
            Style::Refer => name.to_string(),
            Style::Full => format!("{space}/{name}"),
        }
    }

    pub(super) fn written(&self, from: usize, expr: &Expr) -> String {
        match expr {
            Expr::Int(n) => n.to_string(),
            Expr::Lost(text) => text.clone(),
            Expr::Sum(a, b) => format!("(+ {} {})", self.written(from, a), self.written(from, b)),
            Expr::Use(id, args) => {
                let Some(used) = self.item(*id) else {
                    return "(lost)".to_string();
                };
                let args: String = args
                    .iter()
                    .map(|a| format!(" {}", self.written(from, a)))
                    .collect();
                let name = |n: &str| self.qualified(from, used, n);
                match used.kind {
                    Kind::Value { .. } | Kind::Constant { .. } if args.is_empty() => {
                        name(&used.name)
                    }
                    Kind::Once { .. } if args.is_empty() => format!("(deref {})", name(&used.name)),
                    Kind::Multi if args.is_empty() => format!("({} 1)", name(&used.name)),
                    Kind::Protocol => format!("({}{args})", name(&format!("{}-of", used.name))),
                    Kind::Record { .. } => {
                        let name = name(&format!("->{}", used.name));
                        let more = match used.kind {
                            Kind::Record { fields } => " 0".repeat(fields - 1),
                            _ => String::new(),
                        };
                        format!("(:a ({name}{args}{more}))")
                    }
                    _ => format!("({}{args})", name(&used.name)),
                }
            }
        }
    }

    fn definition(&self, item: &Item) -> String {
        let Item { home, name, .. } = item;
        let text = |e: &Expr| self.written(*home, e);
        match &item.kind {
            Kind::Function { arity, body } => {
                let parameters = ["a", "b", "c"][..*arity].join(" ");
                let head = if item.private { "defn-" } else { "defn" };
                let sum: String = ["a", "b", "c"][..*arity]
                    .iter()
                    .map(|p| format!(" {p}"))
                    .collect();
                format!("({head} {name} [{parameters}] (+{sum} {}))", text(body))
            }
            Kind::Value { body } => format!("(def {name} {})", text(body)),
            Kind::Constant { value } => format!("(def ^:const {name} {value})"),
            Kind::Macro { helper, twist } => {
                format!("(defmacro {name} [x] (list '+ x {} {twist}))", text(helper))
            }
            Kind::Template { body } => format!("(defmacro {name} [x] `(+ ~x {}))", text(body)),
            Kind::Multi => {
                format!("(defmulti {name} (fn [x] x))\n(defmethod {name} :default [_] 0)")
            }
            Kind::Method { multi, body } => match self.item(*multi) {
                Some(m) => format!(
                    "(defmethod {} {} [_] {})",
                    self.qualified(*home, m, &m.name),
                    item.id,
                    text(body)
                ),
                None => "(defmethod lost 1 [_] 1)".to_string(),
            },
            Kind::Protocol => format!("(defprotocol {name} ({name}-of [x]))"),
            Kind::Extension {
                protocol,
                record,
                body,
            } => {
                let Some(p) = self.item(*protocol) else {
                    return "(extend-protocol Lost Long (lost [_] 1))".to_string();
                };
                let ty = match record.map(|r| self.item(r)) {
                    None => "Long".to_string(),
                    Some(None) => "lost.Record".to_string(),
                    Some(Some(r)) => format!("{}.{}", self.spaces[r.home].name, r.name),
                };
                format!(
                    "(extend-protocol {} {ty} ({}-of [_] {}))",
                    self.qualified(*home, p, &p.name),
                    p.name,
                    text(body)
                )
            }
            Kind::Record { fields } => {
                format!(
                    "(defrecord {name} [{}])",
                    ["a", "b", "c"][..*fields].join(" ")
                )
            }
            Kind::Derive => format!("(derive ::{name} :p/root)"),
            Kind::Once { value } => format!("(defonce {name} (atom {value}))"),
            Kind::Failure(which) => FAILURES[*which % FAILURES.len()].to_string(),
        }
    }
}

fn alias(namespace: &str) -> &str {
    namespace.rsplit('.').next().unwrap_or(namespace)
}
