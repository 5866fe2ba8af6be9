//! A record read back: written again it is the same text, and it is judged as the run was that left it.

use std::sync::Arc;

use rstest::rstest;
use sockshape::address::{Name, Observed};
use sockshape::case::Trial;
use sockshape::compat::{Cell, Column};
use sockshape::executor::native::Native;
use sockshape::executor::{Executor, run};
use sockshape::operation::{Hidden, Outcome, Value, Vocabulary};
use sockshape::platform::{Answer, Need};
use sockshape::transcript::{Line, ReadBack, UnreadableStep};
use sockshape::verdict::{Judgement, judge};
use sockshape::workers;

use crate::support::outcome::{data, failed, returned, word};
use crate::support::{corpus, root, trial_of_steps};

const SOCKET: &str = "- socket: {as: s}\n";

/// What a record of these steps says, after that of the socket `s`.
fn read(steps: &str, record: &str) -> Result<Vec<Outcome>, UnreadableStep> {
    let lines = Line::read_all(&format!("socket s -> ok\n{record}")).expect("a record");
    let read = ReadBack::of(&trial_of_steps(&format!("{SOCKET}{steps}")).program, &lines)?;
    Ok(read.transcript.0.into_iter().skip(1).map(|entry| entry.outcome).collect())
}

#[rstest]
#[case::error("- recv: s", "recv s -> EAGAIN", failed("EAGAIN"))]
#[case::data("- recv: s", "recv s -> \"a\\n\\xff\\\\\\\"\"", data(b"a\n\xff\\\""))]
#[case::data_like_an_error("- recv: s", "recv s -> \"EAGAIN\"", data(b"EAGAIN"))]
#[case::the_same_byte("- recv: s", "recv s -> \"x\" x 100", data(&[b'x'; 100]))]
#[case::long_data("- recv: s", "recv s -> 100 bytes", returned(Value::Hidden(Hidden::Data(100))))]
#[case::part("- send: {socket: s, data: ab}", "send s \"ab\" -> <part>", returned(Value::Hidden(Hidden::PartialCount)))]
#[case::time("- waited: s", "waited s -> <time>", returned(Value::Hidden(Hidden::Elapsed)))]
#[case::word(
    "- poll: {socket: s, events: [POLLIN]}",
    "poll s POLLIN -> none",
    returned(word(Vocabulary::Events, "none"))
)]
#[case::deadline("- recv: s", "recv s -> timed-out", Outcome::TimedOut(Vec::new()))]
#[case::not_run("- recv: s", "recv s -> not run: there is no socket `s`", not_run())]
fn outcome_is_read(#[case] steps: &str, #[case] record: &str, #[case] expected: Outcome) {
    assert_eq!(read(steps, record), Ok(vec![expected]));
}

fn not_run() -> Outcome {
    Outcome::NotRun("there is no socket `s`".to_owned())
}

#[rstest]
#[case::another_kind("- recv: s", "recv s -> true")]
#[case::no_kind("- recv: s", "recv s -> hello")]
#[case::nothing("- recv: s", "recv s -> ")]
#[case::success("- recv: s", "recv s -> ok")]
#[case::value_of_an_operation_without_any("- listen: s", "listen s -> 5 apples")]
#[case::more_than_there_is("- recv: s", "recv s -> \"a\", address none")]
#[case::less_than_there_is("- recvfrom: s", "recvfrom s -> \"a\"")]
#[case::address_without_a_length("- getsockname: s", "getsockname s -> AF_INET 127.0.0.1:0")]
#[case::no_address("- getsockname: s", "getsockname s -> AF_INET here (16 bytes)")]
#[case::symbol_before_its_turn("- getsockname: s", "getsockname s -> AF_INET 127.0.0.1:<port-2> (16 bytes)")]
#[case::symbol_without_a_number("- getsockname: s", "getsockname s -> AF_INET 127.0.0.1:<port-0> (16 bytes)")]
#[case::more_than_any_call_returns("- recv: s", "recv s -> \"x\" x 99999999999")]
#[case::repeated_and_short("- recv: s", "recv s -> \"x\" x 3")]
#[case::escape_that_is_none("- recv: s", "recv s -> \"\\q\"")]
fn outcome_that_no_run_writes_is_refused(#[case] steps: &str, #[case] record: &str) {
    assert_eq!(read(steps, record), Err(UnreadableStep { index: 1 }));
}

/// The values that stand in for symbols are another for each symbol, and none of the record.
#[test]
fn symbols_are_told_apart() {
    let steps = "- getsockname: s\n- getpeername: s\n- getsockname: s\n- getpeername: s\n";
    let record = "\
getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)
getpeername s -> AF_INET 127.0.0.1:<port-2> (16 bytes)
getsockname s -> AF_INET 127.0.0.1:<port-1> (16 bytes)
getpeername s -> AF_INET 0.0.0.0:0 (65535 bytes)";
    let outcomes = read(steps, record).expect("a record");
    let port = |outcome: &Outcome| match outcome {
        Outcome::Returned(values) => match values.as_slice() {
            [Value::Address(Observed { name: Name::Inet(name), .. })] => name.port(),
            _ => panic!("{outcome:?}"),
        },
        _ => panic!("{outcome:?}"),
    };
    let ports: Vec<u16> = outcomes.iter().map(port).collect();
    assert_eq!(ports, [65534, 65533, 65534, 0]);
}

/// A record of another version of the case: what comes before the first step that is another is judged.
#[rstest]
#[case::another_argument("close s -> ok\nlisten s backlog=1 -> ok", 1)]
#[case::another_call("recv s -> 17", 0)]
#[case::shorter("close s -> ok", 1)]
fn steps_are_read_up_to_one_that_is_another(#[case] record: &str, #[case] expected: usize) {
    assert_eq!(read("- close: s\n- socket: {as: t}\n", record).map(|outcomes| outcomes.len()), Ok(expected));
}

/// Every record of a run that this project has, with its recording and its trial.
fn each_record(mut look: impl FnMut(&Column, &Trial, &[Line])) {
    let (corpus, columns) = (corpus(), Column::all(root()).expect("recordings"));
    for column in &columns {
        for trial in corpus.trials() {
            if let Cell::Ran(lines) = column.cell(&trial.name) {
                look(column, trial, lines);
            }
        }
    }
}

/// A record that is behind the case is left out: other tests say so.
#[test]
fn every_record_is_written_again_as_it_was() {
    each_record(|column, trial, lines| {
        let place = || format!("{} of {}", trial.name, column.name);
        let read = ReadBack::of(&trial.program, lines);
        let read = read.unwrap_or_else(|step| panic!("{}: {}", place(), lines[step.index]));
        assert_eq!(read.rendering.lines, lines[..read.transcript.0.len()], "{}", place());
        assert_eq!(read.transcript.render().lines, read.rendering.lines, "{}", place());
    });
}

/// What hides behind these symbols is timing or the size of a buffer; everything else is claimed of a value that the
/// records show, unless a runtime does not see it.
#[test]
fn few_claims_cannot_be_decided_from_a_record() {
    let (mut claims, mut undecidable) = (0, 0);
    each_record(|column, trial, lines| {
        let mut read = ReadBack::of(&trial.program, lines).expect("a record");
        claims += read.transcript.0.len();
        if let Judgement::Undecidable(steps) =
            judge(trial, &read.transcript, &mut read.rendering, column.recording.platform)
        {
            for step in steps.into_iter().filter(|step| !lines[step - 1].is_partial()) {
                let text = &lines[step - 1].outcome;
                assert!(["<part>", "<time>"].contains(&text.as_str()), "{} of {}: {text}", trial.name, column.name);
                undecidable += 1;
            }
        }
    });
    assert!(undecidable * 100 < claims, "{undecidable} of {claims}");
}

/// On systems that lack something, such trials are left out.
#[test]
fn record_of_a_run_is_judged_as_the_run_is() {
    let (corpus, native) = (corpus(), Native::new().expect("the sockets of this process"));
    let can_run = |need: &Need| native.facts().ask(*need) == Answer::Yes;
    let trials: Vec<&Arc<Trial>> = corpus.trials().filter(|trial| trial.needs.iter().all(can_run)).collect();
    let platform = native.identity().platform;
    let different = workers::map(&trials, 32, |trial| {
        let transcript = run(&trial.program, &native).expect("a run");
        let mut rendering = transcript.render();
        let read = ReadBack::of(&trial.program, &rendering.lines);
        let mut read = read.unwrap_or_else(|step| panic!("{}: {}", trial.name, rendering.lines[step.index]));
        assert_eq!(read.rendering.lines, rendering.lines, "{}", trial.name);
        let live = judge(trial, &transcript, &mut rendering, platform);
        let stored = match judge(trial, &read.transcript, &mut read.rendering, platform) {
            Judgement::Undecidable(_) => Judgement::Holds,
            stored => stored,
        };
        (live != stored).then(|| format!("{}: {live:?}, but of its record {stored:?}", trial.name))
    });
    assert_eq!(different.into_iter().flatten().collect::<Vec<_>>(), Vec::<String>::new());
}
