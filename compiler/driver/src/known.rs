//! What `pyaot run` remembers of a program: the files it was made of, so that
//! an unchanged one is run without being parsed.

use std::path::{Path, PathBuf};

use crate::{cache, sources};

/// A module that was asked for: the file it was found in, if any.
pub type Asked = (String, Option<PathBuf>);

/// Where what is known of a program is kept.
pub struct Known {
    entry: PathBuf,
}

impl Known {
    /// `key` stands for everything but the files: the program's path, the
    /// options, the compiler.
    pub fn new(directory: &Path, key: blake3::Hash) -> Self {
        Self {
            entry: directory.join(key.to_hex().as_str()),
        }
    }

    /// The name of the executable that was made of the very files that are
    /// there now.
    pub fn executable(&self, program: &Path) -> Option<String> {
        let text = std::fs::read_to_string(&self.entry).ok()?;
        let mut lines = text.lines();
        let executable = lines.next()?;
        for line in lines {
            let [name, path, hash] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
            let found = find(program, name);
            let same = match &found {
                Some(found) => found.to_str() == Some(path) && hash_of(found)? == hash,
                None => path.is_empty(),
            };
            if !same {
                return None;
            }
        }
        Some(executable.to_string())
    }

    /// Remembers what `executable` was made of. Paths that do not fit a line
    /// are not remembered, and neither is the program then.
    pub fn remember(&self, executable: &str, asked: &[Asked]) {
        let mut text = format!("{executable}\n");
        for (name, path) in asked {
            let (path, hash) = match path {
                Some(path) => match (path.to_str(), hash_of(path)) {
                    (Some(path), Some(hash)) if !path.contains(['\t', '\n']) => (path, hash),
                    _ => return,
                },
                None => ("", String::new()),
            };
            text.push_str(&format!("{name}\t{path}\t{hash}\n"));
        }
        cache::store(&self.entry, text.as_bytes());
    }
}

fn find(program: &Path, name: &str) -> Option<PathBuf> {
    if name == sources::MAIN {
        return Some(program.to_path_buf());
    }
    sources::find_module(program, name)
}

fn hash_of(path: &Path) -> Option<String> {
    let bytes = std::fs::read(path).ok()?;
    Some(blake3::hash(&bytes).to_hex().to_string())
}
