//! The trace of an error as its user sees it: the functions of the program and where they were.

use crate::error::Error;
use clutch_core::NsName;
use clutch_core::error::TraceFrame;
use clutch_core::world::World;

/// What the forms of a file run in.
const TOP_LEVEL: &str = "top level";

/// A function that was running when an exception was thrown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserFrame {
    /// `ns/name`, or `top level`.
    pub function: String,
    /// `file:line:column` of the form that was being evaluated; may be empty.
    pub place: String,
}

impl Error {
    /// The frames of the program, innermost first, without those of the standard library and
    /// of the host.
    pub fn user_frames(&self, world: &World) -> Vec<UserFrame> {
        let frames = self.frames().iter();
        frames
            .filter(|frame| is_users(frame, world))
            .map(shown)
            // A form that a macro made says nothing.
            .filter(|frame| frame.function != TOP_LEVEL || !frame.place.is_empty())
            .collect()
    }
}

fn is_users(frame: &TraceFrame, world: &World) -> bool {
    let Some((ns, _)) = frame.function.split_once('/') else {
        return frame.span.is_some();
    };
    !world
        .namespace(NsName::new(ns))
        .is_some_and(|ns| ns.builtin)
}

fn shown(frame: &TraceFrame) -> UserFrame {
    let function = match frame.function.strip_suffix("/top-level") {
        Some(_) => TOP_LEVEL.to_string(),
        None => frame.function.clone(),
    };
    let place = frame.span.text().map_or_else(String::new, |text| {
        let (line, column) = text.line_column(frame.span.start);
        format!("{}:{line}:{column}", text.name)
    });
    UserFrame { function, place }
}
