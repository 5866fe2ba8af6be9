//! Ends a system call that blocks too long, and leaves the socket as it was: no option is set, no mode changed, so what is measured stays
//! what a program would see.
//!
//! Where there are signals, one whose handler does nothing makes the call return EINTR. SIGURG is used because its default is to be ignored.
//! Windows cancels what is under way on the call's handle: "`CancelIoEx` function" on Microsoft Learn, which .NET ends blocking calls with,
//! too (`SafeSocketHandle.Windows.cs` in dotnet/runtime). It cancels the calls of all threads on that handle; those whose time is not up
//! are made again. What Microsoft Learn will not promise is that nothing was done when a call was cancelled: a stream whose `send` ran out of
//! time may have sent a part. Calls without such a handle cannot be ended there: see [`Call::of_this_thread`].
//! Systems with neither have none of this yet; a call that blocks there blocks on.

use std::io;
use std::process::ChildStdout;

use socket2::Socket;

/// A call that may have to be interrupted.
#[derive(Clone, Copy, Debug)]
pub struct Call(system::Call);

impl Call {
    /// A call that this thread makes on a socket, which outlives it.
    #[must_use]
    pub fn on(socket: &Socket) -> Self {
        Self(system::on(socket))
    }

    /// A call by which this thread reads what a child has to say.
    #[must_use]
    pub fn on_pipe(pipe: &ChildStdout) -> Self {
        Self(system::on_pipe(pipe))
    }

    /// A call that this thread makes on nothing that lasts. Windows cannot interrupt it: it has to end by itself.
    #[must_use]
    pub fn of_this_thread() -> Self {
        Self(system::of_this_thread())
    }

    /// Makes the call return, if it blocks just now, with an error that [`is_told_by`] knows. It must not have ended for good.
    pub fn interrupt(self) {
        system::interrupt(self.0);
    }
}

/// Whether a call says with this error that it was interrupted.
#[must_use]
pub fn is_told_by(error: &io::Error) -> bool {
    system::is_told_by(error)
}

/// Prepares the process; needed once, before anything is interrupted and any other thread begins.
pub fn prepare() {
    system::prepare();
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::mem::zeroed;
    use std::process::ChildStdout;
    use std::ptr::null_mut;

    use socket2::Socket;

    /// The thread that makes it.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Call(libc::pthread_t);

    // SAFETY: a thread's ID is meaningful throughout its process (pthread_self in XSH of POSIX.1-2024); it is a pointer in some libraries.
    unsafe impl Send for Call {}

    pub(super) fn on(_: &Socket) -> Call {
        of_this_thread()
    }

    pub(super) fn on_pipe(_: &ChildStdout) -> Call {
        of_this_thread()
    }

    pub(super) fn of_this_thread() -> Call {
        // SAFETY: takes nothing and cannot fail.
        Call(unsafe { libc::pthread_self() })
    }

    pub(super) fn interrupt(thread: Call) {
        // SAFETY: the caller keeps to `Call::interrupt`: the thread still runs. The signal has a handler since `prepare`.
        unsafe { libc::pthread_kill(thread.0, libc::SIGURG) };
    }

    pub(super) fn is_told_by(error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::Interrupted
    }

    pub(super) fn prepare() {
        extern "C" fn nothing(_: libc::c_int) {}
        // SAFETY: a zeroed sigaction is valid; the handler does nothing and so is safe in a signal; SA_RESTART stays off,
        // because the interrupted call has to return.
        unsafe {
            let mut action: libc::sigaction = zeroed();
            action.sa_sigaction = nothing as extern "C" fn(libc::c_int) as libc::sighandler_t;
            libc::sigaction(libc::SIGURG, &action, null_mut());
        }
        // The end of a child may otherwise be told to any thread of the process, and a recv with MSG_WAITALL that had a part by then
        // returns it: recv(2). Threads inherit the mask; children begin with an empty one, which the standard library gives them.
        // SAFETY: a zeroed set is valid, is emptied first, and outlives the call.
        unsafe {
            let mut signals: libc::sigset_t = zeroed();
            libc::sigemptyset(&mut signals);
            libc::sigaddset(&mut signals, libc::SIGCHLD);
            libc::pthread_sigmask(libc::SIG_BLOCK, &signals, null_mut());
        }
    }
}

#[cfg(windows)]
mod system {
    use std::io;
    use std::os::windows::io::{AsRawHandle, AsRawSocket};
    use std::process::ChildStdout;
    use std::ptr::null;

    use socket2::Socket;
    use windows_sys::Win32::Foundation::{ERROR_OPERATION_ABORTED, HANDLE};
    use windows_sys::Win32::Networking::WinSock::WSAEINTR;
    use windows_sys::Win32::System::IO::CancelIoEx;

    /// The number of the handle it is made on.
    pub(super) type Call = Option<usize>;

    pub(super) fn on(socket: &Socket) -> Call {
        Some(socket.as_raw_socket() as usize)
    }

    pub(super) fn on_pipe(pipe: &ChildStdout) -> Call {
        Some(pipe.as_raw_handle() as usize)
    }

    pub(super) fn of_this_thread() -> Call {
        None
    }

    pub(super) fn interrupt(call: Call) {
        if let Some(handle) = call {
            // SAFETY: takes a number that may be none of a handle. The caller keeps to `Call::interrupt`, so nobody else has the handle;
            // and whoever makes a call on it makes that again. Where nothing is under way yet, it fails and does nothing.
            unsafe { CancelIoEx(handle as HANDLE, null()) };
        }
    }

    pub(super) fn is_told_by(error: &io::Error) -> bool {
        error.raw_os_error().is_some_and(|number| number == WSAEINTR || number == ERROR_OPERATION_ABORTED as i32)
    }

    pub(super) fn prepare() {}
}

#[cfg(not(any(unix, windows)))]
mod system {
    use std::io;
    use std::process::ChildStdout;

    use socket2::Socket;

    #[derive(Clone, Copy, Debug)]
    pub(super) struct Call;

    pub(super) fn on(_: &Socket) -> Call {
        Call
    }

    pub(super) fn on_pipe(_: &ChildStdout) -> Call {
        Call
    }

    pub(super) fn of_this_thread() -> Call {
        Call
    }

    pub(super) fn interrupt(_: Call) {}

    pub(super) fn is_told_by(error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::Interrupted
    }

    pub(super) fn prepare() {}
}
