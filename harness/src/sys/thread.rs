//! Whether another thread waits in a system call.

use std::time::Duration;

/// A thread to look at.
#[derive(Debug)]
pub struct Thread(system::Thread);

impl Thread {
    /// The thread that makes this call.
    #[must_use]
    pub fn this() -> Self {
        Self(system::this())
    }

    /// None if it runs. If it seems to wait in a call: how long it has to seem so to be believed.
    #[must_use]
    pub fn seems_to_wait(&self) -> Option<Duration> {
        system::seems_to_wait(&self.0)
    }
}

/// How long to wait where the system does not tell what a thread does: a call begins sooner even on a busy machine.
const UNKNOWN: Duration = Duration::from_millis(30);

#[cfg(linux_kernel)]
mod system {
    use std::fs::File;
    use std::os::unix::fs::FileExt;
    use std::time::Duration;

    use super::UNKNOWN;

    /// How long a thread that sleeps may do so for something else than its call, such as a lock.
    const LOCK: Duration = Duration::from_millis(5);

    /// The calls in which a thread may sleep before it makes its own: those that wait for locks, and those that change
    /// the memory of the process, which wait for other threads that do so too. A call with much data needs room first.
    const OTHERS: [libc::c_long; 6] =
        [libc::SYS_futex, libc::SYS_munmap, libc::SYS_mprotect, libc::SYS_mremap, libc::SYS_madvise, libc::SYS_brk];
    #[cfg(target_pointer_width = "64")]
    const OTHERS_OF_WIDTH: [libc::c_long; 1] = [libc::SYS_mmap];
    #[cfg(not(target_pointer_width = "64"))]
    const OTHERS_OF_WIDTH: [libc::c_long; 2] = [libc::SYS_mmap2, FUTEX_TIME64];
    /// Not all of these have it in libc. The number is that of all but MIPS: `futex_time64` in the tables of Linux.
    #[cfg(not(target_pointer_width = "64"))]
    const FUTEX_TIME64: libc::c_long = 422;

    /// The files that tell what the thread does.
    #[derive(Debug)]
    pub(super) struct Thread {
        /// The call in which it is: proc_pid_syscall(5). gVisor has no such file.
        call: Option<File>,
        /// Its state: proc_pid_stat(5).
        stat: Option<File>,
    }

    pub(super) fn this() -> Thread {
        let open = |name: &str| File::open(format!("/proc/thread-self/{name}")).ok();
        Thread { call: open("syscall"), stat: open("stat") }
    }

    pub(super) fn seems_to_wait(thread: &Thread) -> Option<Duration> {
        if let Some(text) = thread.call.as_ref().and_then(read) {
            return seems_to_wait_in(&text);
        }
        match thread.stat.as_ref().and_then(read) {
            Some(text) => is_asleep(&text).then_some(LOCK),
            None => Some(UNKNOWN),
        }
    }

    /// The same by what is said of its call: its number, -1 if it makes none, or that the thread runs.
    fn seems_to_wait_in(call: &str) -> Option<Duration> {
        let number: libc::c_long = call.split_whitespace().next()?.parse().ok().filter(|number| *number >= 0)?;
        let is_other = OTHERS.contains(&number) || OTHERS_OF_WIDTH.contains(&number);
        Some(if is_other { UNKNOWN } else { Duration::ZERO })
    }

    fn read(file: &File) -> Option<String> {
        let mut text = [0; 512];
        let length = file.read_at(&mut text, 0).ok()?;
        Some(String::from_utf8_lossy(&text[..length]).into_owned())
    }

    /// Whether the state behind the name of the program, which may have any character, is "S".
    fn is_asleep(stat: &str) -> bool {
        stat.rsplit_once(')').is_some_and(|(_, rest)| rest.trim_start().starts_with('S'))
    }

    #[cfg(test)]
    mod tests {
        use rstest::rstest;

        use super::*;

        #[rstest]
        #[case::asleep("9 (name) S 1", true)]
        #[case::name_with_a_state("9 (a) S b) R 1", false)]
        #[case::runs("9 (name) R 1", false)]
        #[case::nothing("", false)]
        fn state_is_behind_the_name(#[case] stat: &str, #[case] asleep: bool) {
            assert_eq!(is_asleep(stat), asleep);
        }

        #[rstest]
        #[case::runs("running", None)]
        #[case::makes_no_call("-1 0x7ffd 0x7f12", None)]
        #[case::waits_for_a_peer(&format!("{} 0x3 0x7f12", libc::SYS_sendto), Some(Duration::ZERO))]
        #[case::waits_for_a_lock(&format!("{} 0x7f12 0x80", libc::SYS_futex), Some(UNKNOWN))]
        #[case::makes_room(&format!("{} 0x0 0x3d1000", OTHERS_OF_WIDTH[0]), Some(UNKNOWN))]
        fn call_in_which_a_thread_sleeps_need_not_be_its_own(#[case] call: &str, #[case] doubt: Option<Duration>) {
            assert_eq!(seems_to_wait_in(call), doubt);
        }
    }
}

#[cfg(not(linux_kernel))]
mod system {
    use std::time::Duration;

    use super::UNKNOWN;

    #[derive(Debug)]
    pub(super) struct Thread;

    pub(super) fn this() -> Thread {
        Thread
    }

    pub(super) fn seems_to_wait(_: &Thread) -> Option<Duration> {
        Some(UNKNOWN)
    }
}

#[cfg(all(test, linux_kernel))]
mod tests {
    use std::hint;
    use std::io::{self, Read, Write};
    use std::os::unix::net::UnixStream;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::Thread;

    /// Whether the thread seems to wait for a while, or comes to do so.
    fn comes_to_wait(thread: &Thread) -> bool {
        let end = Instant::now() + Duration::from_millis(100);
        while Instant::now() < end {
            if thread.seems_to_wait().is_some() {
                return true;
            }
            thread::sleep(Duration::from_millis(1));
        }
        false
    }

    #[test]
    fn thread_that_reads_waits() -> io::Result<()> {
        let (mut left, mut right) = UnixStream::pair()?;
        let (tell, told) = mpsc::channel();
        let reading = thread::spawn(move || {
            tell.send(Thread::this()).expect("somebody listens");
            right.read_exact(&mut [0])
        });
        assert!(comes_to_wait(&told.recv().expect("it tells")));
        left.write_all(b"x")?;
        reading.join().expect("it does not panic")
    }

    #[test]
    fn thread_that_counts_does_not() {
        static IS_OVER: AtomicBool = AtomicBool::new(false);
        let (tell, told) = mpsc::channel();
        let counting = thread::spawn(move || {
            tell.send(Thread::this()).expect("somebody listens");
            while !IS_OVER.load(Ordering::Relaxed) {
                hint::spin_loop();
            }
        });
        let thread = told.recv().expect("it tells");
        let waits = comes_to_wait(&thread);
        IS_OVER.store(true, Ordering::Relaxed);
        counting.join().expect("it does not panic");
        assert!(!waits);
    }
}
