import csv, io
def t(f, *a, **k):
    try: r = f(*a, **k); print('ok', r if not hasattr(r, '__next__') else list(r))
    except BaseException as e: print(type(e), type(e).__module__, e)
for kw in [dict(delimiter=''), dict(delimiter='ab'), dict(delimiter=None), dict(delimiter=5), dict(quotechar=''), dict(quotechar='ab'), dict(quotechar=5), dict(quotechar=None), dict(quotechar=None, quoting=1), dict(escapechar=''), dict(escapechar='ab'), dict(escapechar=1), dict(quoting=9), dict(quoting='x'), dict(quoting=True), dict(quoting=1.0), dict(lineterminator=None), dict(lineterminator=4), dict(foo=1), dict(doublequote='x'), dict(strict=1), dict(delimiter='\n'), dict(delimiter=b',')]:
    print(kw, end=' '); t(csv.reader, ['a,b'], **kw)
t(csv.reader, ['a'], 'nope'); t(csv.reader, 5); t(csv.reader, ['a'], 5); t(csv.reader, ['a'], None)
t(list, csv.reader([b'a'])); t(list, csv.reader([1]))
t(list, csv.reader(['a\nb'])); t(list, csv.reader(['"a"b'], strict=True)); t(list, csv.reader(['"a'], strict=True)); t(list, csv.reader(['"a'])); t(list, csv.reader(['a,"b\n', 'c",d']))
t(list, csv.reader(['1,x'], quoting=csv.QUOTE_NONNUMERIC)); t(list, csv.reader(['1,"x",2.5'], quoting=csv.QUOTE_NONNUMERIC)); t(list, csv.reader(['', '\n', 'a\r\n', 'b\r', ' ,']))
t(csv.writer, 5); t(csv.writer, io.StringIO(), 'nope')
w = csv.writer(io.StringIO()); t(w.writerow, 5); t(w.writerow, []); t(w.writerow, ['']); t(w.writerow, [None]); t(w.writerow, 'abc'); t(w.writerows, 5); t(w.writerows, [[1], 2])
w = csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE); t(w.writerow, ['a,b']); t(w.writerow, ['']); t(w.writerow, [None])

r = csv.reader(['a', 'b']); print(r.line_num, r.dialect.delimiter, repr(r.dialect.lineterminator), r.dialect.quotechar, r.dialect.escapechar, r.dialect.strict, type(r.dialect.strict)); next(r); print(r.line_num)
print(csv.list_dialects(), csv.field_size_limit(), csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONE, csv.QUOTE_NONNUMERIC)
t(csv.get_dialect, 'nope');  t(csv.register_dialect, 5); t(csv.register_dialect, 'x', delimiter='ab'); t(csv.unregister_dialect, 'nope'); t(csv.field_size_limit, 'x'); t(csv.field_size_limit, 10); t(list, csv.reader(['a' * 11])); t(csv.field_size_limit, 131072)
class D(csv.Dialect): delimiter = 'ab'
t(D)
class D2(csv.Dialect): delimiter = ','
t(D2)
class D3(csv.Dialect):
    delimiter = '|'; quotechar = "'"; lineterminator = '\n'; quoting = csv.QUOTE_MINIMAL
t(csv.reader, ["a|'b|c'"], D3); t(csv.reader, ["a|'b|c'"], D3()); t(csv.reader, ["a;b"], D3, delimiter=';')
t(csv.Dialect)
class X: delimiter = 5
t(csv.reader, ['a'], X)
t(csv.DictWriter, io.StringIO(), ['a'], extrasaction='zz'); d = csv.DictWriter(io.StringIO(), ['a']); t(d.writerow, {'b': 1}); t(d.writeheader)
t(list, csv.DictReader(['a,b', '1,2,3', '', '4'], restkey='r', restval='v')); t(list, csv.DictReader([])); print(csv.DictReader([]).fieldnames)
class W: 
    def write(self, s): return ('wrote', s)
t(csv.writer(W()).writerow, [1, 2.5, None, True, 'a"b', 'c,d', 'e\nf'])
t(csv.writer(W()).writerows, [[1], [2]])
t(csv.writer(W(), quoting=csv.QUOTE_NONNUMERIC).writerow, [1, 2.5, None, True, 'a', 2j])
t(csv.writer(W(), escapechar='\\', doublequote=False).writerow, ['a"b', 'c\\d', 'x,y'])
t(csv.writer(W(), doublequote=False).writerow, ['a"b'])
t(csv.reader, ['a\\,b', 'c\\'], escapechar='\\'); t(csv.reader, ['"a\\"b"', "x"], escapechar='\\', doublequote=False)
t(csv.reader, ['a, "b c", d'], skipinitialspace=True)


class Own(list):
    def __iter__(self):
        return iter(["own", len(self)])


class Letters(tuple):
    def __iter__(self):
        return iter("xy")


out = io.StringIO()
rows = csv.writer(out, lineterminator="\n")
for row in (Own([1, 2]), Letters((1,)), {"k": 1}, range(3), (c for c in "ab"), [Own([3])]):
    rows.writerow(row)
print(out.getvalue())
