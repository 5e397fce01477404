class S:
    def __instancecheck__(self, o): return o == 3
    def __subclasscheck__(self, c): return c is int
s = S()
print(isinstance(3, s), isinstance(4, s), issubclass(int, s), issubclass(str, s), isinstance(4, (str, s)), issubclass(int, (str, s)))
def f(c, k): return issubclass(c, k)
print(f(int, s), f(int, int | str))
try: issubclass(3, s); print("ok")
except TypeError as e: print(e)
try: f(3, int)
except TypeError as e: print(e)
