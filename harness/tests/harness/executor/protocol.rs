//! The conversation that the page for people who write drivers shows.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::Value as Json;

use crate::support::program::without_variables;
use crate::support::root;

/// The same line without what differs from host to host and from run to run.
fn without_chance(line: &str) -> Json {
    let mut json: Json = serde_json::from_str(line).expect("JSON");
    blank(&mut json);
    json
}

fn blank(json: &mut Json) {
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                match key.as_str() {
                    "port" if *value != 0 => *value = 40000.into(),
                    "hello" if value.get("operations").is_some() => *value = "what it is".into(),
                    _ => blank(value),
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(blank),
        _ => {}
    }
}

#[test]
fn conversation_takes_place_as_it_is_shown() {
    let shown = fs::read_to_string(root().join("harness/drivers/conversation.jsonl")).expect("the conversation");
    let mut command = without_variables(Command::new(env!("CARGO_BIN_EXE_sockshape")));
    let mut child = command.arg("drive").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a driver");
    let (mut requests, answers) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
    let mut answers = BufReader::new(answers).lines();
    let mut lines = shown.lines();
    while let (Some(request), Some(answer)) = (lines.next(), lines.next()) {
        // What a call returned is given to the next: so the port that is shown is not the one that this run has.
        writeln!(requests, "{request}").expect("a driver that reads");
        let heard = answers.next().expect("an answer").expect("a line");
        assert_eq!(without_chance(&heard), without_chance(answer), "the answer to {request}");
    }
    drop(requests);
    assert!(child.wait().expect("a driver that ends").success());
}
