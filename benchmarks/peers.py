"""Other compilers and interpreters of Python, where they are installed.

Each is given the same unannotated `main.py`. What one cannot build, or prints
otherwise than CPython, it has no time for. A peer is found by its command, on
PATH or beside the Python that runs the benchmarks.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import sysconfig

BUILD_TIMEOUT = 300


class CannotBuild(Exception):
    """The peer refuses the program; in a few words of its own."""


class Peer:
    """A compiler: how it is found, and how it makes a program of `main.py`."""

    def __init__(self, name, commands, make):
        self.name = name
        self.commands = commands
        self._make = make
        places = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ.get("PATH", "")])
        self.found = next(filter(None, (shutil.which(command, path=places) for command in commands)), None)

    def build(self, source, directory, environment):
        """The command that runs the program as the peer has built it, in `directory`."""
        directory = directory / f"{source.parent.name}-{self.name.lower()}"
        directory.mkdir()
        shutil.copy(source, directory / "main.py")
        return self._make(self.found, directory, environment)


def call(command, directory, environment):
    """Runs a step of a build."""
    try:
        ran = subprocess.run(
            [str(part) for part in command], cwd=directory, env=environment, capture_output=True, text=True,
            errors="replace", timeout=BUILD_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        raise CannotBuild(f"does not build within {BUILD_TIMEOUT} s") from None
    if ran.returncode != 0:
        lines = (ran.stderr + ran.stdout).strip().splitlines()
        errors = [line for line in lines if "error" in line.lower()] or lines[-1:] or [""]
        raise CannotBuild("does not build: " + errors[0].strip()[:90])


def python_of(tool):
    """The interpreter beside a tool that is a Python package."""
    first = pathlib.Path(tool).read_bytes().split(b"\n", 1)[0]
    shebang = re.fullmatch(rb"#!\s*(\S+python\S*)", first)
    return shebang.group(1).decode() if shebang else pathlib.Path(tool).with_name("python")


def imported(tool, directory):
    """The command that runs an extension module."""
    return [python_of(tool), "-c", f"import sys; sys.path.insert(0, {str(directory)!r}); import main"]


def pypy(tool, directory, environment):
    return [tool, directory / "main.py"]


def nuitka(tool, directory, environment):
    call([tool, "--output-filename=program", "main.py"], directory, environment)
    return [directory / "program"]


def cython(tool, directory, environment):
    call([tool, "-3", "--embed", "-o", "main.c", "main.py"], directory, environment)
    config = sysconfig.get_config_vars()
    libraries = ["-L" + config["LIBDIR"], "-Wl,-rpath," + config["LIBDIR"], "-lpython" + config["LDVERSION"], "-lm"]
    include = "-I" + sysconfig.get_path("include")
    call(["cc", "-O3", "-march=native", include, "main.c", "-o", "program", *libraries], directory, environment)
    return [directory / "program"]


def mypyc(tool, directory, environment):
    call([tool, "main.py"], directory, environment)
    (directory / "main.py").unlink()
    return imported(tool, directory)


def numba(tool, directory, environment):
    """All functions of the module in nopython mode, but the one that prints."""
    text = (directory / "main.py").read_text()
    text = re.sub(r"^def (?!main\()", r"@__import__('numba').njit\ndef ", text, flags=re.M)
    (directory / "main.py").write_text(text)
    return [python_of(tool), directory / "main.py"]


def pythran(tool, directory, environment):
    call([tool, "-O3", "-march=native", "main.py"], directory, environment)
    (directory / "main.py").unlink()
    return imported(tool, directory)


def codon(tool, directory, environment):
    call([tool, "build", "-release", "-o", "program", "main.py"], directory, environment)
    return [directory / "program"]


def shedskin(tool, directory, environment):
    call([tool, "build", "main.py"], directory, environment)
    made = [path for path in directory.rglob("main*") if path.is_file() and os.access(path, os.X_OK)]
    if not made:
        raise CannotBuild("does not build: no program was made")
    return made[:1]


PEERS = [
    Peer("PyPy", ["pypy3", "pypy"], pypy),
    Peer("Nuitka", ["nuitka", "nuitka3"], nuitka),
    Peer("Cython", ["cython", "cython3"], cython),
    Peer("Numba", ["numba"], numba),
    Peer("mypyc", ["mypyc"], mypyc),
    Peer("Pythran", ["pythran"], pythran),
    Peer("Codon", ["codon"], codon),
    Peer("ShedSkin", ["shedskin"], shedskin),
]


def installed():
    return [peer for peer in PEERS if peer.found]
