# Ints that are written out and do not fit an int64 make arrays of another dtype.
import numpy as np

a = np.array([10**30])
print(a, a.dtype, a[0] + 1)
b = np.array([[1, 2], [2**64, 3]])
print(b[1, 0], b.dtype)
c = np.array([2**63])
print(c.dtype, c[0])
d = np.full(3, 2**70)
print(d)
e = np.array([2**3, 1 << 4])
print(e, e.dtype, e[0] + e[1])
