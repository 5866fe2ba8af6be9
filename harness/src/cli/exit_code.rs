//! The exit codes.

/// Everything is as it should be.
pub(super) const AGREES: u8 = 0;
/// A trial differs, or a check found something.
pub(super) const DIFFERS: u8 = 1;
/// The command line is wrong, or something on this machine prevents the command. clap exits with the same code.
pub(super) const USAGE: u8 = 2;
/// A case file is broken.
pub(super) const BROKEN: u8 = 3;

/// The exit codes and their meaning, for people.
pub(super) const MEANINGS: [(u8, &str); 4] = [
    (AGREES, "All is as it should be; for diff: the two recordings are the same."),
    (DIFFERS, "A trial differs, or a check found something; for diff: the two recordings differ."),
    (USAGE, "The command line is wrong, or something on this machine prevents the command."),
    (BROKEN, "A case file is broken."),
];
