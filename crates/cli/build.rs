//! Tells the tests what this machine has, so that those that need more are listed as ignored with the
//! reason, and not counted as passed.
//!
//! What is there is looked at when this script is built or the environment changes. A test that is run
//! all the same (`--include-ignored`) fails with the reason.

#[path = "../../tests/it/support/present.rs"]
mod present;

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../tests/it/support/present.rs");
    println!("cargo::rerun-if-env-changed=PATH");
    let package = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let root = Path::new(&package).ancestors().nth(2).unwrap_or(Path::new("."));
    let there = [
        ("has_shared", present::shared(root).is_some()),
        ("has_postgres", present::postgres().is_some()),
        ("has_python", present::program("python3").is_some()),
        ("has_openssl", present::program("openssl").is_some()),
    ];
    for (cfg, is_there) in there {
        println!("cargo::rustc-check-cfg=cfg({cfg})");
        if is_there {
            println!("cargo::rustc-cfg={cfg}");
        }
    }
}
