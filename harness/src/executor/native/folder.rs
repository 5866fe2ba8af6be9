//! What lies in the case's own folder.

use super::failure::{Failure, Performed};
use super::gate::Entry;
use super::sockets::{Parent, Sockets};
use crate::operation::{
    Chdir, Chmod, EntryPath, FilePermissions, Filled, Link, Mkdir, Rename, Stat, Symlink, Umask, Unlink, Value, Word,
};

pub(super) fn mkdir(call: &Mkdir<Filled>, sockets: &Sockets) -> Performed {
    entry(&call.path, sockets)?.make_folder()?;
    Ok(Vec::new())
}

pub(super) fn link(call: &Link<Filled>, sockets: &Sockets) -> Performed {
    entry(&call.from, sockets)?.link(&entry(&call.to, sockets)?)?;
    Ok(Vec::new())
}

pub(super) fn symlink(call: &Symlink<Filled>, sockets: &Sockets) -> Performed {
    entry(&call.path, sockets)?.lead_to(&entry(&call.target, sockets)?)?;
    Ok(Vec::new())
}

pub(super) fn rename(call: &Rename<Filled>, sockets: &Sockets) -> Performed {
    entry(&call.from, sockets)?.rename(&entry(&call.to, sockets)?)?;
    Ok(Vec::new())
}

pub(super) fn unlink(call: &Unlink<Filled>, sockets: &Sockets) -> Performed {
    entry(&call.path, sockets)?.unlink()?;
    Ok(Vec::new())
}

pub(super) fn chmod(call: &Chmod<Filled>, sockets: &Sockets) -> Performed {
    entry(&call.path, sockets)?.set_permissions(call.permissions)?;
    Ok(Vec::new())
}

pub(super) fn umask(call: &Umask<Filled>, sockets: &Sockets) -> Performed {
    parent(sockets)?.set_umask_here(call.without.0);
    Ok(Vec::new())
}

pub(super) fn chdir(call: &Chdir<Filled>, sockets: &Sockets) -> Performed {
    parent(sockets)?.work_in(&entry(&call.path.0, sockets)?)?;
    Ok(Vec::new())
}

/// The process that this one works for. Without one, this is a process of many trials.
fn parent(sockets: &Sockets) -> Result<&Parent, Failure> {
    sockets.parent().ok_or_else(|| Failure::Withheld("other trials share this process".to_owned()))
}

pub(super) fn stat(call: &Stat<Filled>, sockets: &Sockets) -> Performed {
    let kind = entry(&call.path, sockets)?.kind()?;
    Ok(vec![Value::Word(Word::PathKind(kind))])
}

pub(super) fn permissions(call: &FilePermissions<Filled>, sockets: &Sockets) -> Performed {
    let permissions = entry(&call.path, sockets)?.permissions()?;
    Ok(vec![Value::Word(Word::Permissions(permissions))])
}

/// What lies at a path.
pub(super) fn entry(path: &EntryPath, sockets: &Sockets) -> Result<Entry, Failure> {
    sockets.gate().entry(sockets.scratch_path()?, path.below())
}
