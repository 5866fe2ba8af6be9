//! A driver while it runs: a process that is asked, and that answers.

use std::borrow::Cow;
use std::fmt;
use std::io::ErrorKind;
#[cfg(unix)]
use std::os::unix::process::CommandExt;
use std::process::{self, Child, ExitStatus, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::{Map, Value as Json};

use super::pipes::Pipes;
use crate::executor::protocol::{Request, read_line};
use crate::terminal::is_visible;

/// How long a process may take to end when it has nothing more to read, and to say its last words.
const FAREWELL: Duration = Duration::from_millis(200);

/// The program of a driver, and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    program: String,
    arguments: Vec<String>,
}

impl Command {
    /// The command in a text, in the words of a POSIX shell: blanks separate them unless they are quoted.
    ///
    /// # Errors
    /// When a quote is not closed, or there is no word: what to do about it.
    pub fn named(text: &str) -> Result<Self, String> {
        let words = shlex::split(text).ok_or_else(|| format!("a quote is not closed in `{text}`"))?;
        match words.split_first() {
            Some((program, arguments)) => Ok(Self { program: program.clone(), arguments: arguments.to_vec() }),
            None => Err("a driver is a program and its arguments, as `python3 driver.py`".to_owned()),
        }
    }
}

/// As it would be typed.
impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = std::iter::once(&self.program).chain(&self.arguments).map(String::as_str);
        f.write_str(&shlex::try_join(words).unwrap_or_default())
    }
}

/// A process of a driver. When this value is dropped, its standard input ends, and it is killed if it does not end.
pub(super) struct Process {
    name: String,
    child: Child,
    pipes: Pipes,
    id: u64,
}

impl Process {
    /// Starts a process.
    ///
    /// # Errors
    /// When it cannot be started: a sentence that says so.
    pub(super) fn start(command: &Command) -> Result<Self, String> {
        let mut child = process::Command::new(&command.program);
        child.args(&command.arguments);
        child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // So that whatever it has started can be ended with it. It has no terminal then.
        #[cfg(unix)]
        child.process_group(0);
        let not_started = |error| format!("the driver `{command}` cannot be started: {error}");
        let mut child = child.spawn().map_err(not_started)?;
        match Pipes::of(&mut child) {
            Ok(pipes) => Ok(Self { name: command.to_string(), child, pipes, id: 0 }),
            Err(error) => {
                let _ = child.kill();
                let _ = child.wait();
                Err(not_started(error))
            }
        }
    }

    /// Asks for something, and waits for the answer: its entries, without the `id`.
    ///
    /// # Errors
    /// When there is no answer, or none to this request: a sentence that says so, with the last words of the process,
    /// which is of no use any more.
    pub(super) fn ask(&mut self, request: &Request, patience: Duration) -> Result<Map<String, Json>, String> {
        self.id += 1;
        let answer = match self.pipes.exchange(request.wire(self.id) + "\n", patience) {
            Ok(line) => line,
            Err(error) => {
                return Err(match error.kind() {
                    ErrorKind::BrokenPipe => self.lament(""),
                    ErrorKind::UnexpectedEof => self.lament(" in the middle of a line"),
                    ErrorKind::TimedOut => self.blame(&format!("it gave no answer within {} s", patience.as_secs())),
                    _ => self.blame(&error.to_string()),
                });
            }
        };
        let (id, mut entries) = read_line(&answer).map_err(|why| self.blame_line(&why, &answer))?;
        if id != self.id {
            return Err(self.blame_line(&format!("it answers request {id}, and was asked {}", self.id), &answer));
        }
        match entries.remove("error") {
            None => Ok(entries),
            Some(Json::String(why)) => Err(self.blame(&format!("it says: {}", shortened(&why)))),
            Some(other) => Err(self.blame(&format!("it says: {}", shortened(&other.to_string())))),
        }
    }

    /// What is wrong with the driver, with its last words.
    pub(super) fn blame(&self, why: &str) -> String {
        let mut text = format!("the driver `{}`: {}", self.name, cut(why));
        let words = self.pipes.last_words();
        if !words.trim().is_empty() {
            text += "\nits last words on standard error:";
            words.trim().lines().for_each(|line| text += &format!("\n  {line}"));
        }
        text
    }

    fn blame_line(&self, why: &str, line: &[u8]) -> String {
        self.blame(&format!("{why}, in its line `{}`", shortened(&String::from_utf8_lossy(line))))
    }

    /// That no more is to come from the process, and how it ended, if it did.
    fn lament(&mut self, at: &str) -> String {
        let ended = self.farewell().map(|status| format!("it ended{at}: {status}"));
        self.blame(&ended.unwrap_or_else(|| format!("it closed its standard output{at}")))
    }

    /// Waits a little for the process to end, and for its last words to arrive. What it has started ends with it.
    fn farewell(&mut self) -> Option<ExitStatus> {
        const STEPS: u32 = 20;
        let has_ended = (0..STEPS).any(|_| {
            let has_ended = self.has_ended() != Some(false);
            self.pipes.listen();
            if !has_ended {
                thread::sleep(FAREWELL / STEPS);
            }
            has_ended
        });
        thread::sleep(FAREWELL / STEPS);
        self.pipes.listen();
        if has_ended {
            self.kill_group();
        }
        self.child.try_wait().ok().flatten()
    }

    /// Whether the process has ended. Its number and that of its group stay its own. None if somebody has waited for
    /// it, and they may be those of others.
    #[cfg(has_waitid)]
    fn has_ended(&mut self) -> Option<bool> {
        use rustix::process::{WaitId, WaitIdOptions, waitid};
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        waitid(WaitId::Pid(self.pid()?), options).ok().map(|status| status.is_some())
    }

    /// The same, where nobody can look without waiting for it.
    #[cfg(not(has_waitid))]
    fn has_ended(&mut self) -> Option<bool> {
        self.child.try_wait().ok().filter(Option::is_none).map(|_| false)
    }

    #[cfg(unix)]
    fn pid(&self) -> Option<rustix::process::Pid> {
        i32::try_from(self.child.id()).ok().and_then(rustix::process::Pid::from_raw)
    }

    /// Kills whatever the process has started and that is in its process group still, where there are such groups.
    fn kill_group(&mut self) {
        #[cfg(unix)]
        if let (Some(_), Some(group)) = (self.has_ended(), self.pid()) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It has nothing more to read, and may end by itself.
        self.pipes.hang_up();
        self.farewell();
        self.kill_group();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The beginning of a text that may have any length and hold anything, on one line.
fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    let shown = |c: char| if is_visible(c) { c.to_string() } else { c.escape_debug().to_string() };
    let line: String = text.chars().take(MOST).map(shown).collect();
    if text.chars().nth(MOST).is_some() { line + " …" } else { line }
}

/// The beginning of a sentence that may have a part of an answer in it.
fn cut(text: &str) -> Cow<'_, str> {
    const MOST: usize = 1000;
    let end = text.char_indices().nth(MOST).map(|(end, _)| end);
    end.map_or(text.into(), |end| format!("{} …", &text[..end]).into())
}
