# module
counter = 0
print("mod loaded")
def f(n): return n * 10
def bump():
    global counter
    counter += 1
    return counter
