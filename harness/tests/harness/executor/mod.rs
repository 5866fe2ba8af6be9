//! Executors: a case does not depend on the machine that reads it, and the executor is asked what it has.

mod budget;
mod driver;
mod native;
#[cfg(unix)]
mod protocol;
mod serve;

use std::collections::BTreeSet;
use std::sync::Arc;

use rstest::rstest;
use sockshape::case::Trial;
#[cfg(glibc)]
use sockshape::executor::native::Native;
use sockshape::executor::{Executor, Limits, Stop, World};
use sockshape::operation::{Call, Outcome};
use sockshape::platform::{Answer, Capability, Description, Facts, HostFacts, Identity, Need, Platform};
use sockshape::session::{Session, SnapshotMode};
use sockshape::transcript::SnapshotText;
use sockshape::verdict::Verdict;

#[cfg(glibc)]
use crate::support::corpus;
use crate::support::{file_of_cases, trial_of_steps, trials};

/// An executor whose calls all succeed and return nothing.
#[derive(Debug)]
struct Other {
    identity: Identity,
    facts: Facts,
    host: HostFacts,
}

impl Other {
    /// An executor of a platform with only these constants, on a host without IPv6 and without AF_VSOCK.
    fn boxed(platform: &str, constants: &'static [&'static str]) -> Box<Self> {
        let description =
            Description { system: "Other 1".to_owned(), architecture: "any".to_owned(), libc: "none".to_owned() };
        let platform = Platform::named(platform).expect("a platform");
        let without_some = |capability| match capability {
            Capability::Ipv6 | Capability::VsockSockets => Answer::HostCannot("there is none".to_owned()),
            _ => Answer::Yes,
        };
        Box::new(Self {
            identity: Identity { platform, because: "a test wants it".to_owned(), release: None, description },
            facts: Facts::new(without_some, |name| constants.contains(&name)),
            host: HostFacts { process: 1, temporary: "/nowhere".to_owned(), interfaces: Vec::new(), words: Vec::new() },
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

    fn host(&self) -> &HostFacts {
        &self.host
    }

    fn open(&self, limits: Limits) -> Result<Box<dyn World>, Stop> {
        if limits.network { Err(Stop::Failed("there is no network".to_owned())) } else { Ok(Box::new(Empty)) }
    }
}

struct Empty;

impl World for Empty {
    fn perform(&mut self, _: &Call) -> Result<Outcome, Stop> {
        Ok(Outcome::Returned(Vec::new()))
    }
}

/// Steps that set an option.
fn steps(option: &str) -> String {
    format!("- socket: {{as: s, family: AF_INET}}\n- setsockopt: {{socket: s, option: {option}, value: true}}\n")
}

/// The verdict and the transcript of these steps, on an executor of a platform with only these constants.
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
fn needs_of_a_case_do_not_depend_on_the_machine(#[case] option: &'static str) {
    let needs = &trial_of_steps(&steps(option)).needs;
    assert_eq!(*needs, BTreeSet::from([Need::Capability(Capability::Ipv4), Need::Constant(option)]));
}

#[test]
fn option_of_every_platform_is_not_a_need() {
    let needs = &trial_of_steps(&steps("SO_REUSEADDR")).needs;
    assert_eq!(*needs, BTreeSet::from([Need::Capability(Capability::Ipv4)]));
}

#[rstest]
#[case::present(
    "windows",
    &["SO_EXCLUSIVEADDRUSE"],
    "SO_EXCLUSIVEADDRUSE",
    "socket s AF_INET -> ok\nsetsockopt s SO_EXCLUSIVEADDRUSE true -> ok"
)]
#[case::missing(
    "windows",
    &["SO_EXCLUSIVEADDRUSE"],
    "TCP_CORK",
    "not on this platform: no TCP_CORK"
)]
#[case::missing_on_the_other_platform(
    "linux",
    &["TCP_CORK"],
    "SO_EXCLUSIVEADDRUSE",
    "not on this platform: no SO_EXCLUSIVEADDRUSE"
)]
fn executor_is_asked_for_the_needs(
    #[case] platform: &str,
    #[case] constants: &'static [&'static str],
    #[case] option: &str,
    #[case] record: &str,
) {
    let expected = (Verdict::Agrees, Some(record.to_owned()));
    assert_eq!(examined(platform, constants, &steps(option)), expected);
}

#[test]
fn trial_is_skipped_if_the_host_lacks_a_capability() {
    let skipped = Verdict::Skipped { reason: "needs ipv6: there is none".to_owned() };
    assert_eq!(examined("freebsd", &[], "- socket: {as: s, family: AF_INET6}\n"), (skipped, None));
}

/// A case of one step that needs this.
fn needing(need: &str, step: &str) -> Arc<Trial> {
    let case = format!("- name: case\n  needs: [{need}]\n  steps: [{step}]\n");
    trials(&file_of_cases(&case)).remove(0)
}

/// What the host has to lack, the steps of the case do not need.
#[rstest]
#[case::lacked("no vsock_sockets", "{socket: {as: s, family: AF_VSOCK}}", Verdict::Agrees)]
#[case::there(
    "no raw_sockets",
    "{socket: {as: s, type: SOCK_RAW, protocol: IPPROTO_ICMP}}",
    Verdict::Skipped { reason: "needs no raw_sockets: this host has it".to_owned() }
)]
fn trial_that_wants_a_host_without_something(#[case] need: &str, #[case] step: &str, #[case] verdict: Verdict) {
    let root = tempfile::tempdir().expect("a temporary folder");
    let session = Session::on(Other::boxed("freebsd", &[]), root.path(), SnapshotMode::Compare).expect("a session");
    assert_eq!(session.examine(&needing(need, step)).verdict, verdict);
}

/// What Linux lacks of all that the cases of the project need. A constant that its executor does not know would be in
/// the list.
#[cfg(glibc)]
#[test]
fn linux_lacks_only_constants_of_other_systems() {
    let corpus = corpus();
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
