"""`math.hypot` and `math.dist` round as CPython does, whatever the sizes of their arguments."""
import math, random
random.seed(5)
h = 0
def mix(h, x):
    return hash((h, x))
for i in range(6000):
    k = i % 6
    if k == 0: x, y = random.uniform(-10, 10), random.uniform(-10, 10)
    elif k == 1: x, y = random.random() * 10.0 ** random.randint(-320, 308), random.random() * 10.0 ** random.randint(-320, 308)
    elif k == 2: x, y = float(random.randint(-9999, 9999)), float(random.randint(0, 99))
    elif k == 3: x, y = 5e-324 * random.randint(0, 1000), 2.2250738585072014e-308 * random.random() * 4
    elif k == 4: x, y = 1.7976931348623157e308 * random.random(), 8.98846567431158e307 * random.random() * 2
    else: x, y = random.gauss(0, 1) * 2.0 ** 1000, random.gauss(0, 1)
    h = mix(h, math.hypot(x, y))
    h = mix(h, math.hypot(x, y, x / 3))
    h = mix(h, math.dist((x, y), (y, x)))
print(h)
for a in (0.0, -0.0, math.inf, -math.inf, math.nan, 1.0, 5e-324, 1.7976931348623157e308, 8.98846567431158e307, 4.49423283715579e307, 2.2250738585072014e-308, 1.1125369292536007e-308):
    print([math.hypot(a, b) for b in (0.0, math.nan, math.inf, 1.0, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308)])
