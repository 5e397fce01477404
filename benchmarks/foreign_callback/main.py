"""What it costs a library to call back: compiled functions called by CPython."""

import functools
import itertools
import re
import sys
import time


def mix(a, b):
    return (a * 31 + b) % 1000003


def is_even_sum(pair):
    return (pair[0] + pair[1]) % 2 == 0


def shout(match):
    return match.group(0).upper()


def main():
    start = time.perf_counter()
    print(functools.reduce(mix, range(4000000), 7))
    pairs = itertools.product(range(1200), range(1200))
    print(sum(1 for _ in filter(is_even_sum, pairs)))
    text = "a quick callback for every word of a sentence " * 60000
    print(re.sub("[a-z]+ ", shout, text)[:60])
    print("kernel", time.perf_counter() - start, file=sys.stderr)


main()
