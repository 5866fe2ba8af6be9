//! Files and folders in the folder of the program.

use super::form::{Form, Written};
use super::helper::Helper;
use super::notation::text;
use super::step::Step;
use crate::operation::{EntryPath, Permissions};

impl Step<'_> {
    /// A path in the folder.
    pub(super) fn path(&mut self, path: &EntryPath) -> String {
        self.helper(Helper::Scratch);
        format!("in_scratch({})", text(path.below().as_bytes()))
    }
}

/// A call with paths, and with more behind them.
pub(super) fn of_paths(
    function: &str,
    header: &'static str,
    paths: &[&EntryPath],
    more: &str,
    step: &mut Step,
) -> Written {
    step.unit.include(&[header]);
    let paths: Vec<String> = paths.iter().map(|path| step.path(path)).collect();
    Ok(Form::plain(format!("{function}({}{more})", paths.join(", "))))
}

/// The same for a call that makes something at the last of its paths.
pub(super) fn making(
    function: &str,
    header: &'static str,
    paths: &[&EntryPath],
    more: &str,
    step: &mut Step,
) -> Written {
    paths.last().into_iter().for_each(|made| step.unit.makes(made.below()));
    of_paths(function, header, paths, more, step)
}

/// The permissions as a number of C.
pub(super) fn mode(permissions: Permissions) -> String {
    format!("{:#o}", permissions.bits()).replace("0o", "0")
}

pub(super) fn stat(path: &EntryPath, step: &mut Step) -> Written {
    asked(path, Helper::KindOfFile, step)
}

pub(super) fn permissions(path: &EntryPath, step: &mut Step) -> Written {
    asked(path, Helper::PermissionsOfFile, step)
}

/// What stat says of a path, in a word.
fn asked(path: &EntryPath, word: Helper, step: &mut Step) -> Written {
    step.unit.include(&["sys/stat.h"]);
    let status = step.common("struct stat", "status", "");
    let path = step.path(path);
    let word = format!("{}({status}.st_mode)", step.helper(word));
    Ok(Form::worded(format!("stat({path}, &{status})"), &word))
}
