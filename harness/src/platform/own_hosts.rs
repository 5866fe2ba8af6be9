//! A table of hosts that one look-up alone sees: the thread that makes it has mounts of its own, mount_namespaces(7).
//! Nothing outside that thread sees the table, and it is gone with the thread. Nobody else is asked: the thread has a
//! network of its own, network_namespaces(7), and does not see nscd(8).

use std::io;

use super::answer::Answer;
use super::host_table;

/// What asks a table of hosts, where one with this text is in the place of that of this host.
///
/// # Errors
/// When there can be no such file, or this process may not have mounts and a network of its own, or the system has
/// none.
pub fn with_hosts<T: Send>(table: &str, ask: impl FnOnce() -> T + Send) -> io::Result<T> {
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
    use std::fs;
    use std::io;
    use std::path::Path;

    use super::super::answer::Answer;
    use super::super::probe::refused_as;
    use crate::sys::namespace::with_own;
    use crate::temporary;

    /// The table of hosts: hosts(5).
    const HOSTS: &str = "/etc/hosts";

    /// The folder of the socket by which the GNU C library asks nscd(8), before it looks into any table.
    const NSCD: &str = "/var/run/nscd";

    pub(super) fn with_hosts<T: Send>(table: &str, ask: impl FnOnce() -> T + Send) -> io::Result<T> {
        let folder = temporary::make()?;
        let [hosts, nothing] = ["hosts", "nothing"].map(|name| folder.path().join(name));
        fs::write(&hosts, table)?;
        fs::create_dir(&nothing)?;
        let mut mounts = vec![(hosts.as_path(), Path::new(HOSTS))];
        if Path::new(NSCD).exists() {
            mounts.push((&nothing, Path::new(NSCD)));
        }
        with_own(&mounts, ask)
    }

    /// Puts a table in the place of that of this host.
    pub(super) fn check() -> Result<Answer, String> {
        let why = "this process may not have mounts and a network of its own";
        match with_hosts("", || ()) {
            Ok(()) => Ok(Answer::Yes),
            Err(error) => refused_as(
                &error,
                // The last is that of gVisor, where nobody raises the loopback interface.
                &["EPERM", "EACCES", "ENOENT", "EINVAL", "ENOSYS", "ENOTTY"],
                Answer::HostCannot(why.to_owned()),
            ),
        }
    }
}

#[cfg(not(linux_kernel))]
mod system {
    use std::io;

    use super::super::answer::Answer;

    pub(super) fn with_hosts<T: Send>(_: &str, _: impl FnOnce() -> T + Send) -> io::Result<T> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn check() -> Result<Answer, String> {
        Ok(Answer::PlatformCannot("no mount namespaces".to_owned()))
    }
}
