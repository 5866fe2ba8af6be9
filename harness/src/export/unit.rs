//! A program of C in the making.

use std::collections::{BTreeMap, BTreeSet};

use super::helper::Helper;
use crate::address::Family;

/// What has been written so far.
#[derive(Debug, Default)]
pub(super) struct Unit {
    pub(super) includes: BTreeSet<&'static str>,
    pub(super) helpers: BTreeSet<Helper>,
    /// Families whose addresses the program may have to print.
    families: Vec<Family>,
    /// The statements of `main`.
    pub(super) body: Vec<String>,
    /// Variables outside of `main`.
    pub(super) globals: Vec<String>,
    /// Functions beside `main`.
    pub(super) functions: Vec<String>,
    /// Whether other threads or processes use the variables, so that they stand outside of `main`.
    pub(super) is_shared: bool,
    /// Constants that the headers may lack, with their numbers.
    defined: BTreeMap<&'static str, &'static str>,
    /// How many milliseconds its calls may block.
    pub(super) deadline: u128,
    /// Whether its case says that.
    pub(super) has_own_deadline: bool,
    /// Whether it has an address of a multicast group, so that a saved name may be one.
    pub(super) has_group: bool,
    /// Whether it sends, so that it may be sent SIGPIPE.
    pub(super) sends: bool,
    /// Whether descriptors are marked as not for children, as in the records, which only some programs can tell.
    pub(super) hides_from_children: bool,
    /// Paths in its folder that it may have made.
    paths: Vec<String>,
    /// Variables that several steps use, with what comes before and after their names.
    shared: BTreeMap<String, (&'static str, String)>,
    /// Buffers that several steps use, with the most bytes that one of them asks for.
    buffers: BTreeMap<String, usize>,
    /// Addresses that stay as they are, by what they are made of.
    addresses: BTreeMap<String, String>,
    /// Names that are taken, and those of variables that have been declared.
    names: BTreeSet<String>,
    declared: BTreeSet<String>,
}

impl Unit {
    pub(super) fn include(&mut self, headers: &[&'static str]) {
        self.includes.extend(headers);
    }

    /// Notes that sockets are of this family.
    pub(super) fn speaks(&mut self, family: Family) {
        if family == Family::Unix {
            self.helper(Helper::PrintBytes);
        }
        if !self.families.contains(&family) {
            self.families.push(family);
        }
        self.include(match family {
            Family::Inet | Family::Inet6 => &["netinet/in.h"],
            Family::Unix => &["sys/un.h"],
            Family::Netlink => &["linux/netlink.h"],
            Family::Packet => &["linux/if_packet.h"],
            Family::Vsock => &["linux/vm_sockets.h"],
            Family::Unspec | Family::Number(_) => &[],
        });
    }

    /// The families whose addresses the program may have to print.
    pub(super) fn families(&self) -> impl Iterator<Item = Family> {
        self.families.iter().copied()
    }

    /// Notes that something may be made at a path in its folder.
    pub(super) fn makes(&mut self, path: &str) {
        if !self.paths.iter().any(|known| known == path) {
            self.paths.push(path.to_owned());
        }
    }

    /// What may have been made in its folder, the last first.
    pub(super) fn made(&self) -> impl Iterator<Item = &String> {
        self.paths.iter().rev()
    }

    /// Defines a constant that the headers may lack.
    pub(super) fn define(&mut self, name: &'static str, number: &'static str) {
        self.defined.insert(name, number);
    }

    /// The constants that the headers may lack.
    pub(super) fn defined(&self) -> impl Iterator<Item = String> {
        let lines = |(name, number): (&&str, &&str)| format!("#ifndef {name}\n#define {name} {number}\n#endif\n");
        self.defined.iter().map(lines)
    }

    /// Takes in a function, and returns its name.
    pub(super) fn helper(&mut self, helper: Helper) -> &'static str {
        helper.add_to(&mut self.helpers);
        helper.name()
    }

    /// Declares a variable that is used by several steps, unless it is there.
    pub(super) fn share(&mut self, before: &'static str, name: &str, after: &str) {
        self.shared.insert(name.to_owned(), (before, after.to_owned()));
    }

    /// Has the calls of these statements interrupted if they block for longer than the case allows.
    pub(super) fn limit(&mut self, write: impl FnOnce(&mut Self)) {
        let deadline = self.helper(Helper::Deadline);
        self.body.push(format!("{deadline}({});", self.deadline));
        write(self);
        self.body.push(format!("{deadline}(0);"));
    }

    /// Notes that a buffer needs room for so many bytes.
    pub(super) fn make_room(&mut self, name: &str, size: usize) {
        let most = self.buffers.entry(name.to_owned()).or_default();
        *most = size.max(*most).max(1);
    }

    /// The declarations of the variables that several steps use. They begin as zeros: a call that fails fills in none.
    pub(super) fn shared(&self) -> impl Iterator<Item = String> {
        let variables = self.shared.iter().map(|(name, (kind, after))| match zero(kind, name, after) {
            Some(zero) => format!("{kind} {name}{after} = {zero};"),
            None => format!("{kind} {name}{after};"),
        });
        variables.chain(self.buffers.iter().map(|(name, size)| format!("static char {name}[{size}];")))
    }

    /// The statement that gives a variable its value. It declares the variable, unless others than `main` use it.
    pub(super) fn declare(&mut self, kind: &str, name: &str, value: &str) -> String {
        let is_new = self.declared.insert(name.to_owned());
        if is_new && !self.is_shared {
            return format!("{kind} {name} = {value};");
        }
        if is_new {
            self.globals.push(format!("static {kind} {name};"));
        }
        format!("{name} = {value};")
    }

    /// A name that no other variable has: this one, or with a number.
    pub(super) fn fresh(&mut self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let free = names.find(|name| !self.names.contains(name)).unwrap_or_default();
        self.names.insert(free.clone());
        free
    }

    /// The variable that has this address, if there is one.
    pub(super) fn has_address(&self, made_of: &str) -> Option<&String> {
        self.addresses.get(made_of)
    }

    /// Notes which variable has this address.
    pub(super) fn keep_address(&mut self, made_of: String, variable: String) {
        self.addresses.insert(made_of, variable);
    }
}

/// What a variable of this kind begins with; none if it does so by itself.
fn zero(kind: &str, name: &str, after: &str) -> Option<&'static str> {
    match kind {
        _ if kind.starts_with("static ") => None,
        _ if name.starts_with('*') => Some("NULL"),
        _ if kind.starts_with("struct ") || !after.is_empty() => Some("{0}"),
        _ => Some("0"),
    }
}
