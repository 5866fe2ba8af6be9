//! How fast the harness is: `cargo bench`, or `cargo bench load` for one subject.
//!
//! Each figure stands beside its floor: what the same machine needs, in the same run, for the part that cannot be left
//! out. `cargo test --all-targets` tries everything once, with less of it, and measures nothing.

mod beside;
mod calls;
mod load;
mod project;
mod recordings;
mod suite;

use criterion::Criterion;
use sockshape::executor::native;
use sockshape::platform::child;

fn main() {
    // Some trials start this program again.
    child::answer(native::work);
    let mut criterion = Criterion::default().without_plots().configure_from_args();
    load::measure(&mut criterion);
    calls::measure(&mut criterion);
    suite::measure(&mut criterion);
    recordings::measure(&mut criterion);
    criterion.final_summary();
}
