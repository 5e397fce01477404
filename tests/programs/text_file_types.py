"""Text files keep their types: what they give is known to be str."""

import os
import tempfile


def letters(text):
    counts = {}
    for c in text:
        if c.isalpha():
            counts[c] = counts.get(c, 0) + 1
    return counts


directory = tempfile.mkdtemp()
path = os.path.join(directory, "words.txt")
with open(path, "w") as out:
    print(out.write("one two\nthree\n"), out.closed)
    print("four", file=out)
print(out.closed)

with open(path) as file:
    first = file.readline()
    rest = file.read()
print(repr(first), repr(rest), letters(first + rest))

file = open(path, mode="r")
for line in file:
    print(line.strip().upper(), len(line))
file.close()

with open(path, "rb") as raw:
    data = raw.read()
print(data, type(data).__name__, data[0])

for mode in ["r", "rb"]:
    with open(path, mode) as either:
        print(type(either.read()).__name__)

with open(path) as file:
    lines = file.readlines()
    print(lines, file.read() == "", file.readline() == "")
try:
    file.read()
except ValueError as error:
    print(error)
try:
    with open(path) as file:
        file.write("x")
except OSError as error:
    print(type(error).__name__, error)
os.remove(path)
os.rmdir(directory)
