import sys
log = []
def tracer(frame, event, arg):
    log.append((event, frame.f_code.co_name))
    return tracer
def f(x):
    y = x + 1
    return y
sys.settrace(tracer)
f(1)
sys.settrace(None)
print(log)
sys.setprofile(lambda fr, ev, arg: log.append(ev))
f(2); len([])
sys.setprofile(None)
print(len(log) > 0, sys.gettrace(), sys.getprofile())
import threading
threading.settrace(tracer)
t = threading.Thread(target=f, args=(1,)); t.start(); t.join()
threading.settrace(None)
print(sys.call_tracing(f, (4,)))
def gen():
    try: yield 1
    except GeneratorExit: raise
sys.settrace(tracer)
list(gen())
try: 1 / 0
except ZeroDivisionError: pass
def rec(n): return n and rec(n - 1)
rec(50)
with open("/dev/null"): pass
sys.settrace(None)
print("end")
