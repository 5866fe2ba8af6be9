//! A terminal, and `sockshape` on it.

use std::ffi::OsString;
use std::fs::File;
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStringExt;
use std::process::{Command, ExitStatus};

use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use super::program;
use super::project::Project;

/// A pseudo-terminal: the side of the test, and the side of the program.
pub(crate) struct Terminal {
    ours: OwnedFd,
    theirs: File,
}

impl Terminal {
    /// A terminal of this many columns.
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

    /// Runs a command on the terminal, and interrupts it once the terminal has shown the text `until`, if given.
    /// Returns what the terminal showed, with the line ends of files, and how the command ended.
    pub(crate) fn run(self, mut command: Command, until: Option<&str>) -> (String, ExitStatus) {
        let side = || self.theirs.try_clone().expect("a second handle");
        command.stdin(side()).stdout(side()).stderr(side());
        let mut child = command.spawn().expect("the program to start");
        drop(command);
        drop(self.theirs);
        let mut ours = File::from(self.ours);
        let (mut seen, mut part) = (Vec::new(), [0; 4096]);
        let mut awaited = until.map(str::as_bytes);
        // Once the other side is closed, Linux fails with EIO, which pty(7) does not mention. Other systems report the
        // end of the file.
        while let Ok(length @ 1..) = ours.read(&mut part) {
            seen.extend_from_slice(&part[..length]);
            if awaited.take_if(|text| seen.windows(text.len()).any(|window| window == *text)).is_some() {
                kill_process(Pid::from_child(&child), Signal::INT).expect("a program to interrupt");
            }
        }
        let status = child.wait().expect("the program to end");
        (String::from_utf8(seen).expect("UTF-8").replace("\r\n", "\n"), status)
    }
}

/// The command with the default action of SIGINT: a process that a shell runs in the background ignores it, and so do
/// all that it starts. `--default-signal` is an option of env(1) of GNU coreutils; elsewhere the command stays as it
/// is.
pub(crate) fn interruptible(command: Command) -> Command {
    if cfg!(not(target_os = "linux")) {
        return command;
    }
    let mut env = Command::new("env");
    env.arg("--default-signal=INT").arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => env.env(name, value),
            None => env.env_remove(name),
        };
    }
    env
}

/// What a terminal of this many columns shows when it runs `sockshape` in a project.
pub(crate) fn seen(project: &Project, columns: u16, arguments: &[&str], variables: &[(&str, &str)]) -> String {
    Terminal::new(columns).run(command(project, arguments, variables), None).0
}

/// `sockshape` in a project, for a terminal with colours.
pub(crate) fn command(project: &Project, arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = program::sockshape();
    command.env("SOCKSHAPE_ROOT", project.path("")).env("SOCKSHAPE_PLATFORM", "linux").env("TERM", "xterm");
    command.args(arguments).envs(variables.iter().copied());
    command
}
