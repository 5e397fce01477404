"""CPython's own tests, compiled: the score of each module of the `test` package.

    python tests/cpython/run.py [--pyaot target/release/pyaot] [--summary] [-v] [MODULE...]

Each `test_X.py` of the running Python's own `test` package is compiled as a
program; `unittest` and `test.support` run in CPython. A test counts as passed
if the compiled module passes it; tests that CPython itself skips or fails do
not count. With `-v` each test that is lost is named, with `--summary` the end
is the list in STATUS.md. Nothing is written outside a temporary directory,
unless `--keep` says where to leave what the programs print.
"""

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile

MODULES = """
    test_grammar test_int test_long test_float test_complex test_bool test_unicode test_bytes
    test_list test_tuple test_dict test_set test_range test_slice test_generators test_genexps test_listcomps
    test_setcomps test_dictcomps test_coroutines test_asyncgen test_exceptions test_baseexception test_raise
    test_exception_group test_except_star test_with test_scope test_class test_descr test_property test_super
    test_fstring test_format test_unpack test_unpack_ex test_patma test_dataclasses test_enum test_collections
    test_itertools test_functools test_heapq test_bisect test_math test_cmath test_random test_string test_userdict
    test_userlist test_userstring test_iter test_enumerate test_compare test_richcmp test_binop test_augassign
    test_contains test_decorators test_extcall test_keywordonlyarg test_positional_only_arg test_funcattrs
    test_global test_named_expressions test_opcodes test_operator test_pow test_print test_hash test_index
    test_int_literal test_isinstance test_numeric_tower test_fractions test_deque test_defaultdict
    test_ordered_dict test_dictviews test_memoryview test_array test_struct test_statistics test_copy test_abc
    test_contextlib test_typechecks test_subclassinit test_metaclass test_dynamicclassattribute test_types
    test_builtin test_strtod test_textwrap test_weakref test_yield_from test_types test_unary test_tuple
""".split()

RESULT = re.compile(
    r"^(\w+) \(([\w.<>]+)\)(?:\n[^\n]*?)? \.\.\. (?:.*?)(ok|FAIL|ERROR|skipped|expected failure|unexpected success)",
    re.M | re.S,
)


def run(command, timeout, directory):
    """The output of a command, and how it ended: an exit code, a signal or `timeout`."""
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1")
    process = subprocess.Popen(
        command,
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=timeout)
        end = process.returncode
        if end < 0:
            end = signal.Signals(-end).name
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        end = "timeout"
    return output.decode("utf-8", "replace"), end


def results(output):
    """What became of each test that a verbose run of unittest names."""
    found = {}
    for name, place, result in RESULT.findall(output):
        # A subtest or a second failure does not make a test pass again.
        key = f"{place}.{name}" if not place.endswith("." + name) else place
        key = key.removeprefix("__main__.").removeprefix("test.")
        if found.get(key) not in ("FAIL", "ERROR"):
            found[key] = result
    return found


class Score:
    """One module: what CPython passes, and what the compiled program does of it."""

    def __init__(self, name):
        self.name = name
        self.expected = self.passed = 0
        self.lost = []
        self.note = ""
        self.in_cpython = False

    def row(self):
        share = 100 * self.passed // self.expected if self.expected else 0
        return f"| {self.name} | {self.passed} | {self.expected} | {share}% | {self.note} |"


def score(name, path, options, directory):
    """Runs one module under CPython and compiled."""
    result = Score(name)
    output, end = run([sys.executable, path, "-v"], options.timeout, directory)
    expected = {test for test, was in results(output).items() if was == "ok"}
    result.expected = len(expected)
    program = os.path.join(directory, name)
    output, end = run([options.pyaot, "build", path, "-o", program], options.timeout, directory)
    if end != 0:
        errors = [line for line in output.splitlines() if line.startswith("error")]
        result.note = f"not compiled: {errors[0] if errors else end}"
        return result
    check, _ = run([options.pyaot, "check", path], options.timeout, directory)
    output, end = run([program, "-v"], options.timeout, directory)
    if options.keep:
        with open(os.path.join(options.keep, name + ".txt"), "w") as file:
            file.write(output)
    got = results(output)
    result.passed = sum(got.get(test) == "ok" for test in expected)
    result.lost = [(test, got.get(test, "not run")) for test in sorted(expected) if got.get(test) != "ok"]
    notes = []
    result.in_cpython = "the module __main__ runs in CPython" in check
    if result.in_cpython:
        notes.append("runs in CPython")
    if not isinstance(end, int):
        notes.append(f"ended by {end}")
    elif not got:
        notes.append((output.strip().splitlines() or ["no output"])[-1][:100])
    result.note = "; ".join(notes)
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pyaot", default="target/release/pyaot")
    parser.add_argument("--timeout", type=float, default=120)
    parser.add_argument("--keep", metavar="DIRECTORY", help="where to leave what each program printed")
    parser.add_argument("--summary", action="store_true", help="end with the list in STATUS.md")
    parser.add_argument("-v", "--verbose", action="store_true", help="name each test that is lost")
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    options = parser.parse_args()
    options.pyaot = os.path.abspath(options.pyaot)
    try:
        import test
    except ImportError:
        sys.exit("this Python has no `test` package")
    package = test.__path__[0]
    scores = []
    print("| module | passed | of | share | note |\n| --- | ---: | ---: | ---: | --- |")
    for name in options.modules or dict.fromkeys(MODULES):
        path = os.path.join(package, name + ".py")
        if not os.path.exists(path):
            print(f"| {name} | | | | not in this Python |")
            continue
        with tempfile.TemporaryDirectory() as directory:
            one = score(name, path, options, directory)
        scores.append(one)
        print(one.row(), flush=True)
        if options.verbose:
            for test_name, was in one.lost:
                print(f"    {was}: {test_name}")
    compiled = [one for one in scores if not one.in_cpython]
    for title, part in ("compiled", compiled), ("all", scores):
        passed, total = sum(one.passed for one in part), sum(one.expected for one in part)
        print(f"| {title} | {passed} | {total} | {100 * passed // max(total, 1)}% | |")
    if options.summary:
        shown = (f"{one.name.removeprefix('test_')} {one.passed}/{one.expected}" for one in compiled if one.expected)
        print("\n" + ", ".join(shown))


if __name__ == "__main__":
    main()
