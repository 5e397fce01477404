"""Times every benchmark under CPython, pyaot and C, and checks that all print the same.

    python benchmarks/run.py PYAOT [--repeat N] [NAME ...]

A benchmark is a folder with NAME/NAME.py, and NAME/NAME.c where there is a twin in C.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def best_of(command, repeat):
    """The shortest time of several runs, and what the program printed."""
    best, output = None, b""
    for _ in range(repeat):
        start = time.perf_counter()
        ran = subprocess.run(command, stdout=subprocess.PIPE, cwd=HERE, check=True)
        took = time.perf_counter() - start
        best = took if best is None else min(best, took)
        output = ran.stdout
    return best, output


def build_all(pyaot, name, directory):
    """Commands to run the benchmark's executables, by kind."""
    source = HERE / name / f"{name}.py"
    executable = directory / name
    subprocess.run([pyaot, "build", source, "-o", executable], check=True)
    commands = {"pyaot": [executable]}
    twin = source.with_suffix(".c")
    if twin.exists():
        in_c = directory / f"{name}-c"
        subprocess.run(["cc", "-O2", "-o", in_c, twin, "-lm"], check=True)
        commands["c"] = [in_c]
    return {"cpython": [sys.executable, source], **commands}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pyaot", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    names = args.names or sorted(p.parent.name for p in HERE.glob("*/*.py") if p.stem == p.parent.name)
    print(f"{'':20}{'CPython':>10}{'pyaot':>10}{'C':>10}{'speed-up':>10}")
    failed = False
    with tempfile.TemporaryDirectory() as directory:
        for name in names:
            try:
                commands = build_all(args.pyaot.resolve(), name, pathlib.Path(directory))
                results = {kind: best_of(command, args.repeat) for kind, command in commands.items()}
            except subprocess.CalledProcessError as error:
                print(f"{name:20}failed: {error}")
                failed = True
                continue
            if len({output for _, output in results.values()}) > 1:
                print(f"{name:20}the outputs differ")
                failed = True
                continue
            times = {kind: took for kind, (took, _) in results.items()}
            in_c = f"{times['c']:9.3f}s" if "c" in times else ""
            ratio = times["cpython"] / times["pyaot"]
            print(f"{name:20}{times['cpython']:9.3f}s{times['pyaot']:9.3f}s{in_c:>10}{ratio:9.1f}x", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
