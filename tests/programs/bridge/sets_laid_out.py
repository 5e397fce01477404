# Small sets of ints that go to CPython and come back lie there as they lie here.
import asyncio
import copy
import json


async def colliding():
    return {0, 128, 5}


async def same(value):
    return value


async def main():
    print(await asyncio.wait_for(colliding(), 5))
    items = {0, 128, 5}
    print(await asyncio.wait_for(same(items), 5) is items, items)
    for items in ({8, 0}, {16, 8, 0}, {0, 8, 16, 24}, {24, 16, 8}, {7, 15, 3}, {0, 128, 5, 1, 9, 17}, frozenset([0, 128, 5])):
        print(items, await asyncio.wait_for(same(items), 5), list(map(str, await same(items))))
        items = set(items)
        items.discard(8)
        print(await asyncio.wait_for(same(items), 5), json.dumps(list(items)))


asyncio.run(main())
swap = eval("lambda a: (a, set(a), frozenset(a), a | {8})")
print(swap({0, 128, 5}))
