import asyncio, sys
sys.setrecursionlimit(20000)
async def deep(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    a, b, c, d = n, n + 1, n * 2, str(n)
    r = 1 + await deep(n - 1)
    return r + (a + b + c + len(d)) * 0
async def catcher(n):
    if n == 0:
        try: return await inf(0)
        except RecursionError: return 'R'
    return await catcher(n - 1)
async def inf(n): return await inf(n + 1)
def sync(n): return 0 if n == 0 else 1 + sync(n - 1)
async def mix(n):
    if n == 0:
        await asyncio.sleep(0)
        return sync(500)
    return await mix(n - 1)
async def main():
    print(await deep(3000))
    print(await mix(500))
    sys.setrecursionlimit(1000)
    print(await catcher(100))
    for i in range(3):
        r = await asyncio.gather(*[deep(200) for _ in range(5)], return_exceptions=True)
        print(r)
    # depth right after suspension
    async def probe(n):
        if n: return await probe(n - 1)
        await asyncio.sleep(0)
        k = 0
        def down(m):
            nonlocal k
            k = m
            down(m + 1)
        try: down(0)
        except RecursionError: pass
        return k > 700 and k < 1000
    print(await probe(100))
    print(await probe(5))
    print(await asyncio.gather(probe(3), probe(50)))
asyncio.run(main())
