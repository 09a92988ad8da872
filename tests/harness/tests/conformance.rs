//! The differential corpus: Clutch answers as the reference implementation does.
//!
//! What is known to differ is listed in `tests/conformance/differences.txt` with its reason and must
//! differ, so that a difference that is mended is noticed.

use clutch_tests::corpus::{Answers, ask, files, known_differences};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;

/// Answers of all files, asked on two threads.
fn ask_all() -> Answers {
    let queue = Mutex::new(files());
    let all = Mutex::new(Answers::default());
    let work = || {
        loop {
            let next: Option<PathBuf> = queue.lock().expect("a queue").pop();
            let Some(path) = next else { return };
            let answers = ask(&path).expect("a file of the corpus can be read");
            let mut all = all.lock().expect("answers");
            all.forms += answers.forms;
            all.differences.extend(answers.differences);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    all.into_inner().expect("answers")
}

#[test]
fn forms_are_answered_as_the_reference_answers_them() {
    let known = known_differences().expect("reasons");
    let answers = ask_all();
    let new: Vec<_> = answers
        .differences
        .iter()
        .filter(|d| !known.contains_key(&d.form))
        .collect();
    for difference in &new {
        println!("{difference}\n");
    }
    println!(
        "{} forms, {} differ, {} of them unknown",
        answers.forms,
        answers.differences.len(),
        new.len()
    );
    assert!(new.is_empty(), "{} unknown differences", new.len());
    let found: BTreeSet<&str> = answers
        .differences
        .iter()
        .map(|d| d.form.as_str())
        .collect();
    let mended: Vec<_> = known
        .keys()
        .filter(|f| !found.contains(f.as_str()))
        .collect();
    assert!(mended.is_empty(), "these are the same now: {mended:#?}");
    assert!(answers.forms >= 3000, "only {} forms", answers.forms);
    assert!(
        answers.differences.len() * 100 <= answers.forms,
        "more than one in a hundred differs"
    );
}
