//! What is true of this host and of this process.

use std::process;

use crate::fault::Fault;
use crate::platform::{HostFacts, Identity};
use crate::sys::{interface, service};
use crate::temporary;

/// The bytes of a buffer that has room for the name of any host: NI_MAXHOST of getnameinfo(3).
const LONGEST_HOSTNAME: usize = 1025;

/// The name that every host has for itself: RFC 6761, section 6.3.
const LOCALHOST: &str = "localhost";

/// The facts.
///
/// # Errors
/// When there is no usable temporary folder.
pub(super) fn host_facts(identity: &Identity) -> Result<HostFacts, Fault> {
    let hostname = service::gethostname(LONGEST_HOSTNAME).ok().filter(|name| name != LOCALHOST);
    let releases = identity.description.system.split_whitespace().filter(|word| is_release(word));
    let loopback = interface::loopback().unwrap_or(0);
    let interfaces: Vec<(u32, String)> = interface::all().into_iter().filter(|(index, _)| *index != loopback).collect();
    let names = interfaces.iter().map(|(_, name)| ("the name of an interface of this host", name.clone()));
    let words = hostname.into_iter().map(|name| ("the name of this host", name));
    let words = words.chain(releases.map(|release| ("the release of the kernel", release.to_owned())));
    Ok(HostFacts {
        process: process::id(),
        interfaces: interfaces.iter().map(|(index, _)| *index).collect(),
        temporary: temporary::find()?.display().to_string(),
        words: words.chain(names).collect(),
    })
}

fn is_release(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.')
}
