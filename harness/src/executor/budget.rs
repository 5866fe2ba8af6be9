//! What one trial may use up, and what each call does: descriptors, threads and bytes. The neighbours of a trial that
//! wants more must not notice.
//!
//! All calls of a trial count together, and nothing is given back: what a call costs can be read in it, whatever the
//! system returns. So a step is withheld on every host or on none.

use std::sync::{Mutex, PoisonError};

use crate::operation::{Attachment, Call, Data, Size};

/// Amounts of what a trial uses up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Descriptors that are made, or passed on, and wait to be received.
    pub descriptors: usize,
    /// Calls that are started on threads of their own.
    pub threads: usize,
    /// Bytes in the buffers of calls: to send, to write, or to receive into.
    pub bytes: usize,
}

/// The most that a trial may use up.
pub const MOST: Amounts = Amounts { descriptors: 40, threads: 4, bytes: 64 << 20 };

/// The bytes of a buffer whose size the case does not say.
const BUFFER: usize = 1024;

impl Amounts {
    /// What a call uses up. The bytes that `read` and `readline` keep are known only once they have arrived.
    #[must_use]
    pub fn of(call: &Call) -> Self {
        match call {
            Call::Socket(_) | Call::Accept(_) | Call::CreateConnection(_) | Call::Dup(_) | Call::HoldPort(_) => {
                Self::descriptors(1)
            }
            Call::Socketpair(_) => Self::descriptors(2),
            Call::Open(open) => Self { bytes: open.data.as_ref().map_or(0, Data::length), ..Self::descriptors(1) },
            Call::Send(send) => Self::bytes(send.data.length()),
            Call::Sendall(send) => Self::bytes(send.data.length()),
            Call::Sendto(send) => Self::bytes(send.data.length()),
            Call::WriteFile(write) => Self::bytes(write.data.length()),
            Call::Sendmsg(send) => Self {
                descriptors: send.ancillary.iter().flatten().map(passed).sum(),
                ..Self::bytes(send.data.0.iter().map(Data::length).sum())
            },
            Call::Sendmmsg(send) => Self::bytes(send.data.0.iter().map(Data::length).sum()),
            Call::Recvmmsg(receive) => Self::bytes(receive.sizes.0.iter().map(|size| size.count()).sum()),
            Call::Recv(receive) => Self::bytes(size(receive.size)),
            Call::Recvfrom(receive) => Self::bytes(size(receive.size)),
            Call::RecvInto(receive) => Self::bytes(receive.into.buffer.length()),
            Call::RecvfromInto(receive) => Self::bytes(receive.into.buffer.length()),
            Call::Recvmsg(receive) => Self {
                descriptors: receive.passed.as_ref().map_or(0, |passed| passed.0.len()),
                ..Self::bytes(
                    receive.sizes.as_ref().map_or(BUFFER, |sizes| sizes.0.iter().map(|size| size.count()).sum()),
                )
            },
            Call::Getnameinfo(ask) => Self::bytes(size(ask.host_size) + size(ask.service_size)),
            Call::Gethostname(ask) => Self::bytes(size(ask.size)),
            // The child process has a descriptor of each socket, and a pipe in each direction.
            Call::StartChild(start) => Self { threads: 1, ..Self::descriptors(start.sockets.len() + 2) },
            Call::InChild(call) => call.step.call().map_or_else(Self::default, Self::of),
            Call::Start(start) => {
                let started = Self::of(&start.step.0);
                Self { threads: started.threads + 1, ..started }
            }
            // Named one by one, so that whoever adds an operation has to say what it uses up.
            Call::Close(_)
            | Call::Shutdown(_)
            | Call::FamilyOf(_)
            | Call::TypeOf(_)
            | Call::ProtocolOf(_)
            | Call::Fileno(_)
            | Call::Detach(_)
            | Call::FromFileno(_)
            | Call::GetInheritable(_)
            | Call::SetInheritable(_)
            | Call::Inherited(_)
            | Call::EndChild(_)
            | Call::LimitPort(_)
            | Call::Bind(_)
            | Call::Listen(_)
            | Call::Connect(_)
            | Call::Disconnect(_)
            | Call::Getsockname(_)
            | Call::Getpeername(_)
            | Call::Sendfile(_)
            | Call::SendfileOnce(_)
            | Call::Makefile(_)
            | Call::Readline(_)
            | Call::ReadFile(_)
            | Call::Flush(_)
            | Call::Mkdir(_)
            | Call::Link(_)
            | Call::Symlink(_)
            | Call::Rename(_)
            | Call::Unlink(_)
            | Call::Chmod(_)
            | Call::Umask(_)
            | Call::Chdir(_)
            | Call::Stat(_)
            | Call::FilePermissions(_)
            | Call::Setsockopt(_)
            | Call::Getsockopt(_)
            | Call::SetsockoptBytes(_)
            | Call::GetsockoptBytes(_)
            | Call::TakeError(_)
            | Call::Setblocking(_)
            | Call::Settimeout(_)
            | Call::Gettimeout(_)
            | Call::Waited(_)
            | Call::Poll(_)
            | Call::PollSeveral(_)
            | Call::Getaddrinfo(_)
            | Call::Getservbyname(_)
            | Call::Getservbyport(_)
            | Call::IfNametoindex(_)
            | Call::IfIndextoname(_)
            | Call::IfNameindex(_)
            | Call::Constants(_)
            | Call::Finish(_) => Self::default(),
        }
    }

    fn descriptors(descriptors: usize) -> Self {
        Self { descriptors, ..Self::default() }
    }

    /// So many bytes.
    #[must_use]
    pub fn bytes(bytes: usize) -> Self {
        Self { bytes, ..Self::default() }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            descriptors: self.descriptors + other.descriptors,
            threads: self.threads + other.threads,
            bytes: self.bytes + other.bytes,
        }
    }

    /// What there is more of than of `most`, as a text with the most of it.
    fn beyond(self, most: Self) -> Option<String> {
        [
            (self.descriptors > most.descriptors, format!("{} descriptors", most.descriptors)),
            (self.threads > most.threads, format!("{} started calls", most.threads)),
            (self.bytes > most.bytes, format!("{} MiB of data", most.bytes >> 20)),
        ]
        .into_iter()
        .find_map(|(is_more, most)| is_more.then_some(most))
    }
}

/// How many descriptors a message passes on.
fn passed(attachment: &Attachment) -> usize {
    match attachment {
        Attachment::Rights(sockets) => sockets.len(),
        Attachment::Source(_) | Attachment::Field(..) => 0,
    }
}

fn size(given: Option<Size>) -> usize {
    given.map_or(BUFFER, Size::count)
}

/// What a trial has used up, and may use up.
#[derive(Debug)]
pub struct Budget {
    most: Amounts,
    used: Mutex<Amounts>,
}

impl Budget {
    /// A trial may use up so much.
    #[must_use]
    pub fn new(most: Amounts) -> Self {
        Self { most, used: Mutex::default() }
    }

    /// Uses up so much.
    ///
    /// # Errors
    /// When that would be too much: why. Nothing is used up then.
    pub fn spend(&self, amounts: Amounts) -> Result<(), String> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let together = used.and(amounts);
        match together.beyond(self.most) {
            Some(most) => Err(format!("this would be more than {most} for one trial")),
            None => {
                *used = together;
                Ok(())
            }
        }
    }
}
