"""A least-recently-used cache: a dict of nodes in a doubly linked list."""


class Node:
    def __init__(self, key, value):
        self.key = key
        self.value = value
        self.before = None
        self.after = None


class Cache:
    def __init__(self, capacity):
        self.capacity = capacity
        self.nodes = {}
        self.head = Node(0, 0)
        self.tail = Node(0, 0)
        self.head.after = self.tail
        self.tail.before = self.head
        self.hits = 0
        self.misses = 0

    def unlink(self, node):
        node.before.after = node.after
        node.after.before = node.before

    def link_front(self, node):
        node.after = self.head.after
        node.before = self.head
        self.head.after.before = node
        self.head.after = node

    def get(self, key):
        if key in self.nodes:
            node = self.nodes[key]
            self.unlink(node)
            self.link_front(node)
            self.hits += 1
            return node.value
        self.misses += 1
        return -1

    def put(self, key, value):
        if key in self.nodes:
            node = self.nodes[key]
            node.value = value
            self.unlink(node)
            self.link_front(node)
            return
        if len(self.nodes) >= self.capacity:
            last = self.tail.before
            self.unlink(last)
            del self.nodes[last.key]
        node = Node(key, value)
        self.nodes[key] = node
        self.link_front(node)


def main():
    cache = Cache(500)
    seed = 1
    total = 0
    for i in range(300000):
        seed = (seed * 1103515245 + 12345) % 2147483648
        key = (seed >> 8) % 1000
        value = cache.get(key)
        if value < 0:
            cache.put(key, i)
        else:
            total += value
    print(cache.hits, cache.misses, total)


main()
