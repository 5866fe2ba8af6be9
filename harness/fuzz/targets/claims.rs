//! Any text as the claim about a step: of an operation for each kind of value that operations return.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

/// Steps that a claim may follow. All use the socket `s`.
const STEPS: &[&str] = &[
    "getsockname: s",
    "recvfrom: s",
    "recvmsg: s",
    "poll: {socket: s, events: [POLLIN]}",
    "gettimeout: s",
    "take_error: s",
    "fileno: s",
    "getsockopt: {socket: s, option: SO_TYPE}",
    "getsockopt: {socket: s, option: SO_REUSEADDR}",
    "getsockopt: {socket: s, option: SO_LINGER}",
    "getsockopt: {socket: s, option: IP_MULTICAST_IF}",
    "getaddrinfo: {host: 127.0.0.1, service: 80}",
    "getnameinfo: {address: 127.0.0.1:80}",
    "bind: {socket: s, address: 127.0.0.1:0}",
];

/// A case file with a claim about a step.
fn case_file(step: &str, claim: &str) -> String {
    format!(
        "topic: Claims\nsee: {{posix: socket()}}\ncases:\n- name: case\n  steps:\n  \
         - socket: {{as: s, family: AF_INET, type: SOCK_DGRAM}}\n  \
         - {step}\n    expect: {claim}\n    expect_on: {{windows: {claim}, macos: any}}\n"
    )
}

/// Checks that nothing is wrong with the steps themselves.
fn check_steps() {
    for step in STEPS {
        assert!(sockshape_fuzz::read(&case_file(step, "ok")).is_some(), "{step}");
    }
}

fuzz_target!(init: check_steps(), |input: (u8, &str)| -> Corpus {
    let (step, claim) = (STEPS[usize::from(input.0) % STEPS.len()], input.1);
    if claim.contains('\n') {
        return Corpus::Reject;
    }
    if let Some(topic) = sockshape_fuzz::read(&case_file(step, claim)) {
        sockshape_fuzz::examine(&topic);
    }
    Corpus::Keep
});
