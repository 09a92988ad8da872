//! Making values out of forms.
//!
//! One pass over the nodes of a form, children before parents, with a stack of finished values: no
//! recursion, whatever the depth. What reader macros stand for is in [`crate::reader_macros`].

use clutch_core::coll::List;
use clutch_core::{Keyword, NsName, R, Shared, Span, Symbol, Value, View};
use num_bigint::BigInt;
use num_rational::BigRational;

use crate::collect;
use crate::error::{ErrorKind, ReadError, ReadResult};
use crate::form::{FormId, FormKind, Forms, Node};
use crate::host::ReadHost;
use crate::literal::{self, Number};
use crate::numbers::Numbers;
use crate::reader_macros::{self, NAMES};
use crate::tagged;

/// The text that forms point into; id 0 for a text that is not registered.
pub(crate) struct Source<'a> {
    pub(crate) id: u32,
    pub(crate) text: &'a str,
}

/// Makes the values of the forms of one text.
pub(crate) struct Maker<'a> {
    source: &'a Source<'a>,
    forms: &'a Forms,
    /// Values that no parent has taken yet.
    values: &'a mut Vec<Value>,
    pub(crate) host: &'a mut dyn ReadHost,
    numbers: Numbers,
    /// Names of the arguments of the `#()` at hand: the rest, then 1 to 20.
    args: [Option<Symbol>; 21],
    /// How many forms may still be expanded in syntax quotes.
    expansion_steps: usize,
}

impl<'a> Maker<'a> {
    pub(crate) fn new(
        source: &'a Source<'a>,
        forms: &'a Forms,
        values: &'a mut Vec<Value>,
        host: &'a mut dyn ReadHost,
        numbers: Numbers,
    ) -> Self {
        values.clear();
        // Far beyond what macros need; each syntax quote around another one multiplies the size by
        // five or so, so 40 characters could fill any memory.
        let expansion_steps = 1_000_000 + 100 * forms.len();
        Maker {
            source,
            forms,
            values,
            host,
            numbers,
            args: [None; 21],
            expansion_steps,
        }
    }

    /// The value of the last form of the top level, after everything that is discarded has been made
    /// and dropped; none if there is nothing else.
    pub(crate) fn make(&mut self) -> ReadResult<Option<Value>> {
        let forms = self.forms;
        for (index, node) in forms.nodes.iter().enumerate() {
            let value = match node.kind {
                FormKind::Map if self.is_namespaced(index) => continue,
                FormKind::Discarded => {
                    self.values.pop();
                    continue;
                }
                kind if kind < FormKind::List => self.atom(node)?,
                _ => self.compound(index, node)?,
            };
            self.values.push(value);
        }
        Ok(self.values.pop())
    }

    fn text(&self, node: &Node) -> &'a str {
        &self.source.text[node.start as usize..node.end as usize]
    }

    /// The span of a node, for errors.
    fn place(&self, node: &Node) -> Span {
        Span::new(self.source.id, node.start, node.end)
    }

    /// The span of a node, for a list that stays.
    fn span(&self, node: &Node) -> Span {
        if self.source.id == 0 {
            Span::NONE
        } else {
            self.place(node)
        }
    }

    fn error(&self, kind: ErrorKind, node: &Node) -> Box<ReadError> {
        Box::new(ReadError::new(kind, self.place(node)))
    }

    fn guard<T>(&self, result: R<T>, node: &Node) -> ReadResult<T> {
        result.map_err(|thrown| Box::new(ReadError::from_thrown(thrown, self.place(node))))
    }

    fn pop(&mut self) -> Value {
        self.values
            .pop()
            .expect("children are made before their parent")
    }

    #[inline]
    fn atom(&mut self, node: &Node) -> ReadResult<Value> {
        let text = self.text(node);
        Ok(match node.kind {
            FormKind::Symbol => {
                let (ns, name) = literal::split_name(text);
                Value::symbol(Symbol::new(ns, name))
            }
            FormKind::Keyword => {
                let (ns, name) = literal::split_name(&text[1..]);
                Value::keyword(Keyword::new(ns, name))
            }
            FormKind::Int => integer(text),
            FormKind::PlainString => Value::string(&text[1..text.len() - 1]),
            FormKind::Nil => Value::NIL,
            FormKind::True => Value::TRUE,
            FormKind::False => Value::FALSE,
            FormKind::EscapedString => {
                let mut decoded = String::with_capacity(text.len());
                literal::unescape(&text[1..text.len() - 1], |piece| decoded.push_str(piece))
                    .expect("escapes are checked by the lexer");
                Value::string(decoded)
            }
            FormKind::Char => {
                Value::char(literal::character(&text[1..]).expect("checked by the lexer"))
            }
            FormKind::Number => number(text),
            FormKind::Symbolic => {
                Value::float(literal::symbolic(text).expect("checked by the lexer"))
            }
            FormKind::Regex => {
                let regex = self.host.regex(&text[2..text.len() - 1]);
                self.guard(regex, node)?
            }
            FormKind::AutoKeyword => self.auto_keyword(text, node)?,
            FormKind::Arg => {
                let index = literal::arg_index(text).expect("checked by the lexer");
                Value::symbol(
                    *self.args[index].get_or_insert_with(|| arg_name(index, &mut self.numbers)),
                )
            }
            FormKind::TagName => {
                let (ns, name) = literal::split_name(&text[1..]);
                Value::symbol(Symbol::new(ns, name))
            }
            FormKind::NamespaceName => Value::ns(self.map_namespace(text, node)?),
            _ => unreachable!("not an atom"),
        })
    }

    fn compound(&mut self, index: usize, node: &Node) -> ReadResult<Value> {
        let span = self.span(node);
        Ok(match node.kind {
            FormKind::List => {
                let first = self.values.len() - node.len as usize;
                list_of(self.values, first, span)
            }
            FormKind::Vector => {
                let first = self.values.len() - node.len as usize;
                Value::vector(self.values.drain(first..).collect())
            }
            FormKind::Map => self.map(index, node, None)?,
            FormKind::NamespacedMap => {
                let map = self.forms.nodes[index - 1];
                let first = self.values.len() - map.len as usize;
                let ns = match self.values[first - 1].view() {
                    View::Ns(ns) => ns,
                    _ => unreachable!("the name stands before the map"),
                };
                let value = self.map(index - 1, &map, Some(ns))?;
                self.values.pop();
                value
            }
            FormKind::Set => self.set(index, node)?,
            FormKind::FnLiteral => {
                let first = self.values.len() - node.len as usize;
                let inner = if span.is_some() {
                    Span::new(span.source, span.start + 1, span.end)
                } else {
                    span
                };
                let body = list_of(self.values, first, inner);
                let args = self.take_args();
                form_of([Value::symbol(NAMES.fn_star), args, body], span)
            }
            FormKind::Quote => self.call(NAMES.quote, span),
            FormKind::Deref => self.call(NAMES.deref, span),
            FormKind::VarQuote => self.call(NAMES.var, span),
            FormKind::Unquote => self.call(NAMES.unquote, span),
            FormKind::UnquoteSplicing => self.call(NAMES.unquote_splicing, span),
            FormKind::SyntaxQuote => {
                let form = self.pop();
                let (steps, numbers) = (&mut self.expansion_steps, &mut self.numbers);
                reader_macros::syntax_quote(form, steps, numbers, self.host)
                    .map_err(|kind| self.error(kind, node))?
            }
            FormKind::Meta => {
                let target = self.pop();
                let meta = self.pop();
                self.with_meta(target, meta, index, node)?
            }
            FormKind::Tagged => {
                let form = self.pop();
                let tag = self.pop().as_symbol().expect("a tag is a symbol");
                let value = self.host.tagged(tag, &form);
                match self.guard(value, node)? {
                    Some(value) => value,
                    None => match tagged::built_in(tag, &form) {
                        Some(value) => value.map_err(|kind| self.error(kind, node))?,
                        None => {
                            return Err(self.error(ErrorKind::UnknownTag(tag.to_string()), node));
                        }
                    },
                }
            }
            FormKind::PlainTagged => {
                let form = self.pop();
                let tag = self.pop().as_symbol().expect("a tag is a symbol");
                let value = self.host.tagged_literal(tag, form);
                self.guard(value, node)?
            }
            FormKind::Conditional | FormKind::ConditionalSplice => {
                let form = self.pop();
                let splicing = node.kind == FormKind::ConditionalSplice;
                let value = self.host.conditional(form, splicing);
                self.guard(value, node)?
            }
            FormKind::ReadEval => {
                let form = self.pop();
                let value = self.host.read_eval(&form);
                match self.guard(value, node)? {
                    Some(value) => value,
                    None => return Err(self.error(ErrorKind::ReadEvalDisabled, node)),
                }
            }
            _ => unreachable!("an atom"),
        })
    }

    /// `(name x)` of the last value.
    fn call(&mut self, name: Symbol, span: Span) -> Value {
        let form = self.pop();
        form_of([Value::symbol(name), form], span)
    }

    fn auto_keyword(&mut self, text: &str, node: &Node) -> ReadResult<Value> {
        let (alias, name) = literal::split_name(&text[2..]);
        let ns = match alias {
            None => self.host.current_ns(),
            Some(alias) => match self.host.namespace(Symbol::simple(alias)) {
                Some(ns) => ns,
                None => {
                    let error =
                        ReadError::new(ErrorKind::InvalidToken(text.into()), self.place(node));
                    let help = format!("The current namespace has no alias `{alias}`.");
                    return Err(Box::new(error.help(help)));
                }
            },
        };
        Ok(Value::keyword(Keyword::new(Some(ns.name()), name)))
    }

    /// The namespace of `#:name`, `#::name` or `#::`.
    fn map_namespace(&mut self, text: &str, node: &Node) -> ReadResult<NsName> {
        match literal::namespace_prefix(text) {
            (false, name) => Ok(NsName::new(name)),
            (true, "") => Ok(self.host.current_ns()),
            (true, alias) => match self.host.namespace(Symbol::simple(alias)) {
                Some(ns) => Ok(ns),
                None => Err(self.error(ErrorKind::UnknownMapAlias(alias.into()), node)),
            },
        }
    }

    /// The map at `index` waits for its namespace, which the next node gives.
    fn is_namespaced(&self, index: usize) -> bool {
        self.forms
            .nodes
            .get(index + 1)
            .is_some_and(|n| n.kind == FormKind::NamespacedMap)
    }

    fn map(&mut self, index: usize, node: &Node, ns: Option<NsName>) -> ReadResult<Value> {
        let first = self.values.len() - node.len as usize;
        if let Some(ns) = ns {
            for key in self.values[first..].iter_mut().step_by(2) {
                reader_macros::qualify(key, ns);
            }
        }
        let made = collect::map(&mut self.values[first..], self.host);
        let made = self.guard(made, node)?;
        self.finish_unique(made, index, first, 2)
    }

    fn set(&mut self, index: usize, node: &Node) -> ReadResult<Value> {
        let first = self.values.len() - node.len as usize;
        let made = collect::set(&self.values[first..], self.host);
        let made = self.guard(made, node)?;
        self.finish_unique(made, index, first, 1)
    }

    /// Takes the items off the stack, or says which key is there twice. A key stands at every `step`th
    /// item.
    fn finish_unique(
        &mut self,
        made: Result<Value, usize>,
        index: usize,
        first: usize,
        step: usize,
    ) -> ReadResult<Value> {
        match made {
            Ok(value) => {
                self.values.truncate(first);
                Ok(value)
            }
            Err(again) => Err(self.duplicate(index, first, again, step)),
        }
    }

    #[cold]
    fn duplicate(
        &mut self,
        index: usize,
        first: usize,
        again: usize,
        step: usize,
    ) -> Box<ReadError> {
        let children = self.forms.children(FormId::at(index));
        let node = self.forms.nodes[children[again].index()];
        let key = self.values[first + again].clone();
        let shown = match key.as_str() {
            Some(text) => text.to_string(),
            None => match (key.as_keyword(), key.as_symbol()) {
                (Some(keyword), _) => keyword.to_string(),
                (_, Some(symbol)) => symbol.to_string(),
                _ => self.text(&node).to_string(),
            },
        };
        let mut error = ReadError::new(ErrorKind::DuplicateKey(shown), self.place(&node));
        for earlier in (0..again).step_by(step) {
            if let Ok(true) = self.host.equal(&self.values[first + earlier], &key) {
                let place = self.place(&self.forms.nodes[children[earlier].index()]);
                error = error.label(place, "first here");
                break;
            }
        }
        Box::new(error)
    }

    /// The argument vector of the function literal that ends here.
    fn take_args(&mut self) -> Value {
        let last = (1..self.args.len())
            .rev()
            .find(|&i| self.args[i].is_some())
            .unwrap_or(0);
        let mut items = Vec::with_capacity(last + 2);
        for index in 1..=last {
            let name = self.args[index]
                .take()
                .unwrap_or_else(|| arg_name(index, &mut self.numbers));
            items.push(Value::symbol(name));
        }
        if let Some(rest) = self.args[0].take() {
            items.extend([Value::symbol(NAMES.ampersand), Value::symbol(rest)]);
        }
        Value::vector(items)
    }

    fn with_meta(
        &mut self,
        target: Value,
        meta: Value,
        index: usize,
        node: &Node,
    ) -> ReadResult<Value> {
        let children = || self.forms.children(FormId::at(index));
        let made = reader_macros::meta_map(meta, self.host);
        let Some(meta) = self.guard(made, node)? else {
            let child = self.forms.nodes[children()[0].index()];
            return Err(self.error(ErrorKind::MetadataKind, &child));
        };
        let made = reader_macros::add_meta(target, &meta, self.host);
        let Some(value) = self.guard(made, node)? else {
            let child = self.forms.nodes[children()[1].index()];
            return Err(self.error(ErrorKind::MetadataTarget, &child));
        };
        Ok(value)
    }
}

/// The name of an argument of `#()`; the `#` at the end makes it a generated name in a syntax quote.
fn arg_name(index: usize, numbers: &mut Numbers) -> Symbol {
    let id = numbers.next();
    match index {
        0 => Symbol::simple(&format!("rest__{id}#")),
        n => Symbol::simple(&format!("p{n}__{id}#")),
    }
}

/// A short list that was not written as one.
pub(crate) fn form_of<const N: usize>(items: [Value; N], span: Span) -> Value {
    let mut rest = None;
    for (done, first) in items.into_iter().rev().enumerate() {
        let span = if done + 1 == N { span } else { Span::NONE };
        let count = done as u32 + 1;
        rest = Some(Shared::new(List {
            first,
            rest,
            count,
            span,
            meta: Value::NIL,
        }));
    }
    rest.map_or_else(List::empty, Value::heap)
}

/// The list of the values from `first` on, which it takes off.
fn list_of(values: &mut Vec<Value>, first: usize, span: Span) -> Value {
    if values.len() == first {
        // As in the reference, the empty list does not know where it was written.
        return List::empty();
    }
    let len = values.len() - first;
    let mut rest = None;
    for (done, first) in values.drain(first..).rev().enumerate() {
        let span = if done + 1 == len { span } else { Span::NONE };
        let count = done as u32 + 1;
        rest = Some(Shared::new(List {
            first,
            rest,
            count,
            span,
            meta: Value::NIL,
        }));
    }
    rest.map_or_else(List::empty, Value::heap)
}

/// A plain decimal integer.
#[inline]
fn integer(text: &str) -> Value {
    match text.parse::<i64>() {
        Ok(n) => Value::int(n),
        Err(_) => Value::new(text.parse::<BigInt>().expect("digits, by the lexer")),
    }
}

fn number(text: &str) -> Value {
    match literal::number(text).expect("checked by the lexer") {
        Number::Integer {
            negative,
            radix,
            digits,
            big,
        } => {
            if !big && let Ok(n) = i64::from_str_radix(digits, radix) {
                return Value::int(if negative { -n } else { n });
            }
            let n = BigInt::parse_bytes(digits.as_bytes(), radix).expect("digits of the radix");
            let n = if negative { -n } else { n };
            // The smallest integer has no positive counterpart that fits.
            match i64::try_from(&n) {
                Ok(small) if !big => Value::int(small),
                _ => Value::new(n),
            }
        }
        Number::Float(text) => Value::float(text.parse().expect("a float, by the lexer")),
        Number::Decimal(text) => Value::new(decimal(text)),
        Number::Ratio(above, below) => {
            let parse = |digits: &str| digits.parse::<BigInt>().expect("digits, by the lexer");
            let ratio = BigRational::new(parse(above), parse(below));
            if !ratio.is_integer() {
                return Value::new(ratio);
            }
            match i64::try_from(ratio.numer()) {
                Ok(n) => Value::int(n),
                Err(_) => Value::new(ratio.to_integer()),
            }
        }
    }
}

fn decimal(text: &str) -> bigdecimal::BigDecimal {
    // The decimal parser does not know a point without digits after it.
    let digits = text.replace(".e", "e").replace(".E", "E");
    digits
        .trim_end_matches('.')
        .parse()
        .expect("a decimal, by the lexer")
}
