import re, datetime, copy, pickle, unittest, functools, fnmatch, mmap, tempfile, array, sys, collections, string, textwrap
import numpy as np
def t(f, *a, **k):
    try: print(repr(f(*a, **k)))
    except Exception as e: print(type(e), e)
P = re.compile(r'(?P<y>\d{4})-(?P<m>\d\d)', re.I | re.M)
print(P, P.flags, P.groups, dict(P.groupindex))
m = P.search('on 2024-05 and 1999-12')
print(m, m.groups(), m.groupdict(), m['y'], m.span('m'), m.lastgroup)
print(datetime.date(int(m['y']), int(m.group('m')), 1))
print(pickle.loads(pickle.dumps(P)) == P, copy.deepcopy([P])[0] is P, copy.copy(P) is P)
class Holder:
    def __init__(self): self.p = P; self.n = 1
h = pickle.loads(pickle.dumps(Holder()))
print(h.p.findall('2024-05'), h.n, h.p.match('2000-11').group('m'))
class T(unittest.TestCase):
    def test(self):
        self.assertRegex('2024-05', P); self.assertNotRegex('x', P)
        with self.assertRaisesRegex(ValueError, re.compile('b.d')): raise ValueError('bad')
T('test').debug()
print(isinstance(P, re.Pattern), isinstance(m, re.Match), isinstance(h.p, re.Pattern), isinstance('x', re.Pattern))
def kind(x):
    if isinstance(x, re.Pattern): return ('pattern', x.pattern, x.flags)
    if isinstance(x, re.Match): return ('match', x.group())
    return 'other'
print(kind(P), kind(h.p), kind(m), kind(h.p.match('2000-11')), kind(5))
t(re.compile, '(')
t(re.compile, 'a)b\nc')
t(re.sub, '(a)', r'\2', 'a')
try: re.compile('[')
except re.error as e: print(e.msg, e.pos, e.pattern, e.lineno, e.colno, type(e).__module__)
t(re.match, h.p, '2024-05')
t(re.match, h.p, '2024-05', re.I)
t(re.match, 5, 'a'); t(re.match, [], 'a'); t(P.match, 5); t(P.match, b'x'); t(re.match, b'a', 'a')
t(re.findall, r'\w', np.str_('añb')); t(re.match, 'a', np.str_('abc')); 
x = re.search('ñ(.)', np.str_('xxñb')); print(x.span(), x.group(1), x.string)
t(re.findall, b'..', np.arange(3, dtype=np.uint8)); t(re.findall, b'..', array.array('b', [1, 2, 3])); t(re.findall, b'..', memoryview(b'abcd')); t(re.findall, b'..', bytearray(b'abcd'))
with tempfile.TemporaryFile() as f:
    f.write(b'key=1\nother=22\n'); f.flush()
    with mmap.mmap(f.fileno(), 0) as mm:
        for q in re.finditer(rb'(\w+)=(\d+)', mm): print(q.groups(), q.start(), q.span(2))
        print(re.search(b'oth', mm).start(), re.sub(rb'\d', b'#', mm), re.split(b'\n', mm))
print(re.sub(r'\d+', lambda m: str(int(m.group()) * 2), 'a1b22'))
print(re.sub(r'(\w)(\d)', r'\2\1', 'a1b2'), re.subn('x', 'y', 'axx'))
print(list(map(P.match, ['2024-01', 'x'])), list(filter(re.compile('a').search, ['cat', 'dog'])))
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as ex:
    print([bool(q) for q in ex.map(P.match, ['2024-01', 'x'])])
    print([q.group(1) for q in ex.map(functools.partial(re.match, '(.)'), ['ab', 'cd'])])
print(sorted(['b10', 'a2', 'b9'], key=lambda s: [int(c) if c.isdigit() else c for c in re.split(r'(\d+)', s)]))
print(re.escape('a.b*c'), fnmatch.translate('*.py'), re.compile(fnmatch.translate('*.py')).match('x.py'))
f = re.IGNORECASE | re.DOTALL
print(f, repr(f), int(f), f == 18, re.I in (re.I, re.M), f & re.I, type(f).__name__, re.compile('a', f).flags)
print(sys.modules['re'].compile('x', f), sys.modules['re'].compile(P) , sys.modules['re'].match(P, '2024-01').group())
print(sys.modules['re'].error is re.error)
d = {P: 1, re.compile('z'): 2}; print(d[re.compile(r'(?P<y>\d{4})-(?P<m>\d\d)', re.I | re.M)], P == h.p, h.p == P, hash(P) == hash(re.compile(P.pattern, P.flags)))
class Tok(collections.namedtuple('Tok', 'kind text')): pass
spec = [('NUM', r'\d+'), ('ID', r'[a-z]+'), ('OP', r'[+*=]'), ('WS', r'\s+'), ('BAD', r'.')]
tok = re.compile('|'.join('(?P<%s>%s)' % p for p in spec))
def lex(s):
    for mo in tok.finditer(s):
        k = mo.lastgroup
        if k == 'WS': continue
        if k == 'BAD': raise SyntaxError(f'{mo.group()!r} at {mo.start()}')
        yield Tok(k, mo.group())
print(list(lex('x = 3 + y2')))
t(lambda: list(lex('x ? 3')))
print(string.Template('$a b').substitute(a=1), textwrap.dedent('  a\n  b'))
print(functools.reduce(lambda a, p: re.sub(p[0], p[1], a), [('a', 'b'), ('b', 'c')], 'aabb'))
class U(str): pass
u = re.match('(a)', U('abc')); print(u.group(1), type(u.group(1)), type(u.string))
