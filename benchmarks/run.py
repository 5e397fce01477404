"""Times every benchmark under CPython, pyaot, C and what else is installed, and checks that all print the same.

    python benchmarks/run.py PYAOT [--repeat N] [--no-peers] [NAME ...]

A benchmark is a folder with main.py, and main.c or main.cpp where there is a twin in C or C++:
the same algorithm, as one would write it there. `peers.py` has the other compilers of Python.
All are run in turn, N times over, so that a slow spell of the machine falls
on every kind alike; medians are reported. With names, only those are run and
nothing is written; else RESULTS.md and results.svg are.

A program may print `kernel SECONDS` on stderr: the time of its inner part;
and `part NAME SECONDS` for each thing it times by itself.
"""

import argparse
import os
import pathlib
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import generate
import peers
import report

HERE = pathlib.Path(__file__).resolve().parent
TIMEOUT = 120.0
# How twins are compiled: at their best, with the results of floats that the program wrote.
C_FLAGS = ["-O3", "-march=native", "-ffp-contract=off"]
TWINS = {"main.c": ["cc"], "main.cpp": ["c++", "-std=c++17"]}
# Programs shorter than this are run more often: they are cheap, and noisy.
SHORT = 0.05


class Failure(Exception):
    """What a program or the compiler did wrong, in a few words."""


class Run:
    """One run of a program."""

    # The launcher, once compiled.
    measure = None

    def __init__(self, command, environment):
        stdout = tempfile.TemporaryFile()
        stderr = tempfile.TemporaryFile()
        reading, writing = os.pipe()
        process = subprocess.Popen(
            [self.measure, str(writing), *command],
            stdout=stdout, stderr=stderr, cwd=HERE, env=environment, pass_fds=[writing], start_new_session=True,
        )
        os.close(writing)
        killer = threading.Timer(TIMEOUT, os.killpg, [process.pid, signal.SIGKILL])
        killer.start()
        with os.fdopen(reading) as pipe:
            measured = pipe.read().split()
        process.wait()
        killer.cancel()
        if not measured:
            raise Failure(f"did not end within {TIMEOUT:.0f} s")
        self.seconds = float(measured[0])
        # On Linux in kilobytes.
        self.memory = int(measured[1]) / 1024
        exit_code = os.waitstatus_to_exitcode(int(measured[2]))
        stdout.seek(0)
        stderr.seek(0)
        self.output = stdout.read()
        complaints = stderr.read().decode(errors="replace")
        kernel = re.search(r"^kernel ([0-9.e-]+)$", complaints, re.M)
        self.kernel = float(kernel.group(1)) if kernel else None
        self.parts = {
            name: float(took) for name, took in re.findall(r"^part (\w+) ([0-9.e-]+)$", complaints, re.M)
        }
        if exit_code < 0:
            raise Failure(f"ended by signal {-exit_code}")
        if exit_code > 0:
            last = complaints.strip().splitlines()[-1:] or [""]
            raise Failure(f"exit code {exit_code}: {last[0][:90]}")


class Build:
    """One compilation: how long it took, and pyaot's own share of it."""

    def __init__(self, pyaot, source, executable, environment):
        command = [pyaot, "build", source, "-o", executable, "--time-passes"]
        start = time.perf_counter()
        ran = subprocess.run(command, capture_output=True, text=True, env=environment)
        self.seconds = time.perf_counter() - start
        if ran.returncode != 0:
            errors = [line for line in ran.stderr.splitlines() if "error" in line or "panicked" in line]
            raise Failure("does not compile: " + (errors or [ran.stderr.strip()])[0][:90])
        stages = dict(
            (name.strip(), float(took) / 1000)
            for took, name in re.findall(r"^ *([0-9.]+) ms +(link|total)$", ran.stdout + ran.stderr, re.M)
        )
        self.own = stages["total"] - stages["link"]


class Result:
    """What is known of one benchmark."""

    def __init__(self, name):
        self.name = name
        self.failure = None
        self.runs = {}
        self.builds = []
        # What peers cannot do, by their names.
        self.refused = {}
        self.size = None
        first = (HERE / name / "main.py").read_text().split('"""')[1]
        self.title = first.strip().splitlines()[0].rstrip(".")

    def median(self, kind, what="seconds"):
        values = [getattr(run, what) for run in self.runs.get(kind, [])]
        return statistics.median(values) if values and None not in values else None

    def ratios(self, over, under, what="seconds"):
        """How many times longer `over` took than `under`, turn by turn."""
        pairs = zip(self.runs.get(over, []), self.runs.get(under, []))
        return sorted(getattr(a, what) / getattr(b, what) for a, b in pairs if getattr(a, what) and getattr(b, what))

    def part_speedups(self):
        """For each part the program times: its name, and the median of the ratios turn by turn."""
        pairs = list(zip(self.runs.get("cpython", []), self.runs.get("pyaot", [])))
        names = pairs[0][0].parts if pairs else {}
        return [(name, statistics.median(a.parts[name] / b.parts[name] for a, b in pairs)) for name in names]

    def speedup(self, what="seconds"):
        ratios = self.ratios("cpython", "pyaot", what)
        return statistics.median(ratios) if ratios else None


def measure(name, pyaot, others, directory, environment, repeat):
    """Builds a benchmark and runs it under everything there is."""
    result = Result(name)
    source = HERE / name / "main.py"
    commands = {"cpython": [sys.executable, source]}
    for file, compiler in TWINS.items():
        twin = source.with_name(file)
        if twin.exists():
            in_c = directory / f"{name}-c"
            subprocess.run([*compiler, *C_FLAGS, "-o", in_c, twin, "-lm"], check=True)
            commands["c"] = [in_c]
    for peer in others:
        try:
            commands[peer.name] = peer.build(source, directory, environment)
        except peers.CannotBuild as refusal:
            result.refused[peer.name] = str(refusal)
    try:
        executable = directory / name
        for _ in range(min(repeat, 3)):
            result.builds.append(Build(pyaot, source, executable, environment))
        result.size = executable.stat().st_size
        commands["pyaot"] = [executable]
    except Failure as failure:
        result.failure = str(failure)
    turn = 0
    while turn < repeat:
        for kind in list(commands):
            try:
                run = Run(commands[kind], environment)
                if turn == 0 and run.output != result.runs.get("cpython", [run])[0].output:
                    raise Failure("the output is not CPython's")
            except Failure as failure:
                if kind == "pyaot":
                    result.failure = str(failure)
                elif kind in ("cpython", "c"):
                    raise Failure(f"{name} under {kind}: {failure}") from None
                else:
                    result.refused[kind] = str(failure)
                del commands[kind]
                result.runs.pop(kind, None)
                continue
            result.runs.setdefault(kind, []).append(run)
        turn += 1
        if turn == 1 and result.median("cpython") < SHORT:
            repeat *= 4
    return result


def compile_times(pyaot, directory, environment, repeat):
    """How long generated programs take to compile, by their lines."""
    found = []
    for lines in (100, 1000):
        text = generate.program(lines)
        source = directory / f"generated_{lines}.py"
        source.write_text(text)
        executable = directory / f"generated_{lines}"
        try:
            builds = [Build(pyaot, source, executable, environment) for _ in range(max(repeat, 3))]
            if Run([executable], environment).output != Run([sys.executable, source], environment).output:
                raise Failure("the output is not CPython's")
        except Failure as failure:
            found.append((text.count("\n"), str(failure), None, None))
            continue
        total = statistics.median(build.seconds for build in builds)
        own = statistics.median(build.own for build in builds)
        found.append((text.count("\n"), None, total, own))
    return found


def clean_environment():
    """The same surroundings for all: no variable of Python's but a fixed hash."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # The real interpreter's own environment, never that of a version manager.
    environment["VIRTUAL_ENV"] = sys.prefix
    environment["PYTHONHASHSEED"] = "0"
    # One thread in NumPy's linear algebra: the same work on every machine.
    environment["OPENBLAS_NUM_THREADS"] = "1"
    return environment


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pyaot", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true", help="leave out other compilers that are installed")
    args = parser.parse_intermixed_args()
    pyaot = args.pyaot.resolve()
    environment = clean_environment()
    names = args.names or sorted(path.parent.name for path in HERE.glob("*/main.py"))
    others = [] if args.no_peers else peers.installed()
    if absent := [peer.name for peer in peers.PEERS if peer not in others]:
        print(f"not compared with, for they are not found: {', '.join(absent)}")
    results = []
    print(report.headings(others))
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        Run.measure = directory / "measure"
        subprocess.run(["cc", "-O2", "-o", Run.measure, HERE / "measure.c"], check=True)
        for name in names:
            result = measure(name, pyaot, others, directory, environment, args.repeat)
            results.append(result)
            print(report.line(result, others), flush=True)
        if not args.names:
            compiled = compile_times(pyaot, directory, environment, args.repeat)
            (HERE / "RESULTS.md").write_text(report.markdown(results, compiled, args.repeat, others))
            (HERE / "results.svg").write_text(report.picture(results))
            readme = HERE.parent / "README.md"
            readme.write_text(report.readme(readme.read_text(), results))
            print("written: benchmarks/RESULTS.md, benchmarks/results.svg, the table of README.md")
    sys.exit(any(result.failure for result in results))


if __name__ == "__main__":
    main()
