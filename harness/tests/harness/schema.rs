//! The JSON Schema that editors read is made from the declarations of the operations, and the file in the repository is the one they make.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn committed_schema_is_the_one_that_is_printed() {
    let output = Command::new(env!("CARGO_BIN_EXE_sockshape")).arg("schema").output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("a schema is text");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/schema/cases.json");
    let committed = fs::read_to_string(&path).expect("the schema is there");
    assert!(committed == printed, "to make it anew:\n  cargo run -- schema > harness/schema/cases.json");
}
