//! A terminal, and `sockshape` on it.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use super::program;
use super::project::Project;

/// A terminal of so many columns, and the program that has it.
pub(crate) struct Terminal {
    ours: OwnedFd,
    theirs: File,
}

impl Terminal {
    pub(crate) fn new(columns: u16) -> Self {
        let ours = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&ours).expect("a terminal of this user");
        unlockpt(&ours).expect("a terminal to open");
        let size = Winsize { ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&ours, size).expect("a terminal of this size");
        let name = OsString::from_vec(ptsname(&ours, Vec::new()).expect("its name").into_bytes());
        let theirs = File::options().read(true).write(true).open(name).expect("the other side");
        Self { ours, theirs }
    }

    /// Runs a command on it, interrupting it after a while if asked to; what came to be seen, with line ends as files have them.
    pub(crate) fn run(self, mut command: Command, interrupt: Option<Duration>) -> (String, ExitStatus) {
        let side = || self.theirs.try_clone().expect("a second handle");
        command.stdin(side()).stdout(side()).stderr(side());
        let mut child = command.spawn().expect("the program runs");
        drop(command);
        drop(self.theirs);
        let mut ours = File::from(self.ours);
        let reader = thread::spawn(move || {
            let mut seen = Vec::new();
            let mut part = [0; 4096];
            // Linux says EIO once the other side is closed (pty(7) has no word on it); other systems say that it ends.
            while let Ok(length @ 1..) = ours.read(&mut part) {
                seen.extend_from_slice(&part[..length]);
            }
            seen
        });
        if let Some(interrupt) = interrupt {
            thread::sleep(interrupt);
            kill_process(Pid::from_child(&child), Signal::INT).expect("a program to interrupt");
        }
        let status = child.wait().expect("a program that ends");
        let seen = reader.join().expect("a reader");
        (String::from_utf8(seen).expect("UTF-8").replace("\r\n", "\n"), status)
    }
}

/// `sockshape` in a project on a terminal of so many columns.
pub(crate) fn seen(project: &Project, columns: u16, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    Terminal::new(columns).run(command(project, arguments, variables), None).0
}

pub(crate) fn command(project: &Project, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = program::sockshape();
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").env("TERM", "xterm");
    command.args(arguments).envs(variables.iter().copied());
    command
}
