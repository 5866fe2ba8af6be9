//! Pipes that are asked whether they are ready: no thread has to be woken for a request or an answer.

use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::os::fd::AsFd;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, ioctl_fionbio};

use super::{LastWords, of, rest_of_line};
use crate::executor::awake::ready_soon;

/// The pipes of a process.
pub(in super::super) struct Pipes {
    /// None if nothing more is to be asked.
    requests: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
    /// What has come of the next answer.
    line: Vec<u8>,
    /// None if it is closed: it would count as ready for ever.
    words: Option<ChildStderr>,
    last_words: LastWords,
}

impl Pipes {
    /// Those of a process that was started with all three.
    ///
    /// # Errors
    /// When it was not, and those of ioctl(2).
    pub(in super::super) fn of(child: &mut Child) -> io::Result<Self> {
        let (requests, answers, words) = of(child)?;
        for pipe in [requests.as_fd(), answers.as_fd(), words.as_fd()] {
            // FIONBIO: each of these ends is this process's alone, so the other end blocks as before.
            ioctl_fionbio(pipe, true)?;
        }
        Ok(Self {
            requests: Some(requests),
            answers: BufReader::new(answers),
            line: Vec::new(),
            words: Some(words),
            last_words: LastWords::default(),
        })
    }

    /// Writes a request, with the end of its line, and returns the next line that is answered.
    ///
    /// # Errors
    /// `TimedOut`, `BrokenPipe` if there will be no further line, `UnexpectedEof` in the middle of one, those of
    /// reading, and when the line is too long.
    pub(in super::super) fn exchange(&mut self, request: String, patience: Duration) -> io::Result<Vec<u8>> {
        let end = Instant::now() + patience;
        let mut unsent = request.as_bytes();
        loop {
            self.send(&mut unsent);
            // What has been read already is not what poll(2) knows of.
            if self.answers.buffer().is_empty() {
                self.wait(!unsent.is_empty(), end)?;
            }
            self.listen();
            match rest_of_line(&mut self.answers, &mut self.line) {
                // It may have no end of words on standard error, for which poll(2) returns each time.
                Err(error) if error.kind() == ErrorKind::WouldBlock && Instant::now() >= end => {
                    return Err(ErrorKind::TimedOut.into());
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                read => return read,
            }
        }
    }

    /// Writes as much as the pipe takes. If nobody reads it, the process has ended, and no answer comes.
    fn send(&mut self, unsent: &mut &[u8]) {
        while let (Some(requests), false) = (&mut self.requests, unsent.is_empty()) {
            match requests.write(unsent) {
                Ok(sent) => *unsent = &unsent[sent..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(_) => *unsent = &[],
            }
        }
    }

    /// Waits until there is something to read, or room for what is to be sent.
    fn wait(&self, has_unsent: bool, end: Instant) -> io::Result<()> {
        let left = end.saturating_duration_since(Instant::now());
        let left = Timespec::try_from(left).map_err(io::Error::other)?;
        let mut ready = vec![PollFd::new(self.answers.get_ref(), PollFlags::IN)];
        ready.extend(self.words.iter().map(|words| PollFd::new(words, PollFlags::IN)));
        ready.extend(self.requests.iter().filter(|_| has_unsent).map(|pipe| PollFd::new(pipe, PollFlags::OUT)));
        if ready_soon(&mut ready) {
            return Ok(());
        }
        match poll(&mut ready, Some(&left)) {
            Ok(0) => Err(ErrorKind::TimedOut.into()),
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Reads what has come on standard error, or some of it: a pipe holds less than this.
    pub(in super::super) fn listen(&mut self) {
        let mut piece = [0; 512];
        for _ in 0..256 {
            let Some(words) = &mut self.words else { return };
            match words.read(&mut piece) {
                Ok(length @ 1..) => self.last_words.add(&piece[..length]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Ok(_) | Err(_) => self.words = None,
            }
        }
    }

    /// Asks nothing more: the standard input of the process ends.
    pub(in super::super) fn hang_up(&mut self) {
        self.requests = None;
    }

    /// The end of what the process wrote to standard error.
    pub(in super::super) fn last_words(&self) -> String {
        self.last_words.text()
    }
}
