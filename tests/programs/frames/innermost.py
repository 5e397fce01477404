# stderr: exact
# What looks at the innermost frame alone: warnings of libraries, `__module__`
# of what CPython makes.
import ast
import enum

import numpy as np


def divide(a, b):
    return a / b


print(divide(np.array([1.0, 2.0]), np.array([0.0, 1.0])))


def log(x):
    return np.log(x)


print(log(-1.0))
x = np.float64(3.0)
print(x / 0.0)
Colour = enum.Enum("Colour", "RED GREEN")
print(Colour.__module__, Colour.RED)
print(ast.literal_eval("[1]"))
