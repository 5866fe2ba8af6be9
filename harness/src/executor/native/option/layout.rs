//! The C types of options: from the value in a case to the bytes that the system takes, and from the bytes that it
//! returns to a value.

use std::net::Ipv4Addr;
use std::time::Duration;

use socket2::Socket;

use super::super::failure::Failure;
use super::super::{interface, numbers};
use crate::address::Family;
use crate::bytes::array;
use crate::notation::write_hex;
use crate::operation::{Credential, Credentials, Remark, Setting, SettingKind, Timeout, Value, Vocabulary, Word};
use crate::sys::credentials::{self, Peer};
use crate::sys::option::{self, Answer, Linger, Number};

/// The C type of an option, by the headers and manual pages of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "Linux alone has options of every type"))]
pub(super) enum Layout {
    /// `int`.
    Int,
    /// `unsigned int`.
    Unsigned,
    /// `u_char` where the number has room in it, otherwise `int`.
    Octet,
    /// `struct linger`.
    Linger,
    /// `struct timeval`, or the milliseconds that Windows has in its place.
    Time,
    /// A time as `unsigned int`, in milliseconds.
    Millis,
    /// `struct in_addr`.
    InAddr,
    /// A number of 64 bits by which the kernel knows the socket.
    Cookie,
    /// `struct ucred`.
    Credentials,
    /// Characters, up to a zero byte.
    Text,
    /// An `int` that is the type of a socket.
    Type,
    /// An `int` that is the family of a socket.
    Family,
}

/// The bytes of `int`.
const INT: usize = size_of::<i32>();

/// The bytes of the longest name of a congestion control: TCP_CA_NAME_MAX of Linux and FreeBSD.
const TEXT: usize = 16;

/// Sets an option.
pub(super) fn set(socket: &Socket, option: Number, layout: Layout, setting: &Setting) -> Result<(), Failure> {
    let bytes = layout.encode(setting)?;
    let no_room = || Failure::Impossible(format!("its type has no room for {setting} here"));
    Ok(option::set(socket, option, &bytes.ok_or_else(no_room)?)?)
}

/// The value of an option.
pub(super) fn get(socket: &Socket, option: Number, layout: Layout, kind: SettingKind) -> Result<Value, Failure> {
    let answer = option::get(socket, option, layout.size())?;
    Ok(layout.decode(&answer, kind))
}

impl Layout {
    /// How many bytes it has. There is room for an `int` even where it is an octet: some systems return the one, some
    /// the other.
    fn size(self) -> usize {
        match self {
            Self::Int | Self::Unsigned | Self::Octet | Self::Millis | Self::InAddr | Self::Type | Self::Family => INT,
            Self::Cookie => size_of::<u64>(),
            Self::Credentials => credentials::PEER,
            Self::Linger => option::LINGER,
            Self::Time => option::TIME,
            Self::Text => TEXT,
        }
    }

    /// The bytes of a setting; none if there is no room for it.
    fn encode(self, setting: &Setting) -> Result<Option<Vec<u8>>, Failure> {
        Ok(match (self, setting) {
            (Self::Linger, Setting::Seconds(seconds)) => option::write_linger(Linger {
                on_off: seconds.is_some().into(),
                seconds: seconds.unwrap_or_default().into(),
            }),
            (Self::Time, Setting::Time(time)) => option::write_time(time.unwrap_or_default()),
            (Self::InAddr, Setting::Ip(ip)) => Some(ip.octets().to_vec()),
            (Self::Text, Setting::Text(text)) => Some(text.as_bytes().to_vec()),
            (_, setting) => self.encode_number(number(setting)?),
        })
    }

    fn encode_number(self, number: i64) -> Option<Vec<u8>> {
        match self {
            Self::Unsigned | Self::Millis => u32::try_from(number).ok().map(|number| number.to_ne_bytes().to_vec()),
            Self::Octet if u8::try_from(number).is_ok() => Some(vec![number as u8]),
            _ => i32::try_from(number).ok().map(|number| number.to_ne_bytes().to_vec()),
        }
    }

    /// What was returned, as the value of an option of this kind. A value that this layout cannot have is shown as
    /// bytes.
    fn decode(self, answer: &Answer, kind: SettingKind) -> Value {
        let (value, mut remarks) = self.value(&answer.bytes, kind).unwrap_or_else(|| (in_hex(&answer.bytes), vec![]));
        if answer.length != self.size() {
            remarks.push(Remark::Length(answer.length as u64));
        }
        value.with(remarks)
    }

    fn value(self, bytes: &[u8], kind: SettingKind) -> Option<(Value, Vec<Remark>)> {
        Some(match self {
            Self::Int | Self::Unsigned | Self::Octet => of_number(self.number(bytes)?, kind),
            Self::Millis => (of_millis(self.number(bytes)?), vec![]),
            Self::Linger => of_linger(option::read_linger(bytes)?),
            Self::Time => (of_time(option::read_time(bytes)?), vec![]),
            Self::InAddr => (Value::Word(Word::Ip(Ipv4Addr::from(array::<4>(bytes, 0)?).into())), vec![]),
            Self::Cookie => (Value::Cookie(u64::from_ne_bytes(array(bytes, 0)?)), vec![]),
            Self::Credentials => (of_peer(credentials::read_peer(bytes)?), vec![]),
            Self::Text => (of_text(bytes), vec![]),
            Self::Type => (of_type(self.number(bytes)? as i32), vec![]),
            Self::Family => (of_family(self.number(bytes)? as i32), vec![]),
        })
    }

    /// The number in as many bytes as the system returned.
    fn number(self, bytes: &[u8]) -> Option<i64> {
        let signed = !matches!(self, Self::Unsigned | Self::Millis);
        Some(match *bytes {
            [byte] => byte.into(),
            [a, b] => u16::from_ne_bytes([a, b]).into(),
            [a, b, c, d] if signed => i32::from_ne_bytes([a, b, c, d]).into(),
            [a, b, c, d] => u32::from_ne_bytes([a, b, c, d]).into(),
            _ => return None,
        })
    }
}

/// The number that stands for a setting. Settings of other kinds were refused when the case was read.
fn number(setting: &Setting) -> Result<i64, Failure> {
    Ok(match setting {
        Setting::Flag(flag) => (*flag).into(),
        Setting::Number(number) => *number,
        Setting::Seconds(seconds) => seconds.unwrap_or_default().into(),
        Setting::Time(time) => {
            let millis = time.unwrap_or_default().as_nanos().div_ceil(1_000_000);
            i64::try_from(millis).unwrap_or(i64::MAX)
        }
        Setting::Interface(interface) => interface::index(*interface)?.into(),
        Setting::Ip(_) | Setting::Text(_) | Setting::Group(_) => {
            return Err(Failure::Impossible(format!("{setting} is not a number")));
        }
    })
}

/// A number as a value of this kind.
fn of_number(number: i64, kind: SettingKind) -> (Value, Vec<Remark>) {
    match kind {
        SettingKind::Flag => {
            let remark = Remark::Number(number);
            (Value::Flag(number != 0), if [0, 1].contains(&number) { vec![] } else { vec![remark] })
        }
        // An index that is negative is none that an interface can have.
        SettingKind::Interface => match u32::try_from(number) {
            Ok(index) => (Value::Interface(interface::of_index(index)), vec![]),
            Err(_) => (Value::Number(number), vec![]),
        },
        _ => (Value::Number(number), vec![]),
    }
}

/// A time in milliseconds, or `false` for none.
fn of_millis(millis: i64) -> Value {
    of_duration(Duration::from_millis(millis.unsigned_abs()))
}

/// A time, or `false` for none. One that is negative is shown by its fields.
fn of_time(time: option::Time) -> Value {
    match time.duration() {
        Some(duration) => of_duration(duration),
        None => free(format!("{} s {} us", time.seconds, time.micros)),
    }
}

fn of_duration(time: Duration) -> Value {
    if time.is_zero() { Value::Flag(false) } else { Value::Word(Word::Timeout(Timeout(Some(time)))) }
}

fn of_type(number: i32) -> Value {
    Value::Word(Word::of(Vocabulary::SocketType, &numbers::to_type(number.into())))
}

fn of_family(number: i32) -> Value {
    Value::Word(Word::of(Vocabulary::Family, &Family::numbered(number)))
}

/// What is known of a peer.
fn of_peer(peer: Peer) -> Value {
    let known = |whose: Option<bool>, own: Credential, none: Credential| match whose {
        Some(true) => Some(own),
        Some(false) => None,
        None => Some(none),
    };
    let known = [
        known(peer.process, Credential::OwnProcess, Credential::NoProcess),
        known(peer.user, Credential::OwnUser, Credential::NoUser),
        known(peer.group, Credential::OwnGroup, Credential::NoGroup),
    ];
    let mut known: Vec<Credential> = known.into_iter().flatten().collect();
    known.sort_unstable();
    Value::Word(Word::Credentials(Credentials(known)))
}

fn free(text: String) -> Value {
    Value::Word(Word::Free(text))
}

/// The time to linger, or `false` for none. Some systems have other numbers for "on" than 1, or keep the time when it
/// is turned off.
fn of_linger(linger: Linger) -> (Value, Vec<Remark>) {
    match linger {
        Linger { on_off: 0, seconds: 0 } => (Value::Flag(false), vec![]),
        Linger { on_off: 0, seconds } => (Value::Flag(false), vec![Remark::Linger(seconds)]),
        Linger { on_off: 1, seconds } => (Value::Number(seconds), vec![]),
        Linger { on_off, seconds } => (Value::Number(seconds), vec![Remark::OnOff(on_off)]),
    }
}

/// The text up to the first zero byte.
fn of_text(bytes: &[u8]) -> Value {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    free(String::from_utf8_lossy(&bytes[..end]).into_owned())
}

fn in_hex(bytes: &[u8]) -> Value {
    free(if bytes.is_empty() { "none".to_owned() } else { format!("0x{}", write_hex(bytes)) })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// What a record shows of an option that came with these bytes.
    fn shown(layout: Layout, bytes: &[u8], kind: SettingKind) -> (Value, Vec<Remark>) {
        match layout.decode(&Answer { bytes: bytes.to_vec(), length: bytes.len() }, kind) {
            Value::Remarked(value, remarks) => (*value, remarks),
            value => (value, Vec::new()),
        }
    }

    #[rstest]
    #[case::off(0, Value::Flag(false), vec![])]
    #[case::on(1, Value::Flag(true), vec![])]
    #[case::as_the_bsds_say_it(4, Value::Flag(true), vec![Remark::Number(4)])]
    #[case::negative(-1, Value::Flag(true), vec![Remark::Number(-1)])]
    fn number_behind_a_flag(#[case] number: i32, #[case] value: Value, #[case] remarks: Vec<Remark>) {
        assert_eq!(shown(Layout::Int, &number.to_ne_bytes(), SettingKind::Flag), (value, remarks));
    }

    #[rstest]
    #[case::signed(Layout::Int, &(-1_i32).to_ne_bytes(), Value::Number(-1), vec![])]
    #[case::unsigned(Layout::Unsigned, &u32::MAX.to_ne_bytes(), Value::Number(0xffff_ffff), vec![])]
    #[case::octet(Layout::Octet, &[255], Value::Number(255), vec![Remark::Length(1)])]
    #[case::of_16_bits(Layout::Int, &258_u16.to_ne_bytes(), Value::Number(258), vec![Remark::Length(2)])]
    #[case::nothing(Layout::Int, &[], free("none".to_owned()), vec![Remark::Length(0)])]
    #[case::odd(Layout::Int, &[1, 2, 3], free("0x010203".to_owned()), vec![Remark::Length(3)])]
    fn number_of_any_length(
        #[case] layout: Layout,
        #[case] bytes: &[u8],
        #[case] value: Value,
        #[case] remarks: Vec<Remark>,
    ) {
        assert_eq!(shown(layout, bytes, SettingKind::Number), (value, remarks));
    }

    #[rstest]
    #[case::off(0, 0, Value::Flag(false), vec![])]
    #[case::off_with_a_time(0, 5, Value::Flag(false), vec![Remark::Linger(5)])]
    #[case::on(1, 0, Value::Number(0), vec![])]
    #[case::on_by_another_number(128, 5, Value::Number(5), vec![Remark::OnOff(128)])]
    fn both_fields_of_linger(
        #[case] on_off: i64,
        #[case] seconds: i64,
        #[case] value: Value,
        #[case] remarks: Vec<Remark>,
    ) {
        let bytes = option::write_linger(Linger { on_off, seconds }).expect("room");
        assert_eq!(shown(Layout::Linger, &bytes, SettingKind::Seconds), (value, remarks));
    }

    #[rstest]
    #[case::octet(Layout::Octet, Setting::Number(255), Some(vec![255]))]
    #[case::beyond_an_octet(Layout::Octet, Setting::Number(256), Some(256_i32.to_ne_bytes().to_vec()))]
    #[case::negative(Layout::Int, Setting::Number(-1), Some(vec![255; 4]))]
    #[case::negative_where_there_is_no_sign(Layout::Unsigned, Setting::Number(-1), None)]
    #[case::beyond_an_int(Layout::Int, Setting::Number(0x8000_0000), None)]
    #[case::time_below_the_unit(
        Layout::Millis,
        Setting::Time(Some(std::time::Duration::from_micros(1))),
        Some(1_u32.to_ne_bytes().to_vec())
    )]
    fn bytes_of_a_setting(#[case] layout: Layout, #[case] setting: Setting, #[case] bytes: Option<Vec<u8>>) {
        assert_eq!(layout.encode(&setting).ok(), Some(bytes));
    }
}
