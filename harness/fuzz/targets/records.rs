//! Any text as that of a snapshot. A header is left out, so that real snapshots can be what the fuzzer begins with.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sockshape::operation::{Outcome, Program};
use sockshape::transcript::{Line, ReadBack, SnapshotText, Transcript};

/// The programs of the cases.
static PROGRAMS: LazyLock<Vec<Recorded>> = LazyLock::new(|| {
    let cases = sockshape_fuzz::cases();
    cases.topics.into_iter().flat_map(|topic| topic.trials).map(|trial| Recorded::new(trial.program.clone())).collect()
});

/// A program, and what its record looks like.
struct Recorded {
    program: Program,
    lines: Vec<Line>,
}

impl Recorded {
    fn new(program: Program) -> Self {
        let lines = Transcript::of(&program, |_, _| Outcome::NotRun(String::new())).render().lines;
        Self { program, lines }
    }

    /// How many steps of a record are those of this program.
    fn fits(&self, lines: &[Line]) -> usize {
        self.lines.iter().zip(lines).take_while(|(own, line)| own.call == line.call).count()
    }
}

fuzz_target!(|text: &str| {
    let text = text.split_once("\n---\n").map_or(text, |(_, text)| text);
    if let Ok(read) = SnapshotText::read(text) {
        let written = read.to_string();
        assert_eq!(SnapshotText::read(&written).as_ref(), Ok(&read), "{written}");
        if let SnapshotText::Ran(lines) = read {
            read_back(&lines);
        }
    }
});

/// Reads a record back, as that of the program that it fits best. It must be written in the same way again.
fn read_back(lines: &[Line]) {
    let best = PROGRAMS.iter().max_by_key(|recorded| recorded.fits(lines)).expect("at least one program");
    if let Ok(read) = ReadBack::of(&best.program, lines) {
        let again = read.transcript.render().lines;
        assert_eq!(again, lines[..again.len()], "{}", best.program.wire());
    }
}
