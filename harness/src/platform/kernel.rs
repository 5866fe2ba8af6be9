//! The kernel that runs a program built for Linux: it need not be Linux.

use std::fmt;
use std::fs;

/// The end of the version that every release of gVisor shows: `LinuxVersion` in `pkg/sentry/kernel/version` of its
/// source. The number in front of it has changed, from 4.4.0 to 4.19.0-gvisor.
const GVISOR: &str = "#1 SMP Sun Jan 10 15:06:54 PST 2016";

/// A kernel, as it describes itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kernel {
    /// Which kernel it is.
    pub(super) kind: Kind,
    /// Its name and its release.
    pub(super) name: String,
}

/// The kernels that run programs for Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Linux.
    Linux,
    /// Linux, in a virtual machine of Windows.
    Wsl2,
    /// That of Windows, which imitates Linux.
    Wsl1,
    /// That of gVisor, which imitates Linux.
    Gvisor,
}

impl Kernel {
    /// The kernel that runs this program, if it says which one it is.
    pub(super) fn running() -> Option<Self> {
        Self::read(&fs::read_to_string("/proc/version").ok()?)
    }

    /// Whether it is gVisor's.
    pub(super) fn is_gvisor() -> bool {
        Self::running().is_some_and(|kernel| kernel.kind == Kind::Gvisor)
    }

    /// Reads the text of `/proc/version`: the name, the release and the version of the kernel, says proc(5).
    ///
    /// The releases of Microsoft's kernels have its name in them. That of WSL 2, which is a Linux, has it in small
    /// letters (microsoft/WSL2-Linux-Kernel). That of WSL 1, which is not, ends in `-Microsoft` ("Comparing WSL
    /// Versions" on Microsoft Learn).
    fn read(version: &str) -> Option<Self> {
        let (name, rest) = version.split_once(" version ")?;
        let release = rest.split_whitespace().next()?;
        let kind = if version.contains(GVISOR) {
            Kind::Gvisor
        } else if release.ends_with("-Microsoft") {
            Kind::Wsl1
        } else if release.to_ascii_lowercase().contains("microsoft") {
            Kind::Wsl2
        } else {
            Kind::Linux
        };
        Some(Self { kind, name: format!("{name} {release}") })
    }
}

/// As a recording has it.
impl fmt::Display for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.name;
        match self.kind {
            Kind::Linux => f.write_str(name),
            Kind::Wsl2 => write!(f, "{name} (WSL 2)"),
            Kind::Wsl1 => write!(f, "WSL 1 (as {name})"),
            Kind::Gvisor => write!(f, "gVisor (as {name})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::debian(
        "Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP",
        Kind::Linux,
        "Linux 6.1.0-18-amd64"
    )]
    #[case::wsl2(
        "Linux version 5.15.90.1-microsoft-standard-WSL2 (a@b) (gcc) #1 SMP",
        Kind::Wsl2,
        "Linux 5.15.90.1-microsoft-standard-WSL2"
    )]
    #[case::early_wsl2(
        "Linux version 4.19.84-microsoft-standard (a@b) #1 SMP",
        Kind::Wsl2,
        "Linux 4.19.84-microsoft-standard"
    )]
    #[case::wsl1(
        "Linux version 4.4.0-19041-Microsoft (Microsoft@Microsoft.com) #1",
        Kind::Wsl1,
        "Linux 4.4.0-19041-Microsoft"
    )]
    #[case::gvisor("Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016\n", Kind::Gvisor, "Linux 4.4.0")]
    #[case::later_gvisor(
        "Linux version 4.19.0-gvisor #1 SMP Sun Jan 10 15:06:54 PST 2016\n",
        Kind::Gvisor,
        "Linux 4.19.0-gvisor"
    )]
    #[case::same_release_as_gvisor(
        "Linux version 4.4.0 (a@b) (gcc) #1 SMP Mon Jan 11 15:06:54 PST 2016",
        Kind::Linux,
        "Linux 4.4.0"
    )]
    fn is_recognised_by_its_version(#[case] version: &str, #[case] kind: Kind, #[case] name: &str) {
        assert_eq!(Kernel::read(version), Some(Kernel { kind, name: name.to_owned() }));
    }

    #[rstest]
    #[case("")]
    #[case("Linux version ")]
    fn may_be_unrecognised(#[case] version: &str) {
        assert_eq!(Kernel::read(version), None);
    }
}
