//! What other platforms than this one have, by the conditions that the compiler sees of this one: `cfg`.

use super::identity::Platform;

/// Whether a condition of `cfg` holds on a platform. `$platform` is a [`Platform`].
macro_rules! on {
    ($platform:ident, all($($system:ident $(= $value:tt)? $(($($inner:tt)*))?),*)) => {
        true $(&& $crate::platform::system_table::on!($platform, $system $(= $value)? $(($($inner)*))?))*
    };
    ($platform:ident, any($($system:ident $(= $value:tt)? $(($($inner:tt)*))?),+)) => {
        false $(|| $crate::platform::system_table::on!($platform, $system $(= $value)? $(($($inner)*))?))+
    };
    ($platform:ident, not($($inner:tt)+)) => {
        !($crate::platform::system_table::on!($platform, $($inner)+))
    };
    ($platform:ident, ($($inner:tt)+)) => {
        $crate::platform::system_table::on!($platform, $($inner)+)
    };
    ($platform:ident, known) => {
        true
    };
    ($platform:ident, target_os = $system:tt) => {
        $platform.answers_to($system)
    };
    ($platform:ident, target_vendor = "apple") => {
        $platform.answers_to("macos")
    };
    ($platform:ident, target_env = "musl") => {
        $platform.answers_to("linux-musl")
    };
    ($platform:ident, $family:ident) => {
        $platform.answers_to(stringify!($family))
    };
}
pub(super) use on;

/// Whether a platform has what `harness/build.rs` calls by this name.
pub(super) fn has(alias: &str, platform: Platform) -> bool {
    let mut aliases = env!("SYSTEMS_WITH").split(';').filter_map(|line| line.split_once('='));
    let systems = aliases.find(|(known, _)| *known == alias).map_or("", |(_, systems)| systems);
    systems.split(' ').any(|system| platform.answers_to(system))
}

/// Whether a platform has POLLRDHUP.
#[must_use]
pub fn has_pollrdhup(platform: Platform) -> bool {
    has("has_pollrdhup", platform)
}
