from dataclasses import dataclass
@dataclass(frozen=True)
class Point:
    x: int
    y: int
    length: float = 0
    def __post_init__(self):
        super().__setattr__("length", (self.x * self.x + self.y * self.y) ** 0.5)
def main():
    p = Point(3, 4)
    print(p, p.length + 1)
main()


@dataclass(frozen=True)
class Zero:
    n: int
    items: list

    def __post_init__(self):
        super().__setattr__("items", "text")
        object.__setattr__(self, "n", [self.n])

    def drop(self):
        super().__delattr__("n")


z = Zero(1, [1, 2])
print(z, z.items + "s", z.n + [2])
z.drop()
print(hasattr(z, "n"))
print(getattr(*[z], "items"), hasattr(*(z, "items")))
