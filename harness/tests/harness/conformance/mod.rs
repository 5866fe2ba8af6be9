//! The conformance program as a whole, run on small corpora whose outcome is known. A runner that is green whatever
//! happens would pass every other test. What counts is what it prints, what it exits with, and which files it leaves.

mod broken_cases;
mod recording;
mod verdicts;
