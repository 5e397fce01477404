class C: pass
class D:
    def __getitem__(self, i): return i
class I:
    def __index__(self): print('index'); return 2**70
class J:
    def __index__(self): raise ValueError('j')
class K(str): pass
for o in ['', b'', (), range(3), frozenset(), set(), 5, None, 1.5, C(), D(), K(), len, (i for i in 'a'), {}.keys(), memoryview(b'abc'), slice(1), iter([]), C, type, 3j, True, zip(), object(), {1:2}.items(), Exception(), lambda: 0]:
    for k in [2**100, -2**100, 1, 'a', I(), J(), 1.5, None]:
        r = []
        try: del o[k]
        except Exception as e: r.append((type(e).__name__, str(e)))
        try: o[k] = 1
        except Exception as e: r.append((type(e).__name__, str(e)))
        print(type(o).__name__, type(k).__name__, *r)
