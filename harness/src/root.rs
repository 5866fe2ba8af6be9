//! Where the project lies: the folder with `cases/` and `snapshots/` in it.

use std::env;
use std::path::{Path, PathBuf};

/// Finds the root: `SOCKSHAPE_ROOT`, else the package that cargo runs, else the nearest folder above the current one that has `cases`.
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

/// The path from the root of the file system on; itself where there is none.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
