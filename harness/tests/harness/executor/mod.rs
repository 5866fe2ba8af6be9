//! The door for executors: a case is the same case whoever performs it, and what it needs is asked of the executor.

mod native;

use std::collections::BTreeSet;
#[cfg(glibc)]
use std::path::Path;

use rstest::rstest;
#[cfg(glibc)]
use sockshape::case::load;
#[cfg(glibc)]
use sockshape::executor::native::Native;
use sockshape::executor::{Executor, Limits, World};
use sockshape::operation::{Call, Outcome};
use sockshape::platform::{Answer, Capability, Description, Facts, Identity, Need, Platform};
use sockshape::session::{Session, SnapshotMode};
use sockshape::transcript::SnapshotText;
use sockshape::verdict::Verdict;

use crate::support::trial_of_steps;

/// Sockets on which every call succeeds and returns nothing, of a platform that has just these constants.
#[derive(Debug)]
struct Other {
    identity: Identity,
    facts: Facts,
}

impl Other {
    fn boxed(platform: &str, constants: &'static [&'static str]) -> Box<Self> {
        let description =
            Description { system: "Other 1".to_owned(), architecture: "any".to_owned(), libc: "none".to_owned() };
        let platform = Platform::named(platform).expect("a platform");
        let without_ipv6 = |capability| match capability {
            Capability::Ipv6 => Answer::HostCannot("there is none".to_owned()),
            _ => Answer::Yes,
        };
        Box::new(Self {
            identity: Identity { platform, because: "a test says so".to_owned(), description },
            facts: Facts::new(without_ipv6, |name| constants.contains(&name)),
        })
    }
}

impl Executor for Other {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn open(&self, limits: Limits) -> Result<Box<dyn World>, String> {
        if limits.network { Err("there is no network".to_owned()) } else { Ok(Box::new(Empty)) }
    }
}

struct Empty;

impl World for Empty {
    fn perform(&mut self, _: &Call) -> Outcome {
        Outcome::Returned(Vec::new())
    }
}

/// A trial that sets an option of one platform.
fn steps(option: &str) -> String {
    format!("- socket: {{as: s, family: AF_INET}}\n- setsockopt: {{socket: s, option: {option}, value: true}}\n")
}

/// What an executor of a platform with these constants makes of it.
fn examined(platform: &str, constants: &'static [&'static str], steps: &str) -> (Verdict, Option<String>) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let session =
        Session::on(Other::boxed(platform, constants), root.path(), SnapshotMode::Compare).expect("a session");
    let examined = session.examine(&trial_of_steps(steps));
    (examined.verdict, examined.found.as_ref().map(SnapshotText::to_string))
}

#[rstest]
#[case::of_windows("SO_EXCLUSIVEADDRUSE")]
#[case::of_linux("TCP_CORK")]
#[case::of_macos("SO_NOSIGPIPE")]
#[case::of_freebsd("SO_REUSEPORT_LB")]
fn case_is_the_same_whoever_reads_it(#[case] option: &'static str) {
    let needs = &trial_of_steps(&steps(option)).needs;
    assert_eq!(*needs, BTreeSet::from([Need::Capability(Capability::Ipv4), Need::Constant(option)]));
}

#[test]
fn option_of_every_platform_is_no_need() {
    let needs = &trial_of_steps(&steps("SO_REUSEADDR")).needs;
    assert_eq!(*needs, BTreeSet::from([Need::Capability(Capability::Ipv4)]));
}

#[rstest]
#[case::there("windows", &["SO_EXCLUSIVEADDRUSE"], "SO_EXCLUSIVEADDRUSE", "socket s AF_INET -> ok\nsetsockopt s SO_EXCLUSIVEADDRUSE true -> ok")]
#[case::not_there("windows", &["SO_EXCLUSIVEADDRUSE"], "TCP_CORK", "not on this platform: no TCP_CORK")]
#[case::the_other_way_round("linux", &["TCP_CORK"], "SO_EXCLUSIVEADDRUSE", "not on this platform: no SO_EXCLUSIVEADDRUSE")]
fn needs_are_asked_of_the_executor(
    #[case] platform: &str,
    #[case] constants: &'static [&'static str],
    #[case] option: &str,
    #[case] record: &str,
) {
    let expected = (Verdict::Agrees, Some(record.to_owned()));
    assert_eq!(examined(platform, constants, &steps(option)), expected);
}

#[test]
fn what_the_host_lacks_is_a_skip() {
    let skipped = Verdict::Skipped { reason: "needs ipv6: there is none".to_owned() };
    assert_eq!(examined("freebsd", &[], "- socket: {as: s, family: AF_INET6}\n"), (skipped, None));
}

/// Of all that the project's cases need, what Linux lacks: a constant that its executor had never heard of would be among it.
#[cfg(glibc)]
#[test]
fn linux_lacks_what_others_have() {
    let corpus = load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("sound case files");
    let needs: BTreeSet<Need> = corpus.trials().flat_map(|trial| trial.needs.clone()).collect();
    let native = Native::new().expect("the sockets of this process");
    let lacks = needs.into_iter().filter(|need| matches!(native.facts().ask(*need), Answer::PlatformCannot(_)));
    let lacks: Vec<String> = lacks.map(|need| need.to_string()).collect();
    let others = [
        "ni_numericscope",
        "IP_BOUND_IF",
        "SIO_TCP_SET_ACK_FREQUENCY",
        "SO_EXCLUSIVEADDRUSE",
        "SO_NOSIGPIPE",
        "SO_REUSEPORT_LB",
        "SO_SETFIB",
    ];
    assert_eq!(lacks, others);
}
