//! Starts this program again, as its own child, and asks the child whether it has inherited a socket, or has it work
//! with the sockets that it inherited.
//!
//! A program that may be started in this way calls [`answer`] first of all in its `main`. A test program that does not
//! call it is never started again, and cases that need a child are skipped there.
//!
//! While a child is being made, it has copies of all descriptors; then it keeps the inheritable ones until it ends. A
//! socket that another trial closes meanwhile would stay open in the child, and its peer would not notice. So no socket
//! is closed while there is a child: [`exclude`] waits until there is none. A child that is to work closes what is
//! not for it before it begins, and counts no longer from then on.

use std::env;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::error_name::ErrorName;
use crate::sys;
use crate::sys::interrupt::Call;

/// The first argument of a child. The second is the descriptor it is asked about.
const QUESTION: &str = "--is-inherited";

/// The only argument of a child that is to work. What it has to know comes through its standard input.
const WORK: &str = "--work-for-parent";

/// A number that no descriptor has.
const NO_DESCRIPTOR: i64 = -1;

/// How long to wait for the first answer, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(10);

const YES: u8 = b'y';
const NO: u8 = b'n';

/// Whether this program answers when it is started again.
static ANSWERS: AtomicBool = AtomicBool::new(false);

/// Locked for writing as long as there is a child, and for reading as long as there must be none.
static CHILDREN: RwLock<()> = RwLock::new(());

/// If this program was started as a child, answers the question, or works until its parent has no more for it to do,
/// and ends the program. Call this first of all in `main`.
pub fn answer(work: fn() -> Result<(), String>) {
    let mut arguments = env::args_os().skip(1);
    let first = arguments.next();
    if first.as_ref().is_some_and(|first| first == QUESTION) {
        let answered = reply(arguments.next());
        process::exit(if answered.is_some() { 0 } else { 2 });
    }
    if first.is_some_and(|first| first == WORK) {
        process::exit(if work().is_ok() { 0 } else { 2 });
    }
    ANSWERS.store(true, Ordering::Release);
}

/// The error of a socket that has no name yet, on Windows: "getsockname function" on Microsoft Learn.
const WITHOUT_A_NAME: &str = "EINVAL";

/// Writes whether the descriptor is that of a socket; returns none if that is unclear. The socket is asked for its
/// name, because Wine 8 does not know the type of an inherited socket, although everything else works.
fn reply(descriptor: Option<OsString>) -> Option<()> {
    let descriptor = descriptor?.to_str()?.parse().ok()?;
    let answer = match sys::descriptor::borrowed(descriptor).local_addr() {
        Ok(_) => YES,
        Err(error) if ErrorName::of(&error).is_any_of(&["EBADF", "ENOTSOCK"]) => NO,
        Err(error) if ErrorName::of(&error).is_any_of(&[WITHOUT_A_NAME]) => YES,
        Err(_) => return None,
    };
    io::stdout().write_all(&[answer]).ok()
}

/// Says a line to the parent of this process, which waits for it.
///
/// # Errors
/// Those of write(2).
pub fn say(line: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// The next line of the parent of this process, without its end. None if the parent has no more to say.
///
/// # Errors
/// Those of read(2), and when it is not UTF-8.
pub fn hear() -> io::Result<Option<String>> {
    let mut line = String::new();
    Ok((io::stdin().read_line(&mut line)? > 0).then(|| line.trim_end_matches('\n').to_owned()))
}

/// Checks that this program can be started again, by doing so, once. An emulator of a processor may run this program
/// and not be able to run another one.
///
/// # Errors
/// The reason why it cannot.
pub fn check() -> Result<(), String> {
    static CHECKED: OnceLock<Result<(), String>> = OnceLock::new();
    CHECKED.get_or_init(start_and_ask).clone()
}

fn start_and_ask() -> Result<(), String> {
    if !ANSWERS.load(Ordering::Acquire) {
        return Err("this program does not answer when it is started again".to_owned());
    }
    env::current_exe().map_err(|_| "this program cannot find its own file, for which Linux needs /proc".to_owned())?;
    let answer = Child::ask(NO_DESCRIPTOR).and_then(|mut child| child.read_answer_within(PATIENCE));
    match answer {
        Ok(Some(false)) => Ok(()),
        Ok(_) => Err("this program gives no answer when it is started again".to_owned()),
        Err(error) => Err(format!("this program cannot be started again: {}", ErrorName::of(&error))),
    }
}

/// Waits until there is no child. None is started as long as the guard is held.
pub fn exclude() -> RwLockReadGuard<'static, ()> {
    CHILDREN.read().unwrap_or_else(PoisonError::into_inner)
}

/// A child that is asked about a descriptor. It is killed when this value is dropped, unless it has ended by then.
#[derive(Debug)]
pub struct Child {
    process: process::Child,
    answer: ChildStdout,
    _only: RwLockWriteGuard<'static, ()>,
}

impl Child {
    /// Starts a child and asks it whether it has inherited the socket with this descriptor.
    ///
    /// # Errors
    /// When this program cannot find its own file, or cannot start it.
    pub fn ask(descriptor: i64) -> io::Result<Self> {
        let only = CHILDREN.write().unwrap_or_else(PoisonError::into_inner);
        let mut command = Command::new(env::current_exe()?);
        command.arg(QUESTION).arg(descriptor.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn()?;
        let answer = process.stdout.take().expect("it was given a pipe");
        Ok(Self { process, answer, _only: only })
    }

    /// The call by which [`Child::read_answer`] waits.
    #[must_use]
    pub fn call(&self) -> Call {
        Call::on_pipe(&self.answer)
    }

    /// Waits for the answer: whether the child has the socket, or none if the child ended without an answer. If the
    /// wait is interrupted, this can be called again.
    ///
    /// # Errors
    /// Those of read(2).
    pub fn read_answer(&mut self) -> io::Result<Option<bool>> {
        let mut answer = [0];
        let length = self.answer.read(&mut answer)?;
        match answer[..length] {
            [YES] => Ok(Some(true)),
            [NO] => Ok(Some(false)),
            _ => Ok(None),
        }
    }
}

impl Child {
    /// Waits for the answer as [`Self::read_answer`] does, but no longer than this. Too late is no answer.
    fn read_answer_within(&mut self, time: Duration) -> io::Result<Option<bool>> {
        let begun = Instant::now();
        while self.process.try_wait()?.is_none() {
            if begun.elapsed() > time {
                return Ok(None);
            }
            thread::sleep(Duration::from_millis(1));
        }
        self.read_answer()
    }
}

/// A child that works with the sockets it inherited. It is killed when this value is dropped.
#[derive(Debug)]
pub struct Worker {
    process: process::Child,
    requests: ChildStdin,
    answers: ChildStdout,
}

impl Worker {
    /// Starts a child, and tells it a line. It answers with a line once it has only the descriptors that are for it:
    /// `first` waits for that, and what it returns is returned. If it fails, the child is ended.
    ///
    /// # Errors
    /// When this program cannot find its own file, or cannot start it.
    pub fn start<T, E>(
        greeting: &str,
        first: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> io::Result<Result<(Self, T), E>> {
        let mut command = Command::new(env::current_exe()?);
        command.arg(WORK).stderr(Stdio::null());
        Self::run(command, greeting, first)
    }

    /// The same with any program.
    fn run<T, E>(
        mut command: Command,
        greeting: &str,
        first: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> io::Result<Result<(Self, T), E>> {
        // Held until the child has closed what is not for it, or is gone.
        let _only = CHILDREN.write().unwrap_or_else(PoisonError::into_inner);
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let requests = process.stdin.take().expect("it was given a pipe");
        let answers = process.stdout.take().expect("it was given a pipe");
        let mut worker = Self { process, requests, answers };
        worker.ask(greeting)?;
        // A worker that fails is dropped in this function, while the lock is held.
        Ok(match first(&mut worker) {
            Ok(answer) => Ok((worker, answer)),
            Err(failure) => Err(failure),
        })
    }

    /// Sends the child a line.
    ///
    /// # Errors
    /// Those of write(2).
    pub fn ask(&mut self, line: &str) -> io::Result<()> {
        self.requests.write_all(line.as_bytes())?;
        self.requests.write_all(b"\n")
    }

    /// The call by which [`Self::read_line`] waits.
    #[must_use]
    pub fn call(&self) -> Call {
        Call::on_pipe(&self.answers)
    }

    /// Reads more of the line that the child answers with, and returns whether that is whole, without its end. If the
    /// wait is interrupted, this can be called again.
    ///
    /// # Errors
    /// Those of read(2), and when the child has ended.
    pub fn read_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        let mut piece = [0; 1024];
        let length = self.answers.read(&mut piece)?;
        if length == 0 {
            return Err(io::Error::other("the child process has ended"));
        }
        line.extend_from_slice(&piece[..length]);
        Ok(line.pop_if(|last| *last == b'\n').is_some())
    }

    /// Ends the child, and waits until it is gone.
    pub fn end(&mut self) {
        // It may have ended by itself. Either way it must not be left behind.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.end();
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended by itself. Either way it must not be left behind.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn one_that_does_not_answer_is_gone_before_others_close_sockets() -> io::Result<()> {
        let mut others = None;
        let started = Worker::run(Command::new("cat"), "", |worker| {
            let process = format!("/proc/{}", worker.process.id());
            others = Some(thread::spawn(move || {
                let _no_child = exclude();
                Path::new(&process).exists()
            }));
            Err::<(), _>("it does not answer")
        })?;
        assert_eq!(started.map(|_| ()), Err("it does not answer"));
        assert_eq!(others.map(|others| others.join().is_ok_and(|is_there| !is_there)), Some(true));
        Ok(())
    }
}
