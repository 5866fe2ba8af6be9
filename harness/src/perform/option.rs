//! The options and the mode of a socket.

use std::io;
use std::time::Duration;

use socket2::Socket;

use super::Performed;
use super::world::Sockets;
use crate::operation::{Getsockopt, OptionName, Setblocking, Setsockopt, Setting};
use crate::raw;
use crate::raw::packet_info::{self, Version};

pub(super) fn setsockopt(call: &Setsockopt, sockets: &Sockets) -> Performed {
    set(&*sockets.find(&call.socket.0)?, call.option, call.value)?;
    Ok(Vec::new())
}

pub(super) fn getsockopt(call: &Getsockopt, sockets: &Sockets) -> Performed {
    let setting = get(&*sockets.find(&call.socket.0)?, call.option)?;
    Ok(vec![setting.into()])
}

pub(super) fn setblocking(call: &Setblocking, sockets: &Sockets) -> Performed {
    sockets.find(&call.socket.0)?.set_nonblocking(!call.blocking)?;
    Ok(Vec::new())
}

fn set(socket: &Socket, option: OptionName, setting: Setting) -> io::Result<()> {
    let on = match setting {
        Setting::Flag(flag) => flag,
        Setting::Number(number) => number != 0,
    };
    match option {
        OptionName::ReuseAddr => socket.set_reuse_address(on),
        OptionName::Broadcast => socket.set_broadcast(on),
        OptionName::V6only => socket.set_only_v6(on),
        OptionName::Linger => socket.set_linger(match setting {
            Setting::Flag(false) => None,
            Setting::Flag(true) => Some(Duration::ZERO),
            Setting::Number(seconds) => Some(Duration::from_secs(seconds.into())),
        }),
        OptionName::ReusePort => set_reuse_port(socket, on),
        OptionName::ExclusiveAddrUse => raw::option::set_exclusive_address_use(socket, on),
        OptionName::IpPktinfo => packet_info::request(socket, Version::V4, on),
        OptionName::Ipv6Recvpktinfo => packet_info::request(socket, Version::V6, on),
    }
}

fn get(socket: &Socket, option: OptionName) -> io::Result<Setting> {
    match option {
        OptionName::ReuseAddr => socket.reuse_address().map(Setting::Flag),
        OptionName::Broadcast => socket.broadcast().map(Setting::Flag),
        OptionName::V6only => socket.only_v6().map(Setting::Flag),
        OptionName::Linger => Ok(match socket.linger()? {
            None => Setting::Flag(false),
            Some(time) => Setting::Number(u16::try_from(time.as_secs()).unwrap_or(u16::MAX)),
        }),
        OptionName::ReusePort => reuse_port(socket).map(Setting::Flag),
        OptionName::ExclusiveAddrUse => raw::option::exclusive_address_use(socket).map(Setting::Flag),
        OptionName::IpPktinfo => packet_info::is_requested(socket, Version::V4).map(Setting::Flag),
        OptionName::Ipv6Recvpktinfo => packet_info::is_requested(socket, Version::V6).map(Setting::Flag),
    }
}

#[cfg(all(unix, not(any(target_os = "illumos", target_os = "solaris"))))]
fn set_reuse_port(socket: &Socket, on: bool) -> io::Result<()> {
    socket.set_reuse_port(on)
}

#[cfg(all(unix, not(any(target_os = "illumos", target_os = "solaris"))))]
fn reuse_port(socket: &Socket) -> io::Result<bool> {
    socket.reuse_port()
}

/// [`crate::platform::Capability::ReusePort`] keeps cases away from it.
#[cfg(not(all(unix, not(any(target_os = "illumos", target_os = "solaris")))))]
fn set_reuse_port(_: &Socket, _: bool) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(all(unix, not(any(target_os = "illumos", target_os = "solaris")))))]
fn reuse_port(_: &Socket) -> io::Result<bool> {
    Err(io::ErrorKind::Unsupported.into())
}
