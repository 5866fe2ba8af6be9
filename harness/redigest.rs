//! Rewrites the digest of the cases in every recording, once, from that of our Rust to that of the case language. A recording that the old
//! digest does not fit is left alone, and the command fails.

use std::path::Path;
use std::{fs, process};

use sockshape::case::{Corpus, load};
use sockshape::digest::Digest;
use sockshape::recording::digest;

fn old_digest(corpus: &Corpus) -> String {
    let mut digest = Digest::default();
    for trial in corpus.trials() {
        let program = serde_json::to_string(&trial.program).expect("a program is plain data");
        digest.add(&trial.name.to_string(), program.as_bytes());
    }
    digest.finish()
}

fn main() {
    let corpus = load(Path::new(".")).expect("the cases are sound");
    let (old, new) = (format!("cases: {}\n", old_digest(&corpus)), format!("cases: {}\n", digest(&corpus)));
    for entry in fs::read_dir("snapshots").expect("a folder of recordings") {
        let file = entry.expect("an entry").path().join("recording.yaml");
        let text = fs::read_to_string(&file).expect("a recording");
        if text.matches(&old).count() != 1 {
            eprintln!("{}: the old digest does not fit", file.display());
            process::exit(1);
        }
        fs::write(&file, text.replace(&old, &new)).expect("the recording can be written");
        println!("{}: {} fitted and is {} now", file.display(), old.trim(), new.trim());
    }
}
