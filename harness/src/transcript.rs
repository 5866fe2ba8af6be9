//! What a run brought to light, as data and as the text of a snapshot: one line a step, inputs first, in the words of the case file,
//! and below it the records of a list.

use std::fmt;

use serde::Serialize;

use crate::operation::{Input, Operation, Outcome, Record, Return, Service, Value};
use crate::problem::Fault;
use crate::symbols::{self, Symbols};
use crate::yaml::quote;

/// Bytes beyond this many are written as their number alone, unless they repeat.
const MOST_SHOWN: usize = 64;

/// What stands before each record of several, which have lines of their own below that of their step.
pub const INDENT: &str = "  ";

/// What every step did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Transcript(pub Vec<Entry>);

/// What one step did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The operation, with all that it refers to filled in.
    pub operation: Operation,
    /// How it ended.
    pub outcome: Outcome,
}

/// What stands between the two halves of a line.
const ARROW: &str = " -> ";

/// A step in the text, in its two halves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// The operation and its arguments.
    pub call: String,
    /// What came back, with the records of a list on lines of their own below.
    pub outcome: String,
}

impl Line {
    /// Takes the text of a snapshot apart again.
    ///
    /// # Errors
    /// When it is no transcript, or one that ends within a list: the line at fault.
    pub fn read_all(text: &str) -> Result<Vec<Self>, Fault> {
        let mut lines: Vec<Self> = Vec::new();
        for (index, text) in text.lines().enumerate() {
            match (lines.last_mut(), halves(text)) {
                (Some(step), _) if text.starts_with(INDENT) => step.outcome += &format!("\n{text}"),
                (_, Some((call, outcome))) if !text.starts_with(' ') => {
                    lines.push(Self { call: call.to_owned(), outcome: outcome.to_owned() });
                }
                _ => return Err(Fault::new(format!("line {} is no step of a transcript: `{text}`", index + 1))),
            }
        }
        match lines.iter().find(|line| !line.is_whole()) {
            Some(line) => Err(Fault::new(format!("the list that `{}` returned is cut short", line.call))),
            None => Ok(lines),
        }
    }

    /// Whether a list has as many records as it says.
    fn is_whole(&self) -> bool {
        let mut lines = self.outcome.lines();
        let announced = lines.next().and_then(|first| first.strip_suffix(" records")?.rsplit(' ').next()?.parse().ok());
        announced.unwrap_or(0) == lines.count()
    }
}

/// As a transcript has it.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{ARROW}{}", self.call, self.outcome)
    }
}

/// A line apart at its arrow: the first that stands in no quotes.
fn halves(line: &str) -> Option<(&str, &str)> {
    let (mut quoted, mut escaped) = (false, false);
    for (index, character) in line.char_indices() {
        if !quoted && line[index..].starts_with(ARROW) {
            return Some((&line[..index], &line[index + ARROW.len()..]));
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
    }
    None
}

impl Transcript {
    /// The lines, and the symbols that stand in them.
    #[must_use]
    pub fn lines(&self) -> (Vec<Line>, Symbols) {
        let mut symbols = Symbols::default();
        let mut line = |entry: &Entry| {
            let call = call(&entry.operation, &mut symbols);
            note_service(entry, &mut symbols);
            Line { call, outcome: outcome(&entry.outcome, entry.operation.returns(), &mut symbols) }
        };
        let lines = self.0.iter().map(&mut line).collect();
        (lines, symbols)
    }

    /// The text of the snapshot.
    #[must_use]
    pub fn text(&self) -> String {
        let (lines, _) = self.lines();
        let lines: Vec<String> = lines.iter().map(Line::to_string).collect();
        lines.join("\n")
    }
}

/// Where the case writes the service, the port that getaddrinfo answers with is no choice of the system's.
fn note_service(entry: &Entry, symbols: &mut Symbols) {
    if let (Operation::Getaddrinfo(call), Outcome::Returned(values)) = (&entry.operation, &entry.outcome)
        && matches!(call.service, Some(Service::Text(_)))
    {
        let records =
            values.iter().flat_map(|value| if let Value::Records(records) = value { &records[..] } else { &[] });
        for (_, value) in records.flat_map(|record| &record.0) {
            if let Value::Address(address) = value {
                symbols.write_port_literally(address);
            }
        }
    }
}

/// The operation and its arguments, those that may be left out with their key.
fn call(operation: &Operation, symbols: &mut Symbols) -> String {
    let mut text = operation.name().to_owned();
    for (key, input, bare) in operation.inputs() {
        text.push(' ');
        if !bare {
            text += &format!("{key}=");
        }
        text += &self::input(&input, symbols);
    }
    text
}

fn input(input: &Input, symbols: &mut Symbols) -> String {
    match input {
        Input::Word(word) => word.clone(),
        Input::ScratchPath(path) => symbols::in_scratch(path.as_bytes()),
        Input::Address(address) => symbols.given(address),
        Input::Port(port) => symbols.given_port(port),
        Input::HostAndPort(host, port) => format!("{host}:{}", symbols.given_port(port)),
        Input::Descriptor { name, value: None } => format!("${name}"),
        Input::Descriptor { value: Some(number), .. } => symbols.descriptor(*number),
        Input::Data(data) => bytes(&data.bytes()),
        Input::Part(part) => format!("{}[{}..{}]", bytes(&part.buffer.bytes()), part.range.start, part.range.end),
        Input::List(items) => {
            let items: Vec<String> = items.iter().map(|item| self::input(item, symbols)).collect();
            format!("[{}]", items.join(", "))
        }
        Input::Step(step) => call(step, symbols),
    }
}

fn outcome(outcome: &Outcome, returns: &[Return], symbols: &mut Symbols) -> String {
    match outcome {
        Outcome::Returned(values) if values.is_empty() => "ok".to_owned(),
        Outcome::Returned(values) => {
            let named = |(index, (value, name)): (usize, (&Value, &Return))| match index {
                0 => self::value(value, symbols),
                _ => format!("{} {}", name.name, self::value(value, symbols)),
            };
            let values: Vec<String> = values.iter().zip(returns).enumerate().map(named).collect();
            values.join(", ")
        }
        Outcome::Failed(error) => error.to_string(),
        Outcome::TimedOut => "timed-out".to_owned(),
        Outcome::Withheld => "withheld: this would be sent to another host".to_owned(),
        Outcome::NotRun(why) => format!("not run: {why}"),
    }
}

/// A value as a transcript has it.
fn value(value: &Value, symbols: &mut Symbols) -> String {
    match value {
        Value::Address(address) => symbols.observed(address),
        Value::Number(number) => number.to_string(),
        Value::Part(_) => symbols::PART.to_owned(),
        Value::Descriptor(number) => symbols.descriptor(*number),
        Value::Flag(flag) => flag.to_string(),
        Value::Data(data) => bytes(data),
        Value::Word(word) => word.clone(),
        Value::Text(text) => quote(text),
        Value::Port(port) => symbols.port(*port),
        Value::Hostname(_) => symbols::HOSTNAME.to_owned(),
        Value::Elapsed(_) => symbols::TIME.to_owned(),
        Value::Cookie(_) => symbols::COOKIE.to_owned(),
        Value::Interface(interface) => symbols::interface(interface).to_string(),
        Value::InterfaceName(interface) => quote(&symbols::interface_name(interface)),
        Value::Records(records) if records.is_empty() => "nothing".to_owned(),
        Value::Records(records) => {
            let records: Vec<String> = records.iter().map(|record| self::record(record, symbols)).collect();
            match records.as_slice() {
                [record] => record.clone(),
                records => {
                    let lines: String = records.iter().map(|record| format!("\n{INDENT}{record}")).collect();
                    format!("{} records{lines}", records.len())
                }
            }
        }
    }
}

fn record(record: &Record, symbols: &mut Symbols) -> String {
    let fields = record.0.iter().map(|(name, value)| format!("{name} {}", self::value(value, symbols)));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(", "))
}

/// Bytes as text in quotes; long ones as what they repeat, or as their number.
fn bytes(bytes: &[u8]) -> String {
    match bytes {
        [first, rest @ ..] if bytes.len() > MOST_SHOWN => {
            let length = bytes.len();
            // As slices, which takes no time to speak of where there are millions.
            if rest == &bytes[..length - 1] {
                format!("\"{}\" x {length}", first.escape_ascii())
            } else {
                format!("{length} bytes")
            }
        }
        _ => format!("\"{}\"", bytes.escape_ascii()),
    }
}
