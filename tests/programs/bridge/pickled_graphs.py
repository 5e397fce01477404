# Many objects of the program's own classes, pickled and loaded again.
import dataclasses
import pickle
import typing


@dataclasses.dataclass
class Node:
    name: str
    kids: typing.List["Node"] = dataclasses.field(default_factory=list)
    meta: dict = dataclasses.field(default_factory=dict)


class Ring:
    def __init__(self, value):
        self.value = value
        self.next = None
        self.seen = {value}


class Guarded:
    def __init__(self, x):
        self.x = x

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        LOG.append(name)


class Counted:
    def __new__(cls, *args):
        LOG.append("new")
        return super().__new__(cls)

    def __init__(self, items):
        self.items = items

    def __getstate__(self):
        return {"items": [x + 1 for x in self.items]}


LOG = []


def build(depth):
    return Node(f"n{depth}", [build(depth - 1) for _ in range(3)] if depth else [], {"d": [depth]})


def count(node):
    return 1 + sum(count(kid) for kid in node.kids)


def main():
    tree = build(6)
    again = pickle.loads(pickle.dumps(tree))
    print(count(again), again == tree, again.kids[0].meta, len(pickle.dumps(again)) == len(pickle.dumps(tree)))
    again.kids[0].kids.append(Node("more"))
    print(count(again), count(tree), again == tree)
    a, b = Ring(1), Ring(2)
    a.next, b.next = b, a
    a.list = b.list = [a]
    c = pickle.loads(pickle.dumps(a))
    print(c.next.next is c, c.list is c.next.list, c.list[0] is c, c.seen, c.next.value)
    c.list.append(5)
    print(c.next.list[1:])
    print(pickle.loads(pickle.dumps(Guarded([1]))).x, LOG)
    del LOG[:]
    print(pickle.loads(pickle.dumps(Counted([1, 2]))).items, LOG)
    for protocol in range(6):
        print(protocol, pickle.loads(pickle.dumps([tree.kids[0], tree.kids[0]], protocol))[1] == tree.kids[0])


main()
