# Cells and their names come in the order of the names.
import inspect


def outer(first, second):
    zeta = first + second

    def inner(x):
        nonlocal zeta
        zeta += x
        return zeta, second, first

    return inner


inner = outer(1, 2)
inner(10)
print(inner.__code__.co_freevars, [cell.cell_contents for cell in inner.__closure__])
print((lambda: 0).__closure__, outer.__code__.co_freevars, inspect.isfunction(inner))
