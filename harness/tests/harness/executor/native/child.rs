//! Child processes that act on the sockets they inherited. The program has to start itself again for that, so that it
//! is run as a whole.

#![cfg(linux_kernel)]

use std::fs;
use std::net::{Ipv4Addr, UdpSocket};
use std::process::Command;
use std::thread;
use std::time::Duration;

use serde_json::Value as Json;

use crate::support::project::Project;
use crate::support::{file_of_cases, until, used_port};

/// A socket of UDP that a child has, too.
const SHARED: &str = "\
- socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
- set_inheritable: {socket: s, inheritable: true}
- start_child: {as: child, with: [s]}
";

/// Runs a case with these steps in a project. Returns what each step came to, as the record says it.
fn outcomes(project: &Project, steps: &str) -> Vec<String> {
    let steps: String = steps.lines().map(|line| format!("    {line}\n")).collect();
    let case = file_of_cases(&format!("- name: case\n  deadline: 2 s\n  steps:\n{steps}"));
    let folder = project.path("cases/a");
    fs::create_dir_all(&folder).and_then(|()| fs::write(folder.join("b.yaml"), case)).expect("a case to write");
    let ran = project.sockshape(&["run", "--format", "json"]);
    let report: Json = serde_json::from_str(&ran.printed).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let record = report["trials"][0]["transcript"].as_str().unwrap_or_else(|| panic!("no record: {report}"));
    record.lines().filter_map(|line| line.split_once(" -> ")).map(|(_, outcome)| outcome.to_owned()).collect()
}

/// It is the child that ends its step, and it works on.
#[test]
fn step_ends_at_its_deadline() {
    let steps = "\
- bind: {socket: s, address: 'loopback:0'}
- in_child: {child: child, step: {recv: s}}
  expect: timed-out
- in_child: {child: child, step: {family: s}}";
    let outcomes = outcomes(&Project::empty(), &format!("{SHARED}{steps}"));
    assert_eq!(outcomes[4..], ["timed-out", "AF_INET"]);
}

/// The child judges by what the trial is reached by when the call returns, not when it began.
#[test]
fn child_accepts_a_connection_that_was_made_meanwhile() {
    let steps = "\
- socket: s
- bind: {socket: s, address: 'loopback:0'}
- getsockname: s
  save: name
- listen: s
- set_inheritable: {socket: s, inheritable: true}
- start_child: {as: child, with: [s]}
- start: {as: waiting, step: {in_child: {child: child, step: {accept: {socket: s, as: peer}}}}}
- create_connection: {as: client, address: $name}
- finish: waiting";
    let outcomes = outcomes(&Project::empty(), steps);
    let accepted = outcomes.last().expect("a step");
    assert!(accepted.starts_with("AF_INET 127.0.0.1:"), "{accepted}");
}

/// Another program takes the port as soon as the system gives it away.
#[test]
fn port_of_a_child_that_was_killed_is_not_the_trials() {
    let ip = Ipv4Addr::new(127, 84, 17, 1);
    let steps = format!(
        "\
- in_child: {{child: child, step: {{bind: {{socket: s, address: '{ip}:0'}}}}}}
- getsockname: s
  save: name
- close: s
- in_child: {{child: child, step: {{recv: s}}}}
  expect: any
- socket: {{as: t, family: AF_INET, type: SOCK_DGRAM}}
- poll: {{socket: t, events: [POLLPRI], timeout: 300 ms}}
- sendto: {{socket: t, data: x, address: $name}}
  expect: any"
    );
    let project = Project::empty();
    let outcomes = thread::scope(|scope| {
        let run = scope.spawn(|| outcomes(&project, &format!("{SHARED}{steps}")));
        let port = until(|| used_port("udp", ip));
        // The child has said so by then, and the parent has closed its own.
        thread::sleep(Duration::from_millis(300));
        kill_child(&project);
        let other = until(|| UdpSocket::bind((ip, port)).ok());
        let outcomes = run.join().expect("a run");
        other.set_nonblocking(true).expect("a socket");
        assert!(other.recv(&mut [0]).is_err(), "nothing arrived");
        outcomes
    });
    assert_eq!(outcomes.last().map(String::as_str), Some("withheld: this port may be another program's"));
}

/// A relative path is in the folder of the trial once the process works there, and not in that of its parent.
#[test]
fn relative_path_begins_where_the_child_works() {
    let steps = "\
- mkdir: $scratch/a
- socket: {as: s, family: AF_UNIX, type: SOCK_STREAM}
- set_inheritable: {socket: s, inheritable: true}
- start_child: {as: child, with: [s]}
- in_child: {child: child, step: {bind: {socket: s, address: {path: ./b}}}}
- in_child: {child: child, step: {chdir: $scratch/a}}
- in_child: {child: child, step: {bind: {socket: s, address: {path: ./b}}}}
- getsockname: s
  save: name
- stat: $scratch/a/b
- socket: {as: t, family: AF_UNIX, type: SOCK_STREAM}
- connect: {socket: t, address: $name}";
    let outcomes = outcomes(&Project::empty(), steps);
    let withheld = "withheld: this name may be another program's";
    assert_eq!(outcomes[4..], [withheld, "ok", "ok", "AF_UNIX ./b (6 bytes)", "socket", "ok", withheld]);
}

/// Kills the child process of the trial, as the system does when memory is short.
fn kill_child(project: &Project) {
    let child = project
        .processes()
        .into_iter()
        .find(|process| fs::read(process.join("cmdline")).is_ok_and(|line| line.ends_with(b"\0--work-for-parent\0")));
    let id = child.as_ref().and_then(|process| process.file_name()).expect("a child process");
    assert!(Command::new("kill").arg("-9").arg(id).status().expect("kill").success());
}
