import copy, pickle, operator
its = [lambda: iter([1,2,3]), lambda: iter((1,2,3)), lambda: iter("abc"), lambda: iter("aé€"), lambda: iter(b"abc"), lambda: iter(bytearray(b"abc")),
  lambda: iter(range(3)), lambda: iter(range(10**20, 10**20+3)), lambda: iter({1:2, 3:4, 5: 6}), lambda: iter({1:2, 3:4, 5: 6}.values()), lambda: iter({1:2, 3:4, 5: 6}.items()),
  lambda: iter({7, 8, 9}), lambda: reversed([1,2,3]), lambda: reversed({1:2, 3:4, 5: 6}), lambda: reversed((1,2,3)), lambda: enumerate("abc"), lambda: zip([1,2,3], "abc"), lambda: zip([1,2,3], "abc", strict=True), lambda: map(str, [1,2,3]), lambda: filter(None, [1,2,3]), lambda: map(operator.add, [1,2,3], (4,5,6))]
class S:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
its.append(lambda: iter(S()))
for make in its:
    it = make()
    print(type(it).__name__, operator.length_hint(it, -1), end=" ")
    next(it)
    a = copy.copy(it)
    print(operator.length_hint(it, -1), list(a), end=" ")
    it = make(); next(it)
    b = copy.deepcopy(it)
    print(list(b), list(it), end=" ")
    it = make(); next(it)
    if not isinstance(it, type(iter(S()))):
        print(list(pickle.loads(pickle.dumps(it))), list(it))
    print(operator.length_hint(it, -1), list(copy.copy(it)))
it = iter([1,2,3]); it.__setstate__(2); print(list(it), it.__reduce__()[1:])
it = iter([1,2,3]); next(it); print(it.__reduce__()[1:], iter({1:2}).__reduce__()[1], iter(range(3)).__reduce__()[1:])
it = iter("héllo"); it.__setstate__(3); print(next(it), it.__reduce__()[1:])
it = reversed([1,2,3]); next(it); print(it.__reduce__()[1:])
it = iter(range(5)); it.__setstate__(3); print(list(it))
print(type(iter("")), type(iter("é")), iter([]).__reduce__()[0] is iter)
