//! The tables of errors, inheritance and the resolver: which cell a step of a program has its place in, what it answers
//! there, and how many cells are empty.

use std::collections::BTreeMap;

use rstest::rstest;
use sockshape::compat::{
    Grid, GridContent, Property, Reply, Respondents, SocketFamily, SocketState, SocketType, Table, Way, errors,
    impossible_in_family, inheritance, ports, resolver,
};
use sockshape::operation::OptionName;

use crate::support::{corpus, recording};

/// How many cells of each part no trial answers. These numbers only ever fall: whoever adds a case that answers a cell
/// lowers them.
const NOT_ASKED: &[(&str, usize)] =
    &[("AF_UNIX SOCK_SEQPACKET", 1), ("IPv4", 70), ("IPv6", 64), ("TCP", 45), ("other protocols", 5), ("socket", 67)];

/// The tables in the recording of Linux, which runs nearly every trial.
fn tables() -> [Grid; 3] {
    let columns = [recording("linux")];
    let corpus = corpus();
    let table = Table::new(&corpus, &columns).expect("records of the cases");
    [errors, inheritance, resolver].map(|derive| derive(&table, &recorded(1)))
}

/// The answers of so many recordings.
fn recorded(count: usize) -> Respondents {
    Respondents { columns: (0..count).collect(), claimed: Vec::new() }
}

#[test]
fn number_of_empty_cells_falls() {
    let mut empty: BTreeMap<String, usize> = BTreeMap::new();
    for part in tables().into_iter().flat_map(|table| table.parts) {
        let name = part.part.clone();
        let cells = part.rows.iter().flat_map(|row| &row.cells);
        let count = cells.filter(|cell| cell.content == GridContent::NotAsked).count();
        *empty.entry(name).or_default() += count;
    }
    empty.retain(|_, count| *count > 0);
    let held: BTreeMap<String, usize> = NOT_ASKED.iter().map(|(part, count)| ((*part).to_owned(), *count)).collect();
    assert_eq!(empty, held, "if a number fell, put it into NOT_ASKED; if one rose, a case of it is gone");
}

/// Wine has the option that Linux lacks.
#[test]
fn no_cell_of_ports_is_empty() {
    let columns = ["linux", "wine"].map(recording);
    let corpus = corpus();
    let table = Table::new(&corpus, &columns).expect("records of the cases");
    let ports = ports(&table, &recorded(2));
    assert_eq!(ports.not_asked(), Vec::<String>::new(), "no trial asks these; cases/ports/ is the place for one");
    assert_eq!((ports.counts.asked, ports.counts.impossible), (1920, 640));
}

#[rstest]
#[case::datagram(SocketFamily::Unix, SocketType::Dgram, SocketState::Listening, true)]
#[case::packets_of_ip(SocketFamily::Inet6, SocketType::Seqpacket, SocketState::New, true)]
#[case::connection_of_a_path_cannot_be_dissolved(
    SocketFamily::Unix,
    SocketType::Seqpacket,
    SocketState::Disconnected,
    true
)]
#[case::datagrams_of_a_path_can(SocketFamily::Unix, SocketType::Dgram, SocketState::Disconnected, false)]
#[case::only_paths_are_not_new(SocketFamily::Unix, SocketType::Stream, SocketState::New, false)]
#[case::only_mapped_ones_are_not_new(SocketFamily::Inet6, SocketType::Dgram, SocketState::New, false)]
fn family_cannot_be_in_a_state_that_none_of_its_names_allows(
    #[case] family: SocketFamily,
    #[case] kind: SocketType,
    #[case] state: SocketState,
    #[case] impossible: bool,
) {
    assert_eq!(impossible_in_family(family, kind, state).is_some(), impossible);
}

/// Wine tells some options in one byte, and says the size with the value.
#[test]
fn value_is_the_same_in_another_size() {
    let columns = [recording("wine")];
    let corpus = corpus();
    let table = Table::new(&corpus, &columns).expect("records of the cases");
    let told = inheritance(&table, &recorded(1));
    let cell = told.cells().find(|(label, _)| label == "TCP TCP_NODELAY dup").map(|(_, cell)| cell).expect("a cell");
    let answers = cell.content.answers();
    let outcome = Reply::Ran { outcome: "handed down: true (1 byte)".to_owned(), whole: None, reached: true };
    assert_eq!(answers[0].answers[0].reply, outcome);
}

#[test]
fn reason_says_why_nothing_can_be_handed_down() {
    let raw = Property::Option(OptionName::Hdrincl);
    assert_eq!(raw.impossible(Way::Accept), Some("only raw sockets have it, and they do not listen"));
    assert_eq!(raw.impossible(Way::Dup), None);
}

/// Programs that Linux runs, so that they have a record here.
#[cfg(target_os = "linux")]
mod followed {
    use rstest::rstest;

    use crate::support::followed::{TCP, asked};

    /// How a case begins that has a pair, and a socket to pass.
    const PAIR: &str = "
      - socketpair: {as: [left, right], family: AF_UNIX, type: SOCK_STREAM}
      - socket: {as: s, family: AF_INET, type: SOCK_DGRAM}";

    #[rstest]
    #[case::connected("send: {socket: client, data: x}", "AF_INET SOCK_STREAM connected send: ok")]
    #[case::of_no_bytes(
        "shutdown: {socket: client, how: SHUT_RD}\nrecv: client",
        "AF_INET SOCK_STREAM half closed here recv: ok, with nothing received"
    )]
    #[case::error(
        "shutdown: {socket: client, how: SHUT_WR}\nsend: {socket: client, data: x}",
        "AF_INET SOCK_STREAM half closed here send: EPIPE"
    )]
    #[case::started(
        "start: {as: call, step: {recv: client}}\nclose: peer\nfinish: call",
        "AF_INET SOCK_STREAM connected recv: ok, with nothing received"
    )]
    #[case::again(
        "setblocking: {socket: client, blocking: false}\nrecv: client\nsend: {socket: peer, data: x}\nrecv: client",
        "AF_INET SOCK_STREAM connected recv: EAGAIN or ok"
    )]
    fn call_answers_in_the_cell_of_its_socket(#[case] steps: &str, #[case] cell: &str) {
        let call = if cell.contains(" send") { " send" } else { " recv" };
        assert_eq!(asked("errors", call, TCP, steps).first().map(String::as_str), Some(cell));
    }

    /// How a case begins that has two datagram sockets with names, one of which is connected to the other.
    const DATAGRAMS: &str = "
      - socket: {as: peer, family: AF_INET, type: SOCK_DGRAM}
      - bind: {socket: peer, address: \"loopback:0\"}
      - getsockname: peer
        save: name
      - socket: {as: s, family: AF_INET, type: SOCK_DGRAM}
      - connect: {socket: s, address: $name}";

    #[test]
    fn datagram_socket_that_was_shut_down_stays_so_when_it_is_connected_again() {
        let steps = "shutdown: {socket: s, how: SHUT_WR}\nconnect: {socket: s, address: $name}\n\
                     send: {socket: s, data: x}";
        assert_eq!(asked("errors", " send", DATAGRAMS, steps), ["AF_INET SOCK_DGRAM half closed here send: EPIPE"]);
    }

    #[test]
    fn refused_disconnect_leaves_the_connection() {
        let begin = "
      - socketpair: {as: [s, peer], family: AF_UNIX, type: SOCK_STREAM}";
        let steps = "disconnect: s\nsend: {socket: s, data: x}";
        assert_eq!(asked("errors", " send", begin, steps), ["AF_UNIX SOCK_STREAM connected send: ok"]);
    }

    #[rstest]
    #[case::dup(
        "setsockopt: {socket: s, option: SO_BROADCAST, value: true}\ndup: {socket: s, as: t}\n\
         getsockopt: {socket: t, option: SO_BROADCAST}",
        "socket SO_BROADCAST dup: handed down: true"
    )]
    #[case::what_was_set_may_read_otherwise(
        "setsockopt: {socket: s, option: SO_RCVBUF, value: 8192}\ngetsockopt: {socket: s, option: SO_RCVBUF}\n\
         dup: {socket: s, as: t}\ngetsockopt: {socket: t, option: SO_RCVBUF}",
        "socket SO_RCVBUF dup: handed down: 16384"
    )]
    #[case::passed(
        "setsockopt: {socket: s, option: SO_BROADCAST, value: true}\n\
         sendmsg: {socket: left, data: x, ancillary: [{SCM_RIGHTS: [s]}]}\nrecvmsg: {socket: right, as: [t]}\n\
         getsockopt: {socket: t, option: SO_BROADCAST}",
        "socket SO_BROADCAST passed descriptor: handed down: true"
    )]
    #[case::thread(
        "setsockopt: {socket: s, option: SO_BROADCAST, value: true}\n\
         start: {as: call, step: {getsockopt: {socket: s, option: SO_BROADCAST}}}\nfinish: call",
        "socket SO_BROADCAST another thread: handed down: true"
    )]
    #[case::child(
        "set_inheritable: {socket: s, inheritable: true}\ninherited: s",
        "descriptor not FD_CLOEXEC child: handed down: true"
    )]
    #[case::from_a_child(
        "set_inheritable: {socket: s, inheritable: true}\nstart_child: {as: child, with: [s]}\n\
         in_child: {child: child, step: {setsockopt: {socket: s, option: SO_BROADCAST, value: true}}}\n\
         end_child: child\ngetsockopt: {socket: s, option: SO_BROADCAST}",
        "socket SO_BROADCAST child: handed down: true"
    )]
    #[case::to_a_child(
        "setsockopt: {socket: s, option: SO_BROADCAST, value: true}\nset_inheritable: {socket: s, inheritable: true}\n\
         start_child: {as: child, with: [s]}\n\
         in_child: {child: child, step: {getsockopt: {socket: s, option: SO_BROADCAST}}}",
        "socket SO_BROADCAST child: handed down: true"
    )]
    #[case::mode(
        "setblocking: {socket: s, blocking: false}\ndup: {socket: s, as: t}\ngettimeout: t",
        "descriptor O_NONBLOCK dup: handed down"
    )]
    #[case::mark_of_another_descriptor(
        "set_inheritable: {socket: s, inheritable: true}\ndup: {socket: s, as: t}\ninherited: t",
        "descriptor not FD_CLOEXEC dup: not handed down: false"
    )]
    fn other_descriptor_says_whether_it_has_what_was_given(#[case] steps: &str, #[case] cell: &str) {
        assert_eq!(asked("inheritance", "", PAIR, steps), [cell]);
    }

    #[test]
    fn accepted_socket_says_what_its_listener_handed_down() {
        let begin = TCP.replace(
            "- listen: server",
            "- setsockopt: {socket: server, option: TCP_NODELAY, value: true}\n      - listen: server\n      \
             - setblocking: {socket: server, blocking: false}",
        );
        let steps = "getsockopt: {socket: peer, option: TCP_NODELAY}\nsettimeout: {socket: peer, timeout: 50 ms}";
        assert_eq!(asked("inheritance", "TCP_", &begin, steps), ["TCP TCP_NODELAY accept: handed down: true"]);
    }

    /// A descriptor that was given something itself says nothing about others, and what was taken back is not given.
    #[rstest]
    #[case::itself(
        "setsockopt: {socket: s, option: SO_BROADCAST, value: true}\ngetsockopt: {socket: s, option: SO_BROADCAST}"
    )]
    #[case::taken_back(
        "set_inheritable: {socket: s, inheritable: true}\nset_inheritable: {socket: s, inheritable: false}\n\
         inherited: s"
    )]
    fn nothing_is_handed_down(#[case] steps: &str) {
        assert_eq!(asked("inheritance", "", PAIR, steps), Vec::<String>::new());
    }

    #[rstest]
    #[case::number(
        "getaddrinfo: {host: \"127.0.0.1\", service: 80, type: SOCK_STREAM}",
        "IPv4 number AF_UNSPEC, no flags number, SOCK_STREAM: \
         type SOCK_STREAM, protocol IPPROTO_TCP, address AF_INET 127.0.0.1:80 (16 bytes)"
    )]
    #[case::flags(
        "getaddrinfo: {host: \"::1\", family: AF_INET, service: nosuchservice, flags: [AI_V4MAPPED, AI_NUMERICHOST]}",
        ""
    )]
    #[case::refused(
        "getaddrinfo: {host: \"::ffff:127.0.0.1\", family: AF_INET6, service: http, flags: [AI_NUMERICSERV]}",
        "v4-mapped number AF_INET6, AI_NUMERICSERV name, any type: EAI_NONAME"
    )]
    #[case::protocol("getaddrinfo: {host: \"127.0.0.1\", service: 80, protocol: IPPROTO_TCP}", "")]
    fn question_has_the_cell_of_its_forms_and_hints(#[case] step: &str, #[case] cell: &str) {
        let cells: Vec<&str> = Some(cell).into_iter().filter(|cell| !cell.is_empty()).collect();
        assert_eq!(asked("resolver", "", PAIR, step), cells);
    }
}
