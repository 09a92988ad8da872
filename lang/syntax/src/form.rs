//! Forms as the text has them: a flat tree with the span of everything.
//!
//! A [`Forms`] is one vector of nodes in the order in which the parser finishes them, so children stand
//! before their parent and the subtree of a node is the contiguous range `first..=id`. Converting to
//! values is one pass from left to right with a stack of results, without recursion, however deep
//! the nesting; walking down from a form goes through [`Forms::children`].
//!
//! ```text
//! (a [b] c)      0 Symbol a
//!                1 Symbol b
//!                2 Vector  first 1, len 1
//!                3 Symbol c
//!                4 List    first 0, len 3
//! ```
//!
//! Nothing is decoded here: a node of a literal is its kind and its range in the text, which is known
//! to be well formed. Nothing depends on namespaces or readers of tags either.

use std::ops::Range;

use crate::Span;

use crate::error::{ErrorKind, ReadError};

/// What a form is. Atoms come before everything that has children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum FormKind {
    // Atoms.
    /// `nil`
    Nil,
    /// `true`
    True,
    /// `false`
    False,
    /// A plain decimal integer of any size.
    Int,
    /// Any other number: radix, ratio, float, decimal, with `N`.
    Number,
    /// `##Inf`, `##-Inf`, `##NaN`
    Symbolic,
    /// `\a`
    Char,
    /// A string without escapes.
    PlainString,
    /// A string with escapes.
    EscapedString,
    /// `#"…"`
    Regex,
    /// A symbol.
    Symbol,
    /// `:k`, `:a/k`
    Keyword,
    /// `::k`, `::alias/k`
    AutoKeyword,
    /// `%`, `%1`, `%&` inside of `#()`
    Arg,
    /// The `#name` of a tagged literal; first child of `Tagged`.
    TagName,
    /// The `#:name` of a namespaced map; first child of `NamespacedMap`.
    NamespaceName,

    // Brackets: any number of children.
    /// `(…)`
    List,
    /// `[…]`
    Vector,
    /// `{…}`, an even number of children.
    Map,
    /// `#{…}`
    Set,
    /// `#(…)`
    FnLiteral,

    // Prefixes: one child.
    /// `'x`
    Quote,
    /// `` `x ``
    SyntaxQuote,
    /// `~x`
    Unquote,
    /// `~@x`
    UnquoteSplicing,
    /// `@x`
    Deref,
    /// `#'x`
    VarQuote,
    /// `#=x`
    ReadEval,
    /// `#?(…)` kept as it is; the child is a list.
    Conditional,
    /// `#?@(…)` kept as it is; the child is a list.
    ConditionalSplice,
    /// `#_x`; no parent has it as a child.
    Discarded,

    // Pairs: two children.
    /// `^m x`: the metadata, then what carries it.
    Meta,
    /// `#tag x`: `TagName`, then the value.
    Tagged,
    /// `#tag x` in a conditional that is kept as it is: `TagName`, then the value.
    PlainTagged,
    /// `#:ns{…}`: `NamespaceName`, then the map.
    NamespacedMap,
}

/// The index of a form in its [`Forms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FormId(u32);

impl FormId {
    pub(crate) fn at(index: usize) -> Self {
        FormId(index as u32)
    }

    /// The position in the order of finishing.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) kind: FormKind,
    /// Number of children.
    pub(crate) len: u32,
    /// Index of the first node of the subtree; the node itself when it has no children.
    pub(crate) first: u32,
    /// Byte offsets in the source.
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// The forms of a text, or of a part of it.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    pub(crate) nodes: Vec<Node>,
    roots: Vec<FormId>,
}

impl Forms {
    /// The top-level forms, in order.
    pub fn roots(&self) -> &[FormId] {
        &self.roots
    }

    /// Number of forms, nested ones included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// No form at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What the form is.
    pub fn kind(&self, id: FormId) -> FormKind {
        self.nodes[id.index()].kind
    }

    /// The bytes of the source that the form covers, prefixes and brackets included.
    pub fn range(&self, id: FormId) -> Range<usize> {
        let node = &self.nodes[id.index()];
        node.start as usize..node.end as usize
    }

    /// Direct children from the last to the first, which is the cheap direction.
    pub fn children_rev(&self, id: FormId) -> impl Iterator<Item = FormId> + '_ {
        let mut left = self.nodes[id.index()].len;
        let mut next = id.0;
        std::iter::from_fn(move || {
            left = left.checked_sub(1)?;
            let child = self.form_before(next);
            next = self.nodes[child.index()].first;
            Some(child)
        })
    }

    /// Direct children in order.
    pub fn children(&self, id: FormId) -> Vec<FormId> {
        let mut children: Vec<_> = self.children_rev(id).collect();
        children.reverse();
        children
    }

    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
        self.roots.clear();
    }

    /// The form that ends before node `end`, discarded ones left out; there must be one.
    fn form_before(&self, end: u32) -> FormId {
        let mut last = end - 1;
        while self.nodes[last as usize].kind == FormKind::Discarded {
            last = self.nodes[last as usize].first - 1;
        }
        FormId(last)
    }

    /// The last form so far, discarded ones left out; there must be one.
    pub(crate) fn last(&self) -> FormId {
        self.form_before(self.nodes.len() as u32)
    }

    pub(crate) fn add_root(&mut self, id: FormId) {
        self.roots.push(id);
    }

    /// Nodes of the subtree of `id`, children before parents.
    pub(crate) fn subtree(&self, id: FormId) -> Range<usize> {
        self.nodes[id.index()].first as usize..id.index() + 1
    }
}

/// A run of siblings while it grows: where it starts, and how many they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    first: u32,
    pub(crate) len: u32,
}

impl Run {
    pub(crate) fn push(self) -> Run {
        Run {
            first: self.first,
            len: self.len + 1,
        }
    }
}

type ActionError = lalrpop_util::ParseError<u32, crate::token::Terminal, Box<ReadError>>;

/// Receives the reductions of the parser.
pub(crate) struct FormBuilder<'a> {
    forms: &'a mut Forms,
    source: u32,
}

impl<'a> FormBuilder<'a> {
    /// Appends to `forms`, which may hold earlier forms of the same source.
    pub(crate) fn new(forms: &'a mut Forms, source: u32) -> Self {
        FormBuilder { forms, source }
    }

    pub(crate) fn start(&mut self) -> Run {
        Run {
            first: self.forms.nodes.len() as u32,
            len: 0,
        }
    }

    fn push(&mut self, kind: FormKind, len: u32, first: u32, start: u32, end: u32) -> FormId {
        let id = FormId(self.forms.nodes.len() as u32);
        self.forms.nodes.push(Node {
            kind,
            len,
            first,
            start,
            end,
        });
        id
    }

    pub(crate) fn atom(&mut self, kind: FormKind, start: u32, end: u32) -> FormId {
        let first = self.forms.nodes.len() as u32;
        self.push(kind, 0, first, start, end)
    }

    pub(crate) fn group(&mut self, kind: FormKind, run: Run, start: u32, end: u32) -> FormId {
        self.push(kind, run.len, run.first, start, end)
    }

    pub(crate) fn map(&mut self, run: Run, start: u32, end: u32) -> Result<FormId, ActionError> {
        if run.len.is_multiple_of(2) {
            return Ok(self.group(FormKind::Map, run, start, end));
        }
        let key = self.forms.nodes[self.forms.last().index()];
        let before = run
            .first
            .checked_sub(1)
            .map(|i| self.forms.nodes[i as usize].kind);
        let error = ReadError::new(
            ErrorKind::MapOddForms {
                namespaced: before == Some(FormKind::NamespaceName),
            },
            Span::new(self.source, start, end),
        )
        .label(
            Span::new(self.source, key.start, key.end),
            "this key has no value",
        );
        Err(ActionError::User {
            error: Box::new(error),
        })
    }

    /// Makes the last `len` forms, of which `operand` is the first, children of a new one.
    pub(crate) fn wrap(
        &mut self,
        kind: FormKind,
        operand: FormId,
        len: u32,
        start: u32,
        end: u32,
    ) -> FormId {
        let first = self.forms.nodes[operand.index()].first;
        self.push(kind, len, first, start, end)
    }

    /// Marks the last form as one that has no value.
    pub(crate) fn discard(&mut self, id: FormId, start: u32, end: u32) {
        self.wrap(FormKind::Discarded, id, 1, start, end);
    }

    /// The point to which [`FormBuilder::take_back`] goes back.
    pub(crate) fn mark(&self) -> u32 {
        self.forms.nodes.len() as u32
    }

    /// Forgets all forms since the mark; no form after them has been begun before this reduction.
    pub(crate) fn take_back(&mut self, mark: u32) {
        self.forms.nodes.truncate(mark as usize);
    }
}
