//! Calls in the table of options for which socket2 has no method of the form that the table wants.

use std::io;
use std::net::{IpAddr, Ipv4Addr};

use socket2::Socket;

#[cfg(has_so_protocol)]
use super::super::attribute;
use super::super::failure::unsupported;
use super::super::{interface, numbers};
use crate::operation::{Group, GroupInterface, HostInterface, Interface, SocketType};
#[cfg(linux_kernel)]
use crate::sys;
use crate::sys::packet_info::{self, Version};

pub(super) fn broadcast(socket: &Socket) -> io::Result<bool> {
    socket.broadcast()
}

pub(super) fn kind(socket: &Socket) -> io::Result<SocketType> {
    Ok(numbers::to_type(socket.r#type()?))
}

/// The number by which the kernel knows a socket.
#[cfg(target_os = "linux")]
pub(super) struct Cookie(u64);

#[cfg(target_os = "linux")]
impl super::convert::IntoValue for Cookie {
    fn into_value(self, _: crate::operation::SettingKind) -> crate::operation::Value {
        crate::operation::Value::Cookie(self.0)
    }
}

#[cfg(target_os = "linux")]
pub(super) fn cookie(socket: &Socket) -> io::Result<Cookie> {
    socket.cookie().map(Cookie)
}

/// The numbers of the congestion controls, joined by `|`.
#[cfg(target_os = "linux")]
pub(super) fn available_ccids(socket: &Socket) -> io::Result<String> {
    /// The number has 8 bits: RFC 4340, section 10.
    const MOST: usize = 256;
    let numbers = socket.dccp_available_ccids::<MOST>()?;
    Ok(numbers.iter().map(u8::to_string).collect::<Vec<_>>().join("|"))
}

pub(super) fn set_multicast_if(socket: &Socket, ip: Ipv4Addr) -> io::Result<()> {
    socket.set_multicast_if_v4(&ip)
}

pub(super) fn multicast_if_v6(socket: &Socket) -> io::Result<HostInterface> {
    socket.multicast_if_v6().map(interface::of_index)
}

pub(super) fn set_multicast_if_v6(socket: &Socket, interface: Interface) -> io::Result<()> {
    socket.set_multicast_if_v6(interface::index(interface)?)
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

#[cfg(has_keepalive_times)]
pub(super) fn keepidle(socket: &Socket) -> io::Result<Option<std::time::Duration>> {
    socket.tcp_keepalive_time().map(Some)
}

#[cfg(has_keepalive_times)]
pub(super) fn keepintvl(socket: &Socket) -> io::Result<Option<std::time::Duration>> {
    socket.tcp_keepalive_interval().map(Some)
}

/// socket2 sets SO_KEEPALIVE along with these.
#[cfg(has_keepalive_times)]
pub(super) fn set_keepidle(socket: &Socket, time: Option<std::time::Duration>) -> io::Result<()> {
    socket.set_tcp_keepalive(&socket2::TcpKeepalive::new().with_time(time.unwrap_or_default()))
}

#[cfg(has_keepalive_times)]
pub(super) fn set_keepintvl(socket: &Socket, time: Option<std::time::Duration>) -> io::Result<()> {
    socket.set_tcp_keepalive(&socket2::TcpKeepalive::new().with_interval(time.unwrap_or_default()))
}

#[cfg(has_keepalive_times)]
pub(super) fn set_keepcnt(socket: &Socket, count: u32) -> io::Result<()> {
    socket.set_tcp_keepalive(&socket2::TcpKeepalive::new().with_retries(count))
}

#[cfg(has_so_protocol)]
pub(super) fn protocol(socket: &Socket) -> io::Result<crate::operation::Protocol> {
    Ok(numbers::to_protocol(attribute::ask_protocol(socket)?))
}

#[cfg(has_tcp_congestion)]
pub(super) fn congestion(socket: &Socket) -> io::Result<String> {
    let name = socket.tcp_congestion()?;
    let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
    Ok(String::from_utf8_lossy(&name[..end]).into_owned())
}

#[cfg(has_tcp_congestion)]
pub(super) fn set_congestion(socket: &Socket, name: String) -> io::Result<()> {
    socket.set_tcp_congestion(name.as_bytes())
}

#[cfg(has_original_dst)]
pub(super) fn original_dst(socket: &Socket) -> io::Result<String> {
    socket.original_dst_v4().map(destination)
}

#[cfg(has_original_dst)]
pub(super) fn original_dst_v6(socket: &Socket) -> io::Result<String> {
    socket.original_dst_v6().map(destination)
}

/// Only a connection that was redirected has an original destination, and no case can redirect one.
#[cfg(has_original_dst)]
fn destination(address: socket2::SockAddr) -> String {
    address.as_socket().map_or_else(|| "another family".to_owned(), |address| address.to_string())
}

#[cfg(linux_kernel)]
pub(super) fn domain(socket: &Socket) -> io::Result<crate::address::Family> {
    Ok(crate::address::Family::numbered(socket.domain()?.into()))
}

#[cfg(linux_kernel)]
pub(super) fn device(socket: &Socket) -> io::Result<HostInterface> {
    let index = socket.device()?.map_or(0, |name| sys::interface::index(&name));
    Ok(interface::of_index(index))
}

/// Binds to a device by name. No interface has the name that stands for one that does not exist.
#[cfg(linux_kernel)]
pub(super) fn bind_device(socket: &Socket, interface: Interface) -> io::Result<()> {
    match interface {
        Interface::Any => socket.bind_device(None),
        Interface::Loopback => socket.bind_device(Some(sys::interface::LOOPBACK.as_bytes())),
        Interface::Nonexistent | Interface::Number(_) => socket.bind_device(Some(b"nonexistent")),
    }
}

#[cfg(has_device_index)]
pub(super) fn device_index(socket: &Socket) -> io::Result<HostInterface> {
    Ok(interface::of_index(socket.device_index_v4()?.map_or(0, std::num::NonZero::get)))
}

#[cfg(has_device_index)]
pub(super) fn bind_device_by_index(socket: &Socket, interface: Interface) -> io::Result<()> {
    socket.bind_device_by_index_v4(std::num::NonZero::new(interface::index(interface)?))
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

#[cfg(has_ip_pktinfo)]
pub(super) fn pktinfo(socket: &Socket) -> io::Result<bool> {
    packet_info::is_requested(socket, Version::V4)
}

#[cfg(has_ip_pktinfo)]
pub(super) fn set_pktinfo(socket: &Socket, on: bool) -> io::Result<()> {
    packet_info::request(socket, Version::V4, on)
}

pub(super) fn recvpktinfo(socket: &Socket) -> io::Result<bool> {
    packet_info::is_requested(socket, Version::V6)
}

pub(super) fn set_recvpktinfo(socket: &Socket, on: bool) -> io::Result<()> {
    packet_info::request(socket, Version::V6, on)
}
