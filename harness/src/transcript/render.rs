//! A transcript as it is written down: what differs from run to run becomes a symbol.

use super::{
    AFTER, BYTES, Entry, INDENT, Line, NO_RECORDS, NOT_RUN, RECORDS, REFUSED, REPEATED, SUCCESS, Step, TIMED_OUT,
    Transcript, WITHHELD,
};
use crate::notation::quote;
use crate::operation::{Call, Hidden, Input, NamedInput, Outcome, Record, Return, Service, SocketType, Value};
use crate::symbols::{self, Symbols};

/// Data with more bytes than this is written as the number of its bytes, unless all bytes are the same.
const MOST_SHOWN: usize = 64;

/// A transcript as it is written down.
#[derive(Debug)]
pub struct Rendering {
    /// A line for each step.
    pub lines: Vec<Line>,
    /// The symbols that stand in the lines.
    pub symbols: Symbols,
}

impl Transcript {
    /// Writes the transcript down. What differs from run to run becomes a symbol.
    #[must_use]
    pub fn render(&self) -> Rendering {
        let mut symbols = Symbols::default();
        let mut line = |entry: &Entry| {
            let call = call(entry.step.name(), &entry.step.inputs(), &mut symbols);
            note_service(entry, &mut symbols);
            note_protocol(&entry.step, &mut symbols);
            Line { call, outcome: outcome(&entry.outcome, entry.step.returns(), &mut symbols) }
        };
        let lines = self.0.iter().map(&mut line).collect();
        Rendering { lines, symbols }
    }
}

/// If the case names the service, the port in the answers of getaddrinfo is not chosen by the system, and stays
/// as it is.
fn note_service(entry: &Entry, symbols: &mut Symbols) {
    if let (Step::Call(Call::Getaddrinfo(call)), Outcome::Returned(values)) = (&entry.step, &entry.outcome)
        && matches!(call.service, Some(Service::Text(_)))
    {
        let records =
            values.iter().flat_map(|value| if let Value::Records(records) = value { &records[..] } else { &[] });
        for (_, value) in records.flat_map(|record| &record.0) {
            if let Value::Address(address) = value {
                address.port().into_iter().for_each(|port| symbols.note_port(port));
            }
        }
    }
}

/// The protocol of a raw socket is not chosen by the system, which shows it in the place of the port: raw(7).
fn note_protocol(step: &Step, symbols: &mut Symbols) {
    if let Step::Call(Call::Socket(call)) = step
        && let Some(protocol) = call.protocol
        && !matches!(call.kind.value(), SocketType::Stream | SocketType::Dgram | SocketType::Seqpacket)
    {
        u16::try_from(protocol.number()).into_iter().for_each(|number| symbols.note_port(number));
    }
}

/// The operation and its arguments. Arguments that may be left out have their key before them.
fn call(name: &str, inputs: &[NamedInput], symbols: &mut Symbols) -> String {
    let mut text = name.to_owned();
    for NamedInput { key, bare, input } in inputs {
        text.push(' ');
        if !bare {
            text += &format!("{key}=");
        }
        text += &self::input(input, symbols);
    }
    text
}

fn input(input: &Input, symbols: &mut Symbols) -> String {
    match input {
        Input::Word(word) => word.clone(),
        Input::ScratchPath(path) => symbols::in_scratch(path.as_bytes()),
        Input::Address(address) => symbols.given(address),
        Input::Port(port) => symbols.given_port(*port),
        Input::HostAndPort(host, port) => format!("{host}:{}", symbols.given_port(*port)),
        Input::Descriptor(number) => symbols.descriptor(*number),
        Input::Data(data) => bytes(data),
        Input::BufferSlice(buffer, part) => format!("{}[{}..{}]", bytes(buffer), part.start, part.end),
        Input::List(items) => {
            let items: Vec<String> = items.iter().map(|item| self::input(item, symbols)).collect();
            format!("[{}]", items.join(", "))
        }
        Input::Step(name, inputs) => call(name, inputs, symbols),
    }
}

fn outcome(outcome: &Outcome, returns: &[Return], symbols: &mut Symbols) -> String {
    match outcome {
        Outcome::Returned(values) if values.is_empty() => SUCCESS.to_owned(),
        Outcome::Returned(values) => self::values(values, returns, symbols),
        Outcome::Failed(error) => error.to_string(),
        Outcome::TimedOut(part) if part.is_empty() => TIMED_OUT.to_owned(),
        Outcome::TimedOut(part) => format!("{TIMED_OUT}{AFTER}{}", values(part, returns, symbols)),
        Outcome::Withheld(why) => format!("{WITHHELD}{why}"),
        Outcome::Refused(why) => format!("{REFUSED}{why}"),
        Outcome::NotRun(why) => format!("{NOT_RUN}{why}"),
    }
}

/// The values that an operation returned. All but the first have their names before them.
fn values(values: &[Value], returns: &[Return], symbols: &mut Symbols) -> String {
    let named = |(index, (value, returned)): (usize, (&Value, &Return))| match index {
        0 => self::value(value, symbols),
        _ => format!("{} {}", returned.name, self::value(value, symbols)),
    };
    let values: Vec<String> = values.iter().zip(returns).enumerate().map(named).collect();
    values.join(", ")
}

/// A value as it is written in a transcript.
fn value(value: &Value, symbols: &mut Symbols) -> String {
    match value {
        Value::Address(address) => symbols.observed(address),
        Value::Number(number) => number.to_string(),
        Value::PartialCount(_) => hidden(&Hidden::PartialCount),
        Value::Descriptor(number) => symbols.descriptor(*number),
        Value::Flag(flag) => flag.to_string(),
        Value::Data(data) => bytes(data),
        Value::Word(word) => word.to_string(),
        Value::Ip(ip) => quote(&ip.to_string()),
        Value::Text(text) => quote(text),
        Value::Port(port) => symbols.port(*port),
        Value::Hostname(_) => symbols::HOSTNAME.to_owned(),
        Value::Elapsed(_) => hidden(&Hidden::Elapsed),
        Value::Cookie(_) => symbols::COOKIE.to_owned(),
        Value::Remarked(value, remarks) => {
            let remarks: Vec<String> = remarks.iter().map(ToString::to_string).collect();
            format!("{} ({})", self::value(value, symbols), remarks.join(", "))
        }
        Value::Interface(interface) => symbols.interface(interface),
        Value::InterfaceName(interface) => symbols.interface_name(interface),
        Value::Hidden(hidden) => self::hidden(hidden),
        Value::Records(records) if records.is_empty() => NO_RECORDS.to_owned(),
        Value::Records(records) => {
            let records: Vec<String> = records.iter().map(|record| self::record(record, symbols)).collect();
            match records.as_slice() {
                [record] => record.clone(),
                records => {
                    let lines: String = records.iter().map(|record| format!("\n{INDENT}{record}")).collect();
                    format!("{}{RECORDS}{lines}", records.len())
                }
            }
        }
    }
}

/// What is written of a value that is not shown.
fn hidden(hidden: &Hidden) -> String {
    match hidden {
        Hidden::Elapsed => symbols::TIME.to_owned(),
        Hidden::PartialCount => symbols::PART.to_owned(),
        Hidden::Unseen => symbols::UNSEEN.to_owned(),
        Hidden::Data(length) => format!("{length}{BYTES}"),
    }
}

fn record(record: &Record, symbols: &mut Symbols) -> String {
    let fields = record.0.iter().map(|(name, value)| format!("{name} {}", self::value(value, symbols)));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

/// Bytes as text in quotes. Long data is written as the byte that it repeats, or as the number of its bytes.
fn bytes(bytes: &[u8]) -> String {
    match bytes {
        [first, rest @ ..] if bytes.len() > MOST_SHOWN => {
            let length = bytes.len();
            // Slices are compared at once, which matters with millions of bytes.
            if rest == &bytes[..length - 1] {
                format!("\"{}\"{REPEATED}{length}", first.escape_ascii())
            } else {
                hidden(&Hidden::Data(length))
            }
        }
        _ => format!("\"{}\"", bytes.escape_ascii()),
    }
}
