# stderr: exact
x = 5
if x is 5: print('five')
if x is not 'a': print('no')
if x is None or x is True: pass
y = (1, 2)
print(x is (), x is -1, 5 is x)
assert (x, "message")
def f(a):
    """doc \d"""
    try:
        "abc"(3)
    except TypeError as e: print(e)
    try:
        [1, 2](0)
    except TypeError as e: print(e)
    try:
        [(1, 2) (3, 4)]
    except TypeError as e: print(e)
    try:
        print([[1, 2] [3, 4]])
    except TypeError as e: print(e)
    try: print(1[0])
    except TypeError as e: print(e)
    try: print((1, 2)["a"])
    except TypeError as e: print(e)
    try: print({1}[0], (lambda: 0)[1])
    except TypeError as e: print(e)
    if a is 1 or a is 2:
        return lambda z: z is 'q'
    class K:
        v = a is 1.5
    return [b for b in "x" if b is "y"]
f(1)
print(f"{x is 3}")
