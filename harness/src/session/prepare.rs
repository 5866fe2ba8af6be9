//! What a process does before it runs trials.

use std::path::Path;

use super::panics;
use super::supervisor;
use super::update::{UPDATE, Update};
use crate::fault::Fault;
use crate::platform::isolation;
use crate::root;
use crate::sys::environment;

/// Prepares this process to run trials: in a network of its own if they are to be `isolated`. It ends when the process
/// does that supervises it. Only the beginning of `main` may call this, before there is a second thread.
///
/// # Errors
/// When it cannot have a network of its own.
pub fn prepare(isolated: bool) -> Result<(), Fault> {
    if isolated {
        isolation::enter()?;
    }
    supervisor::end_with_the_supervisor();
    panics::keep_messages();
    Ok(())
}

/// Prepares this process to write snapshots below `root`, if `INSTA_UPDATE` asks for it. Only the beginning of `main`
/// may call this, before there is a second thread.
///
/// # Errors
/// When `INSTA_UPDATE` has no known value, or when nothing can be written there.
pub fn prepare_to_write(root: &Path) -> Result<(), Fault> {
    match Update::from_environment()? {
        Update::Nothing => Ok(()),
        Update::Pending | Update::Accepted => {
            root::to_write(root)?;
            prepare_insta(root);
            Ok(())
        }
    }
}

/// The same, and accepts whatever is run: as `INSTA_UPDATE=always` does, whatever the environment says. With a `folder`
/// for the records, nothing below `root` is written.
///
/// # Errors
/// When nothing can be written there.
pub fn prepare_to_accept(root: &Path, folder: Option<&Path>) -> Result<(), Fault> {
    prepare_insta(match (root::to_write(root), folder) {
        (Ok(()), _) => root,
        (Err(_), Some(folder)) => folder,
        (Err(fault), None) => {
            return Err(fault.hint("record in a folder with --record=FOLDER, or run it in a checkout"));
        }
    });
    environment::set(UPDATE, "always".as_ref());
    Ok(())
}

/// insta prints a mismatch; here it becomes part of the message of its trial.
fn prepare_insta(root: &Path) {
    environment::set("INSTA_WORKSPACE_ROOT", root.as_os_str());
    environment::set("INSTA_OUTPUT", "none".as_ref());
}
