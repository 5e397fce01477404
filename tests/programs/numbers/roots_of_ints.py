# Ints to float powers, and the ints of such powers and of other floats.


def root(n):
    return n ** 0.5


def whole_root(n):
    return int(n ** 0.5)


def whole_root_of_float(x):
    return int(x ** 0.5)


def power(n, y):
    return n ** y


def whole(x):
    return int(x)


def attempt(name, function, *args):
    try:
        print(name, function(*args))
    except Exception as error:
        print(name, type(error).__name__, error)


def main():
    total = 0
    for i in range(2000):
        total += whole_root(i) + whole_root_of_float(i * 0.5)
    print(total)
    for n in range(0, 10**6, 7919):
        assert root(n) == pow(n, 0.5), n
    for n in [17, -3, 0, 2**40 + 1, 2**61, 2**62, 2**62 + 1, -(2**70), 10**100, 10**400]:
        attempt("root", root, n)
        attempt("whole root", whole_root, n)
    for n, y in [(0, 0.5), (0, -0.5), (4, -0.5), (2, 1000.5), (10**400, 0.5), (-8, 1 / 3)]:
        attempt("power", power, n, y)
    for n, y in [(7, 2.0), (7, 0.0), (0, 0.0), (3, float("nan")), (3, float("inf"))]:
        attempt("power", power, n, y)
    for x in [0.0, -0.0, 1.5, -1.5, 0.99999, 2.0**60, 2.0**61, -(2.0**61), 2.0**62, 2.0**63, 1e300, -1e300]:
        attempt("whole", whole, x)
    for x in [float("nan"), float("inf"), float("-inf")]:
        attempt("whole", whole, x)
    for x in ["12", 3, True, 2.5, 1e18, 5e18, -(2.0**61), 10**30, None, "x", 2j]:
        attempt("int", int, x)
        try:
            print(int(x))
        except Exception as error:
            print(error)


main()
