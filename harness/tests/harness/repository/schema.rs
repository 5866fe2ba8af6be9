//! The JSON Schemas are made from the declarations that files are read by and output is written by, and the files in the repository are
//! the ones they make.

use std::fs;
use std::path::Path;
use std::process::Command;

use rstest::rstest;

#[rstest]
#[case::unsaid(&[], "cases")]
#[case::cases(&["cases"], "cases")]
#[case::diff(&["diff"], "diff")]
#[case::report(&["report"], "report")]
fn committed_schema_is_the_one_that_is_printed(#[case] arguments: &[&str], #[case] name: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sockshape"));
    let output = command.arg("schema").args(arguments).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("a schema is text");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("harness/schema/{name}.json"));
    let committed = fs::read_to_string(&path).expect("the schema is there");
    assert!(committed == printed, "to make it anew:\n  cargo run -- schema {name} > harness/schema/{name}.json");
}
