"""Queens that do not attack each other: backtracking with sets."""


def solve(n, row, columns, rising, falling):
    if row == n:
        return 1
    count = 0
    for column in range(n):
        if column in columns or row + column in rising or row - column in falling:
            continue
        columns.add(column)
        rising.add(row + column)
        falling.add(row - column)
        count += solve(n, row + 1, columns, rising, falling)
        columns.remove(column)
        rising.remove(row + column)
        falling.remove(row - column)
    return count


def first_solution(n):
    """The same with a list of the queens so far."""
    queens = []

    def safe(column):
        row = len(queens)
        for r, c in enumerate(queens):
            if c == column or abs(c - column) == row - r:
                return False
        return True

    def place():
        if len(queens) == n:
            return True
        for column in range(n):
            if safe(column):
                queens.append(column)
                if place():
                    return True
                queens.pop()
        return False

    place()
    return queens


def main():
    print(solve(8, 0, set(), set(), set()))
    print(solve(9, 0, set(), set(), set()))
    print(first_solution(20))


main()
