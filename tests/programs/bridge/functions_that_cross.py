import math, operator, json
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(1) as ex:
    print(list(ex.map(math.pow, [2, 3], [2, 2])), list(ex.map(operator.pow, [2], [3])), list(ex.map(operator.abs, [-2])))
    print(list(ex.map(pow, [2, 3], [2, 2])))
import pickle, bisect, heapq, time
box = {}
with ThreadPoolExecutor(1) as ex:
    f = ex.submit(lambda: [math.sin, operator.add, bisect.insort, heapq.heappush, time.time, len]).result()
print([a is b for a, b in zip(f, [math.sin, operator.add, bisect.insort, heapq.heappush, time.time, len])])
print(pickle.loads(pickle.dumps(math.pow)) is math.pow, pickle.loads(pickle.dumps(operator.add))(1, 2))
print((2).__pow__(3, 5), (2).__pow__("a"), int.__pow__(7, 2), (2).__rpow__(3))
