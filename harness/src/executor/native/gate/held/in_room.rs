//! Calls that may cut off the name of who sent something. The gate is told that name all the same.

use std::io;

use socket2::SockAddr;

use super::super::{Arrived, Sender, is_of_error_queue, kind};
use super::{Admitted, Held, Standing};
use crate::executor::native::numbers;
use crate::operation::{Flags, MessageFlag, SocketKind};
use crate::sys;
use crate::sys::buffer::as_uninit;
use crate::sys::error_queue;
#[cfg(has_mmsg)]
use crate::sys::message::Message;
use crate::sys::message::{self, Received};
use crate::sys::name_room::{self, NameInRoom, Offer};

impl Admitted<'_> {
    /// The first connection that waits, and the name of its peer in such a room: accept(2). If the name is not
    /// whole, the new socket tells it.
    pub(crate) fn accept_in(self, room: Offer) -> io::Result<Arrived<(Held, NameInRoom)>> {
        let (socket, name) = name_room::accept(&self.0.socket, room)?;
        let told = || socket.peer_addr().map_or(Sender::Unknown, |from| Sender::Told(Some(from)));
        let from = if name.is_whole() { Sender::Told(Some(name.address())) } else { told() };
        let kind = self.0.kind();
        Ok(Arrived { value: (Held::new(socket, Standing::in_use(kind)), name), from, kind })
    }

    /// Receives data, and the name of the sender in such a room: recvfrom(2).
    pub(crate) fn recv_from_in(
        self,
        buffer: &mut [u8],
        flags: i32,
        room: Offer,
    ) -> io::Result<Arrived<(usize, NameInRoom)>> {
        let peeked = self.peek(buffer.len(), flags)?;
        let (received, name) = name_room::receive(&self.0.socket, as_uninit(buffer), flags, room)?;
        let from = peeked.sender(&name, &buffer[..received.min(buffer.len())], self.0.kind());
        Ok(Arrived { value: (received, name), from, kind: self.0.kind() })
    }

    /// Receives a message: recvmsg(2). Without a room for the name of the sender, there is enough.
    pub(crate) fn recv_message(
        self,
        buffers: &mut [Vec<u8>],
        room: usize,
        flags: i32,
        name_room: Option<Offer>,
    ) -> io::Result<Arrived<Received>> {
        let peeked = match name_room {
            None => Peeked::Nothing(flags),
            Some(_) => self.peek(buffers.iter().map(Vec::len).sum(), flags)?,
        };
        let received = message::receive(&self.0.socket, buffers, room, flags, name_room)?;
        let data = buffers.concat();
        let mut from = peeked.sender(&received.name, &data[..received.length.min(data.len())], self.0.kind());
        if let Sender::Returned { by, .. } = &mut from {
            *by = error_queue::offender(&received.ancillary);
        }
        Ok(Arrived { value: received, from, kind: self.0.kind() })
    }

    /// Receives several messages, and the name of the sender of each, in a room of so many bytes: recvmmsg(2). Returns
    /// the messages, and how many entries behind them are untouched. A sender whose name was cut off is unknown.
    #[cfg(has_mmsg)]
    pub(crate) fn recv_messages(
        self,
        sizes: &[usize],
        name_rooms: &[Option<i32>],
        flags: i32,
        timeout: Option<i32>,
    ) -> io::Result<(Vec<Arrived<Message>>, usize)> {
        let batch = message::receive_several(&self.0.socket, sizes, name_rooms, flags, timeout)?;
        let kind = self.0.kind();
        let arrived = |message: Message| {
            let is_known = message.name.is_whole() || !kind::hears_anybody(kind);
            let from = if is_known { Sender::of(message.name.address(), flags, kind) } else { Sender::Unknown };
            Arrived { value: message, from, kind }
        };
        Ok((batch.messages.into_iter().map(arrived).collect(), batch.untouched))
    }

    /// What the next call will receive, if anybody may have sent it, and who did: recvfrom(2) with MSG_PEEK. A call
    /// whose name is cut off does not tell that.
    fn peek(self, size: usize, flags: i32) -> io::Result<Peeked> {
        // An error that waits is taken, and not looked at: `ip_recv_error` in net/ipv4/ip_sockglue.c of Linux.
        if !kind::hears_anybody(self.0.kind()) || is_of_error_queue(flags, self.0.kind()) {
            return Ok(Peeked::Nothing(flags));
        }
        let mut data = vec![0; size];
        let flags = flags | numbers::of_flags(Some(&Flags(vec![MessageFlag::Peek])))?;
        let (received, from) = sys::receive::recv_from(&self.0.socket, as_uninit(&mut data), flags)?;
        data.truncate(received);
        Ok(Peeked::Datagram { data, from })
    }
}

/// What a call will receive.
enum Peeked {
    /// It was not looked at, because the call with these flags tells all that is asked.
    Nothing(i32),
    /// A datagram, and its sender.
    Datagram { data: Vec<u8>, from: SockAddr },
}

impl Peeked {
    /// The sender of what was then received, with this name as far as there was room for it. Another call may have
    /// taken the datagram that was looked at; then it is unknown.
    fn sender(self, name: &NameInRoom, received: &[u8], kind: &SocketKind) -> Sender {
        match self {
            Self::Nothing(flags) => match Sender::of(name.address(), flags, kind) {
                Sender::Returned { .. } if !name.is_whole() => Sender::Unknown,
                sender => sender,
            },
            Self::Datagram { data, from } => {
                let is_name = sys::address::to_bytes(&from).starts_with(&name.bytes);
                let is_it = data == received && (is_name || name.is_nobody());
                if is_it { Sender::Told(Some(from)) } else { Sender::Unknown }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, TcpListener, TcpStream, UdpSocket};

    use rstest::rstest;
    use socket2::{Domain, Socket, Type};

    use super::super::super::{Gate, Own, Port, Trial};
    use super::*;
    use crate::executor::native::failure::Failure;

    #[cfg(has_mmsg)]
    const DONTWAIT: i32 = libc::MSG_DONTWAIT;
    const LOOPBACK: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

    /// A socket of the trial to which a socket sends that is only of the trial if it `is_own`.
    fn receiver(is_own: bool) -> io::Result<(Held, UdpSocket, Gate)> {
        let (receiver, sender, gate) = (UdpSocket::bind(LOOPBACK)?, UdpSocket::bind(LOOPBACK)?, Gate::new(false));
        sender.send_to(b"hello", receiver.local_addr()?)?;
        if is_own {
            let port = sender.local_addr()?.port();
            let ip = Ipv4Addr::LOCALHOST.into();
            gate.note(Own::Port(Port { is_stream: false, ip, port, is_dual: false }));
        }
        Ok((Held::new(Socket::from(receiver), Standing::fresh(udp())), sender, gate))
    }

    fn udp() -> &'static SocketKind {
        kind::find(Domain::IPV4.into(), Type::DGRAM.into(), 0)
    }

    /// Whether the gate opens what arrived.
    fn is_opened<T>(gate: &Gate, arrived: Arrived<T>) -> bool {
        !matches!(
            gate.open(arrived, &Trial { scratch: None, works_in_scratch: false, names: &Vec::new }),
            Err(Failure::Withheld(_))
        )
    }

    fn admitted(held: &Held) -> Admitted<'_> {
        held.admit().unwrap_or_else(|_| panic!("a socket of UDP may receive"))
    }

    #[rstest]
    #[case::own(true)]
    #[case::of_another_program(false)]
    fn sender_is_known_without_room_for_its_name(
        #[case] is_own: bool,
        #[values(Some(0), Some(2), Some(4), Some(128), None)] length: Option<i32>,
    ) -> io::Result<()> {
        let (held, _sender, gate) = receiver(is_own)?;
        let offer = Offer { has_buffer: length != Some(128), length };
        // Linux receives nothing if there is a buffer and no length.
        if let Ok(arrived) = admitted(&held).recv_from_in(&mut [0; 9], 0, offer) {
            assert_eq!(is_opened(&gate, arrived), is_own);
        } else {
            assert_eq!(length, None);
        }
        Ok(())
    }

    #[rstest]
    #[case::own(true)]
    #[case::of_another_program(false)]
    fn sender_of_a_message_is_known(#[case] is_own: bool, #[values(true, false)] has_buffer: bool) -> io::Result<()> {
        let (held, _sender, gate) = receiver(is_own)?;
        let offer = Offer { has_buffer, length: Some(2) };
        let arrived = admitted(&held).recv_message(&mut [vec![0; 3], vec![0; 6]], 0, 0, Some(offer))?;
        assert_eq!(is_opened(&gate, arrived), is_own);
        Ok(())
    }

    #[rstest]
    #[case::own(true)]
    #[case::of_another_program(false)]
    fn client_is_known_without_a_buffer(
        #[case] is_own: bool,
        #[values(Some(0), Some(16), None)] length: Option<i32>,
    ) -> io::Result<()> {
        let (listener, gate) = (TcpListener::bind(LOOPBACK)?, Gate::new(false));
        let client = TcpStream::connect(listener.local_addr()?)?;
        if is_own {
            let (port, ip) = (client.local_addr()?.port(), Ipv4Addr::LOCALHOST.into());
            gate.note(Own::Port(Port { is_stream: true, ip, port, is_dual: false }));
        }
        let kind = kind::find(Domain::IPV4.into(), Type::STREAM.into(), 0);
        let held = Held::new(Socket::from(listener), Standing::fresh(kind));
        let arrived = admitted(&held).accept_in(Offer { has_buffer: false, length })?;
        assert_eq!(is_opened(&gate, arrived), is_own);
        Ok(())
    }

    #[cfg(has_mmsg)]
    #[rstest]
    #[case::own(true)]
    #[case::of_another_program(false)]
    fn sender_of_each_message_is_known(#[case] is_own: bool) -> io::Result<()> {
        let (held, sender, gate) = receiver(is_own)?;
        sender.send_to(b"again", held.name()?.as_socket().expect("a name of UDP"))?;
        let (arrived, untouched) = admitted(&held).recv_messages(&[9; 3], &[None; 3], DONTWAIT, None)?;
        assert_eq!((arrived.len(), untouched), (2, 1));
        let opened: Vec<bool> = arrived.into_iter().map(|message| is_opened(&gate, message)).collect();
        assert_eq!(opened, [is_own; 2]);
        Ok(())
    }

    #[rstest]
    #[case::the_same(b"hello", &[2, 0], true)]
    #[case::no_name(b"hello", &[0, 0], true)]
    #[case::other_data(b"other", &[2, 0], false)]
    #[case::another_name(b"hello", &[2, 1], false)]
    fn datagram_that_another_call_took(#[case] received: &[u8], #[case] name: &[u8], #[case] is_it: bool) {
        let peeked = Peeked::Datagram { data: b"hello".to_vec(), from: sys::address::from_bytes(&[2, 0, 9, 9]) };
        let name = NameInRoom { bytes: name.to_vec(), length: 4, beyond: 0, is_untouched: false };
        assert_eq!(matches!(peeked.sender(&name, received, udp()), Sender::Told(_)), is_it);
    }
}
