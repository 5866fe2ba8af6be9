//! What a driver and the harness say to each other: a line of JSON each, in turns. `harness/drivers/README.md` has all
//! of it for people who write a driver.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use super::interface::Limits;
use crate::platform::{Answer, Description};

/// The version of the protocol.
pub const VERSION: u32 = 1;

/// The most bytes of a line: what a call of a trial may receive at most, with room for each byte as two hex digits.
pub const LONGEST_LINE: usize = 129 << 20;

/// What the harness asks a driver for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// To say what it is, in this version of the protocol.
    Hello(u32),
    /// To begin a trial, in an empty world.
    Begin(Begin),
    /// To make a call.
    Call(Json),
    /// To end the trial: whatever it made is to be gone.
    End,
}

/// What a driver has to know of a trial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Begin {
    /// How long each call may block, in milliseconds.
    pub deadline_ms: u64,
    /// Whether calls may reach other hosts.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub network: bool,
    /// The folder of the trial, if the driver said that it is on the host of the harness.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scratch: Option<String>,
}

impl Begin {
    /// How long each call may block.
    #[must_use]
    pub fn deadline(&self) -> Duration {
        Duration::from_millis(self.deadline_ms)
    }
}

/// A trial of these limits, without a folder.
impl From<Limits> for Begin {
    fn from(limits: Limits) -> Self {
        let deadline_ms = u64::try_from(limits.deadline.as_millis()).unwrap_or(u64::MAX);
        Self { deadline_ms, network: limits.network, scratch: None }
    }
}

impl Request {
    /// The line, without its end: an object with the `id` of the request, and one entry more.
    #[must_use]
    pub fn wire(&self, id: u64) -> String {
        let (word, what) = match self {
            Self::Hello(version) => ("hello", json!({"protocol": version}).to_string()),
            Self::Begin(begin) => ("begin", json!(begin).to_string()),
            Self::Call(call) => ("call", call.to_string()),
            Self::End => ("end", "{}".to_owned()),
        };
        format!(r#"{{"{word}":{what},"id":{id}}}"#)
    }

    /// Reads what [`Self::wire`] wrote: the `id`, and the request.
    ///
    /// # Errors
    /// When it is not such a line: what is wrong with it.
    pub fn read(line: &[u8]) -> Result<(u64, Self), String> {
        let (id, mut entries) = read_line(line)?;
        let mut entry = |key: &str| entries.remove(key);
        let request = if let Some(hello) = entry("hello") {
            let version = hello["protocol"].as_u64().and_then(|version| version.try_into().ok());
            Self::Hello(version.ok_or("`hello` has no `protocol`")?)
        } else if let Some(begin) = entry("begin") {
            Self::Begin(serde_json::from_value(begin).map_err(|error| format!("`begin`: {error}"))?)
        } else if let Some(call) = entry("call") {
            Self::Call(call)
        } else if entry("end").is_some() {
            Self::End
        } else {
            return Err("a request has `hello`, `begin`, `call` or `end`".to_owned());
        };
        Ok((id, request))
    }
}

/// Takes the `id` out of a line.
///
/// # Errors
/// When it is no JSON object with such a number.
pub fn read_line(line: &[u8]) -> Result<(u64, Map<String, Json>), String> {
    let json: Json = serde_json::from_slice(line).map_err(|error| format!("it is not JSON: {error}"))?;
    let Json::Object(mut entries) = json else {
        return Err("it is not a JSON object".to_owned());
    };
    match entries.remove("id").as_ref().map(Json::as_u64) {
        Some(Some(id)) => Ok((id, entries)),
        Some(None) => Err("its `id` is no number of a request".to_owned()),
        None => Err("it has no `id`".to_owned()),
    }
}

/// What a driver says of itself, of what makes its calls, and of the host of that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The version of the protocol that it speaks.
    pub protocol: u32,
    /// What stands between a program and the system, such as a language's own module for sockets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub runtime: Option<Runtime>,
    /// Whether the sockets are those of the system that the harness runs on. Whatever else is left out is then as the
    /// harness finds it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub here: bool,
    /// The platform that it answers to, by the name that `expect_on` of case files has for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
    /// The release of what is under test, as its makers write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// What a recording says of the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_on: Option<Description>,
    /// The operations that it can perform, by the names of the case language.
    pub operations: BTreeSet<String>,
    /// What it has of what a trial may need, by the names of the case language. What is not named here is not there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub capabilities: BTreeMap<String, Has>,
    /// The names of the constants that it has, of those that not every platform has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constants: Option<BTreeSet<String>>,
    /// What is true of its host or of its process alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<Host>,
    /// Whether it lets no call reach anything but the sockets of its trial, so that the harness need not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub confines: bool,
}

/// What stands between a program and the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Runtime {
    /// Its name, in lower case: it becomes a part of the name of the platform.
    pub name: String,
    /// Its release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
}

/// Whether something is there, and if not, why: `true`, or an object with one entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Has {
    /// It is there, or it is not on any host of the platform.
    It(bool),
    /// It is not there, or it is unclear.
    Not(Lack),
}

/// Why something is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// The platform has no such thing, on any host: the reason.
    Platform(String),
    /// This host does not have it: the reason.
    Host(String),
    /// It could not be found out: the name of the error.
    Unclear(String),
}

impl From<&Answer> for Has {
    fn from(answer: &Answer) -> Self {
        match answer {
            Answer::Yes => Self::It(true),
            Answer::PlatformCannot(why) => Self::Not(Lack::Platform(why.clone())),
            Answer::HostCannot(why) => Self::Not(Lack::Host(why.clone())),
            Answer::Unclear(met) => Self::Not(Lack::Unclear(met.clone())),
        }
    }
}

impl From<&Has> for Answer {
    fn from(has: &Has) -> Self {
        match has {
            Has::It(true) => Self::Yes,
            Has::It(false) => Self::PlatformCannot("the driver says that it is not there".to_owned()),
            Has::Not(Lack::Platform(why)) => Self::PlatformCannot(why.clone()),
            Has::Not(Lack::Host(why)) => Self::HostCannot(why.clone()),
            Has::Not(Lack::Unclear(met)) => Self::Unclear(met.clone()),
        }
    }
}

/// What is true of one host, or of one process on it, and must not stand in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// The path of the folder for temporary files.
    pub temporary: String,
    /// The indices of its interfaces, but for the loopback interface.
    #[serde(default)]
    pub interfaces: Vec<u32>,
    /// Words that only this host has, such as its name.
    #[serde(default)]
    pub words: Vec<String>,
    /// The id of the process whose sockets they are.
    #[serde(default)]
    pub process: u32,
}
