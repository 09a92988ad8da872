//! Capabilities: what running code may do outside of the engine.
//!
//! A host gives what scripts may do; natives that do it ask first. What is not given is
//! a `SecurityException` that names the capability.

use clutch_core::{R, Thrown, class};

macro_rules! caps {
    ($($(#[$doc:meta])* $field:ident $what:literal;)*) => {
        /// What running code may do.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct Caps {
            $($(#[$doc])* pub $field: bool,)*
        }

        impl Caps {
            /// Everything.
            pub const ALL: Caps = Caps { $($field: true,)* };
            /// Nothing.
            pub const NONE: Caps = Caps { $($field: false,)* };

            $(
                #[doc = concat!("Refuses to ", $what, " if that was taken away.")]
                #[inline]
                pub fn $field(&self) -> R<()> {
                    if self.$field { Ok(()) } else { Err(refused($what)) }
                }
            )*
        }
    };
}

caps! {
    /// Read files and look at directories.
    read_files "read files";
    /// Write, make and delete files.
    write_files "write files";
    /// Read environment variables and system properties of the machine.
    environment "read the environment";
    /// Start other programs.
    processes "start processes";
    /// Start threads.
    threads "start threads";
    /// End the process of the host (`System/exit`).
    exit "end the process";
}

impl Default for Caps {
    fn default() -> Caps {
        Caps::ALL
    }
}

#[cold]
fn refused(what: &str) -> Box<Thrown> {
    Thrown::new(&class::SECURITY, format!("This engine may not {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_away_is_refused_by_name() {
        let caps = Caps {
            exit: false,
            ..Caps::ALL
        };
        assert!(caps.read_files().is_ok());
        let e = caps.exit().expect_err("refused");
        assert_eq!(e.message(), "This engine may not end the process");
    }
}
