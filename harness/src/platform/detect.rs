//! Which platform this is, and how that was told.

use std::env;
use std::fs;

use super::Platform;
use crate::problem::Fault;

/// The variable that names the platform in place of detection.
const OVERRIDE: &str = "SOCKSHAPE_PLATFORM";

/// A platform, and why it was taken for that.
#[derive(Clone, Debug)]
pub struct Detected {
    /// The platform.
    pub platform: Platform,
    /// The reason, as half a sentence.
    pub because: String,
}

/// What a recording says of the system it was made on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
pub struct Description {
    /// The kernel or system and its release.
    pub system: String,
    /// The processor's architecture, as Rust calls it.
    pub architecture: String,
    /// The C library.
    pub libc: String,
}

/// Tells which platform this process runs on.
///
/// # Errors
/// When `SOCKSHAPE_PLATFORM` names none, or when this system is none that the harness knows.
pub fn detect() -> Result<Detected, Fault> {
    if let Ok(name) = env::var(OVERRIDE) {
        let platform = Platform::named(&name)?;
        let because = format!("{OVERRIDE} says so");
        return Ok(Detected { platform, because });
    }
    let (name, because) = running_on();
    let platform = Platform::named(name).map_err(|fault| {
        let systems: Vec<String> = Platform::all().map(|platform| platform.to_string()).collect();
        fault.hint(format!("set {OVERRIDE} to the nearest of {}", systems.join(", ")))
    })?;
    Ok(Detected { platform, because })
}

/// What this process runs on, for recordings.
#[must_use]
pub fn describe() -> Description {
    let kernel = |name| fs::read_to_string(format!("/proc/sys/kernel/{name}")).map(|text| text.trim().to_owned());
    let system = match (kernel("ostype"), kernel("osrelease")) {
        (Ok(name), Ok(release)) => format!("{name} {release}"),
        _ => env::consts::OS.to_owned(),
    };
    Description { system, architecture: env::consts::ARCH.to_owned(), libc: libc_version() }
}

fn running_on() -> (&'static str, String) {
    let built = || format!("built for {}", env::consts::OS);
    match env::consts::OS {
        "linux" if is_gvisor() => ("gvisor", "/proc/version is the one that gVisor shows".to_owned()),
        "linux" if cfg!(target_env = "musl") => ("linux-musl", format!("{} with musl", built())),
        other => (other, built()),
    }
}

/// gVisor shows one fixed version: `runsc/boot` and `pkg/sentry/syscalls/linux` of its source name 4.4.0 and this date.
fn is_gvisor() -> bool {
    fs::read_to_string("/proc/version")
        .is_ok_and(|version| version.contains("4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016"))
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn libc_version() -> String {
    format!("glibc {}", crate::raw::libc_version())
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn libc_version() -> String {
    match (env::consts::OS, cfg!(target_env = "musl")) {
        (_, true) => "musl".to_owned(),
        (system, false) => format!("the one of {system}"),
    }
}
