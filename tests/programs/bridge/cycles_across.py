# Cycles that run through objects of compiled code and of CPython's.
import argparse, asyncio, functools, gc, threading, types, weakref

Namespace = types.SimpleNamespace
log = []

class Node:
    def __init__(self, name):
        self.name = name
        self.ns = Namespace(owner=self)
    def __del__(self):
        log.append(("del", self.name, self.ns.owner is self, self.ns.owner.name))

def make(n):
    for i in range(n):
        Node(i)
make(3)
gc.collect()
print(sorted(log)); log.clear()

class Phoenix:
    kept = None
    def __init__(self):
        self.ns = Namespace(owner=self)
        self.deaths = 0
    def __del__(self):
        self.deaths += 1
        Phoenix.kept = self
Phoenix()
gc.collect()
print(Phoenix.kept.deaths, Phoenix.kept.ns.owner is Phoenix.kept)
r = weakref.ref(Phoenix.kept)
Phoenix.kept = None
gc.collect()
print(r(), Phoenix.kept)

class WithList:
    def __init__(self):
        self.items = [1, "a"]
        self.ns = Namespace(items=self.items, table={"k": self})
        self.items.append(self)
def lists():
    o = WithList()
    return weakref.ref(o)
rs = [lists() for _ in range(5)]
keep = WithList()
gc.collect()
print([r() for r in rs], keep.ns.items is keep.items, keep.items[2] is keep, keep.ns.table["k"] is keep)
keep.ns.items.append(5)
print(keep.items[:2], keep.items[3])

class Cell:
    def __init__(self):
        self.done = functools.partial(self.finish, 3)
        self.timer = threading.Timer(10, self.finish)
        self.lock = threading.Lock()
    def finish(self, x): return x
def dead(f):
    def cb(ref):
        log.append("called back")
    return weakref.ref(f(), cb)
refs = [dead(Cell) for _ in range(4)]
gc.collect()
print([r() for r in refs], log); log.clear()

# a weak reference with a callback which is garbage itself
class Watcher:
    def __init__(self):
        self.ns = Namespace(owner=self)
        self.bag = argparse.Namespace(owner=self)
        self.ref = weakref.ref(self.bag, self.gone)
    def gone(self, ref):
        log.append("gone")
for _ in range(3): Watcher()
gc.collect()
print(log)

# closures
def run():
    ns = Namespace()
    kept = Cell()
    ns.f = lambda: (ns, kept)
    return weakref.ref(kept)
refs = [run() for _ in range(3)]
gc.collect()
print([r() for r in refs])

class L(list): pass
class D(dict): pass
def derived(kind):
    o = kind()
    ns = Namespace(o=o)
    if kind is L: o.append(ns)
    else: o["ns"] = ns
    return weakref.ref(o), weakref.ref(ns) if False else None
a = [derived(L)[0] for _ in range(3)] + [derived(D)[0] for _ in range(3)]
gc.collect()
print([r() is None for r in a])

# what lives stays
class Tree:
    def __init__(self, depth):
        self.ns = Namespace(parent=None, me=self)
        self.children = [Tree(depth - 1) for _ in range(2)] if depth else []
        for c in self.children:
            c.ns.parent = self
    def count(self):
        return 1 + sum(c.count() for c in self.children)
    def check(self):
        return self.ns.me is self and all(c.ns.parent is self and c.check() for c in self.children)
t = Tree(8)
for _ in range(5):
    Tree(6)
    gc.collect()
print(t.count(), t.check())
sub = t.children[0]
del t
gc.collect()
print(sub.count(), sub.check(), sub.ns.parent.count())

# asyncio
class Server:
    def __init__(self): self.tasks = []
    async def work(self, n):
        await asyncio.sleep(0)
        self.tasks.append(asyncio.current_task())
        return n
async def main():
    refs = []
    for i in range(20):
        s = Server()
        refs.append(weakref.ref(s))
        await asyncio.gather(*[s.work(i) for i in range(5)])
    del s
    gc.collect()
    print(sum(r() is not None for r in refs))
asyncio.run(main())
gc.collect()

def exc():
    try:
        raise ValueError("x")
    except ValueError as e:
        ns = Namespace(e=e)
        e.ns = ns
        o = Node("e")
        o.e = e
        ns.o = o
exc()
gc.collect()
print(log)

class Counted:
    alive = 0
    def __init__(self):
        Counted.alive += 1
        self.ns = Namespace(owner=self)
    def __del__(self):
        Counted.alive -= 1
most = 0
for _ in range(100000):
    Counted()
    most = max(most, Counted.alive)
print(most < 50000)
