//! The files of snapshots: what is read, and what is not.

mod digests;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use rstest::rstest;
use sockshape::case::TrialName;
use sockshape::snapshot::{Comparison, Records};

use crate::support::recorded::{FIRST, Recorded, file};

/// Systems follow a link to its own folder about forty times. With two such links, reading would never end.
#[test]
fn link_to_the_own_folder_is_said_and_not_followed() {
    let recorded = Recorded::new("close s -> ok");
    let folder = recorded.folder.path();
    assert_eq!(Records::within(folder, folder).files(None).expect("only files").len(), 2);
    symlink(folder, folder.join("link")).expect("a link");
    let fault = Records::within(folder, folder).files(None).expect_err("a link");
    assert!(fault.to_string().ends_with("/link: this is a link, and a recording has none"), "{fault}");
}

/// What stands where a snapshot belongs.
fn place(path: &Path, what: &str) {
    fs::remove_file(path).expect("a snapshot to remove");
    match what {
        "pipe" => assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo to start").success()),
        "folder" => fs::create_dir(path).expect("a folder"),
        target => symlink(target, path).expect("a link"),
    }
}

/// Reading a pipe waits for its other end, and a device has no end.
#[rstest]
#[case::pipe("pipe", "this is a pipe, a socket or a device, and a file belongs here; move it away")]
#[case::folder("folder", "this is a folder, and a file belongs here; move it away")]
#[case::link("/dev/zero", "this is a link, and a file belongs here; ")]
#[case::broken_link("nowhere", "this is a link, and a file belongs here; ")]
fn only_a_file_is_a_snapshot(#[case] what: &str, #[case] message: &str, #[values("snap", "snap.new")] ending: &str) {
    let recorded = Recorded::new("close s -> ok");
    recorded.write(&format!("{FIRST}.snap.new"), "");
    let (folder, name) = (recorded.folder.path(), name());
    let path = folder.join(format!("{FIRST}.{ending}"));
    place(&path, what);
    let records = Records::within(folder, folder);
    let expected = format!("{}: {message}", path.display());
    if ending == "snap" {
        let fault = records.read(&name).expect_err("a fault");
        assert!(fault.with_hint().starts_with(&expected), "{}", fault.with_hint());
    }
    match records.assert(&name, "close s -> EBADF") {
        Comparison::Unwritten { why } => assert!(why.starts_with(&expected), "{why}"),
        other => panic!("{other:?}"),
    }
    assert!(path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()), "it was replaced");
}

/// A link above would have the recording written to another place.
#[test]
fn folder_behind_a_link_is_not_written_to() {
    let recorded = Recorded::new("close s -> ok");
    let (folder, elsewhere) = (recorded.folder.path(), recorded.folder.path().join("elsewhere"));
    fs::rename(folder.join("names"), &elsewhere).expect("a folder to move");
    symlink(&elsewhere, folder.join("names")).expect("a link");
    match Records::within(folder, folder).assert(&name(), "close s -> EBADF") {
        Comparison::Unwritten { why } => {
            assert!(why.contains("names above it is a link, and must be a folder"), "{why}")
        }
        other => panic!("{other:?}"),
    }
}

/// insta reads the file that such a header names.
#[test]
fn binary_snapshot_is_refused() {
    let recorded = Recorded::new("close s -> ok");
    let text = file("close s -> ok").replace("input_file", "snapshot_kind: binary\nextension: x\ninput_file");
    recorded.write(&format!("{FIRST}.snap"), &text);
    let fault = Records::within(recorded.folder.path(), recorded.folder.path()).read(&name()).expect_err("a fault");
    assert!(fault.to_string().ends_with(": it holds no text"), "{fault}");
}

#[test]
fn snapshot_can_have_1_mib_at_most() {
    let recorded = Recorded::new("close s -> ok");
    let folder = recorded.folder.path();
    let records = Records::within(folder, folder);
    let sized = |size: usize| {
        let text = file("");
        recorded.write(&format!("{FIRST}.snap"), &format!("{text}{}", "x".repeat(size - text.len())));
    };
    sized(1_048_576);
    assert!(records.read(&name()).is_ok_and(|text| text.is_some()));
    sized(1_048_577);
    let fault = records.read(&name()).expect_err("a fault");
    assert!(fault.to_string().ends_with(": the file has more than 1048576 bytes, which is the limit"), "{fault}");
}

fn name() -> TrialName {
    FIRST.replace('/', "::").parse().expect("the name of a trial")
}
