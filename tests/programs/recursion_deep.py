"""Deep recursion on every kind of stack: generators, threads, containers."""
import sys
class Node:
    def __init__(self, n): self.next = n
def build(n):
    x = None
    for i in range(n): x = Node(x)
    return x
x = build(1000000)
x = None
l = []
for i in range(1000000): l = [l]
l = None
t = ()
for i in range(1000000): t = (t,)
t = None
d = {}
for i in range(300000): d = {1: d}
d = None
def gen():
    def f(n):
        a = n * 2.5; b = str(n); c = [n]; e = a + 1.0
        return 0 if n == 0 else f(n - 1) + a - a + len(b) - len(b) + e - e + len(c) - 1
    yield f(950)
    sys.setrecursionlimit(100000)
    yield f(50000)
print(list(gen()))
print("done")
import threading
def f(n): return 0 if n == 0 else 1 + f(n - 1)
def work():
    try:
        print(f(900))
        print(f(90000))
        print(f(10**6))
    except RecursionError as e: print(e)
t = threading.Thread(target=work); t.start(); t.join()
def flat(x):
    if isinstance(x, list):
        for y in x: yield from flat(y)
    else: yield x
l = [1]
for i in range(5000): l = [l]
print(list(flat(l)))
l = None
