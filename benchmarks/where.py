"""Where compiled benchmarks spend their time: the functions with the largest shares, by `perf`.

    python benchmarks/where.py PYAOT [--runs N] [--most N] [NAME ...]

What PROFILE.md says of each program is read off this.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

from run import HERE, clean_environment

# Samples a second: short programs are run many times over.
FREQUENCY = 15000
ROW = re.compile(r"^\s*([0-9.]+)%\s+(\S+)\s+\[(.)\]\s+(.+?)(\s+-)*\s*$")


def shares(executable, runs, directory, environment):
    """(share, kind, function) of each function, the largest first."""
    data = directory / "perf.data"
    again = f"i=0; while [ $i -lt {runs} ]; do {executable} >/dev/null 2>&1; i=$((i+1)); done"
    record = ["perf", "record", "-q", "-F", str(FREQUENCY), "-o", data, "--", "sh", "-c", again]
    subprocess.run(record, cwd=HERE, env=environment, check=True, capture_output=True, timeout=300)
    report = ["perf", "report", "-i", data, "--stdio", "--sort", "dso,symbol", "--comm", executable.name]
    text = subprocess.run(report, capture_output=True, text=True, check=True).stdout
    rows = [match.groups()[:4] for match in map(ROW.match, text.splitlines()) if match]
    total = sum(float(share) for share, *_ in rows) or 1.0
    found = {}
    for share, library, ring, function in rows:
        if ring == "k":
            library, function = "kernel", ""
        elif library == executable.name:
            library = ""
        key = (library, function)
        found[key] = found.get(key, 0.0) + 100 * float(share) / total
    return sorted(((share, *key) for key, share in found.items()), reverse=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pyaot", type=pathlib.Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--most", type=int, default=8)
    args = parser.parse_intermixed_args()
    environment = clean_environment()
    with tempfile.TemporaryDirectory() as directory:
        directory = pathlib.Path(directory)
        for name in args.names or sorted(path.parent.name for path in HERE.glob("*/main.py")):
            # The kernel cuts the names of programs off.
            executable = directory / name[:15]
            build = [args.pyaot.resolve(), "build", "--debug", HERE / name / "main.py", "-o", executable]
            if subprocess.run(build, env=environment, capture_output=True).returncode != 0:
                print(f"{name}: does not compile", file=sys.stderr)
                continue
            print(name)
            for share, library, function in shares(executable, args.runs, directory, environment)[: args.most]:
                print(f"  {share:5.1f} %  {' '.join(filter(None, [library, function]))}")


if __name__ == "__main__":
    main()
