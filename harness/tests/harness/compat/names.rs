//! The table of names: which cell a question of a program has its place in, and that no cell is empty.

use rstest::rstest;
use sockshape::compat::{Column, NameKind, Respondents, SocketState, SocketType, Table, impossible, names};

use crate::support::{corpus, recording};

/// The cells that nobody asks about in the recording of Linux, which runs every kind of socket.
#[test]
fn no_cell_is_empty() {
    let columns = [recording("linux")];
    let corpus = corpus();
    let table = Table::new(&corpus, &columns).expect("records of the cases");
    let names = names(&table, &Respondents { columns: vec![0], claimed: Vec::new() });
    assert_eq!(names.not_asked(), Vec::<String>::new(), "no trial asks these; cases/names/ is the place for one");
    assert_eq!(names.counts.asked, 312);
}

/// CPython gives the addresses of Internet sockets without their lengths.
#[rstest]
#[case::whole(&["linux", "linux+cpython"], &["AF_INET 127.0.0.1:<port-1> (16 bytes)"; 2])]
#[case::alone(&["linux+cpython"], &["AF_INET 127.0.0.1:<port-1> (? bytes)"])]
fn what_a_runtime_does_not_see_is_as_another_has_it(#[case] platforms: &[&str], #[case] wanted: &[&str]) {
    let columns: Vec<Column> = platforms.iter().map(|name| recording(name)).collect();
    let corpus = corpus();
    let table = Table::new(&corpus, &columns).expect("records of the cases");
    let names = names(&table, &Respondents { columns: (0..columns.len()).collect(), claimed: Vec::new() });
    let is_connected = |label: &str| label == "AF_INET SOCK_STREAM connected getpeername";
    let (_, cell) = names.cells().find(|(label, _)| is_connected(label)).expect("a cell");
    let said: Vec<&str> = cell.content.answers()[0].answers.iter().filter_map(|one| one.reply.whole()).collect();
    assert_eq!(said, wanted);
}

/// The simplest trial needs MSG_FASTOPEN, which gVisor lacks; others ask the same without it.
#[test]
fn trial_that_a_platform_cannot_run_does_not_hide_one_that_it_ran() {
    let columns = [recording("gvisor")];
    let corpus = corpus();
    let table = Table::new(&corpus, &columns).expect("records of the cases");
    let names = names(&table, &Respondents { columns: vec![0], claimed: Vec::new() });
    let (_, cell) =
        names.cells().find(|(label, _)| label == "AF_INET SOCK_STREAM refused getsockname").expect("a cell");
    let answer = &cell.content.answers()[0].answers[0];
    assert_eq!(answer.reply.outcome(), Some("AF_INET 127.0.0.1:<port-1> (16 bytes)"));
}

#[rstest]
#[case::of_new_socket(
    NameKind::Path,
    SocketType::Stream,
    SocketState::New,
    "a new socket has no name of this kind yet"
)]
#[case::internet(
    NameKind::Inet,
    SocketType::Seqpacket,
    SocketState::New,
    "TCP and UDP have no sequenced packets; SCTP has, which no case uses"
)]
#[case::listening(NameKind::Inet, SocketType::Dgram, SocketState::Listening, "a datagram socket does not listen")]
fn reason_says_why_a_socket_cannot_be(
    #[case] name: NameKind,
    #[case] kind: SocketType,
    #[case] state: SocketState,
    #[case] why: &str,
) {
    assert_eq!(impossible(name, kind, state), Some(why));
}

#[test]
fn most_sockets_can_be() {
    assert_eq!(impossible(NameKind::Unnamed, SocketType::Stream, SocketState::New), None);
    assert_eq!(impossible(NameKind::Mapped, SocketType::Stream, SocketState::Reset), None);
}

/// Programs that Linux runs, so that they have a record here.
#[cfg(target_os = "linux")]
mod followed {
    use rstest::rstest;

    use crate::support::followed::{TCP, asked};

    /// How a case begins that has a pair.
    const PAIR: &str = "
      - socketpair: {as: [client, peer], family: AF_UNIX, type: SOCK_STREAM}";

    /// The rows with a question of `getpeername: client` in a project with one case, which ends with it.
    fn rows_of(begin: &str, steps: &str) -> Vec<String> {
        let cells = asked("names", "getpeername", begin, format!("{steps}\ngetpeername: client").trim_start());
        cells.iter().filter_map(|cell| cell.split_once(" getpeername: ")).map(|(row, _)| row.to_owned()).collect()
    }

    /// How a case begins whose connection is made by sending.
    #[cfg(linux_kernel)]
    const FAST_OPEN: &str = "
      - socket: {as: server, family: AF_INET, type: SOCK_STREAM}
      - bind: {socket: server, address: \"loopback:0\"}
      - listen: server
      - getsockname: server
        save: name
      - socket: {as: client, family: AF_INET, type: SOCK_STREAM}
      - sendto: {socket: client, data: x, address: $name, flags: [MSG_FASTOPEN]}
        expect: any
      - accept: {socket: server, as: peer}";

    #[rstest]
    #[case::connected(TCP, "", "AF_INET SOCK_STREAM connected")]
    #[cfg_attr(linux_kernel, case::by_sending(FAST_OPEN, "", "AF_INET SOCK_STREAM connected"))]
    #[case::half_here(TCP, "shutdown: {socket: client, how: SHUT_RD}", "AF_INET SOCK_STREAM half closed here")]
    #[case::both_ways(TCP, "shutdown: {socket: client, how: SHUT_RDWR}", "AF_INET SOCK_STREAM shut down both ways")]
    #[case::half_by_peer(TCP, "shutdown: {socket: peer, how: SHUT_WR}", "AF_INET SOCK_STREAM half closed by the peer")]
    #[case::by_peer(TCP, "close: peer", "AF_INET SOCK_STREAM closed by the peer")]
    #[case::one_descriptor(TCP, "dup: {socket: peer, as: other}\nclose: peer", "AF_INET SOCK_STREAM connected")]
    #[case::child_shuts_down(
        TCP,
        "set_inheritable: {socket: client, inheritable: true}\nstart_child: {as: child, with: [client]}\n\
         in_child: {child: child, step: {shutdown: {socket: client, how: SHUT_RD}}}",
        "AF_INET SOCK_STREAM half closed here"
    )]
    #[case::child_is_told_to_shut_down(
        TCP,
        "set_inheritable: {socket: client, inheritable: true}\nstart_child: {as: child, with: [client]}\n\
         start: {as: call, step: {in_child: {child: child, step: {shutdown: {socket: client, how: SHUT_RD}}}}}\n\
         finish: call",
        "AF_INET SOCK_STREAM half closed here"
    )]
    #[case::child_keeps_it(
        TCP,
        "set_inheritable: {socket: peer, inheritable: true}\nstart_child: {as: child, with: [peer]}\nclose: peer",
        "AF_INET SOCK_STREAM connected"
    )]
    #[case::child_that_had_it_ends(
        TCP,
        "set_inheritable: {socket: peer, inheritable: true}\nstart_child: {as: child, with: [peer]}\nclose: peer\n\
         end_child: child",
        "AF_INET SOCK_STREAM closed by the peer"
    )]
    #[case::linger(
        TCP,
        "setsockopt: {socket: peer, option: SO_LINGER, value: 0}\nclose: peer",
        "AF_INET SOCK_STREAM reset"
    )]
    #[case::unread(TCP, "send: {socket: client, data: x}\nclose: peer", "AF_INET SOCK_STREAM reset")]
    #[case::read(
        TCP,
        "send: {socket: client, data: x}\nrecv: peer\nclose: peer",
        "AF_INET SOCK_STREAM closed by the peer"
    )]
    #[case::disconnected(TCP, "disconnect: client", "AF_INET SOCK_STREAM disconnected")]
    #[case::pair(PAIR, "", "unnamed SOCK_STREAM connected")]
    #[case::linger_of_unix(
        PAIR,
        "setsockopt: {socket: peer, option: SO_LINGER, value: 0}\nclose: peer",
        "unnamed SOCK_STREAM closed by the peer"
    )]
    fn steps_move_a_socket_to_its_row(#[case] begin: &str, #[case] steps: &str, #[case] row: &str) {
        assert_eq!(rows_of(begin, steps), [row]);
    }

    /// Neither row fits a socket when both ends have ended something.
    #[test]
    fn socket_beyond_the_table_has_no_row() {
        let steps = "shutdown: {socket: client, how: SHUT_WR}\nclose: peer";
        assert_eq!(rows_of(TCP, steps), Vec::<String>::new());
    }
}
