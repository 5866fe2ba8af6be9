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

/// The cells of a table that a project with one case answers, with the first answer in each: those of the questions
/// that `ask` has in its name.
pub(crate) fn asked(of: &str, ask: &str, begin: &str, steps: &str) -> Vec<String> {
    let table = table(&[of, ask], begin, steps);
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value, key: &str| value[key].as_str().expect("a text").to_owned();
    let mut found = Vec::new();
    for part in list(&table, "parts") {
        for row in list(&part, "rows") {
            for cell in list(&row, "cells").into_iter().filter(|cell| cell["cell"] == "asked") {
                let answers: Vec<String> =
                    list(&cell, "answers").iter().map(|answers| text(&answers["answers"][0], "outcome")).collect();
                let names = [text(&part, "part"), text(&row, "row"), text(&cell, "question")];
                found.push(format!("{}: {}", names.join(" "), answers.join(" or ")));
            }
        }
    }
    found
}

/// The table, as JSON, of a project whose case begins like this and goes on with these steps, one a line. Whatever
/// these return will do.
fn table(arguments: &[&str], begin: &str, steps: &str) -> Value {
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
