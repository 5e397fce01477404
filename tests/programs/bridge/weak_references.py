# Weak references to compiled objects last as long as the objects do.
import weakref


class O:
    def __init__(self, n):
        self.n = n

    def m(self):
        return self.n


o = O(1)
r = weakref.ref(o, lambda r: print("dead"))
print(r() is o)
del o
print(r())

o = O(2)
d = weakref.WeakValueDictionary()
d["k"] = o
print(d["k"].n, len(d))
kept = d["k"]
del o
print(d["k"] is kept)
del kept
print(len(d), dict(d))

o = O(3)
weakref.finalize(o, print, "finalized", 3)
del o
print("after")

o = O(4)
p = weakref.proxy(o)
method = weakref.WeakMethod(o.m)
members = weakref.WeakSet([o])
print(p.n, method()(), len(members))
del o
print(method(), len(members))
try:
    p.n
except ReferenceError as e:
    print(e)

keys = weakref.WeakKeyDictionary()
k = O(7)
keys[k] = 1
print(len(keys), keys[k])
del k
print(len(keys))


class Loud:
    def __del__(self):
        print("del")


loud = Loud()
weakref.finalize(loud, print, "finalized")
del loud


def f():
    return 1


held = weakref.ref(f)
print(held() is f, held()())


class Node:
    def __init__(self, parent=None):
        self.parent = weakref.ref(parent) if parent else None
        self.children = []

    def add(self):
        self.children.append(Node(self))
        return self.children[-1]


root = Node()
child = root.add()
print(child.parent() is root)
del root
print(child.parent())
