//! Which root is chosen, and that nobody writes into what the program carries.

use std::fs;
use std::path::Path;

use rstest::rstest;
use sockshape::built_in::ROOT;
use sockshape::root::{choose, to_write};
use sockshape::session::prepare_to_accept;

use crate::support::program::sockshape;
use crate::support::project::Project;

/// In a checkout, in a folder of it, and elsewhere: with a root that is named or not, by a program that carries cases
/// or not.
#[rstest]
#[case::named("project", Some("other"), true, "other")]
#[case::named_elsewhere("elsewhere", Some("other"), true, "other")]
#[case::checkout("project", None, true, "project")]
#[case::below_a_checkout("project/deep/down", None, true, "project")]
#[case::elsewhere("elsewhere", None, true, ROOT)]
#[case::nothing_carried("elsewhere", None, false, "elsewhere")]
#[case::checkout_and_nothing_carried("project/deep", None, false, "project")]
fn what_is_named_goes_before_a_checkout_and_that_before_what_is_carried(
    #[case] current: &str,
    #[case] named: Option<&str>,
    #[case] carries: bool,
    #[case] chosen: &str,
) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for inside in ["project/cases", "project/deep/down", "elsewhere"] {
        fs::create_dir_all(folder.path().join(inside)).expect("a folder");
    }
    let below = |path: &str| if path == ROOT { path.into() } else { folder.path().join(path) };
    let named = named.map(|named| below(named).into_os_string());
    assert_eq!(choose(named, &below(current), carries), below(chosen));
}

#[test]
fn nobody_writes_into_what_is_carried() {
    assert_eq!(to_write(Path::new("/anywhere")), Ok(()));
    let fault = to_write(Path::new(ROOT)).expect_err("a root that cannot be written to");
    assert_eq!(
        fault.with_hint(),
        "these are the cases and recordings that this program carries, which cannot be changed; run it in a checkout \
         of the project, or name the folder of one with --root or SOCKSHAPE_ROOT"
    );
}

/// Preparing to record changes the environment of this process, unless that is refused.
#[test]
fn what_is_carried_is_not_recorded_into() {
    let refused = prepare_to_accept(Path::new(ROOT), None).expect_err("a root that cannot be written to");
    assert_eq!(
        refused.with_hint(),
        "these are the cases and recordings that this program carries, which cannot be changed; record in a folder \
         with --record=FOLDER, or run it in a checkout"
    );
}

#[test]
fn option_goes_before_the_variable_and_that_before_the_package() {
    let (agrees, empty) = (Project::of("agrees"), Project::empty());
    let listed = |arguments: &[&str], root: &Project, package: &Project| {
        let mut command = sockshape();
        let command = command.args(arguments).args(["list", "other"]).current_dir(empty.path(""));
        let output = command.env("SOCKSHAPE_ROOT", root.path("")).env("CARGO_MANIFEST_DIR", package.path("")).output();
        String::from_utf8(output.expect("the program runs").stdout).expect("UTF-8")
    };
    let root = agrees.path("").display().to_string();
    assert_eq!(listed(&["--root", &root], &empty, &empty), "other::closed::closes\n");
    assert_eq!(listed(&[], &agrees, &empty), "other::closed::closes\n");
    assert_eq!(listed(&[], &empty, &agrees), "");
}
