//! Looking up addresses by name, names by address, and services.

use std::net::IpAddr;

use super::form::{Form, Written};
use super::helper::Helper;
use super::notation::{identifier, text};
use super::step::{Pointer, Step};
use crate::address::Family;
use crate::operation::{
    AddrinfoFlag, Getaddrinfo, Getnameinfo, Getservbyname, Getservbyport, NameinfoFlag, Protocol, Service, Size,
    SocketType,
};

pub(super) fn getaddrinfo(call: &Getaddrinfo, step: &mut Step) -> Written {
    step.unit.include(&["netdb.h", "netinet/in.h", "sys/socket.h"]);
    let family = call.family.map(|family| family.0);
    speak(family, call.host.as_ref().and_then(|host| host.0.parse().ok()), step);
    let flags: Vec<String> = call.flags.iter().flat_map(|flags| &flags.0).map(AddrinfoFlag::to_string).collect();
    let fields = [
        (!flags.is_empty()).then(|| format!(".ai_flags = {}", flags.join(" | "))),
        family.map(|family| format!(".ai_family = {family}")),
        call.kind.map(|kind: SocketType| format!(".ai_socktype = {kind}")),
        call.protocol.map(|protocol: Protocol| format!(".ai_protocol = {protocol}")),
    ];
    let fields: Vec<String> = fields.into_iter().flatten().collect();
    let fields = if fields.is_empty() { "0".to_owned() } else { fields.join(", ") };
    let host = call.host.as_ref().map_or("NULL".to_owned(), |host| text(host.0.as_bytes()));
    let mut before = vec![];
    if let Some(lines) = &call.hosts {
        let table: String = lines.iter().map(|line| format!("{line}\n")).collect();
        step.unit.makes("hosts");
        before.push(format!("{}({});", step.helper(Helper::UseHosts), text(table.as_bytes())));
    }
    let service = match &call.service {
        None => "NULL".to_owned(),
        Some(Service::Text(service)) => text(service.as_bytes()),
        Some(Service::Port(port)) => {
            let (port, service) = (step.port(port), step.common("char", "service", "[32]"));
            step.unit.include(&["stdio.h"]);
            before.push(format!("snprintf({service}, sizeof {service}, \"%d\", {port});"));
            service
        }
    };
    let host_ip = call.host.as_ref().and_then(|host| host.0.parse::<IpAddr>().ok());
    step.unit.has_group |= host_ip.is_some_and(|ip| ip.is_multicast());
    let hints = step.common("struct addrinfo", "hints", "");
    let answers = match step.save {
        Some(name) => identifier(name),
        None => step.common_name("answers"),
    };
    step.unit.share("struct addrinfo", &format!("*{answers}"), "");
    before.push(format!("{hints} = (struct addrinfo){{{fields}}};"));
    let call = format!("getaddrinfo({host}, {service}, &{hints}, &{answers})");
    let mut form = Form::said_by(call, Helper::SayAnswers, answers.clone()).after(before);
    form.after.push(match step.save {
        // Later steps use the first answer.
        Some(_) => format!(
            "if (result != 0)\n    {}(\"nothing was found, and later steps use it\");",
            step.helper(Helper::GiveUp)
        ),
        None => format!("if (result == 0)\n    freeaddrinfo({answers});"),
    });
    Ok(form)
}

/// Notes the families that the answers can be of.
fn speak(family: Option<Family>, host: Option<IpAddr>, step: &mut Step) {
    match (family, host) {
        (Some(Family::Inet), _) | (_, Some(IpAddr::V4(_))) if family != Some(Family::Inet6) => {
            step.unit.speaks(Family::Inet);
        }
        (Some(Family::Inet6), _) => step.unit.speaks(Family::Inet6),
        _ => [Family::Inet, Family::Inet6].into_iter().for_each(|family| step.unit.speaks(family)),
    }
}

pub(super) fn getnameinfo(call: &Getnameinfo, step: &mut Step) -> Written {
    step.unit.include(&["netdb.h"]);
    let (mut before, Pointer { pointer, length }) = step.address(&call.address)?;
    let flags: Vec<String> = call.flags.iter().flat_map(|flags| &flags.0).map(NameinfoFlag::to_string).collect();
    let flags = if flags.is_empty() { "0".to_owned() } else { flags.join(" | ") };
    let (host, service) = (step.common("char", "host", "[1025]"), step.common("char", "service", "[32]"));
    before.push(format!("*{host} = *{service} = 0;"));
    let buffer = |name: &str, size: Option<Size>| match size.map(Size::count) {
        None => format!("{name}, sizeof {name}"),
        Some(0) => "NULL, 0".to_owned(),
        Some(size) => format!("{name}, {size}"),
    };
    let (first, second) = (buffer(&host, call.host_size), buffer(&service, call.service_size));
    let call = format!("getnameinfo({pointer}, {length}, {first}, {second}, {flags})");
    Ok(Form::said_by(call, Helper::SayNames, format!("{host}, {service}")).after(before))
}

pub(super) fn getservbyname(call: &Getservbyname, step: &mut Step) -> Written {
    step.unit.include(&["netdb.h"]);
    let protocol = call.protocol.as_ref().map_or("NULL".to_owned(), |protocol| text(protocol.0.as_bytes()));
    let call = format!("getservbyname({}, {protocol})", text(call.name.0.as_bytes()));
    Ok(Form::said_by(call, Helper::SayService, ""))
}

pub(super) fn getservbyport(call: &Getservbyport, step: &mut Step) -> Written {
    step.unit.include(&["arpa/inet.h", "netdb.h"]);
    let protocol = call.protocol.as_ref().map_or("NULL".to_owned(), |protocol| text(protocol.0.as_bytes()));
    Ok(Form::said_by(format!("getservbyport(htons({}), {protocol})", call.port.0), Helper::SayService, ""))
}
