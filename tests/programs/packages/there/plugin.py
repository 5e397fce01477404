# Nothing imports it by this name: CPython finds it.
from there import registry
from there.registry import Base, register


@register("hello")
def hello(x):
    return "hello " + x


class Twice(Base):
    def run(self):
        return super().run() * 2


registry.REG["twice"] = Twice
registry.Base.count += 1

