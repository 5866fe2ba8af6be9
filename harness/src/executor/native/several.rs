//! sendmmsg and recvmmsg: several messages in one call.

use super::failure::Performed;
use super::sockets::Sockets;
use crate::operation::{Filled, Recvmmsg, Sendmmsg};

#[cfg(has_mmsg)]
pub(super) use system::{recvmmsg, sendmmsg};

/// [`crate::platform::Capability::SeveralMessages`] keeps cases away from this.
#[cfg(not(has_mmsg))]
pub(super) fn sendmmsg(_: &Sendmmsg<Filled>, _: &Sockets) -> Performed {
    Ok(super::failure::unsupported()?)
}

#[cfg(not(has_mmsg))]
pub(super) fn recvmmsg(_: &Recvmmsg<Filled>, _: &Sockets) -> Performed {
    Ok(super::failure::unsupported()?)
}

#[cfg(has_mmsg)]
mod system {
    use super::super::gate::{Admitted, Target};
    use super::super::numbers;
    use super::super::transfer::sent_count;
    use super::{Filled, Performed, Recvmmsg, Sendmmsg, Sockets};
    use crate::address::FilledAddress;
    use crate::operation::{Data, Destination, Event, NameRoom, Record, Value, Word};
    use crate::sys::message::Message;

    pub(in super::super) fn sendmmsg(call: &Sendmmsg<Filled>, sockets: &Sockets) -> Performed {
        let data: Vec<Vec<u8>> = call.data.0.iter().map(Data::bytes).collect();
        let addresses = call.addresses.iter().flatten();
        let target = |address: &Destination<FilledAddress>| {
            sockets.target(&call.socket.0, sockets.given(Some(&address.0), None)?)
        };
        let targets: Vec<Target> = addresses.map(target).collect::<Result<_, _>>()?;
        let flags = numbers::of_flags(call.flags.as_ref())?;
        let messages: Vec<(&[u8], Option<&Target>)> =
            data.iter().enumerate().map(|(index, data)| (data.as_slice(), targets.get(index))).collect();
        let sent = sockets.send(&call.socket.0, |socket: Admitted| socket.send_messages(&messages, flags))?;
        sent.values(|sent| {
            let bytes = |(sent, data): (&usize, &Vec<u8>)| Record(vec![("bytes", sent_count(*sent, data.len()))]);
            let records = sent.iter().zip(&data).map(bytes).collect();
            vec![Value::Number(sent.len() as i64), Value::Records(records)]
        })
    }

    pub(in super::super) fn recvmmsg(call: &Recvmmsg<Filled>, sockets: &Sockets) -> Performed {
        let sizes: Vec<usize> = call.sizes.0.iter().map(|size| size.count()).collect();
        let rooms = call.name_rooms.as_deref().unwrap_or_default();
        let length = |room: &NameRoom| i32::try_from(room.0).expect("it was read as a number below 1025");
        let rooms: Vec<Option<i32>> = (0..sizes.len()).map(|index| rooms.get(index).map(length)).collect();
        let flags = numbers::of_flags(call.flags.as_ref())?;
        let seconds = call.seconds.map(|seconds| i32::try_from(seconds.0).expect("it was read as a number below 11"));
        let receive = |socket: Admitted| socket.recv_messages(&sizes, &rooms, flags, seconds);
        let received = sockets.turn(&call.socket.0)?.make(Event::In, receive)?;
        let opened = received.and_then(|(arrived, untouched)| {
            let open = |arrived| sockets.open(arrived).map(|(message, _)| message);
            Ok((arrived.into_iter().map(open).collect::<Result<Vec<Message>, _>>()?, untouched))
        })?;
        opened.values(|(messages, untouched)| {
            let count = messages.len() as i64;
            let records = messages.into_iter().map(|message| record(message, sockets)).collect();
            vec![Value::Number(count), Value::Number(untouched as i64), Value::Records(records)]
        })
    }

    fn record(message: Message, sockets: &Sockets) -> Record {
        let flags = Value::Word(Word::Flags(numbers::to_flags(message.flags)));
        let address = sockets.in_room(&message.name);
        Record(vec![("data", Value::Data(message.data)), ("address", address), ("flags", flags)])
    }
}
