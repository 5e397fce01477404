"""A differential fuzzer: random programs under CPython and compiled must do the same.

    python tests/fuzz/run.py [--pyaot target/release/pyaot] [--seconds 60] [--seed N] [--jobs 1] [--keep DIR] [FILE...]

Each program (`program.py`) runs under CPython and compiled, optimised and not, and now and then with the checks of `--verify`.
Standard output, the exit code and the last line of standard error must be the same. A program that differs is cut down to
the statements that matter (`minimise.py`) and left in DIR (default: target/fuzz). With FILEs those are compared instead, and
with `--minimise` cut down. Exit code 1 means that something differed.
"""

import argparse
import concurrent.futures
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

from minimise import minimise
from program import Program

WAYS = {"optimised": [], "not optimised": ["--no-optimize"], "verified": ["--verify"]}
# The checks after every pass take longer than the rest: one program in four has them.
VERIFIED = 4
# CPython itself is given less: a program that takes it long is left out.
PATIENCE = {"python": 5, "build": 60, "program": 20}
# How often CPython has to say the same before it is believed.
SURE = 5
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
# The text depends on which C function met the limit (STATUS.md).
DEPTH = re.compile(r"(maximum recursion depth exceeded)[\w ]*")


class Comparison:
    """Runs programs with one compiler, in a directory of its own."""

    def __init__(self, pyaot, directory):
        self.pyaot = os.path.abspath(pyaot)
        self.directory = directory
        self.environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1", PYTHONWARNINGS="ignore", LC_ALL="C.UTF-8")
        if sys.prefix != sys.base_prefix:
            self.environment["VIRTUAL_ENV"] = sys.prefix

    def run(self, command, patience):
        """How a command ended: exit code (or `timeout`, or the signal), output, last line of errors."""
        process = subprocess.Popen(command, cwd=self.directory, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            output, errors = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return "timeout", "", ""
        end = process.returncode if process.returncode >= 0 else signal.Signals(-process.returncode).name
        lines = errors.decode(errors="replace").strip().split("\n")
        return end, self.plain(output.decode(errors="replace")), self.plain(lines[-1])

    @staticmethod
    def plain(text):
        return DEPTH.sub(r"\1", ADDRESS.sub(" at 0x", text))

    def difference(self, text, ways=WAYS):
        """What differs, as (a word for the kind, a description); None if nothing, or if CPython is no judge."""
        with tempfile.TemporaryDirectory(dir=self.directory) as place:
            source, executable = os.path.join(place, "program.py"), os.path.join(place, "program")
            with open(source, "w") as file:
                file.write(text)
            expected = self.run([sys.executable, source], PATIENCE["python"])
            if expected[0] == "timeout" or isinstance(expected[0], str) or "MemoryError" in expected[1] + expected[2]:
                return None
            if "SyntaxError" in expected[2] and not expected[1]:
                return None
            for way in ways:
                built = self.run([self.pyaot, "build", *WAYS[way], source, "-o", executable], PATIENCE["build"])
                if built[0] != 0:
                    return "build", f"{way}: the build ends with {built[0]}: {built[1][-300:]} {built[2]}", way
                got = self.run([executable], PATIENCE["program"])
                if got != expected:
                    # What comes of addresses is another thing each time.
                    if any(self.run([sys.executable, source], PATIENCE["python"]) != expected for _ in range(SURE)):
                        return None
                    return compare(way, expected, got)
        return None


def compare(way, expected, got):
    wanted, seen = expected[1].split("\n"), got[1].split("\n")
    if got[1] != expected[1] or isinstance(got[0], str):
        line = next((n for n, pair in enumerate(zip(wanted, seen)) if pair[0] != pair[1]), min(len(wanted), len(seen)))
        want, have = (lines[line] if line < len(lines) else "(end)" for lines in (wanted, seen))
        kind = got[0] if isinstance(got[0], str) else "output"
        return kind, f"{way}: line {line + 1} of the output\n  CPython {want[:300]}\n  pyaot   {have[:300]}\n  exit {got[0]}, CPython {expected[0]}; {got[2][:200]}", way
    if got[0] != expected[0]:
        return "exit", f"{way}: exit {got[0]}, CPython {expected[0]}; {got[2][:300]}", way
    return "errors", f"{way}: last line of errors\n  CPython {expected[2][:300]}\n  pyaot   {got[2][:300]}", way


def check(comparison, text, ways, reduce):
    """Compares one program; returns None or (description, the program cut down)."""
    found = comparison.difference(text, ways)
    if found is None:
        return None
    kind, description, way = found
    if not reduce:
        return description, text

    def same(candidate):
        other = comparison.difference(candidate, [way])
        return other is not None and other[0] == kind

    small = minimise(text, same, time.monotonic() + 60)
    found = comparison.difference(small, [way])
    return (found[1] if found else description), small


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pyaot", default="target/release/pyaot")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None, help="of the first program; default: from the clock")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--keep", default="target/fuzz")
    parser.add_argument("--minimise", action="store_true")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else int(time.time()) * 1000 % 2**31
    os.makedirs(options.keep, exist_ok=True)
    failures = programs = 0
    with tempfile.TemporaryDirectory() as directory, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        comparison = Comparison(options.pyaot, directory)
        deadline = time.monotonic() + options.seconds

        def one(number):
            if options.files:
                with open(options.files[number]) as file:
                    return options.files[number], check(comparison, file.read(), WAYS, options.minimise)
            if time.monotonic() > deadline:
                return None
            ways = WAYS if number % VERIFIED == 0 else list(WAYS)[:2]
            return seed + number, check(comparison, Program(seed + number).text(), ways, True)

        numbers = iter(range(len(options.files) or 10**9))
        waiting = set()
        while True:
            for number in numbers:
                waiting.add(pool.submit(one, number))
                if len(waiting) >= options.jobs:
                    break
            if not waiting:
                break
            done, waiting = concurrent.futures.wait(waiting, return_when="FIRST_COMPLETED")
            results = [task.result() for task in done]
            for name, found in filter(None, results):
                programs += 1
                if found is None:
                    continue
                failures += 1
                print(f"--- {name}: {found[0]}\n{found[1]}", flush=True)
                if not options.files:
                    with open(os.path.join(options.keep, f"{name}.py"), "w") as file:
                        file.write(found[1])
            if None in results:
                break
        pool.shutdown()
    first = "" if options.files else f", seeds {seed} to {seed + programs - 1}"
    print(f"fuzz: {programs} programs, {failures} differ{first}")
    sys.exit(failures > 0)


main()
