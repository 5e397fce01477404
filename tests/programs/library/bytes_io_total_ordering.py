import io
from io import BytesIO
from functools import total_ordering
from dataclasses import dataclass
b = BytesIO(b'hello\nworld\nlast')
print(b.read(3), b.tell(), b.readline(), b.readlines(), b.read(), b.tell())
b.seek(0); print(list(b)); b.seek(-4, 2); print(b.read()); b.seek(2, 1); print(b.tell(), b.read())
b.seek(0); print(b.write(b'HE'), b.getvalue(), b.truncate(), b.getvalue()); b.seek(5); b.write(bytearray(b'zz')); print(b.getvalue())
for f in (lambda: b.write('x'), lambda: BytesIO('x'), lambda: b.seek(-1), lambda: b.seek(0, 9), lambda: b.truncate(-1)):
    try: f()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
with BytesIO() as q:
    q.writelines([b'a', b'b']); print(q.getvalue(), bytes(q.getbuffer()), q.readable(), q.writable(), q.seekable(), q.closed)
    ba = bytearray(4); q.seek(0); print(q.readinto(ba), ba, q.read1(1), q.readline(0))
print(q.closed)
try: q.read()
except ValueError as e: print(e)
class Sub(BytesIO):
    def write(self, b): return super().write(b.upper())
s = Sub(); s.write(b'abc'); print(s.getvalue(), isinstance(s, BytesIO))
import pickle, gzip
p = BytesIO(); pickle.dump({'a': [1, 2]}, p); p.seek(0); print(pickle.load(p))
z = BytesIO()
with gzip.GzipFile(fileobj=z, mode='wb') as g: g.write(b'data' * 100)
z.seek(0); print(gzip.GzipFile(fileobj=z).read() == b'data' * 100)
b = BytesIO(memoryview(b'mv')); print(b.read(None), BytesIO(None).getvalue(), BytesIO(initial_bytes=b'k').read())
b = BytesIO(b'abc'); b.seek(10); print(b.read(), b.readline()); b.write(b'q'); print(b.getvalue())
print(io.BytesIO(b'x').read(), io.DEFAULT_BUFFER_SIZE)
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v if isinstance(o, V) else NotImplemented
    def __lt__(self, o): return self.v < o.v if isinstance(o, V) else NotImplemented
print(V(1) <= V(2), V(3) > V(2), V(2) >= V(3), V(2) >= V(2), V(2) <= V(2), V(2) > V(2))
try: V(1) >= 3
except TypeError as e: print(e)
@total_ordering
class G:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __ge__(self, o): return self.v >= o.v
    def __gt__(self, o): return 'mine'
print(G(1) <= G(2), G(3) > G(2), G(2) < G(3), G(2) <= G(2))
@total_ordering
@dataclass
class D:
    a: int
    def __lt__(self, o): return self.a < o.a
print(D(1) < D(2), D(2) >= D(1), max(D(1), D(3)), sorted([D(2), D(1)]))
@total_ordering
class Sub2(V): pass
print(Sub2(1) <= Sub2(2))
try:
    @total_ordering
    class N: pass
except ValueError as e: print(e)
