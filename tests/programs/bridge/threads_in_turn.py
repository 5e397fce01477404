"""Threads that are in the middle of handling exceptions, of loops and of recursions."""
import threading, sys, queue
results = {}
lock = threading.Lock()
def gen(n):
    i = 0
    while i < n:
        try:
            yield i
        finally:
            i += 1
def work(name, n):
    bad = 0
    total = 0
    i = 0
    while i < n:
        i += 1
        try:
            try:
                if i % 3 == 0:
                    raise ValueError((name, i))
                elif i % 3 == 1:
                    raise KeyError((name, i))
                total += 1
            except ValueError as e:
                j = 0
                while j < 20:
                    j += 1
                    if sys.exc_info()[1] is not e:
                        bad += 1
                if e.args[0] != (name, i):
                    bad += 1
                try:
                    raise TypeError((name, i)) from e
                except TypeError as t:
                    k = 0
                    while k < 10:
                        k += 1
                    if t.__cause__ is not e or t.__context__ is not e:
                        bad += 1
        except KeyError as e:
            if e.__context__ is not None:
                bad += 1
            while j_loop(e):
                pass
        for x in gen(5):
            total += x
    with lock:
        results[name] = (bad, total)
def j_loop(e):
    return False
threads = [threading.Thread(target=work, args=("t%d" % t, 2000)) for t in range(4)]
sys.setswitchinterval(0.00001)
for t in threads: t.start()
work("main", 2000)
for t in threads: t.join()
print(sorted(results.items()))
q = queue.Queue()
class Node:
    def __init__(self, v, nxt):
        self.v = v
        self.nxt = nxt
def producer(k):
    head = None
    i = 0
    while i < 3000:
        head = Node([i, str(i)], head)
        i += 1
    s = 0
    while head is not None:
        s += head.v[0] + len(head.v[1])
        head = head.nxt
    q.put((k, s))
ts = [threading.Thread(target=producer, args=(k,)) for k in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(q.get() for _ in range(4)))
shared = {}
lst = []
def fill(k):
    i = 0
    while i < 2000:
        shared[(k, i)] = i
        lst.append(i)
        i += 1
ts = [threading.Thread(target=fill, args=(k,)) for k in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(len(shared), sum(shared.values()), len(lst), sum(lst))
def rec(n):
    c = 0
    while c < 3:
        c += 1
    return 0 if n == 0 else 1 + rec(n - 1)
out = []
def deep(k):
    for _ in range(20):
        out.append(rec(200 + k))
ts = [threading.Thread(target=deep, args=(k,)) for k in range(4)]
for t in ts: t.start()
deep(9)
for t in ts: t.join()
print(sorted(set(out)), len(out))
def infinite(n):
    c = 0
    while c < 2:
        c += 1
    return infinite(n + 1)
errs = []
def overflow():
    try:
        infinite(0)
    except RecursionError as e:
        errs.append(str(e)[:32])
ts = [threading.Thread(target=overflow) for k in range(3)]
for t in ts: t.start()
overflow()
for t in ts: t.join()
print(errs)
