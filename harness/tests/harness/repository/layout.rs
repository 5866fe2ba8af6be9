//! Tests lie as the source lies: the tests of a module are found by its path.

use std::fs;
use std::path::{Path, PathBuf};

/// What tests no single module.
const APART: [&str; 4] = ["main.rs", "conformance", "repository", "support"];

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("harness").join(below)
}

/// The files of a folder and of the folders in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of tests") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

/// Whether the source has this module: `a/b` is in `a/b.rs` or in `a/b/mod.rs`.
fn is_module(path: &Path) -> bool {
    let source = folder("src").join(path);
    source.with_extension("rs").is_file() || source.join("mod.rs").is_file()
}

/// Whether a file of tests has a place: that of a module, or one in the folder of a module that is a single file.
fn has_a_place(file: &Path) -> bool {
    let path = file.with_extension("");
    let above = path.parent().unwrap_or(Path::new(""));
    if path.ends_with("mod") {
        return is_module(above);
    }
    is_module(&path) || folder("src").join(above).with_extension("rs").is_file()
}

#[test]
fn every_file_of_tests_has_a_module_of_its_path() {
    let tests = folder("tests/harness");
    let below = |path: PathBuf| path.strip_prefix(&tests).expect("a file below the tests").to_owned();
    let files: Vec<PathBuf> = files(&tests).into_iter().map(below).collect();
    let is_apart = |file: &Path| APART.iter().any(|apart| file.starts_with(apart));
    let of_modules = files.iter().filter(|file| !is_apart(file));
    let astray: Vec<String> =
        of_modules.clone().filter(|file| !has_a_place(file)).map(|file| file.display().to_string()).collect();
    assert!(of_modules.count() > 30, "only these files of tests were found: {files:?}");
    assert!(astray.is_empty(), "harness/src has no module for these files of tests:\n{}", astray.join("\n"));
}

#[test]
fn folder_of_modules_takes_no_file_of_another_name() {
    assert!(has_a_place(Path::new("address/matching.rs")), "the source has this module");
    assert!(has_a_place(Path::new("address/mod.rs")), "the source has this folder");
    assert!(has_a_place(Path::new("transcript/values.rs")), "a part of the tests of transcript.rs");
    assert!(!has_a_place(Path::new("address/values.rs")), "the source has no such module");
    assert!(!has_a_place(Path::new("matrix.rs")), "the source has no such module");
}
