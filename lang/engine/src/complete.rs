//! Completion of a symbol or keyword at a place in a text: one look-up for every editor.
//!
//! What is offered is what the name could mean in a namespace of a world: vars that are seen
//! without prefix, public vars behind an alias or namespace, namespaces and aliases, classes that
//! are imported, special forms, and keywords that occur in texts that were read. Nothing is
//! evaluated or compiled for it.

use crate::stdlib::index;
use clutch_compiler::expand;
use clutch_core::span::SourceText;
use clutch_core::world::{Binding, CoreRefer, World};
use clutch_core::{NsName, View};
use clutch_syntax::{TokenClass, tokens};
use std::collections::BTreeSet;

/// What may stand at a place of a text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Completion {
    /// First byte of what the candidates replace; it ends at the place.
    pub start: usize,
    /// In alphabetical order, each text once.
    pub candidates: Vec<Candidate>,
}

/// A text that may stand at the place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// The whole text.
    pub text: String,
    /// What it names.
    pub kind: CandidateKind,
    /// Namespace of the var, if it names one.
    pub ns: Option<NsName>,
}

/// What a candidate names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CandidateKind {
    /// A special form.
    SpecialForm,
    /// A macro.
    Macro,
    /// A var whose value is a function, as far as known without compiling it.
    Function,
    /// A var with any other value.
    Var,
    /// A namespace or an alias.
    Namespace,
    /// A class.
    Class,
    /// A keyword.
    Keyword,
}

/// Keywords of the texts that were read; grows with them.
#[derive(Debug, Default)]
pub struct KnownKeywords {
    names: BTreeSet<String>,
    /// Id of the last text that was looked through.
    seen: u32,
}

impl KnownKeywords {
    /// Adds the keywords of a text.
    pub fn add(&mut self, text: &str) {
        for (class, range) in tokens(text) {
            if class == TokenClass::Keyword && range.len() > 1 {
                self.names.insert(text[range].to_string());
            }
        }
    }

    /// Adds the keywords of all texts that were registered since the last time.
    pub fn catch_up(&mut self) {
        while let Some(source) = SourceText::by_id(self.seen + 1) {
            self.add(&source.text);
            self.seen += 1;
        }
    }

    fn starting_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a String> + 'a {
        let from = self.names.range::<str, _>((
            std::ops::Bound::Included(prefix),
            std::ops::Bound::Unbounded,
        ));
        from.take_while(move |name| name.starts_with(prefix))
    }
}

/// What may stand at byte `cursor` of a text that is read in namespace `ns`; nothing inside of
/// strings, comments and numbers.
pub fn complete(
    world: &World,
    ns: NsName,
    keywords: &mut KnownKeywords,
    text: &str,
    cursor: usize,
) -> Completion {
    let at_cursor = tokens(text).find(|(_, range)| range.start < cursor && cursor <= range.end);
    let Some((class, range)) = at_cursor else {
        return Completion::default();
    };
    let prefix = &text[range.start..cursor];
    // A name that ends in a slash or a lone colon cannot be read yet.
    let unread = class == TokenClass::Error && !prefix.starts_with(['"', '#', '\\']);
    let candidates = match class {
        TokenClass::Keyword | TokenClass::Error if prefix.starts_with(':') => {
            keywords.catch_up();
            keywords_like(keywords, world, ns, prefix)
        }
        TokenClass::Symbol | TokenClass::Constant => symbols(world, ns, prefix),
        TokenClass::Error if unread => symbols(world, ns, prefix),
        _ => Vec::new(),
    };
    Completion {
        start: range.start,
        candidates,
    }
}

/// Names that start like `prefix`.
pub fn symbols(world: &World, ns: NsName, prefix: &str) -> Vec<Candidate> {
    let mut found = match prefix.split_once('/') {
        Some((qualifier, name)) if !qualifier.is_empty() => qualified(world, ns, qualifier, name),
        _ => unqualified(world, ns, prefix),
    };
    found.sort();
    found.dedup_by(|a, b| a.text == b.text);
    found
}

fn qualified(world: &World, ns: NsName, qualifier: &str, name: &str) -> Vec<Candidate> {
    let target = world
        .resolve_alias(ns, qualifier)
        .and_then(|target| world.namespace(target));
    let Some(target) = target else {
        return Vec::new();
    };
    let bindings = target.bindings.values();
    let public = bindings.filter(|b| !b.flags.private || target.name == ns);
    public
        .filter(|b| b.var.name().name().starts_with(name))
        .map(|b| var(b, format!("{qualifier}/{}", b.var.name())))
        .collect()
}

fn unqualified(world: &World, ns: NsName, prefix: &str) -> Vec<Candidate> {
    let plain = |text: &str, kind| Candidate {
        text: text.to_string(),
        kind,
        ns: None,
    };
    let mut found = Vec::new();
    let home = world.namespace(ns);
    for (name, target) in world.visible_vars(ns) {
        if name.name().starts_with(prefix)
            && let Some(binding) = world.binding(target)
        {
            found.push(var(binding, name.to_string()));
        }
    }
    if home.is_some_and(|h| h.core != CoreRefer::Nothing)
        && let Some(clutch) = world.namespace(*clutch_core::world::CLUTCH)
    {
        let names = clutch.bindings.values().filter(|b| !b.flags.private);
        let names = names.filter(|b| b.var.name().name().starts_with(prefix));
        found.extend(names.map(|b| var(b, b.var.name().to_string())));
    }
    let special = expand::SPECIAL_FORMS.iter().map(|form| form.name);
    let special = special.filter(|name| name.starts_with(prefix));
    found.extend(special.map(|name| plain(name, CandidateKind::SpecialForm)));

    let aliases = home.iter().flat_map(|h| h.aliases.keys());
    let aliases = aliases.map(|alias| alias.name());
    let loaded = world.namespaces().map(|n| n.name.name());
    let loadable = index::NAMESPACES.iter().map(|n| n.name);
    let namespaces = aliases.chain(loaded).chain(loadable);
    let namespaces = namespaces.filter(|name| name.starts_with(prefix));
    found.extend(namespaces.map(|name| plain(name, CandidateKind::Namespace)));

    let imports = home.iter().flat_map(|h| h.imports.keys());
    let imports = imports.filter(|name| name.name().starts_with(prefix));
    found.extend(imports.map(|name| plain(name.name(), CandidateKind::Class)));
    found
}

fn var(binding: &Binding, text: String) -> Candidate {
    let kind = match binding.value() {
        _ if binding.flags.is_macro => CandidateKind::Macro,
        Some(value) => match value.view() {
            View::Native(_) | View::Closure(_) | View::MultiFn(_) | View::ProtocolFn(_) => {
                CandidateKind::Function
            }
            _ => CandidateKind::Var,
        },
        None if binding.flags.dynamic => CandidateKind::Var,
        None => CandidateKind::Function,
    };
    Candidate {
        text,
        kind,
        ns: Some(binding.var.ns()),
    }
}

/// Keywords that start like `prefix`; `::alias/x` stands for keywords of the alias's namespace.
fn keywords_like(known: &KnownKeywords, world: &World, ns: NsName, prefix: &str) -> Vec<Candidate> {
    let keyword = |text: String| Candidate {
        text,
        kind: CandidateKind::Keyword,
        ns: None,
    };
    let mut found: Vec<Candidate> = known
        .starting_with(prefix)
        .filter(|name| *name != prefix)
        .cloned()
        .map(keyword)
        .collect();
    if let Some(auto) = prefix.strip_prefix("::") {
        let (written, full) = match auto.split_once('/') {
            Some((alias, _)) => {
                let target = world.resolve_alias(ns, alias);
                (format!("::{alias}/"), target.map(|t| format!(":{t}/")))
            }
            None => ("::".to_string(), Some(format!(":{ns}/"))),
        };
        if let Some(full) = full {
            let name = prefix.strip_prefix(&written).unwrap_or_default();
            let wanted = format!("{full}{name}");
            let names = known.starting_with(&wanted);
            found.extend(names.map(|k| keyword(format!("{written}{}", &k[full.len()..]))));
        }
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use clutch_core::world::Flags;
    use clutch_core::{Symbol, Value, VarName};
    use std::sync::Arc;

    fn define(world: &mut World, ns: &str, name: &str, flags: Flags) {
        let mut binding = Binding::new(VarName::from_parts(ns, name), Value::int(1));
        binding.flags = flags;
        world.define(Arc::new(binding));
    }

    fn world() -> World {
        let mut w = World::empty(Default::default());
        let private = Flags {
            private: true,
            ..Flags::default()
        };
        let is_macro = Flags {
            is_macro: true,
            ..Flags::default()
        };
        define(&mut w, "clojure.core", "map", Flags::default());
        define(&mut w, "clojure.core", "mapv", Flags::default());
        define(&mut w, "clojure.core", "map-hidden", private);
        define(&mut w, "clojure.core", "when-let", is_macro);
        define(&mut w, "complete.lib", "map-all", Flags::default());
        define(&mut w, "complete.lib", "map-own", private);
        define(&mut w, "complete.app", "map-here", private);
        w.edit_namespace(NsName::new("complete.app"), |n| {
            n.core = CoreRefer::all();
            n.aliases
                .insert(Symbol::simple("lib"), NsName::new("complete.lib"));
        });
        w
    }

    fn texts(text: &str) -> Vec<String> {
        let mut keywords = KnownKeywords::default();
        keywords.add("{:width 1 :complete.app/state 2 :complete.lib/job 3}");
        let ns = NsName::new("complete.app");
        let found = complete(&world(), ns, &mut keywords, text, text.len());
        found.candidates.into_iter().map(|c| c.text).collect()
    }

    #[test]
    fn names_that_are_seen_without_prefix_are_offered() {
        assert_eq!(texts("(map"), ["map", "map-here", "mapv"]);
        assert_eq!(texts("wh"), ["when-let"]);
        assert!(texts("(lo").contains(&"loop*".to_string()));
    }

    #[test]
    fn public_names_behind_an_alias_or_namespace_are_offered() {
        assert_eq!(texts("(lib/ma"), ["lib/map-all"]);
        assert_eq!(texts("complete.lib/"), ["complete.lib/map-all"]);
        assert_eq!(texts("nope/m"), Vec::<String>::new());
    }

    #[test]
    fn namespaces_are_offered_whether_loaded_or_not() {
        assert_eq!(texts("complete.l"), ["complete.lib"]);
        assert_eq!(texts("li"), ["lib"]);
        assert_eq!(texts("clojure.wal"), ["clojure.walk"]);
    }

    #[test]
    fn keywords_of_known_texts_are_offered_also_resolved() {
        assert_eq!(texts("(:wi"), [":width"]);
        assert_eq!(texts("::st"), ["::state"]);
        assert_eq!(texts("::lib/j"), ["::lib/job"]);
    }

    #[test]
    fn strings_and_comments_are_left_alone() {
        assert_eq!(texts("\"ma"), Vec::<String>::new());
        assert_eq!(texts("; ma"), Vec::<String>::new());
        assert_eq!(texts(""), Vec::<String>::new());
    }

    #[test]
    fn the_text_behind_the_cursor_does_not_matter() {
        let ns = NsName::new("complete.app");
        let found = complete(&world(), ns, &mut KnownKeywords::default(), "(mapx 1)", 4);
        assert_eq!(found.start, 1);
        assert_eq!(found.candidates.len(), 3);
    }
}
