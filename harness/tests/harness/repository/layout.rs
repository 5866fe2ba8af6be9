//! The tests lie as the source does: the path of a module is the path of its tests.

use std::path::{Path, PathBuf};

use crate::support::{files, root};

/// Files and folders that do not test a single module.
const APART: [&str; 4] = ["main.rs", "conformance", "repository", "support"];

fn folder(below: &str) -> PathBuf {
    root().join("harness").join(below)
}

/// Whether the source has this module: `a/b` is `a/b.rs` or `a/b/mod.rs`.
fn is_module(path: &Path) -> bool {
    let source = folder("src").join(path);
    source.with_extension("rs").is_file() || source.join("mod.rs").is_file()
}

/// Whether a file of tests has the path of a module, or lies in a folder with the path of a module that is one file.
fn has_a_place(file: &Path) -> bool {
    let path = file.with_extension("");
    let above = path.parent().unwrap_or(Path::new(""));
    if path.ends_with("mod") {
        return is_module(above);
    }
    is_module(&path) || folder("src").join(above).with_extension("rs").is_file()
}

#[test]
fn every_file_of_tests_has_the_path_of_a_module() {
    let tests = folder("tests/harness");
    let below = |path: PathBuf| path.strip_prefix(&tests).expect("a file below the tests").to_owned();
    let files: Vec<PathBuf> = files(&tests).into_iter().map(below).collect();
    let is_apart = |file: &Path| APART.iter().any(|apart| file.starts_with(apart));
    let of_modules = files.iter().filter(|file| !is_apart(file));
    let misplaced: Vec<String> =
        of_modules.clone().filter(|file| !has_a_place(file)).map(|file| file.display().to_string()).collect();
    assert!(of_modules.count() > 30, "only these files of tests were found: {files:?}");
    assert!(misplaced.is_empty(), "harness/src has no module for these files of tests:\n{}", misplaced.join("\n"));
}

#[test]
fn file_without_a_module_is_found() {
    assert!(has_a_place(Path::new("address/matching.rs")), "the source has this module");
    assert!(has_a_place(Path::new("address/mod.rs")), "the source has this folder");
    assert!(has_a_place(Path::new("transcript/values.rs")), "a part of the tests of transcript.rs");
    assert!(!has_a_place(Path::new("address/values.rs")), "the source has no such module");
    assert!(!has_a_place(Path::new("matrix.rs")), "the source has no such module");
}
