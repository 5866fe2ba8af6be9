//! Whether an address that the system returned has the shape that a case expects.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddrV4, SocketAddrV6};

use super::family::Family;
use super::observed::{Name, Observed};
use super::shape::{AddressShape, Form, Host, HostWord, PortShape};

/// What a shape may refer to.
pub struct Context<'c> {
    /// The family of the socket. A host such as `loopback` is another address in each family.
    pub family: Option<Family>,
    /// The addresses that earlier steps saved.
    pub saved: &'c BTreeMap<String, Observed>,
    /// Whether a length that nobody sees is every length that it may be.
    pub trusting: bool,
}

impl AddressShape {
    /// Whether `observed` has this shape.
    #[must_use]
    pub fn matches(&self, observed: &Observed, context: &Context) -> bool {
        let has_length = |wanted| observed.length.map_or(context.trusting, |length| length == wanted);
        self.length.is_none_or(has_length) && self.form.matches(observed, context)
    }
}

impl Form {
    fn matches(&self, observed: &Observed, context: &Context) -> bool {
        match (self, &observed.name) {
            (Self::Any, _) => true,
            (Self::OfFamily(family), _) => observed.family() == Some(*family),
            (Self::None, name) => *name == Name::None && observed.written.is_none(),
            (Self::Unnamed, name) => *name == Name::Unnamed,
            (Self::Autobound, Name::Abstract(text)) => text.is_autobound(),
            (Self::Saved(name), _) => context.saved.get(name).is_some_and(|saved| saved.is_same_name(observed)),
            (Self::Path(text), Name::Path(path)) => path.is_given(text),
            (Self::Abstract(text), Name::Abstract(name)) => name.is_given(text),
            (Self::Inet { .. }, Name::Inet(name)) => self.matches_inet(name, context),
            (Self::Inet { .. }, Name::Inet6(name)) => self.matches_inet6(name, context),
            (Self::Autobound | Self::Path(_) | Self::Abstract(_) | Self::Inet { .. }, _) => false,
        }
    }

    fn matches_inet(&self, name: &SocketAddrV4, context: &Context) -> bool {
        let Self::Inet { family, host, port, flowinfo: None, scope_id: None } = self else {
            return false;
        };
        let family = family.or(context.family).unwrap_or(Family::Inet);
        family == Family::Inet && host.matches((*name.ip()).into(), Family::Inet) && port.matches(name.port(), context)
    }

    fn matches_inet6(&self, name: &SocketAddrV6, context: &Context) -> bool {
        let Self::Inet { family, host, port, flowinfo, scope_id } = self else {
            return false;
        };
        let family = family.or(context.family).unwrap_or(Family::Inet6);
        family == Family::Inet6
            && host.matches((*name.ip()).into(), Family::Inet6)
            && port.matches(name.port(), context)
            && flowinfo.is_none_or(|flowinfo| flowinfo == name.flowinfo())
            && scope_id.is_none_or(|scope_id| scope_id == name.scope_id())
    }
}

impl Host {
    fn matches(self, ip: IpAddr, family: Family) -> bool {
        self == Self::Word(HostWord::Any) || self.ip(family) == Some(ip)
    }
}

impl PortShape {
    /// Whether `port` has this shape.
    #[must_use]
    pub fn matches(&self, port: u16, context: &Context) -> bool {
        match self {
            Self::Any => true,
            Self::Ephemeral => port != 0,
            Self::Number(number) => *number == port,
            Self::Saved(name) => context.saved.get(name).and_then(Observed::port) == Some(port),
        }
    }
}
