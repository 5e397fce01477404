# Files.

import sys
def w(p, s):
    f = open(p, 'w', newline='')
    n = f.write(s)
    f.close()
    return n
w('/tmp/pyaot-test-file', 'a\nb\n')
def seq():
    f = open('/tmp/pyaot-test-file')
    r = [f.readline(), f.tell(), f.readline(), f.readline(), f.tell(), f.seek(0), f.read(1), f.read(), f.read()]
    f.close()
    return r, f.closed, f
def rw():
    f = open('/tmp/pyaot-test-file', 'w+')
    r = [f.write('abc\ndef\n'), f.tell(), f.seek(0), f.readline(), f.read(), f.seek(0, 2), f.write('X'), f.seek(4), f.read(), f.truncate(3), f.seek(0), f.read()]
    f.close()
    return r
def rb():
    f = open('/tmp/pyaot-test-file', 'r+b')
    r = [f.read(2), f.tell(), f.write(b'ZZ'), f.tell(), f.seek(-1, 2), f.read(), f.seek(0), f.read(), f.seek(1), f.seek(1, 1), f.tell()]
    f.close()
    return r
def wctx():
    with open('/tmp/pyaot-test-file', 'w') as f:
        print('hello', 1, 2.5, file=f, sep='-', end='!\n')
        f.writelines(['a\n', 'b\n'])
        n = f.name, f.mode, f.closed, f.readable(), f.writable(), f.seekable(), f.isatty()
    with open('/tmp/pyaot-test-file') as g:
        for i, line in enumerate(g):
            n += (i, line)
    return n, f.closed
def attempt(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__, str(e)
def closed_all():
    f = open('/tmp/pyaot-test-file')
    f.close()
    return [attempt(x) for x in [f.read, f.readline, f.readlines, f.tell, f.flush, f.fileno, f.isatty, f.readable, f.close, f.__enter__, lambda: f.write('a'), lambda: f.seek(0), lambda: next(f), lambda: f.closed, lambda: repr(f), lambda: f.writelines([]), lambda: iter(f)]]
def closed_bin():
    f = open('/tmp/pyaot-test-file', 'rb')
    f.close()
    return [attempt(x) for x in [f.read, f.readline, f.tell, f.flush, f.__enter__, lambda: f.write(b'a'), lambda: f.seek(0), lambda: next(f)]]
def u16():
    with open('/tmp/pyaot-test-file', 'w', encoding='utf-16') as f:
        f.write('hé')
        f.write('x\ny')
    b = open('/tmp/pyaot-test-file', 'rb').read()
    return b, open('/tmp/pyaot-test-file', encoding='utf-16').read(), open('/tmp/pyaot-test-file', encoding='utf-16').readlines()
def big():
    with open('/tmp/pyaot-test-file', 'w') as f:
        for i in range(5000):
            f.write('line é %d\n' % i)
    n = 0
    t = 0
    for line in open('/tmp/pyaot-test-file'):
        n += 1
        t += len(line)
    f = open('/tmp/pyaot-test-file')
    a = f.read(20000)
    p = f.tell()
    b = f.readline()
    f.seek(p)
    c = f.readline()
    d = f.read()
    return n, t, len(a), p, b, c, len(d)
def nl():
    with open('/tmp/pyaot-test-file', 'w', newline='\r\n') as f:
        n = f.write('a\nb\n')
    return n, open('/tmp/pyaot-test-file', 'rb').read()
def appends():
    w('/tmp/pyaot-test-file', 'abc')
    with open('/tmp/pyaot-test-file', 'a') as f:
        p = f.tell()
        f.write('d')
        q = f.tell()
    with open('/tmp/pyaot-test-file', 'a+') as f:
        f.seek(0)
        r = f.read()
    return p, q, r
def std():
    return sys.stdout.name, sys.stderr.name, sys.stdin.name, sys.stdout.mode, sys.stdin.mode, sys.stdout.encoding, sys.stdout.writable(), sys.stdin.readable(), sys.stdout.fileno(), sys.stdout.closed
class W:
    def __init__(self):
        self.p = []
    def write(self, s):
        self.p.append(s)
    def flush(self):
        self.p.append('FLUSH')
class Bad:
    def __str__(self):
        raise ValueError('bad')
def printing():
    x = W()
    print('a', 1, None, sep=', ', end='.', file=x, flush=True)
    print(file=x)
    old = sys.stdout
    sys.stdout = x
    print('redirected')
    sys.stdout = old
    try:
        print('before', Bad(), 'after')
    except ValueError as e:
        print('|', e)
    try:
        print(1, sep=2)
    except TypeError as e:
        x.p.append(str(e))
    try:
        print(1, foo=2)
    except TypeError as e:
        x.p.append(str(e))
    sys.stdout.write('direct\n')
    sys.stdout.buffer.write(b'bytes\n')
    print(*[1, 2, 3], sep='')
    return x.p
def binwrite():
    with open('/tmp/pyaot-test-file', 'wb') as f:
        a = f.write(b'abc'), f.write(bytearray(b'de')), f.tell()
    with open('/tmp/pyaot-test-file', 'rb') as f:
        return a, f.read(2), f.read(1), f.readline(), f.read(), [x for x in open('/tmp/pyaot-test-file', 'rb')]
def iter_tell():
    w('/tmp/pyaot-test-file', 'a\nb\n')
    f = open('/tmp/pyaot-test-file')
    next(f)
    return attempt(f.tell)
def lines2():
    w('/tmp/pyaot-test-file', 'aa\nbb\ncc')
    f = open('/tmp/pyaot-test-file')
    return f.readlines(3), f.readlines(), f.readlines(), open('/tmp/pyaot-test-file').readline(5), open('/tmp/pyaot-test-file').readline(0)
def badutf():
    with open('/tmp/pyaot-test-file', 'wb') as f:
        f.write(b'ok\n\xff\xfe\n')
    f = open('/tmp/pyaot-test-file')
    return attempt(f.readline), attempt(lambda: open('/tmp/pyaot-test-file').read()), open('/tmp/pyaot-test-file', errors='ignore').read(), attempt(lambda: open('/tmp/pyaot-test-file', 'w', encoding='ascii').write('é'))

def show(case):
    try:
        print(repr(case()))
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: open('nope'))
show(lambda: open('/tmp'))
show(lambda: (open('/tmp/pyaot-test-file','rr')))
show(lambda: (open('/tmp/pyaot-test-file','z')))
show(lambda: (open('/tmp/pyaot-test-file','')))
show(lambda: (open('/tmp/pyaot-test-file','rw')))
show(lambda: (open('/tmp/pyaot-test-file','rbt')))
show(lambda: (open('/tmp/pyaot-test-file','rb',encoding='utf-8')))
show(lambda: (open('/tmp/pyaot-test-file','rb',errors='x')))
show(lambda: (open('/tmp/pyaot-test-file','rb',newline='')))
show(lambda: (open('/tmp/pyaot-test-file',newline='x')))
show(lambda: (open('/tmp/pyaot-test-file',encoding='foo')))
show(lambda: open(1.5))
show(lambda: (open('/tmp/pyaot-test-file',1)))
show(lambda: open('/tmp/pyaot-test-file').write('a'))
show(lambda: (open('/tmp/pyaot-test-file','a').read()))
show(lambda: (open('/tmp/pyaot-test-file','ab').read()))
show(lambda: (open('/tmp/pyaot-test-file','rb').write(b'a')))
show(lambda: open('/tmp/pyaot-test-file'))
show(lambda: (open('/tmp/pyaot-test-file','rb')))
show(lambda: (open('/tmp/pyaot-test-file','ab')))
show(lambda: (open('/tmp/pyaot-test-file','r+b')))
show(lambda: (open('/tmp/pyaot-test-file','a').write(1)))
show(lambda: (open('/tmp/pyaot-test-file','ab').write('s')))
show(lambda: (open('/tmp/pyaot-test-file','x')))
show(lambda: (open('/tmp/pyaot-test-file').seek(1,1)))
show(lambda: open('/tmp/pyaot-test-file').seek(-1))
show(lambda: (open('/tmp/pyaot-test-file').seek(0,5)))
show(lambda: open('/tmp/pyaot-test-file').read('a'))
show(lambda: open('/tmp/pyaot-test-file').encoding)
show(lambda: (open('/tmp/pyaot-test-file',encoding='utf-8').encoding))
show(lambda: (open('/tmp/pyaot-test-file','rb').seek(-1)))
show(lambda: (open('/tmp/pyaot-test-file').mode, open('/tmp/pyaot-test-file','rb+').mode,open('/tmp/pyaot-test-file','wt').mode))
show(lambda: (open('/tmp/pyaot-no-directory/x','w')))
show(lambda: open('/tmp/pyaot-test-file\0'))
show(lambda: open(b'/tmp/pyaot-test-file').name)
show(lambda: (open('/tmp/pyaot-test-file','r',0)))
show(lambda: (open('/tmp/pyaot-test-file','a').writelines([1])))
show(lambda: (open('/tmp/pyaot-test-file','rU')))
show(lambda: open(''))
show(lambda: open('/tmp/pyaot-test-file').readline(1.5))
show(lambda: (open('/tmp/pyaot-test-file','a').readline()))
show(lambda: (next(open('/tmp/pyaot-test-file','a'))))
show(lambda: open(999))
show(lambda: open('/tmp/pyaot-test-file').foo)
show(lambda: (open('/tmp/pyaot-test-file','rb').encoding))
show(lambda: open('/tmp/pyaot-test-file').truncate())
show(lambda: (open('/tmp/pyaot-test-file','r+').truncate(-1)))
show(lambda: (w('/tmp/pyaot-test-file','a\nb\r\nc\rd'), open('/tmp/pyaot-test-file').read(), open('/tmp/pyaot-test-file',newline='').read(), open('/tmp/pyaot-test-file',newline='\n').readlines(), open('/tmp/pyaot-test-file',newline='\r').readlines(), open('/tmp/pyaot-test-file').readlines(), open('/tmp/pyaot-test-file',newline='').readlines()))
show(lambda: [l for l in open('/tmp/pyaot-test-file')])
show(lambda: (w('/tmp/pyaot-test-file','héllo\nwörld\n'), open('/tmp/pyaot-test-file').read(3), open('/tmp/pyaot-test-file').readline(2), open('/tmp/pyaot-test-file','rb').read(), open('/tmp/pyaot-test-file','rb').readline(), open('/tmp/pyaot-test-file','rb').readlines()))
show(lambda: (open('/tmp/pyaot-test-file',encoding='ascii').read()))
show(lambda: (open('/tmp/pyaot-test-file',encoding='latin-1').read()))
show(lambda: (open('/tmp/pyaot-test-file',encoding='ascii',errors='replace').read()))
show(lambda: seq())
show(lambda: rw())
show(lambda: rb())
show(lambda: wctx())
show(lambda: closed_all())
show(lambda: closed_bin())
show(lambda: u16())
show(lambda: big())
show(lambda: nl())
show(lambda: appends())
show(lambda: std())
show(lambda: binwrite())
show(lambda: iter_tell())
show(lambda: lines2())
show(lambda: badutf())
