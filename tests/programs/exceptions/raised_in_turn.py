"""Tracebacks of exceptions that follow each other, die late, or are raised again."""
import sys
import traceback


def deep(n):
    if n == 0:
        raise ValueError("deep")
    deep(n - 1)


def lines(e):
    found = []
    t = e.__traceback__
    while t:
        found.append(t.tb_lineno)
        t = t.tb_next
    return found


kept = []
for n in (0, 3, 100, 1, 0):
    try:
        deep(n)
    except ValueError as e:
        kept.append(e)
    try:
        [][n]
    except IndexError as e:
        print(lines(e))
print([len(lines(e)) for e in kept])
for e in kept:
    try:
        raise e
    except ValueError as again:
        print(len(lines(again)))
kept.clear()
total = 0
for i in range(1000):
    try:
        try:
            {}[i]
        except KeyError as e:
            raise TypeError(i) from e
    except TypeError as e:
        total += len(lines(e)) + len(lines(e.__cause__))
print(total)
for i in range(3):
    try:
        deep(i)
    except ValueError as e:
        e.__traceback__ = None
        print(lines(e))
        try:
            raise e.with_traceback(None)
        except ValueError as e2:
            print(lines(e2))
try:
    deep(2)
except ValueError:
    print(traceback.format_exc().count("deep(n - 1)"), len(traceback.extract_tb(sys.exc_info()[2])))
