# What text files say about the ends of their lines, and how they are changed.
import sys

path = __file__ + ".tmp"
with open(path, "wb") as f:
    f.write(b"a\r\nb\nc\rd")
with open(path) as f:
    print(f.newlines)
    f.readline()
    f.read()
    print(f.newlines, f.errors, f.line_buffering)
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, newline=newline) as f:
        print(repr(newline), list(f), f.newlines)
with open(path, "w", errors="ignore") as f:
    f.reconfigure(line_buffering=True, errors="strict", newline="\r\n")
    print(f.errors, f.line_buffering, f.encoding)
    f.write("x\n")
with open(path, "rb") as f:
    print(f.read())
with open(path) as f:
    f.readline()
    try:
        f.reconfigure(encoding="latin-1")
    except OSError as error:
        print(type(error).__name__, error)
    try:
        f.reconfigure(errors=5)
    except TypeError as error:
        print(error)
import os

os.remove(path)
sys.stdin.reconfigure(encoding="latin-1")
sys.stderr.reconfigure(errors="replace")
print(sys.stdin.encoding)
sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
print("é", sys.stdout.line_buffering)
sys.stdout.reconfigure(encoding="ascii", errors="backslashreplace")
print("é", sys.stdout.encoding)
print("é", "b", sep="-")
