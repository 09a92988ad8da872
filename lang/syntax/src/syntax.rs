//! Which syntax is read: what callers choose about turning text into forms.

/// What happens to `#?`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Conditionals {
    /// It is an error.
    Refuse,
    /// The first branch whose feature is one of the reader's is read.
    #[default]
    Select,
    /// It is read as data, with all branches.
    Preserve,
}

/// How text becomes tokens and forms; what the forms mean is not here.
#[derive(Clone, Debug)]
pub struct Syntax {
    /// What happens to `#?`.
    pub conditionals: Conditionals,
    /// Names of the features that `#?` selects, without colon; `default` always counts.
    pub features: Vec<String>,
    /// More forms than this inside of each other are an error.
    pub max_depth: usize,
    /// Only what edn has: no quotes, no `@`, no `#()`, no `::k`.
    pub edn: bool,
}

impl Syntax {
    /// The default nesting limit. An open form costs about 50 bytes while it is parsed.
    pub const MAX_DEPTH: usize = 4_000_000;

    /// As edn has it.
    pub fn edn() -> Self {
        Syntax {
            edn: true,
            conditionals: Conditionals::Refuse,
            ..Syntax::default()
        }
    }

    pub(crate) fn has_feature(&self, name: &str) -> bool {
        name == "default" || self.features.iter().any(|f| f == name)
    }
}

impl Default for Syntax {
    fn default() -> Self {
        Syntax {
            conditionals: Conditionals::Select,
            features: vec!["clutch".into(), "clj".into()],
            max_depth: Self::MAX_DEPTH,
            edn: false,
        }
    }
}
