# stderr: exact
# exit: 1
# As library_in_c, without CPython.
import functools
import struct


def total(items):
    return functools.reduce(lambda a, b: a + b, items)


try:
    total([])
except TypeError as error:
    print(error)
    struct.pack("i", 2**40)
