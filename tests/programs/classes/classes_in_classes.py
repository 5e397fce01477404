# Classes in the bodies of classes, called through the outer class or its instances; attributes called `vars`.
class Tree:
    class Node:
        count = 0
        class Leaf:
            pass
        def __init__(self, k):
            self.k = k
            self.left = None
            Tree.Node.count += 1
    class Empty:
        def name(self): return "empty"
    node_class = Node
    def __init__(self):
        self.root = None
    def add(self, k):
        n = Tree.Node(k)
        n.left = self.root
        self.root = n
    def add2(self, k):
        n = self.Node(k + 1)
        n.left = self.root
        self.root = n
    def add3(self, k):
        n = self.node_class(k + 2)
        n.left = self.root
        self.root = n
    def total(self):
        s = 0
        n = self.root
        while n:
            s += n.k
            n = n.left
        return s
    @classmethod
    def make(cls, n):
        t = cls()
        for i in range(n): t.add(i)
        return t
class Sub(Tree):
    class Node(Tree.Node):
        def __init__(self, k):
            super().__init__(k * 2)
t = Tree()
for i in range(1000): t.add(i); t.add2(i); t.add3(i)
print(t.total(), Tree.Node.count, t.Node is Tree.Node, Tree.Node.__qualname__, Tree.Node.Leaf.__qualname__)
s = Sub()
for i in range(10): s.add(i); s.add2(i); s.add3(i)
print(s.total(), Sub.make(5).total(), Tree.make(6).total(), type(s.Node(3)).__qualname__)
print(Tree.Empty().name(), t.Empty().name(), type(Tree.Node.Leaf()).__name__, isinstance(t.root, Tree.Node))
try: Tree.Node()
except TypeError as e: print(e)
try: Tree.Missing(1)
except AttributeError as e: print(e)
class Over:
    class In:
        def __init__(self, v): self.v = v
    def get(self): return self.In(3).v
class Other:
    def __init__(self, v): self.v = v * 100
print(Over().get()); Over.In = Other; print(Over().get())
o = Over(); o.In = lambda v: Over(); 
try: print(o.get())
except AttributeError as e: print(e)
class D:
    class E:
        def __init__(self, v): self.v = v
    def get(self): return D.E(4).v
print(D().get()); del D.E
try: D().get()
except AttributeError as e: print(e)
def f():
    class Local:
        class Inner:
            def __init__(self, v): self.v = v
        def go(self): return Local.Inner(5).v + self.Inner(6).v
    return Local().go()
print(f(), f())
for i in range(2):
    class Loop:
        class Inner:
            def __init__(self): self.i = i
        def go(self): return Loop.Inner().i
    print(Loop().go())
class Exc:
    class Error(Exception):
        def __init__(self, m): super().__init__(m); self.m = m
    def go(self): raise Exc.Error("x")
try: Exc().go()
except Exc.Error as e: print(e.m, type(e).__qualname__)
import copy
print(copy.copy(Tree.Node(9)).k, getattr(Tree, "Node")(8).k, repr(Tree.Node)[:12])
class Frame:
    def __init__(self): self.vars = {}; self.gc = 1
    def vars_(self): return self.vars
f = Frame(); f.vars["a"] = 1; print(f.vars, vars(f), f.vars_())
