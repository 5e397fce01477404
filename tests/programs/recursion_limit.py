"""The recursion limit: the same frame raises as under CPython."""
import sys
def depth(n): return 0 if n == 0 else 1 + depth(n - 1)
try:
    print(depth(200000))
except RecursionError as e:
    print("RE", e)
count = 0
def f(n):
    global count
    count = n
    f(n + 1)
try:
    f(1)
except RecursionError as e:
    print(count, e)
def a(n):
    global count
    count = n
    return b(n + 1) + 1
def b(n):
    global count
    count = n
    return a(n + 1) + 2
try:
    a(1)
except RecursionError as e:
    print(count, e)
def gen(n):
    global count
    count = n
    yield from gen(n + 1)
try:
    list(gen(1))
except RecursionError as e:
    print(count, e)
class N:
    def __init__(self, d):
        self.n = None
        self.d = d
    def m(self, k):
        global count
        count = k
        return self.m(k + 1)
    def __eq__(self, o):
        global count
        count += 1
        return self == o
try:
    N(1).m(1)
except RecursionError as e:
    print(count, e)
count = 0
try:
    N(1) == N(2)
except RecursionError:
    print(count)
l = []
for i in range(2000): l = [l]
try:
    repr(l)
except RecursionError as e:
    print(e)
m = []
for i in range(2000): m = [m]
try:
    l == m
except RecursionError as e:
    print(e)
sys.setrecursionlimit(10**6)
print(depth(200000), depth(900000))
print(l == m, len(repr(l)))
sys.setrecursionlimit(50)
try:
    f(1)
except RecursionError as e:
    print(count, e)
def g(n):
    if n == 0:
        try:
            sys.setrecursionlimit(5)
        except RecursionError as e: print(e)
    else: g(n - 1)
g(5)
try:
    sys.setrecursionlimit(0)
except ValueError as e: print(e)
print(sys.getrecursionlimit())
