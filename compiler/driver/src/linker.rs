//! The linker that is there, and how to run it.
//!
//! What a C compiler passes to the linker (start files, directories,
//! libraries) depends on the compiler alone. So it is asked once, with
//! `-###`, the answer is kept in the cache, and the fastest linker present is
//! run directly. Where that fails the compiler links, as it always could.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pyaot_diagnostics::{Diagnostic, codes};

use crate::session::Outcome;
use crate::{cache, tools};

/// The C compiler that drives the linker: `$CC`, else `cc`, `gcc`, `clang`.
pub fn find_compiler() -> Outcome<Vec<String>> {
    if let Some(words) = std::env::var("CC")
        .ok()
        .filter(|value| !value.trim().is_empty())
    {
        let words: Vec<String> = words.split_whitespace().map(str::to_string).collect();
        if tools::find_on_path(&words[0]).is_some() {
            return Ok(words);
        }
        let title = format!("the C compiler in CC, {}, was not found", words[0]);
        return Err(vec![
            Diagnostic::error(codes::NO_LINKER, title).hint("unset CC, or set it to a C compiler"),
        ]);
    }
    let found = ["cc", "gcc", "clang"]
        .into_iter()
        .find(|name| tools::find_on_path(name).is_some());
    found.map(|name| vec![name.to_string()]).ok_or_else(|| {
        vec![
            Diagnostic::error(codes::NO_LINKER, "no C compiler was found: pyaot links with one")
                .hint("install one: apt install gcc (Debian, Ubuntu), dnf install gcc (Fedora), xcode-select --install (macOS)"),
        ]
    })
}

/// A linker that takes the options of GNU ld.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Linker {
    pub path: PathBuf,
    /// Words before all others.
    pub first: &'static [&'static str],
    /// GNU ld or lld: takes scripts that add to its own, and their options.
    pub scripts: bool,
}

/// The fastest linker there is, if one is faster than GNU ld: mold or lld
/// on PATH, else the lld that comes with Rust.
pub fn find_fast() -> Option<Linker> {
    let on_path = |names: &[&str]| names.iter().find_map(|name| tools::find_on_path(name));
    let linker = |path, first, scripts| Linker {
        path,
        first,
        scripts,
    };
    on_path(&["mold", "ld.mold"])
        .map(|path| linker(path, &[], false))
        .or_else(|| on_path(&["ld.lld"]).map(|path| linker(path, &[], true)))
        .or_else(|| rust_lld().map(|path| linker(path, &["-flavor", "gnu"], true)))
}

/// The lld of an installed Rust toolchain.
fn rust_lld() -> Option<PathBuf> {
    let home = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let rustup = home("RUSTUP_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(home("HOME")?).join(".rustup")))?;
    let inside = format!(
        "lib/rustlib/{}-unknown-linux-gnu/bin/rust-lld",
        std::env::consts::ARCH
    );
    let toolchains = std::fs::read_dir(rustup.join("toolchains")).ok()?;
    let mut found: Vec<PathBuf> = toolchains
        .flatten()
        .map(|entry| entry.path().join(&inside))
        .filter(|path| tools::is_executable(path))
        .collect();
    found.sort();
    found.pop()
}

/// What a C compiler says before and after the files of a program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipe {
    /// The compiler's own linker.
    own: PathBuf,
    before: Vec<String>,
    after: Vec<String>,
}

/// Stands for the output where the compiler is asked.
const OUTPUT: &str = "pyaot-output";

impl Recipe {
    /// Asks the compiler, or the cache. `input` is any file that could be linked.
    pub fn of(compiler: &[String], input: &Path) -> Option<Recipe> {
        let path = tools::find_on_path(&compiler[0])?;
        let mut key = format!("{compiler:?}{}", cache::stamp(&path)?);
        for variable in ["PATH", "COMPILER_PATH", "LIBRARY_PATH", "GCC_EXEC_PREFIX"] {
            key.push_str(&format!("{:?}", std::env::var_os(variable)));
        }
        let entry = cache::directory().map(|directory| {
            let name = blake3::hash(key.as_bytes()).to_hex();
            directory.join("linker").join(name.as_str())
        });
        if let Some(known) = entry
            .as_ref()
            .and_then(|entry| std::fs::read_to_string(entry).ok())
            .and_then(|text| Recipe::from_text(&text))
            .filter(|known| tools::is_executable(&known.own))
        {
            return Some(known);
        }
        let input = input.to_str()?;
        let output = Command::new(&path)
            .args(&compiler[1..])
            .args(["-###", "-no-pie", "-static-libgcc", "-o", OUTPUT, input])
            .args(["-lm", "-lpthread", "-ldl"])
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output()
            .ok()
            .filter(|output| output.status.success())?;
        let own = tools::find_on_path(&program_name(&path, compiler, "ld")?)?;
        let found = Recipe::understand(&String::from_utf8_lossy(&output.stderr), input, own)?;
        if let Some(entry) = entry {
            cache::store(&entry, found.to_text().as_bytes());
        }
        Some(found)
    }

    /// Finds the command of the linker in what `-###` printed.
    fn understand(printed: &str, input: &str, own: PathBuf) -> Option<Recipe> {
        let words = printed
            .lines()
            .map(split_words)
            .find(|words| words.iter().any(|word| word == OUTPUT) && words.len() > 4)?;
        let at = words.iter().position(|word| word == input)?;
        let mut before = Vec::new();
        let mut rest = words[1..at].iter();
        while let Some(word) = rest.next() {
            match word.as_str() {
                "-plugin" | "-o" => {
                    rest.next();
                }
                // What is not unwound needs no index for it, and nothing asks for the id.
                "--eh-frame-hdr" | "--build-id" => {}
                word if word.starts_with("-plugin-opt=") => {}
                word => before.push(word.to_string()),
            }
        }
        Some(Recipe {
            own,
            before,
            after: words[at + 1..].to_vec(),
        })
    }

    fn to_text(&self) -> String {
        let part = |words: &[String]| words.join("\0");
        let own = self.own.to_string_lossy();
        [
            own.into_owned(),
            part(&self.before),
            part(&self.after),
            "end".into(),
        ]
        .join("\n")
    }

    fn from_text(text: &str) -> Option<Recipe> {
        let mut lines = text.lines();
        let own = PathBuf::from(lines.next()?);
        let mut part = || -> Option<Vec<String>> {
            Some(lines.next()?.split('\0').map(str::to_string).collect())
        };
        let (before, after) = (part()?, part()?);
        (lines.next() == Some("end")).then_some(Recipe { own, before, after })
    }

    /// The compiler's own linker.
    pub fn own_linker(&self) -> Linker {
        Linker {
            path: self.own.clone(),
            first: &[],
            scripts: true,
        }
    }

    /// The command that links `arguments`.
    pub fn command(&self, linker: &Linker, arguments: &[OsString]) -> Command {
        let mut command = Command::new(&linker.path);
        command
            .args(linker.first)
            .args(&self.before)
            .args(arguments)
            .args(&self.after)
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        command
    }
}

/// The compiler's tool called `name`.
fn program_name(compiler: &Path, words: &[String], name: &str) -> Option<String> {
    let output = Command::new(compiler)
        .args(&words[1..])
        .arg(format!("-print-prog-name={name}"))
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_string())
}

/// The words of a command as compilers print it: some in quotes, with
/// backslashes before quotes and backslashes.
fn split_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' => word.get_or_insert_default().extend(chars.next()),
            ' ' if !quoted => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_as_they_were_quoted() {
        let words = split_words(r#" /bin/ld -plugin "a b" "-L/x \"y\"" -lc"#);
        assert_eq!(words, ["/bin/ld", "-plugin", "a b", r#"-L/x "y""#, "-lc"]);
    }

    #[test]
    fn a_recipe_is_what_stands_around_the_input() {
        let printed = "Target: x\n /c/collect2 -plugin /p.so \"-plugin-opt=-fx\" --build-id -m elf_x86_64 \
                       -o pyaot-output crt1.o -L/l in.a -lm -lc crtn.o\nCOLLECT_GCC_OPTIONS='-o' 'pyaot-output'\n";
        let recipe = Recipe::understand(printed, "in.a", PathBuf::from("/bin/ld")).unwrap();
        assert_eq!(recipe.before, ["-m", "elf_x86_64", "crt1.o", "-L/l"]);
        assert_eq!(recipe.after, ["-lm", "-lc", "crtn.o"]);
        assert_eq!(Recipe::from_text(&recipe.to_text()), Some(recipe));
    }
}
