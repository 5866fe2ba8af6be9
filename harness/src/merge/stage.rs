//! Recordings written beside `snapshots/<platform>`, and renamed into place.
//!
//! If anything fails, everything is put back as it was. Two things are not atomic, because file systems have no common
//! way to exchange two folders. A program that is killed between the two renames of a replacement leaves the earlier
//! recording, complete, in `snapshots/.merge-…/earlier`. One that is killed between two platforms has taken in the
//! first of them only. `sockshape check` lists such a folder as left over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::judge::IncomingRecording;
use crate::case::TrialName;
use crate::fault::Fault;
use crate::recording::Recording;
use crate::snapshot::{self, Records};

/// Recordings that are completely written and not yet in place. If it is dropped, no trace of them remains.
#[derive(Debug)]
pub struct Staging {
    folder: TempDir,
    /// The renames that put everything in place, in their order.
    moves: Vec<Move>,
}

/// A rename.
#[derive(Debug)]
struct Move {
    from: PathBuf,
    to: PathBuf,
}

impl Move {
    fn make(&self) -> io::Result<()> {
        fs::rename(&self.from, &self.to)
    }

    fn undo(&self) -> io::Result<()> {
        fs::rename(&self.to, &self.from)
    }
}

impl Staging {
    /// Writes recordings into a folder of their own in `snapshots/`.
    ///
    /// # Errors
    /// When they cannot be read or written, or when they have changed since they were judged.
    pub fn write(root: &Path, recordings: &[IncomingRecording]) -> Result<Self, Fault> {
        let snapshots = snapshot::folder(root);
        let unwritable = |error: io::Error| {
            Fault::new(format!("{} cannot be written to: {error}", snapshots.display())).hint("nothing was changed")
        };
        fs::create_dir_all(&snapshots).map_err(unwritable)?;
        let folder = tempfile::Builder::new().prefix(".merge-").tempdir_in(&snapshots).map_err(unwritable)?;
        let mut staging = Self { folder, moves: Vec::new() };
        for recording in recordings {
            staging.add(root, recording)?;
        }
        Ok(staging)
    }

    /// Writes one recording, and the moves that put it in place.
    fn add(&mut self, root: &Path, incoming: &IncomingRecording) -> Result<(), Fault> {
        let edition = &incoming.place.edition;
        let place = Records::new(root, edition.clone());
        let new = self.folder.path().join("new").join(edition.to_string());
        let earlier = self.folder.path().join("earlier");
        for folder in [&new, &earlier] {
            fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
        }
        write(incoming, Records::within(root, &new))?;
        if incoming.replaces {
            self.moves.push(Move { from: place.folder().to_owned(), to: earlier.join(edition.to_string()) });
        }
        self.moves.push(Move { from: new, to: place.folder().to_owned() });
        Ok(())
    }

    /// Puts all of them in place, and removes what was there before.
    ///
    /// # Errors
    /// When one cannot be put there. Then everything is as it was before, or the fault says where the
    /// earlier recordings are.
    pub fn place(self) -> Result<(), Fault> {
        for (done, next) in self.moves.iter().enumerate() {
            if let Err(error) = next.make() {
                let why = failed(&next.to, &error);
                return Err(self.undo(done, &why));
            }
        }
        Ok(())
    }

    /// Takes back the first `done` moves, in reverse order. If that fails too, nothing is removed.
    fn undo(self, done: usize, why: &Fault) -> Fault {
        let undone: io::Result<()> = self.moves[..done].iter().rev().try_for_each(Move::undo);
        match undone {
            Ok(()) => Fault::new(why.to_string()).hint("everything is as it was before"),
            Err(error) => {
                let folder = self.folder.keep();
                Fault::new(format!("{why}; nor could what was there be put back: {error}"))
                    .hint(format!("it is in {}, move it back from there", folder.display()))
            }
        }
    }
}

/// Writes a recording: its own snapshots, the earlier ones that it keeps, and a description of both. What shows from
/// beneath is not written again.
fn write(incoming: &IncomingRecording, own: Records) -> Result<(), Fault> {
    let IncomingRecording { column, place, earlier, changes, .. } = incoming;
    let skipped = column.names().filter(|name| !column.cell(name).is_recorded());
    let new = place.layered(own, skipped.cloned());
    for name in column.names().filter(|name| column.cell(name).is_recorded()) {
        copy(name, &column.records, &new)?;
    }
    if new.digests()? != column.recording.snapshots {
        return Err(Fault::new(format!("{}: it was changed while it was read", column.name))
            .hint("nothing was taken in; try again"));
    }
    if let Some(earlier) = earlier {
        changes.kept.iter().try_for_each(|name| copy(name, &earlier.records, &new))?;
    }
    let snapshots = new.digests()?;
    let description = Recording { snapshots, base: place.beneath(), ..column.recording.clone() };
    description.write(&new)
}

/// Copies the text of a snapshot, and nothing else of the file, such as permissions, unless the same text shows
/// already.
fn copy(name: &TrialName, from: &Records, to: &Records) -> Result<(), Fault> {
    let contents = from.contents(&from.file(name))?.unwrap_or_default();
    if to.contents(&to.file(name))?.as_ref() == Some(&contents) {
        return Ok(());
    }
    let to = to.own_file(name);
    let folder = to.parent().unwrap_or(&to);
    fs::create_dir_all(folder).and_then(|()| fs::write(&to, contents)).map_err(|error| failed(&to, &error))
}

fn failed(path: &Path, error: &io::Error) -> Fault {
    Fault::new(format!("{}: {error}", path.display())).hint("nothing was changed")
}
