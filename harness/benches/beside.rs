//! Measures work and its floor, in turn.

use std::cell::OnceCell;
use std::env;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, SamplingMode};

/// How many things to measure with. It is a hundredth of them where each benchmark is only tried once, as
/// `cargo test --all-targets` does.
pub(crate) fn size(measured: usize) -> usize {
    if env::args().any(|argument| argument == "--bench") { measured } else { measured.div_ceil(100) }
}

/// How long the floor and the work took.
type Pair = [Duration; 2];

/// Measures `work` and, in turn with it, its `floor`, so that whatever else the machine does slows both. Prints the
/// ratio of the two. `prepare` makes what both work on, unless the benchmark is filtered out.
pub(crate) fn beside<P, F, W>(
    group: &mut BenchmarkGroup<WallTime>,
    name: &str,
    prepare: impl Fn() -> P,
    floor: impl Fn(&P) -> F,
    work: impl Fn(&P) -> W,
) {
    let prepared = OnceCell::new();
    let mut pairs: Vec<Pair> = Vec::new();
    group.sampling_mode(SamplingMode::Flat).bench_function(name, |bencher| {
        let prepared = prepared.get_or_init(&prepare);
        bencher.iter_custom(|iterations| {
            let mut total = Pair::default();
            for _ in 0..iterations {
                total[0] += time(|| floor(prepared));
                total[1] += time(|| work(prepared));
            }
            pairs.push(total.map(|time| time / u32::try_from(iterations).unwrap_or(u32::MAX)));
            total[1]
        });
    });
    // A single pair comes of trying once, and of a benchmark that was filtered out, none.
    if pairs.len() > 1 {
        println!("{}", compared(pairs));
    }
}

/// How long it takes, without the time in which its result is dropped.
pub(crate) fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(work());
    let time = start.elapsed();
    drop(result);
    time
}

/// The median of the ratios, and the times it comes from.
fn compared(mut pairs: Vec<Pair>) -> String {
    let ratio = |[floor, work]: &Pair| work.as_secs_f64() / floor.as_secs_f64();
    pairs.sort_by(|one, other| ratio(one).total_cmp(&ratio(other)));
    let median = &pairs[pairs.len() / 2];
    let [floor, work] = median;
    format!("{:24}ratio:  {:.2} times its floor: {work:.1?} beside {floor:.1?}", "", ratio(median))
}
