//! Trials as programs of their own.

mod program;
mod witness;

use std::collections::BTreeSet;

use sockshape::export::{self, NoForm};

use crate::support::corpus;

/// What has no form in C yet. Add nothing that C has, and take out what has got a form.
const WITHOUT: &[&str] = &[
    "SIO_TCP_SET_ACK_FREQUENCY, which is of Windows alone",
    "SO_EXCLUSIVEADDRUSE, which is of Windows alone",
    "an address of AF_PACKET",
    "constants",
    "create_connection with a timeout",
    "gethostname",
    "gettimeout",
    "if_nameindex",
    "makefile",
    "reading DCCP_SOCKOPT_AVAILABLE_CCIDS",
    "reading IP6T_SO_ORIGINAL_DST",
    "reading SO_ORIGINAL_DST",
    "recv that a deadline ends after a part of its work",
    "settimeout",
    "start_child",
    "waited",
];

/// How many trials have no form in C. This may only become less.
const MOST_WITHOUT: usize = 280;

#[test]
fn what_has_no_form_is_known_and_becomes_less() {
    let corpus = corpus();
    let all = corpus.topics.iter().flat_map(|topic| topic.trials.iter().map(move |trial| (topic, trial)));
    let without: Vec<NoForm> = all.filter_map(|(topic, trial)| export::c(topic, trial).err()).collect();
    let found: BTreeSet<&str> = without.iter().map(|NoForm(what)| what.as_str()).collect();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), WITHOUT, "what has no form");
    assert!(without.len() <= MOST_WITHOUT, "{} trials have no form in C, and {MOST_WITHOUT} had none", without.len());
}
