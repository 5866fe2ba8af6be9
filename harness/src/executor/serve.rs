//! The other side of the protocol: any executor, as a driver.

use std::io::{self, BufRead, Read, Write};

use serde_json::{Value as Json, json};

use super::interface::{Executor, Limits, Stop, World};
use super::protocol::{Begin, Hello, Host, LONGEST_LINE, Request, VERSION};
use crate::executor::budget::MOST;
use crate::operation::{CallReader, Operation, OptionName};
use crate::platform::constant::{self, Prefix};
use crate::platform::{Answer, Capability, Need};

/// Performs what `requests` ask for, until they end, and writes what came of it.
///
/// # Errors
/// Those of reading and writing, and when a request cannot be read: the harness says nothing then that could be
/// answered.
pub fn serve(executor: &dyn Executor, mut requests: impl BufRead, mut answers: impl Write) -> io::Result<()> {
    let mut world = None;
    let mut line = Vec::new();
    while next_line(&mut requests, &mut line)? {
        let (id, request) = Request::read(&line).map_err(io::Error::other)?;
        let mut answer = answer(executor, &mut world, request);
        answer["id"] = id.into();
        // In one piece: standard output looks for an end of line in each that it is given.
        answers.write_all(format!("{answer}\n").as_bytes())?;
        answers.flush()?;
    }
    Ok(())
}

/// Reads a line without its end. Returns whether there is one.
fn next_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    from.by_ref().take(LONGEST_LINE as u64).read_until(b'\n', line)?;
    Ok(!line.is_empty())
}

/// The world of a trial, and who reads the calls in it.
struct Trial {
    world: Box<dyn World>,
    calls: CallReader,
}

fn answer(executor: &dyn Executor, trial: &mut Option<Trial>, request: Request) -> Json {
    match request {
        Request::Hello(VERSION) => json!({"hello": hello(executor)}),
        Request::Hello(other) => {
            let why = format!("it is asked for protocol {other}, and speaks {VERSION}: use the same sockshape here");
            json!({ "error": why })
        }
        Request::Begin(begin) => match open(executor, &begin) {
            Ok(new) => {
                *trial = Some(new);
                json!({"begun": true})
            }
            Err(stop) => stopped(stop),
        },
        Request::Call(call) => match trial {
            Some(trial) => perform(trial, call),
            None => json!({"error": "no trial has begun"}),
        },
        Request::End => match trial.take().map_or(Ok(()), |trial| trial.world.end()) {
            Ok(()) => json!({"ended": true}),
            Err(stop) => stopped(stop),
        },
    }
}

fn open(executor: &dyn Executor, begin: &Begin) -> Result<Trial, Stop> {
    let limits = Limits { deadline: begin.deadline(), network: begin.network, most: MOST };
    Ok(Trial { world: executor.open(limits)?, calls: CallReader::new(begin.network) })
}

fn perform(trial: &mut Trial, call: Json) -> Json {
    let call = match trial.calls.read(call) {
        Ok(call) => call,
        Err(why) => return json!({"error": format!("the call cannot be read: {why}")}),
    };
    match trial.world.perform(&call) {
        Ok(outcome) => outcome.wire(call.returns()),
        Err(stop) => stopped(stop),
    }
}

fn stopped(stop: Stop) -> Json {
    match stop {
        Stop::Lacks(what) => json!({"lacks": what}),
        Stop::Failed(how) => json!({"error": how}),
    }
}

/// The constants that a trial may need: no platform has all of them.
fn constants() -> impl Iterator<Item = &'static str> {
    let options = OptionName::ALL.iter().filter_map(|option| option.missing_somewhere());
    let flags = [Prefix::Addrinfo, Prefix::Nameinfo, Prefix::Message].into_iter().flat_map(constant::names);
    options.chain(flags).chain(Need::OTHER_CONSTANTS.iter().copied())
}

/// What an executor is, as a driver says it.
fn hello(executor: &dyn Executor) -> Hello {
    let (identity, facts, host) = (executor.identity(), executor.facts(), executor.host());
    let has = |capability: &Capability| (capability.to_string(), (&facts.ask((*capability).into())).into());
    let is_there = |name: &&'static str| facts.ask(Need::Constant(name)) == Answer::Yes;
    let operations = Operation::SIGNATURES.iter().map(|signature| signature.name);
    Hello {
        protocol: VERSION,
        runtime: None,
        here: false,
        platform: Some(identity.platform.to_string()),
        release: identity.release.as_ref().map(ToString::to_string),
        made_on: Some(identity.description.clone()),
        operations: operations.filter(|name| facts.has_operation(name)).map(str::to_owned).collect(),
        capabilities: Capability::ALL.iter().map(has).collect(),
        constants: Some(constants().filter(is_there).map(str::to_owned).collect()),
        host: Some(Host {
            temporary: host.temporary.clone(),
            interfaces: host.interfaces.clone(),
            words: host.words.iter().map(|(_, word)| word.clone()).collect(),
            process: host.process,
        }),
        confines: true,
    }
}
