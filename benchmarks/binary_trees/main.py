"""Objects made and dropped by the hundred thousand: binary trees."""


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


def main():
    deepest = 14
    print(f"stretch tree of depth {deepest + 1}: {count(make(deepest + 1))}")
    kept = make(deepest)
    for depth in range(4, deepest + 1, 4):
        turns = 1 << (deepest - depth + 4)
        total = 0
        for _ in range(turns):
            total += count(make(depth))
        print(f"{turns} trees of depth {depth}: {total}")
    print(f"kept tree of depth {deepest}: {count(kept)}")


main()
