# Keys and items of classes that derive from str, int or tuple are compared by what those classes say.
class Loose(str):
    def __eq__(self, other):
        return str.lower(self) == str.lower(other)

    def __hash__(self):
        return hash(self.lower())


class Digit(int):
    def __eq__(self, other):
        return int(self) % 10 == int(other) % 10

    def __hash__(self):
        return hash(int(self) % 10)


class Any(tuple):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


a, b = Loose("Ab"), Loose("aB")
d = {a: 1}
print(d.get(b), b in d, d[b], {a, b}, d.get("ab"), d.get("AB"))
d[b] = 2
d["ab"] = 3
print(d, len(d), [a].index(b), [b, "x"].count("AB"), "aB" in [a], (a,) == ("AB",), [a] == [b], [a] != ["ab"])
del d[b]
print(d)
print({Digit(5): 1}.get(Digit(15)), Digit(25) in {Digit(5)}, {5: 1}.get(Digit(15)), [Digit(5)].index(15), 15 in [Digit(5)])
print({Any((1,)): 1}.get(Any((2,))), len({Any((1,)), Any((3,))}), [Any()] == [5])
