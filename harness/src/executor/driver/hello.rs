//! What a driver says of itself, as the facts of an executor.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::executor::interface::Executor;
use crate::executor::native::Native;
use crate::executor::protocol::{Has, Hello, Host, Lack, VERSION};
use crate::fault::Fault;
use crate::operation::{Operation, reason};
use crate::platform::{
    Answer, Capability, Description, Facts, HostFacts, Identity, Need, OwnName, Platform, Release, Selector,
};

/// Reads the answer to the first request.
pub(super) fn read(mut answer: Map<String, Json>) -> Result<Hello, String> {
    let hello = answer.remove("hello").ok_or("its first answer has no `hello`")?;
    if let Some(version) = hello["protocol"].as_u64().filter(|version| *version != u64::from(VERSION)) {
        return Err(format!("it speaks version {version} of the protocol, and this harness speaks version {VERSION}"));
    }
    let hello: Hello = serde_json::from_value(hello).map_err(|error| format!("`hello`: {error}"))?;
    let unknown = |name: &&String| Operation::SIGNATURES.iter().all(|signature| signature.name != name.as_str());
    if let Some(name) = hello.operations.iter().find(unknown) {
        let names = Operation::SIGNATURES.iter().map(|signature| signature.name);
        return Err(format!("`hello`: {}", Fault::unknown("operation", name, names).with_hint()));
    }
    let unfit = |why| format!("`hello`: what it says of the system, of a release or of what is not there: {why}");
    texts(&hello).into_iter().try_for_each(|text| reason(text).map(drop)).map_err(unfit)?;
    Ok(hello)
}

/// The texts that come into recordings as they are.
fn texts(hello: &Hello) -> Vec<&str> {
    let made_on = hello.made_on.iter().flat_map(|made_on| [&made_on.system, &made_on.architecture, &made_on.libc]);
    let releases = hello.runtime.iter().filter_map(|runtime| runtime.release.as_ref());
    let lacks = hello.capabilities.values().filter_map(|has| match has {
        Has::It(_) => None,
        Has::Not(Lack::Platform(why) | Lack::Host(why) | Lack::Unclear(why)) => Some(why),
    });
    made_on.chain(releases).chain(lacks).map(String::as_str).collect()
}

/// The facts of an executor, from what its driver says.
///
/// # Errors
/// When it says too little, or what cannot be: a sentence that says so.
pub(super) fn facts(hello: &Hello) -> Result<(Identity, Facts, HostFacts), String> {
    let native = hello.here.then(Native::new).transpose()?;
    let told = |fault: Fault| format!("`hello`: {}", fault.with_hint());
    let identity = identity(hello, native.as_ref()).map_err(told)?;
    let has = has(hello).map_err(told)?;
    let host = match (&hello.host, &native) {
        (Some(host), _) => host_facts(host),
        (None, Some(native)) => native.host().clone(),
        (None, None) => return Err("`hello` says nothing of its `host`, and not that it is `here`".to_owned()),
    };
    Ok((identity, all_facts(hello, has, native), host))
}

fn identity(hello: &Hello, native: Option<&Native>) -> Result<Identity, Fault> {
    let here = native.map(Executor::identity);
    let lacks = |what: &str| Fault::new(format!("it has no `{what}`")).hint("say it, or say that the driver is `here`");
    let runtime = hello.runtime.as_ref().map(|runtime| OwnName::named(&runtime.name)).transpose()?;
    let platform = match (&hello.platform, runtime, here) {
        (Some(name), None, _) => Platform::named(name)?,
        (Some(base), Some(runtime), _) => Selector::called(base)?.with_name(runtime),
        (None, None, Some(here)) => here.platform,
        (None, Some(runtime), Some(here)) => here.platform.base().with_name(runtime),
        (None, _, None) => return Err(lacks("platform")),
    };
    let made_on = match (&hello.made_on, here) {
        (Some(made_on), _) => made_on.clone(),
        (None, Some(here)) => here.description.clone(),
        (None, None) => return Err(lacks("made_on")),
    };
    let runtime_release = hello.runtime.as_ref().and_then(|runtime| runtime.release.as_ref());
    let told = hello.release.as_ref().or(runtime_release).map(|release| Release::named(release)).transpose()?;
    let here = here.filter(|_| hello.runtime.is_none()).and_then(|here| here.release.clone());
    Ok(Identity {
        platform,
        because: "the driver says so".to_owned(),
        release: told.or(here),
        description: described(made_on, hello),
    })
}

/// What a recording says of the system, and of what stands between that and a program.
fn described(made_on: Description, hello: &Hello) -> Description {
    let Some(runtime) = &hello.runtime else { return made_on };
    let release = runtime.release.as_deref().unwrap_or_default();
    Description { libc: format!("{}, {} {release}", made_on.libc, runtime.name).trim_end().to_owned(), ..made_on }
}

/// What it has, by capability.
fn has(hello: &Hello) -> Result<BTreeMap<Capability, Answer>, Fault> {
    let entry = |(name, has)| Ok((Capability::named(name)?, Answer::from(has)));
    hello.capabilities.iter().map(|(name, has)| entry((name.as_str(), has))).collect()
}

fn all_facts(hello: &Hello, has: BTreeMap<Capability, Answer>, native: Option<Native>) -> Facts {
    let constants = hello.constants.clone();
    let native = Arc::new(native);
    let also = Arc::clone(&native);
    let probe = move |capability: Capability| match (has.get(&capability), &*native) {
        (Some(answer), _) => answer.clone(),
        (None, Some(native)) => native.facts().ask(capability.into()),
        (None, None) => Answer::PlatformCannot("the driver does not say that it has it".to_owned()),
    };
    let has_constant = move |name: &'static str| match (&constants, &*also) {
        (Some(constants), _) => constants.contains(name),
        (None, Some(native)) => native.facts().ask(Need::Constant(name)) == Answer::Yes,
        (None, None) => false,
    };
    Facts::new(probe, has_constant).with_operations(hello.operations.clone())
}

fn host_facts(host: &Host) -> HostFacts {
    let word = |word: &String| ("a word that the driver says is its host's", word.clone());
    HostFacts {
        process: host.process,
        temporary: host.temporary.clone(),
        interfaces: host.interfaces.clone(),
        words: host.words.iter().map(word).collect(),
    }
}
