//! The descriptors beneath sockets.

use std::fs::File;
use std::io;
use std::sync::Arc;

use socket2::Socket;

use super::world::{Endpoint, Sockets, Taken};
use super::{Failure, Performed};
use crate::operation::{Detach, Dup, Fileno, Filled, FromFileno, Value};
use crate::sys;

/// What stands for the descriptor of a closed socket.
const NONE: i64 = -1;

/// What has a descriptor and no name.
#[derive(Default)]
pub(super) struct Loose {
    /// Sockets that were detached.
    sockets: Vec<Socket>,
    /// Files that were opened.
    pub(super) files: Vec<Arc<File>>,
}

pub(super) fn dup(call: &Dup<Filled>, sockets: &Sockets) -> Performed {
    let second = sockets.find(&call.socket.0)?.try_clone()?;
    sockets.add(&call.name.0, second);
    sockets.copy_timeout(&call.socket.0, &call.name.0);
    Ok(Vec::new())
}

pub(super) fn fileno(call: &Fileno<Filled>, sockets: &Sockets) -> Performed {
    let number = match &*sockets.find(&call.socket.0)? {
        Endpoint::Open(socket) => sys::descriptor::number(socket),
        Endpoint::Closed(_) => NONE,
    };
    Ok(vec![Value::Descriptor(number)])
}

pub(super) fn detach(call: &Detach<Filled>, sockets: &Sockets) -> Performed {
    let name = &call.socket.0;
    let number = match sockets.take(name)? {
        Taken::Socket(socket) => {
            let number = sys::descriptor::number(&socket);
            sockets.loose().sockets.push(socket);
            number
        }
        Taken::InUse => return Err(Failure::Impossible(format!("`{name}` has a file object: close that first"))),
        Taken::Nothing => NONE,
    };
    Ok(vec![Value::Descriptor(number)])
}

pub(super) fn from_fileno(call: &FromFileno<Filled>, sockets: &Sockets) -> Performed {
    let number = call.descriptor.0;
    let mut loose = sockets.loose();
    let asked = if loose.has(number) {
        sys::descriptor::borrowed(number)
    } else if let Some(name) = sockets.owner(number) {
        return Err(Failure::Impossible(format!("the descriptor is still that of `{name}`: detach it first")));
    } else {
        // It was closed since. Another trial may have the number by now, so the system is asked about one that nobody has.
        sys::descriptor::closed()
    };
    if call.family.is_none() {
        asked.r#type()?;
    }
    sockets.add(&call.name.0, loose.adopt(number)?);
    Ok(Vec::new())
}

impl Loose {
    /// The sockets that were detached.
    pub(super) fn sockets(&self) -> &[Socket] {
        &self.sockets
    }

    /// The file with this descriptor.
    pub(super) fn file(&self, number: i64) -> Result<Arc<File>, Failure> {
        let found = self.files.iter().find(|file| sys::descriptor::number_of_file(file) == number);
        found.cloned().ok_or_else(|| Failure::Impossible("nothing has the descriptor any more".to_owned()))
    }

    fn has(&self, number: i64) -> bool {
        self.sockets.iter().any(|socket| sys::descriptor::number(socket) == number) || self.file(number).is_ok()
    }

    /// What has this descriptor, as a socket.
    fn adopt(&mut self, number: i64) -> Result<Socket, Failure> {
        if let Some(index) = self.sockets.iter().position(|socket| sys::descriptor::number(socket) == number) {
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
fn as_socket(file: File) -> io::Result<Socket> {
    Ok(Socket::from(std::os::fd::OwnedFd::from(file)))
}

/// [`crate::platform::Capability::FileDescriptors`] keeps cases away from it.
#[cfg(not(unix))]
fn as_socket(_: File) -> io::Result<Socket> {
    Err(io::ErrorKind::Unsupported.into())
}
