//! The platforms for which a condition of the build holds, such as `any(target_os = "linux", windows)`. The compiler
//! knows it of one system at a time; the reference of the case language lists all of them, wherever it is made.

use super::identity::Platform;
use super::selector::Selector;

/// The systems that the build script knows.
const KNOWN: &str = env!("KNOWN_SYSTEMS");

/// What some systems have, and which: `has_a=linux macos;has_b=windows`.
const WITH: &str = env!("SYSTEMS_WITH");

/// The platforms for which a condition holds.
#[must_use]
pub fn platforms(condition: &str) -> Vec<Platform> {
    Platform::all().filter(|platform| holds(condition, *platform)).collect()
}

/// Whether a condition holds on a platform. What answers to a family may have what any platform of it has.
#[must_use]
pub fn holds(condition: &str, platform: Platform) -> bool {
    platform.like().any(|platform| holds_on(condition, platform))
}

fn holds_on(condition: &str, platform: Platform) -> bool {
    let Some((combination, rest)) = condition.split_once('(') else {
        return is_true(condition.trim(), platform);
    };
    let inside = rest.trim_end().strip_suffix(')').unwrap_or(rest);
    let mut parts = parts(inside).into_iter().map(|part| holds_on(part, platform));
    match combination.trim() {
        "all" => parts.all(|holds| holds),
        "any" => parts.any(|holds| holds),
        _ => !parts.any(|holds| holds),
    }
}

/// What commas outside brackets separate.
fn parts(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let outside = |character: char| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        character == ',' && depth == 0
    };
    text.split(outside).filter(|part| !part.trim().is_empty()).collect()
}

/// Whether something that the compiler knows by one name, or by a name and a value, is so on a platform.
fn is_true(fact: &str, platform: Platform) -> bool {
    let system = system(platform);
    let (name, value) = fact.split_once('=').unwrap_or((fact, ""));
    match (name.trim(), value.trim().trim_matches('"')) {
        ("known", _) => true,
        ("unix", _) => platform.lineage().any(|selector| selector == Selector::Unix),
        ("windows", _) => system == "windows",
        ("target_os", value) => system == value,
        ("target_vendor", value) => value == "apple" && system == "macos",
        ("target_env", value) => value == "musl" && platform.lineage().any(|selector| selector == Selector::LinuxMusl),
        (alias, _) => systems_with(alias).any(|with| with == system),
    }
}

/// The system that programs for a platform are built for.
fn system(platform: Platform) -> &'static str {
    let is_known = |name: &&str| KNOWN.split(' ').any(|known| known == *name);
    platform.lineage().map(Selector::name).find(is_known).unwrap_or_default()
}

fn systems_with(alias: &str) -> impl Iterator<Item = &'static str> {
    let found = WITH.split(';').filter_map(|line| line.split_once('=')).find(|(name, _)| *name == alias);
    found.map_or("", |(_, systems)| systems).split(' ')
}
