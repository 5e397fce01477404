# Methods of classes of the program that derive from classes of CPython, called directly: what hides them, errors, generators.
import threading, ast, json
class W(threading.Thread):
    limit = 3
    def __init__(self):
        super().__init__()
        self.k = 0
    def step(self, i, *, by=1): self.k += i * by; return self.k
    def gen(self, n):
        for i in range(n): yield i + self.k
    @staticmethod
    def st(x): return x * 2
    @classmethod
    def cm(cls, x): return cls.limit + x
    def over(self): return 'class'
    def rec(self, n): return 0 if n == 0 else 1 + self.rec(n - 1)
class V(W):
    def step(self, i, *, by=2): return super().step(i, by=by) + 100
    @property
    def prop(self): return lambda: 'prop'
w, v = W(), V()
for i in range(3):
    for o in (w, v):
        print(o.step(i), o.step(i, by=3), list(o.gen(2)), o.st(4), o.cm(5), o.over(), o.rec(20))
w.over = lambda: 'instance'
print(w.over(), v.over())
del w.over
print(w.over())
w.__dict__['over'] = lambda: 'dict'
print(w.over())
W.over = lambda self: 'patched'
print(v.over(), w.over()); w.__dict__.pop('over'); print(w.over())
print(v.prop())
try: w.step()
except TypeError as e: print(e)
try: w.step(1, 2)
except TypeError as e: print(e)
def boom(self): raise ValueError('boom')
V.over = boom
try: v.over()
except ValueError as e: print(e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
for i in range(40): setattr(w, 'a%d' % i, i)
print(w.step(1), w.over())
w.step = lambda i: 'own'
print(w.step(1))
try: w.rec(10**6)
except RecursionError as e: print('recursion')
class N(ast.NodeVisitor):
    def __init__(self): self.n = []
    def visit_Name(self, node): self.n.append(node.id); self.generic_visit(node)
    def helper(self, a, b): return a + b + len(self.n)
n = N(); n.visit(ast.parse('a+b*c')); print(n.n, n.helper(1, 2))
