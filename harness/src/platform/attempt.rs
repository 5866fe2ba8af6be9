//! Probes that do what the cases are going to do. That a platform has a call does not mean that this process may make
//! it: a filter of system calls may forbid it, and an emulator of a processor may lack it.

#[cfg(unix)]
use std::fs::{File, Permissions};
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;

use socket2::{Domain, Socket, Type};

use super::answer::Answer;
use super::child;
use super::error_name::ErrorName;
#[cfg(has_tcp_congestion)]
use super::probe::setting;
use super::probe::{refused_as, sockets_of_linux};
use crate::address::Family;
use crate::sys;
#[cfg(unix)]
use crate::sys::message::{Ancillary, rights};
#[cfg(unix)]
use crate::temporary;

/// The errors by which a host refuses what its platform has.
const REFUSALS: &[&str] = &[
    "EACCES",
    "EAFNOSUPPORT",
    "EINVAL",
    "ENOPROTOOPT",
    "ENOSYS",
    "EOPNOTSUPP",
    "EPERM",
    "EPROTONOSUPPORT",
    "ESOCKTNOSUPPORT",
];

/// The answer for something that a platform has or lacks, after an attempt if it has it.
fn attempted(has_it: bool, lack: &str, attempt: impl FnOnce() -> io::Result<()>) -> Result<Answer, String> {
    if !has_it {
        return Ok(Answer::PlatformCannot(lack.to_owned()));
    }
    match attempt() {
        Ok(()) => Ok(Answer::Yes),
        Err(error) => {
            let met = format!("tried, and refused with {}", ErrorName::of(&error));
            refused_as(&error, REFUSALS, Answer::HostCannot(met))
        }
    }
}

/// The error of an attempt that went well and did nothing.
#[cfg(unix)]
fn in_vain() -> io::Error {
    io::Error::from_raw_os_error(sys::poll::TIMED_OUT)
}

/// Two sockets, of which the second receives what the first sends.
fn two_ends() -> io::Result<(Socket, Socket)> {
    #[cfg(unix)]
    return Socket::pair(Domain::UNIX, Type::STREAM, None);
    #[cfg(not(unix))]
    {
        let socket = Socket::new(Domain::IPV4, Type::DGRAM, None)?;
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
        socket.connect(&socket.local_addr()?)?;
        Ok((socket.try_clone()?, socket))
    }
}

pub(super) fn socketpair() -> Result<Answer, String> {
    attempted(cfg!(unix), "no socketpair", || two_ends().map(drop))
}

/// That the name is taken shows as well that there are such names. It may be taken: containers can share abstract
/// names and have processes with the same id.
pub(super) fn abstract_names() -> Result<Answer, String> {
    attempted(cfg!(linux_kernel), "no abstract names of AF_UNIX: they are Linux's", || match with_abstract_name() {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Ok(()),
        made => made.map(drop),
    })
}

/// A socket with an abstract name.
fn with_abstract_name() -> io::Result<Socket> {
    let name = format!("\0sockshape-{}", std::process::id());
    let family = u16::try_from(i32::from(Domain::UNIX)).unwrap_or_default();
    let address = [&family.to_ne_bytes()[..], name.as_bytes()].concat();
    let socket = Socket::new(Domain::UNIX, Type::DGRAM, None)?;
    socket.bind(&sys::address::from_bytes(&address))?;
    Ok(socket)
}

pub(super) fn messages() -> Result<Answer, String> {
    attempted(cfg!(any(unix, windows)), "no sendmsg and recvmsg", || {
        let (first, second) = two_ends()?;
        sys::message::send(&first, &[b"x".to_vec()], None, &[], 0)?;
        sys::message::receive(&second, &mut [vec![0]], 0, 0, None).map(drop)
    })
}

pub(super) fn several_messages() -> Result<Answer, String> {
    #[cfg(has_mmsg)]
    let attempt = || {
        let (first, second) = two_ends()?;
        sys::message::send_several(&first, &[(b"x", None)], 0)?;
        sys::message::receive_several(&second, &[1], &[None], 0, None).map(drop)
    };
    #[cfg(not(has_mmsg))]
    let attempt = || Ok(());
    attempted(cfg!(has_mmsg), "no sendmmsg and recvmmsg", attempt)
}

#[cfg(unix)]
pub(super) fn scm_rights() -> Result<Answer, String> {
    attempted(true, "", || {
        let (first, second) = two_ends()?;
        sys::message::send(&first, &[b"x".to_vec()], None, &[rights([&first])?], 0)?;
        let received = sys::message::receive(&second, &mut [vec![0]], size_of::<i32>(), 0, None)?;
        let is_passed = matches!(received.ancillary.as_slice(), [Ancillary::Rights(sockets)] if sockets.len() == 1);
        if is_passed { Ok(()) } else { Err(in_vain()) }
    })
}

#[cfg(not(unix))]
pub(super) fn scm_rights() -> Result<Answer, String> {
    Ok(Answer::PlatformCannot("no SCM_RIGHTS: messages pass no sockets on".to_owned()))
}

/// Sends a byte of a file that needs no room to write to: this program. Without /proc, Linux cannot find it, and then
/// nothing is tried.
pub(super) fn sendfile() -> Result<Answer, String> {
    #[cfg(has_sendfile)]
    let attempt = || {
        let Ok(file) = std::env::current_exe().and_then(std::fs::File::open) else { return Ok(()) };
        two_ends()?.0.sendfile(&file, 0, std::num::NonZeroUsize::new(1)).map(drop)
    };
    #[cfg(not(has_sendfile))]
    let attempt = || Ok(());
    attempted(cfg!(has_sendfile), "no sendfile", attempt)
}

/// Whether children of this program act on what they inherit. They close what is not for them, for which they list
/// their descriptors: fd(4) of BSD, proc(5).
pub(super) fn acting_children() -> Answer {
    if !cfg!(unix) {
        return Answer::PlatformCannot("a child process cannot tell which handles are for it".to_owned());
    }
    child::check().map_or_else(Answer::HostCannot, |()| Answer::Yes)
}

/// Whether this process is refused what the permissions of a file of its own do not grant. Root is not:
/// capabilities(7).
#[cfg(unix)]
pub(super) fn held_to_permissions() -> Result<Answer, String> {
    let closed = || {
        let folder = temporary::make()?;
        let file = folder.path().join("closed");
        File::create(&file)?.set_permissions(Permissions::from_mode(0o0))?;
        File::open(&file)
    };
    match closed() {
        Ok(_) => Ok(Answer::HostCannot("the permissions of files do not hold for this process".to_owned())),
        Err(error) => refused_as(&error, &["EACCES"], Answer::Yes),
    }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "other systems make a call")]
pub(super) fn held_to_permissions() -> Result<Answer, String> {
    Ok(Answer::PlatformCannot("no permissions of files as POSIX has them".to_owned()))
}

pub(super) fn so_protocol() -> Result<Answer, String> {
    #[cfg(has_so_protocol)]
    let attempt = || Socket::new(Domain::IPV4, Type::DGRAM, None)?.protocol().map(drop);
    #[cfg(not(has_so_protocol))]
    let attempt = || Ok(());
    attempted(cfg!(has_so_protocol), "no SO_PROTOCOL", attempt)
}

pub(super) fn type_flags() -> Result<Answer, String> {
    #[cfg(has_type_flags)]
    let attempt = || Socket::new(Domain::UNIX, Type::DGRAM.nonblocking().cloexec(), None).map(drop);
    #[cfg(not(has_type_flags))]
    let attempt = || Ok(());
    attempted(cfg!(has_type_flags), "no SOCK_NONBLOCK and SOCK_CLOEXEC in the type of a socket", attempt)
}

/// VMADDR_PORT_ANY and VMADDR_CID_ANY of vsock(7): any port of any machine that this is.
pub(super) fn vsock() -> Result<Answer, String> {
    let made = sockets_of_linux(Family::Vsock, Type::STREAM)?;
    if made != Answer::Yes {
        return Ok(made);
    }
    attempted(true, "", || {
        let family = u16::try_from(Family::Vsock.number()).unwrap_or_default().to_ne_bytes();
        let any = [&family[..], &[0; 2], &[0xff; 8], &[0; 4]].concat();
        let socket = Socket::new(Domain::from(Family::Vsock.number()), Type::STREAM, None)?;
        socket.bind(&sys::address::from_bytes(&any))
    })
}

/// Whether new sockets have IPV6_V6ONLY at the default of Linux, which is off: ipv6(7). What the default is elsewhere
/// is up to the platform.
pub(super) fn default_v6only() -> Result<Answer, String> {
    let is_set = || Socket::new(Domain::IPV6, Type::STREAM, None)?.only_v6();
    match is_set() {
        Ok(is_set) => Ok(Answer::of_host(!(cfg!(linux_kernel) && is_set), "net.ipv6.bindv6only is set, ipv6(7)")),
        Err(error) => without_v6only(&error),
    }
}

/// What it means that IPV6_V6ONLY cannot be read. That there is no IPv6 is another capability's answer.
fn without_v6only(error: &io::Error) -> Result<Answer, String> {
    let lack = || Answer::PlatformCannot("no IPV6_V6ONLY to be read".to_owned());
    refused_as(error, &["EAFNOSUPPORT"], Answer::Yes).or_else(|_| refused_as(error, &["ENOPROTOOPT"], lack()))
}

/// Whether this process may use the congestion control reno. tcp(7): without CAP_NET_ADMIN it may use those listed in
/// net.ipv4.tcp_allowed_congestion_control.
#[cfg(has_tcp_congestion)]
pub(super) fn reno() -> Result<Answer, String> {
    let chosen = || Socket::new(Domain::IPV4, Type::STREAM, None)?.set_tcp_congestion(b"reno");
    match chosen() {
        Ok(()) => Ok(Answer::Yes),
        Err(error) => without_reno(&error, setting("ipv4/tcp_allowed_congestion_control")?.as_deref()),
    }
}

/// What it means that reno cannot be chosen, of those that are allowed here. If it is one of them, the answer is "yes"
/// as well: the cases then show what the platform does.
#[cfg(has_tcp_congestion)]
fn without_reno(error: &io::Error, allowed: Option<&str>) -> Result<Answer, String> {
    let is_allowed = allowed.is_some_and(|names| names.split_whitespace().any(|name| name == "reno"));
    let lack = Answer::HostCannot("net.ipv4.tcp_allowed_congestion_control lacks it, tcp(7)".to_owned());
    refused_as(error, &["EPERM", "ENOENT"], if is_allowed { Answer::Yes } else { lack })
}

#[cfg(not(has_tcp_congestion))]
#[expect(clippy::unnecessary_wraps, reason = "other systems make a call")]
pub(super) fn reno() -> Result<Answer, String> {
    Ok(Answer::Yes)
}

/// Whether addresses of other hosts are refused: those for documentation of RFC 5737 and RFC 3849. Linux takes them if
/// ip_nonlocal_bind is set, ip(7), or if a route makes them local. If another system takes them, the cases show it.
pub(super) fn foreign_addresses() -> Result<Answer, String> {
    let addresses = [Ipv4Addr::new(192, 0, 2, 1).into(), Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).into()];
    for address in addresses.map(|ip| SocketAddr::new(ip, 0)) {
        let bound = || Socket::new(Domain::for_address(address), Type::DGRAM, None)?.bind(&address.into());
        match bound() {
            Ok(()) if cfg!(linux_kernel) => {
                let why = "addresses of other hosts can be bound: ip_nonlocal_bind of ip(7), or a route";
                return Ok(Answer::HostCannot(why.to_owned()));
            }
            Ok(()) => {}
            Err(error) => drop(refused_as(&error, &["EADDRNOTAVAIL", "EAFNOSUPPORT"], Answer::Yes)?),
        }
    }
    Ok(Answer::Yes)
}

#[cfg(all(test, linux_kernel))]
mod tests {
    use rstest::rstest;

    use super::*;

    /// The answer, by what makes the difference.
    fn answered(answer: &Result<Answer, String>) -> &'static str {
        match answer {
            Ok(Answer::Yes) => "yes",
            Ok(Answer::PlatformCannot(_)) => "platform",
            Ok(Answer::HostCannot(_)) => "host",
            Ok(Answer::Unclear(_)) | Err(_) => "unclear",
        }
    }

    /// QEMU's user mode says ENOENT of every name.
    #[cfg(has_tcp_congestion)]
    #[rstest]
    #[case::forbidden(libc::EPERM, Some("cubic bbr\n"), "host")]
    #[case::not_there(libc::ENOENT, Some("renovated\n"), "host")]
    #[case::no_setting(libc::ENOENT, None, "host")]
    #[case::refused_all_the_same(libc::ENOENT, Some("cubic reno\n"), "yes")]
    #[case::unknown(libc::EIO, Some("reno\n"), "unclear")]
    fn setting_says_whether_reno_is_there(#[case] error: i32, #[case] allowed: Option<&str>, #[case] answer: &str) {
        assert_eq!(answered(&without_reno(&io::Error::from_raw_os_error(error), allowed)), answer);
    }

    /// socket_wrapper has IPv6 and none of its options.
    #[rstest]
    #[case::no_ipv6(libc::EAFNOSUPPORT, "yes")]
    #[case::no_option(libc::ENOPROTOOPT, "platform")]
    #[case::unknown(libc::EIO, "unclear")]
    fn option_that_cannot_be_read_has_no_default(#[case] error: i32, #[case] answer: &str) {
        assert_eq!(answered(&without_v6only(&io::Error::from_raw_os_error(error))), answer);
    }

    #[test]
    fn name_that_is_taken_is_one() {
        let _taken = with_abstract_name();
        assert_eq!(abstract_names(), Ok(Answer::Yes));
    }
}
