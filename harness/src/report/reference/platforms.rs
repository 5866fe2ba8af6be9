//! What some platforms have and others lack: constants, errors, options.

use std::collections::BTreeMap;

use super::{prose, table, words_of};
use crate::executor::native::condition_of_option;
use crate::operation::OptionName;
use crate::platform::Platform;
use crate::platform::constant::{self, Prefix};
use crate::platform::error_name::ErrorName;
use crate::platform::systems::platforms;

/// The platforms for which a condition holds, or those for which it does not if they are fewer.
fn named(condition: &str) -> String {
    let with = platforms(condition);
    let without: Vec<Platform> = Platform::all().filter(|platform| !with.contains(platform)).collect();
    let names = |platforms: &[Platform]| platforms.iter().map(Platform::to_string).collect::<Vec<_>>().join(", ");
    match without.as_slice() {
        [] => "all".to_owned(),
        few if few.len() * 2 < with.len() => format!("all but {}", names(few)),
        _ => names(&with),
    }
}

/// The names in each set of platforms that have the same ones.
fn by_platforms(conditions: &[(&'static str, String)]) -> BTreeMap<String, Vec<&'static str>> {
    let mut names: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, condition) in conditions {
        names.entry(named(condition)).or_default().push(name);
    }
    names.values_mut().for_each(|names| names.sort_unstable());
    names
}

/// The constants of each prefix, and the platforms that have them.
#[must_use]
pub fn constants() -> String {
    let rows = Prefix::ALL.iter().flat_map(|prefix| {
        let groups = by_platforms(&constant::conditions(*prefix)).into_iter();
        groups.map(move |(platforms, names)| [format!("`{prefix}`"), platforms, words_of(names)])
    });
    table(["Prefix", "Platforms", "Constants"], rows)
}

/// The numbers of Windows, and the names of the errors.
#[must_use]
pub fn errors() -> String {
    let rows = ErrorName::of_windows().map(|(number, name)| [number.to_string(), format!("`{name}`")]);
    table(["Number", "Error"], rows)
}

/// The options: the kind of their value, what can be done with them, and the platforms that have them.
#[must_use]
pub fn options() -> String {
    let row = |(option, (name, about)): (&OptionName, &(&str, &str))| {
        let can = match (option.can_be_read(), option.can_be_set()) {
            (true, true) => "read, set",
            (true, false) => "read",
            (false, _) => "set",
        };
        let platforms = named(condition_of_option(*option));
        [format!("`{name}`"), option.kind().to_string(), can.to_owned(), platforms, prose(about)]
    };
    let rows = OptionName::ALL.iter().zip(OptionName::WORDS).map(row);
    table(["Option", "Value", "Can be", "Platforms", ""], rows)
}
