# Deques that are changed while they are searched or walked through.
from collections import deque


class Appender:
    def __eq__(self, other):
        grown.append(99)
        return True


grown = deque([Appender()])
print(0 in grown, grown.index(0), len(grown))

d = deque([1, 2, 3])
for item in d:
    d.reverse()
    print(item, end=" ")
print(list(d))
try:
    for item in d:
        d.append(4)
except RuntimeError as error:
    print(error)
try:
    for item in d:
        d.rotate(1)
except RuntimeError as error:
    print(error)

print(deque([1, 2], maxlen=2) * 10**9, deque([1, 2, 3], maxlen=5) * 3, deque([1], maxlen=3) * 0)
print(deque([], maxlen=3) * 10**9, deque([1, 2], maxlen=7) * 3)
bounded = deque([1, 2, 3], maxlen=4)
bounded *= 10**8
print(bounded)
class MutatingCompare:
    def __eq__(self, other):
        self.d.clear()
        return True
m = MutatingCompare()
d = deque([1, 2, 3, m, 4, 5])
m.d = d
try: print(d.count(3))
except RuntimeError as e: print(e)
d = deque([None]*16)
for i in range(len(d)): d.rotate(-1)
d.rotate(1)
print(d.count(1), d.count(None))
class BadCompare:
    def __eq__(self, other): raise ArithmeticError
d = deque([1, 2, BadCompare(), 3])
try: print(d.count(2))
except ArithmeticError as e: print('arith')
d = deque([1, 2, 3])
try: print(d.count(BadCompare()))
except ArithmeticError as e: print('arith')
