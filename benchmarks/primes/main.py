"""Primes by comprehension, and other short ways to say loops."""


def is_prime(n):
    if n < 2:
        return False
    return all(n % d for d in range(2, int(n ** 0.5) + 1))


def main():
    primes = [n for n in range(60000) if is_prime(n)]
    print(len(primes), primes[-1])
    squares = {n: n * n for n in primes}
    print(sum(squares.values()))
    gaps = [b - a for a, b in zip(primes, primes[1:])]
    print(max(gaps), gaps.count(2))
    ends = {p % 10 for p in primes}
    print(sorted(ends))
    table = [[(i * j) % 7 for j in range(300)] for i in range(300)]
    print(sum(sum(row) for row in table))
    print(sum(1 for row in table for x in row if x == 3))


main()
