"""Times many small ways of saying things under CPython and compiled, and checks that both give the same.

    python benchmarks/idioms.py PYAOT [WORD ...]

A file in idioms/ begins with what all of its sections share; a section begins with `#-- name` and defines
`run(n)`. Each becomes a program of its own that calls `run(N)` three times over and says what the best took, so
start-up does not count. The programs are run in turn, three times each; what is compared are the best times.
With words, only sections whose names have one of them are run, and nothing is written; else IDIOMS.md is,
the worst first. It is where a change that loses types shows.
"""

import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TURNS = 3
TIMEOUT = 120
# What a program ends with: the result on stdout, the seconds on stderr.
TIMED = """
import sys as _sys
import time as _time


def _main():
    best = 1e9
    for _ in range(3):
        start = _time.perf_counter()
        result = run(N)
        best = min(best, _time.perf_counter() - start)
    print(result)
    print(best, file=_sys.stderr)


_main()
"""


class Idiom:
    """A section: its name, its program, and the best times."""

    def __init__(self, topic, name, text):
        self.topic = topic
        self.name = name
        self.text = text
        self.best = {}
        self.problem = None

    def run(self, kind, command, directory):
        """The output of one run."""
        ran = subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=TIMEOUT)
        if ran.returncode:
            raise ValueError(f"{kind}: {ran.stderr.strip().splitlines()[-1:]}")
        self.best[kind] = min(self.best.get(kind, math.inf), float(ran.stderr.split()[-1]))
        return ran.stdout

    def measure(self, pyaot):
        with tempfile.TemporaryDirectory() as directory:
            # A name that no module of the library has.
            source = pathlib.Path(directory, "t_" + re.sub(r"\W", "_", self.name) + ".py")
            source.write_text(self.text + TIMED)
            program = source.with_suffix("")
            built = subprocess.run([pyaot, "build", source, "-o", program], capture_output=True, text=True)
            if built.returncode:
                self.problem = built.stderr.strip()
                return
            try:
                for _ in range(TURNS):
                    expected = self.run("CPython", [sys.executable, source], directory)
                    if self.run("pyaot", [program], directory) != expected:
                        self.problem = "DIFFERENT"
            except (ValueError, subprocess.TimeoutExpired) as problem:
                self.problem = str(problem)

    def ratio(self):
        return self.best["CPython"] / max(self.best["pyaot"], 1e-9) if len(self.best) == 2 else 0.0


def idioms():
    for file in sorted((HERE / "idioms").glob("*.txt")):
        head, *sections = re.split(r"(?m)^#-- *", file.read_text())
        for section in sections:
            name, body = section.split("\n", 1)
            yield Idiom(file.stem, name.strip(), head + body)


def table(found):
    ratios = [idiom.ratio() for idiom in found if not idiom.problem]
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    slower = sum(ratio < 1 for ratio in ratios)
    few = sum(1 <= ratio < 2 for ratio in ratios)
    yield "# Idioms"
    yield ""
    yield "Written by `make idioms`: small ways of saying things, the worst first, start-up not counted."
    yield ""
    yield f"{len(found)} idioms: {mean:.1f}x CPython in the geometric mean; {slower} slower, {few} less than twice as fast."
    yield ""
    yield "| topic | idiom | CPython | pyaot | speed-up |"
    yield "| :-- | :-- | --: | --: | --: |"
    for idiom in found:
        times = [f"{idiom.best[kind] * 1000:.1f} ms" for kind in ("CPython", "pyaot")] if idiom.ratio() else ["", ""]
        speed = idiom.problem or f"{idiom.ratio():.2f}x"
        yield f"| {idiom.topic} | {idiom.name} | {times[0]} | {times[1]} | {speed} |"


def main():
    pyaot, words = os.path.abspath(sys.argv[1]), sys.argv[2:]
    found = [idiom for idiom in idioms() if not words or any(word in idiom.name for word in words)]
    for idiom in found:
        idiom.measure(pyaot)
        print(f"{idiom.topic:10} {idiom.name:32} {idiom.problem or f'{idiom.ratio():8.2f}x'}", flush=True)
    found.sort(key=Idiom.ratio)
    if not words:
        (HERE / "IDIOMS.md").write_text("\n".join(table(found)) + "\n")
    sys.exit(any(idiom.problem for idiom in found))


if __name__ == "__main__":
    main()
