"""Threads of several kinds, with generators, exceptions and waiting in each."""
import threading, time, sys, random
from concurrent.futures import ThreadPoolExecutor, as_completed
sys.setswitchinterval(0.00002)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def agen(n):
    for i in range(n):
        got = yield i
        if got:
            yield got
def task(k):
    out = []
    g = agen(50)
    for v in g:
        if v % 7 == 0:
            try:
                out.append(g.send("s%d" % v))
            except StopIteration:
                out.append("stop")
        try:
            if v % 5 == 0:
                raise KeyError(k, v)
            out.append(v)
        except KeyError as e:
            try:
                time.sleep(0)
                int("x")
            except ValueError as err:
                out.append((e.args, type(err.__context__).__name__))
    d = {}
    i = 0
    while len(d) < 500:
        d.setdefault(-1 - i % 97, []).append(i)
        d[i] = str(i)
        i += 1
    return k, len(out), sum(len(str(o)) for o in out), fib(12 + k % 3), sorted(d)[:3], repr(d[-97])[:20]
with ThreadPoolExecutor(5) as ex:
    fs = [ex.submit(task, k) for k in range(30)]
    print(sorted(f.result() for f in as_completed(fs))[:4])
    try:
        ex.submit(int, "zz").result()
    except ValueError as e:
        print(e)
cond = threading.Condition()
ready = []
def waiter(n):
    with cond:
        while len(ready) < 3:
            cond.wait()
        ready.append(n)
ws = [threading.Thread(target=waiter, args=(i,)) for i in range(3)]
for w in ws: w.start()
for i in range(3):
    with cond:
        ready.append("r")
        cond.notify_all()
for w in ws: w.join()
print(sorted(map(str, ready)))
class Counter:
    def __init__(self):
        self.n = 0
        self.lock = threading.RLock()
    def bump(self, times):
        for _ in range(times):
            with self.lock:
                self.n += 1
c = Counter()
ts = [threading.Thread(target=c.bump, args=(500,)) for _ in range(6)]
[t.start() for t in ts]; [t.join() for t in ts]
print(c.n)
class T(threading.Thread):
    def __init__(self, n):
        super().__init__()
        self.n = n
        self.res = None
    def run(self):
        s = 0
        x = self.n
        while x > 0:
            s += x % 10
            x //= 10
        self.res = s
ts = [T(10 ** k + 12345) for k in range(5, 10)]
for t in ts: t.start()
for t in ts: t.join()
print([t.res for t in ts])
loc = threading.local()
def setl(v):
    loc.v = v
    k = 0
    while k < 2000:
        k += 1
    got.append(loc.v == v)
got = []
ts = [threading.Thread(target=setl, args=(i,)) for i in range(8)]
[t.start() for t in ts]; [t.join() for t in ts]
print(all(got), len(got))
def boom():
    raise RuntimeError("in thread")
old = threading.excepthook
seen = []
threading.excepthook = lambda a: seen.append((a.exc_type.__name__, str(a.exc_value)))
t = threading.Thread(target=boom); t.start(); t.join()
threading.excepthook = old
print(seen)
ev = threading.Event()
log = []
def loop():
    n = 0
    while not ev.is_set():
        n += 1
    log.append(n > 0)
t = threading.Thread(target=loop); t.start()
time.sleep(0.02); ev.set(); t.join()
print(log)
tm = threading.Timer(0.01, lambda: log.append("timer")); tm.start()
while len(log) < 2:
    pass
print(log)
