"""Conway's game of life on an endless board: a set of (x, y)."""


def step(alive):
    neighbours = {}
    for x, y in alive:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    cell = (x + dx, y + dy)
                    neighbours[cell] = neighbours.get(cell, 0) + 1
    return {cell for cell, n in neighbours.items() if n == 3 or (n == 2 and cell in alive)}


def main():
    # The R pentomino and a glider.
    alive = {(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)}
    alive |= {(41, 40), (42, 41), (40, 42), (41, 42), (42, 42)}
    for _ in range(200):
        alive = step(alive)
    print(len(alive))
    print(min(alive), max(alive))


main()
