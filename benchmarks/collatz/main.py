"""Integer division and remainders: the longest way down to one."""


def steps(n):
    count = 0
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        count += 1
    return count


def main():
    longest = 0
    start = 0
    total = 0
    for n in range(1, 130000):
        count = steps(n)
        total += count
        if count > longest:
            longest = count
            start = n
    print(start, longest, total)


main()
