//! The conformance program as a whole, run on small corpora with known results: what it prints, its exit code, and the
//! files it writes. A program that always succeeds would pass all other tests.

mod accepting;
mod broken_cases;
mod recording;
#[cfg(linux_kernel)]
mod refused;
mod verdicts;
