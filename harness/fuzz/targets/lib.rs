//! What the fuzz targets share: how a text is read as a case file, and what has to be true of whatever comes of that.

use std::path::Path;
use std::sync::Arc;

use sockshape::case::{Corpus, Topic, load, read_topic};
use sockshape::operation::Program;
use sockshape::platform::Platform;
use sockshape::problem::{self, IN_CASES};
use sockshape::source::SourceFile;
use sockshape::terminal::plain;

/// The root of the project.
#[must_use]
pub fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The cases of the project.
///
/// # Panics
/// When one cannot be read.
#[must_use]
pub fn cases() -> Corpus {
    load(root()).unwrap_or_else(|problems| panic!("{}", problem::list(&problems, IN_CASES)))
}

/// Reads a text as a case file.
///
/// # Panics
/// When a refusal has no problem to show, or one without a place in the file.
#[must_use]
pub fn read(text: &str) -> Option<Topic> {
    let source = Arc::new(SourceFile::new("cases/group/topic.yaml", text));
    match read_topic(&source, "group", "topic") {
        Ok(topic) => Some(topic),
        Err(problems) => {
            let shown = plain(&problem::list(&problems, IN_CASES));
            assert!(!problems.is_empty() && shown.contains("cases/group/topic.yaml"), "{shown}");
            assert!(!shown.contains('\u{1b}') && !shown.contains('\0'), "{shown:?}");
            None
        }
    }
}

/// Checks what holds of every topic that was read without a problem.
///
/// # Panics
/// When the program of a trial is another one after it was written and read back, or when a claim has no text.
pub fn examine(topic: &Topic) {
    for trial in &topic.trials {
        let wire = trial.program.wire();
        let read = Program::read(&wire).expect("what was written is read back");
        assert_eq!(read.wire(), wire, "{}", trial.name);
        for claim in &trial.claims {
            for platform in Platform::all() {
                let (_, expectation) = claim.on(platform);
                assert!(!expectation.to_string().is_empty(), "{}", trial.name);
            }
        }
    }
}
