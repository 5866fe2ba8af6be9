//! The root of the project: the folder with `cases/` and `snapshots/` in it.

use std::env;
use std::path::{Path, PathBuf};

/// Finds the root: the value of `SOCKSHAPE_ROOT`, or else the package that cargo runs, or else the nearest folder with
/// `cases` in it, from the current folder upwards. Without any of these it is the current folder.
#[must_use]
pub fn find() -> PathBuf {
    for variable in ["SOCKSHAPE_ROOT", "CARGO_MANIFEST_DIR"] {
        if let Some(root) = env::var_os(variable) {
            return absolute(root.as_ref());
        }
    }
    let current = env::current_dir().unwrap_or_default();
    let above = current.ancestors().find(|folder| folder.join("cases").is_dir());
    absolute(above.unwrap_or(&current))
}

/// The path as an absolute one. If the current folder cannot be found, the path stays as it is.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
