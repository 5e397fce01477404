# Objects of library classes copied, deeply copied and pickled.
import copy
import functools
import pickle
from collections import deque


def join(first, *rest, sep="-"):
    return sep.join([first[0], *rest])


letters = ["a"]
part = functools.partial(join, letters, "b", sep="+")
part.note = "kept"
shallow, deep = copy.copy(part), copy.deepcopy(part)
letters[0] = "z"
print(shallow("c"), deep("c"), shallow.note, deep.note, shallow.func is join)
print(pickle.loads(pickle.dumps(part))("c"))
queue = deque([[1], [2]], 3)
one, other = copy.copy(queue), copy.deepcopy(queue)
queue[0].append(9)
print(one, other, other.maxlen)
print(pickle.loads(pickle.dumps(queue)))
inner = [1]
cut = copy.deepcopy(slice(inner, 2, None))
inner.append(2)
print(cut, copy.copy(slice(1, 2)))
