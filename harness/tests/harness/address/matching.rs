//! Which observed addresses match which shape, above all near misses: a shape that matches too much makes every case
//! agree.

use std::collections::BTreeMap;

use rstest::rstest;
use sockshape::address::{AddressShape, Context, Family, LinuxName, Name, Observed, UnixText};
use sockshape::problem::Findings;
use sockshape::yaml::parse;

use crate::support::{nothing_found, observed};

/// The address that the rows below refer to as `$saved`.
const SAVED: &str = "127.0.0.1:4000";

fn matches(shape: &str, address: &Observed, family: Option<Family>) -> bool {
    let findings = Findings::default();
    let shape_read = AddressShape::read(&parse(shape).expect("YAML"), &findings);
    nothing_found(findings, shape);
    let saved = BTreeMap::from([("saved".to_owned(), observed(SAVED)), ("saved_path".to_owned(), path("server", 75))]);
    shape_read.expect("a shape").matches(address, &Context { family, saved: &saved, trusting: false })
}

fn name(name: Name, length: u32) -> Observed {
    Observed::new(name, length)
}

fn path(rest: &str, length: u32) -> Observed {
    name(Name::Path(UnixText::InScratch(rest.into())), length)
}

fn path_elsewhere(path: &str, length: u32) -> Observed {
    name(Name::Path(UnixText::Elsewhere(path.into())), length)
}

fn abstract_name(rest: &str) -> Observed {
    name(Name::Abstract(UnixText::InScratch(rest.into())), 72)
}

const V4: Option<Family> = Some(Family::Inet);
const V6: Option<Family> = Some(Family::Inet6);

#[rstest]
#[case::loopback_v4("loopback:0", "127.0.0.1:0", V4)]
#[case::loopback_v6("loopback:0", "[::1]:0", V6)]
#[case::family_unknown("loopback:0", "127.0.0.1:0", None)]
#[case::family_unknown_v6("loopback:0", "[::1]:0", None)]
#[case::unspecified_v4("unspecified:0", "0.0.0.0:0", V4)]
#[case::unspecified_v6("unspecified:0", "[::]:0", V6)]
#[case::lowest_ephemeral("loopback:ephemeral", "127.0.0.1:1", V4)]
#[case::highest_ephemeral("loopback:ephemeral", "127.0.0.1:65535", V4)]
#[case::any_port("loopback:any", "127.0.0.1:0", V4)]
#[case::any_host("any:80", "192.0.2.1:80", V4)]
#[case::mapped("v4-mapped-loopback:80", "[::ffff:127.0.0.1]:80", V6)]
#[case::literal_v4("\"127.0.0.1:80\"", "127.0.0.1:80", V4)]
#[case::literal_v6("\"[fe80::1]:80\"", "[fe80::1]:80", V6)]
#[case::saved_port("loopback:$saved.port", "127.0.0.1:4000", V4)]
#[case::saved_port_in_the_other_family("loopback:$saved.port", "[::1]:4000", V6)]
#[case::saved("$saved", "127.0.0.1:4000", V4)]
#[case::saved_whatever_the_family("$saved", "127.0.0.1:4000", V6)]
#[case::family_in_full("{family: AF_INET, host: loopback}", "127.0.0.1:9", V6)]
#[case::flowinfo("{host: loopback, flowinfo: 7}", "[::1]:80 flowinfo 7", V6)]
#[case::flowinfo_not_claimed("loopback:80", "[::1]:80 flowinfo 7", V6)]
#[case::scope("{host: any, scope_id: 3}", "[fe80::1]:80 scope 3", V6)]
#[case::length("{host: loopback, length: 16}", "127.0.0.1:80", V4)]
#[case::only_a_length("{length: 28}", "[::1]:80", V6)]
#[case::empty_shape("{}", "[::1]:80", V6)]
fn internet_address_that_matches(#[case] shape: &str, #[case] address: &str, #[case] family: Option<Family>) {
    assert!(matches(shape, &observed(address), family));
}

#[rstest]
#[case::wrong_port("loopback:80", "127.0.0.1:81", V4)]
#[case::port_0_is_not_ephemeral("loopback:ephemeral", "127.0.0.1:0", V4)]
#[case::ephemeral_port_is_not_0("loopback:0", "127.0.0.1:40000", V4)]
#[case::port_in_the_other_byte_order("loopback:80", "127.0.0.1:20480", V4)]
#[case::wrong_host("loopback:80", "127.0.0.2:80", V4)]
#[case::unspecified_is_not_loopback("loopback:80", "0.0.0.0:80", V4)]
#[case::loopback_is_not_unspecified("unspecified:80", "[::1]:80", V6)]
#[case::v6_of_a_v4_socket("loopback:80", "[::1]:80", V4)]
#[case::v4_of_a_v6_socket("loopback:80", "127.0.0.1:80", V6)]
#[case::v4_of_a_unix_socket("any:any", "127.0.0.1:80", Some(Family::Unix))]
#[case::any_host_of_the_wrong_family("any:any", "127.0.0.1:80", V6)]
#[case::literal_of_the_wrong_family("\"127.0.0.1:80\"", "127.0.0.1:80", V6)]
#[case::mapped_is_not_v4("loopback:80", "[::ffff:127.0.0.1]:80", V6)]
#[case::v4_is_not_mapped("v4-mapped-loopback:80", "127.0.0.1:80", V4)]
#[case::loopback_is_not_mapped("v4-mapped-loopback:80", "[::1]:80", V6)]
#[case::other_mapped("v4-mapped-loopback:80", "[::ffff:127.0.0.2]:80", V6)]
#[case::compatible_is_not_mapped("v4-mapped-loopback:80", "[::127.0.0.1]:80", V6)]
#[case::swapped_name("$saved", "127.0.0.1:4001", V4)]
#[case::saved_with_another_host("$saved", "127.0.0.2:4000", V4)]
#[case::saved_with_another_length("$saved", "127.0.0.1:4000 length 28", V4)]
#[case::saved_port_of_another("loopback:$saved.port", "127.0.0.1:4001", V4)]
#[case::saved_under_another_name("$other", "127.0.0.1:4000", V4)]
#[case::saved_port_under_another_name("any:$other.port", "127.0.0.1:0", V4)]
#[case::port_of_a_saved_path("any:$saved_path.port", "127.0.0.1:0", V4)]
#[case::family_in_full("{family: AF_INET6, host: any}", "127.0.0.1:80", V4)]
#[case::wrong_flowinfo("{host: loopback, flowinfo: 7}", "[::1]:80 flowinfo 8", V6)]
#[case::lost_flowinfo("{host: loopback, flowinfo: 7}", "[::1]:80", V6)]
#[case::flowinfo_of_v4("{host: loopback, flowinfo: 0}", "127.0.0.1:80", V4)]
#[case::wrong_scope("{host: any, scope_id: 3}", "[fe80::1]:80", V6)]
#[case::swapped_scope_and_flowinfo("{host: any, flowinfo: 3}", "[fe80::1]:80 scope 3", V6)]
#[case::lost_length("{host: loopback, length: 16}", "127.0.0.1:80 length 0", V4)]
#[case::longer("{host: loopback, length: 16}", "127.0.0.1:80 length 28", V4)]
#[case::only_a_length("{length: 16}", "[::1]:80", V6)]
#[case::none("none", "0.0.0.0:0", V4)]
#[case::none_with_a_length_of_0("none", "0.0.0.0:0 length 0", V4)]
#[case::unnamed("unnamed", "0.0.0.0:0", V4)]
#[case::autobound("autobound", "127.0.0.1:40000", V4)]
fn internet_address_that_does_not_match(#[case] shape: &str, #[case] address: &str, #[case] family: Option<Family>) {
    assert!(!matches(shape, &observed(address), family));
}

#[rstest]
#[case::none("none", name(Name::None, 0))]
#[case::none_with_a_length("{length: 0}", name(Name::None, 0))]
#[case::unnamed("unnamed", name(Name::Unnamed, 2))]
#[case::unnamed_with_zeros("unnamed", name(Name::Unnamed, 16))]
#[case::autobound("autobound", name(Name::Abstract(UnixText::Elsewhere(b"00001".to_vec())), 8))]
#[case::path("{path: $scratch/server}", path("server", 74))]
#[case::path_and_length("{path: $scratch/server, length: 74}", path("server", 74))]
#[case::abstract_name("{abstract: $scratch/server}", abstract_name("server"))]
#[case::saved("$saved_path", path("server", 75))]
#[case::length("{length: 75}", path("server", 75))]
fn other_name_that_matches(#[case] shape: &str, #[case] name: Observed) {
    assert!(matches(shape, &name, Some(Family::Unix)));
}

#[rstest]
#[case::none_is_not_unnamed("unnamed", name(Name::None, 0))]
#[case::unnamed_is_not_none("none", name(Name::Unnamed, 2))]
#[case::none_is_not_an_address("any:any", name(Name::None, 0))]
#[case::other_path("{path: $scratch/server}", path("client", 74))]
#[case::longer_path("{path: $scratch/server}", path("server2", 75))]
#[case::shorter_path("{path: $scratch/server}", path("serve", 73))]
#[case::zero_byte_after_the_path("{path: $scratch/server}", path("server\0", 75))]
#[case::wrong_length("{path: $scratch/server, length: 75}", path("server", 74))]
#[case::abstract_is_not_a_path("{path: $scratch/server}", abstract_name("server"))]
#[case::path_is_not_abstract("{abstract: $scratch/server}", path("server", 74))]
#[case::path_elsewhere("{path: $scratch/server}", path_elsewhere("server", 8))]
#[case::path_elsewhere_that_looks_the_same("{path: $scratch/server}", path_elsewhere("$scratch/server", 17))]
#[case::name_of_37_bytes_is_not_autobound(
    "autobound",
    name(Name::Abstract(UnixText::Elsewhere(b"0123456789abcdef0123456789abcdef01234".to_vec())), 40)
)]
#[case::given_name_is_not_autobound("autobound", abstract_name("server"))]
#[case::path_is_not_autobound("autobound", path_elsewhere("00001", 8))]
#[case::unnamed_is_not_autobound("autobound", name(Name::Unnamed, 2))]
#[case::saved_with_another_length("$saved_path", path("server", 74))]
#[case::saved_of_another_kind("$saved", path("server", 75))]
#[case::unknown_family_is_not_an_address("any:any", name(Name::Other(Family::Number(40), vec![0; 14]), 16))]
#[case::cut_off_address_is_not_an_address("any:any", name(Name::Other(Family::Inet, vec![0; 5]), 7))]
fn other_name_that_does_not_match(#[case] shape: &str, #[case] name: Observed) {
    assert!(!matches(shape, &name, Some(Family::Unix)));
}

#[rstest]
#[case::v4("{family: AF_INET}", "127.0.0.1:80", Family::Inet)]
#[case::v6("{family: AF_INET6}", "[::1]:80", Family::Inet6)]
fn only_a_family_matches_any_internet_address_of_it(
    #[case] shape: &str,
    #[case] address: &str,
    #[case] socket: Family,
) {
    assert!(matches(shape, &observed(address), Some(socket)));
}

#[rstest]
#[case::unnamed(name(Name::Unnamed, 2))]
#[case::path(path("server", 75))]
fn only_a_family_matches_any_unix_name(#[case] name: Observed) {
    assert!(matches("{family: AF_UNIX}", &name, Some(Family::Unix)));
}

fn netlink(port: u32, groups: u32) -> Observed {
    name(Name::Linux(LinuxName::Netlink { port, groups }), 12)
}

#[rstest]
#[case::netlink("{family: AF_NETLINK}", netlink(5, 1))]
#[case::packet("{family: AF_PACKET}", name(Name::Linux(packet()), 18))]
#[case::vsock("{family: AF_VSOCK}", name(Name::Linux(LinuxName::Vsock { cid: 1, port: 5 }), 16))]
#[case::length("{length: 12}", netlink(5, 1))]
#[case::family_of_a_name_cut_off("{family: AF_NETLINK}", name(Name::Other(Family::Netlink, vec![0; 3]), 5))]
fn name_of_linux_that_matches(#[case] shape: &str, #[case] name: Observed) {
    assert!(matches(shape, &name, name.family()));
}

#[rstest]
#[case::other_family("{family: AF_PACKET}", netlink(5, 1))]
#[case::not_an_internet_address("any:any", netlink(5, 1))]
#[case::not_a_unix_name("unnamed", netlink(0, 0))]
#[case::not_none("none", netlink(0, 0))]
#[case::other_length("{length: 13}", netlink(5, 1))]
#[case::none("{family: AF_NETLINK}", name(Name::None, 0))]
#[case::saved("$saved", netlink(4000, 0))]
fn name_of_linux_that_does_not_match(#[case] shape: &str, #[case] name: Observed) {
    assert!(!matches(shape, &name, Some(Family::Netlink)));
}

fn packet() -> LinuxName {
    LinuxName::Packet { protocol: 3, interface: 1, hardware: 772, kind: 0, address: vec![0; 6] }
}

#[rstest]
#[case::v4("{family: AF_INET6}", "127.0.0.1:80")]
#[case::v6("{family: AF_INET}", "[::1]:80")]
#[case::unix("{family: AF_UNIX}", "127.0.0.1:80")]
fn only_a_family_does_not_match_another_one(#[case] shape: &str, #[case] address: &str) {
    assert!(!matches(shape, &observed(address), None));
}
