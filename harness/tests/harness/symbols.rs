//! Symbols: what differs between runs is written as a symbol, and everything else as it is.

use rstest::rstest;
use sockshape::address::{Excess, Family, FilledAddress, LinuxName, Name, Observed, SpeltAddress, SpeltName, UnixText};
use sockshape::operation::HostInterface;
use sockshape::symbols::{self, StandIns, Symbols};

use crate::support::observed;

/// Each of these addresses as it is written, one after the other. What is read back is written again as it was.
#[track_caller]
fn shown(addresses: &[Observed]) -> Vec<String> {
    let mut symbols = Symbols::default();
    let texts: Vec<String> = addresses.iter().map(|address| symbols.observed(address)).collect();
    let (mut stand_ins, mut symbols) =
        (StandIns::beside(texts.iter().map(String::as_str).collect()), Symbols::default());
    for text in &texts {
        let read = stand_ins.observed(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(symbols.observed(&read), *text);
    }
    texts
}

fn written(addresses: &[&str]) -> Vec<String> {
    shown(&addresses.iter().map(|address| observed(address)).collect::<Vec<_>>())
}

#[rstest]
#[case::same_port_same_symbol(
    &["127.0.0.1:40000", "[::1]:40000"],
    &["AF_INET 127.0.0.1:<port-1> (16 bytes)", "AF_INET6 [::1]:<port-1> (28 bytes)"]
)]
#[case::order_of_appearance(
    &["0.0.0.0:9", "0.0.0.0:5", "0.0.0.0:9"],
    &[
        "AF_INET 0.0.0.0:<port-1> (16 bytes)",
        "AF_INET 0.0.0.0:<port-2> (16 bytes)",
        "AF_INET 0.0.0.0:<port-1> (16 bytes)",
    ]
)]
#[case::port_0_stays(
    &["0.0.0.0:0", "[::]:0", "[::]:1"],
    &["AF_INET 0.0.0.0:0 (16 bytes)", "AF_INET6 [::]:0 (28 bytes)", "AF_INET6 [::]:<port-1> (28 bytes)"]
)]
#[case::lengths_are_shown(
    &["127.0.0.1:0 length 8", "[::1]:0 length 128"],
    &["AF_INET 127.0.0.1:0 (8 bytes)", "AF_INET6 [::1]:0 (128 bytes)"]
)]
#[case::flowinfo_and_scope_are_shown(
    &["[fe80::1]:0 flowinfo 7 scope 3"],
    &["AF_INET6 [fe80::1]:0 flowinfo 7 scope 3 (28 bytes)"]
)]
#[case::mapped(&["[::ffff:127.0.0.1]:80"], &["AF_INET6 [::ffff:127.0.0.1]:<port-1> (28 bytes)"])]
fn internet_addresses(#[case] addresses: &[&str], #[case] expected: &[&str]) {
    assert_eq!(written(addresses), expected);
}

fn in_scratch(text: &[u8]) -> UnixText {
    UnixText::InScratch(text.to_vec())
}

fn elsewhere(text: &[u8]) -> UnixText {
    UnixText::Elsewhere(text.to_vec())
}

/// Looking for each number in the whole record would take minutes.
#[test]
fn long_record_of_numbers_is_read_at_once() {
    let numbers: String = (60_000..u16::MAX).map(|number| format!("{number} ")).collect();
    let ports: Vec<String> = (1..2000).map(|index| format!("<port-{index}>")).collect();
    let mut stand_ins =
        StandIns::beside([numbers.as_str()].into_iter().chain(ports.iter().map(String::as_str)).collect());
    let begun = std::time::Instant::now();
    let read: Vec<u16> = ports.iter().map(|port| stand_ins.port(port).expect("a port")).collect();
    assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
    let is_shown = |port: &u16| numbers.contains(&port.to_string()) || numbers.contains(&format!("{port:04x}"));
    let free: Vec<u16> = (1..u16::MAX).rev().filter(|port| !is_shown(port)).take(20).collect();
    assert_eq!(read[..20], free);
}

#[rstest]
#[case::none(Name::None, 0, "none")]
#[case::none_with_a_length(Name::None, 16, "none (16 bytes)")]
#[case::unnamed(Name::Unnamed, 2, "AF_UNIX unnamed (2 bytes)")]
#[case::path(Name::Path(in_scratch(b"a b")), 70, "AF_UNIX <scratch>/a b (70 bytes)")]
#[case::path_with_odd_bytes(Name::Path(in_scratch(b"a\n\xff")), 70, "AF_UNIX <scratch>/a\\n\\xff (70 bytes)")]
#[case::path_elsewhere(Name::Path(elsewhere(b"/run/x")), 9, "AF_UNIX /run/x (9 bytes)")]
#[case::relative_path(Name::Path(elsewhere(b"./x")), 6, "AF_UNIX ./x (6 bytes)")]
#[case::abstract_name(Name::Abstract(in_scratch(b"a")), 69, "AF_UNIX @<scratch>/a (69 bytes)")]
#[case::other_family(Name::Other(Family::Number(40), vec![0, 255]), 4, "40 00ff (4 bytes)")]
#[case::cut_off(Name::Other(Family::Inet, vec![18]), 3, "AF_INET half a port (3 bytes)")]
#[case::cut_off_as_told(Name::Other(Family::Inet, vec![192, 0, 127]), 5, "AF_INET port <port-1> 7f (5 bytes)")]
fn other_names(#[case] name: Name, #[case] length: u32, #[case] expected: &str) {
    assert_eq!(shown(&[Observed::new(name, length)]), [expected]);
}

#[test]
fn names_chosen_by_the_system_are_numbered_in_order() {
    let names = [b"00009", b"00001", b"00009"].map(|name| Observed::new(Name::Abstract(elsewhere(name)), 8));
    let expected =
        ["AF_UNIX @<autobound-1> (8 bytes)", "AF_UNIX @<autobound-2> (8 bytes)", "AF_UNIX @<autobound-1> (8 bytes)"];
    assert_eq!(shown(&names), expected);
}

#[rstest]
#[case::longer("0000a1", "@0000a1")]
#[case::shorter("0000", "@0000")]
#[case::capitals("0000A", "@0000A")]
#[case::of_37_bytes("0123456789abcdef0123456789abcdef01234", "@0123456789abcdef0123456789abcdef01234")]
#[case::odd_bytes("0\n000", "@0\\n000")]
fn abstract_name_that_the_system_does_not_choose_stays(#[case] name: &str, #[case] written: &str) {
    let observed = Observed::new(Name::Abstract(elsewhere(name.as_bytes())), 8);
    assert_eq!(Symbols::default().observed(&observed), format!("AF_UNIX {written} (8 bytes)"));
}

/// The name that these raw bytes of a case spell, after the case has given them.
fn given_in_bytes(family: Family, bytes: &[u8], observed: &Observed) -> String {
    let spelt = SpeltAddress { name: SpeltName::Raw(family, bytes.to_vec()), length: None };
    let mut symbols = Symbols::default();
    symbols.given(&FilledAddress::Spelt(spelt));
    symbols.observed(observed)
}

#[rstest]
#[case::port(Family::Inet, &[0, 80, 127, 0, 0, 1], observed("127.0.0.1:80"), "AF_INET 127.0.0.1:80 (16 bytes)")]
#[case::port_of_a_short_address(Family::Inet, &[0, 80], observed("127.0.0.1:80"), "AF_INET 127.0.0.1:80 (16 bytes)")]
#[case::port_without_a_family(
    Family::Unspec,
    &[0, 80, 127, 0, 0, 1],
    observed("[::]:80"),
    "AF_INET6 [::]:80 (28 bytes)"
)]
#[case::another_port(Family::Inet, &[0, 80, 127, 0, 0, 1], observed("[::]:81"), "AF_INET6 [::]:<port-1> (28 bytes)")]
#[case::abstract_name(
    Family::Unix,
    b"\x000000a",
    Observed::new(Name::Abstract(elsewhere(b"0000a")), 8),
    "AF_UNIX @0000a (8 bytes)"
)]
#[case::netlink(
    Family::Netlink,
    &[&[0; 2][..], &77_u32.to_ne_bytes(), &[0; 4]].concat(),
    netlink(77, 1),
    "AF_NETLINK port 77 groups 0x1 (12 bytes)"
)]
#[case::vsock(
    Family::Vsock,
    &[&[0; 2][..], &5_u32.to_ne_bytes(), &3_u32.to_ne_bytes()].concat(),
    vsock(3, 5),
    "AF_VSOCK 3:5 (12 bytes)"
)]
#[case::interface(
    Family::Packet,
    &[&[0; 2][..], &9_u32.to_ne_bytes(), &[0; 4]].concat(),
    packet(9, &[]),
    "AF_PACKET protocol 0x0800 interface 9 hardware 772 kind 4 address none (12 bytes)"
)]
fn what_the_case_gave_in_bytes_stays(
    #[case] family: Family,
    #[case] bytes: &[u8],
    #[case] observed: Observed,
    #[case] written: &str,
) {
    assert_eq!(given_in_bytes(family, bytes, &observed), written);
}

fn linux(name: LinuxName) -> Observed {
    Observed::new(Name::Linux(name), 12)
}

fn netlink(port: u32, groups: u32) -> Observed {
    linux(LinuxName::Netlink { port, groups })
}

fn packet(interface: u32, address: &[u8]) -> Observed {
    linux(LinuxName::Packet { protocol: 0x0800, interface, hardware: 772, kind: 4, address: address.to_vec() })
}

fn vsock(cid: u32, port: u32) -> Observed {
    linux(LinuxName::Vsock { cid, port })
}

#[rstest]
#[case::of_the_kernel(netlink(0, 0), "AF_NETLINK port 0 groups 0x0 (12 bytes)")]
#[case::of_a_process(netlink(77, 0x11), "AF_NETLINK port <netlink-port-1> groups 0x11 (12 bytes)")]
#[case::of_any_interface(
    packet(0, &[]),
    "AF_PACKET protocol 0x0800 interface any hardware 772 kind 4 address none (12 bytes)"
)]
#[case::of_an_interface(
    packet(3, &[0, 0xff]),
    "AF_PACKET protocol 0x0800 interface <interface-1> hardware 772 kind 4 address 00ff (12 bytes)"
)]
#[case::of_the_hypervisor(vsock(0, 5), "AF_VSOCK hypervisor:<vsock-port-1> (12 bytes)")]
#[case::of_this_machine(vsock(1, 5), "AF_VSOCK local:<vsock-port-1> (12 bytes)")]
#[case::of_the_host(vsock(2, 5), "AF_VSOCK host:<vsock-port-1> (12 bytes)")]
#[case::of_any_machine(vsock(u32::MAX, u32::MAX), "AF_VSOCK any:any (12 bytes)")]
#[case::of_a_guest(vsock(3, u32::MAX), "AF_VSOCK <machine-1>:any (12 bytes)")]
fn addresses_of_families_of_linux(#[case] name: Observed, #[case] expected: &str) {
    assert_eq!(shown(&[name]), [expected]);
}

#[rstest]
#[case::netlink(|number| netlink(number, 0), "netlink-port")]
#[case::packet(|number| packet(number, &[]), "interface")]
#[case::vsock(|number| vsock(1, number), "vsock-port")]
fn families_of_linux_have_numbers_of_their_own(#[case] name: fn(u32) -> Observed, #[case] what: &str) {
    let mut symbols = Symbols::default();
    for other in [netlink(9, 0), packet(9, &[]), vsock(1, 9), observed("127.0.0.1:9")] {
        symbols.observed(&other);
    }
    let mut number = |of| {
        let text = symbols.observed(&name(of));
        let (_, symbol) = text.split_once(&format!("<{what}-")).expect("a symbol");
        symbol.split_once('>').expect("the end of a symbol").0.to_owned()
    };
    assert_eq!([number(5), number(9), number(4), number(5)], ["2", "1", "3", "2"]);
}

#[test]
fn descriptors_are_numbered_in_order_and_minus_1_stays() {
    let mut symbols = Symbols::default();
    let mut written = |number| symbols.descriptor(number);
    let expected = ["<fd-1>", "<fd-2>", "-1", "<fd-1>", "<fd-3>"];
    assert_eq!([written(9), written(0), written(-1), written(9), written(3)], expected);
}

fn interface(index: u32, name: Option<&str>, is_loopback: bool) -> HostInterface {
    HostInterface { index, name: name.map(str::to_owned), is_loopback }
}

#[rstest]
#[case::no_particular_one(interface(0, None, false), "any", "0")]
#[case::loopback(interface(3, Some("lo"), true), "loopback", "lo")]
#[case::another(interface(2, Some("eth0"), false), "2", "eth0")]
#[case::removed(interface(9, None, false), "9", "9")]
#[case::nonexistent(interface(0x00ff_fff0, None, false), "nonexistent", "16777200")]
fn interface_has_a_word_and_a_name(#[case] interface: HostInterface, #[case] word: &str, #[case] name: &str) {
    assert_eq!(symbols::interface(&interface).to_string(), word);
    assert_eq!(symbols::interface_name(&interface), name);
}

#[rstest]
#[case::no_particular_one(interface(0, None, false), "any", "\"0\"")]
#[case::loopback(interface(3, Some("lo"), true), "loopback", "\"lo\"")]
#[case::of_this_host(interface(2, Some("eth0"), false), "<interface-1>", "<interface-1>")]
#[case::nonexistent(interface(0x00ff_fff0, None, false), "nonexistent", "<interface-1>")]
fn interface_of_this_host_is_a_symbol(#[case] interface: HostInterface, #[case] word: &str, #[case] name: &str) {
    let mut symbols = Symbols::default();
    assert_eq!([symbols.interface(&interface), symbols.interface_name(&interface)], [word, name]);
}

#[test]
fn path_stays_on_one_line() {
    assert_eq!(symbols::in_scratch(b"a\nb"), "<scratch>/a\\nb");
}

#[test]
fn what_an_address_holds_besides_its_name_is_shown() {
    let excess = Excess { sa_len: Some(0), unused: vec![0, 1], beyond: 3 };
    let observed = Observed { excess, ..observed("127.0.0.1:0") };
    let expected = "AF_INET 127.0.0.1:0 (16 bytes, beyond 3, sa_len 0, unused 0001)";
    assert_eq!(shown(&[observed]), [expected]);
}

/// A name of 16 bytes, in a room of as many as were written.
fn cut_off(name: Name, written: u32) -> Observed {
    Observed { written: Some(written), ..Observed::new(name, 16) }
}

#[rstest]
#[case::no_room(Name::None, 0, "none (16 bytes, written 0)")]
#[case::half_a_family(Name::Other(Family::Unspec, vec![2]), 1, "02 (16 bytes, written 1)")]
#[case::family(Name::Other(Family::Inet, vec![]), 2, "AF_INET (16 bytes, written 2)")]
#[case::half_a_port(Name::Other(Family::Inet, vec![18]), 3, "AF_INET half a port (16 bytes, written 3)")]
#[case::port(Name::Other(Family::Inet, vec![18, 52]), 4, "AF_INET port <port-1> (16 bytes, written 4)")]
#[case::part_of_a_host(
    Name::Other(Family::Inet6, vec![0, 0, 127, 1]),
    6,
    "AF_INET6 port 0 7f01 (16 bytes, written 6)"
)]
#[case::path(Name::Path(UnixText::OfFolder), 9, "AF_UNIX <scratch> (16 bytes, written 9)")]
#[case::abstract_name(Name::Abstract(UnixText::OfFolder), 9, "AF_UNIX @<scratch> (16 bytes, written 9)")]
fn name_that_is_cut_off(#[case] name: Name, #[case] written: u32, #[case] expected: &str) {
    let text = Symbols::default().observed(&cut_off(name, written));
    assert_eq!(text, expected);
    let read = StandIns::beside(Vec::new()).observed(&text).expect("an address");
    assert_eq!(Symbols::default().observed(&read), expected, "written again");
}
