//! What can be wrong with a text, and where.
//!
//! A [`ReadError`] is a kind with its data, the span it is about, further spans with a few words each
//! (where the unclosed bracket is), and sometimes a line of help. The message is the one that
//! Clojure's reader gives, where it has one, because programs look at it; everything that helps people
//! more than that is in the labels and the help.
//!
//! Text that only ends too early is *incomplete* ([`ReadError::is_incomplete`]): more text may make it
//! right. Everything else stays wrong whatever follows.

use std::fmt;

use clutch_core::class::{self, TypeInfo};
use clutch_core::error::{Diagnosis, Exception};
use clutch_core::{Span, Thrown};

/// Result of everything that reads; the error is boxed to keep the good case small.
pub type ReadResult<T> = Result<T, Box<ReadError>>;

/// Why a text cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text ends inside of a form, or where a form is wanted.
    #[error("EOF while reading{}", .0.message_part())]
    Eof(Unfinished),
    /// A closing bracket that closes nothing, or not the bracket that is open.
    #[error("Unmatched delimiter: {0}")]
    UnmatchedDelimiter(char),
    /// Not a symbol, not a keyword.
    #[error("Invalid token: {0}")]
    InvalidToken(String),
    /// Starts like a number and is none.
    #[error("Invalid number: {0}")]
    InvalidNumber(String),
    /// A digit that the radix does not have.
    #[error("For input string: \"{digits}\" under radix {radix}")]
    InvalidDigits {
        /// What stands behind the `r`.
        digits: String,
        /// From 2 to 36.
        radix: u32,
    },
    /// A radix below 2 or above 36.
    #[error("Radix out of range")]
    RadixOutOfRange,
    /// A ratio over zero.
    #[error("Divide by zero")]
    DivideByZero,
    /// `\` with something that names no character.
    #[error("{0}")]
    InvalidCharacter(CharProblem),
    /// An escape in a string that means nothing.
    #[error("{0}")]
    InvalidEscape(CharProblem),
    /// `##` with something else than Inf, -Inf or NaN.
    #[error("Unknown symbolic value: {0}")]
    UnknownSymbolicValue(String),
    /// `{:a}`
    #[error("{}ap literal must contain an even number of forms", if *namespaced { "Namespaced m" } else { "M" })]
    MapOddForms {
        /// With a prefix such as `#:a`.
        namespaced: bool,
    },
    /// The same key twice in a map, or the same element twice in a set; printed.
    #[error("Duplicate key: {0}")]
    DuplicateKey(String),
    /// `#()` in `#()`
    #[error("Nested #()s are not allowed")]
    NestedFnLiteral,
    /// `%x` in `#()`
    #[error("arg literal must be %, %& or %integer")]
    InvalidArg,
    /// `%21` in `#()`
    #[error("Can't specify more than 20 params")]
    TooManyArgs,
    /// `^1 x`
    #[error("Metadata must be Symbol,Keyword,String or Map")]
    MetadataKind,
    /// `^:a 1`
    #[error("Metadata can only be applied to IMetas")]
    MetadataTarget,
    /// `#?` where the caller wants none.
    #[error("Conditional read not allowed")]
    ConditionalNotAllowed,
    /// `#?` with something else than a list.
    #[error("read-cond body must be a list")]
    ConditionalBody,
    /// `#?(x 1)`
    #[error("Feature should be a keyword: {0}")]
    FeatureNotKeyword(String),
    /// `#?(:else 1)`
    #[error("Feature name {0} is reserved.")]
    FeatureReserved(String),
    /// `#?(:clj)`
    #[error("read-cond requires an even number of forms.")]
    ConditionalOddForms,
    /// `#?@` outside of any bracket.
    #[error("Reader conditional splicing not allowed at the top level.")]
    SpliceAtTopLevel,
    /// `(#?@(:clj 1))`
    #[error("Spliced form list in read-cond-splicing must implement java.util.List")]
    SpliceNotSequential,
    /// `` `~@x ``
    #[error("splice not in list")]
    UnquoteSplicingOutside,
    /// `#:a/b{}`
    #[error("Namespaced map must specify a valid namespace: {0}")]
    InvalidMapNamespace(String),
    /// `#:{}`
    #[error("Namespaced map must specify a namespace")]
    MissingMapNamespace,
    /// `#:a[]`
    #[error("Namespaced map must specify a map")]
    NamespacedMapBody,
    /// `#::nope{}`
    #[error("Unknown auto-resolved namespace alias: {0}")]
    UnknownMapAlias(String),
    /// No reader for the tag.
    #[error("No reader function for tag {0}")]
    UnknownTag(String),
    /// `#uuid 1`
    #[error("#{0} data reader expected string")]
    TagWantsString(String),
    /// `#uuid "x"`
    #[error("Invalid UUID string: {0}")]
    InvalidUuid(String),
    /// `#inst "x"`: what is wrong with it.
    #[error("{0}")]
    InvalidInst(String),
    /// `#1`
    #[error("Reader tag must be a symbol")]
    TagNotSymbol,
    /// A sign that means nothing after `#`.
    #[error("No dispatch macro for: {0}")]
    NoDispatchMacro(String),
    /// A sign that edn does not have.
    #[error("Invalid leading character: {0}")]
    InvalidLeadingCharacter(char),
    /// `#<…>`
    #[error("Unreadable form")]
    Unreadable,
    /// `#=` without leave.
    #[error("EvalReader not allowed when *read-eval* is false.")]
    ReadEvalDisabled,
    /// More open forms than the limit.
    #[error("Forms are nested deeper than {0} levels")]
    TooDeep(usize),
    /// Syntax quotes in syntax quotes: each level multiplies the size.
    #[error("The expansion of nested syntax quotes is too large")]
    ExpansionTooLarge,
    /// Larger than byte offsets can say.
    #[error("The text is larger than 4 GiB")]
    TooLarge,
    /// The message of what the code behind a tag, `#=` or a regular expression threw.
    #[error("{0}")]
    Thrown(String),
}

/// Every code with a smallest text that has it; `read/too-large` and `read/too-deep` have none that
/// is small.
pub const CODES: &[(&str, &str)] = &[
    ("read/incomplete", "("),
    ("read/unmatched-delimiter", ")"),
    ("read/invalid-token", "a:"),
    ("read/invalid-number", "1a"),
    ("read/divide-by-zero", "1/0"),
    ("read/invalid-character", "\\abc"),
    ("read/invalid-escape", "\"\\q\""),
    ("read/unknown-symbolic-value", "##Foo"),
    ("read/map-odd-forms", "{:a}"),
    ("read/duplicate-key", "#{1 1}"),
    ("read/nested-fn-literal", "#(#())"),
    ("read/invalid-arg", "#(%a)"),
    ("read/metadata", "^:a 1"),
    ("read/conditional-not-allowed", "#?(:clj 1)"),
    ("read/conditional", "#?[]"),
    ("read/conditional-splice", "#?@(:clj [])"),
    ("read/unquote-splicing", "`~@a"),
    ("read/namespaced-map", "#:a[]"),
    ("read/tagged-value", "#uuid 1"),
    ("read/unknown-tag", "#nothing 1"),
    ("read/tag-not-symbol", "#1"),
    ("read/no-dispatch-macro", "# a"),
    ("read/not-edn", "@a"),
    ("read/unreadable", "#<a>"),
    ("read/eval-disabled", "#=a"),
    ("read/data-reader", "#\"[\""),
];

/// What was begun when the text ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// No form at all, where one was wanted.
    Nothing,
    /// A form in brackets, or one that a prefix waits for.
    Form,
    /// A string.
    String,
    /// A regular expression.
    Regex,
    /// A character, or what a `#` starts.
    Character,
}

impl Unfinished {
    fn message_part(self) -> &'static str {
        match self {
            Unfinished::Nothing | Unfinished::Form => "",
            Unfinished::String => " string",
            Unfinished::Regex => " regex",
            Unfinished::Character => " character",
        }
    }
}

/// What is wrong with a character or an escape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CharProblem {
    /// `\foo`, without the backslash.
    UnknownName(String),
    /// `"\q"`
    UnknownEscape(char),
    /// `\u00e`: four digits are wanted; the text with the `u`.
    UnicodeLength(String),
    /// `"\u00e"`: this many digits instead of four.
    EscapeLength(usize),
    /// `"\ux"`: no digit at all.
    UnicodeEscape(char),
    /// A character that is no digit of the radix.
    Digit(char),
    /// `\o400`
    OctalRange,
    /// `\o0377`: this many digits.
    OctalLength(usize),
    /// Half of a surrogate pair; four hexadecimal digits.
    Surrogate(String),
}

impl fmt::Display for CharProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CharProblem::UnknownName(name) => write!(f, "Unsupported character: \\{name}"),
            CharProblem::UnknownEscape(c) => write!(f, "Unsupported escape character: \\{c}"),
            CharProblem::UnicodeLength(text) => write!(f, "Invalid unicode character: \\{text}"),
            CharProblem::EscapeLength(n) => {
                write!(f, "Invalid character length: {n}, should be: 4")
            }
            CharProblem::UnicodeEscape(c) => write!(f, "Invalid unicode escape: \\u{c}"),
            CharProblem::Digit(c) => write!(f, "Invalid digit: {c}"),
            CharProblem::OctalRange => {
                write!(f, "Octal escape sequence must be in range [0, 377].")
            }
            CharProblem::OctalLength(n) => {
                write!(f, "Invalid octal escape sequence length: {n}")
            }
            CharProblem::Surrogate(hex) => write!(f, "Invalid character constant: \\u{hex}"),
        }
    }
}

/// A further place in the source, and what it has to do with the error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words, such as "opened here".
    pub text: String,
}

/// A text that cannot be read.
#[derive(Debug)]
pub struct ReadError {
    /// What is wrong.
    pub kind: ErrorKind,
    /// What it is about.
    pub span: Span,
    /// Further places.
    pub labels: Vec<Label>,
    /// What could be done, a whole sentence.
    pub help: Option<String>,
    /// The exception of a reader of a tag, or of whatever else was called.
    pub thrown: Option<Box<Thrown>>,
}

impl ReadError {
    /// An error without labels and help.
    pub fn new(kind: ErrorKind, span: Span) -> Self {
        ReadError {
            kind,
            span,
            labels: Vec::new(),
            help: None,
            thrown: None,
        }
    }

    /// An exception that was thrown while a form was made.
    pub fn from_thrown(thrown: Box<Thrown>, span: Span) -> Self {
        let mut error = ReadError::new(ErrorKind::Thrown(thrown.message()), span);
        error.thrown = Some(thrown);
        error
    }

    /// Adds a place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Sets the help.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// More text could make it right.
    pub fn is_incomplete(&self) -> bool {
        matches!(self.kind, ErrorKind::Eof(_))
    }

    /// The message; Clojure's where it has one.
    pub fn message(&self) -> String {
        self.kind.to_string()
    }

    /// The stable name of the kind of error, such as `read/unmatched-delimiter`.
    pub fn code(&self) -> &'static str {
        use ErrorKind as K;
        match &self.kind {
            K::Eof(_) => "read/incomplete",
            K::UnmatchedDelimiter(_) => "read/unmatched-delimiter",
            K::InvalidToken(_) => "read/invalid-token",
            K::InvalidNumber(_) | K::InvalidDigits { .. } | K::RadixOutOfRange => {
                "read/invalid-number"
            }
            K::DivideByZero => "read/divide-by-zero",
            K::InvalidCharacter(_) => "read/invalid-character",
            K::InvalidEscape(_) => "read/invalid-escape",
            K::UnknownSymbolicValue(_) => "read/unknown-symbolic-value",
            K::MapOddForms { .. } => "read/map-odd-forms",
            K::DuplicateKey(_) => "read/duplicate-key",
            K::NestedFnLiteral => "read/nested-fn-literal",
            K::InvalidArg | K::TooManyArgs => "read/invalid-arg",
            K::MetadataKind | K::MetadataTarget => "read/metadata",
            K::ConditionalNotAllowed => "read/conditional-not-allowed",
            K::ConditionalBody
            | K::FeatureNotKeyword(_)
            | K::FeatureReserved(_)
            | K::ConditionalOddForms => "read/conditional",
            K::SpliceAtTopLevel | K::SpliceNotSequential => "read/conditional-splice",
            K::UnquoteSplicingOutside => "read/unquote-splicing",
            K::InvalidMapNamespace(_)
            | K::MissingMapNamespace
            | K::NamespacedMapBody
            | K::UnknownMapAlias(_) => "read/namespaced-map",
            K::UnknownTag(_) => "read/unknown-tag",
            K::TagWantsString(_) | K::InvalidUuid(_) | K::InvalidInst(_) => "read/tagged-value",
            K::TagNotSymbol => "read/tag-not-symbol",
            K::NoDispatchMacro(_) => "read/no-dispatch-macro",
            K::InvalidLeadingCharacter(_) => "read/not-edn",
            K::Unreadable => "read/unreadable",
            K::ReadEvalDisabled => "read/eval-disabled",
            K::TooDeep(_) => "read/too-deep",
            K::ExpansionTooLarge | K::TooLarge => "read/too-large",
            K::Thrown(_) => "read/data-reader",
        }
    }

    /// The class of the exception that a program sees.
    pub fn exception_class(&self) -> &'static TypeInfo {
        use ErrorKind as K;
        match &self.kind {
            K::InvalidNumber(_) | K::InvalidDigits { .. } | K::RadixOutOfRange => {
                &class::NUMBER_FORMAT
            }
            K::DivideByZero => &class::ARITHMETIC,
            K::NestedFnLiteral | K::InvalidArg | K::UnquoteSplicingOutside => &class::ILLEGAL_STATE,
            K::DuplicateKey(_)
            | K::MetadataKind
            | K::MetadataTarget
            | K::TooManyArgs
            | K::TagWantsString(_)
            | K::InvalidUuid(_) => &class::ILLEGAL_ARGUMENT,
            K::InvalidCharacter(
                CharProblem::UnicodeLength(_)
                | CharProblem::EscapeLength(_)
                | CharProblem::Digit(_),
            )
            | K::InvalidEscape(CharProblem::EscapeLength(_) | CharProblem::Digit(_)) => {
                &class::ILLEGAL_ARGUMENT
            }
            _ => &class::RUNTIME_EXCEPTION,
        }
    }

    /// The exception value to throw, with the places and the help as its report.
    ///
    /// An exception that came from a reader of a tag is handed on as it is.
    pub fn into_thrown(self) -> Box<Thrown> {
        let (class, code, message) = (self.exception_class(), self.code(), self.message());
        if let Some(mut thrown) = self.thrown {
            // What a reader of a tag or a regex threw stays what it is, and says where that was.
            if let Some(e) = thrown.value.get_mut::<Exception>()
                && e.diagnosis.is_none()
            {
                e.diagnosis = Some(Box::new(Diagnosis {
                    code,
                    labels: vec![(self.span, message)],
                    help: self.help,
                }));
            }
            return thrown;
        }
        let primary = (self.span, message.clone());
        let others = self.labels.into_iter().map(|l| (l.span, l.text));
        let labels = std::iter::once(primary).chain(others).collect();
        Thrown::diagnosed(
            class,
            message,
            Diagnosis {
                code,
                labels,
                help: self.help,
            },
        )
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl std::error::Error for ReadError {}
