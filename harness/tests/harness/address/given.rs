//! Addresses on their way to the system and back: a given address becomes bytes, and bytes become an observed address.

use std::net::{Ipv4Addr, Ipv6Addr};

use rstest::rstest;
use sockshape::address::{Family, FilledAddress, FilledPort, Name, Observed, SpeltAddress, SpeltName, UnixText};
use sockshape::sys::address::{from_bytes, length, to_bytes};

use crate::support::observed;

/// The path of a case's own folder in these tests.
pub(super) const SCRATCH: &[u8] = b"/tmp/sockshape-x";

/// What the system would return if it kept a given address as it is.
pub(super) fn there_and_back(given: &FilledAddress) -> Observed {
    let address = from_bytes(&given.encode(SCRATCH));
    Observed::read(&to_bytes(&address), length(&address), Some(SCRATCH))
}

/// A given address with this name.
pub(super) fn given(name: SpeltName<FilledPort>, length: Option<u32>) -> FilledAddress {
    FilledAddress::Spelt(SpeltAddress { name, length })
}

fn v4(length: Option<u32>) -> FilledAddress {
    given(SpeltName::Inet { ip: Ipv4Addr::new(127, 1, 2, 3), port: FilledPort::Number(0x1234) }, length)
}

fn v6(flowinfo: u32, scope_id: u32, length: Option<u32>) -> FilledAddress {
    let ip = Ipv6Addr::new(0xfe80, 0, 0, 0, 1, 2, 3, 4);
    given(SpeltName::Inet6 { ip, port: FilledPort::Number(0x1234), flowinfo, scope_id }, length)
}

#[rstest]
#[case::v4(v4(None), "127.1.2.3:4660")]
#[case::v4_padded(v4(Some(20)), "127.1.2.3:4660 length 20")]
#[case::v4_without_the_zeros_at_the_end(v4(Some(8)), "127.1.2.3:4660 length 8")]
#[case::v6(v6(0, 0, None), "[fe80::1:2:3:4]:4660")]
#[case::v6_with_flowinfo(v6(0x1234, 0, None), "[fe80::1:2:3:4]:4660 flowinfo 4660")]
#[case::v6_with_scope(v6(0, 0x1234, None), "[fe80::1:2:3:4]:4660 scope 4660")]
#[case::v6_padded(v6(1, 2, Some(128)), "[fe80::1:2:3:4]:4660 flowinfo 1 scope 2 length 128")]
fn internet_address(#[case] given: FilledAddress, #[case] expected: &str) {
    assert_eq!(there_and_back(&given), observed(expected));
}

#[rstest]
#[case::of_a_number(FilledPort::Number(80), 80)]
#[case::saved(FilledPort::Saved(40_000), 40_000)]
fn given_port(#[case] port: FilledPort, #[case] expected: u16) {
    let given = given(SpeltName::Inet { ip: Ipv4Addr::LOCALHOST, port }, None);
    assert_eq!(there_and_back(&given).port(), Some(expected));
}

#[rstest]
#[case::nothing(0, Name::None)]
#[case::half_a_family(1, Name::Other(Family::Unspec, v4(None).encode(SCRATCH)[..1].to_vec()))]
#[case::only_a_family(2, Name::Other(Family::Inet, vec![]))]
#[case::half_a_port(3, Name::Other(Family::Inet, vec![0x12]))]
#[case::three_bytes_of_the_host(7, Name::Other(Family::Inet, vec![0x12, 0x34, 127, 1, 2]))]
fn v4_cut_off(#[case] length: u32, #[case] name: Name) {
    assert_eq!(there_and_back(&v4(Some(length))), Observed::new(name, length));
}

#[test]
fn v6_without_its_scope_is_not_an_internet_address() {
    let Name::Other(Family::Inet6, rest) = there_and_back(&v6(0, 0, Some(24))).name else {
        panic!("24 bytes are too few for AF_INET6");
    };
    assert_eq!(rest.len(), 22);
}

/// The path of a file in the case's own folder.
fn path(rest: &str) -> SpeltName<FilledPort> {
    SpeltName::Path(format!("$scratch/{rest}"))
}

fn in_scratch(text: impl Into<Vec<u8>>) -> UnixText {
    UnixText::InScratch(text.into())
}

fn elsewhere(text: impl Into<Vec<u8>>) -> UnixText {
    UnixText::Elsewhere(text.into())
}

#[rstest]
#[case::path(path("a"), None, Name::Path(in_scratch("a")), 21)]
#[case::path_without_the_zero_at_the_end(path("a"), Some(20), Name::Path(in_scratch("a")), 20)]
#[case::path_with_zeros_at_the_end(path("a"), Some(110), Name::Path(in_scratch("a")), 110)]
#[case::path_cut_off(path("ab"), Some(20), Name::Path(in_scratch("a")), 20)]
#[case::path_cut_off_before_scratch_ends(path("a"), Some(6), Name::Path(elsewhere("/tmp")), 6)]
#[case::relative_path(SpeltName::Relative("./a".into()), None, Name::Path(elsewhere("./a")), 6)]
#[case::unnamed(SpeltName::Unnamed, None, Name::Unnamed, 2)]
fn unix_name(
    #[case] name: SpeltName<FilledPort>,
    #[case] length: Option<u32>,
    #[case] expected: Name,
    #[case] expected_length: u32,
) {
    let expected = Observed::new(expected, expected_length);
    assert_eq!(there_and_back(&given(name, length)), expected);
}

/// Windows can return a path with its own separator; records always have `/`. Elsewhere, a backslash is part of a name.
#[rstest]
#[case::before_the_name(r"\a", in_scratch("a"), elsewhere([SCRATCH, br"\a"].concat()))]
#[case::in_the_name(r"/a\b", in_scratch("a/b"), in_scratch(r"a\b"))]
fn path_with_a_backslash(#[case] rest: &str, #[case] on_windows: UnixText, #[case] on_unix: UnixText) {
    let expected = if cfg!(windows) { on_windows } else { on_unix };
    let bytes = [SCRATCH, rest.as_bytes(), &[0]].concat();
    let raw = given(SpeltName::Raw(Family::Unix, bytes), None);
    assert_eq!(there_and_back(&raw).name, Name::Path(expected));
}

#[cfg(linux_kernel)]
#[rstest]
#[case::own(SpeltName::Abstract("$scratch/a".into()), None, in_scratch("a"), 21)]
#[case::zeros_count(SpeltName::Abstract("$scratch/a".into()), Some(23), in_scratch("a\0\0"), 23)]
#[case::raw(SpeltName::Raw(Family::Unix, b"\0abc".to_vec()), None, elsewhere("abc"), 6)]
#[case::only_a_zero(SpeltName::Unnamed, Some(3), elsewhere(""), 3)]
fn abstract_name(
    #[case] name: SpeltName<FilledPort>,
    #[case] length: Option<u32>,
    #[case] expected: UnixText,
    #[case] expected_length: u32,
) {
    let expected = Observed::new(Name::Abstract(expected), expected_length);
    assert_eq!(there_and_back(&given(name, length)), expected);
}

/// A path that fills `sun_path`, 108 bytes on Linux (unix(7)), has no room for a zero byte, so none is added.
#[cfg(target_os = "linux")]
#[rstest]
#[case::one_short(107, 110)]
#[case::full(108, 110)]
#[case::longer(109, 111)]
fn zero_byte_after_a_long_path(#[case] size: usize, #[case] length: usize) {
    let rest = "x".repeat(size - SCRATCH.len() - 1);
    let given = given(path(&rest), None);
    assert_eq!(given.encode(SCRATCH).len(), length);
}

#[rstest]
#[case::of_an_unknown_family(Family::Number(99), vec![1, 2, 3], None, vec![1, 2, 3], 5)]
#[case::of_no_family(Family::Unspec, vec![0; 14], None, vec![0; 14], 16)]
#[case::padded(Family::Number(99), vec![1], Some(5), vec![1, 0, 0], 5)]
#[case::cut_off(Family::Number(99), vec![1, 2, 3], Some(3), vec![1], 3)]
fn raw_bytes(
    #[case] family: Family,
    #[case] bytes: Vec<u8>,
    #[case] length: Option<u32>,
    #[case] rest: Vec<u8>,
    #[case] expected: u32,
) {
    let observed = there_and_back(&given(SpeltName::Raw(family, bytes), length));
    assert_eq!(observed, Observed::new(Name::Other(family, rest), expected));
}

#[test]
fn raw_bytes_of_an_address_are_that_address() {
    let bytes = [&[0x12, 0x34, 127, 1, 2, 3][..], &[0; 8]].concat();
    let raw = given(SpeltName::Raw(Family::Inet, bytes), None);
    assert_eq!(raw.encode(SCRATCH), v4(None).encode(SCRATCH));
}

#[rstest]
#[case::v4(observed("127.0.0.1:80"))]
#[case::v6(observed("[fe80::1]:80 flowinfo 3 scope 4"))]
#[case::other_length(observed("127.0.0.1:80 length 20"))]
#[case::unnamed(Observed::new(Name::Unnamed, 2))]
#[case::path(Observed::new(Name::Path(in_scratch("a")), 21))]
#[case::path_elsewhere(Observed::new(Name::Path(elsewhere("/x")), 5))]
#[case::path_longer_than_its_field(Observed::new(Name::Path(in_scratch(vec![b'x'; 92])), 111))]
#[case::other(Observed::new(Name::Other(Family::Number(99), vec![1, 2, 3]), 5))]
fn saved_address_is_given_as_it_was_observed(#[case] observed: Observed) {
    let saved = FilledAddress::Saved(observed.clone());
    assert_eq!(there_and_back(&saved), observed);
}

#[cfg(not(sockaddr_has_length))]
#[test]
fn length_beyond_the_bytes_is_kept() {
    let bytes = v4(None).encode(SCRATCH);
    assert_eq!(Observed::read(&bytes, 200, None), observed("127.1.2.3:4660 length 200"));
}

/// `struct sockaddr_in`, `sockaddr_in6` and `sockaddr_un` byte by byte: a writer and a reader with the same mistake
/// would pass all tests above.
#[cfg(target_os = "linux")]
#[rstest]
#[case::v4(v4(None), [&2_u16.to_ne_bytes()[..], &[0x12, 0x34, 127, 1, 2, 3], &[0; 8]].concat())]
#[case::v6(v6(0x0102_0304, 5, None), [
    &10_u16.to_ne_bytes()[..], &[0x12, 0x34], &[1, 2, 3, 4],
    &[0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4], &5_u32.to_ne_bytes(),
].concat())]
#[case::path(given(path("a"), None), [&1_u16.to_ne_bytes()[..], SCRATCH, b"/a\0"].concat())]
#[case::abstract_name(given(SpeltName::Abstract("$scratch/a".into()), None), [
    &1_u16.to_ne_bytes()[..], b"\0", SCRATCH, b"/a",
].concat())]
fn bytes(#[case] given: FilledAddress, #[case] expected: Vec<u8>) {
    assert_eq!(given.encode(SCRATCH), expected);
}
