//! What an address holds besides its name is kept: nothing that the system filled in is dropped.

use rstest::rstest;
use sockshape::address::{Excess, Family, Observed};

/// An address of this family with these bytes behind it, as the system returns it, and its excess.
fn excess(family: Family, rest: &[u8]) -> Excess {
    let length = (rest.len() + 2) as u8;
    let number = family.number() as u16;
    let header = if cfg!(sockaddr_has_length) { [length, number as u8] } else { number.to_ne_bytes() };
    Observed::read(&[&header, rest].concat(), length.into(), None).excess
}

const LOCALHOST: &[u8] = &[0, 80, 127, 0, 0, 1];

#[rstest]
#[case::zeros(Family::Inet, [LOCALHOST, &[0; 8]].concat(), &[])]
#[case::sin_zero(Family::Inet, [LOCALHOST, &[0, 0, 0, 0, 0, 0, 0, 7]].concat(), &[0, 0, 0, 0, 0, 0, 0, 7])]
#[case::longer_than_its_structure(Family::Inet6, [&[0; 26][..], &[1, 0]].concat(), &[1, 0])]
#[case::no_padding(Family::Inet6, vec![1; 26], &[])]
#[case::zeros_behind_a_path(Family::Unix, b"/x\0\0\0".to_vec(), &[])]
#[case::bytes_behind_a_path(Family::Unix, b"/x\0y\0".to_vec(), b"\0y\0")]
#[case::all_of_it_is_shown(Family::Number(99), vec![1, 2, 3], &[])]
fn bytes_without_a_meaning(#[case] family: Family, #[case] rest: Vec<u8>, #[case] unused: &[u8]) {
    assert_eq!(excess(family, &rest), Excess { sa_len: None, unused: unused.to_vec() });
}

/// Only Linux and Windows have names that begin with a zero byte.
#[cfg(not(any(linux_kernel, windows)))]
#[test]
fn bytes_behind_no_path() {
    assert_eq!(excess(Family::Unix, b"\0y").unused, b"\0y");
}

#[cfg(linux_kernel)]
#[rstest]
#[case::netlink(Family::Netlink, &[0, 0, 1, 0, 0, 0, 2, 0, 0, 0], &[])]
#[case::nl_pad(Family::Netlink, &[3, 0, 1, 0, 0, 0, 2, 0, 0, 0], &[3, 0])]
#[case::packet(Family::Packet, &[8, 0, 1, 0, 0, 0, 1, 0, 0, 2, 9, 9, 0, 0], &[])]
#[case::behind_the_hardware_address(Family::Packet, &[8, 0, 1, 0, 0, 0, 1, 0, 0, 2, 9, 9, 7, 0], &[7, 0])]
#[case::svm_zero(Family::Vsock, &[0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 5, 0, 0], &[0, 0, 0, 5, 0, 0])]
fn bytes_without_a_meaning_on_linux(#[case] family: Family, #[case] rest: &[u8], #[case] unused: &[u8]) {
    assert_eq!(excess(family, rest).unused, unused);
}

/// `sa_len` is the system's second word on the length: <sys/socket.h> of the descendants of 4.4BSD.
#[cfg(sockaddr_has_length)]
#[test]
fn another_length_of_its_own() {
    let observed = Observed::read(&[9, Family::Inet.number() as u8], 2, None);
    assert_eq!(observed.excess.sa_len, Some(9));
}
