import numpy as np
import math
print(np.array([1.5, 2.5]) * 2)
a = np.array([1, 2, 3])
print(a[2], a.sum(), math.sqrt(4.0) + 1.0)
print(np.sum(a, axis=0), np.linspace(0, 1, num=5))
x = float(a.mean()) * 2
print(x, a)
a.sort()
import random
random.seed(1)
xs = list(range(10))
random.shuffle(xs)
print(xs)
import json, collections, os.path
print(json.dumps({"a": [1, 2.5, None, True], "b": "x"}))
d = json.loads('{"k": [1,2,{"z": 3}]}')
print(d["k"][2]["z"], len(d), d)
c = collections.Counter("mississippi")
print(c.most_common(2), c["s"])
print(os.path.join("a", "b"))
try:
    json.loads("{")
except ValueError as e:
    print("err", e)
import copy
print(copy.deepcopy([[1],[2]]))
import functools
print(functools.reduce(lambda a, b: a + b, [1,2,3]))
dd = collections.defaultdict(list)
dd["a"].append(1)
print(dict(dd), dd)
print(sorted([3,1,2], key=functools.cmp_to_key(lambda a, b: b - a)))
m = np.zeros((2, 3), dtype=np.uint8)
m[1, 2] = 255
m[0, 0] += 3
print(m, m[1, 2], m.shape, m.T.shape)
t = 0
for i in range(2):
    for j in range(3):
        t += m[i, j]
print(t)
print(2**1000 % 1000007, len(str(2**1000)))
