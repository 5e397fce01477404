"""Lists of lists of floats: the product of two matrices, the plain way."""


def make(n, seed):
    return [[((i * 31 + j * 17 + seed) % 101) / 10.0 for j in range(n)] for i in range(n)]


def product(a, b):
    n = len(a)
    out = [[0.0] * n for _ in range(n)]
    for i in range(n):
        row = a[i]
        target = out[i]
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += row[k] * b[k][j]
            target[j] = total
    return out


def main():
    n = 190
    a = make(n, 1)
    b = make(n, 2)
    c = product(a, b)
    c = product(c, a)
    trace = 0.0
    for i in range(n):
        trace += c[i][i]
    print(f"{trace:.3f} {c[3][5]:.3f} {c[n - 1][0]:.3f}")


main()
