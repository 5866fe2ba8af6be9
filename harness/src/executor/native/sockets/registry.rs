//! The sockets of one trial by their names, and what else the calls of a trial share.

use std::collections::HashMap;
use std::mem;
use std::path::Path;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use socket2::SockAddr;

use super::super::child::Child;
use super::super::failure::Failure;
use super::super::gate::{Gate, Held, Own};
use super::super::watchdog::Patience;
use super::clocks::Clocks;
use super::scratch::Scratch;
use super::started::Started;
use super::unnamed::UnnamedDescriptors;
use super::{FileObject, NamedSocket, Parent};
use crate::address::{Excess, FilledAddress, Name, Observed};
use crate::executor::budget::{Amounts, Budget};
use crate::executor::interface::Limits;
use crate::platform::child;
use crate::sys;
use crate::sys::name_room::NameInRoom;

/// What all calls of one trial share, those under way in other threads included.
pub(crate) struct Sockets {
    named: Mutex<HashMap<String, Arc<NamedSocket>>>,
    unnamed: Mutex<UnnamedDescriptors>,
    files: Mutex<HashMap<String, Arc<Mutex<FileObject>>>>,
    children: Mutex<HashMap<String, Arc<Child>>>,
    /// The sockets of file objects, one for each, to be asked for their names while a call uses the file object.
    in_files: Mutex<Vec<Weak<NamedSocket>>>,
    /// The process that this one works for, if it works for another.
    parent: Option<Parent>,
    /// The names of sockets that were closed while calls waited in them. They may last as long as the calls.
    in_calls: Mutex<Vec<(Own, Weak<NamedSocket>)>>,
    pub(super) started: Started,
    pub(super) scratch: Scratch,
    pub(crate) patience: Patience,
    pub(super) clocks: Clocks,
    pub(super) gate: Gate,
    pub(super) budget: Budget,
}

/// What becomes of a socket that loses its name.
pub(crate) enum Release {
    /// Nothing else uses it.
    Socket(Held),
    /// Calls under way use it, and no file object does.
    InCall(Arc<NamedSocket>),
    /// File objects use it, and it lasts as long as they do.
    InFile,
    /// It had lost its name before.
    AlreadyClosed,
}

impl Sockets {
    /// No sockets yet. Each step may block for so long.
    pub(crate) fn new(patience: Patience, limits: Limits) -> Self {
        Self {
            named: Mutex::default(),
            unnamed: Mutex::default(),
            files: Mutex::default(),
            children: Mutex::default(),
            in_files: Mutex::default(),
            parent: None,
            in_calls: Mutex::default(),
            started: Started::default(),
            scratch: Scratch::default(),
            patience,
            clocks: Clocks::default(),
            gate: Gate::new(limits.network),
            budget: Budget::new(limits.most),
        }
    }

    /// The same, with the folder of the trial for which this process works, and the process that has it.
    #[cfg(unix)]
    pub(crate) fn working_for_parent(self, folder: PathBuf, parent: Parent) -> Self {
        Self { scratch: Scratch::of_parent(folder), parent: Some(parent), ..self }
    }

    /// The process that this one works for, if it works for another.
    pub(crate) fn parent(&self) -> Option<&Parent> {
        self.parent.as_ref()
    }

    /// Takes over a socket of the parent process; none if it is not open here.
    #[cfg(unix)]
    pub(crate) fn take_over(&self, name: &str, socket: Option<Held>) {
        let socket = socket.map_or_else(NamedSocket::closed, NamedSocket::Open);
        self.named().insert(name.to_owned(), Arc::new(socket));
    }

    /// The names of all sockets.
    #[cfg(unix)]
    pub(crate) fn names_given(&self) -> Vec<String> {
        self.named().keys().cloned().collect()
    }

    pub(super) fn named(&self) -> MutexGuard<'_, HashMap<String, Arc<NamedSocket>>> {
        self.named.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sockets of file objects.
    pub(super) fn in_files(&self) -> MutexGuard<'_, Vec<Weak<NamedSocket>>> {
        self.in_files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The names of sockets that were closed while calls waited in them.
    pub(super) fn in_calls(&self) -> MutexGuard<'_, Vec<(Own, Weak<NamedSocket>)>> {
        self.in_calls.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The calls that run on threads of their own.
    pub(crate) fn started(&self) -> &Started {
        &self.started
    }

    /// Notes that a call uses up so much.
    pub(crate) fn spend(&self, amounts: Amounts) -> Result<(), Failure> {
        self.budget.spend(amounts).map_err(Failure::Withheld)
    }

    /// Sockets and files without a name.
    pub(crate) fn unnamed(&self) -> MutexGuard<'_, UnnamedDescriptors> {
        self.unnamed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file objects by their names.
    pub(crate) fn files(&self) -> MutexGuard<'_, HashMap<String, Arc<Mutex<FileObject>>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The child processes by their names.
    pub(crate) fn children(&self) -> MutexGuard<'_, HashMap<String, Arc<Child>>> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The socket called `name`, open or closed.
    pub(crate) fn find(&self, name: &str) -> Result<Arc<NamedSocket>, Failure> {
        let found = self.named().get(name).cloned();
        found.ok_or_else(|| Failure::NoSocket(name.to_owned()))
    }

    /// Makes a file object called `name` for a socket.
    pub(crate) fn add_file(&self, name: &str, socket: &str) -> Result<(), Failure> {
        let timed = self.timed(socket)?;
        self.in_files().push(Arc::downgrade(&timed.socket));
        let file = FileObject::new(timed);
        self.files().insert(name.to_owned(), Arc::new(Mutex::new(file)));
        Ok(())
    }

    /// The file object called `name`.
    pub(super) fn find_file(&self, name: &str) -> Result<Arc<Mutex<FileObject>>, Failure> {
        let found = self.files().get(name).cloned();
        found.ok_or_else(|| Failure::Impossible(format!("there is no file object `{name}`")))
    }

    /// The name of the open socket that has this descriptor.
    pub(crate) fn name_of(&self, descriptor: i64) -> Option<String> {
        let named = self.named();
        let has_it = |socket: &NamedSocket| socket.number() == descriptor;
        named.iter().find(|(_, socket)| has_it(socket)).map(|(name, _)| name.clone())
    }

    /// Gives a name to a socket.
    pub(crate) fn add(&self, name: &str, socket: Held) {
        self.clocks.reset(name);
        self.named().insert(name.to_owned(), Arc::new(NamedSocket::Open(socket)));
    }

    /// Closes a socket and removes its name, as if there had never been one.
    pub(crate) fn discard(&self, name: &str) {
        let _no_child_keeps_it_open = child::exclude();
        let socket = self.named().remove(name);
        socket.iter().for_each(|socket| self.note(socket));
        self.tidy(socket);
    }

    /// Takes a socket away from its name. The name stays, for a closed socket.
    pub(crate) fn release(&self, name: &str) -> Result<Release, Failure> {
        let closed = Arc::new(NamedSocket::closed());
        let socket = self.named().get_mut(name).map(|socket| mem::replace(socket, closed));
        let socket = socket.ok_or_else(|| Failure::NoSocket(name.to_owned()))?;
        self.note(&socket);
        Ok(match Arc::try_unwrap(socket) {
            Ok(NamedSocket::Open(socket)) => Release::Socket(socket),
            Ok(NamedSocket::Closed(_)) => Release::AlreadyClosed,
            Err(socket) if self.in_files().iter().any(|other| is_it(other, &socket)) => Release::InFile,
            Err(socket) => {
                self.in_calls().extend(socket.own().map(|name| (name, Arc::downgrade(&socket))));
                Release::InCall(socket)
            }
        })
    }

    /// Removes a file object, and returns its socket if nothing else uses it.
    pub(crate) fn release_file(&self, name: &str) -> Option<Held> {
        let file = self.files().remove(name);
        let file = Arc::into_inner(file?)?.into_inner().unwrap_or_else(PoisonError::into_inner);
        let socket = file.into_socket();
        let mut in_files = self.in_files();
        let index = in_files.iter().position(|other| is_it(other, &socket));
        index.map(|index| in_files.swap_remove(index));
        drop(in_files);
        self.note(&socket);
        match Arc::into_inner(socket)? {
            NamedSocket::Open(socket) => Some(socket),
            NamedSocket::Closed(_) => None,
        }
    }

    /// The bytes of an address, as the system takes them.
    pub(crate) fn encode(&self, given: &FilledAddress) -> Result<SockAddr, Failure> {
        let scratch = if given.is_in_scratch() { self.scratch.path()?.as_os_str().as_encoded_bytes() } else { b"" };
        Ok(sys::address::from_bytes(&given.encode(scratch)))
    }

    /// An address that the system returned.
    pub(crate) fn observe(&self, address: &SockAddr) -> Observed {
        if sys::address::is_untouched(address) {
            return Observed::new(Name::None, 0);
        }
        let (bytes, length) = (sys::address::to_bytes(address), sys::address::length(address));
        Observed::read(&bytes, length, self.scratch.existing_path())
    }

    /// The same, in a room of its own, which may be too small.
    pub(crate) fn observe_in_room(&self, name: &NameInRoom) -> Observed {
        if name.is_untouched {
            return Observed::new(Name::None, 0);
        }
        let observed = Observed::read_in_room(&name.bytes, name.length, self.scratch.existing_path());
        Observed { excess: Excess { beyond: name.beyond, ..observed.excess }, ..observed }
    }

    /// The case's own folder.
    pub(crate) fn scratch_path(&self) -> Result<&Path, Failure> {
        self.scratch.path()
    }
}

fn is_it(one: &Weak<NamedSocket>, other: &Arc<NamedSocket>) -> bool {
    one.upgrade().is_some_and(|one| Arc::ptr_eq(&one, other))
}
