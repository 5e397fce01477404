import io, string, sys
from contextlib import contextmanager, suppress, closing, nullcontext, redirect_stdout
from io import StringIO
@contextmanager
def tag(name):
    "doc"
    print('<', name)
    try: yield name.upper()
    finally: print('>', name)
with tag('a') as t: print(t)
try:
    with tag('b'): raise ValueError('x')
except ValueError as e: print('caught', e)
@contextmanager
def swallow():
    try: yield
    except KeyError: print('swallowed')
with swallow(): {}['k']
@contextmanager
def never():
    if 0: yield
try:
    with never(): pass
except RuntimeError as e: print(e)
@contextmanager
def twice():
    yield 1
    yield 2
try:
    with twice(): pass
except RuntimeError as e: print(e)
try:
    with tag('s'): raise StopIteration('q')
except StopIteration as e: print('stop', e)
@tag('deco')
def f(x): return x + 1
print(f(1), f(2), tag.__name__, tag.__doc__)
with suppress(ZeroDivisionError, KeyError): 1 / 0
with suppress(): pass
class R:
    def close(self): print('closed')
with closing(R()) as r: print('in')
with nullcontext(5) as n: print(n)
buf = StringIO()
with redirect_stdout(buf): print('hidden', 1)
print(repr(buf.getvalue()))
b = io.StringIO('one\ntwo\nthree'); print(b.readline(), b.read(2), b.tell(), b.read(), b.seek(0), list(b), b.readlines(), repr(b.read()))
b.seek(0); b.write('ONE'); print(b.getvalue()); b.seek(0, 2); print(b.write('!'), b.getvalue(), b.truncate(3), b.getvalue())
print('x', 'y', file=b, sep='-'); print(repr(b.getvalue())); b.close()
try: b.read()
except ValueError as e: print(e)
try: StringIO().write(5)
except TypeError as e: print(e)
try: StringIO(5)
except TypeError as e: print(e)
with StringIO() as s:
    for i in range(3): s.write(str(i))
    print(s.getvalue(), s.closed)
print(s.closed, string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), repr(string.printable), string.hexdigits, string.octdigits, string.capwords('hello  world x'), string.capwords('a-b', '-'))
sys.stdout.write('end\n')
for line in io.StringIO('a\nb'): print(repr(line))


@contextmanager
def once(*args):
    yield args


with once([1], 2) as got: print(got)
manager = once(1)
with manager as got: print(got)
try:
    with manager: pass
except AttributeError as e: print(e)
