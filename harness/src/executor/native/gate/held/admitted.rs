//! Sending and receiving.

#[cfg(has_sendfile)]
use std::fs::File;
use std::io;
use std::mem::MaybeUninit;
#[cfg(has_sendfile)]
use std::num::NonZeroUsize;

use socket2::SockAddr;

use super::super::{Arrived, Attached, Sender, Target, kind};
#[cfg(linux_kernel)]
use super::Source;
use super::{Held, Standing};
use crate::sys;
use crate::sys::given_address;
use crate::sys::message;

/// A socket that may send and receive.
#[derive(Clone, Copy)]
pub(crate) struct Admitted<'s>(pub(super) &'s Held);

impl<'s> Admitted<'s> {
    /// The socket.
    pub(crate) fn held(self) -> &'s Held {
        self.0
    }

    fn arrived<T>(self, value: T, from: Option<SockAddr>) -> Arrived<T> {
        Arrived { value, from: Sender::Told(from), kind: self.0.kind() }
    }

    /// What a call with these flags received.
    fn received<T>(self, value: T, name: SockAddr, flags: i32) -> Arrived<T> {
        let kind = self.0.kind();
        Arrived { value, from: Sender::of(name, flags, kind), kind }
    }

    /// Waits for connections from now on: listen(2).
    pub(crate) fn listen(self, backlog: i32) -> io::Result<()> {
        self.0.socket.listen(backlog)
    }

    /// Connects it: connect(2).
    pub(crate) fn connect(self, target: &Target) -> io::Result<()> {
        given_address::connect(&self.0.socket, &target.address)
    }

    /// The first connection that waits: accept(2).
    pub(crate) fn accept(self) -> io::Result<Arrived<Held>> {
        let (socket, from) = self.0.socket.accept()?;
        Ok(self.arrived(Held::new(socket, Standing::in_use(self.0.kind())), Some(from)))
    }

    /// The same, with flags for the new socket: accept4(2).
    pub(crate) fn accept_with(self, flags: i32) -> io::Result<Arrived<Held>> {
        let (socket, from) = sys::accept::with_flags(&self.0.socket, flags)?;
        Ok(self.arrived(Held::new(socket, Standing::in_use(self.0.kind())), Some(from)))
    }

    /// Sends data: send(2).
    pub(crate) fn send(self, data: &[u8], flags: i32) -> io::Result<usize> {
        self.0.socket.send_with_flags(data, flags)
    }

    /// Sends data to an address: sendto(2).
    pub(crate) fn send_to(self, data: &[u8], target: &Target, flags: i32) -> io::Result<usize> {
        given_address::send_to(&self.0.socket, data, &target.address, flags)
    }

    /// Sends a message: sendmsg(2).
    pub(crate) fn send_message(
        self,
        buffers: &[Vec<u8>],
        target: Option<&Target>,
        attached: &[Attached],
        flags: i32,
    ) -> io::Result<usize> {
        let control: Vec<_> = attached.iter().map(|attached| attached.0.clone()).collect();
        message::send(&self.0.socket, buffers, target.map(|target| &target.address), &control, flags)
    }

    /// Sends several messages: sendmmsg(2).
    #[cfg(has_mmsg)]
    pub(crate) fn send_messages(self, messages: &[(&[u8], Option<&Target>)], flags: i32) -> io::Result<Vec<usize>> {
        let messages: Vec<(&[u8], Option<&given_address::GivenAddress>)> =
            messages.iter().map(|(data, target)| (*data, target.map(|target| &target.address))).collect();
        message::send_several(&self.0.socket, &messages, flags)
    }

    /// Sends a part of a file: sendfile(2). No length is all of the rest.
    #[cfg(has_sendfile)]
    pub(crate) fn sendfile(self, file: &File, offset: usize, length: Option<NonZeroUsize>) -> io::Result<usize> {
        self.0.socket.sendfile(file, offset, length)
    }

    /// Sends a part of what can be read elsewhere: sendfile(2) of Linux. Without an offset, from its position.
    #[cfg(linux_kernel)]
    pub(crate) fn sendfile_once(self, from: &Source, offset: Option<i64>, count: usize) -> io::Result<usize> {
        match from {
            Source::File(file) => sys::sendfile::once(&self.0.socket, &**file, offset, count),
            Source::Socket(held) => sys::sendfile::once(&self.0.socket, &*held.socket, offset, count),
        }
    }

    /// Receives data: recv(2). On a socket that anybody may send to, the sender is asked for, too, so that it can be
    /// judged: recv is recvfrom without a name (POSIX, and net/socket.c of Linux).
    pub(crate) fn recv(self, buffer: &mut [MaybeUninit<u8>], flags: i32) -> io::Result<Arrived<usize>> {
        if kind::hears_anybody(self.0.kind()) {
            return self.recv_from(buffer, flags);
        }
        Ok(self.arrived(sys::receive::recv(&self.0.socket, buffer, flags)?, None))
    }

    /// Receives data and the name of the sender: recvfrom(2).
    pub(crate) fn recv_from(self, buffer: &mut [MaybeUninit<u8>], flags: i32) -> io::Result<Arrived<usize>> {
        let (received, from) = sys::receive::recv_from(&self.0.socket, buffer, flags)?;
        Ok(self.received(received, from, flags))
    }
}
