//! Sockets and files that have a descriptor and no name in the case.

use std::fs::File;
use std::io;
use std::sync::Arc;

use super::super::failure::Failure;
use super::super::gate::Held;
#[cfg(linux_kernel)]
use super::super::gate::Source;
use crate::sys::descriptor;

/// Sockets and files that have a descriptor and no name in the case.
#[derive(Default)]
pub(crate) struct UnnamedDescriptors {
    /// Sockets that were detached.
    sockets: Vec<Held>,
    /// Files that were opened.
    files: Vec<Arc<File>>,
}

impl UnnamedDescriptors {
    /// The sockets.
    pub(super) fn sockets(&self) -> &[Held] {
        &self.sockets
    }

    /// Keeps a socket; returns its descriptor.
    pub(crate) fn add_socket(&mut self, socket: Held) -> i64 {
        let number = socket.number();
        self.sockets.push(socket);
        number
    }

    /// Keeps a file; returns its descriptor.
    pub(crate) fn add_file(&mut self, file: File) -> i64 {
        let number = descriptor::number_of_file(&file);
        self.files.push(Arc::new(file));
        number
    }

    /// The file with this descriptor.
    pub(crate) fn file(&self, number: i64) -> Result<Arc<File>, Failure> {
        let found = self.files.iter().find(|file| descriptor::number_of_file(file) == number);
        found.cloned().ok_or_else(|| Failure::Impossible("nothing has the descriptor any more".to_owned()))
    }

    /// The socket or the file with this descriptor, for a call to read from. A socket is duplicated, so that it stays
    /// open meanwhile.
    #[cfg(linux_kernel)]
    pub(crate) fn source(&self, number: i64) -> Result<Source, Failure> {
        match self.sockets.iter().find(|socket| socket.number() == number) {
            Some(socket) => Source::of_socket(socket.dup()?),
            None => self.file(number).map(Source::File),
        }
    }

    /// Whether a socket or a file has this descriptor.
    pub(crate) fn has(&self, number: i64) -> bool {
        self.sockets.iter().any(|socket| socket.number() == number) || self.file(number).is_ok()
    }

    /// Takes the socket or the file with this descriptor out, as a socket.
    pub(crate) fn take_as_socket(&mut self, number: i64) -> Result<Held, Failure> {
        if let Some(index) = self.sockets.iter().position(|socket| socket.number() == number) {
            return Ok(self.sockets.swap_remove(index));
        }
        let file = self.file(number)?;
        self.files.retain(|other| !Arc::ptr_eq(other, &file));
        let file = Arc::into_inner(file);
        Ok(as_socket(file.ok_or_else(|| Failure::Impossible("a call under way sends the file".to_owned()))?)?)
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "where files have handles, it cannot be done")]
fn as_socket(file: File) -> io::Result<Held> {
    Ok(Held::file(file))
}

/// [`crate::platform::Capability::FileDescriptors`] keeps cases away from this.
#[cfg(not(unix))]
fn as_socket(_: File) -> io::Result<Held> {
    super::super::failure::unsupported()
}
