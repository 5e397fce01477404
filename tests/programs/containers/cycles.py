# Cycles do not pile up, and what is still used stays whole.
class Node:
    def __init__(self, name):
        self.name = name
        self.other = None
        self.extra = None


class Stack(list):
    pass


def make(count):
    kept = []
    for i in range(count):
        a = Node(i)
        b = Node(i + 1)
        a.other = b
        b.other = a
        items = [a]
        items.append(items)
        table = {"items": items}
        table["self"] = table
        a.extra = (table, a)
        stack = Stack()
        stack.append(stack)
        stack.owner = b
        b.extra = stack
        fun = lambda: fun
        if i % 20000 == 0:
            kept.append(a)
    return kept


kept = make(200000)
print(len(kept))
for node in kept:
    table, same = node.extra
    assert same is node and table["self"] is table and table["items"][0] is node
    assert node.other.other is node and node.other.extra.owner is node.other
print([node.name for node in kept])
