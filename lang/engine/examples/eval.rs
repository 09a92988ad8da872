//! Evaluates files and `-e` texts, printing each value: a small runner for trying things out.

use clutch_lang::Engine;
use std::process::ExitCode;

fn main() -> ExitCode {
    let engine = Engine::builder()
        .sources(clutch_lang::DirSources::new(["src", "."]))
        .build();
    let mut session = engine.session();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let (name, text) = if arg == "-e" {
            ("args".to_string(), args.next().unwrap_or_default())
        } else {
            let text = std::fs::read_to_string(&arg).unwrap_or_default();
            (arg, text)
        };
        let result = session.eval_each(&name, &text, |cx, value| {
            match clutch_vm::print::pr_str(cx, &value) {
                Ok(text) => println!("{text}"),
                Err(e) => println!("cannot print: {}", e.message()),
            }
        });
        if let Err(error) = result {
            eprintln!("{:?}", miette::Report::new(error));
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
