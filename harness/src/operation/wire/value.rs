//! The wire form of a value that an operation returned: plain JSON where JSON has such a value. A value that varies
//! from run to run, or for which JSON has no type, is an object with one entry, whose key says what the value is.

use std::time::Duration;

use serde_json::{Value as Json, json};

use super::reason::reason;
use crate::operation::argument::bytes::{entry, read_bytes, wire_bytes};
use crate::operation::argument::observed;
use crate::operation::outcome::{Hidden, HostInterface, Kind, Record, Remark, Return, Value};
use crate::operation::word::{PendingError, SettingKind, Vocabulary, Word};
use crate::platform::error_name::ErrorName;

pub(super) fn wire(value: &Value) -> Json {
    match value {
        Value::Address(address) => observed::wire(address),
        Value::Number(number) | Value::Descriptor(number) => (*number).into(),
        Value::PartialCount(number) => json!({"part": number}),
        Value::Flag(flag) => (*flag).into(),
        Value::Word(Word::PendingError(PendingError(error))) => error.as_ref().map(ErrorName::to_string).into(),
        Value::Data(bytes) => wire_bytes(bytes),
        Value::Word(word) => word.to_string().into(),
        Value::Text(text) => text.as_str().into(),
        Value::Ip(ip) => ip.to_string().into(),
        Value::Port(port) => (*port).into(),
        Value::Cookie(number) => json!({"cookie": number}),
        Value::Interface(interface) | Value::InterfaceName(interface) => wire_interface(interface),
        Value::Remarked(value, remarks) => wire_remarked(value, remarks),
        Value::Hostname(name) => json!({"hostname": name}),
        // No call takes 584 years, which are 2^64 nanoseconds.
        Value::Elapsed(time) => json!({"nanoseconds": u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)}),
        Value::Records(records) => records.iter().map(wire_record).collect(),
        // In a record. Elsewhere it is left out.
        Value::Hidden(_) => Json::Null,
    }
}

/// `{"value": …}` with a key for each remark.
fn wire_remarked(value: &Value, remarks: &[Remark]) -> Json {
    let mut entries = json!({"value": wire(value)});
    for remark in remarks {
        let (key, number): (_, Json) = match *remark {
            Remark::Number(number) => ("number", number.into()),
            Remark::OnOff(number) => ("l_onoff", number.into()),
            Remark::Linger(seconds) => ("l_linger", seconds.into()),
            Remark::Length(length) => ("length", length.into()),
        };
        entries[key] = number;
    }
    entries
}

fn wire_record(record: &Record) -> Json {
    let field = |(name, value): &(&str, Value)| ((*name).to_owned(), wire(value));
    Json::Object(record.0.iter().map(field).collect())
}

fn wire_interface(interface: &HostInterface) -> Json {
    let HostInterface { index, name, is_loopback } = interface;
    json!({"interface": {"index": index, "name": name, "loopback": is_loopback}})
}

/// Reads what [`wire`] wrote for a value of this kind.
pub(super) fn read(json: &Json, kind: Kind) -> Result<Value, String> {
    let value = match kind {
        Kind::Address => return observed::read(json).map(Value::Address),
        Kind::Records(fields) => return read_records(json, fields).map(Value::Records),
        Kind::Number | Kind::Count => {
            number(json).map(Value::Number).or(entry(json, "part").and_then(number).map(Value::PartialCount))
        }
        Kind::Descriptor | Kind::File => number(json).map(Value::Descriptor),
        Kind::Data => read_bytes(json).map(Value::Data),
        Kind::Flag => json.as_bool().map(Value::Flag),
        Kind::Setting(kind) => read_remarked(json, kind).or_else(|| read_setting(json, kind)),
        Kind::Word(Vocabulary::PendingError) => read_pending_error(json).map(Word::PendingError).map(Value::Word),
        Kind::Word(vocabulary) => json.as_str().and_then(|text| vocabulary.recorded(text)).map(Value::Word),
        Kind::Text => read_text(json),
        Kind::Ip => json.as_str().and_then(|text| text.parse().ok()).map(Value::Ip),
        Kind::Hostname => entry(json, "hostname").and_then(text).map(Value::Hostname),
        Kind::Service => text(json).map(Value::Text).or(port(json).map(Value::Port)),
        Kind::Elapsed => {
            entry(json, "nanoseconds").and_then(Json::as_u64).map(Duration::from_nanos).map(Value::Elapsed)
        }
    };
    value.ok_or_else(|| format!("{json} is not {}", kind.noun()))
}

/// The name of an error, or `null` for none.
fn read_pending_error(json: &Json) -> Option<PendingError> {
    match json {
        Json::Null => Some(PendingError(None)),
        _ => ErrorName::in_record(json.as_str()?).map(|name| PendingError(Some(name))),
    }
}

/// Reads what [`wire_remarked`] wrote.
fn read_remarked(json: &Json, kind: SettingKind) -> Option<Value> {
    let value = read_setting(json.get("value")?, kind)?;
    let known = [
        json["number"].as_i64().map(Remark::Number),
        json["l_onoff"].as_i64().map(Remark::OnOff),
        json["l_linger"].as_i64().map(Remark::Linger),
        json["length"].as_u64().map(Remark::Length),
    ];
    let remarks: Vec<Remark> = known.into_iter().flatten().collect();
    (json.as_object()?.len() == remarks.len() + 1 && !remarks.is_empty()).then(|| value.with(remarks))
}

fn read_setting(json: &Json, kind: SettingKind) -> Option<Value> {
    match json {
        Json::Bool(flag) => Some(Value::Flag(*flag)),
        Json::Number(_) => number(json).map(Value::Number),
        Json::String(text) => {
            // Bytes of an odd length are shown as they are, whatever the kind.
            let free = || reason(text).ok().map(Word::Free);
            kind.vocabulary().recorded(text).or_else(free).map(Value::Word)
        }
        _ => match entry(json, "cookie") {
            Some(cookie) => cookie.as_u64().map(Value::Cookie),
            None => read_interface(json).map(Value::Interface),
        },
    }
}

fn read_text(json: &Json) -> Option<Value> {
    let interface = || read_interface(json).map(Value::InterfaceName);
    text(json).map(Value::Text).or_else(interface)
}

fn read_interface(json: &Json) -> Option<HostInterface> {
    let interface = entry(json, "interface")?;
    Some(HostInterface {
        index: interface["index"].as_u64()?.try_into().ok()?,
        name: interface["name"].as_str().map(str::to_owned),
        is_loopback: interface["loopback"].as_bool()?,
    })
}

fn read_records(json: &Json, fields: &[Return]) -> Result<Vec<Record>, String> {
    let records = json.as_array().ok_or_else(|| format!("{json} is not a list"))?;
    records.iter().map(|record| read_record(record, fields)).collect()
}

/// Reads a record. Its fields come in the order of their declaration. One that is left out is not there, and one that
/// is `null` is not seen.
fn read_record(json: &Json, fields: &[Return]) -> Result<Record, String> {
    let values = json.as_object().ok_or_else(|| format!("{json} is not a record"))?;
    if let Some(key) = values.keys().find(|key| fields.iter().all(|field| field.name != *key)) {
        return Err(format!("a record has no field `{key}`"));
    }
    let given = fields.iter().filter_map(|field| Some((field, values.get(field.name)?)));
    let value = |(field, json): (&Return, &Json)| match read(json, field.kind) {
        Err(_) if json.is_null() => Ok((field.name, Value::Hidden(Hidden::Unseen))),
        value => Ok((field.name, value?)),
    };
    given.map(value).collect::<Result<_, String>>().map(Record)
}

fn number(json: &Json) -> Option<i64> {
    json.as_i64()
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

fn port(json: &Json) -> Option<u16> {
    json.as_u64()?.try_into().ok()
}
