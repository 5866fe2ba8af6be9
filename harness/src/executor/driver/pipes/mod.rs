//! The pipes of a process: it is asked on one, answers on another, and says its last words on the third.
//!
//! A process may do anything. It may say nothing, or far too much; it may stop reading. So nobody waits for it longer
//! than he wants to.

#[cfg(unix)]
mod polled;
#[cfg(not(unix))]
mod threads;

use std::io::{self, BufRead, ErrorKind, Read};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout};

#[cfg(unix)]
pub(super) use polled::Pipes;
#[cfg(not(unix))]
pub(super) use threads::Pipes;

use crate::executor::protocol::LONGEST_LINE;

/// How much is kept of what a process said last on standard error.
const MOST_WORDS: usize = 2000;

/// The end of what a process wrote to standard error.
#[derive(Default)]
struct LastWords(Vec<u8>);

impl LastWords {
    fn add(&mut self, piece: &[u8]) {
        self.0.extend_from_slice(piece);
        let more = self.0.len().saturating_sub(MOST_WORDS);
        self.0.drain(..more);
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }
}

/// The pipes of a process that was started with all three.
///
/// # Errors
/// When it was not.
fn of(child: &mut Child) -> io::Result<(ChildStdin, ChildStdout, ChildStderr)> {
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(requests), Some(answers), Some(words)) = pipes else {
        return Err(io::Error::other("it has no pipes"));
    };
    Ok((requests, answers, words))
}

/// Reads on to the end of a line, of which `line` is what was read before. Returns it without its end.
///
/// # Errors
/// `BrokenPipe` when there is no further line, `UnexpectedEof` when it has no end, those of reading, and when the line
/// is longer than any answer.
fn rest_of_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Vec<u8>> {
    let room = LONGEST_LINE.saturating_sub(line.len()) as u64;
    from.by_ref().take(room).read_until(b'\n', line)?;
    match line.pop() {
        Some(b'\n') => Ok(std::mem::take(line)),
        None => Err(ErrorKind::BrokenPipe.into()),
        Some(_) if line.len() + 1 == LONGEST_LINE => {
            Err(io::Error::other("it wrote a line that is longer than any answer"))
        }
        Some(_) => Err(ErrorKind::UnexpectedEof.into()),
    }
}
