//! Which platform this process runs on, and how that was found out.

use std::env;
use std::fmt;
use std::path::Path;

use super::edition::Release;
use super::identity::Platform;
use super::kernel::{Kernel, Kind};
use super::own_name::OwnName;
use super::selector::Selector;
use crate::fault::Fault;
#[cfg(any(windows, glibc))]
use crate::sys::version;

/// The environment variable that tells the release of what is under test, which a program cannot always see from
/// inside: every gVisor says that it is Linux 4.4.0, and a program with musl does not know which one it has.
const RELEASE: &str = "SOCKSHAPE_RELEASE";

/// Whose sockets an executor acts on.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The platform.
    pub platform: Platform,
    /// Why it is taken for that, as a clause.
    pub because: String,
    /// Its release, if that can be told.
    pub release: Option<Release>,
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

/// All of it in a line.
impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}, {}", self.system, self.architecture, self.libc)
    }
}

/// Finds out whose sockets this process has.
///
/// # Errors
/// When the system has a name that no platform can have, or when `SOCKSHAPE_RELEASE` is no release.
pub fn identify() -> Result<Identity, Fault> {
    let description = describe();
    let (platform, because) = detect()?;
    let release = told_release()?.or_else(|| seen_release(&description.system));
    Ok(Identity { platform, because, release, description })
}

/// The release of what is under test, if the environment tells it.
///
/// # Errors
/// When what it tells is no release.
pub fn told_release() -> Result<Option<Release>, Fault> {
    let told = env::var(RELEASE).ok().map(|release| Release::named(&release));
    told.transpose().map_err(|fault| fault.of(Path::new(RELEASE)))
}

/// A system that the harness does not know is a platform of its own. What it builds for is Windows or a Unix.
fn detect() -> Result<(Platform, String), Fault> {
    let (name, because) = running_on();
    let platform = match Selector::named(name).ok().and_then(Selector::platform) {
        Some(known) => known,
        None => Selector::Unix.with_name(OwnName::named(name)?),
    };
    Ok((platform, because))
}

/// The release in the name of a system, if it is that of what is under test. With musl that is the C library, whose
/// release a program cannot see.
fn seen_release(system: &str) -> Option<Release> {
    let (name, rest) = system.split_once(' ')?;
    let version = rest.split_whitespace().next()?;
    let release = match name {
        "Linux" if cfg!(not(target_env = "musl")) => major_and_minor(version),
        "Wine" | "Windows" => version,
        _ => return None,
    };
    Release::named(release).ok()
}

/// The first two numbers of a version. Those behind them are of the distribution, or of a repair.
fn major_and_minor(version: &str) -> &str {
    let minor = |(major, _): (usize, char)| {
        let rest = &version[major + 1..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        &version[..major + 1 + end]
    };
    version.char_indices().find(|(_, c)| *c == '.').map_or(version, minor)
}

fn describe() -> Description {
    Description { system: system(), architecture: env::consts::ARCH.to_owned(), libc: libc_version() }
}

/// The name of the platform that this process really runs on, and the reason.
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
    #[case::wine("Wine 8.0 (Debian 8.0~repack-4) on Linux 6.1.0", Some("8.0"))]
    #[case::windows("Windows 10.0.20348", Some("10.0.20348"))]
    #[case::gvisor("gVisor (as Linux 4.4.0)", None)]
    #[case::wsl1("WSL 1 (as Linux 4.4.0-19041-Microsoft)", None)]
    #[case::nameless("freebsd", None)]
    fn name_of_a_system_has_its_release(#[case] system: &str, #[case] release: Option<&str>) {
        assert_eq!(seen_release(system).map(|release| release.to_string()).as_deref(), release);
    }

    #[rstest]
    #[case("6.1.0-18-amd64", "6.1")]
    #[case("5.10", "5.10")]
    #[case("7.3-rc7", "7.3")]
    #[case("6", "6")]
    #[case("6.", "6.")]
    fn repairs_of_a_kernel_are_no_releases(#[case] version: &str, #[case] release: &str) {
        assert_eq!(major_and_minor(version), release);
    }

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
