"""Gaussian elimination on lists of lists of floats: LU with partial pivoting."""


def decompose(a):
    n = len(a)
    pivots = list(range(n))
    sign = 1.0
    for k in range(n):
        best = k
        for i in range(k + 1, n):
            if abs(a[i][k]) > abs(a[best][k]):
                best = i
        if best != k:
            a[k], a[best] = a[best], a[k]
            pivots[k], pivots[best] = pivots[best], pivots[k]
            sign = -sign
        for i in range(k + 1, n):
            factor = a[i][k] / a[k][k]
            a[i][k] = factor
            for j in range(k + 1, n):
                a[i][j] -= factor * a[k][j]
    return pivots, sign


def make_matrix(n):
    seed = 42
    rows = []
    for _ in range(n):
        row = []
        for _ in range(n):
            seed = (seed * 1103515245 + 12345) % 2147483648
            row.append(seed / 2147483648 - 0.5)
        rows.append(row)
    return rows


def main():
    n = 200
    a = make_matrix(n)
    pivots, sign = decompose(a)
    total = sign
    for i in range(n):
        total *= a[i][i] / 2
    print(f"{total:.6e}", sum(pivots), pivots[:8])


main()
