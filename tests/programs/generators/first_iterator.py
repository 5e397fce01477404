# The first iterable of a generator expression is asked for an iterator once, when it is made.
import asyncio


class Counts:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        print("iter", self.n)
        return self

    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration
        return self.i


def doubled(values):
    made = (x * 2 for x in values)
    print("made")
    return made


print(list(doubled(Counts(2))), list(doubled([1, 2])), list(doubled("ab")))
print(list(x + 1 for x in Counts(2)), sum(x for x in Counts(3)), max(x for x in (y for y in Counts(2))))
pairs = ((y, z) for y in Counts(2) for z in Counts(1))
print(next(pairs), tuple(pairs))


class Slowly:
    def __init__(self):
        self.n = 0

    def __aiter__(self):
        print("aiter")
        return self

    async def __anext__(self):
        self.n += 1
        if self.n > 2:
            raise StopAsyncIteration
        return self.n


async def main():
    made = (x async for x in Slowly())
    print("made")
    print([x async for x in made], [x async for x in (y + 1 async for y in Slowly() if y)])


asyncio.run(main())
