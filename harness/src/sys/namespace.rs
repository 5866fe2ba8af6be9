//! Namespaces of the network and of mounts: network_namespaces(7), mount_namespaces(7). rustix moves the process or the
//! thread, and has no call for the flags of an interface.

use std::io;
use std::os::fd::AsRawFd;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

use rustix::mount::{MountPropagationFlags, mount_bind, mount_change};
use rustix::thread::{UnshareFlags, unshare_unsafe};
use socket2::{Domain, Socket, Type};

use super::interface::LOOPBACK;

/// Who owns a network namespace, and so has the privilege to change it: user_namespaces(7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The user namespace of this process, in which it needs the privilege to make one.
    Present,
    /// A new user namespace, which this process enters as well. It has every privilege there, and no user yet.
    New,
}

/// Moves this process into a new network namespace, whose loopback interface is down: unshare(2). Only the beginning of
/// `main` may call this, before there is a second thread, which would stay where it is.
///
/// # Errors
/// Those of the call.
pub fn enter(owner: Owner) -> io::Result<()> {
    let user = match owner {
        Owner::Present => UnshareFlags::empty(),
        Owner::New => UnshareFlags::NEWUSER,
    };
    // SAFETY: the flag that makes this call unsafe, CLONE_FILES, is not among these: descriptors stay shared.
    unsafe { unshare_unsafe(UnshareFlags::NEWNET | user) }.map_err(io::Error::from)
}

/// Does something on a thread of its own. It alone sees each of these files or folders in the place of another one, and
/// its network is loopback alone: mount_namespaces(7), network_namespaces(7). What is mounted there spreads to no other
/// namespace, and both end with the thread.
///
/// # Errors
/// When there can be no such thread, or it may not have namespaces of its own: those of unshare(2), mount(2) and
/// netdevice(7).
pub fn with_own<T: Send>(mounts: &[(&Path, &Path)], act: impl FnOnce() -> T + Send) -> io::Result<T> {
    let own = || {
        // SAFETY: the flag that makes this call unsafe, CLONE_FILES, is not among these: descriptors stay shared.
        unsafe { unshare_unsafe(UnshareFlags::NEWNS | UnshareFlags::NEWNET) }?;
        raise_loopback()?;
        mount_change("/", MountPropagationFlags::DOWNSTREAM | MountPropagationFlags::REC)?;
        mounts.iter().try_for_each(|(from, over)| mount_bind(*from, *over))?;
        Ok(act())
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, own)?;
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// Brings the loopback interface up, as SIOCSIFFLAGS of netdevice(7) does; Linux then gives it its addresses.
///
/// # Errors
/// Those of the calls.
pub fn raise_loopback() -> io::Result<()> {
    let socket = Socket::new(Domain::IPV4, Type::DGRAM, None)?;
    let mut request = of_loopback();
    control(&socket, libc::SIOCGIFFLAGS, &mut request)?;
    // SAFETY: the call before has filled in the flags, and any number is one.
    let flags = unsafe { request.ifr_ifru.ifru_flags };
    request.ifr_ifru.ifru_flags = flags | UP;
    control(&socket, libc::SIOCSIFFLAGS, &mut request)
}

/// IFF_UP in the type that a request has for flags.
const UP: libc::c_short = libc::IFF_UP as libc::c_short;

/// A request about the loopback interface.
fn of_loopback() -> libc::ifreq {
    // SAFETY: the structure consists of numbers, for which zero is a value.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    for (place, byte) in request.ifr_name.iter_mut().zip(LOOPBACK.bytes()) {
        *place = byte as libc::c_char;
    }
    request
}

/// ioctl(2) with a request about an interface. The C libraries disagree about the type of the call's number.
fn control(socket: &Socket, call: libc::c_ulong, request: &mut libc::ifreq) -> io::Result<()> {
    // SAFETY: both calls take a pointer to such a structure, whose name ends with a zero byte, and keep none.
    let result = unsafe { libc::ioctl(socket.as_raw_fd(), call as _, &raw mut *request) };
    if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}
