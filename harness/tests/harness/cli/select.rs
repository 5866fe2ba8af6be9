//! What the commands read and select: filters without a match, case files with problems, and a project without cases.

use rstest::rstest;

use crate::support::project::Project;

#[rstest]
#[case::run(&["run"])]
#[case::list(&["list"])]
#[case::diff(&["diff", "linux", "linux"])]
#[case::known(&["known", "gvisor"])]
#[case::report(&["report", "--json", "-"])]
fn word_that_stands_nowhere_is_refused(#[case] command: &[&str]) {
    let ran = Project::recorded("agrees").sockshape(&[command, &["nothing_like_it"]].concat());
    ran.is_refused(2);
    let hint = "words are looked for in names, topics, calls, claims and sources";
    assert_eq!(ran.complained, format!("error: no trial has `nothing_like_it`; {hint}\n"));
}

#[test]
fn release_in_the_place_of_a_platform_is_explained() {
    let ran = Project::recorded("agrees").sockshape(&["known", "linux@5.10"]);
    ran.is_refused(2);
    let hint = "sockshape diff linux@5.10 linux compares the two";
    let refusal = format!("error: `linux@5.10` is a release of linux, and a platform is asked for; {hint}\n");
    assert_eq!(ran.complained, refusal);
}

#[rstest]
#[case::run(&["run"])]
#[case::run_of_a_part(&["run", "nothing_wrong"])]
#[case::list(&["list"])]
#[case::check(&["check"])]
#[case::diff(&["diff", "linux", "lunix"])]
#[case::show(&["show", "nothing_wrong"])]
fn problems_in_case_files_exit_with_3(#[case] arguments: &[&str]) {
    let ran = Project::of("malformed").sockshape(arguments);
    ran.is_refused(3);
    assert!(
        ran.complained.starts_with("error: unknown family `AF_INTE`\n --> cases/names/first.yaml:8:33\n"),
        "{ran:?}"
    );
    assert!(ran.complained.ends_with("\n3 problems in the case files\n"), "{ran:?}");
}

#[test]
fn project_without_cases_is_refused() {
    let ran = Project::empty().sockshape(&["run"]);
    ran.is_refused(3);
    assert!(ran.complained.starts_with("error: there is no case file\n"), "{ran:?}");
    assert!(ran.complained.ends_with("\n1 problem in the case files\n"), "{ran:?}");
}
