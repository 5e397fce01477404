# A loop of one's own over generators that `types.coroutine` makes awaitable.
import inspect
import types
from collections import deque


@types.coroutine
def switch(value=None):
    got = yield value
    return got


@types.coroutine
def trap(name, *args):
    return (yield (name, args))


async def worker(name, n):
    for i in range(n):
        print(name, i)
        got = await switch(i)
        if got is not None:
            print("got", got)
    return name


async def outer():
    first = await worker("inner", 1)
    second = await trap("read", 3)
    return first, second


class Loop:
    def __init__(self):
        self.ready = deque()

    def spawn(self, coroutine):
        self.ready.append((coroutine, None))

    def run(self):
        while self.ready:
            coroutine, value = self.ready.popleft()
            try:
                result = coroutine.send(value)
            except StopIteration as stop:
                print("done", stop.value)
                continue
            self.ready.append((coroutine, None if result is None else str(result)))


loop = Loop()
loop.spawn(worker("a", 2))
loop.spawn(worker("b", 3))
loop.spawn(outer())
loop.run()


def plain():
    yield


async def wrong():
    await plain()


try:
    wrong().send(None)
except TypeError as error:
    print(error)
waiting = switch(1)
print(inspect.isawaitable(waiting), inspect.isawaitable(plain()), next(waiting))

# Generators of CPython's that `types.coroutine` has marked there.
made = {}
exec(
    """
import types

@types.coroutine
def resume():
    got = yield ("waiting",)
    return got

def plain():
    yield 1
""",
    made,
)


async def top():
    print(await made["resume"]())
    await made["plain"]()


running = top()
print(running.send(None))
try:
    running.send({"got": 3})
except TypeError as error:
    print(error)
