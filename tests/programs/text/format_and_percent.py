# str.format, f-strings and %, and what they refuse.

class P:
    x = 1
    d = {'k': [1, 2]}
    def __repr__(self):
        return 'PP'

def show(case):
    try:
        print(repr(case()))
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: '{'.format())
show(lambda: '}'.format())
show(lambda: '{}'.format())
show(lambda: ('{} {0}'.format(1,2)))
show(lambda: ('{0} {}'.format(1,2)))
show(lambda: '{a}'.format())
show(lambda: '{0.x} {0.d[k][1]}'.format(P))
show(lambda: '{0.y}'.format(P()))
show(lambda: '{0[5]}'.format([1]))
show(lambda: '{!x}'.format(1))
show(lambda: '{!}'.format(1))
show(lambda: '{!r'.format(1))
show(lambda: '{!rx}'.format(1))
show(lambda: ('{:{}}'.format(1,5)))
show(lambda: ('{:{:{}}}'.format(1,2,3)))
show(lambda: '{0.}'.format(1))
show(lambda: '{0[}'.format(1))
show(lambda: '{0[]}'.format(1))
show(lambda: '{0]}'.format(1))
show(lambda: '{.x}'.format(P))
show(lambda: '{[0]}'.format([7]))
show(lambda: '{0[0]x}'.format([1]))
show(lambda: '{a b}'.format(**{'a b':3}))
show(lambda: '{-1}'.format(1))
show(lambda: '{99999999999999999999}'.format(1))
show(lambda: '{0'.format(1))
show(lambda: '{0:'.format(1))
show(lambda: 'a}b'.format())
show(lambda: '{{}}'.format())
show(lambda: '{:d}'.format('x'))
show(lambda: '{!a}'.format('é'))
show(lambda: '{!s:>5}'.format(3))
show(lambda: ('{0[-1]}'.format([1,2])))
show(lambda: '{0[a]}'.format([1]))
show(lambda: '{1}'.format(1))
show(lambda: ('{:{w}}'.format(1,w=4)))
show(lambda: '{a.b}'.format(a=1))
show(lambda: ('{0!r:{1}}'.format(1,'>4')))
show(lambda: '{{{0}}}'.format(1))
show(lambda: '{0[a]]}'.format({'a]':1}))
show(lambda: '{:}}'.format(1))
show(lambda: '{!r }'.format(1))
show(lambda: '{:%Y}'.format(1))
show(lambda: '{0!}'.format(1))
show(lambda: '{ }'.format(**{' ':2}))
show(lambda: '{a{b}}'.format(1))
show(lambda: ('{:>10}|{:<6}|{:^7}'.format('a',1,2.5)))
show(lambda: ('{:5}|{:5}'.format(True,None)))
show(lambda: ('{:,}|{:_x}|{:#b}'.format(1234567,0xdeadbeef,5)))
show(lambda: ('{:08.3f}|{:+.2e}|{:g}'.format(3.14159,12345.678,0.0001)))
show(lambda: ('{}'.format([1,'a'])))
show(lambda: '{:10}'.format([1]))
show(lambda: '{}'.format(P))
show(lambda: '{:c}'.format(65))
show(lambda: '{:c}'.format(-1))
show(lambda: '{:n}'.format(5))
show(lambda: '{:.2%}'.format(0.256))
show(lambda: '{:s}'.format(1))
show(lambda: '{:d}'.format(1.5))
show(lambda: '{:x}'.format(1.5))
show(lambda: '{:.3}'.format('abcdef'))
show(lambda: ('{0:{1}.{2}f}'.format(3.14159,8,2)))
show(lambda: '%s' % ())
show(lambda: ('%s %s' % (1,)))
show(lambda: ('%s' % (1, 2)))
show(lambda: '%d' % 'x')
show(lambda: '%d' % 1.9)
show(lambda: '%i' % None)
show(lambda: '%x' % 1.5)
show(lambda: '%c' % 'ab')
show(lambda: '%c' % 1114112)
show(lambda: '%c' % -1)
show(lambda: '%c' % 1.5)
show(lambda: '%f' % 'x')
show(lambda: '%' % 1)
show(lambda: '%z' % 1)
show(lambda: 'abc%' % ())
show(lambda: '%(a)s' % 1)
show(lambda: '%(a)s' % {'b': 1})
show(lambda: '%(a)s' % {'a': 5})
show(lambda: '%(as' % {'a': 5})
show(lambda: ('%*d' % (5, 3)))
show(lambda: ('%*d' % ('x', 3)))
show(lambda: ('%-*d|' % (-5, 3)))
show(lambda: ('%.*f' % (2, 3.14159)))
show(lambda: ('%.*f' % (-2, 3.14159)))
show(lambda: '%05d' % -3)
show(lambda: '%+d' % 3)
show(lambda: '% d' % 3)
show(lambda: '%#x' % 255)
show(lambda: '%#o' % 8)
show(lambda: '%#X' % 255)
show(lambda: '%.5d' % 42)
show(lambda: '%08.3d' % 42)
show(lambda: '%x' % -255)
show(lambda: '%#.5x' % 255)
show(lambda: '%r' % 'é')
show(lambda: '%a' % 'é')
show(lambda: '%5.1s|' % 'abc')
show(lambda: '%%' % ())
show(lambda: '%5%' % ())
show(lambda: ('%5%' % (1,)))
show(lambda: 'x' % 5)
show(lambda: ('x' % (5,)))
show(lambda: 'x' % [5])
show(lambda: 'x' % {'a': 1})
show(lambda: ('%s' % [1, 2]))
show(lambda: '%s' % {'a': 1})
show(lambda: '%d' % True)
show(lambda: '%u' % 5)
show(lambda: '%ld' % 5)
show(lambda: '%hd' % 5)
show(lambda: '%e' % 12345.678)
show(lambda: '%G' % 1e-10)
show(lambda: '%#g' % 1.0)
show(lambda: '%08.2f' % -3.14159)
show(lambda: '%(a)s %s' % {'a': 1})
show(lambda: '%s %(a)s' % {'a': 1})
show(lambda: '%99999999999999999999d' % 1)
show(lambda: '%.99999999999999999999d' % 1)
show(lambda: ('%s' % ((1, 2),)))
show(lambda: '%d' % '3')
show(lambda: '%o' % -8)
show(lambda: '%c' % 65)
show(lambda: '%5c|' % 'x')
show(lambda: '%-5c|' % 'x')
show(lambda: '%05s' % 'a')
show(lambda: '%+s' % 'a')
show(lambda: '%é' % 1)
show(lambda: '%d' % 1000000000000000000000000000000)
show(lambda: '%x' % 1180591620717411303424)
show(lambda: ('%s %d' % ('a',)))
show(lambda: '%()s' % {'': 1})
show(lambda: '%((a))s' % {'(a)': 3})
show(lambda: '%.3x' % 5)
show(lambda: '%#.3o' % 5)
show(lambda: '%020d' % -1000000000000000)
show(lambda: '%x' % 'a')
show(lambda: '%c' % '')
show(lambda: '%c' % None)
show(lambda: '%b' % 1)
show(lambda: '%.f' % 2.5)
show(lambda: ('%5' % (1,)))
show(lambda: ('%l' % (1,)))
show(lambda: '%(a' % {})
show(lambda: '%*s' % ())
show(lambda: ('%.*s' % ('a',)))
show(lambda: '%i' % b'1')
show(lambda: '%-05d|' % -3)
show(lambda: '%-#8x|' % 255)
show(lambda: '%#08x' % 255)
show(lambda: '%+5s|' % 'ab')
show(lambda: '%+e' % float('inf'))
show(lambda: '%010f' % float('inf'))
show(lambda: '%F' % float('nan'))
show(lambda: '%d' % float('nan'))
show(lambda: '%d' % float('inf'))
show(lambda: (f'{P.x!r:>5} {3.0} {1e100:.3g} {2**100:,} {True} {None!s:>6} {"a":*^5}'))
show(lambda: f'{1:z}')
show(lambda: f'{"a":+}')
show(lambda: f'{1.5:d}')
show(lambda: '{}'.format_map({}))
show(lambda: '{a}'.format_map({'a':1}))
show(lambda: '{a}'.format_map({}))
show(lambda: f'{1:10}{2:<10}{3:^10}')
show(lambda: f'{-5:=+10}')
show(lambda: f'{3.14159:{10}.{3}}')
show(lambda: (f'{[1,2]!s}'))
show(lambda: f'{P()}' == str(P()))
show(lambda: f'{"é"!a}')
show(lambda: f'{10**400:.3e}')
show(lambda: f'{10**5000}')
class Op16(str):
    def __gt__(self, o):
        return NotImplemented
class Op17(Op16):
    def __mod__(self, o):
        return NotImplemented
class Op18(Op16):
    def __rmod__(self, o):
        return ('rmod', type(o).__name__)
class A(str):
    def __mod__(self, o):
        return NotImplemented
class B(str):
    def __rmod__(self, o): return 'B.rmod'
class C:
    def __rmod__(self, o): return 'C.rmod'
class L(list):
    def __add__(self, o): return NotImplemented
    def __mul__(self, o): return NotImplemented
class M(list):
    def __radd__(self, o): return 'radd'
class T(tuple):
    def __add__(self, o): return NotImplemented
class Y(bytes):
    def __add__(self, o): return NotImplemented
    def __mod__(self, o): return NotImplemented
class S(str):
    def __add__(self, o): return NotImplemented
    def __mul__(self, o): return NotImplemented
vals = [Op17(), [1], Op18(), 's', 3, 2.5, A('a'), A('%s'), B('b'), L([1]), M([2]), T((1,)), S('s'), (1,), b'y', '%s', B('%s')]
import operator
for op in (operator.mod, operator.imod, operator.add, operator.iadd, operator.mul, operator.imul):
    for x in vals:
        for y in vals:
            try:
                if isinstance(x, (list,)): x = type(x)(x)
                print(op.__name__, type(x).__name__, type(y).__name__, op(x, y))
            except TypeError as e:
                print(op.__name__, type(x).__name__, type(y).__name__, e)
def d(x, y):
    try:
        x %= y
        return x
    except TypeError as e:
        return str(e)
def d2(x, y):
    try:
        return x % y
    except TypeError as e:
        return str(e)
def d3(x, y):
    try:
        if isinstance(x, (list,)): x = type(x)(x)
        x += y
        return x
    except TypeError as e:
        return str(e)
for x in vals:
    for y in vals:
        print(type(x).__name__, type(y).__name__, d(x, y), d2(x, y), d3(x,y))
