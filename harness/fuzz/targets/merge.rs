//! Any folder of two files as a recording to take in: its description, and after the first zero byte a snapshot.

#![no_main]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sockshape::case::Corpus;
use sockshape::merge::{Allowed, Form, Refusal, judge};

static CASES: LazyLock<Corpus> = LazyLock::new(sockshape_fuzz::cases);

const ALLOWED: Allowed = Allowed { replacement: true, contradiction: false };

fuzz_target!(|bytes: &[u8]| {
    let (description, snapshot) = bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
    let folder = tempfile::tempdir().expect("a folder of its own");
    write(&folder.path().join("recording.yaml"), description);
    write(&folder.path().join("bind/port_zero/chosen_port_is_reported@AF_INET,SOCK_STREAM.snap"), snapshot);
    let judged = judge(sockshape_fuzz::root(), &CASES, &[folder.path().to_owned()], &Form::AsItIs, ALLOWED);
    let Err(Refusal::Faults(faults)) = judged else { panic!("a recording of one trial is not complete: {judged:?}") };
    assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.to_string().is_empty()), "{faults:?}");
});

fn write(path: &Path, bytes: &[u8]) {
    let folder = path.parent().expect("a file in a folder");
    fs::create_dir_all(folder).and_then(|()| fs::write(path, bytes)).expect("a file that can be written");
}
