//! A table of hosts that one look-up alone sees: the thread that makes it has mounts of its own, mount_namespaces(7).
//! Nothing outside that thread sees the table, and it is gone with the thread.

use std::io;
use std::path::Path;

use super::answer::Answer;
use super::host_table;

/// What asks a table of hosts, where `table` is in the place of that of this host.
///
/// # Errors
/// When this process may not have mounts of its own, or the system has none.
pub fn with_hosts<T: Send>(table: &Path, ask: impl FnOnce() -> T + Send) -> io::Result<T> {
    system::with_hosts(table, ask)
}

/// Whether a look-up may have a table of its own. Only where tables are asked first, it is asked alone, and only where
/// all lines with a name count, it is asked whole.
pub(super) fn check() -> Result<Answer, String> {
    if !host_table::asks_hosts_first() {
        return Ok(Answer::HostCannot(host_table::HOSTS_NOT_FIRST.to_owned()));
    }
    if !host_table::counts_every_line() {
        return Ok(Answer::HostCannot("/etc/host.conf does not say `multi on`, host.conf(5)".to_owned()));
    }
    system::check()
}

#[cfg(linux_kernel)]
mod system {
    use std::io;
    use std::path::Path;

    use super::super::answer::Answer;
    use super::super::probe::refused_as;
    use crate::sys::namespace::with_file_over;

    /// The table of hosts: hosts(5).
    const HOSTS: &str = "/etc/hosts";

    pub(super) fn with_hosts<T: Send>(table: &Path, ask: impl FnOnce() -> T + Send) -> io::Result<T> {
        with_file_over(table, Path::new(HOSTS), ask)
    }

    /// Puts the table in its own place.
    pub(super) fn check() -> Result<Answer, String> {
        let why = "this process may not have mounts of its own";
        match with_hosts(Path::new(HOSTS), || ()) {
            Ok(()) => Ok(Answer::Yes),
            Err(error) => refused_as(
                &error,
                &["EPERM", "EACCES", "ENOENT", "EINVAL", "ENOSYS"],
                Answer::HostCannot(why.to_owned()),
            ),
        }
    }
}

#[cfg(not(linux_kernel))]
mod system {
    use std::io;
    use std::path::Path;

    use super::super::answer::Answer;

    pub(super) fn with_hosts<T: Send>(_: &Path, _: impl FnOnce() -> T + Send) -> io::Result<T> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn check() -> Result<Answer, String> {
        Ok(Answer::PlatformCannot("no mount namespaces".to_owned()))
    }
}
