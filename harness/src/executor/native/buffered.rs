//! A socket that is read and written like a file, through buffers, as `makefile` of Python's sockets has it.

use std::io;
use std::mem;
use std::sync::Arc;

use super::world::Endpoint;
use crate::sys;

/// The bytes of a buffer: DEFAULT_BUFFER_SIZE of Python's io module.
const BUFFER: usize = 8192;

/// A file object. Its socket stays open as long as it does. A call that ends early leaves in the buffers what it had come to.
pub(super) struct FileObject {
    socket: Arc<Endpoint>,
    unread: Vec<u8>,
    unsent: Vec<u8>,
}

impl FileObject {
    /// A file object with empty buffers.
    pub(super) fn new(socket: Arc<Endpoint>) -> Self {
        Self { socket, unread: Vec::new(), unsent: Vec::new() }
    }

    /// The socket.
    pub(super) fn endpoint(&self) -> Arc<Endpoint> {
        Arc::clone(&self.socket)
    }

    /// Bytes up to the next line feed, or `size` of them, or those before the end.
    pub(super) fn line(&mut self, size: Option<usize>) -> io::Result<Vec<u8>> {
        self.take(|unread| {
            let line = unread.iter().position(|byte| *byte == b'\n').map(|index| index + 1);
            let size = size.filter(|size| *size <= unread.len());
            line.into_iter().chain(size).min()
        })
    }

    /// `size` bytes, or those before the end.
    pub(super) fn read(&mut self, size: Option<usize>) -> io::Result<Vec<u8>> {
        self.take(|unread| size.filter(|size| *size <= unread.len()))
    }

    /// As many bytes as `enough` finds in the buffer, which is filled until it does; all there are where the peer has ended.
    fn take(&mut self, enough: impl Fn(&[u8]) -> Option<usize>) -> io::Result<Vec<u8>> {
        loop {
            if let Some(length) = enough(&self.unread) {
                return Ok(self.unread.drain(..length).collect());
            }
            let mut piece = vec![0; BUFFER];
            match self.socket.recv(sys::buffer::as_uninit(&mut piece))? {
                0 => return Ok(mem::take(&mut self.unread)),
                length => self.unread.extend_from_slice(&piece[..length]),
            }
        }
    }

    /// Puts bytes into the buffer, however many.
    pub(super) fn write(&mut self, data: &[u8]) {
        self.unsent.extend_from_slice(data);
    }

    /// Sends what is in the buffer if that is more than it should hold.
    pub(super) fn spill(&mut self) -> io::Result<()> {
        if self.unsent.len() > BUFFER { self.flush() } else { Ok(()) }
    }

    /// Sends what is in the buffer.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        while !self.unsent.is_empty() {
            let sent = self.socket.send(&self.unsent)?;
            self.unsent.drain(..sent);
        }
        Ok(())
    }
}
