# Weak references to objects in cycles end before `__del__` of these runs, and stay ended.
import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name
        self.peer = self

    def __del__(self):
        print("del", self.name, seen and seen[-1]() is None)


seen = []
node = Node("alone")
seen.append(weakref.ref(node, lambda _: print("callback")))
del node
gc.collect()
print(seen[-1]() is None)
first, second = Node("first"), Node("second")
first.peer, second.peer = second, first
seen.append(weakref.ref(first, lambda _: print("first is gone")))
values = weakref.WeakValueDictionary()
values["second"] = second
del first, second
gc.collect()
print(seen[-1]() is None, len(values))
node = Node("counted")
node.peer = None
seen.append(weakref.ref(node, lambda _: print("after")))
del node
print(seen[-1]() is None, gc.collect() >= 0)
