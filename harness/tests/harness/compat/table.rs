//! All recordings, next to the cases they were made from.

use sockshape::compat::{Cell, Column, Table};
use sockshape::snapshot::Records;

use crate::support::recorded::Recorded;
use crate::support::{corpus, root};

#[test]
fn every_recording_of_the_project_is_read_completely() {
    let columns = Column::all(root()).expect("recordings without faults");
    let corpus = corpus();
    let table = Table::new(&corpus, &columns).expect("records of the cases");
    let linux = columns.iter().position(|column| column.name == "linux").expect("linux is recorded");
    let ran = table.rows.iter().filter(|row| matches!(row.cells[linux], Cell::Ran(_))).count();
    assert!(ran > 1000, "{ran} trials were read");
}

#[test]
fn record_with_too_few_steps_is_reported() {
    let corpus = corpus();
    let trial = corpus.trials().find(|trial| trial.program.actions.len() == 3).expect("a trial of three steps");
    let recorded = Recorded::new("close s -> ok");
    let file = Records::within(root(), recorded.folder.path()).file(&trial.name);
    let text = format!("---\ninput_file: {}\n---\nclose s -> ok\nclose s -> EBADF\n", trial.name.file().display());
    recorded.write(&file.strip_prefix(recorded.folder.path()).expect("a file in it").display().to_string(), &text);
    let columns = [recorded.read().expect("a recording")];
    // A whole table is too much to be printed.
    let Err(faults) = Table::new(&corpus, &columns) else { panic!("a fault") };
    let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults, [format!("{}: it has 2 of the 3 steps of its case", file.display())]);
}
