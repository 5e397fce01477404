# stderr: exact
# exit: 1
import sys
def g():
    try:
        yield 1
    finally:
        print("closing", file=sys.stderr)
x = g()
next(x)
raise KeyError(1)
