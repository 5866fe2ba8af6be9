//! Ports that the system gives nobody unasked, so that nobody has one who did not ask for just that.

use std::fs;
use std::ops::RangeInclusive;

/// Ports that IANA has assigned to nobody ("Service Name and Transport Protocol Port Number Registry", of 2026-02-13),
/// below those that systems choose from: RFC 6335, section 6, has those from 49152 on; Linux has 32768, gVisor 16000
/// and FreeBSD 10000 as the first (ip(7), ip_local_port_range; gVisor `pkg/tcpip/ports/ports.go`, `firstEphemeral`;
/// FreeBSD `sys/netinet/in.h`, `IPPORT_EPHEMERALFIRST`).
const PORTS: [RangeInclusive<u16>; 12] = [
    5365..=5396,
    5508..=5539,
    6164..=6199,
    6270..=6299,
    6516..=6542,
    6717..=6766,
    7041..=7069,
    7444..=7470,
    7512..=7541,
    7748..=7774,
    7811..=7844,
    8568..=8599,
];

/// These ports, without those that a setting of this host makes the system choose from.
pub fn quiet_ports() -> impl Iterator<Item = u16> {
    let setting = fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").ok();
    of_setting(setting.as_deref())
}

/// The same, given the setting: two numbers.
pub(super) fn of_setting(setting: Option<&str>) -> impl Iterator<Item = u16> + use<> {
    let mut numbers = setting.into_iter().flat_map(str::split_whitespace).map(str::parse::<u16>);
    let chosen = match (numbers.next(), numbers.next()) {
        (Some(Ok(first)), Some(Ok(last))) => Some(first..=last),
        _ => None,
    };
    PORTS.into_iter().flatten().filter(move |port| chosen.as_ref().is_none_or(|chosen| !chosen.contains(port)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none(None, 386)]
    #[case::default_of_linux(Some("32768\t60999\n"), 386)]
    #[case::part(Some("8000\t60999\n"), 354)]
    #[case::all(Some("1024\t65535\n"), 0)]
    #[case::nonsense(Some("all\n"), 386)]
    fn setting_leaves_ports(#[case] setting: Option<&str>, #[case] left: usize) {
        assert_eq!(of_setting(setting).count(), left);
    }

    /// Multicast DNS, PostgreSQL, X11, Redis, HTTP.
    #[rstest]
    fn servers_have_others(#[values(5353, 5432, 6000, 6379, 8080)] port: u16) {
        assert!(of_setting(None).all(|quiet| quiet != port));
    }
}
