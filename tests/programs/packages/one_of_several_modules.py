# A module that is one of several: what is read, called and stored in it.
from kinds import first, second

for n, module in enumerate((first, second, first)):
    print(module.run(n + 2), module.limit, module.Unit(n).show())
    call = module.run
    print(call(n), module.__name__)

named = {"first": first, "second": second}
for name, module in named.items():
    module.limit = len(name)
    module.extra = name
    print(module.run(1), named["first"].limit, first.run(10), second.run(10), module.extra)


def chosen(name):
    return first if name == "first" else second


chosen("second").run = lambda x: ("replaced", x)
print(first.run(1), second.run(1), chosen("first").run(2))
try:
    chosen("second").missing()
except AttributeError as error:
    print(error)
