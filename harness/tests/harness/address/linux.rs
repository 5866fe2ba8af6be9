//! The addresses of families that only Linux has, byte by byte.

use rstest::rstest;
use sockshape::address::{Family, FilledAddress, LinuxName, Name, Observed, SpeltName};

use super::given::{SCRATCH, given, there_and_back};

/// An address of AF_PACKET with an address of the hardware.
fn packet() -> LinuxName {
    LinuxName::Packet { protocol: 0x0800, interface: 7, hardware: 772, kind: 4, address: vec![1, 2, 3, 4, 5, 6] }
}

/// The names of `linux/netlink.h`, `linux/if_packet.h` and `linux/vm_sockets.h`, byte by byte.
#[rstest]
#[case::netlink(LinuxName::Netlink { port: 0x0102_0304, groups: 5 }, [
    &16_u16.to_ne_bytes()[..], &[0, 0], &0x0102_0304_u32.to_ne_bytes(), &5_u32.to_ne_bytes(),
].concat())]
#[case::packet(packet(), [
    &17_u16.to_ne_bytes()[..], &[8, 0], &7_u32.to_ne_bytes(), &772_u16.to_ne_bytes(), &[4, 6], &[1, 2, 3, 4, 5, 6],
].concat())]
#[case::vsock(LinuxName::Vsock { cid: 2, port: 1024 }, [
    &40_u16.to_ne_bytes()[..], &[0, 0], &1024_u32.to_ne_bytes(), &2_u32.to_ne_bytes(),
].concat())]
fn name_of_linux(#[case] name: LinuxName, #[case] bytes: Vec<u8>) {
    let length = u32::try_from(bytes.len()).expect("a short name");
    let observed = Observed::new(Name::Linux(name), length);
    assert_eq!(Observed::read(&bytes, length, None), observed);
    let saved = FilledAddress::Saved(observed.clone());
    assert_eq!(saved.encode(SCRATCH), bytes);
    assert_eq!(there_and_back(&saved), observed);
}

#[rstest]
#[case::netlink(Family::Netlink, 9)]
#[case::packet(Family::Packet, 9)]
#[case::vsock(Family::Vsock, 9)]
fn name_of_linux_cut_off(#[case] family: Family, #[case] rest: usize) {
    let raw = given(SpeltName::Raw(family, vec![0; rest]), None);
    assert_eq!(there_and_back(&raw).name, Name::Other(family, vec![0; rest]));
}

/// Linux has the index of the loopback interface in a file, too.
#[test]
fn loopback_interface_by_its_index() {
    let index = std::fs::read_to_string("/sys/class/net/lo/ifindex").expect("a loopback interface");
    let Name::Linux(LinuxName::Packet { interface, .. }) = there_and_back(&given(SpeltName::Loopback, None)).name
    else {
        panic!("expected a name of AF_PACKET");
    };
    assert_eq!(interface.to_string(), index.trim());
    assert_eq!(given(SpeltName::Loopback, None).encode(SCRATCH).len(), 20);
}
