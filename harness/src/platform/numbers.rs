//! The numbers of constants on every platform. [`super::constant`] has those of this one; a claim is about any.
//!
//! Sources: the libc crate 0.2.191 and windows-sys 0.61, which have them from the headers of each system, and "Protocol
//! Numbers" of IANA. A test compares them with the headers of the system that it runs on.

use super::identity::Platform;
use super::selector::Selector;

/// The systems, in the order of the columns of [`NUMBERS`].
const SYSTEMS: [Selector; 8] = [
    Selector::Linux,
    Selector::Macos,
    Selector::Freebsd,
    Selector::Netbsd,
    Selector::Openbsd,
    Selector::Dragonfly,
    Selector::Illumos,
    Selector::Windows,
];

/// Stands for the number of a constant that a system lacks.
const LACKS: i32 = -1;

/// Constants whose numbers differ from system to system.
const NUMBERS: &[(&str, [i32; 8])] = &[
    ("AF_INET6", [10, 30, 28, 24, 24, 28, 26, 23]),
    ("AF_NETLINK", [16, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS]),
    ("AF_PACKET", [17, LACKS, LACKS, LACKS, LACKS, LACKS, 32, LACKS]),
    ("AF_VSOCK", [40, 40, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS]),
    ("SOCK_STREAM", [1, 1, 1, 1, 1, 1, 2, 1]),
    ("SOCK_DGRAM", [2, 2, 2, 2, 2, 2, 1, 2]),
    ("SOCK_RAW", [3, 3, 3, 3, 3, 3, 4, 3]),
    ("SOCK_RDM", [4, 4, 4, 4, 4, 4, 5, 4]),
    ("SOCK_SEQPACKET", [5, 5, 5, 5, 5, 5, 6, 5]),
    ("SOCK_DCCP", [6, LACKS, LACKS, 6, LACKS, LACKS, LACKS, LACKS]),
    ("IPPROTO_ST", [LACKS, 7, 7, LACKS, LACKS, 7, LACKS, 5]),
    ("IPPROTO_CBT", [LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, 7]),
    ("IPPROTO_IGP", [LACKS, 85, 85, LACKS, LACKS, 85, LACKS, 9]),
    ("IPPROTO_RM", [LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, 113]),
    ("IPPROTO_DIVERT", [LACKS, 254, 258, LACKS, 258, 254, LACKS, LACKS]),
    ("IPPROTO_MPTCP", [262, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS]),
    ("MSG_TRUNC", [0x20, 0x10, 0x10, 0x10, 0x10, 0x10, 0x20, 0x100]),
    ("MSG_CTRUNC", [0x08, 0x20, 0x20, 0x20, 0x20, 0x20, 0x10, 0x200]),
    ("MSG_DONTWAIT", [0x40, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, LACKS]),
    ("MSG_WAITALL", [0x100, 0x40, 0x40, 0x40, 0x40, 0x40, 0x40, 0x08]),
    ("MSG_EOR", [0x80, 0x08, 0x08, 0x08, 0x08, 0x08, 0x08, LACKS]),
    ("MSG_NOSIGNAL", [0x4000, 0x8_0000, 0x2_0000, 0x400, 0x400, 0x400, 0x200, LACKS]),
    ("MSG_MORE", [0x8000, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS]),
    ("MSG_FASTOPEN", [0x2000_0000, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS]),
    ("MSG_ERRQUEUE", [0x2000, LACKS, LACKS, LACKS, LACKS, LACKS, LACKS, 0x1000]),
];

/// Constants that have the same number on every system that has them. Which systems those are is not written down here.
const EVERYWHERE: &[(&str, i32)] = &[
    ("AF_UNSPEC", 0),
    ("AF_UNIX", 1),
    ("AF_INET", 2),
    ("MSG_OOB", 1),
    ("MSG_PEEK", 2),
    ("IPPROTO_IP", 0),
    ("IPPROTO_HOPOPTS", 0),
    ("IPPROTO_ICMP", 1),
    ("IPPROTO_IGMP", 2),
    ("IPPROTO_GGP", 3),
    ("IPPROTO_TCP", 6),
    ("IPPROTO_EGP", 8),
    ("IPPROTO_PUP", 12),
    ("IPPROTO_UDP", 17),
    ("IPPROTO_IDP", 22),
    ("IPPROTO_RDP", 27),
    ("IPPROTO_TP", 29),
    ("IPPROTO_DCCP", 33),
    ("IPPROTO_IPV6", 41),
    ("IPPROTO_ROUTING", 43),
    ("IPPROTO_FRAGMENT", 44),
    ("IPPROTO_RSVP", 46),
    ("IPPROTO_GRE", 47),
    ("IPPROTO_ESP", 50),
    ("IPPROTO_AH", 51),
    ("IPPROTO_ICMPV6", 58),
    ("IPPROTO_NONE", 59),
    ("IPPROTO_DSTOPTS", 60),
    ("IPPROTO_ND", 77),
    ("IPPROTO_PIM", 103),
    ("IPPROTO_PGM", 113),
    ("IPPROTO_L2TP", 115),
    ("IPPROTO_SCTP", 132),
    ("IPPROTO_UDPLITE", 136),
    ("IPPROTO_RAW", 255),
];

/// The number of a constant on a platform: a family, a type, a protocol or the flag of a message. `None` if the tables
/// say that the platform lacks it, or do not have it. One with the same number everywhere has that on a platform that
/// lacks it, too, because the registry of IANA is no system's own: whoever asks for 132 there asks for SCTP, and the
/// answer is that number.
#[must_use]
pub fn number_on(platform: Platform, name: &str) -> Option<i32> {
    if let Some((_, number)) = EVERYWHERE.iter().find(|(known, _)| *known == name) {
        return Some(*number);
    }
    let (_, numbers) = NUMBERS.iter().find(|(known, _)| *known == name)?;
    let column = SYSTEMS.iter().position(|system| platform.lineage().any(|selector| selector == *system))?;
    Some(numbers[column]).filter(|number| *number != LACKS)
}

#[cfg(test)]
mod tests {
    use super::super::constant::{self, Prefix};
    use super::super::detect::identify;
    use super::*;

    /// A record shows a protocol by its name, and a claim may give its number.
    #[test]
    fn protocol_with_a_name_has_a_number() {
        for platform in Platform::all() {
            for name in constant::names(Prefix::Protocol).filter(|name| constant::is_on(name, platform)) {
                assert!(number_on(platform, name).is_some(), "{name} on {platform}");
            }
        }
    }

    /// The headers decide.
    #[test]
    fn numbers_are_those_of_the_headers() {
        let platform = identify().expect("a platform").platform;
        let prefixes = [Prefix::Family, Prefix::SocketType, Prefix::Protocol, Prefix::Message];
        let constants = prefixes.into_iter().flat_map(constant::table);
        let compared = constants.filter_map(|(name, number)| Some((name, number?, number_on(platform, name)?)));
        let compared: Vec<_> = compared.collect();
        assert!(compared.len() > 30, "only {} constants are in both tables", compared.len());
        for (name, header, number) in compared {
            assert_eq!(i64::from(number), header, "{name}");
        }
    }
}
