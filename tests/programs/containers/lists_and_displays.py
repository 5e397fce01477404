# Lists that are concatenated with displays.
def paths(graph, start, end, path=[]):
    path = path + [start]
    if start == end:
        return [path]
    found = []
    for node in graph.get(start, []):
        if node not in path:
            found = found + paths(graph, node, end, path)
    return found


print(paths({"a": ["b", "c"], "b": ["c", "d"], "c": ["d"], "d": []}, "a", "d"))
floats = [0.5] * 3
print(floats + [1.5], floats + [2], floats + ["x"], [1] + floats, floats + [True, None], floats)
bools = [True, False]
print(bools + [True], bools + [1], [bools[0]] + bools, bools)
mixed = [1, "a"] + [2.5] + [None, [3]]
mixed += [4]
mixed = mixed + [*mixed, 5] + []
print(mixed, len(mixed))


class Sub(list):
    def __add__(self, other):
        return ("added", other)

    def __radd__(self, other):
        return ("radded", other)


print(Sub([1]) + [2], [1] + Sub([2]), [1] + list(Sub([2])))


def order(name, value):
    print(name, end=" ")
    return value


print(order("left", [1]) + [order("a", 2), order("b", 3)])
try:
    print([1] + [order("c", 1 // 0)])
except ZeroDivisionError as error:
    print(error)
try:
    print([1] + (2,))
except TypeError as error:
    print(error)
words = "a b".split()
total = words + [words[0] + words[1]]
words.append("c")
print(total, words, sum([[1], [2]], [0] + [9]))
