//! Probes of what this process can find out by trying only.
//!
//! Each probe accepts a fixed list of errors as "no". Any other error is reported as unclear, by name.

use std::fs;
use std::io;
use std::mem::MaybeUninit;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, Type};

use super::answer::Answer;
use super::detect;
use super::error_name::ErrorName;
use super::host_table::{self, Localhost};
use super::kernel::Kernel;
use super::low_ports;
use super::quiet_ports;
use crate::address::Family;
use crate::sys::interface;

/// Whether localhost is 127.0.0.1. The answer is `both` if it is ::1 as well.
pub(super) fn localhost(both: Answer) -> Answer {
    match host_table::localhost() {
        Ok(Localhost::V4Only) => Answer::Yes,
        Ok(Localhost::Both) => both,
        Err(why) => Answer::HostCannot(why.to_owned()),
    }
}

/// Whether an interface has an address of this family by which other hosts could reach it.
pub(super) fn beyond_loopback(family: fn(&IpAddr) -> bool, otherwise: &'static str) -> Result<Answer, String> {
    let addresses = interface::addresses().map_err(|error| ErrorName::of(&error).to_string())?;
    Ok(Answer::of_host(addresses.iter().any(|ip| family(ip) && !ip.is_loopback()), otherwise))
}

/// The answer that one of these errors means. Any other error is returned by name.
pub(super) fn refused_as(error: &io::Error, noes: &[&str], answer: Answer) -> Result<Answer, String> {
    let name = ErrorName::of(error);
    if name.is_any_of(noes) { Ok(answer) } else { Err(name.to_string()) }
}

/// Sends a datagram from a socket to itself. No earlier call would notice that the loopback interface is down.
pub(super) fn loopback(ip: IpAddr, otherwise: &'static str) -> Result<Answer, String> {
    match reach(ip) {
        Ok(()) => Ok(Answer::Yes),
        Err(error) => {
            let noes = ["EAFNOSUPPORT", "EADDRNOTAVAIL", "ENETUNREACH", LATE];
            refused_as(&error, &noes, Answer::HostCannot(otherwise.to_owned()))
        }
    }
}

/// The error of a call that waited as long as SO_RCVTIMEO allows: setsockopt() in XSH of POSIX.1-2024, "SOL_SOCKET
/// Socket Options" on Microsoft Learn.
const LATE: &str = if cfg!(windows) { "ETIMEDOUT" } else { "EAGAIN" };

fn reach(ip: IpAddr) -> io::Result<()> {
    let socket = Socket::new(Domain::for_address((ip, 0).into()), Type::DGRAM, None)?;
    socket.bind(&SocketAddr::from((ip, 0)).into())?;
    socket.connect(&socket.local_addr()?)?;
    socket.set_read_timeout(Some(Duration::from_secs(1)))?;
    socket.send(b"x")?;
    socket.recv(&mut [MaybeUninit::uninit()]).map(drop)
}

pub(super) fn dual_stack() -> Result<Answer, String> {
    let cleared = || Socket::new(Domain::IPV6, Type::STREAM, None)?.set_only_v6(false);
    match cleared() {
        Ok(()) => Ok(Answer::Yes),
        Err(error) if ErrorName::of(&error).is_any_of(&["EAFNOSUPPORT"]) => {
            Ok(Answer::HostCannot("no IPv6".to_owned()))
        }
        Err(error) => {
            refused_as(&error, &["EINVAL"], Answer::PlatformCannot("IPV6_V6ONLY cannot be turned off".to_owned()))
        }
    }
}

/// Whether all of these settings of Linux's network are 0, as far as they exist.
pub(super) fn settings_are_zero(names: &[&str], otherwise: &'static str) -> Result<Answer, String> {
    for name in names {
        if setting(name)?.is_some_and(|value| value.trim() != "0") {
            return Ok(Answer::HostCannot(otherwise.to_owned()));
        }
    }
    Ok(Answer::Yes)
}

/// Bit 1 of the setting is for clients: "enables sending data in the opening SYN on the client", tcp(7). On gVisor it
/// is always 0: pkg/sentry/fsimpl/proc/tasks_sys.go.
pub(super) fn fast_open() -> Result<Answer, String> {
    if !cfg!(linux_kernel) || detect::running_on().0 == "gvisor" {
        return Ok(Answer::PlatformCannot("no MSG_FASTOPEN".to_owned()));
    }
    let bits = setting("ipv4/tcp_fastopen")?.and_then(|bits| bits.trim().parse::<u32>().ok());
    let is_off = bits.is_some_and(|bits| bits & 1 == 0);
    Ok(Answer::of_host(!is_off, "net.ipv4.tcp_fastopen lacks bit 1, tcp(7)"))
}

/// A setting of Linux's network, if this system has it.
pub(super) fn setting(name: &str) -> Result<Option<String>, String> {
    read(&format!("/proc/sys/net/{name}"))
}

fn read(path: &str) -> Result<Option<String>, String> {
    match fs::read_to_string(path) {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(ErrorName::of(&error).to_string()),
    }
}

pub(super) fn unix_sockets(kind: Type, otherwise: &'static str) -> Result<Answer, String> {
    match Socket::new(Domain::UNIX, kind, None) {
        Ok(_) => Ok(Answer::Yes),
        Err(error) => refused_as(
            &error,
            &["EAFNOSUPPORT", "ESOCKTNOSUPPORT", "EPROTONOSUPPORT"],
            Answer::PlatformCannot(otherwise.to_owned()),
        ),
    }
}

pub(super) fn raw_sockets() -> Result<Answer, String> {
    match Socket::new(Domain::IPV4, Type::RAW, Some(Protocol::ICMPV4)) {
        Ok(_) => Ok(Answer::Yes),
        Err(error) => without_raw_sockets(&error),
    }
}

/// What it means that a raw socket cannot be made.
fn without_raw_sockets(error: &io::Error) -> Result<Answer, String> {
    let lack = Answer::HostCannot("this process may not make such sockets".to_owned());
    refused_as(error, &["EPERM", "EACCES"], lack)
        .or_else(|_| refused_as(error, &["EPROTONOSUPPORT"], Answer::PlatformCannot("no raw sockets".to_owned())))
}

/// Whether this process can make sockets of a family whose addresses the harness knows on Linux only.
pub(super) fn sockets_of_linux(family: Family, kind: Type) -> Result<Answer, String> {
    if !cfg!(linux_kernel) {
        return Ok(Answer::PlatformCannot("a family of Linux".to_owned()));
    }
    match Socket::new(Domain::from(family.number()), kind, None) {
        Ok(_) => Ok(Answer::Yes),
        // Linux may be built without a family. gVisor has the same families on every host.
        Err(error) if Kernel::is_gvisor() && ErrorName::of(&error).is_any_of(&["EAFNOSUPPORT"]) => {
            Ok(Answer::PlatformCannot("gVisor has no such family".to_owned()))
        }
        Err(error) => {
            let noes = ["EPERM", "EACCES", "EAFNOSUPPORT", "ESOCKTNOSUPPORT", "EPROTONOSUPPORT"];
            refused_as(
                &error,
                &noes,
                Answer::HostCannot("this process may not make such sockets, or the kernel has none".to_owned()),
            )
        }
    }
}

/// Whether the system gives some of the ports that are held to nobody unasked, and lets this process have them.
pub(super) fn ports_to_hold() -> Result<Answer, String> {
    let chosen = setting("ipv4/ip_local_port_range")?;
    let (status, start) = (read("/proc/self/status")?.unwrap_or_default(), setting("ipv4/ip_unprivileged_port_start")?);
    let is_allowed = |port: u16| !low_ports::is_refused(port, &status, start.as_deref());
    let some = quiet_ports::of_setting(chosen.as_deref()).any(is_allowed);
    Ok(Answer::of_host(some, "two settings of ip(7) leave no port that a case may hold"))
}

/// Whether there are ports that this process may not bind: ip(7), ip_unprivileged_port_start. Linux checks the
/// privilege before it looks for the address and the port: `__inet_bind` in net/ipv4/af_inet.c. If the port can be
/// bound although the rule of Linux forbids it, the answer is "yes" as well: the cases then show what the platform
/// does.
pub(super) fn restricted_ports() -> Result<Answer, String> {
    let address = SocketAddr::from((Ipv4Addr::UNSPECIFIED, low_ports::HIGHEST));
    let bound = || Socket::new(Domain::IPV4, Type::DGRAM, None)?.bind(&address.into());
    match bound() {
        Err(error) if !ErrorName::of(&error).is_any_of(&["EADDRINUSE"]) => refused_as(&error, &["EACCES"], Answer::Yes),
        _ => {
            let status = read("/proc/self/status")?.unwrap_or_default();
            let start = setting("ipv4/ip_unprivileged_port_start")?;
            let refused = low_ports::is_refused(low_ports::HIGHEST, &status, start.as_deref());
            Ok(Answer::of_host(refused, "this process may bind ports below 1024"))
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// socket_wrapper knows streams and datagrams alone.
    #[test]
    fn platform_may_have_no_raw_sockets() {
        let answer = |error| without_raw_sockets(&io::Error::from_raw_os_error(error));
        assert!(matches!(answer(libc::EPROTONOSUPPORT), Ok(Answer::PlatformCannot(_))));
        assert!(matches!(answer(libc::EPERM), Ok(Answer::HostCannot(_))));
        assert_eq!(answer(libc::EIO), Err("EIO".to_owned()));
    }
}
