//! `sockshape reference`: the tables have a row for everything there is.

use rstest::rstest;
use sockshape::operation::{Operation, OptionName};
use sockshape::platform::Capability;

use crate::support::project::Project;

fn printed(of: &str) -> String {
    let ran = Project::empty().sockshape(&["reference", of]);
    ran.exits_with(0);
    ran.printed
}

/// Every row has as many cells as the heading of its table: no cell breaks the table.
#[rstest]
fn rows_are_whole(
    #[values(
        "operations",
        "arguments",
        "words",
        "options",
        "option-values",
        "capabilities",
        "constants",
        "errors"
    )]
    of: &str,
) {
    let text = printed(of);
    let cells = |line: &str| line.replace("\\|", "").matches('|').count();
    let mut heading = None;
    for line in text.lines() {
        match heading {
            _ if !line.starts_with('|') => heading = None,
            None => heading = Some(cells(line)),
            Some(count) => assert_eq!(cells(line), count, "{line}"),
        }
    }
    assert!(text.lines().filter(|line| line.starts_with('|')).count() > 10, "{text}");
}

#[test]
fn everything_has_a_row() {
    let names = Operation::SIGNATURES.iter().map(|signature| signature.name);
    let (operations, arguments) = (printed("operations"), printed("arguments"));
    for name in names {
        assert!(operations.contains(&format!("\n| `{name}` | ")), "{name}");
        assert!(format!("\n{arguments}").contains(&format!("\n### `{name}`\n")), "{name}");
    }
    for (of, names) in [("options", OptionName::NAMES), ("capabilities", Capability::NAMES)] {
        let table = printed(of);
        assert!(names.iter().all(|name| table.contains(&format!("\n| `{name}` | "))), "{table}");
    }
}

#[rstest]
#[case::a_default_that_has_no_key("arguments", "| `family?` | `AF_…` or a number or a reference |")]
#[case::shown_without_key("arguments", "AF_INET by default. A record shows it without its key. |")]
#[case::a_pair("arguments", "| `as` | a list of 2, each a name for the new socket |")]
#[case::one_of("arguments", "a list, each a map with one of `IPV6_HOPLIMIT`, `IPV6_PKTINFO`, `IPV6_TCLASS`,")]
#[case::records(
    "arguments",
    "Returns `service` (a list of records: `name` (text), `port` (a number), `protocol` (text))."
)]
#[case::what_was_started("arguments", "Returns what the started operation returns.")]
#[case::all("options", "| `SO_REUSEADDR` | flag | read, set | all |")]
#[case::most("options", "| `TCP_MAXSEG` | number | read, set | all but windows, wine |")]
#[case::some("options", "| `SO_NOSIGPIPE` | flag | read, set | macos |")]
#[case::need("words", "| `flags` of messages | `MSG_EOR` | `MSG_EOR` |")]
#[case::no_errno_of_windows("constants", "| `errno` | all but windows, wine | `E2BIG`,")]
#[case::windows("errors", "| 10057 | `ENOTCONN` |")]
fn a_table_says(#[case] of: &str, #[case] text: &str) {
    let table = printed(of);
    assert!(table.contains(text), "{table}");
}

#[test]
fn what_to_list_has_to_be_said() {
    Project::empty().sockshape(&["reference"]).is_refused(2);
}
