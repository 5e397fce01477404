class Num:
    def __init__(self, v): self.v = v
class Bin:
    def __init__(self, op, l, r): self.op, self.l, self.r = op, l, r
class Neg:
    def __init__(self, x): self.x = x
class Visitor:
    def visit(self, node):
        name = "visit_" + type(node).__name__
        f = getattr(self, name, self.generic_visit)
        return f(node)
    def generic_visit(self, node):
        raise TypeError(f"no visit_{type(node).__name__} in {type(self).__name__}")
class Eval(Visitor):
    def visit_Num(self, n): return n.v
    def visit_Bin(self, n):
        a, b = self.visit(n.l), self.visit(n.r)
        return a + b if n.op == "+" else a * b
class Show(Visitor):
    def visit_Num(self, n): return str(n.v)
    def visit_Bin(self, n): return f"({self.visit(n.l)} {n.op} {self.visit(n.r)})"
    def visit_Neg(self, n): return "-" + self.visit(n.x)
class Cmd:
    def __init__(self): self.log = []
    def do_add(self, a, b=1): self.log.append(a + b); return a + b
    def do_quit(self): return "bye"
    @staticmethod
    def do_static(x="s"): return x * 2
    def run(self, line):
        name, *args = line.split()
        method = getattr(self, f"do_{name}", None)
        if method is None:
            return f"unknown {name}"
        return method(*args)
    def has(self, n): return hasattr(self, "do_%s" % n)
class One:
    def on_start(self): return 5
    def fire(self, e): return getattr(self, "on_{}".format(e))()
class Prop:
    x_b = 7
    def __init__(self): self.x_c = 8
    @property
    def x_a(self): return 6
    @classmethod
    def y_a(cls): return cls.__name__
    def get(self, k): return getattr(self, "x_" + k)
    def cls(self, k): return getattr(self, "y_" + k)()
t = Num(2)
for i in range(10): t = Bin("+*"[i % 2], t, Num(i))
print(Eval().visit(t), Show().visit(Neg(t)))
try: Eval().visit(Neg(t))
except TypeError as e: print(e)
c = Cmd()
print(c.run("add x y"), c.run("quit"), c.run("nope"), c.run("static"), c.has("add"), c.has("zz"), c.log)
try: print(c.run("quit now"))
except TypeError as e: print(e)
o = One()
print(o.fire("start"))
try: o.fire("stop")
except AttributeError as e: print(e)
p = Prop(); print(p.get("a"), p.get("b"), p.get("c"), p.cls("a"))
class Late:
    def go_a(self): return "a"
    def run(self, k): return getattr(self, "go_" + k)()
l = Late(); print(l.run("a"))
l.go_b = lambda: "instance b"
print(l.run("b"))
class Late2:
    def go_a(self): return "a"
    def run(self, k): return getattr(self, "go_" + k)()
setattr(Late2, "go" + "_c", lambda self: "class c")
print(Late2().run("c"), Late2().run("a"))
class Late3:
    def go_a(self): return "a"
    def run(self, k): return getattr(self, "go_" + k)()
x = Late3(); x.__dict__["go_d"] = lambda: "dict d"
print(x.run("d"), x.run("a"))
class Gen:
    def it_a(self):
        yield 1
        yield 2
    def go(self, k): return list(getattr(self, "it_" + k)())
print(Gen().go("a"))
m = getattr(Eval(), "visit_" + "Num")
print(m(Num(3)), m.__name__, m.__self__.__class__.__name__)
