//! The walls between the modules: the code keeps to the table in the doc comment of `lib.rs`, which says who may use
//! whom.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rstest::rstest;

/// A source file, its comments left out.
struct Source {
    path: PathBuf,
    /// The top-level module it is in; that of `lib.rs` and `main.rs` is their own.
    module: String,
    code: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("harness/src")
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&folder(), &mut sources);
    assert!(sources.len() > 30, "{} source files were found", sources.len());
    sources
}

fn collect(within: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(within).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, sources);
        } else {
            sources.push(source(&path));
        }
    }
}

fn source(path: &Path) -> Source {
    let text = fs::read_to_string(path).expect("a source file");
    let below = path.strip_prefix(folder()).expect("a file below the sources").to_owned();
    let first = below.iter().next().unwrap_or_default().to_string_lossy();
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    Source { module: first.trim_end_matches(".rs").to_owned(), path: below, code: code.join("\n") }
}

/// The modules in the order of the table, whose lines are `//! 1. `digest` `root` …`.
fn table() -> Vec<String> {
    let text = fs::read_to_string(folder().join("lib.rs")).expect("lib.rs");
    let mut table = Vec::new();
    let mut next = 1;
    for line in text.lines() {
        if let Some(modules) = line.strip_prefix(&format!("//! {next}. ")) {
            table.extend(modules.split('`').skip(1).step_by(2).map(str::to_owned));
            next += 1;
        }
    }
    table
}

/// The top-level modules that code names by a path from `crate`.
fn used(code: &str) -> BTreeSet<String> {
    code.split("crate::").skip(1).flat_map(heads).collect()
}

/// The modules at the beginning of what follows `crate::`: one, or those of a group in braces.
fn heads(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return vec![word(path)];
    };
    let mut depth = 1_usize;
    let mut heads = vec![word(group.trim_start())];
    for (index, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => heads.push(word(group[index + 1..].trim_start())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn every_module_stands_in_the_table_once() {
    let lib = fs::read_to_string(folder().join("lib.rs")).expect("lib.rs");
    let declared = lib.lines().filter_map(|line| {
        let line = line.strip_prefix("pub ").unwrap_or(line);
        Some(line.strip_prefix("mod ")?.strip_suffix(';')?.to_owned())
    });
    let mut declared: Vec<String> = declared.collect();
    let mut listed: Vec<String> = table();
    declared.sort();
    listed.sort();
    assert_eq!(listed, declared);
}

#[test]
fn modules_use_only_those_that_stand_before_them() {
    let table = table();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !["lib", "main"].contains(&source.module.as_str())) {
        let own = table.iter().position(|listed| *listed == source.module);
        let own = own.unwrap_or_else(|| panic!("{} is not in the table", source.module));
        let after = used(&source.code).into_iter().filter(|used| !table[..=own].contains(used));
        wrong.extend(after.map(|used| format!("{}: crate::{used}", source.path.display())));
    }
    assert!(wrong.is_empty(), "these use what stands after them in the table of lib.rs:\n{}", wrong.join("\n"));
}

#[test]
fn modules_use_each_other_at_all() {
    let uses: usize = sources().iter().map(|source| used(&source.code).len()).sum();
    assert!(uses > 50, "{uses} uses were found, so this file no longer sees them");
}

#[test]
fn what_runs_a_program_never_sees_a_case() {
    let apart = ["operation", "executor", "transcript"];
    for source in sources().iter().filter(|source| apart.contains(&source.module.as_str())) {
        let seen: Vec<String> =
            used(&source.code).into_iter().filter(|used| ["case", "verdict"].contains(&used.as_str())).collect();
        assert!(seen.is_empty(), "{} uses {seen:?}", source.path.display());
    }
}

#[test]
fn unsafe_code_stands_in_sys_alone() {
    let marks = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern", "unsafe trait", "unsafe_code"];
    let (inside, outside): (Vec<Source>, Vec<Source>) = sources()
        .into_iter()
        .filter(|source| marks.iter().any(|mark| source.code.contains(mark)))
        .partition(|source| source.module == "sys");
    let outside: Vec<String> = outside.iter().map(|source| source.path.display().to_string()).collect();
    assert!(outside.is_empty(), "{outside:?}");
    assert!(!inside.is_empty(), "sys has no unsafe code, so this test no longer sees it");
}

#[test]
fn yaml_is_read_in_one_module() {
    let sources = sources();
    let naming = sources.iter().filter(|source| source.code.contains("serde_yaml"));
    let modules: BTreeSet<&str> = naming.map(|source| source.module.as_str()).collect();
    assert_eq!(modules, BTreeSet::from(["yaml"]));
}

/// `report` draws what it is given. Nothing in it names a file or what reads one.
#[test]
fn report_reads_no_file() {
    let ways = ["fs::", "io::", "File", "Path::", "atomic_file", "Records", ".records", "Column::", ".read("];
    let sources: Vec<Source> = sources().into_iter().filter(|source| source.module == "report").collect();
    assert!(sources.len() > 10, "{} files of report were found", sources.len());
    for source in sources {
        let named: Vec<&str> = ways.into_iter().filter(|way| source.code.contains(way)).collect();
        assert!(named.is_empty(), "{} names {named:?}", source.path.display());
    }
}

/// The file of a module, by its name below the folder.
fn stem(source: &Source) -> String {
    source.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// What a file names of its own folder: by a path from `super`, or through the folder's module. Its block of tests
/// does not count.
fn used_beside(source: &Source) -> BTreeSet<String> {
    let code = source.code.split("#[cfg(test)]").next().unwrap_or_default();
    let through_module = used(code).into_iter().filter(|used| *used == source.module);
    code.split("super::").skip(1).flat_map(heads).chain(through_module).collect()
}

/// Files of one folder import each other by name, not through `mod.rs`, and not in a loop. To find a loop, a file that
/// imports none of the others is taken away, again and again: a loop is what is left.
#[rstest]
#[case("case")]
#[case("cli")]
#[case("compat")]
#[case("merge")]
#[case("report")]
#[case("session")]
fn files_of_a_folder_use_each_other_in_one_direction(#[case] folder: &str) {
    let files = sources().into_iter().filter(|source| source.module == folder && stem(source) != "mod");
    let mut uses: BTreeMap<String, BTreeSet<String>> =
        files.map(|source| (stem(&source), used_beside(&source))).collect();
    let names: BTreeSet<String> = uses.keys().cloned().collect();
    for (file, used) in &uses {
        assert!(used.is_subset(&names), "{folder}/{file}.rs imports through mod.rs: {:?}", used - &names);
    }
    assert!(
        uses.values().any(|used| !used.is_empty()),
        "no use was found in {folder}, so this test no longer sees them"
    );
    while let Some(last) = uses.iter().find(|(_, used)| used.iter().all(|file| !uses.contains_key(file))) {
        let last = last.0.clone();
        uses.remove(&last);
    }
    assert!(uses.is_empty(), "these files of {folder} use each other in a loop: {uses:?}");
}

#[test]
fn symbols_are_written_in_one_module() {
    let symbols =
        ["<part>", "<hostname>", "<time>", "<cookie>", "<scratch>", "<port-", "<fd-", "<interface-", "<autobound-"];
    for symbol in symbols {
        let writing = sources().into_iter().filter(|source| source.code.contains(symbol));
        let writing: Vec<String> = writing.map(|source| source.path.display().to_string()).collect();
        assert_eq!(writing, ["symbols.rs"], "{symbol}");
    }
}

/// A table says for each of its lines which systems have it. Everything else asks by a name of the build script.
#[test]
fn systems_are_listed_in_the_build_script() {
    let tables = ["platform/constant.rs"];
    let is_list = |group: &str| group.split(')').next().is_some_and(|group| group.matches("target_os").count() > 1);
    for source in sources().iter().filter(|source| !tables.iter().any(|table| source.path.starts_with(table))) {
        assert!(!source.code.split("any(").skip(1).any(is_list), "{}", source.path.display());
    }
}

#[test]
fn uses_are_found_in_every_form() {
    let code = "use crate::a::B;\nuse crate::{\n    c::{D, e},\n    f,\n};\nlet x = crate::g::h();\n$crate::i::j!()";
    assert_eq!(used(code).into_iter().collect::<Vec<_>>(), ["a", "c", "f", "g", "i"]);
}
