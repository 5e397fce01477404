import asyncio, sys, traceback, types, contextvars, weakref
async def leaf(x):
    if x < 0: raise ValueError(x)
    if x == 7: await asyncio.sleep(0)
    return x * 2
async def mid(x):
    try:
        return await leaf(x)
    except ValueError as e:
        print('caught', e, sys.exc_info()[0].__name__)
        return await leaf(1)
    finally:
        print('fin', x, await leaf(7))
async def stop(): raise StopIteration(3)
async def astop(): raise StopAsyncIteration
async def deep(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await deep(n - 1)
async def rec(n): return await rec(n + 1)
async def twice():
    c = leaf(3)
    print(await c)
    try: await c
    except RuntimeError as e: print(e)
async def tb():
    try: await mid2()
    except ValueError: print(traceback.format_exc().replace(__file__, "this file"))
async def mid2():
    await asyncio.sleep(0)
    await leaf(-5)
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield from asyncio.sleep(0).__await__()
        return self.v
class BadAw:
    def __await__(self): return leaf(1)
class BadAw2:
    def __await__(self): return 5
class BadAw3:
    def __await__(self): return asyncio.sleep(0)
async def cancelme(log):
    try:
        await inner_cancel(log)
    except asyncio.CancelledError as e:
        log.append('outer'); raise
    finally:
        log.append(await leaf(7))
async def inner_cancel(log):
    try:
        await inner2(log)
    except asyncio.CancelledError:
        log.append('inner'); raise
async def inner2(log):
    try: raise KeyError('k')
    except KeyError as k:
        try: await asyncio.sleep(100)
        except asyncio.CancelledError as e:
            log.append(repr(e.__context__)); raise
var = contextvars.ContextVar('var', default=0)
async def ctx():
    var.set(var.get() + 1)
    await leaf(7)
    return var.get()
async def agen(n):
    for i in range(n):
        yield await leaf(i)
async def main():
    for x in (1, -1, 7):
        print(await mid(x))
    for f in (stop, astop):
        try: await f()
        except BaseException as e: print(type(e), e, repr(e.__cause__))
    print(await deep(300))
    try: await rec(0)
    except RecursionError as e: print('rec', str(e)[:32])
    print(await deep(300))
    await twice()
    await tb()
    print(await Aw(4))
    for b in (BadAw(), BadAw2(), BadAw3(), 5, None, [1]):
        try: await b
        except TypeError as e: print(e)
    log = []
    t = asyncio.create_task(cancelme(log))
    await asyncio.sleep(0); await asyncio.sleep(0)
    t.cancel()
    try: await t
    except asyncio.CancelledError: print('cancelled', log)
    print(await asyncio.gather(ctx(), ctx(), ctx()), await ctx(), await ctx())
    print([x async for x in agen(9)])
    c = asyncio.sleep(0, 'r')
    print(await c)
    try: await c
    except RuntimeError as e: print(e)
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(fut.set_result, 11)
    print(await fut, await fut)
    fut = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(fut.set_exception, KeyError('z'))
    try: await fut
    except KeyError as e: print('k', e)
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError: print('timeout')
    async with asyncio.timeout(1): print(await leaf(7))
    async with asyncio.Lock(): print(await leaf(4))
    shared = asyncio.sleep(0.01, 5)
    async def w(): return await shared
    r = await asyncio.gather(w(), w(), return_exceptions=True)
    print([str(x) for x in r])
    own = leaf(7)
    async def w2(): return await own
    r = await asyncio.gather(w2(), w2(), return_exceptions=True)
    print([str(x) for x in r])
    it = leaf(7).__await__()
    print(type(it).__name__)
    try:
        while True: it.send(None)
    except StopIteration as s: print('v', s.value)
asyncio.run(main())
c = leaf(7)
print(c.send(None))
try: c.throw(ValueError('thrown'))
except ValueError as e: print(e)
c = mid(7)
print(c.send(None)); print(c.cr_running, c.cr_await is None or True)
try: c.close()
except RuntimeError as e: print(e)
