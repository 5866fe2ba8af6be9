//! Control messages that arrived, as records: their types by name, and their data by what they mean.

use std::io;

use socket2::SockAddr;

use super::interface;
use super::sockets::Sockets;
use crate::operation::{AncillaryType, ControlType, PassedSockets, PendingError, Record, Remark, Value, Word};
use crate::platform::child;
use crate::platform::error_name::ErrorName;
use crate::sys::error_queue::{self, Queued};
use crate::sys::message::{Ancillary, Control};
use crate::sys::packet_info::{self, PacketInfo};
use crate::sys::{address, credentials};

/// The fields of a record.
type Fields = Vec<(&'static str, Value)>;

/// What shows a name that is in a message.
type Observe<'o> = &'o dyn Fn(&SockAddr) -> Value;

/// The control messages as records. Sockets that arrived get the names in `passed`. Those for which there is no name
/// are closed.
pub(super) fn records(ancillary: Vec<Ancillary>, passed: Option<&PassedSockets>, sockets: &Sockets) -> Vec<Record> {
    let mut names = passed.iter().flat_map(|passed| &passed.0);
    let record = |message: Ancillary| match message {
        Ancillary::Rights(found) => {
            let _no_child_keeps_it_open = child::exclude();
            let count = found.len() as i64;
            let mut unnamed = Vec::new();
            for socket in found {
                match names.next() {
                    Some(name) => sockets.add(&name.0, sockets.gate().received(socket)),
                    None => unnamed.push(socket),
                }
            }
            sockets.tidy(unnamed);
            Record(vec![kind(AncillaryType::Known(ControlType::Rights)), ("sockets", Value::Number(count))])
        }
        Ancillary::Other(control) => other(control, &|name| Value::Address(sockets.observe(name))),
    };
    ancillary.into_iter().map(record).collect()
}

fn kind(kind: AncillaryType) -> (&'static str, Value) {
    ("type", Value::Word(Word::Ancillary(kind)))
}

/// A control message as a record: its fields if the harness knows its type, otherwise, or if it was cut off, its bytes.
fn other(control: Control, observe: Observe) -> Record {
    let data = |data| ("data", Value::Data(data));
    let found = TYPES.iter().find(|(level, number, _)| (*level, *number) == (control.level, control.kind));
    let Some((_, _, found)) = found else {
        let numbers = AncillaryType::Other { level: control.level, kind: control.kind };
        return Record(vec![kind(numbers), data(control.data)]);
    };
    let mut fields = vec![kind(AncillaryType::Known(*found))];
    match decode(*found, &control.data).or_else(|| decode_names(*found, &control.data, observe)) {
        Some(decoded) => fields.extend(decoded),
        None => fields.push(data(control.data)),
    }
    Record(fields)
}

/// What the data of a control message says; none if it was cut off.
fn decode(kind: ControlType, data: &[u8]) -> Option<Fields> {
    match kind {
        ControlType::IpPktinfo => packet_info::read(packet_info::Version::V4, data).map(|info| info_fields(&info)),
        ControlType::Ipv6Pktinfo => packet_info::read(packet_info::Version::V6, data).map(|info| info_fields(&info)),
        ControlType::Credentials => credentials::read(data).map(|sender| {
            let own = |name, own: bool| (name, Value::Flag(own));
            vec![own("own_process", sender.process), own("own_user", sender.user), own("own_group", sender.group)]
        }),
        ControlType::IpTos
        | ControlType::IpRecvtos
        | ControlType::IpTtl
        | ControlType::IpRecvttl
        | ControlType::Ipv6Hoplimit
        | ControlType::Ipv6Tclass => number(data).map(|value| vec![("value", value)]),
        // A time is another in every run.
        ControlType::Timestamp => Some(vec![("size", Value::Number(data.len() as i64))]),
        ControlType::Rights
        | ControlType::IpRecverr
        | ControlType::Ipv6Recverr
        | ControlType::IpOrigdstaddr
        | ControlType::Ipv6Origdstaddr => None,
    }
}

/// The same for messages that hold the name of a socket.
fn decode_names(kind: ControlType, data: &[u8], observe: Observe) -> Option<Fields> {
    match kind {
        ControlType::IpRecverr | ControlType::Ipv6Recverr => {
            error_queue::read(data).map(|queued| error_fields(&queued, observe))
        }
        ControlType::IpOrigdstaddr | ControlType::Ipv6Origdstaddr => {
            Some(vec![("name", observe(&address::from_bytes(data)))])
        }
        _ => None,
    }
}

/// The fields of an error that waits.
fn error_fields(queued: &Queued, observe: Observe) -> Fields {
    let error = io::Error::from_raw_os_error(queued.error);
    let pending = Word::PendingError(PendingError((queued.error != 0).then(|| ErrorName::of(&error))));
    let mut fields = vec![("error", Value::Word(pending)), ("origin", Value::Text(queued.origin.to_owned()))];
    if queued.is_of_icmp() {
        fields.push(("icmp_type", Value::Number(queued.icmp_type.into())));
        fields.push(("icmp_code", Value::Number(queued.icmp_code.into())));
    }
    fields.extend(queued.offender.as_ref().map(|offender| ("offender", observe(offender))));
    fields
}

/// The number in as many bytes as the system sent: `int`, or an octet as it is in the header of a packet.
fn number(data: &[u8]) -> Option<Value> {
    match *data {
        [octet] => Some(Value::Number(octet.into()).with(vec![Remark::Length(1)])),
        [a, b, c, d] => Some(Value::Number(i32::from_ne_bytes([a, b, c, d]).into())),
        _ => None,
    }
}

/// The fields of the information about a packet.
fn info_fields(info: &PacketInfo) -> Fields {
    let destination = ("destination", Value::Ip(info.destination));
    let local = info.local.map(|local| ("local", Value::Ip(local.into())));
    let interface = ("interface", Value::InterfaceName(interface::of_index(info.interface)));
    [Some(destination), local, Some(interface)].into_iter().flatten().collect()
}

/// Level and number of each type that an option in the table of options brings. Some systems name the type like what
/// it holds, some like the option: ip(7) of Linux, ip(4) of macOS and FreeBSD, RFC 3542.
#[cfg(unix)]
const TYPES: &[(i32, i32, ControlType)] = &[
    #[cfg(has_ip_pktinfo)]
    (libc::IPPROTO_IP, libc::IP_PKTINFO, ControlType::IpPktinfo),
    (libc::IPPROTO_IPV6, libc::IPV6_PKTINFO, ControlType::Ipv6Pktinfo),
    #[cfg(target_os = "linux")]
    (libc::SOL_SOCKET, libc::SCM_CREDENTIALS, ControlType::Credentials),
    #[cfg(has_recvtos)]
    (libc::IPPROTO_IP, libc::IP_TOS, ControlType::IpTos),
    #[cfg(has_recvtos)]
    (libc::IPPROTO_IP, libc::IP_RECVTOS, ControlType::IpRecvtos),
    #[cfg(has_recvttl)]
    (libc::IPPROTO_IP, libc::IP_TTL, ControlType::IpTtl),
    #[cfg(has_recvttl)]
    (libc::IPPROTO_IP, libc::IP_RECVTTL, ControlType::IpRecvttl),
    #[cfg(linux_kernel)]
    (libc::IPPROTO_IP, libc::IP_RECVERR, ControlType::IpRecverr),
    #[cfg(linux_kernel)]
    (libc::IPPROTO_IPV6, libc::IPV6_RECVERR, ControlType::Ipv6Recverr),
    #[cfg(linux_kernel)]
    (libc::IPPROTO_IP, libc::IP_ORIGDSTADDR, ControlType::IpOrigdstaddr),
    #[cfg(linux_kernel)]
    (libc::IPPROTO_IPV6, libc::IPV6_ORIGDSTADDR, ControlType::Ipv6Origdstaddr),
    #[cfg(linux_kernel)]
    (libc::SOL_SOCKET, libc::SCM_TIMESTAMP, ControlType::Timestamp),
    #[cfg(has_recvhoplimit)]
    (libc::IPPROTO_IPV6, libc::IPV6_HOPLIMIT, ControlType::Ipv6Hoplimit),
    #[cfg(has_recvtos)]
    (libc::IPPROTO_IPV6, libc::IPV6_TCLASS, ControlType::Ipv6Tclass),
];

/// "WSARecvMsg" on Microsoft Learn, `ws2ipdef.h`.
#[cfg(windows)]
const TYPES: &[(i32, i32, ControlType)] = {
    use windows_sys::Win32::Networking::WinSock as winsock;
    &[
        (winsock::IPPROTO_IP, winsock::IP_PKTINFO, ControlType::IpPktinfo),
        (winsock::IPPROTO_IPV6, winsock::IPV6_PKTINFO, ControlType::Ipv6Pktinfo),
        (winsock::IPPROTO_IP, winsock::IP_TOS, ControlType::IpTos),
        (winsock::IPPROTO_IPV6, winsock::IPV6_TCLASS, ControlType::Ipv6Tclass),
    ]
};

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::int(ControlType::Ipv6Hoplimit, &7_i32.to_ne_bytes(), Value::Number(7))]
    #[case::unset(ControlType::Ipv6Tclass, &(-1_i32).to_ne_bytes(), Value::Number(-1))]
    #[case::octet(ControlType::IpTos, &[184], Value::Number(184).with(vec![Remark::Length(1)]))]
    fn number_of_either_size(#[case] kind: ControlType, #[case] data: &[u8], #[case] value: Value) {
        assert_eq!(decode(kind, data), Some(vec![("value", value)]));
    }

    #[test]
    fn number_that_was_cut_off_is_shown_as_bytes() {
        assert_eq!(decode(ControlType::Ipv6Hoplimit, &[7, 0]), None);
    }

    #[test]
    fn type_without_a_name_is_shown_by_its_numbers() {
        let control = Control { level: 41, kind: 999, data: b"x".to_vec() };
        let record = other(control, &|_| Value::Flag(false));
        let data = ("data", Value::Data(b"x".to_vec()));
        assert_eq!(record, Record(vec![kind(AncillaryType::Other { level: 41, kind: 999 }), data]));
    }

    /// An option that brings a control message has a name for it.
    #[cfg(target_os = "linux")]
    #[test]
    fn every_type_has_a_place() {
        assert_eq!(TYPES.len(), ControlType::NAMES.len() - 1, "SCM_RIGHTS is no part of the table");
    }
}
