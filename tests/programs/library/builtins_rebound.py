# Others in place of builtins, in the module and in `builtins` itself.
# exit: 1
# stderr-last: NameError: name 'len' is not defined
import builtins
import unittest.mock


def show(*args):
    print(*args)


def arrange(items):
    return sorted(items)


old = builtins.print
lines = []
builtins.print = lambda *args, **options: lines.append(args)
print("caught", 1)
show("also", "caught")
builtins.print = old
show(lines)
builtins.len = lambda value: 42
print(len([]))
del builtins.len
try:
    print(len([]))
except NameError as error:
    print(error)
setattr(builtins, "sorted", lambda items: "arranged")
print(arrange([2, 1]))
builtins.shout = str.upper
print(shout("new"))
builtins.shout = str.title
print(shout("new"))
vars(builtins)["abs"] = lambda value: -1
print(abs(5), builtins.abs is abs)
with unittest.mock.patch("builtins.input", lambda prompt: prompt * 2):
    print(input("ab"))
with unittest.mock.patch.object(builtins, "round", return_value="patched"):
    print(round(2.5))
print(round(2.5))
