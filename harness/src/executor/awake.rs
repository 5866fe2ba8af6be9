//! Waiting for the other side of the protocol, awake at first. On a virtual machine it took 20 µs to answer, and up to
//! 100 more to wake up the processor that had slept meanwhile.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// How long to stay awake. Whoever else wants the processor gets it meanwhile.
const AWAKE: Duration = Duration::from_micros(100);

/// Waits a little for one of these to be ready. Returns whether one is.
pub(super) fn ready_soon(pipes: &mut [PollFd<'_>]) -> bool {
    let start = Instant::now();
    loop {
        match poll(pipes, Some(&Timespec::default())) {
            Ok(0) if start.elapsed() < AWAKE => thread::yield_now(),
            ready => return ready.is_ok_and(|count| count > 0),
        }
    }
}

/// What is read from this reader is waited for awake.
pub struct Awake<R>(pub R);

impl<R: Read + AsFd> Read for Awake<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        ready_soon(&mut [PollFd::new(&self.0, PollFlags::IN)]);
        self.0.read(into)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn pipe_is_ready_if_there_is_something_to_read() {
        let (reader, mut writer) = io::pipe().expect("a pipe");
        assert!(!ready_soon(&mut [PollFd::new(&reader, PollFlags::IN)]));
        writer.write_all(b"early").expect("a reader");
        assert!(ready_soon(&mut [PollFd::new(&reader, PollFlags::IN)]));
    }

    #[test]
    fn what_comes_late_is_read_too() {
        let (reader, mut writer) = io::pipe().expect("a pipe");
        let late = thread::spawn(move || {
            thread::sleep(AWAKE * 20);
            writer.write_all(b"late").expect("a reader");
        });
        let mut text = String::new();
        Awake(reader).read_to_string(&mut text).expect("a text");
        late.join().expect("an end");
        assert_eq!(text, "late");
    }
}
