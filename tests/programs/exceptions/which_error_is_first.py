# A method that a built-in class lacks is missed before the arguments are evaluated.
try:
    True.replace(b""[1j])
except Exception as error:
    print(type(error).__name__)

def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
def a(p): return p.rsplit(p[1])
def b(): return (1,).append(1 + "x")
def c(): return "abc".missing(int("5")[0])
def d(xs): return xs.nope(xs.gone)
def e(n): return n.bit(1 / 0)
def f(s): return s.split(s[9])
def g(d): return d.add({}["k"])
def h(x): return x.upper([1][5])
def i(): return [1, 2].push(*{}["k"])
def j(): return None.x({}["k"])
def k(): return b"".format({}[1])
def l(): return "a".join([1][2])
t(lambda: a(())); t(b); t(c); t(lambda: d([1])); t(lambda: e(5)); t(lambda: f("ab")); t(lambda: g({})); t(lambda: h("q")); t(i); t(j); t(k); t(l); t(lambda: h(5))
