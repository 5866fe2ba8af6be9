//! A socket that is read and written like a file, through buffers: what `makefile` of Python's sockets returns.

use std::mem;
use std::sync::Arc;

use super::super::failure::Failure;
use super::super::gate::Admitted;
use super::NamedSocket;
use super::blocking::{Timed, Turn};
use crate::operation::Event;
use crate::sys;

/// The size of a buffer in bytes: DEFAULT_BUFFER_SIZE of Python's io module.
const BUFFER: usize = 8192;

/// A file object. Its socket stays open as long as the file object. A call that ends early leaves in the buffers what
/// it got or did not send. The timeout of the socket holds for each piece that is received or sent, as in Python.
pub(crate) struct FileObject {
    timed: Timed,
    unread: Vec<u8>,
    unsent: Vec<u8>,
}

impl FileObject {
    /// A file object with empty buffers.
    pub(super) fn new(timed: Timed) -> Self {
        Self { timed, unread: Vec::new(), unsent: Vec::new() }
    }

    /// The socket, and its clock.
    pub(super) fn socket(&self) -> Timed {
        self.timed.clone()
    }

    /// Gives up the socket.
    pub(super) fn into_socket(self) -> Arc<NamedSocket> {
        self.timed.socket
    }

    /// Reads until the next line feed, `size` bytes, or the end.
    pub(crate) fn line(&mut self, turn: &mut Turn, size: Option<usize>) -> Result<Vec<u8>, Failure> {
        self.take(turn, |unread| {
            let line = unread.iter().position(|byte| *byte == b'\n').map(|index| index + 1);
            let size = size.filter(|size| *size <= unread.len());
            line.into_iter().chain(size).min()
        })
    }

    /// Reads `size` bytes, or until the end.
    pub(crate) fn read(&mut self, turn: &mut Turn, size: Option<usize>) -> Result<Vec<u8>, Failure> {
        self.take(turn, |unread| size.filter(|size| *size <= unread.len()))
    }

    /// Fills the buffer until `enough` says how many of its bytes are enough, and takes these. At the end it takes all
    /// bytes.
    fn take(&mut self, turn: &mut Turn, enough: impl Fn(&[u8]) -> Option<usize>) -> Result<Vec<u8>, Failure> {
        loop {
            if let Some(length) = enough(&self.unread) {
                return Ok(self.unread.drain(..length).collect());
            }
            let mut piece = vec![0; BUFFER];
            let receive = |socket: Admitted| socket.recv(sys::buffer::as_uninit(&mut piece), 0);
            match turn.restart().receive(receive)?.value.0 {
                0 => return Ok(mem::take(&mut self.unread)),
                length => {
                    turn.keep(length)?;
                    self.unread.extend_from_slice(&piece[..length]);
                }
            }
        }
    }

    /// Puts bytes into the buffer, even if that is full.
    pub(crate) fn write(&mut self, data: &[u8]) {
        self.unsent.extend_from_slice(data);
    }

    /// Sends what is in the buffer if it is more than the buffer should hold.
    pub(crate) fn flush_if_full(&mut self, turn: &mut Turn) -> Result<(), Failure> {
        if self.unsent.len() > BUFFER { self.flush(turn) } else { Ok(()) }
    }

    /// Sends what is in the buffer.
    pub(crate) fn flush(&mut self, turn: &mut Turn) -> Result<(), Failure> {
        while !self.unsent.is_empty() {
            let sent = turn.restart().make(Event::Out, |socket| socket.send(&self.unsent, 0))?.value;
            self.unsent.drain(..sent);
        }
        Ok(())
    }
}
