import re, sys, datetime, traceback
def cb(m): raise KeyError(m.group())
try: re.sub('a', cb, 'xax')
except KeyError as e: print('KeyError', e)
try: re.sub('a', lambda m: 5, 'xax')
except TypeError as e: print('TypeError', e)
try: re.compile('a').sub(None, 'a')
except TypeError as e: print('TypeError', e)
for p in ['(?P<n>a)(?P=n)', r'(?i:A)b', r'(?<=x)y', r'\bfoo\b', r'(a|b)*c', '[^\\W\\d_]+', r'(?x) a b # c', r'\A\s*\Z', '(?:)', r'((a)|b)+']:
    r = re.compile(p)
    print(p, [(m.span(), m.groups()) for m in r.finditer('aa Ab xy foo abc  éñ9')], r.split('abc a b'), r.groups)
print(re.findall(r'(\w)(\d)?', 'a1b'), re.split('(,)', 'a,b,c', maxsplit=1), re.fullmatch('a+', 'aaa').end(), re.subn('', '-', 'ab'))
m = re.search(r'(?P<k>\w+)=(?P<v>\w*)', 'a=1;bb=')
print(m.expand(r'\g<v>:\1'), m.start('v'), m.pos, m.endpos, m.string, m.lastindex, m.re.pattern, m.regs)
try: m.group('zz')
except IndexError as e: print(e)
try: m[5]
except IndexError as e: print(e)
text = 'name: Bob\nage: 5\n\nname: Al\n'
for block in re.split(r'\n\n+', text.strip()): print(dict(re.findall(r'^(\w+):\s*(.*)$', block, re.M)))
print(re.escape('a+b(c)'), re.sub(r'(?P<a>\d)', r'[\g<a>]', 'x1'), re.purge() is None, re.template if hasattr(re, 'nothing') else 0)
print(re.sub(r'\s+', ' ', 'a \t\n b', flags=re.A), re.I.name, re.I.value, [f.name for f in (re.M, re.S)], re.RegexFlag(2) is re.I or re.RegexFlag(2) == re.I)
def walk(d, rx):
    for k, v in d.items():
        if isinstance(v, dict): yield from walk(v, rx)
        elif rx.search(k): yield k, v
print(list(walk({'abc': 1, 'd': {'xbx': 2, 'q': 3}}, re.compile('b'))), datetime.timedelta(1))
