//! Any text as that of a snapshot. A header is left out, so that real snapshots can be what the fuzzer begins with.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sockshape::transcript::SnapshotText;

fuzz_target!(|text: &str| {
    let text = text.split_once("\n---\n").map_or(text, |(_, text)| text);
    if let Ok(read) = SnapshotText::read(text) {
        let written = read.to_string();
        assert_eq!(SnapshotText::read(&written).as_ref(), Ok(&read), "{written}");
    }
});
