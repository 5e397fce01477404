"""A list of bools, written with a stride: primes below five million."""


def primes_below(limit):
    is_prime = [True] * limit
    is_prime[0] = False
    is_prime[1] = False
    n = 2
    while n * n < limit:
        if is_prime[n]:
            for multiple in range(n * n, limit, n):
                is_prime[multiple] = False
        n += 1
    return is_prime


def main():
    limit = 5000000
    is_prime = primes_below(limit)
    count = 0
    last = 0
    twins = 0
    for n in range(limit):
        if is_prime[n]:
            count += 1
            if n - last == 2:
                twins += 1
            last = n
    print(count, last, twins)


main()
