//! What a trial may use up, and that the trials of this project stay well within it.

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use rstest::rstest;
use sockshape::executor::budget::{Amounts, Budget, MOST};
use sockshape::executor::native::Native;
use sockshape::executor::{Executor, Limits, Stop, World, run};
use sockshape::operation::{Call, Outcome};
use sockshape::platform::{Answer, Facts, HostFacts, Identity, Need};
use sockshape::transcript::Transcript;
use sockshape::workers;

use super::native::outcomes;
use crate::support::{corpus, root, trial_of_steps};

/// The sockets of this process, and the most that a trial on them uses up of each thing.
#[derive(Debug)]
struct Counting {
    native: Native,
    allowed: Amounts,
    most: Arc<Mutex<Amounts>>,
}

struct CountingWorld {
    native: Box<dyn World>,
    used: Amounts,
    most: Arc<Mutex<Amounts>>,
}

impl Counting {
    fn new(allowed: Amounts) -> Self {
        Self { native: Native::new().expect("the sockets of this process"), allowed, most: Arc::default() }
    }
}

impl Executor for Counting {
    fn identity(&self) -> &Identity {
        self.native.identity()
    }

    fn facts(&self) -> &Facts {
        self.native.facts()
    }

    fn host(&self) -> &HostFacts {
        self.native.host()
    }

    fn open(&self, limits: Limits) -> Result<Box<dyn World>, Stop> {
        let (used, most) = (Amounts::default(), Arc::clone(&self.most));
        Ok(Box::new(CountingWorld { native: self.native.open(Limits { most: self.allowed, ..limits })?, used, most }))
    }
}

impl World for CountingWorld {
    fn perform(&mut self, call: &Call) -> Result<Outcome, Stop> {
        self.used = self.used.and(Amounts::of(call));
        self.native.perform(call)
    }
}

impl Drop for CountingWorld {
    fn drop(&mut self) {
        let mut most = self.most.lock().unwrap_or_else(PoisonError::into_inner);
        *most = Amounts {
            descriptors: most.descriptors.max(self.used.descriptors),
            threads: most.threads.max(self.used.threads),
            bytes: most.bytes.max(self.used.bytes),
        };
    }
}

#[test]
fn trials_of_this_project_need_no_more_than_half() {
    let executor = Counting::new(MOST);
    let corpus = corpus();
    let can = |need: &Need| executor.facts().ask(*need) == Answer::Yes;
    let trials: Vec<_> = corpus.trials().filter(|trial| trial.needs.iter().all(can)).collect();
    workers::map(&trials, 16, |trial| run(&trial.program, &executor).is_ok());
    let most = *executor.most.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(2 * most.descriptors <= MOST.descriptors, "{most:?}");
    assert!(2 * most.threads <= MOST.threads, "{most:?}");
    assert!(2 * most.bytes <= MOST.bytes, "{most:?}");
}

/// A pair of sockets.
const PAIR: &str = "- socketpair: {as: [a, b], family: AF_UNIX, type: SOCK_STREAM}\n";

/// So many of these steps, in each of which `%` is a number.
fn repeated(step: &str, times: usize) -> String {
    (0..times).map(|number| step.replace('%', &number.to_string())).collect()
}

#[rstest]
#[case::sockets("- socket: {as: s%}\n", 39, 38, "40 descriptors")]
#[case::seconds("- dup: {socket: a, as: s%}\n", 39, 38, "40 descriptors")]
#[case::files("- open: $scratch/f%\n", 39, 38, "40 descriptors")]
#[case::passed(
    "- sendmsg: {socket: a, data: x, ancillary: [{SCM_RIGHTS: [a, a, a, a, a, a, a, a, a, a]}]}\n",
    4,
    3,
    "40 descriptors"
)]
#[case::calls("- start: {as: c%, step: {send: {socket: a, data: x}}}\n- finish: c%\n", 5, 4, "4 started calls")]
#[case::several_buffers("- recvmmsg: {socket: a, sizes: [16777216, 16777216], seconds: -1}\n", 3, 2, "64 MiB of data")]
#[case::several_messages(
    "- sendmmsg: {socket: a, data: [{repeat: x, times: 33554432}], flags: [MSG_DONTWAIT]}\n",
    3,
    2,
    "64 MiB of data"
)]
#[case::buffers("- recvmsg: {socket: a, sizes: [33554432], flags: [MSG_DONTWAIT]}\n", 3, 2, "64 MiB of data")]
#[case::data(
    "- sendto: {socket: a, address: unnamed, data: {repeat: x, times: 16777216}, flags: [MSG_DONTWAIT]}\n",
    5,
    4,
    "64 MiB of data"
)]
fn step_that_would_use_too_much_is_withheld(
    #[case] step: &str,
    #[case] times: usize,
    #[case] fitting: usize,
    #[case] most: &str,
) {
    let withheld = Outcome::Withheld(format!("this would be more than {most} for one trial"));
    let count = |times| {
        let outcomes = outcomes("5 s", &format!("{PAIR}{}", repeated(step, times)));
        outcomes.into_iter().filter(|outcome| *outcome == withheld).count()
    };
    assert_eq!((count(fitting), count(times)), (0, 1));
}

/// Notes what each call uses up, and makes none.
struct Tally(Vec<Amounts>);

impl World for Tally {
    fn perform(&mut self, call: &Call) -> Result<Outcome, Stop> {
        self.0.push(Amounts::of(call));
        Ok(Outcome::Returned(Vec::new()))
    }
}

/// Steps with a pair of sockets, and how many descriptors, started calls and bytes they use up.
#[rstest]
#[case::socketpair("- socketpair: {as: [s, t], family: AF_UNIX, type: SOCK_STREAM}", [2, 0, 0])]
#[case::accept("- accept: {socket: a, as: s}", [1, 0, 0])]
#[case::create_connection("- create_connection: {as: s, address: \"127.0.0.1:1\"}", [1, 0, 0])]
#[case::hold_port("- hold_port: {as: s, type: SOCK_STREAM}", [1, 0, 0])]
#[case::open("- open: {path: $scratch/f, data: abc}", [1, 0, 3])]
#[case::received_sockets("- recvmsg: {socket: a, as: [s, t]}", [2, 0, 1024])]
#[case::several_buffers("- recvmsg: {socket: a, sizes: [10, 20]}", [0, 0, 30])]
#[case::send("- send: {socket: a, data: abc}", [0, 0, 3])]
#[case::sendall("- sendall: {socket: a, data: abc}", [0, 0, 3])]
#[case::sendmsg("- sendmsg: {socket: a, data: [abc, de], ancillary: [{SCM_RIGHTS: [a, b]}]}", [2, 0, 5])]
#[case::recv("- recv: {socket: a, size: 7}", [0, 0, 7])]
#[case::recv_of_any_size("- recv: a", [0, 0, 1024])]
#[case::recvfrom("- recvfrom: {socket: a, size: 7}", [0, 0, 7])]
#[case::recv_into("- recv_into: {socket: a, into: abc}", [0, 0, 3])]
#[case::recvfrom_into("- recvfrom_into: {socket: a, into: abc}", [0, 0, 3])]
#[case::write("- makefile: {socket: a, as: f}\n- write: {file: f, data: abc}", [0, 0, 3])]
#[case::gethostname("- gethostname: {size: 9}", [0, 0, 9])]
#[case::started("- start: {as: c, step: {accept: {socket: a, as: s}}}\n- finish: c", [1, 1, 0])]
#[case::start_child("- start_child: {as: c, with: [a, b]}", [4, 1, 0])]
#[case::in_child(
    "- start_child: {as: c, with: [a]}\n- in_child: {child: c, step: {recv: {socket: a, size: 7}}}",
    [3, 1, 7]
)]
#[case::close("- close: a", [0, 0, 0])]
fn what_a_call_uses_up(#[case] steps: &str, #[case] amounts: [usize; 3]) {
    let trial = trial_of_steps(&format!("{PAIR}{steps}"));
    let mut tally = Tally(Vec::new());
    Transcript::try_of(&trial.program, |_, call| tally.perform(call.expect("a call"))).expect("it comes to an end");
    let used = tally.0.into_iter().skip(1).fold(Amounts::default(), Amounts::and);
    assert_eq!([used.descriptors, used.threads, used.bytes], amounts);
}

#[test]
fn reference_has_the_same_figures() {
    let page = fs::read_to_string(root().join("cases/README.md")).expect("the reference of the case language");
    let Amounts { descriptors, threads, bytes } = MOST;
    for figure in [
        format!("{descriptors} descriptors"),
        format!("{threads} started calls"),
        format!("{} MiB of data", bytes >> 20),
    ] {
        assert!(page.contains(&format!("\n| {figure} |")), "{figure}");
    }
}

#[test]
fn what_is_withheld_is_not_used_up() {
    let budget = Budget::new(MOST);
    assert!(budget.spend(Amounts::bytes(MOST.bytes + 1)).is_err());
    assert_eq!(budget.spend(Amounts::bytes(MOST.bytes)), Ok(()));
    assert!(budget.spend(Amounts::bytes(1)).is_err());
}

/// How much a file object will keep cannot be read in the call.
#[test]
fn file_object_keeps_no_more_than_is_left() {
    let executor = Counting::new(Amounts { bytes: 1 << 20, ..MOST });
    let steps = format!(
        "{PAIR}- recv: {{socket: a, size: 1000000, flags: [MSG_DONTWAIT]}}\n  expect: any
- send: {{socket: b, data: {{repeat: x, times: 40000}}}}\n- makefile: {{socket: a, as: f}}\n- read: f"
    );
    let transcript = run(&trial_of_steps(&steps).program, &executor).expect("a world for the trial");
    let withheld = Outcome::Withheld("this would be more than 1 MiB of data for one trial".to_owned());
    assert_eq!(transcript.0.last().map(|entry| &entry.outcome), Some(&withheld));
}
