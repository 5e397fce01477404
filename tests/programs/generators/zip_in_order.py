class It:
    def __init__(self, n, log): self.n = n; self.log = log
    def __iter__(self): self.log.append(("iter", self.n)); return iter(range(self.n))
def made(n, log):
    log.append(("made", n))
    return It(n, log)
log = []
for a, b in zip(made(2, log), made(3, log)): log.append((a, b))
print(log)
def f(x, y):
    return [p for p in zip(x, y())]
log.clear()
print(f(It(2, log), lambda: log.append("y") or [1, 2]), log)
def fail(): raise ValueError("second")
for x in (3, None, [1], "ab", It(1, log)):
    try: print(list(zip(x, fail())))
    except Exception as e: print(type(e).__name__, e)
try: print([q for q in zip(5, [fail()])])
except Exception as e: print(type(e).__name__, e)
try: print([q for q in zip(len, sum([1]))])
except Exception as e: print(type(e).__name__, e)
print([q for q in zip(range(3), (i * i for i in range(3)), "abc", {1: 2, 3: 4}.items())])
for i, (a, b) in enumerate(zip([1, 2], made(2, log))): print(i, a, b)
