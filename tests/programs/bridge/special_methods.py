# Built-in functions ask CPython's objects for their special methods.
import fractions
import math
import pathlib
import tempfile

third = fractions.Fraction(7, 3)
print(round(third), round(third, 2), math.floor(third), math.ceil(third), math.trunc(-third), int(third), complex(third))
print(bytes(pathlib.Path("/tmp")))

with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder) / "notes.txt"
    with open(path, "w") as out:
        print("one\ntwo", file=out)
    with open(path) as lines:
        print([line.rstrip() for line in lines])
    try:
        open(pathlib.Path(folder) / "missing")
    except FileNotFoundError as error:
        print(error.strerror, pathlib.Path(error.filename).name)

for call in (lambda: round(path), lambda: math.floor(path), lambda: open(third)):
    try:
        call()
    except TypeError as error:
        print(error)
import decimal
import fractions


def product(a, b):
    try:
        return a * b
    except TypeError as error:
        return str(error)


for left in ("ab", b"ab", [1], (1,), bytearray(b"a")):
    print(product(left, fractions.Fraction(1, 2)), product(fractions.Fraction(2), left), product(left, decimal.Decimal(1)))
