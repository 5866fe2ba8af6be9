//! A transcript read back from the text of a record: the inverse of [`Transcript::render`].

use super::{
    AFTER, BYTES, INDENT, Line, NO_RECORDS, NOT_RUN, RECORDS, REFUSED, REPEATED, Rendering, SUCCESS, TIMED_OUT,
    Transcript, WITHHELD,
};
use crate::notation::{unescape, unquote};
use crate::operation::{
    Call, Data, Hidden, Kind, MOST_BYTES, Outcome, Program, Record, Remark, Return, SettingKind, Value, Vocabulary,
    Word,
};
use crate::platform::error_name::ErrorName;
use crate::symbols::{self, StandIns};

/// A record of a program, read back.
#[derive(Debug)]
pub struct ReadBack {
    /// The steps. They end where the program does something else than what was recorded.
    pub transcript: Transcript,
    /// Their lines, as they stand in the record.
    pub rendering: Rendering,
}

/// A step whose outcome is not in the form in which its operation ends.
#[derive(Debug, PartialEq, Eq)]
pub struct UnreadableStep {
    /// Its index among the steps.
    pub index: usize,
}

impl ReadBack {
    /// Reads the record of `program` back. Where the record has a symbol, another value stands in for the one that was
    /// returned.
    ///
    /// # Errors
    /// When an outcome is not in the form in which its operation ends: the first such step.
    pub fn of(program: &Program, lines: &[Line]) -> Result<Self, UnreadableStep> {
        let mut stand_ins =
            StandIns::beside(lines.iter().flat_map(|line| [line.call.as_str(), &line.outcome]).collect());
        let mut transcript = Transcript::of(program, |index, call| {
            let read = lines.get(index).and_then(|line| outcome(&line.outcome, call, &mut stand_ins));
            read.unwrap_or_else(|| Outcome::NotRun(String::new()))
        });
        let mut rendering = transcript.render();
        // Written again it is the same, or it was not read as it was meant.
        let same = rendering.lines.iter().zip(lines).take_while(|(again, line)| again == line).count();
        match (rendering.lines.get(same), lines.get(same)) {
            (Some(again), Some(line)) if again.call == line.call => Err(UnreadableStep { index: same }),
            _ => {
                transcript.0.truncate(same);
                rendering.lines.truncate(same);
                Ok(Self { transcript, rendering })
            }
        }
    }
}

impl Transcript {
    /// Reads what another program printed that does the same: outcomes in the form of a record, with the numbers and
    /// names that there were in the place of symbols. A path in the case's own folder begins with `<scratch>/`.
    ///
    /// # Errors
    /// When an outcome is missing, says that the call was not made, or is not in the form in which its operation ends:
    /// the first such step.
    pub fn of_output(program: &Program, lines: &[Line]) -> Result<Self, UnreadableStep> {
        let mut stand_ins = StandIns::beside(Vec::new());
        let mut unreadable = None;
        let transcript = Self::of(program, |index, call| {
            let read = lines.get(index).and_then(|line| outcome(&line.outcome, call, &mut stand_ins));
            // No program withholds a call: only what it did is evidence.
            let read = read.filter(|read| !matches!(read, Outcome::NotRun(_) | Outcome::Withheld(_)));
            let read = read.map(|read| with_part(read, call));
            if read.is_none() {
                unreadable.get_or_insert(UnreadableStep { index });
            }
            read.unwrap_or_else(|| Outcome::NotRun(String::new()))
        });
        unreadable.map_or(Ok(transcript), Err)
    }
}

/// The outcome, with what a record does not tell exactly: that fewer bytes were sent than the call was given.
fn with_part(outcome: Outcome, call: &Call) -> Outcome {
    let given = match call {
        Call::Send(call) => call.data.length(),
        Call::Sendto(call) => call.data.length(),
        Call::Sendmsg(call) => call.data.0.iter().map(Data::length).sum(),
        Call::SendfileOnce(call) => call.count.count(),
        _ => return outcome,
    };
    match outcome {
        Outcome::Returned(values) => match values.as_slice() {
            [Value::Number(sent)] if (1..given as i64).contains(sent) => {
                Outcome::Returned(vec![Value::PartialCount(*sent)])
            }
            _ => Outcome::Returned(values),
        },
        outcome => outcome,
    }
}

/// How a call ended. None if it cannot end so.
fn outcome(text: &str, call: &Call, stand_ins: &mut StandIns) -> Option<Outcome> {
    let returns = call.returns();
    let mut values = |text| Reader { rest: text, stand_ins }.values(returns);
    match text {
        TIMED_OUT => return Some(Outcome::TimedOut(Vec::new())),
        SUCCESS if returns.is_empty() => return Some(Outcome::Returned(Vec::new())),
        _ => {}
    }
    if let Some(part) = text.strip_prefix(TIMED_OUT).and_then(|text| text.strip_prefix(AFTER)) {
        return values(part).map(Outcome::TimedOut);
    }
    if let Some(why) = text.strip_prefix(WITHHELD) {
        return Some(Outcome::Withheld(why.to_owned()));
    }
    if let Some(why) = text.strip_prefix(REFUSED) {
        return Some(Outcome::Refused(why.to_owned()));
    }
    if let Some(why) = text.strip_prefix(NOT_RUN) {
        return Some(Outcome::NotRun(why.to_owned()));
    }
    ErrorName::in_record(text).map(Outcome::Failed).or_else(|| values(text).map(Outcome::Returned))
}

/// What is left of a text, and what its symbols stand for.
struct Reader<'t, 's, 'r> {
    rest: &'t str,
    stand_ins: &'s mut StandIns<'r>,
}

impl<'t> Reader<'t, '_, '_> {
    /// All returned values. Each but the first has its name before it.
    fn values(mut self, returns: &[Return]) -> Option<Vec<Value>> {
        let mut values = Vec::with_capacity(returns.len());
        for (index, Return { name, kind }) in returns.iter().enumerate() {
            if index > 0 {
                self.skip(", ")?;
                self.skip(name)?;
                self.skip(" ")?;
            }
            values.push(self.value(*kind)?);
        }
        (self.rest.is_empty() && !values.is_empty()).then_some(values)
    }

    fn value(&mut self, kind: Kind) -> Option<Value> {
        if self.skip(symbols::UNSEEN).is_some() {
            return Some(Value::Hidden(Hidden::Unseen));
        }
        match kind {
            Kind::Address => self.address(),
            Kind::Number | Kind::Count => number(self.word()),
            Kind::Descriptor | Kind::File => {
                let word = self.word();
                self.stand_ins.descriptor(word).map(Value::Descriptor)
            }
            Kind::Data => self.data(),
            Kind::Flag => self.word().parse().ok().map(Value::Flag),
            Kind::Setting(kind) => self.setting(kind),
            Kind::Word(vocabulary) => vocabulary.recorded(self.word()).map(Value::Word),
            Kind::Text => self.text(),
            Kind::Ip => unquote(self.quoted()?)?.parse().ok().map(Value::Ip),
            Kind::Hostname => self.skip(symbols::HOSTNAME).map(|()| Value::Hostname(String::new())),
            Kind::Service if self.rest.starts_with('"') => self.text(),
            Kind::Service => {
                let word = self.word();
                self.stand_ins.port(word).map(Value::Port)
            }
            Kind::Elapsed => (self.word() == symbols::TIME).then_some(Value::Hidden(Hidden::Elapsed)),
            Kind::Records(fields) => self.records(fields).map(Value::Records),
        }
    }

    fn skip(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// Takes the first `length` bytes.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// Takes what comes before the next value, or before the end of the record.
    fn word(&mut self) -> &'t str {
        self.take(self.end_of_word())
    }

    fn end_of_word(&self) -> usize {
        self.rest.find([',', '}']).unwrap_or(self.rest.len())
    }

    /// Takes a text in quotes, with them.
    fn quoted(&mut self) -> Option<&'t str> {
        let inside = self.rest.strip_prefix('"')?;
        let mut escaped = false;
        let end = inside.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        Some(self.take(end + 2))
    }

    fn address(&mut self) -> Option<Value> {
        let size = self.rest.find(BYTES).filter(|_| !self.rest.starts_with("none,"));
        let end = size.and_then(|size| Some(size + self.rest[size..].find(')')? + 1));
        let text = self.take(end.unwrap_or_else(|| self.end_of_word()));
        self.stand_ins.observed(text).map(Value::Address)
    }

    fn data(&mut self) -> Option<Value> {
        if !self.rest.starts_with('"') {
            return self.word().strip_suffix(BYTES)?.parse().ok().map(|length| Value::Hidden(Hidden::Data(length)));
        }
        let quoted = self.quoted()?;
        let bytes = unescape(&quoted[1..quoted.len() - 1])?;
        match self.word().strip_prefix(REPEATED) {
            Some(times) => repeated(&bytes, times.parse().ok()?).map(Value::Data),
            None => Some(Value::Data(bytes)),
        }
    }

    /// A text, or an interface. If the record has the name of the interface, it is a text like others.
    fn text(&mut self) -> Option<Value> {
        match self.quoted() {
            Some(quoted) => unquote(quoted).map(Value::Text),
            None => {
                let word = self.word();
                self.stand_ins.interface(word).map(Value::InterfaceName)
            }
        }
    }

    /// The value of an option, and what came with it.
    fn setting(&mut self, kind: SettingKind) -> Option<Value> {
        let end = self.rest.find([',', '}', '(']).unwrap_or(self.rest.len());
        let text = self.take(end).trim_end();
        let mut remarks = Vec::new();
        if self.skip("(").is_some() {
            let inside = self.take(self.rest.find(')')?);
            remarks = inside.split(", ").map(Remark::read).collect::<Option<_>>()?;
            self.skip(")")?;
        }
        Some(self.plain_setting(text, kind).with(remarks))
    }

    /// The value of an option. Bytes of an odd length are shown as they are, whatever the kind.
    fn plain_setting(&mut self, text: &str, kind: SettingKind) -> Value {
        let vocabulary = kind.vocabulary();
        let is_word = vocabulary != Vocabulary::Free || matches!(kind, SettingKind::Text | SettingKind::Free);
        let word = vocabulary.recorded(text).filter(|_| is_word);
        match (word, text.parse(), text.parse(), self.stand_ins.interface(text)) {
            _ if text == symbols::COOKIE => Value::Cookie(0),
            (_, _, Ok(number), _) if kind == SettingKind::Cookie => Value::Cookie(u64::try_from(number).unwrap_or(0)),
            (Some(word), ..) => Value::Word(word),
            (_, Ok(flag), ..) => Value::Flag(flag),
            (.., Ok(number), _) => Value::Number(number),
            (.., Some(interface)) => Value::Interface(interface),
            _ => Value::Word(Word::Free(text.to_owned())),
        }
    }

    fn records(&mut self, fields: &[Return]) -> Option<Vec<Record>> {
        if self.skip(NO_RECORDS).is_some() {
            return Some(Vec::new());
        }
        if self.rest.starts_with('{') {
            return self.record(fields).map(|record| vec![record]);
        }
        let (count, lines) = self.rest.split_once(RECORDS)?;
        self.rest = lines;
        let mut records = Vec::new();
        while self.skip("\n").is_some() {
            self.skip(INDENT)?;
            records.push(self.record(fields)?);
        }
        (count == records.len().to_string()).then_some(records)
    }

    /// A record, whose fields come in the order of their declaration and may be missing.
    fn record(&mut self, fields: &[Return]) -> Option<Record> {
        self.skip("{")?;
        let mut record = Vec::new();
        for Return { name, kind } in fields {
            let before = if record.is_empty() { "" } else { ", " };
            if self.skip(&format!("{before}{name} ")).is_some() {
                record.push((*name, self.value(*kind)?));
            }
        }
        self.skip("}").map(|()| Record(record))
    }
}

fn number(text: &str) -> Option<Value> {
    match text {
        symbols::PART => Some(Value::Hidden(Hidden::PartialCount)),
        _ => text.parse().ok().map(Value::Number),
    }
}

/// A byte, repeated. No operation returns more bytes than a case may ask for.
fn repeated(bytes: &[u8], times: i64) -> Option<Vec<u8>> {
    match bytes {
        [byte] if times <= MOST_BYTES => Some(vec![*byte; times.try_into().ok()?]),
        _ => None,
    }
}
