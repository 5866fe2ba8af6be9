//! Files sent through sockets, and sockets read and written like files.

use std::fs::File;
use std::io::{self, Read as _, Seek, SeekFrom, Write as _};

use super::failure::{Failure, Performed};
use super::folder::entry;
use super::gate::Admitted;
use super::sockets::{FileObject, Sockets};
#[cfg(linux_kernel)]
use super::transfer::sent_count;
use crate::operation::{
    Event, Filled, Flush, Makefile, Open, OpenAccess, ReadFile, Readline, Sendfile, SendfileMethod, SendfileOnce,
    Value, Word, WriteFile,
};

/// A way to send a file: its name, and a function that sends up to so many bytes from an offset and returns how many it
/// sent. For 0 bytes it asks for all that is left.
struct Sender {
    method: SendfileMethod,
    send: fn(Admitted, &File, usize, usize) -> io::Result<usize>,
}

const BY_SYSTEM: Sender = Sender { method: SendfileMethod::Sendfile, send: send_by_system };
const BY_PIECES: Sender = Sender { method: SendfileMethod::Send, send: send_piece };

/// The bytes that are read and sent at once, where the system does not send the file itself.
const PIECE: usize = 8192;

pub(super) fn open(call: &Open<Filled>, sockets: &Sockets) -> Performed {
    let mut file = entry(&call.path, sockets)?.open(call.access.unwrap_or(OpenAccess::Both))?;
    if let Some(data) = &call.data {
        file.write_all(&data.bytes())?;
    }
    Ok(vec![Value::Descriptor(sockets.unnamed().add_file(file))])
}

pub(super) fn sendfile(call: &Sendfile<Filled>, sockets: &Sockets) -> Performed {
    let file = sockets.unnamed().file(call.file.0)?;
    let offset = call.offset.map_or(0, |offset| offset.count());
    let sender = match call.by {
        Some(SendfileMethod::Sendfile) => BY_SYSTEM,
        Some(SendfileMethod::Send) => BY_PIECES,
        None => DEFAULT,
    };
    let rest = (file.metadata()?.len() as usize).saturating_sub(offset);
    let most = call.count.map_or(rest, |count| count.count());
    let mut turn = sockets.turn(&call.socket.0)?;
    let mut sent = 0;
    // The system is asked at least once, even if nothing is left.
    loop {
        let send = |socket: Admitted| (sender.send)(socket, &file, offset + sent, most - sent);
        let more = match turn.restart().make(Event::Out, send) {
            Ok(ended) if ended.at_deadline => return Err(cut_off(sent + ended.value, &sender)),
            Ok(ended) => ended.value,
            Err(Failure::TimedOut(_)) if sent > 0 => return Err(cut_off(sent, &sender)),
            Err(failure) => return Err(failure),
        };
        sent += more;
        if more == 0 || sent >= most {
            return Ok(vec![Value::Number(sent as i64), by(&sender)]);
        }
    }
}

#[cfg(linux_kernel)]
pub(super) fn sendfile_once(call: &SendfileOnce<Filled>, sockets: &Sockets) -> Performed {
    let from = sockets.unnamed().source(call.from.0)?;
    let offset = call.offset.map(|offset| offset.0);
    let send = |socket: Admitted| socket.sendfile_once(&from, offset, call.count.count());
    // That no byte was sent tells of the end of the file. Any other count depends on the room in a buffer.
    let count = |sent| if sent == 0 { Value::Number(0) } else { sent_count(sent, call.count.count()) };
    sockets.send(&call.socket.0, send)?.values(|sent| vec![count(sent)])
}

/// [`crate::platform::Capability::SendfileOfLinux`] keeps cases away from this.
#[cfg(not(linux_kernel))]
pub(super) fn sendfile_once(_: &SendfileOnce<Filled>, _: &Sockets) -> Performed {
    Ok(super::failure::unsupported()?)
}

/// The deadline came when a part of the file was sent.
fn cut_off(sent: usize, sender: &Sender) -> Failure {
    Failure::TimedOut(vec![Value::PartialCount(sent as i64), by(sender)])
}

fn by(sender: &Sender) -> Value {
    Value::Word(Word::SendfileMethod(sender.method))
}

pub(super) fn makefile(call: &Makefile<Filled>, sockets: &Sockets) -> Performed {
    sockets.add_file(&call.name.0, &call.socket.0)?;
    Ok(Vec::new())
}

pub(super) fn readline(call: &Readline<Filled>, sockets: &Sockets) -> Performed {
    let size = call.size.map(|size| size.count());
    let line = sockets.with_file(&call.file.0, |file, turn| file.line(turn, size))?;
    Ok(vec![Value::Data(line)])
}

pub(super) fn read(call: &ReadFile<Filled>, sockets: &Sockets) -> Performed {
    let size = call.size.map(|size| size.count());
    let data = sockets.with_file(&call.file.0, |file, turn| file.read(turn, size))?;
    Ok(vec![Value::Data(data)])
}

pub(super) fn write(call: &WriteFile<Filled>, sockets: &Sockets) -> Performed {
    let data = call.data.bytes();
    sockets.with_file(&call.file.0, |file, turn| {
        file.write(&data);
        file.flush_if_full(turn)
    })?;
    Ok(vec![Value::Number(data.len() as i64)])
}

pub(super) fn flush(call: &Flush<Filled>, sockets: &Sockets) -> Performed {
    sockets.with_file(&call.file.0, FileObject::flush)?;
    Ok(Vec::new())
}

/// Reads one piece of the file at most and sends it. Returns how many bytes were sent.
fn send_piece(socket: Admitted, mut file: &File, offset: usize, rest: usize) -> io::Result<usize> {
    file.seek(SeekFrom::Start(offset as u64))?;
    let mut piece = vec![0; rest.min(PIECE)];
    match file.read(&mut piece)? {
        0 => Ok(0),
        length => socket.send(&piece[..length], 0),
    }
}

/// What is used unless the case says it.
const DEFAULT: Sender = if cfg!(has_sendfile) { BY_SYSTEM } else { BY_PIECES };

#[cfg(has_sendfile)]
fn send_by_system(socket: Admitted, file: &File, offset: usize, rest: usize) -> io::Result<usize> {
    socket.sendfile(file, offset, std::num::NonZeroUsize::new(rest))
}

/// [`crate::platform::Capability::Sendfile`] keeps cases away from this.
#[cfg(not(has_sendfile))]
fn send_by_system(_: Admitted, _: &File, _: usize, _: usize) -> io::Result<usize> {
    super::failure::unsupported()
}
