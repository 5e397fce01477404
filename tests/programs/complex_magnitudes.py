import math
K = 2
def t(z):
    r = []
    for f in (lambda: abs(z) < 2, lambda: abs(z) <= 2, lambda: abs(z) > 2, lambda: abs(z) >= 2, lambda: 2 < abs(z), lambda: 2.0 >= abs(z), lambda: abs(z) < 1e-30, lambda: abs(z) > 1e90, lambda: abs(z) > 1e120, lambda: abs(z) > 0, lambda: abs(z) > -1, lambda: 1 < abs(z) < 3, lambda: abs(z) == 2):
        try: r.append(f())
        except OverflowError as e: r.append(str(e))
    return r
inf, nan = float('inf'), float('nan')
for re in (0.0, 2.0, -2.0, math.sqrt(2), 1.2, 1.6, 2.0000000000000004, 1.9999999999999998, 1e160, 1e308, inf, nan, 5e-324, 1e-31, 1e-170, 3.0, 1e90, 9.999999999999999e89):
    for im in (0.0, -0.0, math.sqrt(2), 1.4142135623730947, 1.6, 1e-8, 1e-200, 1.7e308, -inf, nan, 2.0, 1e-31):
        print(re, im, t(complex(re, im)))
