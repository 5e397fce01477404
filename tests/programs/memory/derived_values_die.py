"""`__del__` of classes derived from built-in values runs when the last reference goes."""


class Text(str):
    def __del__(self):
        print("text", str(self))


class Pair(tuple):
    def __del__(self):
        print("pair", tuple(self))


class Number(int):
    def __del__(self):
        print("number", int(self))


class Real(float):
    def __del__(self):
        print("real", float(self))


class Items(list):
    def __del__(self):
        print("items", list(self))


class Table(dict):
    def __del__(self):
        print("table", dict(self))


class Group(set):
    def __del__(self):
        print("group", set(self))


for made in Text("a"), Pair((1, 2)), Number(5), Real(2.5), Items([1]), Table(a=1), Group([3]):
    print(type(made).__name__)
del made
print("loop over a map")
for text in map(Text, "xyz"):
    print(text)
del text
kept = []


class Returns(str):
    def __del__(self):
        print("returns", str(self))
        kept.append(self)


def lose():
    Returns("r")
    print(kept, [Text("in a list"), Pair((Text("in a pair"),))][0])


lose()
kept.clear()
print("end")
