//! The walls between the modules: the code keeps to the table in the doc comment of `lib.rs`, which says which modules
//! can use which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rstest::rstest;

use crate::support::{files, root};

/// A source file without its comments.
struct Source {
    path: PathBuf,
    /// Its top-level module. Those of `lib.rs` and `main.rs` are `lib` and `main`.
    module: String,
    code: String,
}

fn folder() -> PathBuf {
    root().join("harness/src")
}

fn sources() -> Vec<Source> {
    let sources: Vec<Source> = files(&folder()).iter().map(|file| source(file)).collect();
    assert!(sources.len() > 30, "only {} source files were found", sources.len());
    sources
}

fn source(path: &Path) -> Source {
    let text = fs::read_to_string(path).expect("a source file");
    let below = path.strip_prefix(folder()).expect("a file below the sources").to_owned();
    let first = below.iter().next().unwrap_or_default().to_string_lossy();
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    Source { module: first.trim_end_matches(".rs").to_owned(), path: below, code: code.join("\n") }
}

/// The modules in the order of the table. Its lines are `//! 1. `digest` `root` …`.
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

/// The modules right after `crate::`: one, or those of a group in braces.
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
fn every_module_is_in_the_table_once() {
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
fn modules_use_only_earlier_modules_of_the_table() {
    let table = table();
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|source| !["lib", "main"].contains(&source.module.as_str())) {
        let own = table.iter().position(|listed| *listed == source.module);
        let own = own.unwrap_or_else(|| panic!("{} is not in the table", source.module));
        let after = used(&source.code).into_iter().filter(|used| !table[..=own].contains(used));
        wrong.extend(after.map(|used| format!("{}: crate::{used}", source.path.display())));
    }
    assert!(wrong.is_empty(), "these use modules that come later in the table of lib.rs:\n{}", wrong.join("\n"));
}

#[test]
fn uses_between_modules_are_found() {
    let uses: usize = sources().iter().map(|source| used(&source.code).len()).sum();
    assert!(uses > 50, "only {uses} uses were found");
}

#[test]
fn modules_that_run_a_program_do_not_use_cases() {
    let apart = ["operation", "executor", "transcript"];
    for source in sources().iter().filter(|source| apart.contains(&source.module.as_str())) {
        let seen: Vec<String> =
            used(&source.code).into_iter().filter(|used| ["case", "verdict"].contains(&used.as_str())).collect();
        assert!(seen.is_empty(), "{} uses {seen:?}", source.path.display());
    }
}

#[test]
fn only_sys_has_unsafe_code() {
    let marks = ["unsafe {", "unsafe fn", "unsafe impl", "unsafe extern", "unsafe trait", "unsafe_code"];
    let (inside, outside): (Vec<Source>, Vec<Source>) = sources()
        .into_iter()
        .filter(|source| marks.iter().any(|mark| source.code.contains(mark)))
        .partition(|source| source.module == "sys");
    let outside: Vec<String> = outside.iter().map(|source| source.path.display().to_string()).collect();
    assert!(outside.is_empty(), "{outside:?}");
    assert!(!inside.is_empty(), "no unsafe code was found in sys");
}

#[test]
fn only_one_module_parses_yaml() {
    let sources = sources();
    let naming = sources.iter().filter(|source| source.code.contains("serde_yaml"));
    let modules: BTreeSet<&str> = naming.map(|source| source.module.as_str()).collect();
    assert_eq!(modules, BTreeSet::from(["yaml"]));
}

/// `report` only draws what it is given. No file or function that reads a file is named in it.
#[test]
fn report_reads_no_file() {
    let ways = ["fs::", "io::", "File", "Path::", "atomic_file", "Records", ".records", "Column::", ".read("];
    let sources: Vec<Source> = sources().into_iter().filter(|source| source.module == "report").collect();
    assert!(sources.len() > 10, "only {} files of report were found", sources.len());
    for source in sources {
        let named: Vec<&str> = ways.into_iter().filter(|way| source.code.contains(way)).collect();
        assert!(named.is_empty(), "{} names {named:?}", source.path.display());
    }
}

/// What is read is asked first what it is. The platform reads tables of the system, the root is the user's choice, and
/// `select` asks whether an argument is a folder. A run that starts another process reads the journal that it gave it.
#[test]
fn only_one_module_opens_files_to_read_them() {
    let ways = [
        "fs::read",
        "read_dir(",
        "File::open",
        "read_to_string(",
        ".is_file()",
        ".is_dir()",
        ".exists()",
        "fs::metadata",
    ];
    let apart = ["files", "platform", "executor", "sys", "root"];
    for source in sources().iter().filter(|source| !apart.contains(&source.module.as_str())) {
        let named: Vec<&str> = ways.into_iter().filter(|way| source.code.contains(way)).collect();
        let known = source.path == Path::new("cli/select.rs") && named == [".is_dir()"]
            || ["session/journal.rs", "session/supervisor.rs"].iter().any(|file| source.path == Path::new(file));
        assert!(named.is_empty() || known, "{} names {named:?}", source.path.display());
    }
}

/// What is written is made harmless in one place. The line that shows the progress of a run is a number, a child
/// process answers its parent, and a driver the harness.
#[test]
fn only_one_module_writes_to_the_terminal() {
    let ways = ["println!", "print!(", "stdout()", "stderr()", "anstream::"];
    for source in sources().iter().filter(|source| source.module != "terminal") {
        // clap says by this which stream a message is for.
        let code = source.code.replace("use_stderr()", "");
        let named: Vec<&str> = ways.into_iter().filter(|way| code.contains(way)).collect();
        let known = [("cli/progress.rs", "stderr()"), ("cli/drive.rs", "stdout()"), ("platform/child.rs", "stdout()")];
        let known = known.iter().any(|(file, way)| source.path == Path::new(file) && named == [*way]);
        assert!(named.is_empty() || known, "{} names {named:?}", source.path.display());
    }
}

/// The files and folders that lie directly in a folder of the sources, by name, with their code. Modules inside of a
/// file, such as its tests, do not count. Neither do paths in macros, because they belong to the user of the macro.
fn inside(folder: &str) -> BTreeMap<String, String> {
    let mut inside: BTreeMap<String, String> = BTreeMap::new();
    for source in sources() {
        let Ok(below) = source.path.strip_prefix(folder) else {
            continue;
        };
        let name = below.iter().next().unwrap_or_default().to_string_lossy();
        let code = without_modules(&source.code).replace("$crate::", "");
        // In a folder inside of it, paths from `super` lead to other files of that folder.
        let code = if below.iter().count() > 1 { code.replace("super::", "") } else { code };
        inside.entry(name.trim_end_matches(".rs").to_owned()).or_default().push_str(&code);
    }
    inside.remove("mod");
    inside
}

/// Code without the modules that it contains.
fn without_modules(code: &str) -> String {
    let mut within = false;
    let outside = code.lines().filter(|line| {
        within |= line.starts_with("mod ") && line.ends_with('{');
        let outside = !within;
        within &= *line != "}";
        outside
    });
    outside.collect::<Vec<_>>().join("\n")
}

/// The files of its own folder that code uses, by a path from `super` or by the whole path of the folder.
fn used_in_folder(code: &str, folder: &str) -> BTreeSet<String> {
    let path = format!("crate::{}::", folder.replace('/', "::"));
    let whole = code.split(path.as_str()).skip(1).flat_map(heads);
    code.split("super::").skip(1).flat_map(heads).chain(whole).collect()
}

/// The files of a folder import each other by name, not through `mod.rs`, and not in a loop. To find a loop, a file
/// that imports no other file is removed, again and again. What remains has a loop.
#[rstest]
#[case("address", &[])]
#[case("case", &[])]
#[case("cli", &[])]
#[case("compat", &[])]
#[case("merge", &[])]
// A step can start another step.
#[case("operation", &["Operation"])]
#[case("executor", &[])]
#[case("executor/native", &[])]
#[case("operation/argument", &[])]
#[case("operation/call", &[])]
#[case("operation/check", &[])]
#[case("operation/wire", &[])]
#[case("platform", &[])]
#[case("report", &[])]
#[case("session", &[])]
#[case("sys", &[])]
fn files_of_a_folder_use_each_other_in_one_direction(#[case] folder: &str, #[case] of_mod: &[&str]) {
    let inside = inside(folder);
    let names: BTreeSet<String> = inside.keys().cloned().collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (file, code) in &inside {
        let mut used = used_in_folder(code, folder);
        used.retain(|used| used != file && !of_mod.contains(&used.as_str()));
        assert!(used.is_subset(&names), "{folder}/{file}.rs imports through mod.rs: {:?}", &used - &names);
        uses.insert(file.clone(), used);
    }
    assert!(uses.values().any(|used| !used.is_empty()), "no use was found in {folder}");
    while let Some(last) = uses.iter().find(|(_, used)| used.iter().all(|file| !uses.contains_key(file))) {
        let last = last.0.clone();
        uses.remove(&last);
    }
    assert!(uses.is_empty(), "these files of {folder} use each other in a loop: {uses:?}");
}

#[test]
fn only_one_module_writes_symbols() {
    let symbols = [
        "<part>",
        "<hostname>",
        "<time>",
        "<cookie>",
        "<scratch>",
        "<port-",
        "<fd-",
        "<interface-",
        "<autobound-",
        "<machine-",
        "<netlink-port-",
        "<vsock-port-",
    ];
    for symbol in symbols {
        let writing = sources().into_iter().filter(|source| source.code.contains(symbol));
        let writing: Vec<String> = writing.map(|source| source.path.display().to_string()).collect();
        assert_eq!(writing, ["symbols.rs"], "{symbol}");
    }
}

/// A table can name the systems of each line. All other code uses the aliases of the build script.
#[test]
fn only_the_build_script_lists_systems() {
    let tables = ["platform/constant.rs", "platform/errno.rs"];
    let is_list = |group: &str| group.split(')').next().is_some_and(|group| group.matches("target_os").count() > 1);
    for source in sources().iter().filter(|source| !tables.iter().any(|table| source.path.starts_with(table))) {
        assert!(!source.code.split("any(").skip(1).any(is_list), "{}", source.path.display());
    }
}

#[test]
fn uses_of_every_form_are_found() {
    let code = "use crate::a::B;\nuse crate::{\n    c::{D, e},\n    f,\n};\nlet x = crate::g::h();\n$crate::i::j!()";
    assert_eq!(used(code).into_iter().collect::<Vec<_>>(), ["a", "c", "f", "g", "i"]);
}
