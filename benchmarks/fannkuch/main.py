"""Small lists of integers, swapped and reversed: pancake flips."""


def flips(start):
    """How many reversals bring the first number to 0."""
    stack = start[:]
    count = 0
    first = stack[0]
    while first:
        low = 0
        high = first
        while low < high:
            stack[low], stack[high] = stack[high], stack[low]
            low += 1
            high -= 1
        count += 1
        first = stack[0]
    return count


def fannkuch(n):
    order = list(range(n))
    turns = [0] * n
    check_sum = 0
    most = 0
    number = 0
    while True:
        count = flips(order)
        if count > most:
            most = count
        if number % 2 == 0:
            check_sum += count
        else:
            check_sum -= count
        number += 1
        # The next permutation: rotate longer and longer prefixes.
        r = 1
        while True:
            if r == n:
                return check_sum, most
            first = order[0]
            for i in range(r):
                order[i] = order[i + 1]
            order[r] = first
            turns[r] += 1
            if turns[r] <= r:
                break
            turns[r] = 0
            r += 1


def main():
    for n in range(7, 10):
        check_sum, most = fannkuch(n)
        print(f"n = {n}: check sum {check_sum}, most flips {most}")


main()
