//! The words that cases can use, and what each of them means.

use super::{prose, table};
use crate::address::{Family, HostWord};
use crate::operation::{
    AddrinfoFlag, AttachmentType, Direction, Event, Flag, Interface, MessageFlag, NameinfoFlag, OpenAccess, PathKind,
    Protocol, SendfileMethod, SettingKind, SocketType, TypeFlag,
};
use crate::platform::{Capability, Need};

/// Words and what they mean.
type Words = &'static [(&'static str, &'static str)];

/// What cases may need.
#[must_use]
pub fn capabilities() -> String {
    rows_of("Capability", Capability::WORDS)
}

/// The kinds of value that options have.
#[must_use]
pub fn option_values() -> String {
    rows_of("Value", SettingKind::WORDS)
}

fn rows_of(heading: &str, words: Words) -> String {
    table([heading, ""], words.iter().map(|(word, about)| [format!("`{word}`"), prose(about)]))
}

/// The words of arguments, in the order of the arguments.
#[must_use]
pub fn words() -> String {
    let plain = [
        ("`family`", Family::WORDS),
        ("`type`", SocketType::WORDS),
        ("`protocol`", Protocol::WORDS),
        ("`flags` of `socket`", TypeFlag::WORDS),
        ("`how` of `shutdown`", Direction::WORDS),
        ("`events` of `poll`", Event::WORDS),
        ("`ancillary` of `sendmsg`", AttachmentType::WORDS),
        ("`by` of `sendfile`", SendfileMethod::WORDS),
        ("`access` of `open`", OpenAccess::WORDS),
        ("`kind` of `stat`", PathKind::WORDS),
        ("interface", Interface::WORDS),
        ("host of an address", HostWord::WORDS),
    ];
    let plain = plain.into_iter().flat_map(|(place, words)| rows(place, words, |_| None));
    let flags = rows("`flags` of messages", MessageFlag::WORDS, need::<MessageFlag>)
        .chain(rows("`flags` of `getaddrinfo`", AddrinfoFlag::WORDS, need::<AddrinfoFlag>))
        .chain(rows("`flags` of `getnameinfo`", NameinfoFlag::WORDS, need::<NameinfoFlag>));
    table(["Where", "Word", "Needs", "Means"], plain.chain(flags))
}

fn rows(place: &str, words: Words, need: fn(&str) -> Option<Need>) -> impl Iterator<Item = [String; 4]> {
    words.iter().map(move |(word, about)| {
        let need = need(word).map_or_else(String::new, |need| format!("`{need}`"));
        [place.to_owned(), format!("`{word}`"), need, prose(about)]
    })
}

/// What a flag needs.
fn need<F: Flag>(name: &str) -> Option<Need> {
    name.parse::<F>().ok().and_then(F::need)
}
