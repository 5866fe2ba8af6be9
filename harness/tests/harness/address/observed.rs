//! What an address holds besides its name is kept: nothing that the system filled in is dropped.

use rstest::rstest;
use sockshape::address::{Excess, Family, Name, Observed, UnixText};

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
    assert_eq!(excess(family, &rest), Excess { unused: unused.to_vec(), ..Excess::default() });
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

/// An address that has as many bytes as fit, of 80.
fn in_room(family: Family, rest: &[u8]) -> Observed {
    let number = family.number() as u16;
    let header = if cfg!(sockaddr_has_length) { [80, number as u8] } else { number.to_ne_bytes() };
    Observed::read_in_room(&[&header, rest].concat(), 80, Some(b"/tmp/folder"))
}

#[rstest]
#[case::only_the_family(b"", Name::Other(Family::Unix, Vec::new()))]
#[case::of_the_folder(b"/tm", Name::Path(UnixText::OfFolder))]
#[case::the_folder(b"/tmp/folder", Name::Path(UnixText::OfFolder))]
#[case::below_the_folder(b"/tmp/folder/a", Name::Path(UnixText::InScratch(b"a".to_vec())))]
#[case::elsewhere(b"/tx", Name::Path(UnixText::Elsewhere(b"/tx".to_vec())))]
fn path_that_is_cut_off(#[case] rest: &[u8], #[case] name: Name) {
    let observed = in_room(Family::Unix, rest);
    assert_eq!((observed.name, observed.written), (name, Some(rest.len() as u32 + 2)));
}

#[test]
fn name_that_just_fits_is_not_cut_off() {
    let observed = in_room(Family::Unix, &[b'x'; 78]);
    assert_eq!(observed.written, None);
}

#[rstest]
#[case::nothing(&[], None)]
#[case::half_of_it(&[2], None)]
fn family_that_is_cut_off(#[case] bytes: &[u8], #[case] family: Option<Family>) {
    assert_eq!(Observed::read_in_room(bytes, 16, None).family(), family);
}
