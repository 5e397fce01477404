import pk
from pk.inner.deep import z
print(pk.v, pk.w, z)
