//! The raw tokens of the source text, and the terminals the grammar works on.
//!
//! `Token` is what the generated lexer finds: it covers every byte of any text (blanks and comments
//! included) and never fails; what cannot be right is a token of its own (`OpenString`, `LoneHash`)
//! or is found out by [`crate::literal`] when the token is looked at (`1a`, `a::b`).
//! `Terminal` is what reaches the grammar after [`crate::nesting`] has dropped blanks, chosen the
//! branches of reader conditionals and turned `%1` inside `#()` into an argument.
//!
//! Both are small `Copy` types without text: text is a slice of the source, by the token's range.

use logos::Logos;

use crate::form::FormKind;

/// A token as the text has it.
///
/// Three character classes recur below. *Blank*: what Java calls white space, and the comma.
/// *Constituent*: everything but blanks and `" ; ( ) @ ^ ` ~ [ ] { } \`; a token runs on over
/// constituents. In numbers `#`, `'` and `%` end the run as well.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
#[logos(subpattern blank = r"[\t-\r\x1C-\x20,\u{1680}\u{2000}-\u{2006}\u{2008}-\u{200A}\u{2028}\u{2029}\u{205F}\u{3000}]")]
#[logos(subpattern c = r#"[^\t-\r\x1C-\x20,\u{1680}\u{2000}-\u{2006}\u{2008}-\u{200A}\u{2028}\u{2029}\u{205F}\u{3000}"();@^`~\[\]{}\\]"#)]
#[logos(subpattern n = r#"[^\t-\r\x1C-\x20,\u{1680}\u{2000}-\u{2006}\u{2008}-\u{200A}\u{2028}\u{2029}\u{205F}\u{3000}"();@^`~\[\]{}\\#'%]"#)]
#[logos(subpattern s = r#"[^\t-\r\x1C-\x20,\u{1680}\u{2000}-\u{2006}\u{2008}-\u{200A}\u{2028}\u{2029}\u{205F}\u{3000}"();@^`~\[\]{}\\#'0-9:]"#)]
#[logos(subpattern t = r#"[^\t-\r\x1C-\x20,\u{1680}\u{2000}-\u{2006}\u{2008}-\u{200A}\u{2028}\u{2029}\u{205F}\u{3000}"();@^`~\[\]{}\\#'0-9:?_=!<]"#)]
pub(crate) enum Token {
    #[regex(r"(?&blank)+")]
    Blank,
    #[regex(r";[^\n\r]*", allow_greedy = true)]
    #[regex(r"#![^\n\r]*", allow_greedy = true)]
    Comment,

    #[token("(")]
    RoundOpen,
    #[token(")")]
    RoundClose,
    #[token("[")]
    SquareOpen,
    #[token("]")]
    SquareClose,
    #[token("{")]
    CurlyOpen,
    #[token("}")]
    CurlyClose,
    #[token("#{")]
    SetOpen,
    #[token("#(")]
    FnOpen,

    #[token("'")]
    Quote,
    #[token("`")]
    SyntaxQuote,
    #[token("~")]
    Unquote,
    #[token("~@")]
    UnquoteSplicing,
    #[token("@")]
    Deref,
    #[token("^")]
    #[token("#^")]
    Meta,
    #[token("#'")]
    VarQuote,
    #[token("#_")]
    Discard,
    #[token("#?")]
    Conditional,
    #[token("#?@")]
    ConditionalSplice,
    #[token("#=")]
    ReadEval,
    #[token("#<")]
    Unreadable,

    #[token("nil", priority = 30)]
    Nil,
    #[token("true", priority = 30)]
    True,
    #[token("false", priority = 30)]
    False,
    /// A plain decimal integer, perhaps too large for 64 bits.
    #[regex(r"[+-]?(0|[1-9][0-9]*)", priority = 20)]
    Int,
    /// Anything else that starts like a number; may be malformed.
    #[regex(r"[+-]?[0-9](?&n)*", priority = 15)]
    Number,
    /// `##Inf` and its like; may name nothing.
    #[regex(r"##(?&c)*")]
    Symbolic,
    /// A symbol that needs no further look.
    #[regex(r"[A-Za-z*!_?$<>=&|.+%-][A-Za-z0-9*!_?$<>=&|.+'#%-]*", priority = 10)]
    Symbol,
    /// A symbol with a slash, a colon or unusual characters; may be malformed.
    #[regex(r"(?&s)(?&c)*", priority = 5)]
    OddSymbol,
    /// A keyword that needs no further look.
    #[regex(r":[A-Za-z*!_?$<>=&|.+-][A-Za-z0-9*!_?$<>=&|.+'#%-]*", priority = 10)]
    Keyword,
    /// A keyword with a slash, a second colon or unusual characters; may be malformed.
    #[regex(r":(?&c)*", priority = 5)]
    OddKeyword,

    /// A string without a backslash: its value is the text between the quotes.
    #[regex(r#""[^"\\]*""#, allow_greedy = true)]
    PlainString,
    /// A string with escapes; they may be malformed.
    #[regex(r#""[^"\\]*(\\(?s:.)[^"\\]*)+""#, allow_greedy = true)]
    EscapedString,
    /// A string whose closing quote is missing: reaches to the end of the text.
    #[regex(r#""[^"\\]*(\\(?s:.)[^"\\]*)*\\?"#, allow_greedy = true)]
    OpenString,
    #[regex(r##"#"[^"\\]*(\\(?s:.)[^"\\]*)*""##, allow_greedy = true)]
    Regex,
    #[regex(r##"#"[^"\\]*(\\(?s:.)[^"\\]*)*\\?"##, allow_greedy = true)]
    OpenRegex,
    /// A backslash, one character of any kind, and the constituents after it.
    #[regex(r"\\(?s:.)(?&c)*", allow_greedy = true)]
    Char,
    #[token("\\")]
    LoneBackslash,

    /// `#name` of a tagged literal.
    #[regex(r"#(?&t)(?&c)*")]
    Tag,
    /// `#:name`, `#::name` or `#::` before a map.
    #[regex(r"#:(?&c)*")]
    NamespacePrefix,
    /// A hash sign with nothing after it that it could belong to.
    #[token("#")]
    LoneHash,
}

/// What a stretch of text is, for highlighting, bracket matching and completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenClass {
    /// White space and commas.
    Blank,
    /// `; …` and `#! …`, without the line end.
    Comment,
    /// `(`, `[`, `{`, `#{`, `#(`.
    Open,
    /// `)`, `]`, `}`.
    Close,
    /// Quotes, `@`, `^`, `#'`, `#?` and other signs in front of a form.
    Prefix,
    /// `#_`.
    Discard,
    /// `nil`, `true`, `false`, `##Inf` and the like.
    Constant,
    /// Any number.
    Number,
    /// A character such as `\a`.
    Char,
    /// A complete string.
    String,
    /// A complete regular expression literal.
    Regex,
    /// A symbol.
    Symbol,
    /// A keyword.
    Keyword,
    /// `#inst`, `#:person`.
    Tag,
    /// Text that cannot be read: an unclosed string, a lone `#`, `1a`.
    Error,
}

impl Token {
    /// No further character could belong to the token, or the token would mean the same with it.
    pub(crate) fn ends_itself(self) -> bool {
        matches!(
            self,
            Token::Blank
                | Token::RoundOpen
                | Token::RoundClose
                | Token::SquareOpen
                | Token::SquareClose
                | Token::CurlyOpen
                | Token::CurlyClose
                | Token::SetOpen
                | Token::FnOpen
                | Token::PlainString
                | Token::EscapedString
                | Token::Regex
        )
    }

    /// The class of the token as far as the token alone tells.
    pub(crate) fn class(self) -> TokenClass {
        use Token as T;
        match self {
            T::Blank => TokenClass::Blank,
            T::Comment => TokenClass::Comment,
            T::RoundOpen | T::SquareOpen | T::CurlyOpen | T::SetOpen | T::FnOpen => {
                TokenClass::Open
            }
            T::RoundClose | T::SquareClose | T::CurlyClose => TokenClass::Close,
            T::Quote
            | T::SyntaxQuote
            | T::Unquote
            | T::UnquoteSplicing
            | T::Deref
            | T::Meta
            | T::VarQuote
            | T::Conditional
            | T::ConditionalSplice
            | T::ReadEval => TokenClass::Prefix,
            T::Discard => TokenClass::Discard,
            T::Nil | T::True | T::False | T::Symbolic => TokenClass::Constant,
            T::Int | T::Number => TokenClass::Number,
            T::Symbol | T::OddSymbol => TokenClass::Symbol,
            T::Keyword | T::OddKeyword => TokenClass::Keyword,
            T::PlainString | T::EscapedString => TokenClass::String,
            T::Regex => TokenClass::Regex,
            T::Char => TokenClass::Char,
            T::Tag | T::NamespacePrefix => TokenClass::Tag,
            T::OpenString | T::OpenRegex | T::LoneBackslash | T::LoneHash | T::Unreadable => {
                TokenClass::Error
            }
        }
    }
}

/// A terminal of the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Terminal {
    /// A form that is one token; the kind is one of the atoms of [`FormKind`].
    Atom(FormKind),
    /// A sign that makes a form out of the next one; the kind says which.
    Prefix(FormKind),
    /// `^`: takes two forms.
    Meta,
    /// `#name`: the token is the tag, the next form its value.
    Tag,
    /// `#name` in a conditional that is kept as data: no reader is asked for.
    PlainTag,
    /// `#:name`: the token is the prefix, the next form a map.
    NamespacePrefix,
    /// `#_`: the next form is read and has no value.
    Discard,
    /// Before a branch that was not chosen: the next form is parsed only.
    Skip,
    RoundOpen,
    RoundClose,
    SquareOpen,
    SquareClose,
    CurlyOpen,
    CurlyClose,
    SetOpen,
    FnOpen,
}
