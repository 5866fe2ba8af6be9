//! Whether this process may bind low ports, by the rule of Linux.
//!
//! To try it is not enough: a kernel that imitates Linux may know the rule and not keep it.

/// The highest of the low ports that cases ask for.
pub(super) const HIGHEST: u16 = 3;

/// The number of CAP_NET_BIND_SERVICE in <linux/capability.h>.
const NET_BIND_SERVICE: u32 = 10;

/// The first port that every process may bind, unless a setting says otherwise: ip(7). The setting exists since Linux
/// 4.11.
const FIRST_FREE: u16 = 1024;

/// Whether the rule forbids this process to bind this port. `status` is its status in proc(5), `start` the setting
/// `ip_unprivileged_port_start`.
pub(super) fn is_refused(port: u16, status: &str, start: Option<&str>) -> bool {
    lacks_privilege(status) && first_free(start) > port
}

/// Looks at the effective capabilities, a set of bits in hex. A status without them proves nothing.
fn lacks_privilege(status: &str) -> bool {
    let set = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
    let set = set.and_then(|set| u64::from_str_radix(set.trim(), 16).ok());
    set.is_some_and(|set| set & (1 << NET_BIND_SERVICE) == 0)
}

fn first_free(setting: Option<&str>) -> u16 {
    setting.and_then(|setting| setting.trim().parse().ok()).unwrap_or(FIRST_FREE)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nothing("Name:\tcat\nCapEff:\t0000000000000000\nSeccomp:\t0\n", true)]
    #[case::all("CapEff:\t000001ffffffffff\n", false)]
    #[case::all_but_that("CapEff:\t000001fffffffbff\n", true)]
    #[case::that_alone("CapEff:\t0000000000000400\n", false)]
    #[case::inherited("CapInh:\t0000000000000000\n", false)]
    #[case::no_set("CapEff:\tall\n", false)]
    fn the_effective_set_tells(#[case] status: &str, #[case] lacks: bool) {
        assert_eq!(lacks_privilege(status), lacks);
    }

    #[rstest]
    #[case(None, true)]
    #[case(Some("0\n"), false)]
    #[case(Some("3\n"), false)]
    #[case(Some("4\n"), true)]
    #[case(Some("30000\n"), true)]
    fn the_setting_tells_the_first_free_port(#[case] start: Option<&str>, #[case] refused: bool) {
        assert_eq!(is_refused(HIGHEST, "CapEff:\t0000000000000000\n", start), refused);
        assert!(!is_refused(HIGHEST, "CapEff:\t000001ffffffffff\n", start));
    }
}
