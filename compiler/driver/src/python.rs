//! Which CPython a program embeds, and what there is to know about it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use pyaot_diagnostics::{Diagnostic, codes};

use crate::cache;
use crate::session::{Outcome, Session};

/// The version whose behaviour, and whose C interface, pyaot is built for.
const VERSION: &str = "3.11";

/// A CPython on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Python {
    pub executable: PathBuf,
    /// Such as `3.11.7`.
    pub version: String,
    /// `sys.prefix`: the virtual environment, if it is in one.
    pub prefix: PathBuf,
    /// `sys.base_prefix`: where the standard library is.
    pub base_prefix: PathBuf,
    /// Directory of the shared library.
    pub library_dir: PathBuf,
    /// Such as `libpython3.11.so.1.0`.
    pub library: String,
    /// Of NumPy, when it is installed.
    pub numpy: Option<String>,
    /// The hashes of `None` and of what else is hashed by where it lies in the library, by name: `None=190 int=206`.
    pub hashes: String,
}

/// Asks a Python about itself: one `key=value` a line.
const QUESTION: &str = r#"
import sys, sysconfig
get = sysconfig.get_config_var
def numpy():
    from importlib import metadata
    try:
        return metadata.version("numpy")
    except metadata.PackageNotFoundError:
        return ""
def hashes():
    import builtins, types
    known = {"None": None, "Ellipsis": ..., "NotImplemented": NotImplemented}
    for module in builtins, types:
        for value in vars(module).values():
            if type(value) is type and not value.__flags__ & 1 << 9:
                known[value.__name__] = value
    # Of what is loaded where chance has it, only the place in its page stays the same.
    fixed = lambda n: n & 0xFF if (n & ~(0xF << 60)) >> 28 else n
    return " ".join(f"{name}={fixed(hash(value))}" for name, value in known.items())
print("implementation=" + sys.implementation.name)
print("version=" + ".".join(map(str, sys.version_info[:3])))
print("prefix=" + sys.prefix)
print("base_prefix=" + sys.base_prefix)
print("libdir=" + (get("LIBDIR") or ""))
print("ldlibrary=" + (get("LDLIBRARY") or ""))
print("instsoname=" + (get("INSTSONAME") or ""))
print("multiarch=" + (get("MULTIARCH") or ""))
print("numpy=" + numpy())
print("hashes=" + hashes())
"#;

/// Stands before the names a module exports.
const EXPORTS_MARK: &str = "pyaot exports:";

/// Imports the module named by the first argument and prints its names.
const EXPORTS_QUESTION: &str = r#"
import importlib, sys
sys.path[0] = sys.argv[2]
try:
    module = importlib.import_module(sys.argv[1])
    names = getattr(module, "__all__", None)
    if names is None:
        names = [name for name in vars(module) if not name.startswith("_")]
except ModuleNotFoundError:
    names = []
print("\npyaot exports:", *names, flush=True)
"#;

/// Prints the file named by the first argument, which is in the encoding of the second.
const RECODE: &str = r#"
import sys
with open(sys.argv[1], "rb") as file:
    text = file.read().decode(sys.argv[2])
sys.stdout.buffer.write(text.encode())
"#;

/// Prints the statement that raises what importing the file named by the first argument does, if
/// it is no program.
const REFUSAL: &str = r#"
import sys
from importlib.machinery import SourceFileLoader
path = sys.argv[1]
with open(path, "rb") as file:
    text = file.read()
try:
    SourceFileLoader("", path).source_to_code(text, path)
except SyntaxError as error:
    print("raise", type(error).__name__ + ascii(error.args))
"#;

impl Python {
    /// Finds the Python to embed: `--python`, then an active virtual
    /// environment, then Conda, then the project's `.venv`, then `python3.11`
    /// and `python3` on PATH.
    pub fn find(chosen: Option<&Path>, session: &Session) -> Outcome<Python> {
        if let Some(path) = chosen {
            let executable = executable_of(path).ok_or_else(|| {
                let title = format!("no Python at {}", path.display());
                vec![Diagnostic::error(codes::NO_PYTHON, title).hint(
                    "--python takes an executable, or a directory such as a virtual environment",
                )]
            })?;
            return Python::ask(&executable, session);
        }
        for variable in ["VIRTUAL_ENV", "CONDA_PREFIX"] {
            let Some(directory) = std::env::var_os(variable).filter(|value| !value.is_empty())
            else {
                continue;
            };
            if let Some(executable) = executable_of(Path::new(&directory)) {
                return Python::ask(&executable, session);
            }
        }
        if let Some(executable) = project_environment().as_deref().and_then(executable_of)
            // One for another version is not for this compiler.
            && let Ok(python) = Python::ask(&executable, session)
        {
            return Ok(python);
        }
        let mut first_error = None;
        for name in [
            format!("python{VERSION}"),
            "python3".into(),
            "python".into(),
        ] {
            let Some(executable) = crate::tools::find_on_path(&name) else {
                continue;
            };
            match Python::ask(&executable, session) {
                Ok(python) => return Ok(python),
                Err(error) => {
                    first_error.get_or_insert(error);
                }
            }
        }
        Err(first_error.unwrap_or_else(|| {
            vec![
                Diagnostic::error(codes::NO_PYTHON, "this program needs CPython, and none was found")
                    .explain("parts of the program run in an embedded CPython; `pyaot check` lists them")
                    .hint(format!("install Python {VERSION} (apt install python{VERSION} libpython{VERSION}-dev), or name one with --python")),
            ]
        }))
    }

    /// Asks one executable. The answer is kept in the cache, because
    /// starting a Python takes longer than compiling a program.
    fn ask(executable: &Path, session: &Session) -> Outcome<Python> {
        let entry = cache::stamp(executable).and_then(|stamp| {
            // Installing NumPy does not touch the executable, but it does
            // touch the directory packages are in.
            let root = executable.parent()?.parent()?;
            let packages = root
                .join("lib")
                .join(format!("python{VERSION}"))
                .join("site-packages");
            let chosen = version_manager_choice(executable);
            let key = blake3::hash(
                format!("{QUESTION}{stamp}{:?}{chosen:?}", cache::stamp(&packages)).as_bytes(),
            );
            Some(
                cache::directory()?
                    .join("python")
                    .join(key.to_hex().as_str()),
            )
        });
        if let Some(answer) = entry
            .as_ref()
            .and_then(|path| std::fs::read_to_string(path).ok())
            && let Ok(python) = Python::understand(executable, &answer)
        {
            return Ok(python);
        }
        session.note(&format!("asking {}", executable.display()));
        let output = Command::new(executable)
            .args(["-I", "-c", QUESTION])
            .output();
        let failed = |reason: String| {
            let title = format!(
                "{} does not work as a Python: {reason}",
                executable.display()
            );
            vec![Diagnostic::error(codes::NO_PYTHON, title).hint("name another with --python")]
        };
        let output = output.map_err(|error| failed(error.to_string()))?;
        if !output.status.success() {
            let errors = String::from_utf8_lossy(&output.stderr);
            return Err(failed(
                errors
                    .lines()
                    .last()
                    .unwrap_or("it failed without a message")
                    .to_string(),
            ));
        }
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        let python =
            Python::understand(executable, &answer).map_err(|diagnostic| vec![*diagnostic])?;
        if let Some(path) = entry {
            cache::store(&path, answer.as_bytes());
        }
        Ok(python)
    }

    /// The names `from module import *` gives, none if there is no such
    /// module; `None` if it fails. `directory` is where the program is.
    pub fn exports(&self, module: &str, directory: &Path) -> Option<Vec<String>> {
        let output = Command::new(&self.executable)
            .args(["-c", EXPORTS_QUESTION, module])
            .arg(directory)
            .stdin(std::process::Stdio::null())
            .output()
            .ok()?;
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        // The module may have printed something of its own before.
        let (_, names) = answer.rsplit_once(EXPORTS_MARK)?;
        Some(names.split_whitespace().map(str::to_string).collect())
    }

    /// The text of a file in that encoding; `None` if it is not, or there is no such encoding.
    pub fn decode(&self, path: &Path, encoding: &str) -> Option<String> {
        let output = Command::new(&self.executable)
            .args(["-I", "-c", RECODE])
            .arg(path)
            .arg(encoding)
            .stdin(std::process::Stdio::null())
            .output()
            .ok()?;
        let text = output.status.success().then_some(output.stdout)?;
        String::from_utf8(text).ok()
    }

    /// The statement that raises what importing that file does, if it is no program of CPython's either.
    pub fn refusal(&self, path: &Path) -> Option<String> {
        let output = Command::new(&self.executable)
            .args(["-I", "-c", REFUSAL])
            .arg(path)
            .stdin(std::process::Stdio::null())
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        (!text.is_empty()).then_some(text)
    }

    fn understand(executable: &Path, answer: &str) -> Result<Python, Box<Diagnostic>> {
        let values: HashMap<&str, &str> = answer
            .lines()
            .filter_map(|line| line.split_once('='))
            .collect();
        let get = |key: &str| values.get(key).copied().unwrap_or_default();
        let version = get("version");
        let fitting = version == VERSION || version.starts_with(&format!("{VERSION}."));
        if get("implementation") != "cpython" || !fitting {
            let title = format!(
                "{} is {} {version}; pyaot embeds CPython {VERSION}",
                executable.display(),
                get("implementation")
            );
            return Err(Box::new(Diagnostic::error(codes::NO_PYTHON, title).hint(
                format!("install Python {VERSION}, or name one with --python"),
            )));
        }
        let base = PathBuf::from(get("base_prefix"));
        let mut directories = vec![PathBuf::from(get("libdir"))];
        if !get("multiarch").is_empty() {
            directories.push(Path::new(get("libdir")).join(get("multiarch")));
        }
        directories.push(base.join("lib"));
        // The name to load at run time, then the name to link with.
        let names = [get("instsoname"), get("ldlibrary")];
        let shared = |name: &&str| name.contains(".so") || name.ends_with(".dylib");
        let found = directories.iter().find_map(|directory| {
            let name = names
                .into_iter()
                .filter(shared)
                .find(|name| directory.join(name).exists())?;
            Some((directory.clone(), name.to_string()))
        });
        let (library_dir, library) = found.unwrap_or_default();
        let numpy = Some(get("numpy").to_string()).filter(|version| !version.is_empty());
        Ok(Python {
            executable: executable.to_path_buf(),
            version: version.to_string(),
            prefix: PathBuf::from(get("prefix")),
            base_prefix: base,
            library_dir,
            library,
            numpy,
            hashes: get("hashes").to_string(),
        })
    }

    /// The shared library, or why there is none.
    pub fn shared_library(&self) -> Outcome<PathBuf> {
        if self.library.is_empty() {
            return Err(vec![self.no_library()]);
        }
        Ok(self.library_dir.join(&self.library))
    }

    fn no_library(&self) -> Diagnostic {
        let title = format!(
            "Python {} at {} has no shared library",
            self.version,
            self.executable.display()
        );
        let text = self.base_prefix.to_string_lossy();
        let hint = if text.contains("pyenv") {
            let version = &self.version;
            format!(
                "build it again with one: PYTHON_CONFIGURE_OPTS=--enable-shared pyenv install --force {version}"
            )
        } else if text == "/usr" {
            format!(
                "install it: apt install libpython{VERSION}-dev (Debian, Ubuntu), dnf install python{VERSION}-devel (Fedora)"
            )
        } else {
            "use a Python that was configured with --enable-shared, and name it with --python"
                .to_string()
        };
        Diagnostic::error(codes::NO_PYTHON_LIBRARY, title)
            .explain("a program that runs parts of itself in CPython is linked with libpython")
            .hint(hint)
    }
}

/// A shim of pyenv runs one Python or another: whatever decides which.
fn version_manager_choice(executable: &Path) -> Option<String> {
    let shims = executable
        .parent()
        .filter(|directory| directory.ends_with("shims"))?;
    let mut choice = std::env::var("PYENV_VERSION").unwrap_or_default();
    for directory in std::env::current_dir().ok()?.ancestors() {
        if let Ok(text) = std::fs::read_to_string(directory.join(".python-version")) {
            choice.push_str(&text);
        }
    }
    choice.push_str(&std::fs::read_to_string(shims.with_file_name("version")).unwrap_or_default());
    Some(choice)
}

/// The virtual environment `.venv` of the project that the current directory
/// is in: there or in the nearest directory above, as other tools look for it.
pub(crate) fn project_environment() -> Option<PathBuf> {
    let directory = std::env::current_dir().ok()?;
    let candidates = directory.ancestors().map(|above| above.join(".venv"));
    candidates
        .into_iter()
        .find(|candidate| candidate.join("pyvenv.cfg").is_file())
}

/// The Python a path means: itself, or the one in a directory's `bin`.
fn executable_of(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path.to_path_buf());
    }
    if !path.is_dir() {
        return crate::tools::find_on_path(path.to_str()?);
    }
    let names = [
        format!("bin/python{VERSION}"),
        "bin/python3".into(),
        "bin/python".into(),
        format!("python{VERSION}"),
        "python3".into(),
    ];
    names
        .iter()
        .map(|name| path.join(name))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_versions_are_refused() {
        let answer = "implementation=cpython\nversion=3.12.1\n";
        assert!(Python::understand(Path::new("/x/python3"), answer).is_err());
        let answer = "implementation=pypy\nversion=3.11.7\n";
        assert!(Python::understand(Path::new("/x/python3"), answer).is_err());
    }

    #[test]
    fn a_static_python_is_found_but_cannot_be_linked() {
        let answer =
            "implementation=cpython\nversion=3.11.9\nlibdir=/nowhere\nldlibrary=libpython3.11.a\n";
        let python = Python::understand(Path::new("/x/python3"), answer).unwrap();
        assert_eq!(
            python.shared_library().unwrap_err()[0].code,
            codes::NO_PYTHON_LIBRARY
        );
    }
}
