//! The root of the project: the folder with `cases/` and `snapshots/` in it, or what the program carries in their
//! place.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::built_in;
use crate::fault::Fault;

/// Finds the root: the value of `SOCKSHAPE_ROOT`, or else the package that cargo runs, or else the nearest folder with
/// `cases` in it, from the current folder upwards, or else what the program carries. Without any of these it is the
/// current folder.
#[must_use]
pub fn find() -> PathBuf {
    let named = ["SOCKSHAPE_ROOT", "CARGO_MANIFEST_DIR"].into_iter().find_map(env::var_os);
    choose(named, &env::current_dir().unwrap_or_default(), built_in::is_there())
}

/// The root for who has `named` one or not, in this current folder, with a program that carries cases or not.
#[must_use]
pub fn choose(named: Option<OsString>, current: &Path, carries: bool) -> PathBuf {
    let above = || current.ancestors().find(|folder| folder.join("cases").is_dir());
    match named {
        Some(named) => absolute(named.as_ref()),
        None => match above() {
            Some(folder) => absolute(folder),
            None if carries => built_in::ROOT.into(),
            None => absolute(current),
        },
    }
}

/// Asks for a root that can be written to. Whatever writes cases or recordings asks this first.
///
/// # Errors
/// When it is what the program carries.
pub fn to_write(root: &Path) -> Result<(), Fault> {
    if root != Path::new(built_in::ROOT) {
        return Ok(());
    }
    let fault = Fault::new("these are the cases and recordings that this program carries, which cannot be changed");
    Err(fault.hint("run it in a checkout of the project, or name the folder of one with --root or SOCKSHAPE_ROOT"))
}

/// The path as an absolute one. If the current folder cannot be found, the path stays as it is.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
