//! The JSON Schemas are made from the declarations that read the case files and write the output. The files in the
//! repository are up to date.

use std::fs;

use rstest::rstest;

use crate::support::program::{finish, sockshape};
use crate::support::root;

#[rstest]
#[case::by_default(&[], "cases")]
#[case::cases(&["cases"], "cases")]
#[case::driver(&["driver"], "driver")]
#[case::diff(&["diff"], "diff")]
#[case::run(&["run"], "run")]
#[case::report(&["report"], "report")]
#[case::known(&["known"], "known")]
#[case::known_file(&["known-file"], "known-file")]
#[case::table(&["table"], "table")]
fn committed_schema_is_what_the_command_prints(#[case] arguments: &[&str], #[case] name: &str) {
    let mut command = sockshape();
    command.arg("schema").args(arguments);
    let (status, printed, complained) = finish(command);
    assert_eq!((status, complained.as_str()), (Some(0), ""));
    let path = root().join(format!("harness/schema/{name}.json"));
    let committed = fs::read_to_string(&path).expect("the committed schema");
    assert!(committed == printed, "to update it:\n  cargo run -- schema {name} > harness/schema/{name}.json");
}
