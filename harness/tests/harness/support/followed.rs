//! Tables of a project with one case, whose program Linux runs, so that it has a record here.

use std::fs;

use serde_json::Value;

use super::project::{Project, RECORD};

/// How a case begins that has a connection of TCP.
pub(crate) const TCP: &str = "
      - socket: {as: server, family: AF_INET, type: SOCK_STREAM}
      - bind: {socket: server, address: \"loopback:0\"}
      - listen: server
      - getsockname: server
        save: name
      - socket: {as: client, family: AF_INET, type: SOCK_STREAM}
      - connect: {socket: client, address: $name}
      - accept: {socket: server, as: peer}";

/// The table, as JSON, of a project whose case begins like this and goes on with these steps, one a line. Whatever
/// these return will do.
pub(crate) fn table(arguments: &[&str], begin: &str, steps: &str) -> Value {
    let project = Project::empty();
    let file = project.path("cases/names/one.yaml");
    fs::create_dir_all(file.parent().expect("a folder")).expect("a new folder");
    let steps: String = steps.lines().map(|step| format!("\n      - {step}\n        expect: any")).collect();
    let text = format!("topic: A\nsee: {{posix: x}}\ncases:\n  - name: one\n    steps:{begin}{steps}\n");
    fs::write(&file, text).expect("a case to write");
    project.run_with(&[], &[RECORD]);
    let ran = project.sockshape(&[&["table"], arguments, &["--format", "json"]].concat());
    ran.exits_with(0);
    serde_json::from_str(&ran.printed).expect("JSON")
}
