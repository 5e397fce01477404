class P:
    __slots__ = ('x', 'y')
    def __init__(self, x, y):
        self.x = x
        self.y = y
    def dist(self):
        return (self.x * self.x + self.y * self.y) ** 0.5
    def __repr__(self):
        return f"P({self.x}, {self.y})"
p = P(3.0, 4.0)
print(p.dist(), p)
try: p.z = 3
except AttributeError as e: print(e)
try: setattr(p, 'w', 1)
except AttributeError as e: print(e)
try: print(p.__dict__)
except AttributeError as e: print(e)
del p.x
try: p.x
except AttributeError as e: print(e)
try: del p.x
except AttributeError as e: print(e)
p.x = 'text'
print(p.x, hasattr(p, 'x'), P.__slots__)
class Q(P):
    __slots__ = ['z']
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z
q = Q(1, 2, 3)
print(q.x, q.y, q.z, q.dist())
try: q.w = 1
except AttributeError as e: print(e)
class R(P):
    def __init__(self):
        super().__init__(0, 0)
        self.more = 1
r = R()
r.anything = 5
print(r.more, r.anything, r.__dict__)
class Bad:
    __slots__ = ('a',)
    def __init__(self):
        self.a = 1
        self.b = 2
try: Bad()
except AttributeError as e: print(e)
class Node:
    __slots__ = 'val', 'next'
    def __init__(self, val, next=None):
        self.val = val
        self.next = next
head = None
for i in range(5):
    head = Node(i, head)
total = 0
while head:
    total += head.val
    head = head.next
print(total)
class Empty:
    __slots__ = ()
try: Empty().x = 1
except AttributeError as e: print(e)
class S:
    __slots__ = ('_a', 'cache')
    def __init__(self): self._a = 1
    @property
    def a(self): return self._a
    @a.setter
    def a(self, v): self._a = v
s = S()
s.a = 10
print(s.a)
try: print(s.cache)
except AttributeError as e: print(e)
s.cache = {}
print(s.cache)
class D:
    __slots__ = ('x', '__dict__')
    def __init__(self): self.x = 1
d = D(); d.q = 2
print(d.__dict__, d.x)
import copy
c = copy.copy(P(1, 2))
print(c, copy.deepcopy(c))
for name in ('x', 'y', 'nope'):
    print(name, getattr(c, name, 'default'))
class W:
    __slots__ = 'single'
    def __init__(self): self.single = 'one'
print(W().single)
class M:
    __slots__ = ('n',)
    def __init__(self, n): self.n = n
    def __eq__(self, o): return self.n == o.n
    def __hash__(self): return hash(self.n)
    def __lt__(self, o): return self.n < o.n
print(sorted([M(3), M(1)])[0].n, len({M(1), M(1)}), [k for k in dir(M(1)) if not k.startswith('__')])
try:
    m = M(1)
    m.other = 1
except AttributeError as e: print(e)
class Cls:
    __slots__ = ('v',)
    kind = 'k'
    def __init__(self): self.v = self.kind
try:
    k = Cls()
    print(k.v, k.kind)
    k.kind = 'z'
except AttributeError as e: print(e)
