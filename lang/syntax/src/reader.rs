//! Reading: text to values, one top-level form at a time.

use std::ops::Range;
use std::sync::Arc;

use clutch_core::Value;
use clutch_core::span::SourceText;

use crate::error::ReadResult;
use crate::form::Forms;
use crate::host::ReadHost;
use crate::make::{Maker, Source};
use crate::numbers::{Numbers, Places};
use crate::parse::{FormParser, check_size, text_start};
use crate::syntax::Syntax;

/// Reads the forms of a source text in order.
///
/// Lists know where they were written. After an error the reader stands behind what it could not read;
/// what follows need not make sense.
pub struct Reader {
    id: u32,
    source: Arc<SourceText>,
    syntax: Syntax,
    position: usize,
    form: Range<usize>,
    parser: FormParser,
    /// Where reading began, and the places of names if they are numbered by place.
    start: usize,
    places: Option<Places>,
    /// Memory for one form.
    forms: Forms,
    values: Vec<Value>,
}

impl Reader {
    /// Reads a registered source: its id and itself, as [`SourceText::register`] gives them.
    pub fn new((id, source): (u32, Arc<SourceText>), syntax: Syntax) -> Self {
        Reader {
            position: text_start(&source.text),
            id,
            source,
            syntax,
            form: 0..0,
            parser: FormParser::new(),
            start: 0,
            places: None,
            forms: Forms::default(),
            values: Vec::new(),
        }
    }

    /// Goes on reading at a byte offset, which must be the start of a form or between forms.
    pub fn seek(&mut self, position: usize) {
        self.position = position;
        self.start = position;
    }

    /// Gives the names that `x#` and `#()` stand for numbers by place, so that reading the file
    /// again makes no new names: for files, whose text comes back.
    #[must_use]
    pub fn numbered_by_place(mut self) -> Self {
        self.places = Some(Places::default());
        self
    }

    /// The id of the source that is read.
    pub fn source_id(&self) -> u32 {
        self.id
    }

    /// The source that is read.
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// Byte offset behind the last form that was read.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The bytes of the last form that was read, prefixes included.
    pub fn form_range(&self) -> Range<usize> {
        self.form.clone()
    }

    /// The next form, or `None` when there is none left.
    pub fn read_next(&mut self, host: &mut dyn ReadHost) -> ReadResult<Option<Value>> {
        let text = &self.source.text;
        check_size(text, self.id)?;
        self.forms.clear();
        let parsed =
            self.parser
                .parse_next(text, self.position, self.id, &self.syntax, &mut self.forms);
        let (form, end) = match parsed {
            Ok(parsed) => parsed,
            Err(error) => {
                self.position = self.position.max(error.span.end as usize);
                return Err(error);
            }
        };
        self.position = end;
        if let Some(form) = form {
            self.form = self.forms.range(form);
        }
        let numbers = match &mut self.places {
            None => Numbers::Fresh,
            Some(places) => {
                let (file, ns) = (&self.source.name, host.current_ns());
                places.of(file, text, self.start, ns, &self.forms)
            }
        };
        let source = Source { id: self.id, text };
        Maker::new(&source, &self.forms, &mut self.values, host, numbers).make()
    }
}

/// Reads the first form of a text that is not kept as a source, as `read-string` does.
///
/// Gives the form and the byte offset behind it, or `None` if there is no form. Lists do not know
/// where they were written.
pub fn read_str(
    text: &str,
    syntax: &Syntax,
    host: &mut dyn ReadHost,
) -> ReadResult<Option<(Value, usize)>> {
    check_size(text, 0)?;
    let mut forms = Forms::default();
    let start = text_start(text);
    let (_, end) = FormParser::new().parse_next(text, start, 0, syntax, &mut forms)?;
    let source = Source { id: 0, text };
    let mut values = Vec::new();
    let value = Maker::new(&source, &forms, &mut values, host, Numbers::Fresh).make()?;
    Ok(value.map(|value| (value, end)))
}
