//! Any text as a case file.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(topic) = sockshape_fuzz::read(text) {
        sockshape_fuzz::examine(&topic);
    }
});
