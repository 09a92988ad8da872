//! `clutch`: runs programs and interactive sessions.
//!
//! ```text
//! arguments ──cli──▶ Invocation ──script──▶ steps, program ──▶ exit code
//!                                    └────▶ console (line editor, commands)
//! ```
//!
//! How a process ends: when the program's last form has been evaluated, or `-main` has returned,
//! and the threads that it started with `Thread` (daemons excepted) have ended, what was written is
//! passed on and the process exits. It does not wait for futures and agents: a program that needs
//! their results derefs or awaits them. `System/exit` ends everything at once. An error that nobody caught gives
//! exit code 1, wrong usage 2, an interrupt 130, `(System/exit n)` n.
//!
//! Start-up does no work that a one-line script does not need: no threads, no files read, no
//! regular expressions built.

#![deny(unsafe_code)]

mod cli;
mod color;
mod console;
mod interrupt;
mod render;
mod script;
mod stdio;

fn main() {
    stdio::prepare();
    let arguments = std::env::args_os().collect();
    let code = match cli::parse(arguments) {
        Ok(invocation) => script::run(&invocation),
        Err(message) => {
            // If it cannot be printed there is nobody to read it.
            let _ = message.print();
            message.exit_code()
        }
    };
    stdio::end_process(code)
}
