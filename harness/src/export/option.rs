//! Getting and setting options.

use super::attribute::asked;
use super::form::{Form, NoForm, Written};
use super::helper::Helper;
use super::notation::{identifier, text};
use super::step::Step;
use crate::operation::{
    Getsockopt, GetsockoptBytes, Group, GroupInterface, Interface, LeftOut, OptionBytes, OptionName, RawOption,
    Setsockopt, SetsockoptBytes, Setting, SettingKind, TakeError,
};
use crate::sys::interface::{NONEXISTENT, NONEXISTENT_NAME};

/// The loopback interface on Linux, for which the programs are first of all.
pub(super) const LOOPBACK: &str = "lo";

/// Constants of Linux that some headers of the C library lack.
const DEFINED: &[(&str, &str)] =
    &[("IP_LOCAL_PORT_RANGE", "51"), ("IPV6_MULTICAST_ALL", "29"), ("IPV6_FREEBIND", "78")];

/// The level of an option, which its name begins with; and the header that has it.
fn level(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name.split('_').next()? {
        "SO" => ("SOL_SOCKET", "sys/socket.h"),
        "IP" => ("IPPROTO_IP", "netinet/in.h"),
        "IPV6" => ("IPPROTO_IPV6", "netinet/in.h"),
        "TCP" => ("IPPROTO_TCP", "netinet/tcp.h"),
        "UDP" => ("IPPROTO_UDP", "netinet/udp.h"),
        "DCCP" => ("SOL_DCCP", "linux/dccp.h"),
        _ => return None,
    })
}

/// The level and the name of an option, as a call takes them.
fn named(option: OptionName, step: &mut Step) -> Result<String, NoForm> {
    let name = option.name();
    if matches!(option, OptionName::ExclusiveAddrUse | OptionName::AckFrequency) {
        return Err(NoForm::of(format!("{name}, which is of Windows alone")));
    }
    let known = level(name).filter(|_| option != OptionName::OriginalDst);
    let (level, header) = known.ok_or_else(|| NoForm::of(format!("the option {name}")))?;
    step.unit.include(&["netinet/in.h", "sys/socket.h", header]);
    if let Some((name, number)) = DEFINED.iter().find(|(known, _)| *known == name) {
        step.unit.define(name, number);
    }
    Ok(format!("{level}, {name}"))
}

pub(super) fn setsockopt(call: &Setsockopt, step: &mut Step) -> Written {
    let option = call.option.0;
    let (level_and_name, value) = (named(option, step)?, value(option, &call.value, step)?);
    Ok(Form::plain(format!("setsockopt({}, {level_and_name}, {value})", identifier(&call.socket.0))))
}

/// The value of an option: a pointer and a length.
fn value(option: OptionName, setting: &Setting, step: &mut Step) -> Result<String, NoForm> {
    let of = |kind: &str, value: &str| format!("&({kind}){{{value}}}, sizeof({kind})");
    Ok(match setting {
        _ if option == OptionName::AttachFilter => {
            step.unit.include(&["linux/filter.h"]);
            let filter = format!("1, &(struct sock_filter){{BPF_RET | BPF_K, 0, 0, {setting}}}");
            of("struct sock_fprog", &filter)
        }
        Setting::Time(time) if option == OptionName::UserTimeout => {
            let millis = time.unwrap_or_default().as_nanos().div_ceil(1_000_000);
            of("unsigned", &millis.to_string())
        }
        Setting::Flag(flag) => of("int", if *flag { "1" } else { "0" }),
        Setting::Number(number) => match option.kind() {
            SettingKind::Unsigned => of("unsigned", &format!("{number}u")),
            SettingKind::Octet => of("unsigned char", &number.to_string()),
            _ if *number == i64::from(i32::MIN) => of("int", "-2147483647 - 1"),
            _ => of("int", &number.to_string()),
        },
        Setting::Seconds(None) => of("struct linger", "0, 0"),
        Setting::Seconds(Some(seconds)) => of("struct linger", &format!("1, {seconds}")),
        Setting::Time(time) => {
            step.unit.include(&["sys/time.h"]);
            let time = time.unwrap_or_default();
            of("struct timeval", &format!("{}, {}", time.as_secs(), time.subsec_micros()))
        }
        Setting::Ip(ip) => {
            step.unit.include(&["arpa/inet.h"]);
            of("struct in_addr", &format!("inet_addr(\"{ip}\")"))
        }
        Setting::Interface(interface) if option == OptionName::Bindtodevice => match interface {
            Interface::Any => "NULL, 0".to_owned(),
            Interface::Loopback => format!("\"{LOOPBACK}\", {}", LOOPBACK.len()),
            Interface::Nonexistent | Interface::Number(_) => {
                format!("\"{NONEXISTENT_NAME}\", {}", NONEXISTENT_NAME.len())
            }
        },
        Setting::Interface(interface) => of("int", &index(*interface, step)),
        Setting::Text(setting) => format!("{}, {}", text(setting.as_bytes()), setting.len()),
        Setting::Group(group) => membership(group, step)?,
    })
}

/// The index of an interface.
pub(super) fn index(interface: Interface, step: &mut Step) -> String {
    match interface {
        Interface::Any => "0".to_owned(),
        Interface::Loopback => {
            format!("{}()", step.helper(Helper::LoopbackIndex))
        }
        Interface::Nonexistent => NONEXISTENT.to_string(),
        Interface::Number(number) => number.to_string(),
    }
}

fn membership(group: &Group, step: &mut Step) -> Result<String, NoForm> {
    step.unit.include(&["arpa/inet.h"]);
    let of = |kind: &str, value: String| format!("&(struct {kind}){{{value}}}, sizeof(struct {kind})");
    let ip = |ip: &dyn std::fmt::Display| format!("{{inet_addr(\"{ip}\")}}");
    Ok(match (group.group, group.source, group.interface) {
        (std::net::IpAddr::V4(address), Some(source), GroupInterface::Address(interface)) => {
            of("ip_mreq_source", format!("{}, {}, {}", ip(&address), ip(&interface), ip(&source)))
        }
        (std::net::IpAddr::V4(address), None, GroupInterface::Address(interface)) => {
            of("ip_mreq", format!("{}, {}", ip(&address), ip(&interface)))
        }
        (std::net::IpAddr::V4(address), None, GroupInterface::Index(interface)) => {
            of("ip_mreqn", format!("{}, {{0}}, {}", ip(&address), index(interface, step)))
        }
        (std::net::IpAddr::V6(address), _, GroupInterface::Index(interface)) => {
            let ipv6 = step.helper(Helper::Ipv6);
            of("ipv6_mreq", format!("{ipv6}(\"{address}\", 0).sin6_addr, {}", index(interface, step)))
        }
        (std::net::IpAddr::V4(_) | std::net::IpAddr::V6(_), _, _) => {
            return Err(NoForm::of("a membership of this kind"));
        }
    })
}

pub(super) fn getsockopt(call: &Getsockopt, step: &mut Step) -> Written {
    let option = call.option.0;
    let socket = &call.socket.0;
    let (kind, variable, word) = match option.kind() {
        SettingKind::SocketType => return asked(socket, "SO_TYPE", Helper::TypeName, step),
        SettingKind::Family => return asked(socket, "SO_DOMAIN", Helper::FamilyName, step),
        SettingKind::Protocol => return asked(socket, "SO_PROTOCOL", Helper::ProtocolName, step),
        SettingKind::Flag => ("int", "value", Helper::FlagText),
        SettingKind::Number | SettingKind::HeaderField => ("int", "value", Helper::NumberText),
        SettingKind::Unsigned => ("unsigned", "unsigned_value", Helper::NumberText),
        SettingKind::Seconds => ("struct linger", "linger", Helper::LingerText),
        SettingKind::Time if option == OptionName::UserTimeout => ("unsigned", "millis", Helper::MillisText),
        SettingKind::Time => ("struct timeval", "timeout", Helper::TimeText),
        SettingKind::Ip => ("struct in_addr", "ip", Helper::IpText),
        SettingKind::Interface if option == OptionName::Bindtodevice => ("char", "device", Helper::DeviceText),
        SettingKind::Interface => ("int", "value", Helper::InterfaceText),
        SettingKind::Cookie => ("uint64_t", "cookie", Helper::CookieText),
        SettingKind::Credentials => ("struct ucred", "peer", Helper::CredentialsText),
        SettingKind::Text => ("char", "word", Helper::WordText),
        SettingKind::Octet | SettingKind::Free | SettingKind::Group | SettingKind::Source => {
            return Err(NoForm::of(format!("reading {option}")));
        }
    };
    let level_and_name = named(option, step)?;
    let is_text = kind == "char";
    let (variable, size) =
        (step.common(kind, variable, if is_text { "[16]" } else { "" }), step.common("socklen_t", "size", ""));
    let pointer = if is_text { variable.clone() } else { format!("&{variable}") };
    let word = format!("{}({variable})", step.helper(word));
    let call = format!("getsockopt({}, {level_and_name}, {pointer}, &{size})", identifier(socket));
    let mut before = vec![format!("{size} = sizeof {variable};")];
    // Of an empty text nothing is written.
    before.extend(is_text.then(|| format!("*{variable} = 0;")));
    Ok(Form::worded(call, &word).after(before))
}

pub(super) fn take_error(call: &TakeError, step: &mut Step) -> Written {
    asked(&call.socket.0, "SO_ERROR", Helper::PendingText, step)
}

/// The level and the name of an option that may have no name.
fn raw(option: &RawOption, step: &mut Step) -> Result<String, NoForm> {
    match option {
        RawOption::Named(option) => named(*option, step),
        RawOption::Numbered { level, name } => {
            step.unit.include(&["netinet/in.h", "sys/socket.h"]);
            Ok(format!("{level}, {name}"))
        }
    }
}

pub(super) fn setsockopt_bytes(call: &SetsockoptBytes, step: &mut Step) -> Written {
    let option = raw(&call.option, step)?;
    let given = call.value.as_ref().map_or(0, |value| value.bytes().len());
    let length = call.length.map_or(given as i64, |length| length.0);
    let room = usize::try_from(length).unwrap_or(0).max(given);
    let value = match &call.value {
        None => "NULL".to_owned(),
        Some(OptionBytes::Ints(numbers)) => {
            let numbers: Vec<String> = numbers.iter().map(i32::to_string).collect();
            format!("(int[{}]){{{}}}", room.div_ceil(4), numbers.join(", "))
        }
        Some(OptionBytes::Data(data)) if room > given => format!("(char[{room}]){{{}}}", text(&data.bytes())),
        Some(OptionBytes::Data(data)) => text(&data.bytes()),
    };
    Ok(Form::plain(format!("setsockopt({}, {option}, {value}, {length})", identifier(&call.socket.0))))
}

pub(super) fn getsockopt_bytes(call: &GetsockoptBytes, step: &mut Step) -> Written {
    let option = raw(&call.option, step)?;
    let room = call.room.0;
    let buffer = step.buffer(call.room.count());
    let size = step.common("socklen_t", "size", "");
    let pointer = if call.without == Some(LeftOut::Buffer) { "NULL" } else { &buffer };
    let of_size = if call.without == Some(LeftOut::Length) { "NULL".to_owned() } else { format!("&{size}") };
    let text = format!("getsockopt({}, {option}, {pointer}, {of_size})", identifier(&call.socket.0));
    let rest = format!("{buffer}, {size}, {}", call.room.count());
    Ok(Form::said_by(text, Helper::SayValue, rest).after(vec![format!("{size} = {room};")]))
}
