import re, argparse, logging, json, datetime
ap = argparse.ArgumentParser()
ap.add_argument('--pat', type=re.compile, default=re.compile('d+'))
a = ap.parse_args(['--pat', 'x+y'])
print(a.pat.search('axxy'), ap.parse_args([]).pat.findall('dd d'), a)
class F(logging.Filter):
    def __init__(self, p): super().__init__(); self.p = re.compile(p)
    def filter(self, r): return bool(self.p.search(r.getMessage()))
import sys
h = logging.StreamHandler(sys.stdout); h.addFilter(F('ok')); log = logging.getLogger('x'); log.addHandler(h); log.warning('ok %s', 1); log.warning('no')
log.warning('ok %s', re.match('a', 'a'))
log.warning('ok %r', re.compile('a', re.X))
import dataclasses, typing
@dataclasses.dataclass
class Rule:
    name: str
    pattern: typing.Pattern[str]
    fn: typing.Callable[[re.Match], object] = None
    def __post_init__(self):
        if isinstance(self.pattern, str): self.pattern = re.compile(self.pattern)
rules = [Rule('num', r'\d+(\.\d+)?', lambda m: float(m.group())), Rule('date', re.compile(r'(\d+)/(\d+)'), lambda m: datetime.date(2000, *map(int, m.groups())))]
for s in ['1.5', '3/4', '22']:
    for r in reversed(rules):
        m = r.pattern.fullmatch(s)
        if m: print(r.name, r.fn(m)); break
print(rules[1].name)
print(json.dumps({'p': re.compile('a')}, default=lambda o: o.pattern))
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    re.compile('[[a]')
    print([str(x.message) for x in w], [x.category for x in w])
import inspect
def g(m: re.Match, flags: int = re.I) -> re.Pattern: pass
print(typing.get_type_hints(g))
from functools import singledispatch
@singledispatch
def show(x): return 'any'
@show.register(re.Pattern)
def _(x): return 'pat ' + x.pattern
@show.register
def _(x: re.Match): return 'match ' + x.group()
print(show(re.compile('q')), show(re.match('.', 'z')), show(1))
from re import compile as rc, Match, I, sub
print(rc('a', I), sub('a', 'b', 'aaa', 1), isinstance(rc('a').match('a'), Match))
print(type(rc('a')), type(rc('a').match('a')), re.Pattern, re.Match)
