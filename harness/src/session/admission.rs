//! Whether what a trial found out may become a record: only if it says the same whenever the trial is run, and nothing
//! of this host.

use crate::address::{Name, UnixText};
use crate::case::Trial;
use crate::operation::{Outcome, Value};
use crate::platform::HostFacts;
use crate::transcript::{Line, Transcript};
use crate::verdict::{Objection, Unfit};

/// A run of a trial, and the lines of an earlier run of it.
pub(super) struct TwoRuns<'r> {
    pub(super) trial: &'r Trial,
    pub(super) earlier: &'r [Line],
    pub(super) transcript: &'r Transcript,
    pub(super) lines: &'r [Line],
}

impl TwoRuns<'_> {
    /// The first thing in them that no record may have. None if there is no such thing.
    pub(super) fn objection(&self, host: &HostFacts) -> Option<Objection> {
        self.difference().or_else(|| self.fact(host))
    }

    /// The first step in which they differ. Both have all steps of the trial.
    fn difference(&self) -> Option<Objection> {
        let step = self.earlier.iter().zip(self.lines).position(|(earlier, later)| earlier != later)?;
        let differs = Unfit::Differs { earlier: self.earlier[step].to_string(), later: self.lines[step].to_string() };
        Some(self.at(step, differs))
    }

    /// The first step that says something of the host.
    fn fact(&self, host: &HostFacts) -> Option<Objection> {
        let given = self.trial.program.wire().to_string();
        // What the case itself gives is no fact of the host, even if the host has something of the same name.
        let words = host.words.iter().filter(|(_, word)| !given.contains(word.as_str())).cloned();
        let is_given = |index: &u32| ["\"scope_id\":", "%"].iter().any(|before| has_number(&given, before, *index));
        let interfaces = host.interfaces.iter().copied().filter(|index| !is_given(index));
        let host = HostFacts { words: words.collect(), interfaces: interfaces.collect(), ..host.clone() };
        let held = |outcome: &Outcome| match outcome {
            Outcome::Returned(values) | Outcome::TimedOut(values) => {
                values.iter().find_map(|value| in_value(value, &host))
            }
            Outcome::Refused(why) => host.in_text(why),
            Outcome::Failed(_) | Outcome::Withheld(_) | Outcome::NotRun(_) => None,
        };
        let steps = self.transcript.0.iter().enumerate();
        let (step, fact) = steps.filter_map(|(step, entry)| Some((step, held(&entry.outcome)?))).next()?;
        Some(self.at(step, Unfit::HostFact { fact, line: self.lines[step].to_string() }))
    }

    fn at(&self, step: usize, unfit: Unfit) -> Objection {
        let location = self.trial.claims[step].step.location(&self.trial.source);
        Objection { step: step + 1, location, unfit }
    }
}

/// Whether a text has a number directly behind these characters, and no longer one that begins with it.
fn has_number(text: &str, before: &str, number: u32) -> bool {
    let wanted = number.to_string();
    let numbers = text.split(before).skip(1).map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next());
    numbers.flatten().any(|found| found == wanted)
}

/// What a value holds of a host, where a record would show it.
fn in_value(value: &Value, host: &HostFacts) -> Option<&'static str> {
    match value {
        Value::Address(address) => match &address.name {
            Name::Path(UnixText::Elsewhere(text)) | Name::Abstract(UnixText::Elsewhere(text)) => {
                host.in_path(&String::from_utf8_lossy(text))
            }
            Name::Inet6(name) if host.interfaces.contains(&name.scope_id()) => {
                Some("an interface of this host as a scope")
            }
            Name::Path(UnixText::InScratch(_) | UnixText::OfFolder)
            | Name::Abstract(UnixText::InScratch(_) | UnixText::OfFolder)
            | Name::None
            | Name::Inet(_)
            | Name::Inet6(_)
            | Name::Unnamed
            | Name::Linux(_)
            | Name::Other(..) => None,
        },
        Value::Text(text) => host.in_text(text),
        Value::Word(word) => host.in_text(&word.to_string()),
        Value::Ip(ip) => host.in_text(&ip.to_string()),
        Value::Records(records) => {
            let values = records.iter().flat_map(|record| &record.0).map(|(_, value)| value);
            values.filter_map(|value| in_field(value, host)).next()
        }
        Value::Remarked(value, _) => in_value(value, host),
        // What was received is what a case sent.
        Value::Data(_)
        | Value::Number(_)
        | Value::PartialCount(_)
        | Value::Descriptor(_)
        | Value::Flag(_)
        | Value::Port(_)
        | Value::Cookie(_)
        | Value::Interface(_)
        | Value::InterfaceName(_)
        | Value::Hostname(_)
        | Value::Elapsed(_)
        | Value::Hidden(_) => None,
    }
}

/// The same for a field of a record. Data in it comes from the system: a control message whose fields have no words.
fn in_field(value: &Value, host: &HostFacts) -> Option<&'static str> {
    match value {
        Value::Data(data) => host.in_bytes(data),
        value => in_value(value, host),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv6Addr, SocketAddrV6};

    use rstest::rstest;

    use super::*;
    use crate::address::Observed;
    use crate::operation::Record;

    fn host() -> HostFacts {
        HostFacts {
            process: 77,
            temporary: "/tmp".to_owned(),
            interfaces: vec![2],
            words: vec![("the name of this host", "vm".to_owned())],
        }
    }

    fn address(name: Name) -> Value {
        Value::Address(Observed::new(name, 28))
    }

    fn scoped(scope: u32) -> Value {
        address(Name::Inet6(SocketAddrV6::new(Ipv6Addr::LOCALHOST, 0, 0, scope)))
    }

    fn elsewhere(text: &str) -> UnixText {
        UnixText::Elsewhere(text.as_bytes().to_vec())
    }

    fn control(data: &[u8]) -> Value {
        Value::Records(vec![Record(vec![("data", Value::Data(data.to_vec()))])])
    }

    #[rstest]
    #[case("{\"scope_id\":2}", true)]
    #[case("fe80::1%2", true)]
    #[case("{\"scope_id\":20,\"port\":2} fe80::1%23", false)]
    fn number_is_not_the_beginning_of_another(#[case] text: &str, #[case] has: bool) {
        assert_eq!(["\"scope_id\":", "%"].iter().any(|before| has_number(text, before, 2)), has);
    }

    #[rstest]
    #[case::scope(scoped(2), Some("an interface of this host as a scope"))]
    #[case::other_scope(scoped(1), None)]
    #[case::path(address(Name::Path(elsewhere("/tmp/x"))), Some("the path of the temporary folder"))]
    #[case::cut(address(Name::Abstract(elsewhere("/tm"))), Some("the beginning of the path of the temporary folder"))]
    #[case::chosen_name(address(Name::Abstract(elsewhere("00001"))), None)]
    #[case::name(Value::Text("vm".to_owned()), Some("the name of this host"))]
    #[case::masked_name(Value::Hostname("vm".to_owned()), None)]
    #[case::control(control(&77_u32.to_ne_bytes()), Some("the id of this process"))]
    #[case::received(Value::Data(77_u32.to_ne_bytes().to_vec()), None)]
    fn value_holds(#[case] value: Value, #[case] fact: Option<&str>) {
        assert_eq!(in_value(&value, &host()), fact);
    }
}
