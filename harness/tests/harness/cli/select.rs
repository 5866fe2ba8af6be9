//! What the commands work on: filters that select nothing, case files with problems, and a project without any.

use rstest::rstest;

use crate::support::project::Project;

#[rstest]
#[case::run(&["run", "nothing_like_it"])]
#[case::list(&["list", "nothing_like_it"])]
#[case::diff(&["diff", "linux", "linux", "nothing_like_it"])]
fn name_that_no_trial_has_is_refused(#[case] arguments: &[&str]) {
    let ran = Project::recorded("agrees").sockshape(arguments);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(2), ""));
    assert_eq!(ran.complained, "error: no trial has such a name\n");
}

#[rstest]
#[case::run(&["run"])]
#[case::run_of_a_part(&["run", "nothing_wrong"])]
#[case::list(&["list"])]
#[case::check(&["check"])]
#[case::diff(&["diff", "linux", "lunix"])]
#[case::show(&["show", "nothing_wrong"])]
fn problems_in_case_files_are_told_and_exited_with_3(#[case] arguments: &[&str]) {
    let ran = Project::of("malformed").sockshape(arguments);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
    assert!(
        ran.complained.starts_with("error: unknown family `AF_INTE`\n --> cases/names/first.yaml:8:33\n"),
        "{ran:?}"
    );
    assert!(ran.complained.ends_with("\n3 problems in the case files\n"), "{ran:?}");
}

#[test]
fn project_without_cases_is_told() {
    let ran = Project::empty().sockshape(&["run"]);
    assert_eq!((ran.status, ran.printed.as_str()), (Some(3), ""));
    assert!(ran.complained.starts_with("error: there is no case file\n"), "{ran:?}");
    assert!(ran.complained.ends_with("\n1 problem in the case files\n"), "{ran:?}");
}
