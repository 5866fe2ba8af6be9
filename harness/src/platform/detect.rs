//! Which platform this process runs on, and how that was found out.

use std::env;

use super::identity::Platform;
use super::kernel::{Kernel, Kind};
use crate::fault::Fault;
#[cfg(any(windows, glibc))]
use crate::sys::version;

/// The environment variable that overrides detection.
const OVERRIDE: &str = "SOCKSHAPE_PLATFORM";

/// Whose sockets an executor acts on.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The platform.
    pub platform: Platform,
    /// Why it is taken for that, as a clause.
    pub because: String,
    /// What a recording says of it.
    pub description: Description,
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

/// Finds out whose sockets this process has.
///
/// # Errors
/// When `SOCKSHAPE_PLATFORM` names no platform, or when the harness does not know this system.
pub fn identify() -> Result<Identity, Fault> {
    let (platform, because) = match env::var(OVERRIDE) {
        Ok(name) => (Platform::named(&name)?, format!("{OVERRIDE} says so")),
        Err(_) => detect()?,
    };
    Ok(Identity { platform, because, description: describe() })
}

fn detect() -> Result<(Platform, String), Fault> {
    let (name, because) = running_on();
    let platform = Platform::named(name).map_err(|fault| {
        let systems: Vec<String> = Platform::all().map(|platform| platform.to_string()).collect();
        fault.hint(format!("set {OVERRIDE} to the nearest of {}", systems.join(", ")))
    })?;
    Ok((platform, because))
}

fn describe() -> Description {
    Description { system: system(), architecture: env::consts::ARCH.to_owned(), libc: libc_version() }
}

/// The name of the platform that this process really runs on, and the reason. `SOCKSHAPE_PLATFORM` is not asked.
pub(super) fn running_on() -> (&'static str, String) {
    match env::consts::OS {
        "linux" => on_linux(Kernel::running().map(|kernel| kernel.kind), cfg!(target_env = "musl")),
        other => not_on_linux(other),
    }
}

fn on_linux(kernel: Option<Kind>, musl: bool) -> (&'static str, String) {
    let (name, built) = if musl { ("linux-musl", "built for linux with musl") } else { ("linux", "built for linux") };
    match kernel {
        Some(Kind::Gvisor) => ("gvisor", "/proc/version is the one that gVisor shows".to_owned()),
        Some(Kind::Wsl1) => ("wsl1", "/proc/version is the one that WSL 1 shows, whose kernel is Windows'".to_owned()),
        Some(Kind::Wsl2) => (name, format!("{built}; the kernel is the Linux of WSL 2")),
        Some(Kind::Linux) | None => (name, built.to_owned()),
    }
}

#[cfg(windows)]
fn not_on_linux(system: &'static str) -> (&'static str, String) {
    match version::wine() {
        Some(_) => ("wine", "ntdll has what only Wine's has, wine_get_build_id".to_owned()),
        None => (system, format!("built for {system}, and ntdll is not Wine's")),
    }
}

#[cfg(not(windows))]
fn not_on_linux(system: &'static str) -> (&'static str, String) {
    (system, format!("built for {system}"))
}

#[cfg(windows)]
fn system() -> String {
    version::wine().unwrap_or_else(|| format!("Windows {}", version::windows()))
}

#[cfg(not(windows))]
fn system() -> String {
    Kernel::running().map_or_else(|| env::consts::OS.to_owned(), |kernel| kernel.to_string())
}

#[cfg(glibc)]
fn libc_version() -> String {
    format!("glibc {}", version::glibc())
}

#[cfg(not(glibc))]
fn libc_version() -> String {
    match env::consts::OS {
        // A Windows program calls Winsock directly, without a C library in between.
        "windows" => "Winsock 2.2".to_owned(),
        _ if cfg!(target_env = "musl") => "musl".to_owned(),
        system => format!("the one of {system}"),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Some(Kind::Linux), false, "linux", "built for linux")]
    #[case(Some(Kind::Linux), true, "linux-musl", "with musl")]
    #[case(None, false, "linux", "built for linux")]
    #[case(Some(Kind::Wsl2), false, "linux", "WSL 2")]
    #[case(Some(Kind::Wsl2), true, "linux-musl", "WSL 2")]
    #[case(Some(Kind::Wsl1), false, "wsl1", "WSL 1")]
    #[case(Some(Kind::Wsl1), true, "wsl1", "WSL 1")]
    #[case(Some(Kind::Gvisor), false, "gvisor", "gVisor")]
    #[case(Some(Kind::Gvisor), true, "gvisor", "gVisor")]
    fn kernel_tells_the_platform(
        #[case] kernel: Option<Kind>,
        #[case] musl: bool,
        #[case] platform: &str,
        #[case] because: &str,
    ) {
        let (name, reason) = on_linux(kernel, musl);
        assert_eq!(name, platform);
        assert!(reason.contains(because), "{reason}");
        assert!(Platform::named(name).is_ok());
    }
}
