//! A network of its own for this process, in which the loopback interface is the only one that is up, and from which
//! nothing leads to another host: a network namespace of Linux, network_namespaces(7).
//!
//! What the process may do stays as it was, so that the same trials run, and say the same. Root keeps its privileges.
//! Another user gets the namespace by means of a user namespace, is the same user there, and gives up what privileges
//! that brought, as soon as the network is there.

use std::env;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::fault::Fault;

/// The variable that asks for it.
const VARIABLE: &str = "SOCKSHAPE_ISOLATED";

/// Whether this process has a network of its own.
static IN_FORCE: AtomicBool = AtomicBool::new(false);

/// Whether `SOCKSHAPE_ISOLATED` asks for it.
///
/// # Errors
/// When it says neither yes nor no.
pub fn is_asked_for() -> Result<bool, Fault> {
    match env::var_os(VARIABLE).unwrap_or_default().to_string_lossy().as_ref() {
        "" | "0" => Ok(false),
        "1" => Ok(true),
        other => Err(Fault::unknown(VARIABLE, other, ["0", "1"])),
    }
}

/// Gives this process, and those that it starts, a network of its own. Only the beginning of `main` may call this, and
/// once, before there is a socket, a second thread, or an answer about what this host can do.
///
/// # Errors
/// When this system has no such thing, or this process may not make it. Then nothing may be run.
pub fn enter() -> Result<(), Fault> {
    system::enter()?;
    IN_FORCE.store(true, Ordering::Release);
    Ok(())
}

/// Whether this process has a network of its own.
#[must_use]
pub fn is_in_force() -> bool {
    IN_FORCE.load(Ordering::Acquire)
}

/// Why there is no isolation, and what would have to be different.
fn impossible(why: &str, otherwise: &str) -> Fault {
    Fault::new(format!("this run cannot be isolated, so nothing was run: {why}"))
        .hint(format!("leave out --isolated and {VARIABLE}; {otherwise}"))
}

#[cfg(linux_kernel)]
mod system {
    use std::fs;
    use std::io;

    use rustix::process::{getegid, geteuid};
    use rustix::thread::{CapabilitySets, capabilities, set_capabilities};

    use super::super::error_name::ErrorName;
    use super::super::kernel::Kernel;
    use super::impossible;
    use crate::fault::Fault;
    use crate::sys::namespace::{self, Owner};

    pub(super) fn enter() -> Result<(), Fault> {
        // Release 20221219 gives its loopback interface another index there, and a connect to 0.0.0.0 fails.
        if Kernel::is_gvisor() {
            let why = "a second network of gVisor is unlike its first one, and the records would be others";
            return Err(impossible(why, "runsc isolates it with --network=none"));
        }
        match namespace::enter(Owner::Present) {
            Ok(()) => raise_loopback(),
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => enter_as_user(),
            Err(error) => Err(refused("no network namespace can be made", &error)),
        }
    }

    /// The same without the privilege to make a network namespace.
    fn enter_as_user() -> Result<(), Fault> {
        let (user, group) = (geteuid().as_raw(), getegid().as_raw());
        let before = privileges()?;
        namespace::enter(Owner::New).map_err(|error| refused("no user namespace can be made", &error))?;
        // user_namespaces(7): the group of an unprivileged process can be mapped once its groups cannot change.
        let maps = [("setgroups", "deny".to_owned()), ("uid_map", to_itself(user)), ("gid_map", to_itself(group))];
        for (name, text) in maps {
            let file = format!("/proc/self/{name}");
            fs::write(&file, text).map_err(|error| refused(&format!("{file} cannot be written"), &error))?;
        }
        raise_loopback()?;
        set_capabilities(None, before).map_err(|error| refused("privileges cannot be given up", &error.into()))
    }

    fn privileges() -> Result<CapabilitySets, Fault> {
        capabilities(None).map_err(|error| refused("the privileges of this process are not known", &error.into()))
    }

    /// The line of a map for an id that is the same inside and outside.
    fn to_itself(id: u32) -> String {
        format!("{id} {id} 1")
    }

    fn raise_loopback() -> Result<(), Fault> {
        namespace::raise_loopback().map_err(|error| refused("the loopback interface stays down", &error))
    }

    fn refused(what: &str, error: &io::Error) -> Fault {
        let otherwise = "it takes CAP_SYS_ADMIN, or user namespaces, whose limits are in namespaces(7)";
        impossible(&format!("{what}: {}", ErrorName::of(error)), otherwise)
    }
}

#[cfg(not(linux_kernel))]
mod system {
    use super::impossible;
    use crate::fault::Fault;

    pub(super) fn enter() -> Result<(), Fault> {
        Err(impossible("only Linux has network namespaces", "a machine with Linux can do it"))
    }
}
