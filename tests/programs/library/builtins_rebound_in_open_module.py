# The same where the names of globals are looked up at run time.
import builtins

globals()["dynamic"] = 1
old = builtins.print
lines = []
builtins.print = lambda *args, **options: lines.append(args)
print("caught", dynamic)
builtins.print = old
print(lines)


def total(items):
    return sum(items)


builtins.sum = max
print(total([1, 5, 2]))
sum = min
print(total([1, 5, 2]))
del sum
print(total([1, 5, 2]))
