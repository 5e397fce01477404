class A:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __ge__(self, o): return 'ge'
    def __le__(self, o): return 0.5
    def __lt__(self, o): return 2
    def __gt__(self, o): return 1
def f(x, y): return x >= y, x <= y, x < y
print(f([A(1)], [A(2)]), f((A(1),), (A(2),)), f([[A(1)]], [[A(2)]]))
print([A(1)] > [A(2)], bool((A(1), 1) > (A(2), 1)), 'yes' if [A(1)] > [A(2)] else 'no')
from collections import deque
print(deque([A(1)]) < deque([A(2)]), deque([A(1)]) > deque([A(2)]))
xs = [(1, 'a'), (2, 'b')]; print(xs[0] < xs[1], [1, 2] < [1, 3], [[1.5]] >= [[1.0]])
