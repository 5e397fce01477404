//! The documents say what is true: edges between crates, paths.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The crates of the project that each member depends on, by folder name.
fn cargo_edges() -> BTreeMap<String, Vec<String>> {
    let mut edges = BTreeMap::new();
    for line in read("Cargo.toml").lines().map(str::trim) {
        let Some(member) = line
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix("\","))
        else {
            continue;
        };
        let Some((_, name)) = member.split_once('/') else {
            continue;
        };
        let manifest = read(&format!("{member}/Cargo.toml"));
        let section = manifest
            .split("\n[dependencies]")
            .nth(1)
            .unwrap_or_default();
        let section = section.split("\n[").next().unwrap_or_default();
        let mut wanted: Vec<String> = section
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pyaot-"))
            .map(|rest| {
                rest.split(['.', ' ', '='])
                    .next()
                    .unwrap_or_default()
                    .to_string()
            })
            .collect();
        wanted.sort();
        edges.insert(name.to_string(), wanted);
    }
    edges
}

#[test]
fn the_table_of_edges_is_cargos() {
    let text = read("docs/ARCHITECTURE.md");
    let table = text
        .split("<!-- edges -->")
        .nth(1)
        .expect("the table begins");
    let table = table
        .split("<!-- /edges -->")
        .next()
        .expect("the table ends");
    let mut written = BTreeMap::new();
    for row in table.lines().filter(|line| line.starts_with("| ")).skip(2) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let mut wanted: Vec<String> = cells[1]
            .split(", ")
            .filter(|name| !name.is_empty())
            .map(str::to_string)
            .collect();
        wanted.sort();
        written.insert(cells[0].to_string(), wanted);
    }
    assert_eq!(written, cargo_edges());
}

#[test]
fn the_paths_that_documents_name_exist() {
    for document in ["README.md", "STATUS.md", "docs/ARCHITECTURE.md"] {
        for (n, word) in read(document).split('`').enumerate() {
            let is_path = [
                "compiler/",
                "runtime/",
                "tests/",
                "benchmarks/",
                "examples/",
                "docs/",
            ]
            .iter()
            .any(|top| word.starts_with(top));
            if n % 2 == 1 && is_path && !word.contains([' ', '*', '{']) {
                assert!(
                    root().join(word).exists(),
                    "{document} names {word}, which does not exist"
                );
            }
        }
    }
}

#[test]
fn every_benchmark_has_a_row_in_the_profile() {
    let profile = read("benchmarks/PROFILE.md");
    let mut written: Vec<&str> = profile
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" | ").next())
        .filter(|name| !matches!(*name, "program" | ":--"))
        .collect();
    let folders = std::fs::read_dir(root().join("benchmarks")).expect("a folder");
    let mut there: Vec<String> = folders
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.join("main.py").exists())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_string()))
        .collect();
    written.sort_unstable();
    there.sort_unstable();
    assert_eq!(written, there);
}
