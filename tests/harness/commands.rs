//! The command line: exit codes, and every message that is not about the
//! text of a program.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::case::{Case, Ran};
use crate::{Test, execute};

type Check = fn(&Path) -> Result<(), String>;

const CHECKS: &[(&str, Check)] = &[
    ("usage_errors_exit_with_2", usage),
    ("a_missing_program", missing_program),
    ("a_program_that_is_not_utf8", bad_encoding),
    ("latin1_when_declared", latin1),
    ("other_encodings_through_python", other_encodings),
    ("nesting_beyond_measure", too_deep),
    ("an_unknown_code", unknown_code),
    ("an_output_that_cannot_be_written", unwritable),
    ("the_program_is_not_overwritten", overwrite),
    ("special_files_stay_what_they_are", special_files),
    ("no_compiler", no_compiler),
    ("no_run_time_archives", no_runtime),
    ("no_such_python", no_python),
    ("the_environment_of_the_project", project_environment),
    ("a_panic_is_reported_as_our_mistake", panic),
    ("run_hands_over_arguments_and_exit_code", run),
    ("run_again_from_the_cache", run_twice),
    ("run_without_a_cache", run_uncached),
    ("run_again_when_a_module_appears", run_with_modules),
    ("a_signal_is_the_programs_own", signal),
    ("an_interrupt_ends_a_sleep", interrupt),
    ("json_messages", json),
    ("a_build_leaves_nothing_else_behind", nothing_else),
    ("hello_is_small", hello_is_small),
    ("what_needs_no_cpython", needs_no_cpython),
    ("what_stays_native", stays_native),
    ("a_stdout_that_is_closed_or_full", odd_stdout),
    ("sets_of_classes_and_none", sets_of_classes),
];

pub fn discover() -> Vec<Test> {
    let test = |(name, check): &(&str, Check)| -> Test {
        let (name, check) = (name.to_string(), *check);
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("commands")
            .join(&name);
        (
            format!("commands/{name}"),
            Box::new(move || {
                let _ = std::fs::remove_dir_all(&directory);
                std::fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
                check(&directory)
            }),
        )
    };
    CHECKS.iter().map(test).collect()
}

fn write(directory: &Path, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
    let path = directory.join(name);
    std::fs::write(&path, text).expect("the test's own directory can be written");
    path
}

fn pyaot(directory: &Path, args: &[&str]) -> Result<Ran, String> {
    pyaot_with(directory, args, &[])
}

/// Runs the compiler with its cache in the test's directory.
fn pyaot_with(
    directory: &Path,
    args: &[&str],
    environment: &[(&str, &str)],
) -> Result<Ran, String> {
    let cache = directory.join("cache");
    let cache = cache.to_string_lossy();
    let mut all = vec![("XDG_CACHE_HOME", cache.as_ref())];
    all.extend(environment);
    let args: Vec<&OsStr> = args.iter().map(OsStr::new).collect();
    execute::compiler_with(&args, directory, &all)
}

fn expect(ran: &Ran, exit: i32, stderr: &str) -> Result<(), String> {
    let text = String::from_utf8_lossy(&ran.stderr);
    if ran.exit == exit && text.contains(stderr) {
        return Ok(());
    }
    Err(format!(
        "expected exit code {exit} and {stderr:?}, found {}:\n{text}",
        ran.exit
    ))
}

fn expect_stdout(ran: &Ran, exit: i32, stdout: &str) -> Result<(), String> {
    if ran.exit == exit && ran.stdout == stdout.as_bytes() {
        return Ok(());
    }
    let (out, err) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    Err(format!(
        "expected exit code {exit} and {stdout:?}, found {}: {out:?}\n{err}",
        ran.exit
    ))
}

fn usage(directory: &Path) -> Result<(), String> {
    for args in [
        &[][..],
        &["build"],
        &["fly", "a.py"],
        &["build", "a.py", "--emit=nothing"],
        &["run", "--nope", "a.py"],
    ] {
        expect(&pyaot(directory, args)?, 2, "Usage:")
            .or_else(|_| expect(&pyaot(directory, args)?, 2, "--help"))?;
    }
    Ok(())
}

/// Where the cache cannot be made, the program runs all the same.
fn run_uncached(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "print('ran')\n");
    let file = write(directory, "file", "");
    let cache = [("XDG_CACHE_HOME", file.to_str().expect("a path in UTF-8"))];
    let ran = pyaot_with(directory, &["run", "a.py"], &cache)?;
    expect_stdout(&ran, 0, "ran\n")
}

fn missing_program(directory: &Path) -> Result<(), String> {
    expect(
        &pyaot(directory, &["build", "a.py"])?,
        1,
        "error[missing-file]: cannot read a.py: there is no such file",
    )?;
    expect(&pyaot(directory, &["check", "."])?, 1, "it is a directory")
}

fn bad_encoding(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", b"x = 1\ny = '\xe9'\n");
    expect(
        &pyaot(directory, &["check", "a.py"])?,
        1,
        "error[bad-encoding]: a.py is not valid UTF-8: byte 0xe9 on line 2",
    )
}

fn latin1(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", b"# coding: latin-1\nprint('caf\xe9')\n");
    expect_stdout(&pyaot(directory, &["run", "a.py"])?, 0, "caf\u{e9}\n")
}

fn other_encodings(directory: &Path) -> Result<(), String> {
    let cp1252 = b"# coding: cp1252\nprint('\x80 \x93q\x94', len('\x80'))\n";
    write(directory, "a.py", cp1252);
    let shown = "\u{20ac} \u{201c}q\u{201d} 1\n";
    expect_stdout(&pyaot(directory, &["run", "a.py"])?, 0, shown)?;
    write(directory, "b.py", b"# coding: no-such\nprint('\xe9')\n");
    let message = "error[bad-encoding]: b.py cannot be read in the encoding no-such";
    expect(&pyaot(directory, &["build", "b.py"])?, 1, message)
}

fn too_deep(directory: &Path) -> Result<(), String> {
    write(
        directory,
        "a.py",
        format!("x = {}1\n", "1 + ".repeat(100_000)),
    );
    expect(&pyaot(directory, &["build", "a.py"])?, 1, "error[too-deep]")?;
    write(
        directory,
        "b.py",
        format!("x = {}\n", "-".repeat(500_000) + "1"),
    );
    expect(&pyaot(directory, &["build", "b.py"])?, 1, "error[too-deep]")
}

fn unknown_code(directory: &Path) -> Result<(), String> {
    expect(
        &pyaot(directory, &["explain", "no-such-code"])?,
        1,
        "error[unknown-code]",
    )
}

fn unwritable(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "print(1)\n");
    expect(
        &pyaot(directory, &["build", "a.py", "-o", "no/such/a"])?,
        1,
        "error[unwritable-output]",
    )?;
    expect(
        &pyaot(directory, &["build", "a.py", "-o", "."])?,
        1,
        "it is a directory",
    )?;
    expect(
        &pyaot(directory, &["build", "a.py", "-o", "/dev/full"])?,
        1,
        "the disk is full",
    )
}

fn overwrite(directory: &Path) -> Result<(), String> {
    let program = write(directory, "a.py", "print(1)\n");
    expect(
        &pyaot(directory, &["build", "a.py", "-o", "a.py"])?,
        1,
        "would overwrite the program",
    )?;
    let text = std::fs::read(program).map_err(|error| error.to_string())?;
    if text == b"print(1)\n" {
        Ok(())
    } else {
        Err("the program is gone".into())
    }
}

fn special_files(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "print(1)\n");
    expect(
        &pyaot(directory, &["build", "a.py", "-o", "/dev/null"])?,
        0,
        "",
    )?;
    if Path::new("/dev/null").is_file() {
        Err("/dev/null is now a file".into())
    } else {
        Ok(())
    }
}

fn no_compiler(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "print(1)\n");
    let missing = pyaot_with(directory, &["build", "a.py"], &[("CC", "no-such-compiler")])?;
    expect(&missing, 1, "error[no-linker]")?;
    let path = directory.to_string_lossy();
    expect(
        &pyaot_with(
            directory,
            &["build", "a.py"],
            &[("PATH", path.as_ref()), ("CC", "")],
        )?,
        1,
        "error[no-linker]",
    )
}

fn no_runtime(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "print(1)\n");
    let ran = pyaot_with(
        directory,
        &["build", "a.py"],
        &[("PYAOT_RUNTIME_DIR", "/no/such/directory")],
    )?;
    expect(&ran, 1, "error[no-runtime]")
}

fn no_python(directory: &Path) -> Result<(), String> {
    write(
        directory,
        "a.py",
        "import decimal\nprint(decimal.Decimal(1))\n",
    );
    expect(
        &pyaot(directory, &["build", "a.py", "--python", "/no/such/python"])?,
        1,
        "error[no-python]",
    )?;
    expect(
        &pyaot(directory, &["build", "a.py", "--python", "/bin/true"])?,
        1,
        "error[no-python]",
    )
}

/// `.venv` in the current directory or above it is taken where none is active.
fn project_environment(directory: &Path) -> Result<(), String> {
    let bin = directory.join(".venv").join("bin");
    let below = directory.join("a").join("b");
    let made = std::fs::create_dir_all(&bin)
        .and_then(|()| std::fs::create_dir_all(&below))
        .and_then(|()| std::os::unix::fs::symlink(execute::python(), bin.join("python3.11")));
    made.map_err(|error| error.to_string())?;
    let base = execute::python();
    let home = base.parent().unwrap_or(Path::new("/usr/bin"));
    write(
        directory,
        ".venv/pyvenv.cfg",
        format!("home = {}\n", home.display()),
    );
    let inactive = [("VIRTUAL_ENV", ""), ("CONDA_PREFIX", "")];
    let ran = pyaot_with(&below, &["doctor"], &inactive)?;
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    let wanted = bin.join("python3.11");
    if said.contains(&*wanted.to_string_lossy()) {
        return Ok(());
    }
    Err(format!("no {} in:\n{said}", wanted.display()))
}

fn panic(directory: &Path) -> Result<(), String> {
    expect(
        &pyaot(directory, &["--test-panic", "doctor"])?,
        1,
        "error[internal-error]",
    )
}

fn run(directory: &Path) -> Result<(), String> {
    write(
        directory,
        "a.py",
        "import sys\nprint(sys.argv)\nsys.exit(3)\n",
    );
    let ran = pyaot(directory, &["run", "a.py", "-v", "--help", "x y"])?;
    expect_stdout(&ran, 3, "['a.py', '-v', '--help', 'x y']\n")
}

fn run_twice(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "print('first')\n");
    expect_stdout(&pyaot(directory, &["run", "a.py"])?, 0, "first\n")?;
    expect(
        &pyaot(directory, &["run", "-v", "a.py"])?,
        0,
        "from the cache",
    )?;
    write(directory, "a.py", "print('second')\n");
    expect_stdout(&pyaot(directory, &["run", "a.py"])?, 0, "second\n")
}

fn run_with_modules(directory: &Path) -> Result<(), String> {
    let program =
        "try:\n    import helper\n    print(helper.x)\nexcept ImportError:\n    print('none')\n";
    write(directory, "a.py", program);
    expect_stdout(&pyaot(directory, &["run", "a.py"])?, 0, "none\n")?;
    write(directory, "helper.py", "x = 1\n");
    expect_stdout(&pyaot(directory, &["run", "a.py"])?, 0, "1\n")?;
    write(directory, "helper.py", "x = 2\n");
    expect_stdout(&pyaot(directory, &["run", "a.py"])?, 0, "2\n")?;
    expect(
        &pyaot(directory, &["run", "-v", "a.py"])?,
        0,
        "from the cache",
    )
}

fn signal(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "import os\nos.kill(os.getpid(), 15)\n");
    let ran = pyaot(directory, &["run", "a.py"])?;
    if ran.exit == -15 {
        Ok(())
    } else {
        Err(format!(
            "exit code {}: {}",
            ran.exit,
            String::from_utf8_lossy(&ran.stderr)
        ))
    }
}

/// Ctrl-C while the program sleeps is an exception there.
fn interrupt(directory: &Path) -> Result<(), String> {
    let text = "import time\ntry:\n    print('ready', flush=True)\n    time.sleep(60)\nexcept KeyboardInterrupt:\n    print('stopped')\n";
    write(directory, "a.py", text);
    expect_stdout(&pyaot(directory, &["build", "a.py"])?, 0, "")?;
    let wrong = |error: std::io::Error| error.to_string();
    // Who runs the tests may ignore the signal.
    let mut child = std::process::Command::new("env")
        .args(["--default-signal=INT", "./a"])
        .current_dir(directory)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .map_err(wrong)?;
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut said = String::new();
    output.read_line(&mut said).map_err(wrong)?;
    let pid = child.id().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-INT", &pid])
        .status();
    sent.map_err(wrong)?;
    output.read_to_string(&mut said).map_err(wrong)?;
    let status = child.wait().map_err(wrong)?;
    match (said.as_str(), status.success()) {
        ("ready\nstopped\n", true) => Ok(()),
        _ => Err(format!("{status}: {said}")),
    }
}

/// As under CPython: print does nothing without a stdout; what cannot be written is an error.
fn odd_stdout(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "print('text')\n");
    expect_stdout(&pyaot(directory, &["build", "a.py"])?, 0, "")?;
    let exit_of = |line: &str| {
        let ran = std::process::Command::new("sh")
            .args(["-c", line])
            .current_dir(directory)
            .output();
        ran.map_err(|error| error.to_string())
            .map(|ran| ran.status.code())
    };
    for (line, exit) in [
        ("./a >&-", 0),
        ("PYTHONUNBUFFERED= ./a >/dev/full", 120),
        ("PYTHONUNBUFFERED=1 ./a >/dev/full", 1),
    ] {
        if exit_of(line)? != Some(exit) {
            return Err(format!(
                "{line}: exit code {:?}, not {exit}",
                exit_of(line)?
            ));
        }
    }
    Ok(())
}

fn json(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "x = (1,\n");
    let ran = pyaot(directory, &["check", "--json", "a.py"])?;
    let expected = concat!(
        r#"{"functions":null,"diagnostics":["#,
        r#"{"code":"syntax-error","severity":"error","title":"'(' was never closed","labels":[{"file":"a.py","line":1,"#,
        r#""column":5,"end_line":1,"end_column":6,"text":""}],"explanation":null,"hint":null}]}"#,
        "\n"
    );
    expect_stdout(&ran, 1, expected)?;
    write(
        directory,
        "b.py",
        "def f(x):\n    return x\n\n\nprint(f(1))\n",
    );
    let counts = "{\"functions\":{\"native\":2,\"boxed\":0,\"cpython\":0},\"diagnostics\":[]}\n";
    expect_stdout(&pyaot(directory, &["check", "--json", "b.py"])?, 0, counts)?;
    expect(
        &pyaot(directory, &["build", "-v", "b.py"])?,
        0,
        "functions: 2 native, 0 boxed, 0 in CPython",
    )
}

/// Their order comes of where things lie in the library of CPython: of the one of this machine.
fn sets_of_classes(directory: &Path) -> Result<(), String> {
    let text = "from collections import defaultdict
kinds = defaultdict(set)
for value in [1, 'a', 2.5, None, [], {}, b'', ..., (), print, 1j]:
    kinds['all'].add(type(value))
    kinds[type(value).__name__].add(None)
    kinds[type(value).__name__].add(3)
print(kinds, {None, 1, 2}, frozenset([None, 5, 7]), {ValueError, KeyError, OSError})
print({True, None, ...}, set((1, None)) | {7})
print({*map(type, kinds)}, {object, type, str}, {int: 1}[int])
";
    let program = write(directory, "a.py", text);
    let expected = execute::with_cpython(&program, &Case::default())?;
    let expected = String::from_utf8_lossy(&expected.stdout);
    expect_stdout(&pyaot(directory, &["run", "a.py"])?, 0, &expected)
}

/// Programs as they are written every day start no CPython.
fn needs_no_cpython(directory: &Path) -> Result<(), String> {
    const PROGRAMS: &[&str] = &[
        "from enum import Enum, IntEnum, auto, unique\n\n\n@unique\nclass Color(Enum):\n    RED = auto()\n    GREEN = 'g'\n\n\nclass Level(IntEnum):\n    LOW = 1\n\n\nprint(Color.RED, Color('g'), list(Level))\n",
        "from __future__ import annotations\nfrom dataclasses import dataclass, field\nfrom typing import Callable, Optional\n\n\n@dataclass(order=True)\nclass A:\n    x: Optional[int] = None\n    y: list[A] = field(default_factory=list)\n\n\nprint(A(3))\n",
        "import json\n\nprint(json.dumps(json.loads('[1, {\"a\": 2.5}]'), indent=2))\n",
        "from abc import ABC, abstractmethod\nfrom collections import Counter, namedtuple\n\n\nclass A(ABC):\n    @abstractmethod\n    def f(self): ...\n\n\nPoint = namedtuple('Point', 'x y')\nprint(Counter('abc'), Point(1, 2))\n",
        "from abc import ABCMeta, abstractmethod\nfrom collections import UserDict\nfrom collections.abc import Mapping, MutableSequence, Sized\n\n\nclass A(metaclass=ABCMeta):\n    @abstractmethod\n    def f(self): ...\n\n\nclass B(UserDict):\n    pass\n\n\nA.register(B)\nprint(isinstance(B(a=1), A), isinstance(B(), Mapping), isinstance([], (Sized, MutableSequence)))\n",
        "import functools, itertools, contextlib, heapq, math, random, statistics, sys, time\n\n\n@contextlib.contextmanager\ndef f():\n    yield next(itertools.count(3))\n\n\nwith f() as x:\n    print(x, math.pi, heapq.nsmallest(1, [2]), functools.reduce(max, [1, 2]), random.Random(3).random(), statistics.mean([1, 2]))\n",
        "from typing import TYPE_CHECKING, ContextManager, Deque, NewType, TypedDict, cast, runtime_checkable\n\nif TYPE_CHECKING:\n    from numpy import ndarray\n\n\nclass Movie(TypedDict, total=False):\n    year: int\n\n\nclass Queue(Deque[int]):\n    pass\n\n\nclass Lock(ContextManager['Lock']):\n    def __exit__(self, *args):\n        pass\n\n\nMovies = Deque[Movie]\nUser = NewType('User', int)\nprint(Movie(year=1), User(3), Queue([1]), cast('ndarray', Lock()))\n",
        "from beside import f\n\nprint(f())\n",
    ];
    write(
        directory,
        "beside.py",
        "from __future__ import annotations\nfrom typing import List\n\n\ndef f() -> List[int]:\n    return [1]\n",
    );
    for program in PROGRAMS {
        write(directory, "a.py", program);
        let built = pyaot(directory, &["build", "-v", "a.py"])?;
        expect(&built, 0, "CPython: not needed").map_err(|error| format!("{error}\n{program}"))?;
    }
    write(directory, "a.py", "import sqlite3\nprint(sqlite3)\n");
    let built = pyaot(directory, &["build", "-v", "a.py"])?;
    expect(&built, 0, "CPython: for the module sqlite3")
}

/// Programs whose functions are native as long as the classes and results of the library have types.
fn stays_native(directory: &Path) -> Result<(), String> {
    const PROGRAMS: &[(&str, &str)] = &[
        (
            "import re\n\n\ndef f(text):\n    found = re.compile(r'(\\d+)-(?P<m>\\d+)').match(text)\n    if found is None:\n        return 0\n    return len(found.group('m')) + found.end()\n\n\ndef g(text):\n    return sum(len(m.group(1)) for m in re.finditer('(a+)b', text))\n\n\nprint(f('12-3'), g('aab'))\n",
            ", 0 boxed",
        ),
        (
            "import cmath\n\n\ndef f(c):\n    z = 0\n    for k in range(9):\n        if abs(z) > 2:\n            return k\n        z = z * z + cmath.exp(c) / 2\n    return 9\n\n\nprint(f(1j))\n",
            ", 0 boxed",
        ),
        (
            "import re\nfrom typing import Dict, Union\n\nAlias = Dict[str, Union[int, str]]\nprint(Alias)\nP = re.compile(r'(\\w+)=(\\d+)', re.I | re.M)\n\n\ndef parse(text):\n    return {m.group(1): int(m.group(2)) for m in P.finditer(text)}\n\n\nprint(parse('a=1'))\n",
            ", 0 boxed",
        ),
        (
            "class A:\n    @classmethod\n    def __class_getitem__(cls, item):\n        return cls\n\n    def __init__(self, x):\n        self.x = x\n\n    def f(self):\n        return self.x + 1\n\n\ndef f() -> 'A[int]':\n    return A(3)\n\n\nprint(f().f())\n",
            "4 native, 1 boxed",
        ),
        (
            "class Key:\n    def __init__(self, n):\n        self.__n = n\n\n    def __key(self):\n        return self.__n, 'k'\n\n    def __hash__(self):\n        return hash(self.__key())\n\n    def __eq__(self, other):\n        return isinstance(other, Key) and self.__key() == other.__key()\n\n\ndef f(n):\n    return len({Key(i % 3) for i in range(n)})\n\n\nprint(f(9))\n",
            "5 native, 1 boxed",
        ),
        (
            "class Grid:\n    def __init__(self, n):\n        self.cells = [0.0] * n\n\n    def __getitem__(self, i):\n        return self.cells[i]\n\n    def __setitem__(self, i, x):\n        self.cells[i] = x\n\n\ndef f(grid, n):\n    for i in range(n):\n        grid[i] += 1.5\n    return grid[0]\n\n\nprint(f(Grid(9), 9))\n",
            ", 0 boxed",
        ),
        (
            "def f(xs):\n    best = xs[0]\n    for x in xs[:]:\n        best = min(best, x)\n    return best\n\n\ndef g(xs):\n    ys = xs[:]\n    return ys[0]\n\n\nfor h in (f, g):\n    print(h([1, 2]), h([1.5]))\n",
            ", 0 boxed",
        ),
        (
            "from dataclasses import dataclass\n\n\n@dataclass(eq=False)\nclass Num:\n    value: float\n\n\n@dataclass(eq=False)\nclass Add:\n    left: object\n    right: object\n\n\ndef f(e):\n    match e:\n        case Num(value):\n            return value\n        case Add(left, right):\n            return f(left) + f(right)\n\n\nprint(f(Add(Num(1.5), Num(2.5))))\n",
            ", 0 boxed",
        ),
        (
            "class Sum:\n    def __init__(self, *parts):\n        self.parts = list(parts)\n\n    def total(self):\n        total = 0\n        for part in self.parts:\n            total += part\n        return total\n\n\nparts = [1, 2]\nprint(Sum(*parts).total())\n",
            ", 0 boxed",
        ),
        (
            "class V:\n    def __init__(self, x):\n        self.x = x\n\n    def __add__(self, other):\n        return self.__class__(self.x + other.x)\n\n    def scaled(self, k):\n        return type(self)(self.x * k)\n\n\ndef f(n):\n    v = V(0.0)\n    for i in range(n):\n        v = v + V(1.0).scaled(0.5)\n    return v.x\n\n\nprint(f(9))\n",
            ", 0 boxed",
        ),
        (
            "class Num:\n    def __init__(self, v): self.v = v\nclass Bin:\n    def __init__(self, l, r): self.l = l; self.r = r\nclass Visitor:\n    def visit(self, n): return getattr(self, 'visit_' + type(n).__name__)(n)\n    def visit_Num(self, n): return n.v\n    def visit_Bin(self, n): return self.visit(n.l) + self.visit(n.r)\ndef run(n):\n    e = Bin(Bin(Num(3), Num(4)), Num(5)); v = Visitor(); s = 0\n    for i in range(n // 5): s += v.visit(e)\n    return s\nprint(run(50))\n",
            "6 native, 1 boxed",
        ),
    ];
    for (program, functions) in PROGRAMS {
        write(directory, "a.py", program);
        let built = pyaot(directory, &["build", "-v", "a.py"])?;
        expect(&built, 0, functions).map_err(|error| format!("{error}\n{program}"))?;
    }
    Ok(())
}

fn nothing_else(directory: &Path) -> Result<(), String> {
    write(directory, "a.py", "print(1)\n");
    expect(&pyaot(directory, &["build", "a.py"])?, 0, "")?;
    expect(
        &pyaot_with(directory, &["build", "a.py"], &[("CC", "false")])?,
        1,
        "error[link-failed]",
    )?;
    let entries = std::fs::read_dir(directory).map_err(|error| error.to_string())?;
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.retain(|name| name != "cache");
    names.sort();
    if names == ["a", "a.py"] {
        Ok(())
    } else {
        Err(format!("found {names:?}"))
    }
}

/// A program links what it uses: no CPython, and little of the runtime.
fn hello_is_small(directory: &Path) -> Result<(), String> {
    const LIMIT: usize = 475_000;
    write(directory, "a.py", "print('hello')\n");
    expect(&pyaot(directory, &["build", "a.py"])?, 0, "")?;
    let bytes = std::fs::read(directory.join("a")).map_err(|error| error.to_string())?;
    if bytes.len() > LIMIT {
        return Err(format!("{} bytes are more than {LIMIT}", bytes.len()));
    }
    let name = b"libpython";
    match bytes.windows(name.len()).any(|window| window == name) {
        true => Err("it is linked with libpython".into()),
        false => Ok(()),
    }
}
