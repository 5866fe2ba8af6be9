//! Loading and checking case files, beside reading them and parsing their YAML.

use std::fs;
use std::time::Duration;

use criterion::Criterion;
use serde::de::IgnoredAny;

use crate::beside::{beside, size};
use crate::project::{Project, corpus, files_below};

pub(crate) fn measure(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    group.warm_up_time(Duration::from_millis(500)).sample_size(10);
    for files in [1, 100, 10_000] {
        beside(
            &mut group,
            &files.to_string(),
            || Project::of_cases(size(files)),
            parse,
            |project| corpus(project.root()),
        );
    }
}

fn parse(project: &Project) {
    for file in files_below(project.root()) {
        let text = fs::read_to_string(file).expect("a case file is read");
        serde_yaml::from_str::<IgnoredAny>(&text).expect("a case file is YAML");
    }
}
