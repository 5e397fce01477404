# fields of one base that hold other things in each class below it
class Base:
    def __init__(self, v):
        self.v = v
        self.kids = []
    def show(self):
        return repr(self.v)
    def double(self):
        return self.v + self.v
class I(Base): pass
class F(Base): pass
class S(Base):
    def up(self):
        return self.v.upper()
class L(Base):
    def push(self, x):
        self.v.append(x)
        return self
class LL(L):
    def push(self, x):
        self.v = self.v + [x, x]
        return self
i, f, s, l, ll = I(3), F(2.5), S("ab"), L([1]), LL([])
for b in (i, f, s, l, ll):
    print(b.show(), b.double())
print(s.up(), l.push(2).v, ll.push(7).v, f.v * 2, i.v // 2)
def put(b, x):
    b.v = x
put(i, "text")
print(i.v, i.double())
put(f, None)
print(f.v)
try:
    f.double()
except TypeError as e:
    print(e)
def poke(b, k, name="v"):
    setattr(b, name, k)
poke(s, 17)
print(s.v, s.double())
try:
    s.up()
except AttributeError as e:
    print(e)

class Rec: pass
class A(Rec):
    def __init__(self): self.count = 0; self.a = None
class B(Rec):
    def __init__(self): self.name = "b"; self.count = 1.5
class C(Rec):
    __slots__ = ("count", "left", "right")
    def __init__(self): self.left = 1; self.right = 2
class D(Rec):
    count = 9
    def __init__(self): self.z = []
class E(Rec):
    @property
    def count(self): return 77
    @count.setter
    def count(self, v): print("set", v)
recs = [A(), B(), C(), D(), E()]
for r in recs:
    try:
        print(type(r).__name__, r.count)
    except AttributeError as e:
        print(e)
    r.count = r.count + 1 if hasattr(r, "count") else 5
    print(r.count)
few = [A(), B(), C()]
for r in few:
    try:
        r.count += 1
        print(r.count)
    except AttributeError as e:
        print(e)
    r.other = r
for r in few:
    print(r.other is r, sorted(getattr(r, "__dict__", {"none": 0})))
    try:
        r.left = "x"
        print(r.left)
        del r.left
        print(r.left)
    except AttributeError as e:
        print(e)
import copy
class Node(Base):
    def __init__(self, v, nxt=None):
        super().__init__(v)
        self.nxt = nxt
class TextNode(Node): pass
n = Node(1, Node(2, Node(3)))
t = TextNode("x", TextNode("y"))
def walk(n):
    out = []
    while n is not None:
        out.append(n.v)
        n = n.nxt
    return out
print(walk(n), walk(t))
m = copy.copy(n); m.v = 2.5
print(walk(m), walk(n), walk(copy.deepcopy(t)))
t.nxt.nxt = n
print(walk(t))
match t:
    case TextNode(v=str(v), nxt=x): print(v, x.v)


# handlers that keep a record of their own kind, under one name
class Record:
    pass


class Counter(Record):
    def __init__(self):
        self.n = 0


class Names(Record):
    def __init__(self):
        self.names = []
        self.n = "none"


class Weights(Record):
    def __init__(self):
        self.n = 0.5


class Handler:
    def __init__(self, record):
        self.record = record
        self.next = None

    def handle(self, item):
        return self.work(self.record, item)

    def work(self, record, item):
        raise NotImplementedError


class Counting(Handler):
    def work(self, record, item):
        record.n += item
        return record.n


class Naming(Handler):
    def work(self, record, item):
        record.names.append(str(item))
        record.n = record.names[-1] * 2
        return len(record.names)


class Weighing(Handler):
    def work(self, record, item):
        record.n *= 1 + item
        return record.n


handlers = [Counting(Counter()), Naming(Names()), Weighing(Weights())]
for i in range(3):
    print([handler.handle(i) for handler in handlers])
print([handler.record.n for handler in handlers])
handlers[0].record, handlers[2].record = handlers[2].record, handlers[0].record
print([handler.handle(2) for handler in handlers], [handler.record.n for handler in handlers])
for handler in handlers:
    handler.record.n = None
    handler.record.label = type(handler).__name__
print([(handler.record.n, handler.record.label) for handler in handlers])
try:
    handlers[0].handle(1)
except TypeError as error:
    print(error)


class Kept(Handler):
    def __init__(self):
        Handler.__init__(self, [])


class Same(Handler):
    def __init__(self):
        Handler.__init__(self, {})


kept, same = Kept(), Same()
kept.record.append(1.5)
same.record["k"] = kept.record
kept.__class__ = Same
kept.record = same.record
print(type(kept).__name__, kept.record is same.record, len(kept.record["k"]))
for name, value in (("record", 3), ("next", kept)):
    setattr(same, name, value)
print(same.record + 1, same.next.record)
