import itertools
from itertools import *
import copy
def show(name, it): print(name, list(it))
def trial(text, f):
    try: print(text, f())
    except Exception as e: print(text, type(e).__name__, e)
show('count', islice(count(5, 3), 4)); show('countf', islice(count(0.5, 0.25), 4))
show('repeat', repeat('x', 3)); show('cycle', islice(cycle('ab'), 5)); show('cycle0', islice(cycle([]), 5))
show('chain', chain([1, 2], 'ab', (3.5,))); show('fi', chain.from_iterable([[1], [2, 3]])); show('fi2', itertools.chain.from_iterable(['ab', 'c']))
show('compress', compress('ABCDEF', [1, 0, 1, 0, 1, 1]))
show('tw', takewhile(lambda x: x < 5, [1, 4, 6, 4, 1])); show('dw', dropwhile(lambda x: x < 5, [1, 4, 6, 4, 1]))
show('ff', filterfalse(lambda x: x % 2, range(10))); show('ffn', filterfalse(None, [0, 1, '', 'a']))
show('sm', starmap(pow, [(2, 5), (3, 2)])); show('sm2', starmap(lambda a, b: a + b, [(1, 2), (3, 4)])); show('sm3', starmap(max, ['abc', 'zx']))
show('acc', accumulate([1, 2, 3, 4])); show('acc2', accumulate([1, 2, 3], lambda a, b: a * b, initial=10)); show('acc3', accumulate([3, 1, 2], max)); show('acc4', accumulate(['a', 'b']))
show('acc5', accumulate([], initial=None)); show('acc6', accumulate([1.5, 2, 3]))
for k, g in groupby('AAABBC'): print(k, list(g))
for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2): print(k, list(g))
print([k for k, g in groupby('AABBA')]); gs = list(groupby('AAB')); print([list(g) for k, g in gs])
show('pw', pairwise([1, 2, 3])); show('pw1', pairwise([1]))
show('zl', zip_longest('ab', [1, 2, 3])); show('zl2', zip_longest('ab', [1, 2, 3], fillvalue='-')); show('zl0', zip_longest())
show('prod', product('ab', [1, 2])); show('prodr', product([0, 1], repeat=3)); show('prod0', product()); show('prode', product('a', [])); show('pr0', product('ab', repeat=0))
show('perm', permutations([1, 2, 3])); show('perm2', permutations('abcd', 2)); show('perm0', permutations([1], 0)); show('perm5', permutations([1], 5))
show('comb', combinations('abcd', 2)); show('comb0', combinations('ab', 0)); show('comb3', combinations('ab', 3)); show('cwr', combinations_with_replacement('abc', 2)); show('cwr0', combinations_with_replacement('', 2))
show('is', islice(range(10), 2, 9, 3)); show('is2', islice('abc', None)); show('is3', islice('abc', 1, None)); show('is4', islice('abc', 0))
a, b, c = tee([1, 2, 3], 3); print(next(a), list(b), list(a), list(c)); print(tee([1], 0))
d = iter(range(5)); x, y = tee(d); print(next(x), next(x), next(y), list(x), list(y))
z = copy.copy(y)
print(repr(count(3)), repr(count(1, 2)), repr(count(0.5)), repr(repeat(3)), repr(repeat('a', 4)))
for n, combo in enumerate(combinations([3, 1, 2], 2)):
    p, q = combo
    print(n, p + q)
total = 0
for i, j in product(range(100), range(100)): total += i * j
print(total)
xs = [[1, 2], [3, 4], [5]]
for t in product(*xs): print(t, sum(t))
for t in zip_longest(*xs): print(t)
print(list(chain(*xs)))
trial('1', lambda: count('a')); trial('2', lambda: repeat()); trial('3', lambda: islice([1], -1)); trial('4', lambda: islice([1], 0, -1)); trial('5', lambda: islice([1], 'a', 3))
trial('6', lambda: islice([1], 0, 1, 0)); trial('7', lambda: zip_longest([1], foo=1)); trial('8', lambda: product([1], repeat=-1)); trial('9', lambda: product([1], foo=1))
trial('10', lambda: permutations()); trial('11', lambda: permutations([1], -1)); trial('12', lambda: permutations([1], 'a')); trial('13', lambda: combinations([1])); trial('14', lambda: combinations([1], 'a'))
trial('15', lambda: accumulate([1], foo=1)); trial('16', lambda: tee([1], -1)); trial('17', lambda: tee()); trial('18', lambda: groupby()); trial('19', lambda: starmap(1)); trial('20', lambda: list(starmap(max, [1])))
trial('21', lambda: compress([1])); trial('22', lambda: chain(foo=1)); trial('23', lambda: list(chain(1))); trial('24', lambda: filterfalse(a=1)); trial('25', lambda: product(1)); trial('26', lambda: repeat(1, times='a')); trial('27', lambda: count(1,2,3)); trial('28', lambda: repeat(object=3,times=2))
class C(itertools.count):
    def twice(self): return next(self), next(self)
print(C(4).twice(), isinstance(C(), itertools.count))
f = itertools.chain
print(list(f([1], [2])), list(map(lambda p: p[0], product('ab', 'cd'))))
def gen():
    for i in count():
        if i > 3: return
        yield i
print(list(gen()), sum(repeat(2, 5)), max(chain([1, 5], [3])))
def roundrobin(*iterables):
    pending = len(iterables)
    nexts = cycle(iter(it).__next__ for it in iterables)
    while pending:
        try:
            for next in nexts: yield next()
        except StopIteration:
            pending -= 1
            nexts = cycle(islice(nexts, pending))
print(list(roundrobin('ABC', 'D', 'EF')))
def powerset(iterable):
    s = list(iterable)
    return chain.from_iterable(combinations(s, r) for r in range(len(s) + 1))
print(list(powerset([1, 2, 3])))
# Tuples that are kept are not used again.
kept = list(combinations(range(5), 3))
print(kept[0], kept[-1], len(set(kept)))
previous = None
for row in product('ab', repeat=2):
    print(previous, row)
    previous = row
trial("29", lambda: accumulate(x=7))
