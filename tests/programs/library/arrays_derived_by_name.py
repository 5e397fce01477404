# A class derives from `array.array` by another name.
import array
base = array.array
class X(base):
    def total(self):
        return sum(self)
x = X("i", [1, 2, 3])
print(x.total(), x[1], x, len(x), isinstance(x, array.array))
x.append(4)
for i in range(len(x)):
    x[i] += 1
print(x)


def made_by_type(base):
    return type("Made", (base,), {"name": "made"})


made = made_by_type(array.array)("d", [1.5])
print(made.name, made, made[0])
