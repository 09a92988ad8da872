//! Errors for people: the report, the functions that were running, the data of the exception.

use crate::cli::Invocation;
use crate::color::{DIM, RESET};
use clutch_lang::{Error, Kind, Session};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::fmt::{self, Write};
use std::io;
use std::path::PathBuf;

/// Frames that are shown at most.
const FRAMES: usize = 12;
/// Characters of the exception's data that are shown at most.
const DATA: usize = 400;
/// Width of a report on something that has no width.
const WIDTH: usize = 100;
/// Widths of a terminal that a report makes use of.
const WIDTHS: std::ops::RangeInclusive<usize> = 60..=140;

/// How errors are shown.
#[derive(Clone, Debug)]
pub(crate) struct Renderer {
    color: bool,
    width: usize,
    unicode: bool,
    /// Where namespaces are looked for.
    paths: Vec<PathBuf>,
}

impl Renderer {
    /// For the standard error.
    pub(crate) fn for_stderr(invocation: &Invocation) -> Renderer {
        Renderer {
            color: invocation.color.enabled(&io::stderr()),
            width: width_of_stderr(),
            unicode: locale_has_unicode(),
            paths: invocation.paths.clone(),
        }
    }

    /// The report of an error, ending in a line end.
    pub(crate) fn error(&self, error: &Error, session: &mut Session) -> String {
        let mut out = String::new();
        let help = session.advice(error).or_else(|| self.where_to_look(error));
        self.report(&mut out, &Shown::new(error, help));
        self.frames(&mut out, &user_frames(error, session));
        if let Some(data) = error.data().filter(|_| !explains_itself(error))
            && let Ok(text) = session.pr_str(&data.clone())
        {
            let _ = writeln!(out, "  data: {}", shortened(&text, DATA));
        }
        out
    }

    fn where_to_look(&self, error: &Error) -> Option<String> {
        if !error.message().starts_with("Could not locate ") {
            return None;
        }
        let shown = self.paths.iter().map(|p| match p.as_os_str().is_empty() {
            true => "`.`".to_string(),
            false => format!("`{}`", p.display()),
        });
        let shown: Vec<String> = shown.collect();
        Some(format!(
            "looked in {}; `--path` names other folders",
            shown.join(" and ")
        ))
    }

    /// The report of a failure that is no exception.
    pub(crate) fn failure(&self, failure: &Failure) -> String {
        let mut out = String::new();
        self.report(&mut out, failure);
        out
    }

    fn report(&self, out: &mut String, diagnostic: &dyn Diagnostic) {
        let theme = match (self.unicode, self.color) {
            (true, true) => GraphicalTheme::unicode(),
            (true, false) => GraphicalTheme::unicode_nocolor(),
            (false, true) => GraphicalTheme {
                styles: miette::ThemeStyles::ansi(),
                ..GraphicalTheme::ascii()
            },
            (false, false) => GraphicalTheme::none(),
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(self.width)
            .with_links(false)
            .without_syntax_highlighting();
        // Writing to a string cannot fail; a span outside of its text is shown without snippet.
        let _ = handler.render_report(out, diagnostic);
    }

    fn frames(&self, out: &mut String, frames: &[Frame]) {
        let width = frames.iter().map(|f| f.function.chars().count()).max();
        let width = width.unwrap_or(0).min(40);
        let (dim, reset) = if self.color { (DIM, RESET) } else { ("", "") };
        for (i, frame) in frames.iter().take(FRAMES).enumerate() {
            let lead = if i == 0 { "  at " } else { "     " };
            let times = match frame.times {
                1 => String::new(),
                n => format!("  ×{n}"),
            };
            let function = &frame.function;
            let place = &frame.place;
            let _ = writeln!(out, "{lead}{function:width$}  {dim}{place}{reset}{times}");
        }
        if frames.len() > FRAMES {
            let _ = writeln!(out, "     … {} more", frames.len() - FRAMES);
        }
    }
}

/// A function that was running.
struct Frame {
    function: String,
    place: String,
    /// How often in a row.
    times: usize,
}

/// The frames of the program, without those of the standard library; equal ones in a row are one.
fn user_frames(error: &Error, session: &Session) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    for frame in error.user_frames(&session.engine().world()) {
        match frames.last_mut() {
            Some(last) if last.function == frame.function && last.place == frame.place => {
                last.times += 1;
            }
            _ => frames.push(Frame {
                function: frame.function,
                place: frame.place,
                times: 1,
            }),
        }
    }
    // The report itself points at the only place.
    let place = error
        .place()
        .map(|(name, line, column)| format!("{name}:{line}:{column}"));
    if let [only] = &frames[..]
        && only.function == "top level"
        && Some(&only.place) == place.as_ref()
    {
        frames.clear();
    }
    frames
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    text.chars().take(most).chain(['…']).collect()
}

/// The width of the terminal that errors are written to.
fn width_of_stderr() -> usize {
    match rustix::termios::tcgetwinsize(rustix::stdio::stderr()) {
        Ok(size) if size.ws_col > 0 => {
            usize::from(size.ws_col).clamp(*WIDTHS.start(), *WIDTHS.end())
        }
        _ => WIDTH,
    }
}

/// Whether the terminal's character set has line drawing; one that is not named is assumed to.
fn locale_has_unicode() -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    named.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// An error as its report shows it.
struct Shown<'a> {
    error: &'a Error,
    help: Option<String>,
    cause: Option<Box<Shown<'a>>>,
}

impl<'a> Shown<'a> {
    fn new(error: &'a Error, help: Option<String>) -> Shown<'a> {
        let cause = error.cause().filter(|_| !explains_itself(error));
        Shown {
            error,
            help,
            cause: cause.map(|c| Box::new(Shown::new(c, c.help().map(str::to_string)))),
        }
    }
}

/// Whether the message, the labels and the help say all; the data and the cause that such an
/// exception has are for programs.
fn explains_itself(error: &Error) -> bool {
    match error.kind() {
        Kind::Read | Kind::Incomplete | Kind::Reload => true,
        Kind::Compile => error.code() != "compile/macro-threw",
        _ => false,
    }
}

impl fmt::Display for Shown<'_> {
    /// The message, with the class where the message alone would not do.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let class = self.error.class();
        let simple = class.rsplit(['.', '$']).next().unwrap_or(class);
        let names_class = matches!(self.error.kind(), Kind::Thrown | Kind::Arity | Kind::Limit);
        match self.error.message() {
            message if !names_class => f.write_str(message),
            message if message == class => f.write_str(simple),
            message => write!(f, "{simple}: {message}"),
        }
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Shown<'_> {}

impl Diagnostic for Shown<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        // The class in the headline says more.
        let code = Some(self.error.code());
        let code = code.filter(|c| !c.is_empty() && *c != "runtime/exception");
        code.map(|code| Box::new(code) as _)
    }
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.error.source_code()
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let labels = self.error.labels()?;
        // A label that repeats the headline only marks the place.
        Some(Box::new(labels.map(|label| match label.label() {
            Some(text) if text == self.error.message() => {
                let ends = self.error.is_incomplete();
                let text = ends.then(|| "the text ends here".to_string());
                LabeledSpan::new_with_span(text, *label.inner())
            }
            _ => label,
        })))
    }
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        self.error.related()
    }
    fn diagnostic_source(&self) -> Option<&dyn Diagnostic> {
        self.cause.as_deref().map(|c| c as _)
    }
}

/// A failure of the runner itself, such as a file that cannot be read.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What happened.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) help: Option<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl Diagnostic for Failure {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as _)
    }
}
