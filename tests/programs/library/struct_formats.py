import struct
def t(f, *a):
    try: r = f(*a); print(r)
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
p, u = struct.pack, struct.unpack
for o in '@<>=!':
    for c in 'bBhHiIlLqQnNP':
        for v in (2**70, -2**70, -1, 2**63, 2**31, 70000, 300, 1.5, 'x', None, True):
            print(o + c, v, end=' '); t(p, o + c, v)
for c in 'efd':
    for v in (1e400, 70000.0, 65519.0, 65520.0, 1e39, 3.4028235677973366e+38, 1.1, -0.0, 5, 'x', None, 10**400, 1e-8, 5.960464477539063e-08, float('nan'), 2**-24, 3e-8):
        for o in '<>@': print(o + c, v if not isinstance(v, int) or v < 10**9 else 'big', end=' '); t(p, o + c, v)
for f in ('c', '3s', 's', '0s', 'p', '5p', '1p', '0p', '?', 'x', '3x', '2c'):
    for v in (b'a', b'abcdef', b'', 'a', 5, bytearray(b'zz'), None, True, [], 0.0): print(f, v, end=' '); t(p, f, v)
for f in ('z', '3', '<n', '>P', '1 2i', '  2 i h', 'i i', 'ii', '-i', '99999999999999999999i', '9223372036854775807q', '4611686018427387904i', '', b'<h', '<\xe9', 5, None, '@ii ', 'i@', '\0', '0i', 'b0i', 'bi', 'bq', 'ib', '@bd0q', 'h3x', 'cxh', '2147483648x'):
    print(repr(f), end=' '); t(struct.calcsize, f)
t(p, 'i'); t(p, 'i', 1, 2); t(p, '2s3i', b'a', 1, 2); t(u, 'i', b'abc'); t(u, 'i', b'abcde'); t(u, 'i', 'abcd'); t(u, 'i', 5); t(u, '', b''); t(u, '<hxb', b'\x01\x02\xff\x03'); t(u, '3sc?p', b'abcd\x01\x02'); t(u, '5p', b'\x09abcd'); t(u, '?', b'\x02')
t(u, '<e', b'\x00\x7e'); t(u, '<eee', b'\x00\x7c\x01\x00\xff\xfb'); t(u, '>f', b'\x7f\x80\x00\x01'); t(u, '<q', b'\xff' * 8); t(u, '<Q', b'\xff' * 8); t(u, '>Q', b'\xff' * 8); t(u, '@N', b'\xff' * 8); t(u, 'P', b'\x01' * 8); t(u, '<b3H', b'\xff\x01\x02\x03\x04\xff\xff'); t(u, '<h', bytearray(b'ab')); 
uf = struct.unpack_from; t(uf, '<h', b'abcd', 1); t(uf, '<h', b'abcd', 3); t(uf, '<h', b'abcd', -2); t(uf, '<h', b'abcd', -1); t(uf, '<h', b'abcd', -9); t(uf, '<h', b'abcd'); t(uf, '<h', b'a'); t(uf, '<h', b'abcd', 'x'); t(uf, '<h', b'', 0); t(lambda: uf('<h', buffer=b'abcd', offset=2)); t(uf, '<h', b'abcd', 99)
pi = struct.pack_into; b = bytearray(6); t(pi, '<hb', b, 1, 5, 6); print(b); t(pi, '<hb', b, 4, 5, 6); t(pi, '<hb', b, -3, 7, 8); print(b); t(pi, '<hb', b, -2, 7, 8); t(pi, '<hb', b, -9, 7, 8); t(pi, '<hb', b, 0, 7); t(pi, '<hb', b'abc', 0, 7, 8); t(pi, '<hb', b); t(pi, '<hb'); t(pi, '<hb', b, 'x', 1, 2); t(pi, '<hb', b, 99, 1, 2); 
iu = struct.iter_unpack; t(lambda: list(iu('<hb', b'abcdef'))); t(iu, '<hb', b'abcd'); t(iu, '', b'abc'); t(lambda: list(iu('<h', b'')))
s = struct.Struct('<hb'); print(s.size, s.format, s.pack(1, 2), s.unpack(b'abc'), s.unpack_from(b'xabc', 1), list(s.iter_unpack(b'abcabc'))); t(s.pack, 1); t(s.unpack, b'a'); t(struct.Struct, 'z'); s.pack_into(b, 0, 9, 9); print(b); print(struct.Struct(b'>i').format)
class I:
    def __index__(self): return 7
class F:
    def __float__(self): return 1.5
class B:
    def __bool__(self): raise ValueError('no')
class E:
    def __index__(self): raise ValueError('bad')
t(p, '<h', I()); t(p, '<d', F()); t(p, '<h', F()); t(p, '<d', I()); t(p, '<h', E()); t(p, '<h', 3.0)
