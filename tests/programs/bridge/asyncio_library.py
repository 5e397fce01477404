# The event loop of asyncio runs compiled coroutines.
import asyncio, contextlib, inspect
async def work(name, delay):
    print("start", name)
    await asyncio.sleep(delay)
    print("end", name)
    return name
async def main():
    r = await asyncio.gather(work("a", 0.1), work("b", 0.04))
    print(r)
    t = asyncio.create_task(work("c", 0.04))
    print(await t)
    try:
        await asyncio.wait_for(work("slow", 10), 0.1)
    except asyncio.TimeoutError:
        print("timeout")
    q = asyncio.Queue()
    async def producer():
        for i in range(3):
            await q.put(i)
            await asyncio.sleep(0)
        await q.put(None)
    async def consumer():
        while True:
            item = await q.get()
            if item is None: break
            print("got", item)
    await asyncio.gather(producer(), consumer())
    lock = asyncio.Lock()
    async with lock:
        print("locked", lock.locked())
    async with asyncio.TaskGroup() as tg:
        t1 = tg.create_task(work("g1", 0.04))
        t2 = tg.create_task(work("g2", 0.01))
    print(t1.result(), t2.result())
    async with asyncio.timeout(1):
        await asyncio.sleep(0)
    for fut in asyncio.as_completed([work("x", 0.1)]):
        print("completed", await fut)
    sem = asyncio.Semaphore(2)
    async def limited(i):
        async with sem:
            await asyncio.sleep(0.001)
            return i
    print(await asyncio.gather(*(limited(i) for i in range(4))))
    ev = asyncio.Event()
    async def waiter():
        await ev.wait()
        return "event"
    t = asyncio.create_task(waiter())
    await asyncio.sleep(0)
    ev.set()
    print(await t)
    def blocking(n): return n + 1
    print(await asyncio.to_thread(blocking, 41))
    async def canc():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            print("cancelled"); raise
    t = asyncio.create_task(canc())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError:
        print("main saw cancel")
    async def fails():
        raise ValueError("bad")
    res = await asyncio.gather(fails(), work("ok", 0), return_exceptions=True)
    print(res)
    try:
        await asyncio.gather(fails(), work("ok2", 0))
    except ValueError as e:
        print("caught", e)
    async def agen():
        for i in range(3):
            yield i
            await asyncio.sleep(0)
    print([i async for i in agen()])
    print(await anext(agen()))
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    loop.call_later(0.001, f.set_result, "future")
    print(await f)
    print(asyncio.current_task() is not None)
    proc = await asyncio.create_subprocess_exec("echo", "hi", stdout=asyncio.subprocess.PIPE)
    out, _ = await proc.communicate()
    print(out)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fails())
    except* ValueError as eg:
        print("group", eg.exceptions)
    return "done"
print(asyncio.run(main()))
print(asyncio.iscoroutinefunction(main), inspect.iscoroutinefunction(work), inspect.iscoroutinefunction(print))
c = work("z", 0)
print(asyncio.iscoroutine(c), inspect.iscoroutine(c), inspect.isawaitable(c))
c.close()
from collections.abc import Coroutine, Awaitable, AsyncGenerator
c = work("z", 0)
print(isinstance(c, Coroutine), isinstance(c, Awaitable))
c.close()


async def nothing_to_enter():
    async with contextlib.nullcontext("entered") as value:
        print(value)


asyncio.run(nothing_to_enter())
