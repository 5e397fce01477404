import asyncio
import threading
class OnlyEnter: 
    async def __aenter__(self): return 1
class OnlyExit:
    async def __aexit__(self, *a): return False
ns = {}
exec('''
class FEnter:
    async def __aenter__(self): return 1
class FExit:
    async def __aexit__(self, *a): return False
class FBoth:
    async def __aenter__(self): return 'both'
    async def __aexit__(self, t, e, tb): print('leave', t); return t is KeyError
class FNot:
    def __aenter__(self): return 5
    async def __aexit__(self, *a): pass
class FRaise:
    def __aenter__(self): return self.missing
    async def __aexit__(self, *a): pass
class FRaise2:
    async def __aenter__(self): return self.missing
    async def __aexit__(self, *a): pass
''', ns)
async def try_(m):
    try:
        async with m as x: print('in', x)
    except Exception as e: print(type(e).__name__, e)
async def main():
    for m in (OnlyEnter(), OnlyExit(), *[ns[n]() for n in ('FEnter', 'FExit', 'FBoth', 'FNot', 'FRaise', 'FRaise2')], threading.Lock(), asyncio.Lock(), 5, None):
        await try_(m)
    async with ns['FBoth']() as b: raise KeyError
    try:
        async with ns['FBoth'](): raise ValueError
    except ValueError: print('v')
    async with asyncio.Semaphore(2) as s, asyncio.Condition() as c: print(s, c)
    async with asyncio.timeout(5) as t: print(t.expired())
asyncio.run(main())
