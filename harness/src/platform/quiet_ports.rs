//! Ports that the system gives nobody unasked, so that nobody has one who did not ask for just that.

use std::fs;
use std::ops::RangeInclusive;

/// Above what servers of a system use, and below the ports that systems choose from: RFC 6335, section 6, has those
/// from 49152 on; Linux has 32768 and gVisor 16000 as the first (ip(7), ip_local_port_range; gVisor
/// `pkg/tcpip/ports/ports.go`, `firstEphemeral`).
const PORTS: RangeInclusive<u16> = 5001..=9999;

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
    PORTS.filter(move |port| chosen.as_ref().is_none_or(|chosen| !chosen.contains(port)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::none(None, 4999)]
    #[case::default_of_linux(Some("32768\t60999\n"), 4999)]
    #[case::part(Some("8000\t60999\n"), 2999)]
    #[case::all(Some("1024\t65535\n"), 0)]
    #[case::nonsense(Some("all\n"), 4999)]
    fn setting_leaves_ports(#[case] setting: Option<&str>, #[case] left: usize) {
        assert_eq!(of_setting(setting).count(), left);
    }
}
