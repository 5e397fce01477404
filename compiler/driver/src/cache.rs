//! The directory for what can be made again: answers of Pythons, and the
//! executables of `pyaot run`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::tools;

/// How many programs `pyaot run` remembers.
const KEPT: usize = 200;
/// And for how long after they were last made.
const KEPT_FOR: Duration = Duration::from_secs(30 * 24 * 3600);

/// `$XDG_CACHE_HOME/pyaot`, or `~/.cache/pyaot`; `None` without a home.
pub fn directory() -> Option<PathBuf> {
    let absolute = |name: &str| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("XDG_CACHE_HOME")
        .or_else(|| Some(absolute("HOME")?.join(".cache")))
        .map(|path| path.join("pyaot"))
}

/// Whether files can be made in the directory, which is made if it is not there.
pub fn is_writable(directory: &Path) -> bool {
    let probe = tools::temporary_beside(&directory.join("probe"));
    fs::create_dir_all(directory).is_ok()
        && fs::write(&probe, b"").is_ok()
        && fs::remove_file(&probe).is_ok()
}

/// Path, size and time of a file: changes whenever the file is replaced.
pub fn stamp(path: &Path) -> Option<String> {
    let path = fs::canonicalize(path).ok()?;
    let meta = fs::metadata(&path).ok()?;
    let modified = meta
        .modified()
        .ok()?
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()?;
    Some(format!(
        "{}\0{}\0{}\0",
        path.display(),
        meta.len(),
        modified.as_nanos()
    ))
}

/// Writes a file so that readers see all of it or nothing. Failing to is
/// no error: the cache is then simply not used.
pub fn store(path: &Path, bytes: &[u8]) {
    let Some(directory) = path.parent() else {
        return;
    };
    if fs::create_dir_all(directory).is_err() {
        return;
    }
    let temporary = tools::temporary_beside(path);
    if fs::write(&temporary, bytes).is_err() || fs::rename(&temporary, path).is_err() {
        let _ = fs::remove_file(&temporary);
    }
}

/// Removes programs that are old, or beyond the number kept.
pub fn prune(programs: &Path) {
    let Ok(entries) = fs::read_dir(programs) else {
        return;
    };
    let mut found: Vec<(SystemTime, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    found.sort();
    let excess = found.len().saturating_sub(KEPT);
    let now = SystemTime::now();
    for (index, (modified, path)) in found.into_iter().enumerate() {
        let old = now.duration_since(modified).is_ok_and(|age| age > KEPT_FOR);
        if index < excess || old {
            let _ = fs::remove_file(path);
        }
    }
}
