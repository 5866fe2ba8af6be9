//! Tells the code, as `cfg(known)`, whether it is built for one of the systems that `platform::identity` names. The others have what every
//! system has, so that it compiles there and can say that it does not know them. A test reads the list and holds it against the platforms.

use std::env;

const KNOWN: &[&str] =
    &["linux", "android", "macos", "freebsd", "netbsd", "openbsd", "dragonfly", "illumos", "windows"];

fn main() {
    println!("cargo::rerun-if-changed=harness/build.rs");
    println!("cargo::rustc-check-cfg=cfg(known)");
    println!("cargo::rustc-env=KNOWN_SYSTEMS={}", KNOWN.join(" "));
    let system = env::var("CARGO_CFG_TARGET_OS").expect("cargo says what it builds for");
    if KNOWN.contains(&system.as_str()) {
        println!("cargo::rustc-cfg=known");
    }
}
