//! Pipes that cannot be asked whether they are ready: threads read and write lines, and end with the process.

use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{LastWords, of, rest_of_line};

/// The pipes of a process.
pub(in super::super) struct Pipes {
    /// None if nothing more is to be asked.
    requests: Option<Sender<String>>,
    answers: Receiver<io::Result<Vec<u8>>>,
    last_words: Arc<Mutex<LastWords>>,
}

impl Pipes {
    /// Those of a process that was started with all three.
    ///
    /// # Errors
    /// When it was not, or when a thread cannot be started.
    pub(in super::super) fn of(child: &mut Child) -> io::Result<Self> {
        let (to_process, from_process, words) = of(child)?;
        let (requests, to_write) = mpsc::channel();
        let (read, answers) = mpsc::sync_channel(1);
        let last_words = Arc::new(Mutex::new(LastWords::default()));
        let kept = Arc::clone(&last_words);
        thread::Builder::new().spawn(move || write_lines(to_process, &to_write))?;
        thread::Builder::new().spawn(move || read_lines(from_process, &read))?;
        thread::Builder::new().spawn(move || keep_last_words(words, &kept))?;
        Ok(Self { requests: Some(requests), answers, last_words })
    }

    /// Writes a request, with the end of its line, and returns the next line that is answered.
    ///
    /// # Errors
    /// `TimedOut`, `BrokenPipe` if there will be no further line, `UnexpectedEof` in the middle of one, those of
    /// reading, and when the line is too long.
    pub(in super::super) fn exchange(&mut self, request: String, patience: Duration) -> io::Result<Vec<u8>> {
        // If nobody reads it, the process has ended, and no answer comes.
        let _ = self.requests.as_ref().map(|requests| requests.send(request));
        self.answers.recv_timeout(patience).unwrap_or_else(|error| {
            Err(match error {
                RecvTimeoutError::Timeout => ErrorKind::TimedOut.into(),
                RecvTimeoutError::Disconnected => ErrorKind::BrokenPipe.into(),
            })
        })
    }

    /// Reads what has come on standard error, which a thread does here.
    #[expect(clippy::unused_self, reason = "elsewhere it is this thread that reads")]
    pub(in super::super) fn listen(&mut self) {}

    /// Asks nothing more: the standard input of the process ends.
    pub(in super::super) fn hang_up(&mut self) {
        self.requests = None;
    }

    /// The end of what the process wrote to standard error.
    pub(in super::super) fn last_words(&self) -> String {
        self.last_words.lock().unwrap_or_else(PoisonError::into_inner).text()
    }
}

fn write_lines(mut pipe: ChildStdin, lines: &Receiver<String>) {
    while let Ok(line) = lines.recv() {
        if pipe.write_all(line.as_bytes()).and_then(|()| pipe.flush()).is_err() {
            return;
        }
    }
}

/// Hands on each line. The next is read once somebody has taken the one before.
fn read_lines(pipe: ChildStdout, lines: &SyncSender<io::Result<Vec<u8>>>) {
    let mut pipe = BufReader::new(pipe);
    loop {
        let line = rest_of_line(&mut pipe, &mut Vec::new());
        let is_last = line.is_err();
        if lines.send(line).is_err() || is_last {
            return;
        }
    }
}

fn keep_last_words(mut pipe: ChildStderr, kept: &Mutex<LastWords>) {
    let mut piece = [0; 512];
    while let Ok(length @ 1..) = pipe.read(&mut piece) {
        kept.lock().unwrap_or_else(PoisonError::into_inner).add(&piece[..length]);
    }
}
