"""Tables and a picture of what run.py measured."""

import math
import os
import platform

import peers

# What counts as a loss, beside being slower than CPython.
FEW_TIMES = 2.0
FAR_FROM_C = 2.5


def headings(others):
    """Above the lines on a terminal; `others` are the peers that are installed."""
    names = ["CPython", "pyaot", "C", *(peer.name for peer in others), "speed-up", "inside"]
    return f"{'':18}" + "".join(f"{name:>10}" for name in names)


def line(result, others):
    """One benchmark, on a terminal."""
    if result.failure:
        return f"{result.name:18}FAILS: {result.failure}"
    kinds = ["cpython", "pyaot", "c", *(peer.name for peer in others)]
    cells = [seconds(result.median(kind)) for kind in kinds]
    cells += [times(result.speedup()), times(result.speedup("kernel"))]
    return f"{result.name:18}" + "".join(f"{cell:>10}" for cell in cells)


def seconds(value):
    if value is None:
        return ""
    return f"{value * 1000:.1f} ms" if value < 0.1 else f"{value:.3f} s"


def times(value):
    if value is None:
        return ""
    return f"{value:.2f}x" if value < 10 else f"{value:.0f}x"


def megabytes(value):
    return "" if value is None else f"{value:.1f} MB"


def row(cells):
    return "| " + " | ".join(cells) + " |\n"


def table(headings, rows):
    aligned = [":--"] + ["--:"] * (len(headings) - 1)
    return row(headings) + row(aligned) + "".join(map(row, rows)) + "\n"


def spread(ratios):
    return f"{times(ratios[0])} .. {times(ratios[-1])}" if ratios else ""


def machine():
    """The machine in general terms: enough to judge the numbers by."""
    vendor = "x86-64" if platform.machine() == "x86_64" else platform.machine()
    python = f"CPython {platform.python_version()}"
    return f"{vendor}, {os.cpu_count()} cores, {platform.system()}; {python}; C and C++ by -O3 -march=native"


def mean(ratios):
    """The geometric mean; None of nothing."""
    ratios = list(ratios)
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None


def middle(ratios):
    return ratios[len(ratios) // 2] if ratios else None


def against_c(result):
    """How many times longer pyaot takes than the twin, whole programs."""
    return middle(result.ratios("pyaot", "c"))


def kernel_against_c(result):
    """The same for what the program times by itself, if it does."""
    return middle(result.ratios("pyaot", "c", "kernel"))


def summary(working, others):
    """Means and losses, a line each."""
    def listed(pairs, largest_first=True):
        ordered = sorted(pairs, key=lambda pair: pair[1], reverse=largest_first)
        return ", ".join(f"{name} ({times(ratio)})" for name, ratio in ordered) or "none"

    def overall(pairs):
        return times(mean(ratio for _, ratio in pairs))

    def known(ratio_of):
        pairs = [(result.name, ratio_of(result)) for result in working]
        return [pair for pair in pairs if pair[1]]

    speedups = known(lambda result: result.speedup())
    slower = [pair for pair in speedups if pair[1] < 1]
    few = [pair for pair in speedups if 1 <= pair[1] < FEW_TIMES]
    kernels = known(kernel_against_c)
    twins = known(lambda result: kernel_against_c(result) or against_c(result))
    far = [pair for pair in twins if pair[1] > FAR_FROM_C]
    memory = known(lambda result: result.median("pyaot", "memory") / result.median("cpython", "memory"))
    more = [pair for pair in memory if pair[1] > 1]
    lines = [
        f"Against CPython: {overall(speedups)} in the geometric mean of {len(speedups)} programs, start-up included.",
        f"Slower than CPython: {listed(slower, largest_first=False)}.",
        f"Less than {FEW_TIMES:g} times as fast as CPython: {listed(few, largest_first=False)}.",
        f"Against C and C++: {overall(twins)} their time in the geometric mean of {len(twins)} twins; the loop alone where a program times it.",
        f"More than {FAR_FROM_C:g} times the time of C: {listed(far)}.",
        f"Loops over arrays alone, against C: {overall(kernels)} its time; {listed(kernels)}.",
        f"Peak memory: {overall(memory)} CPython's in the geometric mean; more than CPython's: {listed(more)}.",
    ]
    for peer in others:
        pairs = known(lambda result: middle(result.ratios("pyaot", peer.name)))
        lost = [pair for pair in pairs if pair[1] > 1]
        as_fast = f", {overall(pairs)} as fast as pyaot; faster on: {listed(lost)}" if pairs else ""
        lines.append(f"{peer.name} runs {len(pairs)} of the programs{as_fast}.")
    return "".join(f"* {line}\n" for line in lines) + "\n"


def peer_tables(results, others):
    """Times of the other compilers, and what they cannot do."""
    out = "## Other compilers of Python\n\n"
    absent = [peer.name for peer in peers.PEERS if peer not in others]
    if absent:
        out += f"Not compared with, for they were not found on the machine: {', '.join(absent)}.\n\n"
    if not others:
        return out
    out += "The same unannotated files; no time where the program does not build or prints something else.\n\n"
    names = [peer.name for peer in others]
    rows = [[result.name, *(seconds(result.median(kind)) for kind in ["pyaot", *names])] for result in results]
    out += table(["benchmark", "pyaot", *names], rows)
    refused = [[result.name, name, why.replace("|", " ")] for result in results for name, why in result.refused.items()]
    return out + (table(["benchmark", "compiler", "what happens"], refused) if refused else "")


def markdown(results, compiled, repeat, others):
    """The whole of RESULTS.md."""
    out = "# Benchmarks\n\n"
    out += "Written by `make bench`. The same `main.py` runs under CPython and, compiled, by itself; the outputs are\n"
    out += f"compared byte by byte. Wall time of the whole process, medians of {repeat} interleaved runs.\n"
    out += "A speed-up is the median of the ratios turn by turn; the spread is the least and the greatest of them.\n\n"
    out += f"Machine: {machine()}.\n\n"
    out += "![speed-up over CPython](results.svg)\n\n"

    failing = [result for result in results if result.failure]
    if failing:
        out += "## Failing\n\nThese do not run, or print something else than CPython.\n\n"
        out += table(["benchmark", "what happens"], [[result.name, result.failure] for result in failing])
    working = [result for result in results if not result.failure]
    out += "## Summary\n\n" + summary(working, others)

    out += "## Whole programs\n\n"
    rows = []
    for result in working:
        rows.append([
            f"**{result.name}**: {result.title}",
            seconds(result.median("cpython")),
            seconds(result.median("pyaot")),
            times(result.speedup()),
            spread(result.ratios("cpython", "pyaot")),
            seconds(result.median("c")),
            times(against_c(result)),
            megabytes(result.median("cpython", "memory")),
            megabytes(result.median("pyaot", "memory")),
        ])
    headings = ["benchmark", "CPython", "pyaot", "speed-up", "spread", "C", "pyaot / C", "memory, CPython", "memory, pyaot"]
    out += table(headings, rows)

    inside = [result for result in working if result.speedup("kernel")]
    if inside:
        out += "## Inside: the part of interest, timed by the program itself\n\n"
        rows = []
        for result in inside:
            rows.append([
                result.name,
                seconds(result.median("cpython", "kernel")),
                seconds(result.median("pyaot", "kernel")),
                times(result.speedup("kernel")),
                spread(result.ratios("cpython", "pyaot", "kernel")),
                seconds(result.median("c", "kernel")),
                times(kernel_against_c(result)),
            ])
        out += table(["benchmark", "CPython", "pyaot", "speed-up", "spread", "C", "pyaot / C"], rows)

    for result in working:
        parts = result.part_speedups()
        if parts:
            out += f"## {result.name}, part by part\n\n"
            out += table(["part", "speed-up"], [[name, times(ratio)] for name, ratio in parts])

    out += peer_tables(working, others)
    out += "## Compiling\n\nThe whole command, with the linker; pyaot's own share, without it; the executable.\n\n"
    rows = []
    for result in results:
        if result.builds:
            total = sorted(build.seconds for build in result.builds)[len(result.builds) // 2]
            own = sorted(build.own for build in result.builds)[len(result.builds) // 2]
            rows.append([result.name, f"{total * 1000:.0f} ms", f"{own * 1000:.1f} ms", f"{result.size / 1024:.0f} KB"])
    for lines, failure, total, own in compiled:
        name = f"generated, {lines} lines"
        rows.append([name, failure, "", ""] if failure else [name, f"{total * 1000:.0f} ms", f"{own * 1000:.1f} ms", ""])
    out += table(["program", "total", "own share", "executable"], rows)
    return out.rstrip("\n") + "\n"


# What the README shows, in its order: calls, classes, objects, text, numbers, arrays, and work that is NumPy's.
IN_README = ["hello", "fib", "richards", "binary_trees", "generators", "word_count", "pidigits", "nbody", "kmeans", "foreign_arrays"]
README_START = "<!-- written by make bench -->\n"
README_END = "<!-- to here -->\n"


def readme(text, results):
    """The README with its table of speeds written anew."""
    known = {result.name: result for result in results if not result.failure}
    rows = []
    for result in (known[name] for name in IN_README if name in known):
        cells = [seconds(result.median(kind)) for kind in ("cpython", "pyaot", "c")]
        rows.append([result.title, *cells, times(result.speedup()), times(result.speedup("kernel"))])
    ratios = [result.speedup() for result in known.values()]
    out = table(["program", "CPython", "pyaot", "C", "speed-up", "its loop alone"], rows)
    out += f"Geometric mean over all {len(ratios)} programs of `benchmarks/`, start-up included: {times(mean(ratios))}.\n"
    out += f"Machine: {machine()}.\n"
    before, rest = text.split(README_START)
    return before + README_START + out + README_END + rest.split(README_END)[1]


def picture(results):
    """A bar chart of the speed-ups, on a logarithmic scale."""
    bars = []
    for result in results:
        bars.append((result.name, None if result.failure else result.speedup(), c_speedup(result)))
        if not result.failure and result.speedup("kernel"):
            bars.append((f"{result.name}, inside", result.speedup("kernel"), None))
    known = [value for _, *values in bars for value in values if value]
    lowest = min([0.5, *known])
    highest = max([100.0, *known])
    left, width, step, top = 190, 560, 22, 64
    height = top + step * len(bars) + 34
    scale = width / (math.log10(highest) - math.log10(lowest))

    def x(value):
        return left + scale * (math.log10(value) - math.log10(lowest))

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 90} {height}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="{left}" y="22" font-size="16" fill="#1b1f24">Times faster than CPython 3.11 (logarithmic)</text>',
        f'<text x="{left}" y="42" fill="#57606a">whole program, start-up included; "inside": the loop alone; '
        "line: C or C++ at -O3</text>",
    ]
    for exponent in range(math.floor(math.log10(lowest)), math.ceil(math.log10(highest)) + 1):
        mark = 10.0**exponent
        if lowest <= mark <= highest:
            out.append(f'<line x1="{x(mark):.1f}" y1="{top - 8}" x2="{x(mark):.1f}" y2="{height - 26}" '
                       f'stroke="{"#57606a" if exponent == 0 else "#d8dee4"}"/>')
            label = f"{mark:g}x"
            out.append(f'<text x="{x(mark):.1f}" y="{height - 10}" text-anchor="middle" fill="#57606a">{label}</text>')
    for number, (name, value, in_c) in enumerate(bars):
        y = top + step * number
        out.append(f'<text x="{left - 8}" y="{y + 12}" text-anchor="end" fill="#1b1f24">{name}</text>')
        if value is None:
            out.append(f'<text x="{x(1.0) + 6:.1f}" y="{y + 12}" fill="#cf222e">fails</text>')
            continue
        start, end = sorted((x(1.0), x(value)))
        colour = "#2da44e" if value >= 1 else "#cf222e"
        out.append(f'<rect x="{start:.1f}" y="{y}" width="{max(end - start, 1):.1f}" height="16" rx="2" fill="{colour}"/>')
        if in_c:
            out.append(f'<line x1="{x(in_c):.1f}" y1="{y - 1}" x2="{x(in_c):.1f}" y2="{y + 17}" '
                       'stroke="#0969da" stroke-width="3"/>')
        label_at = max(end, x(in_c) if in_c else 0) + 6
        out.append(f'<text x="{label_at:.1f}" y="{y + 12}" fill="#1b1f24">{times(value)}</text>')
    out.append("</svg>")
    return "\n".join(out) + "\n"


def c_speedup(result):
    return middle(result.ratios("cpython", "c"))
