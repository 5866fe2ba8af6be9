//! What the gate of a child process has to know of its parent's: the sockets that it inherits, and what those of the
//! trial are reached by. JSON, because it goes through a pipe.

use std::sync::PoisonError;

use serde_json::{Value as Json, json};

use super::super::failure::Failure;
use super::{Gate, Held, Own, Port, Trial};
use crate::operation::KINDS;

impl Held {
    /// What a child process has to know of this socket: the number of its descriptor, and its kind in the allow list.
    /// From now on the socket has more than one owner.
    pub(crate) fn hand_down(&self) -> Result<Json, Failure> {
        let kind = self.admit()?.held().kind();
        Ok(json!([self.number(), KINDS.iter().position(|known| std::ptr::eq(known, kind))]))
    }
}

impl Gate {
    /// What sockets of this trial are reached by at this moment, and what others were reached by, for a child process.
    pub(crate) fn reached_by(&self, trial: &Trial) -> [Json; 2] {
        let had = self.had.lock().unwrap_or_else(PoisonError::into_inner);
        [(trial.names)(), had.clone()].map(|names| names.iter().filter_map(wire).collect())
    }
}

impl Own {
    /// Reads what another process wrote.
    pub(crate) fn read(json: &Json) -> Option<Self> {
        if let Some(name) = json.get("abstract") {
            return serde_json::from_value(name.clone()).ok().map(Self::Abstract);
        }
        Some(Self::Port(Port {
            is_stream: json["stream"].as_bool()?,
            ip: json["ip"].as_str()?.parse().ok()?,
            port: json["port"].as_u64()?.try_into().ok()?,
            is_dual: json["dual"].as_bool()?,
        }))
    }
}

fn wire(own: &Own) -> Option<Json> {
    match own {
        Own::Port(Port { is_stream, ip, port, is_dual }) => {
            Some(json!({"stream": is_stream, "ip": ip.to_string(), "port": port, "dual": is_dual}))
        }
        Own::Abstract(name) => Some(json!({"abstract": name})),
        // No case has a child process find another socket of these.
        Own::Netlink(_) | Own::Vsock(_) => None,
    }
}

/// The side of the child process.
#[cfg(unix)]
mod child {
    use socket2::Socket;

    use super::super::Held;
    use super::super::kind::UNKNOWN;
    use super::super::standing::Standing;
    use crate::operation::KINDS;

    impl Held {
        /// A socket that this process has inherited. It is of the kind with this number in the allow list, as
        /// [`Held::hand_down`] says.
        pub(crate) fn inherited(socket: Socket, kind: Option<usize>) -> Self {
            let kind = kind.and_then(|index| KINDS.get(index)).unwrap_or(&UNKNOWN);
            Self::new(socket, Standing::in_use(kind))
        }
    }
}
