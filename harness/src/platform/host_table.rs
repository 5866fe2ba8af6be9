//! What the tables of this host say about names, as far as cases rely on it.
//!
//! The tables are read as files. A question to the resolver would hide the faults that cases look for, and might reach
//! a name server.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The folder of the tables: hosts(5), services(5), and the same on Windows.
#[cfg(not(windows))]
const TABLES: &str = "/etc";
#[cfg(windows)]
const TABLES: &str = r"C:\Windows\System32\drivers\etc";

/// Which addresses this host calls `localhost`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Localhost {
    /// 127.0.0.1 alone.
    V4Only,
    /// 127.0.0.1 and ::1.
    Both,
}

/// Why the table of hosts says nothing.
pub(super) const HOSTS_NOT_FIRST: &str = "/etc/hosts is not asked first";

/// Whether the table of hosts is asked before any other source.
pub(super) fn asks_hosts_first() -> bool {
    is_asked_first("hosts", &["files"])
}

/// Whether all lines of the table of hosts count that have a name. The GNU C library takes only the first one of each
/// family unless it is told otherwise: host.conf(5), "multi".
pub(super) fn counts_every_line() -> bool {
    !cfg!(glibc) || says_multi(&table("host.conf"))
}

/// Which addresses this host calls `localhost`.
///
/// # Errors
/// The reason, when they are unusual ones, or when something else than the table decides.
pub(super) fn localhost() -> Result<Localhost, &'static str> {
    // Windows answers without its table, which consists of comments ("Hosts" on Microsoft Learn).
    if cfg!(windows) {
        return Ok(Localhost::Both);
    }
    if !asks_hosts_first() {
        return Err(HOSTS_NOT_FIRST);
    }
    read_hosts(&table("hosts")).ok_or("/etc/hosts says something unusual about localhost")
}

/// Whether this host knows `localhost` of IPv6, so that no name server is asked for it.
#[must_use]
pub fn knows_localhost_of_ipv6() -> bool {
    localhost() == Ok(Localhost::Both)
}

/// Whether the services that cases ask for have the ports of the registry (RFC 6335, IANA), in the listing of this
/// system.
pub(super) fn has_services() -> bool {
    let listing = if cfg!(target_vendor = "apple") { &APPLE } else { &USUAL };
    is_asked_first("services", &["files", "db files"]) && knows_services(&table("services"), listing)
}

/// Whether addresses are sorted by the default table of RFC 6724: gai.conf(5).
pub(super) fn sorts_by_default() -> bool {
    !table("gai.conf").lines().any(|line| {
        let word = line.split_whitespace().next();
        matches!(word, Some("label" | "precedence" | "scopev4"))
    })
}

/// The text of a table. A table that does not exist is empty.
fn table(name: &str) -> String {
    fs::read(format!("{TABLES}/{name}")).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// Whether the tables are asked before any other source. Only the GNU C library can be told otherwise, by
/// nsswitch.conf(5).
fn is_asked_first(database: &str, sources: &[&str]) -> bool {
    !cfg!(glibc) || names_first(&table("nsswitch.conf"), database, sources)
}

fn names_first(nsswitch: &str, database: &str, sources: &[&str]) -> bool {
    let mut entries = nsswitch.lines().filter_map(|line| line.split('#').next()?.trim().split_once(':'));
    let listed = entries.find(|(name, _)| name.trim() == database).map(|(_, listed)| listed);
    let listed: Vec<&str> = listed.unwrap_or_default().split_whitespace().collect();
    sources.iter().any(|first| listed.starts_with(&first.split(' ').collect::<Vec<_>>()))
}

fn says_multi(host_conf: &str) -> bool {
    entries(host_conf).filter(|words| words[0] == "multi").last().is_some_and(|words| words[1] == "on")
}

/// The lines of a table that have several words, as these words. Comments are left out.
fn entries(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter_map(|line| {
        let words: Vec<&str> = line.split('#').next()?.split_whitespace().collect();
        (words.len() > 1).then_some(words)
    })
}

/// The usual: one line leads from `localhost` to 127.0.0.1 and back, at most one more leads to ::1, and no line
/// elsewhere.
fn read_hosts(hosts: &str) -> Option<Localhost> {
    let is_localhost = |words: &Vec<&str>| words[1..].iter().any(|name| name.eq_ignore_ascii_case("localhost"));
    let mut named: Vec<IpAddr> =
        entries(hosts).filter(is_localhost).filter_map(|words| words[0].parse().ok()).collect();
    named.sort_unstable();
    let first = entries(hosts).find(|words| words[0] == "127.0.0.1")?;
    let (v4, v6) = (IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST));
    match named.as_slice() {
        _ if first[1] != "localhost" => None,
        [one] if *one == v4 => Some(Localhost::V4Only),
        [one, two] if *one == v4 && *two == v6 => Some(Localhost::Both),
        _ => None,
    }
}

/// The services that cases ask for, and that every system names alike. Each is the first with its port.
const SERVICES: &[[&str; 2]] = &[["domain", "53/tcp"], ["domain", "53/udp"], ["http", "80/tcp"], ["exec", "512/tcp"]];

/// In what the tables of services of two systems differ.
struct Listing {
    /// The protocol that comes first with the names domain and http.
    first: &'static str,
    /// What 512/udp is called, and what else.
    mail: [&'static str; 2],
}

/// That of Debian and FreeBSD.
const USUAL: Listing = Listing { first: "/tcp", mail: ["biff", "comsat"] };

/// That of macOS: private/etc/services in Apple's project files.
const APPLE: Listing = Listing { first: "/udp", mail: ["comsat", "biff"] };

/// What must not be there: the two services that share port 512 must differ in their protocol.
const NO_SERVICES: &[&str] = &["exec 512/udp", "biff 512/tcp", "comsat 512/tcp"];

/// A port that the registry leaves unassigned, which cases ask for as unknown.
const NO_PORTS: &[&str] = &["4/tcp", "4/udp"];

fn knows_services(services: &str, listing: &Listing) -> bool {
    let entries: Vec<Vec<&str>> = entries(services).collect();
    let first_at = |port: &str| entries.iter().find(|words| words[1] == port);
    let first_of = |name: &str| entries.iter().find(|words| words[0] == name);
    let [name, alias] = listing.mail;
    let known = SERVICES.iter().all(|[name, port]| first_at(port).is_some_and(|words| words[0] == *name));
    let mail = first_at("512/udp").is_some_and(|words| words[0] == name && words[2..].contains(&alias));
    let ordered =
        ["domain", "http"].iter().all(|name| first_of(name).is_some_and(|words| words[1].ends_with(listing.first)));
    let unwanted =
        |words: &Vec<&str>| NO_SERVICES.contains(&words[..2].join(" ").as_str()) || NO_PORTS.contains(&words[1]);
    known && mail && ordered && !entries.iter().any(unwanted)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("127.0.0.1 localhost", Some(Localhost::V4Only))]
    #[case("127.0.0.1\tlocalhost # a comment\n::1 localhost ip6-localhost\n127.0.1.1 vm", Some(Localhost::Both))]
    #[case("127.0.0.1 vm localhost", None)]
    #[case("127.0.0.1 localhost\n127.0.1.1 localhost", None)]
    #[case("127.0.0.1 localhost\n127.0.0.1 localhost", None)]
    #[case("127.0.0.1 vm\n127.0.0.1 localhost", None)]
    #[case("::1 localhost", None)]
    #[case("# 127.0.0.1 localhost", None)]
    fn localhost_is_what_is_usual(#[case] hosts: &str, #[case] found: Option<Localhost>) {
        assert_eq!(read_hosts(hosts), found);
    }

    #[rstest]
    #[case("hosts: files dns", true)]
    #[case("hosts:\tfiles mdns4_minimal [NOTFOUND=return] dns # usual", true)]
    #[case("hosts: resolve [!UNAVAIL=return] files dns", false)]
    #[case("services: files", false)]
    #[case("", false)]
    fn the_first_source_counts(#[case] nsswitch: &str, #[case] first: bool) {
        assert_eq!(names_first(nsswitch, "hosts", &["files"]), first);
    }

    #[rstest]
    #[case("multi on", true)]
    #[case("# The order is that of nsswitch.conf\nmulti on\n", true)]
    #[case("multi on\nmulti off", false)]
    #[case("# multi on", false)]
    #[case("", false)]
    fn one_line_is_enough_unless_told(#[case] host_conf: &str, #[case] multi: bool) {
        assert_eq!(says_multi(host_conf), multi);
    }

    const DEBIAN: &str = "domain 53/tcp\ndomain 53/udp\nhttp 80/tcp www\nexec 512/tcp\nbiff 512/udp comsat\n";

    const MACOS: &str = "\
        echo              4/ddp    #AppleTalk Echo Protocol\n\
        #                 4/tcp    Unassigned\n\
        domain           53/udp     # Domain Name Server\n\
        domain           53/tcp     # Domain Name Server\n\
        http             80/udp     www www-http # World Wide Web HTTP\n\
        http             80/tcp     www www-http # World Wide Web HTTP\n\
        exec            512/tcp     # remote process execution;\n\
        comsat          512/udp biff # \n";

    #[rstest]
    #[case("", true)]
    #[case("http 80/udp\n", true)]
    #[case("exec 512/udp\n", false)]
    #[case("mine 4/tcp\n", false)]
    fn services_are_those_of_the_registry(#[case] more: &str, #[case] known: bool) {
        assert_eq!(knows_services(&format!("{DEBIAN}{more}"), &USUAL), known);
        assert_eq!(knows_services(&format!("{MACOS}{more}"), &APPLE), known);
    }

    #[test]
    fn each_system_lists_services_in_its_way() {
        assert!(!knows_services(DEBIAN, &APPLE));
        assert!(!knows_services(MACOS, &USUAL));
    }

    #[test]
    fn a_service_that_comes_first_counts() {
        assert!(!knows_services(&format!("web 80/tcp\n{DEBIAN}"), &USUAL));
        assert!(!knows_services("", &USUAL));
    }
}
