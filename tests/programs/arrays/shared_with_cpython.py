# Arrays that both sides see: one memory, one identity, whoever changes them.
from array import array
import struct, pickle, weakref, hashlib, io, sys, random, json, zlib
import numpy as np

def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

a = array("d", [1.0, 2.0, 3.0])
n = np.frombuffer(a)
n[0] = 50
print(a[0], a)
a[1] = 7.5
print(n)
t(lambda: a.append(1.0))
t(lambda: a.pop())
t(lambda: a.extend([1.0]))
def f():
    a[0:1] = array("d")
t(f)
def f():
    del a[0]
t(f)
def f():
    a[0:1] = array("d", [9.0])
    return a
t(f)
print(n)
del n
a.append(4.0)
print(a)
m = memoryview(a)
print(m.format, m[0], m.nbytes)
m[0] = -1.0
print(a[0])
t(lambda: a.append(1))
m.release()
a.append(1)
print(a, np.array(a), np.asarray(a).sum())
b = array("i", [1, 2, 3, 4])
struct.pack_into("<i", b, 4, 99)
print(b)
print(hashlib.md5(b).hexdigest(), zlib.crc32(b))
print(pickle.loads(pickle.dumps(b)), pickle.loads(pickle.dumps([b, b]))[0] is not b)
x = pickle.loads(pickle.dumps([b, b])); print(x[0] is x[1])
for p in range(5):
    print(pickle.loads(pickle.dumps(array("d", [1.5]), p)), array("b", [1]).__reduce_ex__(p)[1:])
random.seed(5)
random.shuffle(b)
print(b)
d = {"a": b}
box = [b]
import collections
q = collections.UserList(box)
print(q[0] is b)
q[0].append(77)
print(b)
w = weakref.ref(b)
print(w() is b)
del box, d, q, x
b = None
print(w())
import os, tempfile
path = tempfile.mktemp()
a = array("i", range(6))
with open(path, "wb") as fh:
    a.tofile(fh)
    fh.write(a)
b = array("i")
with open(path, "rb") as fh:
    b.fromfile(fh, 4)
    print(b)
    t(lambda: b.fromfile(fh, 1000))
    t(lambda: b.fromfile(fh, -1))
print(b)
with open(path, "rb") as fh:
    b = array("h", bytes(10))
    print(fh.readinto(b), b)
os.unlink(path)
b = None
f = io.BytesIO()
c = array("H", [1, 2, 3])
f.write(c)
print(f.getvalue())
f.seek(0)
c2 = array("H", bytes(6))
print(f.readinto(c2), c2)
print(sys.getsizeof(array("i")), sys.getsizeof(array("i", [1, 2, 3])))
e = array("i")
for i in range(10): e.append(i)
print(sys.getsizeof(e))
t(lambda: json.dumps(e))
print(isinstance(e, collections.abc.MutableSequence) if hasattr(collections, "abc") else 0)
import collections.abc
print(isinstance(e, collections.abc.MutableSequence), isinstance(e, collections.abc.Sized))
print(type(e), type(e) is array, issubclass(array, object))
def cb(v):
    v.append(5)
    return len(v)
from functools import partial
import threading
th = threading.Thread(target=cb, args=(e,))
th.start(); th.join()
print(e)
import bisect
s = array("i", [1, 5, 9])
bisect.insort(s, 6)
print(s, bisect.bisect_left(s, 5))
print(sorted(s, key=lambda v: -v))
addr, n = s.buffer_info()
import ctypes
print(ctypes.c_int.from_address(addr).value, n)
ct = (ctypes.c_int * n).from_buffer(s)
ct[0] = 1234
print(s)
t(lambda: s.append(1))
del ct
import gc; gc.collect()
s.append(1)
print(s)
print(np.array([1.0, 2.0]) + array("d", [1, 2]), array("d", [1, 2]) + np.array([1.0, 2.0]), array("d", [1, 2]) * np.float64(2) if False else 0)
class R:
    def __radd__(self, o): return "radd"
    def __rmul__(self, o): return "rmul"
print(s + R(), s * R())
class N: pass
t(lambda: s + N())
def h():
    z = array("i", [1]); z += N()
t(h)
t(lambda: s + [1])
y = array("u", "abc")
print(np.array(array("b", [1, -1])), y)
import copy
print(copy.deepcopy({"k": y}))
arrs = [array("i", [i]) for i in range(1000)]
tot = 0
for v in arrs:
    tot += zlib.crc32(v)
print(tot)
big = array("d", [0.0]) * 100000
npb = np.frombuffer(big)
npb[:] = 3.0
total = 0.0
for v in big: total += v
print(total)

# Bytes of an array and of a memoryview, wherever bytes are asked for.
shorts = array("H", [1, 2])
small = array("B", b"bc")
print(int.from_bytes(shorts, "little"), int.from_bytes(small, "big"), int.from_bytes(memoryview(b"\1\0\2\0").cast("H"), "big"))
print(b"bcx".startswith(small), b"xbc".endswith(small), b"%b|%s" % (small, small), b"bcd".startswith((b"q", small)))
print(b"abcd".partition(small), b"abcd".rpartition(bytearray(b"c")), bytearray(b"abcd").partition(small), b"x".partition(small))
print(float(array("B", b"1.5")), float(bytearray(b"2.5")))
