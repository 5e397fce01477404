# --- 
class Descr:
    def __set_name__(self, owner, name):
        owner().hello()
try:
    class D:
        a = Descr()
        def hello(self):
            print("hello", x)
except Exception as e:
    print(type(e))
x = [5]
print(x)
# --- 
try:
    class C:
        def mk():
            return x
        y = mk()
except NameError as e:
    print("NameError", e)
x = "now"
print(x)
# --- 
def mk():
    class Q:
        def __init_subclass__(cls):
            cls().hello()
    return Q
class Base: pass
Base = mk()
try:
    class D(Base):
        def hello(self):
            print("hello", x)
except NameError as e:
    print("NameError", e)
x = "now"
D = 5
# --- 
import gc
class Node:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return KEY[self.v] < KEY[o.v]
class Desc:
    def __init__(self, f): self.f = f
    def __get__(self, o, c):
        return self.f(o)
try:
    class H:
        def val(self): return LATE
        d = Desc(val)
        e = d
except NameError as e: print("NE", e)
LATE = 4
print(H().d)
try:
    class K:
        def _mk(n): return [n + PLUS]
        xs = [_mk(i) for i in (1, 2)] if False else list(map(_mk, (1, 2)))
except NameError as e: print("NE", e)
PLUS = 1
class K2:
    def deco(f):
        f(None)
        return f
    try:
        @deco
        def m(self): return LATE2
    except NameError as e:
        print("NE", e)
LATE2 = 3
class K3:
    def first(self): return LATE3
    alias = first
    try:
        alias(None)
    except NameError as e: print("NE", e)
LATE3 = 3
class K4:
    def first(self): return LATE4
    print(callable(first))
    for q in [1]:
        try: first(q)
        except NameError as e: print("NE", e)
LATE4 = 3
class K5:
    def key(v): return ORDER[v]
    try:
        srt = sorted("ba", key=key)
    except NameError as e: print("NE", e)
ORDER = {"a": 1}
# --- 
# more early holes
class M:
    def hi(self): print("hi", late)
handlers = {}
def reg(cls):
    handlers[cls.__name__] = cls
    return cls
try:
    class A:
        @staticmethod
        def s(): return late2
        v = s()
except NameError as e: print(e)
late2 = 1
try:
    class B:
        def f(self): return late3
        g = [h(None) for h in [f]]
except NameError as e: print(e)
late3 = 1
def outer():
    class In:
        def f(): return late4
        v = f()
    return In
try: outer()
except NameError as e: print(e)
late4 = 1
try:
    class PB:
        def __class_getitem__(cls, i): return late5
    class PC(PB["x"]): pass
except NameError as e: print(e)
late5 = 1
class En:
    def __eq__(self, o): return late6
en = En()
import sys
try: print(en == 1)
except NameError as e: print(e)
late6 = 2
print(en == 1)
