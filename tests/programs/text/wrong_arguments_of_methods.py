# In which words methods of texts and sequences refuse arguments, and in which order they look at them.
def f(*a):
    try: print('\x00'.replace(*a))
    except Exception as e: print(type(e).__name__, e)
def g(a,b,c):
    try: print('\x00'.replace(a,b,c))
    except Exception as e: print(type(e).__name__, e)
for h in f, g:
    h(bytearray, ''.join, ', '.join)
    h('a', ''.join, ', '.join)
    h('a', 'b', ', '.join)
    h('a', 3, 10**30)
    h(b'a', 'b', 10**30)
try: '\x00'.replace(bytearray, ''.join, ', '.join)
except Exception as e: print(type(e).__name__, e)
for args in [(1, 'x', 'y'), ('x', 1.5), ('a', None), (None, None), (b'', 5, 'x')]:
    for name in ['split', 'rsplit', 'find', 'count', 'startswith', 'endswith', 'center', 'ljust', 'zfill', 'expandtabs', 'splitlines', 'partition', 'join', 'strip', 'encode', 'removeprefix','rfind', 'replace']:
        for o in ('abc', b'abc', bytearray(b'abc')):
            try: print(name, getattr(o, name)(*args))
            except Exception as e: print(name, type(o).__name__, args, type(e).__name__, e)
for args in [(1, 'x', 'y'), ('x', 1.5), ('a', None), (None, None), (b'', 5, 'x'), (10**40,), (10**40, 3), ('x', 10**40), ('x', 10**40, None)]:
    for name in ['insert', 'pop', 'count', 'remove', 'extend', 'sort', 'append']:
        for o in ([1,2,'x'], bytearray(b'abc'),):
            try: print(name, getattr(o, name)(*args))
            except Exception as e: print(name, type(o).__name__, args, type(e).__name__, e)

for x in ('a'*300, b'a'*300, bytearray(b'a'*300),'é'*300, 'b'*198, 'b'*197+"'"*9):
    for base in (10, 19):
        try: int(x, base) if base != 10 else int(x)
        except ValueError as e: print(len(str(e)), str(e)[-5:])
