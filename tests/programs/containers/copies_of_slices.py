import copy

# The attributes of slices are named nowhere in this program.
print(copy.deepcopy(slice(7)), copy.deepcopy([slice(1, None, -2)]), copy.copy(slice(3, 4)))
n = 2**61 - 1
print(repr("" * n), b"" * n, [] * n, () * n)
