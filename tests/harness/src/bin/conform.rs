//! Asks the forms of corpus files and prints what differs from the recorded answers.
//!
//! ```text
//! conform FILE.tsv…
//! ```

#![forbid(unsafe_code)]

use clutch_tests::corpus::ask;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut forms, mut differ) = (0, 0);
    for file in std::env::args().skip(1) {
        match ask(Path::new(&file)) {
            Ok(answers) => {
                for difference in &answers.differences {
                    println!("{difference}\n");
                }
                forms += answers.forms;
                differ += answers.differences.len();
            }
            Err(error) => {
                eprintln!("{file}: {error}");
                return ExitCode::from(2);
            }
        }
    }
    println!("{forms} forms, {differ} differ");
    ExitCode::from(u8::from(differ > 0))
}
