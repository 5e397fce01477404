# exit: 1
# stderr-last: TypeError: can't convert type 'str' to numerator/denominator
import random, statistics as st
from statistics import mean, StatisticsError
class F(float): pass
class I(int): pass
def show(name, f, *a, **k):
    try:
        r = f(*a, **k)
        print(name, type(r).__name__, repr(r))
    except Exception as e:
        print(name, type(e).__name__, e)
r = random.Random(5)
def data(kind):
    n = r.randrange(0, 9)
    if kind == 0: return [r.randrange(-50, 50) for _ in range(n)]
    if kind == 1: return [r.uniform(-5, 5) for _ in range(n)]
    if kind == 2: return [r.choice([1, 2.5, True, -3, 1e300, 1e-300, 0.1]) for _ in range(n)]
    if kind == 3: return [abs(r.gauss(0, 3)) for _ in range(n)]
    if kind == 4: return [r.randrange(1, 5) for _ in range(n)]
    if kind == 5: return [r.choice([1.5, float("inf"), float("nan"), 2]) for _ in range(n)]
    if kind == 6: return [r.choice([F(1.5), I(3), 2, 2.25, 10**30]) for _ in range(n)]
    if kind == 7: return [r.choice(["a", "b", 1, None]) for _ in range(n)]
    return [r.randrange(10**20) for _ in range(n)]
for i in range(45):
    d = data(i % 9)
    e = data((i + i // 9) % 9)
    show("mean", st.mean, d); show("mean it", st.mean, iter(d)); show("fmean", st.fmean, d)
    show("wmean", st.fmean, d, e)
    for f in (st.median, st.median_low, st.median_high, st.median_grouped, st.mode, st.multimode, st.variance, st.pvariance, st.stdev, st.pstdev, st.geometric_mean, st.harmonic_mean):
        show(f.__name__, f, d)
    show("var xbar", st.variance, d, 1.5); show("pstdev mu", st.pstdev, d, 2); show("hm w", st.harmonic_mean, d, e)
    show("q", st.quantiles, d); show("q10", st.quantiles, d, n=10, method="inclusive"); show("q0", st.quantiles, d, n=0); show("qx", st.quantiles, [1, 2], method="x")
    show("cov", st.covariance, d, e); show("cor", st.correlation, d, (e + d)[:len(d)]); show("lr", st.linear_regression, d, (e + d)[:len(d)]); show("lrp", st.linear_regression, d, (e + d)[:len(d)], proportional=True)
try: mean([])
except StatisticsError as e: print(repr(e), StatisticsError.__mro__, isinstance(e, ValueError))
mean(["x"])
