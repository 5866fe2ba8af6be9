//! Ends a system call that blocks too long.
//!
//! A signal whose handler does nothing makes a blocking call return EINTR and leaves the socket as it was: no option is set, no mode
//! changed, so what is measured stays what a program would see. SIGURG is used because its default is to be ignored.
//! Systems without signals have none of this yet; a call that blocks there blocks on.

/// A thread that may have to be interrupted.
#[derive(Clone, Copy, Debug)]
pub struct Thread(system::Id);

impl Thread {
    /// The thread that asks.
    #[must_use]
    pub fn current() -> Self {
        Self(system::current())
    }

    /// Makes a call in which the thread is blocked return EINTR. The thread must not have ended.
    pub fn interrupt(self) {
        system::interrupt(self.0);
    }
}

/// Prepares the process; needed once, before anything is interrupted.
pub fn prepare() {
    system::prepare();
}

#[cfg(unix)]
mod system {
    use std::mem::zeroed;
    use std::ptr::null_mut;

    #[derive(Clone, Copy, Debug)]
    pub(super) struct Id(libc::pthread_t);

    // SAFETY: a thread's ID is meaningful throughout its process (pthread_self in XSH of POSIX.1-2024); it is a pointer in some libraries.
    unsafe impl Send for Id {}

    pub(super) fn current() -> Id {
        // SAFETY: takes nothing and cannot fail.
        Id(unsafe { libc::pthread_self() })
    }

    pub(super) fn interrupt(thread: Id) {
        // SAFETY: the caller keeps to `Thread::interrupt`: the thread still runs. The signal has a handler since `prepare`.
        unsafe { libc::pthread_kill(thread.0, libc::SIGURG) };
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
    }
}

#[cfg(not(unix))]
mod system {
    #[derive(Clone, Copy, Debug)]
    pub(super) struct Id;

    pub(super) fn current() -> Id {
        Id
    }

    pub(super) fn interrupt(_: Id) {}

    pub(super) fn prepare() {}
}
