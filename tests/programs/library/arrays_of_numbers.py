# Every method of array.array, on arrays of every typecode, and what they refuse: no CPython needed.
from array import array
import array as arr
import copy

def t(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)

print(arr.typecodes, arr.ArrayType is array, array)
for c in "bBuhHiIlLqQfd":
    a = array(c)
    print(c, a.itemsize, a.typecode, a, len(a))
for c, lo, hi in (("b",-128,127),("B",0,255),("h",-2**15,2**15-1),("H",0,2**16-1),("i",-2**31,2**31-1),("I",0,2**32-1),("l",-2**63,2**63-1),("L",0,2**64-1),("q",-2**63,2**63-1),("Q",0,2**64-1)):
    a = array(c, [lo, hi])
    print(a, a.tobytes(), a.tolist())
    for bad in (lo-1, hi+1, 2**70, -2**70, 2**63, 2**15, 2**31, -2**31-1, 1.5, "x", None, True):
        def f():
            a[0] = bad
            return a[0]
        t(f)
        t(lambda: a.append(bad))
        print(a.tolist())
        del a[2:]
for c in "fd":
    a = array(c, [1, 2.5, float("inf")])
    for bad in (1, 2**2000, "x", None, True, 1e300, float("nan"), 0.1):
        def f():
            a[1] = bad
            return a
        t(f)
t(lambda: array())
t(lambda: array("i", [1], 2))
t(lambda: array("x"))
t(lambda: array("ii"))
t(lambda: array(5))
t(lambda: array("i", 5))
t(lambda: array("x", 5))
t(lambda: array("i", "abc"))
t(lambda: array("i", array("u", "abc")))
t(lambda: array("i", array("d", [1.0])))
t(lambda: array("d", array("i", [1, 2])))
t(lambda: array(typecode="i"))
t(lambda: array("i", b"abcd"))
t(lambda: array("i", b"abc"))
t(lambda: array("i", bytearray(b"abcdefgh")))
t(lambda: array("u", "héllo€"))
t(lambda: array("u", ["a", "b"]))
t(lambda: array("u", ["ab"]))
t(lambda: array("u", [1]))
t(lambda: array("i", (x for x in range(5))))
t(lambda: array("i", range(5)))
t(lambda: array("i", {1: 2, 3: 4}))
t(lambda: array("i", (1, 2, 3)))
t(lambda: array("i", [1, "a"]))
a = array("i", range(10))
for k in (0, -1, 9, -10, 10, -11, 2**70, "a", 1.0, None, slice(2, 5), slice(None, None, -1), slice(8, 2, -2), slice(5, 2), slice(0, 100, 3), True):
    t(lambda: a[k])
    def f():
        b = array("i", range(10))
        del b[k]
        return b
    t(f)
    def f():
        b = array("i", range(10))
        b[k] = 77
        return b
    t(f)
    for v in (array("i"), array("i", [7]), array("i", [7, 8, 9]), array("d", [1]), [1, 2], array("i", range(20))):
        def f():
            b = array("i", range(10))
            b[k] = v
            return b
        t(f)
t(lambda: a + a)
t(lambda: a + [1])
t(lambda: [1] + a)
t(lambda: a + array("d"))
t(lambda: a * 2)
t(lambda: 2 * a)
t(lambda: a * -1)
t(lambda: a * 1.5)
t(lambda: a * "a")
t(lambda: a - a)
t(lambda: a * 10**30)
def f():
    b = a[:3]
    c = b
    b += a
    b *= 2
    return b, c is b
t(f)
def f():
    b = a[:3]
    b += [1]
t(f)
def f():
    b = a[:3]
    b += array("d")
t(f)
def f():
    b = a[:3]
    b *= 0
    return b
t(f)
def f():
    b = a[:3]
    b += b
    b.extend(b)
    return b
t(f)
t(lambda: a == a[:])
t(lambda: a == array("d", range(10)))
t(lambda: a != array("d", range(10)))
t(lambda: a < array("d", range(9)))
t(lambda: a < a)
t(lambda: a <= a)
t(lambda: a > array("b", [0, 1, 1]))
t(lambda: a == list(a))
t(lambda: a < [1])
t(lambda: array("d", [float("nan")]) == array("d", [float("nan")]))
t(lambda: array("d", [0.0]) == array("d", [-0.0]))
t(lambda: hash(a))
t(lambda: 5 in a)
t(lambda: 5.0 in a)
t(lambda: "x" in a)
t(lambda: a.count(3))
t(lambda: a.index(3))
t(lambda: a.index(3, 4))
t(lambda: a.index(3, -8, -2))
t(lambda: a.index(33))
t(lambda: a.pop())
t(lambda: a.pop(0))
t(lambda: a.pop(-2))
t(lambda: a.pop(100))
t(lambda: array("i").pop())
t(lambda: a.insert(0, 55))
t(lambda: a.insert(100, 56))
t(lambda: a.insert(-1, 57))
t(lambda: a.insert(-100, 58))
t(lambda: a.insert(0, "x"))
print(a)
t(lambda: a.remove(55))
t(lambda: a.remove(555))
t(lambda: a.reverse())
print(a)
t(lambda: a.byteswap())
print(a)
a.byteswap()
t(lambda: a.extend([1, 2]))
t(lambda: a.extend(array("i", [3])))
t(lambda: a.extend(array("d", [3])))
t(lambda: a.extend(5))
t(lambda: a.extend(["x"]))
t(lambda: a.fromlist([1, 2]))
t(lambda: a.fromlist([1, "b"]))
t(lambda: a.fromlist((1,)))
t(lambda: a.frombytes(b"abcd"))
t(lambda: a.frombytes(b"abc"))
t(lambda: a.frombytes(5))
t(lambda: a.frombytes(array("b", [1, 2, 3, 4])))
t(lambda: a.frombytes(a))
t(lambda: a.frombytes("abcd"))
t(lambda: a.fromunicode("x"))
t(lambda: a.tounicode())
t(lambda: array("u", "abc").tounicode())
print(a)
print(list(a), tuple(a), sum(a), max(a), sorted(a)[:3], list(reversed(a))[:2], list(enumerate(a))[:2], list(zip(a, a))[:2])
print(bytes(array("B", [1, 2])), bytes(array("h", [1, 2])), bytearray(array("h", [1, 2])), b"x" + array("b", [65]), bytearray(b"AB") == array("b", [65, 66]), b"AB" == array("b", [65, 66]))
print(b",".join([array("b", [65]), b"q"]))
b = copy.copy(a); c = copy.deepcopy(a); d = copy.deepcopy([a, a])
print(b == a, b is a, c == a, d[0] is d[1], d[0] == a)
print(a.__reduce_ex__(2))
for x in a[:3]:
    print(x, end=" ")
print()
it = iter(a)
print(next(it), next(it), type(it).__name__)
print(bool(array("i")), bool(a))
print(array("i", [1, 2]).buffer_info()[1])
t(lambda: a.foo)
def f():
    a.foo = 1
t(f)
x, y = array("d", [1, 2])
print(x, y, isinstance(a, array), type(a).__name__, type(a).__module__, array.__name__)
print(array.append, a.__class__, array("i", [3]).__len__(), a.__contains__(5), a.__sizeof__())
print([array("i", [1])], {"a": array("f", [0.1])}, f"{array('d', [1e16])}")
t(lambda: array[int])
def grow():
    a = array("i")
    out = []
    for i in range(40):
        a.append(i)
        out.append(a.__sizeof__())
    for i in range(40):
        a.pop()
        out.append(a.__sizeof__())
    print(out)
grow()
it = iter(array("i", [1, 2]))
print(list(it), list(it), copy.copy(iter(a)).__reduce__()[1:], iter(a).__reduce__()[2])
grown = array("i", [1])
it = iter(grown)
print(list(it))
grown.append(2)
print(list(it), it.__reduce__()[1])
nan = float("nan")
print(nan in array("d", [nan]), array("d", [nan]).count(nan), array("f", [nan]) == array("f", [nan]), array("u", "abcd").__sizeof__())

# Digits in an array.
print(int(array("B", b"12")), float(array("B", b"1.5")))
