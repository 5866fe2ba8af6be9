//! This program started again, as its own child: for what only another process can tell.
//!
//! A program that may be started in this way calls [`answer`] first of all in its `main`. A test program that does not is never
//! started again; cases that need it are skipped there.
//!
//! A child that is being made has copies of all descriptors until it has begun to run its own program, and of the inheritable ones
//! until it ends. A socket that another trial closes meanwhile would stay open in the child, and its peer would not hear of it.
//! So nothing is closed while a child lives: [`none`] waits until there is none.

use std::env;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::process::{self, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::error_name::ErrorName;
use crate::sys;
use crate::sys::interrupt::Call;

/// The first argument of a child; the descriptor in question is the second.
const QUESTION: &str = "--is-inherited";

const YES: u8 = b'y';
const NO: u8 = b'n';

/// Whether this program answers when it is started again.
static ANSWERS: AtomicBool = AtomicBool::new(false);

/// Held for writing as long as there is a child.
static CHILDREN: RwLock<()> = RwLock::new(());

/// Ends the program with an answer if it was started to give one. To be called first of all.
pub fn answer() {
    let mut arguments = env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == QUESTION) {
        let answered = reply(arguments.next());
        process::exit(if answered.is_some() { 0 } else { 2 });
    }
    ANSWERS.store(true, Ordering::Release);
}

/// What Windows says of a socket that has no name yet: "getsockname function" on Microsoft Learn.
const WITHOUT_A_NAME: &str = "EINVAL";

/// Says whether there is a socket behind the descriptor; nothing where that cannot be told. It is asked for its name, for Wine 8 does not
/// know the type of a socket that was inherited, though all else works.
fn reply(descriptor: Option<OsString>) -> Option<()> {
    let descriptor = descriptor?.to_str()?.parse().ok()?;
    let answer = match sys::descriptor::lent(descriptor).local_addr() {
        Ok(_) => YES,
        Err(error) if ErrorName::of(&error).is_any_of(&["EBADF", "ENOTSOCK"]) => NO,
        Err(error) if ErrorName::of(&error).is_any_of(&[WITHOUT_A_NAME]) => YES,
        Err(_) => return None,
    };
    io::stdout().write_all(&[answer]).ok()
}

/// Whether this program can be started again.
///
/// # Errors
/// When it cannot: why.
pub fn is_possible() -> Result<(), &'static str> {
    if !ANSWERS.load(Ordering::Acquire) {
        return Err("this program does not answer when it is started again");
    }
    env::current_exe().map(drop).map_err(|_| "this program cannot find its own file, which Linux tells in /proc")
}

/// Waits until there is no child, and keeps it so as long as what it returns is held.
pub fn none() -> RwLockReadGuard<'static, ()> {
    CHILDREN.read().unwrap_or_else(PoisonError::into_inner)
}

/// A child that is asked about a descriptor. It ends with this value at the latest.
#[derive(Debug)]
pub struct Child {
    process: process::Child,
    answer: ChildStdout,
    _only: RwLockWriteGuard<'static, ()>,
}

impl Child {
    /// Starts the program again and asks it whether it has inherited the socket with this descriptor.
    ///
    /// # Errors
    /// When it cannot be found or started.
    pub fn ask(descriptor: i64) -> io::Result<Self> {
        let only = CHILDREN.write().unwrap_or_else(PoisonError::into_inner);
        let mut command = Command::new(env::current_exe()?);
        command.arg(QUESTION).arg(descriptor.to_string());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn()?;
        let answer = process.stdout.take().expect("it was given a pipe");
        Ok(Self { process, answer, _only: only })
    }

    /// The call that [`Child::has_it`] makes.
    #[must_use]
    pub fn call(&self) -> Call {
        Call::on_pipe(&self.answer)
    }

    /// Waits for the answer; there is none where the child ended without one. The wait may be interrupted, and can then be begun again.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn has_it(&mut self) -> io::Result<Option<bool>> {
        let mut answer = [0];
        let length = self.answer.read(&mut answer)?;
        match answer[..length] {
            [YES] => Ok(Some(true)),
            [NO] => Ok(Some(false)),
            _ => Ok(None),
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It has ended by itself, or is of no use any more; either way it must not be left behind.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
