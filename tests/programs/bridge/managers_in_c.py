import threading, sqlite3, io, tempfile, decimal, contextlib, multiprocessing.dummy
l = threading.Lock(); r = threading.RLock()
def f(lock, fail):
    try:
        with lock as got:
            print(got, lock is l or lock is r)
            if fail: raise ValueError('x')
    except ValueError as e: print('ve', e)
    print(lock.acquire(False)); lock.release()
for k in (l, r):
    for fail in (False, True): f(k, fail)
def ret(lock):
    with lock: return 5
print(ret(l), l.locked())
def brk(lock):
    for i in range(3):
        with lock:
            if i == 1: break
    return i, lock.locked()
print(brk(l))
class MyR(type(threading.RLock())):
    def __exit__(self, *a):
        print('exit', a[0]); return super().__exit__(*a)
f(MyR(), True) if False else None
try:
    with MyR() as m:
        print(m); raise KeyError
except KeyError: print('ke')
with l:
    try:
        with l if False else r: pass
    finally: pass
# exit twice
try:
    with l: l.release()
except RuntimeError as e: print('rt', e)
c = sqlite3.connect(':memory:')
c.execute('create table t(a)')
try:
    with c:
        c.execute('insert into t values(1)'); raise ValueError
except ValueError: pass
print(c.execute('select count(*) from t').fetchall())
with c: c.execute('insert into t values(1)')
print(c.execute('select count(*) from t').fetchone())
with decimal.localcontext() as ctx:
    ctx.prec = 5; print(decimal.Decimal(1) / 3)
print(decimal.Decimal(1) / 3)
with contextlib.ExitStack() as s:
    s.enter_context(l); print(l.locked())
print(l.locked())
try:
    with 5: pass
except TypeError as e: print(e)
try:
    with threading.Thread(): pass
except TypeError as e: print(e)
cond = threading.Condition()
with cond: cond.notify_all()
sem = threading.Semaphore(2)
with sem, sem: print(sem.acquire(False))
with memoryview(b'abc') as mv: print(mv[0])
try: mv[0]
except ValueError as e: print(e)
n = 0
def work():
    global n
    for _ in range(2000):
        with l:
            t = n; n = t + 1
ts = [threading.Thread(target=work) for _ in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(n)
import weakref, gc
class P: pass
p = P(); wr = weakref.ref(p)
with l: del p
print(wr() is None)
