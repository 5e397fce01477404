class A:
    def __init__(self):
        self.items = [1]
        self.f = [1.5]
a = A()
def weird(n):
    return [a, 1, "s", None, 2.5, (1,), {}, [], {1}, range(3), len][n]
weird(0).items.append("x")
weird(0).f.append("y")
print(a.items)
for v in a.items:
    print(v * 2)
for v in a.f:
    print(v * 2)
