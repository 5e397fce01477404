import decimal, datetime, queue, unicodedata, hashlib, types, threading, collections.abc, xml.etree.ElementTree as ET
from decimal import Decimal
class D(Decimal):
    def is_zero(self): return 'mine'
    def compare(self, o): return 'cmp'
def z(d): return d.is_zero()
for x in (Decimal(0), D(0), Decimal(1), D(1)): print(z(x))
class Q(queue.Queue):
    def qsize(self): return 42
def q(o): return o.qsize()
a, b = queue.Queue(), Q()
print(q(a), q(b), q(a))
a.qsize = lambda: 'own'
print(q(a)); del a.qsize; print(q(a))
old = queue.Queue.qsize
queue.Queue.qsize = lambda self: 'patched'
print(q(a), q(b)); queue.Queue.qsize = old; print(q(a))
del Q.qsize
print(q(b))
class G(threading.local):
    def __getattr__(self, n): return lambda *a: (n, a)
g = G(); print(g.foo(1, 2), g.bar())
def call(o, *a): 
    try: return o.replace(*a)
    except Exception as e: return type(e).__name__, str(e)
d = datetime.date(2020, 1, 2)
print(call(d), call(d, 2021), call(d, 2021, 13), call(d, 'x'), call('abc', 'a', 'b'))
print(d.replace(year=3), d.strftime('%Y'), d.isoformat(), datetime.datetime(2020,1,1,tzinfo=datetime.timezone.utc).isoformat())
class TZ(datetime.tzinfo):
    def utcoffset(self, dt): print('off'); return datetime.timedelta(hours=1)
    def dst(self, dt): return None
    def tzname(self, dt): return 'T'
t = datetime.datetime(2020, 1, 1, tzinfo=TZ()); print(t.timestamp(), t.isoformat())
try: Decimal(1).compare()
except TypeError as e: print(e)
try: Decimal(1).compare(1, 2, 3, 4)
except TypeError as e: print(e)
try: Decimal(1).is_zero(3)
except TypeError as e: print(e)
print(Decimal(1).compare(other=Decimal(2)), Decimal(3).quantize(Decimal('0.1'), rounding=decimal.ROUND_UP))
try: Decimal('snan').compare(1)
except decimal.InvalidOperation as e: print('inv', e)
print(unicodedata.name('a'), unicodedata.normalize('NFD', 'é') == 'e\u0301', unicodedata.name('\x00', 'none'))
try: unicodedata.name('\x00')
except ValueError as e: print(e)
s = queue.SimpleQueue(); s.put([1]); s.put({'a': 1}); xs = [5]; s.put(xs); xs.append(6)
print(s.qsize(), s.get_nowait(), s.get(), s.get_nowait(), s.empty())
try: s.get_nowait()
except queue.Empty: print('empty')
h = hashlib.md5(); h.update(b'a'); print(h.hexdigest(), h.copy().hexdigest())
e = ET.fromstring('<a><b x="1">t</b><c/></a>')
print([c.tag for c in e], e.find('b').get('x'), e.get('no', 3), len(e), e[0].text)
class M(collections.abc.Mapping):
    def __getitem__(self, k): return k * 2
    def __iter__(self): return iter('ab')
    def __len__(self): return 2
print(dict(M()), M().get('z'), list(M().items()))
import itertools
class F(threading.Thread):
    def run(self): self.res = 7
    def name2(self): return 'n'
f = F(); f.start(); f.join(); print(f.res, f.name2(), f.is_alive())
def nm(o): return o.name2()
print(nm(f)); F.name2 = lambda self: 'new'; print(nm(f)); f.name2 = lambda: 'inst'; print(nm(f))
import time
print(time.localtime(0).tm_year in (1969, 1970), time.gmtime(0)[:6])
print(threading.get_ident() == threading.main_thread().ident)
