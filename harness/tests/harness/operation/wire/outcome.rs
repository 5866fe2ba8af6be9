//! Outcomes on the wire read back as what they were.

use std::collections::BTreeSet;
use std::net::SocketAddrV4;
use std::path::Path;
use std::time::Duration;

use rstest::rstest;
use serde_json::{Value as Json, json};
use sockshape::address::{Excess, Family, LinuxName, Name, Observed, UnixText};
use sockshape::case::load;
use sockshape::executor::native::Native;
use sockshape::executor::{Executor, run};
use sockshape::operation::{
    Hidden, HostInterface, Kind, Outcome, PendingError, Record, Remark, Return, SettingKind, Value, Vocabulary, Word,
};
use sockshape::platform::Answer;
use sockshape::platform::error_name::ErrorName;

/// Every trial that can be run here is run. Its outcomes must survive the wire.
#[test]
fn outcomes_of_all_operations_read_back() {
    let corpus = load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("sound case files");
    let native = Native::new().expect("the sockets of this process");
    let (mut performed, mut returned) = (BTreeSet::new(), BTreeSet::new());
    for trial in corpus.trials() {
        if trial.needs.iter().any(|need| native.facts().ask(*need) != Answer::Yes) {
            continue;
        }
        let transcript = run(&trial.program, &native).expect("a world");
        for (entry, action) in transcript.0.iter().zip(&trial.program.actions) {
            let wire = entry.outcome.wire(entry.step.returns());
            assert_eq!(
                Outcome::read(&wire, entry.step.returns()).as_ref(),
                Ok(&entry.outcome),
                "{}: {wire}",
                trial.name
            );
            performed.insert(action.operation.name());
            if matches!(entry.outcome, Outcome::Returned(_)) {
                returned.insert(action.operation.name());
            }
        }
    }
    assert_eq!(returned, performed, "every operation succeeds somewhere");
    assert!(performed.len() > 40, "only these could be performed: {performed:?}");
}

fn error(text: &str) -> ErrorName {
    ErrorName::recorded(text).expect("an error")
}

fn observed(name: Name) -> Observed {
    Observed::new(name, 30)
}

#[rstest]
#[case::nothing(Name::None, json!({"length": 30}))]
#[case::inet(
    Name::Inet(SocketAddrV4::new([127, 0, 0, 1].into(), 80)),
    json!({"family": "AF_INET", "host": "127.0.0.1", "port": 80, "length": 30})
)]
#[case::unnamed(Name::Unnamed, json!({"family": "AF_UNIX", "length": 30}))]
#[case::path(
    Name::Path(UnixText::InScratch(b"a".to_vec())),
    json!({"family": "AF_UNIX", "path": "$scratch/a", "length": 30})
)]
#[case::path_in_the_folder_that_is_not_text(
    Name::Path(UnixText::InScratch(vec![0xff])),
    json!({"family": "AF_UNIX", "path": {"scratch": {"hex": "ff"}}, "length": 30})
)]
#[case::path_that_looks_like_one_in_the_folder(
    Name::Path(UnixText::Elsewhere(b"$scratch/a".to_vec())),
    json!({"family": "AF_UNIX", "path": {"hex": "24736372617463682f61"}, "length": 30})
)]
#[case::path_that_is_not_text(
    Name::Path(UnixText::Elsewhere(vec![0xff])),
    json!({"family": "AF_UNIX", "path": {"hex": "ff"}, "length": 30})
)]
#[case::abstract_name_that_is_not_text(
    Name::Abstract(UnixText::InScratch(vec![0, 0xff])),
    json!({"family": "AF_UNIX", "abstract": {"scratch": {"hex": "00ff"}}, "length": 30})
)]
#[case::netlink(
    Name::Linux(LinuxName::Netlink { port: 7, groups: 1 }),
    json!({"family": "AF_NETLINK", "port": 7, "groups": 1, "length": 30})
)]
#[case::vsock(
    Name::Linux(LinuxName::Vsock { cid: 1, port: u32::MAX }),
    json!({"family": "AF_VSOCK", "cid": 1, "port": 4_294_967_295_u32, "length": 30})
)]
#[case::too_short_for_its_family(
    Name::Other(Family::Inet, vec![0x12]),
    json!({"family": "AF_INET", "bytes": "12", "length": 30})
)]
#[case::family_without_a_name(
    Name::Other(Family::Number(99), vec![]),
    json!({"family": 99, "bytes": "", "length": 30})
)]
fn address_of_each_family(#[case] name: Name, #[case] wire: Json) {
    let outcome = Outcome::Returned(vec![Value::Address(observed(name))]);
    assert_both_ways(&outcome, Kind::Address, &json!({"returned": {"it": wire}}));
}

const FIELDS: &[Return] =
    &[Return { name: "port", kind: Kind::Service }, Return { name: "interface", kind: Kind::Text }];

fn interface() -> HostInterface {
    HostInterface { index: 3, name: None, is_loopback: false }
}

#[rstest]
#[case::part_of_a_number(Value::PartialCount(5), Kind::Number, json!({"part": 5}))]
#[case::bytes(Value::Data(vec![0xff]), Kind::Data, json!({"hex": "ff"}))]
#[case::text_as_bytes(Value::Data(b"a\"b".to_vec()), Kind::Data, json!("a\"b"))]
#[case::cookie(Value::Cookie(u64::MAX), Kind::Setting(SettingKind::Cookie), json!({"cookie": u64::MAX}))]
#[case::remarks(
    Value::Flag(true).with(vec![Remark::Number(4), Remark::Length(1)]),
    Kind::Setting(SettingKind::Flag),
    json!({"value": true, "number": 4, "length": 1})
)]
#[case::remarks_on_linger(
    Value::Number(5).with(vec![Remark::OnOff(128)]),
    Kind::Setting(SettingKind::Seconds),
    json!({"value": 5, "l_onoff": 128})
)]
#[case::hostname(Value::Hostname("here".into()), Kind::Hostname, json!({"hostname": "here"}))]
#[case::pending_error(
    Value::Word(Word::PendingError(PendingError(Some(error("EINVAL"))))),
    Kind::Word(Vocabulary::PendingError),
    json!("EINVAL")
)]
#[case::no_pending_error(
    Value::Word(Word::PendingError(PendingError(None))),
    Kind::Word(Vocabulary::PendingError),
    json!(null)
)]
#[case::time(Value::Elapsed(Duration::from_nanos(5)), Kind::Elapsed, json!({"nanoseconds": 5}))]
#[case::interface(
    Value::Interface(interface()),
    Kind::Setting(SettingKind::Interface),
    json!({"interface": {"index": 3, "name": null, "loopback": false}})
)]
#[case::fields_that_are_there(
    Value::Records(vec![Record(vec![("interface", Value::InterfaceName(interface()))])]),
    Kind::Records(FIELDS),
    json!([{"interface": {"interface": {"index": 3, "name": null, "loopback": false}}}])
)]
fn value_of_each_kind(#[case] value: Value, #[case] kind: Kind, #[case] wire: Json) {
    assert_both_ways(&Outcome::Returned(vec![value]), kind, &json!({"returned": {"it": wire}}));
}

#[rstest]
#[case::error(Outcome::Failed(error("EINVAL")), json!({"failed": "EINVAL"}))]
#[case::error_without_a_name(Outcome::Failed(error("error 524")), json!({"failed": "error 524"}))]
#[case::deadline(Outcome::TimedOut(Vec::new()), json!({"timed_out": true}))]
#[case::part_of_the_work(Outcome::TimedOut(vec![Value::Number(3)]), json!({"timed_out": {"it": 3}}))]
#[case::box_of_the_case(Outcome::Withheld("too far".to_owned()), json!({"withheld": "too far"}))]
#[case::impossible(Outcome::NotRun("there is no socket `s`".into()), json!({"not_run": "there is no socket `s`"}))]
fn every_end(#[case] outcome: Outcome, #[case] wire: Json) {
    assert_both_ways(&outcome, Kind::Number, &wire);
}

#[test]
fn success_of_an_operation_that_returns_nothing() {
    let (outcome, wire) = (Outcome::Returned(Vec::new()), json!({"returned": {}}));
    assert_eq!(outcome.wire(&[]), wire);
    assert_eq!(Outcome::read(&wire, &[]), Ok(outcome));
}

fn assert_both_ways(outcome: &Outcome, kind: Kind, wire: &Json) {
    let returns = [Return { name: "it", kind }];
    assert_eq!(outcome.wire(&returns), *wire);
    assert_eq!(Outcome::read(wire, &returns).as_ref(), Ok(outcome));
}

#[rstest]
#[case::not_an_object(json!(7), "an outcome is an object with one entry")]
#[case::two_ends(json!({"failed": "EINVAL", "timed_out": true}), "an outcome is an object with one entry")]
#[case::unknown_end(json!({"ok": true}), "`ok` is not how an operation ends, or has another kind of value")]
#[case::error_as_a_number(json!({"failed": 22}), "`failed` is not how an operation ends, or has another kind of value")]
#[case::error_of_no_platform(
    json!({"failed": "ECONREFUSED"}),
    "unknown error `ECONREFUSED`; did you mean `ECONNREFUSED`?"
)]
#[case::of_another_kind(json!({"returned": {"it": "5"}}), "`it`: \"5\" is not a number")]
#[case::too_much(json!({"returned": {"it": 5, "more": 1}}), "the operation does not return `more`")]
fn what_is_not_an_outcome_is_refused(#[case] wire: Json, #[case] why: &str) {
    assert_eq!(Outcome::read(&wire, &[Return { name: "it", kind: Kind::Number }]), Err(why.to_owned()));
}

#[test]
fn value_that_is_left_out_is_not_seen() {
    let unseen = Outcome::Returned(vec![Value::Hidden(Hidden::Unseen)]);
    let returns = [Return { name: "it", kind: Kind::Number }];
    assert_eq!(Outcome::read(&json!({"returned": {}}), &returns), Ok(unseen.clone()));
    assert_eq!(unseen.wire(&returns), json!({"returned": {}}));
}

#[test]
fn what_an_address_holds_besides_its_name() {
    let excess = Excess { sa_len: Some(0), unused: vec![0, 1], beyond: 3 };
    let address = Value::Address(Observed { excess, ..observed(Name::Unnamed) });
    let wire = json!({"family": "AF_UNIX", "length": 30, "beyond": 3, "sa_len": 0, "unused": "0001"});
    assert_both_ways(&Outcome::Returned(vec![address]), Kind::Address, &json!({"returned": {"it": wire}}));
}

#[rstest]
#[case::no_room(Name::None, 0, json!({"length": 30, "written": 0}))]
#[case::half_a_family(Name::Other(Family::Unspec, vec![2]), 1, json!({"bytes": "02", "length": 30, "written": 1}))]
#[case::path(
    Name::Path(UnixText::OfFolder),
    9,
    json!({"family": "AF_UNIX", "path": {"of_folder": true}, "length": 30, "written": 9})
)]
fn address_that_is_cut_off(#[case] name: Name, #[case] written: u32, #[case] wire: Json) {
    let address = Value::Address(Observed { written: Some(written), ..observed(name) });
    assert_both_ways(&Outcome::Returned(vec![address]), Kind::Address, &json!({"returned": {"it": wire}}));
}
