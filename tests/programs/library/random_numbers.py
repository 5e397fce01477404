import random
random.seed(42)
print(random.random(), random.randint(1, 6), random.randrange(10), random.randrange(0, 100, 7), random.uniform(1, 10))
xs = list(range(20))
random.shuffle(xs)
print(xs, random.choice(xs), random.choice("abc"), random.sample(xs, 5), random.sample(range(1000), 30))
print(random.choices(["a", "b", "c"], k=5), random.choices(["a", "b", "c"], weights=[1, 2, 7], k=5), random.choices([1,2],cum_weights=[1,3],k=3))
print(random.gauss(0, 1), random.gauss(0, 1), random.gauss(), random.normalvariate(1, 2), random.expovariate(1.5))
print(random.triangular(), random.triangular(1, 5, 2), random.betavariate(2, 3), random.gammavariate(0.5, 2), random.gammavariate(2, 2), random.gammavariate(1, 2))
print(random.lognormvariate(0, 1), random.paretovariate(2), random.weibullvariate(1, 2))
print([random.vonmisesvariate(mu, kappa) for mu in (0, 2) for kappa in (0, 0.5, 4)])
print(random.getrandbits(8), random.getrandbits(33), random.getrandbits(100), random.getrandbits(64), random.getrandbits(0), random.randbytes(5))
for s in (0, 1, -5, 2**70, 3.5, "hello", b"xyz", True, ""):
    random.seed(s)
    print(s, random.random(), random.randint(0, 10**20))
r = random.Random(7)
print(r.random(), r.randint(1, 100), [r.choice([1, 2, 3]) for _ in range(5)])
st = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(st)
print(a == [r.random() for _ in range(3)], len(st), len(st[1]))
print(random.sample(["a", "b"], counts=[3, 1], k=3))
for f in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: random.sample({1, 2}, 1), lambda: random.seed([1]), lambda: random.choices([1, 2], weights=[1])):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
class Dice(random.Random):
    def roll(self):
        return self.randint(1, 6)
d = Dice(3)
print([d.roll() for _ in range(8)])
random.seed(1)
print(random.randint(1, 3), sum(random.random() for _ in range(1000)))
d = {"a": 1}
random.seed(5)
print(random.choice(list(d)), random.choice((1, 2.5, "x")), random.choice(range(10, 20)))
