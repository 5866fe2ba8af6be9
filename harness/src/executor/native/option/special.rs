//! Options that are structures of their own: memberships, devices by name, filters. The methods of socket2 that set
//! them narrow nothing.

use std::io;
use std::net::{IpAddr, Ipv4Addr};

use socket2::Socket;

use super::super::failure::unsupported;
use super::super::interface;
#[cfg(has_so_protocol)]
use super::super::{attribute, numbers};
#[cfg(linux_kernel)]
use crate::operation::Interface;
use crate::operation::{Group, GroupInterface};
#[cfg(has_so_protocol)]
use crate::operation::{Value, Vocabulary, Word};
#[cfg(linux_kernel)]
use crate::sys;

/// The numbers of the congestion controls, joined by `|`.
#[cfg(target_os = "linux")]
pub(super) fn available_ccids(socket: &Socket) -> io::Result<Value> {
    /// The number has 8 bits: RFC 4340, section 10.
    const MOST: usize = 256;
    let numbers = socket.dccp_available_ccids::<MOST>()?;
    Ok(Value::Word(Word::Free(numbers.iter().map(u8::to_string).collect::<Vec<_>>().join("|"))))
}

pub(super) fn join(socket: &Socket, group: Group) -> io::Result<()> {
    match (group.group, group.interface) {
        (IpAddr::V4(ip), GroupInterface::Address(interface)) => socket.join_multicast_v4(&ip, &interface),
        (IpAddr::V4(ip), GroupInterface::Index(interface)) => join_by_index(socket, ip, interface::index(interface)?),
        (IpAddr::V6(ip), GroupInterface::Index(interface)) => {
            socket.join_multicast_v6(&ip, interface::index(interface)?)
        }
        (IpAddr::V6(_), GroupInterface::Address(_)) => unsupported(),
    }
}

pub(super) fn leave(socket: &Socket, group: Group) -> io::Result<()> {
    match (group.group, group.interface) {
        (IpAddr::V4(ip), GroupInterface::Address(interface)) => socket.leave_multicast_v4(&ip, &interface),
        (IpAddr::V4(ip), GroupInterface::Index(interface)) => leave_by_index(socket, ip, interface::index(interface)?),
        (IpAddr::V6(ip), GroupInterface::Index(interface)) => {
            socket.leave_multicast_v6(&ip, interface::index(interface)?)
        }
        (IpAddr::V6(_), GroupInterface::Address(_)) => unsupported(),
    }
}

/// Joins by the index of an interface: `struct ip_mreqn`, which some systems lack.
#[cfg(has_ip_mreqn)]
fn join_by_index(socket: &Socket, group: Ipv4Addr, index: u32) -> io::Result<()> {
    socket.join_multicast_v4_n(&group, &socket2::InterfaceIndexOrAddress::Index(index))
}

#[cfg(has_ip_mreqn)]
fn leave_by_index(socket: &Socket, group: Ipv4Addr, index: u32) -> io::Result<()> {
    socket.leave_multicast_v4_n(&group, &socket2::InterfaceIndexOrAddress::Index(index))
}

#[cfg(not(has_ip_mreqn))]
fn join_by_index(_: &Socket, _: Ipv4Addr, _: u32) -> io::Result<()> {
    unsupported()
}

#[cfg(not(has_ip_mreqn))]
fn leave_by_index(_: &Socket, _: Ipv4Addr, _: u32) -> io::Result<()> {
    unsupported()
}

/// The sender, group and interface of a membership for one sender. Other memberships were refused when the case was
/// read.
#[cfg(has_source_membership)]
fn source(group: Group) -> io::Result<[Ipv4Addr; 3]> {
    match (group.source, group.group, group.interface) {
        (Some(source), IpAddr::V4(ip), GroupInterface::Address(interface)) => Ok([source, ip, interface]),
        (_, IpAddr::V4(_) | IpAddr::V6(_), GroupInterface::Address(_) | GroupInterface::Index(_)) => unsupported(),
    }
}

#[cfg(has_source_membership)]
pub(super) fn join_source(socket: &Socket, group: Group) -> io::Result<()> {
    let [source, group, interface] = source(group)?;
    socket.join_ssm_v4(&source, &group, &interface)
}

#[cfg(has_source_membership)]
pub(super) fn leave_source(socket: &Socket, group: Group) -> io::Result<()> {
    let [source, group, interface] = source(group)?;
    socket.leave_ssm_v4(&source, &group, &interface)
}

#[cfg(has_so_protocol)]
pub(super) fn protocol(socket: &Socket) -> io::Result<Value> {
    Ok(Value::Word(Word::of(Vocabulary::Protocol, &numbers::to_protocol(attribute::ask_protocol(socket)?))))
}

#[cfg(has_original_dst)]
pub(super) fn original_dst(socket: &Socket) -> io::Result<Value> {
    socket.original_dst_v4().map(destination)
}

#[cfg(has_original_dst)]
pub(super) fn original_dst_v6(socket: &Socket) -> io::Result<Value> {
    socket.original_dst_v6().map(destination)
}

/// Only a connection that was redirected has an original destination, and no case can redirect one.
#[cfg(has_original_dst)]
fn destination(address: socket2::SockAddr) -> Value {
    Value::Word(Word::Free(
        address.as_socket().map_or_else(|| "another family".to_owned(), |address| address.to_string()),
    ))
}

#[cfg(linux_kernel)]
pub(super) fn device(socket: &Socket) -> io::Result<Value> {
    let index = socket.device()?.and_then(|name| sys::interface::index(name).ok()).unwrap_or(0);
    Ok(Value::Interface(interface::of_index(index)))
}

/// Binds to a device by name. An index has no name here, and counts as that of no interface.
#[cfg(linux_kernel)]
pub(super) fn bind_device(socket: &Socket, interface: Interface) -> io::Result<()> {
    match interface {
        Interface::Any => socket.bind_device(None),
        Interface::Loopback => socket.bind_device(Some(sys::interface::LOOPBACK.as_bytes())),
        Interface::Nonexistent | Interface::Number(_) => {
            socket.bind_device(Some(sys::interface::NONEXISTENT_NAME.as_bytes()))
        }
    }
}

/// The instruction "return" of a filter: BPF_RET | BPF_K of `linux/bpf_common.h`.
#[cfg(linux_kernel)]
const BPF_RET_K: u16 = 0x06;

/// A filter of one instruction: "return" with the number of bytes to keep.
#[cfg(linux_kernel)]
pub(super) fn attach_filter(socket: &Socket, bytes: u32) -> io::Result<()> {
    socket.attach_filter(&[socket2::SockFilter::new(BPF_RET_K, 0, 0, bytes)])
}

#[cfg(linux_kernel)]
pub(super) fn detach_filter(socket: &Socket, _: bool) -> io::Result<()> {
    socket.detach_filter()
}
