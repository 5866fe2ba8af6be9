//! Tells the code what it is built for, as `cfg`: whether the system is known, and what it has that not every system
//! has. Packs the cases and recordings that the program carries.
//!
//! Every list of systems stands here, once, and names known systems alone. Code for an unknown system uses what every
//! system has: it compiles there, and can say that it does not know the system.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/built_in/pack.rs"]
pub mod pack;

/// The systems that `platform::identity` names. A test compares the two.
const KNOWN: &[&str] =
    &["linux", "android", "macos", "freebsd", "netbsd", "openbsd", "dragonfly", "illumos", "windows"];

/// What some systems have, and which. A method of socket2, as of version 0.6.5, exists on no other known system.
const ALIASES: &[(&str, &[&str])] = &[
    // The kernel is Linux: families, options and abstract names of its own.
    ("linux_kernel", &["linux", "android"]),
    // The descendants of 4.4BSD: errors of their own.
    ("bsd", &["macos", "freebsd", "netbsd", "openbsd", "dragonfly"]),
    // Addresses begin with a byte for their length: <sys/socket.h> of the descendants of 4.4BSD.
    ("sockaddr_has_length", &["macos", "freebsd", "netbsd", "openbsd", "dragonfly"]),
    // ENOTSUP is not EOPNOTSUPP by another name: <errno.h>.
    ("has_enotsup", &["macos", "netbsd", "openbsd", "illumos"]),
    // sendfile(2): `Socket::sendfile` of socket2.
    ("has_sendfile", &["linux", "android", "macos", "freebsd"]),
    // SO_PROTOCOL, on Windows SO_PROTOCOL_INFO: `Socket::protocol` of socket2.
    ("has_so_protocol", &["linux", "android", "freebsd", "windows"]),
    // SOCK_NONBLOCK and SOCK_CLOEXEC as part of a type: <sys/socket.h>.
    ("has_type_flags", &["linux", "android", "freebsd", "netbsd", "openbsd", "dragonfly", "illumos"]),
    // POLLRDHUP: <poll.h>.
    ("has_pollrdhup", &["linux", "android", "freebsd", "illumos"]),
    // sendmmsg and recvmmsg: <sys/socket.h>.
    ("has_mmsg", &["linux", "android", "freebsd", "netbsd", "openbsd"]),
    // MSG_CMSG_CLOEXEC: <sys/socket.h>.
    ("has_cmsg_cloexec", &["linux", "android", "freebsd", "netbsd", "openbsd"]),
    // IP_PKTINFO with `struct in_pktinfo` of ip(7): <netinet/in.h>, <ws2ipdef.h>. NetBSD and illumos have another
    // structure.
    ("has_ip_pktinfo", &["linux", "android", "macos", "windows"]),
    // `struct ip_mreqn`, a membership by index: `Socket::join_multicast_v4_n` of socket2.
    ("has_ip_mreqn", &["linux", "android", "macos", "freebsd", "dragonfly", "windows"]),
    // IP_RECVTOS and IPV6_RECVTCLASS: `Socket::recv_tos_v4` of socket2.
    ("has_recvtos", &["linux", "android", "macos", "freebsd", "windows"]),
    // IP_RECVTTL: <netinet/in.h>.
    ("has_recvttl", &["linux", "android", "macos", "freebsd", "dragonfly"]),
    // IPV6_RECVHOPLIMIT: `Socket::recv_hoplimit_v6` of socket2.
    ("has_recvhoplimit", &["linux", "android", "macos", "freebsd"]),
    // IPV6_HDRINCL: <linux/in6.h>, <ws2ipdef.h>.
    ("has_ipv6_hdrincl", &["linux", "android", "windows"]),
    // if_nameindex(3): <net/if.h>. Windows has it for names other than those that getnameinfo uses.
    ("has_if_nameindex", &["linux", "android", "macos", "freebsd", "netbsd", "openbsd", "dragonfly", "illumos"]),
    // SO_ACCEPTCONN: `Socket::is_listener` of socket2.
    ("has_acceptconn", &["linux", "android", "freebsd"]),
    // IP_BOUND_IF: `Socket::bind_device_by_index_v4` of socket2.
    ("has_ip_bound_if", &["macos", "illumos"]),
    // IP_ADD_SOURCE_MEMBERSHIP: `Socket::join_ssm_v4` of socket2.
    ("has_source_membership", &["linux", "android", "macos", "freebsd", "illumos", "windows"]),
    // TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT that can be read: `Socket::tcp_keepalive_time` of socket2.
    ("has_keepalive_times", &["linux", "android", "macos", "freebsd", "netbsd", "dragonfly", "illumos"]),
    // TCP_CONGESTION: `Socket::tcp_congestion` of socket2.
    ("has_tcp_congestion", &["linux", "freebsd"]),
    // SO_ORIGINAL_DST: `Socket::original_dst_v4` of socket2.
    ("has_original_dst", &["linux", "android", "windows"]),
    // IP_MULTICAST_TTL and IP_MULTICAST_LOOP are `u_char`: `IpV4MultiCastType` in
    // library/std/src/sys/net/connection/socket/mod.rs of Rust.
    ("has_octet_multicast", &["freebsd", "netbsd", "openbsd", "dragonfly", "illumos"]),
    // waitid(2) with WNOWAIT: `waitid` of rustix, as of version 1.1.
    ("has_waitid", &["linux", "android", "macos", "freebsd", "netbsd", "illumos"]),
    // `ptsname` of rustix, as of version 1.1: the tests of the terminal need it.
    ("has_ptsname", &["linux", "macos", "freebsd"]),
];

fn main() {
    println!("cargo::rerun-if-changed=harness/build.rs");
    println!("cargo::rustc-env=KNOWN_SYSTEMS={}", KNOWN.join(" "));
    let aliases = ALIASES.iter().map(|(alias, systems)| format!("{alias}={}", systems.join(" ")));
    println!("cargo::rustc-env=SYSTEMS_WITH={}", aliases.collect::<Vec<_>>().join(";"));
    let system = target("OS");
    offer("known", KNOWN.contains(&system.as_str()));
    // The GNU C library, as opposed to musl.
    offer("glibc", system == "linux" && target("ENV") == "gnu");
    for (alias, systems) in ALIASES {
        offer(alias, systems.contains(&system.as_str()));
    }
    // Set by hand alone (RUSTFLAGS), to show what the gate of the executor stops.
    println!("cargo::rustc-check-cfg=cfg(sockshape_open_gate)");
    carry();
}

/// Writes the archive of the cases and recordings, which is included into the program. It is empty in a debug build,
/// which is run in the checkout: there, a change of a case must not build anything again.
fn carry() {
    println!("cargo::rerun-if-changed=harness/src/built_in/pack.rs");
    let archive = if variable("PROFILE") == "release" { archive() } else { Vec::new() };
    fs::write(Path::new(&variable("OUT_DIR")).join("corpus"), archive).expect("the folder for output takes a file");
}

fn archive() -> Vec<u8> {
    let mut files = BTreeMap::new();
    for folder in ["cases", "snapshots"].map(Path::new).into_iter().filter(|folder| folder.is_dir()) {
        println!("cargo::rerun-if-changed={}", folder.display());
        collect(folder, &mut files);
    }
    pack::pack(&files.into_values().collect::<Vec<_>>())
}

/// Collects the case files, snapshots and descriptions of recordings in a folder. What a trial left on several
/// platforms is much alike, so these files come one after the other.
fn collect(folder: &Path, files: &mut BTreeMap<(PathBuf, PathBuf), (String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of the project can be listed") {
        let entry = entry.expect("a folder of the project can be listed");
        let (path, kind) = (entry.path(), entry.file_type().expect("the system knows what it has listed"));
        if kind.is_dir() {
            collect(&path, files);
        } else if kind.is_file() && path.extension().is_some_and(|ending| ending == "yaml" || ending == "snap") {
            let read = fs::read_to_string(&path);
            let text = read.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let parts: Vec<&str> = path.iter().map(|part| part.to_str().expect("names of the project")).collect();
            let name = parts.join("/");
            files.insert((path.iter().skip(2).collect(), path), (name, text));
        }
    }
}

/// What cargo tells build scripts.
fn variable(name: &str) -> String {
    env::var(name).expect("cargo tells build scripts this")
}

/// A property of what is built for.
fn target(property: &str) -> String {
    env::var(format!("CARGO_CFG_TARGET_{property}")).expect("cargo says what it builds for")
}

/// Makes `cfg(alias)` known to the compiler, and sets it if it holds.
fn offer(alias: &str, holds: bool) {
    println!("cargo::rustc-check-cfg=cfg({alias})");
    if holds {
        println!("cargo::rustc-cfg={alias}");
    }
}
