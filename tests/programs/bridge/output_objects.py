# print() to whatever stands in the place of sys.stdout, piece by piece.
import contextlib
import io
import sys


class Parts:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)
        return len(text)

    def flush(self):
        self.parts.append("flush")


parts = Parts()
old, sys.stdout = sys.stdout, parts
print("a", 1, sep="-")
print(f"{2}", flush=True)
print()
sys.stdout = old
print(parts.parts)

text = io.StringIO()
with contextlib.redirect_stdout(text):
    print("hidden", [1])
    sys.stdout.write("more\n")
print(repr(text.getvalue()))
with contextlib.redirect_stdout(parts):
    print("x", end="!")
print(parts.parts[-2:])
