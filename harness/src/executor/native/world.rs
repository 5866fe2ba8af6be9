//! What a case acts on: its sockets by name, its temporary folder, the calls it started. All of it is gone when the world is.

use std::any::Any;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::io;
use std::mem::{self, ManuallyDrop};
use std::ops::Deref;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, JoinHandle};

use socket2::{SockAddr, Socket};
use tempfile::TempDir;

use super::buffered::FileObject;
use super::deadline::{Deadline, Watchdog};
use super::descriptor::Loose;
use super::timeout::Clocks;
use super::{Failure, Performed, perform};
use crate::address::{FilledAddress, Name, Observed};
use crate::executor::{Limits, World};
use crate::operation::{Call, Finish, Outcome, Start};
use crate::platform::child;
use crate::sys;
use crate::sys::interrupt;

/// The bytes that the path of a scratch folder has on every host, so that lengths of AF_UNIX names in a record are the same everywhere.
const SCRATCH_LENGTH: usize = 64;

/// What one trial acts on.
pub(super) struct Trial {
    sockets: Arc<Sockets>,
    started: HashMap<String, JoinHandle<Performed>>,
}

/// The part of a world that started calls share with it.
pub(super) struct Sockets {
    named: Mutex<HashMap<String, Arc<Endpoint>>>,
    loose: Mutex<Loose>,
    files: Mutex<HashMap<String, Arc<Mutex<FileObject>>>>,
    scratch: OnceLock<Result<TempDir, io::Error>>,
    deadline: Deadline,
    pub(super) clocks: Clocks,
    /// Whether calls may reach other hosts.
    pub(super) network: bool,
}

/// What a name leaves behind when it is closed or detached.
pub(super) enum Taken {
    /// The socket.
    Socket(Socket),
    /// The socket has file objects, and lasts as long as they do. (A call under way would keep it as well; such cases are refused.)
    InUse,
    /// Nothing: it was closed before.
    Nothing,
}

/// A socket by its name.
pub(super) enum Endpoint {
    /// It is there.
    Open(Socket),
    /// It was closed; calls on it are calls on a closed descriptor.
    Closed(ManuallyDrop<Socket>),
}

impl Deref for Endpoint {
    type Target = Socket;

    fn deref(&self) -> &Socket {
        match self {
            Self::Open(socket) => socket,
            Self::Closed(socket) => socket,
        }
    }
}

impl Trial {
    /// A world with nothing in it.
    #[must_use]
    pub(super) fn new(watchdog: &Watchdog, limits: Limits) -> Self {
        Self {
            sockets: Arc::new(Sockets {
                named: Mutex::default(),
                loose: Mutex::default(),
                files: Mutex::default(),
                scratch: OnceLock::new(),
                deadline: watchdog.deadline(limits.deadline),
                clocks: Clocks::default(),
                network: limits.network,
            }),
            started: HashMap::new(),
        }
    }

    fn start(&mut self, name: &str, call: &Call) -> Performed {
        let (call, sockets) = (call.clone(), Arc::clone(&self.sockets));
        let thread = thread::Builder::new().spawn(move || perform(&call, &sockets));
        // No outcome of the step: what it starts was not even begun.
        let thread = thread.map_err(|error| Failure::Impossible(format!("no thread can be started: {error}")))?;
        self.started.insert(name.to_owned(), thread);
        Ok(Vec::new())
    }

    fn finish(&mut self, name: &str) -> Performed {
        let thread = self.started.remove(name);
        let thread = thread.ok_or_else(|| Failure::Impossible(format!("no call was started as `{name}`")))?;
        // Panics anew, for what is told of a panic is what the thread that runs the trial said last.
        thread.join().unwrap_or_else(|panic| panic!("the call started as `{name}` panicked: {}", message(&*panic)))
    }
}

impl World for Trial {
    fn perform(&mut self, call: &Call) -> Outcome {
        match call {
            Call::Start(Start { name, step }) => self.start(&name.0, &step.0),
            Call::Finish(Finish { call }) => self.finish(&call.name),
            call => perform(call, &self.sockets),
        }
        .into()
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        for (_, thread) in self.started.drain() {
            // It ends by its deadline; what it returned, or why it panicked, nobody asked for.
            let _ = thread.join();
        }
        self.sockets.linger_no_more();
    }
}

impl Sockets {
    fn named(&self) -> MutexGuard<'_, HashMap<String, Arc<Endpoint>>> {
        self.named.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The socket called `name`, open or closed.
    pub(super) fn find(&self, name: &str) -> Result<Arc<Endpoint>, Failure> {
        let found = self.named().get(name).cloned();
        found.ok_or_else(|| Failure::NoSocket(name.to_owned()))
    }

    /// Calls a socket by a name.
    pub(super) fn add(&self, name: &str, socket: Socket) {
        self.clocks.reset(name);
        self.named().insert(name.to_owned(), Arc::new(Endpoint::Open(socket)));
    }

    /// Closes a socket that never got to be one of the case's.
    pub(super) fn forget(&self, name: &str) {
        let _no_child_keeps_it_open = child::exclude();
        self.named().remove(name);
    }

    /// Takes a socket away from its name, which stays, for a closed one.
    pub(super) fn take(&self, name: &str) -> Result<Taken, Failure> {
        let closed = Arc::new(Endpoint::Closed(sys::descriptor::closed()));
        let endpoint = self.named().get_mut(name).map(|endpoint| mem::replace(endpoint, closed));
        let endpoint = endpoint.ok_or_else(|| Failure::NoSocket(name.to_owned()))?;
        Ok(match Arc::into_inner(endpoint) {
            Some(Endpoint::Open(socket)) => Taken::Socket(socket),
            Some(Endpoint::Closed(_)) => Taken::Nothing,
            None => Taken::InUse,
        })
    }

    /// Lets no socket wait for unsent data when it is closed: nobody is going to receive any.
    fn linger_no_more(&self) {
        let in_files: Vec<_> = self.files().values().cloned().collect();
        let in_files = in_files.iter().map(|file| file.lock().unwrap_or_else(PoisonError::into_inner).endpoint());
        let endpoints: Vec<_> = self.named().values().cloned().chain(in_files).collect();
        for endpoint in endpoints {
            // One that is closed, or of a family that does not linger, has nothing to wait for.
            let _ = endpoint.set_linger(None);
        }
        for socket in self.loose().sockets() {
            let _ = socket.set_linger(None);
        }
    }

    /// What has a descriptor and no name.
    pub(super) fn loose(&self) -> MutexGuard<'_, Loose> {
        self.loose.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The file objects by their names.
    pub(super) fn files(&self) -> MutexGuard<'_, HashMap<String, Arc<Mutex<FileObject>>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a call on a file object that may block, and ends it at the deadline.
    pub(super) fn with_file<T>(
        &self,
        name: &str,
        mut call: impl FnMut(&mut FileObject) -> io::Result<T>,
    ) -> Result<T, Failure> {
        let file = self.files().get(name).cloned();
        let file = file.ok_or_else(|| Failure::Impossible(format!("there is no file object `{name}`")))?;
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        self.wait(interrupt::Call::on(&file.endpoint()), || call(&mut file))
    }

    /// The name of the open socket that has this descriptor.
    pub(super) fn owner(&self, descriptor: i64) -> Option<String> {
        let named = self.named();
        let owns = |endpoint: &Endpoint| sys::descriptor::number(endpoint) == descriptor;
        named.iter().find(|(_, endpoint)| owns(endpoint)).map(|(name, _)| name.clone())
    }

    /// Makes a call that may block, and ends it at the deadline.
    pub(super) fn wait<T>(&self, call: interrupt::Call, make: impl FnMut() -> io::Result<T>) -> Result<T, Failure> {
        self.deadline.keep(call, make)
    }

    /// The address to hand to the system.
    pub(super) fn encode(&self, given: &FilledAddress) -> Result<SockAddr, Failure> {
        let scratch = if given.is_in_scratch() { self.scratch()? } else { PathBuf::new() };
        let bytes = given.encode(bytes_of(scratch.as_os_str()));
        Ok(sys::address::from_bytes(&bytes))
    }

    /// A path in the case's own folder.
    pub(super) fn path(&self, below: &str) -> Result<PathBuf, Failure> {
        let mut path = self.scratch()?.into_os_string();
        path.push("/");
        path.push(below);
        Ok(path.into())
    }

    /// What the system returned.
    pub(super) fn observe(&self, address: &SockAddr) -> Observed {
        if sys::address::is_untouched(address) {
            return Observed { name: Name::None, length: 0 };
        }
        let scratch = self.scratch.get().and_then(|scratch| scratch.as_ref().ok());
        let scratch = scratch.map(|scratch| bytes_of(scratch.path().as_os_str()));
        Observed::read(&sys::address::to_bytes(address), sys::address::length(address), scratch)
    }

    /// The case's own folder, made when it is first needed.
    fn scratch(&self) -> Result<PathBuf, Failure> {
        match self.scratch.get_or_init(make_scratch) {
            Ok(scratch) => Ok(scratch.path().to_owned()),
            // No outcome of the step: the system was not even asked for what the case wants to know.
            Err(error) => Err(Failure::Impossible(format!("the case's own folder cannot be made: {error}"))),
        }
    }
}

/// A folder whose path has [`SCRATCH_LENGTH`] bytes, in the system's temporary folder or, where that leaves no room, in `/tmp`.
fn make_scratch() -> io::Result<TempDir> {
    const PREFIX: &str = "/sockshape-";
    const LEAST_RANDOM: usize = 8;
    let room = |folder: &PathBuf| SCRATCH_LENGTH.checked_sub(folder.as_os_str().len() + PREFIX.len());
    let folder = [std::env::temp_dir(), PathBuf::from("/tmp")];
    let fitting = folder.iter().find_map(|folder| {
        let random = room(folder).filter(|random| *random >= LEAST_RANDOM)?;
        Some((folder, random))
    });
    let (folder, random) = fitting.ok_or_else(|| io::Error::other("no temporary folder with a short enough path"))?;
    tempfile::Builder::new().prefix(&PREFIX[1..]).rand_bytes(random).tempdir_in(folder)
}

/// What a panic said.
fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("nothing")
}

fn bytes_of(path: &OsStr) -> &[u8] {
    path.as_encoded_bytes()
}
