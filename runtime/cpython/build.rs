//! Lets the tests find libpython where the interpreter of the build keeps it.

use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=PYO3_PYTHON");
    println!("cargo:rerun-if-env-changed=PATH");
    let python = std::env::var("PYO3_PYTHON").unwrap_or_else(|_| "python3".to_string());
    let ask =
        "import sys, sysconfig; print(sysconfig.get_config_var('LIBDIR')); print(sys.executable)";
    let Ok(output) = Command::new(&python).args(["-c", ask]).output() else {
        println!(
            "cargo:warning={python} does not run: the tests of the bridge will not find libpython"
        );
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout);
    let mut lines = text.lines();
    if let Some(libdir) = lines.next() {
        println!("cargo:rustc-link-arg-tests=-Wl,-rpath,{libdir}");
    }
    if let Some(executable) = lines.next() {
        println!("cargo:rustc-env=PYAOT_TEST_PYTHON={executable}");
    }
}
