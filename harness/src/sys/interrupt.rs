//! Interrupts a system call that blocks. The caller decides when: `Watchdog` of the executor does so at a deadline.
//!
//! The socket stays as it was. No option is set and no mode is changed, so that a trial measures what a program would
//! see.
//!
//! On Unix, a signal makes the call return EINTR. Its handler does nothing. The signal is SIGURG, which is ignored by
//! default.
//!
//! On Windows, the calls on a handle are cancelled: "`CancelIoEx` function" on Microsoft Learn. .NET ends blocking
//! calls in the same way (`SafeSocketHandle.Windows.cs` in dotnet/runtime). That cancels the calls of all threads on
//! the handle, so that those whose time is not up are made again. Microsoft Learn does not promise that a cancelled
//! call did nothing: a `send` on a stream may have sent a part. A call without a handle cannot be interrupted: see
//! [`Call::of_this_thread`].
//!
//! On other systems nothing interrupts a call.

use std::io;
use std::process::ChildStdout;

use socket2::Socket;

/// A call that can be interrupted.
#[derive(Clone, Copy, Debug)]
pub struct Call(system::Call);

impl Call {
    /// A call that this thread makes on a socket. The socket outlives the call.
    #[must_use]
    pub fn on(socket: &Socket) -> Self {
        Self(system::on(socket))
    }

    /// A call by which this thread reads the output of a child.
    #[must_use]
    pub fn on_pipe(pipe: &ChildStdout) -> Self {
        Self(system::on_pipe(pipe))
    }

    /// A call that this thread makes on no handle that outlives it. Windows cannot interrupt it: it has to end by
    /// itself.
    #[must_use]
    pub fn of_this_thread() -> Self {
        Self(system::of_this_thread())
    }

    /// If the call blocks at this moment, makes it return with an error for which [`is_interruption`] holds. The thread
    /// that makes the call, and its handle, must still exist.
    pub fn interrupt(self) {
        system::interrupt(self.0);
    }
}

/// Whether this is the error of a call that was interrupted.
#[must_use]
pub fn is_interruption(error: &io::Error) -> bool {
    system::is_interruption(error)
}

/// The error by which a call says that it was interrupted.
#[must_use]
pub fn interruption() -> io::Error {
    system::interruption()
}

/// Prepares the process. Needed once, before the first interruption, and before there is a second thread.
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

    /// The thread that makes the call.
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Call(libc::pthread_t);

    // SAFETY: the ID of a thread is valid in its whole process (pthread_self in XSH of POSIX.1-2024). Some libraries
    // use a pointer for it.
    unsafe impl Send for Call {}

    pub(super) fn on(_: &Socket) -> Call {
        of_this_thread()
    }

    pub(super) fn on_pipe(_: &ChildStdout) -> Call {
        of_this_thread()
    }

    pub(super) fn of_this_thread() -> Call {
        // SAFETY: the call takes nothing and cannot fail.
        Call(unsafe { libc::pthread_self() })
    }

    pub(super) fn interrupt(thread: Call) {
        // SAFETY: the thread still runs, if the caller obeys the doc of `Call::interrupt`. `prepare` has set a handler.
        unsafe { libc::pthread_kill(thread.0, libc::SIGURG) };
    }

    pub(super) fn is_interruption(error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::Interrupted
    }

    pub(super) fn interruption() -> io::Error {
        io::ErrorKind::Interrupted.into()
    }

    pub(super) fn prepare() {
        extern "C" fn nothing(_: libc::c_int) {}
        // SAFETY: a zeroed sigaction is valid. The handler does nothing, and so is safe in a signal. (SA_RESTART stays
        // off, because the interrupted call has to return.)
        unsafe {
            let mut action: libc::sigaction = zeroed();
            action.sa_sigaction = nothing as extern "C" fn(libc::c_int) as libc::sighandler_t;
            libc::sigaction(libc::SIGURG, &action, null_mut());
        }
        // Without this, the signal that a child has ended could go to any thread, and a recv with MSG_WAITALL would
        // return the part that it has: recv(2). Threads inherit the mask. Children begin with an empty one, which the
        // standard library gives them. SAFETY: a zeroed set is valid, is emptied first, and outlives the call.
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

    /// The number of the handle that the call is made on, if there is one.
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
            // SAFETY: the call takes any number. The handle still belongs to the socket, if the caller obeys the doc of
            // `Call::interrupt`, and whoever makes other calls on it makes them again. If no call is under way yet,
            // this fails and does nothing.
            unsafe { CancelIoEx(handle as HANDLE, null()) };
        }
    }

    pub(super) fn is_interruption(error: &io::Error) -> bool {
        error.raw_os_error().is_some_and(|number| number == WSAEINTR || number == ERROR_OPERATION_ABORTED as i32)
    }

    pub(super) fn interruption() -> io::Error {
        io::Error::from_raw_os_error(WSAEINTR)
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

    pub(super) fn is_interruption(error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::Interrupted
    }

    pub(super) fn interruption() -> io::Error {
        io::ErrorKind::Interrupted.into()
    }

    pub(super) fn prepare() {}
}
